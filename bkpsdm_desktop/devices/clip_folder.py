"""A folder of the agency's own recordings: one WAV for each piece of the voice, named as the piece is."""

from pathlib import Path

from bkpsdm_desktop.devices.recordings import NotARecording, recording
from bkpsdm_desktop.devices.sentence import milliseconds, shipped_clips, sound_of
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.voice import CLIPS, EVEN_LU, LOUDNESS, Clip, fit, longest_usual, seconds_words
from bkpsdm_desktop.services.voice_settings import ClipFolder, FoundClip, OwnClip

_LARGEST = 5_000_000  # bytes: a minute of the best recording; a piece is a second
_MOST_FILES = 1_000


def read_folder(folder: Path) -> ClipFolder:
    """Read and check every recording. Takes seconds: not on the window's thread.

    Raises ``Refused`` for a folder that can't be read, or that holds no recording at all.
    """
    try:
        files = sorted(
            (path for path in folder.iterdir() if path.suffix.lower() == ".wav" and path.is_file()),
            key=lambda path: path.name.lower(),
        )[:_MOST_FILES]
    except OSError:
        raise Refused("Folder tidak dapat dibaca. Periksa apakah masih ada, lalu pilih lagi.") from None
    if not files:
        raise Refused("Tidak ada berkas WAV di folder ini. Pilih folder yang berisi rekaman.")
    known = {path.stem.lower(): path for path in files if path.stem.lower() in CLIPS}
    found = tuple(_read(CLIPS[name], known[name]) for name in CLIPS if name in known)
    return ClipFolder(
        path=str(folder),
        found=found,
        unknown=tuple(path.name for path in files if path.stem.lower() not in CLIPS),
        pace=_pace(found),
    )


def _pace(found: tuple[FoundClip, ...]) -> float:
    """Of the longest usual sentence, with the shipped pieces for those that are missing."""
    shipped = {name: milliseconds(sound_of(name, data)) for name, data in shipped_clips().items()}
    own = {each.name: each.clip.milliseconds for each in found if each.clip is not None}
    lengths = {**shipped, **own}
    return fit(longest_usual(lengths), lengths).pace


def _read(clip: Clip, path: Path) -> FoundClip:
    try:
        return FoundClip(clip.name, _checked(clip, path))
    except NotARecording as fault:
        return FoundClip(clip.name, None, f"{path.name}: {fault}")
    except OSError:
        return FoundClip(clip.name, None, f"{path.name}: tidak dapat dibaca. Periksa izinnya.")


def _checked(clip: Clip, path: Path) -> OwnClip:
    if path.stat().st_size > _LARGEST:
        raise NotARecording("terlalu besar. Simpan satu kata saja di setiap berkas.")
    made = recording(path.read_bytes(), loudness=LOUDNESS)
    if made.milliseconds > clip.limit_ms:
        raise NotARecording(
            f"terlalu panjang, {seconds_words(made.milliseconds)}. "
            f"Paling lama {seconds_words(clip.limit_ms)}."
        )
    if abs(made.loudness - LOUDNESS) > EVEN_LU:
        raise NotARecording("tidak dapat dibuat sama keras dengan yang lain. Rekam ulang tanpa gema.")
    return OwnClip(clip.name, made.data, round(made.loudness, 2))
