"""PySide6 6.12.0 on Python 3.11 gives back references it does not own, and kills the program hours later."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 1_000
NOISE = 50  # what else the interpreter does meanwhile


class Sender(QObject):
    happened = Signal()


def test_calls_into_qt_leave_none_and_true_their_references(qtbot: QtBot) -> None:
    label, sender = QLabel(), Sender()
    qtbot.addWidget(label)
    sender.happened.connect(lambda: None)

    for act in (lambda: label.setText("x"), sender.happened.emit):
        assert lost_references(act) < NOISE


def lost_references(act: Callable[[], object]) -> int:
    """How many references to None or to True CALLS calls have lost."""
    before = [sys.getrefcount(thing) for thing in (None, True)]
    for _ in range(CALLS):
        act()
    after = [sys.getrefcount(thing) for thing in (None, True)]
    return max(was - now for was, now in zip(before, after, strict=True))
