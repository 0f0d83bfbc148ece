"""Key caps: the key of an act, drawn on its button and in hints."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.widgets import painting

_ON_THE_KEY = {"Return": "Enter", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


def key_name(sequence: QKeySequence) -> str:
    """What stands on the keyboard: ``Ctrl+Enter``, ``F2``, ``Alt+↑``; empty without a key."""
    *held, key = sequence.toString(QKeySequence.SequenceFormat.PortableText).split("+")
    return "+".join([*held, _ON_THE_KEY.get(key, key)])


def cap_width(name: str, font: QFont, least: int = 22, padding: int = 5) -> float:
    return max(float(least), painting.width_of(name, font) + 2 * padding + 2)


def paint_cap(
    painter: QPainter,
    rect: QRectF,
    name: str,
    font: QFont,
    *,
    ink: str,
    ground: str | None,
    edge: str,
) -> None:
    painting.box(painter, rect, ground=ground, edge=edge, radius=4)
    painting.text(painter, rect, name, font, ink, painting.CENTER)


class KeyCap(QWidget):
    """A cap by itself, for hints: 20 px high."""

    def __init__(self, key: QKeySequence | str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_key(key)

    def set_key(self, key: QKeySequence | str) -> None:
        self._name = key_name(QKeySequence(key))
        self.setAccessibleName(f"Tombol {self._name}")
        self.updateGeometry()
        self.update()

    @property
    def name(self) -> str:
        return self._name

    def sizeHint(self) -> QSize:
        return QSize(round(cap_width(self._name, theme.font(12, 600)) + 0.5), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_cap(
            painter, rect, self._name, theme.font(12, 600), ink=now.ink, ground=now.surface, edge=now.border
        )
