"""Sections that are a list and a form: groups and counters."""

from typing import cast

from bkpsdm_desktop.screens.settings.counters import CountersSection
from bkpsdm_desktop.screens.settings.groups import GroupsSection
from tests.screens.settings.conftest import Play
from tests.screens.settings.stage import Stage


def counters(stage: Stage) -> CountersSection:
    return cast(CountersSection, stage.page.section)


def groups(stage: Stage) -> GroupsSection:
    return cast(GroupsSection, stage.page.section)


def test_a_counter_is_added_with_keys_alone(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ctrl+N")
        assert counters(stage).number.value() == 7
        await stage.press("Alt+R")
        counters(stage).room.selectAll()
        stage.type("Ruang 2")
        assert counters(stage).save_button.lines == ("Tambahkan", "Loket 7")
        await stage.press("Ctrl+Return")
        assert stage.acts.counters.done == ["add 7"]
        assert counters(stage).chosen_row is not None
        assert not counters(stage).dirty

    play(scene, title="Loket")


def test_drafts_belong_to_their_records_and_are_saved_one_by_one(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = counters(stage)
        third, fourth = shown.rows[2], shown.rows[3]
        shown.choose(third.id)
        shown.room.setText("Ruang 3")
        shown.choose(fourth.id)
        assert shown.room.text() == "Ruang layanan"
        assert shown.is_drafted(third)
        shown.room.setText("Ruang 4")
        stage.feed.change()
        await stage.settle()
        shown.choose(third.id)
        assert shown.room.text() == "Ruang 3"
        await stage.press("Ctrl+Return")
        assert stage.acts.counters.done == ["put 3"]
        assert shown.is_drafted(fourth)

    play(scene, title="Loket")


def test_a_saved_change_and_a_discarded_one_are_taken_back(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = counters(stage)
        shown.choose(shown.rows[2].id)
        shown.room.setText("Ruang 3")
        await stage.press("Ctrl+Return")
        shown.table.setFocus()
        await stage.press("Ctrl+Z")
        assert stage.acts.counters.shown[2].room == "Ruang layanan"
        shown.room.setText("Ruang 5")
        await stage.press("Alt+F")
        assert shown.room.text() == "Ruang layanan"
        shown.table.setFocus()
        await stage.press("Ctrl+Z")
        assert shown.room.text() == "Ruang 5"

    play(scene, title="Loket")


def test_a_refusal_stands_at_its_field_and_in_the_slot(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = counters(stage)
        shown.choose(shown.rows[2].id)
        shown.room.setText(" ")
        await stage.press("Ctrl+Return")
        assert stage.refusal == "Ruang belum diisi."
        assert shown.room.property("state") == "bad"

    play(scene, title="Loket")


def test_ux_u6_the_letter_of_a_group_is_warned_of_and_counts_from_tomorrow(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = groups(stage)
        shown.choose(next(row.id for row in shown.rows if row.code == "PENSIUN"))
        shown.letter.setCurrentIndex(shown.letter.findData("D"))
        assert shown.letter_note == (
            "Bunyi D mirip C saat dipanggil. Pilih huruf lain. "
            "Huruf baru berlaku mulai besok; nomor hari ini tetap."
        )
        shown.letter.setCurrentIndex(shown.letter.findData("S"))
        assert "mirip angka 5" in shown.letter_note
        shown.letter.setCurrentIndex(shown.letter.findData("H"))
        assert shown.letter_note == "Huruf baru berlaku mulai besok; nomor hari ini tetap."
        await stage.press("Ctrl+Return")
        assert stage.acts.groups.done == ["put PENSIUN"]
        assert "Huruf U menjadi H" in shown.standing_line()

    play(scene, title="Kelompok")


def test_a_new_group_has_a_code_and_the_best_free_letter(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ctrl+N")
        stage.type("LATIH")
        assert groups(stage).letter.currentData() == "F"
        groups(stage).name.setText("Pelatihan")
        await stage.press("Ctrl+Return")
        assert stage.acts.groups.done == ["add LATIH"]

    play(scene, title="Kelompok")
