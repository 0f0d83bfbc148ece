"""Quick switch of clerks by PIN, on both databases."""

from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.accounts import check_station_pin
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import counters, moving, pins, serving
from bkpsdm_desktop.services.rows import PersonRow
from bkpsdm_desktop.store.tables import SYNCED, Audit, CounterSession, Person, StationPin, TicketEvent
from tests.helpers.accounts import QUICK
from tests.helpers.office import OfficeUnderTest

PASSWORD, PIN = "kuda hijau baterai", "482915"


@pytest.fixture
def two(office: OfficeUnderTest) -> OfficeUnderTest:
    """Rani and Joko have passwords, and a PIN at counter 1."""
    hashed = {name: QUICK.hash_password(PASSWORD, username=name) for name in ("rani", "joko")}

    def give(session: Session) -> None:
        for name, secret in hashed.items():
            session.execute(update(Person).where(Person.username == name).values(password_hash=secret))

    office.work.run(give)
    for place in (0, 1):
        make(office, place)
    return office


def make(office: OfficeUnderTest, place: int, *, pin: str = PIN, password: str = PASSWORD) -> None:
    stamp = office.stamp(office.made.counters[0], office.made.clerks[place])
    pins.make_pin(office.work, QUICK, stamp, password=password, pin=pin)


def enter(office: OfficeUnderTest, place: int, pin: str = PIN, *, station: int = 0) -> PersonRow:
    """At counter 1, where Rani works, somebody types a PIN."""
    return pins.enter_by_pin(
        office.work, QUICK, office.stamp(office.made.counters[station]),
        present=office.made.clerks[0], person=office.made.clerks[place], pin=pin,
    )  # fmt: skip


def open_sessions(office: OfficeUnderTest) -> list[UUID]:
    rows = select(CounterSession.person_id).where(CounterSession.closed_at.is_(None))
    return office.work.read(lambda session: list(session.scalars(rows)))


@pytest.mark.parametrize(
    "pin", ["123456", "654321", "111111", "121212", "123123", "12345", "1234567", "abcdef"]
)
def test_a_pin_that_is_easily_guessed_is_refused(pin: str) -> None:
    with pytest.raises(Refused):
        check_station_pin(pin)


def test_a_pin_is_made_with_the_password(two: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="kata sandi salah"):
        make(two, 0, password="salah sekali")
    with pytest.raises(Refused, match="mudah ditebak"):
        make(two, 0, pin="111111")
    stored = two.work.read(lambda session: session.scalars(select(StationPin.pin_hash)).all())
    assert all(PIN not in secret and secret.startswith("$argon2id$") for secret in stored)
    assert StationPin not in SYNCED


def test_fault_k4_after_a_switch_every_act_carries_the_second_person(two: OfficeUnderTest) -> None:
    rani, joko = two.made.clerks[:2]
    two.act(counters.open_counter)
    assert enter(two, 1).id == joko
    assert open_sessions(two) == [joko]
    before = two.work.read(lambda session: list(session.scalars(select(TicketEvent.id))))
    audited = two.work.read(lambda session: list(session.scalars(select(Audit.id))))
    two.take()
    two.later(minutes=1)

    def by_joko(fn: object, **arguments: object) -> None:
        two.work.run(fn, two.stamp(two.made.counters[0], joko), **arguments)  # type: ignore[arg-type]

    for act in (serving.call_next, serving.start_serving, serving.finish):
        by_joko(act)
    events = two.work.read(
        lambda session: session.scalars(
            select(TicketEvent.person_id).where(TicketEvent.id.not_in(before), TicketEvent.act != "issue")
        ).all()
    )
    rows = two.work.read(
        lambda session: session.scalars(
            select(Audit.person_id).where(Audit.id.not_in(audited), Audit.action != "ticket.issue")
        ).all()
    )
    assert set(events) == {joko}
    assert set(rows) == {joko}
    with pytest.raises(Refused, match="Loket belum dibuka"):
        two.work.run(serving.call_next, two.stamp(two.made.counters[0], rani))


