"""What F1 shows at a counter: each service as the standard of service has it, and which version that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.store.tables import Service, ServiceGroup, ServiceVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """A service in force. ``since`` is when its ``version`` came into force; ``None`` for the first one,
    which was there from the beginning."""

    service: UUID
    code: str
    name: str
    series: str
    group: str
    requirements: tuple[str, ...]
    minutes: int
    promise_days: int | None
    fee: str
    product: str
    legal_basis: str
    notes: str
    version: int
    since: datetime | None


def help_pages(session: Session, *, at: datetime) -> tuple[HelpPage, ...]:
    """All active services in the order of the kiosk, as they are at ``at``."""
    versions = _versions(session, at)
    rows = session.execute(
        select(Service, ServiceGroup.series, ServiceGroup.name)
        .join(ServiceGroup, Service.group_id == ServiceGroup.id)
        .where(Service.active, ServiceGroup.active)
        .order_by(ServiceGroup.position, ServiceGroup.name, Service.position, Service.name)
    )
    return tuple(_page(row, series, group, *versions.get(row.id, (1, None))) for row, series, group in rows)


def find(pages: Sequence[HelpPage], typed: str) -> tuple[HelpPage, ...]:
    """Those that hold every word that was typed, in any case; first those whose code, name or group do.

    It asks nobody: a counter searches while the office's database is gone.
    """
    words = typed.casefold().split()
    named, others = [], []
    for page in pages:
        title = f"{page.code} {page.name} {page.group}".casefold()
        body = "\n".join(
            (*page.requirements, page.legal_basis, page.product, page.notes, page.fee)
        ).casefold()
        if all(word in title for word in words):
            named.append(page)
        elif all(word in title or word in body for word in words):
            others.append(page)
    return (*named, *others)


def _versions(session: Session, at: datetime) -> dict[UUID, tuple[int, datetime | None]]:
    """Service -> the version that is in force, and since when."""
    rows = session.execute(
        select(ServiceVersion.service_id, ServiceVersion.version, ServiceVersion.valid_from)
        .where(ServiceVersion.applied_at.is_not(None), ServiceVersion.applied_at <= at)
        .order_by(ServiceVersion.version)
    )
    return {service: (version, since) for service, version, since in rows}


def _page(row: Service, series: str, group: str, version: int, since: datetime | None) -> HelpPage:
    return HelpPage(
        service=row.id,
        code=row.code,
        name=row.name,
        series=series,
        group=group,
        requirements=tuple(row.requirements),
        minutes=row.minutes,
        promise_days=row.promise_days,
        fee=row.fee,
        product=row.product,
        legal_basis=row.legal_basis,
        notes=row.notes,
        version=version,
        since=since,
    )
