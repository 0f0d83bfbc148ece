"""F10: what did not print, and the present ticket once more."""

from bkpsdm_desktop.services.rows import PrintState
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.conftest import Play
from tests.screens.counter.office import FakeOffice, morning
from tests.screens.counter.stage import Stage


def with_jobs(ticker: FakeTicker) -> FakeOffice:
    office = morning(ticker)
    office.add_job("C011", PrintState.ATTENTION, "Kertas habis.")
    office.add_job("A008", PrintState.SENT, "Printer berhenti menjawab.", unsure=True)
    return office


def test_f10_offers_what_did_not_print(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("F10")
        prints = at.window.prints
        assert prints.chosen is not None
        assert prints.chosen.title == "C011"
        assert prints.print_button.isVisible()
        assert not prints.printed_button.isVisible()
        await at.press("Alt+C")
        assert at.office.acts == ["print_again"]
        assert [job.title for job in at.office.jobs] == ["A008"]

    play(scene, make=with_jobs)


def test_an_unsure_print_is_asked_about_not_repeated(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("F10")
        at.key("Down")
        prints = at.window.prints
        assert prints.printed_button.isVisible()
        assert prints.not_printed_button.isVisible()
        assert not prints.print_button.isVisible()
        await at.press("Alt+Y")
        assert at.office.acts == ["confirm_printed"]

    play(scene, make=with_jobs)


def test_an_unsure_print_that_did_not_come_out_is_printed_again(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("F10")
        at.key("Down")
        await at.press("Alt+D")
        assert at.office.acts == ["print_again"]

    play(scene, make=with_jobs)


def test_the_present_ticket_is_printed_as_a_copy(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("F10")
        await at.press("Alt+S")
        assert at.status == "Belum ada nomor yang dipanggil di loket ini."
        await at.press("Esc", "F2", "F10", "Alt+S")
        assert at.office.acts == ["call_next", "reprint_ticket C012"]
        assert at.status == "Salinan slip C012 dikirim ke printer."

    play(scene)


def test_the_status_line_counts_what_is_held_up(play: Play) -> None:
    async def scene(at: Stage) -> None:
        assert "Tiket: 2 tertahan (F10)" in at.words()

    play(scene, make=with_jobs)
