"""A display of a made-up office for tests: acts, rows, and a window that draws without a screen."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from bkpsdm_desktop.domain.calendar import OfficeStatus
from bkpsdm_desktop.domain.estimate import WaitRange
from bkpsdm_desktop.domain.kinds import ALL_KINDS
from bkpsdm_desktop.screens.subscriptions import OnChange, OnLink, Unsubscribe
from bkpsdm_desktop.services.board_rows import BoardCall, BoardNotice, BoardSettings, BoardState, BoardWait
from bkpsdm_desktop.services.displays import ScreenSeen
from bkpsdm_desktop.services.rows import OfficeRow

# 24 November 2026, 10.09 WIB: the moment of the drawings.
NOW = datetime(2026, 11, 24, 3, 9, tzinfo=UTC)
_NAMES = UUID("018f0000-0000-7000-8000-000000000000")

OPEN = OfficeStatus(
    open_until=datetime(2026, 11, 24, 5, 0, tzinfo=UTC),
    opens_at=None,
    on_break=False,
    holiday=None,
    last_closing=datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
)
BREAK = replace(OPEN, open_until=None, opens_at=datetime(2026, 11, 24, 6, 0, tzinfo=UTC), on_break=True)
CLOSED = replace(OPEN, open_until=None, opens_at=datetime(2026, 11, 25, 1, 0, tzinfo=UTC))


def call(label: str, counter: int, ago: float, *, number: int = 1, now: datetime = NOW) -> BoardCall:
    """The ``number``-th call of a ticket, ``ago`` seconds before ``now``."""
    return BoardCall(
        announcement=uuid5(_NAMES, f"{label} {counter} {number}"),
        label=label,
        counter=counter,
        called_at=now - timedelta(seconds=ago),
        call=number,
    )


MORNING_CALLS = (
    call("C012", 3, 70),
    call("K009", 2, 150),
    call("C011", 5, 300),
    call("A021", 1, 500),
    call("L004", 4, 700),
    call("C010", 3, 900),
    call("A020", 1, 1100),
)


# What the drawing display-wait.png shows, by the letters of the present groups.
WAITS = tuple(
    BoardWait(series=series, name=name, estimate=WaitRange(low=low, high=high))
    for series, name, low, high in (
        ("A", "Ambil SK", 10, 15),
        ("C", "Cuti", 25, 35),
        ("K", "Kepegawaian dan pangkat", 15, 25),
        ("U", "Pensiun", 5, 10),
        ("L", "Kartu dan legalisasi", 5, 10),
        ("M", "Informasi dan pengaduan", 0, 5),
    )
)


LONG_WAITS = tuple(
    replace(wait, estimate=WaitRange(low=wait.estimate.low * 9 + 5, high=wait.estimate.high * 9 + 5))
    for wait in WAITS
)


def state(
    calls: Sequence[BoardCall] = MORNING_CALLS,
    *,
    now: datetime = NOW,
    status: OfficeStatus = OPEN,
    agency: str = "BKPSDM",
    portal: str = "https://bkpsdm.example",
    opened: Sequence[int] = (1, 2, 3, 5),
    paused: Sequence[int] = (4,),
    waiting: int = 12,
    day_closed: bool = False,
    notices: Sequence[BoardNotice] = (),
    waits: Sequence[BoardWait] = (),
    settings: BoardSettings = BoardSettings(),  # noqa: B008 - frozen
) -> BoardState:
    return BoardState(
        office=OfficeRow(code="TGS", agency=agency, place="Kota Tangerang Selatan", portal=portal),
        now=now,
        status=status,
        room="Ruang tunggu",
        calls=tuple(calls),
        open_counters=tuple(opened),
        paused_counters=tuple(paused),
        waiting=waiting,
        day_closed=day_closed,
        notices=tuple(notices),
        waits=tuple(waits),
        settings=settings,
    )


def notice(words: str, words_en: str = "", *, picture: int = 0) -> BoardNotice:
    """A notice of the office; with ``picture`` (its size) it is one."""
    return BoardNotice(id=uuid5(_NAMES, words), words=words, words_en=words_en, picture=picture)


FRIDAY = notice(
    "Jumat, loket tutup 11.00 WIB\nDipanggil? Siapkan slip dan KTP.",
    "Fridays: desks close at 11:00 WIB\nCalled? Have slip and ID ready.",
)


class Office:
    """The acts and the subscription of one display, in memory."""

    def __init__(self, shown: BoardState) -> None:
        self.state = shown
        self.error: Exception | None = None
        self.hangs = False
        self.reads = 0
        self.reported: list[UUID] = []
        self.faults: list[BaseException] = []
        self.pictures: dict[UUID, bytes] = {}
        self.asked: list[UUID] = []
        self.screens: list[tuple[tuple[ScreenSeen, ...], str]] = []
        self._on_change: OnChange | None = None
        self._on_link: OnLink | None = None

    async def board(self) -> BoardState:
        self.reads += 1
        if self.hangs:
            await asyncio.Event().wait()
        if self.error is not None:
            raise self.error
        return self.state

    async def shown(self, announcements: Sequence[UUID]) -> None:
        if self.error is not None:
            raise self.error
        self.reported += announcements

    async def picture(self, notice: UUID) -> bytes | None:
        self.asked.append(notice)
        if self.error is not None:
            raise self.error
        return self.pictures.get(notice)

    async def report_screens(
        self, screens: Sequence[ScreenSeen], *, shows_on: str, inches: float, seat_m: float
    ) -> None:
        self.screens.append((tuple(screens), shows_on))

    def subscribe(self, on_change: OnChange, on_link: OnLink) -> Unsubscribe:
        self._on_change, self._on_link = on_change, on_link

        def end() -> None:
            self._on_change = self._on_link = None

        return end

    @property
    def subscribed(self) -> bool:
        return self._on_change is not None

    def on_fault(self, fault: BaseException) -> str:
        self.faults.append(fault)
        return "K-1"

    def change(self, shown: BoardState) -> None:
        """Something was written: the feed tells it."""
        self.state = shown
        if self._on_change is not None:
            self._on_change(ALL_KINDS)

    def link(self, up: bool) -> None:
        if self._on_link is not None:
            self._on_link(up)


class Loop:
    """An asyncio loop that turns only when a test says so; acts of ``Office`` end within a few turns."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()

    def do(self, act: Callable[[], object]) -> None:
        """Call ``act`` inside the running loop and let what it started come to its end."""

        async def whole() -> None:
            act()
            for _ in range(12):
                await asyncio.sleep(0)

        self._loop.run_until_complete(whole())

    def close(self) -> None:
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()
