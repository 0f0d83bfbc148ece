"""The program's own counter station, watched from within: its first key, and its console after signing in.

Run as ``python -m tests.bench.counter_window FOLDER STATION NAME``; NAME's password is the first line of
standard input. The station is started by the command line's own function, as ``bkpsdm-desktop`` does.
"""

import sys
from typing import TYPE_CHECKING

from bkpsdm_desktop.app.cli import main as program
from tests.bench.first_key import say, watch_after

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QWidget


def main(folder: str, station: str, username: str, password: str) -> int:
    def sign_in(field: "QLineEdit") -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QLineEdit

        secret = field.window().findChild(QLineEdit, "password")
        assert secret is not None
        field.clear()
        QTest.keyClicks(field, username)
        QTest.keyClicks(secret, password)
        QTest.keyClick(secret, Qt.Key.Key_Return)
        _tell_console()

    watch_after("bkpsdm_desktop.app.start", _name_field, sign_in)
    return program(["--data", folder, "--station", station])


def _tell_console() -> None:
    from PySide6.QtCore import QTimer

    if _window("CounterWindow") is not None:
        say("console")
    else:
        QTimer.singleShot(20, _tell_console)


def _name_field() -> "QLineEdit | None":
    from PySide6.QtWidgets import QLineEdit

    login = _window("LoginWindow")
    return login.findChild(QLineEdit, "username") if login else None


def _window(kind: str) -> "QWidget | None":
    from PySide6.QtWidgets import QApplication

    for window in QApplication.allWidgets():  # a console is a page of its shell
        if window.metaObject().className() == kind and window.isVisible():
            return window
    return None


if __name__ == "__main__":
    _, where, role, who = sys.argv
    sys.exit(main(where, role, who, sys.stdin.readline().strip()))
