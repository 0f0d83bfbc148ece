"""Every slip that the program makes, on paper of 80 mm and 58 mm: whole words, none cut off (B7)."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from bkpsdm_desktop import assets
from bkpsdm_desktop.documents.slips import Renderer
from bkpsdm_desktop.domain.estimate import WaitRange
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.slips import LinesSlip, TicketSlip
from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.services.issuing import slip_of
from bkpsdm_desktop.services.office import SLIP_DEFAULT, Identity
from bkpsdm_desktop.services.reference import read_reference
from bkpsdm_desktop.services.rows import IssuedTicket, OfficeRow
from tests.documents.goldens import assert_golden
from tests.emulator.interpreter import printed
from tests.emulator.qr import read_qr
from tests.helpers.office import MORNING

PAPERS = pytest.mark.parametrize("paper", [576, 384])
LANGUAGES = pytest.mark.parametrize("language", list(Language))
SHORT, LONG = "BKPSDM", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
CODE = "TGS7KQ4M2XV9"


def identity(agency: str = SHORT) -> Identity:
    row = OfficeRow(
        code="TGS", agency=agency, place="Kota Tangerang Selatan", portal="https://antrean.tangsel.example"
    )
    return Identity(office=row, rules=QueueRules(), slip=SLIP_DEFAULT)


def groups(language: Language) -> list[str]:
    """The names of the groups that an office starts with, the longest first."""
    data = read_reference(assets.resource("reference"))
    assert data.groups is not None
    return sorted((language.of(group.nama, group.nama_en) for group in data.groups), key=len, reverse=True)


def slip(language: Language, *, agency: str = SHORT, **changes: Any) -> TicketSlip:
    usual = IssuedTicket(
        id=UUID(int=7), label="M088", group=groups(language)[0], service="", code=CODE,
        qr=f"https://antrean.tangsel.example/t/{CODE}", issued_at=MORNING, ahead=112, print_job=None,
        estimate=WaitRange(low=145, high=180),
    )  # fmt: skip
    return slip_of(identity(agency), replace(usual, **changes), language)


BOOKED: dict[str, dict[str, Any]] = {
    "walked in": {},
    "booked": {"booked_at": MORNING + timedelta(minutes=19)},
    "booked and late": {"booked_at": MORNING - timedelta(minutes=41), "late": True},
}


def on_paper(kind: str, data: TicketSlip | LinesSlip, paper: int) -> Any:
    return printed(Renderer(paper).render(kind, asdict(data)), paper)


def with_other_ends(whole: TicketSlip) -> Iterator[tuple[str, TicketSlip]]:
    """The slip with the last letter of one of its texts changed, for each text."""
    data = asdict(whole)
    for name, value in data.items():
        if isinstance(value, str) and value and name not in ("qr", "language"):
            yield name, TicketSlip(**{**data, name: _other_end(value)})
        elif isinstance(value, tuple):
            for place in range(len(value)):
                texts = tuple(_other_end(text) if at == place else text for at, text in enumerate(value))
                yield f"{name} {place}", TicketSlip(**{**data, name: texts})


def _other_end(text: str) -> str:
    bare = text.rstrip(".)")
    return bare[:-1] + ("8" if bare[-1] != "8" else "3") + text[len(bare) :]


@PAPERS
@LANGUAGES
@pytest.mark.parametrize("visit", list(BOOKED))
@pytest.mark.parametrize("agency", [SHORT, LONG])
@pytest.mark.slow
def test_fault_b7_the_last_letter_of_every_text_of_a_ticket_is_printed(
    paper: int, language: Language, visit: str, agency: str
) -> None:
    whole = slip(language, agency=agency, **BOOKED[visit])
    picture = on_paper("ticket", whole, paper)
    same = [name for name, other in with_other_ends(whole) if on_paper("ticket", other, paper) == picture]
    assert same == [], "texts whose end is not on the paper"


@PAPERS
@LANGUAGES
def test_fault_b7_every_group_of_services_is_named_to_its_last_letter(paper: int, language: Language) -> None:
    for name in groups(language):
        whole = slip(language, group=name, **BOOKED["booked"])
        other = replace(whole, service=_other_end(whole.service))
        assert on_paper("ticket", whole, paper) != on_paper("ticket", other, paper), name


@PAPERS
@pytest.mark.parametrize(
    ("name", "language", "agency", "visit"),
    [
        ("visit-booked", Language.INDONESIAN, SHORT, "booked"),
        ("visit-late-longest", Language.INDONESIAN, LONG, "booked and late"),
        ("visit-english", Language.ENGLISH, SHORT, "walked in"),
        ("visit-english-late-longest", Language.ENGLISH, LONG, "booked and late"),
    ],
)
def test_fault_b7_slips_look_as_approved(
    paper: int, name: str, language: Language, agency: str, visit: str, tmp_path: Path
) -> None:
    whole = slip(language, agency=agency, **BOOKED[visit])
    picture = on_paper("ticket", whole, paper)
    assert read_qr(picture) == whole.qr
    assert_golden(picture, f"{name}-{paper}", tmp_path)


TEST_SLIP = LinesSlip(
    title="Cetak uji",
    lines=(
        ("Printer", "Printer loket kartu dan layanan terpadu lantai dua"),
        ("Alamat", "tcp://printer-tiket-lantai-dua.kantor.example:9100"),
        ("Kertas", "58 mm"),
        ("Waktu", "24 Nov 2026 09.41 WIB"),
    ),
    blocks=("0123 4567 89AB",),
    foot="Baris ini dan tepi kiri kanan utuh: printer tiket siap dipakai.",
)


@PAPERS
def test_fault_b7_the_test_slip_shows_a_long_name_and_address_whole(paper: int, tmp_path: Path) -> None:
    picture = on_paper("lines", TEST_SLIP, paper)
    for place, (label, value) in enumerate(TEST_SLIP.lines):
        lines = list(TEST_SLIP.lines)
        lines[place] = (label, _other_end(value))
        assert on_paper("lines", replace(TEST_SLIP, lines=tuple(lines)), paper) != picture, label
    assert_golden(picture, f"test-slip-{paper}", tmp_path)
