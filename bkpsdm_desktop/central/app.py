"""The HTTP side of the protocol. Bodies are packed messages; every answer is not to be stored anywhere.

What a request means is in the other modules; here are only sizes, statuses and threads. The database is
asked in worker threads, as many as its pool has connections.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bkpsdm_desktop.central import identity, pulling, pushing
from bkpsdm_desktop.central.identity import Busy, Denied, Speaker, note
from bkpsdm_desktop.central.settings import Settings
from bkpsdm_desktop.domain.errors import DatabaseUnavailable
from bkpsdm_desktop.protocol.messages import (
    ChallengeWish,
    Denial,
    Enrol,
    Hello,
    MarkWish,
    Pull,
    Push,
    Refused,
    Reincarnate,
    Signed,
    Standing,
    SumWish,
)
from bkpsdm_desktop.protocol.messages import Denied as DeniedAnswer
from bkpsdm_desktop.protocol.wire import BadWire, pack, unpack
from bkpsdm_desktop.store.central_migrate import open_central
from bkpsdm_desktop.store.work import Work

MOST_BODY = 1024 * 1024
"""Packed; an office sends at most 256 KiB."""
MOST_OPS = 1000
_SMALL_BODY = 64 * 1024
_CONNECTIONS = 4
_RETRY_SECONDS = "5"

R = TypeVar("R")


class TooLarge(Exception):
    """A body or batch beyond the limit: the office sends less at once."""


class NoStore:
    """Puts on every answer that nobody keeps it and that it is what it says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"cache-control", b"no-store"),
                    (b"x-content-type-options", b"nosniff"),
                ]
            await send(message)

        await self._app(scope, receive, sending if scope["type"] == "http" else send)


class Server:
    """What the routes share: the database, the clock, the address that is signed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.work = Work(open_central(settings.database))
        self._threads: anyio.CapacityLimiter | None = None

    def close(self) -> None:
        """End the connections."""
        self.work.close()

    async def in_thread(self, fn: Callable[[], R]) -> R:
        """Run what asks the database. SQLite has one writer, and an office server here tries things out."""
        if self._threads is None:
            one = self.work.engine.dialect.name == "sqlite"
            self._threads = anyio.CapacityLimiter(1 if one else _CONNECTIONS)
        return await anyio.to_thread.run_sync(fn, limiter=self._threads)

    def challenge(self, body: bytes) -> Response:
        wish = unpack(body, ChallengeWish)
        return packed(self.work.run(identity.challenge, self.settings.clock(), wish.key))

    def enrol(self, body: bytes) -> Response:
        wish = self._opened(body, Enrol)
        return packed(self.work.run(identity.enrol, self.settings.clock(), wish))

    def reincarnate(self, body: bytes) -> Response:
        wish = self._opened(body, Reincarnate)
        return packed(self.work.run(identity.reincarnate, self.settings.clock(), wish))

    def hello(self, body: bytes) -> Response:
        said = self._opened(body, Hello)
        welcome = self.work.run(identity.hello, self.settings.clock(), said)
        return packed(welcome, 426 if welcome.standing is Standing.UPGRADE else 200)

    def push(self, token: str, body: bytes) -> Response:
        who = self._speaker(token)
        batch = unpack(body, Push)
        if len(batch.ops) > MOST_OPS:
            raise TooLarge
        answer = self.work.run(pushing.push, self.settings.clock(), who, batch)
        return packed(answer, 409 if isinstance(answer, Refused) else 200)

    def pull(self, token: str, body: bytes) -> Response:
        who = self._speaker(token)
        return packed(self.work.read(pulling.pull, who, unpack(body, Pull)))

    def digest(self, token: str, body: bytes) -> Response:
        who = self._speaker(token)
        return packed(self.work.read(pulling.sums, who, unpack(body, SumWish)))

    def marks(self, token: str, body: bytes) -> Response:
        who = self._speaker(token)
        return packed(self.work.read(pulling.marks, who, unpack(body, MarkWish)))

    def denied(self, denial: Denied) -> None:
        """Write down a denial that a person should know of."""
        if denial.office_id is not None:
            now = self.settings.clock()
            self.work.run(note, now, denial.office_id, denial.why.value, {})

    def _speaker(self, token: str) -> Speaker:
        return self.work.read(identity.speaker, self.settings.clock(), token)

    def _opened(self, body: bytes, kind: type[identity.M]) -> identity.M:
        message = identity.opened(unpack(body, Signed), kind, self.settings.audience)
        if not self.work.run(identity.take_word, self.settings.clock(), message.key, message.word):
            raise Denied(Denial.UNKNOWN)
        return message


def packed(message: object, status: int = 200) -> Response:
    """A message as an answer."""
    return Response(pack(message), status, media_type="application/octet-stream")


def create_app(settings: Settings) -> FastAPI:
    """The server. Raises ``Refused`` when its database is not there or not of our schema."""
    server = Server(settings)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        yield
        server.close()

    app = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None, lifespan=life, middleware=[Middleware(NoStore)]
    )
    app.state.server = server
    for name in ("challenge", "enrol", "reincarnate", "hello"):
        app.add_api_route(f"/v1/{name}", _spoken(server, getattr(server, name)), methods=["POST"])
    for name in ("push", "pull", "digest", "marks"):
        app.add_api_route(f"/v1/{name}", _with_token(server, getattr(server, name)), methods=["POST"])
    _say_what_went_wrong(app, server)
    return app


def from_environment() -> FastAPI:
    """The server of a worker process."""
    return create_app(Settings.read())


Handler = Callable[[Request], Awaitable[Response]]


def _spoken(server: Server, act: Callable[[bytes], Response]) -> Handler:
    async def answer(request: Request) -> Response:
        body = await _body(request, _SMALL_BODY)
        return await server.in_thread(partial(act, body))

    return answer


def _with_token(server: Server, act: Callable[[str, bytes], Response]) -> Handler:
    async def answer(request: Request) -> Response:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Denied(Denial.TOKEN)
        body = await _body(request, MOST_BODY)
        return await server.in_thread(partial(act, token, body))

    return answer


async def _body(request: Request, most: int) -> bytes:
    """The body, never more than ``most`` bytes of it in memory. Raises :class:`TooLarge`."""
    said = request.headers.get("content-length", "")
    if said.isascii() and said.isdigit() and int(said[:20]) > most:
        raise TooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise TooLarge
    return bytes(body)


def _say_what_went_wrong(app: FastAPI, server: Server) -> None:
    async def denied(_request: Request, error: Any) -> Response:
        await server.in_thread(partial(server.denied, error))
        return packed(DeniedAnswer(error.why), 401)

    async def routed(_request: Request, error: Any) -> Response:
        return _plain(error.status_code, error.headers)

    app.add_exception_handler(Denied, denied)
    app.add_exception_handler(HTTPException, routed)
    app.add_exception_handler(BadWire, _always(400))
    app.add_exception_handler(TooLarge, _always(413))
    for kind in (DatabaseUnavailable, Busy):
        app.add_exception_handler(kind, _always(503, {"Retry-After": _RETRY_SECONDS}))
    app.add_exception_handler(Exception, _always(500, {"Cache-Control": "no-store"}))


def _always(
    status: int, headers: dict[str, str] | None = None
) -> Callable[[Request, Any], Awaitable[Response]]:
    async def answer(_request: Request, _error: Any) -> Response:
        return _plain(status, headers)

    return answer


def _plain(status: int, headers: Any = None) -> Response:
    return Response(f"{status}\n", status, headers=headers, media_type="text/plain")
