"""A display that shows and speaks, in this process, with a loudspeaker that nobody hears."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bkpsdm_desktop.app.desk import Desk
from bkpsdm_desktop.app.settings.voice import VoiceSettingsDesk
from bkpsdm_desktop.app.station import Station, pc_clock
from bkpsdm_desktop.app.windows import StationWindows
from bkpsdm_desktop.devices.sentence import compose, shipped_clips, sound_of
from bkpsdm_desktop.devices.silent_voice import SilentVoice
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.rights import Role
from bkpsdm_desktop.domain.voice import english_sentence, sentence
from bkpsdm_desktop.services import counters, issuing, serving, voice, voice_settings
from bkpsdm_desktop.services.people import person_row
from bkpsdm_desktop.services.ports import SoundState
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.voice import VoiceSettings
from bkpsdm_desktop.services.voice_settings import OwnClip
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import AnnouncementSeen, Person
from tests.helpers.stations import Pc, live, pc_of_an_office, until

pytestmark = pytest.mark.usefixtures("qapp")


@dataclass
class Office:
    """A counter and a display of one PC; ``voice`` is the display's loudspeaker."""

    pc: Pc
    counter: str
    display: str
    voice: SilentVoice = field(default_factory=SilentVoice)
    desk: Desk | None = None

    def stamp(self, person: str = "rani") -> Stamp:
        assert self.desk is not None
        found = self.desk.work.read(
            lambda session: session.scalars(select(Person.id).where(Person.username == person)).one()
        )
        station = self.pc.folder.read_station(self.counter).id
        return Stamp(id=new_id(), at=pc_clock(), station=station, person=found)

    async def act(self, fn: Callable[..., Any], *, by: str = "rani", **more: Any) -> Any:
        assert self.desk is not None
        work, stamp = self.desk.work, self.stamp(by)
        return await asyncio.to_thread(lambda: work.run(fn, stamp, **more))

    async def call(self) -> None:
        await self.act(
            issuing.take_ticket,
            service=reference_id("service", "CT"),
            priority=None,
            randomness=os.urandom(5),
            ignore_hours=True,
        )
        await self.act(serving.call_next)

    def seen(self) -> list[tuple[bool, bool]]:
        """Of each announcement: was it shown, was it spoken."""
        assert self.desk is not None
        rows = self.desk.work.read(lambda session: session.scalars(select(AnnouncementSeen)).all())
        return sorted((row.shown_at is not None, row.spoken_at is not None) for row in rows)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[StationWindows]:
        """The display with its window."""

        def make(on_state: Callable[[], None]) -> SilentVoice:
            return self.voice

        station = Station(self.pc.folder, self.pc.folder.read_station(self.display), make_voice=make)
        self.desk = station.desk
        await station.open()
        windows = StationWindows(station, lambda: None, office="BKPSDM Kota Contoh", size=(1280, 720))
        windows.open()
        await station.start()
        try:
            await self.act(counters.open_counter)
            yield windows
        finally:
            windows.close()
            await station.close()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    pc = pc_of_an_office(tmp_path)
    return Office(pc, pc.add("loket", 1), pc.add("layar"))


def test_ux_u63_the_picture_of_a_recall_does_not_wait_for_the_voice(office: Office) -> None:
    """It is painted while the first sentence is still spoken; the spoken recall follows when that ends."""

    async def story() -> None:
        async with office.running():
            await office.call()
            await until(lambda: office.voice.speaking)
            await until(lambda: office.seen() == [(True, False)])
            await office.act(serving.recall)
            await until(lambda: office.seen() == [(True, False), (True, False)], seconds=5)
            assert office.voice.speaking
            assert len(office.voice.said) == 1
            office.voice.end()
            await until(lambda: len(office.voice.said) == 2)
            office.voice.end()
            await until(lambda: office.seen() == [(True, True), (True, True)])

    live(story)
    assert office.voice.said == [compose(sentence("C", 1, 1, call=call), shipped_clips()) for call in (1, 2)]


