"""Conducting a simulated day: prepare the office, let the processes act, kill some, close the day, check."""

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from bkpsdm_desktop.app.keys import StationKey
from bkpsdm_desktop.app.simulate.cast import Cast, Member
from bkpsdm_desktop.app.simulate.plan import Plan, PlannedService, make_plan
from bkpsdm_desktop.app.simulate.stage import OPENING, PICTURE_SECONDS, Script, VirtualClock, write_script
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.indonesian import long_date
from bkpsdm_desktop.domain.instants import at_wib
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import bookings, inspection, kiosk, office, runs, stations
from bkpsdm_desktop.services.day import close_day
from bkpsdm_desktop.services.made_up import MadeUpOffice, complete_office, make_up_office
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.engine import open_engine, sqlite_path
from bkpsdm_desktop.store.health import Health, examine
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.migrate import create_sqlite, migrate_postgresql, needs_migration, revision
from bkpsdm_desktop.store.work import Work

_LOOK_SECONDS = 0.05
# Virtual seconds after the opening. On a computer that can't keep up the day ends here with people waiting.
_LATEST = 14 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the caller asks for."""

    url: str
    day: date
    seed: int
    visitors: int
    kiosks: int
    counters: int
    displays: int
    kill_every: int | None


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What happened. ``checks`` holds the rows of each check; a day is whole when all are empty."""

    wanted: Wanted
    factor: float
    seconds: float = 0.0
    by_state: dict[State, int] = field(default_factory=dict)
    kills: list[dict[str, object]] = field(default_factory=list)
    checks: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    waits: dict[str, list[timedelta]] = field(default_factory=dict)
    acts: dict[Act, int] = field(default_factory=dict)
    booked: int = 0

    @property
    def issued(self) -> int:
        return sum(self.by_state.values())


def simulate_day(wanted: Wanted) -> Outcome:
    """Let a day happen in the database of ``wanted.url``.

    Raises ``Refused`` before anything is changed when the database can't be used or has the day already.
    """
    began = time.monotonic()
    _make_database(wanted.url)
    work = Work(open_engine(wanted.url))
    try:
        made, plan = _prepare(work, wanted)
        booked = _book(work, wanted.day, made, plan)
        outcome = Outcome(wanted=wanted, factor=plan.factor)
        with tempfile.TemporaryDirectory(prefix="bkpsdm-simulasi-") as folder:
            cast = _cast(Path(folder), wanted, made, plan, booked)
            try:
                clock = VirtualClock(wanted.day, plan.factor, cast.start())
                _Conductor(work, cast, clock, plan, made, outcome).conduct()
            finally:
                cast.end("kiosk", "loket", "layar")
            outcome.checks = _checks(work, cast, clock, plan, wanted)
            outcome.checks["appointments"] = work.read(inspection.appointments, booked=booked)
            outcome.booked = len(booked)
        outcome.by_state = work.read(inspection.by_state, day=wanted.day)
        outcome.acts = work.read(inspection.acts_of_day, day=wanted.day)
        outcome.waits = work.read(inspection.waiting_times, day=wanted.day)
        outcome.seconds = time.monotonic() - began
        return outcome
    finally:
        work.close()


# --- before the day --------------------------------------------------------------------------------


def _make_database(url: str) -> None:
    """A missing or empty database gets our tables; any other must have them in this program's form."""
    engine = open_engine(url)
    path = sqlite_path(url)
    try:
        if path is not None:
            _make_file(path)
        # Work says in plain words that a server does not answer.
        work = Work(engine)
        if work.read(needs_migration):
            if path is not None or work.read(revision) is not None:
                raise Refused("Basis data ini dari program yang lebih lama. Mutakhirkan dahulu, lalu ulangi.")
            migrate_postgresql(engine)
    finally:
        engine.dispose()


def _make_file(path: Path) -> None:
    health = examine(path, None)
    if health in (Health.MISSING, Health.EMPTY):
        if not os.access(path.parent, os.W_OK):
            raise Refused(f"Berkas {path} tidak dapat dibuat: periksa folder dan izinnya.")
        path.unlink(missing_ok=True)
        create_sqlite(path, None)
    elif health is not Health.OK:
        raise Refused(
            f"Berkas {path} tidak dapat dipakai: bukan basis data kantor, rusak, terkunci, dari program yang "
            "lebih baru, atau hanya dapat dibaca. Isinya tidak diubah; pilih berkas lain."
        )


def _prepare(work: Work, wanted: Wanted) -> tuple[MadeUpOffice, Plan]:
    """The office, made up where it is missing, and the plan of the day for its services."""
    morning = at_wib(wanted.day, OPENING)
    is_new = work.read(office.setting, office.OFFICE) is None
    if not is_new:
        _refuse_used_day(work, wanted.day, morning)
    made = work.run(
        make_up_office if is_new else complete_office,
        now=morning,
        kiosks=wanted.kiosks,
        counters=wanted.counters,
        displays=wanted.displays,
        password_hash="-",  # no password fits: nobody signs in to a simulated day
    )
    groups = work.read(kiosk.kiosk_state, now=morning).groups
    plan = make_plan(
        seed=wanted.seed,
        day=wanted.day,
        visitors=wanted.visitors,
        kiosks=wanted.kiosks,
        counters=wanted.counters,
        displays=wanted.displays,
        services=[
            PlannedService(id=service.id, minutes=service.minutes)
            for group in groups
            for service in group.services
        ],
    )
    return made, plan


# How far from a visitor's coming an appointment may lie, in virtual seconds.
_BEFORE, _AFTER = timedelta(minutes=10), timedelta(minutes=25)


