"""Offices in which an act of the tests is the next one: what happened before it."""

import os
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.holiday_table import DayOff
from bkpsdm_desktop.domain.instants import at_wib, business_day
from bkpsdm_desktop.domain.notices import NoticeForm
from bkpsdm_desktop.services import (
    accounts,
    alarm,
    bookings,
    catalogue,
    clocks,
    counters,
    displays,
    groups,
    holidays,
    moving,
    notices,
    printer_settings,
    serving,
    stations,
    sync_troubles,
    wait_history,
)  # fmt: skip
from bkpsdm_desktop.services.passwords import SecretHash
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Announcement, Counter, Person, PrintJob, StationPin
from tests.helpers.accounts import TestKey
from tests.helpers.office import OfficeUnderTest
from tests.services.settings.people import configure

HASH = SecretHash("$argon2id$contoh")
CT, KGB = reference_id("service", "CT"), reference_id("service", "KGB")
KEY = TestKey()
EDIT = printer_settings.PrinterEdit(
    name="Printer baru", address="tcp://192.0.2.31:9100", width=576, station=None
)


OFF = DayOff(day=date(2026, 12, 23), kind="cuti_bersama", name="Cuti contoh")


def nothing(office: OfficeUnderTest) -> None:
    """An ordinary morning."""


def the_same(answer: Any) -> Any:
    """What ``before`` gave."""
    return answer


def opened(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)


def called(office: OfficeUnderTest) -> UUID:
    ticket = office.take().id
    opened(office)
    office.later(minutes=1)
    office.act(serving.call_next)
    office.later(seconds=20)
    return ticket


def served(office: OfficeUnderTest) -> UUID:
    ticket = called(office)
    office.act(serving.start_serving)
    office.later(minutes=1)
    return ticket


def parked(office: OfficeUnderTest) -> UUID:
    ticket = served(office)
    office.act(moving.park, common=True)
    office.later(minutes=2)
    return ticket


def absent(office: OfficeUnderTest) -> UUID:
    ticket = called(office)
    for _ in range(2):
        office.act(serving.recall)
        office.later(seconds=30)
    office.act(serving.mark_no_show)
    office.later(minutes=1)
    return ticket


def waiting(office: OfficeUnderTest) -> UUID:
    return office.take().id


def one_waits(office: OfficeUnderTest) -> None:
    waiting(office)
    opened(office)


def counter_one(office: OfficeUnderTest) -> UUID:
    def find(session: Session) -> UUID:
        return session.execute(select(Counter.id).where(Counter.number == 1)).scalar_one()

    return office.work.read(find)


def held_counter(office: OfficeUnderTest) -> UUID:
    served(office)
    return counter_one(office)


def tomorrow(office: OfficeUnderTest, hour: int = 10) -> datetime:
    return at_wib(business_day(office.now) + timedelta(days=1), time(hour))


def booked(office: OfficeUnderTest) -> bookings.Booked:
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    return office.work.run(
        bookings.book, stamp, service=CT, starts_at=tomorrow(office), name="Rani Contoh", contact="", note="",
        randomness=os.urandom(5),
    )  # fmt: skip


def booking_id(office: OfficeUnderTest) -> UUID:
    booked(office)
    [row] = office.work.read(bookings.day_list, day=tomorrow(office).date(), now=office.now)
    return row.id


def cancelled(office: OfficeUnderTest) -> UUID:
    identity = booking_id(office)
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    office.work.run(bookings.cancel, stamp, booking=identity)
    return identity


def arriving(office: OfficeUnderTest) -> str:
    code = booked(office).code
    office.now = tomorrow(office) - timedelta(minutes=5)
    return code


def with_printer(office: OfficeUnderTest) -> UUID:
    """The first counter, the kiosk and the display print in a folder; gives the printer."""
    users = (office.made.counters[0], office.made.kiosks[0])
    return configure(office, printer_settings.add_printer, edit=replace(EDIT, users=tuple(sorted(users))))


def booking_to_print(office: OfficeUnderTest) -> UUID:
    with_printer(office)
    return booking_id(office)


def slip(office: OfficeUnderTest, state: str = "failed") -> UUID:
    """A slip that did not come out; gives its job."""
    with_printer(office)
    ticket = office.take()
    assert ticket.print_job is not None

    def fail(session: Session) -> None:
        session.execute(update(PrintJob).where(PrintJob.id == ticket.print_job).values(state=state))

    office.work.run(fail)
    office.later(minutes=5)
    return ticket.print_job


