"""Who speaks in a waiting room, what waits to be spoken, what was; on both databases."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.announcing import Call
from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.services import board, counters, health, people, serving, stations, voice
from bkpsdm_desktop.services.console import counter_view
from bkpsdm_desktop.services.stamps import Stamp
from bkpsdm_desktop.services.voice import VoiceSettings
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.tables import AnnouncementSeen, Audit, Change, Lease, Station, StationRun
from bkpsdm_desktop.store.work import Work
from tests.helpers.office import OfficeUnderTest, made_up


def called(office: OfficeUnderTest, count: int = 1) -> None:
    """That many visitors come and are called, by the clerks in turn."""
    for place in range(count):
        office.take("INFO")
        office.at_counter(place, counters.open_counter)
        office.at_counter(place, serving.call_next)
        office.later(seconds=0.3)


def room(office: OfficeUnderTest, display: int = 0) -> voice.RoomVoice:
    return office.work.read(voice.room_voice, station=office.made.displays[display], now=office.now)


def labels(calls: tuple[Call, ...]) -> list[str]:
    return [f"{call.series}{call.number:03d}/{call.counter}" for call in calls]


def holds(office: OfficeUnderTest, display: UUID) -> bool:
    return office.work.run(voice.hold_voice, station=display, now=office.now)


def spoken(office: OfficeUnderTest, call: Call, display: int = 0) -> None:
    office.work.run(
        voice.mark_spoken,
        station=office.made.displays[display],
        announcement=call.announcement,
        at=office.now,
    )


# --- what waits to be spoken ---------------------------------------------------------------------------


def test_calls_of_the_last_minute_wait_in_call_order(office: OfficeUnderTest) -> None:
    called(office, 2)
    assert labels(room(office).calls) == ["M001/1", "M002/2"]
    assert not any(call.spoken or call.answered for call in room(office).calls)
    office.later(seconds=59.6)
    assert labels(room(office).calls) == ["M002/2"]
    office.later(seconds=1)
    assert room(office).calls == ()


def test_a_withdrawn_call_waits_no_more(office: OfficeUnderTest) -> None:
    called(office)
    office.act(serving.withdraw_call)
    assert room(office).calls == ()


def test_a_recall_waits_as_a_call_of_its_own_and_an_answered_one_says_so(office: OfficeUnderTest) -> None:
    called(office)
    office.act(serving.recall)
    assert [call.call for call in room(office).calls] == [1, 2]
    office.act(serving.start_serving)
    assert all(call.answered for call in room(office).calls)


def test_calls_of_another_room_are_not_ours(office: OfficeUnderTest) -> None:
    called(office)

    def move(session: Session) -> None:
        session.execute(update(Station).where(Station.role == "layar").values(room="Lantai 2"))

    office.work.run(move)
    assert room(office).calls == ()


def test_what_was_spoken_is_known_to_every_station_and_the_first_time_counts(
    office: OfficeUnderTest,
) -> None:
    called(office)
    [call] = room(office).calls
    spoken(office, call)
    first = office.now
    office.later(seconds=5)
    spoken(office, call)
    assert [each.spoken for each in room(office).calls] == [True]
    assert office.work.read(lambda s: s.scalars(select(AnnouncementSeen.spoken_at)).all()) == [first]


@pytest.mark.parametrize("spoken_first", [True, False])
def test_picture_and_voice_of_one_station_are_told_in_any_order(
    office: OfficeUnderTest, spoken_first: bool
) -> None:
    called(office)
    [call] = room(office).calls
    display = office.made.displays[0]

    def shown() -> None:
        office.work.run(board.report_shown, office.stamp(display), announcements=[call.announcement])

    acts: list[Callable[[], None]] = [lambda: spoken(office, call), shown]
    for act in acts if spoken_first else reversed(acts):
        act()
        office.later(seconds=1)
    [seen] = office.work.read(lambda s: s.scalars(select(AnnouncementSeen)).all())
    assert seen.shown_at is not None
    assert seen.spoken_at is not None
    assert abs(seen.shown_at - seen.spoken_at) == timedelta(seconds=1)


def test_a_call_that_was_only_spoken_is_not_said_to_be_shown(office: OfficeUnderTest) -> None:
    called(office)
    spoken(office, room(office).calls[0])
    view = office.work.read(
        counter_view,
        person=office.work.read(people.person_row, office.made.clerks[0], on=business_day(office.now)),
        station=office.made.counters[0],
        now=office.now,
    )
    assert view.active is not None
    assert view.active.seen == ()


# --- who speaks ----------------------------------------------------------------------------------------


@pytest.fixture
def two_displays(work: Work) -> OfficeUnderTest:
    return made_up(work, displays=2)


def test_feat_d2_one_station_of_a_room_speaks_and_another_takes_over_after_ten_seconds(
    two_displays: OfficeUnderTest,
) -> None:
    office = two_displays
    one, two = office.made.displays
    assert holds(office, one)
    assert not holds(office, two)
    assert (room(office, 0).taken, room(office, 1).taken) == (False, True)
    office.later(seconds=6)
    assert holds(office, one)  # renewed
    office.later(seconds=9.9)
    assert not holds(office, two)
    office.later(seconds=0.2)
    assert not room(office, 1).taken
    assert holds(office, two)
    assert not holds(office, one)
    lease = office.work.read(lambda s: s.scalars(select(Lease)).one())
    assert (lease.holder, lease.fence) == (two, 2)  # it grows with each new holder only


def test_who_leaves_lets_another_station_speak_at_once(two_displays: OfficeUnderTest) -> None:
    office = two_displays
    one, two = office.made.displays
    assert holds(office, one)
    office.work.run(voice.leave_voice, station=two, now=office.now)  # not its own
    assert not holds(office, two)
    office.work.run(voice.leave_voice, station=one, now=office.now)
    assert holds(office, two)


def test_rooms_have_a_voice_each(two_displays: OfficeUnderTest) -> None:
    office = two_displays
    one, two = office.made.displays

    def move(session: Session) -> None:
        session.get_one(Station, two).room = "Lantai 2"

    office.work.run(move)
    assert holds(office, one)
    assert holds(office, two)


def test_a_display_may_be_told_to_be_silent_and_others_speak_only_when_told(office: OfficeUnderTest) -> None:
    def let(station: UUID, settings: dict[str, bool]) -> None:
        def put(session: Session) -> None:
            session.get_one(Station, station).settings = dict(settings)

        office.work.run(put)

    def speaks(station: UUID) -> bool:
        return office.work.read(voice.room_voice, station=station, now=office.now).speaks

    display, counter = office.made.displays[0], office.made.counters[0]
    assert speaks(display)
    assert not speaks(counter)
    let(display, {"voice": False})
    let(counter, {"voice": True})
    assert not speaks(display)
    assert speaks(counter)


# --- settings ------------------------------------------------------------------------------------------


def admin(office: OfficeUnderTest) -> Stamp:
    return office.stamp(office.made.counters[0])  # no person: the command line


def test_the_voice_is_on_in_indonesian_with_a_repeat_until_it_is_set(office: OfficeUnderTest) -> None:
    settings = room(office).settings
    assert (settings.enabled, settings.english, settings.repeat) == (True, False, True)
    louder = tuple(40 if hour < 8 else 90 for hour in range(24))
    office.work.run(
        voice.put_voice_settings,
        admin(office),
        settings=VoiceSettings(english=True, repeat=False, volume=louder),
    )
    settings = room(office).settings
    assert (settings.enabled, settings.english, settings.repeat) == (True, True, False)
    assert settings.volume_at(office.now) == 90  # 09.41 WIB
    assert settings.volume_at(office.now - timedelta(hours=2)) == 40
    [row] = office.work.read(
        lambda s: s.scalars(select(Audit).where(Audit.action == "voice.configure")).all()
    )
    assert '"english":true' in row.body.replace(" ", "")


@pytest.mark.parametrize("volume", [(80,) * 23, (80,) * 23 + (101,), (80,) * 23 + (-1,)])
def test_a_volume_is_a_percentage_of_each_hour(office: OfficeUnderTest, volume: tuple[int, ...]) -> None:
    with pytest.raises(Refused, match="antara 0 dan 100"):
        office.work.run(voice.put_voice_settings, admin(office), settings=VoiceSettings(volume=volume))


def test_only_who_configures_the_office_sets_its_voice(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused):
        office.act(voice.put_voice_settings, settings=VoiceSettings(enabled=False))
    assert room(office).settings.enabled


# --- health --------------------------------------------------------------------------------------------


def test_fault_b11_a_station_says_how_its_sound_is_and_others_are_told_of_changes_only(
    office: OfficeUnderTest,
) -> None:
    display = office.made.displays[0]
    stamp = Stamp(id=new_id(), at=office.now, station=display)
    run = office.work.run(stations.start_run, stamp)

    def told() -> int:
        if office.work.engine.dialect.name != "sqlite":
            return -1
        return office.work.read(lambda s: s.get_one(Change, "stations").n)

    def health_of_run() -> dict[str, str]:
        return office.work.read(lambda s: s.get_one(StationRun, run).health)

    before = told()
    office.work.run(health.report, run=run, part=health.SOUND, word=health.Word.MISSING)
    assert health_of_run() == {"sound": "missing"}
    after = told()
    office.work.run(health.report, run=run, part=health.SOUND, word="missing")
    assert told() == after
    office.work.run(health.report, run=run, part="printer", word="ok")
    assert health_of_run() == {"sound": "missing", "printer": "ok"}
    if before >= 0:
        assert after == before + 1
        assert told() == after + 1


def test_a_run_that_is_gone_reports_nothing(office: OfficeUnderTest) -> None:
    office.work.run(health.report, run=new_id(), part=health.SOUND, word="ok")
