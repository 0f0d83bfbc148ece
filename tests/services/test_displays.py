"""Several displays: each for its waiting room, or for chosen groups of services."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services import counters, serving, stations
from bkpsdm_desktop.services.board import board_state
from bkpsdm_desktop.store.tables import Counter
from tests.helpers.office import OfficeUnderTest


def labels(office: OfficeUnderTest) -> list[str]:
    state = office.work.read(board_state, station=office.made.displays[0], now=office.now)
    return [call.label for call in state.calls]


def call_two(office: OfficeUnderTest) -> None:
    """Counter 2 stands in another room; a leave visitor is called there, an advice visitor at counter 1."""

    def move(session: Session) -> None:
        session.execute(update(Counter).where(Counter.number == 2).values(room="Lantai 2"))

    office.work.run(move)
    office.take("INFO")
    office.later(seconds=1)
    office.take("CT")
    for place in (0, 1):
        office.at_counter(place, counters.open_counter)
        office.at_counter(place, serving.call_next)
        office.later(seconds=1)


def configure(office: OfficeUnderTest, room: str | None = None, groups: list[str] | None = None) -> None:
    stamp = office.stamp(office.made.displays[0])
    office.work.run(stations.configure_display, stamp, name="Layar 1", room=room, groups=groups)


def test_a_display_shows_the_calls_and_counters_of_its_room(office: OfficeUnderTest) -> None:
    call_two(office)
    assert labels(office) == ["M001"]
    configure(office, room="Lantai 2")
    assert labels(office) == ["C001"]
    state = office.work.read(board_state, station=office.made.displays[0], now=office.now)
    assert state.open_counters == (2,)


def test_a_display_for_chosen_groups_shows_them_from_every_room(office: OfficeUnderTest) -> None:
    call_two(office)
    configure(office, groups=["CUTI"])
    assert labels(office) == ["C001"]
    configure(office, groups=["CUTI", "INFORMASI"])
    assert labels(office) == ["C001", "M001"]
    configure(office, groups=[])
    assert labels(office) == ["M001"]


def test_an_unknown_display_or_group_is_refused_with_what_there_is(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="Yang ada: AMBIL-SK, CUTI"):
        configure(office, groups=["CUTII"])
    stamp = office.stamp(office.made.displays[0])
    with pytest.raises(Refused, match="Layar 'Layar 9' tidak ada"):
        office.work.run(stations.configure_display, stamp, name="Layar 9", room=None, groups=None)
