"""Which screens a person was shown the first steps of: once each, at whatever PC (ux.md U26)."""

from uuid import UUID

from sqlalchemy.orm import Session

from bkpsdm_desktop.services import office
from bkpsdm_desktop.services.people import require_any
from bkpsdm_desktop.services.stamps import Stamp, record
from bkpsdm_desktop.store.tables import Setting

_COACHED = "coached"


def coached(session: Session, *, person: UUID) -> frozenset[str]:
    """The screens whose first steps this person has seen."""
    return frozenset(office.setting(session, _key(person), ()))


def mark_coached(session: Session, stamp: Stamp, *, screen: str) -> None:
    """The person who does the act knows this screen. Doing it twice changes nothing."""
    require_any(session, stamp)
    assert stamp.person is not None
    seen = coached(session, person=stamp.person)
    if screen in seen:
        return
    # Not put_setting: that would let every screen of the office reload for it.
    session.merge(Setting(key=_key(stamp.person), value=sorted({*seen, screen})))
    session.flush()
    record(session, stamp, "person.coached", screen, {})


def _key(person: UUID) -> str:
    return f"{_COACHED}:{person}"
