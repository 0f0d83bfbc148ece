"""What every page of the start window has."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget


class Page(QScrollArea):
    """A page of the window; it scrolls where the screen is lower than the page."""

    changed = Signal()
    """What the window's bar says may have become different."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inside = QWidget()
        self.inside.setObjectName("inside")
        self.setWidget(self.inside)
        self.viewport().setAutoFillBackground(False)
        self.inside.setAutoFillBackground(False)

    @property
    def first_field(self) -> QWidget:
        """What has the keyboard when the page opens."""
        raise NotImplementedError

    def wants_enter(self) -> bool:
        """Whether the page used Enter itself: in a field it goes on to the next one, not to the last act."""
        field = self.focusWidget()
        if not isinstance(field, QLineEdit) or field is self.last_field:
            return False
        self.focusNextChild()
        return True

    @property
    def last_field(self) -> QWidget | None:
        """The field in which Enter means the page's last act."""
        return None

    def wants_digit(self, digit: int) -> bool:
        return False
