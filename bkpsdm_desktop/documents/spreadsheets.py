"""Tables as files that a spreadsheet opens without running anything: text stays text, numbers numbers."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from bkpsdm_desktop.domain.sheets import Cell, Sheet, harmless, printable

_MOST_TEXT = 32_767  # of a cell in XLSX
_MOST_TITLE = 31
_NO_TITLE_SIGNS = str.maketrans({sign: " " for sign in "[]:*?/\\'"})
_LONGEST_COLUMN = 48
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# The same data makes the same file: the time of making stands in the sheet itself.
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a page for each table."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": _MADE})
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "total": book.add_format({"bold": True, "top": 1}),
            "minutes": book.add_format({"num_format": "0.0"}),
            "minutes_total": book.add_format({"num_format": "0.0", "bold": True, "top": 1}),
        }
        for sheet in sheets:
            page = book.add_worksheet(sheet.title.translate(_NO_TITLE_SIGNS)[:_MOST_TITLE])
            _fill(page, sheet, formats)
    return out.getvalue()


def _fill(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.write_string(0, 0, printable(sheet.title), formats["title"])
    for place, line in enumerate(sheet.about, 1):
        page.write_string(place, 0, printable(line))
    top = len(sheet.about) + 2
    for column, words in enumerate(sheet.head):
        page.write_string(top, column, printable(words), formats["head"])
        page.set_column(column, column, _column_width(sheet, column))
    for at, row in enumerate(sheet.rows, top + 1):
        for column, cell in enumerate(row):
            _put(page, at, column, cell, None, formats["minutes"])
    for column, cell in enumerate(sheet.total):
        _put(page, top + 1 + len(sheet.rows), column, cell, formats["total"], formats["minutes_total"])
    page.freeze_panes(top + 1, 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _put(page: Any, row: int, column: int, cell: Cell, plain: Any, part: Any) -> None:
    """Each cell by its type: nothing is guessed from what a text looks like."""
    if cell is None:
        page.write_blank(row, column, None, plain)
    elif isinstance(cell, str):
        page.write_string(row, column, printable(cell)[:_MOST_TEXT], plain)
    else:
        page.write_number(row, column, cell, part if isinstance(cell, float) else plain)


def _column_width(sheet: Sheet, column: int) -> float:
    longest = max((len(str(row[column])) for row in sheet.rows), default=0) if column == 0 else 0
    return float(min(_LONGEST_COLUMN, max(longest, 12 if column else 24)))


def csv_file(sheet: Sheet) -> bytes:
    """The table alone as CSV: UTF-8 with its mark, columns apart by a semicolon, as spreadsheets here expect
    it. Text that a spreadsheet would run has an apostrophe in front."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    for row in (sheet.head, *sheet.rows, *([sheet.total] if sheet.total else [])):
        writer.writerow([_csv_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else str(cell).replace(".", ",")
