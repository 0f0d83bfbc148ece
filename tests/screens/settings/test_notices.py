"""The information area: words and pictures, their order, their last day, and whether they fit."""

import io
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from PIL import Image
from PySide6.QtWidgets import QCheckBox, QLabel, QToolButton

from bkpsdm_desktop.screens.settings.notices import NoticesSection
from bkpsdm_desktop.screens.widgets.buttons import KeyButton
from bkpsdm_desktop.services.notices import NoticeState
from tests.screens.settings.conftest import Play
from tests.screens.settings.fakes import FakeSettings
from tests.screens.settings.stage import Stage
from tests.tour.display import banner


def section(stage: Stage) -> NoticesSection:
    return cast(NoticesSection, stage.page.section)


def names(stage: Stage) -> list[str]:
    return [row.form.words.partition("\n")[0] for row in section(stage).rows]


def with_pictures() -> FakeSettings:
    acts = FakeSettings()
    acts.notices.pictures[acts.notices.shown[1].id] = banner()
    acts.notices.files = {"alur.png": banner(), "tinggi.png": _tall()}
    return acts


def _tall() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(file, "PNG")
    return file.getvalue()


def test_feat_d3_a_notice_is_written_with_keys_alone(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ctrl+N")
        stage.type("Loket tutup lebih awal")
        await stage.press("Alt+K")
        stage.type("Besok pukul 11.00 WIB.")
        await stage.press("Alt+G")
        stage.type("Desks close early")
        assert section(stage).save_button.lines == ("Tambahkan", "“Loket tutup lebih awal”")
        await stage.press("Ctrl+Return")
        row = section(stage).chosen_row
        assert row is not None
        assert row.form.words == "Loket tutup lebih awal\nBesok pukul 11.00 WIB."
        assert row.form.words_en == "Desks close early"
        assert (row.form.first_day, row.form.last_day) == (date(2026, 11, 24), date(2026, 12, 1))
        assert stage.acts.notices.done == ["add Loket tutup lebih awal\nBesok pukul 11.00 WIB."]

    play(scene, title="Area informasi")


def test_order_is_changed_and_what_is_removed_comes_back_to_its_place(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        before = names(stage)
        shown = section(stage)
        assert shown.up_button.reason
        await stage.press("Alt+Down")
        assert names(stage) == [before[1], before[0], *before[2:]]
        assert shown.chosen_row is not None
        assert shown.chosen_row.form.words.startswith(before[0])
        await stage.press("Alt+H")
        assert before[0] not in names(stage)
        shown.table.setFocus()
        await stage.press("Ctrl+Z")
        assert names(stage) == [before[1], before[0], *before[2:]]

    play(scene, title="Area informasi")


def test_what_ended_stands_last_and_is_removed_for_good(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        last = shown.rows[-1]
        assert last.state is NoticeState.ENDED
        shown.choose(last.id)
        await stage.press("Alt+H")
        assert stage.status == "“Pekan panutan pajak” dihapus."
        assert last.id not in {row.id for row in shown.rows}

    play(scene, title="Area informasi")


def test_fault_g9_a_notice_is_plain_text_wherever_it_stands(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Ctrl+N")
        stage.type("<b>Gratis</b> & mudah")
        await stage.press("Ctrl+Return")
        assert section(stage).chosen_row is not None
        assert "<b>Gratis</b> & mudah" in names(stage)
        for label in stage.page.findChildren(QLabel):
            if "Gratis" in label.text():
                assert label.textFormat() == label.textFormat().PlainText

    play(scene, title="Area informasi")


def test_words_are_measured_on_the_display_with_the_least_room(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        assert shown.fit_note.text() == "Tampil dalam 2 giliran di Layar 3, 12 detik tiap giliran."
        shown.room.setCurrentIndex(shown.room.findData("Ruang layanan"))
        assert shown.fit_note.text() == "Tampil utuh dalam satu giliran di Layar 1."
        shown.first.setText("Keterangansangatpanjangyangtidakpunyaspasisamasekaliuntukdibagi")
        shown.second.setText("")
        assert "terpotong" in shown.fit_note.text()
        assert shown.fit_note.property("role") == "bad"
        shown.first.setText("")
        assert shown.fit_note.text().startswith("Tulis satu atau dua baris")

    play(scene, title="Area informasi")


def test_without_a_display_a_usual_one_is_measured(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        stage.acts.notices.screens = replace(stage.acts.notices.screens, displays=())
        stage.feed.change()
        await stage.settle()
        assert section(stage).fit_note.text() == "Tampil utuh dalam satu giliran."

    play(scene, title="Area informasi")


def test_a_refusal_stands_at_its_field(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.first.setText("")
        shown.second.setText("")
        await stage.press("Ctrl+Return")
        assert stage.refusal == "Teks belum diisi."
        assert shown.first.property("state") == "bad"
        shown.first.setText("Loket tutup")
        shown.last_day.setDate(shown.first_day.date().addDays(-1))
        await stage.press("Ctrl+Return")
        assert stage.refusal == "Hari terakhir mendahului hari pertama. Perbaiki tanggalnya."
        assert shown.last_day.property("state") == "bad"

    play(scene, title="Area informasi")


def test_feat_d3_a_picture_is_added_replaced_and_taken_back(play: Play) -> None:
    acts = with_pictures()

    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.look_at("alur.png")
        await stage.settle()
        assert shown.form_panel.accessibleName() == "Informasi baru"
        assert not shown.second.isVisible()
        assert "Gambar 1680 × 240 titik." in shown.fit_note.text()
        stage.type("Alur baru")
        await stage.press("Ctrl+Return")
        row = shown.chosen_row
        assert row is not None
        assert row.has_picture
        assert acts.notices.pictures[row.id] == banner()
        assert shown.picture_button.text() == "Ganti gambar"
        shown.look_at("tinggi.png")
        await stage.settle()
        assert "7 banding 1" in shown.fit_note.text()
        await stage.press("Ctrl+Return")
        assert acts.notices.pictures[row.id] == _tall()
        shown.table.setFocus()
        await stage.press("Ctrl+Z")
        assert acts.notices.pictures[row.id] == banner()

    play(scene, title="Area informasi", acts=acts)


def test_a_picture_that_another_pc_replaced_is_shown_anew(play: Play) -> None:
    acts = with_pictures()

    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.choose(shown.rows[1].id)
        assert "1680 × 240" in shown.fit_note.text()
        acts.notices.pictures[shown.rows[1].id] = _tall()
        stage.feed.change()
        await stage.settle()
        assert "600 × 800" in shown.fit_note.text()

    play(scene, title="Area informasi", acts=acts)


def test_a_file_that_is_no_picture_is_refused_and_nothing_changes(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        section(stage).look_at("virus.png")
        await stage.settle()
        assert stage.refusal.startswith("Berkas ini bukan gambar PNG atau JPEG.")
        assert not section(stage).dirty

    play(scene, title="Area informasi")


def test_a_removed_picture_comes_back_with_its_dots(play: Play) -> None:
    acts = with_pictures()

    async def scene(stage: Stage) -> None:
        shown = section(stage)
        shown.choose(shown.rows[1].id)
        await stage.press("Alt+H")
        shown.table.setFocus()
        await stage.press("Ctrl+Z")
        row = shown.rows[1]
        assert (row.form.words, row.has_picture) == ("Alur layanan", True)
        assert acts.notices.pictures[row.id] == banner()

    play(scene, title="Area informasi", acts=acts)


@pytest.mark.parametrize("title", ["Layar", "Area informasi"])
@pytest.mark.parametrize("size", [(1366, 768), (1280, 720), (1093, 614)])
def test_ux_u22_no_word_of_a_verb_or_a_box_is_cut(play: Play, size: tuple[int, int], title: str) -> None:
    async def scene(stage: Stage) -> None:
        shown = stage.page.section
        stage.page.repaint()
        for kind in (QCheckBox, KeyButton, QToolButton):
            for part in shown.findChildren(kind):
                if part.isVisible():
                    assert part.sizeHint().width() <= part.width() + 1, (kind.__name__, part.text())

    play(scene, title=title, size=size)
