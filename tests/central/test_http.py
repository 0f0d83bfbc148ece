"""What a stranger sees of the server: nothing that is not the protocol, and nothing is stored."""

import pytest

from bkpsdm_desktop.central.app import MOST_BODY, MOST_OPS
from bkpsdm_desktop.protocol.messages import ChallengeWish, Push
from bkpsdm_desktop.protocol.wire import pack
from tests.helpers.central import CentralUnderTest, event


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/docs", 404),
        ("GET", "/openapi.json", 404),
        ("GET", "/v1/push", 405),
        ("TRACE", "/v1/hello", 405),
        ("PUT", "/v1/hello", 405),
        ("POST", "/v1/nothing", 404),
        ("POST", "/v1/hello", 400),
        ("POST", "/v1/push", 401),
    ],
)
def test_what_is_not_the_protocol_gets_a_bare_status(
    central: CentralUnderTest, method: str, path: str, status: int
) -> None:
    response = central.ask(method, path)
    assert response.status_code == status
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    if status != 401:
        assert response.text == f"{status}\n"


def test_fault_e18_what_is_too_large_or_no_message_is_refused_and_others_go_on(
    central: CentralUnderTest,
) -> None:
    station = central.enrolled()
    many = Push(epoch=station.epoch, first=1, before=b"\0" * 16, ops=[event(1)] * (MOST_OPS + 1))
    assert central.post("/v1/push", many, station.token).status_code == 413
    headers = {"Authorization": f"Bearer {station.token}"}
    big = bytes(MOST_BODY + 1)
    assert central.ask("POST", "/v1/push", content=big, headers=headers).status_code == 413
    assert central.ask("POST", "/v1/challenge", content=big).status_code == 413
    for junk in (b"", b"<html>", pack([1, 2]), pack({"epoch": "x"}), pack(many)[:-1], b"\x91" * 5000):
        assert central.ask("POST", "/v1/push", content=junk, headers=headers).status_code == 400, junk[:20]
    bomb = pack(bytes(9 * 1024 * 1024))
    assert len(bomb) < 2000
    assert central.ask("POST", "/v1/push", content=bomb, headers=headers).status_code == 400
    station.log = [event(1)]
    assert station.push(1).acked == 1


def test_a_challenge_needs_a_key(central: CentralUnderTest) -> None:
    for key in (b"", b"x" * 31, b"x" * 33):
        assert central.post("/v1/challenge", ChallengeWish(key=key)).status_code == 400
