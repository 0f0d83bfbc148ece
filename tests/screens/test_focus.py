"""Where the keyboard is can be seen."""

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.focus import STAFF_RING, TOUCH_RING, FocusRing
from bkpsdm_desktop.screens.theme import Theme
from bkpsdm_desktop.screens.widgets.bars import UndoBar
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, PrimaryButton
from bkpsdm_desktop.screens.widgets.touch import TouchButton
from tests.helpers.pictures import contrast, pixels
from tests.screens.conftest import Stage


def focused(qtbot: QtBot, widget: QWidget, host: QWidget) -> QImage:
    """A picture of ``host`` while ``widget`` has the keyboard."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)
    return pixels(host)


def ring_width(picture: QImage, start: QPoint, color: str) -> int:
    """How many pixels of ``color`` lie in a row to the right of ``start``, from the first one on."""
    row = [
        picture.pixelColor(x, start.y()).name().upper() == color for x in range(start.x(), picture.width())
    ]
    first = row.index(True)
    return [*row[first:], False].index(False)


@pytest.mark.parametrize("kind", [PrimaryButton, KeyButton, QPushButton, TouchButton])
def test_ux_u16_a_ring_lies_around_the_button_with_the_keyboard(
    each_theme: Theme, qtbot: QtBot, stage: Stage, kind: type[QAbstractButton]
) -> None:
    button = kind()
    host = stage(button)
    picture = focused(qtbot, button, host)
    width = ring_width(picture, QPoint(0, button.geometry().center().y()), each_theme.primary)
    assert width == (TOUCH_RING if kind is TouchButton else STAFF_RING)[0]
    assert contrast(each_theme.primary, each_theme.surface_2) >= 3


def test_ux_u16_the_ring_stands_out_on_the_dark_bar(each_theme: Theme, qtbot: QtBot, stage: Stage) -> None:
    bar = UndoBar(lambda: 0.0)
    host = stage(bar)
    bar.show_act("C010 ditandai tidak hadir")
    picture = focused(qtbot, bar.button, host)
    left = bar.mapTo(host, bar.button.geometry().topLeft() + QPoint(-6, 17))
    assert ring_width(picture, left, each_theme.undo_ink) >= 2
    assert contrast(each_theme.undo_ink, each_theme.undo) >= 3


@pytest.mark.parametrize("kind", [QLineEdit, QComboBox, QDateEdit, QPlainTextEdit, QTableView, QListView])
def test_ux_u16_fields_and_tables_have_a_thick_edge(
    each_theme: Theme, qtbot: QtBot, stage: Stage, kind: type[QWidget]
) -> None:
    field = kind()
    host = stage(field)
    other = QLineEdit()
    layout = host.layout()
    assert layout is not None
    layout.addWidget(other)
    picture = focused(qtbot, field, host)
    assert ring_width(picture, QPoint(0, field.geometry().center().y()), each_theme.primary) >= 2
    before = field.geometry()
    other.setFocus()
    assert field.geometry() == before


def test_the_ring_goes_with_the_keyboard_and_with_its_button(app: QApplication, qtbot: QtBot) -> None:
    host = QWidget()
    row = QHBoxLayout(host)
    one, two = KeyButton("Alihkan"), KeyButton("Tunda")
    row.addWidget(one)
    row.addWidget(two)
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    focused(qtbot, one, host)
    assert around(host) == [one.geometry()]
    two.setFocus()
    assert around(host) == [two.geometry()]
    host.resize(host.width() + 200, host.height() + 40)
    qtbot.waitUntil(lambda: around(host) == [two.geometry()])
    two.hide()
    qtbot.waitUntil(lambda: around(host) == [one.geometry()])


def test_a_ring_that_went_does_not_come_back_with_its_button(
    app: QApplication, qtbot: QtBot, stage: Stage
) -> None:
    first, second = KeyButton("Cari"), KeyButton("Cetak")
    page = QWidget()
    row = QHBoxLayout(page)
    row.addWidget(first)
    row.addWidget(second)
    host = stage(page)
    focused(qtbot, first, host)
    second.setFocus()
    first.hide()
    first.show()
    assert around(page) == [second.geometry()]


def test_a_ring_dies_with_the_page_it_is_on(app: QApplication, qtbot: QtBot, stage: Stage) -> None:
    first = KeyButton("Cari")
    page = QWidget()
    QHBoxLayout(page).addWidget(first)
    focused(qtbot, first, stage(page))
    shiboken6.delete(page)
    second = KeyButton("Cetak")
    other = stage(second)
    focused(qtbot, second, other)
    assert around(other) == [second.geometry()]
    assert theme.current() == theme.light()


def around(host: QWidget) -> list[object]:
    """What the visible rings in ``host`` lie around."""
    out = sum(STAFF_RING)
    return [
        ring.geometry().adjusted(out, out, -out, -out)
        for ring in host.findChildren(FocusRing)
        if ring.isVisible()
    ]
