"""An order as it stands, and what that means."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple

from desktop.domain.mobile import Operator, operator_of
from desktop.domain.orders.status import OPEN, WANTS_WORD, WATCHED, Standing, standing_of

NOT_FOUND_COUNTS_AFTER_S = 31 * 60.0
"""A request can arrive half an hour late, and an answer about it can lag: "not found" says nothing before this age."""
NOT_FOUNDS_NEEDED = 3
"""So many must there be before a clerk may send an unknown order again or close it (decisions/0005)."""
REFUSAL_COUNTS_AFTER_S = 300.0
"""The platform has read a refused order already, so only the lag of its answers has to be waited for: not before 5
minutes (PROTOCOL.md, "What is not known"; decisions/0006)."""
REFUSAL_CONFIRMATIONS = 2
"""Some platforms answer an error for an order they took: so many times must they also not find it."""
PATIENCE_S = 72 * 3600.0
"""Nothing takes longer than this (PROTOCOL.md, "How long results take"); then it is a human's turn."""


class Speed(IntEnum):
    """`recharge_type` on the wire."""

    SLOW = 0
    FAST = 1


class State(StrEnum):
    """How far an order got on our side; what the platform makes of it is `Order.status`.

    CHECKING is a refusal that was not confirmed by query yet; CLOSED was given up by the clerk, SETTLED is what the
    platform's support told a clerk (`Order.verdict`).
    """

    NEW = "new"
    SENDING = "sending"
    UNKNOWN = "unknown"
    CHECKING = "checking"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOT_SENT = "not_sent"
    CLOSED = "closed"
    SETTLED = "settled"


class Verdict(StrEnum):
    """How an order ended in the words of the platform's support."""

    ARRIVED = "arrived"
    REFUNDED = "refunded"
    """It failed, and the shop has its money back."""
    LOST = "lost"
    """It failed, and the shop's money does not come back."""


class Order(NamedTuple):
    """The fold of one order's events. Amounts in fen, times in unix seconds."""

    order_no: str
    store_id: str
    mobile: str
    face: int
    price: int
    speed: Speed
    placed_at: float
    state: State = State.NEW
    sent_at: float | None = None
    ended_at: float | None = None
    status: int | None = None
    order_number: str = ""
    cost: int | None = None
    arrived: int | None = None
    words: str = ""
    declined: str = ""
    """What the platform said instead of a report when it was last asked; "" after a report."""
    cancels: int = 0
    """Times that the platform was asked to cancel."""
    not_found: int = 0
    """Times that query did not know a doubtful order, late enough and with a control, since it was last sent."""
    sends: int = 0
    """Times that it was claimed for sending; more than one only by the clerk's own decision."""
    note: str = ""
    cash_returned_at: float | None = None
    """When the clerk ticked that the customer has the cash back."""
    cash_back: int = 0
    """How much of it (fen)."""
    acknowledged_at: float | None = None
    """When the clerk took note of this end; None again where the order stands differently afterwards."""
    prints: int = 0
    """Times that a receipt was printed."""
    contradiction: str = ""
    """The trait, and what an answer about another order said of it: ``mobile 13900139000``; "" after another answer."""
    verdict: str = ""
    """What the platform's support said; see `Verdict`."""
    credited: int = 0
    """Fen of the refund that readings of the balance have borne out."""
    acknowledged_as: str = ""
    """The standing that the clerk had taken note of before an older database was put back."""
    carried_to: str = ""
    """The `mobile.Operator` that a carried number belonged to when it was placed, as the platform told; "" for none."""

    @property
    def standing(self) -> Standing:
        """Where the order stands for the clerk."""
        if self.state is State.SETTLED:
            return _SAID[Verdict(self.verdict)]
        if self.state is not State.ACCEPTED:
            return Standing(self.state.value)
        return Standing.RUNNING if self.status is None else standing_of(self.status)

    @property
    def operator(self) -> Operator | None:
        """Who serves the number, as far as is known: the one that it was carried to, or its segment's."""
        return Operator(self.carried_to) if self.carried_to else operator_of(self.mobile)

    @property
    def is_open(self) -> bool:
        """Whether the outcome is still undecided."""
        return self.standing in OPEN

    @property
    def awaits_word(self) -> bool:
        """Whether it ended badly and the clerk has not seen to that since: acknowledged it, or given the cash back."""
        if self.standing not in WANTS_WORD or self.acknowledged_at is not None:
            return False
        return self.cash_returned_at is None or self.cash_returned_at < (self.ended_at or 0.0)

    @property
    def may_be_settled(self) -> bool:
        """Whether it is certain, as far as can be, that nobody took an unknown order."""
        return self.state is State.UNKNOWN and self.not_found >= NOT_FOUNDS_NEEDED

    def may_be_sent_again(self, now: float) -> bool:
        """Whether the clerk may send it again; not after 72 hours, when a platform may have forgotten what it took, and
        not for a customer who has the cash back.
        """
        return self.may_be_settled and not self.overdue(now) and not self.cash_back

    def may_be_closed(self, now: float) -> bool:
        """Whether the clerk may close it; after 72 hours on less evidence, but never on none."""
        return self.may_be_settled or (self.state is State.UNKNOWN and self.not_found > 0 and self.overdue(now))

    def may_be_settled_by_word(self, now: float) -> bool:
        """Whether a clerk may write down what the platform's support says of it: it should have ended long ago."""
        return self.overdue(now) and self.state not in (State.NEW, State.SENDING)

    @property
    def is_taken(self) -> bool:
        """Whether the platform has it, by its own word or its support's."""
        return self.state in (State.ACCEPTED, State.SETTLED)

    @property
    def is_watched(self) -> bool:
        """Whether it has ended, and is still asked about for a while: another end can follow."""
        return self.standing in WATCHED or self.state is State.SETTLED

    def not_found_counts(self, age: float) -> bool:
        """Whether "not found" says anything about the order so many seconds after it was sent."""
        counts_after = _NOT_FOUND_COUNTS_AFTER.get(self.state)
        return counts_after is not None and age >= counts_after

    def overdue(self, now: float) -> bool:
        """Open for longer than anything takes: a human's turn."""
        return self.is_open and self.sent_at is not None and now - self.sent_at >= PATIENCE_S

    @property
    def promised_by(self) -> float | None:
        """When it should have arrived at the latest (PROTOCOL.md, "How long results take"); None if never sent."""
        return None if self.sent_at is None else self.sent_at + _TAKES_AT_MOST[self.speed]


_SAID = {
    Verdict.ARRIVED: Standing.SUCCESS,
    Verdict.REFUNDED: Standing.REFUNDED,
    Verdict.LOST: Standing.LOST,
}
_NOT_FOUND_COUNTS_AFTER = {State.UNKNOWN: NOT_FOUND_COUNTS_AFTER_S, State.CHECKING: REFUSAL_COUNTS_AFTER_S}
_TAKES_AT_MOST = {Speed.FAST: 30 * 60.0, Speed.SLOW: 72 * 3600.0}
