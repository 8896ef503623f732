"""What a printed document says, part by part, as data; and the same as plain text for a chat message."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from desktop.domain.plain_text import one_line as one_line


class Fact(Struct, frozen=True):
    """A value and what it is; neither has a line break. A `strong` one stands out."""

    label: str
    value: str
    strong: bool = False


class Heading(Struct, frozen=True):
    """The name of what follows it."""

    text: str


class Item(Struct, frozen=True):
    """A fact with smaller ones under it."""

    head: Fact
    facts: tuple[Fact, ...]


class Head(Struct, frozen=True):
    """The head of a table's column."""

    title: str
    is_number: bool = False


class Grid(Struct, frozen=True):
    """A table; its `total` row is () where there is none. Each row has as many cells as there are heads."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


Content = Heading | Fact | Item | Grid | str
"""A plain text is a remark."""


class Part(Struct, frozen=True):
    """`heading` is "" for one that needs none."""

    heading: str
    contents: tuple[Content, ...]


class Document(Struct, frozen=True):
    """In the order of reading; "" and () where there is nothing. `marks` are what nobody must overlook, `printed` says
    when it was put on paper, and is not in the text; `pair` puts a {label} before its {value} in a line.
    """

    shop: str
    title: str
    marks: tuple[str, ...]
    parts: tuple[Part, ...]
    printed: Fact
    pair: str


def as_text(document: Document) -> str:
    """Short lines, blank ones between the parts; tables with tabs, as spreadsheet programs take them."""
    blocks = ["\n".join(line for line in (document.shop, document.title, *document.marks) if line)]
    blocks += ["\n".join(_lines_of(part, document.pair)) for part in document.parts]
    return "\n\n".join(block for block in blocks if block)


def _lines_of(part: Part, pair: str) -> Iterator[str]:
    if part.heading:
        yield part.heading
    for one in part.contents:
        match one:
            case Heading(text):
                yield text
            case Fact(label, value):
                yield pair.format(label=label, value=value)
            case Item(head, facts):
                yield pair.format(label=head.label, value=head.value) if head.value else head.label
                yield "  " + " · ".join(pair.format(label=fact.label, value=fact.value) for fact in facts)
            case Grid(heads, rows, total):
                yield from _lines_of_grid(heads, (*rows, total) if total else rows)
            case str():
                yield one


def _lines_of_grid(heads: tuple[Head, ...], rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    yield "\t".join(head.title for head in heads)
    yield from ("\t".join(row) for row in rows)
