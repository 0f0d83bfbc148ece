"""F1 at a counter gives requirements and legal article of each service, with the version that counts."""

from bkpsdm_desktop.services.help import help_pages
from bkpsdm_desktop.services.kiosk import kiosk_state
from tests.helpers.office import OfficeUnderTest


def test_feat_s7_each_service_of_the_kiosk_has_its_page(office: OfficeUnderTest) -> None:
    pages = office.work.read(help_pages, at=office.now)
    kiosk = office.work.read(kiosk_state, now=office.now)
    assert [page.service for page in pages] == [row.id for group in kiosk.groups for row in group.services]
    leave = next(page for page in pages if page.code == "CT")
    assert (leave.series, leave.version, leave.since) == ("C", 1, None)
    assert leave.requirements
    assert leave.legal_basis
