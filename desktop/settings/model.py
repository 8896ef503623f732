"""The fields of the settings, each with its default and its rule."""

from typing import Annotated, Any, NamedTuple, get_args

from desktop.domain.books.voucher import LARGEST_AMOUNT, LONGEST_NAME
from desktop.domain.orders.offer import Offer, at_face
from desktop.domain.orders.payment import KNOWN_PAYMENTS
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.paper import FOR_CLOSES, FOR_RECEIPTS, Paper
from desktop.gateway.defaults import NO_CALLBACK, WIKEYUN
from desktop.settings.rules import (
    LARGEST_BURST,
    LARGEST_SOURCE,
    LONGEST_FOOTER,
    LONGEST_LINE,
    are_offers,
    are_payments,
    between,
    is_feed_address,
    is_flag,
    is_folder_name,
    is_ip_address,
    is_plan,
    is_web_address,
    one_of,
    or_empty,
    or_none,
    paper_of,
    text,
    text_that,
    whole,
)

COUNTER = "counter"
"""Marks a field that only the window uses: a change takes effect at once. Any other field needs a new desk."""


class Settings(NamedTuple):
    """Each field is annotated with its type, the rule for its value, and COUNTER if that applies.

    Times are in seconds, amounts in fen. `language` and `colours` "" follow the system; `proxy` "" means no proxy,
    `release_address` "" the address of the build; `change` and `source` None leave the choice to the platform
    (PROTOCOL.md, "Calls"); `payments` are ways of `domain.orders.payment`, the usual one first; `backup_folder` ""
    means no second folder for backups. The balance is low if it is below `low_balance` or lasts less than `low_days`;
    None: no such limit. A list of more than `batch_rows` rows, or `batch_sum` fen to collect, is confirmed by typing
    its number of rows; at most `batch_undecided` orders of lists are undecided at once. `plain_http` allows an address
    of the platform whose traffic others can read. The app secret and the proxy's password are never stored here.
    """

    language: Annotated[str, one_of("", "zh_CN", "en")] = ""
    colours: Annotated[str, one_of("", "light", "dark"), COUNTER] = ""
    offers: Annotated[tuple[Offer, ...], are_offers, COUNTER] = at_face(50, 100, 200)
    slow_allowed: Annotated[bool, is_flag, COUNTER] = False
    suggest_customers: Annotated[bool, is_flag, COUNTER] = True
    payments: Annotated[tuple[str, ...], are_payments, COUNTER] = KNOWN_PAYMENTS
    clerk: Annotated[str, text(LONGEST_NAME), COUNTER] = ""
    batch_rows: Annotated[int, whole(1, 100_000), COUNTER] = 100
    batch_sum: Annotated[int, whole(1, LARGEST_AMOUNT), COUNTER] = 500_000
    batch_undecided: Annotated[int, whole(1, 500), COUNTER] = 50
    low_balance: Annotated[int | None, or_none(whole(1, LARGEST_AMOUNT)), COUNTER] = None
    low_days: Annotated[float | None, or_none(between(0.5, 365)), COUNTER] = None
    shop_name: Annotated[str, text(LONGEST_LINE), COUNTER] = ""
    shop_phone: Annotated[str, text(LONGEST_LINE), COUNTER] = ""
    receipt_footer: Annotated[str, text(LONGEST_FOOTER), COUNTER] = ""
    receipt_names_clerk: Annotated[bool, is_flag, COUNTER] = False
    paper: Annotated[Paper, paper_of(FOR_RECEIPTS), COUNTER] = Paper.ROLL_58
    printer: Annotated[str, text(LONGEST_FOOTER), COUNTER] = ""
    close_paper: Annotated[Paper, paper_of(FOR_CLOSES), COUNTER] = Paper.ROLL_80
    close_printer: Annotated[str, text(LONGEST_FOOTER), COUNTER] = ""
    sound: Annotated[bool, is_flag, COUNTER] = True
    notify: Annotated[bool, is_flag, COUNTER] = True
    speak: Annotated[bool, is_flag, COUNTER] = False
    backup_folder: Annotated[str, or_empty(text_that(is_folder_name)), COUNTER] = ""
    look_for_newer: Annotated[bool, is_flag, COUNTER] = False
    release_address: Annotated[str, or_empty(text_that(is_feed_address)), COUNTER] = ""
    store_id: Annotated[str, text(LONGEST_FOOTER)] = ""
    app_key: Annotated[str, text(LONGEST_FOOTER)] = ""
    shared_account: Annotated[bool, is_flag] = False
    base_url: Annotated[str, text_that(is_web_address)] = WIKEYUN
    plain_http: Annotated[bool, is_flag] = False
    proxy: Annotated[str, or_empty(text_that(is_web_address))] = ""
    notify_url: Annotated[str, text_that(is_web_address)] = NO_CALLBACK
    client_ip: Annotated[str, or_empty(text_that(is_ip_address))] = ""
    change: Annotated[int | None, one_of(None, 0, 1)] = 0
    source: Annotated[int | None, or_none(whole(0, LARGEST_SOURCE))] = None
    connect_timeout: Annotated[float, between(0.1, 3600)] = 5.0
    read_timeout: Annotated[float, between(0.1, 3600)] = 20.0
    total_timeout: Annotated[float, between(0.1, 3600)] = 30.0
    requests_per_second: Annotated[float, between(0.1, 20)] = 2.0
    burst: Annotated[int, whole(1, LARGEST_BURST)] = 5
    poll: Annotated[PollPlan, is_plan] = PollPlan()


_FIELDS = {name: get_args(annotation) for name, annotation in Settings.__annotations__.items()}
AT_THE_COUNTER = frozenset(name for name, field in _FIELDS.items() if COUNTER in field)


def type_of(name: str) -> Any:
    """The type of a field."""
    return _FIELDS[name][0]


def is_good(name: str, value: Any) -> bool:
    """Whether a field may have the value; False for an unknown name."""
    return name in _FIELDS and _FIELDS[name][1](value)


def differing(one: Settings, other: Settings) -> set[str]:
    """The names of the fields in which the two differ."""
    return {name for name in Settings._fields if getattr(one, name) != getattr(other, name)}
