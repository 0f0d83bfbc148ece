"""The acts behind the start window and ``db init``: database, first administrator, stations."""

import asyncio
import secrets
import socket
import time
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from bkpsdm_desktop import assets
from bkpsdm_desktop.app.data_folder import DataFolder, StationConfig, recovery_text
from bkpsdm_desktop.app.direct_print import print_now
from bkpsdm_desktop.app.keys import load_or_create_station_key
from bkpsdm_desktop.app.station import open_work, pc_clock, work_on_server
from bkpsdm_desktop.domain import indonesian
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.rights import Right, allowed
from bkpsdm_desktop.domain.slips import LinesSlip
from bkpsdm_desktop.screens.start.acts import DatabaseState, NewOffice, StartChoice
from bkpsdm_desktop.services import clocks, people, printers, stations
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.services.reference import import_reference, read_reference
from bkpsdm_desktop.services.rows import OfficeRow
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.migrate import create_sqlite, migrate_postgresql, needs_migration
from bkpsdm_desktop.store.work import Session, Work

COMMAND_LINE = ("setelan", "Baris perintah")
_ROOM = "Ruang layanan"


def machine_name() -> str:
    """This PC's name on the network."""
    return socket.gethostname() or "pc"


def command_line_station(session: Session, *, act: UUID, at: datetime, public_key: str) -> UUID:
    """The station under which set-up and the command line write their audit rows."""
    role, name = COMMAND_LINE
    return stations.register_station(
        session,
        act=act,
        at=at,
        machine=machine_name(),
        role=role,
        name=name,
        counter=None,
        room=_ROOM,
        public_key=public_key,
        settings={},
    )


def _counters_to_come() -> tuple[int, ...]:
    """The counters that a new office gets from the reference data."""
    data = read_reference(assets.resource("reference"))
    return tuple(sorted(number for number, _ in data.counters or ()))


