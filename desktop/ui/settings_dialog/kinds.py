"""The kinds of rows for settings: typed, chosen, ticked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from desktop.domain.money import face_text
from desktop.domain.orders.payment import KNOWN_PAYMENTS
from desktop.settings.rules import amount_from, number_from
from desktop.ui.settings_dialog.row import Entry, SettingRow
from desktop.ui.settings_dialog.titles import title_of
from desktop.ui.widgets.build import CheckBox, label
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.words.words import payment_word

translate = QCoreApplication.translate

WIDE, TIMES, _NUMBER = 270, 150, 90
_LINES_HIGH = 96
_DIGITS = 9


def line(
    name: str,
    wrong: str,
    *,
    hint: str = "",
    unit: str = "",
    empty: str = "",
    width: int = WIDE,
    written: Callable[[Any], str] = str,
    read: Callable[[str], Any] = str.strip,
) -> SettingRow:
    """A text line; `written` formats a value, `read` parses a text; `empty` is the placeholder."""
    field = line_for_words()
    field.setFixedWidth(width)
    field.setPlaceholderText(empty)

    def write(value: Any) -> None:
        field.setText(written(value))
        field.setCursorPosition(0)

    put, take = _untouched_as_it_was(write, field.text, read)
    entry = Entry(field, put, take, wrong)
    return SettingRow(name, title_of(name), entry, hint=hint, beside=label(unit) if unit else None)


def number(
    name: str,
    wrong: str,
    *,
    hint: str = "",
    unit: str = "",
    times: float = 1.0,
    empty: str | None = None,
) -> SettingRow:
    """A number, shown in units of `times`. With `empty` (its placeholder) an empty line is None."""

    def read(text: str) -> Any:
        if empty is not None and not text.strip():
            return None
        typed = number_from(text)
        return text if typed is None else round(typed * times, _DIGITS)

    return line(
        name,
        wrong,
        hint=hint,
        unit=unit,
        empty=empty or "",
        width=_NUMBER,
        read=read,
        written=lambda value: "" if value is None else _plain(value / times),
    )


def amount(name: str, wrong: str, *, hint: str = "", empty: str = "") -> SettingRow:
    """An amount in yuan, stored in fen; an empty line is None."""

    def read(text: str) -> Any:
        typed = amount_from(text)
        return typed if typed is not None or not text.strip() else text

    def written(value: Any) -> str:
        return "" if value is None else face_text(value).replace(",", "")

    yuan = translate("Settings", "yuan")
    return line(name, wrong, hint=hint, unit=yuan, empty=empty, width=_NUMBER, read=read, written=written)


def whole(name: str, wrong: str, *, hint: str = "", unit: str = "", empty: str | None = None) -> SettingRow:
    """A whole number; with `empty` (its placeholder) an empty line is None."""

    def read(text: str) -> Any:
        if empty is not None and not text.strip():
            return None
        typed = number_from(text)
        return int(typed) if typed is not None and typed.is_integer() else text

    return line(
        name,
        wrong,
        hint=hint,
        unit=unit,
        empty=empty or "",
        width=_NUMBER,
        read=read,
        written=lambda value: "" if value is None else str(value),
    )


def payments(name: str, wrong: str, *, hint: str = "") -> SettingRow:
    """Ways of payment by their words, separated by commas or spaces."""

    def read(typed: str) -> tuple[str, ...]:
        known = {payment_word(one): one for one in KNOWN_PAYMENTS}
        words = [word.strip() for word in re.split(r"[,，、;；\n]+", typed)]
        return tuple(known.get(word, word) for word in words if word)

    return line(name, wrong, hint=hint, read=read, written=lambda value: ", ".join(map(payment_word, value)))


def times(name: str, wrong: str, *, hint: str = "", unit: str = "") -> SettingRow:
    """Any number of numbers, separated by spaces."""

    def read(text: str) -> tuple[float, ...] | None:
        numbers = [number_from(part) for part in re.split(r"[\s,，、]+", text.strip()) if part]
        return None if None in numbers else tuple(one for one in numbers if one is not None)

    return line(
        name,
        wrong,
        hint=hint,
        unit=unit,
        width=TIMES,
        read=read,
        written=lambda value: " ".join(map(_plain, value)),
    )


def lines(name: str, wrong: str, *, hint: str = "") -> SettingRow:
    """Several lines of text."""
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setFixedSize(WIDE, _LINES_HIGH)
    put, take = _untouched_as_it_was(field.setPlainText, field.toPlainText, str)
    return SettingRow(name, title_of(name), Entry(field, put, take, wrong), hint=hint)


def choice(name: str, choices: Sequence[tuple[Any, str]], *, hint: str = "") -> SettingRow:
    """A choice of a few values, each with its words."""
    box = QComboBox()
    box.setProperty("role", "wide")
    box.addItems([words for _value, words in choices])
    values = [value for value, _words in choices]
    entry = Entry(box, lambda value: box.setCurrentIndex(values.index(value)), lambda: values[box.currentIndex()])
    return SettingRow(name, title_of(name), entry, hint=hint)


def tick(name: str, *, words: str = "", hint: str = "", beside: QWidget | None = None) -> SettingRow:
    """A check box, labelled with these words or with the setting's title."""
    said = words or title_of(name)
    box = CheckBox(said)
    box.setAccessibleName(said)
    return SettingRow(name, "", Entry(box, box.setChecked, box.isChecked), hint=hint, beside=beside)


def _untouched_as_it_was(
    write: Callable[[Any], object], text: Callable[[], str], read: Callable[[str], Any]
) -> tuple[Callable[[Any], None], Callable[[], Any]]:
    """`put` and `take` for a text field: an unchanged text returns the value that was shown, even if shown rounded."""
    shown: dict[str, Any] = {}

    def put(value: Any) -> None:
        write(value)
        shown.clear()
        shown[text()] = value

    def take() -> Any:
        entered = text()
        return shown[entered] if entered in shown else read(entered)

    return put, take


def _plain(value: float) -> str:
    """``7.5`` → ``"7.5"``, ``300.0`` → ``"300"``."""
    return repr(round(float(value), _DIGITS)).removesuffix(".0")
