"""What an administrator may change of the office: names, portal, and the words of the slip."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.estimate import WaitRange
from bkpsdm_desktop.domain.languages import Language
from bkpsdm_desktop.domain.numbers import format_number, ticket_code
from bkpsdm_desktop.domain.office_words import OfficeEdit, SlipWords, check_office, office_changes
from bkpsdm_desktop.domain.rights import Right
from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.edits import changed_meanwhile
from bkpsdm_desktop.services.issuing import follow_address, slip_of
from bkpsdm_desktop.services.people import require
from bkpsdm_desktop.services.rows import IssuedTicket, OfficeRow
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.tables import ServiceGroup

_NUMBER, _USUAL, _MANY = 88, 3, 112


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeView:
    """What the settings show of the office; ``has_pin``: the kiosk can be left with a PIN."""

    code: str
    edit: OfficeEdit
    has_pin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipSamples:
    """Slips as an edit would print them, data as print jobs keep it: a usual one in each language, and those
    that need the most room."""

    usual: Mapping[Language, dict[str, Any]]
    fullest: Mapping[Language, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPreview:
    """A slip as the printer would draw it; ``fault``: what of it is not printed whole, or empty."""

    png: bytes
    fault: str


def office_view(session: Session) -> OfficeView:
    """The office as it is kept."""
    identity = office.identity_of(session.execute(select(*office.IDENTITY)).one())
    return OfficeView(
        code=identity.office.code,
        edit=_edit_of(identity),
        has_pin=office.setting(session, office.KIOSK_PIN) is not None,
    )


def _edit_of(identity: office.Identity) -> OfficeEdit:
    row = identity.office
    return OfficeEdit(
        agency=row.agency,
        place=row.place,
        portal=row.portal,
        indonesian=SlipWords.of(identity.slip_words(Language.INDONESIAN)),
        english=SlipWords.of(identity.slip_words(Language.ENGLISH)),
    )


def put_office(session: Session, stamp: Stamp, *, edit: OfficeEdit, was: OfficeEdit) -> None:
    """Let the office call itself so from now on, instead of what somebody saw.

    Slips printed before keep their words, and so does what a newer program keeps beside them. Raises
    ``Refused`` for words that can't be kept, and when the office is no longer what was seen.
    """
    require(session, stamp, Right.CONFIGURE)
    edit = check_office(edit)
    identity = office.identity_of(session.execute(select(*office.IDENTITY)).one())
    present = _edit_of(identity)
    if present == edit:
        return
    if present != was:
        raise changed_meanwhile("Data kantor")
    row = OfficeRow(code=identity.office.code, agency=edit.agency, place=edit.place, portal=edit.portal)
    if row != identity.office:
        office.put_office(session, row)
    if (edit.indonesian, edit.english) != (present.indonesian, present.english):
        _put_words(session, edit)
    session.flush()
    record(session, stamp, "office.put", row.code, office_changes(present, edit))


def _put_words(session: Session, edit: OfficeEdit) -> None:
    kept = office.setting(session, office.SLIP, {})
    english = {**kept.get(Language.ENGLISH, {}), **edit.english.stored()}
    office.put_setting(
        session, office.SLIP, {**kept, **edit.indonesian.stored(), Language.ENGLISH.value: english}
    )


def slip_samples(session: Session, *, edit: OfficeEdit, now: datetime) -> SlipSamples:
    """What an edit would print: tickets of the group with the longest name, made-up number and code."""
    identity = office.identity_of(session.execute(select(*office.IDENTITY)).one())
    identity = office.Identity(
        office=OfficeRow(code=identity.office.code, agency=edit.agency, place=edit.place, portal=edit.portal),
        rules=identity.rules,
        slip={**edit.indonesian.stored(), Language.ENGLISH.value: edit.english.stored()},
    )
    groups = session.execute(
        select(ServiceGroup.series, ServiceGroup.name, ServiceGroup.name_en).where(ServiceGroup.active)
    ).all()
    usual, fullest = {}, {}
    for language in Language:
        named = [(language.of(row.name, row.name_en), row.series) for row in groups] or [("–", "A")]
        name, series = max(named, key=lambda each: len(each[0]))
        made = [_ticket(identity, name, series, now, full=full) for full in (False, True)]
        usual[language], fullest[language] = (
            msgspec.to_builtins(slip_of(identity, ticket, language)) for ticket in made
        )
    return SlipSamples(usual=usual, fullest=fullest)


def _ticket(identity: office.Identity, group: str, series: str, now: datetime, *, full: bool) -> IssuedTicket:
    code = ticket_code(identity.office.code, bytes(5))
    return IssuedTicket(
        id=UUID(int=0),
        label=format_number(series, _NUMBER),
        group=group,
        service="",
        code=code,
        qr=follow_address(identity.office, code),
        issued_at=now,
        ahead=_MANY if full else _USUAL,
        print_job=None,
        booked_at=now - timedelta(minutes=41) if full else None,
        late=full,
        estimate=WaitRange(low=145, high=180) if full else WaitRange(low=25, high=35),
    )
