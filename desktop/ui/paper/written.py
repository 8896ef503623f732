"""A document of parts, facts and tables, laid out for paper."""

from __future__ import annotations

from msgspec import Struct

from desktop.exchange.document import Content, Document, Fact, Grid, Heading, Item, Part, as_text
from desktop.ui.paper.layout import CENTRE, Layout
from desktop.ui.paper.strip import Draw
from desktop.ui.paper.table import write_table

_WIDEST_PAIR = 110.0  # mm: a value further from its label is hard to find


class Figure(Struct, frozen=True):
    """A picture of full width and this height (mm)."""

    height: float
    draw: Draw


class PrintedDocument:
    """A `Printable`; `told` is the document for plain text if that differs from the one on paper. A `figure` is printed
    under the title.
    """

    def __init__(self, document: Document, told: Document | None = None, figure: Figure | None = None) -> None:
        self._document = document
        self._figure = figure
        self._told = told or document

    def as_text(self) -> str:
        return as_text(self._told)

    def write(self, layout: Layout) -> None:
        document = self._document
        layout.pair_width = min(layout.row_width, _WIDEST_PAIR)
        layout.foot = " · ".join(one for one in (document.shop, document.title) if one)
        layout.line(document.shop, 1.45, CENTRE, bold=True)
        layout.line(document.title, 1.3, CENTRE, bold=True)
        for mark in document.marks:
            layout.boxed(mark)
        if self._figure is not None:
            layout.space(0.5)
            layout.figure(self._figure.height, self._figure.draw)
        for part in document.parts:
            self._part(layout, part)
        layout.rule()
        layout.pair(document.printed, 0.9)

    def _part(self, layout: Layout, part: Part) -> None:
        layout.rule()
        layout.line(part.heading, 1.15, bold=True, keep=True)
        for one in part.contents:
            self._content(layout, one)

    def _content(self, layout: Layout, content: Content) -> None:
        match content:
            case Heading(text):
                layout.space(0.4)
                layout.line(text, bold=True, keep=True)
            case Fact(strong=strong):
                layout.pair(content, bold=strong)
            case Item(head, facts):
                _item(layout, head, facts)
            case Grid():
                layout.space(0.2)
                write_table(layout, content)
                layout.space(0.2)
            case str():
                layout.line(content)


def _item(layout: Layout, head: Fact, facts: tuple[Fact, ...]) -> None:
    layout.space(0.25)
    layout.pair(head, bold=head.strong, keep=True)
    layout.pairs(facts)
