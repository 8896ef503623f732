"""How long it takes until a success is known whose push is answered 40 s late.

By hand: `python -m tests.simulation.stalled`.
"""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import Standing, Status
from desktop.services.orders.hanging import HangingPushes
from desktop.services.orders.ordering import Draft
from desktop.wiring.desk import RunningDesk
from tests.simulation import platform, wire
from tests.simulation.many import quiet
from tests.simulation.world import World

_LOOKS_S = 0.5
_PATIENCE_S = 300.0


@contextmanager
def _stalls_always() -> Iterator[None]:
    before = platform.STORIES, wire.STALLS_S
    platform.STORIES, wire.STALLS_S = [[Status.SUCCESS]], (40.0, 40.0, 40.0)
    try:
        yield
    finally:
        platform.STORIES, wire.STALLS_S = before


@contextmanager
def _nothing_asked_while_it_hangs() -> Iterator[None]:
    """The program without its questions while a push hangs."""

    async def idle(_self: HangingPushes, _order: Order, _answered: asyncio.Event) -> None:
        return None

    watch = HangingPushes.watch
    HangingPushes.watch = idle  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        HangingPushes.watch = watch  # type: ignore[method-assign]


def seconds_until_success(seed: int) -> float:
    """From the confirmation until the order is stored as a success; the platform has it at once."""
    world = World(seed)
    world.faults.stall = 1.0
    began = ended = 0.0

    async def place(parts: RunningDesk) -> None:
        nonlocal began
        draft = await parts.desk.orders.ordering.prepare(Request("13800138000", 10000, 10000, Speed.FAST))
        assert isinstance(draft, Draft)
        began = world.real
        await parts.desk.orders.ordering.place(draft)

    def look() -> None:
        nonlocal ended
        assert world.life is not None
        if list(world.standings().values()) == [Standing.SUCCESS]:
            ended = world.real
            world.life.over.set()
        elif world.real > _PATIENCE_S:
            world.life.over.set()
        else:
            world.at(_LOOKS_S, look)

    world.on_boot = lambda parts: parts.desk.runtime.tasks.command("clerk", place(parts))
    world.at(_LOOKS_S, look)
    try:
        with _stalls_always():
            world.live()
    finally:
        world.tidy()
    return (ended or float("inf")) - began


def measured(seeds: range, *, asks: bool) -> list[float]:
    """`seconds_until_success` of these seeds, with or without questions while the push hangs."""
    with nullcontext() if asks else _nothing_asked_while_it_hangs():
        return [seconds_until_success(seed) for seed in seeds]


def main() -> None:
    """Print the quartiles, before and after."""
    quiet()
    for name, asks in (("asked only after the push", False), ("asked while it hangs", True)):
        low, middle, high = statistics.quantiles(measured(range(40), asks=asks), n=4)
        print(f"{name}: {low:.1f} {middle:.1f} {high:.1f} s")  # noqa: T201


if __name__ == "__main__":
    main()
