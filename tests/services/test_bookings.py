"""Booked visits in the supervisor's hands, on both databases."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.services import bookings, check_in
from bkpsdm_desktop.services import office as office_service
from bkpsdm_desktop.services.bookings import Booked, BookedDay, BookingState
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Audit, Booking, Holiday, PrintJob, Service
from tests.helpers.database import DIALECTS, office_database, work_on
from tests.helpers.office import MORNING, OfficeUnderTest
from tests.helpers.printing import with_printer

TODAY = business_day(MORNING)
TOMORROW = TODAY + timedelta(days=1)
CT = reference_id("service", "CT")
KGB = reference_id("service", "KGB")


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return at_wib(day, time(hour, minute))


def supervisor(office: OfficeUnderTest) -> Stamp:
    return office.stamp(office.made.counters[0], office.made.supervisor)


def book(
    office: OfficeUnderTest,
    starts_at: datetime | None = None,
    *,
    service: UUID = CT,
    name: str = "Rani Contoh",
    contact: str = "",
    stamp: Stamp | None = None,
) -> Booked:
    return office.work.run(
        bookings.book,
        stamp or supervisor(office),
        service=service,
        starts_at=starts_at or at(10),
        name=name,
        contact=contact,
        note="",
        randomness=os.urandom(5),
    )


def shown(office: OfficeUnderTest, day: date = TODAY) -> BookedDay:
    return office.work.read(bookings.booked_day, day=day, now=office.now)


def free(office: OfficeUnderTest, starts_at: datetime, service: UUID = CT) -> int:
    rows = office.work.read(bookings.free_slots, service=service, day=business_day(starts_at), now=office.now)
    return next(row.free for row in rows if row.starts_at == starts_at)


def test_a_visit_is_written_down_once_and_takes_a_place(office: OfficeUnderTest) -> None:
    stamp = supervisor(office)
    first = book(office, contact="0812 0000 0000", stamp=stamp)
    assert book(office, stamp=stamp).code == first.code, "the same act again"
    [row] = shown(office).bookings
    assert (row.name, row.contact, row.service, row.state, row.label) == (
        "Rani Contoh", "0812 0000 0000", "Cuti tahunan", BookingState.EXPECTED, "",
    )  # fmt: skip
    assert first.code.startswith("TGS")
    assert len(first.code) == 12
    assert free(office, at(10)) == 1
    assert free(office, at(10), KGB) == 2, "another group has its own places"


def test_the_trail_has_no_name_and_no_contact(office: OfficeUnderTest) -> None:
    book(office, name="Rani Contoh", contact="0812 0000 0000")

    def bodies(session: Session) -> list[str]:
        return list(session.scalars(select(Audit.body).where(Audit.action == "booking.add")))

    [body] = office.work.read(bodies)
    assert "Rani" not in body
    assert "0812" not in body


@pytest.mark.parametrize(
    ("starts_at", "words"),
    [
        (at(9), "sudah lewat"),
        (at(10, 10), "bukan jam janji"),
        (at(12, 0, TOMORROW), "bukan jam janji"),
        (at(10, 0, date(2026, 11, 28)), "Sabtu, 28 November 2026 kantor tutup"),
        (at(10, 0, date(2026, 12, 25)), "sampai Kamis, 24 Desember 2026"),
    ],
)
def test_a_slot_that_is_none_is_refused(office: OfficeUnderTest, starts_at: datetime, words: str) -> None:
    with pytest.raises(Refused, match=words):
        book(office, starts_at)
    assert shown(office, business_day(starts_at)).bookings == ()


def test_a_holiday_is_named(office: OfficeUnderTest) -> None:
    def close(session: Session) -> None:
        session.add(Holiday(id=new_id(), day=TOMORROW, name="Hari contoh", kind="libur", status="", basis=""))

    office.work.run(close)
    with pytest.raises(Refused, match="Hari contoh, kantor tutup"):
        book(office, at(10, 0, TOMORROW))
    day = shown(office, TOMORROW)
    assert "Hari contoh" in day.closed
    assert all(group.slots == () for group in day.groups)


def test_a_full_slot_an_inactive_service_and_a_bad_name_are_refused(office: OfficeUnderTest) -> None:
    book(office)
    book(office, name="Siti Misalnya")
    with pytest.raises(Refused, match=r"Pukul 10.00 WIB sudah penuh \(2 janji\)"):
        book(office, name="Budi Umpama")

    def retire(session: Session) -> None:
        session.execute(update(Service).where(Service.id == KGB).values(active=False))

    office.work.run(retire)
    with pytest.raises(Refused, match="tidak dibuka"):
        book(office, service=KGB)
    with pytest.raises(Refused, match="huruf Latin"):
        book(office, at(11), name="Rani \u0639")
    with pytest.raises(Refused, match="Nama belum diisi"):
        book(office, at(11), name=" ")


def test_fault_g5_g7_names_of_bookings_pass_the_gate(office: OfficeUnderTest) -> None:
    book(office, name="I Gusti  Ngr. Agung O'Neil, S.Sos.\u200b")
    assert [row.name for row in shown(office).bookings] == ["I Gusti Ngr. Agung O'Neil, S.Sos."]


def test_fault_g7_the_same_contact_or_a_name_that_looks_the_same_is_flagged(office: OfficeUnderTest) -> None:
    first = book(office, contact="0812-0000-0000")
    assert first.warning == ""
    assert (
        "Kontak ini juga punya janji pukul 10.00 WIB"
        in book(office, name="Siti Misalnya", contact="081200000000").warning
    )
    assert "Nama ini juga punya janji" in book(office, at(11), name="RANI CONTOH").warning


def test_only_who_may_book_does(office: OfficeUnderTest) -> None:
    clerk = office.stamp(office.made.counters[0], office.made.clerks[0])
    with pytest.raises(Refused, match="tidak berhak mengatur kunjungan berjanji"):
        book(office, stamp=clerk)


def test_a_cancelled_visit_frees_its_place_and_can_come_back_while_there_is_one(
    office: OfficeUnderTest,
) -> None:
    first = book(office)
    office.work.run(bookings.cancel, supervisor(office), booking=first.id)
    office.work.run(bookings.cancel, supervisor(office), booking=first.id)
    assert [row.state for row in shown(office).bookings] == [BookingState.CANCELLED]
    assert free(office, at(10)) == 2
    office.work.run(bookings.restore, supervisor(office), booking=first.id)
    assert free(office, at(10)) == 1
    office.work.run(bookings.cancel, supervisor(office), booking=first.id)
    book(office, name="Siti Misalnya")
    book(office, name="Budi Umpama")
    with pytest.raises(Refused, match="sudah penuh"):
        office.work.run(bookings.restore, supervisor(office), booking=first.id)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        office.work.run(bookings.rebook, supervisor(office), booking=first.id, starts_at=at(11))


def test_a_visit_moves_to_another_slot_and_keeps_its_code(office: OfficeUnderTest) -> None:
    first = book(office)
    book(office, at(11), name="Siti Misalnya")
    book(office, at(11), name="Budi Umpama")
    with pytest.raises(Refused, match="sudah penuh"):
        office.work.run(bookings.rebook, supervisor(office), booking=first.id, starts_at=at(11))
    office.work.run(
        bookings.rebook, supervisor(office), booking=first.id, starts_at=at(9, 0, TOMORROW), service=KGB
    )
    assert [row.name for row in shown(office).bookings] == ["Siti Misalnya", "Budi Umpama"]
    [moved] = shown(office, TOMORROW).bookings
    assert (moved.code, moved.service) == (first.code, "Kenaikan Gaji Berkala (KGB)")
    assert (free(office, at(10)), free(office, at(9, 0, TOMORROW), KGB)) == (2, 1)


def test_what_became_of_a_visit_is_told(office: OfficeUnderTest) -> None:
    came = book(office, at(10))
    book(office, at(10), name="Siti Misalnya")
    office.later(minutes=15)
    office.work.run(
        check_in.check_in, office.stamp(office.made.kiosks[0]), code=came.code, randomness=os.urandom(5)
    )
    office.later(minutes=30)
    assert [(row.state, row.label) for row in shown(office).bookings] == [
        (BookingState.ARRIVED, "C001"),
        (BookingState.LATE, ""),
    ]
    office.later(days=1)
    assert [row.state for row in shown(office).bookings] == [BookingState.ARRIVED, BookingState.MISSED]
    with pytest.raises(Refused, match="sudah datang dengan nomor C001"):
        office.work.run(bookings.cancel, supervisor(office), booking=came.id)


def test_the_slip_of_a_visit_has_its_code_and_no_name(office: OfficeUnderTest) -> None:
    booked = book(office, name="Rani Contoh", contact="0812")
    with pytest.raises(Refused, match=f"tanpa printer slip.*{booked.code[3:7]}"):
        office.work.run(bookings.print_slip, supervisor(office), booking=booked.id)
    with_printer(office)
    at_printer = office.stamp(office.made.kiosks[0], office.made.supervisor)
    office.work.run(bookings.print_slip, at_printer, booking=booked.id)
    office.work.run(bookings.print_slip, at_printer, booking=booked.id)  # its answer was lost

    def jobs(session: Session) -> list[dict[str, object]]:
        return list(session.scalars(select(PrintJob.data)))

    [data] = office.work.read(jobs)
    assert data["qr"] == booked.code
    assert data["number"] == "10.00"
    assert "Rani" not in str(data)
    assert "0812" not in str(data)


def test_inv_i7_many_writers_at_once_never_overfill_a_slot(office: OfficeUnderTest) -> None:
    url = office.work.engine.url.render_as_string(hide_password=False)
    start = threading.Barrier(6)
    refusals: list[str] = []

    def writer(number: int) -> int:
        done = 0
        with work_on(url) as own:
            start.wait(timeout=30)
            for turn in range(4):
                desk = OfficeUnderTest(work=own, made=office.made, now=office.now)
                try:
                    book(desk, at(10 + turn % 2), name=f"Contoh {number} {turn}")
                    done += 1
                except Refused as refusal:
                    refusals.append(refusal.sentence)
        return done

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(writer, range(6))) == 4, "two slots of two places each"
    assert all("sudah penuh" in sentence for sentence in refusals)
    for group in shown(office).groups:
        assert all(slot.taken <= slot.capacity for slot in group.slots)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_inv_i7_no_slot_over_capacity_whatever_is_done_in_which_order(
    dialect: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with (
        office_database(dialect, tmp_path_factory.mktemp("janji")) as (url, made),
        work_on(url) as opened,
    ):
        office = OfficeUnderTest(work=opened, made=made)
        acts = st.tuples(
            st.sampled_from(("book", "cancel", "restore", "rebook")),
            st.integers(min_value=0, max_value=9),
            st.integers(min_value=0, max_value=2),
        )

        @settings(max_examples=12, suppress_health_check=list(HealthCheck))
        @given(st.lists(acts, min_size=4, max_size=14), st.integers(min_value=0, max_value=2))
        def follows(story: list[tuple[str, int, int]], capacity: int) -> None:
            start_anew(office, capacity)
            made_ids: list[UUID] = []
            for act, which, slot in story:
                attempt(office, act, made_ids, which, at(10 + slot))
            counts = taken(office)
            assert all(count <= capacity for count in counts), (story, counts)

        follows()


def start_anew(office: OfficeUnderTest, capacity: int) -> None:
    def put(session: Session) -> None:
        session.query(Booking).delete()
        office_service.put_setting(session, office_service.BOOKING, {"capacity": capacity, "newer": 1})

    office.work.run(put)


def attempt(office: OfficeUnderTest, act: str, known: list[UUID], which: int, slot: datetime) -> None:
    try:
        if act == "book":
            known.append(book(office, slot).id)
        elif known:
            chosen = known[which % len(known)]
            more = {"starts_at": slot} if act == "rebook" else {}
            office.work.run(getattr(bookings, act), supervisor(office), booking=chosen, **more)
    except Refused:
        pass


def taken(office: OfficeUnderTest) -> list[int]:
    def read(session: Session) -> list[int]:
        return list(
            session.scalars(
                select(func.count()).where(Booking.cancelled_at.is_(None)).group_by(Booking.starts_at)
            )
        )

    return office.work.read(read)
