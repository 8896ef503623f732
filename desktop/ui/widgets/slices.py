"""Work for the GUI thread that is too long for one turn of the event loop."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Iterable
from time import perf_counter

_SLICE_S = 0.004
_PAUSE_S = 0.004


async def in_slices(steps: Iterable[object]) -> None:
    """Go through the steps: a step is done by asking for it. Once they have used up a slice, the event loop has its
    turns.
    """
    begun = perf_counter()
    for _step in steps:
        if perf_counter() - begun > _SLICE_S:
            await asyncio.sleep(_PAUSE_S)
            begun = perf_counter()


async def import_in_slices(names: Iterable[str]) -> None:
    """Import modules on the GUI thread, each in a step of its own.

    Modules that name classes of Qt are not imported on a worker thread: PySide6 makes such a class when it is first
    named, and does not expect another thread to do the same meanwhile.
    """
    await in_slices(map(importlib.import_module, names))
