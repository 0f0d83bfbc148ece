"""The list of what to bring, without scrolling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.screens.kiosk.papers import fit, more_phrase
from bkpsdm_desktop.screens.kiosk.sizes import Sizes
from tests.helpers.kiosk_office import real_groups
from tests.helpers.pictures import drawn_text
from tests.helpers.qtloop import played
from tests.screens.kiosk.conftest import MakeKiosk

REFERENCE = Sizes(width=1080, height=1920, diagonal=27)
LISTS = [(row.name, row.requirements) for each in real_groups() for row in each.services if row.requirements]


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    theme.apply(qapp, theme.light())


@pytest.mark.parametrize(("name", "papers"), LISTS, ids=[name for name, _ in LISTS])
def test_ux_u33_each_list_fits_or_says_how_many_are_left_out(name: str, papers: tuple[str, ...]) -> None:
    made = fit(papers, REFERENCE, width=830, height=520)
    assert len(made.rows) + made.left_out == len(papers)
    assert made.px >= REFERENCE.text(38)
    assert [" ".join(row) for row in made.rows] == [
        " ".join(paper.split()) for paper in papers[: len(made.rows)]
    ]


def test_a_short_list_is_set_comfortably() -> None:
    made = fit(["Formulir permintaan cuti", "Surat keterangan dokter"], REFERENCE, width=830, height=400)
    assert (made.px, made.left_out) == (44, 0)


@given(amount=st.integers(min_value=0, max_value=40), height=st.integers(min_value=120, max_value=900))
def test_ux_u33_never_more_than_there_is_room_for(amount: int, height: int) -> None:
    made = fit([f"Berkas nomor {n}" for n in range(amount)], REFERENCE, width=830, height=height)
    rows = len(made.rows) + bool(made.left_out)
    assert rows * (made.px + 2 * made.padding) <= height or not made.rows
    assert len(made.rows) + made.left_out == amount


@played
async def test_ux_u33_the_page_says_what_it_leaves_out(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk()
    await kiosk.home()
    await kiosk.group(3)
    await kiosk.service(6)
    await kiosk.service(4)
    page = kiosk.window.service
    assert page.form.title.text() == "Pencantuman gelar"
    left_out = page.form.papers.fitted().left_out
    assert left_out > 0
    assert more_phrase(left_out) in drawn_text(page)
