"""The section *Hari libur*: a year at a time, and the table of a year with all that is wrong with it."""

from datetime import date
from typing import cast

from bkpsdm_desktop.screens.settings.fields import show_date
from bkpsdm_desktop.screens.settings.holidays import HolidaysSection
from bkpsdm_desktop.screens.widgets.state import State
from tests.screens.settings.conftest import Play
from tests.screens.settings.stage import Stage

HEAD = "tanggal,jenis,nama,status,dasar\n"
GOOD = HEAD + "2027-08-18,cuti_bersama,Cuti bersama contoh,perkiraan,\n"
BAD = HEAD + "2027-08-18,cuti_bersama,Contoh,perkiraan,\nx,y,z,,\n2027-01-01,a,b,c,d,e\n"


def section(stage: Stage) -> HolidaysSection:
    return cast(HolidaysSection, stage.page.section)


def import_words(stage: Stage) -> list[str]:
    model = section(stage).import_table.model()
    return [str(model.index(row, 2).data()) for row in range(model.rowCount())]


def test_a_day_off_is_added_with_keys_alone(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ctrl+N", "Alt+N")
        stage.type("Hari jadi contoh")
        await stage.press("Ctrl+Return")
        assert stage.acts.holidays.done == ["add Hari jadi contoh"]
        row = section(stage).chosen_row
        assert row is not None
        assert (row.off.name, row.off.checked) == ("Hari jadi contoh", False)
        assert not section(stage).dirty

    play(scene, title="Hari libur")


def test_a_renamed_day_is_taken_back_and_a_removed_one_comes_back(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        before = stage.acts.holidays.shown
        shown.name.setText("Nama lain")
        await stage.press("Ctrl+Return")
        assert shown.chosen_row is not None
        assert shown.chosen_row.off.name == "Nama lain"
        shown.table.setFocus()
        await stage.press("Ctrl+Z")
        assert stage.acts.holidays.shown == before
        await stage.press("Alt+H")
        assert len(stage.acts.holidays.shown) == len(before) - 1
        shown.table.setFocus()
        await stage.press("Ctrl+Z")
        assert stage.acts.holidays.shown == before

    play(scene, title="Hari libur")


def test_a_day_that_moves_to_another_year_is_shown_among_its_days(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        show_date(shown.day, date(2027, 5, 3))
        await stage.press("Ctrl+Return")
        assert shown.list_panel.accessibleName() == "Hari libur 2027"
        assert date(2027, 5, 3) in [row.off.day for row in shown.shown_rows()]
        shown.table.setFocus()
        await stage.press("Ctrl+Z")
        assert shown.list_panel.accessibleName() == "Hari libur 2026"

    play(scene, title="Hari libur")


def test_years_are_turned_with_alt_and_arrows(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Alt+Right")
        assert {row.off.day.year for row in section(stage).shown_rows()} == {2027}
        assert section(stage).list_panel.accessibleName() == "Hari libur 2027"
        assert "masih perkiraan" in section(stage).standing_line()

    play(scene, title="Hari libur")


def test_a_table_is_looked_at_imported_and_taken_back(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown, before = section(stage), stage.acts.holidays.shown
        stage.acts.holidays.files["libur.csv"] = GOOD.encode("utf-16")
        shown.look_at("libur.csv")
        await stage.settle()
        assert "Cuti bersama contoh (perkiraan)" in import_words(stage)
        assert shown.save_button.verb == "Impor 2027"
        assert shown.save_button.about.startswith("1 baru, ")
        await stage.press("Ctrl+Return")
        assert not shown.importing
        assert [row.off.name for row in shown.shown_rows()] == ["Cuti bersama contoh"]
        shown.table.setFocus()
        await stage.press("Ctrl+Z")
        assert stage.acts.holidays.shown == before

    play(scene, title="Hari libur")


def test_fault_g16_a_wrong_table_shows_every_wrong_row_and_cannot_be_imported(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        stage.acts.holidays.files["libur.csv"] = BAD.encode()
        shown.look_at("libur.csv")
        await stage.settle()
        assert shown.import_bar.state is State.BAD
        assert import_words(stage) == [
            "Tanggal 'x' tidak terbaca. Contoh: 2027-01-01.",
            "Kolomnya lebih: 6, seharusnya 5.",
        ]
        await stage.press("Ctrl+Return")
        assert stage.acts.holidays.done == []
        assert shown.save_button.reason == "Ada baris yang salah."
        await stage.press("Alt+F")
        assert not shown.importing

    play(scene, title="Hari libur")
