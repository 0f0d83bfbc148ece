"""Services as versions: a draft, published from a time on, applied once when that time has come."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.standard import Standard
from bkpsdm_desktop.services import catalogue, office
from bkpsdm_desktop.services.help import help_pages
from bkpsdm_desktop.services.kiosk import kiosk_state
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import PrintJob, ServiceVersion
from tests.helpers.office import OfficeUnderTest
from tests.services.settings.people import administrator, audited, configure

LEAVE = reference_id("service", "CT")
TOMORROW_0730 = datetime.fromisoformat("2026-11-25T07:30:00+07:00")


def detail(office: OfficeUnderTest, service: UUID = LEAVE) -> catalogue.ServiceDetail:
    return office.work.read(catalogue.service_detail, service=service)


def draft(office: OfficeUnderTest, **change: object) -> Standard:
    """Save a draft of the leave service with some parts changed."""
    standard = replace(detail(office).present, **change)  # type: ignore[arg-type]
    configure(office, catalogue.save_draft, service=LEAVE, standard=standard)
    return standard


def name_at_kiosk(office: OfficeUnderTest) -> str:
    state = office.work.read(kiosk_state, now=office.now)
    return next(row.name for group in state.groups for row in group.services if row.id == LEAVE)


def apply_due(office: OfficeUnderTest) -> int:
    """What each station does each minute."""
    return office.work.run(catalogue.apply_due, office.stamp(office.made.displays[0]))


def test_the_first_edit_makes_version_one_of_what_was_there(office: OfficeUnderTest) -> None:
    before = detail(office)
    assert (before.version, before.versions, before.next_number) == (1, (), 2)
    draft(office, name="Cuti tahunan baru")
    after = detail(office)
    assert [row.version for row in after.versions] == [2, 1]
    assert after.last is not None
    assert after.last.standard == before.present
    assert (after.present, after.version, after.next_number) == (before.present, 1, 2)
    assert name_at_kiosk(office) == before.present.name


def test_saving_again_and_again_keeps_one_draft_and_records_its_beginning(office: OfficeUnderTest) -> None:
    for minutes in (11, 12, 13):
        draft(office, minutes=minutes)
    shown = detail(office)
    assert shown.draft is not None
    assert shown.draft.standard.minutes == 13
    assert len(shown.versions) == 2
    assert audited(office, "service.draft") == ["CT"]


def test_a_draft_that_says_nothing_new_is_no_draft(office: OfficeUnderTest) -> None:
    present = detail(office).present
    draft(office, minutes=99)
    configure(office, catalogue.save_draft, service=LEAVE, standard=present)
    assert detail(office).draft is None


def test_feat_t1_a_version_reaches_kiosk_and_help_when_its_time_has_come(office: OfficeUnderTest) -> None:
    old = detail(office).present.name
    draft(office, name="Cuti tahunan baru", requirements=("Formulir cuti",))
    configure(office, catalogue.publish, service=LEAVE, valid_from=TOMORROW_0730)
    assert not office.work.read(catalogue.due, at=office.now)
    assert (apply_due(office), name_at_kiosk(office)) == (0, old)
    office.now = TOMORROW_0730
    assert office.work.read(catalogue.due, at=office.now)
    assert (apply_due(office), name_at_kiosk(office)) == (1, "Cuti tahunan baru")
    assert (apply_due(office), audited(office, "service.apply")) == (0, ["CT"])
    page = next(each for each in office.work.read(help_pages, at=office.now) if each.service == LEAVE)
    assert (page.version, page.since, page.requirements) == (2, TOMORROW_0730, ("Formulir cuti",))


def test_published_for_now_it_counts_at_once(office: OfficeUnderTest) -> None:
    draft(office, name="Cuti tahunan baru")
    configure(office, catalogue.publish, service=LEAVE)
    assert name_at_kiosk(office) == "Cuti tahunan baru"
    shown = detail(office)
    assert (shown.version, shown.draft, shown.waiting) == (2, None, None)
    assert shown.versions[0].published_by == "Wati Contohnya"


def test_fault_d12_printed_tickets_keep_their_text_and_letter(office: OfficeUnderTest) -> None:
    ticket = office.take()
    before = office.work.read(_job, ticket.id)
    draft(office, name="Cuti tahunan baru")
    configure(office, catalogue.publish, service=LEAVE)
    kept = office.ticket("C001")
    assert (kept.service_name, kept.series) == (ticket.service, "C")
    assert office.work.read(_job, ticket.id) == before
    assert office.take().service == "Cuti tahunan baru"


def _job(session: Session, ticket: UUID) -> list[dict[str, object]]:
    return list(session.scalars(select(PrintJob.data).where(PrintJob.ticket_id == ticket)))


def test_the_same_publish_again_publishes_once(office: OfficeUnderTest) -> None:
    draft(office, minutes=20)
    stamp = office.stamp(office.made.counters[0], administrator(office))
    for _ in range(2):
        office.work.run(catalogue.publish, stamp, service=LEAVE, valid_from=TOMORROW_0730)
    assert audited(office, "service.publish") == ["CT"]


def test_a_version_that_waits_can_be_withdrawn_and_holds_up_the_next(office: OfficeUnderTest) -> None:
    draft(office, minutes=20)
    configure(office, catalogue.publish, service=LEAVE, valid_from=TOMORROW_0730)
    configure(office, catalogue.withdraw, service=LEAVE)
    configure(office, catalogue.withdraw, service=LEAVE)  # its answer was lost
    assert audited(office, "service.withdraw") == ["CT"]
    assert detail(office).draft is not None
    configure(office, catalogue.publish, service=LEAVE, valid_from=TOMORROW_0730)
    standard = replace(detail(office).versions[0].standard, minutes=30)
    configure(office, catalogue.save_draft, service=LEAVE, standard=standard)
    with pytest.raises(Refused, match="Versi 2 menunggu Rabu, 25 November 2026, pukul"):
        configure(office, catalogue.publish, service=LEAVE)
    with pytest.raises(Refused, match="Buang draf itu dahulu"):
        configure(office, catalogue.withdraw, service=LEAVE)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"name": ""}, "Nama belum diisi"), ({"minutes": 0}, "Target layanan dari 1 sampai 240")],
)
def test_a_draft_may_be_wrong_but_is_not_published(
    office: OfficeUnderTest, change: dict[str, object], sentence: str
) -> None:
    draft(office, **change)
    with pytest.raises(Refused, match=sentence):
        configure(office, catalogue.publish, service=LEAVE)
    assert detail(office).draft is not None


def test_what_cannot_be_published(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="Belum ada draf"):
        configure(office, catalogue.publish, service=LEAVE)
    draft(office, minutes=20)
    with pytest.raises(Refused, match="sudah lewat"):
        configure(office, catalogue.publish, service=LEAVE, valid_from=office.now - timedelta(days=1))


def test_a_new_service_is_offered_once_it_is_published(office: OfficeUnderTest) -> None:
    group = detail(office).present.group
    standard = Standard(name="Layanan contoh", group=group, legal_basis="PP contoh")
    stamp = office.stamp(office.made.counters[0], administrator(office))
    for _ in range(2):  # a lost answer
        new = office.work.run(catalogue.new_service, stamp, code="contoh", standard=standard)
    assert all(row.id != new for row in _offered(office))
    assert (detail(office, new).version, detail(office, new).next_number) == (0, 1)
    configure(office, catalogue.publish, service=new)
    assert any(row.id == new for row in _offered(office))
    with pytest.raises(Refused, match="Kode CONTOH sudah dipakai"):
        configure(office, catalogue.new_service, code="CONTOH", standard=standard)
    with pytest.raises(Refused, match="Kode layanan terdiri atas"):
        configure(office, catalogue.new_service, code="a b", standard=standard)


def _offered(office: OfficeUnderTest) -> list[catalogue.ServiceLine]:
    return [row for row in office.work.read(catalogue.catalogue, now=office.now).services if row.active]


def test_a_new_service_that_is_discarded_leaves_nothing(office: OfficeUnderTest) -> None:
    group = detail(office).present.group
    new = configure(office, catalogue.new_service, code="SALAH", standard=Standard(name="Salah", group=group))
    configure(office, catalogue.discard_draft, service=new)
    configure(office, catalogue.discard_draft, service=new)
    assert all(row.id != new for row in office.work.read(catalogue.catalogue, now=office.now).services)


def test_a_service_is_closed_by_a_version(office: OfficeUnderTest) -> None:
    draft(office, active=False)
    configure(office, catalogue.publish, service=LEAVE)
    with pytest.raises(Refused):
        office.take()
    lines = office.work.read(catalogue.catalogue, now=office.now).services
    assert lines[-1].id == LEAVE


def test_an_enrolled_office_does_not_edit_its_services(office: OfficeUnderTest) -> None:
    draft(office, minutes=20)
    office.work.run(_enrol)
    for act in (catalogue.publish, catalogue.discard_draft, catalogue.withdraw):
        with pytest.raises(Refused, match=r"Layanan diatur kantor pusat; kirim usulan perbaikan\."):
            configure(office, act, service=LEAVE)
    with pytest.raises(Refused, match="kantor pusat"):
        draft(office, minutes=25)


def _enrol(session: Session) -> None:
    office.put_setting(session, office.ENROLLED, True)


def test_a_clerk_may_not(office: OfficeUnderTest) -> None:
    standard = detail(office).present
    with pytest.raises(Refused, match="tidak berhak mengatur kantor"):
        office.act(catalogue.save_draft, service=LEAVE, standard=replace(standard, minutes=20))


def test_several_stations_apply_a_version_once(office: OfficeUnderTest) -> None:
    draft(office, minutes=20)
    configure(office, catalogue.publish, service=LEAVE, valid_from=TOMORROW_0730)
    office.now = TOMORROW_0730
    stations = (*office.made.counters, *office.made.displays)
    done = [
        office.work.run(
            catalogue.apply_due, Stamp(id=new_id(), at=office.now + timedelta(seconds=n), station=station)
        )
        for n, station in enumerate(stations)
    ]
    assert sum(done) == 1
    assert office.work.read(_applied) == [office.now]


def _applied(session: Session) -> list[datetime | None]:
    return list(session.scalars(select(ServiceVersion.applied_at).where(ServiceVersion.version == 2)))
