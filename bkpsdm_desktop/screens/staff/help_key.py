"""The key F1 of a window. The sheet behind it is loaded and made when it is first wanted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLayout, QWidget

from bkpsdm_desktop.screens.staff.help_words import ScreenWords

if TYPE_CHECKING:
    from bkpsdm_desktop.screens.staff.help import HelpSheet


class HelpKey(QObject):
    """F1 in ``window``: help for its screen in a sheet over ``work``, from the foot of ``below`` on."""

    def __init__(
        self, window: QWidget, words: ScreenWords, work: QWidget, below: QLayout | QWidget | None = None
    ) -> None:
        super().__init__(window)
        self._words, self._work, self._below = words, work, below
        self.sheet: HelpSheet | None = None
        self.action = QAction("Bantuan", window)
        self.action.setShortcut(QKeySequence("F1"))
        self.action.triggered.connect(self.toggle)
        window.addAction(self.action)

    def toggle(self) -> None:
        if self.sheet is None:
            # Nobody waits for a login longer because of a key that is seldom pressed there.
            from bkpsdm_desktop.screens.staff.help import HelpSheet

            self.sheet = HelpSheet(self._words, self._work, self._below)
        self.sheet.toggle()
