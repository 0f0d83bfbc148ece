"""The section *Aturan antrean*: the example follows the numbers, the rules count when they are saved."""

from typing import cast

from bkpsdm_desktop.domain.ticket import QueueRules
from bkpsdm_desktop.screens.settings.rules import RulesSection
from tests.screens.settings.conftest import Play
from tests.screens.settings.stage import Stage


def section(stage: Stage) -> RulesSection:
    return cast(RulesSection, stage.page.section)


def test_a_number_is_changed_seen_saved_and_taken_back_with_keys_alone(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        before = shown.lines
        await stage.press("Alt+R", "Up", "Up")
        assert shown.numbers["regular_per_priority"].value() == 4
        assert shown.lines != before
        # What would be other stands before the rest, below the next calls.
        assert shown.meaning.facts[1].words.startswith("Setelah 4 nomor reguler")
        assert "loket 2 K005 (semula C013)" in shown.meaning.facts[0].words
        assert shown.save_button.lines == ("Simpan aturan", "1 angka berubah")
        await stage.press("Ctrl+Return")
        assert stage.acts.rules.shown.regular_per_priority == 4
        assert not shown.dirty
        stage.page.setFocus()
        await stage.press("Ctrl+Z")
        assert stage.acts.rules.shown == QueueRules()
        assert shown.lines == before

    play(scene, title="Aturan antrean")


def test_what_the_fields_cannot_show_of_stored_rules_is_nobodys_edit(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        stored = stage.acts.rules.shown = QueueRules(max_calls=50)
        stage.feed.change()
        await stage.settle()
        assert shown.numbers["max_calls"].value() == 9
        assert not shown.dirty
        shown.numbers["undo_seconds"].setValue(10)
        assert shown.dirty
        await stage.press("Alt+F")
        assert not shown.dirty
        assert stage.acts.rules.shown == stored

    play(scene, title="Aturan antrean")


def test_numbers_stop_at_their_limits(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        number = section(stage).numbers["max_calls"]
        number.setValue(50)
        assert number.value() == 9
        number.setValue(0)
        assert number.value() == 1

    play(scene, title="Aturan antrean")


def test_a_discarded_change_comes_back_and_the_first_rules_are_one_key_away(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        assert shown.default_button.reason
        shown.numbers["max_calls"].setValue(5)
        stage.feed.change()
        await stage.settle()
        assert shown.numbers["max_calls"].value() == 5
        await stage.press("Alt+F")
        assert shown.numbers["max_calls"].value() == 3
        stage.page.setFocus()
        await stage.press("Ctrl+Z")
        assert shown.numbers["max_calls"].value() == 5
        await stage.press("Alt+W")
        assert shown.typed() == QueueRules()

    play(scene, title="Aturan antrean")


def test_the_history_names_each_change_with_its_person(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.numbers["max_calls"].setValue(5)
        shown.numbers["undo_seconds"].setValue(10)
        await stage.press("Ctrl+Return")
        stage.click(shown.choice, "Riwayat")
        assert shown.changes.isVisible()
        assert not shown.table.isVisible()
        rows = [shown.changes.model().index(row, 1).data() for row in range(3)]
        assert rows == [
            "Panggilan paling banyak 3 → 5 kali",
            "Urungkan dalam 8 → 10 detik",
            "Panggilan paling banyak 2 → 3 kali",
        ]
        assert shown.changes.model().index(1, 2).data() == ""
        assert shown.changes.model().index(2, 2).data() == "Wati Contohnya"

    play(scene, title="Aturan antrean")


def test_other_peoples_changes_reach_what_is_not_being_edited(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        stage.acts.rules.shown = QueueRules(max_calls=6)
        stage.acts.rules.queues = ()
        stage.feed.change()
        await stage.settle()
        assert shown.numbers["max_calls"].value() == 6
        assert shown.meaning.facts[0].words.startswith("Belum ada loket yang buka")

    play(scene, title="Aturan antrean")
