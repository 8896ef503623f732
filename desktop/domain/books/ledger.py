"""The expected balance: each order's effect on it, and the orders that could explain a difference."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from desktop.domain.orders.amounts import GIVEN_BACK, charged, net_cost, refunded, uncredited
from desktop.domain.orders.order import PATIENCE_S, Order
from desktop.domain.orders.status import DOUBTFUL, Standing


class EntryKind(StrEnum):
    """The reason for a change of the balance."""

    OPENING = "opening"
    """The balance when the books began."""
    DEPOSIT = "deposit"
    """加款: the owner paid the platform."""
    COST = "cost"
    REFUND = "refund"
    ADJUSTMENT = "adjustment"
    """A difference without another explanation, recorded by the owner with a reason."""


class Move(Struct, frozen=True):
    """A change of the balance; `amount` in fen, negative for a decrease."""

    kind: EntryKind
    amount: int


class Books(Struct, frozen=True):
    """Sums of moves by kind, in fen and signed: since the books began, or between two moments."""

    opening: int = 0
    deposits: int = 0
    costs: int = 0
    refunds: int = 0
    adjustments: int = 0

    @property
    def expected(self) -> int:
        """The sum of all kinds (costs are negative already)."""
        return self.opening + self.deposits + self.costs + self.refunds + self.adjustments

    def after(self, move: Move) -> Books:
        """The books after one more move."""
        sums = {**self.by_kind, move.kind: self.by_kind[move.kind] + move.amount}
        return Books(*(sums[kind] for kind in _KINDS))

    def since(self, earlier: Books) -> Books:
        """The moves after an earlier state of the books; its expected balance becomes the opening."""
        return Books(
            earlier.expected + self.opening - earlier.opening,
            self.deposits - earlier.deposits,
            self.costs - earlier.costs,
            self.refunds - earlier.refunds,
            self.adjustments - earlier.adjustments,
        )

    @property
    def by_kind(self) -> dict[EntryKind, int]:
        """The sums as a mapping."""
        amounts = (self.opening, self.deposits, self.costs, self.refunds, self.adjustments)
        return dict(zip(_KINDS, amounts, strict=True))


class Reading(Struct, frozen=True):
    """A balance that was read: fen, unix seconds. `outdated`: something was booked after it was read."""

    money: int
    read_at: float
    outdated: bool = False

    @classmethod
    def compared(cls, money: int, read_at: float, then: Books | None, now: Books) -> Reading:
        """The reading beside the books as they were `then`, when it was made, and are `now`; None: not begun then."""
        return cls(money, read_at, outdated=then != now)

    def difference(self, expected: int) -> int | None:
        """The fen that the account holds beyond `expected`; None for an outdated reading, since nobody knows."""
        return None if self.outdated else self.money - expected


class Entry(Struct, frozen=True):
    """A recorded move: time (unix seconds), the expected balance after it, and its origin: an order, or the owner with
    payment date, reason and name.
    """

    id: int
    at: float
    move: Move
    expected: int
    order_no: str = ""
    mobile: str = ""
    paid_at: float | None = None
    note: str = ""
    by: str = ""
    by_id: int = 0
    allowed_by: str = ""
    taken_back: bool = False
    """Whether it was reversed by another entry, or reverses one."""


_KINDS = (EntryKind.OPENING, EntryKind.DEPOSIT, EntryKind.COST, EntryKind.REFUND, EntryKind.ADJUSTMENT)


def moves(before: Order | None, after: Order, *, in_opening: bool = False) -> list[Move]:
    """The moves that a change of an order causes; `before` is None for an order that is new here.

    `in_opening`: the order was sent before the book began, so the opening balance contains its cost, even if the cost
    is reported later.
    """
    cost = 0 if in_opening else charged(after) - (charged(before) if before else 0)
    refund = refunded(after) - (refunded(before) if before else 0)
    found = (Move(EntryKind.COST, -cost), Move(EntryKind.REFUND, refund))
    return [move for move in found if move.amount]


class Reason(StrEnum):
    """The reason why an order may have changed the balance unknown to the books."""

    REFUND_TOLD = "refund_told"
    """The platform says that the money is back, or it should be; no balance reading confirms it yet."""
    REFUND_MISSING = "refund_missing"
    """The same for longer than any refund takes."""
    UNCONFIRMED = "unconfirmed"
    PRICE_UNKNOWN = "price_unknown"
    REFUND_AWAITED = "refund_awaited"
    RUNNING = "running"
    PART_UNKNOWN = "part_unknown"
    ENDED_LATELY = "ended_lately"
    """It can be reversed or turn up without our knowledge: queried at long intervals for 72 hours."""


NOT_CREDITED = (Reason.REFUND_TOLD, Reason.REFUND_MISSING)
_STAYS = (Reason.ENDED_LATELY, Reason.REFUND_MISSING)


class Suspect(Struct, frozen=True):
    """An order that could explain a difference: because of it, the account may hold between `low` and `high` fen more
    than the books expect.
    """

    order: Order
    reason: Reason
    low: int
    high: int

    def explains(self, least: int, most: int) -> bool:
        """Whether it alone could explain a difference in this range (fen, not 0); an ended order is refunded fully or
        not.
        """
        if self.reason is Reason.ENDED_LATELY and self.high:
            return any(one and least <= one <= most for one in (self.low, self.high))
        return self.low <= most and least <= self.high


def suspect(order: Order, now: float, *, in_opening: bool = False) -> Suspect | None:
    """The suspicion against an order at a time (unix seconds); None if it cannot differ from the books. `in_opening` as
    in `moves`.

    An unknown cost is assumed to be at most the face value, once for each send. The rest of a partly arrived order can
    still arrive: then nothing is refunded.
    """
    if (reason := _reason(order, now)) is None:
        return None
    if in_opening and not order.cost:  # the opening contains the cost; it can only be refunded
        return Suspect(order, reason, 0, order.face) if order.is_taken else None
    if not order.is_taken:
        return Suspect(order, reason, -order.face * max(1, order.sends), 0)
    if not order.cost:
        return Suspect(order, reason, -order.face, 0)
    if reason in NOT_CREDITED:
        return Suspect(order, reason, -uncredited(order), net_cost(order))
    return Suspect(order, reason, -refunded(order), net_cost(order))


def _reason(order: Order, now: float) -> Reason | None:
    standing = order.standing
    if standing in DOUBTFUL or standing is Standing.SENDING:
        return Reason.UNCONFIRMED
    lately = now - (order.ended_at if order.ended_at is not None else now) <= PATIENCE_S
    if order.is_taken and not order.cost and standing in GIVEN_BACK:
        return Reason.REFUND_TOLD if lately else None
    if order.is_taken and not order.cost:
        return Reason.PRICE_UNKNOWN
    if uncredited(order):
        return Reason.REFUND_TOLD if lately else Reason.REFUND_MISSING
    if standing is Standing.FAILED:
        return Reason.REFUND_AWAITED
    if order.is_open and order.is_taken:
        return Reason.RUNNING
    if standing is Standing.PARTIAL and order.arrived is None:
        return Reason.PART_UNKNOWN
    return Reason.ENDED_LATELY if order.is_watched and lately else None


class Reconciliation(Struct, frozen=True):
    """The account at a reading: the expected balance (fen), the balance read, and the suspects.

    `more`: there are too many suspects to list, so nothing can be called unexplained. `shared`: the account is also
    used elsewhere, as the owner says or an answer shows; its orders there are unknown here.
    """

    expected: int
    reading: Reading
    suspects: tuple[Suspect, ...]
    more: bool = False
    shared: bool = False

    @property
    def difference(self) -> int | None:
        """As `Reading.difference`."""
        return self.reading.difference(self.expected)

    @property
    def _gap(self) -> int:
        """To choose the suspects by, outdated or not."""
        return self.reading.money - self.expected

    @property
    def explainers(self) -> tuple[Suspect, ...]:
        """The suspects worth showing: refunds that are not credited, then the other undecided ones; if these cannot
        explain the difference, also each ended order that alone could explain the rest.
        """
        others = (one for one in self.suspects if one.reason not in (*NOT_CREDITED, Reason.ENDED_LATELY))
        in_the_open = (*self._not_credited, *others)
        low, high = _range(in_the_open)
        if low <= self._gap <= high:
            return in_the_open
        rest = (self._gap - high, self._gap - low)
        lately = (one for one in self.suspects if one.reason is Reason.ENDED_LATELY)
        return (*in_the_open, *(one for one in lately if one.explains(*rest)))

    @property
    def lacks_refunds(self) -> bool:
        """Whether uncredited refunds alone explain the difference exactly."""
        return self._gap < 0 and _makes(self._not_credited, self._gap)

    @property
    def _not_credited(self) -> tuple[Suspect, ...]:
        return tuple(one for one in self.suspects if one.reason in NOT_CREDITED)

    @property
    def is_settled(self) -> bool:
        """Whether the difference is final: nothing was booked since the reading, and no order is undecided."""
        return self.difference is not None and all(one.reason in _STAYS for one in self.suspects)

    @property
    def is_explicable(self) -> bool:
        """Whether the suspects, or orders unknown here, could explain the difference."""
        return self.more or self.shared or self.is_explained_here

    @property
    def is_explained_here(self) -> bool:
        """Whether the known suspects could explain the difference."""
        low, high = _range(self.explainers)
        return low <= self._gap <= high

    @property
    def culprit(self) -> Suspect | None:
        """The unconfirmed order that could have taken all that is missing, if the other suspects together could not."""
        if self.difference is None or self.difference >= 0 or self.more or self.shared:
            return None
        gap = self.difference
        for one in self.suspects:
            others = sum(min(0, other.low) for other in self.suspects if other is not one)
            if one.reason is Reason.UNCONFIRMED and one.explains(gap, gap) and others > gap:
                return one
        return None

    @property
    def possible_deposit(self) -> int:
        """The unexplained surplus (fen); 0 if there is none, the reading is outdated or the account is shared."""
        if self.difference is None or self.shared:
            return 0
        return self.difference if self.difference > _range(self.explainers)[1] else 0


_MOST_COMBINED = 12


def _makes(suspects: tuple[Suspect, ...], difference: int) -> bool:
    """Whether a subset of the newest suspects, each in full, sums to exactly this difference."""
    sums = {0}
    for one in suspects[:_MOST_COMBINED]:
        sums |= {so_far + one.low for so_far in sums}
    return difference in sums


def _range(suspects: Iterable[Suspect]) -> tuple[int, int]:
    every = tuple(suspects)
    return sum(one.low for one in every), sum(one.high for one in every)
