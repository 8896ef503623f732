"""The platform's status numbers, and where an order stands for the clerk."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Status(IntEnum):
    """PROTOCOL.md, "Status". Any other number is kept as it came and is not final."""

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
    """Where an order stands, in the clerk's words (desktop/README.md, "Words"); what lists filter and colour by."""

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
    """The platform's support says that it failed and that the money does not come back."""


OPEN = frozenset(
    {
        Standing.NEW,
        Standing.SENDING,
        Standing.UNKNOWN,
        Standing.CHECKING,
        Standing.RUNNING,
        Standing.TIMED_OUT,
        Standing.CANCELLING,
        Standing.FAILED,  # the refund is still owed, and 3 can go back to 1 or 2
    }
)
"""The outcome is not decided: the order is asked about and its number is locked for new orders."""

DOUBTFUL = frozenset({Standing.UNKNOWN, Standing.CHECKING})
"""Nobody knows yet whether the platform has taken the order."""

ARRIVED = frozenset({Standing.SUCCESS, Standing.PARTIAL})
"""The customer got it, or some of it."""

WATCHED = ARRIVED | {Standing.CLOSED, Standing.REJECTED}
"""Ended, but 返销 can still come, or an order that was refused or given up can turn up: looked at again, seldom."""

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
"""The customer did not get it, as far as is known; what totals count as failed."""

CASH_OWED = DID_NOT_ARRIVE - {Standing.FAILED}
"""The customer's cash is to be given back; with FAILED not yet, the result may still change."""

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
"""Ended otherwise than the customer was promised: it stays in sight until the clerk has acknowledged it."""

RETURNS_CASH = frozenset({Standing.REFUNDED, Standing.CANCELLED, Standing.REJECTED, Standing.LOST})
"""Of those, the ones whose customer is to get the cash back, and nothing else is to be done."""

GIVES_BACK = frozenset({Standing.REFUNDED, Standing.CANCELLED, Standing.REVERSED, Standing.PARTIAL})
"""The platform owes the shop its money back, all of it or a part."""

CANCELLABLE = frozenset({Standing.RUNNING, Standing.TIMED_OUT})
"""The platform may be asked to cancel; whether it does is its own decision."""

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
"""An answer that is older than the end known already ("recharging" after "success") must not undo it. Anything else
that the platform says is taken, also one end after another."""
_KNOWN = {int(status) for status in Status}


def standing_of(status: int) -> Standing:
    """The standing of an order that the platform has taken and reports with this number."""
    return _STANDING_OF.get(Status(status), Standing.RUNNING) if status in _KNOWN else Standing.RUNNING


def may_follow(old: int | None, new: int) -> bool:
    """Whether a newly reported number replaces the one known so far."""
    return old is None or new not in STALE_AFTER.get(old, frozenset())
