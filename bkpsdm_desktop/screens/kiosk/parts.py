"""Small widgets of the kiosk's forms. All take ``parent`` first, as compiled forms call them."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from segno import make_qr

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.kiosk.sizes import Sizes
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.touch import MEDIUM, SMALL, TouchBase, TouchButton, TouchKind, TouchOption


class Words(QLabel):
    """A label that shows its text as it is, markup and all, and wraps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def dress(self, px: int, weight: int = 400, ink: str | None = None, *, spacing: float = 0.0) -> None:
        """Type in pixels, weight, colour (``ink`` of the theme when none is given), letter spacing in em."""
        self.setFont(theme.font(px, weight, letter_spacing=spacing))
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, QColor(ink or theme.current().ink))
        self.setPalette(colours)

    def fit(self, sizes: list[int], width: int, lines: int, weight: int = 800) -> None:
        """The largest of ``sizes`` (descending) with which the text needs at most ``lines`` lines; the
        last one when none does."""
        for px in sizes:
            self.dress(px, weight, spacing=-0.02)
            rows = painting.wrapped(self.text(), self.font(), width, 99)
            metrics = QFontMetrics(self.font())
            if len(rows) <= lines and all(metrics.horizontalAdvance(row) <= width for row in rows):
                return


class Card(QFrame):
    """A rounded ground for what belongs together; ``paint_as`` sets its colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground: str | None = None
        self._edge: str | None = None
        self._line = 0.0
        self._radius = 0.0

    def paint_as(self, *, ground: str | None, edge: str | None, line: float, radius: float) -> None:
        self._ground, self._edge, self._line, self._radius = ground, edge, line, radius
        self.update()

    def soft(self, sizes: Sizes) -> None:
        """White with a thin edge: reading, not touching."""
        now = theme.current()
        self.paint_as(ground=now.surface, edge=now.border_soft, line=sizes.px(3), radius=sizes.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painting.box(
            QPainter(self), QRectF(self.rect()), ground=self._ground, edge=self._edge, line=self._line,
            radius=self._radius,
        )  # fmt: skip


class Header(Card):
    """The navy band with its red line."""

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        line = max(2, self.height() // 20)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.header))
        painter.fillRect(0, self.height() - line, self.width(), line, QColor(now.merah))


class Sign(QWidget):
    """An icon by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._ink = ""

    def show_icon(self, name: str, px: int, ink: str | None = None) -> None:
        """``name`` of resources/icons, side in pixels, colour (``primary`` when none is given)."""
        self._name, self._ink = name, ink or theme.current().primary
        self.setFixedSize(px, px)
        self.update()

    @property
    def name(self) -> str:
        return self._name

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            paint_icon(QPainter(self), self._name, self._ink, QRectF(self.rect()))


class Emblem(Sign):
    """The emblem in the header; the way out for whoever knows it.

    Signals: ``held``: a finger went down; ``let_go``: it was lifted.
    """

    held = Signal()
    let_go = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.held.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.let_go.emit()


class Note(Card):
    """What went wrong and what to do: icon, heading, sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign, self.heading, self.sentence = Sign(self), Words(self), Words(self)
        self._row = QHBoxLayout(self)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._row.addWidget(self.sign)
        self._row.addLayout(self._column, 1)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.sentence)

    def say(
        self, heading: str, sentence: str, sizes: Sizes, *, bad: bool = False, icon: str = "warning"
    ) -> None:
        """Amber for the world's weather, red (``bad``) for an act that was not done."""
        now = theme.current()
        ground, edge = (now.danger_soft, now.danger) if bad else (now.warning, None)
        ink = now.ink if bad else now.warning_on
        self.paint_as(ground=ground, edge=edge, line=sizes.px(4), radius=sizes.px(20))
        self._row.setContentsMargins(sizes.px(30), sizes.px(20), sizes.px(30), sizes.px(20))
        self._row.setSpacing(sizes.px(24))
        self.sign.show_icon(icon, sizes.px(56), now.danger if bad else ink)
        self.heading.dress(sizes.text(44), 700, ink)
        self.sentence.dress(sizes.text(38), 400, ink)
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.setAccessibleName(f"{heading}. {sentence}")
        self._hug()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hug()

    def _hug(self) -> None:
        """As high as its words need at this width."""
        around, flags = self._row.contentsMargins(), int(Qt.TextFlag.TextWordWrap)
        width = self.width() - around.left() - around.right() - self._row.spacing() - self.sign.width()
        height = sum(
            QFontMetrics(words.font()).boundingRect(0, 0, max(1, width), 0, flags, words.text()).height()
            for words in (self.heading, self.sentence)
        )
        self.setFixedHeight(max(height, self.sign.height()) + around.top() + around.bottom())
        self._row.setGeometry(self.rect())  # the row does not notice a height that its own card sets


