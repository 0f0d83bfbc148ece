"""The form of one booked visit: a new one, or another time for one that is there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Signal

from bkpsdm_desktop.domain.indonesian import clock, long_date
from bkpsdm_desktop.domain.text import NAME_LIMIT
from bkpsdm_desktop.screens.settings.fields import Field, combo, line_edit
from bkpsdm_desktop.screens.theme import Density
from bkpsdm_desktop.screens.widgets.panel import Panel
from bkpsdm_desktop.services.bookings import (
    CONTACT_LIMIT,
    NOTE_LIMIT,
    BookedDay,
    BookingRow,
    ServiceChoice,
    SlotRow,
)

NEW, MOVE = "Janji baru", "Pindahkan janji"
_NO_SLOT = "Tidak ada jam kosong. Pilih hari atau layanan lain."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in the form; ``starts_at`` is ``None`` while there is no slot to choose."""

    service: UUID | None
    starts_at: datetime | None
    name: str
    contact: str
    note: str


class BookingForm(Panel):
    """Fields for service, time, name, contact and note. ``edited``: a value is another one."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(NEW)
        self._day: BookedDay | None = None
        self.moving: BookingRow | None = None
        self._offered: list[SlotRow] = []  # what the box of times shows, in its order
        self.service, self.slot = combo(), combo()
        self.service.setMinimumContentsLength(8)
        self.name = line_edit(limit=NAME_LIMIT)
        self.contact = line_edit(limit=CONTACT_LIMIT, placeholder="telepon atau surel")
        self.note = line_edit(limit=NOTE_LIMIT)
        self._slot_field = Field("&Jam", self.slot)
        self._fields = {
            "Layanan": Field("&Layanan", self.service),
            "Pukul": self._slot_field,
            "Nama": Field("&Nama", self.name),
            "Kontak": Field("&Kontak", self.contact),
            "Catatan": Field("Ca&tatan", self.note),
        }
        self.body.setSpacing(8)
        for field in self._fields.values():
            self.body.addWidget(field)
        self.body.addStretch(1)
        self.service.currentIndexChanged.connect(lambda _: self._show_slots())
        for line in (self.name, self.contact, self.note):
            line.textChanged.connect(lambda _: self._calm())
        self.slot.currentIndexChanged.connect(lambda _: self._calm())

    # --- what it is about ------------------------------------------------------------------------

    def begin(self, day: BookedDay, moving: BookingRow | None = None) -> None:
        """An empty form; with ``moving`` the visit whose service and time may change."""
        self.moving = moving
        self.set_title(MOVE if moving else NEW)
        for line, text in (
            (self.name, moving.name if moving else ""),
            (self.contact, moving.contact if moving else ""),
            (self.note, moving.note if moving else ""),
        ):
            line.setText(text)
            line.setEnabled(moving is None)
        self.show_day(day)
        if moving is not None:
            self.service.setCurrentIndex(max(0, self.service.findData(moving.service_id)))
        self._calm()

    def show_day(self, day: BookedDay) -> None:
        """Services and slots of a day; what was chosen stays as long as it is there."""
        self._day = day
        self.set_note(long_date(day.day))
        kept = self.service.currentData()
        self.service.blockSignals(True)
        self.service.clear()
        for choice in day.services:
            self.service.addItem(choice.name, choice.id)
        self.service.setCurrentIndex(max(0, self.service.findData(kept)))
        self.service.blockSignals(False)
        self._show_slots()

    @property
    def _starts_at(self) -> datetime | None:
        place = self.slot.currentIndex()
        return self._offered[place].starts_at if 0 <= place < len(self._offered) else None

    def choose_time(self, starts_at: datetime) -> None:
        """Choose a slot, if it is offered."""
        times = [slot.starts_at for slot in self._offered]
        if starts_at in times:
            self.slot.setCurrentIndex(times.index(starts_at))

    @property
    def entry(self) -> Entry:
        """What was chosen and typed."""
        return Entry(
            service=self.service.currentData(),
            starts_at=self._starts_at,
            name=self.name.text(),
            contact=self.contact.text(),
            note=self.note.text(),
        )

    def complain(self, sentence: str) -> None:
        """Put a refusal under the field that it begins with, if there is one."""
        for word, field in self._fields.items():
            if sentence.startswith(word):
                field.complain(sentence)
                field.field.setFocus()

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        for field in getattr(self, "_fields", {}).values():
            field.set_density(density)

    # --- slots -----------------------------------------------------------------------------------

    def _show_slots(self) -> None:
        kept = self._starts_at
        self.slot.blockSignals(True)
        self.slot.clear()
        self._offered = self._free()
        self.slot.addItems([f"{clock(slot.starts_at)} · {slot.free} kosong" for slot in self._offered])
        if kept is not None:
            self.choose_time(kept)
        self.slot.setEnabled(bool(self._offered))
        self.slot.blockSignals(False)
        if self._starts_at != kept:
            self._calm()
        else:  # a complaint about this time still stands
            self.edited.emit()

    def _free(self) -> list[SlotRow]:
        choice = self._choice()
        if self._day is None or choice is None:
            return []
        slots = next((group.slots for group in self._day.groups if group.id == choice.group), ())
        return [slot for slot in slots if slot.free]

    def _choice(self) -> ServiceChoice | None:
        services = self._day.services if self._day is not None else ()
        chosen = self.service.currentData()
        return next((choice for choice in services if choice.id == chosen), None)

    def _calm(self) -> None:
        for field in self._fields.values():
            field.calm()
        if self.slot.count() == 0:
            closed = self._day.closed if self._day is not None else ""
            self._slot_field.set_hint(closed or _NO_SLOT)
        else:
            self._slot_field.set_hint("")
        self.edited.emit()
