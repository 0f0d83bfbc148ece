"""Keys of our windows that a text field of Unix would keep for itself."""

import pytest
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.screens.staff.shell import Shell

KEYS = ("K", "D", "E", "U", "Z")


class Greedy(QLineEdit):
    """As a line edit under Unix bindings: it keeps these keys wherever the test runs."""

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()
            return True
        return super().event(event)


class Fields(QWidget):
    """A page with two fields and an act for each key; ``did`` are those that were done."""

    page_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.did: list[str] = []
        self.line, self.text = Greedy(), QPlainTextEdit()
        rows = QVBoxLayout(self)
        rows.addWidget(self.line)
        rows.addWidget(self.text)
        self.acts: dict[str, QAction] = {}
        for key in KEYS:
            act = self.acts[key] = QAction(key, self)
            act.setShortcut(QKeySequence(f"Ctrl+{key}"))
            act.triggered.connect(lambda _=False, key=key: self.did.append(key))
            self.addAction(act)


@pytest.fixture
def page(app: QApplication, qtbot: QtBot) -> Fields:
    made = Fields()
    shell = Shell({Page.COUNTER: lambda: made})
    qtbot.addWidget(shell)
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    made.line.setFocus()
    return made


def press(page: Fields, key: str) -> None:
    """As the platform gives it: through the native window."""
    handle, control = page.window().windowHandle(), Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(handle, Qt.Key[f"Key_{key}"], control)


@pytest.mark.parametrize("key", KEYS)
def test_our_keys_act_while_a_text_field_has_the_keyboard(page: Fields, key: str) -> None:
    for field in (page.line, page.text):
        field.setFocus()
        press(page, key)
    assert page.did == [key, key]


def test_undo_is_the_fields_while_it_has_something_to_take_back(page: Fields) -> None:
    QTest.keyClicks(page.line, "kata")
    press(page, "Z")
    assert (page.line.text(), page.did) == ("", [])
    press(page, "Z")
    assert page.did == ["Z"]
    page.text.setFocus()
    QTest.keyClicks(page.text, "kata")
    press(page, "Z")
    assert (page.text.toPlainText(), page.did) == ("", ["Z"])


def test_a_key_that_nothing_seen_wants_stays_the_fields(page: Fields) -> None:
    page.acts["U"].setEnabled(False)
    press(page, "U")
    assert page.did == []
    page.line.setText("kata")  # bindings of Unix have deleted it
    press(page, "A")
    assert page.line.selectedText() == "kata"
