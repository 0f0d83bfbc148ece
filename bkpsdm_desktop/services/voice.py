"""The voice of a waiting room: which station speaks, what waits to be spoken, what was."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, case, exists, func, or_, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.announcing import TOO_OLD, Call
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import WIB
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.edits import changed_meanwhile
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.tables import (
    Announcement,
    AnnouncementSeen,
    Counter,
    Lease,
    Station,
    Ticket,
    VoiceClip,
    core,
)
from bkpsdm_desktop.store.upsert import dialect_insert
from bkpsdm_desktop.store.work import touch

VOICE = "voice"
VOICE_TEST = "voice_test"
# Longer than the longest sentence and the patience with its player, so that a holder that lives keeps it.
LEASE = timedelta(seconds=10)
_HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSettings:
    """How an office speaks. ``volume`` is the percentage of each of the 24 hours, from midnight on (WIB)."""

    enabled: bool = True
    english: bool = False
    repeat: bool = True
    volume: tuple[int, ...] = (80,) * _HOURS

    def volume_at(self, at: datetime) -> int:
        """The percentage at an instant."""
        return self.volume[at.astimezone(WIB).hour]


def voice_settings(session: Session) -> VoiceSettings:
    """How the office speaks."""
    stored: Mapping[str, Any] = office.setting(session, VOICE, {})
    known = {name: stored[name] for name in ("enabled", "english", "repeat", "volume") if name in stored}
    if "volume" in known:
        known["volume"] = tuple(known["volume"])
    return VoiceSettings(**known)


def put_voice_settings(
    session: Session, stamp: Stamp, *, settings: VoiceSettings, was: VoiceSettings | None = None
) -> None:
    """Set how the office speaks; its displays follow at once. ``was`` is what somebody saw before.

    Raises ``Refused`` for a volume that is no percentage, and when the settings are not ``was`` any more.
    """
    require(session, stamp, Right.CONFIGURE)
    if len(settings.volume) != _HOURS or not all(0 <= percent <= 100 for percent in settings.volume):
        raise Refused("Volume tiap jam antara 0 dan 100 persen.")
    present = voice_settings(session)
    if present == settings:
        return
    if was is not None and present != was:
        raise changed_meanwhile("Setelan suara")
    body = {**asdict(settings), "volume": list(settings.volume)}
    office.put_setting(session, VOICE, body)
    record(session, stamp, "voice.configure", "", body)


def say_test(session: Session, stamp: Stamp, *, room: str) -> None:
    """Let the voice of a room say a number that no visitor has. It is said once, within a minute."""
    require(session, stamp, Right.CONFIGURE)
    tests = office.setting(session, VOICE_TEST, {})
    if tests.get(room, {}).get("id") == str(stamp.id):
        return
    office.put_setting(
        session, VOICE_TEST, {**tests, room: {"id": str(stamp.id), "at": stamp.at.isoformat()}}
    )
    record(session, stamp, "voice.test", room, {})


# --- what a station that speaks asks -----------------------------------------------------------------


def may_speak(station: Station) -> bool:
    """Whether a station may be the voice of its room: a display unless it was told not to."""
    return bool(station.settings.get("voice", station.role == "layar"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomVoice:
    """The voice of a station's waiting room at an instant. ``speaks`` is whether this station may;
    ``taken`` whether another one does; ``own_clips`` changes when the office's recordings do."""

    settings: VoiceSettings
    room: str
    speaks: bool
    taken: bool
    calls: tuple[Call, ...]
    own_clips: tuple[int, datetime | None]


_CALL, _SEEN, _TICKET, _COUNTER = core(Announcement), core(AnnouncementSeen), core(Ticket), core(Counter)
_LEASE, _CLIP = core(Lease), core(VoiceClip)
# ``at`` stands in an index: however many calls there ever were, those of one minute are read.
_CALLS: Select[Any] = (
    select(
        _CALL.c.id,
        _CALL.c.at,
        _CALL.c.call,
        _TICKET.c.series,
        _TICKET.c.number,
        _COUNTER.c.number.label("counter"),
        (_TICKET.c.state != State.CALLED).label("answered"),
        exists().where(_SEEN.c.announcement_id == _CALL.c.id, _SEEN.c.spoken_at.is_not(None)).label("spoken"),
    )
    .join(_TICKET, _CALL.c.ticket_id == _TICKET.c.id)
    .join(_COUNTER, _CALL.c.counter_id == _COUNTER.c.id)
    .where(
        _CALL.c.room == bindparam("room"),
        _CALL.c.at > bindparam("since"),
        _CALL.c.withdrawn_at.is_(None),
    )
    .order_by(_CALL.c.at, _CALL.c.id)
)
_HOLDER = select(_LEASE.c.holder, _LEASE.c.until).where(_LEASE.c.name == bindparam("name"))


