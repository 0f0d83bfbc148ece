"""The yearly table of days off as a CSV file: every wrong row is told, and what it would change."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.text import clean_line

KINDS: Mapping[str, str] = {
    "libur_nasional": "Libur nasional",
    "cuti_bersama": "Cuti bersama",
    "libur_daerah": "Libur daerah",
}
CHECKED = "terverifikasi"
ESTIMATE = "perkiraan"
NAME_LIMIT = 80
STATUS_LIMIT = 80
BASIS_LIMIT = 200
_COLUMNS = ("tanggal", "jenis", "nama", "status", "dasar")
_YEARS = (2020, 2099)
_MOST_BYTES = 1_000_000
_MOST_ROWS = 1_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """One day off. ``status`` other than ``CHECKED`` means that nobody compared it with the decree yet."""

    day: date
    kind: str
    name: str
    status: str = CHECKED
    basis: str = ""

    @property
    def checked(self) -> bool:
        return self.status == CHECKED


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that cannot be taken, by its line in the file."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayTable:
    """What a file says: its rows, or everything that is wrong with it."""

    rows: tuple[DayOff, ...]
    faults: tuple[RowFault, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({row.day.year for row in self.rows}))


class Step(StrEnum):
    """What an import does to a day off."""

    ADDED = "baru"
    CHANGED = "berubah"
    REMOVED = "dihapus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One line of the preview of an import; ``before`` is what a changed day was."""

    step: Step
    row: DayOff
    before: DayOff | None = None


def check_day_off(row: DayOff) -> DayOff:
    """The row with its texts cleaned. Raises ``Refused``."""
    if not _YEARS[0] <= row.day.year <= _YEARS[1]:
        raise Refused(f"Tanggal dari tahun {_YEARS[0]} sampai {_YEARS[1]}.")
    if row.kind not in KINDS:
        raise Refused(f"Jenis '{row.kind}' tidak dikenal. Yang dikenal: {', '.join(KINDS)}.")
    return DayOff(
        day=row.day,
        kind=row.kind,
        name=clean_line(row.name, field="Nama", limit=NAME_LIMIT),
        status=clean_line(row.status, field="Status", limit=STATUS_LIMIT, required=False) or ESTIMATE,
        basis=clean_line(row.basis, field="Dasar", limit=BASIS_LIMIT, required=False),
    )


def read_table(data: bytes) -> HolidayTable:
    """Read a file: UTF-8 or UTF-16, with comma, semicolon or tab.

    A record is one line, so that a quote that is not closed spoils its own line only. Raises ``Refused`` when
    the file as a whole cannot be read; what is wrong with single rows is in ``faults``, all of it.
    """
    lines = _decoded(data).splitlines()
    while lines and not lines[-1].strip():
        lines.pop()
    if len(lines) < 2:
        raise Refused(f"Berkas tidak berisi baris. Baris pertama: {','.join(_COLUMNS)}.")
    if len(lines) > _MOST_ROWS:
        raise Refused(f"Berkas berisi lebih dari {_MOST_ROWS} baris. Impor per tahun.")
    separator = max(",;\t", key=lines[0].count)
    head = [name.strip().strip('"').lower() for name in lines[0].split(separator)]
    missing = [name for name in _COLUMNS if name not in head]
    if missing:
        raise Refused(f"Kolom {', '.join(missing)} tidak ada di baris pertama.")
    rows: dict[tuple[date, str], int] = {}
    read: list[DayOff] = []
    faults: list[RowFault] = []
    for number, text in enumerate(lines[1:], start=2):
        if not text.strip():
            continue
        try:
            row = _row(text, head, separator)
            first = rows.setdefault((row.day, row.name.casefold()), number)
            if first != number:
                raise Refused(f"Sama dengan baris {first}.")
            read.append(row)
        except Refused as refused:
            faults.append(RowFault(number, refused.sentence))
    return HolidayTable(rows=tuple(sorted(read, key=_order)), faults=tuple(faults))


def _decoded(data: bytes) -> str:
    if len(data) > _MOST_BYTES:
        raise Refused("Berkas lebih besar dari 1 MB. Ini bukan tabel libur.")
    coding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(coding)
    except UnicodeDecodeError:
        raise Refused("Berkas bukan UTF-8 atau UTF-16. Simpan ulang sebagai CSV UTF-8.") from None


def _row(text: str, head: Sequence[str], separator: str) -> DayOff:
    if text.count('"') % 2:
        raise Refused("Tanda kutip tidak ditutup.")
    cells = next(csv.reader([text], delimiter=separator))
    if len(cells) != len(head):
        more = "lebih" if len(cells) > len(head) else "kurang"
        raise Refused(f"Kolomnya {more}: {len(cells)}, seharusnya {len(head)}.")
    values = {name: cell.strip() for name, cell in zip(head, cells, strict=True)}
    for name in _COLUMNS:
        if values[name].startswith("="):
            raise Refused(f"Kolom {name} berisi rumus. Isi dengan nilainya.")
    return check_day_off(
        DayOff(
            day=_day(values["tanggal"]),
            kind=values["jenis"],
            name=values["nama"],
            status=values["status"],
            basis=values["dasar"],
        )
    )


def _day(text: str) -> date:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(f"Tanggal '{text[:20]}' tidak terbaca. Contoh: 2027-01-01.")


def _order(row: DayOff) -> tuple[date, str]:
    return (row.day, row.name)


def moves(present: Iterable[DayOff], table: Iterable[DayOff], years: Iterable[int]) -> tuple[Move, ...]:
    """What replacing whole years by a table does, in order of the days. Nothing is told of what stays."""
    wanted = set(years)
    old = {_order(row): row for row in present if row.day.year in wanted}
    new = {_order(row): row for row in table}
    found = [
        *(Move(step=Step.ADDED, row=row) for key, row in new.items() if key not in old),
        *(
            Move(step=Step.CHANGED, row=row, before=old[key])
            for key, row in new.items()
            if key in old and old[key] != row
        ),
        *(Move(step=Step.REMOVED, row=row) for key, row in old.items() if key not in new),
    ]
    return tuple(sorted(found, key=lambda move: _order(move.row)))
