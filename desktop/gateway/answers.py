"""Parsing the platform's answers, whose types vary (PROTOCOL.md, "Every answer")."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import Struct

from desktop.domain import strict_json
from desktop.domain.mobile import digits_of
from desktop.domain.money import fen_from_yuan
from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import (
    Accepted,
    Balance,
    CancelTaken,
    Contradiction,
    Declined,
    MayOrder,
    MobileInfo,
    NoAnswer,
    OrderReport,
    PushOutcome,
    QueryOutcome,
    Rejected,
    Trait,
    Trouble,
    Unknown,
)
from desktop.domain.plain_number import plain_number

_SUCCESS = {"0000", "0"}
_LONGEST_REASON = 300
_LONGEST_NUMBER = 64
_MOST_DIGITS = 9


class UnreadableAnswerError(Exception):
    """The answer is not in the platform's format; the text names the defect."""


class Envelope(Struct, frozen=True):
    """The common envelope of every answer."""

    code: str
    words: str
    data: Any

    @property
    def succeeded(self) -> bool:
        return self.code in _SUCCESS

    def field(self, name: str) -> Any:
        """A field of the data; None if absent."""
        return self.data.get(name) if isinstance(self.data, dict) else None


def open_envelope(http_status: int, body: bytes) -> Envelope:
    """Parse the envelope of an HTTP answer.

    Raises UnreadableAnswerError for any status but 200 and for a body that is not a JSON object with a code: a proxy's
    page, a broken or empty body, an encoding other than UTF-8, ambiguous JSON.
    """
    if http_status != 200:
        raise UnreadableAnswerError(f"HTTP {http_status}")
    try:
        answer = strict_json.loads(body.decode("utf-8-sig"), parse_float=Decimal)
    except ValueError:
        raise UnreadableAnswerError(f"no JSON in {len(body)} bytes") from None
    code = text_of(answer.get("code")) if isinstance(answer, dict) else ""
    if not code:
        raise UnreadableAnswerError("no code in the answer")
    return Envelope(code, text_of(answer.get("msg")), answer.get("data"))


def text_of(value: object) -> str:
    """A text or number as text, bounded in length; anything else as "".

    A lone surrogate is legal in JSON only: it is replaced, because it could not be stored.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return ""
    return str(value).strip()[:_LONGEST_REASON].encode("utf-8", "replace").decode()


def integer_of(value: object) -> int | None:
    """A whole number given as number or text, else None."""
    number = plain_number(value)
    if number is None or number.adjusted() > _MOST_DIGITS:
        return None
    return int(number) if number == int(number) else None


def push_outcome(envelope: Envelope) -> PushOutcome:
    """The outcome of a readable answer to pushOrder. A success without an order number, or a refusal with one, is
    Unknown.
    """
    order_number = number_of(envelope.field("order_number"))
    if envelope.succeeded and order_number:
        return Accepted(order_number, envelope.words)
    if envelope.succeeded:
        return Unknown("the platform's yes names no order")
    if order_number:
        return Unknown(f"the platform says {envelope.code} and still names order {order_number}")
    if integer_of(envelope.code) == 0:
        return Unknown(f"the code {envelope.code} may mean yes or no")
    return Rejected(envelope.code, envelope.words or envelope.code)


def report(envelope: Envelope, order: Order) -> QueryOutcome:
    """The outcome of an answer to query: it must name the order that was queried, and no trait may contradict it."""
    if not envelope.succeeded:
        return declined(envelope)
    if (other := contradiction(envelope, order)) is not None:
        return other
    answered_number = number_of(envelope.field("order_number"))
    if not text_of(envelope.field("order_no")) and (not answered_number or answered_number != order.order_number):
        return _unreadable("the answer does not name the order that was asked about")
    status = integer_of(envelope.field("status"))
    if status is None:
        return _unreadable("the answer has no readable status")
    return OrderReport(
        status=status,
        order_number=answered_number,
        cost=price_of(envelope.field("cost_price")),
        arrived=price_of(envelope.field("arrived_amount")),
        words=text_of(envelope.field("reason")),
    )


def contradiction(envelope: Envelope, order: Order) -> Contradiction | None:
    """The first trait of an answer that differs from the order; an absent trait contradicts nothing."""
    told = {trait: text_of(envelope.field(trait.value)) for trait in Trait}
    told[Trait.ORDER_NUMBER] = number_of(envelope.field(Trait.ORDER_NUMBER.value))
    original = number_of(envelope.field("org_order_number"))  # of an order that continues under another number
    agrees = {
        Trait.ORDER_NO: told[Trait.ORDER_NO] == order.order_no,
        Trait.ORDER_NUMBER: order.order_number in ("", told[Trait.ORDER_NUMBER], original) or _only_pushed(told, order),
        Trait.MOBILE: _is_number(told[Trait.MOBILE], order.mobile),
        Trait.AMOUNT: fen_from_yuan(told[Trait.AMOUNT]) == order.face,
        Trait.STORE: told[Trait.STORE] in ("0", order.store_id),
    }
    return next((Contradiction(trait, told[trait]) for trait in Trait if told[trait] and not agrees[trait]), None)


def _only_pushed(told: dict[Trait, str], order: Order) -> bool:
    """Whether our order number and the mobile identify the order, and the platform's number came from the push only."""
    named = told[Trait.ORDER_NO] == order.order_no and bool(told[Trait.MOBILE])
    return named and order.status is None


