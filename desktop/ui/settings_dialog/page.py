"""A page of the settings: rows, and above them an optional text that applies to all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.settings import Settings
from desktop.ui.look.tokens import SPACE
from desktop.ui.settings_dialog.row import SettingRow
from desktop.ui.settings_dialog.values import value_of
from desktop.ui.widgets.build import label
from desktop.ui.widgets.notice_line import NoticeLine
from desktop.ui.widgets.scrolled import Scrolled
from desktop.ui.widgets.sums_grid import rule

_TITLES_WIDE, _ROW_HIGH = 150, 34
_TITLE, _WIDGET, _NOTE = range(3)


class SettingsPage(Scrolled):
    """Shows the rows in the order given."""

    def __init__(self, rows: Sequence[SettingRow], head: str = "") -> None:
        inside = QWidget()
        self.rows = rows
        self.settings = [row for row in rows if row.name]
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE.near, 0)
        column.setSpacing(SPACE.apart)
        if head:
            column.addWidget(NoticeLine(head, "notice"))
        column.addLayout(self._grid())
        column.addStretch(1)
        super().__init__(inside)

    def show_settings(self, settings: Settings) -> None:
        """Put the settings' values into the rows, and remove all errors."""
        for row in self.settings:
            row.put(value_of(settings, row.name))
            row.absolve()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.apart)
        grid.setVerticalSpacing(SPACE.hair)
        grid.setColumnMinimumWidth(_TITLE, _TITLES_WIDE)
        grid.setColumnStretch(_NOTE, 1)
        for number, row in enumerate(self.rows):
            at = 2 * number
            if number:
                grid.addWidget(rule(), at - 1, _TITLE, 1, 3)
            grid.setRowMinimumHeight(at, _ROW_HIGH)
            if row.wide:
                grid.addWidget(row.widget, at, _TITLE, 1, 3)
                continue
            if row.title:
                title = label(row.title)
                title.setBuddy(row.widget)
                grid.addWidget(title, at, _TITLE)
            first = _WIDGET if row.title else _TITLE
            grid.addLayout(_cell(row), at, first, 1, _NOTE - first)
            grid.addWidget(row.note, at, _NOTE)
        return grid


def _cell(row: SettingRow) -> QHBoxLayout:
    cell = QHBoxLayout()
    cell.setSpacing(SPACE.near)
    cell.addWidget(row.widget)
    if row.beside is not None:
        cell.addWidget(row.beside)
    cell.addStretch(1)
    return cell
