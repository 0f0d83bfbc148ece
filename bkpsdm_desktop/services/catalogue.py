"""Services as versions: a draft that nobody sees, published from a time on, applied when that time has come.

The row of ``service`` is what every other part of the program reads; a version reaches it once, by
:func:`apply_due`. Tickets keep the text that they were printed with.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.indonesian import clock_wib, long_date
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.kinds import Kind
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.domain.standard import Standard, check_standard
from bkpsdm_desktop.services import groups, office
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Person, Service, ServiceGroup, ServiceVersion
from bkpsdm_desktop.store.work import touch

_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,11}")
_NO_DRAFT = "Belum ada draf untuk layanan ini. Ubah dahulu isinya."


# --- reading -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """A service in the list. ``waits`` is when its next version comes into force."""

    id: UUID
    code: str
    name: str
    series: str
    active: bool
    draft: bool
    waits: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version: a draft while ``published_at`` is empty, in force or past once ``applied_at`` is set."""

    version: int
    standard: Standard
    valid_from: datetime | None
    published_at: datetime | None
    published_by: str
    applied_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDetail:
    """A service with its versions, the newest first. ``present`` is what counts now."""

    id: UUID
    code: str
    present: Standard
    version: int
    versions: tuple[VersionRow, ...]

    @property
    def draft(self) -> VersionRow | None:
        return next((row for row in self.versions if row.published_at is None), None)

    @property
    def waiting(self) -> VersionRow | None:
        """The version that is published for later."""
        return next((row for row in self.versions if row.published_at and row.applied_at is None), None)

    @property
    def last(self) -> VersionRow | None:
        """The newest published one: what a new draft starts from."""
        return next((row for row in self.versions if row.published_at), None)

    @property
    def next_number(self) -> int:
        """The number that the draft has, or would have."""
        return (
            self.draft.version if self.draft else max((row.version for row in self.versions), default=1) + 1
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All services, and the groups that they can be in. ``enrolled``: the centre gives them."""

    services: tuple[ServiceLine, ...]
    groups: tuple[groups.GroupLine, ...]
    enrolled: bool


def catalogue(session: Session, *, now: datetime) -> Catalogue:
    """The list of services in the order of the kiosk, those that are not offered last."""
    drafts, waits = _pending(session)
    rows = session.execute(
        select(Service, ServiceGroup.series)
        .join(ServiceGroup, Service.group_id == ServiceGroup.id)
        .order_by(Service.active.desc(), ServiceGroup.position, Service.position, Service.name)
    )
    return Catalogue(
        services=tuple(
            ServiceLine(
                id=row.id, code=row.code, name=row.name, series=series, active=row.active,
                draft=row.id in drafts, waits=waits.get(row.id),
            )
            for row, series in rows
        ),
        groups=groups.group_lines(session, now=now),
        enrolled=office.is_enrolled(session),
    )  # fmt: skip


def _pending(session: Session) -> tuple[set[UUID], dict[UUID, datetime]]:
    """The services that have a draft, and when published versions of others will count."""
    drafts: set[UUID] = set()
    waits: dict[UUID, datetime] = {}
    rows = session.execute(
        select(ServiceVersion.service_id, ServiceVersion.published_at, ServiceVersion.valid_from).where(
            ServiceVersion.applied_at.is_(None)
        )
    )
    for service, published, valid_from in rows:
        if published is None:
            drafts.add(service)
        elif valid_from is not None:
            waits[service] = valid_from
    return drafts, waits


def service_detail(session: Session, *, service: UUID) -> ServiceDetail:
    """One service with all its versions."""
    row = session.get_one(Service, service)
    versions = session.execute(
        select(ServiceVersion, Person.name)
        .join(Person, ServiceVersion.published_by == Person.id, isouter=True)
        .where(ServiceVersion.service_id == service)
        .order_by(ServiceVersion.version.desc())
    )
    shown = tuple(
        VersionRow(
            version=each.version,
            standard=_standard(each.data),
            valid_from=each.valid_from,
            published_at=each.published_at,
            published_by=name or "",
            applied_at=each.applied_at,
        )
        for each, name in versions
    )
    in_force = next((each.version for each in shown if each.applied_at), 1 if not shown else 0)
    return ServiceDetail(id=row.id, code=row.code, present=_of_row(row), version=in_force, versions=shown)


def due(session: Session, *, at: datetime) -> bool:
    """Whether :func:`apply_due` has something to do: asked each minute, so it is only a look."""
    waiting = select(ServiceVersion.id).where(
        ServiceVersion.applied_at.is_(None),
        ServiceVersion.published_at.is_not(None),
        ServiceVersion.valid_from <= at,
    )
    return session.execute(waiting.limit(1)).first() is not None or groups.letters_due(session, at=at)


# --- writing -------------------------------------------------------------------------------------


def new_service(session: Session, stamp: Stamp, *, code: str, standard: Standard) -> UUID:
    """A service that is not offered yet, with a draft of its first version; returns its id.

    Raises ``Refused`` for a code that is taken or odd.
    """
    _may_edit(session, stamp)
    code = code.strip().upper()
    if not _CODE.fullmatch(code):
        raise Refused("Kode layanan terdiri atas 2 sampai 12 huruf besar, angka, atau tanda hubung.")
    service = reference_id("service", code)
    if session.get(ServiceVersion, stamp.id) is not None:
        return service
    if session.execute(select(Service.id).where(Service.code == code)).first():
        raise Refused(f"Kode {code} sudah dipakai layanan lain. Pilih kode lain.")
    row = Service(id=service, code=code, source="kantor", **_columns(standard))
    row.active = False
    session.add(row)
    session.flush()
    _add(session, stamp, service, 1, standard, id=stamp.id)
    touch(session, Kind.OFFICE)
    record(session, stamp, "service.new", code, {"data": _data(standard)})
    return service


def save_draft(session: Session, stamp: Stamp, *, service: UUID, standard: Standard) -> None:
    """Keep what somebody typed, right or wrong, as the draft of the next version.

    The first edit of a service makes version 1 of what it is now. What is saved every few seconds is not
    news for anybody: only that a draft began is told and recorded; what it holds, when it is published.
    A draft that says what the newest version says is taken away.
    """
    _may_edit(session, stamp)
    row = _locked(session, service)
    versions = _versions(session, service)
    draft = next((each for each in versions if each.published_at is None), None)
    newest = next((each for each in versions if each.published_at is not None), None)
    if newest is None and draft is None:
        newest = _add(session, stamp, service, 1, _of_row(row), in_force=stamp.at)
    if newest is not None and _standard(newest.data) == standard:
        if draft is not None:
            discard_draft(session, stamp, service=service)
        return
    if draft is not None:
        draft.data = _data(standard)
        session.flush()
        return
    assert newest is not None
    _add(session, stamp, service, newest.version + 1, standard)
    touch(session, Kind.OFFICE)
    record(session, stamp, "service.draft", row.code, {"version": newest.version + 1})


def discard_draft(session: Session, stamp: Stamp, *, service: UUID) -> None:
    """Throw the draft away; a service that was never published goes with it."""
    _may_edit(session, stamp)
    row = session.get(Service, service, with_for_update=True)
    draft = _draft(session, service)
    if row is None or draft is None:
        return
    version, data = draft.version, draft.data
    session.delete(draft)
    session.flush()
    if version == 1:
        session.delete(row)
        session.flush()
    touch(session, Kind.OFFICE)
    record(session, stamp, "service.discard", row.code, {"version": version, "data": data})


def publish(session: Session, stamp: Stamp, *, service: UUID, valid_from: datetime | None = None) -> None:
    """Let the draft count from a time on, at once when none is given.

    Raises ``Refused`` when there is no draft, it says something that cannot be, its time has passed, or an
    earlier version still waits for a later time.
    """
    _may_edit(session, stamp)
    row = _locked(session, service)
    draft = _draft(session, service)
    if draft is None:
        if session.execute(_published_by_act(service, stamp)).first():
            return
        raise Refused(_NO_DRAFT)
    standard = check_standard(_standard(draft.data))
    _check_group(session, standard)
    start = max(valid_from or stamp.at, stamp.at)
    if valid_from is not None and business_day(valid_from) < business_day(stamp.at):
        raise Refused("Waktu mulai berlaku sudah lewat. Pilih hari ini atau sesudahnya.")
    for waiting in _versions(session, service):
        if waiting.published_at and waiting.applied_at is None and waiting.valid_from is not None:
            when = f"{long_date(business_day(waiting.valid_from))}, pukul {clock_wib(waiting.valid_from)}"
            raise Refused(f"Versi {waiting.version} menunggu {when}. Tarik versi itu dahulu.")
    draft.data = _data(standard)
    draft.valid_from, draft.published_at, draft.published_by = start, stamp.at, stamp.person
    session.flush()
    touch(session, Kind.OFFICE)
    body = {"version": draft.version, "valid_from": start, "data": draft.data}
    record(session, stamp, "service.publish", row.code, body)
    if start <= stamp.at:
        _apply(session, stamp, draft)


def withdraw(session: Session, stamp: Stamp, *, service: UUID) -> None:
    """Take back a version that waits for its time: it is a draft again. Raises ``Refused`` when it counts
    already, or a newer draft was begun."""
    _may_edit(session, stamp)
    row = _locked(session, service)
    versions = _versions(session, service)
    waiting = next((each for each in versions if each.published_at and each.applied_at is None), None)
    has_draft = any(each.published_at is None for each in versions)
    if waiting is None:
        if has_draft:
            return  # it is a draft again: this very act, whose answer was lost
        raise Refused("Tidak ada versi yang menunggu. Versi yang sudah berlaku diubah lewat versi baru.")
    if has_draft:
        raise Refused("Sudah ada draf yang lebih baru. Buang draf itu dahulu.")
    waiting.valid_from = waiting.published_at = waiting.published_by = None
    session.flush()
    touch(session, Kind.OFFICE)
    record(session, stamp, "service.withdraw", row.code, {"version": waiting.version})


def apply_due(session: Session, stamp: Stamp) -> int:
    """Bring into force what was published for a time that has come; returns how many things changed.

    Any number of stations may do it at once: each version is applied by one of them.
    """
    rows = session.scalars(
        select(ServiceVersion)
        .where(
            ServiceVersion.applied_at.is_(None),
            ServiceVersion.published_at.is_not(None),
            ServiceVersion.valid_from <= stamp.at,
        )
        .order_by(ServiceVersion.service_id, ServiceVersion.version)
        .with_for_update()
    ).all()
    for version in rows:
        _apply(session, stamp, version)
    return len(rows) + groups.apply_letters(session, stamp)


def _apply(session: Session, stamp: Stamp, version: ServiceVersion) -> None:
    row = session.get_one(Service, version.service_id, with_for_update=True)
    for name, value in _columns(_standard(version.data)).items():
        setattr(row, name, value)
    version.applied_at = stamp.at
    session.flush()
    touch(session, Kind.OFFICE)
    record(session, stamp, "service.apply", row.code, {"version": version.version})


# --- parts ---------------------------------------------------------------------------------------


def _may_edit(session: Session, stamp: Stamp) -> None:
    require(session, stamp, Right.CONFIGURE)
    office.require_own_services(session)


def _locked(session: Session, service: UUID) -> Service:
    row = session.get(Service, service, with_for_update=True)
    if row is None:
        raise Refused("Layanan ini sudah tidak ada. Pilih layanan lain.")
    return row


def _versions(session: Session, service: UUID) -> Sequence[ServiceVersion]:
    """The newest first."""
    return session.scalars(
        select(ServiceVersion)
        .where(ServiceVersion.service_id == service)
        .order_by(ServiceVersion.version.desc())
    ).all()


def _draft(session: Session, service: UUID) -> ServiceVersion | None:
    return next((each for each in _versions(session, service) if each.published_at is None), None)


def _published_by_act(service: UUID, stamp: Stamp) -> Any:
    """The version that this very act published, when its answer was lost."""
    return select(ServiceVersion.id).where(
        ServiceVersion.service_id == service,
        ServiceVersion.published_at == stamp.at,
        ServiceVersion.published_by == stamp.person,
    )


def _check_group(session: Session, standard: Standard) -> None:
    group = session.get(ServiceGroup, standard.group)
    if group is None or not group.active:
        raise Refused("Kelompok layanan ini tidak dipakai lagi. Pilih kelompok lain.")


def _add(
    session: Session,
    stamp: Stamp,
    service: UUID,
    version: int,
    standard: Standard,
    *,
    id: UUID | None = None,
    in_force: datetime | None = None,
) -> ServiceVersion:
    """A version; ``in_force`` makes it one that counts already."""
    made = ServiceVersion(
        id=id or new_id(),
        service_id=service,
        version=version,
        data=_data(standard),
        valid_from=in_force,
        created_at=stamp.at,
        published_at=in_force,
        published_by=None,
        applied_at=in_force,
    )
    session.add(made)
    session.flush()
    return made


def _data(standard: Standard) -> dict[str, Any]:
    """A standard as JSON."""
    return {
        **asdict(standard),
        "group": str(standard.group),
        "requirements": list(standard.requirements),
    }


def _standard(data: dict[str, Any]) -> Standard:
    return Standard(**{**data, "group": UUID(data["group"]), "requirements": tuple(data["requirements"])})


def _columns(standard: Standard) -> dict[str, Any]:
    """A standard as the columns of ``service``."""
    columns = asdict(standard)
    columns["group_id"] = columns.pop("group")
    columns["requirements"] = list(standard.requirements)
    return columns


def _of_row(row: Service) -> Standard:
    return Standard(
        name=row.name,
        name_en=row.name_en,
        group=row.group_id,
        requirements=tuple(row.requirements),
        minutes=row.minutes,
        promise_days=row.promise_days,
        fee=row.fee,
        product=row.product,
        legal_basis=row.legal_basis,
        notes=row.notes,
        active=row.active,
        position=row.position,
    )
