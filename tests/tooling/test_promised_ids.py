"""Every fault and every measure for screens that the program promises is proved by a test of its name.

The ids are those of the catalogue of faults (A1 ...) and of measures for screens (U1 ...) that the project
works by; docs/tour.md shows the pictures. A part that takes an id over adds it here.
"""

import re

import pytest

from tests.helpers.source import ROOT

FAULTS = [
    "a1",
    "a2",
    "a3",
    "a8",
    "a9",
    "a10",
    "a12",
    "a13",
    "b1",
    "b2",
    "b3",
    "b12",
    "c1",
    "c2",
    "c3",
    "c4",
    "c5",
    "c6",
    "c9",
    "d1",
    "d2",
    "d3",
    "d4",
    "d7",
    "d9",
    "d11",
    "d12",
    "d15",
    "d16",
    "g8",
    "g9",
    "k10",
    "k11",
]
MEASURES = [
    f"u{number}"
    for number in (*range(1, 12), 15, 16, 17, 21, 22, 23, *range(27, 32), *range(33, 37), 59, 60, 67, 68)
]
_NAMED = re.compile(r"def test_(?:fault|ux)_([a-z]+\d+)_")


@pytest.mark.parametrize("promised", [*FAULTS, *MEASURES])
def test_every_promised_id_is_proved_by_a_test_of_its_name(promised: str) -> None:
    named = {
        found
        for path in (ROOT / "tests").rglob("test_*.py")
        for found in _NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert promised in named
