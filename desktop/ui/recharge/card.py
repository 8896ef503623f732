"""The contents of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order


class Card(NamedTuple):
    """The texts below number and face. An `urgent` card has an edge in its status's colour.

    `action` is the text of a button on the card; a `brief` card is a single line without advice; `heading` is shown
    above the card.
    """

    order: Order
    standing: str
    times: str
    advice: str
    urgent: bool = False
    action: str = ""
    brief: bool = False
    heading: str = ""
