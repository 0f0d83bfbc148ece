"""The files as LibreOffice opens them: every value as it was, nothing of it run."""

import csv
import os
import subprocess
from io import StringIO
from pathlib import Path

import pytest

from bkpsdm_desktop.documents.spreadsheets import csv_file, xlsx
from bkpsdm_desktop.domain.sheets import Cell, Sheet
from bkpsdm_desktop.services.statistics_report import flat, workbook
from tests.documents.test_spreadsheets import AWKWARD, BAD, sheet
from tests.screens.statistics.made_up import MONTH, figures

pytestmark = pytest.mark.slow

# Of LibreOffice's CSV filter: separator and quote by their numbers, UTF-8, from line 1; columns are guessed,
# as they are when a person opens the file; numbers as they stand in Indonesian (1057).
_AS_SEMICOLON_CSV = "59,34,76,1,,1057"
_TO_CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false,false,false,false,1"
"""To CSV for this test: cells by their values and not as they look, of the first page."""


def opened(path: Path, *arguments: str) -> list[list[str]]:
    """What LibreOffice reads in a file: converted without a window, in a profile of its own."""
    out = path.parent / "dibuka"
    profile = (path.parent / "profil").as_uri()
    done = subprocess.run(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}", *arguments,
         "--convert-to", _TO_CSV, "--outdir", str(out), str(path)],
        env={**os.environ, "HOME": str(path.parent)}, capture_output=True, text=True, timeout=180, check=True,
    )  # fmt: skip
    made = list(out.glob("*.csv"))
    assert made, done.stdout + done.stderr
    text = made[0].read_text(encoding="utf-8")
    return [row for row in csv.reader(StringIO(text, newline=""), delimiter=";")]


def words(cell: Cell) -> str:
    return "" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell)


def table_of(read: list[list[str]], head: str) -> list[list[str]]:
    """The rows below the head of the table."""
    top = next(place for place, row in enumerate(read) if row[0] == head and row[1])
    return read[top + 1 :]


def same_numbers(read: list[str], row: tuple[Cell, ...]) -> bool:
    """Whether the numbers of a row came back, however LibreOffice writes them."""
    said = [cell.replace(",", ".") for cell in read[1 : len(row)]]
    return [f"{float(cell):g}" if cell else "" for cell in said] == [
        "" if cell is None else f"{float(cell):g}" for cell in row[1:]
    ]


def test_fault_l1_xlsx_opens_in_libreoffice_without_running_a_formula(tmp_path: Path) -> None:
    data = sheet(*(text for text in (*BAD, *AWKWARD) if "\r" not in text))
    path = tmp_path / "buruk.xlsx"
    path.write_bytes(xlsx([data]))
    read = table_of(opened(path), "Layanan")
    assert len(read) == len(data.rows) + 1
    for got, row in zip(read, data.rows, strict=False):
        assert got[0] == str(row[0]).replace("\x00", "")
        assert same_numbers(got, row)


def test_fault_l1_csv_opens_in_libreoffice_without_running_a_formula(tmp_path: Path) -> None:
    data = sheet(*(text for text in (*BAD, *AWKWARD) if "\r" not in text))
    path = tmp_path / "buruk.csv"
    path.write_bytes(csv_file(data))
    read = table_of(opened(path, f"--infilter=Text - txt - csv (StarCalc):{_AS_SEMICOLON_CSV}"), "Layanan")
    for got, row in zip(read, data.rows, strict=False):
        text = str(row[0]).replace("\x00", "")
        assert got[0].removeprefix("'") == text
        assert "62812" not in text or "+62" in got[0]


def _rows(made: Sheet) -> list[tuple[Cell, ...]]:
    return [*made.rows, *([made.total] if made.total else [])]


def test_the_workbook_opens_with_the_figures_of_the_screen(tmp_path: Path) -> None:
    [by_service, *_] = workbook(figures(MONTH), office="BKPSDM Kota Contoh")
    path = tmp_path / "statistik.xlsx"
    path.write_bytes(xlsx([by_service]))
    read = table_of(opened(path), "Layanan")
    for got, row in zip(read, _rows(by_service), strict=True):
        assert got[0] == row[0]
        assert same_numbers(got, row)


def test_the_flat_table_opens_with_the_figures_of_the_screen(tmp_path: Path) -> None:
    made = flat(figures(MONTH))
    path = tmp_path / "statistik.csv"
    path.write_bytes(csv_file(made))
    read = table_of(opened(path, f"--infilter=Text - txt - csv (StarCalc):{_AS_SEMICOLON_CSV}"), "Dari")
    assert len(read) == len(made.rows)
    for got, row in zip(read, made.rows, strict=True):
        assert got[3] == row[3]
        assert same_numbers(["", *got[4:]], ("", *row[4:]))
