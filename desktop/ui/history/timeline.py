"""An order's events, newest first, below the sentence that says what it asks of the clerk now."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QListView

from desktop.ui.history.timeline_entries import Entry
from desktop.ui.history.timeline_painting import ENTRY, TimelineDelegate, places
from desktop.ui.widgets import qt_numbers as qt

_MOVES = frozenset({qt.UP, qt.DOWN, qt.HOME, qt.END, 0x01000016, 0x01000017})
"""The arrows, Home, End, and the keys for a page up and down."""


class TimelineModel(QAbstractListModel):
    """One row for each entry."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Replace the entries by others."""
        if entries != self.entries:
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = qt.DISPLAY) -> object:
        if role in (qt.DISPLAY, qt.ACCESSIBLE_TEXT):
            return self.entries[index.row()].text
        return self.entries[index.row()] if role == ENTRY else None


class Timeline(QListView):
    """Arrows walk through the entries, Ctrl+C copies one; all other keys belong to the sheet around it."""

    def __init__(self) -> None:
        super().__init__()
        self.shows_place = False
        """Whether the keyboard's place is painted: not while nobody has moved it, as when a sheet opens."""
        self.rows = TimelineModel()
        self.setModel(self.rows)
        self._delegate = TimelineDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Events"))
        self.setProperty("role", "timeline")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumHeight(120)

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these entries; the keyboard keeps its entry, and the view its place."""
        if entries == self.rows.entries:
            return
        at, offset = self.currentIndex().row(), self.verticalScrollBar().value()
        added = len(entries) - len(self.rows.entries) if at > 0 else 0
        self.rows.show(entries)
        self.setCurrentIndex(self.rows.index(min(max(0, at + added), len(entries) - 1)))
        self.verticalScrollBar().setValue(offset)

    def begin(self) -> None:
        """Go back to the top, for another order."""
        self.shows_place = False
        self.rows.show([])

    def wanted_height(self, width: int) -> int:
        """The height (pixels) of all entries in this width."""
        return sum(places(entry, width).high for entry in self.rows.entries)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self.shows_place = True
        if event.key() in _MOVES or event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
            self.viewport().update()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever leaves by Tab sees the place when coming back. (A dialog that opens pretends a Tab into it.)"""
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.shows_place = self.shows_place or by_tab
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
