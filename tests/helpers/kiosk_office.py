"""A kiosk of a made-up office, without a database: the acts in memory, time by hand."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID, uuid5

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.accounts import PIN_LOCK, Tries
from bkpsdm_desktop.domain.calendar import OfficeCalendar, Opening
from bkpsdm_desktop.domain.errors import DatabaseUnavailable, Refused
from bkpsdm_desktop.domain.estimate import WaitRange
from bkpsdm_desktop.domain.instants import at_wib
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.numbers import format_number, read_booking_code
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.services.rows import (
    GroupRow,
    IssuedTicket,
    KioskState,
    OfficeRow,
    PinCheck,
    PrintState,
    ServiceRow,
)

_NAMES = UUID("6f0cf0f0-4a1b-5a55-9c4e-2f2a7f1d3b10")
_WAITING = {"A": 4, "C": 6, "K": 5, "U": 1, "L": 2, "M": 0}
_ICONS = {
    "A": "document-check", "C": "calendar-check", "K": "stairs", "U": "sunrise", "L": "id-card", "M": "help",
}  # fmt: skip
_MORNING_AND_AFTERNOON = ((time(8), time(12)), (time(13), time(15)))
HOLIDAYS = {date(2026, 12, 25): "Hari Raya Natal"}
CALENDAR = OfficeCalendar(
    openings=[
        Opening(weekday=day, opens=opens, closes=closes)
        for day in range(4)
        for opens, closes in _MORNING_AND_AFTERNOON
    ]
    + [Opening(weekday=4, opens=time(8), closes=time(11))],
    holidays=HOLIDAYS,
)


def wib(year: int, month: int, day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """An instant by the office's wall clock."""
    return at_wib(date(year, month, day), time(hour, minute, second))


def service(name: str, *papers: str, code: str = "", name_en: str = "") -> ServiceRow:
    code = code or name
    return ServiceRow(
        id=uuid5(_NAMES, code),
        code=code,
        name=name,
        name_en=name_en,
        requirements=papers,
        minutes=10,
        promise_days=None,
        fee="Tidak dipungut biaya",
        waiting=0,
    )


def group(
    name: str,
    series: str,
    *services: ServiceRow,
    waiting: int = 0,
    full: bool = False,
    name_en: str = "",
) -> GroupRow:
    return GroupRow(
        id=uuid5(_NAMES, f"group {series}"),
        code=series,
        series=series,
        icon=_ICONS.get(series, "no-such-icon"),
        name=name,
        name_en=name_en,
        waiting=waiting,
        full=full,
        services=services,
    )


def real_groups() -> tuple[GroupRow, ...]:
    """The groups and services of resources/reference/layanan.json, with made-up queues."""
    rows = json.loads(assets.resource("reference", "layanan.json").read_text("utf-8"))
    names = {row["awalan"]: (row["kelompok"], row["kelompok_en"]) for row in rows}
    return tuple(
        group(
            names[series][0],
            series,
            *(
                service(row["nama"], *row["persyaratan"], code=row["kode"], name_en=row["nama_en"])
                for row in sorted(rows, key=lambda row: int(row["urutan"]))
                if row["awalan"] == series
            ),
            waiting=waiting,
            name_en=names[series][1],
        )
        for series, waiting in _WAITING.items()
    )


