"""What the balance should be: what each order does to it, and which orders could explain that it is otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from desktop.domain.orders.amounts import GIVEN_BACK, charged, net_cost, refunded, uncredited
from desktop.domain.orders.order import PATIENCE_S, Order
from desktop.domain.orders.status import DOUBTFUL, Standing


class EntryKind(StrEnum):
    """Why the account holds more or less than before."""

    OPENING = "opening"
    """What the account held when the books began."""
    DEPOSIT = "deposit"
    """加款: the owner paid the platform."""
    COST = "cost"
    REFUND = "refund"
    ADJUSTMENT = "adjustment"
    """What the owner cannot explain otherwise, written down with a reason."""


class Move(Struct, frozen=True):
    """A change of the account; `amount` in fen, negative where the account holds less."""

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
        """opening + deposits − costs + refunds (costs are negative already), and what was adjusted."""
        return self.opening + self.deposits + self.costs + self.refunds + self.adjustments

    def after(self, move: Move) -> Books:
        """With one move more."""
        sums = {**self.by_kind, move.kind: self.by_kind[move.kind] + move.amount}
        return Books(*(sums[kind] for kind in _KINDS))

    def since(self, earlier: Books) -> Books:
        """What was moved after an earlier moment; that one's expected balance is the opening."""
        return Books(
            earlier.expected + self.opening - earlier.opening,
            self.deposits - earlier.deposits,
            self.costs - earlier.costs,
            self.refunds - earlier.refunds,
            self.adjustments - earlier.adjustments,
        )

    @property
    def by_kind(self) -> dict[EntryKind, int]:
        """The same, for each kind."""
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
    """A move as it is written down: unix seconds, what was expected after it, and where it came from: an order, or the
    owner, who says when it was paid, why, and who they are.
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
    taken_back: bool = False
    """Whether it is, or has, the opposite of another."""


_KINDS = (EntryKind.OPENING, EntryKind.DEPOSIT, EntryKind.COST, EntryKind.REFUND, EntryKind.ADJUSTMENT)


def moves(before: Order | None, after: Order, *, in_opening: bool = False) -> list[Move]:
    """What a change of an order moves in the account; `before` is None for an order that is new here.

    What was sent before the book was begun has its cost `in_opening` balance, also where that is told later.
    """
    cost = 0 if in_opening else charged(after) - (charged(before) if before else 0)
    refund = refunded(after) - (refunded(before) if before else 0)
    found = (Move(EntryKind.COST, -cost), Move(EntryKind.REFUND, refund))
    return [move for move in found if move.amount]


class Reason(StrEnum):
    """Why an order may have moved the account otherwise than the books know."""

    REFUND_TOLD = "refund_told"
    """The platform says that the money is back, or should be; no balance bears it out yet."""
    REFUND_MISSING = "refund_missing"
    """The same for longer than anything takes."""
    UNCONFIRMED = "unconfirmed"
    PRICE_UNKNOWN = "price_unknown"
    REFUND_AWAITED = "refund_awaited"
    RUNNING = "running"
    PART_UNKNOWN = "part_unknown"
    ENDED_LATELY = "ended_lately"
    """It can be reversed, or turn up, without our having heard of it: looked at again for 72 hours, seldom."""


NOT_CREDITED = (Reason.REFUND_TOLD, Reason.REFUND_MISSING)
_STAYS = (Reason.ENDED_LATELY, Reason.REFUND_MISSING)


class Suspect(Struct, frozen=True):
    """An order that could explain a difference: the account may hold between `low` and `high` fen more than the books
    know of it.
    """

    order: Order
    reason: Reason
    low: int
    high: int

    def explains(self, least: int, most: int) -> bool:
        """Whether it alone could be a difference between these (fen, not 0); what ended comes back whole, or not."""
        if self.reason is Reason.ENDED_LATELY and self.high:
            return any(one and least <= one <= most for one in (self.low, self.high))
        return self.low <= most and least <= self.high


def suspect(order: Order, now: float, *, in_opening: bool = False) -> Suspect | None:
    """How an order may differ from the books at a time (unix seconds); None where it cannot. `in_opening` as in
    `moves`.

    A cost that is not known is taken to be the face value at most, for each time that the order was sent. Of a partly
    arrived order the rest can still arrive: then nothing goes back.
    """
    if (reason := _reason(order, now)) is None:
        return None
    if in_opening and not order.cost:  # the opening has it; it can only come back
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
    """The account at a reading: what the books expect (fen), what the platform told, and the suspects.

    `more`: there are other suspects, too many to be named, so that nothing can be said to be unexplained. `shared`: it
    is used elsewhere, too, as the owner says or an answer shows; what happens there is not known here.
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
        """The suspects worth showing: refunds that are not credited, then the others in the open, and where these
        cannot have made the difference, of those that ended the ones of which a single one could be the rest.
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
        """Whether refunds that were told and are not credited make just the difference: they alone explain it."""
        return self._gap < 0 and _makes(self._not_credited, self._gap)

    @property
    def _not_credited(self) -> tuple[Suspect, ...]:
        return tuple(one for one in self.suspects if one.reason in NOT_CREDITED)

    @property
    def is_settled(self) -> bool:
        """Whether the difference stays what it is: nothing was booked since the reading, no order is in the open."""
        return self.difference is not None and all(one.reason in _STAYS for one in self.suspects)

    @property
    def is_explicable(self) -> bool:
        """Whether the suspects could have made the difference, or somebody whose orders are not known here."""
        return self.more or self.shared or self.is_explained_here

    @property
    def is_explained_here(self) -> bool:
        """Whether the suspects that are known could have made the difference."""
        low, high = _range(self.explainers)
        return low <= self._gap <= high

    @property
    def possible_deposit(self) -> int:
        """What came in and is not explained; 0 where there is no such thing, or where others pay in, too."""
        if self.difference is None or self.shared:
            return 0
        return self.difference if self.difference > _range(self.explainers)[1] else 0


_MOST_COMBINED = 12


def _makes(suspects: tuple[Suspect, ...], difference: int) -> bool:
    """Whether some of the newest, each whole, come to just this difference."""
    sums = {0}
    for one in suspects[:_MOST_COMBINED]:
        sums |= {so_far + one.low for so_far in sums}
    return difference in sums


def _range(suspects: Iterable[Suspect]) -> tuple[int, int]:
    every = tuple(suspects)
    return sum(one.low for one in every), sum(one.high for one in every)
