"""Displays as the settings see them: room, groups, sizes, language, voice, and which of the PC's screens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.services.board_rows import BoardSettings
from bkpsdm_desktop.services.edits import changed_meanwhile
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.services.stations import stations_up
from bkpsdm_desktop.store.tables import Counter, ServiceGroup, Station, StationRun
from bkpsdm_desktop.store.work import touch

SMALLEST_INCHES, LARGEST_INCHES = 19.0, 110.0
NEAREST_M, FARTHEST_M = 2.0, 20.0
_ROOM_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayForm:
    """What the office sets for a display.

    ``groups`` are codes, empty for all of the room. ``inches`` is the screen's diagonal, ``seat_m`` the
    farthest seat; ``None``: as the PC was set up. ``screen`` is the name of one of the PC's screens as the
    system gives it, empty for the last of them.
    """

    room: str
    groups: tuple[str, ...] = ()
    inches: float | None = None
    seat_m: float | None = None
    english: bool = False
    voice: bool = True
    screen: str = ""


@dataclass(frozen=True, slots=True)
class ScreenSeen:
    """One of the screens of a display's PC: name and resolution in dots."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayRow:
    """A display. ``own_inches`` and ``own_seat_m`` are what its PC was set up with, as it last said;
    ``seen_at`` is its last sign of life, ``up`` that this was a moment ago. ``shows_on`` names the screen
    that it is on."""

    id: UUID
    name: str
    machine: str
    form: DisplayForm
    own_inches: float | None
    own_seat_m: float | None
    screens: tuple[ScreenSeen, ...]
    shows_on: str
    up: bool
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class DisplayGroup:
    """A group that a display may be for."""

    code: str
    series: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplaysView:
    """The displays by name, the groups, and the rooms that have counters."""

    displays: tuple[DisplayRow, ...]
    groups: tuple[DisplayGroup, ...]
    rooms: tuple[str, ...]


def board_settings(settings: Mapping[str, Any]) -> BoardSettings:
    """Those of a station's settings."""
    return BoardSettings(
        english=bool(settings.get("english", False)),
        inches=settings.get("inches"),
        seat_m=settings.get("seat_m"),
        screen=settings.get("screen", ""),
    )


def displays(session: Session, *, now: datetime) -> DisplaysView:
    """What the settings show of the displays."""
    runs = session.execute(
        select(StationRun.station_id, func.max(StationRun.seen_at).label("seen_at"))
        .join(Station, StationRun.station_id == Station.id)
        .where(Station.role == "layar")
        .group_by(StationRun.station_id)
    )
    up = stations_up(session, at=now)
    seen = {row.station_id: (row.seen_at, row.station_id in up) for row in runs}
    stations = session.scalars(select(Station).where(Station.role == "layar").order_by(Station.name))
    groups = session.execute(
        select(ServiceGroup.code, ServiceGroup.series, ServiceGroup.name)
        .where(ServiceGroup.active)
        .order_by(ServiceGroup.position)
    )
    rooms = session.scalars(select(Counter.room).where(Counter.active).distinct().order_by(Counter.room))
    return DisplaysView(
        displays=tuple(_row(station, *seen.get(station.id, (None, False))) for station in stations),
        groups=tuple(DisplayGroup(row.code, row.series, row.name) for row in groups),
        rooms=tuple(rooms),
    )


def _row(station: Station, seen_at: datetime | None, up: bool) -> DisplayRow:
    own = station.settings.get("pc", {})
    return DisplayRow(
        id=station.id,
        name=station.name,
        machine=station.machine,
        form=_form(station),
        own_inches=own.get("inches"),
        own_seat_m=own.get("seat_m"),
        screens=tuple(ScreenSeen(*each) for each in own.get("screens", ())),
        shows_on=own.get("shows_on", ""),
        up=up,
        seen_at=seen_at,
    )


def _form(station: Station) -> DisplayForm:
    kept = station.settings
    return DisplayForm(
        room=station.room,
        groups=tuple(kept.get("groups", ())),
        inches=kept.get("inches"),
        seat_m=kept.get("seat_m"),
        english=bool(kept.get("english", False)),
        voice=bool(kept.get("voice", True)),
        screen=kept.get("screen", ""),
    )


def put_display(session: Session, stamp: Stamp, *, display: UUID, new: DisplayForm, was: DisplayForm) -> None:
    """Change the settings of a display that somebody saw as ``was``; it follows at once.

    Raises ``Refused`` for sizes that no display has, unknown groups, and when the settings are no longer
    those that were seen.
    """
    require(session, stamp, Right.CONFIGURE)
    row = session.get(Station, display, with_for_update=True)
    if row is None or row.role != "layar":
        raise Refused("Layar ini tidak ada lagi di kantor ini. Muat ulang daftarnya.")
    new = _checked(session, new)
    present = _form(row)
    if present == new:
        return
    if present != was:
        raise changed_meanwhile(f"Setelan {row.name}")
    row.room = new.room
    row.settings = {
        **row.settings,
        "groups": list(new.groups),
        "inches": new.inches,
        "seat_m": new.seat_m,
        "english": new.english,
        "voice": new.voice,
        "screen": new.screen,
    }
    session.flush()
    touch(session, Kind.OFFICE, Kind.QUEUE, Kind.STATIONS)
    told = {key: value for key, value in row.settings.items() if key != "pc"}
    record(session, stamp, "display.configure", row.name, {"room": row.room, **told})


def _checked(session: Session, form: DisplayForm) -> DisplayForm:
    room = clean_line(form.room, field="Ruang", limit=_ROOM_LIMIT)
    if form.inches is not None and not SMALLEST_INCHES <= form.inches <= LARGEST_INCHES:
        raise Refused(f"Ukuran layar antara {SMALLEST_INCHES:.0f} dan {LARGEST_INCHES:.0f} inci.")
    if form.seat_m is not None and not NEAREST_M <= form.seat_m <= FARTHEST_M:
        raise Refused(f"Kursi terjauh antara {NEAREST_M:.0f} dan {FARTHEST_M:.0f} meter.")
    known = set(session.scalars(select(ServiceGroup.code).where(ServiceGroup.active)))
    unknown = [code for code in form.groups if code not in known]
    if unknown:
        raise Refused(f"Kelompok {', '.join(unknown)} tidak ada. Yang ada: {', '.join(sorted(known))}.")
    return replace(form, room=room, groups=tuple(sorted(set(form.groups))))


def report_screens(
    session: Session,
    stamp: Stamp,
    *,
    screens: Sequence[ScreenSeen],
    shows_on: str,
    inches: float,
    seat_m: float,
) -> None:
    """A display tells which screens its PC has, on which it shows, and the sizes it was set up with. No act
    of a person: it has no audit row."""
    row = session.get(Station, stamp.station, with_for_update=True)
    if row is None:
        return
    own = {
        "screens": [[each.name, each.width, each.height] for each in screens],
        "shows_on": shows_on,
        "inches": inches,
        "seat_m": seat_m,
    }
    if row.settings.get("pc") == own:
        return
    row.settings = {**row.settings, "pc": own}
    session.flush()
    touch(session, Kind.STATIONS)
