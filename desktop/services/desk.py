"""All use cases of a window in one object."""

from __future__ import annotations

from msgspec import Struct

from desktop.services.account_access import AccountAccess
from desktop.services.batch.lists import BatchDesk
from desktop.services.books.wiring import BookServices
from desktop.services.history.wiring import HistoryServices
from desktop.services.leaving import Leaving
from desktop.services.orders.wiring import OrderServices
from desktop.services.reachability import Reachability
from desktop.services.runtime import Runtime
from desktop.services.staff.auditing import Auditing
from desktop.services.staff.staff import Staff
from desktop.services.upkeep.wiring import UpkeepServices


class Desk(Struct, frozen=True):
    """The use cases of one running desk, area by area, for the shop's account or for practice."""

    runtime: Runtime
    reachability: Reachability
    access: AccountAccess
    orders: OrderServices
    books: BookServices
    history: HistoryServices
    upkeep: UpkeepServices
    leaving: Leaving
    staff: Staff
    auditing: Auditing
    batch: BatchDesk
