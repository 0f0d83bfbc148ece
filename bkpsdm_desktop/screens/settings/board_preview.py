"""The public display in small, as its settings make it: the sizes and places of ui/qml, painted."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bkpsdm_desktop.domain.legibility import CANVAS_HEIGHT, CANVAS_WIDTH, BoardLayout, Screen, board_layout
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.display.measure import INFO_WIDTH
from bkpsdm_desktop.screens.display.picture import CallRow, CounterPage, Picture, Turn
from bkpsdm_desktop.screens.display.words import words_of
from bkpsdm_desktop.screens.icons import paint_icon
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.services.displays import DisplayRow

_USUAL_INCHES, _USUAL_SEAT_M = 43.0, 6.0
_INFO = QRectF(40, 784, 1840, 256)
_BOLD, _PLAIN = QFont.Weight.Bold, QFont.Weight.Normal


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a preview shows. ``turn`` is what stands in the information area, ``image`` its picture."""

    picture: Picture
    counters: CounterPage
    turn: Turn | None
    image: QImage | None = None
    agency: str = "BKPSDM"
    clock: str = "09.41 WIB"
    date: str = ""


def layout_of(row: DisplayRow | None) -> BoardLayout:
    """The sizes of a display as its settings and its PC give them; of a usual one for ``None``."""
    inches = seat = None
    width, height = CANVAS_WIDTH, CANVAS_HEIGHT
    if row is not None:
        inches, seat = row.form.inches or row.own_inches, row.form.seat_m or row.own_seat_m
        shown = next((each for each in row.screens if each.name == row.shows_on), None)
        if shown is not None and shown.width and shown.height:
            width, height = shown.width, shown.height
    screen = Screen(diagonal_inches=inches or _USUAL_INCHES, width=width, height=height)
    return board_layout(screen, seat or _USUAL_SEAT_M)


class BoardPreview(QWidget):
    """The whole display, or with ``info_only`` its information area, as wide as its place."""

    def __init__(self, name: str, *, info_only: bool = False) -> None:
        super().__init__()
        self._area = _INFO if info_only else QRectF(0, 0, CANVAS_WIDTH, CANVAS_HEIGHT)
        self._info_only = info_only
        self._scene: Scene | None = None
        self._layout = layout_of(None)
        self._name = name
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_scene(self, scene: Scene | None, layout: BoardLayout) -> None:
        """Show another state; ``None`` leaves the ground alone."""
        self._scene, self._layout = scene, layout
        self.setAccessibleDescription(_words_of_turn(scene.turn) if scene else "")
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(width * self._area.height() / self._area.width())

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme.board().ground)
        unit = self.width() / self._area.width()
        painter.scale(unit, unit)
        painter.translate(-self._area.topLeft())
        if self._scene is None:
            return
        if not self._info_only:
            _paint_head(painter, self._scene, self._layout)
            _paint_call(painter, self._scene, self._layout)
            _paint_counters(painter, self._scene, self._layout)
            _paint_list(painter, self._scene, self._layout)
        if self._scene.turn is not None:
            paint_info(painter, self._scene.turn, self._layout, self._scene.image)


def _words_of_turn(turn: Turn | None) -> str:
    return "" if turn is None else " ".join(part for part in (turn.title, turn.text) if part)


def paint_info(painter: QPainter, turn: Turn, layout: BoardLayout, image: QImage | None) -> None:
    """One turn of the information area, as Info.qml draws it."""
    now = theme.board()
    painting.box(painter, _INFO, ground=now.panel, edge=None, radius=24)
    if turn.picture is not None or image is not None:
        _paint_image(painter, image)
        return
    left, middle = _INFO.left(), _INFO.center().y()
    if turn.icon:
        paint_icon(painter, turn.icon, now.muted, QRectF(left + 44, middle - 64, 128, 128))
    bold, plain = (theme.font(layout.text, weight, letter_spacing=-0.012) for weight in (_BOLD, _PLAIN))
    room = QRectF(left + 216, middle - 104, INFO_WIDTH, 104)
    if turn.text:
        painting.text(painter, room, turn.title, bold, now.ink)
        painting.text(painter, room.translated(0, 104), turn.text, plain, now.ink)
        return
    rows = _two_lines(turn.title, bold)
    pitch = layout.text * 1.12
    painting.lines(painter, room.left(), middle - pitch * len(rows) / 2, rows, bold, now.ink, pitch)


