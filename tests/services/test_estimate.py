"""The waiting estimate through the services: from history, told with a number, compared with what came."""

import os
from datetime import timedelta
from functools import partial
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.estimate import ALL_DAY, WaitRange
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.services import (
    counters,
    estimate,
    issuing,
    moving,
    serving,
    stations,
    wait_history,
)
from bkpsdm_desktop.services.board import board_state
from bkpsdm_desktop.services.kiosk import kiosk_state
from bkpsdm_desktop.services.moving import Target
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Printer, PrintJob, Station, TicketEvent, WaitPace
from tests.helpers.office import OfficeUnderTest

CT = reference_id("service", "CT")


def past_visits(office: OfficeUnderTest, days: int = 4, visits: int = 6, wait: float = 12) -> None:
    """Mornings of the days before, on which each visitor waits ``wait`` minutes with nobody ahead."""
    today = office.now
    for back in range(days, 0, -1):
        office.now = today - timedelta(days=back)
        office.work.run(_at_all_hours_once, office)
        office.act(counters.open_counter)
        for _ in range(visits):
            office.take("CT")
            office.later(minutes=wait)
            office.act(serving.call_next)
            office.act(serving.start_serving)
            office.later(minutes=3)
            office.act(serving.finish)
        office.act(counters.close_counter)
    office.now = today


def _at_all_hours_once(session: Session, office: OfficeUnderTest) -> None:
    from bkpsdm_desktop.services.made_up import open_at_all_hours

    open_at_all_hours(session, now=office.now)


def reckon(office: OfficeUnderTest) -> None:
    stamp = office.stamp(office.made.counters[0])
    office.work.run(wait_history.recompute, stamp, on=business_day(office.now))


def paces(office: OfficeUnderTest) -> dict[int, tuple[int, int, int]]:
    def read(session: Session) -> dict[int, tuple[int, int, int]]:
        return {row.hour: (row.visits, row.low, row.high) for row in session.scalars(select(WaitPace))}

    return office.work.read(read)


def range_now(office: OfficeUnderTest, ahead: int = 0) -> WaitRange | None:
    return office.work.read(estimate.estimate_for, service=CT, at=office.now, ahead=ahead)


def test_feat_q6_without_history_no_range_is_made_up(office: OfficeUnderTest) -> None:
    reckon(office)
    assert paces(office) == {}
    assert range_now(office) is None
    ticket = office.take("CT")
    assert ticket.estimate is None
    assert all(group.estimate is None for group in office.work.read(kiosk_state, now=office.now).groups)
    assert office.work.read(board_state, station=office.made.displays[0], now=office.now).waits == ()


def test_feat_q6_the_range_comes_from_the_offices_own_history(office: OfficeUnderTest) -> None:
    past_visits(office)
    reckon(office)
    assert paces(office)[ALL_DAY] == (24, 720, 720)
    assert range_now(office) == WaitRange(low=10, high=15)
    assert range_now(office, ahead=2) == WaitRange(low=35, high=40)


def test_an_hour_with_too_little_history_takes_the_whole_days(office: OfficeUnderTest) -> None:
    past_visits(office, days=4, visits=6)
    reckon(office)
    assert set(paces(office)) == {ALL_DAY}, "24 visits are spread over two hours"
    office.later(hours=5)
    assert range_now(office) == WaitRange(low=10, high=15)


def test_feat_q6_kiosk_ticket_and_display_say_the_same_range(office: OfficeUnderTest) -> None:
    past_visits(office)
    reckon(office)
    office.take("CT")
    kiosk = office.work.read(kiosk_state, now=office.now)
    [group] = [group for group in kiosk.groups if group.series == "C"]
    [service] = [service for service in group.services if service.id == CT]
    board = office.work.read(board_state, station=office.made.displays[0], now=office.now)
    office.work.run(_add_printer, office)
    ticket = office.take("CT")
    said = WaitRange(low=20, high=25)
    assert [group.estimate, service.estimate, ticket.estimate] == [said] * 3
    assert [(wait.series, wait.estimate) for wait in board.waits] == [("C", said)]
    [slip] = office.work.read(_slips)
    assert slip["estimate"] == "± 20–25 menit"
    assert ticket.print_job is not None


def test_feat_q6_a_number_that_was_transferred_counts_in_the_line_where_it_waits(
    office: OfficeUnderTest,
) -> None:
    past_visits(office)
    reckon(office)
    office.take("CT")
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(
        moving.transfer, target=Target(service=reference_id("service", "KGB"), counter=None, keep_place=True)
    )
    said = WaitRange(low=10, high=15)  # nobody is left in the line of C
    board = office.work.read(board_state, station=office.made.displays[0], now=office.now)
    assert [(wait.series, wait.estimate) for wait in board.waits] == [("C", said)]
    kiosk = office.work.read(kiosk_state, now=office.now)
    assert [group.estimate for group in kiosk.groups if group.series == "C"] == [said]
    ticket = office.take("CT")
    assert (ticket.ahead, ticket.estimate) == (0, said)


