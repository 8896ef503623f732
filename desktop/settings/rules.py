"""Rules for the values of settings, and parsers of typed values."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from desktop.domain.address import travels_readable
from desktop.domain.money import fen_typed
from desktop.domain.orders.offer import Offer, are_sound
from desktop.domain.orders.payment import CREDIT, LONGEST_PAYMENT
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.paper import Paper
from desktop.domain.plain_number import plain_number

LONGEST_LINE = 60
LONGEST_FOOTER = 300
LONGEST_FOLDER = 1000
LONGEST_TIME_S = 30 * 86400.0
LARGEST_BURST = 50
LARGEST_SOURCE = 999_999_999
MOST_PAYMENTS = 9
_MOST_DIGITS = 15

Rule = Callable[[Any], bool]
"""Whether a value is good."""


def amount_from(text: str) -> int | None:
    """``"49.80"`` or ``"49。8"`` yuan → 4980 fen; None unless it is an exact amount above zero."""
    fen = fen_typed(text)
    return fen if fen is not None and fen > 0 else None


def number_from(text: str) -> float | None:
    """``"2"`` or ``"0。5"`` → a number; None for anything else, infinity included."""
    import unicodedata  # needed only for typed numbers

    number = plain_number(unicodedata.normalize("NFKC", text).replace("。", "."))
    return None if number is None or number.adjusted() > _MOST_DIGITS else float(number)


def are_payments(value: Any) -> bool:
    """Whether these are ways of payment: short names, no two the same, at least one that is not on credit."""
    if not isinstance(value, tuple) or not 0 < len(value) <= MOST_PAYMENTS or len(set(value)) != len(value):
        return False
    fits = text(LONGEST_PAYMENT)
    return all(fits(one) and one.strip() == one != "" for one in value) and value != (CREDIT,)


def is_web_address(text: str) -> bool:
    """Whether the text is an http(s) address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_unprotected(base_url: str, proxy: str, *, plain_http: bool) -> bool:
    """Whether others could read and forge keys and customers' numbers on the way, without the owner's permission."""
    return not plain_http and travels_readable(base_url, proxy)


def is_ip_address(text: str) -> bool:
    from ipaddress import ip_address  # needed only if an address is set

    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def is_folder_name(text: str) -> bool:
    """Whether the text is an absolute path; the folder may be missing for now, like that of a USB stick."""
    return text.replace("\u3000", " ").isprintable() and len(text) <= LONGEST_FOLDER and Path(text).is_absolute()


def is_feed_address(text: str) -> bool:
    """Whether newer versions may be looked for at this address: https, or http on this computer."""
    from desktop.domain.upkeep import release  # needed only if an address is set

    return release.is_feed_address(text)


def is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def between(lowest: float, highest: float) -> Rule:
    return lambda value: _is_number(value) and lowest <= value <= highest


def whole(lowest: int, highest: int) -> Rule:
    return lambda value: type(value) is int and lowest <= value <= highest


def one_of(*values: Any) -> Rule:
    """True and 1 are different values here."""
    return lambda value: any(value == one and type(value) is type(one) for one in values)


def text(longest: int) -> Rule:
    return lambda value: isinstance(value, str) and len(value) <= longest


def text_that(is_right: Callable[[str], bool]) -> Rule:
    return lambda value: isinstance(value, str) and is_right(value)


def or_empty(rule: Rule) -> Rule:
    return lambda value: value == "" or rule(value)


def or_none(rule: Rule) -> Rule:
    return lambda value: value is None or rule(value)


def paper_of(papers: Collection[Paper]) -> Rule:
    return lambda value: isinstance(value, Paper) and value in papers


def are_offers(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, Offer) for one in value) and are_sound(value)


def is_plan(value: Any) -> bool:
    """Whether the types are right, each time is 0 or more and at most 30 days, each floor, cap and `daily` is above 0,
    and the jitter is below 1.
    """
    if not isinstance(value, PollPlan):
        return False
    times = value._asdict()
    numbers = [n for time in times.values() for n in (time if isinstance(time, tuple) else (time,))]
    floors = [time for name, time in times.items() if name.endswith(("floor", "cap", "daily"))]
    sorts = all(isinstance(time, tuple) == isinstance(getattr(PollPlan(), name), tuple) for name, time in times.items())
    in_range = all(_is_number(number) and 0 <= number <= LONGEST_TIME_S for number in numbers)
    return sorts and in_range and all(time > 0 for time in floors) and value.jitter < 1


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
