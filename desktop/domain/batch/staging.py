"""The rows of a batch while the clerk works on them: verdicts, choices, edits that can be undone, sums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from desktop.domain.batch.batch import Choice, StagedRow
from desktop.domain.batch.listing import Code, Level
from desktop.domain.batch.verdict import NO_FACTS, NumberFacts, Terms, Verdict, is_ticked, verdict
from desktop.domain.mobile import Operator, operator_of
from desktop.domain.orders.order import Speed

_OF_AMOUNT = frozenset(
    {
        Code.AMOUNT_CORRECTED,
        Code.EACH_OR_TOGETHER,
        Code.FROM_MERGED_CELL,
        Code.BAD_AMOUNT,
        Code.NOT_A_FACE,
        Code.TWO_AMOUNTS,
        Code.WHOSE_AMOUNT,
    }
)
_MOST_STEPS = 200

Change = Callable[[StagedRow], StagedRow]


class Check(StrEnum):
    """The result of a row's checks, as the screen filters by it. A row that was looked at has passed."""

    PASSED = "passed"
    LOOK = "look"
    BLOCKED = "blocked"


class Keep(StrEnum):
    """The rule that decides which of several rows of one number stays."""

    FIRST = "first"
    LAST = "last"
    LARGEST = "largest"


class FaceSum(Struct, frozen=True):
    """The ticked rows of one face (fen), and what is to be collected for them."""

    face: int
    rows: int
    price: int


class Sums(Struct, frozen=True):
    """The ticked rows. `unseen`: rows that are left out only because nobody has looked at them yet. Amounts in fen."""

    rows: int = 0
    face: int = 0
    price: int = 0
    unseen: int = 0
    faces: tuple[FaceSum, ...] = ()
    operators: Mapping[Operator, int] = field(default_factory=dict)
    largest: int = 0


class Share(NamedTuple):
    """The part of one row in the sums; amounts in fen."""

    check: Check
    ticked: bool
    unseen: bool
    face: int
    price: int
    operator: Operator | None


class _Totals:
    """The shares of all rows, added up as they change: a list may have ten thousand rows, an edit changes one."""

    def __init__(self) -> None:
        self._shares: dict[int, Share] = {}
        self.checks = Counter[Check]()
        self.rows = Counter[int]()
        self.prices = Counter[int]()
        """Of the ticked rows, by face."""
        self.operators = Counter[Operator]()
        self.unseen = 0

    def put(self, position: int, share: Share) -> None:
        """Count a row in, in place of what it was before."""
        before = self._shares.get(position)
        if before != share:
            if before is not None:
                self._add(before, -1)
            self._add(share, 1)
            self._shares[position] = share

    def sums(self) -> Sums:
        """The sums of the ticked rows."""
        faces = sorted(face for face, rows in self.rows.items() if rows)
        return Sums(
            rows=self.rows.total(),
            face=sum(face * rows for face, rows in self.rows.items()),
            price=self.prices.total(),
            unseen=self.unseen,
            faces=tuple(FaceSum(face, self.rows[face], self.prices[face]) for face in faces),
            operators={operator: rows for operator, rows in self.operators.items() if rows},
            largest=max(faces, default=0),
        )

    def _add(self, share: Share, sign: int) -> None:
        self.checks[share.check] += sign
        self.unseen += sign * share.unseen
        if share.ticked:
            self.rows[share.face] += sign
            self.prices[share.face] += sign * share.price
            if share.operator is not None:
                self.operators[share.operator] += sign


