"""Parking, transfer, further services and breaks at the counter, with keys only."""

from datetime import timedelta

from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.screens.counter.verbs import Verb
from bkpsdm_desktop.services.rows import CounterState
from tests.helpers.ticker import FakeTicker
from tests.screens.counter.conftest import Play
from tests.screens.counter.office import FakeOffice, morning
from tests.screens.counter.office_parts import SERVICES
from tests.screens.counter.stage import Stage


def with_parked(ticker: FakeTicker) -> FakeOffice:
    """A008 is parked for this clerk, K005 for everybody and too long."""
    office = morning(ticker)
    for label, ago, common in (("A008", 11, False), ("K005", 34, True)):
        ticket = office.ticket(label)
        ticket.state, ticket.common = State.PARKED, common
        ticket.parked_at = ticket.called_at = ticker.now() - timedelta(minutes=ago)
    return office


def test_ux_u12_f7_parks_the_visitor_and_undo_brings_him_back(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4", "F7")
        assert at.office.ticket("C012").state is State.PARKED
        assert at.window.desk.next.number == "C010"
        assert "C012 ditunda." in at.words()
        await at.press("Ctrl+Z")
        assert at.office.ticket("C012").state is State.SERVING
        assert at.window.desk.serving.isVisible()
        await at.press("Ctrl+F7")
        assert at.office.acts[-1] == "park common"

    play(scene)


def test_a_parked_number_is_served_on_with_three_keys(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("Shift+F7")
        sheet = at.window.moves.parked
        assert sheet.isVisible()
        assert sheet.chosen is not None
        assert sheet.chosen.label == "A008"
        await at.press("Return")
        assert at.office.acts == ["resume A008"]
        assert not sheet.isVisible()
        assert at.window.desk.serving.number == "A008"

    play(scene, make=with_parked)


def test_f2_on_the_list_of_parked_numbers_calls_the_marked_one(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("Shift+F7", "Down", "F2")
        assert at.office.acts == ["call_parked K005"]
        assert at.window.desk.called.number == "K005"

    play(scene, make=with_parked)


def test_the_refusal_of_a_parked_number_stands_in_its_sheet(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("Shift+F7")
        at.office.refuse_next = "A008 sedang dilayani."
        await at.press("Return")
        sheet = at.window.moves.parked
        assert sheet.isVisible()
        assert sheet.trouble.words[1] == "A008 sedang dilayani."
        await at.press("Esc")
        assert not sheet.isVisible()

    play(scene, make=with_parked)


def test_parked_numbers_stand_in_column_c_and_say_which_lies_too_long(play: Play) -> None:
    async def scene(at: Stage) -> None:
        model = at.window.desk.day.parked_table.model()
        rows = [[model.index(row, column).data() for column in range(3)] for row in range(2)]
        assert rows == [
            ["A008", "Pengambilan SK/Petikan di loket", "11 menit"],
            ["K005", "Kenaikan Gaji Berkala (KGB)", "34 menit"],
        ]
        assert at.window.view is not None
        assert [row.long for row in at.window.view.parked] == [False, True]

    play(scene, make=with_parked)


def test_ux_u12_a_transfer_to_a_counter_needs_three_keys(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4")
        at.key("F6")
        sheet = at.window.moves.transfer
        assert sheet.meaning.text() == "C012 menunggu Loket 1 di tempatnya sejak 09.26 WIB. Nomornya tetap."
        await at.press("Return")
        assert at.office.acts[-1] == "transfer Loket 1 tetap"
        assert at.office.ticket("C012").state is State.WAITING
        assert at.window.desk.next.isVisible()

    play(scene)


def test_a_service_is_found_by_typing_and_may_lose_its_place(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4", "F6")
        at.type("berkala")
        sheet = at.window.moves.transfer
        assert [goal.words for goal in sheet.shown] == ["K  Kenaikan Gaji Berkala (KGB)"]
        at.key("Alt+P")
        assert "di ujung antrean" in sheet.meaning.text()
        await at.press("Return")
        assert at.office.acts[-1] == "transfer KGB ujung"

    play(scene)


def test_fault_d8_a_goal_that_cannot_be_says_why_before_anything_is_done(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4", "F6")
        at.type("siti")
        sheet = at.window.moves.transfer
        assert sheet.meaning.text() == "Petugasnya tidak melayani Cuti tahunan."
        await at.press("Return")
        assert sheet.trouble.words[1] == "Petugasnya tidak melayani Cuti tahunan."
        assert at.office.acts == ["call_next", "start_serving"]
        at.window.moves.transfer.field.setText("tidak ada ini")
        await at.press("Return")
        assert sheet.trouble.words[1] == "Pilih tujuan dahulu."

    play(scene)


def test_alt_t_adds_a_service_and_the_visit_has_two_legs(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2", "F4")
        assert not at.window.desk.visit.legs_table.isVisible()
        at.key("Alt+T")
        at.type("kgb")
        await at.press("Return")
        assert at.office.acts[-1] == "next_service KGB"
        assert at.window.view is not None
        assert at.window.view.active is not None
        assert at.window.view.active.service == SERVICES["KGB"].name
        assert at.window.desk.verbs.primary.about == f"C012 · {SERVICES['KGB'].name}"
        model = at.window.desk.visit.legs_table.model()
        assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
            "Cuti tahunan", SERVICES["KGB"].name, "Seluruhnya",
        ]  # fmt: skip

    play(scene)


def test_f11_enter_pauses_for_the_usual_reason_and_the_screen_says_until_when(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F11", "Return")
        assert at.office.acts == ["pause_counter Istirahat"]
        assert at.window.desk.closed.words == "Loket jeda"
        assert any("Istirahat sejak 09.41 WIB, kembali sekitar 09.56 WIB." in words for words in at.words())
        await at.press("F11")
        assert at.office.state is CounterState.OPEN

    play(scene)


def test_another_reason_is_typed_first(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F11", "Down", "Down", "Down", "Return")
        assert at.office.acts == []
        at.type("Ambil map")
        await at.press("Return")
        assert at.office.acts == ["pause_counter Ambil map"]

    play(scene)


def test_a_refused_pause_keeps_its_sheet(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("F11")
        at.office.refuse_next = "Loket belum dibuka."
        await at.press("Return")
        assert at.window.moves.pause.trouble.words[1] == "Loket belum dibuka."

    play(scene)


def test_ux_u13_the_commonest_visit_with_park_and_resume_stays_within_twelve_keys(play: Play) -> None:
    keys = ("F2", "F4", "F7", "F2", "F4", "F9", "Shift+F7", "Return", "F9")

    async def scene(at: Stage) -> None:
        await at.press(*keys)
        assert at.office.ticket("C012").state is State.FINISHED
        assert at.office.ticket("C010").state is State.FINISHED

    assert len(keys) <= 12
    play(scene)


def test_ux_u14_the_view_after_an_act_comes_with_the_act(play: Play) -> None:
    """No second round: what the act changed is on the screen when its button is usable again."""

    async def scene(at: Stage) -> None:
        shown: list[str] = []
        at.window.desk.verbs.primary.clicked.connect(lambda: None)
        for key, expected in (("F2", "C012"), ("F4", "C012"), ("F7", "C010")):
            at.key(key)
            while at.window.busy:
                await at.settle()
            desk = at.window.desk
            page = next(p for p in (desk.called, desk.serving, desk.next) if p.isVisible())
            shown.append(page.number)
            assert shown[-1] == expected

    play(scene)


def test_the_new_keys_say_why_they_do_not_work(play: Play) -> None:
    async def scene(at: Stage) -> None:
        for key, reason in (
            ("F6", "F6 belum bisa dipakai: belum ada nomor yang dipanggil di loket ini."),
            ("F7", "F7 belum bisa dipakai: belum ada nomor yang dipanggil di loket ini."),
            ("Shift+F7", "Belum ada nomor yang ditunda."),
            ("Alt+T", "Alt+T belum bisa dipakai: belum ada nomor yang dipanggil di loket ini."),
        ):
            at.key(key)
            assert at.status == reason
        await at.press("F2")
        at.key("F7")
        assert at.status == "C012 sedang dipanggil. Mulai layani dahulu (F4), baru tunda."

    play(scene)


def test_the_verbs_of_the_bar_stand_where_the_drawing_has_them(play: Play) -> None:
    async def scene(at: Stage) -> None:
        bar = at.window.desk.verbs
        wanted = (Verb.RECALL, Verb.TRANSFER, Verb.PARK, Verb.NO_SHOW, Verb.FIND, Verb.PRINT)
        buttons = [bar.button(verb) for verb in wanted] + [bar.toggle_button, bar.alarm_button]
        places = [button.x() for button in buttons if button is not None]
        assert places == sorted(places)
        assert len(places) == 8

    play(scene)
