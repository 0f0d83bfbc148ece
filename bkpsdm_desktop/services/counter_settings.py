"""The counters of the office: number, room, whether they are used."""

from dataclasses import asdict, dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.text import clean_line
from bkpsdm_desktop.services.edits import changed_meanwhile
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.tables import Counter, CounterSession, Person, Station
from bkpsdm_desktop.store.work import touch

NUMBERS = (1, 99)
ROOM_LIMIT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterEdit:
    """What a person may change of a counter."""

    number: int
    room: str
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterLine:
    """A counter; ``clerk`` has it open now, ``stations`` are the PCs that stand at it."""

    id: UUID
    number: int
    room: str
    active: bool
    clerk: str
    stations: tuple[str, ...]

    @property
    def edit(self) -> CounterEdit:
        """What an edit of it starts from."""
        return CounterEdit(number=self.number, room=self.room, active=self.active)


def counter_lines(session: Session) -> tuple[CounterLine, ...]:
    """All counters by number, those that are not used last."""
    clerks = {
        counter: name
        for counter, name in session.execute(
            select(CounterSession.counter_id, Person.name)
            .join(Person, CounterSession.person_id == Person.id)
            .where(CounterSession.closed_at.is_(None))
        )
    }
    stations: dict[UUID, list[str]] = {}
    for counter, name in session.execute(
        select(Station.counter_id, Station.name).where(Station.counter_id.is_not(None)).order_by(Station.name)
    ):
        assert counter is not None
        stations.setdefault(counter, []).append(name)
    return tuple(
        CounterLine(
            id=row.id,
            number=row.number,
            room=row.room,
            active=row.active,
            clerk=clerks.get(row.id, ""),
            stations=tuple(stations.get(row.id, ())),
        )
        for row in session.scalars(select(Counter).order_by(Counter.active.desc(), Counter.number))
    )


def check_counter(edit: CounterEdit) -> CounterEdit:
    """The edit with its room cleaned. Raises ``Refused``."""
    if not NUMBERS[0] <= edit.number <= NUMBERS[1]:
        raise Refused(f"Nomor loket dari {NUMBERS[0]} sampai {NUMBERS[1]}.")
    return replace(edit, room=clean_line(edit.room, field="Ruang", limit=ROOM_LIMIT))


def add_counter(session: Session, stamp: Stamp, *, edit: CounterEdit) -> UUID:
    """A new counter; returns its id, which is ``stamp.id``. Raises ``Refused`` for a taken number."""
    require(session, stamp, Right.CONFIGURE)
    if session.get(Counter, stamp.id) is not None:
        return stamp.id
    edit = check_counter(edit)
    _check_free(session, edit.number, None)
    session.add(Counter(id=stamp.id, **asdict(edit)))
    session.flush()
    touch(session, Kind.OFFICE, Kind.COUNTERS)
    record(session, stamp, "counter.add", str(edit.number), asdict(edit))
    return stamp.id


def put_counter(
    session: Session, stamp: Stamp, *, counter: UUID, edit: CounterEdit, was: CounterEdit
) -> None:
    """Change a counter that somebody saw as ``was``.

    Raises ``Refused`` while a clerk has it open, for a number that another counter has, and when it was
    changed meanwhile.
    """
    require(session, stamp, Right.CONFIGURE)
    edit = check_counter(edit)
    row = session.get(Counter, counter, with_for_update=True)
    if row is None:
        raise Refused("Loket ini sudah tidak ada. Pilih loket lain.")
    present = CounterEdit(number=row.number, room=row.room, active=row.active)
    if present == edit:
        return
    if present != was:
        raise changed_meanwhile(f"Loket {present.number}")
    _check_closed(session, row)
    _check_free(session, edit.number, counter)
    row.number, row.room, row.active = edit.number, edit.room, edit.active
    session.flush()
    touch(session, Kind.OFFICE, Kind.COUNTERS)
    body = {"before": asdict(present), "after": asdict(edit)}
    record(session, stamp, "counter.put", str(edit.number), body)


def _check_closed(session: Session, row: Counter) -> None:
    clerk = session.execute(
        select(Person.name)
        .join(CounterSession, CounterSession.person_id == Person.id)
        .where(CounterSession.counter_id == row.id, CounterSession.closed_at.is_(None))
    ).scalar_one_or_none()
    if clerk is not None:
        raise Refused(f"Loket {row.number} sedang dibuka {clerk}. Tutup loket itu dahulu.")


def _check_free(session: Session, number: int, counter: UUID | None) -> None:
    other = session.execute(select(Counter).where(Counter.number == number)).scalar_one_or_none()
    if other is not None and other.id != counter:
        if other.active:
            raise Refused(f"Nomor loket {number} sudah ada. Pilih nomor lain.")
        raise Refused(f"Nomor loket {number} sudah ada, tetapi tidak dipakai. Aktifkan saja loket itu.")
