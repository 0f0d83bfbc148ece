"""The voice as the settings see it: who speaks in which room, and the office's own recordings."""

import io
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.voice import CLIPS, EVEN_LU, LOUDNESS, RATE
from bkpsdm_desktop.services import health
from bkpsdm_desktop.services.edits import changed_meanwhile
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.services.stations import SILENT_AFTER
from bkpsdm_desktop.services.voice import VoiceSettings, lease_name, may_speak, voice_settings
from bkpsdm_desktop.store.tables import Lease, Station, StationRun, VoiceClip
from bkpsdm_desktop.store.work import touch

_LARGEST = 200_000  # bytes: more than four seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A display of a room. ``speaks``: it may; ``speaking``: it is the one that does now. ``sound`` is the
    word of its loudspeaker (``services.health``), empty while it is not up."""

    id: UUID
    name: str
    speaks: bool
    speaking: bool
    sound: str


@dataclass(frozen=True, slots=True)
class RoomSpeakers:
    """A waiting room and its displays, by name."""

    room: str
    displays: tuple[Speaker, ...]

    @property
    def speakers(self) -> frozenset[UUID]:
        """Those that may speak."""
        return frozenset(each.id for each in self.displays if each.speaks)


@dataclass(frozen=True, slots=True)
class OwnClip:
    """A recording of the office in place of a shipped one: 16-bit mono WAV, loudness in LUFS."""

    name: str
    data: bytes
    loudness: float

    @property
    def milliseconds(self) -> int:
        """How long it lasts. Raises ``ValueError`` for what is no such WAV."""
        try:
            with wave.open(io.BytesIO(self.data)) as file:
                if (file.getframerate(), file.getsampwidth(), file.getnchannels()) != (RATE, 2, 1):
                    raise ValueError("not 16-bit mono")
                return round(int(file.getnframes()) * 1000 / RATE)
        except (wave.Error, EOFError) as error:
            raise ValueError(str(error)) from error


@dataclass(frozen=True, slots=True)
class FoundClip:
    """A file of a folder that is a piece of the voice: the recording, or a sentence why it is none."""

    name: str
    clip: OwnClip | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ClipFolder:
    """What a folder of recordings holds. ``unknown`` are names of files that are no piece of the voice;
    ``pace`` is how much faster than recorded the longest sentence has to be played (1: as recorded)."""

    path: str
    found: tuple[FoundClip, ...]
    unknown: tuple[str, ...]
    pace: float = 1.0

    @property
    def usable(self) -> tuple[OwnClip, ...]:
        """The recordings without a fault."""
        return tuple(each.clip for each in self.found if each.clip is not None)

    @property
    def wrong(self) -> tuple[FoundClip, ...]:
        """Those that have one."""
        return tuple(each for each in self.found if each.clip is None)

    @property
    def missing(self) -> tuple[str, ...]:
        """Pieces of the voice that the folder does not have, in their order."""
        there = {each.name for each in self.found}
        return tuple(name for name in CLIPS if name not in there)


@dataclass(frozen=True, slots=True)
class OwnLine:
    """What the list shows of a recording of the office."""

    name: str
    milliseconds: int
    loudness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceView:
    """What the settings show of the voice. ``imported_at`` is empty while all pieces are the shipped ones;
    ``shipped`` are their names with their milliseconds, added by the station that has them."""

    settings: VoiceSettings
    rooms: tuple[RoomSpeakers, ...]
    own: tuple[OwnLine, ...]
    imported_at: datetime | None
    shipped: tuple[tuple[str, int], ...] = ()


def voice_view(session: Session, *, now: datetime) -> VoiceView:
    """All that the section shows."""
    rows = session.execute(
        select(VoiceClip.name, VoiceClip.milliseconds, VoiceClip.loudness, VoiceClip.imported_at).order_by(
            VoiceClip.name
        )
    ).all()
    return VoiceView(
        settings=voice_settings(session),
        rooms=_rooms(session, now),
        own=tuple(OwnLine(row.name, row.milliseconds, row.loudness / 100) for row in rows),
        imported_at=max((row.imported_at for row in rows), default=None),
    )


def _rooms(session: Session, now: datetime) -> tuple[RoomSpeakers, ...]:
    displays = session.scalars(select(Station).where(Station.role == "layar").order_by(Station.name)).all()
    sounds = {
        row.station_id: str(row.health.get(health.SOUND, ""))
        for row in session.scalars(
            select(StationRun)
            .where(StationRun.ended_at.is_(None), StationRun.seen_at > now - SILENT_AFTER)
            .order_by(StationRun.started_at)
        )
    }
    holders = {lease.name: lease.holder for lease in session.scalars(select(Lease).where(Lease.until > now))}
    return tuple(
        RoomSpeakers(
            room,
            tuple(
                Speaker(
                    id=each.id,
                    name=each.name,
                    speaks=may_speak(each),
                    speaking=holders.get(lease_name(room)) == each.id,
                    sound=sounds.get(each.id, ""),
                )
                for each in displays
                if each.room == room
            ),
        )
        for room in sorted({each.room for each in displays})
    )


def put_speakers(
    session: Session, stamp: Stamp, *, room: str, speakers: frozenset[UUID], was: frozenset[UUID]
) -> None:
    """Say which displays of a room may speak: one of them does, another takes over when it can't.

    Raises ``Refused`` for a display of another room, and when they are not ``was`` any more.
    """
    require(session, stamp, Right.CONFIGURE)
    displays = session.scalars(
        select(Station)
        .where(Station.role == "layar", Station.room == room)
        .order_by(Station.id)
        .with_for_update()
    ).all()
    present = frozenset(each.id for each in displays if may_speak(each))
    if present == speakers:
        return
    if present != was or not speakers <= {each.id for each in displays}:
        raise changed_meanwhile(f"Suara di {room}")
    for each in displays:
        each.settings = {**each.settings, "voice": each.id in speakers}
    session.flush()
    touch(session, Kind.OFFICE, Kind.STATIONS)
    names = sorted(each.name for each in displays if each.id in speakers)
    record(session, stamp, "voice.speakers", room, {"speakers": names})


def office_clips(session: Session) -> tuple[OwnClip, ...]:
    """The office's own recordings, whole."""
    rows = session.scalars(select(VoiceClip).order_by(VoiceClip.name))
    return tuple(OwnClip(row.name, row.data, row.loudness / 100) for row in rows)


