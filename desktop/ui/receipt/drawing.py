"""The layout of a receipt on paper."""

from __future__ import annotations

from desktop.exchange.document import Fact
from desktop.exchange.receipt import Receipt, as_text
from desktop.ui.paper.layout import CENTRE, Layout


class ReceiptPage:
    """A `Printable` of one page, regardless of its length."""

    def __init__(self, receipt: Receipt) -> None:
        self._receipt = receipt

    def as_text(self) -> str:
        return as_text(self._receipt)

    def write(self, layout: Layout) -> None:
        receipt = self._receipt
        layout.goes_on = False
        _heading(layout, receipt)
        layout.rule()
        layout.pair(Fact(receipt.number.label, receipt.operator.value))
        _number(layout, receipt.number.value)
        layout.rule()
        for fact in receipt.amounts:
            layout.pair(fact)
        layout.pair(receipt.price, 1.3, bold=True)
        layout.rule()
        layout.pair(receipt.status, 1.15, bold=True)
        layout.line(receipt.meaning)
        if receipt.latest is not None:
            layout.pair(receipt.latest, bold=True)
        layout.space(0.3)
        for fact in receipt.details:
            layout.pair(fact)
        _foot(layout, receipt)


def _heading(layout: Layout, receipt: Receipt) -> None:
    layout.line(receipt.shop, 1.45, CENTRE, bold=True)
    layout.line(receipt.title, 1.1, CENTRE, bold=not receipt.shop)
    for mark in (receipt.practice, receipt.reprint):
        if mark:
            layout.boxed(mark)


def _number(layout: Layout, number: str) -> None:
    """Write the number in the largest size that fits on one line."""
    for size in (2.7, 2.4, 2.1, 1.8):
        if layout.width_of(number, size, bold=True) <= layout.row_width:
            break
    layout.line(number, size, CENTRE, bold=True)


def _foot(layout: Layout, receipt: Receipt) -> None:
    if receipt.phone is not None or receipt.footer:
        layout.rule()
    if receipt.phone is not None:
        layout.pair(receipt.phone)
    for line in receipt.footer:
        layout.line(line, 1.0, CENTRE)
    layout.rule()
    layout.pair(receipt.printed, 0.9)
