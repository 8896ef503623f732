"""The platform's attitude to the shop's account, derived from the outcomes of calls."""

from __future__ import annotations

from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import (
    Accepted,
    Balance,
    BalanceOutcome,
    CancelTaken,
    Declined,
    MayOrder,
    MobileInfo,
    NoAnswer,
    OrderReport,
    PushOutcome,
    QueryOutcome,
    Rejected,
    Trouble,
)
from desktop.domain.refusal import Refusal, RefusedPart, Unfunded, lacks_money, lacks_right, refused_part
from desktop.services.changes import Changes
from desktop.services.ports import Clock

_Success = Accepted | Balance | CancelTaken | MayOrder | MobileInfo | OrderReport
"""Answers that the platform gives only to an account that it accepts."""
_NAMES_STORE = Accepted | OrderReport
"""Those to requests that name the store."""
UNCLEAR_ENOUGH = 10
"""So many unreadable answers to questions about orders since the store was last refused, and it is given another trial:
they will never prove anything, and a push that is refused costs nothing.
"""


class AccountAccess:
    """`refusal` while the platform refuses the account, `unfunded` while it refuses orders for want of money; both end
    only with an answer that proves the opposite.

    A push or a reading of the balance that is refused for the account counts at once. An error of another call is only
    a doubt, because a shop may lack the right to that call alone, which can be so of the balance, too: the next reading
    of the balance decides. A refused store is only learned from a push: no reading of the balance could decide on it.
    """

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self.refusal: Refusal | None = None
        self.unfunded: Unfunded | None = None
        self.doubted = False
        """Whether the balance should be read now to find out."""
        self._lowest: int | None = None
        """The lowest balance (fen) read since `unfunded`."""
        self._unclear = 0
        """The unreadable answers to questions about orders since the store was last refused."""

    def note_push(self, order: Order, outcome: PushOutcome) -> None:
        """Take the outcome of a push into account."""
        match outcome:
            case Rejected(code, words) if (part := refused_part(words)) is not None:
                self._refuse(part, code, words, doubted=True)
            case Rejected(_, words) if lacks_money(words):
                self._lack(order.face, words)
            case Accepted():
                self._prove(outcome)
                if self.unfunded is not None:
                    self.unfunded = None
                    self._tell()

    def note_balance(self, outcome: BalanceOutcome) -> None:
        """Take the outcome of a reading of the balance into account."""
        self.doubted = False
        match outcome:
            case Declined(code, words) if (part := refused_part(words)) is not None and not lacks_right(words):
                self._refuse(part, code, words)
            case Balance(money):
                self._prove(outcome)
                self._compare(money)

    def note_query(self, outcome: QueryOutcome) -> None:
        """Take the outcome of a query into account, which names the store as a push does."""
        store_refused = self.refusal is not None and self.refusal.part is RefusedPart.STORE
        match outcome:
            case Declined(code, words) if (part := refused_part(words)) is not None:
                if part is not RefusedPart.STORE:
                    self._doubt()
                elif store_refused:
                    self._refuse(part, code, words)
            case Declined() if store_refused:
                self._end()  # it looked for the order: the store was in order
            case NoAnswer(Trouble.UNREADABLE) if store_refused:
                self._unclear += 1
                if self._unclear >= UNCLEAR_ENOUGH:
                    self._end()
            case _:
                self._prove(outcome)

    def note_other(self, outcome: object) -> None:
        """Take the outcome of any other call into account."""
        if isinstance(outcome, Declined) and refused_part(outcome.words) is not None:
            self._doubt()
        else:
            self._prove(outcome)

    def _refuse(self, part: RefusedPart, code: str, words: str, *, doubted: bool = False) -> None:
        before = self.refusal
        since = self._clock.now() if before is None else before.since
        self.refusal = Refusal(part, code, words, since)
        self._unclear = 0
        self.doubted = self.doubted or doubted
        if self.refusal != before or doubted:
            self._tell()

    def _doubt(self) -> None:
        if self.refusal is None and not self.doubted:
            self.doubted = True
            self._tell()

    def _prove(self, outcome: object) -> None:
        """End a refusal, where the outcome is a success that depends on the refused part."""
        if self.refusal is None or not isinstance(outcome, _Success):
            return
        if self.refusal.part is not RefusedPart.STORE or isinstance(outcome, _NAMES_STORE):
            self._end()

    def _end(self) -> None:
        self.refusal = None
        self._tell()

    def _lack(self, face: int, words: str) -> None:
        since = self._clock.now() if self.unfunded is None else self.unfunded.since
        self.unfunded, self._lowest = Unfunded(face, words, since), None
        self._tell()

    def _compare(self, money: int) -> None:
        """A balance that has risen and covers the refused order proves that money came in; a mere amount does not: part
        of it may be frozen.
        """
        if self.unfunded is None:
            return
        if self._lowest is not None and money > self._lowest and money >= self.unfunded.face:
            self.unfunded = None
            self._tell()
        else:
            self._lowest = money if self._lowest is None else min(money, self._lowest)

    def _tell(self) -> None:
        self._changes.access.announce(None)
