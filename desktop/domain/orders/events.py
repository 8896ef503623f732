"""The events of an order: every transition is one of these, stored permanently."""

from __future__ import annotations

from typing import Any, TypeVar, get_args

from msgspec import Struct
from msgspec.structs import asdict, replace

from desktop.domain.actor import Actor
from desktop.domain.orders.outcome import (
    Accepted,
    Contradiction,
    Declined,
    NotSent,
    OrderReport,
    PushOutcome,
    QueryOutcome,
    Rejected,
    Unknown,
)


class Happened(Struct, frozen=True):
    """`at` is unix seconds on this computer's clock."""

    at: float


class Acted(Happened, frozen=True, kw_only=True):
    """Somebody at the counter did it: `by` is the name of that time, `by_id` the person's number in the staff list; ""
    and 0 where nobody is named. `allowed_by` likewise names who allowed this one act to somebody without the right.
    """

    by: str = ""
    by_id: int = 0
    allowed_by: str = ""
    allowed_by_id: int = 0


class Placed(Acted, frozen=True, tag="placed"):
    """The clerk confirmed the order. `face` and `price` in fen; `speed` as the platform numbers it (1 fast, 0 slow).

    `store_id` names the account: only that account can query the order later. `carried_to` as in `Order`.
    `instead_of` is the number of the order that it tries again, "" for none, `paid_before` that order's cash (fen),
    which belongs to this one from now on. `paid_with` and `payer` as in `Order`.
    """

    order_no: str
    store_id: str
    mobile: str
    face: int
    price: int
    speed: int
    carried_to: str = ""
    instead_of: str = ""
    paid_before: int = 0
    paid_with: str = ""
    payer: str = ""


class Claimed(Happened, frozen=True, tag="claimed"):
    """One sender claimed the order for sending; committed before the first byte leaves."""


class PushAccepted(Happened, frozen=True, tag="push_accepted"):
    order_number: str
    words: str


class PushRejected(Happened, frozen=True, tag="push_rejected"):
    code: str
    words: str


class PushNotSent(Happened, frozen=True, tag="push_not_sent"):
    reason: str


class PushUnknown(Happened, frozen=True, tag="push_unknown"):
    reason: str


class Interrupted(Happened, frozen=True, tag="interrupted"):
    """The program ended while the order was new or being sent; found at the next start."""


class Reported(Happened, frozen=True, tag="reported"):
    """The platform reported the order's status. Amounts in fen."""

    status: int
    order_number: str
    cost: int | None
    arrived: int | None
    words: str


class QueryDeclined(Happened, frozen=True, tag="query_declined"):
    """The platform answered a query for the order with an error; "not found" is one and resolves nothing by itself.

    `age` is the least number of seconds since the order was sent, on a monotonic clock. `control`: a control query,
    which must succeed, did so at the same time, so the platform and its search were working.
    """

    code: str
    words: str
    age: float = 0.0
    control: bool = False


class Misreported(Happened, frozen=True, tag="misreported"):
    """The platform answered about another order than the one queried (`outcome.Contradiction`): the answer is
    discarded. `told` is its value of the `trait`.
    """

    trait: str
    told: str


class RefundCredited(Happened, frozen=True, tag="refund_credited"):
    """Readings of the balance confirm that `amount` fen of the order's cost are back in the account.

    `by_update`: the refund predates the book, or the version that compares refunds with the balance, and counts as
    credited.
    """

    amount: int
    by_update: bool = False


class HeardFromSupport(Acted, frozen=True, tag="heard"):
    """The platform's support told a clerk the end of an order that the program could not learn; see `Verdict`.

    `words` are the support's words.
    """

    verdict: str
    words: str


class ClaimedAgain(Acted, frozen=True, tag="claimed_again"):
    """The clerk resends an unknown order under the same order number; committed before the first byte leaves."""


class Closed(Acted, frozen=True, tag="closed"):
    """The clerk closed an unknown order: as far as can be determined, the platform does not know it."""


class Recovered(Happened, frozen=True, tag="recovered"):
    """The journal of order numbers knew that the order was sent; this database did not (an older backup?).

    `sent_at` is the last time that it was about to be sent (unix seconds), `sends` the number of those times.
    """

    sent_at: float
    sends: int


class CancelAsked(Acted, frozen=True, tag="cancel_asked"):
    """The result of asking the platform to cancel: accepted, declined, or no answer (None).

    The order itself changes only by a later report.
    """

    taken: bool | None
    words: str


class Noted(Acted, frozen=True, tag="noted"):
    """The clerk wrote, changed or cleared the order's note."""

    note: str


class CashReturned(Acted, frozen=True, tag="cash_returned"):
    """The clerk returned the cash of a failed order to the customer, or cleared that tick again.

    `amount` in fen, None for the whole price; `paid_with` the way in which it went back, "" for that in which it came.
    """

    returned: bool
    amount: int | None = None
    paid_with: str = ""


