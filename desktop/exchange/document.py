"""The content of a printed document as data, and its conversion to plain text for a chat message."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from desktop.domain.plain_text import one_line as one_line


class Fact(Struct, frozen=True):
    """A value with its label, both without line breaks. A `strong` one is emphasised."""

    label: str
    value: str
    strong: bool = False


class Heading(Struct, frozen=True):
    """A heading of the contents that follow."""

    text: str


class Item(Struct, frozen=True):
    """A fact with details below it."""

    head: Fact
    facts: tuple[Fact, ...]


class Head(Struct, frozen=True):
    """The head of a table's column."""

    title: str
    is_number: bool = False


class Grid(Struct, frozen=True):
    """A table; `total` is () without a total row. Each row has one cell per head."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


Content = Heading | Fact | Item | Grid | str
"""A plain text is a remark."""


class Part(Struct, frozen=True):
    """A section; `heading` may be ""."""

    heading: str
    contents: tuple[Content, ...]


class Document(Struct, frozen=True):
    """Fields in reading order; "" and () if absent. `marks` are prominent warnings; `printed` is the time of printing,
    not part of the text; `pair` is the format of a {label} and its {value} in a line.
    """

    shop: str
    title: str
    marks: tuple[str, ...]
    parts: tuple[Part, ...]
    printed: Fact
    pair: str


def as_text(document: Document) -> str:
    """The document as short lines, with blank lines between the parts; table cells are tab-separated for pasting."""
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
