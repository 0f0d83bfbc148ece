"""Taking back the last act (ux.md U18), and nothing that asks to be sure."""

from PySide6.QtWidgets import QDialog

from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.screens.counter.verbs import Verb
from tests.screens.counter.conftest import Play
from tests.screens.counter.office import JOKO
from tests.screens.counter.stage import Stage


async def no_show(at: Stage) -> None:
    await at.press("F2", "F3", "F3", "F8")


def test_ux_u18_a_no_show_can_be_undone_for_eight_seconds(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await no_show(at)
        bar = at.window.desk.slot.undo
        assert bar.words[0] == "C012 ditandai tidak hadir."
        assert "10.11 WIB" in bar.words[1]
        assert bar.words[2] == "8 detik lagi"
        await at.wait(5)
        assert bar.words[2] == "3 detik lagi"
        await at.press("Ctrl+Z")
        assert at.office.ticket("C012").state is State.CALLED
        assert at.window.desk.called.isVisible()
        assert not bar.isVisible()

    play(scene)


def test_ux_u18_after_eight_seconds_it_is_too_late(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await no_show(at)
        await at.wait(8)
        assert not at.window.desk.slot.undo.isVisible()
        await at.press("Ctrl+Z")
        assert "undo" not in at.office.acts
        at.window.undo()
        assert at.status == "Tidak ada yang dapat diurungkan."

    play(scene)


def test_ux_u18_each_undoable_act_offers_its_own_undo(play: Play) -> None:
    async def scene(at: Stage) -> None:
        bar = at.window.desk.slot.undo
        await at.press("F2", "F4")
        assert bar.words[0] == "C012 mulai dilayani."
        await at.press("F9")
        assert bar.words[0] == "C012 selesai dilayani."
        await at.press("Ctrl+Z")
        assert at.office.ticket("C012").state is State.SERVING

    play(scene)


def test_a_call_offers_no_undo_but_its_withdrawal(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2")
        assert not at.window.desk.slot.undo.isVisible()
        button = at.window.desk.called.withdraw_button
        assert button.isVisible()
        assert button.key == "Shift+F3"

    play(scene)


def test_the_next_act_makes_the_one_before_final(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await no_show(at)
        await at.press("F2")
        assert not at.window.desk.slot.undo.isVisible()

    play(scene)


def test_ctrl_z_belongs_to_a_field_that_has_something_to_undo(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await no_show(at)
        at.window.press(Verb.FIND)
        at.type("C01")
        await at.press("Ctrl+Z")
        assert at.window.finder.field.text() != "C01"
        assert "undo" not in at.office.acts

    play(scene)


def test_ux_u18_closing_the_day_is_asked_in_a_bar_and_can_be_left(play: Play) -> None:
    async def scene(at: Stage) -> None:
        slot = at.window.desk.slot
        at.window.ask_close_day()
        assert slot.question.words == (
            "Tutup hari Selasa, 24 November 2026?",
            "17 nomor menunggu menjadi tidak terlayani.",
        )
        await at.press("Esc")
        assert slot.question.isHidden()
        await at.press("Ctrl+Return")
        assert at.office.acts == []
        at.window.ask_close_day()
        await at.press("Ctrl+Return")
        assert at.office.acts == ["close_day"]
        assert at.status.startswith("Hari ditutup: 17 nomor tidak terlayani.")

    play(scene, person=JOKO)


def test_ux_u19_no_dialog_opens_and_what_was_said_can_be_read_again(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F2")
        at.key("F8")
        said = at.status
        await at.wait(5)
        assert at.status == said
        await at.press("F4")
        at.office.refuse_next = "Printer tidak menjawab."
        await at.press("F9")
        assert at.window.findChildren(QDialog) == []
        assert at.window.desk.serving.isVisible()
        assert at.window.log.sentences == ("Printer tidak menjawab.", said)
        for sheet in (at.window.finder, at.window.prints, at.window.palette_sheet, at.window.log):
            assert not sheet.isModal()

    play(scene)


def test_keys_of_the_visit_work_while_a_sheet_is_open(play: Play) -> None:
    async def scene(at: Stage) -> None:
        await at.press("F5", "F2")
        assert at.office.acts == ["call_next"]
        await at.press("Esc")
        assert not at.window.finder.isVisible()

    play(scene)
