"""A visit at the counter, done as a clerk does it: with keys."""

from bkpsdm_desktop.domain.ticket import QueueRules, State
from bkpsdm_desktop.screens.counter.verbs import Verb
from bkpsdm_desktop.services.rows import CounterState
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.conftest import Play
from tests.screens.counter.office import FakeOffice, morning
from tests.screens.counter.stage import Stage


def closed(ticker: FakeTicker) -> FakeOffice:
    office = morning(ticker)
    office.state = CounterState.CLOSED
    return office


def test_ux_u12_a_whole_visit_needs_keys_only(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F11", "F2", "F3", "F4")
        at.window.press(Verb.PRINT)
        await at.press("Alt+S", "Esc", "F9", "F11", "Return")
        assert at.office.acts == [
            "open_counter", "call_next", "recall", "start_serving", "reprint_ticket C012", "finish",
            "pause_counter Istirahat",
        ]  # fmt: skip
        assert at.office.ticket("C012").state is State.FINISHED

    play(scene, make=closed)


def test_ux_u13_the_commonest_visit_takes_three_keys(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4", "F9")
        assert at.office.ticket("C012").state is State.FINISHED
        assert at.window.desk.next.number == "C010"

    play(scene)


def test_ux_u14_the_button_is_busy_at_once_and_nothing_else_starts(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("F2")
        button = at.window.desk.verbs.primary
        assert button.lines[0] == "Menyimpan…"
        at.key("F2")
        at.window.press(Verb.CALL_NEXT)
        assert at.status == "Tindakan sebelumnya sedang disimpan."
        await at.settle()
        assert at.office.acts == ["call_next"]
        assert at.window.desk.called.number == "C012"
        assert not button.busy

    play(scene)


def test_ux_u15_one_primary_button_stands_at_one_place_in_every_state(play: Play) -> None:
    async def scene(at: Stage) -> None:
        verbs = at.window.desk.verbs
        places, words = set(), []
        for key in ("", "F11", "F2", "F4", "F9"):
            if key:
                await at.press(key)
            button = verbs.primary
            assert button.isVisible()
            assert button.isEnabled()
            assert button.height() >= 44
            places.add((button.mapTo(at.window, button.rect().topLeft()).toTuple(), button.size().toTuple()))
            words.append((button.key, *button.lines))
        assert len(places) == 1
        assert words == [
            ("F11", "Buka loket", "Loket 3 · melayani A, C, K"),
            ("F2", "Panggil berikutnya", "C012 · Cuti tahunan"),
            ("F4", "Mulai layani", "bila C012 sudah di loket"),
            ("F9", "Selesai", "C012 · Cuti tahunan"),
            ("F2", "Panggil berikutnya", "C010 · Cuti sakit"),
        ]

    play(scene, make=closed)


def test_ux_u15_a_key_in_the_wrong_state_says_why(play: Play) -> None:
    async def scene(at: Stage) -> None:
        for key, reason in (
            ("F3", "F3 belum bisa dipakai: belum ada nomor yang dipanggil di loket ini."),
            ("F4", "F4 belum bisa dipakai: belum ada nomor yang dipanggil di loket ini."),
            ("F8", "F8 belum bisa dipakai: belum ada nomor yang dipanggil di loket ini."),
            ("F9", "F9 belum bisa dipakai: belum ada nomor yang dipanggil di loket ini."),
            ("Shift+F3", "Shift+F3 belum bisa dipakai: belum ada nomor yang dipanggil di loket ini."),
        ):
            at.key(key)
            assert at.status == reason
        await at.press("F2")
        at.key("F8")
        assert at.status == "F8 belum bisa dipakai: baru 1 dari 3 panggilan."
        no_show = at.window.desk.verbs.button(Verb.NO_SHOW)
        assert no_show is not None
        assert not no_show.isEnabled()
        assert "baru 1 dari 3 panggilan" in no_show.toolTip()
        at.key("F9")
        assert at.status == "C012 sedang dipanggil. Mulai layani dahulu (F4)."
        await at.press("F4")
        at.key("Shift+F3")
        assert "sebelum F4" in at.status
        at.key("F11")
        assert at.status == "Selesaikan C012 dahulu, lalu jeda."
        at.key("Shift+F11")
        assert at.status == "Selesaikan C012 dahulu, lalu tutup loket."
        assert at.office.acts == ["call_next", "start_serving"]

    play(scene)


def test_f2_while_serving_is_refused_with_what_to_do_first(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4")
        at.key("F2")
        assert at.status == "C012 sedang dilayani. Selesaikan dulu (F9)."
        assert at.office.acts == ["call_next", "start_serving"]

    play(scene)


def test_a_setting_makes_f2_finish_and_call(play: Play) -> None:
    def make(ticker: FakeTicker) -> FakeOffice:
        office = morning(ticker)
        office.rules = QueueRules(finish_and_call=True)
        return office

    async def scene(at: Stage) -> None:
        await at.press("F2", "F4", "F2")
        assert at.office.ticket("C012").state is State.FINISHED
        assert at.window.desk.called.number == "C010"

    play(scene, make=make)


def test_fault_d7_three_calls_then_the_no_show_is_offered(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F3", "F3")
        at.key("F3")
        assert at.status == "C012 sudah dipanggil 3 kali. Mulai layani (F4) atau tandai tidak hadir (F8)."
        await at.press("F8")
        assert at.office.acts == ["call_next", "recall", "recall", "mark_no_show"]
        assert at.office.ticket("C012").state is State.NO_SHOW

    play(scene)


def test_a_call_is_withdrawn_before_f4_and_the_number_keeps_its_place(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "Shift+F3")
        assert at.office.ticket("C012").state is State.WAITING
        assert at.window.desk.next.isVisible()
        assert at.window.view is not None
        assert "C012" in [row.label for row in at.window.view.upcoming]

    play(scene)


def test_a_visitor_who_takes_leave_is_cancelled(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "Shift+F8")
        assert at.office.ticket("C012").state is State.CANCELLED

    play(scene)


def test_fault_d1_a_call_that_another_counter_won_is_told_and_work_goes_on(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.office.refuse_next = "C012 sudah dipanggil Loket 2."
        await at.press("F2")
        assert at.window.desk.slot.refusal.words[1] == "C012 sudah dipanggil Loket 2."
        assert at.status == "C012 sudah dipanggil Loket 2."
        await at.press("F2")
        assert at.window.desk.slot.refusal.isHidden()
        assert at.window.desk.called.isVisible()

    play(scene)


def test_a_fault_of_ours_gives_a_code_and_the_counter_goes_on(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.office.break_next = RuntimeError("made for this test")
        await at.press("F2")
        assert "F-0001" in at.window.desk.slot.refusal.words[1]
        assert len(at.faults) == 1
        at.faults.clear()
        await at.press("F2")
        assert at.window.desk.called.isVisible()

    play(scene)


def test_the_screen_says_why_this_number_and_what_it_usually_needs(play: Play) -> None:
    async def scene(at: Stage) -> None:
        assert at.window.view is not None
        candidate = at.window.view.candidate
        assert candidate is not None
        labels = at.words()
        for sentence in candidate.why:
            assert sentence in labels
        assert " · ".join(candidate.requirements) in labels

    play(scene)


def test_a_change_elsewhere_is_read_while_visible_and_later_when_hidden(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.office.add("A012", "SK-AMBIL", 0)
        at.feed.change()
        await at.settle()
        assert at.window.view is not None
        assert at.window.view.queue[0].waiting == 5
        at.window.hide()
        at.office.add("A013", "SK-AMBIL", 0)
        at.feed.change()
        await at.settle()
        assert at.window.view.queue[0].waiting == 5
        at.window.show()
        await at.settle()
        assert at.window.view.queue[0].waiting == 6

    play(scene)


def test_a_serving_ticket_of_yesterday_says_its_day(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4")
        at.office.ticket("C012").day = at.office.ticket("C012").day.replace(day=23)
        at.feed.change()
        await at.settle()
        assert "Nomor dari Senin, 23 November 2026. Selesaikan dahulu (F9)." in at.words()

    play(scene)


def test_a_closed_window_leaves_no_timer_and_no_subscription(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.window.say("Selesai.")
        at.window.close()
        assert at.ticker.running == 0
        assert at.feed.ended

    play(scene)
