"""An order's state, and the rules that follow from it."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple

from desktop.domain.mobile import Operator, operator_of
from desktop.domain.orders.status import CASH_OWED, OPEN, TRIED_AGAIN_AFTER, WANTS_WORD, WATCHED, Standing, standing_of

NOT_FOUND_COUNTS_AFTER_S = 31 * 60.0
"""A request can arrive half an hour late, and query answers can lag: before this age, "not found" says nothing."""
NOT_FOUNDS_NEEDED = 3
"""The number of "not found" answers before a clerk may resend or close an unknown order (decisions/0005)."""
REFUSAL_COUNTS_AFTER_S = 300.0
"""The platform has already read a refused order, so only the lag of its answers has to pass: not before 5 minutes
(PROTOCOL.md, "What is not known"; decisions/0006)."""
REFUSAL_CONFIRMATIONS = 2
"""Some platforms answer a push that they took with an error: this many "not found" answers must confirm a refusal."""
PATIENCE_S = 72 * 3600.0
"""Nothing takes longer than this (PROTOCOL.md, "How long results take"); then a person has to act."""


class Speed(IntEnum):
    """`recharge_type` on the wire."""

    SLOW = 0
    FAST = 1


class State(StrEnum):
    """The progress of an order on our side; the platform's own status is `Order.status`.

    CHECKING is a refusal that queries have not confirmed yet; CLOSED was given up by the clerk; SETTLED ended by the
    word of the platform's support (`Order.verdict`).
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
    """The end of an order according to the platform's support."""

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
    """The platform's words when its last answer was not a report; "" after a report."""
    cancels: int = 0
    """Number of cancel requests to the platform."""
    not_found: int = 0
    """Number of "not found" answers for a doubtful order since the last send, each late enough and with a control
    query."""
    sends: int = 0
    """Number of claims for sending; more than one only by the clerk's decision."""
    note: str = ""
    cash_returned_at: float | None = None
    """The time when the clerk ticked that the customer has the cash back."""
    cash_back: int = 0
    """Fen of the cash that do not belong to the order any more: returned to the customer, or moved (`cash_moved`)."""
    acknowledged_at: float | None = None
    """The time when the clerk acknowledged this end; None again once the order status changes."""
    prints: int = 0
    """Number of receipts printed."""
    contradiction: str = ""
    """The trait and its value in an answer about another order: ``mobile 13900139000``; "" after the next answer."""
    verdict: str = ""
    """The word of the platform's support; see `Verdict`."""
    credited: int = 0
    """Fen of the refund that readings of the balance have confirmed."""
    acknowledged_as: str = ""
    """The order status that the clerk had acknowledged before an older database was restored."""
    carried_to: str = ""
    """The `mobile.Operator` of a ported number when the order was placed, as the platform reported it; "" for none."""
    instead_of: str = ""
    """The number of the order that this one tries again; "" for none."""
    paid_before: int = 0
    """Fen that the customer had paid for that order: they count towards the price."""
    retried_as: str = ""
    """The number of the order that tries this one again; "" for none."""
    cash_moved: int = 0
    """Fen of `cash_back` that changed no hands: they belong to another order of the chain (`trying_again`), or were on
    credit and never paid, because they did not arrive.
    """
    placed_by: str = ""
    """The person who placed it, by the name of that time; "" if nobody was named."""
    placed_by_id: int = 0
    """That person's number in the staff list; 0 for none."""
    paid_with: str = ""
    """The way in which the customer pays for it (`payment`); "" if it was not recorded."""
    payer: str = ""
    """The customer who owes the money for an order on credit: a name or a note."""
    returned_with: str = ""
    """The way in which money went back to the customer; "" for the same as `paid_with`."""
    settled: int | None = None
    """Fen with which the debt for it was settled; None if it was never on credit, or still is."""

    @property
    def standing(self) -> Standing:
        """The order status that the clerk sees."""
        if self.state is State.SETTLED:
            return _SAID[Verdict(self.verdict)]
        if self.state is not State.ACCEPTED:
            return _STANDING_OF_STATE[self.state]
        return Standing.RUNNING if self.status is None else standing_of(self.status)

    @property
    def operator(self) -> Operator | None:
        """The operator that serves the number, as far as known: the one it was ported to, or its segment's."""
        return Operator(self.carried_to) if self.carried_to else operator_of(self.mobile)

    @property
    def is_open(self) -> bool:
        """Whether the outcome is still undecided."""
        return self.standing in OPEN

    @property
    def awaits_word(self) -> bool:
        """Whether it ended badly and the clerk has since neither acknowledged it nor returned the cash; or whether it
        arrived although it was tried again, or although its cash belongs to an earlier order that arrived, too.
        """
        if self.acknowledged_at is not None or self.is_replaced:
            return False
        if self.standing not in WANTS_WORD:
            return self.standing is Standing.SUCCESS and (bool(self.retried_as) or self.cash_moved > 0)
        return self.cash_returned_at is None or self.cash_returned_at < (self.ended_at or 0.0)

    @property
    def is_replaced(self) -> bool:
        """Whether it was tried again, its cash belongs to that order, and it still has not arrived."""
        return bool(self.retried_as) and self.cash_back >= self.price and self.standing in TRIED_AGAIN_AFTER

    @property
    def is_taken_after_all(self) -> bool:
        """Whether it was tried again and the platform has it all the same: it may still arrive, or it has arrived."""
        return bool(self.retried_as) and self.is_taken and self.standing not in CASH_OWED

    @property
    def may_be_tried_again(self) -> bool:
        """Whether a new order may take its place and its cash: it ended without a trace, once, and all of the cash is
        still the customer's.
        """
        ended = self.standing in TRIED_AGAIN_AFTER and self.awaits_word
        return ended and not self.retried_as and not self.cash_back

    @property
    def may_be_settled(self) -> bool:
        """Whether it is as certain as possible that the platform did not take an unknown order."""
        return self.state is State.UNKNOWN and self.not_found >= NOT_FOUNDS_NEEDED

    def may_be_sent_again(self, now: float) -> bool:
        """Whether the clerk may resend it; not after 72 hours, when a platform may have forgotten an order it took, and
        not if the customer has the cash back or it was tried again.
        """
        has_cash = not self.cash_back and not self.retried_as
        return self.may_be_settled and not self.overdue(now) and has_cash

    def may_be_closed(self, now: float) -> bool:
        """Whether the clerk may close it; after 72 hours on less evidence, but never on none."""
        return self.may_be_settled or (self.state is State.UNKNOWN and self.not_found > 0 and self.overdue(now))

    def may_be_settled_by_word(self, now: float) -> bool:
        """Whether a clerk may record the verdict of the platform's support: the order is long overdue."""
        return self.overdue(now) and self.state not in (State.NEW, State.SENDING)

    @property
    def is_taken(self) -> bool:
        """Whether the platform has the order, by its own answer or its support's word."""
        return self.state in (State.ACCEPTED, State.SETTLED)

    @property
    def is_watched(self) -> bool:
        """Whether it has ended and is still queried for a while: another end can follow."""
        return self.standing in WATCHED or self.state is State.SETTLED

    def not_found_counts(self, age: float) -> bool:
        """Whether "not found" counts for the order at this age (seconds since it was sent)."""
        counts_after = _NOT_FOUND_COUNTS_AFTER.get(self.state)
        return counts_after is not None and age >= counts_after

    def overdue(self, now: float) -> bool:
        """Whether it has been open for longer than any order takes: a person has to act."""
        return self.is_open and self.sent_at is not None and now - self.sent_at >= PATIENCE_S

    @property
    def promised_by(self) -> float | None:
        """The latest time by which it should arrive (PROTOCOL.md, "How long results take"); None if never sent."""
        return None if self.sent_at is None else self.sent_at + _TAKES_AT_MOST[self.speed]


_STANDING_OF_STATE = {state: Standing(state.value) for state in State if state not in (State.ACCEPTED, State.SETTLED)}
_SAID = {
    Verdict.ARRIVED: Standing.SUCCESS,
    Verdict.REFUNDED: Standing.REFUNDED,
    Verdict.LOST: Standing.LOST,
}
_NOT_FOUND_COUNTS_AFTER = {State.UNKNOWN: NOT_FOUND_COUNTS_AFTER_S, State.CHECKING: REFUSAL_COUNTS_AFTER_S}
_TAKES_AT_MOST = {Speed.FAST: 30 * 60.0, Speed.SLOW: 72 * 3600.0}
