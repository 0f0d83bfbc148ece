"""The key F1 of a window. The sheet behind it is loaded and made when it is first wanted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLayout, QWidget

from bkpsdm_desktop.screens.staff.help_words import ScreenWords
from bkpsdm_desktop.screens.widgets.buttons import VerbButton

if TYPE_CHECKING:
    from bkpsdm_desktop.screens.staff.help import HelpSheet


class HelpKey(QObject):
    """F1 in ``window``: help for its screen in a sheet over ``work``, from the foot of ``below`` on. With a
    ``button`` the key presses that one."""

    def __init__(
        self,
        window: QWidget,
        words: ScreenWords,
        work: QWidget,
        below: QLayout | QWidget | None = None,
        *,
        button: VerbButton | None = None,
    ) -> None:
        super().__init__(window)
        self._words, self._work, self._below = words, work, below
        self.sheet: HelpSheet | None = None
        self.action = QAction("Bantuan", window)
        self.action.setShortcut(QKeySequence("F1"))
        if button is None:
            self.action.triggered.connect(self.toggle)
        else:
            button.bind(self.action)
            button.clicked.connect(self.toggle)
        window.addAction(self.action)

    def toggle(self) -> None:
        if self.sheet is None:
            # Nobody waits for a login longer because of a key that is seldom pressed there.
            from bkpsdm_desktop.screens.staff.help import HelpSheet

            self.sheet = HelpSheet(self._words, self._work, self._below)
        self.sheet.toggle()

    def close(self) -> bool:
        """Whether there was something to close."""
        shown = self.sheet is not None and self.sheet.isVisible()
        if self.sheet is not None:
            self.sheet.close_sheet()
        return shown
