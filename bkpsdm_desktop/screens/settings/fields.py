"""Fields of the settings: label with its key above, note below, and the sentence when the value is wrong."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QFont, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets import painting
from bkpsdm_desktop.screens.widgets.labels import plain_label, restyle
from bkpsdm_desktop.screens.widgets.state import State


def name_field(field: QWidget, words: str) -> None:
    """What assistive technology calls a field, and the line inside one that counts."""
    field.setAccessibleName(words)
    if isinstance(field, QAbstractSpinBox):
        field.lineEdit().setAccessibleName(words)


def label_for(words: str, field: QWidget) -> QLabel:
    """The label of a field; ``&`` marks the letter that leads there with Alt."""
    label = plain_label(words)
    label.setBuddy(field)
    name_field(field, words.replace("&", ""))
    return label


class Field(QWidget):
    """Label, input and note below one another. The note has a line of its own only when ``hint`` or a
    complaint is there, unless ``keep`` holds the place."""

    def __init__(self, words: str, field: QWidget, *, hint: str = "", keep: bool = False) -> None:
        super().__init__()
        self.field, self._hint, self._keep = field, hint, keep
        self.label = label_for(words, field)
        self.note = plain_label(size=12, role="muted", wrap=True)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(3)
        self._rows.addWidget(self.label)
        self._rows.addWidget(field)
        self._rows.addWidget(self.note)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.calm()
        self.set_density(Density.NORMAL)

    def set_hint(self, hint: str, state: State = State.NEUTRAL) -> None:
        """The words under the field while it is right."""
        self._hint = hint
        restyle(self.field, "state", "")
        self._say(hint, "muted" if state is State.NEUTRAL else state.value)

    def calm(self) -> None:
        restyle(self.field, "state", "")
        self._say(self._hint, "muted")

    def complain(self, sentence: str) -> None:
        """Red edge, and the sentence in the place of the hint; what was typed stays."""
        restyle(self.field, "state", "bad")
        self._say(sentence, "bad")

    @property
    def wrong(self) -> bool:
        return bool(self.field.property("state") == "bad")

    def _say(self, words: str, role: str) -> None:
        restyle(self.note, "role", role)
        self.note.setFont(theme.font(12, QFont.Weight.Medium if role != "muted" else QFont.Weight.Normal))
        self.note.setText(words)
        self.note.setVisible(bool(words) or self._keep)
        self.field.setAccessibleDescription(words)

    def set_density(self, density: Density) -> None:
        if not isinstance(self.field, QPlainTextEdit | QCheckBox | Ticks):
            self.field.setFixedHeight(density.px.field)


def line_edit(*, limit: int = 0, placeholder: str = "") -> QLineEdit:
    """One line of text, 15 px as the mock-ups write fields. A little more than ``limit`` can be typed, so
    that the refusal can say how much is too much."""
    field = QLineEdit()
    field.setFont(theme.font(15))
    field.setPlaceholderText(placeholder)
    if limit:
        field.setMaxLength(limit + 40)
    return field


def number_field(least: int, most: int, unit: str) -> QSpinBox:
    """A whole number with its unit. The wheel does not change it in passing."""
    field = _CalmSpin()
    field.setFont(theme.font(15))
    field.setRange(least, most)
    field.setSuffix(f" {unit}" if unit else "")
    field.lineEdit().setTextMargins(10, 0, 0, 0)
    return field


def decimal_field(least: float, most: float, unit: str) -> QDoubleSpinBox:
    """A number with one decimal and its unit."""
    field = _CalmDecimal()
    field.setFont(theme.font(15))
    field.setDecimals(1)
    field.setRange(least, most)
    field.setSuffix(f" {unit}")
    field.lineEdit().setTextMargins(10, 0, 0, 0)
    return field


class _CalmDecimal(QDoubleSpinBox):
    """As :class:`_CalmSpin`; a whole number is shown without its decimal."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def textFromValue(self, value: float) -> str:
        return f"{value:.1f}".removesuffix(".0").replace(".", ",")

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _CalmSpin(QSpinBox):
    """A spin box whose value a scrolled page does not change."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def date_field() -> QDateEdit:
    """A date as the agency writes it: ``24 Nov 2026``."""
    field = QDateEdit()
    field.setFont(theme.font(15))
    field.setDisplayFormat("d MMM yyyy")
    field.setCalendarPopup(True)
    field.setDateRange(QDate(2020, 1, 1), QDate(2099, 12, 31))
    return field


def show_date(field: QDateEdit, day: date) -> None:
    """Put a day into a date field."""
    field.setDate(QDate(day.year, day.month, day.day))


def read_date(field: QDateEdit) -> date:
    """The day in a date field."""
    shown = field.date()
    return date(shown.year(), shown.month(), shown.day())


def combo(choices: tuple[tuple[str, object], ...] = ()) -> QComboBox:
    """A choice of few: words -> value."""
    field = _CalmCombo()
    field.setFont(theme.font(15))
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(4)
    for words, value in choices:
        field.addItem(words, value)
    return field


class _CalmCombo(QComboBox):
    """A combo box that a scrolled page does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NotesEdit(QPlainTextEdit):
    """A few lines of text; Tab leaves it."""

    edited = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setFont(theme.font(13))
        self.setTabChangesFocus(True)
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * lines) + 18)
        self.textChanged.connect(self.edited)


