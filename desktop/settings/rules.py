"""Rules for the values of settings; and values as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from desktop.domain.address import travels_readable
from desktop.domain.money import fen_typed
from desktop.domain.orders.offer import Offer, are_sound
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.paper import Paper
from desktop.domain.plain_number import plain_number

LONGEST_LINE = 60
LONGEST_FOOTER = 300
LONGEST_FOLDER = 1000
LONGEST_TIME_S = 30 * 86400.0
LARGEST_BURST = 50
LARGEST_SOURCE = 999_999_999
_MOST_DIGITS = 15

Rule = Callable[[Any], bool]
"""Whether a value is good."""


def amount_from(text: str) -> int | None:
    """``"49.80"`` or ``"49。8"`` yuan → 4980 fen; None unless it is an exact amount above zero."""
    fen = fen_typed(text)
    return fen if fen is not None and fen > 0 else None


def number_from(text: str) -> float | None:
    """``"2"`` or ``"0。5"`` → a number; None for anything else, the infinite ones included."""
    import unicodedata  # wanted only where one is typed

    number = plain_number(unicodedata.normalize("NFKC", text).replace("。", "."))
    return None if number is None or number.adjusted() > _MOST_DIGITS else float(number)


def is_web_address(text: str) -> bool:
    """Whether the text is an http(s) address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_unprotected(base_url: str, proxy: str, *, plain_http: bool) -> bool:
    """Whether keys and customers' numbers would travel where others can read and forge them, and nobody allowed it."""
    return not plain_http and travels_readable(base_url, proxy)


def is_ip_address(text: str) -> bool:
    from ipaddress import ip_address  # wanted only where one is set

    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def is_folder_name(text: str) -> bool:
    """Whether the text names a folder from the root on; it may be away for now, as a stick is."""
    return text.replace("\u3000", " ").isprintable() and len(text) <= LONGEST_FOLDER and Path(text).is_absolute()


def is_feed_address(text: str) -> bool:
    """Whether a newer version may be looked for there: https, or http on this computer."""
    from desktop.domain.upkeep import release  # wanted only where one is set

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
    """Every time of it 0 or more and shorter than a month; a first question or none, and a floor is never 0."""
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
