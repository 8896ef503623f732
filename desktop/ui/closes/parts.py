"""The orders of a daily close and its corrections as parts of a printed document: tables, or rows for a roll."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from desktop.domain.books.close import Close, Correction, Figures, LineKey, sum_of
from desktop.domain.mobile import grouped
from desktop.domain.plain_text import one_line
from desktop.exchange.document import Content, Fact, Grid, Head, Heading, Item, Part
from desktop.ui.closes.columns import (
    amount_columns,
    change_columns,
    change_of,
    figure_columns,
    lines_in_order,
    operator_name,
    shift_word,
    sums_of_lines,
    taking_sums,
    takings_in_order,
    total_word,
    trait_columns,
    unknown_operator,
)
from desktop.ui.figures import cells, facts, heads
from desktop.ui.words import words

translate = QCoreApplication.translate

MOST_CORRECTIONS = 40
"""The number of corrections listed on paper; the sums include all of them."""


def orders_part(close: Close, *, compact: bool, costs: bool) -> Part:
    """The orders placed since the last close, with `costs` if they may be seen."""
    heading = translate("ClosePaper", "Orders of this close")
    if not close.lines:
        return Part(heading, (translate("ClosePaper", "No orders"),))
    contents: list[Content] = [*_rows(close, costs=costs)] if compact else [_table(close, costs=costs)]
    if close.total.unpriced and costs:
        text = translate("ClosePaper", "Arrived at a cost not known yet, counted in neither cost nor profit: {count}")
        contents.append(text.format(count=f"{close.total.unpriced:,}"))
    return Part(heading, tuple(contents))


def corrections_part(close: Close, *, compact: bool) -> Part | None:
    """The orders of earlier closes whose status or figures have changed since; None without any."""
    if not close.corrections:
        return None
    contents: list[Content] = [*_correction_items(close)] if compact else [_correction_table(close)]
    contents.append(
        Fact(translate("ClosePaper", "Profit, corrections included"), words.yuan(close.profit), strong=True)
    )
    return Part(translate("ClosePaper", "Corrections to earlier closes"), tuple(contents))


def takings_part(close: Close) -> Part | None:
    """The money that customers paid and got back, by the way of payment; None for a close of an earlier version."""
    facts = [
        Fact(text, words.signed(amount))
        for name, taking in takings_in_order(close.takings)
        for text, amount in taking_sums(name, taking)
    ]
    return Part(translate("ClosePaper", "Paid by customers"), tuple(facts)) if facts else None


def shifts_part(close: Close) -> Part | None:
    """The shifts since the last close, with their sum; None without any."""
    if not close.shifts:
        return None
    facts = [_shift_fact(shift_word(one), one.cash, one.difference) for one in close.shifts]
    cash, off = sum(one.cash for one in close.shifts), sum(one.difference for one in close.shifts)
    facts.append(_shift_fact(total_word(), cash, off, strong=True))
    return Part(translate("ClosePaper", "Shifts: cash of orders, difference"), tuple(facts))


def _shift_fact(name: str, cash: int, off: int, *, strong: bool = False) -> Fact:
    return Fact(name, f"{words.signed(cash)}  ·  {words.signed(off)}", strong=strong)


def _rows(close: Close, *, costs: bool) -> list[Content]:
    contents: list[Content] = []
    for (operator, face), lines in groupby(lines_in_order(close), lambda line: (line[0].operator, line[0].face)):
        contents.append(Heading(f"{operator_name(operator)} · {words.face(face)}"))
        contents += [_line_item(*line, costs=costs) for line in lines]
    *others, (name, total) = sums_of_lines(close)
    contents += [Item(Fact(other, ""), _sum_facts(figures, costs=costs)) for other, figures in others]
    contents.append(Item(Fact(name, "", strong=True), _sum_facts(total, costs=costs)))
    return contents


def _line_item(key: LineKey, figures: Figures, *, costs: bool) -> Item:
    traits = f"{words.speed_word(key.speed)} · {words.standing_word(key.standing)}"
    return Item(
        Fact(traits, f"{figures.orders:,} × {words.face(key.face)}"), facts(amount_columns(costs=costs), figures)
    )


def _sum_facts(figures: Figures, *, costs: bool) -> tuple[Fact, ...]:
    orders, face, *amounts = facts(figure_columns(costs=costs), figures)
    return orders, Fact(translate("ClosePaper", "Face value"), face.value), *amounts


def _table(close: Close, *, costs: bool) -> Grid:
    traits, columns = trait_columns(unknown_operator()), figure_columns(costs=costs)
    blank = ("",) * (len(traits) - 1)
    lines = [(*cells(traits, key), *cells(columns, figures)) for key, figures in lines_in_order(close)]
    *others, total = [(name, *blank, *cells(columns, figures)) for name, figures in sums_of_lines(close)]
    return Grid((*heads(traits), *heads(columns)), (*lines, *others), total)


def _listed(close: Close) -> tuple[Correction, ...]:
    return close.corrections[:MOST_CORRECTIONS]


def _others(close: Close) -> tuple[str, Figures] | None:
    """The corrections that are not listed: their number in words, and their sum."""
    others = close.corrections[MOST_CORRECTIONS:]
    if not others:
        return None
    text = translate("ClosePaper", "and {count} more").format(count=f"{len(others):,}")
    return text, sum_of(one.change for one in others)


def _correction_items(close: Close) -> Iterator[Item]:
    columns = change_columns()
    for one in _listed(close):
        number = Fact(translate("ClosePaper", "Number"), grouped(one.mobile))
        head = Fact(one_line(one.order_no), change_of(one.before, one.after))
        yield Item(head, (number, *facts(columns, one.change)))
    if others := _others(close):
        yield Item(Fact(others[0], ""), facts(columns, others[1]))
    yield Item(Fact(total_word(), f"{len(close.corrections):,}", strong=True), facts(columns, close.corrected))


def _correction_table(close: Close) -> Grid:
    columns = change_columns()
    names = (
        Head(translate("ClosePaper", "Our order no.")),
        Head(translate("ClosePaper", "Number")),
        Head(translate("ClosePaper", "Was → now")),
    )
    rows = [
        (one_line(one.order_no), grouped(one.mobile), change_of(one.before, one.after), *cells(columns, one.change))
        for one in _listed(close)
    ]
    if others := _others(close):
        rows.append((others[0], "", "", *cells(columns, others[1])))
    count = f"{len(close.corrections):,}"
    return Grid((*names, *heads(columns)), tuple(rows), (total_word(), count, "", *cells(columns, close.corrected)))
