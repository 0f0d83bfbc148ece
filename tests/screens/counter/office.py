"""A small office in memory behind ``CounterActs``: real rules of ``domain``, no database.

Its story is the morning of 24 November 2026 at counter 3: C012 is called at 09.41, C010 does not come.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from bkpsdm_desktop.domain.errors import DatabaseUnavailable, Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.queue import (
    Priority,
    RecentCalls,
    Waiting,
    choose,
    explain,
    order,
    reason_phrase,
)
from bkpsdm_desktop.domain.ticket import Act, QueueRules, State, TicketFacts, next_state
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.services.rows import (
    ActiveTicket,
    CandidateRow,
    CounterState,
    CounterView,
    DoneRow,
    NewPassword,
    NextLine,
    OfficeRow,
    PersonRow,
    PrintJobRow,
    PrintState,
    QueueLine,
    ReturnableRow,
    Role,
    TicketFound,
    UndoOffer,
)

OFFICE = OfficeRow(code="TGS", agency="BKPSDM", place="Kota Tangerang Selatan", portal="")

GROUPS = {
    "A": "Ambil SK",
    "C": "Cuti",
    "K": "Kepegawaian dan pangkat",
    "L": "Kartu dan legalisasi",
    "M": "Informasi dan pengaduan",
    "U": "Pensiun",
}


@dataclass(frozen=True)
class Service:
    """What the fake knows of a service."""

    code: str
    name: str
    minutes: int
    requirements: tuple[str, ...]
    legal_basis: str
    promise_days: int | None = None
    fee: str = "Tidak dipungut biaya"

    def renamed(self, name: str) -> "Service":
        return replace(self, name=name)


SERVICES = {
    service.code: service
    for service in (
        Service(
            "CT", "Cuti tahunan", 10,
            ("Formulir permintaan dan pemberian cuti", "KTP atau kartu ASN", "Persetujuan atasan langsung"),
            "PP 11/2017 jo. 17/2020; Per.BKN 24/2017 jo. 7/2021", promise_days=3,
        ),
        Service(
            "CS", "Cuti sakit", 8, ("Formulir permintaan cuti", "Surat keterangan dokter"),
            "Per.BKN 24/2017 huruf C",
        ),
        Service(
            "KGB", "Kenaikan Gaji Berkala (KGB)", 15,
            (
                "Surat pengantar Perangkat Daerah", "Fotokopi sah SK pangkat terakhir",
                "Fotokopi sah SK/surat KGB terakhir", "SKP 1 tahun terakhir (semua unsur minimal Baik)",
            ),
            "PP 7/1977 jo. PP 5/2024", promise_days=10, fee="Tidak dipungut biaya (ditanggung APBD)",
        ),
        Service(
            "SK-AMBIL", "Pengambilan SK/Petikan di loket", 8,
            ("KTP asli", "Kartu pegawai", "Surat kuasa bila diwakilkan"), "SOP internal",
        ),
        Service(
            "PENSIUN-BUP", "Pensiun Batas Usia Pensiun (BUP)", 15,
            ("Surat pengantar", "SK CPNS dan SK PNS"), "UU 11/1969; PP 11/2017; Per.BKN 2/2018",
        ),
        Service("INFO", "Informasi dan konsultasi kepegawaian", 8, (), "UU 25/2009; UU 14/2008"),
        Service(
            "KARIS", "Kartu Istri/Kartu Suami (Karis/Karsu)", 15, ("Fotokopi surat nikah",),
            "Kep.BAKN 1158a/KEP/1983",
        ),
    )
}  # fmt: skip


@dataclass
class Ticket:
    """One ticket of the fake, changed in place."""

    series: str
    number: int
    service: Service
    issued_at: datetime
    priority: Priority | None = None
    state: State = State.WAITING
    calls: int = 0
    called_at: datetime | None = None
    started_at: datetime | None = None
    no_show_at: datetime | None = None
    took: timedelta | None = None
    day: date = field(init=False)

    def __post_init__(self) -> None:
        self.day = business_day(self.issued_at)

    @property
    def label(self) -> str:
        return format_number(self.series, self.number)

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE_URL, f"{self.day}:{self.label}")

    def waiting(self) -> Waiting:
        return Waiting(
            id=self.id,
            series=self.series,
            number=self.number,
            service=self.service.name,
            priority=self.priority,
            place_at=self.issued_at,
            queued_at=self.issued_at,
        )


class FakeOffice:
    """One counter and its queue. ``down`` makes every act raise ``DatabaseUnavailable``."""

    def __init__(
        self,
        ticker: Ticker,
        *,
        counter: int = 3,
        person: str = "Rani Contoh",
        skills: tuple[str, ...] = ("A", "C", "K"),
        rules: QueueRules | None = None,
    ) -> None:
        self.ticker = ticker
        self.counter = counter
        self.person = person
        self.skills = skills
        self.rules = rules or QueueRules()
        self.state = CounterState.OPEN
        self.down = False
        self.refuse_next = ""
        self.break_next: Exception | None = None
        self.acts: list[str] = []
        self.tickets: list[Ticket] = []
        self.jobs: list[PrintJobRow] = []
        self.warnings: tuple[str, ...] = ()
        self.recent = RecentCalls()
        self.active: Ticket | None = None
        self.served_before: list[DoneRow] = []
        self._undo: tuple[UndoOffer, Ticket, Ticket, Ticket | None] | None = None

    # --- making the story ------------------------------------------------------------------------

    def add(self, label: str, service: str, minutes_ago: float, priority: Priority | None = None) -> Ticket:
        """A waiting ticket that was taken ``minutes_ago``."""
        ticket = Ticket(
            series=label[0],
            number=int(label[1:]),
            service=SERVICES[service],
            issued_at=self.ticker.now() - timedelta(minutes=minutes_ago),
            priority=priority,
        )
        self.tickets.append(ticket)
        return ticket

    def add_job(self, title: str, state: PrintState, note: str, *, unsure: bool = False) -> PrintJobRow:
        job = PrintJobRow(
            id=uuid5(NAMESPACE_URL, f"job:{title}"),
            kind="ticket",
            title=title,
            state=state,
            created_at=self.ticker.now() - timedelta(minutes=6),
            note=note,
            unsure=unsure,
        )
        self.jobs.append(job)
        return job

    def ticket(self, label: str) -> Ticket:
        return next(ticket for ticket in self.tickets if ticket.label == label)

    # --- reading ---------------------------------------------------------------------------------

    async def view(self) -> CounterView:
        self._reach()
        now = self.ticker.now()
        waiting = [t.waiting() for t in self.tickets if t.state is State.WAITING and t.series in self.skills]
        undo = self._undo[0] if self._undo is not None and now < self._undo[0].until else None
        done = [
            DoneRow(label=t.label, service=t.service.name, took=t.took)
            for t in reversed(self.tickets)
            if t.state is State.FINISHED and t.took is not None
        ] + self.served_before
        return CounterView(
            office=OFFICE,
            now=now,
            counter=self.counter,
            state=self.state,
            person=self.person,
            skills=self.skills,
            rules=self.rules,
            active=self._active_row(),
            candidate=self._candidate(waiting, now),
            queue=tuple(self._line(series, now) for series in GROUPS),
            upcoming=self._upcoming(waiting, now),
            returnable=tuple(
                ReturnableRow(
                    ticket=t.id,
                    label=t.label,
                    until=t.no_show_at + timedelta(minutes=self.rules.return_minutes),
                )
                for t in self.tickets
                if t.state is State.NO_SHOW
                and t.no_show_at is not None
                and now <= t.no_show_at + timedelta(minutes=self.rules.return_minutes)
            ),
            done=tuple(done[:8]),
            served=len(done),
            median=sorted(row.took for row in done)[len(done) // 2] if done else None,
            no_shows=sum(1 for t in self.tickets if t.state is State.NO_SHOW),
            undo=undo,
            unprinted=tuple(self.jobs),
            warnings=self.warnings,
        )

    def _line(self, series: str, now: datetime) -> QueueLine:
        waits = [now - t.issued_at for t in self.tickets if t.state is State.WAITING and t.series == series]
        return QueueLine(
            series=series,
            name=GROUPS[series],
            waiting=len(waits),
            longest=max(waits) if waits else None,
            mine=series in self.skills,
        )

    def _candidate(self, waiting: list[Waiting], now: datetime) -> CandidateRow | None:
        choice = choose(waiting, self.recent, now=now, rules=self.rules)
        if choice is None:
            return None
        ticket = self.ticket(choice.ticket.label)
        return CandidateRow(
            ticket=ticket.id,
            label=ticket.label,
            service=ticket.service.name,
            priority=ticket.priority,
            queued_at=ticket.issued_at,
            why=explain(choice, waiting, self.recent, now=now, rules=self.rules),
            requirements=ticket.service.requirements,
        )

    def _upcoming(self, waiting: list[Waiting], now: datetime) -> tuple[NextLine, ...]:
        return tuple(
            NextLine(
                ticket=choice.ticket.id,
                label=choice.ticket.label,
                service=choice.ticket.service,
                waited=now - choice.ticket.queued_at,
                reason=reason_phrase(choice, self.rules),
                priority=choice.ticket.priority,
            )
            for choice in order(waiting, self.recent, now=now, rules=self.rules, limit=8)
        )

    def _active_row(self) -> ActiveTicket | None:
        ticket = self.active
        if ticket is None:
            return None
        assert ticket.called_at is not None
        return ActiveTicket(
            ticket=ticket.id,
            label=ticket.label,
            service_code=ticket.service.code,
            service=ticket.service.name,
            requirements=ticket.service.requirements,
            legal_basis=ticket.service.legal_basis,
            promise_days=ticket.service.promise_days,
            fee=ticket.service.fee,
            priority=ticket.priority,
            state=ticket.state,
            issued_at=ticket.issued_at,
            called_at=ticket.called_at,
            started_at=ticket.started_at,
            calls=ticket.calls,
            target=timedelta(minutes=ticket.service.minutes),
            business_day=ticket.day,
            seen=(("ruang tunggu", ticket.called_at), ("lantai 2", ticket.called_at)),
        )

    # --- acts ------------------------------------------------------------------------------------

    async def open_counter(self) -> None:
        self._did("open_counter")
        self.state = CounterState.OPEN

    async def pause_counter(self) -> None:
        self._did("pause_counter")
        self.state = CounterState.PAUSED

    async def close_counter(self) -> None:
        self._did("close_counter")
        self.state = CounterState.CLOSED

    async def call_next(self) -> None:
        self._did("call_next")
        if self.active is not None and self.rules.finish_and_call and self.active.state is State.SERVING:
            self._step(Act.FINISH)
        elif self.active is not None:
            self._step(Act.CALL)
        now = self.ticker.now()
        waiting = [t.waiting() for t in self.tickets if t.state is State.WAITING and t.series in self.skills]
        choice = choose(waiting, self.recent, now=now, rules=self.rules)
        if choice is None:
            raise Refused("Belum ada nomor yang menunggu.")
        self.active = self.ticket(choice.ticket.label)
        self.active.state, self.active.calls, self.active.called_at = State.CALLED, 1, now
        self.recent = self.recent.after(choice)
        self._undo = None

    async def recall(self) -> None:
        self._did("recall")
        ticket = self._step(Act.RECALL)
        ticket.calls += 1
        ticket.called_at = self.ticker.now()

    async def withdraw_call(self) -> None:
        self._did("withdraw_call")
        ticket = self._step(Act.WITHDRAW)
        ticket.calls, ticket.called_at, self.active = 0, None, None

    async def start_serving(self) -> None:
        self._did("start_serving")
        before = self._copy()
        ticket = self._step(Act.START)
        ticket.started_at = self.ticker.now()
        self._offer(ticket, before, f"{ticket.label} mulai dilayani")

    async def finish(self) -> None:
        self._did("finish")
        before = self._copy()
        ticket = self._step(Act.FINISH)
        assert ticket.started_at is not None
        ticket.took = self.ticker.now() - ticket.started_at
        self._offer(ticket, before, f"{ticket.label} selesai dilayani")
        self.active = None

    async def mark_no_show(self) -> None:
        self._did("mark_no_show")
        before = self._copy()
        ticket = self._step(Act.MARK_NO_SHOW)
        ticket.no_show_at = self.ticker.now()
        self._offer(ticket, before, f"{ticket.label} ditandai tidak hadir")
        self.active = None

    async def cancel(self, ticket: UUID) -> None:
        self._did("cancel")
        found = self._by_id(ticket)
        before = replace(found)
        found.state = self._next(found, Act.CANCEL)
        self._offer(found, before, f"{found.label} dibatalkan")
        if found is self.active:
            self.active = None

    async def return_late(self, ticket: UUID) -> None:
        self._did("return_late")
        found = self._by_id(ticket)
        before = replace(found)
        found.state = self._next(found, Act.RETURN)
        found.calls = 0
        self._offer(found, before, f"{found.label} kembali ke antrean")

    async def undo(self) -> None:
        self._did("undo")
        if self._undo is None or self.ticker.now() >= self._undo[0].until:
            raise Refused("Tidak ada yang dapat diurungkan.")
        _, ticket, before, active = self._undo
        for name in ("state", "calls", "called_at", "started_at", "no_show_at", "took"):
            setattr(ticket, name, getattr(before, name))
        self.active, self._undo = active, None

    async def find(self, text: str) -> TicketFound:
        self._did(f"find {text}")
        wanted = text.strip().upper()
        for ticket in self.tickets:
            if ticket.label == wanted:
                return self._found(ticket)
        raise Refused(f"{wanted} tidak ada di antrean hari ini. Periksa lagi nomor atau kode pada slip.")

    async def print_again(self, job: UUID) -> None:
        self._did("print_again")
        self.jobs = [each for each in self.jobs if each.id != job]

    async def confirm_printed(self, job: UUID) -> None:
        self._did("confirm_printed")
        self.jobs = [each for each in self.jobs if each.id != job]

    async def reprint_ticket(self, ticket: UUID) -> None:
        self._did(f"reprint_ticket {self._by_id(ticket).label}")

    async def close_day(self) -> str:
        self._did("close_day")
        left = [ticket for ticket in self.tickets if ticket.state in (State.WAITING, State.CALLED)]
        for ticket in left:
            ticket.state = State.UNSERVED
        self.state = CounterState.CLOSED
        return f"Hari ditutup: {len(left)} nomor tidak terlayani. Lembar tutup hari sedang dicetak."

    async def confirm_date(self) -> None:
        self._did("confirm_date")
        self.warnings = ()

    # --- inside ----------------------------------------------------------------------------------

    def _did(self, name: str) -> None:
        self._reach()
        if self.break_next is not None:
            fault, self.break_next = self.break_next, None
            raise fault
        if self.refuse_next:
            sentence, self.refuse_next = self.refuse_next, ""
            raise Refused(sentence)
        self.acts.append(name)

    def _reach(self) -> None:
        if self.down:
            raise DatabaseUnavailable("Basis data kantor tidak terjangkau.")

    def _copy(self) -> Ticket:
        if self.active is None:
            raise Refused("Belum ada nomor yang dipanggil di loket ini.")
        return replace(self.active)

    def _step(self, act: Act) -> Ticket:
        self._copy()
        assert self.active is not None
        self.active.state = self._next(self.active, act)
        return self.active

    def _next(self, ticket: Ticket, act: Act) -> State:
        facts = TicketFacts(
            number=ticket.label, state=ticket.state, calls=ticket.calls, no_show_at=ticket.no_show_at
        )
        return next_state(facts, act, now=self.ticker.now(), rules=self.rules)

    def _offer(self, ticket: Ticket, before: Ticket, sentence: str) -> None:
        until = self.ticker.now() + timedelta(seconds=self.rules.undo_seconds)
        offer = UndoOffer(ticket=ticket.id, label=ticket.label, sentence=sentence, until=until)
        self._undo = (offer, ticket, before, self.active)

    def _by_id(self, wanted: UUID) -> Ticket:
        return next(ticket for ticket in self.tickets if ticket.id == wanted)

    def _found(self, ticket: Ticket) -> TicketFound:
        words = {
            State.WAITING: f"{ticket.label} masih menunggu.",
            State.CALLED: f"{ticket.label} sedang dipanggil ke Loket {self.counter}.",
            State.SERVING: f"{ticket.label} sedang dilayani di Loket {self.counter}.",
            State.FINISHED: f"{ticket.label} sudah selesai dilayani.",
            State.NO_SHOW: f"{ticket.label} tidak hadir, masih boleh kembali.",
            State.CANCELLED: f"{ticket.label} sudah dibatalkan.",
            State.UNSERVED: f"{ticket.label} tidak terlayani.",
        }
        return TicketFound(
            ticket=ticket.id,
            label=ticket.label,
            service=ticket.service.name,
            state=ticket.state,
            sentence=words[ticket.state],
            can_return=ticket.state is State.NO_SHOW,
            can_cancel=ticket.state in (State.WAITING, State.CALLED),
        )


def morning(ticker: Ticker) -> FakeOffice:
    """Counter 3 at 09.41: 17 wait, C012 (priority) is next because two regular numbers went before it."""
    office = FakeOffice(ticker)
    office.add("C010", "CS", 26)
    office.add("C011", "CT", 22)
    office.add("K005", "KGB", 18, Priority.ELDERLY)
    office.add("C012", "CT", 14.2, Priority.PREGNANT)
    office.add("A008", "SK-AMBIL", 12)
    office.add("C013", "CT", 9)
    for number, ago in ((9, 8), (10, 7), (11, 3)):
        office.add(f"A{number:03d}", "SK-AMBIL", ago)
    office.add("K006", "KGB", 6)
    office.add("K007", "KGB", 4)
    office.add("C014", "CT", 5)
    office.add("L004", "KARIS", 14)
    office.add("L005", "KARIS", 5)
    office.add("U002", "PENSIUN-BUP", 6)
    office.add("M003", "INFO", 9)
    office.add("M004", "INFO", 2)
    # The elderly visitor came with a later arrival than the pregnant one in the mock-up's story.
    office.ticket("K005").issued_at = office.ticker.now() - timedelta(minutes=13.5)
    gone = office.add("C007", "CS", 60)
    gone.state, gone.calls = State.NO_SHOW, 3
    gone.no_show_at = ticker.now() - timedelta(minutes=16)
    office.recent = RecentCalls(regular_since_priority=("A007", "C009"))
    office.served_before = [
        DoneRow(label=label, service=service, took=timedelta(minutes=minutes))
        for label, service, minutes in (
            ("C009", "Cuti tahunan", 7),
            ("A007", "Pengambilan SK/Petikan di loket", 4),
            ("K003", "Kenaikan Gaji Berkala (KGB)", 6.5),
            ("C008", "Cuti sakit", 9),
            ("A006", "Pengambilan SK/Petikan di loket", 3),
            ("K002", "Kenaikan Gaji Berkala (KGB)", 12),
            ("A005", "Pengambilan SK/Petikan di loket", 5),
            ("C006", "Cuti tahunan", 8),
        )
    ]
    return office


RANI = PersonRow(
    id=uuid5(NAMESPACE_URL, "person:rani"),
    username="rani",
    name="Rani Contoh",
    role=Role.CLERK,
    skills=("A", "C", "K"),
)
JOKO = replace(RANI, username="joko", name="Joko Umpama", role=Role.SUPERVISOR)


START_CODE = "7KQ4-M2XV"


class FakeLogin:
    """Accounts: ``rani`` works, ``budi`` is not active, ``lia`` has a start code; three wrong passwords lock
    one."""

    def __init__(self) -> None:
        self.chosen: list[tuple[str, str, str]] = []
        self.tries: list[tuple[str, str]] = []
        self.down = False

    async def sign_in(self, *, username: str, password: str) -> PersonRow | NewPassword:
        self.tries.append((username, password))
        if self.down:
            raise DatabaseUnavailable("Basis data kantor tidak terjangkau. Coba lagi sebentar lagi.")
        if (username, password) == ("lia", START_CODE):
            return NewPassword(
                "Kata sandi Anda diatur ulang oleh Wati Contohnya pada 24 Nov 2026 pukul 09.41 WIB. "
                "Buat kata sandi baru yang hanya Anda ketahui."
            )
        if username == "budi":
            raise Refused("Akun budi nonaktif. Hubungi administrator.")
        wrong = sum(1 for name, tried in self.tries if name == username and tried != "rahasia-contoh")
        if wrong >= 3:
            raise Refused(f"Akun {username} terkunci 15 menit setelah 3 kali salah kata sandi.")
        if (username, password) != ("rani", "rahasia-contoh"):
            raise Refused("Nama pengguna atau kata sandi tidak cocok.")
        return RANI

    async def choose_password(self, *, username: str, code: str, password: str) -> PersonRow:
        self.chosen.append((username, code, password))
        if len(password) < 8:
            raise Refused(f"Kata sandi paling sedikit 8 karakter. Anda mengetik {len(password)}.")
        return RANI
