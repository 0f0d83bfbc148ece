"""The printed ticket as the paper shows it: pictures here went through the bytes and the emulated printer."""

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bkpsdm_desktop.documents.lettering import Type, draw_line, width
from bkpsdm_desktop.documents.slips import Renderer, compose_ticket, escpos
from bkpsdm_desktop.documents.ticket import _LABELS
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.slips import TicketSlip
from bkpsdm_desktop.services.office import SLIP_DEFAULT
from tests.documents.goldens import assert_golden
from tests.documents.samples import CODE_QR, DAY_SHEET, PORTAL_QR, PREPARE, SERVICES, ticket
from tests.emulator.interpreter import printed
from tests.emulator.qr import read_qr

MM = 203 / 25.4
PAPERS = pytest.mark.parametrize("paper", [576, 384])
LONGEST = {
    "office": "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA KOTA TANGERANG SELATAN",
    "service": SERVICES[0],
    "number": "K1000",
    "ahead": 112,
    "estimate": "± 2 jam 25 menit – 3 jam",
    "prepare": PREPARE,
    "copy": True,
}

ENGLISH = {
    "language": "en",
    "service": "Leave",
    "issued_line": "Tuesday, 24 November 2026  09:41 WIB",
    "estimate": "± 25–35 minutes",
    "follow": "Follow the queue: scan this code.",
    "prepare": SLIP_DEFAULT["en"]["prepare"],
    "notes": ("Called up to 3 times. Late? Tell a clerk: we can call you again within 30 minutes.",),
    "free_notice": tuple(SLIP_DEFAULT["en"]["free_notice"]),
}
LATE_EN = "Appointment 10:00 WIB, late: called in order of arrival."
BOOKING = {
    "booked": "Bukti janji",
    "number": "10.00",
    "issued_line": "Rabu, 25 November 2026  10.00 WIB",
    "ahead": None,
    "estimate": None,
    "qr": "TGS7KQ4M2XV9",
    "follow": "Pindai kode ini di mesin antrean.",
    "notes": (
        "Datanglah mulai pukul 09.30 WIB. Terlambat lebih dari 15 menit: dipanggil menurut waktu datang.",
    ),
}


def on_paper(slip: TicketSlip, paper: int) -> Image.Image:
    return printed(escpos(compose_ticket(slip, width=paper)), paper)


def bands(picture: Image.Image) -> Iterator[int]:
    """Heights of the stretches of rows with ink, from the top."""
    height = 0
    for y in range(picture.height):
        if picture.crop((0, y, picture.width, y + 1)).getextrema() != (255, 255):
            height += 1
        elif height:
            yield height
            height = 0


@PAPERS
@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("ticket", {}),
        ("ticket-copy", {"copy": True}),
        ("ticket-longest", LONGEST),
        (
            "ticket-plain",
            {
                "qr": CODE_QR,
                "follow": "Tunjukkan kode ini bila diminta.",
                "prepare": "",
                "estimate": None,
                "ahead": 0,
            },
        ),
        ("ticket-english", ENGLISH),
        ("ticket-english-late", {**ENGLISH, "booked": LATE_EN, "copy": True, "ahead": 1}),
        ("ticket-booked", {"booked": "Janji pukul 10.00 WIB", "estimate": None}),
        ("booking", BOOKING),
    ],
)
def test_ux_u59_ticket_looks_as_approved(
    paper: int, name: str, changes: dict[str, Any], tmp_path: Path
) -> None:
    assert_golden(on_paper(ticket(**changes), paper), f"{name}-{paper}", tmp_path)


@PAPERS
@pytest.mark.parametrize("text", [PORTAL_QR, CODE_QR])
def test_ux_u59_qr_is_read_from_the_printed_picture(paper: int, text: str) -> None:
    assert read_qr(on_paper(ticket(qr=text), paper)) == text


@PAPERS
@pytest.mark.parametrize("text", [PORTAL_QR, CODE_QR])
def test_ux_u59_qr_has_whole_dots_a_quiet_zone_and_about_25_mm(paper: int, text: str) -> None:
    picture = on_paper(ticket(qr=text), paper)
    matrix = segno.make(text, error="m", micro=False).matrix
    modules = len(matrix)
    found = []
    for dots in range(3, 14):
        symbol = Image.new("1", (modules + 8, modules + 8), 1)
        symbol.putdata([0 if dark else 1 for row in _framed(matrix) for dark in row])
        symbol = symbol.resize((symbol.width * dots, symbol.height * dots), Image.Resampling.NEAREST)
        wanted = symbol.tobytes()
        found += [
            dots
            for y in range(picture.height - symbol.height)
            if picture.crop((0, y, symbol.width, y + symbol.height)).tobytes() == wanted
        ]
    assert len(found) == 1
    assert modules * found[0] / MM == pytest.approx(25, abs=2)


