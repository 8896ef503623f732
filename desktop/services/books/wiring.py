"""The services of the books' area, built."""

from __future__ import annotations

from msgspec import Struct

from desktop.services.books.balance import BalanceKeeper
from desktop.services.books.bookkeeping import Bookkeeping
from desktop.services.books.closing import Closing
from desktop.services.books.crediting import Crediting
from desktop.services.books.reporting import Reporting
from desktop.services.books.sharing import Sharing
from desktop.services.books.shifts import Shifts
from desktop.services.orders.order_book import OrderBook
from desktop.services.runtime import Runtime
from desktop.services.watched_gateway import WatchedGateway
from desktop.storage.books.balances import BalanceStore
from desktop.storage.books.closes import CloseStore
from desktop.storage.books.day_sums import ReportStore
from desktop.storage.books.ledger import LedgerStore
from desktop.storage.books.shifts import ShiftStore
from desktop.storage.database import Database
from desktop.storage.orders.order_store import OrderStore


class BookServices(Struct, frozen=True):
    """The use cases of the account, its book, daily closes and reports."""

    balance: BalanceKeeper
    bookkeeping: Bookkeeping
    closing: Closing
    reporting: Reporting
    shifts: Shifts


def book_services(
    runtime: Runtime, database: Database, orders: OrderStore, book: OrderBook, gateway: WatchedGateway, *, shared: bool
) -> BookServices:
    """The services for the account of the orders. `shared` as in the settings."""
    balances, reports = BalanceStore(database, orders.store_id), ReportStore(database)
    balance = BalanceKeeper(runtime, balances, gateway, Sharing(orders, told=shared))
    Crediting(runtime, balances, book, balance)  # kept alive by its subscription
    return BookServices(
        balance=balance,
        bookkeeping=Bookkeeping(runtime, LedgerStore(database, orders.store_id, orders.journal), reports, balance),
        closing=Closing(runtime, CloseStore(database, orders.store_id, orders.journal)),
        shifts=Shifts(runtime, ShiftStore(database, orders.store_id, orders.journal)),
        reporting=Reporting(runtime, reports, balances),
    )
