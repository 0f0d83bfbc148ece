"""The voice of displays that run as processes of their own, through a sound device that is recorded."""

import os
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.app.data_folder import DataFolder, StationConfig
from bkpsdm_desktop.app.keys import load_or_create_station_key
from bkpsdm_desktop.app.station import open_work, pc_clock
from bkpsdm_desktop.devices.recordings import loudness_of
from bkpsdm_desktop.devices.sentence import compose, shipped_clips
from bkpsdm_desktop.domain.voice import LIMIT_MS, sentence
from bkpsdm_desktop.services import counters, issuing, serving, stations, voice
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.supervision import supervision
from bkpsdm_desktop.services.voice import VoiceSettings
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Announcement, AnnouncementSeen, Lease, Person, Station, StationRun
from bkpsdm_desktop.store.work import Work
from tests.helpers.pc import DISPLAY, copied, made_up_pc, station_process
from tests.helpers.sound import null_sink
from tests.helpers.waiting import eventually

pytestmark = pytest.mark.slow


class Office:
    """The clerks of two counters in an office on this PC, by their services."""

    def __init__(self, folder: DataFolder, work: Work) -> None:
        self.folder, self.work = folder, work
        for counter in (1, 2):
            work.run(counters.open_counter, self._clerk(counter))
        loud = VoiceSettings(volume=(100,) * 24)
        boot = work.read(lambda session: session.scalars(select(Station.id)).first())
        assert boot is not None
        work.run(voice.put_voice_settings, Stamp(id=new_id(), at=pc_clock(), station=boot), settings=loud)

    def _clerk(self, counter: int) -> Stamp:
        name = ("rani", "joko")[counter - 1]
        person = self.work.read(lambda s: s.scalars(select(Person.id).where(Person.username == name)).one())
        station = self.folder.read_station(f"Loket {counter}").id
        return Stamp(id=new_id(), at=pc_clock(), station=station, person=person)

    def take(self, count: int) -> None:
        for _ in range(count):
            self.work.run(
                issuing.take_ticket,
                self._clerk(1),
                service=reference_id("service", "CT"),
                priority=None,
                randomness=os.urandom(5),
                ignore_hours=True,
            )

    def call(self, counter: int) -> None:
        self.work.run(serving.call_next, self._clerk(counter))

    def finish(self, counter: int) -> None:
        self.work.run(serving.start_serving, self._clerk(counter))
        self.work.run(serving.finish, self._clerk(counter))

    def spoken(self) -> list[tuple[float, str]]:
        """Of each spoken announcement, in call order: seconds after the first call, and the station."""

        def read(session: Session) -> list[tuple[float, str]]:
            calls = session.scalars(select(Announcement).order_by(Announcement.at)).all()
            rows = {
                row.announcement_id: row
                for row in session.scalars(
                    select(AnnouncementSeen).where(AnnouncementSeen.spoken_at.is_not(None))
                )
            }
            return [
                ((row.spoken_at - calls[0].at).total_seconds(), session.get_one(Station, row.display_id).name)
                for call in calls
                if (row := rows.get(call.id)) is not None and row.spoken_at is not None
            ]

        return self.work.read(read)

    def shown(self) -> int:
        return self.work.read(
            lambda session: len(
                session.scalars(select(AnnouncementSeen).where(AnnouncementSeen.shown_at.is_not(None))).all()
            )
        )

    def sound_of(self, station: str) -> str:
        """What a running station says of its sound."""
        wanted = self.folder.read_station(station).id
        health = self.work.read(
            lambda session: session.scalars(
                select(StationRun.health)
                .where(StationRun.station_id == wanted, StationRun.ended_at.is_(None))
                .order_by(StationRun.started_at.desc())
            ).first()
        )
        return str((health or {}).get("sound", ""))

    def told_of_sound(self) -> str:
        """What the supervisor's screen says of it."""
        here = self.folder.read_station("Loket 1").id
        view = self.work.read(lambda session: supervision(session, now=pc_clock(), station=here))
        return next(line.words for line in view.health if line.kind == "sound")

    def speaker(self) -> str:
        """The name of the station that speaks."""

        def read(session: Session) -> str:
            lease = session.scalars(select(Lease).where(Lease.name.startswith("suara:"))).one_or_none()
            return session.get_one(Station, lease.holder).name if lease is not None else ""

        return self.work.read(read)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    folder = copied(made_up_pc(tmp_path / "asal"), tmp_path / "pc")
    work = open_work(folder, "")
    yield Office(folder, work)
    work.close()


def second_display(office: Office) -> str:
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


def sentences(numbers: Sequence[tuple[int, int]]) -> list[bytes]:
    return [compose(sentence("C", number, counter), shipped_clips()) for number, counter in numbers]


def test_fault_d6_three_calls_in_one_second_are_played_whole_in_call_order_within_20_s(
    office: Office,
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


def test_feat_d2_another_display_takes_over_when_the_one_that_speaks_is_killed(office: Office) -> None:
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
    office: Office, tmp_path: Path
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