def number_of(value: object) -> str:
    """The platform's order number; "" for an empty, zero or malformed value."""
    text = text_of(value)
    plain = text.isascii() and text.isprintable() and " " not in text
    return text if plain and text.strip("0") and len(text) <= _LONGEST_NUMBER else ""


def _is_number(told: str, mobile: str) -> bool:
    """Whether the answer names this mobile number; some digits may be masked (``138****8000``)."""
    digits = digits_of(told)
    return len(digits) == len(mobile) and all(one in ("*", other) for one, other in zip(digits, mobile, strict=True))


def price_of(amount: object) -> int | None:
    """Fen; None for an invalid or negative amount."""
    fen = fen_from_yuan(amount)
    return fen if fen is not None and fen >= 0 else None


def balance(envelope: Envelope) -> Balance | Declined | NoAnswer:
    """The outcome of an answer to User/query."""
    if not envelope.succeeded:
        return declined(envelope)
    money = fen_from_yuan(envelope.field("money"))
    return _unreadable("the answer has no readable balance") if money is None else Balance(money)


def cancel(envelope: Envelope) -> CancelTaken | Declined:
    """The outcome of an answer to cancel."""
    words = text_of(envelope.data) or envelope.words
    return CancelTaken(words) if envelope.succeeded else declined(envelope)


def verify(envelope: Envelope) -> MayOrder | Declined:
    """The outcome of an answer to verify."""
    return MayOrder() if envelope.succeeded else declined(envelope)


def mobile_info(envelope: Envelope) -> MobileInfo | Declined | NoAnswer:
    """The outcome of an answer to mobileInfo."""
    if not envelope.succeeded:
        return declined(envelope)
    extend = envelope.field("extend")
    place = extend if isinstance(extend, dict) else {}
    info = MobileInfo(
        original=text_of(envelope.field("oisp")) or text_of(place.get("isp")),
        current=text_of(envelope.field("nisp")) or text_of(place.get("isp")),
        province=text_of(place.get("prov")),
        city=text_of(place.get("city")),
    )
    return info if info.current else _unreadable("the answer names no operator")


def declined(envelope: Envelope) -> Declined:
    """The error code of an answer, with the platform's own words."""
    return Declined(envelope.code, envelope.words or envelope.code)


def _unreadable(reason: str) -> NoAnswer:
    return NoAnswer(Trouble.UNREADABLE, reason)
