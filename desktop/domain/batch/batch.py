"""A batch: a list of recharges from reading to the last result."""

from __future__ import annotations

import time
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from desktop.domain.actor import NOBODY, Actor
from desktop.domain.batch.listing import Code, Level
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.order_no import drawn_letters
from desktop.domain.orders.status import Standing
from desktop.domain.right import Right

LONGEST_NAME = 60
MOST_ROWS = 20_000
_TAG_LENGTH = 6
_PREFIX = "B"


class BatchState(StrEnum):
    """STAGED can be edited. PAUSED goes on only by a clerk's word. STOPPED sends nothing any more; nor does DONE, where
    every confirmed row has become an order.
    """

    STAGED = "staged"
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


class PauseCause(StrEnum):
    """The reason why a batch does not go on by itself."""

    BY_HAND = "by_hand"
    RESTARTED = "restarted"
    REFUSED_ACCOUNT = "refused_account"
    NO_MONEY = "no_money"
    OFFLINE = "offline"
    REFUSALS = "refusals"
    UNCONFIRMED = "unconfirmed"
    DISK = "disk"
    NOT_SAVED = "not_saved"


class Hold(StrEnum):
    """The reason why a confirmed row waits for the clerk."""

    NONE = ""
    ARRIVED = "arrived"
    """An order of the same number and face has arrived since the row was confirmed."""
    CHANGED = "changed"
    """The failed order that the row tries again does not await it any more."""
    OVER_LIMIT = "over_limit"
    """It has become too much for the number or the person, or the number was blocked."""
    STOPPED = "stopped"
    """The clerk took the row out while the batch was being sent."""


class Choice(StrEnum):
    """The clerk's word on a staged row. OPEN: none yet."""

    OPEN = ""
    TICKED = "ticked"
    STRUCK = "struck"


class Notice(Struct, frozen=True):
    """A problem of the list as a whole, and the line of the source that shows it."""

    line: int
    code: Code
    source: str = ""

    @property
    def level(self) -> Level:
        return self.code.level


class StagedRow(Struct, frozen=True):
    """A row of a batch. `position` counts from 1 and never changes; `line` and `source` are the row's place in what was
    read. `face` and `price` in fen; a price of None is the shop's price for the face. `codes` are the reader's problems
    with it, `looked` those, and the shop's findings, that the clerk has looked at. `queued`: it was confirmed, and may
    become the order `order_no`, once. `repeats`: the clerk knew then that the number has another order of this face.
    """

    position: int
    line: int
    source: str
    mobile: str
    face: int | None
    speed: Speed = Speed.FAST
    price: int | None = None
    note: str = ""
    codes: tuple[Code, ...] = ()
    looked: frozenset[str] = frozenset()
    choice: Choice = Choice.OPEN
    order_no: str = ""
    queued: bool = False
    repeats: bool = False
    held: Hold = Hold.NONE
    retries: str = ""
    """The order that failed, which this row tries again; "" for none."""


class Confirmation(Struct, frozen=True):
    """The clerk's word for a whole batch: `by` signs each of its orders. `rights` are those that were checked then."""

    at: float
    by: Actor = NOBODY
    rights: frozenset[Right] = frozenset()
    paid_with: str = ""
    payer: str = ""


class Batch(Struct, frozen=True):
    """The head of a batch. `tag` is in the order numbers of its rows; `origin` is a short word on the source, such as
    the files' names. `after` is the batch whose failed rows these are, 0 for none.
    """

    id: int
    tag: str
    name: str
    origin: str
    made_at: float
    made_by: Actor = NOBODY
    state: BatchState = BatchState.STAGED
    cause: PauseCause | None = None
    notices: tuple[Notice, ...] = ()
    notices_seen: bool = False
    confirmation: Confirmation | None = None
    after: int = 0

    @property
    def is_under_way(self) -> bool:
        """Whether it was confirmed and may still send rows."""
        return self.state in (BatchState.SENDING, BatchState.PAUSED)

    @property
    def notices_bar(self) -> bool:
        """Whether a notice of the whole list still has to be looked at."""
        return bool(self.notices) and not self.notices_seen


class Progress(Struct, frozen=True):
    """The confirmed rows of a batch. `standings` counts those that have become orders, by status; `waiting` have not
    yet; `held` wait for the clerk. `face` and `price` in fen, of all confirmed rows; `arrived` is the face of those
    that did.
    """

    standings: dict[Standing, int] = field(default_factory=dict)
    waiting: int = 0
    held: int = 0
    face: int = 0
    price: int = 0
    arrived: int = 0

    @property
    def rows(self) -> int:
        """The number of confirmed rows."""
        return sum(self.standings.values()) + self.waiting + self.held

    def count(self, standings: frozenset[Standing]) -> int:
        """The number of orders with one of these statuses."""
        return sum(number for standing, number in self.standings.items() if standing in standings)


class BatchResult(NamedTuple):
    """A row, and its order once it has become one."""

    row: StagedRow
    order: Order | None


class Bounds(Struct, frozen=True):
    """At most so many orders of batches are undecided at once, and a batch pauses with so many unconfirmed, or after so
    many refusals in a row.
    """

    undecided: int = 50
    unconfirmed: int = 10
    refusals: int = 5


class Source(Struct, frozen=True):
    """A list as it was read, ready to be staged."""

    origin: str
    rows: list[StagedRow]
    notices: list[Notice] = field(default_factory=list)


def new_tag() -> str:
    """A random tag that tells a batch from any other, also from one that a restored backup has forgotten."""
    return drawn_letters(_TAG_LENGTH)


def order_no_of(made_at: float, tag: str, position: int, installation: str) -> str:
    """``B20261130`` + the batch's tag + ``00042`` + the installation's code: a row's order number, made with the row.

    A row that is restored from a backup has the number under which it may have been sent since.
    """
    return f"{order_no_prefix(made_at, tag)}{position:05d}{installation}"


def order_no_prefix(made_at: float, tag: str) -> str:
    """The common beginning of the order numbers of a batch."""
    return f"{time.strftime(f'{_PREFIX}%Y%m%d', time.localtime(made_at))}{tag}"


def is_of_batch(order_no: str) -> bool:
    """Whether an order was placed by a batch."""
    return order_no.startswith(_PREFIX)


def numbered(rows: Iterable[StagedRow], first: int = 1) -> list[StagedRow]:
    """The rows at the positions from `first` on."""
    return [replace(row, position=position) for position, row in enumerate(rows, start=first)]
