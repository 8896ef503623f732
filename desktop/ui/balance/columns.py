"""The tables of the balance tab: columns and row names, for the screen, paper and files."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.books.report import Arrivals, Group, Grouping, GroupKey
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import Standing
from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.exchange.column import ColumnKind
from desktop.services.books.reporting import DayPoint
from desktop.ui.charts.days_chart import day_word
from desktop.ui.figures import FigureColumn, InFile
from desktop.ui.words import words

translate = QCoreApplication.translate

_COUNT, _AMOUNT = ColumnKind.COUNT, ColumnKind.AMOUNT
_WIDE, _LESS_WIDE = 112, 96  # pixels: millions, and ten thousands of yuan


def group_columns() -> tuple[FigureColumn[Group], ...]:
    """The sums of a group of a report. Files have more columns than fit on the screen and on paper."""
    orders, rate = translate("Reports", "Orders"), translate("Reports", "Success")
    succeeded, failed = translate("Reports", "Succeeded"), translate("Reports", "Did not arrive")
    unpriced = translate("Reports", "Arrived, cost not known")
    in_file = InFile(12, translate("Reports", "Success rate"))
    return (
        FigureColumn(orders, _COUNT, lambda one: one.figures.orders, 68, InFile(10)),
        *_amount_columns(),
        FigureColumn(succeeded, _COUNT, lambda one: one.succeeded, in_file=InFile(10)),
        FigureColumn(failed, _COUNT, lambda one: one.failed, in_file=InFile(14)),
        FigureColumn(unpriced, _COUNT, lambda one: one.figures.unpriced, in_file=InFile(22)),
        FigureColumn(rate, ColumnKind.SHARE, lambda one: thousandths(one.success_rate), 76, in_file),
    )


def _amount_columns() -> tuple[FigureColumn[Group], ...]:
    face, price = translate("Reports", "Face value"), translate("Reports", "To collect")
    cost, refund = translate("Reports", "Cost"), translate("Reports", "Refunds")
    profit = translate("Reports", "Profit")
    # a table by face value already has that title, and titles in a file are unique
    in_file = InFile(14, translate("Reports", "Face total"))
    return (
        FigureColumn(face, _AMOUNT, lambda one: one.figures.face, _WIDE, in_file),
        FigureColumn(price, _AMOUNT, lambda one: one.figures.price, _WIDE, InFile(14)),
        FigureColumn(cost, _AMOUNT, lambda one: one.figures.cost, _WIDE, InFile(14)),
        FigureColumn(refund, _AMOUNT, lambda one: one.figures.refund, _LESS_WIDE, InFile(14)),
        FigureColumn(profit, _AMOUNT, lambda one: one.figures.profit, _LESS_WIDE, InFile(14), is_strong=True),
    )


def thousandths(rate: float | None) -> int | None:
    """Convert a rate (0 … 1) to thousandths: 100% only if it is exactly 1, 0% only if it is exactly 0."""
    if rate is None:
        return None
    rounded = round(rate * 1000)
    return min(max(rounded, 1), 999) if 0 < rate < 1 else rounded


def arrivals_columns() -> tuple[FigureColumn[Arrivals], ...]:
    """The times from sending to arrival, per operator and speed."""
    name, arrived = translate("Reports", "Operator, speed"), translate("Reports", "Arrived")
    half, most = translate("Reports", "Half in"), translate("Reports", "9 of 10 in")
    return (
        FigureColumn(name, ColumnKind.TEXT, _operator_and_speed, screen_width=0),
        FigureColumn(arrived, _COUNT, lambda one: one.orders, screen_width=72),
        FigureColumn(half, _COUNT, lambda one: int(one.median), 72, text=words.span),
        FigureColumn(most, _COUNT, lambda one: int(one.p90), 96, text=words.span),
    )


def day_columns() -> tuple[FigureColumn[DayPoint], ...]:
    """The last days; the screen draws them as a chart."""
    day, orders = translate("Charts", "Day"), translate("Charts", "Orders")
    spent, balance = translate("Charts", "Cost after refunds"), translate("Charts", "Last balance")
    return (
        FigureColumn(day, ColumnKind.DAY, lambda one: one.day, in_file=InFile(18), text=day_word),
        FigureColumn(orders, _COUNT, lambda one: one.orders, in_file=InFile(18)),
        FigureColumn(spent, _AMOUNT, lambda one: one.spent, in_file=InFile(18)),
        FigureColumn(balance, _AMOUNT, lambda one: one.balance, in_file=InFile(18)),
    )


def group_word(key: GroupKey, grouping: Grouping) -> str:
    """The name of a group."""
    match grouping:
        case Grouping.DAY:
            return day_word(key)  # type: ignore[arg-type]
        case Grouping.MONTH:
            return str(key)[:7]
        case Grouping.OPERATOR:
            return _operator(key)
        case Grouping.FACE:
            return words.face(int(key))  # type: ignore[arg-type]
        case Grouping.SPEED:
            return words.speed_word(Speed(key))  # type: ignore[arg-type]
        case Grouping.STATUS:
            return words.standing_word(Standing(key))  # type: ignore[arg-type]
        case Grouping.PAYMENT:
            return words.payment_word(str(key))
        case Grouping.PERSON:
            return one_line(str(key), LONGEST_NAME) or "–"
        case _:
            return one_line(str(key))


def total_word(grouping: Grouping) -> str:
    """The name of the total's row."""
    if grouping is Grouping.NOTE:
        return translate("Reports", "Total with a note")
    return translate("Reports", "Total")


def _operator_and_speed(one: Arrivals) -> str:
    text = translate("Reports", "{operator}, {speed}")
    return text.format(operator=_operator(one.operator), speed=words.speed_word(one.speed))


def _operator(key: GroupKey) -> str:
    return words.operator_word(key) or translate("Reports", "unknown")  # type: ignore[arg-type]
