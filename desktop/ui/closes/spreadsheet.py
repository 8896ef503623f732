"""A daily close as one flat table, for Excel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop.domain.books.close import Close, Correction
from desktop.domain.mobile import operator_of
from desktop.exchange.document import one_line
from desktop.exchange.table import Cell, Column, ColumnKind, Table
from desktop.ui.closes.columns import (
    change_columns,
    change_of,
    figure_columns,
    lines_in_order,
    operator_name,
    shift_word,
    sums_of_lines,
    taking_sums,
    takings_in_order,
    trait_columns,
    unknown_operator,
)
from desktop.ui.closes.document import account_sums, by_text, close_title, drawer_sums, pair
from desktop.ui.figures import file_cells, file_columns
from desktop.ui.words import words

translate = QCoreApplication.translate

Row = list[Cell]
_NO_TRAITS: tuple[Cell, ...] = (None,) * 4
_NO_SUMS: tuple[Cell, ...] = (None,) * 6


def close_table(close: Close) -> tuple[Table, list[Row]]:
    """The close as `keep_table` takes it: head, lines with their total, all corrections, account, cash drawer."""
    return Table(close_title(close), _columns()), [
        *_head(close),
        *_lines(close),
        *(_correction(one) for one in close.corrections),
        *_account(close),
        *_takings(close),
        *_shifts(close),
        *_drawer(close),
    ]


def _columns() -> list[Column]:
    text, amount = ColumnKind.TEXT, ColumnKind.AMOUNT
    return [
        Column(translate("ClosePaper", "Part"), text, 14),
        Column(translate("ClosePaper", "What"), text, 38),
        *file_columns(trait_columns(unknown_operator())),
        *file_columns(figure_columns()),
        Column(translate("ClosePaper", "Amount"), amount, 14),
        Column(translate("ClosePaper", "Time"), ColumnKind.MOMENT, 20),
    ]


def _row(part: str, what: str, traits: Sequence[Cell] = _NO_TRAITS, sums: Sequence[Cell] = _NO_SUMS) -> Row:
    return [part, what, *traits, *sums, None, None]


def _amount(part: str, what: str, amount: int | None) -> Row:
    return [*_row(part, what)[:-2], amount, None]


def _moment(part: str, what: str, at: float) -> Row:
    return [*_row(part, what)[:-1], words.full_moment(at)]


def _head(close: Close) -> list[Row]:
    title = close_title(close)
    draft = [] if close.number else [_row(title, translate("ClosePaper", "Draft – not closed"))]
    said = (
        (translate("ClosePaper", "By"), by_text(close)),
        (translate("ClosePaper", "Note"), one_line(close.note)),
    )
    return [
        *draft,
        _moment(title, translate("ClosePaper", "From"), close.since),
        _moment(title, translate("ClosePaper", "Until"), close.at),
        *(_row(title, pair().format(label=label, value=value)) for label, value in said if value),
    ]


def _lines(close: Close) -> list[Row]:
    part = translate("ClosePaper", "Orders of this close")
    traits, columns = trait_columns(unknown_operator()), figure_columns()
    lines = [_row(part, "", file_cells(traits, key), file_cells(columns, one)) for key, one in lines_in_order(close)]
    return lines + [_row(part, name, sums=file_cells(columns, one)) for name, one in sums_of_lines(close)]


def _correction(one: Correction) -> Row:
    changes = file_cells(change_columns(), one.change)
    return _row(
        translate("ClosePaper", "Corrections to earlier closes"),
        f"{one_line(one.order_no)} {one.mobile}",
        (operator_name(operator_of(one.mobile)), one.face, "", change_of(one.before, one.after)),
        (*_NO_SUMS[: -len(changes)], *changes),
    )


def _account(close: Close) -> list[Row]:
    part = translate("ClosePaper", "Account with the platform")
    if close.begun:
        rows = [_amount(part, what, amount) for what, amount in account_sums(close)]
    else:
        rows = [_row(part, translate("ClosePaper", "The account's book has not begun."))]
    if close.reading is None:
        return [*rows, _row(part, translate("ClosePaper", "The balance with the platform was not read."))]
    rows.append(_amount(part, translate("ClosePaper", "With the platform"), close.reading.money))
    rows.append(_moment(part, translate("ClosePaper", "Read at"), close.reading.read_at))
    if close.difference is not None:
        rows.append(_amount(part, translate("ClosePaper", "Difference"), close.difference))
    return rows


def _takings(close: Close) -> list[Row]:
    part = translate("ClosePaper", "Paid by customers")
    return [
        _amount(part, text, amount)
        for name, taking in takings_in_order(close.takings)
        for text, amount in taking_sums(name, taking)
    ]


def _shifts(close: Close) -> list[Row]:
    part, off = translate("ClosePaper", "Shifts"), translate("ClosePaper", "Difference")
    return [
        row
        for one in close.shifts
        for row in (
            _amount(part, shift_word(one), one.cash),
            _amount(part, pair().format(label=shift_word(one), value=off), one.difference),
        )
    ]


def _drawer(close: Close) -> list[Row]:
    part = translate("ClosePaper", "Drawer")
    rows = [_amount(part, what, amount) for what, amount in drawer_sums(close)]
    if close.drawer.counted is None:
        return [*rows, _row(part, translate("ClosePaper", "The drawer was not counted."))]
    rows.append(_amount(part, translate("ClosePaper", "Counted"), close.drawer.counted))
    rows.append(_amount(part, translate("ClosePaper", "Difference"), close.drawer.difference))
    return rows
