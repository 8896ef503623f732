"""The clerk's request for an order."""

from __future__ import annotations

from typing import NamedTuple

from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Speed

LONGEST_NOTE = 200
"""Characters."""


class Request(NamedTuple):
    """A number of 11 digits, face and price in fen, and a note for the shop itself. `carried_to` is the operator that
    serves a ported number now, if the platform reported it for this order. `instead_of` is the number of the order that
    this one is to try again, "" for none. `paid_with` and `payer` as in `Order`; an order on credit needs a payer.
    """

    mobile: str
    face: int
    price: int
    speed: Speed
    note: str = ""
    carried_to: Operator | None = None
    instead_of: str = ""
    paid_with: str = ""
    payer: str = ""