def _framed(matrix: Any) -> list[list[int]]:
    empty = [0] * (len(matrix) + 8)
    return [empty] * 4 + [[0] * 4 + list(row) + [0] * 4 for row in matrix] + [empty] * 4


@PAPERS
@pytest.mark.parametrize("number", ["C012", "K111", "M888", "A999"])
def test_ux_u59_number_is_at_least_12_mm_high(paper: int, number: str) -> None:
    picture = on_paper(ticket(number=number), paper)
    highest = next(height for height in bands(picture) if height > 60)
    assert highest >= 12 * MM - 0.5


@PAPERS
def test_ux_u59_last_3_mm_before_the_cut_are_empty(paper: int) -> None:
    picture = on_paper(ticket(**LONGEST), paper)
    end = picture.crop((0, picture.height - 24, paper, picture.height))
    assert end.getextrema() == (255, 255)


ENDLESS = "Wg " * 60
EVERYTHING_TOO_LONG = {
    **dict.fromkeys(("office", "service", "estimate", "code", "follow", "prepare"), ENDLESS),
    "number": "W9999",
    "issued_line": f"{ENDLESS}  {ENDLESS}",
    "notes": (ENDLESS, ENDLESS),
    "free_notice": (ENDLESS, ENDLESS),
    "copy": True,
}


@PAPERS
@pytest.mark.parametrize(
    "changes",
    [
        {}, {"copy": True}, LONGEST, EVERYTHING_TOO_LONG, BOOKING,
        {**ENGLISH, "booked": LATE_EN, "copy": True},
        {**EVERYTHING_TOO_LONG, "booked": ENDLESS, "language": "en"},
    ],
)  # fmt: skip
def test_ux_u60_ticket_is_at_most_110_mm_long(paper: int, changes: dict[str, Any]) -> None:
    assert on_paper(ticket(**changes), paper).height / MM <= 110


def test_ux_u59_no_field_holds_a_name_or_an_identity_number() -> None:
    assert {field.name for field in fields(TicketSlip)} == {
        "office", "service", "number", "issued_line", "ahead", "estimate", "qr", "code", "follow", "prepare",
        "notes", "free_notice", "copy", "booked", "language",
    }  # fmt: skip
    with pytest.raises(ValueError, match="nip"):
        Renderer().render("ticket", {**asdict(ticket()), "nip": "198402132009121001"})


INDONESIAN = re.compile(r"\b(layanan|siapkan|depan|orang|tidak|perkiraan|kode|salinan)\b", re.IGNORECASE)


@PAPERS
def test_no_label_of_an_english_slip_is_indonesian(paper: int) -> None:
    """Whatever the values are, the labels between them are English ones."""
    english = on_paper(ticket(**ENGLISH), paper)
    assert english != on_paper(ticket(**{**ENGLISH, "language": "id"}), paper)
    labels = _LABELS[Language.ENGLISH]
    assert not INDONESIAN.search(" ".join(getattr(labels, field.name) for field in fields(labels)))
    with pytest.raises(ValueError, match="xx"):
        Renderer(paper).picture("ticket", {**asdict(ticket()), "language": "xx"})


@PAPERS
def test_a_slip_that_an_older_program_kept_is_printed_in_indonesian(paper: int) -> None:
    kept = {key: value for key, value in asdict(ticket()).items() if key not in ("language", "booked")}
    assert Renderer(paper).picture("ticket", kept) == compose_ticket(ticket(), width=paper)


@PAPERS
def test_reprint_says_salinan_in_a_black_band_at_the_top(paper: int) -> None:
    def black_rows(picture: Image.Image) -> int:
        rows = [picture.crop((20, y, paper - 20, y + 1)) for y in range(45)]
        return sum(row.getextrema() == (0, 0) for row in rows)

    assert black_rows(on_paper(ticket(copy=True), paper)) > 8
    assert black_rows(on_paper(ticket(), paper)) == 0


@PAPERS
@pytest.mark.parametrize("service", SERVICES)
def test_real_service_names_are_printed_to_their_last_letter(paper: int, service: str) -> None:
    other = service[:-1] + ("x" if service[-1] != "x" else "y")
    assert on_paper(ticket(service=service), paper) != on_paper(ticket(service=other), paper)


