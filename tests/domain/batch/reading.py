"""The shape of the tables of texts: a text, the rows that are read from it, and the codes of its problems."""

from __future__ import annotations

from desktop.domain.batch.listing import Offer
from desktop.domain.batch.text import read_text

A, B, C = "13800138000", "13900139000", "13700137000"

Row = tuple[str, int | None, str]
Table = dict[str, tuple[list[Row], list[str]]]


def read(text: str, default_face: int | None = None) -> tuple[list[Row], list[str]]:
    """The rows (number, face, note) and the problems' codes, in the order of the list."""
    found = read_text(text, Offer(default_face=default_face))
    return [(row.mobile, row.face, row.note) for row in found.rows], [str(one.code) for one in found.problems]


def named(text: str) -> str:
    """A test's name for a text of several lines."""
    return text.replace("\n", "¶")
