"""One station at work: opens the database, keeps time, prints, signs, and closes the day at midnight."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from bkpsdm_desktop.app.bridge import FeedBridge
from bkpsdm_desktop.app.data_folder import DataFolder, StationConfig
from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.app.keys import load_or_create_station_key
from bkpsdm_desktop.devices.printers import open_printer
from bkpsdm_desktop.domain.clocks import ClockWatch, OfficeClock, steady_clock
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.services import clocks, day, stations, trail
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.services.ports import Renderer
from bkpsdm_desktop.services.print_worker import PrintWorker
from bkpsdm_desktop.store import health
from bkpsdm_desktop.store.backup import back_up
from bkpsdm_desktop.store.engine import open_engine
from bkpsdm_desktop.store.migrate import migrate_sqlite, needs_migration
from bkpsdm_desktop.store.work import Work

log = logging.getLogger(__name__)

_LOOK_SECONDS = 1.0
_MINUTE_LOOKS = 60


def pc_clock() -> datetime:
    """The PC's clock, aware."""
    return datetime.now(UTC)


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
        raise Refused(health.sentence(state, folder.database))
    work = Work(open_engine(folder.database_url, key=key))
    if state is health.Health.OK and work.read(needs_migration):
        work.close()
        refuse_beside_others(folder, station)
        migrate_sqlite(folder.database, key, backups=folder.backups, now=pc_clock())
        work = Work(open_engine(folder.database_url, key=key))
    return work


def work_on_server(database: str) -> Work:
    """``Work`` on a PostgreSQL address, unchecked. Raises ``Refused`` for any other address."""
    work = Work(open_engine(database))
    if work.engine.dialect.name != "postgresql":
        work.close()
        raise Refused("Kantor dengan beberapa PC memakai PostgreSQL: postgresql://bkpsdm@server/kantor.")
    return work


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
    ) -> None:
        self.folder, self.config = folder, config
        self._pc_now = pc_now
        self._clock = OfficeClock(pc_now)
        self._warning = ""
        self.work = open_work(folder, config.database, station=config.name)
        signer = load_or_create_station_key(folder.station_key(config.name))
        self.desk = Desk(
            work=self.work,
            station=config.id,
            clock=self._clock.now,
            signer=signer,
            passwords=Passwords(),
            trail=folder.trail_file(config.id),
            warnings=self.warnings,
            day_closed=self._back_up_soon,
        )
        self.bridge = FeedBridge(self.work)
        self._run: UUID | None = None
        self._printing: PrintWorker | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def warnings(self) -> tuple[str, ...]:
        """What this PC has to say in the status line: its clock jumped."""
        return (self._warning,) if self._warning else ()

    async def open(self) -> UUID:
        """What comes before the first window: the office's time, a sign of life, a look at the date.

        Returns the id of this start. Raises ``DatabaseUnavailable`` when the office can't be reached now.
        """
        await self._measure()
        self._run = await self.work.bind(stations.start_run)(self.desk.stamp())
        await self.work.bind(clocks.start_check)(self.desk.stamp())
        return self._run

    async def start(self) -> None:
        """Printing, the feed, and time keeping, which closes what earlier days left open.

        Opens the station first, unless that was done; raises as :meth:`open`.
        """
        run = self._run or await self.open()
        self._printing = PrintWorker(
            self.work,
            slip_renderer,
            open_printer,
            clock=self._clock.now,
            station=self.config.id,
            run=run,
        )
        self._printing.start()
        self.bridge.subscribe(self._on_change, lambda linked: None)
        self.bridge.start()
        self._spawn(self._keep_time())

    async def close(self) -> None:
        """Stop what runs, say goodbye, close the database."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
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

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- time ------------------------------------------------------------------------------------

    async def _keep_time(self) -> None:
        """Each second: has the clock jumped, has the day turned. Each minute: offset, sign of life, trail."""
        watch = ClockWatch(self._pc_now(), steady_clock())
        rolled_over: date | None = None
        looks = next_try = 0
        while True:
            today = business_day(self._clock.now())
            if today != rolled_over and looks >= next_try:
                if await self._attempt(self._roll_over()):
                    rolled_over = today
                else:
                    next_try = looks + _MINUTE_LOOKS
            await asyncio.sleep(_LOOK_SECONDS)
            looks += 1
            jump = watch.observe(self._pc_now(), steady_clock())
            if jump is not None:
                self._warning = jump.sentence
                if jump.is_doubtful:
                    await self._attempt(self._hold(jump.sentence))
            if looks % _MINUTE_LOOKS == 0:
                await self._attempt(self._each_minute())

    async def _attempt(self, work: Awaitable[None]) -> bool:
        """Whether it was done. What can't be done now because the database is away is done later."""
        try:
            await work
        except Refused as refusal:
            log.warning("put off: %s", refusal.sentence)
            return False
        return True

    async def _hold(self, reason: str) -> None:
        await self.work.bind(clocks.hold_issuing)(self.desk.stamp(), reason=reason)

    async def _each_minute(self) -> None:
        await self._measure()
        if self._run is not None:
            await self.work.bind(stations.beat)(run=self._run, at=self._clock.now())
        if await self.work.bind_read(trail.checkpoint_due)(self.config.id):
            await self._checkpoint()

    async def _measure(self) -> None:
        self._clock.set_offset(await self.work.bind_call(clocks.measure_offset)(self._pc_now))

    async def _checkpoint(self) -> None:
        self.desk.keep(await self.work.bind(trail.checkpoint)(self.desk.stamp(), self.desk.signer))

    async def _roll_over(self) -> None:
        """Close what earlier days left open. A kiosk has no right to that: another station does it."""
        if self.config.role == "kiosk":
            return
        closings = await self.work.bind(day.roll_over)(self.desk.stamp(), signer=self.desk.signer)
        for closing in closings:
            self.desk.keep(closing.checkpoint)
        if closings:
            self._back_up_soon()

    # --- backup ----------------------------------------------------------------------------------

    def _back_up_soon(self) -> None:
        """A checked copy of the embedded database, made beside the work of the day's end."""
        if not self.config.database:
            self._spawn(self._back_up())

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
