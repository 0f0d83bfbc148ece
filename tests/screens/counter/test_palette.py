"""Ctrl+K: every command by name."""

from PySide6.QtWidgets import QApplication

from bkpsdm_desktop.screens import theme
from bkpsdm_desktop.services.rows import CounterState
from tests.screens.counter.conftest import Play
from tests.screens.counter.office import JOKO
from tests.screens.counter.stage import Stage


def test_a_command_is_found_by_part_of_its_name_and_run_by_enter(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("Ctrl+K")
        at.type("tutup lo")
        assert [command.words for command in at.window.palette_sheet.shown] == ["Tutup loket"]
        await at.press("Return")
        assert at.office.acts == ["close_counter"]
        assert at.office.state is CounterState.CLOSED
        assert not at.window.palette_sheet.isVisible()

    play(scene)


def test_a_command_that_does_not_work_now_says_why(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("Ctrl+K")
        at.type("mulai")
        assert "belum ada nomor" in at.window.palette_sheet.shown[0].reason
        await at.press("Return")
        assert at.status.startswith("F4 belum bisa dipakai")

    play(scene)


def test_arrow_keys_choose_and_escape_gives_the_keyboard_back(play: Play) -> None:
    async def scene(at: Stage) -> None:
        before = at.window.focusWidget()
        at.key("Ctrl+K")
        at.key("Down")
        sheet = at.window.palette_sheet
        assert sheet.table.currentIndex().row() == 1
        await at.press("Esc")
        assert not sheet.isVisible()
        assert at.window.focusWidget() in (before, at.window)

    play(scene)


def test_a_clerk_is_not_offered_what_a_supervisor_does(play: Play) -> None:
    async def scene(at: Stage) -> None:
        names = [command.words for command in at.window.commands()]
        assert "Tutup hari" not in names
        assert "Konfirmasi tanggal" not in names
        assert "Keluar" in names

    play(scene)


def test_a_supervisor_confirms_the_date(play: Play) -> None:
    async def scene(at: Stage) -> None:
        at.key("Ctrl+K")
        at.type("konfirmasi")
        await at.press("Return")
        assert at.office.acts == ["confirm_date"]
        assert at.status == "Tanggal Selasa, 24 November 2026 dikonfirmasi. Nomor dapat diambil lagi."

    play(scene, person=JOKO)


def test_who_signs_out_closes_the_counter_first_but_not_on_a_visitor(play: Play) -> None:
    async def scene(at: Stage) -> None:
        left: list[bool] = []
        at.window.signed_out.connect(lambda: left.append(True))
        await at.press("F2", "F4")
        at.window.sign_out()
        assert at.status == "Selesaikan C012 dahulu, lalu keluar."
        await at.press("F9")
        at.window.sign_out()
        await at.settle()
        assert left == [True]
        assert at.office.acts[-1] == "close_counter"

    play(scene)


def test_ux_u24_ctrl_h_hides_what_is_said_about_people_and_shows_it_again(play: Play) -> None:
    async def scene(at: Stage) -> None:
        priority = "Giliran prioritas"
        table = at.window.desk.queue.next_table
        assert not table.isColumnHidden(4)
        assert table.model().index(0, 4).data() == priority
        await at.press("Ctrl+H")
        assert at.window.desk.hidden
        assert table.isColumnHidden(4)
        assert not any("prioritas" in words for words in at.words() if "berubah" not in words)
        await at.press("F2", "F4")
        assert at.window.desk.serving.hide_button.verb == "Tampilkan data"
        await at.press("Ctrl+H")
        assert not at.window.desk.hidden
        await at.press("F9")
        assert not table.isColumnHidden(4)

    play(scene)


def test_the_theme_changes_while_the_window_is_open(play: Play, app: QApplication) -> None:
    async def scene(at: Stage) -> None:
        at.key("Ctrl+K")
        at.type("tema gelap")
        await at.press("Return")
        assert theme.current() == theme.dark()
        theme.apply(app, theme.light())

    play(scene)
