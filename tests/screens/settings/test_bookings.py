"""The section *Janji*: its words follow the numbers, and say what becomes of visits agreed already."""

from dataclasses import replace
from typing import cast

from bkpsdm_desktop.domain.slots import BookingRules
from bkpsdm_desktop.screens.settings.bookings import BookingRulesSection
from tests.screens.settings.conftest import Play
from tests.screens.settings.stage import Stage


def section(stage: Stage) -> BookingRulesSection:
    return cast(BookingRulesSection, stage.page.section)


def agreed(stage: Stage) -> str:
    return " ".join(fact.words for fact in section(stage).agreed.facts)


def meaning(stage: Stage) -> str:
    return " ".join(fact.words for fact in section(stage).meaning.facts)


def test_a_number_is_changed_seen_saved_and_taken_back_with_keys_alone(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown, before = section(stage), stage.acts.booking_rules.shown.rules
        assert "12 jam janji pada Rabu, 25 November 2026, setiap 30 menit: 08.00, 08.30, … 14.30." in meaning(
            stage
        )
        await stage.press("Alt+T", "Down")
        assert shown.numbers["capacity"].value() == 1
        assert "Satu jam janji: tiap kelompok 1 pengunjung; Cuti 3 pengunjung;" in meaning(stage)
        assert "8 janji yang akan datang tetap berlaku" in agreed(stage)
        assert "2 jam janji berisi lebih dari tempatnya (sekarang 0)" in agreed(stage)
        assert shown.save_button.lines == ("Simpan aturan janji", "1 angka berubah")
        await stage.press("Ctrl+Return")
        assert stage.acts.booking_rules.shown.rules == replace(before, capacity=1)
        assert not shown.dirty
        stage.page.setFocus()
        await stage.press("Ctrl+Z")
        assert stage.acts.booking_rules.shown.rules == before

    play(scene, title="Janji")


def test_visits_outside_the_new_slots_and_days_are_counted_before_saving(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        assert "luar" not in agreed(stage)
        shown.numbers["slot_minutes"].setValue(60)
        assert "3 janji di luar jam janji (sekarang 0); tetap diterima, tanpa mengurangi tempat." in agreed(
            stage
        )
        shown.numbers["days_ahead"].setValue(1)
        assert "3 janji melewati hari terjauh (sekarang 0)" in agreed(stage)
        stage.acts.booking_rules.shown = replace(stage.acts.booking_rules.shown, visits=())
        stage.feed.change()
        await stage.settle()
        await stage.press("Alt+F")
        assert agreed(stage) == "Belum ada janji yang akan datang."

    play(scene, title="Janji")


def test_a_group_follows_the_office_until_it_has_places_of_its_own(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        leave, pension = shown.places.fields["CUTI"], shown.places.fields["PENSIUN"]
        assert (leave.text(), pension.text()) == ("3 tempat", "ikut kantor (2)")
        shown.numbers["capacity"].setValue(4)
        assert pension.text() == "ikut kantor (4)"
        pension.setValue(0)
        leave.setValue(-1)
        assert shown.typed() == BookingRules(capacity=4, capacity_by_group={"KARTU": 0, "PENSIUN": 0})
        assert "Pensiun tidak menerima janji" in meaning(stage)
        await stage.press("Alt+F")
        assert not shown.dirty
        assert (leave.text(), pension.text()) == ("3 tempat", "ikut kantor (2)")
        stage.page.setFocus()
        await stage.press("Ctrl+Z")
        assert pension.text() == "0 tempat"

    play(scene, title="Janji")


def test_a_refusal_is_said_and_what_was_typed_stays(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.numbers["capacity"].setValue(5)
        stage.acts.booking_rules.refusal = "Aturan janji baru saja diubah di PC lain."
        await stage.press("Ctrl+Return")
        assert stage.page.slot.refusal.isVisible()
        assert shown.dirty
        assert shown.numbers["capacity"].value() == 5

    play(scene, title="Janji")


def test_stored_numbers_that_no_field_can_show_are_no_edit_of_this_person(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        acts = stage.acts.booking_rules
        acts.shown = replace(acts.shown, rules=BookingRules(slot_minutes=1, capacity_by_group={"LAMA": 1}))
        stage.feed.change()
        await stage.settle()
        assert not section(stage).dirty
        section(stage).numbers["capacity"].setValue(5)
        await stage.press("Ctrl+Return")
        assert acts.shown.rules == BookingRules(slot_minutes=5, capacity=5, capacity_by_group={"LAMA": 1})

    play(scene, title="Janji")


def test_the_first_numbers_are_one_key_away_and_stop_at_their_limits(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.numbers["slot_minutes"].setValue(1000)
        assert shown.numbers["slot_minutes"].value() == 240
        shown.numbers["days_ahead"].setValue(0)
        assert shown.numbers["days_ahead"].text() == "hari ini saja"
        await stage.press("Alt+W")
        assert shown.typed() == BookingRules()
        assert shown.default_button.reason

    play(scene, title="Janji")
