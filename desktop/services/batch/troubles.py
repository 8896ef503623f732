"""The reasons for which a batch pauses by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from desktop.domain.batch.batch import Batch, Bounds, PauseCause, StagedRow, order_no_prefix
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import ARRIVED, Standing
from desktop.services.reachability import ReachabilityState
from desktop.services.watched_gateway import WatchedGateway

_REFUSED = frozenset({Standing.CHECKING, Standing.REJECTED})


class Troubles:
    """Looked at before each row. Refusals and unconfirmed orders count from the clerk's last word to go on."""

    def __init__(
        self, gateway: WatchedGateway, balance_left: Callable[[], int | None], disk_is_scarce: Callable[[], bool]
    ) -> None:
        """`balance_left` in fen, None if it is not known."""
        self._gateway = gateway
        self._balance_left = balance_left
        self._disk_is_scarce = disk_is_scarce
        self._refused = defaultdict[str, set[str]](set)
        """The orders of each batch, by their common prefix, that were refused in a row."""
        self._unconfirmed = defaultdict[str, set[str]](set)
        self._prefixes: dict[int, str] = {}

    def cause(self, batch: Batch, row: StagedRow, bounds: Bounds) -> PauseCause | None:
        """The reason not to send this row of a batch now; None for none."""
        prefix = self._prefix(batch)
        if self._gateway.access.refusal is not None:
            return PauseCause.REFUSED_ACCOUNT
        if self._lacks_money(row):
            return PauseCause.NO_MONEY
        if self._gateway.reachability.state is ReachabilityState.OFFLINE:
            return PauseCause.OFFLINE
        if self._disk_is_scarce():
            return PauseCause.DISK
        if len(self._refused[prefix]) >= bounds.refusals:
            return PauseCause.REFUSALS
        return PauseCause.UNCONFIRMED if len(self._unconfirmed[prefix]) >= bounds.unconfirmed else None

    def hear(self, order: Order) -> None:
        """Take the state of an order of a batch into account."""
        prefix = order.order_no[: len(order_no_prefix(0.0, "000000"))]
        refused, unconfirmed = self._refused[prefix], self._unconfirmed[prefix]
        if order.standing in _REFUSED:
            refused.add(order.order_no)
        elif order.standing in ARRIVED or order.standing is Standing.RUNNING:
            refused.clear()
        if order.standing is Standing.UNKNOWN:
            unconfirmed.add(order.order_no)
        else:
            unconfirmed.discard(order.order_no)

    def forgive(self, batch: int) -> None:
        """The clerk goes on knowing of them."""
        prefix = self._prefixes.get(batch)
        if prefix is not None:
            self._refused.pop(prefix, None)
            self._unconfirmed.pop(prefix, None)

    def _prefix(self, batch: Batch) -> str:
        return self._prefixes.setdefault(batch.id, order_no_prefix(batch.made_at, batch.tag))

    def _lacks_money(self, row: StagedRow) -> bool:
        """Whether the platform said so, or the balance is below what the row costs at the dearest."""
        if self._gateway.access.unfunded is not None:
            return True
        left = self._balance_left()
        return left is not None and row.face is not None and left < row.face
