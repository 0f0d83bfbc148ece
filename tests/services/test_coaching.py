"""First steps are remembered for each person, on both databases."""

import pytest

from bkpsdm_desktop.domain.errors import Refused
from bkpsdm_desktop.services import coaching
from tests.helpers.office import OfficeUnderTest


def seen(office: OfficeUnderTest, clerk: int) -> frozenset[str]:
    return office.work.read(coaching.coached, person=office.made.clerks[clerk])


def test_ux_u26_what_one_person_has_seen_is_remembered_for_that_person_only(office: OfficeUnderTest) -> None:
    assert seen(office, 0) == frozenset()
    office.act(coaching.mark_coached, screen="COUNTER")
    office.act(coaching.mark_coached, screen="SETTINGS")
    office.at_counter(1, coaching.mark_coached, screen="COUNTER")
    assert seen(office, 0) == {"COUNTER", "SETTINGS"}
    assert seen(office, 1) == {"COUNTER"}


def test_the_same_screen_is_remembered_once(office: OfficeUnderTest) -> None:
    stamp = office.stamp(office.made.counters[0], office.made.clerks[0])
    for _ in range(2):
        office.work.run(coaching.mark_coached, stamp, screen="COUNTER")
    office.act(coaching.mark_coached, screen="COUNTER")
    assert seen(office, 0) == {"COUNTER"}


def test_nobody_in_particular_has_nothing_to_remember(office: OfficeUnderTest) -> None:
    with pytest.raises(Refused, match="Masuklah dahulu"):
        office.work.run(coaching.mark_coached, office.stamp(office.made.counters[0]), screen="COUNTER")
