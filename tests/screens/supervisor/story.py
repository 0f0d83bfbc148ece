"""A made-up office on a busy morning, as the screen gets it. Nobody of it exists; sums add up."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

from bkpsdm_desktop.domain import forecast
from bkpsdm_desktop.domain.advice import Advice, Todo
from bkpsdm_desktop.domain.calendar import OfficeStatus
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.statistics import times
from bkpsdm_desktop.domain.ticket import Act, QueueRules, State
from bkpsdm_desktop.services.estimate import Accuracy, AccuracyLine
from bkpsdm_desktop.services.rows import CounterState, OfficeRow, PersonRow, Role
from bkpsdm_desktop.services.supervision_rows import (
    BookingLine,
    BreakLine,
    ClerkLine,
    CounterLine,
    EventLine,
    GroupLine,
    HealthLine,
    LegLine,
    Level,
    ServiceChoice,
    Spread,
    Supervision,
    Targets,
    TicketLine,
)

_OPENED = datetime(2026, 11, 24, 1, 0, 30, tzinfo=UTC)  # 08.00 WIB
NOW = datetime(2026, 11, 24, 3, 20, 10, tzinfo=UTC)  # 10.20.10 WIB
MAYA = PersonRow(id=UUID(int=900), username="maya", name="Maya Pengandaian", role=Role.SUPERVISOR, skills=())
GROUPS = (
    ("AMBIL-SK", "A", "Ambil SK"),
    ("CUTI", "C", "Cuti"),
    ("KEPEGAWAIAN", "K", "Kepegawaian dan pangkat"),
    ("PENSIUN", "U", "Pensiun"),
    ("KARTU", "L", "Kartu dan legalisasi"),
    ("INFORMASI", "M", "Informasi dan pengaduan"),
)
SERVICES = {
    "AMBIL-SK": "Pengambilan SK",
    "CUTI": "Cuti tahunan",
    "KEPEGAWAIAN": "Kenaikan gaji berkala",
    "PENSIUN": "Pensiun batas usia",
    "KARTU": "Kartu pegawai",
    "INFORMASI": "Informasi umum",
}
CODES = tuple(code for code, *_ in GROUPS)
_CLERKS = (
    ("Rani Contoh", ("AMBIL-SK", "CUTI", "KEPEGAWAIAN")),
    ("Joko Umpama", ("CUTI", "PENSIUN")),
    ("Siti Misalnya", CODES),
    ("Budi Andaikan", ("KARTU", "INFORMASI")),
    ("Dewi Seumpama", ("AMBIL-SK", "KEPEGAWAIAN")),
    ("Agus Permisalan", ("CUTI",)),
)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def clerk_id(place: int) -> UUID:
    return UUID(int=800 + place)


def counter_id(number: int) -> UUID:
    return UUID(int=700 + number)


class _Tickets:
    """Makes tickets, numbered by their group."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._numbers = {code: count(1) for code in CODES}
        self._ids = count(1)
        self.made: list[TicketLine] = []

    def add(self, code: str, state: State, ago: float, **more: object) -> TicketLine:
        series = next(series for group, series, _ in GROUPS if group == code)
        since = self._now - minutes(ago)
        ticket = TicketLine(
            id=UUID(int=next(self._ids)),
            label=f"{series}{next(self._numbers[code]):03d}",
            group=code,
            service=SERVICES[code],
            state=state,
            priority=None,
            issued_at=since if state is State.WAITING else max(since - minutes(20), _OPENED),
            since=since,
            counter=None,
            only_counter=None,
            clerk="",
            common=True,
            calls=0,
            legs=(),
            acts=frozenset(),
            slips=1,
        )
        self.made.append(replace(ticket, **more))  # type: ignore[arg-type]
        return self.made[-1]


def _finished(tickets: _Tickets, hours: tuple[int, ...]) -> None:
    """So many visits ended in the hours before 08, 09 and 10 WIB."""
    opened = NOW - minutes(140) - timedelta(seconds=10)
    for hour, many in enumerate(hours):
        for n in range(many):
            code = CODES[n % 6]
            ended = opened + timedelta(hours=hour) + minutes(59 / max(1, many) * n if hour < 2 else n * 2)
            clerk = _CLERKS[n % 4][0]
            leg = LegLine(code, minutes(8 + (n * 7) % 24), minutes(4 + (n * 3) % 9))
            tickets.add(
                code, State.FINISHED, (NOW - ended) / minutes(1), counter=n % 4 + 1, clerk=clerk,
                calls=1 + (n % 9 == 0), legs=(leg,), common=False, slips=1 + (n in (3, 11) and hour == 0),
            )  # fmt: skip