class PaidOtherwise(Acted, frozen=True, tag="paid_otherwise"):
    """The clerk corrected the way of payment, or the debt for an order on credit was settled in this way. `payer` is
    who owes the money from now on, "" for nobody.
    """

    paid_with: str
    payer: str = ""


class Retried(Happened, frozen=True, tag="retried"):
    """The order was tried again as a new one, `order_no`, placed in the same transaction: `amount` fen of the
    customer's cash belong to that one.

    `recovered`: the journal's record of the new order tells so; this order may have any state after an older database
    was restored.
    """

    order_no: str
    amount: int
    recovered: bool = False


class CashMoved(Happened, frozen=True, tag="cash_moved"):
    """`amount` fen of the customer's cash went from this order to another one of the same chain, `order_no`, or came
    back from it if negative; no cash changed hands. `paid_with`: this order is no debt any more, because it was settled
    in this way for the other one; "" for no change.
    """

    order_no: str
    amount: int
    paid_with: str = ""


class Acknowledged(Acted, frozen=True, tag="acknowledged"):
    """The clerk acknowledged the order's result: the `standing` that was on screen, "" for any.

    `by_update`: the order ended before the program asked for this. `recovered`: it was acknowledged before an older
    database was restored, so it counts once the order reaches this status again.
    """

    standing: str = ""
    by_update: bool = False
    recovered: bool = False


class Printed(Acted, frozen=True, tag="printed"):
    """A receipt of the order was printed or written to a file; `paper` as in `Paper`."""

    paper: str


Event = (
    Placed
    | Claimed
    | PushAccepted
    | PushRejected
    | PushNotSent
    | PushUnknown
    | Interrupted
    | Reported
    | QueryDeclined
    | Misreported
    | RefundCredited
    | HeardFromSupport
    | ClaimedAgain
    | Closed
    | Recovered
    | CancelAsked
    | Noted
    | CashReturned
    | Retried
    | CashMoved
    | Acknowledged
    | Printed
    | PaidOtherwise
)

Annotation = Noted | CashReturned | Acknowledged | Printed | PaidOtherwise
"""Events that the counter records about an order, without the platform."""

Link = Retried | CashMoved
"""Events that tell to which order of a chain the customer's cash belongs."""

Decision = Closed | HeardFromSupport
"""Events that end an order by a clerk's decision."""

ByClerk = TypeVar("ByClerk", bound=Acted)

_CLASSES: dict[str, type[Event]] = {cls.__struct_config__.tag: cls for cls in get_args(Event)}


_LEFT_OUT_IF_EMPTY = frozenset({"by_id", "allowed_by", "allowed_by_id", "paid_with", "payer"})


def to_record(event: Event) -> tuple[str, float, dict[str, Any]]:
    """(kind, at, the rest): the form in which an event is stored. The kinds are part of the database format."""
    detail = asdict(event)
    # What is not there is left out: the form of earlier versions, which their journals have, too.
    if isinstance(event, Placed) and not event.instead_of:
        del detail["instead_of"], detail["paid_before"]
    if isinstance(event, Acted | CashMoved):
        for name in _LEFT_OUT_IF_EMPTY & detail.keys():
            if not detail[name]:
                del detail[name]
    if isinstance(event, Acted) and not event.by and not isinstance(event, CashReturned | HeardFromSupport):
        del detail["by"]
    return str(event.__struct_config__.tag), detail.pop("at"), detail


def from_record(kind: str, at: float, detail: dict[str, Any]) -> Event:
    """The inverse of `to_record`; KeyError for a kind of a newer program."""
    return _CLASSES[kind](at=at, **detail)


def signed(event: ByClerk, by: Actor) -> ByClerk:
    """The event with who did it. A person that it names already stays; without a staff list so does a typed name."""
    if event.by_id:
        return event
    signer = by.or_typed(event.by or by.name)
    return replace(
        event, by=signer.name, by_id=signer.id, allowed_by=signer.allowed_by, allowed_by_id=signer.allowed_by_id
    )


def of_push(outcome: PushOutcome, at: float) -> Event:
    """The event that records the outcome of a push."""
    match outcome:
        case Accepted(order_number, words):
            return PushAccepted(at, order_number, words)
        case Rejected(code, words):
            return PushRejected(at, code, words)
        case NotSent(reason):
            return PushNotSent(at, reason)
        case Unknown(reason):
            return PushUnknown(at, reason)


def of_query(outcome: QueryOutcome, at: float, age: float = 0.0, *, control: bool = False) -> Event | None:
    """The event that records the answer to a query; None for no answer, which says nothing.

    `age` and `control` as in QueryDeclined.
    """
    match outcome:
        case OrderReport(status, order_number, cost, arrived, words):
            return Reported(at, status, order_number, cost, arrived, words)
        case Declined(code, words):
            return QueryDeclined(at, code, words, age, control)
        case Contradiction(trait, told):
            return Misreported(at, trait.value, told)
        case _:
            return None
