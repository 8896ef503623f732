"""What stands on a card."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.order import Order


@dataclass(frozen=True, slots=True)
class Card:
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
