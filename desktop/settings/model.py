"""All that an owner can change, with its defaults."""

from __future__ import annotations

from typing import NamedTuple

from desktop.domain.orders.offer import Offer, at_face
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.paper import Paper
from desktop.gateway.defaults import NO_CALLBACK, WIKEYUN


class Settings(NamedTuple):
    """Times in seconds, amounts in fen; `language` and `colours` "" follow the system; `proxy` "" means none,
    `release_address` "" the build's own; `change` and `source` None leave the platform its own way (PROTOCOL.md,
    "Calls"); `backup_folder` "" means no second folder for backups. The balance is low below `low_balance`, or where it
    lasts less than `low_days`; None: never. `plain_http` lets the platform be reached at an address where others can
    read along. The app secret and the proxy's password are never in here.
    """

    language: str = ""
    colours: str = ""
    offers: tuple[Offer, ...] = at_face(50, 100, 200)
    slow_allowed: bool = False
    suggest_customers: bool = True
    clerk: str = ""
    low_balance: int | None = None
    low_days: float | None = None
    shop_name: str = ""
    shop_phone: str = ""
    receipt_footer: str = ""
    paper: Paper = Paper.ROLL_58
    printer: str = ""
    close_paper: Paper = Paper.ROLL_80
    close_printer: str = ""
    sound: bool = True
    notify: bool = True
    speak: bool = False
    backup_folder: str = ""
    look_for_newer: bool = False
    release_address: str = ""
    store_id: str = ""
    app_key: str = ""
    shared_account: bool = False
    base_url: str = WIKEYUN
    plain_http: bool = False
    proxy: str = ""
    notify_url: str = NO_CALLBACK
    client_ip: str = ""
    change: int | None = 0
    source: int | None = None
    connect_timeout: float = 5.0
    read_timeout: float = 20.0
    total_timeout: float = 30.0
    requests_per_second: float = 2.0
    burst: int = 5
    poll: PollPlan = PollPlan()


AT_THE_COUNTER = frozenset(
    {
        "colours", "offers", "slow_allowed", "suggest_customers", "clerk", "low_balance", "low_days",
        "shop_name", "shop_phone", "receipt_footer", "paper", "close_paper", "close_printer",
        "printer", "sound", "notify", "speak", "backup_folder", "look_for_newer", "release_address",
    }
)  # fmt: skip
"""Fields that only the window looks at: a change takes effect in it at once. Any other needs a desk built anew."""


def differing(one: Settings, other: Settings) -> set[str]:
    """The names of the fields in which two differ."""
    return {name for name in Settings._fields if getattr(one, name) != getattr(other, name)}