def _book(work: Work, day: date, made: MadeUpOffice, plan: Plan) -> dict[UUID, str]:
    """Write down those who have an appointment, as the supervisor does the days before; their codes by the
    id of the ticket that they will take. Where the office has no slot near their time they just come."""
    morning = at_wib(day, OPENING)
    codes: dict[UUID, str] = {}
    for visitor in plan.visitors:
        if not visitor.books:
            continue
        comes = morning + timedelta(seconds=visitor.at)
        free = work.read(bookings.free_slots, service=visitor.service, day=day, now=morning)
        near = [slot for slot in free if comes - _BEFORE <= slot.starts_at <= comes + _AFTER and slot.free]
        if near:
            stamp = Stamp(id=new_id(), at=morning, station=made.counters[0], person=made.supervisor)
            booked = work.run(
                bookings.book, stamp, service=visitor.service, starts_at=near[0].starts_at,
                name="Tamu Contoh", contact="", note="", randomness=os.urandom(5),
            )  # fmt: skip
            codes[visitor.ticket] = booked.code
    return codes


def _refuse_used_day(work: Work, day: date, morning: datetime) -> None:
    state = work.read(kiosk.kiosk_state, now=morning)
    if not any(group.services for group in state.groups):
        raise Refused("Kantor di basis data ini belum punya layanan. Muat data layanan dahulu.")
    issued = sum(work.read(inspection.by_state, day=day).values())
    if issued:
        raise Refused(
            f"{long_date(day)} sudah punya {issued} nomor di basis data ini. "
            "Pilih tanggal lain dengan --date, atau basis data lain."
        )
    if state.hold:
        raise Refused(f"{long_date(day)}: {state.hold} Pilih tanggal lain dengan --date.")


def _cast(folder: Path, wanted: Wanted, made: MadeUpOffice, plan: Plan, booked: dict[UUID, str]) -> Cast:
    script = folder / "naskah.json"
    write_script(
        script,
        Script(
            url=wanted.url,
            day=wanted.day,
            plan=plan,
            kiosks=made.kiosks,
            counters=made.counters,
            clerks=made.clerks,
            displays=made.displays,
            appointments=booked,
        ),
    )
    stations = [("kiosk", made.kiosks), ("loket", made.counters), ("layar", made.displays)]
    members = [
        Member(role=role, place=place, station=station)
        for role, ids in stations
        for place, station in enumerate(ids)
    ]
    return Cast(folder, script, members)


# --- the day ---------------------------------------------------------------------------------------


class _Conductor:
    """Watches the tables, kills by plan, and ends the day when nobody has anything left to do."""

    def __init__(
        self, work: Work, cast: Cast, clock: VirtualClock, plan: Plan, made: MadeUpOffice, outcome: Outcome
    ) -> None:
        self._work = work
        self._cast = cast
        self._clock = clock
        self._plan = plan
        self._made = made
        self._outcome = outcome
        self._victims = iter(plan.victims * 50)

    def conduct(self) -> None:
        self._until(partial(self._are_through, "kiosk"))
        self._cast.close_doors()
        self._until(partial(self._are_through, "kiosk", "loket"))
        self._cast.end("kiosk", "loket")  # whoever is not through at this hour
        self._close_day()

    def _are_through(self, *roles: str) -> bool:
        return all(member.is_through for member in self._cast.of_role(*roles))

    def _until(self, done: Callable[[], bool]) -> None:
        while not done() and self._clock.elapsed() < _LATEST:
            time.sleep(_LOOK_SECONDS)
            self._cast.tend()
            if self._outcome.wanted.kill_every:
                self._kill_what_is_due(self._outcome.wanted.kill_every)

    def _kill_what_is_due(self, every: int) -> None:
        issued = sum(self._work.read(inspection.by_state, day=self._outcome.wanted.day).values())
        while len(self._outcome.kills) < issued // every:
            member = self._next_victim()
            if member is None:
                return
            at = self._clock.now()
            self._cast.kill(member)
            self._work.run(runs.end_dead, member.station, at=at)
            self._outcome.kills.append(
                {"process": member.name, "after_tickets": issued, "at": at.isoformat()}
            )

    def _next_victim(self) -> Member | None:
        """The plan's next choice that is up; the one after it when it is down or through."""
        members = self._cast.members
        first = next(self._victims)
        turns = (members[(first + step) % len(members)] for step in range(len(members)))
        return next((member for member in turns if member.is_up), None)

    def _close_day(self) -> None:
        """*Tutup hari* by the supervisor, at a station of its own: no key of the office is here to sign."""
        day, key = self._outcome.wanted.day, StationKey(os.urandom(32))
        desk = self._work.run(
            stations.register_station,
            act=new_id(),
            at=self._clock.now(),
            machine="simulasi",
            role="pengawas",
            name=f"Simulasi {day.isoformat()}",
            counter=None,
            room="Ruang layanan",
            public_key=key.public_key,
            settings={},
        )
        stamp = Stamp(id=new_id(), at=self._clock.now(), station=desk, person=self._made.supervisor)
        self._work.run(close_day, stamp, day=day, signer=key)


def _checks(
    work: Work, cast: Cast, clock: VirtualClock, plan: Plan, wanted: Wanted
) -> dict[str, list[dict[str, object]]]:
    grace = timedelta(seconds=PICTURE_SECONDS * plan.factor)
    checks = work.read(inspection.inspect_day, day=wanted.day, grace=grace)
    issued = work.read(inspection.ticket_ids, day=wanted.day)
    checks["visitors"] = [
        {"kiosk": visitor.kiosk + 1, "at": visitor.at, "fault": "no ticket"}
        for visitor in plan.visitors
        if visitor.ticket not in issued
    ]
    checks["processes"] = [
        {"process": member.name, "fault": fault} for member in cast.members for fault in member.faults
    ]
    return checks
