"""A daily close as one flat table, for Excel."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.books.close import Close, Correction, Figures, LineKey
from desktop.domain.mobile import operator_of
from desktop.exchange.document import one_line
from desktop.exchange.table import Cell, Column, ColumnKind, Table
from desktop.ui.closes.document import account_sums, close_title, drawer_sums, pair
from desktop.ui.closes.lines import reading_order, recounted_word
from desktop.ui.closes.parts import change_of, operator_name
from desktop.ui.words import words

translate = QCoreApplication.translate

Row = list[Cell]
_FIGURES = 6


def close_table(close: Close) -> tuple[Table, list[Row]]:
    """As `keep_table` takes it: what is closed, its lines with their total, all corrections, account, drawer."""
    return Table(close_title(close), _columns()), [
        *_head(close),
        *(_line(key, close.lines[key]) for key in sorted(close.lines, key=reading_order)),
        *_recounted(close),
        _total(close.total),
        *(_correction(one) for one in close.corrections),
        *_account(close),
        *_drawer(close),
    ]


def _columns() -> list[Column]:
    text, amount = ColumnKind.TEXT, ColumnKind.AMOUNT
    return [
        Column(translate("ClosePaper", "Part"), text, 14),
        Column(translate("ClosePaper", "What"), text, 38),
        Column(translate("ClosePaper", "Operator"), text, 12),
        Column(translate("ClosePaper", "Face value"), amount, 10),
        Column(translate("ClosePaper", "Speed"), text, 8),
        Column(translate("ClosePaper", "Status"), text, 22),
        Column(translate("ClosePaper", "Orders"), ColumnKind.COUNT, 8),
        Column(translate("ClosePaper", "Face total"), amount, 12),
        Column(translate("ClosePaper", "To collect"), amount, 12),
        Column(translate("ClosePaper", "Cost"), amount, 12),
        Column(translate("ClosePaper", "Refunds"), amount, 12),
        Column(translate("ClosePaper", "Profit"), amount, 12),
        Column(translate("ClosePaper", "Amount"), amount, 14),
        Column(translate("ClosePaper", "Time"), ColumnKind.MOMENT, 20),
    ]


def _row(part: str, what: str, traits: tuple[Cell, ...] = (None,) * 4, sums: tuple[Cell, ...] = ()) -> Row:
    return [part, what, *traits, *(sums or (None,) * _FIGURES), None, None]


def _amount(part: str, what: str, amount: int | None) -> Row:
    return [*_row(part, what)[:-2], amount, None]


def _moment(part: str, what: str, at: float) -> Row:
    return [*_row(part, what)[:-1], words.full_moment(at)]


def _head(close: Close) -> list[Row]:
    title = close_title(close)
    draft = [] if close.number else [_row(title, translate("ClosePaper", "Draft – not closed"))]
    said = (
        (translate("ClosePaper", "By"), one_line(close.by)),
        (translate("ClosePaper", "Note"), one_line(close.note)),
    )
    return [
        *draft,
        _moment(title, translate("ClosePaper", "From"), close.since),
        _moment(title, translate("ClosePaper", "Until"), close.at),
        *(_row(title, pair().format(label=label, value=value)) for label, value in said if value),
    ]


def _line(key: LineKey, figures: Figures) -> Row:
    traits = (
        operator_name(key.operator),
        key.face,
        words.speed_word(key.speed),
        words.standing_word(key.standing),
    )
    return _row(translate("ClosePaper", "Orders of this close"), "", traits, _sums(figures))


def _recounted(close: Close) -> list[Row]:
    if not close.recounted.orders:
        return []
    heading = translate("ClosePaper", "Orders of this close")
    return [_row(heading, recounted_word(), sums=_sums(Figures() - close.recounted))]


def _total(total: Figures) -> Row:
    return _row(translate("ClosePaper", "Orders of this close"), translate("ClosePaper", "Total"), sums=_sums(total))


def _sums(figures: Figures) -> tuple[Cell, ...]:
    return figures.orders, figures.face, figures.price, figures.cost, figures.refund, figures.profit


def _correction(one: Correction) -> Row:
    change = one.change
    return _row(
        translate("ClosePaper", "Corrections to earlier closes"),
        f"{one_line(one.order_no)} {one.mobile}",
        (operator_name(operator_of(one.mobile)), one.face, "", change_of(one.before, one.after)),
        (None, None, None, change.cost, change.refund, change.profit),
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
    if close.begun and close.difference is not None:
        rows.append(_amount(part, translate("ClosePaper", "Difference"), close.difference))
    return rows


def _drawer(close: Close) -> list[Row]:
    part = translate("ClosePaper", "Drawer")
    rows = [_amount(part, what, amount) for what, amount in drawer_sums(close)]
    if close.drawer.counted is None:
        return [*rows, _row(part, translate("ClosePaper", "The drawer was not counted."))]
    rows.append(_amount(part, translate("ClosePaper", "Counted"), close.drawer.counted))
    rows.append(_amount(part, translate("ClosePaper", "Difference"), close.drawer.difference))
    return rows
