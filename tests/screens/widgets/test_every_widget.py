"""What holds for each widget: its text is literal, it has a name, it draws in both themes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence, QTextDocumentFragment
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens.theme import Theme
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, PrimaryButton
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel
from tests.helpers.pictures import drawn_text, pixels
from tests.screens.conftest import Stage
from tests.screens.widgets.zoo import ZOO

LITERAL = ["<b>x", "Dinas P&K", "<img src=a>", "&nbsp;", "a<br>b", "A & B", "&amp;", "<Budi>"]
ANY = pytest.mark.parametrize("kind", ZOO)


def shown(stage: Stage, kind: str, words: str) -> QWidget:
    widget = ZOO[kind](words)
    stage(widget, width=1000)
    return widget


@ANY
@pytest.mark.parametrize("words", LITERAL)
def test_fault_g9_text_is_drawn_as_it_was_given(
    app: QApplication, stage: Stage, kind: str, words: str
) -> None:
    widget = shown(stage, kind, words)
    assert words in drawn_text(widget)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in widget.findChildren(QLabel))


@ANY
@pytest.mark.parametrize("words", LITERAL)
def test_fault_g9_a_name_makes_no_key(app: QApplication, stage: Stage, kind: str, words: str) -> None:
    widget = shown(stage, kind, words)
    buttons = [part for part in [widget, *widget.findChildren(QWidget)] if isinstance(part, QAbstractButton)]
    assert all(QKeySequence.mnemonic(button.text()).isEmpty() for button in buttons)


@pytest.mark.parametrize("words", LITERAL)
def test_fault_g9_tool_tips_are_literal(app: QApplication, qtbot: QtBot, words: str) -> None:
    button, label = KeyButton("Cetak"), ElidedLabel(words)
    for widget in (button, label):
        qtbot.addWidget(widget)
    button.set_reason(words)
    label.resize(4, 20)
    label.set_text(words)
    for widget in (button, label):
        assert QTextDocumentFragment.fromHtml(widget.toolTip()).toPlainText() == words


@ANY
def test_ux_u17_each_widget_has_a_name_and_so_has_what_takes_the_keyboard(
    app: QApplication, stage: Stage, kind: str
) -> None:
    widget = shown(stage, kind, "Cuti tahunan")
    takers = [part for part in widget.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for part in [widget, *takers]:
        interface = QAccessible.queryAccessibleInterface(part)
        assert interface.text(QAccessible.Text.Name), part


@ANY
def test_ux_u17_a_name_is_read_as_it_was_given(app: QApplication, stage: Stage, kind: str) -> None:
    widget = shown(stage, kind, "Dinas P&K <b>x")
    interface = QAccessible.queryAccessibleInterface(widget)
    spoken = interface.text(QAccessible.Text.Name) + interface.text(QAccessible.Text.Description)
    assert "Dinas P&K <b>x" in spoken


@ANY
def test_ux_u23_each_widget_takes_the_colours_of_the_theme(
    each_theme: Theme, stage: Stage, kind: str
) -> None:
    widget = shown(stage, kind, "Cuti tahunan")
    picture = pixels(widget)
    seen = {
        picture.pixelColor(x, y).name().upper()
        for x in range(0, picture.width(), 1)
        for y in range(0, picture.height(), 2)
    }
    own = {
        value
        for name in each_theme.__slots__
        if name != "name" and (value := getattr(each_theme, name)) and name not in ("header", "surface_2")
    }
    assert seen & own


def test_what_is_too_long_is_elided_and_told_whole(app: QApplication, qtbot: QtBot) -> None:
    words = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana"
    label, button = ElidedLabel(words), PrimaryButton("Panggil berikutnya", words)
    for widget in (label, button):
        qtbot.addWidget(widget)
    label.resize(120, 20)
    for widget in (label, button):
        assert words not in drawn_text(widget)
        assert "…" in drawn_text(widget)
        interface = QAccessible.queryAccessibleInterface(widget)
        spoken = interface.text(QAccessible.Text.Name) + interface.text(QAccessible.Text.Description)
        assert words in spoken
