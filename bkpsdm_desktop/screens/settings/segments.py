"""A choice of few, all of them seen: one is filled."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QToolButton, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.theme import Density

_STYLE = "QToolButton {{ min-height: 24px; padding: 0 {padding}px; }}"


class Segments(QWidget):
    """``picked(place)`` comes when a person chooses another one; arrow keys go from one to the next."""

    picked = Signal(int)

    def __init__(self, name: str, words: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        for place, word in enumerate(words):
            button = QToolButton()
            button.setText(word)
            button.setFont(theme.font(12, 500))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(word)
            button.setStyleSheet(_STYLE.format(padding=8))
            self._group.addButton(button, place)
            row.addWidget(button)
        self._group.idClicked.connect(self.picked)
        self.pick(0)

    def set_density(self, density: Density) -> None:
        """Less room beside the words where there is little."""
        padding = 2 if density is Density.COMPACT2 else 8
        for button in self._group.buttons():
            button.setStyleSheet(_STYLE.format(padding=padding))

    @property
    def place(self) -> int:
        return self._group.checkedId()

    def pick(self, place: int) -> None:
        """Fill one without saying so."""
        self._group.button(place).setChecked(True)

    @property
    def chosen(self) -> QAbstractButton:
        """The button that is filled."""
        return self._group.button(self.place)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(button.text() for button in self._group.buttons())
