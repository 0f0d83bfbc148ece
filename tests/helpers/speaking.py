"""The clerks of two counters in an office on one PC, by their services, and what its displays said."""

import os
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.app.data_folder import DataFolder
from bkpsdm_desktop.app.station import pc_clock
from bkpsdm_desktop.devices.sentence import compose, shipped_clips
from bkpsdm_desktop.domain.voice import sentence
from bkpsdm_desktop.services import counters, issuing, serving, voice
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.supervision import supervision
from bkpsdm_desktop.services.voice import VoiceSettings
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Announcement, AnnouncementSeen, Lease, Person, Station, StationRun
from bkpsdm_desktop.store.work import Work


class SpeakingOffice:
    """An office whose voice is as loud as it can be."""

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


def sentences(numbers: Sequence[tuple[int, int]]) -> list[bytes]:
    return [compose(sentence("C", number, counter), shipped_clips()) for number, counter in numbers]