def test_ux_u61_calls_that_come_while_one_is_spoken_wait_and_are_spoken_in_call_order(
    office: Office,
) -> None:
    """The loudspeaker would refuse a second sentence at once."""

    async def story() -> None:
        async with office.running():
            for _ in range(3):
                await office.call()
                await office.act(serving.start_serving)
                await office.act(serving.finish)
            for count in (1, 2, 3):
                await until(lambda count=count: len(office.voice.said) == count)  # type: ignore[misc]
                assert office.voice.speaking
                assert not office.voice.ready
                office.voice.end()
            await until(lambda: office.seen() == [(True, True)] * 3)

    live(story)
    assert office.voice.said == [compose(sentence("C", number, 1), shipped_clips()) for number in (1, 2, 3)]


def test_ux_u62_a_first_call_is_repeated_only_while_nobody_waits_to_be_spoken(office: Office) -> None:
    async def story() -> None:
        async with office.running():
            await office.call()
            await until(lambda: office.voice.speaking)
            office.voice.end()
            await until(lambda: len(office.voice.said) == 2)  # the repeat
            office.voice.end()
            await office.act(serving.start_serving)
            await office.act(serving.finish)
            office.voice.prompt = True
            await office.call()
            await office.act(serving.start_serving)
            await until(lambda: len(office.voice.said) == 3)

    live(story)
    one, two = (compose(sentence("C", number, 1), shipped_clips()) for number in (1, 2))
    assert office.voice.said == [one, one, two]


def test_feat_d2_english_own_recordings_and_the_volume_of_the_hour_are_followed_at_once(
    office: Office,
) -> None:
    own = OwnClip("loket", shipped_clips()["huruf-q"], -16.0)

    async def story() -> None:
        async with office.running():
            office.voice.prompt = True
            await until(lambda: office.voice.state is SoundState.OK)
            settings = VoiceSettings(english=True, repeat=False, volume=(35,) * 24)
            await office.act(voice.put_voice_settings, by="maya", settings=settings)
            await office.act(voice_settings.put_clips, by="maya", clips=(own,))
            await office.call()
            await until(lambda: len(office.voice.said) == 2)

    live(story)
    clips = {**shipped_clips(), "loket": own.data}
    assert office.voice.said == [
        compose(sentence("C", 1, 1), clips),
        compose(english_sentence("C", 1, 1), clips),
    ]
    assert office.voice.volumes == [0.35, 0.35]


def test_a_test_is_spoken_once_by_the_display_and_is_no_announcement(office: Office) -> None:
    async def story() -> None:
        async with office.running():
            office.voice.prompt = True
            await office.act(voice.say_test, by="maya", room="Ruang layanan")
            await until(lambda: len(office.voice.said) == 1)
            await office.call()
            await until(lambda: len(office.voice.said) == 2)
            await until(lambda: office.seen() == [(True, True)])

    live(story)
    assert office.voice.said[0] == compose(sentence("A", 0, 1), shipped_clips())


# --- hearing on the PC of the settings -----------------------------------------------------------------


@pytest.mark.parametrize("state", [SoundState.OK, SoundState.MISSING])
def test_feat_d2_a_piece_is_heard_on_the_pc_of_the_settings_or_it_says_that_it_has_no_sound(
    office: Office, state: SoundState
) -> None:
    made = [SilentVoice(state=state, prompt=True)]

    async def story() -> None:
        async with office.running():
            assert office.desk is not None
            maya = office.desk.work.read(
                lambda session: session.scalars(select(Person).where(Person.role == Role.ADMINISTRATOR)).one()
            )
            person = office.desk.work.read(person_row, maya.id, on=pc_clock().date())
            desk = VoiceSettingsDesk(office.desk, person, lambda on_state: made[-1])
            if state is SoundState.MISSING:
                with pytest.raises(Refused, match="PC ini tidak punya alat suara"):
                    await desk.play("gong", None)
                return
            await desk.play("gong", None)
            await desk.play_sentence(None, english=True, percent=50)
            assert made[0].volumes == [1.0, 0.5]
            gong = sound_of("gong", shipped_clips()["gong"])
            assert sound_of("", made[0].said[0]).startswith(gong)
            made.append(SilentVoice())
            first = asyncio.get_running_loop().create_task(desk.play("gong", None))
            await until(lambda: made[1].speaking)
            made.append(SilentVoice(prompt=True))
            await desk.play("loket", None)  # another one cuts it off
            await first
            assert not made[1].speaking

    live(story)
