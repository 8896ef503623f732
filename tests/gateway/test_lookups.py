"""Name look-ups that hang take no thread from other work, and fail in time like a resolver that says no."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest
from PySide6.QtWidgets import QApplication

from desktop.gateway import lookups
from desktop.gateway.lookups import LookUps
from desktop.program.loop import Loop

ADDRESS = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 9))]


@pytest.fixture
def hanging() -> Iterator[threading.Event]:
    """Set at the end, so that no thread stays."""
    event = threading.Event()
    yield event
    event.set()


async def test_what_is_found_and_what_is_not() -> None:
    assert await LookUps(lambda *_args, **_kinds: ADDRESS).addresses("platform.example", 443, family=0) == ADDRESS

    def no(*_args: Any) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    with pytest.raises(socket.gaierror, match="no such name"):
        await LookUps(no).addresses("platform.example", 443)


async def test_hanging_ones_leave_the_pool_alone_and_end_in_time(hanging: threading.Event) -> None:
    began: list[int] = []

    def hangs(*_args: Any) -> list[Any]:
        began.append(1)
        hanging.wait()
        return ADDRESS

    look_ups = LookUps(hangs, patience=0.05)
    tried = [asyncio.ensure_future(look_ups.addresses("platform.example", 443)) for _ in range(40)]
    assert await asyncio.to_thread(lambda: "export, backup, keyring") == "export, backup, keyring"
    results = await asyncio.gather(*tried, return_exceptions=True)
    assert all(isinstance(one, socket.gaierror) for one in results)
    assert len(began) == lookups.AT_ONCE
    with pytest.raises(socket.gaierror):
        await look_ups.addresses("platform.example", 443)
    hanging.set()
    async with asyncio.timeout(5):
        while True:
            with suppress(socket.gaierror):
                assert await look_ups.addresses("platform.example", 443) == ADDRESS
                return


async def test_a_caller_that_goes_leaves_nothing(hanging: threading.Event) -> None:
    task = asyncio.ensure_future(LookUps(lambda *_args: [hanging.wait()]).addresses("platform.example", 443))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_the_programs_loop_looks_up_outside_its_pool(qapp: QApplication) -> None:
    """httpx asks the loop; the pool is not even made."""
    asked: list[str] = []

    def resolve(host: str, *_args: Any, **_kinds: Any) -> list[Any]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    loop = Loop(qapp, LookUps(resolve))

    async def ask() -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            with pytest.raises(httpx.ConnectError):
                await client.get("http://platform.example/")

    try:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(ask())
        assert [host if isinstance(host, str) else host.decode() for host in asked] == ["platform.example"]
        assert loop._QEventLoop__default_executor is None
    finally:
        loop.close()
        asyncio.set_event_loop(None)
