"""The platform's status numbers, and the order status that the clerk sees."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Status(IntEnum):
    """PROTOCOL.md, "Status". Any other number is kept unchanged and is not final."""

    UNPAID = 0
    RECHARGING = 1
    SUCCESS = 2
    FAILED = 3
    REFUNDED = 4
    TIMED_OUT = 5
    WAITING = 6
    MATCHED = 7
    KEPT = 8
    CANCELLED = 9
    REVERSED = 10
    PARTIAL = 11
    CANCELLING = 12


class Standing(StrEnum):
    """The order status in the clerk's words (desktop/README.md, "Words"); lists filter and colour by it."""

    NEW = "new"
    SENDING = "sending"
    UNKNOWN = "unknown"
    CHECKING = "checking"
    RUNNING = "running"
    TIMED_OUT = "timed_out"
    CANCELLING = "cancelling"
    FAILED = "failed"
    SUCCESS = "success"
    PARTIAL = "partial"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    REVERSED = "reversed"
    REJECTED = "rejected"
    NOT_SENT = "not_sent"
    CLOSED = "closed"
    LOST = "lost"
    """The platform's support says that it failed and that the money will not be refunded."""


OPEN = frozenset(
    {
        Standing.NEW,
        Standing.SENDING,
        Standing.UNKNOWN,
        Standing.CHECKING,
        Standing.RUNNING,
        Standing.TIMED_OUT,
        Standing.CANCELLING,
        Standing.FAILED,  # the refund is still pending, and 3 can go back to 1 or 2
    }
)
"""The outcome is undecided: the order is queried, and its number is locked for new orders."""

DOUBTFUL = frozenset({Standing.UNKNOWN, Standing.CHECKING})
"""It is not known yet whether the platform has taken the order."""

ARRIVED = frozenset({Standing.SUCCESS, Standing.PARTIAL})
"""The customer received it, fully or partly."""

WATCHED = ARRIVED | {Standing.CLOSED, Standing.REJECTED}
"""Ended, but still queried at long intervals: a reversal (返销) can follow, or a refused or closed order can turn up.
"""

DID_NOT_ARRIVE = frozenset(
    {
        Standing.FAILED,
        Standing.REFUNDED,
        Standing.CANCELLED,
        Standing.REVERSED,
        Standing.REJECTED,
        Standing.NOT_SENT,
        Standing.CLOSED,
        Standing.LOST,
    }
)
"""The customer did not receive it, as far as known; totals count these as failed."""

CASH_OWED = DID_NOT_ARRIVE - {Standing.FAILED}
"""The customer's cash must be returned. FAILED is excluded: its result may still change."""

WANTS_WORD = frozenset(
    {
        Standing.REFUNDED,
        Standing.CANCELLED,
        Standing.REVERSED,
        Standing.REJECTED,
        Standing.NOT_SENT,
        Standing.PARTIAL,
        Standing.LOST,
    }
)
"""Ended other than promised to the customer: shown until the clerk has acknowledged it."""

TRIED_AGAIN_AFTER = frozenset({Standing.NOT_SENT, Standing.REJECTED, Standing.REFUNDED})
"""The clerk may try it again with a new order, to which the customer's cash then belongs."""

RETURNS_CASH = frozenset({Standing.REFUNDED, Standing.CANCELLED, Standing.REJECTED, Standing.LOST})
"""Those of WANTS_WORD for which the only thing left to do is to return the customer's cash."""

GIVES_BACK = frozenset({Standing.REFUNDED, Standing.CANCELLED, Standing.REVERSED, Standing.PARTIAL})
"""The platform owes the shop a refund, full or partial."""

CANCELLABLE = frozenset({Standing.RUNNING, Standing.TIMED_OUT})
"""A cancel may be requested; the platform decides."""

_STANDING_OF = {
    Status.SUCCESS: Standing.SUCCESS,
    Status.FAILED: Standing.FAILED,
    Status.REFUNDED: Standing.REFUNDED,
    Status.TIMED_OUT: Standing.TIMED_OUT,
    Status.CANCELLED: Standing.CANCELLED,
    Status.REVERSED: Standing.REVERSED,
    Status.PARTIAL: Standing.PARTIAL,
    Status.CANCELLING: Standing.CANCELLING,
}
_IN_PROGRESS = frozenset(
    {
        Status.UNPAID,
        Status.RECHARGING,
        Status.TIMED_OUT,
        Status.WAITING,
        Status.MATCHED,
        Status.KEPT,
        Status.CANCELLING,
    }
)
STALE_AFTER: dict[int, frozenset[int]] = {
    Status.SUCCESS: _IN_PROGRESS,
    Status.PARTIAL: _IN_PROGRESS - {Status.RECHARGING},
    Status.REFUNDED: _IN_PROGRESS | {Status.FAILED},
    Status.CANCELLED: _IN_PROGRESS | {Status.FAILED},
    Status.REVERSED: _IN_PROGRESS | {Status.FAILED},
}
"""A stale answer ("recharging" after "success") must not undo a known end. Any other report of the platform is
accepted, including one end after another."""
_STANDING_OF_NUMBER = {int(status): _STANDING_OF.get(status, Standing.RUNNING) for status in Status}


def standing_of(status: int) -> Standing:
    """The order status for a status number that the platform reports for an order it has taken."""
    return _STANDING_OF_NUMBER.get(status, Standing.RUNNING)


def may_follow(old: int | None, new: int) -> bool:
    """Whether a newly reported status number replaces the known one."""
    return old is None or new not in STALE_AFTER.get(old, frozenset())