def put_clips(session: Session, stamp: Stamp, *, clips: Sequence[OwnClip]) -> None:
    """Let these be the office's own recordings; a piece that is not among them is the shipped one again.

    Raises ``Refused`` for a piece that the voice does not know, or that is too long or not evenly loud.
    """
    require(session, stamp, Right.CONFIGURE)
    for clip in clips:
        _check(clip)
    wanted = {clip.name: clip for clip in clips}
    if office_clips(session) == tuple(wanted[name] for name in sorted(wanted)):
        return
    session.execute(delete(VoiceClip))
    session.add_all(
        VoiceClip(
            name=clip.name,
            data=clip.data,
            milliseconds=clip.milliseconds,
            loudness=round(clip.loudness * 100),
            imported_at=stamp.at,
        )
        for clip in wanted.values()
    )
    session.flush()
    touch(session, Kind.OFFICE)
    told = {name: sha256(clip.data).hexdigest() for name, clip in sorted(wanted.items())}
    record(session, stamp, "voice.recordings", "", {"sha256": told})


def _check(clip: OwnClip) -> None:
    expected = CLIPS.get(clip.name)
    if expected is None:
        raise Refused(f"Rekaman {clip.name} tidak dikenal. Pakai nama berkas dari daftar.")
    try:
        milliseconds = clip.milliseconds
    except ValueError:
        raise Refused(f"Rekaman {clip.name} bukan WAV 16 bit. Pilih foldernya lagi.") from None
    if len(clip.data) > _LARGEST or milliseconds > expected.limit_ms:
        raise Refused(f"Rekaman {clip.name} terlalu panjang. Ucapkan lebih cepat, lalu pilih lagi.")
    if abs(clip.loudness - LOUDNESS) > EVEN_LU:
        raise Refused(f"Rekaman {clip.name} tidak sama kerasnya dengan yang lain. Rekam ulang.")
