"""A chart on a screen, painted anew at each size and in each theme."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bkpsdm_desktop.domain.charting import TEXT, draw_chart
from bkpsdm_desktop.domain.charts import FILLS_DARK, FILLS_LIGHT, Chart, ChartColours
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.widgets import painting

_MARGIN = 12


class ScreenPen:
    """Draws with a painter whose origin is the top left corner of a box ``height`` pixels high."""

    def __init__(self, painter: QPainter, height: float) -> None:
        self._painter, self._height = painter, height

    def width_of(self, text: str, *, strong: bool = False, size: float = TEXT) -> float:
        return painting.width_of(text, theme.font(size, 600 if strong else 400))

    def text(
        self, x: float, y: float, text: str, colour: str, *, anchor: str, strong: bool, size: float
    ) -> None:
        font = theme.font(size, 600 if strong else 400)
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        left = x - share * painting.width_of(text, font)
        self._painter.drawText(QPointF(left, self._height - y), " ".join(text.split("\n")))

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, *, wide: float) -> None:
        self._painter.setPen(QPen(QColor(colour), wide))
        self._painter.drawLine(QPointF(x1, self._height - y1), QPointF(x2, self._height - y2))

    def rect(self, x: float, y: float, width: float, height: float, fill: str, edge: str) -> None:
        box = QRectF(x, self._height - y - height, width, height)
        self._painter.fillRect(box, QColor(fill))
        if width > 1 and height > 1:
            self._painter.setPen(QPen(QColor(edge), 1))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


class ChartView(QWidget):
    """Shows a chart, or a sentence where there is none. What it shows stands in the table beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._sentence = ""
        self.setAccessibleName("Grafik")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def chart(self) -> Chart | None:
        return self._chart

    @property
    def sentence(self) -> str:
        """What stands in place of a chart."""
        return self._sentence

    def show_chart(self, chart: Chart) -> None:
        self._chart, self._sentence = chart, ""
        self.setAccessibleName(f"Grafik: {chart.title}. Angkanya ada di tabel.")
        self.update()

    def show_sentence(self, sentence: str) -> None:
        self._chart, self._sentence = None, sentence
        self.setAccessibleName(sentence or "Grafik")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme.current()
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if self._chart is None:
            rows = painting.wrapped(self._sentence, theme.font(13), room.width(), 4)
            for place, row in enumerate(rows):
                box = QRectF(room.left(), room.center().y() - 10 * len(rows) + 20 * place, room.width(), 20)
                painting.text(painter, box, row, theme.font(13), now.ink_muted, painting.CENTER)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(room.topLeft())
        fills = FILLS_DARK if now.name == "dark" else FILLS_LIGHT
        colours = ChartColours(
            ink=now.ink, muted=now.ink_muted, line=now.border_soft, ground=now.surface, fills=fills
        )
        draw_chart(ScreenPen(painter, room.height()), self._chart, room.width(), room.height(), colours)
