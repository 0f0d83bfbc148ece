"""The supervisor's snapshot: parts add up, waits are the statistics', devices say how they are."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert, select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.statistics import Grouping, Period
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import alarm, bookings, clocks, counters, day, moving, office, serving, stations
from bkpsdm_desktop.services.board import report_shown
from bkpsdm_desktop.services.estimate import ACCURACY
from bkpsdm_desktop.services.moving import Target
from bkpsdm_desktop.services.statistics import add_up, gather
from bkpsdm_desktop.services.supervision import TARGETS, history, supervision
from bkpsdm_desktop.services.supervision_rows import Figure, HealthLine, Level, Of, Supervision, Targets
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import Announcement, Printer, PrintJob, Skill, Station, StationRun, Ticket
from tests.helpers.accounts import TestKey
from tests.helpers.office import OfficeUnderTest

Office = OfficeUnderTest


def seen(office: Office, **more: Any) -> Supervision:
    return office.work.read(supervision, now=office.now, station=office.made.counters[0], **more)


def health(office: Office, kind: str, **more: Any) -> HealthLine:
    return next(line for line in seen(office, **more).health if line.kind == kind)


def visit(office: Office, *, waits: float = 4, takes: float = 6, service: str = "CT") -> None:
    """One visitor at counter 1, from the number to the end."""
    office.take(service)
    office.later(minutes=waits)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.later(minutes=takes)
    office.act(serving.finish)


# --- sums (U55) ------------------------------------------------------------------------------------

_KGB = Target(service=reference_id("service", "KGB"), counter=None, keep_place=True)
_VERBS: tuple[tuple[Callable[..., Any], dict[str, Any]], ...] = (
    (counters.open_counter, {}),
    (serving.call_next, {}),
    (serving.start_serving, {}),
    (serving.finish, {}),
    (serving.recall, {}),
    (serving.mark_no_show, {}),
    (serving.withdraw_call, {}),
    (serving.undo, {}),
    (moving.park, {"common": True}),
    (moving.park, {"common": False}),
    (moving.transfer, {"target": _KGB}),
    (moving.next_service, {"service": reference_id("service", "KGB")}),
    (counters.close_counter, {}),
)


def check_sums(view: Supervision, everything: int) -> None:
    """The parts are the whole, on the screen and in every list behind it."""
    assert view.issued == everything
    assert sum(view.by_state.values()) == everything
    assert view.count(Of.PARKED) == view.count(Of.PARKED_OWN) + view.count(Of.PARKED_COMMON)
    assert view.count(Of.WAITING) == sum(group.waiting for group in view.groups)
    for group in view.groups:
        assert len(view.behind(Figure(Of.WAITING, (group.code,)))) == group.waiting
        assert len(view.behind(Figure(Of.LONGEST, (group.code,)))) == bool(group.waiting)
        spans = [leg.wait for ticket in view.tickets for leg in ticket.legs if leg.group == group.code]
        assert group.waits == len([span for span in spans if span is not None])
    assert sum(len(view.behind(Figure(Of.FINISHED, hour=hour))) for hour in range(24)) == view.count(
        Of.FINISHED
    )
    for of in Of:
        assert len(view.behind(Figure(of))) == (
            view.count(of) if of is not Of.LONGEST else bool(view.count(of))
        )


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.integers(0, 1), st.sampled_from(_VERBS)), max_size=24))
def test_ux_u55_the_sum_of_the_parts_is_the_whole_whatever_was_done(
    office: Office, acts: list[tuple[int, tuple[Callable[..., Any], dict[str, Any]]]]
) -> None:
    """Each example is a day of its own in the same office."""
    office.later(days=1)
    while office.now.weekday() > 3:
        office.later(days=1)
    office.work.run(day.roll_over, office.stamp(office.made.counters[0]), signer=TestKey())
    for _ in range(3):
        office.later(seconds=5)
        office.take()
        office.take("KGB")
    for place, (act, more) in acts:
        office.later(seconds=7)
        with suppress(Refused):
            office.at_counter(place, act, **more)
    view = seen(office)
    check_sums(view, 6)
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    told = add_up(office.work.read(gather, stamp, period=Period(first=view.day, last=view.day)))
    lines = told.by[Grouping.SERVICE]
    assert view.waits.count == sum(line.wait.n for line in lines)
    assert view.services.count == sum(line.service.n for line in lines)
    for place in (0, 1):
        with suppress(Refused):
            office.at_counter(place, serving.finish)


def test_figures_are_the_statistics_own(office: Office) -> None:
    office.act(counters.open_counter)
    for n in range(12):
        visit(office, waits=2 + n, takes=3 + n % 4)
    view = seen(office)
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    told = add_up(office.work.read(gather, stamp, period=Period(first=view.day, last=view.day))).total
    assert (view.waits.median, view.waits.p90) == (told.wait.median, told.wait.p90)
    assert (view.services.median, view.services.p90) == (told.service.median, told.service.p90)
    cuti = next(group for group in view.groups if group.series == "C")
    assert (cuti.p90, cuti.each) == (told.wait.p90, told.service.median)


def test_ux_u57_below_ten_there_is_no_median(office: Office) -> None:
    office.act(counters.open_counter)
    for _ in range(9):
        visit(office)
    view = seen(office)
    assert (view.waits.count, view.waits.median, view.waits.p90) == (9, None, None)
    visit(office)
    assert seen(office).waits.median is not None


def test_a_day_with_parking_transfer_and_a_return_is_folded_from_its_events(office: Office) -> None:
    office.take()
    office.act(counters.open_counter)
    office.later(minutes=5)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.later(minutes=2)
    office.act(moving.park, common=False)
    parked = next(ticket for ticket in seen(office).tickets if ticket.label == "C001")
    assert (parked.state, parked.since, parked.clerk, parked.common) == (
        State.PARKED, office.now, "Rani Contoh", False,
    )  # fmt: skip
    office.later(minutes=10)
    office.act(moving.resume, ticket=parked.id)
    office.later(minutes=3)
    office.act(moving.next_service, service=reference_id("service", "KGB"))
    office.later(minutes=4)
    office.act(serving.finish)
    legs = seen(office).tickets[0].legs
    assert [(leg.wait, leg.served) for leg in legs] == [
        (timedelta(minutes=5), timedelta(minutes=5)), (None, timedelta(minutes=4)),
    ]  # fmt: skip


# --- forecast --------------------------------------------------------------------------------------


def test_the_expected_end_is_people_times_minutes_by_counters(office: Office) -> None:
    for _ in range(4):
        office.take()
    before = next(group for group in seen(office).groups if group.series == "C")
    assert (before.waiting, before.counters, before.ends_at) == (4, (), None)
    assert seen(office).ends_at is None
    for place in (0, 1):
        office.at_counter(place, counters.open_counter)
    after = next(group for group in seen(office).groups if group.series == "C")
    assert after.counters == (1, 2)
    assert after.ends_at == office.now + 4 * after.each / 2
    assert seen(office).ends_at == after.ends_at
    office.at_counter(1, counters.pause_counter, reason="Rapat")
    assert next(group for group in seen(office).groups if group.series == "C").counters == (1,)


# --- health ----------------------------------------------------------------------------------------


def run_of(office: Office, station: Any, **health: str) -> Any:
    run = office.work.run(stations.start_run, office.stamp(station))

    def tell(session: Session) -> None:
        session.execute(update(StationRun).where(StationRun.id == run).values(health=dict(health)))

    office.work.run(tell)
    return run


def test_a_kiosk_says_what_its_printer_says(office: Office) -> None:
    kiosk = office.made.kiosks[0]
    assert health(office, "kiosk").words == "belum pernah hidup"
    run_of(office, kiosk)
    assert (health(office, "kiosk").level, health(office, "kiosk").words) == (
        Level.OFF,
        "siap, tanpa printer",
    )
    printer = new_id()

    def install(session: Session) -> None:
        session.add(Printer(id=printer, station_id=kiosk, name="Printer", address="file:-", width=576))
        session.flush()
        session.execute(update(Station).where(Station.id == kiosk).values(printer_id=printer))

    office.work.run(install)
    assert (health(office, "kiosk").level, health(office, "kiosk").words) == (Level.OK, "siap")
    office.take()
    office.later(seconds=30)
    assert health(office, "kiosk").words == "1 slip belum tercetak"
    assert health(office, "printer").words == "1 belum tercetak"
    office.work.run(lambda session: session.execute(update(PrintJob).values(state="printed")))
    office.act(counters.open_counter)
    run_of(office, kiosk, printer="paper_out")
    assert (health(office, "kiosk").level, health(office, "kiosk").words) == (Level.BAD, "kertas habis")
    assert seen(office).advice.fact == "Periksa Kiosk 1."
    office.later(minutes=5)
    assert health(office, "kiosk").words.startswith("diam sejak")


def test_a_display_that_owes_a_picture_is_named(office: Office) -> None:
    display = office.made.displays[0]
    run_of(office, display)
    office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.later(seconds=5)
    assert health(office, "display").words == "siap"
    office.later(seconds=20)
    assert (health(office, "display").level, health(office, "display").words) == (
        Level.WARN,
        "belum tampil C001",
    )
    calls = office.work.read(lambda session: session.scalars(select(Announcement.id)).all())
    office.work.run(report_shown, office.stamp(display), announcements=calls)
    assert health(office, "display").words == "siap"


@pytest.mark.parametrize(
    ("word", "level", "words"),
    [
        ("ok", Level.OK, "siap"),
        ("missing", Level.WARN, "alat tidak ada"),
        ("failed", Level.BAD, "gagal berbunyi"),
        ("off", Level.OFF, "dimatikan"),
        ("sesuatu", Level.OFF, "tidak dikenal"),
    ],
)
def test_sound_is_what_the_speaking_station_says(office: Office, word: str, level: Level, words: str) -> None:
    assert health(office, "sound").words == "tidak dipakai"
    run_of(office, office.made.displays[0], sound=word)
    assert (health(office, "sound").level, health(office, "sound").words) == (level, words)


def test_clock_backup_alarm_skills_and_bookings_are_there(office: Office) -> None:
    assert health(office, "clock").words == "sesuai"
    office.work.run(clocks.hold_issuing, office.stamp(office.made.kiosks[0]), reason="Jam maju 2 hari.")
    assert health(office, "clock").details == ("Jam maju 2 hari.",)
    server = office.work.engine.dialect.name == "postgresql"
    assert health(office, "backup").words == ("di server" if server else "belum ada")
    yesterday = office.now - timedelta(days=1)
    assert health(office, "backup", backup=yesterday).words == "23 Nov 2026"
    assert health(office, "backup", backup=office.now - timedelta(days=5)).level is Level.WARN
    office.at_counter(1, alarm.raise_alarm)
    view = seen(office)
    assert health(office, "alarm").level is Level.BAD
    assert view.advice.fact == "Keadaan darurat di Loket 2."

    def soon(session: Session) -> None:
        session.execute(
            update(Skill)
            .where(Skill.person_id == office.made.clerks[0])
            .values(expires_on=business_day(office.now) + timedelta(days=30))
        )

    office.work.run(soon)
    view = seen(office)
    assert len(view.skills) == len(view.groups)
    assert health(office, "skill").level is Level.WARN
    office.later(days=31)
    assert seen(office).skills == ()


def test_fault_k12_the_station_that_called_for_help_shows_nothing_of_it(office: Office) -> None:
    office.act(alarm.raise_alarm)
    assert seen(office).alarms == ()
    assert health(office, "alarm").words == "tidak ada"
    elsewhere = office.work.read(supervision, now=office.now, station=office.made.counters[1])
    assert [each.place for each in elsewhere.alarms] == ["Loket 1"]


def test_todays_bookings_say_who_came_and_who_is_late(office: Office) -> None:
    stamp = office.stamp(office.made.counters[0], office.made.supervisor)
    row = office.work.run(
        bookings.book, stamp, service=reference_id("service", "CT"),
        starts_at=office.now + timedelta(minutes=19), name="Tamu Contoh", contact="", note="",
        randomness=os.urandom(5),
    )  # fmt: skip
    assert [(b.arrived, b.late) for b in seen(office).bookings] == [(False, False)]
    office.later(minutes=40)
    (booking,) = seen(office).bookings
    assert (booking.code, booking.late, booking.name) == (row.code, True, "Tamu Contoh")


def test_a_break_and_its_end_are_told(office: Office) -> None:
    office.act(counters.open_counter)
    office.act(counters.pause_counter, reason="Salat", minutes=15)
    (began,) = seen(office).breaks
    assert (began.counter, began.reason, began.ended_at) == (1, "Salat", None)
    office.later(minutes=10)
    office.act(counters.open_counter)
    assert seen(office).breaks[0].ended_at == office.now


# --- the rest --------------------------------------------------------------------------------------


def test_targets_are_a_setting_and_a_newer_programs_keys_are_left_out(office: Office) -> None:
    assert seen(office).targets == Targets()
    put(office, TARGETS, {"wait_p90": 25, "finished": 120, "unknown": 1})
    assert seen(office).targets == Targets(wait_p90=25, finished=120)


def put(under: Office, key: str, value: Any) -> None:
    def write(session: Session) -> None:
        office.put_setting(session, key, value)

    under.work.run(write)


def test_the_estimates_error_stands_beside_it(office: Office) -> None:
    assert seen(office).accuracy is None
    numbers = {"told": 40, "within": 30, "miss": 240}
    put(office, ACCURACY, {"first": "2026-10-24", "last": "2026-11-23", "total": numbers, "services": {}})
    known = seen(office).accuracy
    assert known is not None
    assert (known.total.share, known.first) == (0.75, date(2026, 10, 24))


def test_the_history_of_a_ticket_is_told_in_words(office: Office) -> None:
    ticket = office.take().id
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    office.act(moving.park, common=True)
    office.act(moving.call_parked, ticket=ticket)
    office.act(serving.start_serving)
    office.act(moving.transfer, target=_KGB)
    office.act(serving.undo)
    told = [(row.words, row.who, row.where) for row in office.work.read(history, ticket=ticket)]
    assert [words for words, *_ in told] == [
        "Nomor diambil: Cuti tahunan", "Dipanggil: menunggu paling lama", "Mulai dilayani",
        "Ditunda, kumpulan bersama", "Dipanggil: yang ditunda", "Mulai dilayani",
        "Dipindahkan ke Kenaikan Gaji Berkala (KGB), tempat tetap", "Diurungkan: dipindahkan",
    ]  # fmt: skip
    assert told[0][1:] == ("", "Kiosk 1")
    assert told[-1][1:] == ("Rani Contoh", "Loket 1")


def test_the_number_of_statements_does_not_grow_with_the_day(office: Office) -> None:
    def statements() -> int:
        asked: list[str] = []

        def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            asked.append(statement)

        event.listen(office.work.engine, "before_cursor_execute", listen)
        try:
            seen(office)
        finally:
            event.remove(office.work.engine, "before_cursor_execute", listen)
        return len(asked)

    office.take()
    few = statements()
    at: datetime = office.now
    rows = [
        {
            "id": new_id(), "business_day": business_day(at), "series": "K", "number": n,
            "code": f"TGS-K{n:05}", "service_id": reference_id("service", "KGB"), "service_name": "Gaji",
            "priority": None, "station_id": office.made.kiosks[0], "issued_at": at, "queued_at": at,
            "place_at": at, "state": State.FINISHED, "calls": 1, "counter_id": None, "person_id": None,
            "called_at": at, "started_at": at, "ended_at": at,
        }
        for n in range(1, 200)
    ]  # fmt: skip
    office.work.run(lambda session: session.execute(insert(Ticket), rows))
    assert statements() <= few + 1
    assert seen(office).count(Of.FINISHED) == 199
