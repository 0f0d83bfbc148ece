"""Whether words fit on a display: measured with its fonts, in units of its canvas."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.legibility import BoardLayout
from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.display.picture import CounterPage, Turn
from bkpsdm_desktop.screens.display.words import words_of

# Room on the canvas of Board.qml.
COUNTERS_WIDTH = 1140
INFO_WIDTH = 1512
INFO_HEIGHT = 256
INFO_LINE = 1.24
WAIT_CHIP = 1.12  # of the text's size
WAIT_GAP = 20
WAIT_SPACING = 32


class FontMeasure:
    """Widths in canvas units, from the fonts that Board.qml uses."""

    def counters_fit(self, page: CounterPage, layout: BoardLayout, language: Language) -> bool:
        width, words = 0.0, words_of(language)
        for word, labels in ((words.open, page.open), (words.paused, page.paused)):
            if labels:
                width += _width(word, layout.text, QFont.Weight.Normal) + 24
                width += sum(_chip_width(label, layout.text) + 14 for label in labels)
        return width <= COUNTERS_WIDTH

    def turn_fits(self, turn: Turn, layout: BoardLayout) -> bool:
        if turn.waits:
            return _waits_width(turn, layout) <= INFO_WIDTH
        if not turn.text:
            room = QRectF(0, 0, INFO_WIDTH, 10_000)
            metrics = QFontMetricsF(theme.font(layout.text, QFont.Weight.Bold))
            wrapped = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), turn.title)
            return wrapped.height() <= 2.5 * metrics.height() and wrapped.width() <= INFO_WIDTH
        return (
            2 * layout.text * INFO_LINE <= INFO_HEIGHT
            and _width(turn.title, layout.text, QFont.Weight.Bold) <= INFO_WIDTH
            and _width(turn.text, layout.text, QFont.Weight.Normal) <= INFO_WIDTH
        )


def _width(text: str, size: int, weight: QFont.Weight) -> float:
    return QFontMetricsF(theme.font(size, weight)).horizontalAdvance(text)


def _chip_width(label: str, size: int) -> float:
    return max(96.0, _width(label, size, QFont.Weight.Bold) + 32)


def _waits_width(turn: Turn, layout: BoardLayout) -> float:
    """Of the columns of Info.qml: a letter and its range each, and the unit beside them."""
    size = layout.text
    columns = -(-len(turn.waits) // layout.info_rows)
    cell = max(
        max(WAIT_CHIP * size, _width(wait.series, size, QFont.Weight.Bold) + 16)
        + WAIT_GAP
        + _width(wait.minutes, size, QFont.Weight.Normal)
        for wait in turn.waits
    )
    unit = max(_width(word, size, QFont.Weight.Normal) for word in (turn.title, turn.text))
    return columns * (cell + WAIT_SPACING) + unit
