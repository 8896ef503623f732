"""Limits and blocked numbers: which rights an order needs, and what the clerk is told before it."""

from __future__ import annotations

from collections.abc import Awaitable

from desktop.domain.actor import Actor
from desktop.domain.audit import AuditEntry, AuditKind, plain
from desktop.domain.orders.caution import LOOK_BACK_S, Caution, cautions
from desktop.domain.orders.limits import LONGEST_REASON, BlockedNumber, Limits, begin_of_day, is_over
from desktop.domain.orders.request import Request
from desktop.domain.plain_text import one_line
from desktop.domain.right import Right
from desktop.services.orders.notebook import NotKeptError
from desktop.services.runtime import Runtime
from desktop.storage.errors import WriteFailedError
from desktop.storage.orders.limit_store import LimitStore

_SAID_AGAIN_AFTER_S = 1800.0


class Limiting:
    """`load` before any other use. Writes raise NotKeptError and ForbiddenError, and are in the audit log. A shop
    without staff has every right: its limits only warn.
    """

    def __init__(self, runtime: Runtime, store: LimitStore) -> None:
        self._clock = runtime.clock
        self._duty = runtime.duty
        self._audited = runtime.changes.audited
        self._store = store
        self._blocked: dict[str, BlockedNumber] = {}
        self._said: dict[Caution, float] = {}
        self.limits = Limits()

    async def load(self) -> None:
        """Read limits and blocked numbers."""
        self.limits = await self._store.limits()
        self._blocked = {one.mobile: one for one in await self._store.blocked()}

    @property
    def blocked(self) -> list[BlockedNumber]:
        """All blocked numbers, also those whose time is over, the newest first."""
        return sorted(self._blocked.values(), key=lambda one: -one.at)

    def block_on(self, mobile: str) -> BlockedNumber | None:
        """The block that is in force on a number; None if it is free."""
        found = self._blocked.get(mobile)
        return found if found is not None and found.is_in_force(self._clock.now()) else None

    async def rights_for(self, request: Request, person: int | None = None) -> list[Right]:
        """The rights that an order needs; of this person in the staff list, None for who is at the counter."""
        large = self._duty.large_face
        rights = [Right.ORDER]
        if large is not None and request.face > large:
            rights.append(Right.LARGE_ORDER)
        if self.block_on(request.mobile) is not None or await self._is_over(request, person):
            rights.append(Right.OVER_LIMIT)
        return rights

    async def cautions(self, request: Request) -> list[Caution]:
        """The thoughts for the clerk; each is said once in half an hour."""
        now = self._clock.now()
        found = cautions(await self._store.recent(now - LOOK_BACK_S), request, now)
        fresh = [one for one in found if now - self._said.get(one, -_SAID_AGAIN_AFTER_S) >= _SAID_AGAIN_AFTER_S]
        self._said.update(dict.fromkeys(fresh, now))
        return fresh

    async def keep_limits(self, limits: Limits) -> None:
        """Set the limits."""
        by = self._duty.require(Right.PRICES)
        await _kept(self._store.keep_limits(limits))
        self._audit(by, **{name: "" if fen is None else fen for name, fen in limits._asdict().items()})
        self.limits = limits

    async def block(self, mobile: str, reason: str, until: float | None) -> None:
        """Let a number get nothing without permission, until then (unix seconds) or for ever."""
        by = self._duty.require(Right.PRICES)
        number = BlockedNumber(mobile, one_line(reason, LONGEST_REASON), until, by.name, self._clock.now())
        await _kept(self._store.block(number))
        self._audit(by, blocked=mobile, reason=number.reason, until="" if until is None else until)
        self._blocked[mobile] = number

    async def unblock(self, mobile: str) -> None:
        """Let a number be topped up again."""
        by = self._duty.require(Right.PRICES)
        await _kept(self._store.unblock(mobile))
        self._audit(by, unblocked=mobile)
        self._blocked.pop(mobile, None)

    async def _is_over(self, request: Request, person: int | None) -> bool:
        if self.limits == Limits():
            return False
        midnight = begin_of_day(self._clock.now())
        person = self._duty.actor.id if person is None else person
        spent = await self._store.spent(request.mobile, person, midnight)
        return is_over(self.limits, spent, request.face)

    def _audit(self, by: Actor, **detail: object) -> None:
        self._audited.announce(AuditEntry(self._clock.now(), AuditKind.LIMIT, by, plain(detail)))


async def _kept(writing: Awaitable[None]) -> None:
    try:
        await writing
    except WriteFailedError as failed:
        raise NotKeptError(str(failed)) from failed
