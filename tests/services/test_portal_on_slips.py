"""Where the QR of a slip points (I7): to what the office set, whatever else is said by anybody."""

import pytest
from sqlalchemy import select

from bkpsdm_desktop.services import office as settings
from bkpsdm_desktop.services.rows import OfficeRow
from bkpsdm_desktop.store.tables import Ticket
from tests.helpers.office import OfficeUnderTest

PORTAL = "https://layanan.example.go.id"


def set_portal(office: OfficeUnderTest, portal: str) -> None:
    row = office.work.read(settings.office_row)
    here = OfficeRow(code=row.code, agency=row.agency, place=row.place, portal=portal)
    office.work.run(settings.put_office, here)


def test_fault_i7_the_qr_holds_the_offices_address_and_the_tickets_code(
    office: OfficeUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_HOST", "HTTP_X_FORWARDED_HOST", "SERVER_NAME", "HOSTNAME", "HOST"):
        monkeypatch.setenv(name, "jahat.example")
    set_portal(office, PORTAL)
    issued = office.take()
    code = office.work.read(lambda s: s.scalars(select(Ticket.code).where(Ticket.id == issued.id)).one())
    assert issued.qr == f"{PORTAL}/t/{code}"
    assert code.isalnum()


def test_fault_i7_without_a_portal_the_qr_is_the_code_alone(office: OfficeUnderTest) -> None:
    issued = office.take()
    assert issued.qr == issued.code
