"""The account's book: expected balance against reading, deposits, and amounts owed."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from desktop.domain.audit import AuditEntry, AuditKind, plain
from desktop.domain.balance_reading import BalanceReading
from desktop.domain.books.charge import Finding, finding
from desktop.domain.books.ledger import Books, Entry, EntryKind, Move, Reading, Reconciliation, suspect
from desktop.domain.books.low_balance import PACE_DAYS
from desktop.domain.books.report import china_day
from desktop.domain.books.voucher import Voucher, adjustment_problem, deposit_problem
from desktop.domain.orders.amounts import net_cost, owed_to_customer, uncredited
from desktop.domain.orders.order import Order
from desktop.domain.orders.takings import debt
from desktop.domain.right import Right
from desktop.services.books.balance import BalanceKeeper
from desktop.services.runtime import Runtime
from desktop.storage.books.day_sums import ReportStore
from desktop.storage.books.ledger import LedgerStore
from desktop.storage.errors import BookNotBegunError, TakenBackError, WriteFailedError


class NotBookedError(Exception):
    """Nothing was recorded: the write failed, or (`before`) the entry was reversed before. The text is for the log."""

    def __init__(self, reason: str, *, before: bool = False) -> None:
        super().__init__(reason)
        self.before = before


class Ledger(Struct, frozen=True):
    """The account now: `books` since the last close (`since`, unix seconds) or since the book began (None)."""

    books: Books
    since: float | None
    account: Reconciliation | None
    """None while no balance is known."""


class Owed(Struct, frozen=True):
    """Amounts still owed: by the platform, as refunds that are pending or not credited yet, to customers, and by
    customers for orders on credit; (order, fen), newest first.
    """

    by_platform: list[tuple[Order, int]]
    to_customers: list[tuple[Order, int]]
    by_customers: list[tuple[Order, int]] = []


class Bookkeeping:
    """The owner's entries and their sums; every write is announced as a change of the balance. Somebody without the
    right to see or to write them gets ForbiddenError.
    """

    def __init__(self, runtime: Runtime, store: LedgerStore, reports: ReportStore, balance: BalanceKeeper) -> None:
        self._changes = runtime.changes
        self._clock = runtime.clock
        self._duty = runtime.duty
        self._store = store
        self._reports = reports
        self._balance = balance

    async def ledger(self) -> Ledger | None:
        """The account's ledger; None while its book has not begun (see `BalanceStore.add`)."""
        self._duty.require(Right.SEE_BALANCE)
        return await self._ledger()

    async def _ledger(self) -> Ledger | None:
        since_close, books = await self._store.since_close(), await self._store.books()
        if since_close is None or books is None:
            return None
        return Ledger(*since_close, await self._account(books))

    async def deposit(self, amount: int, voucher: Voucher) -> None:
        """Record a payment of the owner to the platform (fen). Raises NotBookedError, and ValueError for a deposit with
        a `deposit_problem`.
        """
        if problem := deposit_problem(amount, voucher, self._clock.now()):
            raise ValueError(problem)
        await self._post(Right.DEPOSIT, Move(EntryKind.DEPOSIT, amount), voucher)

    async def adjust(self, amount: int, voucher: Voucher) -> None:
        """Record an unexplained difference (fen, either sign). Raises like `deposit`."""
        if problem := adjustment_problem(amount, voucher):
            raise ValueError(problem)
        await self._post(Right.ADJUST, Move(EntryKind.ADJUSTMENT, amount), voucher)

    async def take_back(self, entry: Entry, voucher: Voucher) -> None:
        """Reverse a deposit or an adjustment by a counter-entry, at most once. Raises NotBookedError."""
        if entry.move.kind not in (EntryKind.DEPOSIT, EntryKind.ADJUSTMENT):
            raise ValueError(entry.move.kind)
        await self._post(Right.ADJUST, Move(entry.move.kind, -entry.move.amount), voucher, entry.id)

    async def statement(self, before: int | None, limit: int) -> list[Entry]:
        """The entries before this one, or the last ones, newest first."""
        self._duty.require(Right.SEE_BALANCE, Right.SEE_PROFIT)
        return await self._store.statement(before, limit)

    async def owed(self) -> Owed:
        """Amounts owed by the platform (costs: for whoever may see them), to customers and by customers."""
        failed, unsettled = await self._store.refunds_awaited(), await self._store.cash_owed()
        told = await self._store.refunds_uncredited()
        by_platform = [(order, net_cost(order)) for order in failed] + [(order, uncredited(order)) for order in told]
        return Owed(
            sorted(by_platform, key=lambda one: -one[0].placed_at) if self._duty.sees_profit else [],
            [(order, owed) for order in unsettled if (owed := owed_to_customer(order))],
            [(order, owed) for order in await self._store.on_credit() if (owed := debt(order))],
        )

    async def charge_of(self, order: Order, before: BalanceReading | None) -> Finding:
        """Whether an unconfirmed order was charged, by the last reading, which must have been made just now. `before`
        is the last reading before the order was placed.
        """
        ledger = await self._ledger()
        return finding(order, ledger.account if ledger else None, before.difference if before else None)

    async def pace(self) -> float:
        """Fen spent per day: the mean of the last PACE_DAYS before today, or of those since the first order; on the
        first day, today's sum.
        """
        today, span = china_day(self._clock.now()), await self._reports.span()
        if span is None:
            return 0.0
        first = max(span[0], today - timedelta(days=PACE_DAYS))
        if first >= today:
            first, last = today, today
        else:
            last = today - timedelta(days=1)
        days = await self._reports.spent_by_day(first, last)
        return sum(one.cost - one.refund for one in days.values()) / ((last - first).days + 1)

    async def _account(self, books: Books) -> Reconciliation | None:
        last, now = self._balance.last, self._clock.now()
        if last is None:
            return None
        then = None if last.entry is None else await self._store.books(last.entry)
        reading = Reading.compared(last.money, last.read_at, then, books)
        orders, more = await self._store.suspects(now)
        found = tuple(one for order, old in orders if (one := suspect(order, now, in_opening=old)) is not None)
        return Reconciliation(books.expected, reading, found, more, shared=await self._balance.sharing.is_shared())

    async def _post(self, right: Right, move: Move, voucher: Voucher, takes_back: int | None = None) -> None:
        signer = self._duty.require(right).or_typed(voucher.by)
        signed = voucher._replace(by=signer.name, by_id=signer.id, allowed_by=signer.allowed_by)
        try:
            await self._store.post(move, self._clock.now(), signed, takes_back)
        except (WriteFailedError, BookNotBegunError, TakenBackError) as failed:
            raise NotBookedError(str(failed), before=isinstance(failed, TakenBackError)) from failed
        kind = AuditKind.TAKEN_BACK if takes_back is not None else _AUDITED[move.kind]
        detail = plain({"amount": move.amount, "note": signed.note})
        self._changes.audited.announce(AuditEntry(self._clock.now(), kind, signer, detail))
        self._changes.balance.announce(None)
        self._balance.soon()


_AUDITED = {EntryKind.DEPOSIT: AuditKind.DEPOSIT, EntryKind.ADJUSTMENT: AuditKind.ADJUSTMENT}
