"""The services of the orders' area, built."""

from __future__ import annotations

from msgspec import Struct

from desktop.services.orders.account_balance import AccountBalance
from desktop.services.orders.account_check import AccountCheck
from desktop.services.orders.hanging import HangingPushes
from desktop.services.orders.limiting import Limiting
from desktop.services.orders.notebook import Notebook
from desktop.services.orders.number_check import NumberCheck
from desktop.services.orders.order_book import OrderBook
from desktop.services.orders.ordering import Ordering
from desktop.services.orders.platform_search import PlatformSearch
from desktop.services.orders.sending import Sending
from desktop.services.orders.sent_times import SentTimes
from desktop.services.orders.settling import Settling
from desktop.services.orders.tracking import Tracking
from desktop.services.runtime import Runtime
from desktop.services.watched_gateway import WatchedGateway
from desktop.storage.orders.limit_store import LimitStore
from desktop.storage.orders.order_store import OrderStore


class OrderServices(Struct, frozen=True):
    """The use cases of current orders; `store_id` is the account that calls the platform."""

    store_id: str
    ordering: Ordering
    tracking: Tracking
    settling: Settling
    notebook: Notebook
    number_check: NumberCheck
    account_check: AccountCheck
    limiting: Limiting


def order_services(
    runtime: Runtime,
    store: OrderStore,
    book: OrderBook,
    gateway: WatchedGateway,
    balance: AccountBalance,
    limits: LimitStore,
) -> OrderServices:
    """Build the services on an order book; `balance` is the evidence if the platform's search is not reliable."""
    sent_times = SentTimes(runtime.clock)
    sending = Sending(runtime, book, gateway, sent_times, HangingPushes(runtime, book, gateway, store))
    limiting = Limiting(runtime, limits)
    search = PlatformSearch(gateway, store, balance)
    tracking = Tracking(runtime, store, book, search, gateway, sent_times)
    return OrderServices(
        store_id=store.store_id,
        ordering=Ordering(runtime, store, book, gateway, sending, limiting),
        tracking=tracking,
        settling=Settling(runtime, book, sending, tracking, balance, sent_times),
        notebook=Notebook(runtime, book),
        number_check=NumberCheck(gateway),
        account_check=AccountCheck(runtime, gateway, store.store_id),
        limiting=limiting,
    )
