"""The settings of displays: what is set, what comes of it, and that the preview is what a display draws."""

from dataclasses import replace
from typing import cast

import pytest
from PIL import ImageChops, ImageStat
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.screens.display.picture import CounterPage, Turn
from bkpsdm_desktop.screens.settings.board_preview import BoardPreview, Scene, layout_of, sample
from bkpsdm_desktop.screens.settings.displays import DisplaysSection
from bkpsdm_desktop.screens.settings.sections import sections_for
from bkpsdm_desktop.services.displays import DisplayForm
from tests.helpers import eyes
from tests.screens.display.board import state
from tests.screens.display.test_picture import picture
from tests.screens.settings.conftest import Play
from tests.screens.settings.fake_displays import displays
from tests.screens.settings.stage import Stage
from tests.tour import display as drawn


def section(stage: Stage) -> DisplaysSection:
    return cast(DisplaysSection, stage.page.section)


def test_a_display_is_set_with_keys_and_taken_back(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        before = shown.rows[0].form
        await stage.press("Alt+T")
        stage.key("Ctrl+A")
        stage.type("8")
        await stage.press("Alt+K")
        shown.groups.boxes[0].toggle()
        shown.english.toggle()
        assert shown.save_button.lines == ("Simpan", "Layar 1")
        await stage.press("Ctrl+Return")
        assert stage.acts.displays.done == ["put Layar 1"]
        assert shown.rows[0].form == replace(before, seat_m=8.0, english=False, groups=("AMBIL-SK",))
        shown.table.setFocus()
        await stage.press("Ctrl+Z")
        assert shown.rows[0].form == before

    play(scene, title="Layar")


def test_what_is_not_touched_stays_as_the_pc_was_set_up(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        assert shown.inches.text() == "menurut PC: 43 inci"
        assert shown.seat.text() == "menurut PC: 6 m"
        shown.where.setCurrentIndex(shown.where.findData("DP-1"))
        await stage.press("Ctrl+Return")
        form = shown.rows[0].form
        assert (form.inches, form.seat_m, form.screen) == (None, None, "DP-1")

    play(scene, title="Layar")


def test_a_screen_that_was_pulled_out_stays_chosen_and_says_so(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        acts = stage.acts.displays
        gone = replace(acts.shown.displays[0], form=DisplayForm(room="Ruang lama", screen="VGA-1"))
        acts.shown = replace(acts.shown, displays=(gone,))
        stage.feed.change()
        await stage.settle()
        shown = section(stage)
        assert shown.where.currentText() == "VGA-1 (tidak terpasang)"
        assert shown.room.currentText() == "Ruang lama"
        assert not shown.dirty
        assert shown.read() == gone.form

    play(scene, title="Layar")


def test_groups_are_named_and_without_one_all_of_the_room_is_shown(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        assert "Tanpa pilihan: semua panggilan di ruang ini." in stage.words()
        shown.choose(shown.rows[1].id)
        assert shown.groups.ticked == {"AMBIL-SK", "CUTI"}
        assert "Tanpa pilihan: semua panggilan di ruang ini." not in stage.words()
        table = shown.table.model()
        assert table.index(1, 1).data() == "Kelompok A, C"
        assert table.index(2, 1).data() == "Lantai 2"

    play(scene, title="Layar")


def test_ux_u1_a_seat_that_the_number_does_not_reach_is_warned_of(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        assert "Semua huruf terbaca dari kursi terjauh" in shown.size_note.text()
        shown.seat.setValue(8)
        assert "Daftar memuat 4 panggilan" in shown.size_note.text()
        assert shown.size_note.property("role") == "warn"
        shown.seat.setValue(12)
        assert "terlalu kecil untuk kursi terjauh" in shown.size_note.text()
        assert shown.size_note.property("role") == "bad"
        shown.inches.setValue(75)
        assert "terlalu kecil" not in shown.size_note.text()

    play(scene, title="Layar")


def test_a_refusal_and_a_change_from_elsewhere_leave_what_was_typed(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.seat.setValue(9)
        stage.feed.change()
        await stage.settle()
        assert shown.seat.value() == 9
        stage.acts.displays.refusal = "Kursi terjauh antara 2 dan 20 meter."
        await stage.press("Ctrl+Return")
        assert stage.refusal == "Kursi terjauh antara 2 dan 20 meter."
        assert shown.seat.property("state") == "bad"
        assert shown.seat.value() == 9

    play(scene, title="Layar")


def test_nobody_makes_a_display_here_and_the_status_says_where_it_comes_from(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        assert "menyala di PC pc-1" in stage.status
        section(stage).choose(section(stage).rows[1].id)
        assert "mati sejak" in stage.status
        await stage.press("Ctrl+N")
        assert not section(stage).dirty
        stage.acts.displays.shown = replace(stage.acts.displays.shown, displays=())
        stage.feed.change()
        await stage.settle()
        assert "setelah PC-nya disiapkan" in stage.status
        assert not section(stage).form_panel.isEnabled()

    play(scene, title="Layar")


def test_fault_k2_only_who_configures_sees_the_sections_of_displays() -> None:
    for role in Role:
        titles = {entry.title for entry in sections_for(role)}
        assert ({"Layar", "Area informasi"} <= titles) == (role is Role.ADMINISTRATOR)


@pytest.mark.parametrize("metres", [4.0, 6.0, 8.0])
def test_the_preview_is_what_the_display_draws(app: QApplication, qtbot: QtBot, metres: float) -> None:
    row = replace(displays().displays[0], form=DisplayForm(room="", inches=43, seat_m=metres))
    layout = layout_of(row)
    shown = state()
    real = drawn.picture(shown, replace(drawn.STILL, farthest_seat_m=metres))
    preview = BoardPreview("Pratinjau")
    qtbot.addWidget(preview)
    preview.resize(1920, 1080)
    first = Turn("clock", "Istirahat 12.00, tutup 15.00 WIB", "Dipanggil? Siapkan slip dan KTP.")
    counters = CounterPage(("1", "2", "3", "5"), ("4",))
    if layout.far:
        first, counters = Turn("clock", first.title, ""), CounterPage(counters.open, ())
    preview.show_scene(
        Scene(
            picture=sample(picture(shown), layout), counters=counters,
            turn=first, clock="10.09 WIB", date="24 Nov 2026",
        ),
        layout,
    )  # fmt: skip
    image = QImage(QSize(1920, 1080), QImage.Format.Format_RGB32)
    preview.render(image)
    # Blurred a little: the renderers differ in the edges of letters, not in words, sizes and places.
    one, other = (eyes.pillow(each).convert("L").resize((480, 270)) for each in (real, image))
    off = ImageStat.Stat(ImageChops.difference(one, other)).mean[0]
    assert off < 4, off
