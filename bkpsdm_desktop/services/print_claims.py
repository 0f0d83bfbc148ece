"""The worker's side of print jobs.

Every step is a conditional update: a worker that lost its claim changes nothing. A job is claimed for 30 s;
the hand-over is recorded before the first byte goes to the printer. So a claim that lapsed without a
hand-over may be tried again, and after a hand-over only a person can tell (*Tercetak?*).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, Row, exists, func, literal, or_, select, text, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.services.ports import Proof, Sent
from bkpsdm_desktop.services.rows import PrintState
from bkpsdm_desktop.store.tables import Printer, PrintJob, StationRun
from bkpsdm_desktop.store.work import touch

CLAIM = timedelta(seconds=30)
LATE = "Lewat 2 menit, tidak dicetak otomatis."
UNSURE = "Pencetakan terputus sebelum printer menjawab. Periksa apakah slip sudah keluar."

# A printer that took nothing rests before its next try: half the age of the job, between these.
_SHORTEST_REST = timedelta(seconds=2)
_LONGEST_REST = timedelta(seconds=10)

# The words of the partial index ix_print_job_due: with others both databases would read every old job.
_UNFINISHED = text("print_job.state IN ('waiting','printing')")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedJob:
    """A job that this worker alone may print now: at ``address``, on paper ``width`` dots wide."""

    id: UUID
    kind: str
    data: dict[str, Any]
    address: str
    width: int


def anything_due(session: Session, *, station: UUID, now: datetime) -> bool:
    """Whether ``claim_job`` might change something: a cheap look, many times a minute."""
    rested = or_(PrintJob.claim_until.is_(None), PrintJob.claim_until <= now)
    due = or_(
        (PrintJob.state == PrintState.WAITING) & (PrintJob.expires_at <= now),
        (PrintJob.state == PrintState.WAITING) & rested & _within_reach(station),
        (PrintJob.state == PrintState.PRINTING) & (PrintJob.claim_until <= now),
    )
    return session.execute(
        select(exists().where(_UNFINISHED, PrintJob.printer_id == Printer.id, due))
    ).scalar_one()


def claim_job(session: Session, *, station: UUID, run: UUID, now: datetime) -> ClaimedJob | None:
    """Take the next job of the station's own printers, else of the office's; oldest first per printer.

    A printer with a job on it, or resting after a failure, is left alone. Lost claims and late slips are
    seen to first. ``run`` is the ``StationRun`` of this start of the station.
    """
    recover_claims(session, station=station, run=run, now=now)
    expire_slips(session, now=now)
    while True:
        heads = [job for job in _heads(session, station) if job.claim_until is None or job.claim_until <= now]
        if not heads:
            return None
        # Another worker may be faster: then the next look sees its claim.
        if _changed(
            session,
            [PrintJob.id == heads[0].id, PrintJob.state == PrintState.WAITING],
            state=PrintState.PRINTING,
            claimed_by=run,
            claim_until=now + CLAIM,
        ):
            job, printer = session.execute(
                select(PrintJob, Printer)
                .join(Printer, PrintJob.printer_id == Printer.id)
                .where(PrintJob.id == heads[0].id)
            ).one()
            return ClaimedJob(
                id=job.id, kind=job.kind, data=job.data, address=printer.address, width=printer.width
            )


def _within_reach(station: UUID) -> ColumnElement[bool]:
    return or_(Printer.station_id == station, Printer.station_id.is_(None))


def _heads(session: Session, station: UUID) -> list[Row[UUID, UUID, datetime | None]]:
    """The oldest waiting job of each free printer; those of the station's own printers first."""
    busy = select(PrintJob.printer_id).where(PrintJob.state == PrintState.PRINTING, _UNFINISHED)
    rows = session.execute(
        select(PrintJob.id, PrintJob.printer_id, PrintJob.claim_until)
        .join(Printer, PrintJob.printer_id == Printer.id)
        .where(
            _UNFINISHED,
            PrintJob.state == PrintState.WAITING,
            PrintJob.printer_id.not_in(busy),
            _within_reach(station),
        )
        .order_by(Printer.station_id.is_(None), PrintJob.created_at, PrintJob.id)
    )
    heads: dict[UUID, Row[UUID, UUID, datetime | None]] = {}
    for row in rows:
        heads.setdefault(row.printer_id, row)
    return list(heads.values())


