"""The rows of the action list: groups, and in each the orders that belong to it now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Signal

from desktop.domain.orders.action_group import ActionGroup, cash_to_return, rank
from desktop.domain.orders.first_page import DESK_LIMIT
from desktop.ui.recharge.row_texts import Plan, RowTexts, advice, row_texts
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.widgets.plain import tip
from desktop.ui.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtCore import Qt

    from desktop.domain.orders.action_group import Rank
    from desktop.domain.orders.order import Order
    from desktop.domain.orders.unconfirmed import UnconfirmedOrder

Index = QModelIndex | QPersistentModelIndex

MOST_LISTED = {ActionGroup.RUNNING: 60, ActionGroup.FINISHED: 40}
"""Of these groups the first ones are listed; the history has them all. What needs the clerk is always listed."""
_AGED_AT_ONCE = 200
_MOST_KEPT = 5 * DESK_LIMIT


class Head(NamedTuple):
    """The line above a group: the number of its orders, and the cash (fen) to return for them."""

    group: ActionGroup
    orders: int
    cash: int = 0


Row = Head | str
"""A group's head, or the number of an order."""


class ActionModel(QAbstractListModel):
    """Heads cannot be chosen. Orders keep their rows while others come and go; only `show` resets.

    `came` carries the numbers of orders that have just come into a group that needs the clerk.
    """

    came = Signal(list)
    regrouped = Signal()
    """All rows are in their places again."""

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self.now = now
        self.usual: Callable[[Order], float | None] = lambda _order: None
        """Returns the seconds within which nine of ten recent such orders arrived; None if that is not known."""
        self.is_ours: Callable[[Order], bool] = lambda _order: True
        self.is_offline: Callable[[], bool] = lambda: False
        self._orders: dict[str, Order] = {}
        self._ranks: dict[str, Rank] = {}
        self._asks: dict[str, float | None] = {}
        self._rows: list[Row] = []
        self._held = ""
        self._aged = 0
        self.is_moving = False
        """Whether rows are being moved: who asks a view for places now makes it lay out everything each time."""
        self._places: dict[str, int] = {}
        """The row of each order that is listed; out of date while rows are moved."""

    def show(self, orders: Iterable[Order]) -> None:
        """Replace all orders; none of them counts as just come."""
        now = self.now()
        self._orders = {order.order_no: order for order in orders}
        self._ranks = {order_no: rank(order, now) for order_no, order in self._orders.items()}
        self.beginResetModel()
        self._rows = self._wanted()
        self.endResetModel()
        self._note_places()

    def take(self, changed: Iterable[Order]) -> None:
        """Apply new and changed orders."""
        changed = list(changed)
        self._orders.update((order.order_no, order) for order in changed)
        self._rank(changed)

    def plan(self, unconfirmed: Sequence[UnconfirmedOrder]) -> None:
        """Note when these orders are queried next; those that were not known come in. Of the others only changes are
        believed: this was read some time ago.
        """
        self._asks = {one.order.order_no: one.next_ask_at for one in unconfirmed}
        self.take([one.order for one in unconfirmed if one.order.order_no not in self._orders])

    def asked_late(self, seconds: float) -> bool:
        """Whether the query of an order of ours should have been this long ago (seconds), or is not planned."""
        now = self.now()
        return any(
            (order := self._orders.get(number)) is not None
            and order.is_open
            and self.is_ours(order)
            and (at or now) + seconds < now
            for number, at in self._asks.items()
        )

    def hold(self, order_no: str) -> None:
        """Leave an order in its place although it is done with; "" for none, and those held before go."""
        before, self._held = self._orders.get(self._held), order_no
        if before is not None:
            self._rank([before])

    def is_done(self, order_no: str) -> bool:
        """Whether an order that needed the clerk does not any more, or is only held in its place."""
        if self._ranks[order_no].group is ActionGroup.FINISHED:
            return True
        return order_no == self._held and not self._orders[order_no].awaits_word

    def age(self) -> None:
        """Put open orders into the groups that they belong to by now: time alone moves some. Of very many, some each
        time.
        """
        now = self.now()
        numbers = [number for number, one in self._ranks.items() if one.group < ActionGroup.FINISHED]
        begin = self._aged if self._aged < len(numbers) else 0
        self._aged = begin + _AGED_AT_ONCE
        open_ones = [self._orders[number] for number in numbers[begin : self._aged]]
        if aged := [order for order in open_ones if rank(order, now) != self._ranks[order.order_no]]:
            self._rank(aged)

    def orders(self, *groups: ActionGroup) -> list[Order]:
        """The listed orders of these groups, from top to bottom."""
        listed = [row for row in self._rows if isinstance(row, str)]
        return [self._orders[number] for number in listed if not groups or self._ranks[number].group in groups]

    def order(self, row: int) -> Order | None:
        """The order in a row; None for a head or no row."""
        one = self._rows[row] if 0 <= row < len(self._rows) else None
        return self._orders[one] if isinstance(one, str) else None

    def row_of(self, order_no: str) -> int:
        """The row of an order, -1 if it is not listed."""
        return self._places.get(order_no, -1)

    def head(self, row: int) -> Head | None:
        """The head in a row; None for an order."""
        one = self._rows[row]
        return one if isinstance(one, Head) else None

    def group_of(self, order_no: str) -> ActionGroup:
        """The group in which an order stands. Raises KeyError for an order that was never given."""
        return self._ranks[order_no].group

    def texts(self, order: Order) -> RowTexts:
        return row_texts(order, self._plan_of(order), self.now())

    def advice(self, order: Order) -> str:
        return advice(order, self._plan_of(order), self.now())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        from PySide6.QtCore import Qt

        return super().flags(index) if self.order(index.row()) is not None else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = qt.DISPLAY) -> object:
        if not index.isValid() or role not in (qt.DISPLAY, qt.ACCESSIBLE_TEXT, qt.TOOL_TIP):
            return None
        order = self.order(index.row())
        if order is None:
            return None if role == qt.TOOL_TIP else head_text(self._rows[index.row()])
        if role == qt.TOOL_TIP:
            return tip(f"{words.order_word(order)}\n{self.advice(order)}")
        texts = self.texts(order)
        parts = (words.one_line(order), texts.status, texts.reason, texts.note, texts.value, self.advice(order))
        return " · ".join(part for part in parts if part)

    def _plan_of(self, order: Order) -> Plan:
        usual = self.usual(order)
        return Plan(
            self._asks.get(order.order_no),
            None if usual is None or order.sent_at is None else order.sent_at + usual,
            ours=self.is_ours(order),
            offline=self.is_offline(),
        )

    def _rank(self, changed: Sequence[Order]) -> None:
        now, came, moved = self.now(), list[str](), set[str]()
        for order in changed:
            number = order.order_no
            before, after = self._ranks.get(number), rank(order, now)
            if number == self._held or after == before:
                continue
            self._ranks[number] = after
            moved.add(number)
            if after.group <= ActionGroup.DOUBT and (before is None or before.group is not after.group):
                came.append(number)
        self.is_moving = True
        if moved or any(order.order_no == self._held for order in changed):  # its cash may have been returned
            self._forget_oldest()
            self._become(self._wanted(), moved)
        self._note_places(changed)
        if came:
            self.came.emit(came)

    def _forget_oldest(self) -> None:
        """Finished orders of long ago are in the history; here every change would sort them again."""
        if len(self._ranks) <= _MOST_KEPT:
            return
        finished = sorted((one, number) for number, one in self._ranks.items() if one.group is ActionGroup.FINISHED)
        for _rank, number in finished[DESK_LIMIT:]:
            del self._ranks[number], self._orders[number]

    def _note_places(self, changed: Iterable[Order] = ()) -> None:
        self._places = {row: place for place, row in enumerate(self._rows) if isinstance(row, str)}
        for row in {self._places[order.order_no] for order in changed if order.order_no in self._places}:
            self.dataChanged.emit(self.index(row), self.index(row))
        self.is_moving = False
        self.regrouped.emit()

    def _wanted(self) -> list[Row]:
        members: dict[ActionGroup, list[str]] = {group: [] for group in ActionGroup}
        for number in sorted(self._ranks, key=self._ranks.__getitem__):
            members[self._ranks[number].group].append(number)
        rows: list[Row] = []
        for group, numbers in members.items():
            if numbers:
                cash = sum(cash_to_return(self._orders[number]) for number in numbers) if not group else 0
                rows += [Head(group, len(numbers), cash), *numbers[: MOST_LISTED.get(group)]]
        return rows

    def _become(self, wanted: list[Row], moved: set[str]) -> None:
        """Turn the rows into these by removing, moving and inserting single ones. All but the `moved` orders have kept
        their sequence.
        """
        keys = {_key(row) for row in wanted}
        for at in reversed([at for at, row in enumerate(self._rows) if _key(row) not in keys]):
            self.beginRemoveRows(QModelIndex(), at, at)
            del self._rows[at]
            self.endRemoveRows()
        present = {_key(row) for row in self._rows}
        for at, row in enumerate(wanted):
            key = _key(row)
            if key not in present:
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
            elif key in moved:
                self._move(next(place for place in range(at, len(self._rows)) if self._rows[place] == row), at)
            else:
                while _key(self._rows[at]) != key:  # a moved order, whose place is further down
                    self._move(at, len(self._rows) - 1)
                if self._rows[at] != row:
                    self._rows[at] = row
                    self.dataChanged.emit(self.index(at), self.index(at))

    def _move(self, before: int, after: int) -> None:
        if before != after:
            self.beginMoveRows(QModelIndex(), before, before, QModelIndex(), after + (after > before))
            self._rows.insert(after, self._rows.pop(before))
            self.endMoveRows()


def _key(row: Row) -> str | ActionGroup:
    return row.group if isinstance(row, Head) else row


def head_text(row: Row) -> str:
    """A head in words."""
    assert isinstance(row, Head)
    return " · ".join(part for part in (f"{words.group_word(row.group)} {row.orders}", head_remark(row)) if part)


def head_remark(head: Head) -> str:
    """The remark that concerns all orders of a group, "" for none."""
    if head.group is ActionGroup.DOUBT:
        return words.do_not_repeat()
    if head.cash:
        return words.cash_to_return(head.cash)
    return ""
