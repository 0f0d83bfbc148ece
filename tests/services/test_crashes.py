"""Kill -9 at every fail point of a visit: issue, call, start, finish. As SQLite's own crash tests do it, the
point moves on by one until the visit is over before it is reached. On both databases."""

import os
import subprocess
import sys
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.failpoints import VARIABLE
from bkpsdm_desktop.domain.instants import business_day
from bkpsdm_desktop.domain.numbers import format_number
from bkpsdm_desktop.domain.ticket import State
from bkpsdm_desktop.services import inspection
from bkpsdm_desktop.store.engine import sqlite_path
from bkpsdm_desktop.store.migrate import check_sqlite
from bkpsdm_desktop.store.tables import Ticket, TicketEvent
from tests.helpers.office import MORNING, OfficeUnderTest
from tests.helpers.source import ROOT
from tests.helpers.visit_child import serve_all

pytestmark = pytest.mark.slow

DAY = business_day(MORNING)
KILLED = -9


def visit(office: OfficeUnderTest, dies_at: str) -> tuple[int, list[str]]:
    """The exit status of a visit that is killed at a point, and the acts that it said were done."""
    url = office.work.engine.url.render_as_string(hide_password=False)
    made = office.made
    words = (url, made.kiosks[0], made.counters[0], made.clerks[0], office.now.isoformat())
    # Nobody else has the database open: what comes after the kill is a recovery from the disk.
    office.work.engine.dispose()
    done = subprocess.run(
        [sys.executable, "-m", "tests.helpers.visit_child", *map(str, words)],
        cwd=ROOT,
        env=os.environ | {VARIABLE: f"{dies_at}:kill"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout.splitlines()


def acts_in(session: Session) -> list[str]:
    """Every event of every ticket, as ``take C001``."""
    rows = session.execute(
        select(TicketEvent.act, Ticket.series, Ticket.number)
        .join(Ticket, TicketEvent.ticket_id == Ticket.id)
        .order_by(Ticket.number, TicketEvent.step)
    )
    word = {"issue": "take"}
    return [f"{word.get(row.act, row.act)} {format_number(row.series, row.number)}" for row in rows]


def faults_of(office: OfficeUnderTest) -> dict[str, list[dict[str, object]]]:
    """What the checks of a day find: balance (I3), numbers (I4), lives, audit (I8)."""
    checks = office.work.read(inspection.inspect_day, day=DAY, grace=timedelta(seconds=2))
    return {name: rows for name, rows in checks.items() if rows}


def check_after_kill(office: OfficeUnderTest, said: list[str], where: str) -> None:
    path = sqlite_path(str(office.work.engine.url))
    if path is not None:
        check_sqlite(path, None)
    assert faults_of(office) == {}, where
    acts = office.work.read(acts_in)
    # What was said to be done is done; at most the act whose answer was lost is there besides.
    assert set(said) <= set(acts), where


def go_on(office: OfficeUnderTest, where: str) -> None:
    """The station starts again: every visitor is served to the end, nothing is missing afterwards."""
    made = office.made
    serve_all(office.work, made.counters[0], made.clerks[0], office.now)
    states = office.work.read(inspection.by_state, day=DAY)
    assert states[State.FINISHED] == sum(states.values()), where
    assert faults_of(office) == {}, where


@pytest.mark.parametrize(
    ("point", "step", "least"), [("commit.before", 1, 4), ("commit.after", 1, 4), ("statement", 8, 5)]
)
def test_fault_a3_inv_i3_i4_i8_killed_at_every_point_of_a_visit_nothing_is_lost(
    office: OfficeUnderTest, point: str, step: int, least: int
) -> None:
    kills = 0
    for place in count(1, step):
        where = f"{point}@{place}"
        status, said = visit(office, where)
        assert status in (0, KILLED), where
        check_after_kill(office, said, where)
        go_on(office, where)
        if status == 0:
            break
        kills += 1
    assert kills >= least
