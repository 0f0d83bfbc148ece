"""Pages of which one is seen, in a room that is given from outside."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class RoomStack(QStackedWidget):
    """A stack whose room does not depend on its pages.

    Qt asks every page of a stack, also those nobody sees, how high each would be at each width; wrapped
    texts within boxes within boxes answer some eight hundred times for one act of a clerk. Where the room is
    fixed the answer changes nothing, so the question is not passed on.
    """

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
