"""Looks at PINs: one at a time, with a delay that grows after wrong ones and outlives a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from msgspec import Struct

from desktop.domain.staff.person import Person
from desktop.domain.staff.pin import delay_after, is_pin, matches, remembered
from desktop.services.orders.notebook import NotKeptError
from desktop.services.runtime import Runtime
from desktop.storage.errors import WriteFailedError
from desktop.storage.staff.staff_store import StaffStore

Kept = TypeVar("Kept")
Proven = TypeVar("Proven")


class WrongPin(Struct, frozen=True):
    """Nobody has this PIN. `wait` is the number of seconds before the next one is looked at."""

    wait: float = 0.0


class TooSoon(Struct, frozen=True):
    """The PIN was not looked at: so many seconds are left after the wrong ones."""

    wait: float


class PinCheck:
    """One per desk. Raises NotKeptError if a wrong PIN cannot be counted."""

    def __init__(self, runtime: Runtime, store: StaffStore) -> None:
        self._clock = runtime.clock
        self._in_thread = runtime.in_thread
        self._store = store
        self._one_at_a_time = asyncio.Lock()

    async def person(self, pin: str, people: Iterable[Person]) -> Person | WrongPin | TooSoon:
        """The active person with this PIN."""
        return await self.proven(lambda: self.holder(pin, people))

    async def proven(self, proof: Callable[[], Awaitable[Proven | None]]) -> Proven | WrongPin | TooSoon:
        """The result of a proof that is tried like a PIN; None counts as a wrong one."""
        async with self._one_at_a_time:
            if left := await self._delay_left():
                return TooSoon(left)
            found = await proof()
            return WrongPin(await self._counted()) if found is None else found

    async def taken(self, pin: str, but_of: int, people: Iterable[Person]) -> WrongPin | TooSoon | None:
        """Whether somebody else than this number has the PIN; that counts as a wrong one."""
        async with self._one_at_a_time:
            if left := await self._delay_left():
                return TooSoon(left)
            holder = await self.holder(pin, people)
            return None if holder is None or holder.id == but_of else WrongPin(await self._counted())

    async def holder(self, pin: str, people: Iterable[Person]) -> Person | None:
        """The active person with this PIN. All hashes are compared, so that the time tells nothing."""
        pins = await self._store.pins() if is_pin(pin) else {}
        found = await asyncio.gather(*(self._in_thread(_comparing(pin, stored)) for stored in pins.values()))
        holders = {key for key, fits in zip(pins, found, strict=True) if fits}
        return next((one for one in people if one.active and one.id in holders), None)

    async def _counted(self) -> float:
        """Count a wrong one; the seconds to wait after it."""
        wrong, now = await self._store.wrong_pins(), self._clock.now()
        count = remembered(wrong.counted, now - wrong.last_at) + 1
        await kept(self._store.note_wrong_pin(count, now))
        return delay_after(count)

    async def _delay_left(self) -> float:
        """Seconds until the next PIN is looked at. A clock that was set back neither shortens them nor adds to them."""
        wrong, now = await self._store.wrong_pins(), self._clock.now()
        delay = delay_after(wrong.counted)
        if delay and wrong.last_at > now:
            await kept(self._store.begin_delay(now))
            return delay
        return max(0.0, delay - (now - wrong.last_at))


async def kept(writing: Awaitable[Kept]) -> Kept:
    """The result of a write to the staff list. Raises NotKeptError if it fails."""
    try:
        return await writing
    except WriteFailedError as failed:
        raise NotKeptError(str(failed)) from failed


def _comparing(pin: str, stored: str) -> Callable[[], bool]:
    """The comparison for a thread. An argument would be in the log of the event loop."""
    return lambda: matches(pin, stored)
