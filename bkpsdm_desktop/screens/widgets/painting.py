"""Drawing that several widgets share. Text is always drawn as it is: no markup, no mnemonics."""

from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
_SINGLE_LINE = Qt.TextFlag.TextSingleLine.value


@cache
def metrics(font: QFont) -> QFontMetricsF:
    """Of one of the theme's few fonts; a redraw asks some hundred times."""
    return QFontMetricsF(font)


@lru_cache(maxsize=4096)
def width_of(text: str, font: QFont) -> float:
    """Logical pixels; the same few words are measured at every redraw."""
    return metrics(font).horizontalAdvance(text)


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    ground: str | None,
    edge: str | None,
    radius: float,
    line: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded rectangle whose border lies wholly inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
    if edge:
        pen = QPen(QColor(edge), line)
        if dashed:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        half = line / 2
        rect = rect.adjusted(half, half, -half, -half)
        radius = max(0.0, radius - half)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


def text(
    painter: QPainter,
    rect: QRectF,
    words: str,
    font: QFont,
    color: str,
    align: Qt.AlignmentFlag = LEFT,
    *,
    keep_number: bool = False,
) -> None:
    """One line, elided on the right when it does not fit. Line breaks in ``words`` become spaces.

    ``keep_number``: as :func:`shortened`.
    """
    words = " ".join(words.split("\n"))
    if keep_number:
        words = shortened(words, font, rect.width())
    fits, room = words, rect.width() + 0.5
    if width_of(words, font) > room:
        fits = metrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(rect, align.value | _SINGLE_LINE, fits)


def shortened(words: str, font: QFont, width: float) -> str:
    """A name that is too long loses letters before the number at its end: ``Mesin antr… 2``."""
    name, _, number = words.rpartition(" ")
    if not name or not number.isdigit() or width_of(words, font) <= width + 0.5:
        return words
    room = width - width_of(f" {number}", font)
    return f"{metrics(font).elidedText(name, Qt.TextElideMode.ElideRight, room)} {number}"


def wrapped(words: str, font: QFont, width: float, most: int) -> list[str]:
    """``words`` in at most ``most`` lines of ``width`` pixels; a line that is still too long is elided."""
    lines: list[str] = []
    for word in words.split():
        if lines and width_of(f"{lines[-1]} {word}", font) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [metrics(font).elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]


def lines(
    painter: QPainter, left: float, top: float, rows: list[str], font: QFont, color: str, height: float
) -> None:
    """Rows of ``height`` pixels from ``top``, each drawn with its text in the middle of its row."""
    ascent, descent = metrics(font).ascent(), metrics(font).descent()
    painter.setFont(font)
    painter.setPen(QColor(color))
    for number, row in enumerate(rows):
        middle = top + height * number + height / 2
        painter.drawText(QPointF(left, middle + (ascent - descent) / 2), row)


def spinner(painter: QPainter, rect: QRectF, color: str, line: float) -> None:
    """A quarter of a ring: busy, without a promise of how long."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    faint = QColor(color)
    faint.setAlphaF(0.35)
    rect = rect.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    for pen_color, start, span in ((faint, 0, 360), (QColor(color), 90, -90)):
        painter.setPen(QPen(pen_color, line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(rect, start * 16, span * 16)
    painter.restore()


def plain_tip(words: str) -> str:
    """A tool tip that shows ``words`` as they are: Qt guesses markup, so it gets markup that spells them."""
    if not words:
        return ""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{safe}</span>"
