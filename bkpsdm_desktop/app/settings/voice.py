"""The voice: how it speaks, who speaks, and the office's own recordings."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from bkpsdm_desktop.app.announcer import MakeVoice, this_pc
from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.app.staff_desk import PersonDesk
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.voice import Token, english_sentence, sentence
from bkpsdm_desktop.services import voice, voice_settings
from bkpsdm_desktop.services.ports import SoundState
from bkpsdm_desktop.services.rows import PersonRow
from bkpsdm_desktop.services.voice import VoiceSettings
from bkpsdm_desktop.services.voice_settings import ClipFolder, OwnClip, VoiceView

_BETWEEN_MS, _BUFFERED_MS = 400, 2_500
_ASKED_SECONDS = 20.0  # a player starts in one; then the PC is said to have no sound


def _composed(said: Sequence[tuple[Token, ...]], clips: Mapping[str, bytes]) -> bytes:
    from bkpsdm_desktop.devices.sentence import compose

    return _whole(*(compose(tokens, clips) for tokens in said))


def _whole(*sounds: bytes) -> bytes:
    """One WAV of them. Silence follows: a sound is said to be played when the device has taken it, and what
    is still in its buffers would be lost with the player."""
    from bkpsdm_desktop.devices.sentence import rest, sound_of, wav

    parts = [part for sound in sounds for part in (rest(_BETWEEN_MS), sound_of("", sound))]
    return wav([*parts[1:], rest(_BUFFERED_MS)])


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[str, int], ...]:
    """The shipped pieces with their milliseconds."""
    from bkpsdm_desktop.devices.sentence import milliseconds, shipped_clips, sound_of

    return tuple((name, milliseconds(sound_of(name, data))) for name, data in shipped_clips().items())


def _read_folder(path: Path) -> ClipFolder:
    """In the worker thread even the import: with it come numpy and scipy."""
    from bkpsdm_desktop.devices.clip_folder import read_folder

    return read_folder(path)


class VoiceSettingsDesk(PersonDesk):
    """``screens.settings.acts.VoiceActs``. Sounds are played on this PC, by a player of their own process."""

    def __init__(self, desk: Desk, person: PersonRow, make_voice: MakeVoice = this_pc) -> None:
        super().__init__(desk, person)
        self._make_voice = make_voice
        self._playing: asyncio.Task[None] | None = None

    async def view(self) -> VoiceView:
        view = await self._read(voice_settings.voice_view, now=self._desk.clock())
        return replace(view, shipped=await asyncio.to_thread(_shipped))

    async def put(self, settings: VoiceSettings, *, was: VoiceSettings) -> None:
        await self._act(voice.put_voice_settings, settings=settings, was=was)

    async def put_speakers(self, room: str, speakers: frozenset[UUID], *, was: frozenset[UUID]) -> None:
        await self._act(voice_settings.put_speakers, room=room, speakers=speakers, was=was)

    async def say_test(self, room: str) -> None:
        await self._act(voice.say_test, room=room)

    async def read_folder(self, path: str) -> ClipFolder:
        return await asyncio.to_thread(_read_folder, Path(path))

    async def put_clips(self, clips: Sequence[OwnClip]) -> tuple[OwnClip, ...]:
        before = await self._desk.work.bind_report(voice_settings.office_clips)()
        await self._act(voice_settings.put_clips, clips=clips)
        return before

    async def play(self, name: str, folder: ClipFolder | None) -> None:
        clips = await self._clips(folder)
        await self._play(await asyncio.to_thread(_whole, clips[name]))

    async def play_sentence(self, folder: ClipFolder | None, *, english: bool, percent: int) -> None:
        clips = await self._clips(folder)
        said = [sentence("A", 12, 3), *([english_sentence("A", 12, 3)] if english else [])]
        await self._play(await asyncio.to_thread(_composed, said, clips), percent)

    async def _clips(self, folder: ClipFolder | None) -> Mapping[str, bytes]:
        """The pieces as they would be with a folder, or as they are."""
        from bkpsdm_desktop.devices.sentence import shipped_clips

        if folder is not None:
            own = {clip.name: clip.data for clip in folder.usable}
        else:
            own = await self._desk.work.bind_report(voice.own_clips)()
        return {**await asyncio.to_thread(shipped_clips), **own}

    async def _play(self, wav: bytes, percent: int = 100) -> None:
        """Play to the end; what was playing is cut off. Raises ``Refused`` when this PC can't be heard."""
        if self._playing is not None:
            self._playing.cancel()
        loop = asyncio.get_running_loop()
        task = self._playing = loop.create_task(self._played(wav, percent / 100))
        try:
            await task
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if current is not None and current.cancelling():
                task.cancel()
                raise  # the window goes away
        finally:
            if self._playing is task:
                self._playing = None

    async def _played(self, wav: bytes, volume: float) -> None:
        told = asyncio.Event()
        loudspeaker = self._make_voice(told.set)
        try:
            try:
                async with asyncio.timeout(_ASKED_SECONDS):
                    while loudspeaker.state is SoundState.UNKNOWN:
                        told.clear()
                        await told.wait()
            except TimeoutError:
                pass
            if not loudspeaker.ready:
                raise Refused("PC ini tidak punya alat suara. Dengarkan di PC yang punya pengeras suara.")
            ended: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
            loudspeaker.say(
                wav, volume=volume, on_end=lambda played: None if ended.done() else ended.set_result(played)
            )
            if not await ended:
                raise Refused("Suara tidak dapat dibunyikan di PC ini. Periksa alat suaranya, lalu ulangi.")
        finally:
            loudspeaker.close()
