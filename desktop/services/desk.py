"""All that a window may ask for, in one hand."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.poll_plan import PollPlan
from desktop.services.balance import BalanceKeeper
from desktop.services.bookkeeping import Bookkeeping
from desktop.services.changes import Changes
from desktop.services.closing import Closing
from desktop.services.customers import Customers
from desktop.services.exporting import Exporting
from desktop.services.history import History
from desktop.services.link import Link
from desktop.services.notebook import Notebook
from desktop.services.number_check import NumberCheck
from desktop.services.ordering import Ordering
from desktop.services.ports import Clock
from desktop.services.releases import Releases
from desktop.services.reporting import Reporting
from desktop.services.safekeeping import Safekeeping
from desktop.services.settling import Settling
from desktop.services.tasks import Tasks
from desktop.services.tracking import Tracking


@dataclass(frozen=True, slots=True)
class Desk:
    """The use cases of one running desk, for the shop's account or for practice."""

    ordering: Ordering
    tracking: Tracking
    settling: Settling
    safekeeping: Safekeeping
    balance: BalanceKeeper
    books: Bookkeeping
    closing: Closing
    reporting: Reporting
    history: History
    customers: Customers
    notebook: Notebook
    releases: Releases
    exporting: Exporting
    number_check: NumberCheck
    link: Link
    changes: Changes
    tasks: Tasks
    clock: Clock
    plan: PollPlan
    store_id: str
