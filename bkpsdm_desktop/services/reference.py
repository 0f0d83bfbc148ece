"""Loading reference data (services, groups, hours, holidays, counters) from files into the tables.

The files only fill and update by code; what they no longer name is switched off, never removed, because
tickets refer to it. Everything is checked before anything changes.
"""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record, recorded
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Counter, Holiday, OpeningHours, Service, ServiceGroup
from bkpsdm_desktop.store.work import touch

_WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_HOLIDAY_KINDS = ("libur_nasional", "cuti_bersama", "libur_daerah")
T = TypeVar("T")


class GroupFile(msgspec.Struct, forbid_unknown_fields=True):
    """One entry of kelompok.json."""

    kode: str
    awalan: str
    nama: str
    nama_en: str
    urutan: int
    batas_harian: int | None
    ikon: str


class ServiceFile(msgspec.Struct, forbid_unknown_fields=True):
    """One entry of layanan.json."""

    kode: str
    nama: str
    persyaratan: list[str]
    jangka_waktu: str
    biaya: str
    produk: str
    dasar_hukum: str
    sumber: str
    catatan: str
    kelompok: str
    kelompok_en: str
    awalan: str
    nama_en: str
    menit: int
    janji_hari_kerja: int | None
    urutan: int


class ReferenceData(msgspec.Struct):
    """A checked set of reference files; a file that is missing from the folder stays ``None``."""

    groups: list[GroupFile] | None
    services: list[ServiceFile] | None
    hours: list[tuple[int, int, int, date | None, date | None, str]] | None
    holidays: list[tuple[date, str, str, str, str]] | None
    counters: list[tuple[int, str]] | None


def read_reference(folder: Path) -> ReferenceData:
    """Read and check the files of a folder.

    Raises ``Refused`` naming file and place of the first fault, or when the folder has none of the files.
    """
    holidays = sorted(folder.glob("libur*.csv"))
    data = ReferenceData(
        groups=_json(folder / "kelompok.json", list[GroupFile]),
        services=_json(folder / "layanan.json", list[ServiceFile]),
        hours=_csv(folder / "jam_buka.csv", _hours_row),
        holidays=[row for path in holidays for row in _csv(path, _holiday_row) or []] if holidays else None,
        counters=_csv(folder / "loket.csv", _counter_row),
    )
    if all(getattr(data, name) is None for name in data.__struct_fields__):
        raise Refused(
            f"Tidak ada berkas data di {folder}. Yang dikenal: layanan.json, kelompok.json, jam_buka.csv, "
            "libur*.csv, loket.csv."
        )
    _check_series(data)
    return data


def import_reference(session: Session, stamp: Stamp, data: ReferenceData) -> None:
    """Put checked reference data into the tables."""
    require(session, stamp, Right.CONFIGURE)
    if recorded(session, stamp, "reference.import", ""):
        return
    if data.groups is not None:
        _put_groups(session, data.groups)
    if data.services is not None:
        _put_services(session, data.services)
    if data.counters is not None:
        _put_counters(session, data.counters)
    if data.hours is not None:
        session.execute(delete(OpeningHours))
        session.add_all(
            OpeningHours(
                id=new_id(),
                weekday=weekday,
                opens_minute=opens,
                closes_minute=closes,
                valid_from=start,
                valid_to=end,
                basis=basis,
            )
            for weekday, opens, closes, start, end, basis in data.hours
        )
    if data.holidays is not None:
        _put_holidays(session, data.holidays)
    session.flush()
    touch(session, Kind.OFFICE, Kind.COUNTERS)
    counts = {name: len(getattr(data, name) or ()) for name in data.__struct_fields__}
    record(session, stamp, "reference.import", "", counts)


def _put_groups(session: Session, groups: list[GroupFile]) -> None:
    for row in session.scalars(select(ServiceGroup)):
        row.active = False
    for group in groups:
        session.merge(
            ServiceGroup(
                id=reference_id("service_group", group.kode),
                code=group.kode,
                series=group.awalan,
                name=group.nama,
                name_en=group.nama_en,
                icon=group.ikon,
                position=group.urutan,
                daily_limit=group.batas_harian,
                active=True,
            )
        )
    session.flush()


