"""The columns and rows of a RowsTable."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.orders.order import Order


class TableColumn(Struct, frozen=True):
    """The title, and the width in pixels; 0 takes the remaining room. Numbers are aligned right; they and what
    `is_whole` are never cut off: longer ones widen the column. In rows of an order, `shows_number` puts the operator's
    badge before its number, and `shows_status` paints the text up to " · " as its status. What `may_go` is left
    out where there is no room for all columns.
    """

    title: str
    width: int
    is_number: bool = False
    is_whole: bool = False
    shows_number: bool = False
    shows_status: bool = False
    is_strong: bool = False
    is_quiet: bool = False
    may_go: bool = False


class TableRow(Struct, frozen=True):
    """`key` identifies the row; `token` is the name of a colour of `theme.tokens()` for texts that carry a sign of
    their own, "" for the colour of text; `remark_token` is that of the words behind the status.
    """

    key: str
    cells: tuple[str, ...]
    token: str = ""
    tip: str = ""
    order: Order | None = None
    remark_token: str = ""
    is_strong: bool = False