def test_fault_k4_nobody_switches_while_a_visitor_is_there(two: OfficeUnderTest) -> None:
    two.take()
    two.act(counters.open_counter)
    two.act(serving.call_next)
    with pytest.raises(Refused, match="Selesaikan C001 dahulu"):
        enter(two, 1)
    assert open_sessions(two) == [two.made.clerks[0]]
    assert two.work.read(
        pins.lock_state, station=two.made.counters[0], person=two.made.clerks[0]
    ).busy_with == ("C001")


def test_what_the_first_clerk_parked_becomes_everybodys(two: OfficeUnderTest) -> None:
    two.take()
    two.act(counters.open_counter)
    two.act(serving.call_next)
    two.act(serving.start_serving)
    two.act(moving.park, common=False)
    enter(two, 1)
    row = two.ticket("C001")
    assert (row.state, row.person_id) == (State.PARKED, None)


def test_the_same_person_comes_back_to_the_open_counter(two: OfficeUnderTest) -> None:
    two.act(counters.open_counter)
    assert enter(two, 0).id == two.made.clerks[0]
    assert open_sessions(two) == [two.made.clerks[0]]


def test_a_clerk_with_a_counter_elsewhere_does_not_take_over(two: OfficeUnderTest) -> None:
    two.act(counters.open_counter)
    two.at_counter(1, counters.open_counter)
    with pytest.raises(Refused, match="Anda masih membuka Loket 2"):
        enter(two, 1)
    assert sorted(open_sessions(two)) == sorted(two.made.clerks[:2])


def test_fault_k5_a_pin_works_only_where_it_was_made(two: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="PIN Anda belum dibuat di PC ini"):
        enter(two, 1, station=1)


def test_fault_k5_five_wrong_pins_lock_it_until_the_password_was_used(two: OfficeUnderTest) -> None:
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused, match=f"PIN salah. Sisa {left} kali."):
            enter(two, 1, "739164")
    with pytest.raises(Refused, match="tidak berlaku lagi setelah 5 kali salah"):
        enter(two, 1, "739164")
    two.later(hours=5)
    with pytest.raises(Refused, match="tidak berlaku lagi"):
        enter(two, 1)
    state = two.work.read(pins.lock_state, station=two.made.counters[0], person=two.made.clerks[0])
    assert [(row.name, row.locked) for row in state.people] == [("Joko Umpama", True), ("Rani Contoh", False)]
    stamp = two.stamp(two.made.counters[0])
    pins.enter_by_password(
        two.work, QUICK, stamp, present=two.made.clerks[0], username="joko", password=PASSWORD
    )
    assert enter(two, 1).username == "joko"


def test_wrong_tries_and_switches_are_in_the_audit(two: OfficeUnderTest) -> None:
    with pytest.raises(Refused):
        enter(two, 1, "739164")
    enter(two, 1)
    actions = two.work.read(
        lambda session: session.execute(select(Audit.action, Audit.object).order_by(Audit.seq)).all()
    )
    assert [tuple(row) for row in actions][-3:] == [
        ("person.pin_refused", "joko"), ("person.sign_in", "joko"), ("person.sign_out", "rani"),
    ]  # fmt: skip


def test_an_account_that_was_switched_off_does_not_come_in(two: OfficeUnderTest) -> None:
    def off(session: Session) -> None:
        session.execute(update(Person).where(Person.username == "joko").values(active=False))

    two.work.run(off)
    with pytest.raises(Refused, match="nonaktif"):
        enter(two, 1)


def test_a_new_pin_takes_the_place_of_the_old_one(two: OfficeUnderTest) -> None:
    make(two, 1, pin="907316")
    with pytest.raises(Refused, match="PIN salah"):
        enter(two, 1)
    assert enter(two, 1, "907316").username == "joko"