class Setup:
    """Everything that makes a PC a station. Each act raises ``Refused`` with a sentence for the person."""

    def __init__(self, folder: DataFolder, *, passwords: Passwords | None = None) -> None:
        self._folder = folder
        self._passwords = passwords or Passwords()

    # --- looking and testing ---------------------------------------------------------------------

    async def look_at(self, database: str) -> DatabaseState:
        return await asyncio.to_thread(self._look_at, database)

    def _look_at(self, database: str) -> DatabaseState:
        nothing = DatabaseState(
            reachable=True, has_office=False, milliseconds=0, taken_counters=(), counters=(), sentence=""
        )
        if not database and not self._folder.database.exists():
            return replace(nothing, counters=_counters_to_come())
        began = time.perf_counter()
        try:
            work = open_work(self._folder, database)
        except Refused as refusal:
            return replace(nothing, reachable=False, sentence=refusal.sentence)
        try:
            has_office = work.read(people.has_administrator)
            numbers, taken = work.read(stations.counter_numbers)
        finally:
            work.close()
        return replace(
            nothing,
            has_office=has_office,
            milliseconds=int((time.perf_counter() - began) * 1000),
            taken_counters=taken,
            counters=numbers or _counters_to_come(),
        )

    async def test_printer(self, address: str, width: int) -> str:
        now = pc_clock()
        slip = LinesSlip(
            title="Cetak uji",
            lines=(
                ("PC", machine_name()),
                ("Waktu", f"{indonesian.short_date(now.date())} {indonesian.clock_wib(now)}"),
            ),
            blocks=(),
            foot="Printer tiket siap dipakai.",
        )
        return await asyncio.to_thread(print_now, address, width, slip, now=now)

    async def print_recovery(self, choice: StartChoice, text: str) -> str:
        slip = LinesSlip(
            title="Kunci pemulihan",
            lines=(("Kantor di PC", machine_name()),),
            blocks=(text,),
            foot="Simpan di tempat terkunci. Tanpa kunci ini data tidak dapat dipulihkan siapa pun.",
        )
        return await asyncio.to_thread(print_now, choice.printer, choice.paper_width, slip, now=pc_clock())

    # --- making ----------------------------------------------------------------------------------

    async def prepare(self, choice: StartChoice) -> str | None:
        if choice.database:
            return None
        return await asyncio.to_thread(self.prepare_embedded)

    def prepare_embedded(self) -> str | None:
        """Make the embedded database and its key when they are not there; the recovery key as text.

        ``None`` once the key was handed over (a station was set up on this PC before).
        """
        self._folder.create()
        if not self._folder.database.exists():
            # A key without a database was left by a set-up that was cut short.
            with suppress(FileExistsError):
                self._folder.create_key()
            create_sqlite(self._folder.database, self._folder.read_key())
        if self._folder.station_names():
            return None
        return recovery_text(self._folder.read_key())

    async def create_office(self, choice: StartChoice, office: NewOffice) -> None:
        await asyncio.to_thread(self.make_office, choice.database, office)

    def make_office(self, database: str, office: NewOffice) -> None:
        """Reference data, the office's name, its first administrator and, if given, the kiosk's PIN."""
        data = read_reference(assets.resource("reference"))
        password = self._passwords.hash_password(office.admin_password, username=office.admin_username)
        pin = self._passwords.hash_pin(office.kiosk_pin) if office.kiosk_pin else None
        identity = OfficeRow(code=office.code, agency=office.agency, place=office.place, portal=office.portal)
        work = open_work(self._folder, database)
        try:
            now = clock_of(work)

            def fill(session: Session) -> None:
                station = self.here(session, now)
                import_reference(session, Stamp(id=new_id(), at=now, station=station), data)
                person = stations.first_start(
                    session,
                    Stamp(id=new_id(), at=now, station=station),
                    identity=identity,
                    username=office.admin_username,
                    name=office.admin_name,
                    password_hash=password,
                )
                if pin is not None:
                    stamp = Stamp(id=new_id(), at=now, station=station, person=person)
                    people.set_kiosk_pin(session, stamp, pin_hash=pin)

            work.run(fill)
        finally:
            work.close()

    def here(self, session: Session, now: datetime) -> UUID:
        """This PC's command-line station, with its own key."""
        self._folder.create()
        key = load_or_create_station_key(self._folder.station_key(COMMAND_LINE[1]))
        return command_line_station(session, act=new_id(), at=now, public_key=key.public_key)

    async def authorise(self, choice: StartChoice, *, username: str, password: str) -> None:
        await asyncio.to_thread(self._authorise, choice.database, username, password)

    def _authorise(self, database: str, username: str, password: str) -> None:
        work = open_work(self._folder, database)
        try:
            now = clock_of(work)
            station = work.run(self.here, now)
            stamp = Stamp(id=new_id(), at=now, station=station)
            person = people.sign_in(work, self._passwords, stamp, username=username, password=password)
        finally:
            work.close()
        if not allowed(person.role, Right.CONFIGURE):
            raise Refused(
                "Nama pengguna ini bukan administrator. PC baru hanya dapat diizinkan administrator."
            )

    async def finish(self, choice: StartChoice) -> None:
        await asyncio.to_thread(self.register, choice)

    def register(self, choice: StartChoice) -> StationConfig:
        """Make this PC the chosen station, with its printer, and remember it."""
        self._folder.create()
        key = load_or_create_station_key(self._folder.station_key(choice.name))
        work = open_work(self._folder, choice.database)
        try:
            station = work.run(self._register, choice, clock_of(work), key.public_key)
        finally:
            work.close()
        config = StationConfig(
            id=station,
            role=choice.role,
            name=choice.name,
            database=choice.database,
            screen_inches=choice.screen_inches,
            farthest_seat_m=choice.farthest_seat_m,
        )
        self._folder.write_station(config)
        return config

    @staticmethod
    def _register(session: Session, choice: StartChoice, now: datetime, public_key: str) -> UUID:
        station = stations.register_station(
            session,
            act=new_id(),
            at=now,
            machine=machine_name(),
            role=choice.role,
            name=choice.name,
            counter=choice.counter,
            room=_ROOM,
            public_key=public_key,
            settings={},
        )
        if choice.printer:
            stamp = Stamp(id=new_id(), at=now, station=station)
            printer = printers.add_printer(
                session,
                stamp,
                name=f"Printer {choice.name}",
                address=choice.printer,
                width=choice.paper_width,
                station=station,
            )
            use = Stamp(id=new_id(), at=now, station=station)
            printers.use_printer(session, use, station=station, printer=printer)
        return station


def clock_of(work: Work) -> datetime:
    """The office's time now: the database server's on PostgreSQL."""
    return pc_clock() + clocks.measure_offset(work, pc_clock)


def initialise_postgresql(url: str) -> None:
    """Migrate a PostgreSQL office database as its owner, and give the other roles their rights.

    Raises ``Refused`` when it can't be reached, is not ours or of a newer program, or the role may not.
    """
    work = work_on_server(url, patient=True)
    try:
        work.read(needs_migration)
        migrate_postgresql(work.engine)
    finally:
        work.close()


def random_group(count: int) -> int:
    """Which group of the recovery key is asked back."""
    return secrets.randbelow(count)