def test_a_display_for_chosen_groups_tells_their_ranges_alone(office: OfficeUnderTest) -> None:
    past_visits(office)
    reckon(office)
    display = office.made.displays[0]
    for groups, letters in (("PENSIUN", []), ("CUTI", ["C"])):
        office.work.run(
            stations.configure_display, office.stamp(display), name="Layar 1", room=None, groups=[groups]
        )
        board = office.work.read(board_state, station=display, now=office.now)
        assert [wait.series for wait in board.waits] == letters


def _add_printer(session: Session, office: OfficeUnderTest) -> None:
    printer = Printer(
        id=new_id(), station_id=office.made.kiosks[0], name="Printer", address="file:-", width=576
    )
    session.add(printer)
    session.flush()
    session.get_one(Station, office.made.kiosks[0]).printer_id = printer.id


def _slips(session: Session) -> list[dict[str, object]]:
    return list(session.scalars(select(PrintJob.data).where(PrintJob.kind == "ticket")))


def test_what_was_told_is_kept_with_the_number_and_told_again(office: OfficeUnderTest) -> None:
    past_visits(office)
    reckon(office)
    stamp = office.stamp(office.made.kiosks[0])
    take = partial(issuing.take_ticket, service=CT, priority=None, randomness=os.urandom(5))
    first, again = office.work.run(take, stamp), office.work.run(take, stamp)
    assert first.estimate == again.estimate == WaitRange(low=10, high=15)
    details = office.work.read(lambda session: session.get_one(TicketEvent, first.id).details)
    assert {name: details[name] for name in ("ahead", "low", "high")} == {"ahead": 0, "low": 10, "high": 15}


def test_feat_q6_the_measured_error_says_how_many_waits_lay_in_their_range(office: OfficeUnderTest) -> None:
    past_visits(office, days=4, visits=6)
    assert office.work.read(estimate.accuracy) is None
    reckon(office)
    # A day on which ten were told 10 to 15 minutes: eight waited 12, two waited 21.
    office.act(counters.open_counter)
    for place in range(10):
        office.take("CT")
        office.later(minutes=12 if place < 8 else 21)
        office.act(serving.call_next)
        office.act(serving.start_serving)
        office.act(serving.finish)
    office.later(days=1)
    reckon(office)
    found = office.work.read(estimate.accuracy)
    assert found is not None
    assert (found.total.told, found.total.within, found.total.share) == (10, 8, 0.8)
    assert found.total.miss == timedelta(minutes=6)
    assert [line.told for line in found.services] == [10]
    assert found.last == business_day(office.now) - timedelta(days=1)


def test_fewer_than_ten_ranges_that_were_told_have_no_share(office: OfficeUnderTest) -> None:
    past_visits(office)
    reckon(office)
    office.act(counters.open_counter)
    office.take("CT")
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.later(days=1)
    reckon(office)
    found = office.work.read(estimate.accuracy)
    assert found is not None
    assert (found.total.told, found.total.share) == (1, None)


def test_the_usual_number_of_finished_visits_is_the_median_of_that_weekday(office: OfficeUnderTest) -> None:
    today = office.now
    for weeks, visits in ((1, 2), (2, 5), (3, 3)):
        office.now = today - timedelta(weeks=weeks)
        past = office.now
        office.act(counters.open_counter)
        for _ in range(visits):
            office.now = past
            office.take("CT")
            office.act(serving.call_next)
            office.act(serving.start_serving)
            office.later(seconds=30)
            office.act(serving.finish)
        office.act(counters.close_counter)
    office.now = today
    reckon(office)
    weekday = business_day(today).weekday()
    assert office.work.read(estimate.usual_by_hour, weekday) == ((9, float(median((2, 5, 3)))),)
    assert office.work.read(estimate.usual_by_hour, (weekday + 1) % 7) == ()


def test_the_history_is_reckoned_once_a_day_and_an_act_that_runs_twice_changes_nothing(
    office: OfficeUnderTest,
) -> None:
    today = business_day(office.now)
    past_visits(office)
    assert office.work.read(wait_history.due, on=today)
    stamp = office.stamp(office.made.counters[0])
    for _ in range(2):
        office.work.run(wait_history.recompute, stamp, on=today)
    assert not office.work.read(wait_history.due, on=today)
    assert office.work.read(wait_history.due, on=today + timedelta(days=1))
    assert len(paces(office)) == 1


def test_history_that_is_too_old_is_forgotten(office: OfficeUnderTest) -> None:
    past_visits(office)
    reckon(office)
    office.later(days=wait_history.HISTORY_DAYS + 1)
    reckon(office)
    assert paces(office) == {}
