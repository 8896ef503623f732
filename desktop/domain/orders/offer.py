"""The shop's offers: a face value and the price for it."""

from __future__ import annotations

from typing import NamedTuple

from desktop.domain.money import FEN_PER_YUAN
from desktop.domain.orders.order import Speed

LARGEST_FACE = 1000 * FEN_PER_YUAN
MOST_OFFERS = 9
"""One for each of the shortcuts Alt+1 … Alt+9."""


class Offer(NamedTuple):
    """Amounts in fen; the face is whole yuan, as the platform requires (PROTOCOL.md, "Calls")."""

    face: int
    fast: int
    slow: int

    def price(self, speed: Speed) -> int:
        """The customer's price."""
        return self.fast if speed is Speed.FAST else self.slow


def at_face(*yuan: int) -> tuple[Offer, ...]:
    """Offers of these faces (yuan), each priced at its face value."""
    return tuple(Offer(*3 * (face * FEN_PER_YUAN,)) for face in yuan)


def are_sound(offers: tuple[Offer, ...]) -> bool:
    """Whether the offers are valid: one to nine, each face once, whole yuan up to LARGEST_FACE, prices above zero."""
    faces = {offer.face for offer in offers}
    return 1 <= len(offers) <= MOST_OFFERS and len(faces) == len(offers) and all(map(_is_sound, offers))


def _is_sound(offer: Offer) -> bool:
    whole = all(type(amount) is int and amount > 0 for amount in (offer.face, offer.fast, offer.slow))
    return whole and offer.face % FEN_PER_YUAN == 0 and offer.face <= LARGEST_FACE and _fair(offer)


def _fair(offer: Offer) -> bool:
    """Whether the prices are plausible; a misplaced digit, such as 4980 or 4.98 yuan for 50, is rejected."""
    return all(offer.face <= 2 * price and price <= 2 * offer.face for price in (offer.fast, offer.slow))
