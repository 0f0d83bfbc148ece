"""What a supervisor does from the dashboard: opens and closes counters, releases, moves."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.advice import Todo
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.failpoints import VARIABLE
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.rights import Right, Role, allowed
from bkpsdm_desktop.domain.ticket import Act, State
from bkpsdm_desktop.services import counters, inspection, moving, serving, stations
from bkpsdm_desktop.services.moving import Target
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.supervision import history, supervision
from bkpsdm_desktop.services.supervision_rows import CounterLine, Supervision
from bkpsdm_desktop.store.ids import new_id, reference_id
from bkpsdm_desktop.store.tables import (
    Announcement,
    Audit,
    Counter,
    CounterSession,
    Person,
    Service,
    ServiceGroup,
    Skill,
    Station,
)
from tests.helpers.office import OfficeUnderTest
from tests.helpers.source import ROOT

_KGB = Target(service=reference_id("service", "KGB"), counter=None, keep_place=True)


def counter_id(office: OfficeUnderTest, number: int) -> UUID:
    return office.work.read(
        lambda session: session.scalars(select(Counter.id).where(Counter.number == number)).one()
    )


def supervisor(office: OfficeUnderTest) -> Stamp:
    return office.stamp(office.made.counters[0], office.made.supervisor)


def by_supervisor(office: OfficeUnderTest, fn: Callable[..., Any], **kwargs: Any) -> None:
    office.work.run(fn, supervisor(office), **kwargs)


def seen(office: OfficeUnderTest) -> Supervision:
    return office.work.read(supervision, now=office.now, station=office.made.counters[0])


def line(office: OfficeUnderTest, number: int) -> CounterLine:
    return next(each for each in seen(office).counters if each.number == number)


def assert_whole(office: OfficeUnderTest) -> None:
    day = business_day(office.now)
    checks = office.work.read(inspection.inspect_day, day=day, grace=timedelta(seconds=2))
    assert {name: rows for name, rows in checks.items() if rows} == {}


def actions(office: OfficeUnderTest) -> list[str]:
    return office.work.read(
        lambda session: list(session.scalars(select(Audit.action).order_by(Audit.at, Audit.seq)))
    )


def serve(office: OfficeUnderTest) -> UUID:
    """A visitor is served at counter 1."""
    ticket = office.take()
    office.act(counters.open_counter)
    office.act(serving.call_next)
    office.act(serving.start_serving)
    return ticket.id


# --- opening ---------------------------------------------------------------------------------------


def test_a_supervisor_opens_a_counter_for_a_clerk_who_finds_it_open(office: OfficeUnderTest) -> None:
    office.take()
    clerk = office.made.clerks[1]
    by_supervisor(office, counters.open_counter_for, counter=counter_id(office, 2), person=clerk)
    assert (line(office, 2).clerk, line(office, 2).state.value) == ("Joko Umpama", "open")
    assert office.at_counter(1, serving.call_next) == "C001"
    assert_whole(office)


def test_opening_ends_the_break_of_that_clerks_own_counter(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    office.act(counters.pause_counter, reason="Salat", minutes=15)
    assert line(office, 1).break_reason == "Salat"
    clerk = office.made.clerks[0]
    by_supervisor(office, counters.open_counter_for, counter=counter_id(office, 1), person=clerk)
    assert (line(office, 1).state.value, line(office, 1).break_reason) == ("open", "")


def test_what_is_done_to_a_counter_stands_in_the_trail_once_though_its_answer_was_lost(
    office: OfficeUnderTest,
) -> None:
    counter, clerk = office.made.counters[0], office.made.clerks[0]
    here = counter_id(office, 1)
    acts: list[tuple[Callable[..., None], UUID, dict[str, Any]]] = [
        (counters.open_counter, clerk, {}),
        (counters.pause_counter, clerk, {"reason": "Salat"}),
        (counters.open_counter_for, office.made.supervisor, {"counter": here, "person": clerk}),
        (counters.close_counter_of, office.made.supervisor, {"counter": here}),
    ]
    for act, person, values in acts:
        stamp = office.stamp(counter, person)
        for _ in range(2):
            office.work.run(act, stamp, **values)
    done = select(Audit.action).where(Audit.action.like("counter%")).order_by(Audit.seq)
    assert office.work.read(lambda session: list(session.scalars(done))) == [
        "counter.open", "counter.pause", "counter.open", "counter.close",
    ]  # fmt: skip


def test_what_cannot_be_opened_says_why_and_nothing_has_changed(office: OfficeUnderTest) -> None:
    serve(office)
    rani, joko = office.made.clerks

    def refused(sentence: str, number: int, person: UUID) -> None:
        before = seen(office).counters
        with pytest.raises(Refused, match=sentence):
            by_supervisor(
                office, counters.open_counter_for, counter=counter_id(office, number), person=person
            )
        assert seen(office).counters == before

    refused("tidak punya PC", 3, joko)
    refused("sedang dipakai Rani Contoh", 1, joko)
    refused("Rani Contoh masih membuka Loket 1", 2, rani)

    def retire(session: Session) -> None:
        session.execute(update(Person).where(Person.id == joko).values(active=False))

    office.work.run(retire)
    refused("tidak dapat melayani", 2, joko)


# --- closing ---------------------------------------------------------------------------------------


def test_closing_a_counter_gives_its_visitor_and_parked_numbers_back(office: OfficeUnderTest) -> None:
    serve(office)
    office.act(moving.park, common=False)
    office.take()
    office.act(serving.call_next)
    place = office.ticket("C002").place_at
    by_supervisor(office, counters.close_counter_of, counter=counter_id(office, 1))
    called, parked = office.ticket("C002"), office.ticket("C001")
    assert (called.state, called.place_at, called.person_id) == (State.WAITING, place, None)
    assert (parked.state, parked.person_id) == (State.PARKED, None)
    calls = office.work.read(
        lambda session: session.scalars(
            select(Announcement.withdrawn_at).where(Announcement.ticket_id == called.id)
        ).all()
    )
    assert calls == [office.now]
    assert line(office, 1).state.value == "closed"
    office.later(seconds=1)
    with pytest.raises(Refused, match="sudah tutup"):
        by_supervisor(office, counters.close_counter_of, counter=counter_id(office, 1))
    assert_whole(office)


@pytest.mark.parametrize("name", ["open", "close", "release", "move"])
def test_the_same_act_of_a_supervisor_again_changes_nothing_more(office: OfficeUnderTest, name: str) -> None:
    ticket = office.take().id if name == "move" else serve(office)
    acts: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
        "open": (
            counters.open_counter_for,
            {"counter": counter_id(office, 2), "person": office.made.clerks[1]},
        ),
        "close": (counters.close_counter_of, {"counter": counter_id(office, 1)}),
        "release": (moving.release, {"ticket": ticket}),
        "move": (
            moving.move,
            {
                "ticket": ticket,
                "target": _KGB,
            },
        ),
    }
    act, arguments = acts[name]
    stamp = supervisor(office)
    office.work.run(act, stamp, **arguments)
    before = seen(office), office.work.read(history, ticket=ticket)
    office.work.run(act, stamp, **arguments)
    assert (seen(office), office.work.read(history, ticket=ticket)) == before


# --- rights (K2) -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_fault_k2_only_who_supervises_opens_closes_moves_and_releases(
    office: OfficeUnderTest, role: Role
) -> None:
    ticket = serve(office)
    waiting = office.take().id

    def become(session: Session) -> None:
        session.execute(update(Person).where(Person.id == office.made.supervisor).values(role=role))

    office.work.run(become)
    may = allowed(role, Right.SUPERVISE)
    acts: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (moving.move, {"ticket": waiting, "target": _KGB}),
        (moving.release, {"ticket": ticket}),
        (counters.open_counter_for, {"counter": counter_id(office, 2), "person": office.made.clerks[1]}),
        (counters.close_counter_of, {"counter": counter_id(office, 1)}),
    ]  # fmt: skip
    for act, arguments in acts:
        before = len(actions(office))
        if may:
            by_supervisor(office, act, **arguments)
            assert len(actions(office)) > before
            continue
        with pytest.raises(Refused, match="tidak berhak mengawasi"):
            by_supervisor(office, act, **arguments)
    if not may:
        assert office.ticket("C001").state == State.SERVING
        assert line(office, 1).state.value == "open"


# --- moving (D8) -----------------------------------------------------------------------------------


def test_fault_d8_a_supervisor_moves_to_nothing_that_does_not_serve(office: OfficeUnderTest) -> None:
    ticket = office.take().id
    office.at_counter(1, counters.open_counter)
    two = counter_id(office, 2)

    def refused(sentence: str, *, service: str = "", counter: UUID | None = None) -> None:
        before = seen(office).tickets
        target = Target(
            service=reference_id("service", service) if service else None, counter=counter, keep_place=True
        )
        with pytest.raises(Refused, match=sentence):
            by_supervisor(office, moving.move, ticket=ticket, target=target)
        assert seen(office).tickets == before

    refused("sudah di layanan itu", service="CT")
    refused("Loket 1 sedang tutup", counter=counter_id(office, 1))
    refused("tidak ada lagi di kantor ini", counter=new_id())
    refused("tidak dibuka", service="TIDAK-ADA")

    def narrow(session: Session) -> None:
        group = select(ServiceGroup.id).where(ServiceGroup.series == "C").scalar_subquery()
        session.execute(
            update(Skill)
            .where(Skill.person_id == office.made.clerks[1], Skill.group_id == group)
            .values(expires_on=business_day(office.now) - timedelta(days=1))
        )
        session.execute(update(Service).where(Service.code == "KGB").values(active=False))

    office.work.run(narrow)
    refused("Petugas Loket 2 tidak melayani", counter=two)
    refused("tidak dibuka", service="KGB")
    assert "KGB" not in [choice.name for choice in seen(office).choices]


# --- an absent clerk (D10) -------------------------------------------------------------------------


def test_fault_d10_what_a_silent_pc_holds_is_shown_advised_and_released(office: OfficeUnderTest) -> None:
    run = office.work.run(stations.start_run, office.stamp(office.made.counters[0]))
    ticket = serve(office)
    assert line(office, 1).silent is None
    office.later(seconds=100)
    office.work.run(stations.beat, run=run, at=office.now)
    office.later(seconds=140)
    assert line(office, 1).silent is None
    office.later(seconds=20)
    view = seen(office)
    held = next(each for each in view.counters if each.number == 1)
    assert held.silent == timedelta(seconds=160)
    assert (view.advice.todo, view.advice.ticket) == (Todo.RELEASE, ticket)
    assert "2 menit" in view.advice.reason
    by_supervisor(office, moving.release, ticket=view.advice.ticket)
    assert line(office, 1).ticket is None
    assert seen(office).advice.todo is not Todo.RELEASE


@pytest.mark.slow
def test_fault_d10_a_clerks_process_is_killed_while_serving(office: OfficeUnderTest) -> None:
    """The number stays at the counter until a supervisor releases it; then it is at its place again."""
    made = office.made
    office.work.run(stations.start_run, office.stamp(made.counters[0]))
    url = office.work.engine.url.render_as_string(hide_password=False)
    words = (url, made.kiosks[0], made.counters[0], made.clerks[0], office.now.isoformat())
    office.work.engine.dispose()
    killed = subprocess.run(
        [sys.executable, "-m", "tests.helpers.visit_child", *map(str, words)],
        cwd=ROOT,
        env=os.environ | {VARIABLE: "commit.after@4:kill"},  # taken, opened, called, started
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=120,
    )
    assert killed.returncode == -9
    first = office.ticket("C001")
    assert first.state == State.SERVING
    office.later(minutes=4)
    office.take()
    held = line(office, 1)
    assert (held.label, held.clerk) == ("C001", "Rani Contoh")
    assert held.silent is not None
    by_supervisor(office, moving.release, ticket=first.id)
    back = office.ticket("C001")
    assert (back.state, back.place_at, back.person_id) == (State.WAITING, first.place_at, None)
    told = [event.words for event in office.work.read(history, ticket=first.id)]
    assert told[0].startswith("Nomor diambil")
    assert told[1].startswith("Dipanggil")
    assert told[2:] == ["Mulai dilayani", "Dilepaskan"]
    office.at_counter(1, counters.open_counter)
    assert office.at_counter(1, serving.call_next) == "C001"
    assert_whole(office)


def test_fault_d10_release_while_the_clerk_finishes_ends_in_one_of_the_two(office: OfficeUnderTest) -> None:
    office.act(counters.open_counter)
    for number in range(1, 6):
        ticket = office.take().id
        office.act(serving.call_next)
        office.act(serving.start_serving)
        office.later(seconds=30)
        start = Barrier(2)
        clerk = office.stamp(office.made.counters[0], office.made.clerks[0])

        def press(fn: Callable[..., Any], stamp: Stamp, start: Barrier = start, **more: Any) -> bool:
            start.wait(timeout=20)
            with suppress(Refused):
                office.work.run(fn, stamp, **more)
                return True
            return False

        with ThreadPoolExecutor(2) as pool:
            finished = pool.submit(press, serving.finish, clerk)
            released = pool.submit(press, moving.release, supervisor(office), ticket=ticket)
        assert finished.result() != released.result()
        state = office.ticket(f"C{number:03}").state
        assert state == (State.FINISHED if finished.result() else State.WAITING)
        if released.result():
            by_supervisor(office, serving.cancel, ticket=ticket)
    assert_whole(office)


def test_a_released_number_has_its_event_and_its_audit_row(office: OfficeUnderTest) -> None:
    ticket = serve(office)
    by_supervisor(office, moving.release, ticket=ticket)
    assert actions(office)[-1] == f"ticket.{Act.RELEASE}"
    told = office.work.read(history, ticket=ticket)[-1]
    assert (told.words, told.who) == ("Dilepaskan", "Maya Pengandaian")
    with pytest.raises(Refused):
        by_supervisor(office, moving.release, ticket=ticket)


def test_the_pc_of_another_counter_does_not_matter(office: OfficeUnderTest) -> None:
    """Silence is of the PC where the clerk signed in."""
    office.work.run(stations.start_run, office.stamp(office.made.counters[1]))
    office.act(counters.open_counter)
    office.later(minutes=30)
    assert line(office, 1).silent is None

    def moved(session: Session) -> None:
        session.execute(update(CounterSession).values(station_id=office.made.counters[1]))

    office.work.run(moved)
    assert line(office, 1).silent == timedelta(minutes=30)
    assert (
        office.work.read(lambda session: session.get_one(Station, office.made.counters[0]).name) == "Loket 1"
    )