def tickets_of(now: datetime = NOW) -> list[TicketLine]:
    """80 numbers: 47 finished, 24 waiting, 3 served, 1 called, 3 parked, 2 did not come."""
    tickets = _Tickets(now)
    _finished(tickets, (17, 22, 8))
    for code, many, longest in (
        ("AMBIL-SK", 5, 13), ("CUTI", 8, 47), ("KEPEGAWAIAN", 4, 37), ("PENSIUN", 3, 11), ("KARTU", 2, 6),
        ("INFORMASI", 2, 3),
    ):  # fmt: skip
        for n in range(many):
            priority = Priority.ELDERLY if n == 1 else None
            tickets.add(code, State.WAITING, longest - n * longest / many, priority=priority)
    for place, code, ago in ((1, "AMBIL-SK", 3), (2, "PENSIUN", 12), (3, "CUTI", 5)):
        tickets.add(
            code, State.SERVING, ago, counter=place, clerk=_CLERKS[place - 1][0], common=False, calls=1
        )
    tickets.add("KARTU", State.CALLED, 2, counter=4, clerk=_CLERKS[3][0], common=False, calls=2)
    parked = frozenset({Act.ISSUE, Act.CALL, Act.START, Act.PARK})
    tickets.add("CUTI", State.PARKED, 11, clerk=_CLERKS[0][0], common=False, acts=parked)
    for ago in (24, 6):
        tickets.add("KEPEGAWAIAN", State.PARKED, ago, acts=parked)
    for ago in (40, 18):
        leg = LegLine("CUTI", minutes(30), None)
        tickets.add(
            "CUTI", State.NO_SHOW, ago, counter=3, clerk=_CLERKS[2][0], calls=3, legs=(leg,), common=False
        )
    moved = frozenset({Act.ISSUE, Act.TRANSFER})
    tickets.made = [
        replace(ticket, acts=moved) if ticket.label in ("A018", "C020") else ticket for ticket in tickets.made
    ]
    return tickets.made


def _counter(number: int, tickets: list[TicketLine]) -> CounterLine:
    held = next(
        (t for t in tickets if t.counter == number and t.state in (State.SERVING, State.CALLED)), None
    )
    staffed = number <= 5
    state = CounterState.PAUSED if number == 5 else CounterState.OPEN if staffed else CounterState.CLOSED
    name, groups = _CLERKS[number - 1] if staffed else ("", ())
    return CounterLine(
        id=counter_id(number),
        number=number,
        room="Ruang layanan",
        has_pc=number != 8,
        state=state,
        since=held.since if held else NOW - minutes(6) if staffed else None,
        ticket=held.id if held else None,
        label=held.label if held else "",
        ticket_state=held.state if held else None,
        calls=held.calls if held else 0,
        target=minutes(10) if held else None,
        person=clerk_id(number) if staffed else None,
        clerk=name,
        groups=frozenset(groups),
        silent=None,
        break_reason="Salat" if number == 5 else "",
        break_until=NOW + minutes(9) if number == 5 else None,
        parked=1 if number == 1 else 0,
    )


def _groups(tickets: list[TicketLine], counters: list[CounterLine], now: datetime) -> list[GroupLine]:
    lines = []
    for code, series, name in GROUPS:
        waiting = [t for t in tickets if t.group == code and t.state is State.WAITING]
        waits = [leg.wait for t in tickets for leg in t.legs if leg.group == code and leg.wait is not None]
        able = tuple(c.number for c in counters if c.state is CounterState.OPEN and code in c.groups)
        line = forecast.Line(waiting=len(waiting), each=minutes(7), counters=len(able))
        lines.append(
            GroupLine(
                code=code,
                series=series,
                name=name,
                waiting=len(waiting),
                longest=max((now - t.since for t in waiting), default=None),
                p90=minutes(38) if code == "CUTI" else _spread(waits).p90,
                waits=len(waits),
                counters=able,
                each=minutes(7),
                ends_at=forecast.expected_end(line, now),
            )
        )
    return lines


