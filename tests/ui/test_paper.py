"""What is general about paper: tables, pages, figures, printers that have pages of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QTextOption
from PySide6.QtPrintSupport import QPrinter

from desktop.domain.paper import FOR_CLOSES, FOR_RECEIPTS, Paper
from desktop.exchange.document import Document, Fact, Grid, Head, Heading, Item, Part
from desktop.settings.model import is_good
from desktop.ui.paper.layout import Layout
from desktop.ui.paper.pages import PaperPage, pages, picture, pictures
from desktop.ui.paper.preview import Preview
from desktop.ui.paper.printing import pdf, send
from desktop.ui.paper.sheets import SHEETS, paper_word
from desktop.ui.paper.table import write_table
from desktop.ui.paper.written import PrintedDocument
from tests.ui.paper import is_blank, is_cut, overlapping, torn

A4 = SHEETS[Paper.A4]
HEADS = (Head("Name"), Head("What the platform said of it"), Head("Orders", True), Head("Amount", True))
WIDE = (*HEADS, *(Head(f"Column {letter}", True) for letter in "ABCDEF"))


def grid(rows: int, *, name: str = "中国移动 China Mobile", amount: str = "¥1,234.50", long_row: int = -1) -> Grid:
    return Grid(
        HEADS,
        tuple(
            (f"{number} {name}", "words " * (2000 if number == long_row else 3), f"{number:,}", amount)
            for number in range(rows)
        ),
        ("Total", "", f"{rows:,}", amount),
    )


def with_table(paper: Paper, table: Grid, wrap: QTextOption.WrapMode | None = None) -> Layout:
    layout = Layout(SHEETS[paper]) if wrap is None else Layout(SHEETS[paper], wrap)
    layout.line("A heading", 1.3, bold=True, keep=True)
    write_table(layout, table)
    return layout


def is_whole(layout: Layout, paper: Paper) -> bool:
    return not is_cut(layout, paper) and not overlapping(layout) and not torn(layout, SHEETS[paper])


def texts(layout: Layout) -> str:
    return "".join(line for line, _ in layout.lines()).replace(" ", "")


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(
    "table",
    [
        grid(3),
        grid(70),
        grid(40, name="W" * 60, amount="-¥999,999,999.99"),
        grid(12, long_row=5),
        Grid(WIDE, (("龘" * 20, "W" * 50, "123,456", *("-¥999,999,999.99",) * 7),) * 30),
    ],
    ids=["short", "long", "wide", "a row longer than a page", "ten columns"],
)
def test_a_table_is_whole_on_every_paper(paper: Paper, table: Grid) -> None:
    layout = with_table(paper, table)
    assert is_whole(layout, paper)
    assert all(width <= SHEETS[paper].printable for _, width in layout.lines())
    cells = "".join(cell for row in (*table.rows, table.total) for cell in row).replace(" ", "")
    assert sorted(texts(layout)) == sorted(
        "Aheading" + "".join(head.title for head in table.heads).replace(" ", "") + cells
    )


def test_those_checks_see_what_is_cut() -> None:
    wide = grid(3, name="W" * 300)
    assert is_cut(with_table(Paper.A4, wide, QTextOption.WrapMode.NoWrap), Paper.A4)
    layout = with_table(Paper.A4, grid(70))
    begin, end = layout._breaks[30], layout._breaks[31]
    layout._breaks[:] = [(begin + end) / 2]
    layout._heads.clear()
    layout._between_lines = lambda begin, y: y  # type: ignore[method-assign]
    assert torn(layout, A4)
    text, place = layout.texts[-1]
    layout.texts.append((text, place))
    assert overlapping(layout)


def test_numbers_stand_at_the_right_of_their_column_in_one_line() -> None:
    layout = with_table(Paper.A4, grid(5))
    ends = {round(x) for text, x in _right_ends(layout) if text.startswith("¥") or text == "Amount"}
    assert len(ends) == 1
    assert all(text.lineCount() == 1 for text, _ in layout.texts if text.text().startswith("¥"))


def _right_ends(layout: Layout) -> list[tuple[str, float]]:
    return [(text.text(), text.lineAt(0).naturalTextRect().right() + place.x()) for text, place in layout.texts]


def test_numbers_are_made_smaller_before_they_are_broken() -> None:
    layout = with_table(Paper.A4, Grid(WIDE, (("名", "说明", "12", *("-¥99,999,999.99",) * 7),)))
    numbers = [text for text, _ in layout.texts if text.text().startswith("-")]
    assert [text.lineCount() for text in numbers] == [1] * 7
    heading = layout.texts[0][0]
    assert numbers[0].font().pixelSize() < heading.font().pixelSize() / 1.3


def test_a_long_table_goes_on_on_the_next_page_under_its_heads() -> None:
    layout = with_table(Paper.A4, grid(100))
    found = pages(layout, A4)
    assert len(found) > 2
    assert [page.shrink for page in found] == [1.0] * len(found)
    assert [one.begin for one in found[1:]] == [one.end for one in found[:-1]]
    assert (found[0].begin, found[-1].end) == (0, layout.height)
    assert found[0].heads is None
    for page in found[1:]:
        assert page.heads is not None
        assert page.end - page.begin + page.heads.height + page.foot.height < A4.room  # type: ignore[union-attr]
    for page in found[1:]:
        whole = picture(layout, A4, 4, replace(page, foot=None))
        body = picture(layout, A4, 4, replace(page, foot=None, heads=None))
        heads = picture(layout, A4, 4, PaperPage(page.heads.top, page.heads.bottom))  # type: ignore[union-attr]
        assert ink(whole) == pytest.approx(ink(body) + ink(heads), rel=0.02)
        assert lowest(whole) == pytest.approx(lowest(body) + page.heads.height * 4, abs=2)  # type: ignore[union-attr]


def ink(image: QImage) -> int:
    return sum(255 - value for value in bytes(image.convertToFormat(QImage.Format.Format_Grayscale8).constBits()))


def lowest(image: QImage) -> int:
    """The last row of dots that something stands in."""
    rows = range(image.height() - 1, -1, -1)
    return next(row for row in rows if not is_blank(image, 0, row, image.width(), 1))


def test_pages_are_counted_in_their_foot_and_a_single_one_is_not() -> None:
    layout = with_table(Paper.A4, grid(100))
    layout.foot = "和平路手机店"
    feet = [texts(page.foot) for page in pages(layout, A4) if page.foot is not None]
    assert feet == [f"和平路手机店Page{number + 1}of{len(feet)}" for number in range(len(feet))]
    [only] = pages(with_table(Paper.A4, grid(5)), A4)
    assert only.foot is None


def test_what_is_a_little_too_long_is_made_a_little_smaller() -> None:
    for lines, count in ((50, 1), (61, 1), (80, 2)):
        layout = Layout(A4)
        for number in range(lines):
            layout.line(f"line {number}")
        found = pages(layout, A4)
        assert len(found) == count, (layout.height, A4.room)
        assert all(0.85 <= page.shrink <= 1 for page in found)
        assert is_whole(layout, Paper.A4)
    assert layout.height > A4.room


def test_a_heading_stays_with_what_follows() -> None:
    for lines in range(40, 60):
        layout = Layout(A4)
        for number in range(lines):
            layout.line(f"line {number}")
        layout.line("heading", keep=True)
        for _ in range(40):
            layout.line("after")
        ends = [page.end for page in pages(layout, A4)[:-1]]
        heading = next(place.y() for text, place in layout.texts if text.text() == "heading") / 20
        after = next(place.y() for text, place in layout.texts if text.text() == "after") / 20
        assert not any(heading < end <= after for end in ends)


def test_a_figure_is_as_large_as_it_was_told_and_never_torn() -> None:
    told: list[tuple[float, float]] = []

    def chart(painter: QPainter, size: QSizeF) -> None:
        told.append((round(size.width(), 1), size.height()))
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor("black"))

    layout = Layout(A4)
    for _ in range(4):
        layout.figure(100, chart)
    assert len(pages(layout, A4)) == 2
    images = pictures(layout, A4, 2)
    assert told == [(181.5, 100)] * 4
    dark = [sum(image.pixelColor(210, y) == QColor("black") for y in range(image.height())) for image in images]
    assert dark == pytest.approx([400, 400], abs=12)  # and some dots of the page's number


class OwnPages(QPrinter):
    """A driver that has pages of its own size only (mm)."""

    def __init__(self, width: float, height: float, file: Path) -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self._size = QSizeF(width, height)
        self.setOutputFileName(str(file))

    def paperRect(self, unit: QPrinter.Unit) -> QRectF:
        return QRectF(0, 0, self._size.width(), self._size.height())


def page_count(contents: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", contents))


def test_every_page_is_in_the_pdf_and_goes_to_the_printer(tmp_path: Path) -> None:
    layout = with_table(Paper.A4, grid(100))
    count = len(pages(layout, A4))
    contents = pdf(layout, A4, "t")
    assert page_count(contents) == count
    assert len(re.findall(rb"/MediaBox \[0 0 595\.\d+ 84[12]\.\d+\]", contents)) == count
    printer = OwnPages(210, 297, tmp_path / "a.pdf")
    assert send(layout, A4, printer, "t")
    assert page_count((tmp_path / "a.pdf").read_bytes()) == count


def test_pages_are_cut_anew_for_a_driver_with_shorter_ones_and_smaller_for_narrower_ones(tmp_path: Path) -> None:
    layout = with_table(Paper.A4, grid(100))
    count = len(pages(layout, A4))
    assert send(layout, A4, OwnPages(210, 200, tmp_path / "short.pdf"), "t")
    short = page_count((tmp_path / "short.pdf").read_bytes())
    assert count < short == len(pages(layout, replace(A4, height=200))) < 2 * count
    assert send(layout, A4, OwnPages(91, 100, tmp_path / "narrow.pdf"), "t")  # half as wide: as high as 200 then
    assert page_count((tmp_path / "narrow.pdf").read_bytes()) == short


def test_the_preview_shows_every_page_below_one_another() -> None:
    preview = Preview()
    layout = with_table(Paper.A4, grid(100))
    preview.show_layout(layout, A4, "text")
    images = preview.images()
    assert len(images) == len(pages(layout, A4))
    widget = preview.widget()
    assert widget is not None
    assert widget.height() > len(images) * images[0].height()
    shown = widget.grab().toImage()
    for number, image in enumerate(images):
        top = 16 + number * (image.height() + 16)
        assert shown.copy(16, top, image.width(), image.height()).convertToFormat(image.format()) == image
    preview.deleteLater()


@pytest.mark.parametrize("paper", Paper)
def test_a_document_stands_on_every_paper(paper: Paper) -> None:
    facts = tuple(Fact(f"Label {number}", "¥1,234,567.89") for number in range(5))
    parts = (
        Part("Facts", (*facts, Fact("W" * 40, "龘" * 40, strong=True), "a remark " * 30)),
        Part(
            "Items", (Heading("A group"), Item(Fact("Head", "12 × 100", strong=True), facts), Item(Fact("H", ""), ()))
        ),
        Part("", (grid(30),)),
    )
    document = Document("龘" * 60, "T" * 60, ("M" * 60, "mark"), parts, Fact("Printed at", "now"), "{label}: {value}")
    layout = Layout(SHEETS[paper])
    PrintedDocument(document).write(layout)
    assert is_whole(layout, paper)
    for words in ("龘" * 60, "T" * 60, "M" * 60, "Agroup", "Head", "12×100", "Printedat", "aremark" * 30, "Label4"):
        assert words in texts(layout)
    assert PrintedDocument(document).as_text().startswith("龘" * 60)


def test_an_empty_layout_is_an_empty_page() -> None:
    for paper in Paper:
        image = picture(Layout(SHEETS[paper]), SHEETS[paper], 2)
        assert is_blank(image, 0, 0, image.width(), image.height())


def test_each_paper_has_its_word_and_receipts_are_not_offered_a4() -> None:
    assert len({paper_word(paper) for paper in Paper}) == len(Paper)
    assert [is_good("paper", paper) for paper in Paper] == [paper in FOR_RECEIPTS for paper in Paper]
    assert Paper.A4 not in FOR_RECEIPTS
    assert Paper.A4 in FOR_CLOSES
    assert (SHEETS[Paper.A4].width, SHEETS[Paper.A4].height) == (210, 297)