def _put_services(session: Session, services: list[ServiceFile]) -> None:
    groups = {row.name: row.id for row in session.execute(select(ServiceGroup.name, ServiceGroup.id))}
    for row in session.scalars(select(Service)):
        row.active = False
    for service in services:
        if service.kelompok not in groups:
            raise Refused(
                f"layanan.json: kelompok '{service.kelompok}' pada {service.kode} tidak ada di kelompok.json."
            )
        session.merge(
            Service(
                id=reference_id("service", service.kode),
                code=service.kode,
                group_id=groups[service.kelompok],
                name=service.nama,
                name_en=service.nama_en,
                requirements=service.persyaratan,
                minutes=service.menit,
                promise_days=service.janji_hari_kerja,
                fee=service.biaya,
                product=service.produk,
                legal_basis=service.dasar_hukum,
                notes=service.catatan,
                source=service.sumber,
                position=service.urutan,
                active=True,
            )
        )


def _put_counters(session: Session, counters: list[tuple[int, str]]) -> None:
    present = {row.number: row for row in session.scalars(select(Counter))}
    for row in present.values():
        row.active = False
    for number, room in counters:
        counter = present.get(number)
        if counter is None:
            session.add(Counter(id=new_id(), number=number, room=room, active=True))
        else:
            counter.room, counter.active = room, True


def _put_holidays(session: Session, holidays: list[tuple[date, str, str, str, str]]) -> None:
    """A year that the files name is replaced as a whole: joint decrees are amended and days move."""
    years = {day.year for day, *_ in holidays}
    for row in session.scalars(select(Holiday)):
        if row.day.year in years:
            session.delete(row)
    session.flush()
    session.add_all(
        Holiday(
            id=reference_id("holiday", f"{day.isoformat()}:{name}"),
            day=day,
            kind=kind,
            name=name,
            status=status,
            basis=basis,
        )
        for day, kind, name, status, basis in holidays
    )


def _json(path: Path, kind: type[T]) -> T | None:
    if not path.exists():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path.name} tidak dapat dibaca: {error}.") from None


def _csv(path: Path, row: Callable[[dict[str, str]], T]) -> list[T] | None:
    if not path.exists():
        return None
    rows: list[T] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, fields in enumerate(csv.DictReader(file), start=2):
            try:
                rows.append(row({key: (value or "").strip() for key, value in fields.items() if key}))
            except (KeyError, ValueError) as error:
                reason = f"kolom {error} tidak ada" if isinstance(error, KeyError) else str(error)
                raise Refused(f"{path.name} baris {number}: {reason}.") from None
    return rows


def _hours_row(row: dict[str, str]) -> tuple[int, int, int, date | None, date | None, str]:
    name = row["hari"].lower()
    if name not in _WEEKDAYS:
        raise ValueError(f"hari '{row['hari']}' tidak dikenal")
    opens, closes = _minute(row["buka"]), _minute(row["tutup"])
    if closes <= opens:
        raise ValueError("jam tutup harus sesudah jam buka")
    start, end = _optional_date(row["mulai"]), _optional_date(row["sampai"])
    if (start is None) != (end is None) or (start and end and end < start):
        raise ValueError("isi mulai dan sampai, atau kosongkan keduanya")
    return _WEEKDAYS.index(name), opens, closes, start, end, row["dasar"]


def _minute(text: str) -> int:
    hour, separator, minute = text.partition(".")
    value = int(hour) * 60 + int(minute) if separator and hour.isdigit() and minute.isdigit() else -1
    if not 0 <= value <= 24 * 60 or int(minute) > 59:
        raise ValueError(f"jam '{text}' tidak dikenal; contoh 08.00")
    return value


def _optional_date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _holiday_row(row: dict[str, str]) -> tuple[date, str, str, str, str]:
    if row["jenis"] not in _HOLIDAY_KINDS:
        raise ValueError(f"jenis '{row['jenis']}' tidak dikenal")
    return date.fromisoformat(row["tanggal"]), row["jenis"], row["nama"], row["status"], row["dasar"]


def _counter_row(row: dict[str, str]) -> tuple[int, str]:
    number = int(row["nomor"])
    if not 1 <= number <= 99:
        raise ValueError("nomor loket dari 1 sampai 99")
    return number, row["ruang"]


def _check_series(data: ReferenceData) -> None:
    seen: dict[str, str] = {}
    for group in data.groups or ():
        if not (len(group.awalan) == 1 and group.awalan.isascii() and group.awalan.isupper()):
            raise Refused(f"kelompok.json: awalan '{group.awalan}' pada {group.kode} harus satu huruf besar.")
        if group.awalan in seen:
            raise Refused(
                f"kelompok.json: awalan {group.awalan} dipakai {seen[group.awalan]} dan {group.kode}."
            )
        seen[group.awalan] = group.kode