def recover_claims(session: Session, *, station: UUID, run: UUID, now: datetime) -> None:
    """See to the jobs of dead workers: lapsed claims, and those of earlier starts of this station."""
    earlier = select(StationRun.id).where(StationRun.station_id == station, StationRun.id != run)
    lost = [
        _UNFINISHED,
        PrintJob.state == PrintState.PRINTING,
        or_(PrintJob.claim_until <= now, PrintJob.claimed_by.in_(earlier)),
    ]
    _changed(
        session,
        [*lost, PrintJob.handed_over_at.is_(None)],
        state=PrintState.WAITING,
        claimed_by=None,
        claim_until=None,
    )
    # claimed_by stays: if the worker lives after all, its late answer settles the question.
    _changed(
        session,
        [*lost, PrintJob.handed_over_at.is_not(None)],
        state=PrintState.ATTENTION,
        claim_until=None,
        note=UNSURE,
    )


def expire_slips(session: Session, *, now: datetime) -> None:
    """Slips too old to meet their visitor are offered to staff, with what kept them."""
    _changed(
        session,
        [_UNFINISHED, PrintJob.state == PrintState.WAITING, PrintJob.expires_at <= now],
        state=PrintState.ATTENTION,
        claim_until=None,
        note=func.trim(literal(f"{LATE} ") + PrintJob.note),
    )


def renew_claim(session: Session, *, job: UUID, run: UUID, now: datetime) -> bool:
    """Keep a claim for another 30 s; False when it is lost."""
    return _changed(session, _held(job, run), quiet=True, claim_until=now + CLAIM)


def mark_handing_over(session: Session, *, job: UUID, run: UUID, now: datetime) -> bool:
    """To be committed directly before the first byte; False when the claim is lost: then nothing is sent."""
    return _changed(
        session,
        [*_held(job, run), PrintJob.claim_until > now, PrintJob.handed_over_at.is_(None)],
        handed_over_at=now,
        claim_until=now + CLAIM,
    )


def mark_done(session: Session, *, job: UUID, run: UUID, now: datetime, sent: Sent) -> None:
    """The printer took the whole job: PRINTED if it said so itself, else SENT."""
    _changed(
        session,
        _answerable(job, run),
        state=PrintState.PRINTED if sent.proof is Proof.PROVEN else PrintState.SENT,
        note=sent.detail,
        ended_at=now,
        claim_until=None,
    )


def mark_failed(
    session: Session, *, job: UUID, run: UUID, now: datetime, sentence: str, sent: bool, retry: bool = True
) -> None:
    """The job did not print as far as anybody knows.

    ``sent``: something may be on paper, a person must look. Else the job is tried again after a rest, as
    long as its slip is fresh; without ``retry`` it needs a person at once.
    """
    outcome: dict[str, Any] = {"state": PrintState.ATTENTION, "note": sentence, "claim_until": None}
    if not sent:
        outcome["handed_over_at"] = None
    if not sent and retry:
        created = session.execute(select(PrintJob.created_at).where(PrintJob.id == job)).scalar_one()
        rest = min(max((now - created) / 2, _SHORTEST_REST), _LONGEST_REST)
        outcome |= {"state": PrintState.WAITING, "claimed_by": None, "claim_until": now + rest}
    _changed(session, _answerable(job, run), **outcome)


def _held(job: UUID, run: UUID) -> list[ColumnElement[bool]]:
    return [PrintJob.id == job, PrintJob.claimed_by == run, PrintJob.state == PrintState.PRINTING]


def _answerable(job: UUID, run: UUID) -> list[ColumnElement[bool]]:
    """Held, or given up as lapsed meanwhile; not what staff have already decided."""
    states = (PrintState.PRINTING, PrintState.ATTENTION)
    return [PrintJob.id == job, PrintJob.claimed_by == run, PrintJob.state.in_(states)]


def _changed(session: Session, where: list[Any], *, quiet: bool = False, **values: object) -> bool:
    """A conditional update; other stations are told unless it is ``quiet``."""
    statement = update(PrintJob).where(*where).values(values).execution_options(synchronize_session=False)
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    if result.rowcount and not quiet:
        touch(session, Kind.PRINTING)
    return bool(result.rowcount)
