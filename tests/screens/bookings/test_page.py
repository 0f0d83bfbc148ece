"""The page of booked visits: a day at a glance, and everything by keys."""

from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea

from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.screens.bookings.page import state_badge
from bkpsdm_desktop.screens.bookings.slots import slot_words
from bkpsdm_desktop.services.bookings import BookingState, SlotRow
from tests.helpers.pictures import drawn_text
from tests.screens.bookings.conftest import Play
from tests.screens.bookings.office import TODAY, FakeBookings, at
from tests.screens.bookings.stage import Stage

SIZES = [(1366, 768), (1280, 720), (1093, 614)]


def column(stage: Stage, place: int) -> list[str]:
    model = stage.page.table.rows
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def test_a_day_is_listed_by_time_with_what_became_of_each_visit(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        assert column(stage, 0)[:3] == ["08.00", "08.30", "09.30"]
        assert column(stage, 5) == [
            "Datang C001", "Terlambat", "Datang C009", "Belum datang", "Belum datang", "Belum datang",
            "Batal", "Belum datang",
        ]  # fmt: skip
        assert "7 janji · 2 datang · 1 batal" in drawn_text(stage.page)
        assert stage.page.table.current.name == "Budi Umpama", "the first who is still to come"

    play(scene)


def test_the_slots_say_what_is_free_of_how_many(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        table = stage.page.slots.table.model()
        rows = {table.index(row, 0).data(): row for row in range(table.rowCount())}
        ten = [table.index(rows["10.00"], place).data() for place in range(table.columnCount())]
        assert ten == ["10.00", "1/2", "0/2", "2/2", "2/2", "2/2", "2/2"]
        assert table.index(rows["08.00"], 1).data() == "–/2", "it is over"
        assert len(rows) == 12

    play(scene)
    assert slot_words(SlotRow(starts_at=at(10), capacity=3, taken=5, open=True)) == "0/3"


def test_a_visit_is_written_down_with_keys_alone(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ins")
        assert stage.page.writing
        form = stage.page.form
        form.service.setCurrentIndex(form.service.findText("Cuti sakit"))
        await stage.press("Alt+J")
        assert form.slot.hasFocus()
        assert [form.slot.itemText(place) for place in range(2)] == ["10.30 · 2 kosong", "11.00 · 2 kosong"]
        await stage.press("Alt+N")
        stage.type("Yuni Perumpamaan")
        await stage.press("Alt+K")
        stage.type("0812")
        await stage.press("Ctrl+Return")
        assert stage.acts.done == ["book"]
        assert not stage.page.writing
        assert "Yuni Perumpamaan" in stage.names()
        assert stage.page.table.current.name == "Yuni Perumpamaan"
        await stage.press("Ctrl+Z")
        assert stage.acts.rows[-1].state is BookingState.CANCELLED

    play(scene)


def test_what_is_missing_is_said_and_nothing_is_saved(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ins", "Ctrl+Return")
        assert stage.page.status.message == "Lengkapi layanan, jam, dan nama."
        assert stage.page.primary.reason
        assert stage.acts.done == []
        await stage.press("Esc")
        assert not stage.page.writing

    play(scene)


def test_fault_g6_a_name_that_is_refused_stays_with_its_reason_under_the_field(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ins", "Alt+N")
        stage.page.form.name.setText("Rani \u0639")
        await stage.press("Ctrl+Return")
        assert stage.acts.done == []
        assert "karakter ke-6" in stage.refusal
        assert any("karakter ke-6" in words for words in stage.words())
        assert stage.page.form.name.text() == "Rani \u0639"
        assert stage.page.form.name.hasFocus()
        await stage.press("Esc")
        assert stage.refusal == ""
        assert stage.page.writing, "the first Esc takes the refusal away"

    play(scene)


def test_ux_u26_esc_closes_the_help_before_the_form(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ins", "F1")
        sheet = stage.page.help.sheet
        assert sheet is not None
        stage.page.form.name.setFocus()  # help stays open while one works beside it
        await stage.press("Esc")
        assert not sheet.isVisible()
        assert stage.page.writing
        await stage.press("Esc")
        assert not stage.page.writing

    play(scene)


def test_a_slot_that_another_took_is_refused_and_what_was_typed_stays(play: Play) -> None:
    acts = FakeBookings()

    async def scene(stage: Stage) -> None:
        await stage.press("Ins", "Alt+N")
        stage.type("Yuni Perumpamaan")
        acts.refusal = "Pukul 10.30 WIB sudah penuh (2 janji). Pilih jam lain."
        await stage.press("Ctrl+Return")
        assert "sudah penuh" in stage.refusal
        assert any(words.startswith("Pukul 10.30") for words in stage.words()), "under the field too"
        assert stage.page.writing
        await stage.press("F6")
        assert stage.page.status.message == "Simpan atau tutup formulir dahulu."
        assert stage.page.form.name.text() == "Yuni Perumpamaan"
        await stage.press("Ctrl+Return")
        assert acts.done == ["book"]
        assert stage.refusal == ""

    play(scene, acts=acts)


def test_fault_g7_a_contact_that_comes_twice_is_told_beside_the_undo(play: Play) -> None:
    acts = FakeBookings(warning="Kontak ini juga punya janji pukul 08.00 WIB hari itu.")

    async def scene(stage: Stage) -> None:
        await stage.press("Ins", "Alt+N")
        stage.type("Yuni Perumpamaan")
        await stage.press("Ctrl+Return")
        assert stage.page.slot.undo.words[1] == acts.warning
        assert acts.warning in stage.page.status.message

    play(scene, acts=acts)


def test_a_visit_is_cancelled_and_taken_back(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        stage.page.table.setFocus()
        await stage.press("Del")
        assert stage.acts.done == ["cancel"]
        assert state_badge(stage.page.table.current).word == "Batal"
        assert stage.page.slot.undo.words[0] == "Janji Budi Umpama dibatalkan."
        await stage.press("Ctrl+Z")
        assert stage.acts.done == ["cancel", "restore"]
        assert stage.page.table.current.state is BookingState.EXPECTED

    play(scene)


def test_del_in_a_field_deletes_a_character_and_no_visit(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ins", "Alt+N")
        stage.type("Yuni")
        await stage.press("Home", "Del")
        assert stage.page.form.name.text() == "uni"
        assert stage.acts.done == []

    play(scene)


def test_a_visit_moves_to_another_time_and_back(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        before = stage.page.table.current
        await stage.press("F6")
        form = stage.page.form
        assert form.name.text() == "Budi Umpama"
        assert not form.name.isEnabled()
        assert form.entry.service == before.service_id
        form.choose_time(at(14))
        await stage.press("Ctrl+Return")
        assert stage.acts.done == ["rebook"]
        assert [each.starts_at for each in stage.acts.rows if each.id == before.id] == [at(14)]
        await stage.press("Ctrl+Z")
        assert stage.page.table.rows.row(stage.page.table.rows.index_of(before.id)) == before

    play(scene)


def test_the_slip_is_printed_or_the_code_is_to_be_written_down(play: Play) -> None:
    acts = FakeBookings()

    async def scene(stage: Stage) -> None:
        await stage.press("F10")
        assert acts.done == ["print"]
        assert stage.page.status.message == "Bukti janji Budi Umpama dikirim ke printer."
        acts.printer = False
        await stage.press("F10")
        assert "Tuliskan kodenya" in stage.refusal

    play(scene, acts=acts)


def test_ux_u15_who_came_or_was_cancelled_says_why_nothing_can_be_done(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        for place, words in ((0, "sudah datang dengan nomor C001"), (6, "sudah dibatalkan")):
            stage.page.table.choose(stage.acts.rows[place].id)
            for key in ("F6", "F10", "Del"):
                await stage.press(key)
                assert words in stage.page.status.message
        assert stage.acts.done == []

    play(scene)


def test_days_are_walked_with_arrows_and_a_closed_one_says_why(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Alt+Right")
        assert stage.page.day == date(2026, 11, 25)
        assert stage.names() == []
        await stage.press("Alt+H")
        assert stage.page.day == TODAY
        assert len(stage.names()) == 8
        await stage.press("Alt+Left")
        assert stage.page.title.text() == "Senin, 23 November 2026"
        stage.page.show_day(date(2026, 12, 25))
        await stage.settle()
        assert "Hari Raya Natal" in stage.page.status.message
        await stage.press("Ins")
        assert not stage.page.writing
        assert "Pilih hari lain" in stage.page.status.message
        assert any("Hari Raya Natal" in words for words in stage.words())

    play(scene)


def test_nothing_is_written_down_while_the_slots_of_another_day_are_still_shown(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        stage.page.show_day(date(2026, 11, 25))
        assert stage.page.primary.reason == "Memuat…"
        stage.page.primary.click()
        assert not stage.page.writing
        await stage.settle()
        await stage.press("Ins")
        assert business_day(stage.page.form.entry.starts_at or at(8)) == date(2026, 11, 25)

    play(scene)


def test_what_another_station_changes_comes_by_itself_and_the_form_keeps_what_was_typed(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ins", "Alt+N")
        stage.type("Yuni")
        await stage.acts.cancel(stage.acts.rows[1].id)
        stage.feed.change()
        await stage.settle()
        assert state_badge(stage.page.table.rows.rows[1]).word == "Batal"
        assert stage.page.form.name.text() == "Yuni"

    play(scene)


def test_tickets_of_others_do_not_reload_the_day_and_each_minute_does(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        read = stage.acts.days_read
        stage.feed.change(frozenset({Kind.QUEUE, Kind.COUNTERS}))
        await stage.settle()
        assert stage.acts.days_read == read
        stage.feed.change(frozenset({Kind.QUEUE, Kind.BOOKINGS}))  # a check-in
        await stage.settle()
        assert stage.acts.days_read == read + 1
        stage.ticker.advance(60)
        await stage.settle()
        assert stage.acts.days_read == read + 2

    play(scene)


@pytest.mark.parametrize("size", SIZES)
def test_ux_u22_nothing_is_cut_and_nothing_scrolls(play: Play, size: tuple[int, int]) -> None:
    async def scene(stage: Stage) -> None:
        assert business_day(stage.ticker.now()) == TODAY
        for step in ((), ("Ins",)):
            await stage.press(*step)
            assert stage.page.findChildren(QScrollArea) == []
            for part in [*stage.page.findChildren(QLabel), *stage.page.findChildren(QAbstractButton)]:
                if part.isVisible() and part.window() is stage.page:
                    assert stage.page.rect().contains(
                        part.rect().translated(part.mapTo(stage.page, part.rect().topLeft()))
                    ), part
            for button in (stage.page.primary, stage.page.print_button, stage.page.cancel_button):
                assert button.width() >= button.sizeHint().width()
            assert not stage.page.table.verticalScrollBar().isVisible()

    play(scene, size=size)


def test_ux_u17_every_part_has_a_name(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ins")
        form = stage.page.form
        for part in (
            stage.page.table, stage.page.slots.table, stage.page.date, form.service, form.slot, form.name,
            form.contact, form.note,
        ):  # fmt: skip
            assert part.accessibleName(), part

    play(scene)
