"""The information area of displays: notices and pictures with a last day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.notices import NoticeForm, NoticePicture, check_notice
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.services.board_rows import BoardNotice
from bkpsdm_desktop.services.edits import changed_meanwhile
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.tables import Counter, Notice, Station, core
from bkpsdm_desktop.store.work import touch


class NoticeState(StrEnum):
    """Where a notice is in its time."""

    SHOWN = "tampil"
    COMING = "akan tampil"
    ENDED = "berakhir"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A notice of the list. ``picture_bytes``: the size of its picture, 0 for words."""

    id: UUID
    form: NoticeForm
    picture_bytes: int
    state: NoticeState

    @property
    def has_picture(self) -> bool:
        """It is a picture, and ``form.words`` its name."""
        return self.picture_bytes > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesView:
    """All notices in the order in which they take turns, those that ended last; the rooms; today."""

    notices: tuple[NoticeRow, ...]
    rooms: tuple[str, ...]
    today: date


_NOTICE = core(Notice)
_LISTED = select(
    _NOTICE.c.id, _NOTICE.c.words, _NOTICE.c.words_en, _NOTICE.c.room, _NOTICE.c.first_day,
    _NOTICE.c.last_day, func.coalesce(func.length(_NOTICE.c.picture), 0).label("picture_bytes"),
).order_by(_NOTICE.c.position, _NOTICE.c.id)  # fmt: skip
_OF_TODAY = _LISTED.where(
    _NOTICE.c.first_day <= bindparam("day"),
    _NOTICE.c.last_day >= bindparam("day"),
    or_(_NOTICE.c.room == "", _NOTICE.c.room == bindparam("room")),
)


def shown_notices(session: Session, *, room: str, day: date) -> tuple[BoardNotice, ...]:
    """The notices of a room on a day, in order."""
    rows = session.execute(_OF_TODAY, {"room": room, "day": day})
    return tuple(BoardNotice(row.id, row.words, row.words_en, row.picture_bytes) for row in rows)


def picture_of(session: Session, *, notice: UUID) -> bytes | None:
    """The picture of a notice, PNG or JPEG; ``None`` when it has none or is gone."""
    picture: bytes | None = session.execute(
        select(_NOTICE.c.picture).where(_NOTICE.c.id == notice)
    ).scalar_one_or_none()
    return picture


def notices(session: Session, *, today: date) -> NoticesView:
    """What the settings show of the information area."""
    rows = [_row(row, today) for row in session.execute(_LISTED)]
    rooms = {
        *session.scalars(select(Counter.room).where(Counter.active)),
        *session.scalars(select(Station.room).where(Station.role == "layar")),
    }
    return NoticesView(
        notices=tuple(sorted(rows, key=lambda row: row.state is NoticeState.ENDED)),
        rooms=tuple(sorted(rooms)),
        today=today,
    )


def _row(row: Any, today: date) -> NoticeRow:
    over, early = row.last_day < today, row.first_day > today
    return NoticeRow(
        id=row.id,
        form=NoticeForm(
            words=row.words,
            words_en=row.words_en,
            room=row.room,
            first_day=row.first_day,
            last_day=row.last_day,
        ),
        picture_bytes=row.picture_bytes,
        state=NoticeState.ENDED if over else NoticeState.COMING if early else NoticeState.SHOWN,
    )


# --- acts ----------------------------------------------------------------------------------------


def add_notice(
    session: Session, stamp: Stamp, *, new: NoticeForm, picture: NoticePicture | None = None
) -> UUID:
    """A new notice, shown after the others; returns its id, which is ``stamp.id``. Raises ``Refused`` for
    words and days that are not right (see ``domain.notices``)."""
    require(session, stamp, Right.CONFIGURE)
    if session.execute(select(_NOTICE.c.id).where(_NOTICE.c.id == stamp.id)).first():
        return stamp.id
    new = check_notice(new, picture=picture is not None, today=business_day(stamp.at))
    last = session.execute(select(func.max(_NOTICE.c.position))).scalar_one()
    session.add(
        Notice(
            id=stamp.id,
            words=new.words,
            words_en=new.words_en,
            picture=picture,
            room=new.room,
            first_day=new.first_day,
            last_day=new.last_day,
            position=(last or 0) + 1,
            created_at=stamp.at,
            created_by=stamp.person,
        )
    )
    session.flush()
    touch(session, Kind.OFFICE)
    record(session, stamp, "notice.add", new.words, {**_told(new), "picture_bytes": len(picture or b"")})
    return stamp.id


def change_notice(
    session: Session,
    stamp: Stamp,
    *,
    notice: UUID,
    new: NoticeForm,
    was: NoticeForm,
    picture: NoticePicture | None = None,
) -> None:
    """Change a notice that somebody saw as ``was``; ``picture`` replaces its picture, ``None`` leaves it.

    Raises ``Refused`` as :func:`add_notice`, and when it is no longer what was seen.
    """
    require(session, stamp, Right.CONFIGURE)
    row = _locked(session, notice)
    new = check_notice(
        new, picture=picture is not None or row.picture is not None, today=business_day(stamp.at)
    )
    present = NoticeForm(
        words=row.words,
        words_en=row.words_en,
        room=row.room,
        first_day=row.first_day,
        last_day=row.last_day,
    )
    if present == new and picture in (None, row.picture):
        return
    if present not in (was, new):
        raise changed_meanwhile("Informasi ini")
    row.words, row.words_en, row.room = new.words, new.words_en, new.room
    row.first_day, row.last_day = new.first_day, new.last_day
    if picture is not None:
        row.picture = picture
    session.flush()
    touch(session, Kind.OFFICE)
    record(session, stamp, "notice.change", new.words, {**_told(new), "picture_bytes": len(picture or b"")})


def remove_notice(session: Session, stamp: Stamp, *, notice: UUID) -> None:
    """Take a notice away, from displays at once. Done twice it changes nothing."""
    require(session, stamp, Right.CONFIGURE)
    row = session.get(Notice, notice, with_for_update=True)
    if row is None:
        return
    words = row.words
    session.delete(row)
    session.flush()
    touch(session, Kind.OFFICE)
    record(session, stamp, "notice.remove", words, {"notice": notice})


def move_notice(session: Session, stamp: Stamp, *, notice: UUID, to: int) -> None:
    """Give a notice another place, ``to`` (from 0), in the order that :func:`notices` shows."""
    require(session, stamp, Right.CONFIGURE)
    _locked(session, notice)
    rows = list(session.scalars(select(Notice).order_by(Notice.position, Notice.id).with_for_update()))
    today = business_day(stamp.at)
    rows.sort(key=lambda row: row.last_day < today)
    place = min(max(to, 0), len(rows) - 1)
    moved = next(row for row in rows if row.id == notice)
    if rows[place] is moved:
        return
    rows.remove(moved)
    rows.insert(place, moved)
    for position, row in enumerate(rows, start=1):
        row.position = position
    session.flush()
    touch(session, Kind.OFFICE)
    record(session, stamp, "notice.move", moved.words, {"place": to})


def _locked(session: Session, notice: UUID) -> Notice:
    row = session.get(Notice, notice, with_for_update=True)
    if row is None:
        raise Refused("Informasi ini sudah dihapus di PC lain. Muat ulang daftarnya.")
    return row


def _told(form: NoticeForm) -> dict[str, object]:
    return {
        "words_en": form.words_en,
        "room": form.room,
        "first_day": form.first_day,
        "last_day": form.last_day,
    }
