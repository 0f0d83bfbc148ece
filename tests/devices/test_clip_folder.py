"""A folder of the agency's own recordings: what is expected, missing, wrong, and what is made of it."""

import io
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bkpsdm_desktop.devices.clip_folder import read_folder
from bkpsdm_desktop.devices.recordings import loudness_of, read_wav
from bkpsdm_desktop.devices.sentence import shipped_clips
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.voice import CLIPS, LOUDNESS, RATE

if TYPE_CHECKING:
    Samples = np.ndarray[Any, np.dtype[np.float64]]


def voice_like(seconds: float, peak: float = 0.4, rate: int = 44_100) -> "Samples":
    """A tone that swells and fades as a syllable does."""
    at = np.arange(round(seconds * rate)) / rate
    shape = np.minimum(1, np.minimum(at, seconds - at) / 0.05)
    return peak * shape * np.sin(2 * np.pi * 300 * at) * (0.7 + 0.3 * np.sin(2 * np.pi * 9 * at))


def saved(path: Path, samples: "Samples", *, rate: int = 44_100, channels: int = 2) -> None:
    """As a recorder saves it: 44.1 kHz, two channels, with silence before and after."""
    quiet = np.zeros(rate // 2)
    whole = np.clip(np.concatenate([quiet, samples, quiet]), -1, 1)
    frames = np.repeat(np.round(whole * 32_767).astype("<i2"), channels)
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(frames.tobytes())
    path.write_bytes(out.getvalue())


def test_feat_d2_recordings_become_short_even_and_trimmed_whatever_recorder_made_them(
    tmp_path: Path,
) -> None:
    saved(tmp_path / "angka-1.wav", voice_like(0.5, peak=0.05))
    saved(tmp_path / "ANGKA-2.WAV", voice_like(0.6, peak=0.8), rate=48_000, channels=1)
    saved(tmp_path / "catatan.wav", voice_like(0.5))
    (tmp_path / "baca dulu.txt").write_text("bukan rekaman")
    folder = read_folder(tmp_path)
    assert [each.name for each in folder.usable] == ["angka-1", "angka-2"]
    for clip in folder.usable:
        samples = read_wav(clip.data)
        assert abs(loudness_of(samples) - LOUDNESS) <= 1
        assert clip.milliseconds == round(len(samples) * 1000 / RATE)
        assert clip.milliseconds < 700
    assert folder.unknown == ("catatan.wav",)
    assert set(folder.missing) == set(CLIPS) - {"angka-1", "angka-2"}
    assert folder.wrong == ()


def test_each_kind_of_fault_is_told_in_one_sentence(tmp_path: Path) -> None:
    saved(tmp_path / "angka-1.wav", voice_like(0.9))
    saved(tmp_path / "angka-2.wav", voice_like(0.5, peak=0.006))
    saved(tmp_path / "angka-3.wav", 20 * voice_like(0.5))
    saved(tmp_path / "angka-4.wav", np.zeros(4_000))
    (tmp_path / "angka-5.wav").write_bytes(b"RIFF, tetapi bukan suara")
    (tmp_path / "angka-6.wav").write_bytes(bytes(5_000_001))
    words = {each.name: each.problem for each in read_folder(tmp_path).wrong}
    assert words["angka-1"] == "angka-1.wav: terlalu panjang, 0,92 detik. Paling lama 0,75 detik."
    assert words["angka-2"] == "angka-2.wav: terlalu pelan. Rekam lebih dekat ke mikrofon."
    assert words["angka-3"] == "angka-3.wav: terlalu keras sehingga pecah. Rekam lebih jauh dari mikrofon."
    assert words["angka-4"].startswith("angka-4.wav: tidak terdengar apa-apa")
    assert words["angka-5"].startswith("angka-5.wav: bukan WAV biasa (PCM).")
    assert words["angka-6"].startswith("angka-6.wav: terlalu besar.")


def test_the_shipped_set_is_a_right_folder_itself(tmp_path: Path) -> None:
    for name, data in shipped_clips().items():
        (tmp_path / f"{name}.wav").write_bytes(data)
    folder = read_folder(tmp_path)
    assert (folder.wrong, folder.missing, folder.unknown) == ((), (), ())
    assert 1 <= folder.pace < 1.15


def test_slow_recordings_that_make_a_sentence_faster_are_told(tmp_path: Path) -> None:
    for name in ("silakan-menuju", "nomor-antrean", "panggilan-kedua", "panggilan-ketiga", "panggilan-ulang"):
        saved(tmp_path / f"{name}.wav", voice_like(1.15))
    for digit in range(10):
        saved(tmp_path / f"angka-{digit}.wav", voice_like(0.72))
    assert read_folder(tmp_path).pace > 1.15


def test_a_folder_without_recordings_and_one_that_is_gone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Tidak ada berkas WAV"):
        read_folder(tmp_path)
    with pytest.raises(Refused, match="Folder tidak dapat dibaca"):
        read_folder(tmp_path / "tidak-ada")
