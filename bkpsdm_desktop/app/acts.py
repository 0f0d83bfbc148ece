"""What the screens of kiosk, display and counter may do at a running station.

Apart from ``desk``, because a counter asks who works there first: the use cases are loaded after that.
"""

import secrets
from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.domain.indonesian import long_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import (
    alarm,
    board,
    check_in,
    clocks,
    console,
    counters,
    day,
    displays,
    help,
    issuing,
    kiosk,
    moving,
    notices,
    people,
    pins,
    printing,
    serving,
)
from bkpsdm_desktop.services.board_rows import BoardState
from bkpsdm_desktop.services.counter_rows import CounterView, TicketFound
from bkpsdm_desktop.services.displays import ScreenSeen
from bkpsdm_desktop.services.rows import IssuedTicket, KioskState, PersonRow, PinCheck, PrintState
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.work import Session

P = ParamSpec("P")
R = TypeVar("R")


class KioskDesk:
    """What the kiosk's screen may do."""

    def __init__(self, desk: Desk, *, ignore_hours: bool = False) -> None:
        self._desk = desk
        self._ignore_hours = ignore_hours
        self._state = desk.work.bind_read(kiosk.kiosk_state)
        self._take = desk.work.bind(issuing.take_ticket)
        self._check_in = desk.work.bind(check_in.check_in)
        self._print_state = desk.work.bind_read(printing.print_state)
        self._check_pin = desk.work.bind_call(people.check_kiosk_pin)

    async def state(self) -> KioskState:
        return await self._state(now=self._desk.clock())

    async def take(
        self, *, service: UUID, priority: Priority | None, language: Language = Language.INDONESIAN
    ) -> IssuedTicket:
        return await self._take(
            self._desk.stamp(),
            service=service,
            priority=priority,
            randomness=secrets.token_bytes(5),
            ignore_hours=self._ignore_hours,
            language=language,
        )

    async def check_in(self, code: str, *, language: Language) -> IssuedTicket:
        return await self._check_in(
            self._desk.stamp(),
            code=code,
            randomness=secrets.token_bytes(5),
            language=language,
            ignore_hours=self._ignore_hours,
        )

    async def print_state(self, job: UUID) -> PrintState:
        return await self._print_state(job=job)

    async def check_pin(self, pin: str) -> PinCheck:
        return await self._check_pin(self._desk.passwords, self._desk.stamp(), pin=pin)


