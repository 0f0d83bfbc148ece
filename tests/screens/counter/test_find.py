"""F5: a ticket by number or code, in words, and what may be done with it."""

import pytest
from PySide6.QtWidgets import QLabel

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services.counter_rows import TicketFound
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.conftest import Play
from tests.screens.counter.office import FakeOffice, morning
from tests.screens.counter.stage import Stage


class Refusing(FakeOffice):
    """An office that answers every search with one sentence."""

    sentence = ""

    async def find(self, text: str) -> TicketFound:
        self.acts.append(f"find {text}")
        raise Refused(self.sentence)


def test_a_number_is_found_with_keys_and_comes_back_to_the_queue(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("F5")
        at.type("c007")
        await at.press("Return")
        finder = at.window.finder
        assert finder.found is not None
        assert finder.found.label == "C007"
        assert "masih boleh kembali" in finder.sentence
        await at.press("Alt+K")
        assert at.office.ticket("C007").state is State.WAITING
        assert not finder.isVisible()
        assert at.window.desk.slot.undo.words[0] == "C007 kembali ke antrean."

    play(scene)


def test_a_waiting_visitor_who_takes_leave_is_cancelled_and_may_not_return(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("F5")
        at.type("C011")
        await at.press("Return")
        await at.press("Alt+K")
        assert at.office.ticket("C011").state is State.WAITING
        assert "Hanya nomor yang tidak hadir" in at.window.finder.trouble.words[1]
        await at.press("Alt+B")
        assert at.office.ticket("C011").state is State.CANCELLED

    play(scene)


def test_the_list_of_no_shows_leads_to_the_number(play: Play) -> None:
    async def scene(at: Stage) -> None:
        table = at.window.desk.day.returnable_table
        table.setFocus()
        table.setCurrentIndex(table.model().index(0, 0))
        await at.press("Return")
        assert at.window.finder.found is not None
        assert at.window.finder.found.label == "C007"

    play(scene)


@pytest.mark.parametrize(
    "sentence",
    [
        "C012 dari Senin, 23 November 2026. Nomor berlaku satu hari; silakan ambil nomor baru.",
        "Tiket ini dari kantor lain (BDG). Silakan ambil nomor di kantor ini.",
        "C012 sudah dibatalkan.",
        "C012 sudah selesai dilayani pukul 09.52 WIB di Loket 2.",
    ],
)
def test_fault_d11_each_kind_of_wrong_ticket_shows_its_own_sentence(play: Play, sentence: str) -> None:
    def make(ticker: FakeTicker) -> FakeOffice:
        office = Refusing(ticker)
        office.sentence = sentence
        return office

    async def scene(at: Stage) -> None:
        at.key("F5")
        at.type("TGS7KQ4M2XV9")
        await at.press("Return")
        assert at.window.finder.trouble.words[1] == sentence
        assert at.window.finder.field.text() == "TGS7KQ4M2XV9"
        assert not at.window.finder.result.isVisible()

    play(scene, make=make)


@pytest.mark.parametrize(
    ("pasted", "place"),
    [("C\x00012", 2), ("C01\x07", 4), ("\x1b[31mC012", 1), ("C012\u2028x", 5), ("C0\ud80012", 3)],
)
def test_fault_g8_control_characters_are_refused_with_their_position(
    play: Play, pasted: str, place: int
) -> None:
    async def scene(at: Stage) -> None:
        at.key("F5")
        at.window.finder.search(pasted)
        await at.settle()
        assert f"karakter ke-{place}" in at.window.finder.trouble.words[1]
        assert at.office.acts == []

    play(scene)


def test_fault_g8_what_a_field_keeps_of_a_paste_is_checked_too(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("F5")
        at.window.finder.field.insert("C0\x0712")
        await at.press("Return")
        assert at.office.acts in ([], ["find C012"])
        assert at.office.acts or "karakter ke-3" in at.window.finder.trouble.words[1]

    play(scene)


def test_fault_g9_markup_shows_as_it_is(play: Play) -> None:
    nasty = "Dinas P&K <b>x</b> &nbsp; <img src=/etc/hosts>"

    def make(ticker: FakeTicker) -> FakeOffice:
        office = morning(ticker)
        for ticket in office.tickets:
            ticket.service = ticket.service.renamed(nasty)
        office.person = nasty
        return office

    async def scene(at: Stage) -> None:
        await at.press("F2", "F4")
        plain = [label for label in at.window.findChildren(QLabel) if label.text() == nasty]
        assert plain
        assert all(label.textFormat().name == "PlainText" for label in plain)
        assert at.window.desk.verbs.primary.about == f"C012 · {nasty}"
        at.office.refuse_next = nasty
        await at.press("F9")
        assert at.window.desk.slot.refusal.words[1] == nasty
        assert at.status == nasty

    play(scene, make=make)