def _two_lines(words: str, font: QFont) -> list[str]:
    """As the display breaks them: *WIB* never stands alone on a line."""
    return [
        row.replace("_WIB", " WIB")
        for row in painting.wrapped(words.replace(" WIB", "_WIB"), font, INFO_WIDTH, 2)
    ]


def _paint_image(painter: QPainter, image: QImage | None) -> None:
    if image is None or image.isNull():
        return
    room = QRectF(_INFO.left() + 44, _INFO.top() + 16, 1684, 224)
    fitted = image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, fitted.width(), fitted.height())
    place.moveCenter(room.center())
    painter.drawImage(place, image)


def _paint_head(painter: QPainter, scene: Scene, layout: BoardLayout) -> None:
    """As Head.qml: the date only where it has room."""
    now = theme.board()
    heavy, bold, plain = (theme.font(layout.text, weight) for weight in (800, 700, 400))
    clock = painting.width_of(scene.clock, bold)
    side = max(92.0, layout.text + 4)
    sign = QRectF(1880 - clock - 60 - side, 62 - side / 2, side, side)
    date = painting.width_of(scene.date, plain)
    agency = painting.width_of(scene.agency, heavy)
    paint_icon(painter, "emblem", now.ink, QRectF(40, 16, 92, 92))
    painting.text(painter, QRectF(156, 0, sign.left() - 192, 124), scene.agency, heavy, now.ink)
    if clock + 36 + side + 116 + agency + 36 + date + 36 <= 1840:
        at = QRectF(156, 0, sign.left() - 60 - 156, 124)
        painting.text(painter, at, scene.date, plain, now.muted, painting.RIGHT)
    painting.box(painter, sign, ground=None, edge=now.muted, radius=16, line=4)
    middle = sign.center()
    paint_icon(painter, "wifi", now.ink, QRectF(middle.x() - 30, middle.y() - 30, 60, 60))
    painting.text(painter, QRectF(1000, 0, 880, 124), scene.clock, bold, now.ink, painting.RIGHT)


def _paint_call(painter: QPainter, scene: Scene, layout: BoardLayout) -> None:
    now, called = theme.board(), scene.picture.called
    if called is None:
        return
    words, text = words_of(scene.picture.language), theme.font(layout.text, 600)
    split = 800 if layout.far and len(called.label) <= 4 else 832
    painting.box(painter, QRectF(40, 132, split + 48, 468), ground=now.panel, edge=None, radius=24)
    painting.box(painter, QRectF(40 + split, 132, 1220 - split, 468), ground=now.called, edge=None, radius=24)
    painter.fillRect(QRectF(40 + split, 132, 24, 468), now.called)  # rounded at the outer side alone
    label = words.number_far if layout.far else words.number
    painting.text(painter, QRectF(84, 132, split - 170, 170), label, text, now.ink)
    paint_icon(painter, "arrow-right", now.called, QRectF(split - 80, 166, 104, 104))
    word = theme.font(layout.counter_word, 800, letter_spacing=-0.035 if layout.far else -0.02)
    size = layout.number_of_five if len(called.label) > 4 else layout.number
    number, big = (theme.font(px, 800, letter_spacing=-0.03) for px in (size, layout.number))
    at = QRectF(40 + split, 124, 1220 - split, 180)
    painting.text(painter, at.adjusted(-120, 0, 120, 0), words.counter, word, now.ground, painting.CENTER)
    _on_the_line(painter, 76, called.label, number, now.called)
    left = at.center().x() - painting.width_of(called.counter, big) / 2
    _on_the_line(painter, left, called.counter, big, now.ground)


