"""A small office in memory behind ``CounterActs``: real rules of ``domain``, no database.

Its story is the morning of 24 November 2026 at counter 3: C012 is called at 09.41, C010 does not come.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.queue import (
    Priority,
    RecentCalls,
    choose,
)
from bkpsdm_desktop.domain.ticket import Act, State, TicketFacts, next_state
from bkpsdm_desktop.screens.ticker import Ticker
from bkpsdm_desktop.services.counter_rows import DoneRow, TicketFound, UndoOffer
from bkpsdm_desktop.services.rows import CounterState, PersonRow, Role
from bkpsdm_desktop.services.visit_rows import (
    BreakRow,
)
from tests.screens.counter.office_parts import (
    SERVICES,
    Ticket,
    alarm_at,
)
from tests.screens.counter.office_view import OfficeView


class FakeOffice(OfficeView):
    """One counter and its queue, and all that a clerk may do there."""

    # --- a visit --------------------------------------------------------------------------------

    async def open_counter(self) -> None:
        self._did("open_counter")
        self.state, self.pause = CounterState.OPEN, None

    async def pause_counter(self, *, reason: str, minutes: int | None) -> None:
        self._did(f"pause_counter {reason}")
        now = self.ticker.now()
        until = None if minutes is None else now + timedelta(minutes=minutes)
        self.state, self.pause = CounterState.PAUSED, BreakRow(reason=reason, since=now, until=until)

    async def park(self, *, common: bool) -> None:
        self._did("park common" if common else "park own")
        before = self._copy()
        ticket = self._step(Act.PARK)
        ticket.parked_at, ticket.common = self.ticker.now(), common
        self._offer(ticket, before, f"{ticket.label} ditunda")
        self.active = None

    async def resume(self, ticket: UUID) -> None:
        found = self._by_id(ticket)
        self._did(f"resume {found.label}")
        before = replace(found)
        self._free()
        found.state = self._next(found, Act.RESUME)
        found.started_at = self.ticker.now()
        self._offer(found, before, f"{found.label} dilayani lagi")
        self.active = found

    async def call_parked(self, ticket: UUID) -> None:
        found = self._by_id(ticket)
        self._did(f"call_parked {found.label}")
        self._free()
        found.state = self._next(found, Act.CALL)
        found.calls, found.called_at = 1, self.ticker.now()
        self.active, self._undo = found, None

    async def next_service(self, service: UUID) -> None:
        wanted = next(each for each in SERVICES.values() if each.id == service)
        self._did(f"next_service {wanted.code}")
        before = self._copy()
        row = self._active_row()
        ticket = self._step(Act.NEXT_SERVICE)
        assert row is not None
        ticket.legs = tuple(replace(leg, present=False) for leg in row.legs)
        ticket.service, ticket.started_at = wanted, self.ticker.now()
        self._offer(ticket, before, f"{ticket.label} mendapat layanan tambahan")

    async def transfer(self, *, service: UUID | None, counter: UUID | None, keep_place: bool) -> None:
        wanted = next((each for each in SERVICES.values() if each.id == service), None)
        at = next((row for row in self.neighbours if row.counter == counter), None)
        where = wanted.code if wanted is not None else f"Loket {at.number}" if at is not None else ""
        self._did(f"transfer {where} {'tetap' if keep_place else 'ujung'}")
        before = self._copy()
        ticket = self._step(Act.TRANSFER)
        ticket.service = wanted or ticket.service
        ticket.calls, ticket.called_at, ticket.started_at = 0, None, None
        self._offer(ticket, before, f"{ticket.label} dialihkan")
        self.active = None

    async def make_pin(self, *, password: str, pin: str) -> None:
        if password != "rahasia-contoh":
            raise Refused("Nama pengguna atau kata sandi salah.")
        self._did(f"make_pin {pin}")

    async def raise_alarm(self) -> None:
        self._reach()
        self.acts.append("raise_alarm")
        self.alarms.append(alarm_at(self.counter, self.person, self.ticker.now(), here=True))

    async def end_alarm(self, alarm: UUID, note: str) -> None:
        self._did(f"end_alarm {note}")
        self.alarms = [each for each in self.alarms if each.id != alarm]

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
        for name in (
            "state", "calls", "called_at", "started_at", "no_show_at", "took", "parked_at", "common",
            "service", "legs",
        ):  # fmt: skip
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

    def _free(self) -> None:
        if self.active is not None:
            raise Refused(f"{self.active.label} masih di loket ini. Selesaikan dahulu (F9).")

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
            State.PARKED: f"{ticket.label} sedang ditunda.",
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


def morning(ticker: Ticker, kind: type[FakeOffice] = FakeOffice) -> FakeOffice:
    """Counter 3 at 09.41: 17 wait, C012 (priority) is next because two regular numbers went before it."""
    office = kind(ticker)
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
