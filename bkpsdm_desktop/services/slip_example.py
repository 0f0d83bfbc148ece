"""A slip to look at: what the ticket printer would print now, with a made-up number and code."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.numbers import format_number, ticket_code
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.issuing import follow_address, slip_of
from bkpsdm_desktop.services.rows import IssuedTicket
from bkpsdm_desktop.store.tables import ServiceGroup

_NUMBER, _AHEAD = 12, 3


def example_slip(session: Session, *, group: UUID, now: datetime) -> dict[str, Any]:
    """The data of a slip of a group, as a print job would keep it; the same code each time."""
    row = session.get_one(ServiceGroup, group)
    identity = office.identity_of(session.execute(select(*office.IDENTITY)).one())
    code = ticket_code(identity.office.code, bytes(5))
    ticket = IssuedTicket(
        id=group,
        label=format_number(row.series, _NUMBER),
        group=row.name,
        service="",
        code=code,
        qr=follow_address(identity.office, code),
        issued_at=now,
        ahead=_AHEAD,
        print_job=None,
    )
    data: dict[str, Any] = msgspec.to_builtins(slip_of(identity, ticket, Language.INDONESIAN))
    return data
