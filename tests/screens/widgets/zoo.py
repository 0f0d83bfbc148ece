"""One of each widget that shows a text it was given: how to make it with ``words``, wide enough for them."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QTableView, QWidget

from bkpsdm_desktop.screens.kiosk.choice import Choice
from bkpsdm_desktop.screens.models import Column, KeyedTableModel
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.badge import Badge, BadgeText
from bkpsdm_desktop.screens.widgets.bars import MessageBar, UndoBar
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, Kind, PrimaryButton, Size
from bkpsdm_desktop.screens.widgets.header import HeaderBar, Pill, StatusLine
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel, plain_label
from bkpsdm_desktop.screens.widgets.meter import Meter
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.screens.widgets.tables import dress_table
from bkpsdm_desktop.screens.widgets.touch import (
    FactBox,
    TouchButton,
    TouchKind,
    TouchOption,
)


def _refused(words: str) -> QWidget:
    made = PrimaryButton("Cetak", "SK 412")
    made.set_reason(words)
    return made


def _choice(words: str) -> Choice:
    made = Choice()
    made.set_label(words)
    made.set_second(words)
    return made


def _choice_off(words: str) -> QWidget:
    made = _choice("Pensiun")
    made.set_reason(words)
    return made


def _meter(words: str) -> QWidget:
    made = Meter()
    made.set_caption(words)
    made.set_spans(timedelta(minutes=40), timedelta(minutes=45))
    return made


def _panel(words: str) -> QWidget:
    made = Panel(words, "")
    made.set_note(words)
    return made


def _message(words: str) -> QWidget:
    made = MessageBar()
    made.set_message(State.BAD, words, words)
    return made


def _undo(words: str) -> QWidget:
    made = UndoBar(lambda: 0.0)
    made.show_act(words, words)
    return made


def _header(words: str) -> QWidget:
    made = HeaderBar()
    made.set_office(words)
    made.set_station(words)
    made.set_state(words)
    made.set_person(words, words)
    return made


def _status(words: str) -> QWidget:
    made = StatusLine()
    made.set_message(words)
    made.set_segment("ticket", words, "printer")
    return made


def _pill(words: str) -> QWidget:
    made = Pill()
    made.set_pill(words, State.OK)
    return made


def _facts(words: str) -> QWidget:
    made = FactBox()
    made.set_facts([("people", words, words)])
    return made


def _touch(words: str) -> QWidget:
    made = TouchButton(words, "ticket", TouchKind.HUGE)
    made.set_scale(0.5)
    return made


def _table(words: str) -> QWidget:
    view = QTableView()
    columns = [
        Column[str]("Layanan", lambda row: row),
        Column[str]("Keadaan", lambda row: row, badge=lambda row: BadgeText(row, State.OK)),
    ]
    model = KeyedTableModel(columns, key=lambda row: row, parent=view)
    model.set_rows([words])
    view.setModel(model)
    view.setAccessibleName(f"Tabel {words}")
    dress_table(view, Density.NORMAL)
    for column in range(2):
        view.setColumnWidth(column, 400)
    return view


ZOO: dict[str, Callable[[str], QWidget]] = {
    "PrimaryButton": lambda words: PrimaryButton(words, words),
    "PrimaryButton, refused": _refused,
    "KeyButton": KeyButton,
    "KeyButton, small": lambda words: KeyButton(words, kind=Kind.DANGER, size=Size.SMALL, icon="plus"),
    "Badge": lambda words: Badge(words, State.WARN),
    "Meter": _meter,
    "Panel": _panel,
    "MessageBar": _message,
    "UndoBar": _undo,
    "label": lambda words: plain_label(words),
    "ElidedLabel": ElidedLabel,
    "HeaderBar": _header,
    "StatusLine": _status,
    "Pill": _pill,
    "Choice": _choice,
    "Choice, refused": _choice_off,
    "TouchButton": _touch,
    "TouchOption": lambda words: TouchOption(words),
    "FactBox": _facts,
    "table": _table,
}
