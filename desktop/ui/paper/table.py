"""A table on paper: numbers aligned right, long texts wrapped in their cells, the heads repeated on each page."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.exchange.document import Grid
from desktop.ui.paper.layout import LEFT, RIGHT, Layout

_GAP = 3.0  # mm between columns
_SIZES = (1.0, 0.92, 0.84, 0.76, 0.68)
"""The first size at which numbers stay whole and texts have room for some words is used, otherwise the last."""
_LEAST_TEXT = 9.0  # times the width of a digit
_SLACK = 0.1  # mm: the room that a text's layout needs beyond its advance


def write_table(layout: Layout, grid: Grid) -> None:
    """Write the table across the full width of the layout."""
    size, widths = _columns(layout, grid)
    top = layout.height
    _row(layout, grid, tuple(head.title for head in grid.heads), size, widths, bold=True)
    layout.thin_rule(0.3)
    bottom = layout.height
    for row in grid.rows:
        _row(layout, grid, row, size, widths)
        layout.thin_rule(0.1)
        layout.may_break()
    if grid.total:
        _row(layout, grid, grid.total, size, widths, bold=True)
        layout.may_break()
    layout.repeat(top, bottom)


def _row(
    layout: Layout, grid: Grid, row: tuple[str, ...], size: float, widths: Sequence[float], *, bold: bool = False
) -> None:
    cells, left = [], 0.0
    for head, text, width in zip(grid.heads, row, widths, strict=True):
        cells.append((text, left, width, RIGHT if head.is_number else LEFT))
        left += width + _GAP
    layout.space(0.15)
    layout.row(cells, size, bold=bold)
    layout.space(0.15)


def _columns(layout: Layout, grid: Grid) -> tuple[float, list[float]]:
    """The type size, and the width of each column (mm)."""
    room = layout.row_width - _GAP * (len(grid.heads) - 1)
    for size in _SIZES:
        wanted = [_wanted(layout, grid, column, size) for column in range(len(grid.heads))]
        if (widths := _fitting(layout, grid, wanted, room, size)) is not None:
            return size, widths
    return _SIZES[-1], _shared(wanted, room)


def _fitting(layout: Layout, grid: Grid, wanted: list[float], room: float, size: float) -> list[float] | None:
    """The widths wanted plus equal shares of the spare room; or numbers whole and texts narrower; None if that leaves
    texts too little.
    """
    spare = room - sum(wanted)
    if spare >= 0:
        return [width + spare / len(wanted) for width in wanted]
    least = _LEAST_TEXT * layout.width_of("0", size)
    texts = [width for head, width in zip(grid.heads, wanted, strict=True) if not head.is_number]
    for_texts = room - (sum(wanted) - sum(texts))
    if for_texts < sum(min(width, least) for width in texts):
        return None
    shares = iter(_shared(texts, for_texts))
    return [width if head.is_number else next(shares) for head, width in zip(grid.heads, wanted, strict=True)]


def _wanted(layout: Layout, grid: Grid, column: int, size: float) -> float:
    """The width that keeps the cells on one line; a head may break between words."""
    words = grid.heads[column].title.split() or [""]
    widths = [layout.width_of(word, size, bold=True) for word in words]
    widths += [layout.width_of(text, size) for text in {row[column] for row in grid.rows}]
    if grid.total:
        widths.append(layout.width_of(grid.total[column], size, bold=True))
    return max(widths) + _SLACK


def _shared(wanted: Sequence[float], room: float) -> list[float]:
    """Narrow columns get the width wanted, the others equal shares of the rest."""
    shares = [0.0] * len(wanted)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    for done, column in enumerate(order):
        shares[column] = min(wanted[column], room / (len(order) - done))
        room -= shares[column]
    return shares
