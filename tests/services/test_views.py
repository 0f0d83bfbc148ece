"""What kiosk, counter and display read."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.queue import Priority
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import counters, serving
from bkpsdm_desktop.services.board import board_state, report_shown
from bkpsdm_desktop.services.console import counter_view, find_ticket
from bkpsdm_desktop.services.counter_rows import CounterView
from bkpsdm_desktop.services.kiosk import kiosk_state
from bkpsdm_desktop.services.rows import CounterState, PersonRow, Role
from bkpsdm_desktop.store.tables import Service, ServiceGroup
from tests.helpers.office import OfficeUnderTest


def view(office: OfficeUnderTest, place: int = 0) -> CounterView:
    person = PersonRow(
        id=office.made.clerks[place], username="rani", name="Rani Contoh", role=Role.CLERK, skills=("C",)
    )
    return office.work.read(counter_view, person=person, station=office.made.counters[place], now=office.now)


def test_the_kiosk_shows_six_groups_with_their_waiting_numbers_and_hours(office: OfficeUnderTest) -> None:
    office.take("CT")
    state = office.work.read(kiosk_state, now=office.now)
    assert [group.series for group in state.groups] == ["A", "C", "K", "U", "L", "M"]
    assert sum(len(group.services) for group in state.groups) == 24
    assert (state.waiting, state.groups[1].waiting, state.open_counters) == (1, 1, 0)
    assert state.status.is_open
    assert state.hold is None


def test_a_group_at_its_daily_limit_is_full_and_gives_no_number(office: OfficeUnderTest) -> None:
    def limit(session: Session) -> None:
        session.execute(update(ServiceGroup).where(ServiceGroup.series == "C").values(daily_limit=1))

    office.work.run(limit)
    office.take("CT")
    assert office.work.read(kiosk_state, now=office.now).groups[1].full
    with pytest.raises(Refused, match="sudah habis"):
        office.take("CS")


def test_fault_c9_a_closed_day_says_when_the_office_opens(office: OfficeUnderTest) -> None:
    office.later(days=4)  # Saturday
    with pytest.raises(Refused, match=r"Buka lagi Senin, 30 November 2026, pukul 08\.00 WIB"):
        office.take()


def test_fault_d12_a_ticket_keeps_its_text_when_the_service_is_renamed(office: OfficeUnderTest) -> None:
    office.take("CT")

    def rename(session: Session) -> None:
        session.execute(update(Service).where(Service.code == "CT").values(name="Cuti tahunan pegawai"))

    office.work.run(rename)
    assert office.ticket("C001").service_name == "Cuti tahunan"


def test_the_console_names_the_next_number_and_why(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    for _ in range(3):
        office.take("CT")
        office.later(minutes=1)
    office.take("CS", Priority.PREGNANT)
    for _ in range(2):
        office.act(serving.call_next)
        office.later(seconds=1)
        office.act(serving.start_serving)
        office.later(minutes=2)
        office.act(serving.finish)
    shown = view(office)
    assert shown.state is CounterState.OPEN
    assert shown.candidate is not None
    assert shown.candidate.label == "C004"
    assert shown.candidate.why[0] == (
        "Aturan: 2 reguler, lalu 1 prioritas. Panggilan terakhir reguler (C001, C002)."
    )
    assert [line.label for line in shown.upcoming] == ["C004", "C003"]
    assert [line.waiting for line in shown.queue] == [0, 2, 0, 0, 0, 0]
    assert (shown.served, shown.median) == (2, timedelta(minutes=2))
    assert shown.undo is not None


def test_the_console_shows_the_active_ticket_and_which_display_showed_it(office: OfficeUnderTest) -> None:
    office.take("CT")
    office.act(counters.open_counter)
    office.act(serving.call_next)
    display = office.made.displays[0]
    board = office.work.read(board_state, station=display, now=office.now)
    assert [(call.label, call.counter, call.call) for call in board.calls] == [("C001", 1, 1)]
    for _ in range(2):  # a repeated report changes nothing
        office.later(seconds=1)
        office.work.run(report_shown, office.stamp(display), announcements=[board.calls[0].announcement])
    active = view(office).active
    assert active is not None
    assert active.state is State.CALLED
    assert active.seen == (("Layar 1", office.now - timedelta(seconds=1)),)


def test_the_board_knows_every_call_of_today_and_no_withdrawn_one(
    office: OfficeUnderTest,
) -> None:
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.later(seconds=30)
    office.act(serving.recall)
    display = office.made.displays[0]
    calls = office.work.read(board_state, station=display, now=office.now).calls
    assert [(call.label, call.call) for call in calls] == [("C001", 2), ("C001", 1)]
    office.act(serving.withdraw_call)
    board = office.work.read(board_state, station=display, now=office.now)
    assert (board.calls, board.open_counters) == ((), (1,))


def test_fault_d11_four_kinds_of_stale_tickets_get_four_texts(office: OfficeUnderTest) -> None:
    yesterday = office.take("CT")
    office.later(days=1)
    cancelled, served = office.take("CT"), office.take("CT")
    office.act(serving.cancel, ticket=cancelled.id)
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.act(serving.finish)

    def sentence(text: str) -> str:
        try:
            return office.work.read(find_ticket, text=text, now=office.now).sentence
        except Refused as refusal:
            return refusal.sentence

    texts = {
        sentence(yesterday.code),
        sentence("SRG" + served.code[3:-1] + "0"),
        sentence(cancelled.code),
        sentence(served.code.lower()),
        sentence("C999"),
    }
    assert len(texts) == 5