def _on_the_line(painter: QPainter, left: float, words: str, font: QFont, colour: str) -> None:
    """Numbers of all sizes stand on one line."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(left, 546), words)


def _paint_counters(painter: QPainter, scene: Scene, layout: BoardLayout) -> None:
    now, words = theme.board(), words_of(scene.picture.language)
    painting.box(painter, QRectF(40, 624, 1220, 136), ground=now.panel, edge=None, radius=24)
    plain, bold = theme.font(layout.text), theme.font(layout.text, 700)
    for word, labels, paused in (
        (words.open, scene.counters.open, False), (words.paused, scene.counters.paused, True),
    ):  # fmt: skip
        if not labels:
            continue
        wide = painting.width_of(word, plain)
        chips = [max(96.0, painting.width_of(label, bold) + 32) for label in labels]
        left = 1220 - wide - 24 - sum(chips) - 14 * (len(chips) - 1) if paused else 80.0
        colour = now.muted if paused else now.ink
        painting.text(painter, QRectF(left, 640, wide + 2, 104), word, plain, colour)
        left += wide + 24
        for label, width in zip(labels, chips, strict=True):
            _paint_chip(painter, QRectF(left, 640, width, 104), label, bold, paused=paused)
            left += width + 14


def _paint_chip(painter: QPainter, chip: QRectF, label: str, font: QFont, *, paused: bool) -> None:
    """Filled for an open counter, dashed for a paused one."""
    now = theme.board()
    ground, edge = (None, now.muted) if paused else (now.ink, None)
    painting.box(painter, chip, ground=ground, edge=edge, radius=16, line=5, dashed=paused)
    painting.text(painter, chip, label, font, now.muted if paused else now.ground, painting.CENTER)


def _paint_list(painter: QPainter, scene: Scene, layout: BoardLayout) -> None:
    now = theme.board()
    painting.box(painter, QRectF(1288, 132, 592, 628), ground=now.panel, edge=None, radius=24)
    side = 24 if layout.far else 32
    title = QRectF(1288 + side, 132, 592 - 2 * side, 112)
    words = scene.picture.rows_title
    size = layout.text * min(1.0, title.width() / painting.width_of(words, theme.font(layout.text, 600)))
    painting.text(painter, title, words, theme.font(size, 600, letter_spacing=-0.01), now.muted)
    font = theme.font(layout.row, 700, letter_spacing=-0.03 if layout.far else 0.0)
    for place, row in enumerate(scene.picture.rows):
        line = QRectF(title.left(), 244 + place * layout.row_pitch, title.width(), layout.row_pitch)
        painter.fillRect(QRectF(line.left(), line.top(), line.width(), 4), theme.board().ground)
        painting.text(painter, line.adjusted(0, 4, 0, 0), row.label, font, now.ink)
        counter = max(92.0, painting.width_of(row.counter, font))
        at = QRectF(line.right() - counter, line.top() + 4, counter, line.height() - 4)
        painting.text(painter, at, row.counter, font, now.ink, painting.CENTER)
        _paint_arrow(painter, line, painting.width_of(row.label, font), at.left())


def _paint_arrow(painter: QPainter, line: QRectF, label: float, counter: float) -> None:
    """Between number and counter, as large as the room between them allows."""
    room = counter - line.left() - label
    side = min(68.0, room - 16)
    if side >= 36:
        left = counter - side - min(28.0, (room - side) / 2)
        at = QRectF(left, line.center().y() + 2 - side / 2, side, side)
        paint_icon(painter, "arrow-right", theme.board().muted, at)


def sample(picture: Picture, layout: BoardLayout) -> Picture:
    """A morning's calls, as many as the display's list has rows."""
    labels = (("K009", "2"), ("C011", "5"), ("A021", "1"), ("L004", "4"), ("C010", "3"), ("A020", "1"))
    rows = tuple(CallRow(label, counter, marked=False) for label, counter in labels[: layout.rows])
    return replace(picture, called=CallRow("C012", "3", marked=True), rows=rows)
