"""docs/tour.md names what is there: its pictures, its tests, every measure that was promised."""

import re
from pathlib import Path

from tests.tour.documented import CHOSEN, SEEN_BY_OTHERS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "tour.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
PROMISED = {
    *range(1, 12),
    15,
    16,
    17,
    19,
    21,
    22,
    23,
    26,
    *range(27, 37),
    *range(53, 59),
    59,
    60,
    *range(61, 65),
    67,
    68,
}


def test_every_measure_has_a_row() -> None:
    assert {int(number) for number in re.findall(r"^\| U(\d+) ", TEXT, re.MULTILINE)} == PROMISED


def test_every_picture_is_there_and_none_is_left_over() -> None:
    links = set(re.findall(r"\]\(([^)]+\.png)\)", TEXT))
    assert [link for link in sorted(links) if not (DOCUMENT.parent / link).is_file()] == []
    named = {Path(link).stem for link in links if link.startswith("pictures/")}
    assert named == {name.replace("/", "-") for name in CHOSEN} | set(SEEN_BY_OTHERS)


def test_every_test_it_names_exists() -> None:
    known = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)\(", file.read_text(encoding="utf-8"))
    }
    named = set(re.findall(r"`(test_\w+)`", TEXT))
    assert named - known == set()