class DisplayDesk:
    """What a public display's screen may do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._board = desk.work.bind_read(board.board_state)
        self._shown = desk.work.bind(board.report_shown)
        self._picture = desk.work.bind_report(notices.picture_of)
        self._report_screens = desk.work.bind(displays.report_screens)

    async def board(self) -> BoardState:
        return await self._board(station=self._desk.station, now=self._desk.clock())

    async def shown(self, announcements: Sequence[UUID]) -> None:
        await self._shown(self._desk.stamp(), announcements=announcements)

    async def picture(self, notice: UUID) -> bytes | None:
        return await self._picture(notice=notice)

    async def report_screens(
        self, screens: Sequence[ScreenSeen], *, shows_on: str, inches: float, seat_m: float
    ) -> None:
        await self._report_screens(
            self._desk.stamp(), screens=screens, shows_on=shows_on, inches=inches, seat_m=seat_m
        )


class CounterDesk:
    """What the counter console of one signed-in person may do."""

    def __init__(self, desk: Desk, person: PersonRow) -> None:
        self._desk = desk
        self._person = person
        self._view = desk.work.bind_read(console.counter_view)
        self._find = desk.work.bind_read(console.find_ticket)
        self._help_pages = desk.work.bind_read(help.help_pages)
        self._sign_out = desk.work.bind(people.sign_out)
        self._close_day = desk.work.bind(day.close_day)
        self._make_pin = desk.work.bind_call(pins.make_pin)

    async def view(self) -> CounterView:
        return await self._view(
            person=self._person,
            station=self._desk.station,
            now=self._desk.clock(),
            warnings=self._desk.warnings(),
        )

    async def help_pages(self) -> tuple[help.HelpPage, ...]:
        return await self._help_pages(at=self._desk.clock())

    async def find(self, text: str) -> TicketFound:
        return await self._find(text=text, now=self._desk.clock())

    async def _act(
        self, fn: Callable[Concatenate[Session, Stamp, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        return await self._desk.work.bind(fn)(self._desk.stamp(self._person.id), *args, **kwargs)

    async def open_counter(self) -> None:
        await self._act(counters.open_counter)

    async def pause_counter(self, *, reason: str, minutes: int | None) -> None:
        await self._act(counters.pause_counter, reason=reason, minutes=minutes)

    async def close_counter(self) -> None:
        await self._act(counters.close_counter)

    async def call_next(self) -> None:
        await self._act(serving.call_next)

    async def recall(self) -> None:
        await self._act(serving.recall)

    async def withdraw_call(self) -> None:
        await self._act(serving.withdraw_call)

    async def start_serving(self) -> None:
        await self._act(serving.start_serving)

    async def finish(self) -> None:
        await self._act(serving.finish)

    async def mark_no_show(self) -> None:
        await self._act(serving.mark_no_show)

    async def cancel(self, ticket: UUID) -> None:
        await self._act(serving.cancel, ticket=ticket)

    async def return_late(self, ticket: UUID) -> None:
        await self._act(serving.return_late, ticket=ticket)

    async def undo(self) -> None:
        await self._act(serving.undo)

    async def park(self, *, common: bool) -> None:
        await self._act(moving.park, common=common)

    async def resume(self, ticket: UUID) -> None:
        await self._act(moving.resume, ticket=ticket)

    async def call_parked(self, ticket: UUID) -> None:
        await self._act(moving.call_parked, ticket=ticket)

    async def next_service(self, service: UUID) -> None:
        await self._act(moving.next_service, service=service)

    async def transfer(self, *, service: UUID | None, counter: UUID | None, keep_place: bool) -> None:
        target = moving.Target(service=service, counter=counter, keep_place=keep_place)
        await self._act(moving.transfer, target=target)

    async def make_pin(self, *, password: str, pin: str) -> None:
        stamp = self._desk.stamp(self._person.id)
        await self._make_pin(self._desk.passwords, stamp, password=password, pin=pin)

    async def raise_alarm(self) -> None:
        await self._act(alarm.raise_alarm)

    async def end_alarm(self, alarm_id: UUID, note: str) -> None:
        await self._act(alarm.end_alarm, alarm=alarm_id, note=note)

    async def print_again(self, job: UUID) -> None:
        await self._act(printing.print_again, job=job)

    async def confirm_printed(self, job: UUID) -> None:
        await self._act(printing.confirm_printed, job=job)

    async def reprint_ticket(self, ticket: UUID) -> None:
        await self._act(printing.reprint_ticket, ticket=ticket)

    async def close_day(self) -> str:
        stamp = self._desk.stamp(self._person.id)
        closing = await self._close_day(stamp, day=business_day(stamp.at), signer=self._desk.signer)
        await self._desk.keep(closing.checkpoint)
        self._desk.day_closed()
        return closed_day_sentence(closing)

    async def confirm_date(self) -> None:
        await self._act(clocks.confirm_date)

    async def sign_out(self) -> None:
        await self._desk.keep(
            await self._sign_out(self._desk.stamp(self._person.id), signer=self._desk.signer)
        )


def closed_day_sentence(closing: day.Closing) -> str:
    """What became of a day, in one sentence for the status line."""
    summary = closing.summary
    counts = summary.by_state
    sentence = (
        f"{long_date(summary.day)} ditutup: {counts[State.FINISHED]} selesai, "
        f"{counts[State.NO_SHOW]} tidak hadir, {counts[State.UNSERVED]} tidak terlayani."
    )
    if summary.serving:
        sentence += f" Masih dilayani: {', '.join(summary.serving)}."
    return sentence
