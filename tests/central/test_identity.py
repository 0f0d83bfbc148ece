"""Who central listens to: codes, keys, one-time words, tokens, epochs."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bkpsdm_desktop.central import identity, offices
from bkpsdm_desktop.protocol.messages import Enrolled, Reason, Standing, Welcome
from bkpsdm_desktop.protocol.wire import pack, unpack
from bkpsdm_desktop.store.central_tables import OneTimeWord, SecurityEvent, StationKey
from tests.helpers.central import (
    OFFICE,
    CentralUnderTest,
    StationUnderTest,
    answer,
    counter,
    denial,
    event,
    refusal,
)


def events_of(central: CentralUnderTest) -> list[str]:
    """The security events written down, in order."""
    query = select(SecurityEvent.what).order_by(SecurityEvent.id)
    return list(central.server.work.read(lambda session: session.scalars(query).all()))


def key_of(session: Session, station: StationUnderTest) -> StationKey:
    return session.scalars(select(StationKey).where(StationKey.public_key == station.key)).one()


def test_the_first_station_of_an_office_gives_it_an_epoch_and_the_next_joins_it(
    central: CentralUnderTest,
) -> None:
    first, second = StationUnderTest(central), StationUnderTest(central)
    born = first.enrol(central.run(offices.make_code, central.now, OFFICE))
    assert (born.office, born.name, born.fresh) == (OFFICE, "Kantor Tegal Sari", True)
    joined = second.enrol(central.run(offices.make_code, central.now, OFFICE), born.epoch)
    assert (joined.epoch, joined.fresh) == (born.epoch, False)
    assert first.hello().standing is second.hello().standing is Standing.OK


def test_a_code_is_good_once_and_for_a_quarter_of_an_hour(central: CentralUnderTest) -> None:
    code = central.run(offices.make_code, central.now, OFFICE)
    station = StationUnderTest(central)
    born = station.enrol(code.lower().replace("-", " "))
    assert station.enrol(code).epoch == born.epoch, "the same station may ask again: the answer was lost"
    assert denial(StationUnderTest(central).try_enrol(code)) == "unknown"
    late = central.run(offices.make_code, central.now, OFFICE)
    central.later(minutes=15)
    assert denial(StationUnderTest(central).try_enrol(late)) == "unknown"
    older = central.run(offices.make_code, central.now, OFFICE)
    central.run(offices.make_code, central.now, OFFICE)
    assert denial(StationUnderTest(central).try_enrol(older)) == "unknown"


def test_an_empty_database_that_enrols_anew_is_a_new_incarnation(central: CentralUnderTest) -> None:
    old = central.enrolled()
    new = central.enrolled()
    assert new.epoch > old.epoch
    assert old.hello().standing is Standing.STALE
    assert old.token == ""


def test_an_epoch_is_greater_than_the_one_before_though_the_clock_went_back(
    central: CentralUnderTest,
) -> None:
    station = central.enrolled()

    def far_ahead(session: Session) -> None:
        office = identity.locked(session, key_of(session, station).office_id)
        office.epoch = b"\xfe" * 16

    central.run(far_ahead)
    station.epoch = b"\xfe" * 16
    born = answer(station.try_reincarnate(Reason.RESTORE), Enrolled)
    assert born.epoch == b"\xfe" * 15 + b"\xff"


def test_fault_e6_a_hello_works_once_within_two_minutes_and_only_here(central: CentralUnderTest) -> None:
    station = central.enrolled()
    body = pack(station.signed(station.greeting()))
    assert central.ask("POST", "/v1/hello", content=body).status_code == 200
    for pause in (1, 3600, 365 * 86400):
        assert denial(central.ask("POST", "/v1/hello", content=body)) == "unknown"
        central.later(seconds=pause)
    assert denial(station.try_hello(audience="https://lain.contoh")) == "unknown"
    word = station.word()
    central.later(minutes=2)
    assert denial(station.try_hello(word=word)) == "unknown"
    other = StationUnderTest(central)
    assert denial(station.try_hello(word=other.word())) == "unknown", "a word is for one key"


def test_fault_e6_a_captured_hello_opens_no_other_path(central: CentralUnderTest) -> None:
    station = central.enrolled()
    body = pack(station.signed(station.greeting()))
    for path in ("/v1/enrol", "/v1/reincarnate", "/v1/challenge", "/v1/push"):
        assert central.ask("POST", path, content=body).status_code in (400, 401), path
    assert central.ask("POST", "/v1/hello", content=body).status_code == 200, "and it was not used up"


def test_a_message_that_was_changed_or_signed_by_another_key_is_not_heard(
    central: CentralUnderTest,
) -> None:
    station, thief = central.enrolled(), StationUnderTest(central)
    forged = thief.signed(station.greeting())
    assert denial(central.post("/v1/hello", forged)) == "unknown"
    assert denial(thief.try_hello()) == "unknown", "a key that nobody enrolled"


def test_fault_e6_a_push_with_an_expired_token_changes_nothing(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [event(1)]
    central.later(minutes=15)
    assert denial(station.try_push(1)) == "token"
    station.token = "x" * 43
    assert denial(station.try_push(1)) == "token"
    station.token = ""
    assert denial(station.try_push(1)) == "token"
    assert station.hello().applied == 0


def test_fault_e6_a_replayed_push_with_a_live_token_changes_nothing(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [event(1), counter(2)]
    first = station.push(1)
    before = station.pull(f"own:{OFFICE}")
    assert station.push(1) == first
    assert station.pull(f"own:{OFFICE}") == before


def test_fault_e7_a_key_that_was_withdrawn_is_refused_at_the_next_call(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [event(1), event(2)]
    station.push(1, station.log[:1])
    central.run(lambda session: identity.revoke(session, central.now, key_of(session, station).id))
    assert denial(station.try_push(2)) == "revoked"
    assert denial(station.try_hello()) == "revoked"
    assert denial(station.try_reincarnate(Reason.RESTORE)) == "revoked"
    code = central.run(offices.make_code, central.now, OFFICE)
    assert denial(station.try_enrol(code, station.epoch)) == "revoked"
    assert events_of(central) == ["revoked"] * 4
    replacement = StationUnderTest(central)
    replacement.enrol(central.run(offices.make_code, central.now, OFFICE), station.epoch)
    assert replacement.hello(known=0).standing is Standing.REWOUND, "it has not read the office's log yet"


def test_a_restored_office_gets_a_new_epoch_and_the_same_one_when_the_answer_was_lost(
    central: CentralUnderTest,
) -> None:
    station = central.enrolled()
    station.log = [event(1), event(2)]
    station.push(1)
    old, station.log = station.epoch, station.log[:1]
    assert station.hello(known=1).standing is Standing.REWOUND
    born = answer(station.try_reincarnate(Reason.RESTORE), Enrolled)
    again = answer(station.try_reincarnate(Reason.RESTORE), Enrolled)
    assert again.epoch == born.epoch > old
    delayed = station.try_push(1)
    assert denial(delayed) == "token", "the token of the old epoch was never given"
    station.epoch, station.log = born.epoch, []
    assert station.hello().standing is Standing.OK
    assert [row.id for row in station.pull(f"own:{OFFICE}").rows] == [event(1).id, event(2).id]


def test_a_push_of_the_old_epoch_that_was_delayed_on_the_way_is_refused(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [event(1)]
    answer(station.try_reincarnate(Reason.RESTORE), Enrolled)
    assert refusal(station.try_push(1)).why == "stale"


def test_fault_e9_of_two_copies_of_one_database_the_one_behind_is_stopped(central: CentralUnderTest) -> None:
    one = central.enrolled()
    clone = StationUnderTest(central, private=one.private, epoch=one.epoch)
    one.log, clone.log = [event(1)], [event(2)]
    one.push(1)
    assert clone.hello(known=1).standing is Standing.FORK
    clone.epoch = answer(clone.try_reincarnate(Reason.FORK), Enrolled).epoch
    clone.hello()
    clone.push(1)
    assert one.hello(known=1).standing is Standing.STALE
    assert denial(one.try_reincarnate(Reason.FORK)) == "clone"
    assert events_of(central) == ["fork", "fork", "clone"]


def test_hello_asks_for_the_chain_where_central_stands(central: CentralUnderTest) -> None:
    station = central.enrolled()
    station.log = [event(n) for n in range(1, 6)]
    station.push(1, station.log[:3])
    station.push(4)
    asked = station.hello(known=2)
    assert (asked.standing, asked.applied, asked.token) == (Standing.PROVE, 5, "")
    proved = station.hello(known=5)
    assert (proved.standing, proved.applied, proved.office) == (Standing.OK, 5, OFFICE)


def test_a_protocol_that_central_does_not_speak_any_more_gets_426(central: CentralUnderTest) -> None:
    station = central.enrolled()
    response = station.try_hello(oldest=0, newest=0)
    assert response.status_code == 426
    assert unpack(response.content, Welcome).standing is Standing.UPGRADE


def test_fault_c10_a_wrong_clock_is_measured_and_never_refused(central: CentralUnderTest) -> None:
    station = central.enrolled()
    decade = 10 * 365 * 86_400 * 1_000_000
    said = station.greeting().clock
    assert station.hello(clock=said + decade).offset == decade
    assert station.hello(clock=said - decade).offset == -decade
    assert station.token
    assert central.server.work.read(offices.offices)[0].clock_offset.days == -3650


def test_words_that_nobody_answers_do_not_pile_up(central: CentralUnderTest) -> None:
    station = StationUnderTest(central)
    for _ in range(3):
        station.word()
    central.later(minutes=2)
    station.word()
    query = select(func.count()).select_from(OneTimeWord)
    assert central.server.work.read(lambda session: session.scalar(query)) == 1
