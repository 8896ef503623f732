"""What the log has of calls: nothing that lets anybody else order."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.gateway.signing import sign
from desktop.system import log
from tests.gateway.test_client import ACCOUNT, ORDER, gateway_to
from tests.hostile_answers import UNUSABLE
from tests.platform_server import platform_server, says


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    """The program's own log, in a file."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    log.begin(tmp_path / "topup-desk.log")
    logging.getLogger("desktop").warning("opened")
    yield tmp_path / "topup-desk.log"
    for handler in root.handlers:
        handler.close()
    root.handlers[:], root.level = before[0], before[1]


async def test_nothing_of_a_call_comes_into_the_log(logged: Path) -> None:
    async with platform_server() as server, gateway_to(server.url) as gateway:
        for server.default in (says({"code": "0000", "data": {"order_number": "W1"}}), *UNUSABLE.values()):
            await asyncio.gather(gateway.push(ORDER), gateway.query(ORDER))
        signatures = [request.query["sign"] for request in server.received]
    written = logged.read_text("utf-8")
    assert "opened" in written
    assert len(signatures) > 20
    assert signatures[0] == sign(server.received[0].form, ACCOUNT.app_secret)
    for secret in (*signatures, ACCOUNT.app_secret, ORDER.mobile, "timestamp=", "pushOrder"):
        assert secret not in written
