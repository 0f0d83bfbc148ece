"""The office database is gone for a while (D16): the screen stays, acts say why, it comes back by itself."""

from bkpsdm_desktop.screens.counter.verbs import NO_LINK, Verb
from tests.screens.counter.conftest import Play
from tests.screens.counter.stage import Stage


def test_fault_d16_the_visitors_screen_stays_and_every_act_is_refused_with_the_reason(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4")
        at.office.down = True
        at.feed.link(False)
        desk = at.window.desk
        assert desk.serving.isVisible()
        assert desk.serving.number == "C012"
        assert desk.alarm.words == (
            "Basis data kantor tidak terjangkau.",
            "Mencoba lagi dalam 5 detik.",
        )
        for key in ("F9", "F2", "F11", "F5", "F10", "Shift+F11"):
            await at.press(key)
            assert at.status == NO_LINK
        assert at.office.acts == ["call_next", "start_serving"]

    play(scene)


def test_fault_d16_an_act_that_finds_the_database_gone_is_refused_and_not_kept_for_later(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.office.down = True
        await at.press("F2")
        assert at.window.desk.alarm.isVisible()
        assert at.window.desk.slot.refusal.isVisible()
        at.office.down = False
        await at.wait(6)
        assert not at.window.desk.alarm.isVisible()
        assert at.office.acts == []
        assert at.window.desk.verbs.primary.isEnabled()

    play(scene)


def test_fault_d16_it_tries_again_every_five_seconds_and_says_so(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.office.down = True
        at.feed.link(False)
        await at.wait(3)
        assert at.window.desk.alarm.words[1] == "Mencoba lagi dalam 2 detik."
        await at.wait(2)
        assert at.window.desk.alarm.words[1] == "Mencoba lagi dalam 5 detik."

    play(scene)


def test_fault_d16_a_link_that_is_back_reads_everything_anew(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.office.down = True
        at.feed.link(False)
        at.office.down = False
        at.office.add("A012", "SK-AMBIL", 0)
        at.feed.link(True)
        await at.settle()
        assert at.window.view is not None
        assert at.window.view.queue[0].waiting == 5
        assert not at.window.desk.alarm.isVisible()
        assert at.window.desk.verbs.button(Verb.CALL_NEXT) is at.window.desk.verbs.primary

    play(scene)


def test_who_signs_out_without_a_database_is_not_held(play: Play) -> None:
    async def scene(at: Stage) -> None:
        left: list[bool] = []
        at.window.signed_out.connect(lambda: left.append(True))
        at.office.down = True
        at.feed.link(False)
        at.window.sign_out()
        assert left == [True]

    play(scene)
