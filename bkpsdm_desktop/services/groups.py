"""Groups of services: their letter, name, icon and daily limit.

Name and limit count at once. A letter that changes counts from the next day only, because a day's numbers
belong together; until then it waits in the setting ``group_letters``.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop import assets
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.letters import check_letter
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.edits import changed_meanwhile
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import reference_id
from bkpsdm_desktop.store.tables import Service, ServiceGroup, Ticket
from bkpsdm_desktop.store.work import touch

LETTERS = "group_letters"
NAME_LIMIT = 40
LIMITS = (1, 999)
_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,11}")
_ICON = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEdit:
    """What a person may change of a group. ``series`` is the letter that it shall have."""

    series: str
    name: str
    name_en: str = ""
    icon: str = "document"
    daily_limit: int | None = None
    position: int = 99
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group: ``series`` is its letter today, ``next_series`` that of ``next_from`` on."""

    id: UUID
    code: str
    series: str
    next_series: str | None
    next_from: date | None
    name: str
    name_en: str
    icon: str
    daily_limit: int | None
    position: int
    active: bool
    services: int
    """How many of its services are offered."""

    @property
    def edit(self) -> GroupEdit:
        """What an edit of it starts from."""
        return GroupEdit(
            series=self.next_series or self.series,
            name=self.name,
            name_en=self.name_en,
            icon=self.icon,
            daily_limit=self.daily_limit,
            position=self.position,
            active=self.active,
        )


def group_lines(session: Session, *, now: datetime) -> tuple[GroupLine, ...]:
    """All groups in the order of the kiosk, those that are not in use last."""
    waiting = _letters(session)
    counts = {
        group: count
        for group, count in session.execute(
            select(Service.group_id, func.count()).where(Service.active).group_by(Service.group_id)
        )
    }
    rows = session.scalars(
        select(ServiceGroup).order_by(ServiceGroup.active.desc(), ServiceGroup.position, ServiceGroup.name)
    )
    return tuple(_line(row, waiting, counts.get(row.id, 0)) for row in rows)


def _line(row: ServiceGroup, waiting: "Mapping[UUID, _Letter]", services: int) -> GroupLine:
    letter = waiting.get(row.id)
    return GroupLine(
        id=row.id,
        code=row.code,
        series=row.series,
        next_series=letter.series if letter else None,
        next_from=letter.first if letter else None,
        name=row.name,
        name_en=row.name_en,
        icon=row.icon,
        daily_limit=row.daily_limit,
        position=row.position,
        active=row.active,
        services=services,
    )


def check_group(edit: GroupEdit) -> GroupEdit:
    """The edit with its texts cleaned. Raises ``Refused``."""
    if edit.daily_limit is not None and not LIMITS[0] <= edit.daily_limit <= LIMITS[1]:
        raise Refused(f"Batas harian dari {LIMITS[0]} sampai {LIMITS[1]} nomor, atau tanpa batas.")
    if not _ICON.fullmatch(edit.icon) or not assets.resource("icons", f"{edit.icon}.svg").is_file():
        raise Refused("Lambang ini tidak ada. Pilih dari daftar.")
    return replace(
        edit,
        series=check_letter(edit.series),
        name=clean_line(edit.name, field="Nama kelompok", limit=NAME_LIMIT),
        name_en=clean_line(edit.name_en, field="Nama Inggris", limit=NAME_LIMIT, required=False),
    )


def add_group(session: Session, stamp: Stamp, *, code: str, edit: GroupEdit) -> UUID:
    """A new group, usable at once: nobody has a number of it yet. Returns its id."""
    _may_edit(session, stamp)
    code = code.strip().upper()
    if not _CODE.fullmatch(code):
        raise Refused("Kode kelompok terdiri atas 2 sampai 12 huruf besar, angka, atau tanda hubung.")
    edit = check_group(edit)
    group = reference_id("service_group", code)
    present = session.get(ServiceGroup, group)
    if present is not None and _columns(edit) == {name: getattr(present, name) for name in _columns(edit)}:
        return group
    if session.execute(select(ServiceGroup.id).where(ServiceGroup.code == code)).first():
        raise Refused(f"Kode {code} sudah dipakai kelompok lain. Pilih kode lain.")
    _check_free(session, edit.series, group)
    session.add(ServiceGroup(id=group, code=code, **_columns(edit)))
    session.flush()
    touch(session, Kind.OFFICE)
    record(session, stamp, "group.add", code, asdict(edit))
    return group