class Ticks(QScrollArea):
    """Several of many: a box to tick for each, two beside one another, ``rows`` rows seen at once."""

    edited = Signal()

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = rows
        self._boxes: dict[Hashable, QCheckBox] = {}
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def set_choices(self, choices: Sequence[tuple[Hashable, str]]) -> None:
        """The boxes anew, key and words of each; those that stay keep their ticks."""
        if [(key, box.accessibleName()) for key, box in self._boxes.items()] == list(choices):
            return
        kept = self.ticked
        for box in self._boxes.values():
            self._grid.removeWidget(box)
            box.deleteLater()
        self._boxes = {key: self._box(words, key in kept) for key, words in choices}
        for place, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, place // 2, place % 2)
            box.show()  # else it can't have the keyboard before the event loop has come round
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))
        step = max((box.sizeHint().height() for box in self._boxes.values()), default=20) + 4
        self.setFixedHeight(step * min(max(1, -(-len(choices) // 2)), self._rows) + 4)

    def _box(self, words: str, ticked: bool) -> QCheckBox:
        box = QCheckBox(words.replace("&", "&&"))
        box.setFont(theme.font(13))
        box.setAccessibleName(words)
        box.setToolTip(painting.plain_tip(words))
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.setChecked(ticked)
        box.toggled.connect(self.edited)
        return box

    @property
    def boxes(self) -> tuple[QCheckBox, ...]:
        return tuple(self._boxes.values())

    @property
    def ticked(self) -> frozenset[Hashable]:
        return frozenset(key for key, box in self._boxes.items() if box.isChecked())

    def tick(self, keys: frozenset[Hashable]) -> None:
        """Tick these and no others."""
        for key, box in self._boxes.items():
            box.setChecked(key in keys)


def on_edit(field: QWidget, act: Callable[[], None]) -> None:
    """Call ``act`` whenever the value of a field is another one."""
    if isinstance(field, QLineEdit):
        field.textChanged.connect(lambda _: act())
    elif isinstance(field, QDateEdit):
        field.dateChanged.connect(lambda _: act())
    elif isinstance(field, QSpinBox | QDoubleSpinBox):
        field.valueChanged.connect(lambda _: act())
    elif isinstance(field, QComboBox):
        field.currentIndexChanged.connect(lambda _: act())
    elif isinstance(field, QCheckBox):
        field.toggled.connect(lambda _: act())
    elif isinstance(field, NotesEdit | Ticks):
        field.edited.connect(act)
    else:
        raise TypeError(f"no way to hear of edits in {type(field).__name__}")


def check_field(box: QCheckBox) -> Field:
    """A box to tick with its words beside it, as a :class:`Field` without a label of its own."""
    words = box.text()
    field = Field(words, box)
    field.label.setBuddy(field)
    field.label.setText("")
    field.label.hide()
    box.setAccessibleName(words.replace("&", ""))
    return field
