"""Fields for choosing a value or a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit


def choice_box(name: str, choices: Sequence[tuple[str, object]]) -> QComboBox:
    """A narrow combo box of (word, value); the values are its data."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setProperty("role", "narrow")
    made.setMaxVisibleItems(20)
    for word, value in choices:
        made.addItem(word, value)
    return made


def date_field(name: str, day: date | None = None) -> QDateEdit:
    """A date field with a calendar; shows today on this computer if no day is given."""
    edit = QDateEdit(QDate.currentDate() if day is None else QDate(day.year, day.month, day.day))
    edit.setAccessibleName(name)
    edit.lineEdit().setAccessibleName(name)
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("yyyy-MM-dd")
    return edit


def python_date(edit: QDateEdit) -> date:
    """The day in the field."""
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
