"""The page *Statistik* at a station: reading, and files that are written, noted, never overwritten."""

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.app.statistics import StatisticsDesk, write_new
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.domain.statistics import Period
from bkpsdm_desktop.services import counters, serving
from bkpsdm_desktop.services.passwords import Passwords
from bkpsdm_desktop.services.rows import PersonRow
from bkpsdm_desktop.services.statistics_files import FileKind, note_file
from bkpsdm_desktop.store.tables import Audit, Person
from tests.helpers.accounts import TestKey
from tests.helpers.office import OfficeUnderTest

_OFFICE = "BKPSDM Kota Contoh"
_STARTS = {FileKind.XLSX: b"PK", FileKind.CSV: "\ufeffDari;Sampai".encode(), FileKind.PDF: b"%PDF"}


@pytest.fixture
def desk(office: OfficeUnderTest, tmp_path: Path) -> StatisticsDesk:
    """The supervisor's, at counter 1."""
    station = Desk(
        work=office.work,
        station=office.made.counters[0],
        clock=lambda: office.now,
        signer=TestKey(),
        passwords=Passwords(),
        trail=tmp_path / "jejak",
    )
    person = PersonRow(
        id=office.made.supervisor, username="dian", name="Dian", role=Role.SUPERVISOR, skills=()
    )
    return StatisticsDesk(station, person, office=_OFFICE, folder=tmp_path / "Dokumen" / "Statistik antrean")


def today(office: OfficeUnderTest) -> Period:
    day = business_day(office.now)
    return Period(first=day, last=day)


def audited(session: Session) -> list[tuple[str, dict[str, str]]]:
    rows = session.execute(
        select(Audit.object, Audit.body).where(Audit.action == "statistics.save").order_by(Audit.seq)
    )
    return [(row.object, json.loads(row.body)) for row in rows]


def test_figures_of_today_with_a_visit(office: OfficeUnderTest, desk: StatisticsDesk) -> None:
    office.act(counters.open_counter)
    office.take("CT")
    office.act(serving.call_next)
    found = asyncio.run(desk.view(today(office)))
    assert (found.total.issued, found.total.open) == (1, 1)
    assert found.computed_at == office.now


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_file_is_written_and_the_audit_chain_says_who_took_what(
    office: OfficeUnderTest, desk: StatisticsDesk, kind: FileKind
) -> None:
    async def save_twice() -> tuple[str, str]:
        found = await desk.view(today(office))
        return await desk.save(found, kind), await desk.save(found, kind)

    first, second = (Path(place) for place in asyncio.run(save_twice()))
    assert first.name == f"statistik-antrean-2026-11-24{kind.ending}"
    assert second.name == f"statistik-antrean-2026-11-24-2{kind.ending}"
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith(_STARTS[kind])
    noted = office.work.read(audited)
    assert [(target, body["kind"]) for target, body in noted] == [(first.name, kind.word)] * 2


def test_an_act_that_runs_again_is_noted_once(office: OfficeUnderTest) -> None:
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    for _ in range(2):
        office.work.run(note_file, stamp, period=today(office), kind=FileKind.CSV)
    assert len(office.work.read(audited)) == 1


def test_who_lost_the_right_meanwhile_gets_no_file(
    office: OfficeUnderTest, desk: StatisticsDesk, tmp_path: Path
) -> None:
    found = asyncio.run(desk.view(today(office)))
    office.work.run(
        lambda session: session.execute(
            update(Person).where(Person.id == office.made.supervisor).values(role=Role.CLERK)
        )
    )
    with pytest.raises(Refused, match="tidak berhak melihat statistik"):
        asyncio.run(desk.save(found, FileKind.XLSX))
    assert not (tmp_path / "Dokumen").exists()


def test_a_folder_that_cannot_be_written_is_said_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "Dokumen").write_text("sebuah berkas", encoding="utf-8")
    with pytest.raises(Refused, match=r"tidak dapat disimpan di .*Periksa izin folder"):
        write_new(tmp_path / "Dokumen", "a.csv", b"x")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    kept = [write_new(tmp_path, "a.csv", data) for data in (b"1", b"2", b"3")]
    assert [path.name for path in kept] == ["a.csv", "a-2.csv", "a-3.csv"]
    assert [path.read_bytes() for path in kept] == [b"1", b"2", b"3"]


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-11-24", "2026-11-23", "Tanggal akhir mendahului tanggal awal"),
        ("2025-11-23", "2026-11-24", "paling panjang 366 hari"),
    ],
)
def test_a_period_that_cannot_be_read_is_refused_before_anything_is_read(
    desk: StatisticsDesk, first: str, last: str, why: str
) -> None:
    period = Period(first=_day(first), last=_day(last))
    with pytest.raises(Refused, match=why):
        asyncio.run(desk.view(period))


def _day(text: str) -> date:
    return date.fromisoformat(text)
