"""Joining an office, the first start, and who is up."""

from uuid import UUID

import pytest
from sqlalchemy import select

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.services import office as settings
from bkpsdm_desktop.services import people, stations
from bkpsdm_desktop.services.rows import OfficeRow
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Audit, Station, StationRun
from bkpsdm_desktop.store.work import Work
from tests.helpers.accounts import QUICK, TestKey
from tests.helpers.office import MORNING, OfficeUnderTest

IDENTITY = OfficeRow(
    code="TGS", agency="BKPSDM", place="Kota Tangerang Selatan", portal="https://contoh.test/"
)


def join(work: Work, *, counter: int | None = None, key: str = "", name: str = "Loket 1") -> UUID:
    return work.run(
        stations.register_station,
        act=new_id(),
        at=MORNING,
        machine="pc-depan",
        role="loket",
        name=name,
        counter=counter,
        room="Ruang layanan",
        public_key=key,
        settings={},
    )


def start(work: Work, stamp: Stamp, *, username: str = "kepala", identity: OfficeRow = IDENTITY) -> UUID:
    return work.run(
        stations.first_start,
        stamp,
        identity=identity,
        username=username,
        name="Maya Pengandaian",
        password_hash=QUICK.hash_password("kuda hijau baterai", username=username),
    )


def actions(work: Work, station: UUID) -> list[str]:
    query = select(Audit.action).where(Audit.station_id == station).order_by(Audit.seq)
    return work.read(lambda session: list(session.scalars(query)))


def test_the_first_start_makes_the_station_the_office_and_its_administrator(work: Work) -> None:
    key = TestKey().public_key
    station = join(work, key=key)
    stamp = Stamp(id=new_id(), at=MORNING, station=station)
    administrator = start(work, stamp)
    signed_in = people.sign_in(
        work, QUICK, Stamp(id=new_id(), at=MORNING, station=station),
        username="kepala", password="kuda hijau baterai",
    )  # fmt: skip
    assert (signed_in.id, signed_in.role) == (administrator, Role.ADMINISTRATOR)
    assert work.read(settings.office_row).portal == "https://contoh.test"
    assert start(work, stamp) == administrator  # the same act, its answer lost
    assert actions(work, station) == ["station.register", "office.create", "person.add", "person.sign_in"]
    assert work.read(lambda session: session.get_one(Station, station).public_key) == key


def test_there_is_one_first_administrator(work: Work) -> None:
    station = join(work)
    start(work, Stamp(id=new_id(), at=MORNING, station=station))
    with pytest.raises(Refused, match="sudah punya administrator"):
        start(work, Stamp(id=new_id(), at=MORNING, station=station), username="lain")


@pytest.mark.parametrize("portal", ["http://contoh.test", "https://rani@contoh.test", "contoh.test"])
def test_fault_i7_an_office_begins_with_no_portal_address_of_another_form(work: Work, portal: str) -> None:
    station = join(work)
    with pytest.raises(Refused, match="portal"):
        start(
            work,
            Stamp(id=new_id(), at=MORNING, station=station),
            identity=OfficeRow(code="TGS", agency="BKPSDM", place="Kota Contoh", portal=portal),
        )
    assert actions(work, station) == ["station.register"]


@pytest.mark.parametrize("code", ["TG", "tgs", "TG1", "TGSS", "ТGS"])
def test_the_code_of_an_office_has_three_letters(work: Work, code: str) -> None:
    station = join(work)
    identity = OfficeRow(code=code, agency="BKPSDM", place="Kota Contoh", portal="")
    with pytest.raises(Refused, match="tiga huruf besar"):
        start(work, Stamp(id=new_id(), at=MORNING, station=station), identity=identity)
    assert not work.read(people.has_administrator)


def test_a_station_that_comes_again_is_the_same_one(office: OfficeUnderTest) -> None:
    work = office.work
    station = join(work, counter=1)
    assert join(work, counter=1) == station
    assert actions(work, station) == ["station.register"]
    assert join(work, counter=2) == station
    assert join(work, counter=2, key=TestKey().public_key) == station
    assert actions(work, station) == ["station.register"] * 3
    assert join(work, name="Loket 2") != station


def test_a_station_needs_a_counter_that_exists(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="Loket 98 tidak ada"):
        join(office.work, counter=98)


def test_a_run_begins_beats_and_ends(office: OfficeUnderTest) -> None:
    work, (kiosk, counter) = office.work, (office.made.kiosks[0], office.made.counters[0])
    stamp = office.stamp(kiosk)
    run = work.run(stations.start_run, stamp)
    assert work.run(stations.start_run, stamp) == run == stamp.id
    work.run(stations.start_run, office.stamp(counter))

    def up() -> frozenset[UUID]:
        return work.read(stations.stations_up, at=office.now)

    assert up() == {kiosk, counter}
    office.later(seconds=149)
    assert up() == {kiosk, counter}
    work.run(stations.beat, run=run, at=office.now)
    office.later(seconds=1)
    assert up() == {kiosk}
    work.run(stations.end_run, office.stamp(kiosk), run=run)
    assert up() == set()
    assert actions(work, kiosk) == ["station.start", "station.stop"]


def test_a_run_that_a_crash_left_open_ends_at_its_last_sign_of_life(office: OfficeUnderTest) -> None:
    work, kiosk = office.work, office.made.kiosks[0]
    first = work.run(stations.start_run, office.stamp(kiosk))
    office.later(minutes=3)
    work.run(stations.start_run, office.stamp(kiosk))
    row = work.read(lambda session: session.get_one(StationRun, first))
    assert row.ended_at == row.started_at
