"""Fail points: nothing in daily use, a kill where a test asks for one."""

import subprocess
import sys

import pytest

from bkpsdm_desktop.domain.failpoints import VARIABLE, reach

REACH_TWICE = """
from bkpsdm_desktop.domain.failpoints import reach
for name in ("issue.before", "commit.before", "commit.after", "commit.before"):
    print(name, flush=True)
    reach(name)
print("end")
"""


def test_without_the_variable_a_point_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    reach("commit.before")


def test_a_point_that_is_not_named_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "commit.after:kill")
    reach("commit.before")


@pytest.mark.parametrize("wrong", ["commit.before", "commit.before:stop", "commit.before@x:kill"])
def test_a_misspelt_variable_is_an_error(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, wrong)
    with pytest.raises(ValueError, match="NAME:kill"):
        reach("commit.before")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wanted", "last", "status"),
    [
        ("commit.before:kill", "commit.before", -9),
        ("commit.before@2:kill", "commit.before", -9),
        ("commit.after:kill", "commit.after", -9),
        ("commit.after@2:kill", "end", 0),
    ],
)
def test_the_process_ends_at_the_point_and_the_time_named(
    wanted: str, last: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, wanted)
    child = subprocess.run([sys.executable, "-c", REACH_TWICE], capture_output=True, text=True)
    assert (child.returncode, child.stdout.split()[-1]) == (status, last)
