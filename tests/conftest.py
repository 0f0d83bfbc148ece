"""What holds for every test: reproducible inputs, no unexpected error in the log, no window left behind."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from bkpsdm_desktop.store.work import Work
from tests.helpers.database import DIALECTS, database, office_database, work_on
from tests.helpers.logs import LoggedErrors
from tests.helpers.office import OfficeUnderTest
from tests.helpers.windows import close_windows_since, top_level_widgets

pytest_plugins = ["pytester"]

# Pictures compare only when they are drawn alike; whoever wants to see the windows sets these.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

_SETTINGS = hypothesis.settings(
    deadline=None,  # the machine may be busy; speed is measured by the bench
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    print_blob=True,
)
hypothesis.settings.register_profile("developer", _SETTINGS)
hypothesis.settings.register_profile("ci", _SETTINGS, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "developer")


@pytest.fixture(autouse=True)
def logged_errors() -> Iterator[LoggedErrors]:
    """Errors in the log fail the test unless it claims them: ``logged_errors.claim("printer")``."""
    with LoggedErrors.collected() as errors:
        yield errors
    assert not errors.unclaimed, "\n".join(["unexpected errors in the log:", *errors.unclaimed])


@pytest.fixture(autouse=True)
def _no_window_left() -> Iterator[None]:
    """A top-level widget that outlives its test fails it (``qtbot.addWidget`` closes one in time)."""
    before = top_level_widgets()
    yield
    if "PySide6.QtWidgets" in sys.modules:
        left = close_windows_since(before)
        assert not left, f"windows left open: {', '.join(left)}"


@pytest.fixture(params=DIALECTS)
def work(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Work]:
    """``Work`` on an empty, migrated office database: each test runs on SQLite and on PostgreSQL."""
    with database(request.param, tmp_path) as url, work_on(url) as opened:
        yield opened


@pytest.fixture(params=DIALECTS)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OfficeUnderTest]:
    """A made-up office on both databases, Tuesday 09.41 WIB, counters still closed."""
    with office_database(request.param, tmp_path) as (url, made), work_on(url) as opened:
        yield OfficeUnderTest(work=opened, made=made)
