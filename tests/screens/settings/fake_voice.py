"""The voice of a small office in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.voice import CLIPS
from bkpsdm_desktop.services.voice import VoiceSettings
from bkpsdm_desktop.services.voice_settings import (
    ClipFolder,
    FoundClip,
    OwnClip,
    OwnLine,
    RoomSpeakers,
    Speaker,
    VoiceView,
)
from bkpsdm_desktop.store.ids import reference_id
from tests.helpers.ticker import MORNING
from tests.screens.settings.acts import Acts


def _display(number: int, *, speaking: bool = False, sound: str = "ok") -> Speaker:
    name = f"Layar {number}"
    return Speaker(id=reference_id("station", name), name=name, speaks=True, speaking=speaking, sound=sound)


DISPLAYS = (_display(1, speaking=True), _display(2), _display(3, sound="missing"))


@dataclass
class FakeVoice(Acts):
    """``folder`` is what any folder holds; ``heard`` is what was played here."""

    shown: VoiceView = field(
        default_factory=lambda: VoiceView(
            settings=VoiceSettings(volume=(40,) * 8 + (80,) * 4 + (60,) + (80,) * 5 + (40,) * 6),
            rooms=(
                RoomSpeakers("Lantai 2", DISPLAYS[2:]),
                RoomSpeakers("Ruang layanan", DISPLAYS[:2]),
            ),
            own=(),
            imported_at=None,
            shipped=tuple((name, 400 + 10 * len(clip.words)) for name, clip in CLIPS.items()),
        )
    )
    folder: ClipFolder = field(default_factory=lambda: clip_folder())
    clips: tuple[OwnClip, ...] = ()
    heard: list[str] = field(default_factory=list)

    async def view(self) -> VoiceView:
        return self.shown

    async def put(self, settings: VoiceSettings, *, was: VoiceSettings) -> None:
        self._do("put")
        assert was == self.shown.settings
        self.shown = replace(self.shown, settings=settings)

    async def put_speakers(self, room: str, speakers: frozenset[UUID], *, was: frozenset[UUID]) -> None:
        self._do(f"speakers {room}")
        rooms = {each.room: each for each in self.shown.rooms}
        assert rooms[room].speakers == was
        changed = tuple(replace(each, speaks=each.id in speakers) for each in rooms[room].displays)
        rooms[room] = RoomSpeakers(room, changed)
        self.shown = replace(self.shown, rooms=tuple(rooms.values()))

    async def say_test(self, room: str) -> None:
        self._do(f"test {room}")

    async def read_folder(self, path: str) -> ClipFolder:
        self._do("read")
        return replace(self.folder, path=path)

    async def put_clips(self, clips: Sequence[OwnClip]) -> tuple[OwnClip, ...]:
        self._do(f"clips {len(clips)}")
        before, self.clips = self.clips, tuple(clips)
        own = tuple(OwnLine(each.name, each.milliseconds, each.loudness) for each in self.clips)
        self.shown = replace(self.shown, own=own, imported_at=MORNING if own else None)
        return before

    async def play(self, name: str, folder: ClipFolder | None) -> None:
        self._do(f"play {name}")
        self.heard.append(name if folder is None else f"{name} of {folder.path}")

    async def play_sentence(self, folder: ClipFolder | None, *, english: bool, percent: int) -> None:
        self._do("sentence")
        self.heard.append(f"sentence {percent}" + (" and English" if english else ""))


def clip_folder(*, wrong: bool = True) -> ClipFolder:
    """Recordings of most of the Indonesian pieces."""
    names = [name for name in CLIPS if not name.startswith("en-")]
    sound = assets.resource("sounds", "angka-1.wav").read_bytes()
    found = [FoundClip(name, OwnClip(name, sound, -16.0)) for name in names[:-3]]
    if wrong:
        found[8] = FoundClip(
            names[8], None, f"{names[8]}.wav: terlalu panjang, 0,91 detik. Paling lama 0,50 detik."
        )
        found[40] = FoundClip(
            names[40], None, f"{names[40]}.wav: terlalu pelan. Rekam lebih dekat ke mikrofon."
        )
    return ClipFolder("/rekaman", tuple(found), ("catatan.wav",) if wrong else (), 1.0)
