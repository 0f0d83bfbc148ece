"""What is cut off in a window, as its own words: labels, buttons, heads and figures must fit."""

from collections.abc import Iterator

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QTableView, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.buttons import KeyButton, PrimaryButton
from bkpsdm_desktop.screens.widgets.keys import cap_width
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel


def cut(window: QWidget) -> list[str]:
    """Every text of ``window`` that has no room now."""
    return [*_labels(window), *_buttons(window), *_tables(window), *_outside(window)]


def _labels(window: QWidget) -> Iterator[str]:
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        if label.wordWrap():
            if label.height() < label.heightForWidth(label.width()):
                yield f"label too low: {label.text()}"
        elif label.width() < label.sizeHint().width():
            yield f"label too narrow: {label.text()}"
    for line in window.findChildren(ElidedLabel):
        if line.isVisible() and line.elided:
            yield f"line elided: {line.text}"


def _buttons(window: QWidget) -> Iterator[str]:
    for button in window.findChildren(KeyButton):
        if button.isVisible() and button.width() < button.sizeHint().width():
            yield f"button too narrow: {button.verb}"
    for primary in window.findChildren(PrimaryButton):
        if not primary.isVisible():
            continue
        cap = cap_width(primary.key, theme.font(15 if len(primary.key) < 5 else 13, 600), 36, 7)
        room = primary.width() - 14 - cap - 12 - 12
        for words, font in zip(primary.lines, (theme.font(18, 600), theme.font(13)), strict=True):
            if painting.width_of(words, font) > room:
                yield f"primary too narrow: {words}"


def _tables(window: QWidget) -> Iterator[str]:
    for table in window.findChildren(QTableView):
        model, header = table.model(), table.horizontalHeader()
        if not table.isVisible() or model is None:
            continue
        for column in range(model.columnCount()):
            if table.isColumnHidden(column):
                continue
            title = str(model.headerData(column, header.orientation()) or "")
            if not header.isHidden() and painting.width_of(title, theme.font(12, 600)) > (
                table.columnWidth(column) - 16
            ):
                yield f"head too narrow: {title}"
        for row in range(model.rowCount()):
            if table.rowHeight(row) and table.rowHeight(row) < QFontMetricsF(theme.font(13)).height():
                yield f"row too low: {row}"
        yield from _figures(table)


def _figures(table: QTableView) -> Iterator[str]:
    """Numbers and durations (right) and ticket numbers never give way; names may end in an ellipsis."""
    model = table.model()
    assert model is not None
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            words = str(model.index(row, column).data() or "")
            figure = words[:1].isdigit() or (words[1:].isdigit() and len(words) >= 4)
            room = table.columnWidth(column) - 16
            if figure and painting.width_of(words, theme.font(13, 600)) > room:
                yield f"figure too narrow: {words}"


def _outside(window: QWidget) -> Iterator[str]:
    """A label or button that lies partly outside what contains it."""
    for part in (*window.findChildren(QLabel), *window.findChildren(KeyButton)):
        holder = part.parentWidget()
        if not part.isVisible() or holder is None or (isinstance(part, QLabel) and not part.text()):
            continue
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(part.geometry()):
            yield f"outside: {part.accessibleName() or part.objectName() or getattr(part, 'text', str)()}"
