"""The column widths of the history: as wide as their texts, as far as there is room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHeaderView

from desktop.ui.history.columns import BOLD, LEAST, MOST, HistoryColumn, HistoryRow, titles
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import TYPE
from desktop.ui.widgets.rows_table import widest

_PADDING = 17  # pixels: 8 on each side, one for rounding
_TITLE_PADDING = 20
_BESIDE = {HistoryColumn.NUMBER: 28 + 6, HistoryColumn.STATUS: 20 + 16}
"""Pixels: of the operator's badge and the bold last digits; of the icon of a status and the ends of its pill."""
_YIELDING = (HistoryColumn.PLATFORM_NO, HistoryColumn.OUR_NO, HistoryColumn.STATUS, HistoryColumn.NOTE)
"""Texts in these columns may be cut off, but no status itself, only what is said behind it. Spare room goes to those
that need it, otherwise to the last one.
"""


class Widths:
    """A width set by hand stays. Other columns grow for the texts on screen and never shrink."""

    def __init__(self, header: QHeaderView) -> None:
        self._header = header
        self._seen: dict[HistoryColumn, int] = {}
        self._pill = 0
        """The width of the widest status seen."""
        self._measured: set[HistoryRow] = set()
        self._by_hand: set[HistoryColumn] = set()
        self._fitting = False
        self.dress()
        header.sectionResized.connect(self._resized)

    def dress(self) -> None:
        """Apply the current fonts."""
        self._metrics = {bold: QFontMetricsF(font(TYPE.body, bold=bold)) for bold in (False, True)}
        title = self._header.fontMetrics().horizontalAdvance
        self._titles = [title(text) * 11 // 10 + _TITLE_PADDING for text in titles()]

    def see(self, rows: list[HistoryRow]) -> None:
        """Widen the columns for the rows on screen."""
        fresh = [row for row in rows if row not in self._measured]
        self._measured = set(rows)
        pills = (row.texts[HistoryColumn.STATUS].partition(" · ")[0] for row in fresh)
        pill = widest(self._metrics[True], pills) + _PADDING + _BESIDE[HistoryColumn.STATUS]
        grown = pill > self._pill
        self._pill = max(pill, self._pill)
        for column in HistoryColumn:
            wide = widest(self._metrics[column in BOLD], (row.texts[column] for row in fresh)) + _PADDING
            wide += _BESIDE.get(column, 0)
            if wide > self._seen.get(column, _PADDING):
                self._seen[column] = wide
                grown = True
        if grown:
            self.fit()

    def fit(self) -> None:
        """Distribute the available width."""
        shown = [column for column in HistoryColumn if not self._header.isSectionHidden(column)]
        widths = {column: self._least(column) for column in shown}
        needed = {
            column: max(0, self._wanted(column) - widths[column])
            for column in _YIELDING
            if column in widths and column not in self._by_hand
        }
        spare = max(0, self._header.viewport().width() - sum(widths.values()))
        share = min(1.0, spare / (sum(needed.values()) or 1))
        for column, more in needed.items():
            widths[column] += int(more * share)
            spare -= int(more * share)
        if needed:
            widths[list(needed)[-1]] += spare
        with self._by_ourselves():
            for column, width in widths.items():
                self._header.resizeSection(column, width)

    def kept(self) -> tuple[QByteArray, str]:
        """The header's state, and the columns whose width was set by hand."""
        return self._header.saveState(), " ".join(str(int(column)) for column in sorted(self._by_hand))

    def restore(self, state: QByteArray, by_hand: str) -> None:
        """Restore what `kept` returned; unreadable parts are ignored."""
        with self._by_ourselves():
            self._header.restoreState(state)
        known = {str(int(column)): column for column in HistoryColumn}
        self._by_hand = {known[word] for word in by_hand.split() if word in known}
        self.fit()

    def _least(self, column: HistoryColumn) -> int:
        if column in self._by_hand:
            return self._header.sectionSize(column)
        least = max(LEAST[column], self._titles[column], self._pill if column is HistoryColumn.STATUS else 0)
        return least if column in _YIELDING else max(least, self._wanted(column))

    def _wanted(self, column: HistoryColumn) -> int:
        return min(MOST, self._seen.get(column, 0))

    def _resized(self, section: int, before: int, after: int) -> None:
        """Record a width set by hand: not by `fit`, by hiding or showing, or by Qt stretching the last column."""
        is_last = all(
            self._header.isSectionHidden(column)
            or self._header.visualIndex(column) <= self._header.visualIndex(section)
            for column in HistoryColumn
        )
        if not self._fitting and before and after and not is_last:
            self._by_hand.add(HistoryColumn(section))

    @contextmanager
    def _by_ourselves(self) -> Iterator[None]:
        self._fitting = True
        try:
            yield
        finally:
            self._fitting = False
