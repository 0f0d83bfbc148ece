"""One station at work: opens the database, keeps time, prints, signs, and closes the day at midnight."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bkpsdm_desktop.app.data_folder import DataFolder, StationConfig
from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.app.faults import report_fault
from bkpsdm_desktop.app.keys import load_or_create_station_key
from bkpsdm_desktop.devices.printers import open_printer
from bkpsdm_desktop.domain.clocks import ClockWatch, OfficeClock, steady_clock
from bkpsdm_desktop.domain.errors import DatabaseReadOnly, Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.services import clocks, day, stations, trail
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.services.ports import Renderer
from bkpsdm_desktop.services.print_worker import PrintWorker
from bkpsdm_desktop.services.trail_marks import keep_marks, read_marks
from bkpsdm_desktop.store import health
from bkpsdm_desktop.store.backup import back_up
from bkpsdm_desktop.store.engine import open_engine
from bkpsdm_desktop.store.migrate import migrate_sqlite, needs_migration
from bkpsdm_desktop.store.work import Work

if TYPE_CHECKING:
    from bkpsdm_desktop.app.announcer import Announcer, MakeVoice
    from bkpsdm_desktop.app.bridge import FeedBridge

log = logging.getLogger(__name__)

_LOOK_SECONDS = 1.0
_MINUTE_LOOKS = 60


def pc_clock() -> datetime:
    """The PC's clock, aware."""
    return datetime.now(UTC)


class UnusableDatabase(Refused):
    """The embedded database is not what it should be."""

    def __init__(self, found: health.Health, path: Path) -> None:
        super().__init__(health.sentence(found, path))
        self.health = found


def refuse_beside_others(folder: DataFolder, station: str) -> None:
    """Raise ``Refused`` while another station of this PC runs: a migration swaps the file under it."""
    others = [name for name in folder.running_stations() if name != station]
    if others:
        raise Refused(
            f"Program baru perlu memigrasi basis data. Tutup dahulu {', '.join(others)}, lalu mulai lagi."
        )


def open_work(folder: DataFolder, database: str, *, station: str = "") -> Work:
    """``Work`` on a station's database, checked and migrated.

    ``database`` is a PostgreSQL address or empty for the embedded one, ``station`` is who asks (it may run).
    Raises ``Refused`` with what to do when the database is missing, damaged, not ours, of a newer program,
    has to be migrated by its owner, or can't be migrated because another station of this PC runs.
    """
    if database:
        work = work_on_server(database)
        try:
            outdated = work.read(needs_migration)
        except Refused:
            work.close()
            raise
        if outdated:
            work.close()
            raise Refused(
                "Basis data kantor perlu dimigrasi. "
                "Administrator menjalankan: bkpsdm-desktop db init --db ALAMAT"
            )
        return work
    key = folder.read_key()
    state = health.examine(folder.database, key)
    if state not in (health.Health.OK, health.Health.READ_ONLY):
        raise UnusableDatabase(state, folder.database)
    work = Work(open_engine(folder.database_url, key=key))
    if state is health.Health.OK and work.read(needs_migration):
        work.close()
        refuse_beside_others(folder, station)
        migrate_sqlite(folder.database, key, backups=folder.backups, now=pc_clock())
        work = Work(open_engine(folder.database_url, key=key))
    return work


def work_on_server(database: str, *, patient: bool = False) -> Work:
    """``Work`` on a PostgreSQL address, unchecked; ``patient`` for a migration. Raises ``Refused`` for any
    other address."""
    work = Work(open_engine(database, patient=patient))
    if work.engine.dialect.name != "postgresql":
        work.close()
        raise Refused("Kantor dengan beberapa PC memakai PostgreSQL: postgresql://bkpsdm@server/kantor.")
    return work


def feed_bridge(work: Work) -> "FeedBridge":
    """What tells windows of changes. Qt is loaded here, after all that knows no Qt: see ``cli``."""
    from bkpsdm_desktop.app.bridge import FeedBridge

    return FeedBridge(work)


def slip_renderer(width: int) -> Renderer:
    """What composes slips. Its libraries are loaded by the thread that prints, not by the first window."""
    from bkpsdm_desktop.documents import slips

    return slips.Renderer(width)


