"""Answers second starts of the program while a desk is being opened and used."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.ui.widgets.slices import import_in_slices

if TYPE_CHECKING:
    from desktop.program.first_window import FirstWindow
    from desktop.program.single_instance import SingleInstance

_OPENS_WITHIN_S = 1.0
"""A desk that takes longer to open (a migration, a slow disk) does not leave second starts without an answer."""
_FIRST_ANSWERS_S = 0.05
"""The orders on screen are read before anything else starts."""


class OtherStarts:
    """Begins soon after `desk_is_open`, and after a second in any case: what it imports would delay the desk."""

    def __init__(self, first: FirstWindow) -> None:
        self._first = first
        self._instance: SingleInstance | None = None
        self._open = asyncio.Event()
        self._answering = asyncio.ensure_future(self._answer())

    def desk_is_open(self) -> None:
        """Begin now."""
        self._open.set()

    def close(self) -> None:
        """Answer no more."""
        self._answering.cancel()
        if self._instance is not None:
            self._instance.close()

    async def _answer(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_OPENS_WITHIN_S):
                await self._open.wait()
        await asyncio.sleep(_FIRST_ANSWERS_S)
        await import_in_slices(("PySide6.QtNetwork", "desktop.program.single_instance"))
        from desktop.program.single_instance import SingleInstance

        self._instance = SingleInstance(self._first.folder)
        self._instance.rung.connect(self._first.come_forward)
