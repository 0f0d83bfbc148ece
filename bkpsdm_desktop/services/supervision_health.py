"""How the devices and duties of the office are, for the supervisor's screen: what staff would notice late."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import bindparam, or_, select, text
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.indonesian import clock_wib, short_date
from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.services import clocks
from bkpsdm_desktop.services.rows import PrintState
from bkpsdm_desktop.services.runs import shows
from bkpsdm_desktop.services.supervision_places import AnyRow, Places, silence
from bkpsdm_desktop.services.supervision_rows import AlarmLine, BookingLine, BreakLine, HealthLine, Level
from bkpsdm_desktop.store.tables import (
    Announcement,
    AnnouncementSeen,
    Booking,
    CounterBreak,
    Emergency,
    Printer,
    PrintJob,
    Service,
    ServiceGroup,
    Station,
    Ticket,
    core,
)

_JOB, _PRINTER, _BREAK, _ALARM = core(PrintJob), core(Printer), core(CounterBreak), core(Emergency)
_BOOKING, _TICKET, _STATION = core(Booking), core(Ticket), core(Station)
_CALL, _SEEN, _SERVICE, _GROUP = core(Announcement), core(AnnouncementSeen), core(Service), core(ServiceGroup)

# A job that has waited so long has met no printer; a display paints a call within a second.
_OVERDUE = timedelta(seconds=20)
_PICTURE_GRACE = timedelta(seconds=10)
_LATE_MINUTES = 15
_TOLD = 50
_BACKUP_OLD = timedelta(days=4)  # over a long weekend there is no day to close

_PRINTERS = select(_PRINTER.c.id, _PRINTER.c.name)
_JOBS = select(_JOB.c.printer_id, _JOB.c.state, _JOB.c.title, _JOB.c.note, _JOB.c.created_at).where(
    # The words of the partial index ix_print_job_open.
    text("print_job.state IN ('waiting','printing','attention')"),
    _JOB.c.created_at >= bindparam("midnight"),
)
_BREAKS = (
    select(_BREAK.c.id, _BREAK.c.counter_id, _BREAK.c.person_id, _BREAK.c.reason, _BREAK.c.began_at,
           _BREAK.c.until, _BREAK.c.ended_at)
    .where(_BREAK.c.began_at >= bindparam("midnight"))
    .order_by(_BREAK.c.began_at)
)  # fmt: skip
_ALARMS = (
    select(
        _ALARM.c.id, _ALARM.c.station_id, _ALARM.c.counter_id, _ALARM.c.person_id, _ALARM.c.raised_at,
        _ALARM.c.ended_at, _ALARM.c.note, _STATION.c.name,
    )
    .join(_STATION, _ALARM.c.station_id == _STATION.c.id)
    .where(or_(text("emergency.ended_at IS NULL"), _ALARM.c.raised_at >= bindparam("midnight")))
    .order_by(_ALARM.c.raised_at)
)  # fmt: skip
_BOOKINGS = (
    select(
        _BOOKING.c.id, _BOOKING.c.starts_at, _BOOKING.c.code, _BOOKING.c.name, _BOOKING.c.arrived_at,
        _SERVICE.c.name.label("service"), _TICKET.c.series, _TICKET.c.number,
    )
    .join(_SERVICE, _BOOKING.c.service_id == _SERVICE.c.id)
    .outerjoin(_TICKET, _BOOKING.c.ticket_id == _TICKET.c.id)
    .where(_BOOKING.c.business_day == bindparam("day"), _BOOKING.c.cancelled_at.is_(None))
    .order_by(_BOOKING.c.starts_at, _BOOKING.c.code)
)  # fmt: skip
_LAST_CALLS = (
    select(_CALL.c.id, _CALL.c.at, _CALL.c.room, _GROUP.c.code, _TICKET.c.series, _TICKET.c.number)
    .join(_TICKET, _CALL.c.ticket_id == _TICKET.c.id)
    .join(_SERVICE, _TICKET.c.service_id == _SERVICE.c.id)
    .join(_GROUP, _SERVICE.c.group_id == _GROUP.c.id)
    .where(
        _CALL.c.at >= bindparam("midnight"), _CALL.c.at <= bindparam("until"), _CALL.c.withdrawn_at.is_(None)
    )
    .order_by(_CALL.c.at.desc())
    .limit(30)
)
_PICTURES = select(_SEEN.c.announcement_id, _SEEN.c.display_id, _SEEN.c.shown_at).where(
    _SEEN.c.announcement_id.in_(bindparam("calls", expanding=True)), _SEEN.c.shown_at.is_not(None)
)

_PRINTER_WORDS = {
    "ok": (Level.OK, "siap"),
    "paper_low": (Level.WARN, "kertas menipis"),
    "paper_out": (Level.BAD, "kertas habis"),
    "cover_open": (Level.BAD, "penutup terbuka"),
    "offline": (Level.BAD, "tidak menjawab"),
    "failed": (Level.BAD, "gagal mencetak"),
}
_SOUND_WORDS = {
    "ok": (Level.OK, "siap"),
    "missing": (Level.WARN, "alat tidak ada"),
    "failed": (Level.BAD, "gagal berbunyi"),
    "off": (Level.OFF, "dimatikan"),
}


@dataclass(frozen=True, slots=True)
class Health:
    """Devices and duties, and the rows behind some of them."""

    lines: tuple[HealthLine, ...]
    bookings: tuple[BookingLine, ...]
    breaks: tuple[BreakLine, ...]
    alarms: tuple[AlarmLine, ...]


def read(
    session: Session, places: Places, *, station: UUID, day: date, now: datetime, backup: datetime | None
) -> Health:
    """How everything is at ``now``, seen from ``station``. ``backup`` is when this PC's database was last
    copied."""
    midnight = at_wib(day, time.min)
    alarms = _alarms(session, places, midnight, station)
    jobs: dict[UUID, list[AnyRow]] = defaultdict(list)
    for job in session.execute(_JOBS, {"midnight": midnight}):
        if job.state == PrintState.ATTENTION or now - job.created_at > _OVERDUE:
            jobs[job.printer_id].append(job)
    lines = [
        *_kiosks(places, jobs, now),
        *_displays(session, places, midnight, now),
        _sound(places, now),
        _counter_pcs(places),
        _slips(session, jobs),
        _clock(session),
        _backup(session, backup, now),
        _skills(places),
        _alarm(alarms),
    ]
    return Health(
        lines=tuple(lines),
        bookings=_bookings(session, day, now),
        breaks=_breaks(session, places, midnight),
        alarms=alarms,
    )


def _run_state(row: AnyRow, now: datetime, what: str) -> tuple[Level, str] | None:
    """Why a station can do nothing now; ``None`` when it is up."""
    if row.seen_at is None:
        return Level.OFF, "belum pernah hidup"
    quiet = silence(row, now)
    if quiet is None:
        return None
    if row.ended_at is not None:
        return Level.OFF, f"dimatikan {_when(row.ended_at, now)}"
    return Level.BAD, f"diam sejak {_when(row.seen_at, now)}"


def _when(at: datetime, now: datetime) -> str:
    return clock_wib(at) if business_day(at) == business_day(now) else short_date(business_day(at))


def _kiosks(places: Places, jobs: Mapping[UUID, Sequence[AnyRow]], now: datetime) -> list[HealthLine]:
    lines = []
    for row in places.stations:
        if row.role != "kiosk":
            continue
        waiting = jobs.get(row.printer_id, ()) if row.printer_id else ()
        level, words = _run_state(row, now, "mesin") or _printer(row, waiting)
        details = [f"{job.title}: {job.note or 'menunggu printer'}" for job in waiting[:_TOLD]]
        lines.append(_station_line("kiosk", row, level, words, now, details))
    return lines


def _printer(row: AnyRow, waiting: Sequence[AnyRow]) -> tuple[Level, str]:
    if row.printer_id is None:
        return Level.OFF, "siap, tanpa printer"
    said = _PRINTER_WORDS.get(str((row.health or {}).get("printer", "")))
    if said is not None and said[0] is not Level.OK:
        return said
    if waiting:
        return Level.WARN, f"{len(waiting)} slip belum tercetak"
    return said or (Level.OK, "siap")


def _station_line(
    kind: str, row: AnyRow, level: Level, words: str, now: datetime, details: Sequence[str]
) -> HealthLine:
    run = (
        [] if row.seen_at is None else [f"Tanda terakhir {clock_wib(row.seen_at)}, {_when(row.seen_at, now)}"]
    )
    return HealthLine(
        key=f"{kind}:{row.id}",
        kind=kind,
        name=row.name,
        level=level,
        words=words,
        details=(f"Ruang: {row.room}", *run, *details),
    )


def _displays(session: Session, places: Places, midnight: datetime, now: datetime) -> list[HealthLine]:
    displays = [row for row in places.stations if row.role == "layar"]
    if not displays:
        return []
    calls = session.execute(_LAST_CALLS, {"midnight": midnight, "until": now - _PICTURE_GRACE}).all()
    pictures = (
        {
            (row.announcement_id, row.display_id): row.shown_at
            for row in session.execute(_PICTURES, {"calls": [call.id for call in calls]})
        }
        if calls
        else {}
    )
    lines = []
    for row in displays:
        owed = next((call for call in calls if shows(row, room=call.room, group=call.code)), None)
        shown = max((at for (_, display), at in pictures.items() if display == row.id), default=None)
        level, words = _run_state(row, now, "layar") or _picture(row, owed, pictures)
        details = [] if shown is None else [f"Gambar panggilan terakhir {clock_wib(shown)}"]
        lines.append(_station_line("display", row, level, words, now, details))
    return lines


def _picture(
    row: AnyRow, owed: AnyRow | None, pictures: Mapping[tuple[UUID, UUID], datetime]
) -> tuple[Level, str]:
    if owed is None or owed.at < row.started_at or (owed.id, row.id) in pictures:
        return Level.OK, "siap"
    return Level.WARN, f"belum tampil {format_number(owed.series, owed.number)}"


def _sound(places: Places, now: datetime) -> HealthLine:
    said = [
        (row.name, row.health["sound"])
        for row in places.stations
        if row.health and "sound" in row.health and row.ended_at is None and silence(row, now) is None
    ]
    levels = [_SOUND_WORDS.get(str(word), (Level.OFF, "tidak dikenal")) for _, word in said]
    worst = next(
        (each for level in (Level.BAD, Level.WARN, Level.OK) for each in levels if each[0] is level), None
    )
    level, words = worst or (levels[0] if levels else (Level.OFF, "tidak dipakai"))
    details = tuple(f"{name}: {_SOUND_WORDS.get(str(word), (0, word))[1]}" for name, word in said)
    return HealthLine(key="sound", kind="sound", name="Suara", level=level, words=words, details=details)


def _counter_pcs(places: Places) -> HealthLine:
    silent = [line for line in places.lines if line.silent is not None]
    opened = [line for line in places.lines if line.person is not None]
    words = (
        f"{len(silent)} tidak menjawab" if silent else f"{len(opened)} dipakai" if opened else "belum dipakai"
    )
    level = Level.BAD if silent else Level.OK if opened else Level.OFF
    details = tuple(
        f"Loket {line.number}: "
        + (f"tidak menjawab {int(line.silent.total_seconds()) // 60} menit" if line.silent else "hidup")
        for line in opened
    )
    return HealthLine(
        key="counters", kind="counter", name="PC loket", level=level, words=words, details=details
    )


def _slips(session: Session, jobs: Mapping[UUID, Sequence[AnyRow]]) -> HealthLine:
    names = {row.id: row.name for row in session.execute(_PRINTERS)}
    all_jobs = [(names.get(printer, "Printer"), job) for printer, each in jobs.items() for job in each]
    details = tuple(f"{job.title} · {name}: {job.note or 'menunggu'}" for name, job in all_jobs[:_TOLD])
    words = f"{len(all_jobs)} belum tercetak" if all_jobs else "semua tercetak"
    level = Level.WARN if all_jobs else Level.OK
    return HealthLine(
        key="slips", kind="printer", name="Slip tiket", level=level, words=words, details=details
    )


def _clock(session: Session) -> HealthLine:
    hold = clocks.hold_reason(session)
    if hold is None:
        return HealthLine(key="clock", kind="clock", name="Jam", level=Level.OK, words="sesuai")
    return HealthLine(
        key="clock",
        kind="clock",
        name="Jam",
        level=Level.BAD,
        words="nomor ditahan",
        details=(hold,),
    )


def _backup(session: Session, at: datetime | None, now: datetime) -> HealthLine:
    name = "Cadangan"
    if at is None:
        server = session.get_bind().dialect.name == "postgresql"
        words, details = (
            ("di server", "Basis data di server dicadangkan administrator server.")
            if server
            else ("belum ada", "Cadangan pertama dibuat ketika hari ditutup.")
        )
        return HealthLine(
            key="backup", kind="backup", name=name, level=Level.OFF, words=words, details=(details,)
        )
    old = now - at > _BACKUP_OLD
    said = f"{short_date(business_day(at))}, {clock_wib(at)}"
    return HealthLine(
        key="backup",
        kind="backup",
        name=name,
        level=Level.WARN if old else Level.OK,
        words=short_date(business_day(at)),
        details=(f"Cadangan terakhir {said}. Dibuat setiap hari ditutup; tujuh disimpan.",),
    )


def _skills(places: Places) -> HealthLine:
    soon = places.expiring
    details = tuple(f"{each.person}: {each.group}, sampai {short_date(each.expires_on)}" for each in soon)
    words = f"{len(soon)} habis ≤ 30 hari" if soon else "berlaku"
    level = Level.WARN if soon else Level.OK
    return HealthLine(key="skills", kind="skill", name="Keahlian", level=level, words=words, details=details)


def _alarm(alarms: Sequence[AlarmLine]) -> HealthLine:
    standing = [alarm for alarm in alarms if alarm.ended_at is None]
    words = standing[0].place if standing else f"{len(alarms)} hari ini" if alarms else "tidak ada"
    level = Level.BAD if standing else Level.OK
    details = tuple(
        f"{alarm.place}: {clock_wib(alarm.raised_at)}"
        + (f", berakhir {clock_wib(alarm.ended_at)}" if alarm.ended_at else ", masih berdiri")
        for alarm in alarms
    )
    return HealthLine(
        key="alarm", kind="alarm", name="Tombol darurat", level=level, words=words, details=details
    )


# --- rows ------------------------------------------------------------------------------------------


def _alarms(session: Session, places: Places, midnight: datetime, here: UUID) -> tuple[AlarmLine, ...]:
    """Emergencies of today. At the station that called nothing may be seen of it while it stands (K12)."""
    return tuple(
        AlarmLine(
            id=row.id,
            counter=places.numbers.get(row.counter_id, 0),
            place=f"Loket {places.numbers[row.counter_id]}" if row.counter_id else row.name,
            clerk=places.names.get(row.person_id, ""),
            raised_at=row.raised_at,
            ended_at=row.ended_at,
            note=row.note,
        )
        for row in session.execute(_ALARMS, {"midnight": midnight})
        if row.station_id != here or row.ended_at is not None
    )


def _breaks(session: Session, places: Places, midnight: datetime) -> tuple[BreakLine, ...]:
    return tuple(
        BreakLine(
            id=row.id,
            counter=places.numbers[row.counter_id],
            clerk=places.names.get(row.person_id, ""),
            reason=row.reason,
            began_at=row.began_at,
            until=row.until,
            ended_at=row.ended_at,
        )
        for row in session.execute(_BREAKS, {"midnight": midnight})
    )


def _bookings(session: Session, day: date, now: datetime) -> tuple[BookingLine, ...]:
    return tuple(
        BookingLine(
            id=row.id,
            starts_at=row.starts_at,
            code=row.code,
            name=row.name,
            service=row.service,
            label=format_number(row.series, row.number) if row.series else "",
            arrived=row.arrived_at is not None,
            late=row.arrived_at is None and now > row.starts_at + timedelta(minutes=_LATE_MINUTES),
        )
        for row in session.execute(_BOOKINGS, {"day": day})
    )
