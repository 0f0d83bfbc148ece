"""The section *Jam buka*: a draft that counts when it is saved, with what comes of it beside."""

from typing import cast

from bkpsdm_desktop.domain.hours import write_day
from bkpsdm_desktop.screens.settings.hours import HoursSection
from tests.screens.settings.conftest import Play
from tests.screens.settings.stage import Stage


def section(stage: Stage) -> HoursSection:
    return cast(HoursSection, stage.page.section)


def test_a_day_is_typed_tidied_and_saved_with_keys_alone(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Alt+S")
        section(stage).days[0].selectAll()
        stage.type("9:00-11:30")
        await stage.press("Tab")
        assert section(stage).days[0].text() == "09.00–11.30"
        assert section(stage).dirty
        assert write_day(section(stage).preview_rows[6].stretches) == "09.00–11.30"
        await stage.press("Ctrl+Return")
        assert stage.acts.hours.done == ["hours.put"]
        assert write_day(stage.acts.hours.shown.plan.week[0]) == "09.00–11.30"
        assert not section(stage).dirty
        assert stage.page.slot.undo.words[0] == "Jam buka disimpan."

    play(scene, title="Jam buka")


def test_saved_hours_are_taken_back_with_ctrl_z(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        before = stage.acts.hours.shown.plan
        section(stage).days[0].setText("09.00–11.30")
        await stage.press("Ctrl+Return")
        assert stage.acts.hours.shown.plan != before
        section(stage).weeks.setFocus()
        await stage.press("Ctrl+Z")
        assert stage.acts.hours.shown.plan == before
        assert section(stage).days[0].text() == "08.00–12.00, 13.00–15.00"

    play(scene, title="Jam buka")


def test_a_wrong_day_says_so_under_its_field_and_nothing_is_saved(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Alt+R")
        section(stage).days[2].selectAll()
        stage.type("08.00-12.00, 11.00-15.00")
        await stage.press("Ctrl+Return")
        assert stage.acts.hours.done == []
        assert "bertumpang tindih" in stage.refusal
        assert any("bertumpang tindih" in words for words in stage.words())
        assert section(stage).days[2].text() == "08.00-12.00, 11.00-15.00"

    play(scene, title="Jam buka")


def test_a_period_is_added_named_and_removed_and_the_removal_is_taken_back(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ins")
        stage.type("Ramadan 1448 H")
        assert section(stage).weeks.rows.rowCount() == 3
        await stage.press("Ctrl+Return")
        assert [each.basis for each in stage.acts.hours.shown.plan.periods][1:] == ["Ramadan 1448 H"]
        section(stage).weeks.choose(2)
        section(stage)._choose(2)
        await stage.press("Alt+H")
        assert section(stage).weeks.rows.rowCount() == 2
        section(stage).weeks.setFocus()
        await stage.press("Ctrl+Z")
        assert section(stage).weeks.rows.rowCount() == 3
        assert not section(stage).dirty

    play(scene, title="Jam buka")


def test_a_change_elsewhere_does_not_take_the_draft_away(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        section(stage).days[0].setText("09.00–11.30")
        stage.feed.change()
        await stage.settle()
        assert section(stage).days[0].text() == "09.00–11.30"
        await stage.press("Alt+F")
        assert section(stage).days[0].text() == "08.00–12.00, 13.00–15.00"
        section(stage).weeks.setFocus()
        await stage.press("Ctrl+Z")
        assert section(stage).days[0].text() == "09.00–11.30"

    play(scene, title="Jam buka")


def test_what_the_office_refuses_stands_in_the_slot_and_the_draft_stays(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        section(stage).days[0].setText("09.00–11.30")
        stage.acts.hours.refusal = "Jam buka baru saja diubah di PC lain."
        await stage.press("Ctrl+Return")
        assert stage.refusal == "Jam buka baru saja diubah di PC lain."
        assert section(stage).dirty

    play(scene, title="Jam buka")