def health() -> tuple[HealthLine, ...]:
    rows = (
        ("kiosk", "Mesin antrean 1", Level.OK, "siap"),
        ("kiosk", "Mesin antrean 2", Level.WARN, "kertas menipis"),
        ("display", "Layar antrean", Level.OK, "siap"),
        ("sound", "Suara", Level.OK, "siap"),
        ("counter", "PC loket", Level.OK, "5 dipakai"),
        ("printer", "Slip tiket", Level.OK, "semua tercetak"),
        ("clock", "Jam", Level.OK, "sesuai"),
        ("backup", "Cadangan", Level.OK, "23 Nov 2026"),
        ("skill", "Keahlian", Level.WARN, "1 habis ≤ 30 hari"),
        ("alarm", "Tombol darurat", Level.OK, "tidak ada"),
    )
    return tuple(
        HealthLine(
            key=name, kind=kind, name=name, level=level, words=words, details=("Ruang: Ruang layanan",)
        )
        for kind, name, level, words in rows
    )


def _spread(values: list[timedelta]) -> Spread:
    found = times(int(value.total_seconds()) for value in values)
    return Spread(count=found.n, median=found.median, p90=found.p90)


ADVICE = Advice(
    todo=Todo.OPEN_COUNTER,
    fact="Buka Loket 6 untuk Cuti.",
    reason="Tunggu p90 38 menit, target 30. Agus Permisalan bebas.",
    verb="Buka Loket 6",
    counter=6,
    person=clerk_id(6),
    subject="CUTI",
    sums=("Cuti: 8 orang menunggu, 3 loket dapat melayani.", "Tunggu p90 38 menit, target 30."),
)


_ACCURATE = AccuracyLine(label="Jumlah", told=1840, within=1325, share=0.72, miss=minutes(6))


def morning(now: datetime = NOW) -> Supervision:
    """10.20 WIB: 80 numbers were taken, Cuti waits too long."""
    tickets = tickets_of(now)
    counters = [_counter(number, tickets) for number in range(1, 9)]
    groups = _groups(tickets, counters, now)
    legs = [leg for ticket in tickets for leg in ticket.legs]
    clerks = [
        ClerkLine(
            id=clerk_id(place), name=name, groups=frozenset(codes), counter=place if place <= 5 else None,
            state=counters[place - 1].state if place <= 5 else CounterState.CLOSED, busy=place <= 4,
        )
        for place, (name, codes) in enumerate(_CLERKS, 1)
    ]  # fmt: skip
    return Supervision(
        office=OfficeRow(code="TGS", agency="BKPSDM", place="Kota Tangerang Selatan", portal=""),
        now=now,
        day=date(2026, 11, 24),
        status=OfficeStatus(
            open_until=now + timedelta(hours=5),
            opens_at=None,
            on_break=False,
            holiday=None,
            last_closing=None,
        ),
        rules=QueueRules(),
        targets=Targets(finished=48),
        closed=False,
        hold=None,
        groups=tuple(groups),
        ends_at=max(group.ends_at for group in groups if group.ends_at),
        counters=tuple(counters),
        clerks=tuple(clerks),
        tickets=tuple(tickets),
        waits=_spread([leg.wait for leg in legs if leg.wait is not None]),
        services=_spread([leg.served for leg in legs if leg.served is not None]),
        health=health(),
        bookings=tuple(
            BookingLine(
                id=UUID(int=600 + n), starts_at=NOW + minutes(30 * n - 75), code=f"TGS-JANJI-{n}",
                name="Tamu Contoh", service="Cuti tahunan", label="C009" if n == 0 else "",
                arrived=n == 0, late=n == 1,
            )
            for n in range(4)
        ),
        skills=(),
        breaks=(
            BreakLine(
                id=UUID(int=650), counter=5, clerk="Dewi Seumpama", reason="Salat", began_at=NOW - minutes(6),
                until=NOW + minutes(9), ended_at=None,
            ),
        ),
        alarms=(),
        choices=tuple(
            ServiceChoice(id=UUID(int=500 + n), name=name, group=code)
            for n, (code, name) in enumerate(SERVICES.items())
        ),
        advice=ADVICE,
        accuracy=Accuracy(
            first=date(2026, 10, 25), last=date(2026, 11, 23), total=_ACCURATE, services=(_ACCURATE,)
        ),
        usual=((8, 16.0), (9, 21.0), (10, 23.0), (11, 19.0), (13, 20.0), (14, 15.0)),
    )  # fmt: skip


HISTORY = (
    EventLine(
        step=1, at=NOW - minutes(40), words="Nomor diambil: Cuti tahunan", who="", where="Mesin antrean 1"
    ),
    EventLine(
        step=2,
        at=NOW - minutes(12),
        words="Dipanggil: menunggu paling lama",
        who="Siti Misalnya",
        where="Loket 3",
    ),
    EventLine(step=3, at=NOW - minutes(11), words="Mulai dilayani", who="Siti Misalnya", where="Loket 3"),
)
