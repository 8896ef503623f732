"""Shifts: the drawer taken over, cash put in and taken out, counted and handed over."""

from __future__ import annotations

from collections.abc import Awaitable

from desktop.domain.books.shift import CashEntered, DrawerCounted, Shift, ShiftClosed, ShiftOpened, ShiftProblem
from desktop.domain.orders.events import signed
from desktop.domain.plain_text import one_line
from desktop.domain.right import Right
from desktop.services.runtime import Runtime
from desktop.storage.books.shifts import ShiftStore
from desktop.storage.errors import WriteFailedError

LONGEST_NOTE = 200
"""Characters of a reason."""


class NotDrawnError(Exception):
    """The write failed; nothing was recorded. The text is SQLite's."""


class Shifts:
    """Nobody must use them: without a shift nothing here is recorded. Writes raise NotDrawnError and ForbiddenError,
    and are announced as a change of the drawer.
    """

    def __init__(self, runtime: Runtime, store: ShiftStore) -> None:
        self._changed = runtime.changes.drawer
        self._clock = runtime.clock
        self._duty = runtime.duty
        self._store = store

    async def all(self) -> list[Shift]:
        """The shifts, newest first; only one's own for somebody who may not see all of them."""
        found = await self._store.all()
        if self._duty.may(Right.SEE_ALL_SHIFTS):
            return found
        return [one for one in found if one.opened.by_id == self._duty.actor.id]

    async def open_one(self) -> Shift | None:
        """The open shift, whoever has it; None if there is none."""
        found = await self._store.all()
        return found[0] if found and found[0].closed is None else None

    async def left_in_drawer(self) -> int:
        """Fen that were counted at the last hand-over; 0 before the first one."""
        found = await self._store.all()
        closed = found[0].closed if found else None
        return 0 if closed is None else closed.counted

    async def open(self, change: int) -> Shift | ShiftProblem:
        """Take the drawer over with this change in it (fen)."""
        by = self._duty.require(Right.ORDER)
        return await self._written(self._store.open(signed(ShiftOpened(self._clock.now(), change), by)))

    async def enter_cash(self, amount: int, reason: str) -> Shift | ShiftProblem:
        """Put cash in, or take it out (negative fen), for a reason."""
        by = self._duty.require(Right.MOVE_CASH)
        event = CashEntered(self._clock.now(), amount, one_line(reason, LONGEST_NOTE))
        return await self._written(self._store.enter(signed(event, by)))

    async def count(self, counted: int) -> Shift | ShiftProblem:
        """Record a count (fen). Only the answer tells what is expected."""
        by = self._duty.require(Right.ORDER)
        return await self._written(self._store.count(signed(DrawerCounted(self._clock.now(), counted, 0), by)))

    async def close(self, shown: Shift, note: str) -> Shift | ShiftProblem:
        """Hand the drawer over with the last count of `shown`; a difference needs a reason."""
        by, last, note = self._duty.require(Right.ORDER), shown.counts[-1], one_line(note, LONGEST_NOTE)
        if last.counted != shown.expected and not note:
            return ShiftProblem.NO_REASON
        event = signed(ShiftClosed(self._clock.now(), last.counted, note), by)
        return await self._written(self._store.close(event, shown.expected))

    async def _written(self, writing: Awaitable[Shift | ShiftProblem]) -> Shift | ShiftProblem:
        try:
            answer = await writing
        except WriteFailedError as failed:
            raise NotDrawnError(str(failed)) from failed
        self._changed.announce(None)
        return answer
