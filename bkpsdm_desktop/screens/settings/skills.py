"""The skills of a clerk: one line for each group of services, with a last day where one is set."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QDateEdit, QGridLayout, QWidget

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.settings.fields import date_field, name_field, read_date, show_date
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel
from bkpsdm_desktop.services.accounts import GroupChoice, SkillOf

_USUAL = timedelta(days=365)
_FIELD = {Density.NORMAL: 32, Density.COMPACT1: 28, Density.COMPACT2: 26}

_DAY = 140


class _GroupName(ElidedLabel):
    """The words beside the box tick it too."""

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isEnabled() and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()


class _Line:
    """The widgets of a group."""

    def __init__(self, group: GroupChoice, *, key: bool) -> None:
        self.series = group.series
        self.has = QCheckBox(f"&{group.series}" if key else group.series)
        self.name = _GroupName(group.name)
        self.name.clicked.connect(self.has.toggle)
        self.has.setAccessibleName(f"Keahlian {group.name}")
        self.ends = QCheckBox("sampai")
        self.ends.setAccessibleName(f"Keahlian {group.name} berakhir")
        self.day: QDateEdit = date_field()
        self.day.setFont(theme.font(13))
        name_field(self.day, f"Hari terakhir keahlian {group.name}")

    @property
    def parts(self) -> tuple[QWidget, ...]:
        return (self.has, self.name, self.ends, self.day)

    @property
    def skill(self) -> SkillOf | None:
        if not self.has.isChecked():
            return None
        return SkillOf(self.series, read_date(self.day) if self.ends.isChecked() else None)


class SkillsEdit(QWidget):
    """``edited`` comes with each change by a person. ``taken`` are letters that Alt leads elsewhere with."""

    edited = Signal()

    def __init__(self, taken: str) -> None:
        super().__init__()
        self._taken = taken
        self._groups: tuple[GroupChoice, ...] = ()
        self._density = Density.NORMAL
        self._filling = False
        self.lines: list[_Line] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName("Keahlian")

    def set_groups(self, groups: Sequence[GroupChoice], *, between: tuple[QWidget, QWidget]) -> None:
        """Offer other groups; Tab comes to them between two fields."""
        if tuple(groups) == self._groups:
            return
        self._groups = tuple(groups)
        for line in self.lines:
            for part in line.parts:
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        self.lines = [_Line(group, key=group.series not in self._taken) for group in groups]
        for place, line in enumerate(self.lines):
            for column, part in enumerate(line.parts):
                self._grid.addWidget(part, place, column)
            line.has.show()
            line.name.show()
            line.has.toggled.connect(self._changed)
            line.ends.toggled.connect(self._changed)
            line.day.dateChanged.connect(self._changed)
        keyboard = [part for line in self.lines for part in (line.has, line.ends, line.day)]
        for before, after in pairwise([between[0], *keyboard, between[1]]):
            QWidget.setTabOrder(before, after)
        self.set_density(self._density)

    def fill(self, skills: Sequence[SkillOf], *, today: date) -> None:
        """Show skills; a last day that is set first is a year away."""
        by_series = {skill.series: skill for skill in skills}
        self._filling = True
        try:
            for line in self.lines:
                skill = by_series.get(line.series)
                last = skill.expires_on if skill else None
                line.has.setChecked(skill is not None)
                line.ends.setChecked(last is not None)
                show_date(line.day, last or today + _USUAL)
            self._show()
        finally:
            self._filling = False

    @property
    def skills(self) -> tuple[SkillOf, ...]:
        """What the lines say, by series as the office keeps them."""
        found = [line.skill for line in self.lines]
        return tuple(sorted((skill for skill in found if skill), key=lambda skill: skill.series))

    def _changed(self) -> None:
        if not self._filling:
            self._show()
            self.edited.emit()

    def _show(self) -> None:
        for line in self.lines:
            line.ends.setVisible(line.has.isChecked())
            line.day.setVisible(line.has.isChecked() and line.ends.isChecked())

    def set_density(self, density: Density) -> None:
        self._density = density
        for place, line in enumerate(self.lines):
            line.day.setFixedSize(_DAY, _FIELD[density])
            line.ends.setText("s.d." if density is Density.COMPACT2 else "sampai")
            self._grid.setRowMinimumHeight(place, _FIELD[density])
