"""The orders of a daily close and its corrections as parts of a printed document: tables, or rows for a roll."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from desktop.domain.books.close import Close, Correction, Figures, LineKey, sum_of
from desktop.domain.mobile import Operator, grouped
from desktop.domain.orders.status import Standing
from desktop.domain.plain_text import one_line
from desktop.exchange.document import Content, Fact, Grid, Head, Heading, Item, Part
from desktop.ui.closes.lines import reading_order, recounted_word
from desktop.ui.words import words

translate = QCoreApplication.translate

MOST_CORRECTIONS = 40
"""So many are listed on paper; all of them count."""


def orders_part(close: Close, *, compact: bool) -> Part:
    """The orders placed since the last close."""
    heading = translate("ClosePaper", "Orders of this close")
    if not close.lines:
        return Part(heading, (translate("ClosePaper", "No orders"),))
    contents: list[Content] = [*_rows(close)] if compact else [_table(close)]
    if close.total.unpriced:
        text = translate("ClosePaper", "Arrived at a cost not known yet, counted in neither cost nor profit: {count}")
        contents.append(text.format(count=f"{close.total.unpriced:,}"))
    return Part(heading, tuple(contents))


def corrections_part(close: Close, *, compact: bool) -> Part | None:
    """The orders of earlier closes that came to stand otherwise; None where there are none."""
    if not close.corrections:
        return None
    contents: list[Content] = [*_correction_items(close)] if compact else [_correction_table(close)]
    contents.append(
        Fact(translate("ClosePaper", "Profit, corrections included"), words.yuan(close.profit), strong=True)
    )
    return Part(translate("ClosePaper", "Corrections to earlier closes"), tuple(contents))


def operator_name(operator: Operator | None) -> str:
    return words.operator_word(operator) or translate("ClosePaper", "Unknown operator")


def change_of(before: Standing, after: Standing) -> str:
    """Was → now; one word where only figures changed."""
    if before is after:
        return words.standing_word(after)
    return f"{words.standing_word(before)} → {words.standing_word(after)}"


def _rows(close: Close) -> list[Content]:
    contents: list[Content] = []
    for (operator, face), keys in groupby(sorted(close.lines, key=reading_order), lambda key: (key.operator, key.face)):
        contents.append(Heading(f"{operator_name(operator)} · {words.face(face)}"))
        contents += [_line_item(key, close.lines[key]) for key in keys]
    if close.recounted.orders:
        contents.append(Item(Fact(recounted_word(), ""), _total_facts(Figures() - close.recounted)))
    contents.append(Item(Fact(_total(), "", strong=True), _total_facts(close.total)))
    return contents


def _line_item(key: LineKey, figures: Figures) -> Item:
    traits = f"{words.speed_word(key.speed)} · {words.standing_word(key.standing)}"
    return Item(Fact(traits, f"{figures.orders:,} × {words.face(key.face)}"), _amounts(figures))


def _amounts(figures: Figures) -> tuple[Fact, ...]:
    return (
        Fact(translate("ClosePaper", "To collect"), words.yuan(figures.price)),
        Fact(translate("ClosePaper", "Cost"), words.yuan(figures.cost)),
        Fact(translate("ClosePaper", "Refunds"), words.yuan(figures.refund)),
        Fact(translate("ClosePaper", "Profit"), words.yuan(figures.profit)),
    )


def _total_facts(figures: Figures) -> tuple[Fact, ...]:
    return (
        Fact(translate("ClosePaper", "Orders"), f"{figures.orders:,}"),
        Fact(translate("ClosePaper", "Face value"), words.yuan(figures.face)),
        *_amounts(figures),
    )


def _table(close: Close) -> Grid:
    heads = (
        Head(translate("ClosePaper", "Operator")),
        Head(translate("ClosePaper", "Face value"), is_number=True),
        Head(translate("ClosePaper", "Speed")),
        Head(translate("ClosePaper", "Status")),
        Head(translate("ClosePaper", "Orders"), is_number=True),
        Head(translate("ClosePaper", "Face total"), is_number=True),
        Head(translate("ClosePaper", "To collect"), is_number=True),
        Head(translate("ClosePaper", "Cost"), is_number=True),
        Head(translate("ClosePaper", "Refunds"), is_number=True),
        Head(translate("ClosePaper", "Profit"), is_number=True),
    )
    rows = tuple(
        (
            operator_name(key.operator),
            words.face(key.face),
            words.speed_word(key.speed),
            words.standing_word(key.standing),
            *_cells(close.lines[key]),
        )
        for key in sorted(close.lines, key=reading_order)
    )
    if close.recounted.orders:
        rows = (*rows, (recounted_word(), "", "", "", *_cells(Figures() - close.recounted)))
    return Grid(heads, rows, (_total(), "", "", "", *_cells(close.total)))


def _cells(figures: Figures) -> tuple[str, ...]:
    return (
        f"{figures.orders:,}",
        words.yuan(figures.face),
        words.yuan(figures.price),
        words.yuan(figures.cost),
        words.yuan(figures.refund),
        words.yuan(figures.profit),
    )


def _listed(close: Close) -> tuple[Correction, ...]:
    return close.corrections[:MOST_CORRECTIONS]


def _others(close: Close) -> tuple[str, Figures] | None:
    """How many are not listed, in words, and what they come to."""
    others = close.corrections[MOST_CORRECTIONS:]
    if not others:
        return None
    text = translate("ClosePaper", "and {count} more").format(count=f"{len(others):,}")
    return text, sum_of(one.change for one in others)


def _correction_items(close: Close) -> Iterator[Item]:
    yield from (_correction_item(one) for one in _listed(close))
    if others := _others(close):
        yield Item(Fact(others[0], ""), _changes(others[1]))
    yield Item(Fact(_total(), f"{len(close.corrections):,}", strong=True), _changes(close.corrected))


def _correction_item(one: Correction) -> Item:
    number = Fact(translate("ClosePaper", "Number"), grouped(one.mobile))
    return Item(Fact(one_line(one.order_no), change_of(one.before, one.after)), (number, *_changes(one.change)))


def _changes(change: Figures) -> tuple[Fact, ...]:
    return (
        Fact(translate("ClosePaper", "Cost"), words.signed(change.cost)),
        Fact(translate("ClosePaper", "Refunds"), words.signed(change.refund)),
        Fact(translate("ClosePaper", "Profit"), words.signed(change.profit)),
    )


def _correction_table(close: Close) -> Grid:
    heads = (
        Head(translate("ClosePaper", "Our order no.")),
        Head(translate("ClosePaper", "Number")),
        Head(translate("ClosePaper", "Was → now")),
        Head(translate("ClosePaper", "Cost"), is_number=True),
        Head(translate("ClosePaper", "Refunds"), is_number=True),
        Head(translate("ClosePaper", "Profit"), is_number=True),
    )
    rows = [
        (one_line(one.order_no), grouped(one.mobile), change_of(one.before, one.after), *_change_cells(one.change))
        for one in _listed(close)
    ]
    if others := _others(close):
        rows.append((others[0], "", "", *_change_cells(others[1])))
    count = f"{len(close.corrections):,}"
    return Grid(heads, tuple(rows), (_total(), count, "", *_change_cells(close.corrected)))


def _change_cells(change: Figures) -> tuple[str, ...]:
    return tuple(fact.value for fact in _changes(change))


def _total() -> str:
    return translate("ClosePaper", "Total")
