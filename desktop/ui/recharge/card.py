"""What stands on a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order


class Card(NamedTuple):
    """What a card says below number and face. An `urgent` one has an edge in its standing's colour.

    `action` is a button on it; a `brief` card is a single line, without advice; a `heading` stands above it.
    """

    order: Order
    standing: str
    times: str
    advice: str
    urgent: bool = False
    action: str = ""
    brief: bool = False
    heading: str = ""
