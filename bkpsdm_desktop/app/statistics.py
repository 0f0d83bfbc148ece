"""What the page *Statistik* may do at a running station."""

import asyncio
import os
from pathlib import Path

from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.statistics import Period
from bkpsdm_desktop.services import statistics_report
from bkpsdm_desktop.services.rows import PersonRow
from bkpsdm_desktop.services.statistics import Statistics, add_up, gather
from bkpsdm_desktop.services.statistics_files import FileKind, file_name, note_file

_MOST_NAMES = 1_000


class StatisticsDesk:
    """The figures for one signed-in person. Files are saved into ``folder``, which is made when it is needed;
    ``office`` is what they say they are of."""

    def __init__(self, desk: Desk, person: PersonRow, *, office: str, folder: Path) -> None:
        self._desk, self._person = desk, person
        self._office, self._folder = office, folder
        # Beside the acts, so that nobody's key waits for this larger read.
        self._gather = desk.work.bind_report(gather)
        self._note = desk.work.bind(note_file)

    async def view(self, period: Period) -> Statistics:
        gathered = await self._gather(self._desk.stamp(self._person.id), period=period)
        return await asyncio.to_thread(add_up, gathered)

    async def save(self, statistics: Statistics, kind: FileKind) -> str:
        """The audit chain knows of the file before it is there."""
        data = await asyncio.to_thread(made_file, statistics, kind, self._office)
        await self._note(self._desk.stamp(self._person.id), period=statistics.period, kind=kind)
        path = await asyncio.to_thread(write_new, self._folder, file_name(statistics.period, kind), data)
        return str(path)


def made_file(statistics: Statistics, kind: FileKind, office: str) -> bytes:
    """The figures in one of the forms. Loads the library of that form only."""
    if kind is FileKind.PDF:
        from bkpsdm_desktop.documents.reports import pdf

        return pdf(statistics_report.report(statistics, office=office))
    from bkpsdm_desktop.documents.spreadsheets import csv_file, xlsx

    if kind is FileKind.CSV:
        return csv_file(statistics_report.flat(statistics))
    return xlsx(statistics_report.workbook(statistics, office=office))


def write_new(folder: Path, name: str, data: bytes) -> Path:
    """Write a file of this name, or of the next free one (``name-2.xlsx``): nothing is overwritten. Raises
    ``Refused`` when it can't be written; then nothing of it is left."""
    stem, ending = os.path.splitext(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, _MOST_NAMES):
            path = folder / (name if number == 1 else f"{stem}-{number}{ending}")
            if _written(path, data):
                return path
    except OSError as error:
        raise Refused(
            f"Berkas tidak dapat disimpan di {folder}: {error.strerror}. "
            "Periksa izin folder dan ruang kosongnya, lalu simpan lagi."
        ) from None
    raise Refused(f"Sudah ada {_MOST_NAMES} berkas bernama {name} di {folder}. Pindahkan yang lama.")


def _written(path: Path, data: bytes) -> bool:
    """False when there is such a file already."""
    try:
        file = path.open("xb")
    except FileExistsError:
        return False
    try:
        with file:
            file.write(data)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return True