class FakeOffice:
    """``KioskActs`` in memory. What a test wants to happen is set on the attributes."""

    def __init__(self, clock: Callable[[], datetime], groups: tuple[GroupRow, ...] | None = None) -> None:
        self._clock = clock
        self.groups = real_groups() if groups is None else groups
        self.calendar = CALENDAR
        self.hold: str | None = None
        self.hold_en = ""
        self.reachable = True
        self.refusal = ""
        self.refusal_en = ""
        self.late = False  # whoever checks in comes too late
        self.checked_in: list[str] = []
        self.broken: Exception | None = None  # what ``take`` raises: a fault of ours
        self.answers = asyncio.Event()  # cleared: ``take`` and ``state`` wait for it
        self.answers.set()
        self.portal = "https://antrean.contoh.go.id"
        self.prints = True
        self.estimate: WaitRange | None = None  # of every group and service
        self.slip = PrintState.PRINTING
        self.pin = "246810"
        self.asked_pins: list[str] = []
        self._tries = Tries()
        self.taken: list[tuple[ServiceRow, Priority | None]] = []
        self._listeners: list[tuple[Callable[[frozenset[Kind]], None], Callable[[bool], None]]] = []

    @property
    def subscriptions(self) -> int:
        return len(self._listeners)

    def subscribe(
        self, on_change: Callable[[frozenset[Kind]], None], on_link: Callable[[bool], None]
    ) -> Callable[[], None]:
        entry = (on_change, on_link)
        self._listeners.append(entry)
        return lambda: self._listeners.remove(entry)

    def changed(self, *kinds: Kind) -> None:
        for on_change, _ in self._listeners:
            on_change(frozenset(kinds))

    def link(self, reachable: bool) -> None:
        """The database goes away or comes back, and the feed notices."""
        self.reachable = reachable
        for _, on_link in self._listeners:
            on_link(reachable)

    def fill(self, series: str) -> None:
        """The daily limit of a group is reached."""
        self.groups = tuple(
            replace(each, full=True) if each.series == series else each for each in self.groups
        )

    async def state(self) -> KioskState:
        await self._answer()
        now = self._clock()
        return KioskState(
            office=OfficeRow(code="TGS", agency="BKPSDM", place="Kota Tangerang Selatan", portal=self.portal),
            now=now,
            status=self.calendar.status(now),
            waiting=sum(each.waiting for each in self.groups),
            open_counters=4,
            groups=tuple(
                replace(
                    each,
                    estimate=self.estimate,
                    services=tuple(replace(row, estimate=self.estimate) for row in each.services),
                )
                for each in self.groups
            ),
            hold=self.hold,
            hold_en=self.hold_en,
        )

    async def take(
        self, *, service: UUID, priority: Priority | None, language: Language = Language.INDONESIAN
    ) -> IssuedTicket:
        await self._answer()
        if self.broken is not None:
            raise self.broken
        if self.refusal:
            raise Refused(self.refusal, self.refusal_en)
        of = next(each for each in self.groups if any(row.id == service for row in each.services))
        row = next(row for row in of.services if row.id == service)
        self.taken.append((row, priority))
        number = 11 + len(self.taken)
        return IssuedTicket(
            id=uuid5(_NAMES, f"ticket {number}"),
            label=format_number(of.series, number),
            group=language.of(of.name, of.name_en),
            service=language.of(row.name, row.name_en),
            code="TGS7KQ4M2XV9",
            qr=f"{self.portal}/t/TGS7KQ4M2XV9" if self.portal else "TGS7KQ4M2XV9",
            issued_at=self._clock(),
            ahead=of.waiting,
            print_job=uuid5(_NAMES, f"print {number}") if self.prints else None,
            estimate=self.estimate,
        )

    async def check_in(self, code: str, *, language: Language) -> IssuedTicket:
        self.checked_in.append(code)
        read_booking_code(code, office="TGS", portal=self.portal)
        leave = self.groups[1]
        ticket = await self.take(service=leave.services[0].id, priority=None, language=language)
        return replace(ticket, booked_at=wib(2026, 11, 24, 9 if self.late else 10), late=self.late)

    async def print_state(self, job: UUID) -> PrintState:
        if not self.reachable:
            raise DatabaseUnavailable("Basis data tidak dapat dihubungi.")
        return self.slip

    async def check_pin(self, pin: str) -> PinCheck:
        await self._answer()
        self.asked_pins.append(pin)
        if not self.pin:
            raise Refused("PIN mesin antrean belum diatur. Administrator mengaturnya dahulu.")
        now, right = self._clock(), pin == self.pin
        locked = PIN_LOCK.remaining(self._tries, now) is not None
        if not locked:
            self._tries = Tries() if right else PIN_LOCK.after_wrong(self._tries, now)
        return PinCheck(
            right=right and not locked,
            left=PIN_LOCK.limit - self._tries.wrong,
            locked_for=PIN_LOCK.remaining(self._tries, now),
        )

    async def _answer(self) -> None:
        await self.answers.wait()
        if not self.reachable:
            raise DatabaseUnavailable("Basis data tidak dapat dihubungi.")