def room_voice(session: Session, *, station: UUID, now: datetime) -> RoomVoice:
    """All that a display needs to know of its room's voice, in one reading."""
    here = session.get_one(Station, station)
    holder = session.execute(_HOLDER, {"name": lease_name(here.room)}).one_or_none()
    own = session.execute(select(func.count(), func.max(_CLIP.c.imported_at)).select_from(_CLIP)).one()
    return RoomVoice(
        settings=voice_settings(session),
        room=here.room,
        speaks=may_speak(here),
        taken=holder is not None and holder.holder != station and holder.until > now,
        calls=(*_calls(session, here.room, now), *_test(session, here.room, now)),
        own_clips=(own[0], own[1]),
    )


def _calls(session: Session, room: str, now: datetime) -> list[Call]:
    return [
        Call(
            announcement=row.id,
            at=row.at,
            series=row.series,
            number=row.number,
            counter=row.counter,
            call=row.call,
            spoken=bool(row.spoken),
            answered=bool(row.answered),
        )
        for row in session.execute(_CALLS, {"room": room, "since": now - TOO_OLD})
    ]


def _test(session: Session, room: str, now: datetime) -> list[Call]:
    """The test that was asked for last, while it is no older than a call may be: number 000 of counter 1."""
    asked = office.setting(session, VOICE_TEST, {}).get(room)
    if asked is None or now - (at := datetime.fromisoformat(asked["at"])) >= TOO_OLD:
        return []
    return [
        Call(
            announcement=UUID(asked["id"]),
            at=at,
            series="A",
            number=0,
            counter=1,
            call=1,
            answered=True,
            test=True,
        )
    ]


def hold_voice(session: Session, *, station: UUID, now: datetime) -> bool:
    """Be the one that speaks in one's room for the next 10 s; False while another station is."""
    room = session.get_one(Station, station).room
    insert = dialect_insert(session.get_bind().dialect.name)
    values = {"name": lease_name(room), "holder": station, "fence": 1, "until": now + LEASE}
    statement = insert(_LEASE).values(values)
    held = session.execute(
        statement.on_conflict_do_update(
            index_elements=["name"],
            set_={
                "holder": station,
                "until": now + LEASE,
                "fence": _LEASE.c.fence + case((_LEASE.c.holder == station, 0), else_=1),
            },
            where=or_(_LEASE.c.holder == station, _LEASE.c.until <= now),
        ).returning(_LEASE.c.holder)
    )
    return held.first() is not None


def leave_voice(session: Session, *, station: UUID, now: datetime) -> None:
    """Let another station speak at once: this one is closed, or has no sound any more."""
    session.execute(
        update(Lease)
        .where(Lease.holder == station, Lease.name.startswith(lease_name(""), autoescape=True))
        .values(until=now)
        .execution_options(synchronize_session=False)
    )


def lease_name(room: str) -> str:
    """The duty of speaking in a room."""
    return f"suara:{room}"


def mark_spoken(session: Session, *, station: UUID, announcement: UUID, at: datetime) -> None:
    """An announcement was spoken to its end; the first time counts."""
    insert = dialect_insert(session.get_bind().dialect.name)
    statement = insert(_SEEN).values(announcement_id=announcement, display_id=station, spoken_at=at)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["announcement_id", "display_id"],
            set_={"spoken_at": func.coalesce(_SEEN.c.spoken_at, statement.excluded.spoken_at)},
        )
    )
    touch(session, Kind.QUEUE)


def own_clips(session: Session) -> dict[str, bytes]:
    """The office's own recordings by the name of the piece; the others are the shipped ones."""
    return {row.name: row.data for row in session.execute(select(_CLIP.c.name, _CLIP.c.data))}
