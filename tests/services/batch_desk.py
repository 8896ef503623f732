"""Lists in a running desk, for the tests of batches."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from desktop.domain.batch.batch import Batch, BatchState
from desktop.domain.batch.verdict import Terms
from desktop.domain.orders.offer import at_face
from desktop.domain.orders.outcome import Balance
from desktop.services.batch.open_list import OpenList
from desktop.services.clock import SystemClock
from desktop.wiring.desk import RunningDesk
from tests.conftest import running, until
from tests.fakes import FakeGateway

TERMS = Terms(at_face(50, 100, 200))


def mobiles(count: int, begin: int = 0) -> list[str]:
    """So many different numbers."""
    return [f"138{number:08d}" for number in range(begin, begin + count)]


def lines(numbers: Sequence[str], yuan: int = 50) -> str:
    """A list as somebody sends it."""
    return "\n".join(f"{number} {yuan}" for number in numbers)


@asynccontextmanager
async def batch_desk(folder: Path, gateway: FakeGateway) -> AsyncIterator[RunningDesk]:
    """A running desk with prices and a balance."""
    gateway.balance_outcome = Balance(100_000_000)
    async with running(folder, gateway, SystemClock()) as parts:
        parts.desk.batch.terms = TERMS
        await parts.desk.books.balance.read()
        yield parts


async def staged(parts: RunningDesk, text: str, name: str = "工地A") -> OpenList:
    """A list that was pasted."""
    batch = parts.desk.batch
    return await batch.stage(await batch.read_text(text, "pasted"), name)


async def sent(parts: RunningDesk, text: str, name: str = "工地A") -> Batch:
    """A list that was pasted and confirmed."""
    return await parts.desk.batch.confirm(await staged(parts, text, name), "")


async def state_of(parts: RunningDesk, batch: Batch) -> Batch:
    """The list as it is stored."""
    opened = await parts.desk.batch.open(batch.id)
    assert opened is not None
    return opened.batch


async def comes_to(parts: RunningDesk, batch: Batch, *states: BatchState) -> Batch:
    """The list, once it has one of these states."""
    seen = [await state_of(parts, batch)]
    changed = [True]
    parts.desk.runtime.changes.batches.subscribe(lambda _number: changed.append(True))
    while seen[-1].state not in states:
        await until(lambda: changed)
        changed.clear()
        seen.append(await state_of(parts, batch))
    return seen[-1]
