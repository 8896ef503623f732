"""The staff list, and who is signed in."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from msgspec import Struct

from desktop.domain.actor import NOBODY, Actor
from desktop.domain.staff.person import Person, Role, StaffProblem, problem_of
from desktop.domain.staff.pin import delay_after, hashed, is_pin, matches
from desktop.services.orders.notebook import NotKeptError
from desktop.services.runtime import Runtime
from desktop.storage.errors import WriteFailedError
from desktop.storage.staff.staff_store import StaffStore

Kept = TypeVar("Kept")

IDLE_CHOICES: Final = (0, 1, 2, 5, 10, 30)
"""Minutes without a key or a click after which the window locks; 0 for never."""
_IDLE_RULE = "idle_minutes"
_DIGITS_RULE = "pin_digits"


class WrongPin(Struct, frozen=True):
    """Nobody has this PIN. `wait` is the number of seconds before the next one is looked at."""

    wait: float = 0.0


class TooSoon(Struct, frozen=True):
    """The PIN was not looked at: so many seconds are left after the wrong ones."""

    wait: float


class Staff:
    """Until an owner is entered nobody signs in, and everything is open to everybody. From then on a desk begins
    locked.

    `load` before any other use. Everything is announced as a change of `duty`. Writes raise NotKeptError.
    """

    def __init__(self, runtime: Runtime, store: StaffStore, secret: str = "") -> None:
        """`secret` is the account's app secret, which proves the owner who lost the PIN; "" for none."""
        self._duty = runtime.duty
        self._changed = runtime.changes.duty
        self._clock = runtime.clock
        self._in_thread = runtime.in_thread
        self._store = store
        self._secret = secret
        self._one_at_a_time = asyncio.Lock()
        self._everybody: list[Person] = []
        self._named = NOBODY
        self._digits: dict[str, int] = {}
        self.idle_minutes = 0
        """Minutes without a key or a click after which the window locks; 0 for never."""
        self.signed_in: Person | None = None

    @property
    def is_set_up(self) -> bool:
        """Whether there is a staff list."""
        return any(one.active for one in self._everybody)

    @property
    def pin_digits(self) -> int:
        """The number of digits that every PIN has, so that Enter is not needed; 0 if they have different ones."""
        lengths = {self._digits.get(str(one.id), 0) for one in self._everybody if one.active}
        return lengths.pop() if len(lengths) == 1 else 0

    @property
    def everybody(self) -> list[Person]:
        """All people, active ones and others, in the order in which they were entered."""
        return list(self._everybody)

    @property
    def may_change(self) -> bool:
        """Whether who is here may change the list: the owner, or anybody who begins one."""
        return not self.is_set_up or (self.signed_in is not None and self.signed_in.role is Role.OWNER)

    async def load(self) -> None:
        """Read the list; where there is one, the desk is locked."""
        self._everybody = await self._store.everybody()
        kept = await self._store.rule(_IDLE_RULE)
        self.idle_minutes = int(kept) if kept is not None and kept.isdigit() else 0
        self._digits = _digits_of(await self._store.rule(_DIGITS_RULE))
        self._take(None)

    def name(self, text: str) -> None:
        """The name on duty where there is no staff list."""
        self._named = Actor(name=text)
        self._take(self.signed_in)

    async def sign_in(self, pin: str) -> Person | WrongPin | TooSoon:
        """Let the person with this PIN go on. Wrong ones make the next one wait longer and longer, across restarts."""
        async with self._one_at_a_time:
            if left := await self._delay_left():
                return TooSoon(left)
            person = await self._with_pin(pin)
            counted = await _kept(self._store.note_pin(self._clock.now(), right=person is not None))
        if person is None:
            return WrongPin(delay_after(counted.in_a_row))
        self._take(person)
        return person

    def lock(self) -> None:
        """Nobody is at the counter until the next PIN; nothing happens without a staff list."""
        if self.is_set_up:
            self._take(None)

    async def keep(self, wanted: Person, pin: str = "") -> Person | StaffProblem:
        """Add a person (`id` 0) or change one; `pin` "" keeps the present one. Who begins the list is signed in.

        Raises PermissionError unless `may_change`.
        """
        if not self.may_change:
            raise PermissionError("only an owner changes the staff list")
        async with self._one_at_a_time:
            if problem := problem_of(wanted, pin, self._everybody):
                return problem
            holder = await self._with_pin(pin) if pin else None
            if holder is not None and holder.id != wanted.id:
                return StaffProblem.TAKEN_PIN
            begins = not self.is_set_up
            kept = await self._keep(wanted, pin)
            self._everybody = await self._store.everybody()
        if begins:
            self._take(kept)
        else:
            still = next((one for one in self._everybody if self._is_here(one)), None)
            self._take(still)
        return kept

    async def keep_idle_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a key or a click; 0 for never. Raises PermissionError like `keep`."""
        if not self.may_change:
            raise PermissionError("only an owner changes it")
        await _kept(self._store.keep_rule(_IDLE_RULE, str(minutes)))
        self.idle_minutes = minutes
        self._changed.announce(None)

    @property
    def can_prove_owner(self) -> bool:
        """Whether an owner who lost the PIN can prove it is them."""
        return bool(self._secret)

    async def replace_lost_pin(self, secret: str, pin: str) -> Person | WrongPin | TooSoon | StaffProblem:
        """Give the first owner another PIN, who proves to be one by the account's app secret, and sign them in. A wrong
        secret counts like a wrong PIN.
        """
        if not is_pin(pin):
            return StaffProblem.BAD_PIN
        async with self._one_at_a_time:
            if left := await self._delay_left():
                return TooSoon(left)
            proven = bool(self._secret) and hmac.compare_digest(secret.encode(), self._secret.encode())
            counted = await _kept(self._store.note_pin(self._clock.now(), right=proven))
            if not proven:
                return WrongPin(delay_after(counted.in_a_row))
            owner = next(one for one in self._everybody if one.active and one.role is Role.OWNER)
            holder = await self._with_pin(pin)
            if holder is not None and holder.id != owner.id:
                return StaffProblem.TAKEN_PIN
            await self._keep(owner, pin)
        self._take(owner)
        return owner

    async def _delay_left(self) -> float:
        """Seconds until the next PIN is looked at. A clock that was set back neither shortens them nor adds to them."""
        wrong, now = await self._store.wrong_pins(), self._clock.now()
        delay = delay_after(wrong.in_a_row)
        if delay and wrong.last_at > now:
            await _kept(self._store.begin_delay(now))
            return delay
        return max(0.0, delay - (now - wrong.last_at))

    def _is_here(self, person: Person) -> bool:
        return self.signed_in is not None and person.active and person.id == self.signed_in.id

    async def _with_pin(self, pin: str) -> Person | None:
        """The active person with this PIN. All hashes are compared, so that the time tells nothing."""
        pins = await self._store.pins() if is_pin(pin) else {}
        found = await asyncio.gather(*(self._in_thread(_comparing(pin, stored)) for stored in pins.values()))
        holders = {key for key, fits in zip(pins, found, strict=True) if fits}
        return next((one for one in self._everybody if one.active and one.id in holders), None)

    async def _keep(self, person: Person, pin: str) -> Person:
        if not pin:
            return await _kept(self._store.keep(person))
        kept = await _kept(self._store.keep(person, await self._in_thread(lambda: hashed(pin))))
        self._digits[str(kept.id)] = len(pin)
        await _kept(self._store.keep_rule(_DIGITS_RULE, json.dumps(self._digits)))
        return kept

    def _take(self, person: Person | None) -> None:
        self.signed_in = person
        self._duty.locked = person is None and self.is_set_up
        if self.is_set_up:
            self._duty.actor = NOBODY if person is None else person.actor
        else:
            self._duty.actor = self._named
        self._changed.announce(None)


def _digits_of(kept: str | None) -> dict[str, int]:
    """The number of digits of each person's PIN; empty if the text is not ours, so that Enter is needed."""
    try:
        said = json.loads(kept or "{}")
    except ValueError:
        return {}
    return {key: value for key, value in said.items() if type(value) is int} if isinstance(said, dict) else {}


async def _kept(writing: Awaitable[Kept]) -> Kept:
    try:
        return await writing
    except WriteFailedError as failed:
        raise NotKeptError(str(failed)) from failed


def _comparing(pin: str, stored: str) -> Callable[[], bool]:
    """The comparison for a thread. An argument would be in the log of the event loop."""
    return lambda: matches(pin, stored)
