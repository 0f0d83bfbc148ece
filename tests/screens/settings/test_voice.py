"""The section *Suara*: how it speaks, who speaks, and recordings that are looked at before they are used."""

from dataclasses import replace
from typing import cast

import pytest

from bkpsdm_desktop.screens.settings.voice import VoiceSection
from tests.screens.settings.conftest import Play
from tests.screens.settings.fake_voice import DISPLAYS, FakeVoice, clip_folder
from tests.screens.settings.fakes import FakeSettings
from tests.screens.settings.stage import Stage


def section(stage: Stage) -> VoiceSection:
    return cast(VoiceSection, stage.page.section)


def states(stage: Stage) -> dict[str, str]:
    """What the list of recordings says of each."""
    return {row.key: row.badge.word for row in section(stage).recordings.table.rows.rows}


def test_the_voice_is_set_with_keys_alone_and_taken_back(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        before = stage.acts.voice.shown.settings
        section(stage).english.setFocus()
        await stage.press("Space", "Alt+V", "Home", "Shift+Right", "Up")
        assert section(stage).volume.words == "Pukul 00.00–02.00 WIB: 45%"
        assert section(stage).dirty
        await stage.press("Ctrl+Return")
        after = stage.acts.voice.shown.settings
        assert (after.english, after.volume[:3]) == (True, (45, 45, 40))
        assert stage.acts.voice.done == ["put"]
        assert not section(stage).dirty
        await stage.press("Ctrl+Z")
        assert stage.acts.voice.shown.settings == before
        assert not section(stage).english.isChecked()

    play(scene, title="Suara")


def test_feat_d2_one_display_is_chosen_to_speak_in_a_room(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        section(stage).rooms.choose("Ruang layanan")
        section(stage)._choose_room("Ruang layanan")
        shown = section(stage).speaker
        assert [shown.itemText(place) for place in range(shown.count())] == [
            "Layar mana saja", "Layar 1", "Layar 2", "Tidak ada",
        ]  # fmt: skip
        shown.setCurrentIndex(2)
        await stage.press("Ctrl+Return")
        assert stage.acts.voice.done == ["speakers Ruang layanan"]
        [room] = [each for each in stage.acts.voice.shown.rooms if each.room == "Ruang layanan"]
        assert room.speakers == {DISPLAYS[1].id}

    play(scene, title="Suara")


def test_fault_b11_a_room_without_a_sound_device_says_so(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        badges = {row.room: row.badge.word for row in section(stage).rooms.rows.rows}
        assert badges == {"Lantai 2": "Tanpa alat", "Ruang layanan": "Siap"}

    play(scene, title="Suara")


def test_a_test_is_said_in_the_chosen_room_but_not_of_what_is_unsaved(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        await stage.press("Alt+P")
        assert stage.acts.voice.done == ["test Lantai 2"]
        assert "A000" in stage.page.status.message
        section(stage).repeat.click()
        assert section(stage).test_button.reason == "Simpan atau buang perubahan dahulu."

    play(scene, title="Suara")


def test_feat_d2_a_folder_is_checked_before_it_is_used_and_taken_back_afterwards(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        recordings = section(stage).recordings
        assert set(states(stage).values()) == {"Bawaan"}
        recordings.look_at("/rekaman")
        await stage.settle()
        found = states(stage)
        assert list(found.values())[:3] == ["Salah", "Salah", "Tidak dikenal"]
        assert (found["gong"], found["en-number"]) == ("Siap", "Belum ada")
        assert any("terlalu panjang, 0,91 detik" in row.words for row in recordings.table.rows.rows)
        assert any("2 rekaman salah." in words for words in stage.words())
        recordings.table.setCurrentIndex(recordings.table.rows.index_of("huruf-b"))
        assert "huruf-b.wav: terlalu panjang, 0,91 detik. Paling lama 0,50 detik." in stage.words()
        await stage.press("Alt+R")
        assert stage.acts.voice.done == ["read", "clips 42"]
        assert states(stage)["gong"] == "Kantor"
        await stage.press("Ctrl+Z")
        assert stage.acts.voice.clips == ()
        assert set(states(stage).values()) == {"Bawaan"}

    play(scene, title="Suara")


def test_the_shipped_voice_is_used_again_and_that_is_taken_back(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        recordings = section(stage).recordings
        assert recordings.shipped_button.isHidden()
        recordings.look_at("/rekaman")
        await stage.settle()
        await stage.press("Alt+R", "Alt+K")
        assert stage.acts.voice.done[-1] == "clips 0"
        await stage.press("Ctrl+Z")
        assert stage.acts.voice.done[-1] == "clips 44"

    play(scene, title="Suara", acts=FakeSettings(voice=FakeVoice(folder=clip_folder(wrong=False))))


def test_a_piece_and_a_sentence_are_heard_on_this_pc(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        recordings = section(stage).recordings
        recordings.table.choose("angka-3")
        await stage.press("Alt+D", "Alt+C")
        assert stage.acts.voice.heard == ["angka-3", "sentence 80"]
        recordings.look_at("/rekaman")
        await stage.settle()
        recordings.table.choose("angka-3")
        await stage.press("Alt+D")
        assert stage.acts.voice.heard[-1] == "angka-3 of /rekaman"
        recordings.table.choose("catatan.wav")
        await stage.press("Alt+D")
        assert stage.refusal == "Rekaman ini tidak dapat dibunyikan. Pilih yang lain."

    play(scene, title="Suara")


@pytest.mark.parametrize("act", ["Alt+C", "Alt+D"])
def test_fault_b11_a_pc_without_a_sound_device_says_it_and_goes_on(play: Play, act: str) -> None:
    async def scene(stage: Stage) -> None:
        stage.acts.voice.refusal = "PC ini tidak punya alat suara."
        await stage.press(act)
        assert stage.refusal == "PC ini tidak punya alat suara."
        await stage.press(act)
        assert len(stage.acts.voice.heard) == 1

    play(scene, title="Suara")


def test_a_change_elsewhere_leaves_the_draft(play: Play) -> None:
    async def scene(stage: Stage) -> None:
        section(stage).english.click()
        shown = stage.acts.voice.shown
        stage.acts.voice.shown = replace(shown, settings=replace(shown.settings, repeat=False))
        stage.feed.change()
        await stage.settle()
        assert section(stage).english.isChecked()
        await stage.press("Alt+F")
        assert not section(stage).english.isChecked()
        assert not section(stage).repeat.isChecked()

    play(scene, title="Suara")