def test_ux_u6_digits_have_one_width_and_zero_is_no_o() -> None:
    for face, size in [("ExtraBold", 160), ("Medium", 24), ("Medium", 20), ("SemiBold", 18)]:
        kind = Type(face, size, 2 * size)
        assert len({width(digit * 4, kind) for digit in "0123456789"}) == 1
        middles = []
        for character in "0O":
            box = Image.new("L", (2 * size, 2 * size), 255)
            draw_line(box, character, kind, (0, 0))
            left, top, right, bottom = ImageChops.invert(box).getbbox() or (0, 0, 0, 0)
            x, y = (left + right) // 2, (top + bottom) // 2
            middles.append(box.crop((x, y, x + 1, y + 1)).tobytes()[0])
        assert middles[0] < 150 <= middles[1]


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "<Budi>", "&nbsp;", "a<br>b", "<img src=/etc/passwd>", "Dinas P&K", "&amp;"]
)
def test_fault_g9_markup_is_printed_as_it_is(text: str) -> None:
    kind = Type("Medium", 24, 31, tracking=1.0)
    strip = Image.new("L", (1400, 31), 255)
    draw_line(strip, text, kind, (0, 0))
    columns = [min(strip.crop((x, 0, x + 1, 31)).tobytes()) < 150 for x in range(strip.width)]
    glyphs = sum(ink and not before for before, ink in zip([False, *columns], columns, strict=False))
    assert glyphs == len(text.replace(" ", ""))
    assert on_paper(ticket(service=text), 576) != on_paper(ticket(service="Cuti pegawai"), 576)


def test_character_without_a_glyph_becomes_a_question_mark_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        picture = on_paper(ticket(service="Cuti 漢"), 576)
    assert picture == on_paper(ticket(service="Cuti ?"), 576)
    assert "U+6F22" in caplog.text


def test_invisible_and_control_characters_leave_no_trace() -> None:
    hidden = "Cuti\u200b\u202e pega\u00adwai"
    assert on_paper(ticket(service=hidden), 576) == on_paper(ticket(service="Cuti pegawai"), 576)
    assert on_paper(ticket(service="Cuti\npegawai"), 576) == on_paper(ticket(service="Cuti pegawai"), 576)


@PAPERS
def test_same_data_give_the_same_bytes_after_json_and_in_another_process(paper: int) -> None:
    data = json.loads(json.dumps(asdict(ticket(**LONGEST))))
    here = Renderer(paper).render("ticket", data)
    assert here == escpos(compose_ticket(ticket(**LONGEST), width=paper))
    program = (
        "import hashlib, json, sys; from bkpsdm_desktop.documents.slips import Renderer; "
        f"print(hashlib.sha256(Renderer({paper}).render('ticket', json.load(sys.stdin))).hexdigest())"
    )
    there = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(data),
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == sha256(here).hexdigest()


@pytest.mark.parametrize(
    ("kind", "change", "message"),
    [
        ("poster", {}, "poster"),
        ("lines", {}, "unknown fields"),
        ("ticket", {"number": 12}, "number"),
        ("ticket", {"free_notice": ["Gratis"]}, "free_notice"),
        ("ticket", {"ahead": "6"}, "ahead"),
    ],
)
def test_unknown_kind_or_wrong_field_is_refused(kind: str, change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Renderer().render(kind, {**asdict(ticket()), **change})


def test_missing_field_and_unknown_paper_are_refused() -> None:
    data = asdict(ticket())
    del data["qr"]
    with pytest.raises(ValueError, match="qr"):
        Renderer().render("ticket", data)
    with pytest.raises(ValueError, match="512"):
        Renderer(512)


def test_qr_text_that_no_phone_could_read_is_refused() -> None:
    with pytest.raises(ValueError, match="QR"):
        compose_ticket(ticket(qr="x" * 1500), width=384)


LINE = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs", "Mn", "Cf"], max_codepoint=0x2FFF), max_size=90
)
SLIPS = st.builds(
    TicketSlip,
    office=LINE,
    service=LINE,
    number=st.from_regex(r"[A-Z][0-9]{3,4}", fullmatch=True),
    issued_line=LINE,
    ahead=st.none() | st.integers(0, 99_999),
    estimate=st.none() | LINE,
    qr=st.sampled_from(
        [PORTAL_QR, CODE_QR, "https://antrean.kabupaten-panjang-sekali.example/t/TGS7KQ4M2XV9"]
    ),
    code=LINE,
    follow=LINE,
    prepare=LINE,
    notes=st.lists(LINE, max_size=4).map(tuple),
    free_notice=st.tuples(LINE, LINE),
    copy=st.booleans(),
)


@PAPERS
@settings(max_examples=40, deadline=None, derandomize=True)
@given(slip=SLIPS)
def test_any_text_prints_within_the_paper_and_110_mm(paper: int, slip: TicketSlip) -> None:
    picture = on_paper(slip, paper)
    assert picture.height / MM <= 110
    assert picture.crop((0, 0, 2, picture.height)).getextrema() == (255, 255)
    assert picture.crop((paper - 2, 0, paper, picture.height)).getextrema() == (255, 255)


@PAPERS
def test_ux_u59_list_looks_as_approved(paper: int, tmp_path: Path) -> None:
    data = json.loads(json.dumps(asdict(DAY_SHEET)))
    assert_golden(printed(Renderer(paper).render("lines", data), paper), f"day-sheet-{paper}", tmp_path)
