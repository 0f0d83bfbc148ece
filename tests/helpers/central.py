"""A central office for tests, and stations that speak with it: through the application itself, no socket."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bkpsdm_desktop.central import offices
from bkpsdm_desktop.central.app import Server, create_app
from bkpsdm_desktop.central.settings import Settings
from bkpsdm_desktop.domain.instants import to_micros
from bkpsdm_desktop.protocol.judging import link_of
from bkpsdm_desktop.protocol.messages import (
    OLDEST,
    PROTOCOL,
    Challenge,
    ChallengeWish,
    Denied,
    Enrol,
    Enrolled,
    Hello,
    Kind,
    Op,
    Page,
    Pull,
    Push,
    Pushed,
    Reason,
    Refused,
    Reincarnate,
    Signed,
    Welcome,
)
from bkpsdm_desktop.protocol.wire import NO_CHAIN, encode, pack, unpack
from bkpsdm_desktop.store.central_migrate import migrate_central
from bkpsdm_desktop.store.engine import open_engine, sqlite_url
from bkpsdm_desktop.store.migrate import settle_sqlite
from tests.helpers import database

ADDRESS = "https://pusat.contoh"
OFFICE = "TGS"
NOW = datetime(2026, 11, 24, 2, 41, tzinfo=UTC)

R = TypeVar("R")


@contextmanager
def central_database(dialect: str, folder: Path) -> Iterator[str]:
    """The URL of a migrated central database of a dialect."""
    if dialect == "sqlite":
        path = folder / "pusat.db"
        shutil.copy(_sqlite_template(), path)
        yield sqlite_url(path)
        return
    with database._postgresql_copy(_postgresql_template()) as url:
        yield url


@cache
def _sqlite_template() -> Path:
    path = Path(tempfile.mkdtemp(prefix="bkpsdm-pusat-")) / "pusat.db"
    migrate_central(sqlite_url(path))
    settle_sqlite(path, None)
    return path


@cache
def _postgresql_template() -> str:
    name = f"pusat_{uuid4().hex}"
    database._administer(f"CREATE DATABASE {name} TEMPLATE template0")
    migrate_central(database.url_of(name))
    return name


class CentralUnderTest:
    """The application with one office, ``TGS``, and a clock that tests move."""

    def __init__(self, url: str) -> None:
        self.now = NOW
        self.url = url
        self._runner = asyncio.Runner()
        app = create_app(Settings(database=url, audience=ADDRESS, clock=lambda: self.now))
        self.server: Server = app.state.server
        transport = httpx.ASGITransport(app=app)
        self._client = httpx.AsyncClient(transport=transport, base_url=ADDRESS)
        self.run(offices.add_office, self.now, OFFICE, "Kantor Tegal Sari")

    def run(self, fn: Callable[..., R], *arguments: Any) -> R:
        """A function of the server in a transaction."""
        return self.server.work.run(fn, *arguments)

    def later(self, **by: float) -> None:
        """Time passes."""
        self.now += timedelta(**by)

    def ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        """One request, as it is."""
        return self._runner.run(self._client.request(method, path, **how))

    def post(self, path: str, message: object, token: str = "") -> httpx.Response:
        """A packed message to a path."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.ask("POST", path, content=pack(message), headers=headers)

    def enrolled(self, epoch: bytes = b"") -> "StationUnderTest":
        """A station that has enrolled with a new code, and said hello."""
        station = StationUnderTest(self)
        station.enrol(self.run(offices.make_code, self.now, OFFICE), epoch)
        station.hello()
        return station

    def close(self) -> None:
        """End what was opened."""
        self._runner.run(self._client.aclose())
        self._runner.close()
        self.server.close()


@contextmanager
def central_office(dialect: str, folder: Path) -> Iterator[CentralUnderTest]:
    """A central office on a database of its own."""
    with central_database(dialect, folder) as url:
        central = CentralUnderTest(url)
        try:
            yield central
        finally:
            central.close()


