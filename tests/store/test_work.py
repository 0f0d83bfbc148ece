"""``Work``: transactions, what it publishes, and what it does when the database is busy or gone."""

import random
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from bkpsdm_desktop.domain.errors import DatabaseUnavailable, Refused
from bkpsdm_desktop.domain.kinds import ALL_KINDS, Kind
from bkpsdm_desktop.store.engine import open_engine, sqlite_url
from bkpsdm_desktop.store.feed import ChangeFeed
from bkpsdm_desktop.store.ids import new_id
from bkpsdm_desktop.store.migrate import create_sqlite
from bkpsdm_desktop.store.tables import Setting, Skill
from bkpsdm_desktop.store.work import Work, touch
from tests.helpers.waiting import eventually


def put(session: Session, key: str, value: int = 1) -> None:
    session.add(Setting(key=key, value=value))
    session.flush()
    touch(session, Kind.OFFICE)


def count(session: Session) -> int:
    return session.execute(select(func.count()).select_from(Setting)).scalar_one()


def test_a_refused_act_changes_nothing(work: Work) -> None:
    def half(session: Session) -> None:
        put(session, "a")
        raise Refused("Tidak jadi.")

    with pytest.raises(Refused):
        work.run(half)
    assert work.read(count) == 0


def test_our_own_fault_changes_nothing_and_is_not_hidden(work: Work) -> None:
    work.run(put, "a")
    with pytest.raises(IntegrityError):
        work.run(put, "a")
    assert work.read(count) == 1


def test_a_transient_failure_is_tried_again_from_the_start(work: Work) -> None:
    attempts: list[int] = []

    def stumbling(session: Session) -> None:
        put(session, "a")
        attempts.append(1)
        if len(attempts) < 3:
            raise DBAPIError("", None, Exception("database is locked"))

    waits: list[float] = []
    patient = Work(work.engine, sleep=waits.append, rng=random.Random(1))
    patient.run(stumbling)
    assert (len(attempts), work.read(count)) == (3, 1)
    assert len(waits) == 2


def test_a_database_that_stays_busy_is_given_up_with_a_sentence(work: Work) -> None:
    def never(session: Session) -> None:
        raise DBAPIError("", None, Exception("database is locked"))

    patient = Work(work.engine, sleep=lambda _: None)
    with pytest.raises(DatabaseUnavailable, match="sedang sibuk"):
        patient.run(never)


def test_a_missing_file_is_never_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "kantor.db"
    work = Work(open_engine(sqlite_url(path)))
    with pytest.raises(DatabaseUnavailable):
        work.read(count)
    assert not path.exists()


def test_the_wrong_key_opens_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kantor.db"
    create_sqlite(path, b"k" * 32)
    assert path.read_bytes()[:16] != b"SQLite format 3\0"
    with pytest.raises(DatabaseUnavailable):
        Work(open_engine(sqlite_url(path), key=b"w" * 32)).read(count)


def test_an_address_with_a_password_is_refused() -> None:
    with pytest.raises(Refused, match="tidak boleh memuat kata sandi"):
        open_engine("postgresql://bkpsdm:rahasia@server/bkpsdm")
    with pytest.raises(Refused, match="tidak dikenal"):
        open_engine("mysql://server/bkpsdm")


def test_the_feed_tells_every_change_of_another_connection(work: Work) -> None:
    told: list[frozenset[Kind]] = []
    links: list[bool] = []
    feed = ChangeFeed(open_engine_again(work), told.append, links.append)
    feed.start()
    try:
        eventually(lambda: told == [ALL_KINDS])
        work.run(put, "a")
        eventually(lambda: frozenset({Kind.OFFICE}) in told)
        assert links == [True]
    finally:
        feed.stop()


def open_engine_again(work: Work) -> Engine:
    """An engine of its own on the same database, as another process has it."""
    url = work.engine.url
    return open_engine(url.render_as_string(hide_password=False).replace("+psycopg", ""))


def test_fault_a12_a_deleted_database_is_noticed_and_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "kantor.db"
    create_sqlite(path, None)
    links: list[bool] = []
    feed = ChangeFeed(open_engine(sqlite_url(path)), lambda _: None, links.append)
    feed.start()
    try:
        eventually(lambda: links == [True])
        path.rename(tmp_path / "hilang.db")
        eventually(lambda: links[-1] is False, seconds=20)
        assert not path.exists()
        (tmp_path / "hilang.db").rename(path)
        eventually(lambda: links[-1] is True, seconds=20)
    finally:
        feed.stop()


def test_many_writers_lose_nothing(work: Work) -> None:
    def add(session: Session) -> None:
        row = session.execute(select(Setting).where(Setting.key == "n").with_for_update()).scalar_one()
        row.value = row.value + 1

    work.run(put, "n", 0)
    errors: list[BaseException] = []

    def writer() -> None:
        try:
            mine = Work(open_engine_again(work))
            for _ in range(20):
                mine.run(add)
            mine.close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=writer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert work.read(lambda session: session.get_one(Setting, "n").value) == 80


def test_reading_sees_one_moment(work: Work) -> None:
    def twice(session: Session) -> tuple[int, int]:
        before = count(session)
        other = Work(open_engine_again(work))
        other.run(put, "later")
        other.close()
        return before, count(session)

    assert work.read(twice) == (0, 0)
    assert work.read(count) == 1


def test_foreign_keys_are_checked(work: Work) -> None:
    def orphan(session: Session) -> None:
        session.add(Skill(id=new_id(), person_id=new_id(), group_id=new_id()))

    with pytest.raises(IntegrityError):
        work.run(orphan)
