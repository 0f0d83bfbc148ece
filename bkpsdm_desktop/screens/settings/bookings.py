"""Section *Janji*: slots of booked visits, their places, and what becomes of visits agreed already."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from bkpsdm_desktop.domain.booking_rules import (
    LIMITS,
    BookedGroup,
    Effect,
    changes,
    effect,
    sentences,
    with_capacity,
)
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.slots import BookingRules
from bkpsdm_desktop.screens.counter.pieces import Fact, FactList
from bkpsdm_desktop.screens.settings.acts import BookingRuleActs
from bkpsdm_desktop.screens.settings.areas import scrolled
from bkpsdm_desktop.screens.settings.fields import Field, name_field, number_field, on_edit
from bkpsdm_desktop.screens.settings.numbers import NumbersSection
from bkpsdm_desktop.screens.settings.section import Host
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.labels import ElidedLabel
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.screens.widgets.state import State
from bkpsdm_desktop.services.booking_settings import BookingRulesView

_LETTERS = {
    "slot_minutes": "&Jarak jam janji",
    "capacity": "&Tempat tiap jam janji",
    "days_ahead": "Janji &paling jauh",
}
_AS_OFFICE = -1
"""The value of a group's field that stands for the office's number."""
_OWN = 184


class BookingRulesSection(NumbersSection[BookingRules]):
    """The words at the right follow each key; the numbers count when they are saved."""

    TITLE, ICON = "Janji", "calendar-check"
    noun = "aturan janji"
    kinds = frozenset({Kind.OFFICE, Kind.BOOKINGS})

    def __init__(self, acts: BookingRuleActs, host: Host) -> None:
        super().__init__(self.TITLE, self.ICON, host, initial=BookingRules(), save="Simpan aturan janji")
        self._acts = acts
        self._view: BookingRulesView | None = None
        self._build()
        self.refresh_verbs(discard=self.discard_button)

    # --- parts -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._fields: list[Field] = []
        row = QHBoxLayout()
        row.setSpacing(12)
        for name, limit in LIMITS.items():
            number = self.numbers[name] = number_field(limit.least, limit.most, limit.unit)
            field = Field(_LETTERS[name], number)
            self._fields.append(field)
            row.addWidget(field, 1)
            on_edit(number, self._edited)
        self.numbers["capacity"].setSpecialValueText("tidak menerima janji")
        self.numbers["days_ahead"].setSpecialValueText("hari ini saja")
        self._form = Panel("Angka")
        self._form.body.addLayout(row)
        self.places = _Places(self._edited)
        self._own = Panel("Tempat menurut kelompok", body_margins=False)
        self._own.body.addWidget(scrolled(self.places))
        self.meaning, self.agreed = FactList(), FactList()
        self._words = Panel("Artinya", body_margins=False)
        self._words.body.addWidget(self.meaning)
        self._visits = Panel("Janji yang sudah dicatat", body_margins=False)
        self._visits.body.addWidget(scrolled(self.agreed))
        self._side = QVBoxLayout()
        self._side.addWidget(self._words)
        self._side.addWidget(self._visits, 1)
        self._columns = QHBoxLayout()
        self._columns.addWidget(self._own, 1)
        self._columns.addLayout(self._side, 1)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._form)
        self._rows.addLayout(self._columns, 1)

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        for layout in (self._columns, self._rows, self._side):
            layout.setSpacing(density.px.gap)
        for panel in (self._form, self._own, self._words, self._visits):
            panel.set_density(density)
        for field in self._fields:
            field.set_density(density)
        self.places.set_density(density)
        for facts in (self.meaning, self.agreed):
            facts.set_density(density)

    def first_widget(self) -> QWidget:
        return self.numbers["slot_minutes"]

    # --- for NumbersSection ----------------------------------------------------------------------

    def typed(self) -> BookingRules:
        """What the fields say; places of groups that are not offered now stay as they are."""
        rules = replace(
            self._base,
            slot_minutes=self.numbers["slot_minutes"].value(),
            capacity=self.numbers["capacity"].value(),
            days_ahead=self.numbers["days_ahead"].value(),
        )
        for code, places in self.places.values.items():
            rules = with_capacity(rules, code, places)
        return rules

    def fill(self, rules: BookingRules) -> None:
        super().fill(rules)
        self.places.fill(rules)

    def put(self, rules: BookingRules, was: BookingRules) -> Coroutine[Any, Any, None]:
        return self._acts.put(rules, was=was)

    def reload(self) -> None:
        self.host.run(self._acts.view, on_done=self._take)

    def _take(self, view: BookingRulesView) -> None:
        self._view = view
        if not self.dirty:
            self.places.set_groups(view.groups, after=self.numbers["days_ahead"])
        self.take(view.rules)

    def show_meaning(self, rules: BookingRules, saved: BookingRules) -> int:
        self.places.show_usual(rules.capacity)
        if self._view is not None:
            self.meaning.set_facts(self._meaning(rules, saved, self._view))
            self.agreed.set_facts(self._agreed(rules, saved, self._view))
        return len(changes(saved, rules))

    def _meaning(self, rules: BookingRules, saved: BookingRules, view: BookingRulesView) -> list[Fact]:
        """The rule in words; what would be other than saved has the pencil."""
        told = [
            sentences(each, view.groups, view.calendar, today=business_day(view.now))
            for each in (rules, saved)
        ]
        return [
            Fact(words, icon="check", state=State.OK)
            if words == before
            else Fact(words, icon="edit", state=State.WARN)
            for words, before in zip(*told, strict=True)
        ]

    def _agreed(self, rules: BookingRules, saved: BookingRules, view: BookingRulesView) -> list[Fact]:
        new, before = (
            effect(each, view.visits, view.calendar, today=business_day(view.now)) for each in (rules, saved)
        )
        return agreed_facts(new, before)

    def standing_line(self) -> str:
        if self.dirty:
            return "Angka baru berlaku untuk janji yang dibuat sesudah disimpan."
        return "Kapan pengunjung boleh melapor sebelum dan sesudah jamnya diatur di bagian Aturan antrean."


def agreed_facts(new: Effect, saved: Effect) -> list[Fact]:
    """What becomes of the visits to come, with the number of now where it is another one; warnings first."""
    if not new.visits:
        return [Fact("Belum ada janji yang akan datang.", icon="info", state=State.NEUTRAL)]
    told = (
        (new.full, saved.full, "jam janji berisi lebih dari tempatnya", "tidak menerima janji baru"),
        (new.outside, saved.outside, "janji di luar jam janji", "tetap diterima, tanpa mengurangi tempat"),
        (new.far, saved.far, "janji melewati hari terjauh", "tetap diterima"),
    )
    facts = []
    for count, before, what, then in told:
        if count or before:
            now = f" (sekarang {before})" if count != before else ""
            icon, state = ("warning", State.WARN) if count > before else ("info", State.INFO)
            facts.append(Fact(f"{count} {what}{now}; {then}.", icon=icon, state=state))
    kept = f"{new.visits} janji yang akan datang tetap berlaku: jam dan kodenya sama."
    return [*facts, Fact(kept, icon="check", state=State.OK)]


class _Places(QWidget):
    """A line for each group: as many places as the office has, or its own number."""

    def __init__(self, edited: Callable[[], None]) -> None:
        super().__init__()
        self._edited = edited
        self._groups: tuple[BookedGroup, ...] = ()
        self._density = Density.NORMAL
        self.fields: dict[str, QSpinBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName("Tempat menurut kelompok")

    def set_groups(self, groups: Sequence[BookedGroup], *, after: QWidget) -> None:
        """Offer other groups; Tab comes to them after a field."""
        if tuple(groups) == self._groups:
            return
        self._groups = tuple(groups)
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        limit = LIMITS["capacity"]
        self.fields = {}
        for place, group in enumerate(groups):
            field = number_field(_AS_OFFICE, limit.most, limit.unit)
            name_field(field, f"Tempat untuk {group.name}")
            on_edit(field, self._edited)
            self.fields[group.code] = field
            for column, part in enumerate(
                (ElidedLabel(group.series, weight=600, grow=False), ElidedLabel(group.name), field)
            ):
                self._grid.addWidget(part, place, column)
                part.show()
        for before, following in pairwise([after, *self.fields.values()]):
            QWidget.setTabOrder(before, following)
        self.set_density(self._density)

    @property
    def values(self) -> dict[str, int | None]:
        """Group's code -> its own places, or ``None``."""
        return {
            code: None if field.value() == _AS_OFFICE else field.value()
            for code, field in self.fields.items()
        }

    def fill(self, rules: BookingRules) -> None:
        for code, field in self.fields.items():
            field.setValue(rules.capacity_by_group.get(code, _AS_OFFICE))

    def show_usual(self, places: int) -> None:
        """What a group has that has no number of its own."""
        for field in self.fields.values():
            field.setSpecialValueText(f"ikut kantor ({places})")

    def set_density(self, density: Density) -> None:
        self._density = density
        for field in self.fields.values():
            field.setFixedSize(_OWN, density.px.field)
