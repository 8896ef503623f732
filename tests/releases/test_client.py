"""The real client against a real server on this computer."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from desktop.domain.upkeep.release import Flaw, Flawed, Signed
from desktop.gateway.wire import LARGEST, Timeouts
from desktop.releases.client import ReleaseClient
from desktop.releases.publisher import Publisher
from tests.conftest import until
from tests.platform_server import Answer, PlatformServer, drips, hangs, platform_server, says, sends
from tests.releases.signing import PUBLIC, answer_of

SHORT = Timeouts(connect=5.0, read=0.3, total=0.6)


@asynccontextmanager
async def place(
    *answers: Answer, timeouts: Timeouts | None = None, proxy: str = ""
) -> AsyncIterator[tuple[PlatformServer, ReleaseClient]]:
    async with platform_server() as server:
        server.answers = list(answers)
        publisher = Publisher(f"{server.url}release.json", PUBLIC)
        yield server, ReleaseClient(publisher, proxy, timeouts or Timeouts(5, 5, 10))


def redirect(to: str, status: str = "302 Found") -> Answer:
    return says(b"", status, f"Location: {to}\r\n")


def good(version: str = "1.2.0") -> Answer:
    return says(answer_of(version).encode())


async def test_one_request_that_tells_nothing() -> None:
    async with place(good()) as (server, client):
        found = await client.latest("")
        assert isinstance(found, Signed)
        assert found.release.name == "1.2.0"
        (request,) = server.received
        assert (request.path, request.query, request.form) == ("/release.json", {}, {})
        assert request.headers == {
            "host": server.url.split("/")[2],
            "accept": "application/json",
            "accept-encoding": "identity",
            "connection": "keep-alive",
            "user-agent": "topup-desk",
        }


async def test_another_address_is_asked_where_one_is_given() -> None:
    async with place(good("2.0.0")) as (server, client):
        assert isinstance(await client.latest(f"{server.url}other.json"), Signed)
        assert [request.path for request in server.received] == ["/other.json"]


@pytest.mark.parametrize(
    ("answer", "flaw"),
    [
        (says(answer_of("1.2.0").encode(), "404 Not Found"), Flaw.UNREACHABLE),
        (says(answer_of("1.2.0").encode(), "500 Oh No"), Flaw.UNREACHABLE),
        (says(b"", "302 Found"), Flaw.UNREACHABLE),
        (sends(b""), Flaw.UNREACHABLE),
        (sends(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{", then_reset=True), Flaw.UNREACHABLE),
        (sends(b"SSH-2.0-x\r\n"), Flaw.UNREACHABLE),
        (says(b"<html>Please log in</html>"), Flaw.NOT_SIGNED),
        (says(b""), Flaw.NOT_SIGNED),
        (says(json.dumps({"release": "{}", "signature": ""}).encode()), Flaw.NOT_SIGNED),
        (says("李".encode("gbk")), Flaw.NOT_SIGNED),
        (says(answer_of("1.2.0").encode() + b" " * LARGEST), Flaw.UNREADABLE),
    ],
)
async def test_any_other_answer_has_its_flaw(answer: Answer, flaw: Flaw) -> None:
    async with place(answer) as (_server, client):
        found = await client.latest("")
        assert isinstance(found, Flawed)
        assert found.flaw is flaw


async def test_an_answer_of_just_the_largest_size_is_read() -> None:
    body = answer_of("1.2.0").encode()
    async with place(says(body + b" " * (LARGEST - len(body)))) as (_server, client):
        assert isinstance(await client.latest(""), Signed)


@pytest.mark.parametrize("answer", [hangs(), drips(0.01)], ids=["hangs", "drips"])
async def test_its_patience_is_short(answer: Answer) -> None:
    async with place(answer, timeouts=SHORT) as (_server, client):
        found = await client.latest("")
        assert isinstance(found, Flawed)
        assert found.flaw is Flaw.UNREACHABLE


async def test_nobody_there() -> None:
    async with platform_server() as server:
        address = server.url
    found = await ReleaseClient(Publisher(address, PUBLIC)).latest("")
    assert isinstance(found, Flawed)
    assert found.flaw is Flaw.UNREACHABLE


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent"])
async def test_it_goes_where_it_is_sent_on_this_computer(status: str) -> None:
    async with place(redirect("/elsewhere.json", status), good()) as (server, client):
        assert isinstance(await client.latest(""), Signed)
        assert [request.path for request in server.received] == ["/release.json", "/elsewhere.json"]


@pytest.mark.parametrize(
    "there", ["http://shop.example/", "ftp://127.0.0.1/", "file:///etc/passwd", "//shop.example/", "http://["]
)
async def test_it_is_never_sent_to_plain_http(there: str) -> None:
    async with place(redirect(there)) as (server, client):
        found = await client.latest("")
        assert isinstance(found, Flawed)
        assert found.flaw is Flaw.UNREACHABLE
        assert "ConnectError" not in found.detail  # the harness lets nobody go there; it was not even tried
        assert len(server.received) == 1


async def test_it_does_not_go_in_circles() -> None:
    async with place() as (server, client):
        server.default = redirect("/release.json")
        found = await client.latest("")
        assert isinstance(found, Flawed)
        assert found.flaw is Flaw.UNREACHABLE
        assert len(server.received) == 6


async def test_it_goes_through_the_proxy() -> None:
    async with platform_server() as proxy:
        proxy.answers = [good()]
        client = ReleaseClient(Publisher("http://localhost:9/release.json", PUBLIC), proxy.url)
        assert isinstance(await client.latest(""), Signed)
        assert proxy.received[0].headers["host"] == "localhost:9"


async def test_a_proxy_of_the_environment_is_none_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    async with place(good()) as (_server, client):
        assert isinstance(await client.latest(""), Signed)


async def test_a_proxy_that_cannot_be_used_is_no_more_than_no_answer() -> None:
    found = await ReleaseClient(Publisher("http://localhost:9/", PUBLIC), "socks9://x").latest("")
    assert isinstance(found, Flawed)
    assert found.flaw is Flaw.UNREACHABLE


async def test_it_can_be_given_up() -> None:
    async with place(hangs()) as (server, client):
        task = asyncio.ensure_future(client.latest(""))
        await until(lambda: server.received)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


def test_the_start_imports_none_of_it() -> None:
    script = (
        "import sys\n"
        "import desktop.program.loop, desktop.program.program\n"
        "seen = [name for name in sys.modules if name.split('.')[0] == 'nacl' or name.startswith('desktop.releases')]\n"
        "assert seen == [], seen\n"
        "assert 'desktop.domain.upkeep.release' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
