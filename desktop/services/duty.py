"""The person at the counter, whose name every act carries, and what they may do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct

from desktop.domain.actor import NOBODY, Actor
from desktop.domain.right import ForbiddenError, Right

EVERY_RIGHT = frozenset(Right)


class Permit(Struct):
    """Somebody with these rights allows one act to who is at the counter."""

    by: Actor
    rights: frozenset[Right]
    used: bool = False


_PERMIT: ContextVar[Permit | None] = ContextVar("permit", default=None)


class Duty:
    """One per running desk. Without a staff list everything is open, and the name is that of the settings; with one, it
    is whoever signed in, and nobody while the window is locked.
    """

    def __init__(self) -> None:
        self.actor: Actor = NOBODY
        self.rights = EVERY_RIGHT
        self.locked = False
        self.large_face: int | None = None
        """The face value (fen) above which an order needs LARGE_ORDER; None for no such value."""

    def may(self, *rights: Right) -> bool:
        """Whether who is at the counter has these rights."""
        return not self.locked and self.rights.issuperset(rights)

    @property
    def sees_profit(self) -> bool:
        """Whether who is at the counter may see costs and profit."""
        return self.may(Right.SEE_PROFIT)

    @property
    def sees_balance(self) -> bool:
        """Whether who is at the counter may see the balance with the platform."""
        return self.may(Right.SEE_BALANCE)

    def require(self, *rights: Right) -> Actor:
        """The one who signs an act that needs these rights. A permit is good for one act. Raises ForbiddenError."""
        if self.may(*rights):
            return self.actor
        missing, permit = frozenset(rights) - self.rights, _PERMIT.get()
        if self.locked or permit is None or permit.used or not permit.rights.issuperset(missing):
            raise ForbiddenError(missing)
        permit.used = True
        return self.actor._replace(allowed_by=permit.by.name, allowed_by_id=permit.by.id)


@contextmanager
def permitted(permit: Permit) -> Iterator[None]:
    """Within this block, and only in its task, the permit counts."""
    token = _PERMIT.set(permit)
    try:
        yield
    finally:
        _PERMIT.reset(token)
