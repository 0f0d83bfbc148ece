"""Every fault and every measure for screens that the program promises is proved by a test of its name.

The ids are those of the catalogue of faults (A1 ...) and of measures for screens (U1 ...) that the project
works by; docs/tour.md shows the pictures. A part that takes an id over adds it here.
"""

import re

import pytest

from tests.helpers.source import ROOT

FAULTS = {
    "a": (1, 2, 3, 4, 6, 8, 9, 10, 12, 13),
    "b": (1, 2, 3, 7, 8, 9, 10, 11, 12),
    "c": (1, 2, 3, 4, 5, 6, 9),
    "d": (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16),
    "g": (5, 6, 7, 8, 9),
    "i": (7,),
    "k": (2, 4, 5, 10, 11, 12, 13),
}
MEASURES = [
    f"u{number}" for number in (*range(1, 12), *range(14, 20), *range(21, 24), *range(26, 37), *range(53, 69))
]
_NAMED = re.compile(r"def test_(?:fault|ux)_([a-z]+\d+)_")


@pytest.mark.parametrize(
    "promised", [*(f"{letter}{n}" for letter, numbers in FAULTS.items() for n in numbers), *MEASURES]
)
def test_every_promised_id_is_proved_by_a_test_of_its_name(promised: str) -> None:
    named = {
        found
        for path in (ROOT / "tests").rglob("test_*.py")
        for found in _NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert promised in named
