"""Receipts on paper: nothing is cut, whatever the contents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextOption
from PySide6.QtPrintSupport import QPrinter

from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.status import Standing, Status
from desktop.domain.paper import FOR_RECEIPTS, Paper
from desktop.exchange.receipt import Receipt, Shop, as_text, receipt_of
from desktop.settings.rules import LONGEST_FOOTER, LONGEST_LINE
from desktop.ui.paper.layout import WRAP_ANYWHERE, Layout
from desktop.ui.paper.printing import pdf, send
from desktop.ui.paper.sheets import SHEETS, PaperSheet
from desktop.ui.receipt.drawing import ReceiptPage
from desktop.ui.receipt.wording import labels, wording
from tests.ui.paper import is_cut, overlapping

NOW = 1_795_396_344.0
NO_WRAP = QTextOption.WrapMode.NoWrap

ORDER = Order("T20261123004217QXK7", "77", "13800138000", 10000, 9950, Speed.FAST, NOW - 60, State.ACCEPTED, NOW - 59)
DONE = ORDER._replace(status=2, order_number="WK2026112314200588", ended_at=NOW - 30)
LONG_IDS = ORDER._replace(
    speed=Speed.SLOW, status=1, order_no="T" + "W" * 59, order_number="MW" * 30, prints=12, price=123_456_789
)
NASTY = [
    Shop("W" * LONGEST_LINE, "9" * LONGEST_LINE, "M" * LONGEST_FOOTER),
    Shop("龘" * LONGEST_LINE, "电话" * 30, "充错无法退回，" * 42),
    Shop("小明Mobile-Shop通讯" * 4, "0731-88886666 转 8008", ("Thank-you谢谢,fjQ" * 25)[:LONGEST_FOOTER]),
]


def receipt(order: Order, shop: Shop = NASTY[0], *, practice: bool = False) -> Receipt:
    return receipt_of(order, labels(), wording(order, NOW), shop, NOW, practice=practice)


def drawn(one: Receipt, sheet: PaperSheet, wrap: QTextOption.WrapMode = WRAP_ANYWHERE) -> Layout:
    layout = Layout(sheet, wrap)
    ReceiptPage(one).write(layout)
    return layout


@pytest.mark.parametrize("shop", NASTY, ids=["latin", "chinese", "both"])
@pytest.mark.parametrize("paper", FOR_RECEIPTS)
def test_nothing_is_cut_whatever_stands_on_it(paper: Paper, shop: Shop) -> None:
    one = receipt(LONG_IDS, shop, practice=True)
    drawing = drawn(one, SHEETS[paper])
    assert not is_cut(drawing, paper)
    assert not overlapping(drawing)
    lines = list(drawing.lines())
    assert all(width <= SHEETS[paper].printable for _, width in lines)
    text = "".join(line for line, _ in lines).replace(" ", "")
    wanted = [one.shop, LONG_IDS.order_no, LONG_IDS.order_number, *one.footer, one.practice, one.reprint, one.meaning]
    for words in [*wanted, "13800138000", "¥1,234,567.89", shop.phone, one.printed.value]:
        assert words.replace(" ", "") in text


@pytest.mark.parametrize("paper", FOR_RECEIPTS)
def test_that_check_sees_what_is_cut(paper: Paper) -> None:
    unwrapped = drawn(receipt(LONG_IDS), SHEETS[paper], NO_WRAP)
    assert is_cut(unwrapped, paper)
    assert any(width > SHEETS[paper].printable for _, width in unwrapped.lines())
    too_wide = drawn(receipt(LONG_IDS), replace(SHEETS[paper], printable=SHEETS[paper].printable * 1.2))
    assert is_cut(too_wide, Paper.ROLL_58 if paper is Paper.ROLL_80 else paper)


def test_a_check_of_the_height_sees_what_is_below_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    long = drawn(receipt(LONG_IDS), SHEETS[Paper.ROLL_58])
    short = drawn(receipt(DONE, Shop()), SHEETS[Paper.ROLL_58])
    height = short.height
    assert long.height > height + 100
    assert not is_cut(long, Paper.ROLL_58)
    monkeypatch.setattr(Layout, "height", height)
    assert is_cut(long, Paper.ROLL_58)


def test_the_plain_receipt_has_its_labels_beside_its_values_and_a_large_number() -> None:
    drawing = drawn(receipt(DONE, Shop()), SHEETS[Paper.ROLL_58])
    at = {text.text(): position.y() for text, position in drawing.texts}
    assert abs(at["Face value"] - at["100 yuan"]) < 20  # a mm: on one base line
    sizes = {text.text(): text.font().pixelSize() for text, _ in drawing.texts}
    assert sizes["138 0013 8000"] > 2 * sizes["Face value"]
    assert len([line for line, _ in drawing.lines() if line == "138 0013 8000"]) == 1


def test_a_longer_text_makes_a_longer_roll_and_never_a_longer_sheet() -> None:
    for paper in FOR_RECEIPTS:
        sheet = SHEETS[paper]
        short, long = drawn(receipt(DONE, Shop()), sheet), drawn(receipt(DONE), sheet)
        assert long.height > short.height
        longer = sheet.page_height(long.height) > sheet.page_height(short.height)
        assert longer is (paper is not Paper.A5)
    endless = drawn(receipt(DONE, Shop(footer="W\n" * 300)), SHEETS[Paper.A5])
    assert endless.height > 210
    assert not is_cut(endless, Paper.A5)


@pytest.mark.parametrize("paper", FOR_RECEIPTS)
def test_a_pdf_has_the_papers_size(paper: Paper, tmp_path: Path) -> None:
    sheet, drawing = SHEETS[paper], drawn(receipt(DONE), SHEETS[paper])
    expected = [sheet.width / 25.4 * 72, sheet.page_height(drawing.height) / 25.4 * 72]
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert send(drawing, sheet, printer, "t")
    for contents in (pdf(drawing, sheet, "t"), (tmp_path / "printed.pdf").read_bytes()):
        assert contents.startswith(b"%PDF-")
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", contents)
        assert len(boxes) == 1
        assert [float(side) for side in boxes[0]] == pytest.approx(expected, abs=0.6)
    assert contents.rstrip().endswith(b"%%EOF")


class ShortPages(QPrinter):
    """A driver that has pages of its own size only."""

    def paperRect(self, unit: QPrinter.Unit) -> QRectF:
        return QRectF(0, 0, 48, 60)


def test_a_driver_with_shorter_pages_goes_on_on_the_next(tmp_path: Path) -> None:
    drawing = drawn(receipt(DONE, Shop()), SHEETS[Paper.ROLL_58])
    assert 60 < drawing.height < 110
    printer = ShortPages(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert send(drawing, SHEETS[Paper.ROLL_58], printer, "t")
    assert len(re.findall(rb"/Type /Page\b", (tmp_path / "printed.pdf").read_bytes())) == 2


def standing(**changes: object) -> Order:
    return ORDER._replace(**changes)  # type: ignore[arg-type]


DID_NOT = "Did not arrive"
SAYS = [
    (standing(state=State.NEW, sent_at=None), "Not sent yet", "Not final"),
    (standing(status=Status.RECHARGING), "In progress", "has not arrived yet"),
    (standing(status=Status.RECHARGING, sent_at=NOW - 3600), "In progress", "can still arrive"),
    (standing(state=State.UNKNOWN), "Unconfirmed", "not known yet"),
    (standing(state=State.CHECKING), "Being checked", "refused"),
    (standing(status=Status.FAILED), DID_NOT, "Not final"),
    (standing(status=Status.REFUNDED, ended_at=NOW), DID_NOT, ""),
    (standing(state=State.REJECTED, ended_at=NOW), DID_NOT, ""),
    (standing(state=State.NOT_SENT, ended_at=NOW), DID_NOT, ""),
    (standing(status=Status.REVERSED, ended_at=NOW), "Taken back", "taken back"),
    (standing(status=Status.PARTIAL, arrived=3000, ended_at=NOW), "Partly arrived", "30 yuan of 100 have arrived"),
    (DONE, "Arrived", ""),
]


@pytest.mark.parametrize(("order", "status", "meaning"), SAYS, ids=[order.standing for order, _, _ in SAYS])
def test_the_customer_reads_the_truth(order: Order, status: str, meaning: str) -> None:
    one = receipt(order)
    assert one.status.value == status
    assert meaning in one.meaning
    assert one.meaning.startswith("Not final") is order.is_open
    assert ("Arrived" in as_text(one)) is (order.standing is Standing.SUCCESS)
