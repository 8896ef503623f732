"""The services of the history's area, built."""

from __future__ import annotations

from msgspec import Struct

from desktop.services.history.customers import Customers
from desktop.services.history.exporting import Exporting
from desktop.services.history.history import History
from desktop.services.runtime import Runtime
from desktop.storage.database import Database
from desktop.storage.history.history import HistoryStore
from desktop.storage.orders.order_store import OrderStore


class HistoryServices(Struct, frozen=True):
    """The use cases of past orders."""

    history: History
    customers: Customers
    exporting: Exporting


def history_services(runtime: Runtime, database: Database, orders: OrderStore) -> HistoryServices:
    """The services on an open database."""
    store = HistoryStore(database)
    return HistoryServices(
        history=History(runtime, orders, store),
        customers=Customers(store, runtime.changes),
        exporting=Exporting(runtime, database.file),
    )
