"""The bench's own pieces: percentiles, the report, and that every section still runs."""

from pathlib import Path

import pytest

from tests.bench.__main__ import SECTIONS, run
from tests.bench.measure import percentile, rate
from tests.bench.report import Report, Row, as_markdown, as_text


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(n) for n in range(1, 101)]
    assert [percentile(values, share) for share in (0.5, 0.99, 1.0)] == [50, 99, 100]
    assert percentile([7.0], 0.99) == 7.0
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0


def test_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.99)


def test_a_rate_counts_every_run() -> None:
    runs: list[int] = []
    measured = rate(5, lambda: runs.append(1))
    assert len(runs) == 5
    assert measured.per_second > 0
    assert measured.cpu_ms >= 0


@pytest.fixture
def report() -> Report:
    report = Report({"date": "2026-11-24", "disk": "ext4 | fast"})
    report.section("Reading", "How it is read.")
    report.add("Reading", Row("a page", "3 ms", "<= 4 ms", True))
    report.add("Reading", Row("a book", "9 ms", "<= 4 ms", False, why="it is long"))
    report.add("Reading", Row("a shelf", "90 ms"))
    return report


def test_the_report_says_what_was_reached_what_was_not_and_why(report: Report) -> None:
    text = as_markdown(report)
    assert "| a page | 3 ms | <= 4 ms | yes |" in text
    assert "| a book | 9 ms | <= 4 ms | **no** |" in text
    assert "| a shelf | 90 ms |  |  |" in text
    assert "- a book: it is long" in text
    assert "| disk | ext4 \\| fast |" in text
    assert [row.what for row in report.missed] == ["a book"]


def test_a_section_that_was_measured_again_takes_its_own_place_and_no_other(report: Report) -> None:
    report.section("Writing", "How it is written.")
    before = as_markdown(report)
    again = Report({"date": "2026-12-01", "disk": "ext4"})
    again.section("Reading", "How it is read now.")
    again.add("Reading", Row("a page", "2 ms", "<= 4 ms", True))
    after = as_markdown(again, before)
    assert [line for line in after.splitlines() if line.startswith("## ")] == ["## Reading", "## Writing"]
    assert "| a page | 2 ms | <= 4 ms | yes |" in after
    assert "a book" not in after
    assert after.count("*This run: date 2026-12-01.*") == after.count("*This run: date 2026-11-24.*") == 1
    assert as_markdown(again, after) == after


def test_the_terminal_shows_the_same(report: Report) -> None:
    lines = as_text("Reading", report.sections["Reading"]).splitlines()
    assert lines[0] == "Reading"
    assert lines[1].endswith("(must reach <= 4 ms)  ok")
    assert lines[2].endswith("MISSED")


@pytest.mark.slow
@pytest.mark.parametrize("name", list(SECTIONS))
def test_every_section_runs_with_few_repetitions(name: str, tmp_path: Path) -> None:
    report = run([name], tmp_path, quick=True)
    (heading,) = report.sections
    assert report.sections[heading]
    assert report.methods[heading]
