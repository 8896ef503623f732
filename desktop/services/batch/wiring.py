"""The services of the batch area, built."""

from __future__ import annotations

from collections.abc import Callable

from desktop.services.batch.lists import BatchDesk
from desktop.services.batch.open_list import Backing
from desktop.services.batch.sending import BatchSending
from desktop.services.batch.troubles import Troubles
from desktop.services.orders.wiring import OrderServices
from desktop.services.runtime import Runtime
from desktop.services.watched_gateway import WatchedGateway
from desktop.storage.batch.batch_store import BatchStore
from desktop.storage.database import Database


def batch_services(
    runtime: Runtime,
    database: Database,
    orders: OrderServices,
    gateway: WatchedGateway,
    balance_left: Callable[[], int | None],
    disk_is_scarce: Callable[[], bool],
) -> BatchDesk:
    """Build the services on those of the orders; the last two as in `Troubles`."""
    store = BatchStore(database)
    troubles = Troubles(gateway, balance_left, disk_is_scarce)
    sending = BatchSending(runtime, store, orders.ordering, orders.limiting, gateway, troubles)
    return BatchDesk(Backing(runtime, store, orders.limiting, gateway), sending)
