"""A booked visit through the real windows: written down by the supervisor, reported at the kiosk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.app.setup import clock_of
from bkpsdm_desktop.app.windows import StationWindows
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.screens.bookings.page import BookingsPage
from bkpsdm_desktop.screens.kiosk.window import KioskWindow
from bkpsdm_desktop.screens.staff.pages import Page
from bkpsdm_desktop.services.bookings import BookingState
from bkpsdm_desktop.services.made_up import open_at_all_hours
from bkpsdm_desktop.store.tables import Booking, Holiday, OpeningHours
from tests.app.test_station import sign_in
from tests.helpers.database import DIALECTS, postgresql_database
from tests.helpers.stations import Pc, live, pc_of_an_office, until

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.slow]


@pytest.fixture(params=DIALECTS)
def pc(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pc]:
    if request.param == "sqlite":
        yield pc_of_an_office(tmp_path)
        return
    with postgresql_database(empty=True) as url:
        yield pc_of_an_office(tmp_path, url)


def always_open(pc: Pc) -> None:
    """Whatever time it is where the test runs."""

    def put(session: Session) -> None:
        session.execute(delete(OpeningHours))
        session.execute(delete(Holiday))
        open_at_all_hours(session, now=now)

    work = pc.work()
    now = clock_of(work)
    work.run(put)
    work.close()


def let_it_be_now(pc: Pc) -> None:
    """The booked time has come."""
    work = pc.work()
    now = clock_of(work)
    work.run(
        lambda session: session.execute(update(Booking).values(starts_at=now, business_day=business_day(now)))
    )
    work.close()


def scan(kiosk: KioskWindow, code: str) -> None:
    """A scanner types the code and Enter."""
    for character in [*code, "\r"]:
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.sendEvent(kiosk.windowHandle(), event)


async def bookings_page(counter: StationWindows) -> BookingsPage:
    assert counter.shell is not None
    counter.shell.open_page(Page.BOOKINGS)
    page = counter.shell.widget_of(Page.BOOKINGS)
    assert isinstance(page, BookingsPage)
    await until(lambda: page.table.rows.rowCount() == 0 and page.primary.reason == "")
    return page


def test_feat_t8_a_booked_visitor_is_written_down_scanned_in_and_seen_to_be_there(pc: Pc) -> None:
    kiosk_name, counter_name = pc.add("kiosk"), pc.add("loket", 1)
    always_open(pc)

    async def story() -> None:
        async with pc.running(kiosk_name) as kiosk_windows, pc.running(counter_name) as counter:
            kiosk = kiosk_windows.kiosk
            assert kiosk is not None
            await sign_in(counter, "siti")
            page = await bookings_page(counter)
            page.after.click()  # tomorrow has a slot at any time of this day
            await until(lambda: page.primary.reason == "")
            page.primary.click()
            page.form.name.setText("Nur'aini Contoh")
            page.primary.click()
            await until(lambda: page.table.rows.rowCount() == 1)
            [row] = page.table.rows.rows
            assert row.state is BookingState.EXPECTED
            await until(lambda: kiosk.page is kiosk.groups and kiosk.gate.is_open)
            scan(kiosk, row.code)
            trouble = kiosk.check_in.form.trouble
            await until(lambda: "Silakan datang pada hari itu." in trouble.sentence.text())
            let_it_be_now(pc)
            await until(lambda: kiosk.gate.is_open)
            scan(kiosk, row.code)
            await until(lambda: kiosk.page is kiosk.ticket)
            assert kiosk.issued is not None
            label = kiosk.issued.label
            page.before.click()
            await until(lambda: [each.label for each in page.table.rows.rows] == [label])

    live(story)
