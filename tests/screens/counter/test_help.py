"""F1 at the counter: beside the work, offline, of the service in hand; U19: nothing modal, nothing lost."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.screens.staff.help import ServiceHelp, version_words
from bkpsdm_desktop.services.help import find
from tests.screens.counter.conftest import Play
from tests.screens.counter.looks import cut
from tests.screens.counter.office_parts import SERVICES, alarm_at, help_page
from tests.screens.counter.stage import Stage
from tests.screens.staff.test_frame import FakeCoach

PAGES = tuple(help_page(service) for service in SERVICES.values())


def help_of(at: Stage) -> ServiceHelp:
    services = at.window.help.sheet.services
    assert services is not None
    return services


def test_feat_s7_f1_shows_papers_article_notes_and_version_of_the_service_in_hand(play: Play) -> None:
    async def scene(at: Stage) -> None:
        since = datetime(2026, 10, 12, 1, 0, tzinfo=UTC)
        at.office.pages = tuple(
            replace(page, version=2, since=since) if page.code == "CT" else page for page in at.office.pages
        )
        at.feed.change()
        await at.settle()
        await at.press("F2", "F4", "F1")
        assert at.window.help.sheet.isVisible()
        words = help_of(at).card.words
        assert words[0] == "Cuti tahunan"
        for part in (
            "Persyaratan (3)", "KTP atau kartu ASN", "PP 11/2017 jo. 17/2020; Per.BKN 24/2017 jo. 7/2021",
            "Cuti tahunan paling sedikit 1 hari kerja.",
            "Standar layanan versi 2, berlaku sejak 12 Okt 2026 pukul 08.00 WIB",
        ):  # fmt: skip
            assert part in words
        assert cut(at.window.help.sheet) == []
        await at.press("F1")
        assert not at.window.help.sheet.isVisible()

    play(scene)


def test_ux_u19_the_sheet_is_not_modal_every_key_of_the_counter_still_works(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4", "F1")
        at.type("kgb")
        await at.press("F9")
        assert at.office.acts[-1] == "finish"
        assert at.window.help.sheet.isVisible()
        assert not at.window.findChildren(QDialog)
        assert all(not part.isModal() for part in at.window.findChildren(QWidget))
        await at.press("Ctrl+Z")
        assert at.office.ticket("C012").state is State.SERVING

    play(scene)


def test_feat_s7_a_search_needs_no_database(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.office.down = True
        at.feed.link(False)
        await at.settle()
        await at.press("F1")
        at.type("surat nikah")
        assert [page.code for page in help_of(at).shown] == ["KARIS"]
        assert "Fotokopi surat nikah" in help_of(at).card.words

    play(scene)


def test_arrows_choose_among_what_was_found_and_escape_gives_the_keyboard_back(play: Play) -> None:
    async def scene(at: Stage) -> None:
        before = at.window.focusWidget()
        await at.press("F1")
        at.type("cuti")
        assert [page.code for page in help_of(at).shown] == ["CT", "CS"]
        await at.press("Down")
        assert help_of(at).card.words[0] == "Cuti sakit"
        await at.press("Esc")
        assert not at.window.help.sheet.isVisible()
        assert at.window.focusWidget() in (before, at.window)

    play(scene)


def test_what_nobody_wrote_down_says_so(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F1")
        at.type("paspor")
        assert help_of(at).shown == ()
        assert not help_of(at).area.isVisible()

    play(scene)


def test_the_sheet_follows_the_visitor_to_the_next_service(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4", "F1")
        at.type("pensiun")
        await at.window._acts.next_service(SERVICES["KGB"].id)  # what Alt+T does in the end
        at.feed.change()
        await at.settle()
        assert help_of(at).field.text() == ""
        assert help_of(at).card.words[0] == "Kenaikan Gaji Berkala (KGB)"

    play(scene)


def test_services_that_changed_are_read_again(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.office.pages = (replace(at.office.pages[0], name="Cuti tahunan dan sisa"),)
        at.feed.change()
        await at.settle()
        await at.press("F1")
        assert [page.name for page in help_of(at).shown] == ["Cuti tahunan dan sisa"]

    play(scene)


def test_ux_u26_the_second_page_of_f1_tells_the_keys_of_this_screen(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.window.help.sheet.open_screen()
        assert "Layar loket" in at.words()
        assert "Panggil nomor berikutnya." in at.words()
        assert cut(at.window.help.sheet) == []

    for size in ((1366, 768), (1280, 720), (1093, 614)):
        play(scene, size=size)


def test_a_call_for_help_is_never_covered_by_help(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F1")
        at.office.alarms = [alarm_at(5, "Siti Misalnya", at.ticker.now())]
        at.feed.change()
        await at.settle()
        QApplication.sendPostedEvents()  # the layout's
        bar, sheet = at.window.emergency.bar, at.window.help.sheet
        foot = bar.mapTo(at.window, bar.rect().bottomLeft()).y()
        assert sheet.mapTo(at.window, sheet.rect().topLeft()).y() >= foot

    play(scene)


def test_ux_u19_what_was_said_stays_six_seconds_and_in_a_list_that_a_key_opens(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F9")
        said = at.status
        await at.wait(5)
        assert at.status == said
        await at.wait(2)
        await at.press("Ctrl+R")
        assert at.window.log.isVisible()
        assert at.window.log.sentences[0] == said
        await at.press("Ctrl+R")
        assert not at.window.log.isVisible()

    play(scene)


def test_a_first_version_was_there_from_the_beginning() -> None:
    assert version_words(PAGES[0]) == "Standar layanan versi 1, berlaku sejak awal"


@given(st.sampled_from(PAGES), st.data())
def test_any_words_of_a_service_find_it(page: object, data: st.DataObject) -> None:
    assert page in PAGES
    found = next(each for each in PAGES if each == page)
    words = f"{found.name} {' '.join(found.requirements)} {found.legal_basis}".split()
    some = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=4))
    assert found in find(PAGES, " ".join(some).upper())


def test_services_whose_name_matches_come_before_those_that_only_mention_it() -> None:
    assert find(PAGES, "sk")[0].code == "SK-AMBIL"
    assert find(PAGES, "  ") == PAGES


def test_ux_u26_first_steps_at_the_counter_stand_beside_the_work_until_esc(play: Play) -> None:
    async def scene(at: Stage) -> None:
        coach = FakeCoach()
        at.window.teach(coach)
        await at.settle()
        assert at.window.coach is not None
        card = at.window.coach.card
        assert card is not None
        assert card.isVisible()
        assert cut(card) == []
        await at.press("F2", "F4")
        assert at.office.acts == ["call_next", "start_serving"]
        await at.press("Esc")
        assert not card.isVisible()
        assert coach.seen == {"COUNTER"}

    for size in ((1366, 768), (1093, 614)):
        play(scene, size=size)
