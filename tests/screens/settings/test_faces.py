"""How the settings look in every section and state: nothing cut, everything named, no key twice."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from tests.screens.counter.looks import cut
from tests.tour.settings import pictures

SIZES = ((1366, 768), (1280, 720), (1093, 614))
# What may give way: at the narrowest size names of groups stand whole in their tool tip.
MAY_GIVE_WAY = ("line elided: ",)


def shown(app: QApplication, window: QWidget, size: tuple[int, int]) -> None:
    window.resize(*size)
    for _ in range(3):
        app.sendPostedEvents()
        app.processEvents()


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_ux_u22_no_text_of_the_settings_is_cut(app: QApplication, size: tuple[int, int]) -> None:
    faults = []
    for name, window in pictures(size):
        shown(app, window, size)
        assert window.size().toTuple() == size
        narrow = MAY_GIVE_WAY if size == SIZES[-1] else ()
        found = (*cut(window), *_cut_fields(window), *_cut_choices(window))
        faults += [f"{name}: {fault}" for fault in found if not fault.startswith(tuple(narrow))]
    assert faults == []


def _cut_fields(window: QWidget) -> Iterator[str]:
    for field in window.findChildren(QAbstractSpinBox):
        line = field.lineEdit()
        room = line.width() - line.textMargins().left() - 4
        if field.isVisible() and line.fontMetrics().horizontalAdvance(line.text()) > room:
            yield f"field too narrow: {line.text()}"


def _cut_choices(window: QWidget) -> Iterator[str]:
    for button in window.findChildren(QToolButton):
        if button.isVisible() and button.width() < button.sizeHint().width():
            yield f"choice too narrow: {button.text()}"


@pytest.mark.slow
def test_ux_u17_the_settings_have_names_labels_and_no_mnemonic_twice(app: QApplication) -> None:
    faults: list[str] = []
    for name, window in pictures():
        shown(app, window, SIZES[0])
        faults += [f"{name}: {fault}" for fault in (*_nameless(window), *_unlabelled(window))]
        letters = _mnemonics(window)
        if len(letters) != len(set(letters)):
            faults.append(f"{name}: {sorted(letters)}")
    assert faults == []


def _nameless(window: QWidget) -> Iterator[str]:
    for part in window.findChildren(QWidget):
        if part.focusPolicy() == Qt.FocusPolicy.NoFocus or not part.isVisible() or part is window:
            continue
        face = QAccessible.queryAccessibleInterface(part)
        if not face.text(QAccessible.Text.Name):
            yield f"no name: {type(part).__name__} in {type(part.parent()).__name__}"


def _buddies(window: QWidget) -> list[QWidget]:
    return [label.buddy() for label in window.findChildren(QLabel) if label.isVisible()]


def _unlabelled(window: QWidget) -> Iterator[str]:
    """A field without a label needs a name that says the same; the lists' search has its placeholder too."""
    buddies = _buddies(window)
    for field in window.findChildren(QAbstractSpinBox):
        if field.isVisible() and field not in buddies and not field.accessibleName():
            yield f"no label: {type(field).__name__}"
    for line in window.findChildren(QLineEdit):
        alone = not isinstance(line.parent(), QAbstractSpinBox) and line not in buddies
        if line.isVisible() and alone and not (line.accessibleName() and line.placeholderText()):
            yield f"no label: {line.accessibleName()}"


def _mnemonics(window: QWidget) -> list[str]:
    letters = [
        label.text().replace("&&", "").partition("&")[2][:1].upper()
        for label in window.findChildren(QLabel)
        if label.isVisible() and label.buddy() is not None and "&" in label.text().replace("&&", "")
    ]
    letters += [
        button.text().replace("&&", "").partition("&")[2][:1].upper()
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and "&" in button.text().replace("&&", "")
    ]
    for action in window.findChildren(QAction):
        keys, holder = action.shortcut().toString(), action.parent()
        if keys.startswith("Alt+") and isinstance(holder, QWidget) and holder.isVisible():
            letters.append(keys.removeprefix("Alt+"))
    return letters