def put_group(session: Session, stamp: Stamp, *, group: UUID, edit: GroupEdit, was: GroupEdit) -> None:
    """Change a group that somebody saw as ``was``.

    Raises ``Refused`` when another group has the letter or will have it, when services of the group are
    still offered and it shall not be, and when it was changed meanwhile.
    """
    _may_edit(session, stamp)
    edit = check_group(edit)
    row = session.get(ServiceGroup, group, with_for_update=True)
    if row is None:
        raise Refused("Kelompok ini sudah tidak ada. Pilih kelompok lain.")
    waiting = _letters(session)
    present = _line(row, waiting, 0).edit
    if present == edit:
        return
    if present != was:
        raise changed_meanwhile("Kelompok ini")
    if edit.active:
        _check_free(session, edit.series, group)
    elif present.active:
        _check_empty(session, row)
    for name, value in _columns(edit).items():
        if name != "series":
            setattr(row, name, value)
    _put_letter(session, stamp, row, edit.series, waiting)
    session.flush()
    touch(session, Kind.OFFICE)
    record(session, stamp, "group.put", row.code, {"before": asdict(present), "after": asdict(edit)})


def _put_letter(
    session: Session, stamp: Stamp, row: ServiceGroup, series: str, waiting: "dict[UUID, _Letter]"
) -> None:
    waiting.pop(row.id, None)
    if series != row.series:
        waiting[row.id] = _Letter(series, business_day(stamp.at) + timedelta(days=1))
    _keep_letters(session, waiting)


def _check_free(session: Session, series: str, group: UUID) -> None:
    """No other active group has the letter, or will have it."""
    waiting = _letters(session)
    for row in session.scalars(select(ServiceGroup).where(ServiceGroup.active, ServiceGroup.id != group)):
        letter = waiting.get(row.id)
        if row.series == series or (letter is not None and letter.series == series):
            raise Refused(f"Huruf {series} dipakai kelompok {row.name}. Pilih huruf lain.")


def _check_empty(session: Session, row: ServiceGroup) -> None:
    offered = session.execute(
        select(func.count()).where(Service.group_id == row.id, Service.active)
    ).scalar_one()
    if offered:
        raise Refused(
            f"Kelompok {row.name} masih punya {offered} layanan. Pindahkan atau tutup layanan itu dahulu."
        )


def _may_edit(session: Session, stamp: Stamp) -> None:
    require(session, stamp, Right.CONFIGURE)
    office.require_own_services(session)


def _columns(edit: GroupEdit) -> dict[str, Any]:
    return asdict(edit)


# --- letters of tomorrow -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter that waits for its first day."""

    series: str
    first: date


def _letters(session: Session) -> dict[UUID, _Letter]:
    stored = office.setting(session, LETTERS, {})
    return {
        UUID(group): _Letter(each["series"], date.fromisoformat(each["from"]))
        for group, each in stored.items()
    }


def _keep_letters(session: Session, waiting: Mapping[UUID, _Letter]) -> None:
    if waiting == _letters(session):
        return
    office.put_setting(
        session,
        LETTERS,
        {
            str(group): {"series": letter.series, "from": letter.first.isoformat()}
            for group, letter in waiting.items()
        },
    )


def letters_due(session: Session, *, at: datetime) -> bool:
    """Whether a letter waits whose first day has come."""
    day = business_day(at)
    return any(letter.first <= day for letter in _letters(session).values())


def apply_letters(session: Session, stamp: Stamp) -> int:
    """Give groups their new letters on the first day; returns how many got one.

    A day that already has numbers of a group keeps its letter to the end: then it is tomorrow's.
    """
    day = business_day(stamp.at)
    waiting = _letters(session)
    changed = 0
    for group, letter in list(waiting.items()):
        if letter.first > day:
            continue
        row = session.get(ServiceGroup, group, with_for_update=True)
        if row is not None and _has_numbers(session, row, day):
            waiting[group] = _Letter(letter.series, day + timedelta(days=1))
            continue
        del waiting[group]
        if row is not None and row.series != letter.series:
            before, row.series = row.series, letter.series
            session.flush()
            touch(session, Kind.OFFICE)
            record(session, stamp, "group.letter", row.code, {"before": before, "after": letter.series})
            changed += 1
    _keep_letters(session, waiting)
    return changed


def _has_numbers(session: Session, row: ServiceGroup, day: date) -> bool:
    found = select(Ticket.id).where(Ticket.business_day == day, Ticket.series == row.series)
    return session.execute(found.limit(1)).first() is not None