class Staging:
    """Not thread-safe. Positions name the rows; `changed` methods return the rows to store, none if nothing changed."""

    def __init__(self, rows: Iterable[StagedRow], terms: Terms) -> None:
        self._rows = {row.position: row for row in rows}
        self._terms = terms
        self._facts: dict[str, NumberFacts] = {}
        self._of_number = defaultdict[str, list[int]](list)
        for row in self._rows.values():
            self._of_number[row.mobile].append(row.position)
        self._verdicts: dict[int, Verdict] = {}
        self._totals = _Totals()
        self._uncounted = set(self._rows)
        self._steps = list[list[StagedRow]]()

    @property
    def rows(self) -> list[StagedRow]:
        """All rows in the order of the list."""
        return list(self._rows.values())

    @property
    def terms(self) -> Terms:
        return self._terms

    @property
    def can_undo(self) -> bool:
        return bool(self._steps)

    def row(self, position: int) -> StagedRow:
        """Raises KeyError for a position that the list does not have."""
        return self._rows[position]

    def verdict(self, position: int) -> Verdict:
        """The verdict on a row as it is now."""
        found = self._verdicts.get(position)
        if found is None:
            row = self._rows[position]
            facts = self._facts.get(row.mobile, NO_FACTS)
            found = self._verdicts[position] = verdict(row, self._repeated_by(row), self._terms, facts)
        return found

    def check(self, position: int) -> Check:
        """The group of a row's verdict."""
        judged = self.verdict(position)
        if judged.level is Level.BLOCK:
            return Check.BLOCKED
        return Check.PASSED if judged.may_go else Check.LOOK

    def is_ticked(self, position: int) -> bool:
        return is_ticked(self._rows[position], self.verdict(position))

    def facts(self, mobile: str) -> NumberFacts:
        """The knowledge about a number."""
        return self._facts.get(mobile, NO_FACTS)

    def has_number(self, mobile: str) -> bool:
        """Whether any row has this number."""
        return bool(self._of_number.get(mobile))

    def alike(self, positions: Iterable[int]) -> list[int]:
        """The positions of these rows, and of all that have one of their numbers."""
        mobiles = {self._rows[one].mobile for one in positions} - {""}
        return sorted({*positions, *(one for mobile in mobiles for one in self._of_number[mobile])})

    def ticked(self) -> Iterator[StagedRow]:
        """The rows that are sent if the list is confirmed now, each with the price and what was known of repeats."""
        for position, row in self._rows.items():
            if self.is_ticked(position):
                codes = self.verdict(position).codes
                repeats = bool(codes & {Code.DUPLICATE, "arrived"})
                yield replace(row, price=self._terms.price(row), repeats=repeats)

    def counts(self) -> Counter[Check]:
        """The number of rows of each check."""
        self._count()
        return self._totals.checks

    def sums(self) -> Sums:
        """The sums of the ticked rows."""
        self._count()
        return self._totals.sums()

    def learn(self, facts: Mapping[str, NumberFacts]) -> list[int]:
        """Take knowledge about numbers into account; the positions of the rows that it concerns."""
        fresh = {mobile: one for mobile, one in facts.items() if self._facts.get(mobile, NO_FACTS) != one}
        self._facts.update(fresh)
        touched = [position for mobile in fresh for position in self._of_number.get(mobile, ())]
        self._forget(touched)
        return touched

    def use(self, terms: Terms) -> None:
        """Go on with other terms of the shop."""
        self._terms = terms
        self._forget(self._rows)

    def toggle(self, positions: Sequence[int]) -> list[StagedRow]:
        """Tick the rows, which is looking at them; strike them if all are ticked already. Blocked rows stay."""
        free = [one for one in positions if self.check(one) is not Check.BLOCKED]
        if free and all(map(self.is_ticked, free)):
            return self.strike(free)
        return self._change(free, lambda row: self._seen(row, Choice.TICKED))

    def strike(self, positions: Sequence[int]) -> list[StagedRow]:
        """Take rows out of what is sent."""
        return self._change(positions, lambda row: replace(row, choice=Choice.STRUCK))

    def set_mobile(self, position: int, mobile: str) -> list[StagedRow]:
        """Correct a number: the reader's words on the row end with it, because it is not the reader's any more."""
        return self._change([position], lambda row: replace(row, mobile=mobile, codes=(), looked=frozenset()))

    def set_face(self, positions: Sequence[int], face: int) -> list[StagedRow]:
        """Set the face (fen). A price of the row's own ends."""
        return self._change(
            positions,
            lambda row: replace(
                row,
                face=face,
                price=None,
                codes=tuple(code for code in row.codes if code not in _OF_AMOUNT or not row.mobile),
                looked=row.looked - {"arrived"},
            ),
        )

    def set_missing_faces(self, face: int) -> list[StagedRow]:
        """One amount (fen) for all rows with a number for which the list says none."""
        silent = [one.position for one in self._rows.values() if one.mobile and one.face is None and not one.codes]
        return self.set_face(silent, face)

    def set_speed(self, positions: Sequence[int], speed: Speed) -> list[StagedRow]:
        return self._change(positions, lambda row: replace(row, speed=speed))

    def set_price(self, positions: Sequence[int], price: int | None) -> list[StagedRow]:
        """Set what is to be collected (fen); None for the shop's price."""
        return self._change(positions, lambda row: replace(row, price=price))

    def set_note(self, position: int, note: str) -> list[StagedRow]:
        return self._change([position], lambda row: replace(row, note=note))

    def strike_duplicates(self, keep: Keep) -> list[StagedRow]:
        """Strike all rows of a number but the one that the rule keeps. Rows that cannot be sent do not count."""
        out = list[int]()
        for mobile, positions in self._of_number.items():
            rows = [self._rows[one] for one in positions]
            rows = [row for row in rows if row.choice is not Choice.STRUCK and row.face is not None]
            if mobile and len(rows) > 1:
                kept = _kept(rows, keep)
                out += [row.position for row in rows if row is not kept]
        return self.strike(sorted(out))

    def undo(self) -> list[StagedRow]:
        """Take the last change back."""
        if not self._steps:
            return []
        before = self._steps.pop()
        for row in before:
            self._put(row)
        return before

    def _change(self, positions: Iterable[int], change: Change) -> list[StagedRow]:
        before = [self._rows[one] for one in positions]
        after = [changed for row in before if (changed := change(row)) != row]
        if after:
            changing = {row.position for row in after}
            self._steps.append([row for row in before if row.position in changing])
            del self._steps[:-_MOST_STEPS]
        for row in after:
            self._put(row)
        return after

    def _put(self, row: StagedRow) -> None:
        before = self._rows[row.position]
        self._rows[row.position] = row
        if before.mobile != row.mobile:
            self._of_number[before.mobile].remove(row.position)
            self._of_number[row.mobile] = sorted([*self._of_number[row.mobile], row.position])
        for mobile in {before.mobile, row.mobile}:
            self._forget([row.position, *(self._of_number[mobile] if mobile else ())])

    def _forget(self, positions: Iterable[int]) -> None:
        for position in positions:
            self._verdicts.pop(position, None)
            self._uncounted.add(position)

    def _count(self) -> None:
        for position in self._uncounted:
            row = self._rows[position]
            ticked, price = self.is_ticked(position), self._terms.price(row)
            share = Share(
                check=self.check(position),
                ticked=ticked,
                unseen=self._is_unseen(row),
                face=row.face or 0,
                price=price or 0,
                operator=operator_of(row.mobile),
            )
            self._totals.put(position, share)
        self._uncounted.clear()

    def _seen(self, row: StagedRow, choice: Choice) -> StagedRow:
        return replace(row, choice=choice, looked=row.looked | self.verdict(row.position).codes)

    def _is_unseen(self, row: StagedRow) -> bool:
        return row.choice is not Choice.STRUCK and self.check(row.position) is Check.LOOK

    def _repeated_by(self, row: StagedRow) -> int:
        """The row before it with the same number, of those that are not struck; 0 for none."""
        if not row.mobile:
            return 0
        alike = (self._rows[one] for one in self._of_number[row.mobile] if one < row.position)
        return next((one.position for one in alike if one.choice is not Choice.STRUCK), 0)


def first_choices(staging: Staging) -> list[StagedRow]:
    """The rows of a fresh list, ticked where there is nothing to look at."""
    return [
        replace(row, choice=Choice.TICKED) if staging.verdict(row.position).level is None else row
        for row in staging.rows
    ]


def _kept(rows: Sequence[StagedRow], keep: Keep) -> StagedRow:
    if keep is Keep.LARGEST:
        return max(rows, key=lambda row: row.face or 0)
    return rows[0] if keep is Keep.FIRST else rows[-1]
