"""The voice of a display: joins what waits to be spoken, who may speak, and the loudspeaker."""

import asyncio
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.app.faults import report_fault
from bkpsdm_desktop.devices.sentence import BrokenClip, compose, shipped_clips
from bkpsdm_desktop.domain.announcing import Part, Said, Saying, next_saying
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.voice import english_sentence, sentence
from bkpsdm_desktop.services import health, voice
from bkpsdm_desktop.services.ports import SoundState, Voice

MakeVoice = Callable[[Callable[[], None]], Voice]

_RENEW = timedelta(seconds=4)
# Looks that no change announces: at the lease of another station, and at a database that was away.
_TAKEN_SECONDS = 2.0
_AWAY_SECONDS = 3.0
_OFF_SECONDS = 60.0

_WORDS = {
    SoundState.OK: health.Word.OK,
    SoundState.MISSING: health.Word.MISSING,
    SoundState.FAILED: health.Word.FAILED,
}


def this_pc(on_state: Callable[[], None]) -> Voice:
    """The loudspeaker of this PC."""
    from bkpsdm_desktop.devices.speaker import Speaker

    module = [] if getattr(sys, "frozen", False) else ["-m", "bkpsdm_desktop"]
    return Speaker([sys.executable, *module, "loudspeaker"], on_state)


class VoiceDesk:
    """What the voice of a display asks of the office. It reads beside the acts: a picture never waits."""

    def __init__(self, desk: Desk, run: Callable[[], UUID | None]) -> None:
        self._desk, self._run = desk, run
        work = desk.work
        self._room = work.bind_report(voice.room_voice)
        self._hold = work.bind(voice.hold_voice)
        self._leave = work.bind(voice.leave_voice)
        self._spoken = work.bind(voice.mark_spoken)
        self._report = work.bind(health.report)
        self.own_clips = work.bind_report(voice.own_clips)

    def now(self) -> datetime:
        return self._desk.clock()

    async def room(self) -> voice.RoomVoice:
        return await self._room(station=self._desk.station, now=self.now())

    async def hold(self) -> bool:
        return await self._hold(station=self._desk.station, now=self.now())

    async def leave(self) -> None:
        await self._leave(station=self._desk.station, now=self.now())

    async def spoken(self, announcement: UUID) -> None:
        await self._spoken(station=self._desk.station, announcement=announcement, at=self.now())

    async def report(self, word: str) -> bool:
        """Whether it could be told: there is no run while the database can only be read."""
        run = self._run()
        if run is not None:
            await self._report(run=run, part=health.SOUND, word=word)
        return run is not None


class Announcer:
    """Speaks the calls of a display's waiting room while no other station does.

    The loudspeaker is made when the office wants a voice. ``wake`` is for a change of data or of the device.
    """

    def __init__(self, acts: VoiceDesk, make_voice: MakeVoice = this_pc) -> None:
        self._acts, self._make_voice = acts, make_voice
        self._voice: Voice | None = None
        self._awake = asyncio.Event()
        self._told = ""
        self._held_since: datetime | None = None  # the last renewal
        self._last: Said | None = None
        self._said: set[UUID] = set()  # also what the database could not be told yet
        self._untold: list[UUID] = []
        self._clips: Mapping[str, bytes] = {}
        self._clips_of: object = None

    def on_change(self, kinds: frozenset[Kind]) -> None:
        if Kind.OFFICE in kinds or (Kind.QUEUE in kinds and self._told != health.Word.OFF):
            self.wake()

    def wake(self) -> None:
        self._awake.set()

    async def run(self) -> None:
        """Speak until it is cancelled."""
        fault_told = False
        while True:
            self._awake.clear()
            try:
                seconds = await self._step()
                fault_told = False
            except Refused:
                seconds = _AWAY_SECONDS
            except Exception as fault:
                if not fault_told:
                    report_fault(fault)
                fault_told, seconds = True, _AWAY_SECONDS
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._awake.wait()

    async def close(self) -> None:
        """Be silent, and let another station speak at once."""
        if self._voice is not None:
            self._voice.close()
        if self._held_since is not None:
            with suppress(Refused):
                await self._acts.leave()

    async def _step(self) -> float:
        """Do what is to be done now; returns the seconds after which to look again at the latest."""
        room = await self._acts.room()
        if not (room.settings.enabled and room.speaks):
            self._dismiss_voice()
            await self._tell(health.Word.OFF)
            await self._let_others()
            return _OFF_SECONDS
        if self._voice is None:
            self._voice = self._make_voice(self.wake)
        await self._tell(_WORDS.get(self._voice.state, ""))
        await self._tell_spoken()
        if not self._voice.ready:
            await self._let_others()
            return _TAKEN_SECONDS
        if room.taken:
            self._held_since = self._last = None
            return _TAKEN_SECONDS
        return await self._speak(self._voice, room)

    async def _speak(self, loudspeaker: Voice, room: voice.RoomVoice) -> float:
        now = self._acts.now()
        saying = next_saying(
            (replace(call, spoken=call.spoken or call.announcement in self._said) for call in room.calls),
            self._last,
            now=now,
            english=room.settings.english,
            repeat=room.settings.repeat,
        )
        due = saying is not None and saying.not_before <= now
        if due or self._held_since is None or now - self._held_since >= _RENEW:
            if not await self._acts.hold():
                self._held_since = None
                return _TAKEN_SECONDS
            self._held_since = now
        if saying is None:
            return (_RENEW - (now - self._held_since)).total_seconds()
        if not due:
            return max(0.01, (saying.not_before - now).total_seconds())
        await self._say(loudspeaker, saying, room)
        return 0.0

    async def _say(self, loudspeaker: Voice, saying: Saying, room: voice.RoomVoice) -> None:
        volume = room.settings.volume_at(self._acts.now()) / 100
        wav = await self._composed(saying, room)
        ended = asyncio.get_running_loop().create_future()

        def on_end(played: bool) -> None:
            if not ended.done():
                ended.set_result(played)

        loudspeaker.say(wav, volume=volume, on_end=on_end)
        if not await ended:
            return
        call = saying.call.announcement
        self._last = Said(call, saying.part, self._acts.now())
        if saying.part is Part.SENTENCE:
            self._said = {each.announcement for each in room.calls} & self._said | {call}
            if not saying.call.test:
                self._untold.append(call)
                await self._tell_spoken()

    async def _composed(self, saying: Saying, room: voice.RoomVoice) -> bytes:
        call = saying.call
        if saying.part is Part.ENGLISH:
            tokens = english_sentence(call.series, call.number, call.counter)
        else:
            tokens = sentence(call.series, call.number, call.counter, call=call.call)
        if room.own_clips != self._clips_of:
            own = await self._acts.own_clips()
            self._clips = {**await asyncio.to_thread(shipped_clips), **own}
            self._clips_of = room.own_clips
        try:
            return await asyncio.to_thread(compose, tokens, self._clips)
        except BrokenClip as fault:  # of the office's own; the shipped ones are tested
            report_fault(fault)
            self._clips = shipped_clips()
            return await asyncio.to_thread(partial(compose, tokens, self._clips))

    async def _tell(self, word: str) -> None:
        if word and word != self._told and await self._acts.report(word):
            self._told = word

    async def _tell_spoken(self) -> None:
        while self._untold:
            await self._acts.spoken(self._untold[0])
            del self._untold[0]

    async def _let_others(self) -> None:
        if self._held_since is not None:
            self._held_since = self._last = None
            await self._acts.leave()

    def _dismiss_voice(self) -> None:
        if self._voice is not None:
            self._voice.close()
            self._voice = None
