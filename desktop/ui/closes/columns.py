"""The tables of a daily close: columns, lines and sums, for the screen, paper and files."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from desktop.domain.books.close import Close, Figures, LineKey
from desktop.domain.books.shift import ShiftLine
from desktop.domain.books.taking import Taking, Takings
from desktop.domain.mobile import Operator
from desktop.domain.orders.payment import KNOWN_PAYMENTS, NOT_RECORDED
from desktop.domain.orders.status import Standing
from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.exchange.column import ColumnKind
from desktop.ui.figures import FigureColumn, InFile
from desktop.ui.words import words

translate = QCoreApplication.translate

_OPERATORS: list[Operator | None] = [*Operator, None]
_STANDINGS = list(Standing)
_TEXT, _COUNT, _AMOUNT = ColumnKind.TEXT, ColumnKind.COUNT, ColumnKind.AMOUNT


def trait_columns(unknown: str) -> tuple[FigureColumn[LineKey], ...]:
    """The columns that identify a line; `unknown` is the word for an unknown operator."""
    operator, face = translate("ClosePaper", "Operator"), translate("ClosePaper", "Face value")
    speed, status = translate("ClosePaper", "Speed"), translate("ClosePaper", "Status")
    return (
        FigureColumn(operator, _TEXT, lambda key: words.operator_word(key.operator) or unknown, 130, InFile(12)),
        FigureColumn(face, _AMOUNT, lambda key: key.face, 90, InFile(10), words.face),
        FigureColumn(speed, _TEXT, lambda key: words.speed_word(key.speed), 70, InFile(8)),
        FigureColumn(status, _TEXT, lambda key: words.standing_word(key.standing), 0, InFile(22)),
    )


def figure_columns(*, costs: bool = True) -> tuple[FigureColumn[Figures], ...]:
    """The sums of a line's orders, `costs` if they may be seen. The screen has no room for the face total."""
    orders, face = translate("ClosePaper", "Orders"), translate("ClosePaper", "Face total")
    return (
        FigureColumn(orders, _COUNT, lambda one: one.orders, 80, InFile(8)),
        FigureColumn(face, _AMOUNT, lambda one: one.face, in_file=InFile(12)),
        *amount_columns(costs=costs),
    )


def amount_columns(*, costs: bool = True) -> tuple[FigureColumn[Figures], ...]:
    """The amounts of `figure_columns`, without the face total."""
    price = FigureColumn[Figures](
        translate("ClosePaper", "To collect"), _AMOUNT, lambda one: one.price, 110, InFile(12)
    )
    return (price, *_moved(words.yuan)) if costs else (price,)


def change_columns() -> tuple[FigureColumn[Figures], ...]:
    """The amounts that a correction changes, signed."""
    return _moved(words.signed)


def _moved(text: Callable[[int], str]) -> tuple[FigureColumn[Figures], ...]:
    cost, refund = translate("ClosePaper", "Cost"), translate("ClosePaper", "Refunds")
    profit = translate("ClosePaper", "Profit")
    return (
        FigureColumn(cost, _AMOUNT, lambda one: one.cost, 110, InFile(12), text),
        FigureColumn(refund, _AMOUNT, lambda one: one.refund, 110, InFile(12), text),
        FigureColumn(profit, _AMOUNT, lambda one: one.profit, 110, InFile(12), text),
    )


def lines_in_order(close: Close) -> list[tuple[LineKey, Figures]]:
    """The lines sorted by operator, face, fast before slow, status."""
    return sorted(close.lines.items(), key=lambda line: _place(line[0]))


def sums_of_lines(close: Close) -> list[tuple[str, Figures]]:
    """The named sums under the lines, the total last. Orders that an earlier close counted, before an older database
    was restored, are subtracted first.
    """
    total = (total_word(), close.total)
    if not close.recounted.orders:
        return [total]
    return [(translate("Closes", "Counted by an earlier close"), Figures() - close.recounted), total]


def takings_in_order(takings: Takings) -> list[tuple[str, Taking]]:
    """(word, money) by the way of payment: the known ones first."""
    known = [NOT_RECORDED, *KNOWN_PAYMENTS]
    places = {way: place for place, way in enumerate(known)}
    return [
        (not_recorded() if way == NOT_RECORDED else words.payment_word(way), takings[way])
        for way in sorted(takings, key=lambda way: (places.get(way, len(known)), way))
    ]


def taking_sums(word: str, taking: Taking) -> list[tuple[str, int]]:
    """The lines about one way of payment, in fen; what went back is negative."""
    sums = [(word, taking.taken)]
    if taking.returned:
        sums.append((translate("ClosePaper", "{word}, returned").format(word=word), -taking.returned))
    return sums


def takings_text(takings: Takings) -> str:
    """All ways of payment in a sentence."""
    sums = [one for word, taking in takings_in_order(takings) for one in taking_sums(word, taking)]
    if not sums:
        return translate("Closes", "Customers have paid nothing since the last close.")
    text = translate("Closes", "Paid by customers: {sums}")
    return text.format(sums="  ·  ".join(f"{word} {words.signed(amount)}" for word, amount in sums))


def shift_word(line: ShiftLine) -> str:
    """A shift by its number and who had it."""
    by = one_line(line.by, LONGEST_NAME)
    name = translate("ClosePaper", "Shift {number}").format(number=line.number)
    return f"{name} · {by}" if by else name


def not_recorded() -> str:
    """The word for payments whose way was not recorded."""
    return translate("ClosePaper", "Way to pay not recorded")


def operator_name(operator: Operator | None) -> str:
    return words.operator_word(operator) or unknown_operator()


def unknown_operator() -> str:
    return translate("ClosePaper", "Unknown operator")


def change_of(before: Standing, after: Standing) -> str:
    """The text was → now; one word if only figures changed."""
    if before is after:
        return words.standing_word(after)
    return f"{words.standing_word(before)} → {words.standing_word(after)}"


def total_word() -> str:
    return translate("ClosePaper", "Total")


def _place(key: LineKey) -> tuple[int, int, int, int]:
    return _OPERATORS.index(key.operator), key.face, -int(key.speed), _STANDINGS.index(key.standing)
