"""The content of an order's receipt as data, and its conversion to plain text for a chat message."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from desktop.domain.mobile import grouped
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import Standing
from desktop.domain.plain_text import one_line
from desktop.exchange.document import Fact

_NO_PROMISE = frozenset({Standing.FAILED, Standing.CHECKING, Standing.CANCELLING})
"""Open, but by the platform's last answer the order may never arrive: the receipt promises no time."""


class Shop(Struct, frozen=True):
    """The shop's details, "" if not set; the footer may have several lines. `names_clerk`: its receipts say who placed
    an order.
    """

    name: str = ""
    phone: str = ""
    footer: str = ""
    names_clerk: bool = False


class ReceiptLabels(Struct, frozen=True):
    """The fixed words of every receipt. `pair` is the format of a {label} and its {value} in a line of text."""

    title: str
    practice: str
    pair: str
    number: str
    operator: str
    face: str
    price: str
    paid: str
    clerk: str
    speed: str
    status: str
    placed: str
    ended: str
    cash_returned: str
    our_no: str
    platform_no: str
    phone: str
    printed: str
    as_of: str


class Wording(Struct, frozen=True):
    """The words for one order: `meaning` explains the status to the customer, "" if it is self-explanatory; `latest` is
    the label of the latest arrival time; `reprint` gives the number of the reprint; `moment` formats a time. `paid` is
    the way of payment, "" if it was not recorded.
    """

    operator: str
    face: str
    price: str
    speed: str
    status: str
    meaning: str
    latest: str
    reprint: str
    moment: Callable[[float], str]
    paid: str = ""


class Receipt(Struct, frozen=True):
    """Fields in reading order. Each text is one line without control characters; "" and () if absent.

    `printed` and `as_of` are the same time, on paper and in a message.
    """

    shop: str
    title: str
    practice: str
    reprint: str
    number: Fact
    operator: Fact
    amounts: tuple[Fact, ...]
    price: Fact
    status: Fact
    meaning: str
    latest: Fact | None
    details: tuple[Fact, ...]
    phone: Fact | None
    footer: tuple[str, ...]
    printed: Fact
    as_of: Fact
    pair: str


def receipt_of(
    order: Order, labels: ReceiptLabels, wording: Wording, shop: Shop, now: float, *, practice: bool
) -> Receipt:
    """The receipt of an order in its present state; a reprint if it was printed before. `now` in unix seconds."""
    printed_at = wording.moment(now)
    return Receipt(
        shop=one_line(shop.name),
        title=labels.title,
        practice=labels.practice if practice else "",
        reprint=wording.reprint if order.prints else "",
        number=Fact(labels.number, grouped(order.mobile)),
        operator=Fact(labels.operator, wording.operator),
        amounts=(Fact(labels.face, wording.face), Fact(labels.speed, wording.speed)),
        price=Fact(labels.price, wording.price),
        status=Fact(labels.status, wording.status),
        meaning=wording.meaning,
        latest=_latest(order, wording),
        details=(*_deal(order, labels, wording, shop), *_details(order, labels, wording.moment)),
        phone=Fact(labels.phone, one_line(shop.phone)) if one_line(shop.phone) else None,
        footer=tuple(line for line in map(one_line, shop.footer.splitlines()) if line),
        printed=Fact(labels.printed, printed_at),
        as_of=Fact(labels.as_of, printed_at),
        pair=labels.pair,
    )


def as_text(receipt: Receipt) -> str:
    """The receipt as short lines, with blank lines between the parts; with its `as_of` time instead of a print time."""
    parts = (
        (receipt.shop, receipt.title, receipt.practice),
        (receipt.number, receipt.operator, *receipt.amounts, receipt.price),
        (receipt.status, receipt.meaning, receipt.latest),
        receipt.details,
        (receipt.phone, *receipt.footer, receipt.as_of),
    )
    blocks = (_block(part, receipt.pair) for part in parts)
    return "\n\n".join(block for block in blocks if block)


def _block(part: tuple[Fact | str | None, ...], pair: str) -> str:
    lines = (
        pair.format(label=one.label, value=one.value) if isinstance(one, Fact) and one.value else one for one in part
    )
    return "\n".join(line.rstrip() for line in lines if isinstance(line, str) and line)


def _latest(order: Order, wording: Wording) -> Fact | None:
    if not order.is_open or order.standing in _NO_PROMISE or order.promised_by is None:
        return None
    return Fact(wording.latest, wording.moment(order.promised_by))


def _deal(order: Order, labels: ReceiptLabels, wording: Wording, shop: Shop) -> tuple[Fact, ...]:
    by = one_line(order.placed_by) if shop.names_clerk else ""
    said = (labels.paid, wording.paid), (labels.clerk, by)
    return tuple(Fact(label, text) for label, text in said if text)


def _details(order: Order, labels: ReceiptLabels, moment: Callable[[float], str]) -> tuple[Fact, ...]:
    times = (
        (labels.placed, order.placed_at),
        (labels.ended, order.ended_at),
        (labels.cash_returned, order.cash_returned_at),
    )
    ids = (
        (labels.our_no, one_line(order.order_no)),
        (labels.platform_no, one_line(order.order_number)),
    )
    return (
        *(Fact(label, moment(at)) for label, at in times if at is not None),
        *(Fact(label, number) for label, number in ids if number),
    )