class Progress(QWidget):
    """A bar that runs without promising a percentage."""

    STEPS = 40

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def restart(self) -> None:
        self._step = self.STEPS // 3
        self.update()

    def advance(self) -> None:
        self._step = (self._step + 1) % self.STEPS
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        radius = self.height() / 2
        painting.box(painter, QRectF(self.rect()), ground=now.surface_3, edge=None, radius=radius)
        part = self.width() * 0.35
        left = (self.width() + part) * self._step / self.STEPS - part
        run = QRectF(left, 0, part, self.height()).intersected(QRectF(self.rect()))
        painting.box(painter, run, ground=now.primary, edge=None, radius=radius)


class QrView(QWidget):
    """A QR code in whole pixels with its quiet zone of four modules."""

    _QUIET = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[list[bool]] = []
        self._room = 0

    def show_code(self, content: str, px: int) -> None:
        """``content`` at most ``px`` pixels wide; an empty one shows nothing."""
        self._rows = [[bool(m) for m in row] for row in make_qr(content, error="m").matrix] if content else []
        self._room = px
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        side = self._module() * (len(self._rows) + 2 * self._QUIET)
        return QSize(side, side)

    def _module(self) -> int:
        return max(1, self._room // (len(self._rows) + 2 * self._QUIET)) if self._rows else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        module = self._module()
        for y, row in enumerate(self._rows, start=self._QUIET):
            for x, dark in enumerate(row, start=self._QUIET):
                if dark:
                    painter.fillRect(x * module, y * module, module, module, QColor(0, 0, 0))


class CheckInButton(TouchBase):
    """*Saya punya kode janji temu*: tinted, not filled, because most people come without a code.

    Where it is too low for two lines it has its label alone.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_icon("qr")

    def sizeHint(self) -> QSize:
        return QSize(round(self._s(984)), round(self._s(154)))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._s(300)), round(self._s(64)))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        self._paint_ground(painter, plain=now.primary_soft, edge=now.primary, line=4)
        tall = self.height() >= self._s(130) and bool(self.second)
        side, edge = self._s(66 if tall else 48), self._s(48 if tall else 24)
        top = (self.height() - side) / 2
        paint_icon(painter, self._icon, now.primary, QRectF(edge, top, side, side))
        arrow = self._s(48)
        spot = QRectF(self.width() - edge - arrow, (self.height() - arrow) / 2, arrow, arrow)
        paint_icon(painter, "arrow-right", now.primary, spot)
        left = edge + side + self._s(40 if tall else 18)
        room = spot.left() - self._s(10) - left
        size, weight = (MEDIUM, 800) if tall else (SMALL, 700)
        font = theme.font(self._s(size), weight, letter_spacing=-0.01)
        rows = painting.wrapped(self._label, font, room, 1 if tall else 2)
        high = self._s(size * 1.2)
        first = (self.height() - high * len(rows) - (self._s(50) if tall else 0)) / 2
        painting.lines(painter, left, first, rows, font, now.ink, high)
        if tall:
            under = QRectF(left, first + high, room, self._s(50))
            painting.text(painter, under, self.second, theme.font(self._s(SMALL)), now.ink)


# A finger leaves no focus ring behind: only Tab gives focus. Forms give texts by ``setText``.


class Option(TouchOption):
    """A switch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def setText(self, text: str) -> None:
        self.set_label(text)


class BarButton(TouchButton):
    """A button of the bottom bar."""

    KIND = TouchKind.PLAIN

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(kind=self.KIND, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def setText(self, text: str) -> None:
        self.set_label(text)


class PrimaryButton(BarButton):
    """The filled one."""

    KIND = TouchKind.PRIMARY


class HugeButton(BarButton):
    """*Ambil nomor* and *Selesai*."""

    KIND = TouchKind.HUGE
