"""The voice of displays that run as processes of their own, through a sound device that is recorded."""

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bkpsdm_desktop.app import station as stations_at_work
from bkpsdm_desktop.app.announcer import MakeVoice
from bkpsdm_desktop.app.data_folder import StationConfig
from bkpsdm_desktop.app.keys import load_or_create_station_key
from bkpsdm_desktop.app.settings.voice import VoiceSettingsDesk
from bkpsdm_desktop.app.station import open_work, pc_clock
from bkpsdm_desktop.devices.recordings import loudness_of
from bkpsdm_desktop.devices.sentence import shipped_clips
from bkpsdm_desktop.devices.speaker import Speaker
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.voice import LIMIT_MS
from bkpsdm_desktop.services import people, stations
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import Station
from tests.helpers.pc import DISPLAY, copied, made_up_pc, station_process
from tests.helpers.sound import null_sink
from tests.helpers.speaking import SpeakingOffice, sentences
from tests.helpers.stations import live, pc_of_an_office, until
from tests.helpers.waiting import eventually

pytestmark = pytest.mark.slow


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SpeakingOffice]:
    folder = copied(made_up_pc(tmp_path / "asal"), tmp_path / "pc")
    work = open_work(folder, "")
    yield SpeakingOffice(folder, work)
    work.close()


def second_display(office: SpeakingOffice) -> str:
    """Another display of the same waiting room; its name."""
    name = "Layar kedua"
    first = office.folder.read_station(DISPLAY)
    key = load_or_create_station_key(office.folder.station_key(name)).public_key
    room = office.work.read(lambda session: session.get_one(Station, first.id).room)
    station = office.work.run(
        stations.register_station,
        act=new_id(),
        at=pc_clock(),
        machine="PC kedua",
        role="layar",
        name=name,
        counter=None,
        room=room,
        public_key=key,
        settings={},
    )
    office.folder.write_station(StationConfig(id=station, role="layar", name=name, full_screen=False))
    return name


def test_fault_d6_three_calls_in_one_second_are_played_whole_in_call_order_within_20_s(
    office: SpeakingOffice,
) -> None:
    """Recorded and measured: U61 no overlap, U62 six seconds, 20 s and the repeat, evenness within 1 LU."""
    wavs = sentences([(1, 1), (2, 2), (3, 1)])
    office.take(3)
    with null_sink() as sound, station_process(office.folder, DISPLAY, **sound.environment):
        eventually(lambda: office.sound_of(DISPLAY) == "ok", seconds=60)
        office.call(1)
        office.call(2)
        office.finish(1)
        office.call(1)
        eventually(lambda: len(office.spoken()) == 3, seconds=30, every=0.2)
        eventually(lambda: sound.is_quiet(4), seconds=40, every=0.5)
        heard = sound.heard(wavs)
        spoken = office.spoken()
    # The last one is repeated, since nobody waits any more; the others were not.
    assert [each.which for each in heard] == [0, 1, 2, 2], [(each.start, each.likeness) for each in heard]
    assert all(each.likeness > 0.97 for each in heard)  # from the first moment to the last: none is cut
    assert all(each.end - each.start <= LIMIT_MS / 1000 for each in heard)
    rests = [after.start - before.end for before, after in pairwise(heard)]
    assert all(0.2 <= rest <= 1.5 for rest in rests[:2])
    assert 1.5 <= rests[2] <= 2.6
    loud = [loudness_of(each.samples) for each in heard]
    assert max(loud) - min(loud) <= 1
    assert [seconds <= 20 for seconds, _ in spoken] == [True] * 3


def test_feat_d2_another_display_takes_over_when_the_one_that_speaks_is_killed(
    office: SpeakingOffice,
) -> None:
    other = second_display(office)
    wavs = sentences([(1, 1), (2, 2)])
    office.take(2)
    with (
        null_sink() as sound,
        station_process(office.folder, DISPLAY, **sound.environment) as first,
    ):
        eventually(lambda: office.speaker() == DISPLAY, seconds=60)
        with station_process(office.folder, other, **sound.environment):
            eventually(lambda: office.sound_of(other) == "ok", seconds=60)
            office.call(1)
            eventually(lambda: len(office.spoken()) == 1, seconds=20)
            assert office.speaker() == DISPLAY
            office.call(2)
            eventually(lambda: office.shown() >= 4, seconds=20)  # both displays show both calls
            first.kill()
            eventually(lambda: len(office.spoken()) == 2, seconds=30, every=0.2)
            assert [name for _, name in office.spoken()] == [DISPLAY, other]
            eventually(lambda: sound.is_quiet(4), seconds=40, every=0.5)
            # What the killed one had begun and the whole sentence of the other: never both at once.
            [whole] = [each for each in sound.heard(wavs) if each.which == 1][:1]
    assert whole.likeness > 0.97


def test_fault_b11_without_a_sound_device_the_picture_is_unaffected_and_the_supervisor_sees_it(
    office: SpeakingOffice, tmp_path: Path
) -> None:
    office.take(1)
    nowhere = {"PULSE_SERVER": f"unix:{tmp_path}/tidak-ada"}
    with station_process(office.folder, DISPLAY, **nowhere) as display:
        eventually(lambda: office.sound_of(DISPLAY) == "missing", seconds=60)
        office.call(1)
        eventually(lambda: office.shown() == 1, seconds=5)
        assert office.spoken() == []
        assert office.told_of_sound() == "alat tidak ada"
        assert display.process.poll() is None
    assert "Traceback" not in display.said()


@pytest.mark.usefixtures("qapp")
def test_feat_d2_a_piece_is_played_in_the_player_process_of_the_settings(tmp_path: Path) -> None:
    """And a PC whose sound service is not there says so."""
    pc = pc_of_an_office(tmp_path)
    station_name = pc.add("loket", 1)

    def player(where: str) -> MakeVoice:
        command = ["env", f"PULSE_SERVER={where}", sys.executable, "-m", "bkpsdm_desktop", "loudspeaker"]
        return lambda on_state: Speaker(command, on_state)

    async def story() -> None:
        station = stations_at_work.Station(pc.folder, pc.folder.read_station(station_name))
        await station.open()
        try:
            maya = station.work.read(people.person_named, "maya")
            person = station.work.read(people.person_row, maya, on=business_day(pc_clock()))
            with null_sink() as sound:
                desk = VoiceSettingsDesk(station.desk, person, player(sound.environment["PULSE_SERVER"]))
                await desk.play("nomor-antrean", None)
                piece = [shipped_clips()["nomor-antrean"]]
                await until(lambda: len(sound.heard(piece)) == 1)  # whole, from its first moment to its last
            mute = VoiceSettingsDesk(station.desk, person, player(f"unix:{tmp_path}/tidak-ada"))
            with pytest.raises(Refused, match="PC ini tidak punya alat suara"):
                await mute.play("nomor-antrean", None)
        finally:
            await station.close()

    live(story)
