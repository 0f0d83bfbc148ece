"""Who speaks in a room, the office's own recordings, and a test in a room; on both databases."""

import io
import wave
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services import health, stations, voice, voice_settings
from bkpsdm_desktop.services.voice import VoiceSettings
from bkpsdm_desktop.services.voice_settings import OwnClip, RoomSpeakers, VoiceView
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Station
from bkpsdm_desktop.store.work import Work
from tests.helpers.office import OfficeUnderTest, made_up
from tests.services.settings.people import administrator, audited, configure


def shipped(name: str, loudness: float = -16.0) -> OwnClip:
    return OwnClip(name, assets.resource("sounds", f"{name}.wav").read_bytes(), loudness)


def silence(name: str, milliseconds: int, rate: int = 22_050) -> OwnClip:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(2 * (milliseconds * rate // 1000)))
    return OwnClip(name, out.getvalue(), -16.0)


def view(office: OfficeUnderTest) -> VoiceView:
    return office.work.read(voice_settings.voice_view, now=office.now)


@pytest.fixture
def two(work: Work) -> OfficeUnderTest:
    return made_up(work, displays=2)


def the_room(office: OfficeUnderTest) -> RoomSpeakers:
    [room] = view(office).rooms
    return room


def speaks(office: OfficeUnderTest, station: UUID) -> bool:
    return office.work.read(voice.room_voice, station=station, now=office.now).speaks


# --- who speaks ----------------------------------------------------------------------------------------


def test_feat_d2_one_display_is_chosen_for_a_room_and_the_others_are_silent(two: OfficeUnderTest) -> None:
    one, other = two.made.displays
    was = the_room(two).speakers
    assert was == {one, other}
    configure(two, voice_settings.put_speakers, room="Ruang layanan", speakers=frozenset({other}), was=was)
    assert the_room(two).speakers == {other}
    assert (speaks(two, one), speaks(two, other)) == (False, True)
    assert audited(two, "voice.speakers") == ["Ruang layanan"]
    # The same act again, its answer was lost.
    configure(two, voice_settings.put_speakers, room="Ruang layanan", speakers=frozenset({other}), was=was)
    assert audited(two, "voice.speakers") == ["Ruang layanan"]


def test_a_choice_of_what_was_not_seen_or_is_elsewhere_is_refused(two: OfficeUnderTest) -> None:
    was = the_room(two).speakers
    for speakers, seen in ((frozenset({new_id()}), was), (frozenset[UUID](), frozenset[UUID]())):
        with pytest.raises(Refused, match="Suara di Ruang layanan baru saja diubah di PC lain"):
            configure(two, voice_settings.put_speakers, room="Ruang layanan", speakers=speakers, was=seen)
    assert the_room(two).speakers == was


def test_fault_b11_the_settings_see_who_speaks_and_whose_sound_is_missing(two: OfficeUnderTest) -> None:
    one, other = two.made.displays
    assert [each.sound for each in the_room(two).displays] == ["", ""]
    for station, word in ((one, "missing"), (other, "ok")):
        run = two.work.run(stations.start_run, two.stamp(station))
        two.work.run(health.report, run=run, part=health.SOUND, word=word)
    assert two.work.run(voice.hold_voice, station=other, now=two.now)
    shown = {each.id: (each.sound, each.speaking) for each in the_room(two).displays}
    assert shown == {one: ("missing", False), other: ("ok", True)}
    two.later(minutes=5)
    assert [each.sound for each in the_room(two).displays] == ["", ""]


def test_rooms_are_listed_by_name(two: OfficeUnderTest) -> None:
    def move(session: Session) -> None:
        session.get_one(Station, two.made.displays[0]).room = "Aula"

    two.work.run(move)
    assert [each.room for each in view(two).rooms] == ["Aula", "Ruang layanan"]


# --- how it speaks -------------------------------------------------------------------------------------


def test_settings_of_the_voice_that_somebody_else_changed_are_not_overwritten(
    office: OfficeUnderTest,
) -> None:
    before = view(office).settings
    configure(office, voice.put_voice_settings, settings=replace(before, english=True), was=before)
    with pytest.raises(Refused, match="Setelan suara baru saja diubah di PC lain"):
        configure(office, voice.put_voice_settings, settings=VoiceSettings(enabled=False), was=before)
    assert view(office).settings.enabled


def test_a_test_is_said_within_a_minute_once_and_calls_nobody(office: OfficeUnderTest) -> None:
    configure(office, voice.say_test, room="Ruang layanan")

    def calls() -> list[tuple[str, int, bool]]:
        room = office.work.read(voice.room_voice, station=office.made.displays[0], now=office.now)
        return [(call.series, call.number, call.test) for call in room.calls]

    assert calls() == [("A", 0, True)]
    assert audited(office, "voice.test") == ["Ruang layanan"]
    office.later(seconds=61)
    assert calls() == []


def test_a_test_in_another_room_is_not_ours(office: OfficeUnderTest) -> None:
    configure(office, voice.say_test, room="Lantai 2")
    room = office.work.read(voice.room_voice, station=office.made.displays[0], now=office.now)
    assert room.calls == ()


def test_a_test_whose_answer_was_lost_is_asked_for_once(office: OfficeUnderTest) -> None:
    stamp = office.stamp(office.made.counters[0], administrator(office))
    for _ in range(2):
        office.work.run(voice.say_test, stamp, room="Ruang layanan")
    assert audited(office, "voice.test") == ["Ruang layanan"]


# --- recordings ----------------------------------------------------------------------------------------


def test_feat_d2_own_recordings_are_used_until_the_shipped_ones_are_wanted_again(
    office: OfficeUnderTest,
) -> None:
    clips = (shipped("gong"), shipped("angka-1", -15.5))
    configure(office, voice_settings.put_clips, clips=clips)
    assert [(each.name, each.loudness) for each in view(office).own] == [("angka-1", -15.5), ("gong", -16.0)]
    assert view(office).imported_at == office.now
    assert set(office.work.read(voice.own_clips)) == {"gong", "angka-1"}
    assert office.work.read(voice_settings.office_clips) == tuple(reversed(clips))
    office.later(minutes=1)
    configure(office, voice_settings.put_clips, clips=clips)  # again: nothing changes
    assert view(office).imported_at == office.now - timedelta(minutes=1)
    configure(office, voice_settings.put_clips, clips=())
    assert (view(office).own, view(office).imported_at) == ((), None)
    assert len(audited(office, "voice.recordings")) == 2


@pytest.mark.parametrize(
    ("clip", "sentence"),
    [
        (silence("nama-pengunjung", 400), "nama-pengunjung tidak dikenal"),
        (silence("angka-1", 800), "angka-1 terlalu panjang"),
        (silence("angka-1", 400, rate=44_100), "angka-1 bukan WAV 16 bit"),
        (OwnClip("angka-1", b"bukan suara", -16.0), "angka-1 bukan WAV 16 bit"),
        (shipped("angka-1", -14.5), "angka-1 tidak sama kerasnya"),
    ],
)
def test_a_recording_that_would_spoil_a_sentence_is_refused_and_nothing_changes(
    office: OfficeUnderTest, clip: OwnClip, sentence: str
) -> None:
    configure(office, voice_settings.put_clips, clips=(shipped("gong"),))
    with pytest.raises(Refused, match=sentence):
        configure(office, voice_settings.put_clips, clips=(shipped("gong"), clip))
    assert [each.name for each in view(office).own] == ["gong"]