@dataclass
class StationUnderTest:
    """A station's side, as small as it can be: a key, an epoch, the log that it sealed."""

    central: CentralUnderTest
    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    epoch: bytes = b""
    token: str = ""
    log: list[Op] = field(default_factory=list)

    @property
    def key(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def word(self) -> bytes:
        """A fresh one-time word."""
        return answer(self.central.post("/v1/challenge", ChallengeWish(key=self.key)), Challenge).word

    def signed(self, message: object) -> Signed:
        """A message with this station's signature."""
        body = msgspec.msgpack.encode(message)
        return Signed(body=body, signature=self.private.sign(body))

    def try_enrol(self, code: str, epoch: bytes = b"") -> httpx.Response:
        wish = Enrol(
            key=self.key, word=self.word(), audience=ADDRESS, code=code, epoch=epoch, station="Loket 1"
        )
        return self.central.post("/v1/enrol", self.signed(wish))

    def enrol(self, code: str, epoch: bytes = b"") -> Enrolled:
        enrolled = answer(self.try_enrol(code, epoch), Enrolled)
        self.epoch = enrolled.epoch
        return enrolled

    def greeting(self, **changes: Any) -> Hello:
        """The hello that is true, or not."""
        true: dict[str, Any] = {
            "key": self.key, "word": changes.pop("word", None) or self.word(), "audience": ADDRESS,
            "epoch": self.epoch, "oldest": OLDEST, "newest": PROTOCOL, "schema": 2, "head": len(self.log),
            "known": 0, "chain": NO_CHAIN, "cursors": {}, "program": "0.1.0",
            "clock": to_micros(self.central.now),
        }  # fmt: skip
        if "known" in changes:
            true["chain"] = self.chain(changes["known"])
        return Hello(**(true | changes))

    def try_hello(self, **changes: Any) -> httpx.Response:
        return self.central.post("/v1/hello", self.signed(self.greeting(**changes)))

    def hello(self, **changes: Any) -> Welcome:
        welcome = answer(self.try_hello(**changes), Welcome)
        self.token = welcome.token
        return welcome

    def try_reincarnate(self, reason: Reason) -> httpx.Response:
        wish = Reincarnate(key=self.key, word=self.word(), audience=ADDRESS, epoch=self.epoch, reason=reason)
        return self.central.post("/v1/reincarnate", self.signed(wish))

    def chain(self, seq: int) -> bytes:
        """The chain of the own log at a number."""
        link = NO_CHAIN
        for number, op in enumerate(self.log[:seq], 1):
            link = link_of(link, number, op)
        return link

    def try_push(self, first: int, ops: Sequence[Op] | None = None, **changes: Any) -> httpx.Response:
        """A batch from ``first`` on; by default all of the log from there."""
        true: dict[str, Any] = {
            "epoch": self.epoch, "first": first, "before": self.chain(first - 1),
            "ops": list(self.log[first - 1 :] if ops is None else ops),
        }  # fmt: skip
        return self.central.post("/v1/push", Push(**(true | changes)), self.token)

    def push(self, first: int, ops: Sequence[Op] | None = None) -> Pushed:
        return answer(self.try_push(first, ops), Pushed)

    def pull(self, scope: str, after: int = 0, limit: int = 1000) -> Page:
        wish = Pull(scope=scope, after=after, limit=limit, schema=2)
        return answer(self.central.post("/v1/pull", wish, self.token), Page)


def answer(response: httpx.Response, kind: type[R]) -> R:
    """The message in an answer that is one."""
    assert response.status_code == 200, (response.status_code, response.content[:200])
    message: R = unpack(response.content, kind)
    return message


def refusal(response: httpx.Response) -> Refused:
    """Why a push changed nothing."""
    assert response.status_code == 409, response.status_code
    message: Refused = unpack(response.content, Refused)
    return message


def denial(response: httpx.Response) -> str:
    """Why central does not listen."""
    assert response.status_code == 401, response.status_code
    message: Denied = unpack(response.content, Denied)
    return message.why.value


def row_id(number: int) -> bytes:
    """The id of a made-up row."""
    return number.to_bytes(16, "big")


def event(number: int, *, schema: int = 2, **fields: Any) -> Op:
    """A ticket event, a row that never changes."""
    row: Mapping[str, Any] = {"id": row_id(number), "act": "call", "at": NOW, **fields}
    return Op("ticket_event", row_id(number), Kind.PUT, 1, schema, encode(row))


def counter(number: int, version: int = 1, *, room: str = "A") -> Op:
    """A counter, a row that changes."""
    row = {"id": row_id(number), "number": number, "room": room, "active": True}
    return Op("counter", row_id(number), Kind.PUT, version, 2, encode(row))


def gone(op: Op, version: int) -> Op:
    """The deletion of a row."""
    return Op(op.entity, op.id, Kind.DELETE, version, op.schema, b"")


def open_again(url: str) -> Any:
    """An engine of a test's own."""
    return open_engine(url)