def doubtful_slip(office: OfficeUnderTest) -> UUID:
    job = slip(office, "attention")

    def hand_over(session: Session) -> None:
        session.execute(update(PrintJob).where(PrintJob.id == job).values(handed_over_at=office.now))

    office.work.run(hand_over)
    return job


def ticket_with_slip(office: OfficeUnderTest) -> UUID:
    slip(office, "printed")
    return office.tickets[-1].id


def announced(office: OfficeUnderTest) -> list[UUID]:
    called(office)
    return office.work.read(lambda session: list(session.scalars(select(Announcement.id))))


def draft(office: OfficeUnderTest) -> UUID:
    standard = office.work.read(catalogue.service_detail, service=CT).present
    configure(office, catalogue.save_draft, service=CT, standard=replace(standard, name="Cuti baru"))
    return CT


def published(office: OfficeUnderTest) -> UUID:
    draft(office)
    configure(office, catalogue.publish, service=CT, valid_from=tomorrow(office))
    return CT


def published_and_due(office: OfficeUnderTest) -> None:
    published(office)
    office.later(days=1, hours=2)


def other_letter(office: OfficeUnderTest) -> None:
    line = office.work.read(groups.group_lines, now=office.now)[0]
    configure(office, groups.put_group, group=line.id, edit=replace(line.edit, series="Z"), was=line.edit)
    office.later(days=1)


def day_off(office: OfficeUnderTest) -> UUID:
    return configure(office, holidays.add_holiday, off=OFF)


def notice(office: OfficeUnderTest, words: str = "Antre tertib") -> UUID:
    return configure(office, notices.add_notice, new=note(office, words))


def two_notices(office: OfficeUnderTest) -> UUID:
    notice(office)
    return notice(office, "Bawa KTP")


def note(office: OfficeUnderTest, words: str) -> NoticeForm:
    today = business_day(office.now)
    return NoticeForm(words=words, first_day=today, last_day=today)


def used_printer(office: OfficeUnderTest) -> printer_settings.PrinterLine:
    with_printer(office)
    return office.work.read(printer_settings.printer_board, now=office.now).printers[0]


def removed_printer(office: OfficeUnderTest) -> printer_settings.PrinterLine:
    line = used_printer(office)
    configure(office, printer_settings.remove_printer, printer=line.id, was=line.edit)
    return line


def in_doubt(office: OfficeUnderTest) -> None:
    office.work.run(clocks.hold_issuing, office.stamp(office.made.kiosks[0]), reason="Tanggal belum pasti.")


def yesterday_open(office: OfficeUnderTest) -> None:
    called(office)
    office.later(days=1)


def alarmed(office: OfficeUnderTest) -> UUID:
    return office.at_counter(1, alarm.raise_alarm)


def running(office: OfficeUnderTest) -> UUID:
    return office.work.run(stations.start_run, office.stamp(office.made.displays[0]))


def with_pin(office: OfficeUnderTest) -> UUID:
    person = office.made.clerks[0]

    def add(session: Session) -> None:
        session.add(
            StationPin(
                id=new_id(), station_id=office.made.counters[0], person_id=person, pin_hash="-", failed=0,
                created_at=office.now,
            )
        )  # fmt: skip

    office.work.run(add)
    return person


def locked_out(office: OfficeUnderTest) -> UUID:
    person = office.made.clerks[0]
    until = office.now + timedelta(minutes=5)

    def lock(session: Session) -> None:
        session.execute(update(Person).where(Person.id == person).values(failed_logins=5, locked_until=until))

    office.work.run(lock)
    return person


def form(office: OfficeUnderTest) -> accounts.AccountForm:
    rows = office.work.read(accounts.accounts, now=office.now).accounts
    return next(row.form for row in rows if row.id == office.made.clerks[0])


def first_clerk(office: OfficeUnderTest) -> UUID:
    return office.made.clerks[0]


def display_form(office: OfficeUnderTest) -> displays.DisplayForm:
    return office.work.read(displays.displays, now=office.now).displays[0].form


def history(office: OfficeUnderTest) -> wait_history.History:
    served(office)
    office.act(serving.finish)
    return office.work.read(wait_history.measured, on=business_day(office.now) + timedelta(days=1))


def trouble(office: OfficeUnderTest) -> UUID:
    """A row of another office that does not fit waits for a person."""
    office.work.run(
        sync_troubles.note, sync_troubles.UNUSABLE, ("service", CT), "Nama terlalu panjang.", at=office.now
    )
    return office.work.read(sync_troubles.open_troubles)[0].id
