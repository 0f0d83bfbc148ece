"""Tables as files: nothing in them runs, every value comes back as it was."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bkpsdm_desktop.documents.spreadsheets import csv_file, xlsx
from bkpsdm_desktop.domain.sheets import Sheet, harmless

# L1 and L2 of the faults: what a spreadsheet might run, and what might tear a row apart.
BAD = (
    '=HYPERLINK("https://contoh.test";"klik")', "+62812000111", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1",
    "\uff1d1+1", " =1+1", "|cmd", "%0A", "=cmd|' /C calc'!A0", "\u00a0=1+1", "\x00=1+1",
)  # fmt: skip
AWKWARD = ("Dinas P&K; bagian umum", "Sub, bagian", 'Kantor "Induk"', "baris satu\nbaris dua", "<b>tebal</b>")


def sheet(*words: str) -> Sheet:
    rows = tuple((text, place, place + 0.5, None) for place, text in enumerate(words))
    return Sheet(
        title="Layanan",
        about=("Kantor Contoh", "24 Nov 2026"),
        head=("Layanan", "Nomor", "Median (menit)", "p90 (menit)"),
        rows=rows,
        total=("Jumlah", sum(range(len(words))), 1.5, None),
    )


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("text", BAD)
def test_fault_l1_csv_has_an_apostrophe_before_what_a_spreadsheet_would_run(text: str) -> None:
    [_, row, _] = read_csv(csv_file(sheet(text)))
    assert row[0] == "'" + text.replace("\x00", "")


@pytest.mark.parametrize("text", BAD)
def test_fault_l1_xlsx_holds_text_as_text(text: str) -> None:
    book = openpyxl.load_workbook(BytesIO(xlsx([sheet(text)])))
    cell = book["Layanan"].cell(6, 1)
    assert cell.data_type in ("s", "inlineStr")
    assert cell.hyperlink is None


@pytest.mark.parametrize("text", AWKWARD)
def test_fault_l2_awkward_names_come_back_as_they_were(text: str) -> None:
    assert read_csv(csv_file(sheet(text)))[1][0] == text
    assert openpyxl.load_workbook(BytesIO(xlsx([sheet(text)])))["Layanan"].cell(6, 1).value == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_fault_l1_no_text_begins_a_formula_in_csv(text: str) -> None:
    made = harmless(text)
    assert made.lstrip(" \u00a0\u3000\u200b\ufeff")[:1] not in {*"=+-@|%", "\t", "\r", "\n", "\uff1d"}


@given(st.lists(st.text("abc;\"'\n,=+ ", max_size=12), max_size=8))
def test_fault_l2_csv_has_as_many_rows_as_the_table(words: list[str]) -> None:
    read = read_csv(csv_file(sheet(*words)))
    assert len(read) == len(words) + 2
    assert [row[0].removeprefix("'") for row in read[1:-1]] == [word.removeprefix("'") for word in words]


def test_numbers_are_numbers_and_no_value_is_an_empty_cell() -> None:
    data = sheet("Cuti", "KGB")
    page = openpyxl.load_workbook(BytesIO(xlsx([data])))["Layanan"]
    rows = [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=6)]
    assert rows == [*data.rows, data.total]
    assert read_csv(csv_file(data))[2] == ["KGB", "1", "1,5", ""]


def test_the_same_table_makes_the_same_files() -> None:
    data = sheet(*AWKWARD)
    assert xlsx([data]) == xlsx([data])
    assert csv_file(data) == csv_file(data)


def test_the_title_of_a_page_may_hold_any_sign() -> None:
    strange = Sheet(title="A/B [1]: 'x'?*" + "y" * 40, about=(), head=("A", "B"), rows=(("a", 1),))
    [name] = openpyxl.load_workbook(BytesIO(xlsx([strange]))).sheetnames
    assert len(name) <= 31
