"""A small office in memory behind ``SettingsActs``: the real rules of ``domain``, no database.

Each section has its fake; what an act did is kept in ``done``, and ``refusal`` makes the next one fail.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.holiday_table import DayOff, Move, check_day_off, moves, read_table
from bkpsdm_desktop.domain.hours import HoursPlan, Period, check_plan, read_day
from bkpsdm_desktop.domain.queue import Priority, RecentCalls, Waiting
from bkpsdm_desktop.domain.queue_rules import CounterQueue, change_words, changes, check_rules
from bkpsdm_desktop.domain.standard import Standard, check_standard
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.services.catalogue import Catalogue, ServiceDetail, ServiceLine, VersionRow
from bkpsdm_desktop.services.counter_settings import CounterEdit, CounterLine, check_counter
from bkpsdm_desktop.services.groups import GroupEdit, GroupLine, check_group
from bkpsdm_desktop.services.holidays import HolidayLine, ImportPreview
from bkpsdm_desktop.services.hours import HoursView
from bkpsdm_desktop.services.printer_settings import (
    LastPrint,
    PrinterBoard,
    PrinterEdit,
    PrinterLine,
    PrintingStation,
    check_printer,
)
from bkpsdm_desktop.services.queue_settings import RulesChange, RulesView
from bkpsdm_desktop.services.reference import read_reference
from bkpsdm_desktop.services.rows import PrintState
from bkpsdm_desktop.store.ids import reference_id
from tests.helpers.source import ROOT
from tests.helpers.ticker import MORNING
from tests.screens.settings.acts import Acts
from tests.screens.settings.fake_bookings import FakeBookingRules
from tests.screens.settings.fake_displays import FakeDisplays, FakeNotices
from tests.screens.settings.fake_office import FakeOffice
from tests.screens.settings.fake_people import FakePeople
from tests.screens.settings.fake_voice import FakeVoice

TODAY = date(2026, 11, 24)
LONG, FRIDAY = "08.00–12.00, 13.00–15.00", "08.00–11.30, 13.30–15.00"


def plan() -> HoursPlan:
    """The ordinary week of an office, and a Ramadan."""
    week = (*(read_day(LONG, name="") for _ in range(4)), read_day(FRIDAY, name=""), (), ())
    short = (*(read_day("08.00–12.00, 12.30–14.00", name="") for _ in range(5)), (), ())
    ramadan = Period(
        first=date(2026, 12, 1), last=date(2026, 12, 4), week=short, basis="Ramadan contoh, SE 1/2026"
    )
    return HoursPlan(week=week, basis="Standar pelayanan kantor", periods=(ramadan,))


@dataclass
class FakeHours(Acts):
    shown: HoursView = field(
        default_factory=lambda: HoursView(
            plan=plan(), today=TODAY, holidays=((date(2026, 11, 27), "Libur contoh"),)
        )
    )

    async def view(self) -> HoursView:
        return self.shown

    async def put(self, plan: HoursPlan, *, was: HoursPlan) -> None:
        check_plan(plan)
        self._do("hours.put")
        assert was == self.shown.plan
        self.shown = replace(self.shown, plan=plan)


def _groups() -> tuple[GroupLine, ...]:
    data = read_reference(assets.resource("reference"))
    assert data.groups is not None
    assert data.services is not None
    offered = Counter(service.kelompok for service in data.services)
    return tuple(
        GroupLine(
            id=reference_id("service_group", each.kode), code=each.kode, series=each.awalan, next_series=None,
            next_from=None, name=each.nama, name_en=each.nama_en, icon=each.ikon,
            daily_limit=each.batas_harian, position=each.urutan, active=True, services=offered[each.nama],
        )
        for each in data.groups
    )  # fmt: skip


def _services(groups: tuple[GroupLine, ...]) -> dict[UUID, ServiceDetail]:
    by_name = {group.name: group.id for group in groups}
    data = read_reference(assets.resource("reference"))
    assert data.services is not None
    found = {}
    for each in data.services:
        standard = Standard(
            name=each.nama, name_en=each.nama_en, group=by_name[each.kelompok], minutes=each.menit,
            requirements=tuple(each.persyaratan), promise_days=each.janji_hari_kerja, fee=each.biaya,
            product=each.produk, legal_basis=each.dasar_hukum, notes=each.catatan, position=each.urutan,
        )  # fmt: skip
        id = reference_id("service", each.kode)
        found[id] = ServiceDetail(id=id, code=each.kode, present=standard, version=1, versions=())
    return found


@dataclass
class FakeServices(Acts):
    """Versions as ``services.catalogue`` keeps them."""

    groups: tuple[GroupLine, ...] = field(default_factory=_groups)
    details: dict[UUID, ServiceDetail] = field(default_factory=dict)
    enrolled: bool = False
    published_from: datetime | None = None

    def __post_init__(self) -> None:
        self.details = self.details or _services(self.groups)

    async def catalogue(self) -> Catalogue:
        series = {group.id: group.series for group in self.groups}
        lines = [
            ServiceLine(
                id=each.id, code=each.code, name=each.present.name, series=series[each.present.group],
                active=each.present.active, draft=each.draft is not None,
                waits=each.waiting.valid_from if each.waiting else None,
            )
            for each in self.details.values()
        ]  # fmt: skip
        lines.sort(key=lambda row: (row.series, row.name))
        return Catalogue(services=tuple(lines), groups=self.groups, enrolled=self.enrolled)

    async def detail(self, service: UUID) -> ServiceDetail:
        return self.details[service]

    async def new(self, code: str, standard: Standard) -> UUID:
        if not code.isalpha():
            raise Refused("Kode layanan terdiri atas 2 sampai 12 huruf besar, angka, atau tanda hubung.")
        self._do(f"new {code}")
        id = reference_id("service", code)
        present = replace(standard, active=False)
        self.details[id] = ServiceDetail(
            id=id, code=code, present=present, version=0, versions=(_version(1, standard),)
        )
        return id

    async def save_draft(self, service: UUID, standard: Standard) -> None:
        self._do("draft")
        detail = self.details[service]
        number = detail.next_number
        kept = tuple(row for row in detail.versions if row.published_at) or (
            (_version(1, detail.present, since=MORNING),) if detail.version else ()
        )
        if kept and kept[0].standard == standard:
            self.details[service] = replace(detail, versions=kept)
        else:
            self.details[service] = replace(detail, versions=(_version(number, standard), *kept))

    async def discard(self, service: UUID) -> None:
        self._do("discard")
        detail = self.details[service]
        if detail.next_number == 1:
            del self.details[service]
        else:
            kept = tuple(row for row in detail.versions if row.published_at)
            self.details[service] = replace(detail, versions=kept)

    async def publish(self, service: UUID, valid_from: datetime | None) -> None:
        detail = self.details[service]
        assert detail.draft is not None
        standard = check_standard(detail.draft.standard)
        self._do("publish")
        self.published_from = valid_from
        done = replace(
            detail.draft, standard=standard, published_at=MORNING, valid_from=valid_from or MORNING,
            published_by="Wati Contohnya", applied_at=None if valid_from else MORNING,
        )  # fmt: skip
        detail = replace(detail, versions=(done, *detail.versions[1:]))
        if valid_from is None:
            detail = replace(detail, present=standard, version=done.version)
        self.details[service] = detail

    async def withdraw(self, service: UUID) -> None:
        self._do("withdraw")
        detail = self.details[service]
        draft = replace(detail.versions[0], published_at=None, valid_from=None, published_by="")
        self.details[service] = replace(detail, versions=(draft, *detail.versions[1:]))

    async def slip(self, group: UUID) -> bytes:
        return ROOT.joinpath("tests", "goldens", "ticket-576.png").read_bytes()


def _version(number: int, standard: Standard, *, since: datetime | None = None) -> VersionRow:
    return VersionRow(
        version=number, standard=standard, valid_from=since, published_at=since, published_by="",
        applied_at=since,
    )  # fmt: skip


@dataclass
class FakeGroups(Acts):
    shown: tuple[GroupLine, ...] = field(default_factory=_groups)

    async def lines(self) -> tuple[GroupLine, ...]:
        return self.shown

    async def add(self, code: str, edit: GroupEdit) -> UUID:
        check_group(edit)
        self._do(f"add {code}")
        id = reference_id("service_group", code)
        made = GroupLine(id=id, code=code, next_series=None, next_from=None, services=0, **asdict(edit))
        self.shown = (*self.shown, made)
        return id

    async def put(self, group: UUID, edit: GroupEdit, *, was: GroupEdit) -> None:
        check_group(edit)
        row = next(each for each in self.shown if each.id == group)
        assert row.edit == was
        self._do(f"put {row.code}")
        values = asdict(edit)
        letter = values.pop("series")
        later = letter != row.series
        changed = replace(
            row, next_series=letter if later else None, next_from=TODAY if later else None, **values
        )
        self.shown = tuple(changed if each.id == group else each for each in self.shown)


def _counters() -> tuple[CounterLine, ...]:
    clerks = {1: "Rani Contoh", 2: "Joko Umpama"}
    return tuple(
        CounterLine(
            id=reference_id("counter", str(number)), number=number, room="Ruang layanan", active=number < 6,
            clerk=clerks.get(number, ""), stations=(f"Loket {number}",) if number < 5 else (),
        )
        for number in range(1, 7)
    )  # fmt: skip


@dataclass
class FakeCounters(Acts):
    shown: tuple[CounterLine, ...] = field(default_factory=_counters)

    async def lines(self) -> tuple[CounterLine, ...]:
        return self.shown

    async def add(self, edit: CounterEdit) -> UUID:
        check_counter(edit)
        self._do(f"add {edit.number}")
        id = reference_id("counter", str(edit.number))
        self.shown = (*self.shown, CounterLine(id=id, clerk="", stations=(), **asdict(edit)))
        return id

    async def put(self, counter: UUID, edit: CounterEdit, *, was: CounterEdit) -> None:
        check_counter(edit)
        row = next(each for each in self.shown if each.id == counter)
        assert row.edit == was
        self._do(f"put {row.number}")
        self.shown = tuple(
            replace(each, **asdict(edit)) if each.id == counter else each for each in self.shown
        )


def _days_off() -> tuple[HolidayLine, ...]:
    [path] = assets.resource("reference").glob("libur*.csv")
    return _lines(read_table(path.read_bytes()).rows)


def _lines(rows: Iterable[DayOff]) -> tuple[HolidayLine, ...]:
    ordered = sorted(rows, key=lambda off: (off.day, off.name))
    return tuple(HolidayLine(id=reference_id("holiday", f"{off.day}:{off.name}"), off=off) for off in ordered)


@dataclass
class FakeHolidays(Acts):
    shown: tuple[HolidayLine, ...] = field(default_factory=_days_off)
    files: dict[str, bytes] = field(default_factory=dict)

    def _offs(self) -> list[DayOff]:
        return [line.off for line in self.shown]

    async def lines(self) -> tuple[HolidayLine, ...]:
        return self.shown

    async def add(self, off: DayOff) -> UUID:
        check_day_off(off)
        self._do(f"add {off.name}")
        self.shown = _lines([*self._offs(), off])
        return next(line.id for line in self.shown if line.off == off)

    async def put(self, holiday: UUID, off: DayOff, *, was: DayOff) -> UUID:
        check_day_off(off)
        self._do(f"put {off.name}")
        assert next(line.off for line in self.shown if line.id == holiday) == was
        self.shown = _lines([*(line.off for line in self.shown if line.id != holiday), off])
        return next(line.id for line in self.shown if line.off == off)

    async def remove(self, holiday: UUID) -> None:
        self._do("remove")
        self.shown = tuple(line for line in self.shown if line.id != holiday)

    async def preview(self, path: str) -> ImportPreview:
        table = read_table(self.files[path])
        found = () if table.faults else moves(self._offs(), table.rows, table.years)
        return ImportPreview(rows=table.rows, years=table.years, moves=found, faults=table.faults)

    async def put_years(
        self, years: Sequence[int], rows: Sequence[DayOff], was: Sequence[Move]
    ) -> tuple[DayOff, ...]:
        self._do("import")
        assert tuple(was) == moves(self._offs(), rows, years)
        before = tuple(off for off in self._offs() if off.day.year in years)
        self.shown = _lines([*(off for off in self._offs() if off.day.year not in years), *rows])
        return before


STATIONS = ("Layar antrean", "Loket 1", "Loket 2", "Loket 3", "Loket 4", "Mesin antrean")


def _stations() -> tuple[PrintingStation, ...]:
    """The counters share a printer; the display has none."""
    used = {name: "Printer loket" for name in STATIONS if name.startswith("Loket")}
    used["Mesin antrean"] = "Printer mesin antrean"
    return tuple(
        PrintingStation(
            id=reference_id("station", name), name=name, machine=f"pc-{place}",
            printer=reference_id("printer", used[name]) if name in used else None,
        )
        for place, name in enumerate(STATIONS)
    )  # fmt: skip


def _printer(id: UUID, edit: PrinterEdit, *, up: bool = True, last: LastPrint | None = None) -> PrinterLine:
    return PrinterLine(
        id=id, name=edit.name, address=edit.address, width=edit.width, station=edit.station, users=edit.users,
        open_jobs=0, last=last, up=up,
    )  # fmt: skip


def _printers() -> tuple[PrinterLine, ...]:
    kiosk, counter = reference_id("station", "Mesin antrean"), reference_id("station", "Loket 4")
    out = "Kertas printer habis. Isi kertas, lalu cetak lagi."
    made = (
        ("Printer loket", "tcp://192.0.2.31:9100", 576, None, True, PrintState.PRINTED, ""),
        ("Printer mesin antrean", "usb:/dev/usb/lp0", 576, kiosk, True, PrintState.ATTENTION, out),
        ("Printer cadangan", "usb:/dev/usb/lp0", 384, counter, False, None, ""),
    )
    return tuple(
        _printer(
            reference_id("printer", name),
            PrinterEdit(name=name, address=address, width=width, station=station),
            up=up,
            last=LastPrint(title="C012", state=state, at=MORNING, note=note) if state else None,
        )
        for name, address, width, station, up, state, note in made
    )


@dataclass
class FakePrinters(Acts):
    """Three printers: one that works, one whose paper is out, one at a PC that is off."""

    stations: tuple[PrintingStation, ...] = field(default_factory=_stations)
    shown: tuple[PrinterLine, ...] = field(default_factory=_printers)
    removed: dict[UUID, PrinterLine] = field(default_factory=dict)

    async def board(self) -> PrinterBoard:
        lines = tuple(
            replace(row, users=tuple(sorted(each.id for each in self.stations if each.printer == row.id)))
            for row in self.shown
        )
        return PrinterBoard(printers=lines, stations=self.stations)

    def finish(self, printer: UUID, state: PrintState, note: str = "") -> None:
        """The newest job of a printer is over."""
        self.shown = tuple(
            replace(row, open_jobs=0, last=replace(row.last, state=state, note=note))
            if row.id == printer and row.last
            else row
            for row in self.shown
        )

    async def add(self, edit: PrinterEdit) -> UUID:
        edit = check_printer(edit)
        self._do(f"add {edit.name}")
        id = reference_id("printer", edit.name)
        self.shown = (*self.shown, _printer(id, edit))
        self._use(id, edit.users)
        return id

    async def put(
        self,
        printer: UUID,
        edit: PrinterEdit,
        *,
        was: PrinterEdit,
        back: tuple[tuple[UUID, UUID], ...] = (),
    ) -> None:
        edit = check_printer(edit)
        row = next(each for each in (await self.board()).printers if each.id == printer)
        assert row.edit == was
        self._do(f"put {edit.name}")
        self.shown = tuple(
            replace(each, name=edit.name, address=edit.address, width=edit.width, station=edit.station)
            if each.id == printer
            else each
            for each in self.shown
        )
        self._use(printer, edit.users)
        for station, former in back:
            self._move(station, former)

    async def remove(self, printer: UUID, *, was: PrinterEdit) -> None:
        self._do("remove")
        self.removed[printer] = next(each for each in self.shown if each.id == printer)
        self.shown = tuple(each for each in self.shown if each.id != printer)
        self._use(printer, ())

    async def restore(self, printer: UUID, edit: PrinterEdit) -> None:
        self._do("restore")
        self.shown = (*self.shown, self.removed.pop(printer))
        self._use(printer, edit.users)

    async def test(self, printer: UUID) -> None:
        self._do("test")
        row = next(each for each in self.shown if each.id == printer)
        last = LastPrint(title=f"Cetak uji {row.name}", state=PrintState.WAITING, at=MORNING, note="")
        self.shown = tuple(
            replace(each, open_jobs=1, last=last) if each.id == printer else each for each in self.shown
        )

    def _use(self, printer: UUID, users: tuple[UUID, ...]) -> None:
        for each in self.stations:
            if each.printer == printer and each.id not in users:
                self._move(each.id, None)
        for user in users:
            self._move(user, printer)

    def _move(self, station: UUID, printer: UUID | None) -> None:
        self.stations = tuple(
            replace(each, printer=printer) if each.id == station else each for each in self.stations
        )


@dataclass
class FakeRules(Acts):
    shown: QueueRules = field(default_factory=QueueRules)

    history: tuple[RulesChange, ...] = (
        RulesChange(
            at=datetime(2026, 10, 5, 1, 12, tzinfo=UTC), by="Wati Contohnya",
            words=("Panggilan paling banyak 2 → 3 kali",),
        ),
    )  # fmt: skip
    queues: tuple[CounterQueue, ...] = field(default_factory=lambda: _queues())

    async def view(self) -> RulesView:
        return RulesView(rules=self.shown, history=self.history, queues=self.queues, now=MORNING)

    async def put(self, rules: QueueRules, *, was: QueueRules) -> None:
        check_rules(rules)
        self._do("rules.put")
        assert was == self.shown
        words = tuple(change_words(name, *pair) for name, pair in changes(was, rules).items())
        self.history = (RulesChange(at=MORNING, by="Wati Contohnya", words=words), *self.history)
        self.shown = rules


def _queues() -> tuple[CounterQueue, ...]:
    """Loket 1 called one regular number, loket 2 two; an old man came last."""
    waiting = tuple(
        Waiting(
            id=reference_id("waiting", f"{series}{number}"), series=series, number=number, service="",
            priority=priority, place_at=MORNING - timedelta(minutes=waited),
            queued_at=MORNING - timedelta(minutes=waited),
        )
        for series, number, priority, waited in (
            ("C", 12, None, 31), ("K", 5, None, 22), ("A", 7, None, 20), ("C", 13, Priority.ELDERLY, 8),
        )
    )  # fmt: skip
    calls = (
        RecentCalls(regular_since_priority=("K003",)),
        RecentCalls(regular_since_priority=("A005", "K004")),
    )
    return tuple(
        CounterQueue(counter=number, waiting=waiting[number - 1 :], recent=recent)
        for number, recent in enumerate(calls, start=1)
    )


@dataclass
class FakeSettings:
    """All sections."""

    services: FakeServices = field(default_factory=FakeServices)
    groups: FakeGroups = field(default_factory=FakeGroups)
    counters: FakeCounters = field(default_factory=FakeCounters)

    hours: FakeHours = field(default_factory=FakeHours)
    holidays: FakeHolidays = field(default_factory=FakeHolidays)
    rules: FakeRules = field(default_factory=FakeRules)
    booking_rules: FakeBookingRules = field(default_factory=FakeBookingRules)
    office: FakeOffice = field(default_factory=FakeOffice)
    people: FakePeople = field(default_factory=FakePeople)
    printers: FakePrinters = field(default_factory=FakePrinters)
    displays: FakeDisplays = field(default_factory=FakeDisplays)
    notices: FakeNotices = field(default_factory=FakeNotices)
    voice: FakeVoice = field(default_factory=FakeVoice)