class Station:
    """A station of this PC. Make it in the running event loop; ``close`` ends everything it started."""

    def __init__(
        self,
        folder: DataFolder,
        config: StationConfig,
        *,
        pc_now: Callable[[], datetime] = pc_clock,
        work: Work | None = None,
        make_voice: "MakeVoice | None" = None,
    ) -> None:
        """``work`` is what :func:`open_work` gave, when it was called before (it may have to wait);
        ``make_voice`` gives another loudspeaker than that of this PC."""
        self.folder, self.config = folder, config
        self._pc_now = pc_now
        self._clock = OfficeClock(pc_now)
        self._warning = ""
        self._read_only = ""
        signer = load_or_create_station_key(folder.station_key(config.name))
        self.work = work or open_work(folder, config.database, station=config.name)
        self.desk = Desk(
            work=self.work,
            station=config.id,
            clock=self._clock.now,
            signer=signer,
            passwords=Passwords(),
            trail=folder.trail_file(config.id),
            warnings=self.warnings,
            day_closed=self._after_closing,
        )
        self.bridge: FeedBridge = feed_bridge(self.work)
        self._opened = False
        self._run: UUID | None = None  # stays so while the database can't be written
        self._printing: PrintWorker | None = None
        self._make_voice = make_voice
        self._announcer: Announcer | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._last_acts: set[asyncio.Task[Any]] = set()

    def warnings(self) -> tuple[str, ...]:
        """What this PC has to say in the status line: its clock was set, its database can't be written."""
        return tuple(words for words in (self._read_only, self._warning) if words)

    async def open(self) -> None:
        """What comes before the first window: the office's time, a sign of life, a look at the date.

        A database that can't be written is shown all the same. Raises ``DatabaseUnavailable`` when the
        office can't be reached now.
        """
        await self._measure()
        try:
            self._run = await self.work.bind(stations.start_run)(self.desk.stamp())
            await self.work.bind(clocks.start_check)(self.desk.stamp())
            self._read_only = ""
        except DatabaseReadOnly as refusal:
            self._read_only = refusal.sentence
            log.warning("%s: %s", self.config.name, refusal.sentence)
        self._opened = True

    async def start(self) -> None:
        """Printing, the feed, and time keeping, which closes what earlier days left open.

        Opens the station first, unless that was done; raises as :meth:`open`.
        """
        if not self._opened:
            await self.open()
        self._start_printing()
        self._start_voice()
        self.bridge.subscribe(self._on_change, lambda linked: None)
        self.bridge.start()
        self._keep(asyncio.get_running_loop().create_task(self._keep_time()), self._tasks)

    def _start_printing(self) -> None:
        if self._run is None or self._printing is not None:
            return
        self._printing = PrintWorker(
            self.work,
            slip_renderer,
            open_printer,
            clock=self._clock.now,
            station=self.config.id,
            run=self._run,
        )
        self._printing.start()

    def _start_voice(self) -> None:
        """A display speaks too; others do not load what that needs."""
        if self.config.role != "layar":
            return
        from bkpsdm_desktop.app.announcer import Announcer, VoiceDesk, this_pc

        self._announcer = Announcer(VoiceDesk(self.desk, lambda: self._run), self._make_voice or this_pc)
        self._keep(asyncio.get_running_loop().create_task(self._announcer.run()), self._tasks)

    async def close(self) -> None:
        """Stop what runs, say goodbye, close the database."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._last_acts, return_exceptions=True)
        if self._announcer is not None:
            await self._announcer.close()
        self.bridge.stop()
        if self._printing is not None:
            await asyncio.to_thread(self._printing.stop)
        with suppress(Refused):
            if self._run is not None:
                await self.work.bind(stations.end_run)(self.desk.stamp(), run=self._run)
                await self._checkpoint()
        await asyncio.to_thread(self.work.close)

    def _on_change(self, kinds: frozenset[Kind]) -> None:
        if self._printing is not None and Kind.PRINTING in kinds:
            self._printing.wake()
        if self._announcer is not None:
            self._announcer.on_change(kinds)

    def let_finish(self, work: Coroutine[Any, Any, None]) -> None:
        """Start an act that nobody waits for; ``close`` waits for it."""
        self._keep(asyncio.get_running_loop().create_task(self._attempt(work)), self._last_acts)

    @staticmethod
    def _keep(task: asyncio.Task[Any], among: set[asyncio.Task[Any]]) -> None:
        among.add(task)
        task.add_done_callback(among.discard)

    # --- time ------------------------------------------------------------------------------------

    async def _keep_time(self) -> None:
        """Each second: has the clock jumped, has the day turned. Each minute: offset, sign of life, trail."""
        watch = ClockWatch(self._pc_now(), steady_clock())
        rolled_over: date | None = None
        looks = next_try = 0
        doubt = ""  # what has to be said to the office about this clock
        while True:
            today = business_day(self._clock.now())
            if today != rolled_over and looks >= next_try and not doubt:
                if await self._attempt(self._keep_up()):
                    rolled_over = today
                else:
                    next_try = looks + _MINUTE_LOOKS
            await asyncio.sleep(_LOOK_SECONDS)
            looks += 1
            jump = watch.observe(self._pc_now(), steady_clock())
            if jump is not None and jump.is_doubtful:
                doubt = jump.sentence
            elif jump is not None:
                self._warning = jump.sentence
            if doubt and await self._attempt(self._hold(doubt)):
                doubt = ""
            if looks % _MINUTE_LOOKS == 0:
                await self._attempt(self._each_minute())

    async def _attempt(self, work: Awaitable[None]) -> bool:
        """Whether it was done. What can't be done now because the database is away is done later."""
        try:
            await work
        except Refused as refusal:
            log.warning("put off: %s", refusal.sentence)
            return False
        except Exception as fault:
            report_fault(fault)
            return False
        return True

    async def _hold(self, reason: str) -> None:
        await self.work.bind(clocks.hold_issuing)(self.desk.stamp(), reason=reason)

    async def _each_minute(self) -> None:
        if self._run is None:
            await self.open()
            self._start_printing()
        await self._measure()
        await self._keep_up()  # what midnight left open because the clock was in doubt
        await self._bring_into_force()
        await self._reckon_waits()
        if self._run is not None:
            await self.work.bind(stations.beat)(run=self._run, at=self._clock.now())
        if await self.work.bind_read(trail.checkpoint_due)(self.config.id):
            await self._checkpoint()

    async def _measure(self) -> None:
        self._clock.set_offset(await self.work.bind_call(clocks.measure_offset)(self._pc_now))

    async def _checkpoint(self) -> None:
        await self.desk.keep(await self.work.bind(trail.checkpoint)(self.desk.stamp(), self.desk.signer))

    async def _keep_up(self) -> None:
        """Close what earlier days left open. A kiosk has no right to that: another station does it."""
        if self.config.role == "kiosk":
            return
        closings = await self.work.bind(day.roll_over)(self.desk.stamp(), signer=self.desk.signer)
        for closing in closings:
            await self.desk.keep(closing.checkpoint)
        if closings:
            self._after_closing()

    # The two below wait for the first minute: while the station starts, somebody waits for its login.

    async def _bring_into_force(self) -> None:
        """Services and groups as they were published for now."""
        if self.config.role == "kiosk":
            return
        from bkpsdm_desktop.services import catalogue

        if await self.work.bind_read(catalogue.due)(at=self._clock.now()):
            await self.work.bind(catalogue.apply_due)(self.desk.stamp())

    async def _reckon_waits(self) -> None:
        """Once a day, what the history tells about waiting; whichever staff station is first does it."""
        from bkpsdm_desktop.services import wait_history

        today = business_day(self._clock.now())
        if self.config.role in ("kiosk", "layar") or not await self.work.bind_read(wait_history.due)(
            on=today
        ):
            return
        history = await self.work.bind_report(wait_history.measured)(on=today)
        await self.work.bind(wait_history.keep)(self.desk.stamp(), history=history)

    # --- after the day ----------------------------------------------------------------------------------

    def _after_closing(self) -> None:
        """Beside the work of the day's end: a checked copy of the embedded database, a look at the trail."""
        self.let_finish(self._check_trail())
        if not self.config.database:
            self.let_finish(self._back_up())

    async def _check_trail(self) -> None:
        """The rows since the last look; what was found is said until somebody starts the station anew."""
        marks = self.folder.trail_marks(self.config.database)
        files = self.folder.trail_files(self.config.database)
        since = await asyncio.to_thread(read_marks, marks)
        found = await self.work.bind_report(trail.verify)(checkpoint_files=files, since=since)
        await asyncio.to_thread(keep_marks, marks, found.marks, doubted=since)
        if found.faults:
            self._warning = (
                f"Jejak audit: {len(found.faults)} temuan. Administrator menjalankan: "
                "bkpsdm-desktop audit verify"
            )
            log.error("audit trail: %s", " | ".join(fault.sentence for fault in found.faults))

    async def _back_up(self) -> None:
        try:
            await asyncio.to_thread(
                back_up,
                self.folder.database,
                self.folder.read_key(),
                folder=self.folder.backups,
                now=self._clock.now(),
            )
        except Refused as refusal:
            self._warning = refusal.sentence
            log.error("backup: %s", refusal.sentence)
