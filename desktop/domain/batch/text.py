"""Reads a text that may be a message or a table copied from a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice

from desktop.domain.batch.columns import head_of
from desktop.domain.batch.listing import Findings, Listing, Offer
from desktop.domain.batch.message import look_for_garbage, read_message
from desktop.domain.batch.table import Cells, read_cells

_SEPARATORS = "\t,;|，；"
_LOOKED_AT = 30


def read_text(text: str, offer: Offer) -> Listing:
    """Read any text, pasted or from a file. Never raises; takes time linear in its length."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    separator = _separator(plain)
    if separator is None:
        return read_message(text, offer)
    try:
        cells = _cells(plain, separator)
    except csv.Error:  # a quotation mark that nobody closes
        return read_message(text, offer)
    findings = Findings()
    look_for_garbage(plain, findings)
    return read_cells(cells, offer, findings)


def _separator(plain: str) -> str | None:
    """The sign between the cells, if the text has a table's head."""
    first = "\n".join(islice(_lines(plain), _LOOKED_AT))
    best, most = None, 1
    for sign in _SEPARATORS:
        rows = [line.split(sign) for line in first.split("\n")]
        head = head_of([[cell.strip(" \"'") for cell in row] for row in rows])
        if head is not None and len(head.titles) > most:
            best, most = sign, len(head.titles)
    return best


def _lines(plain: str) -> Iterator[str]:
    start = 0
    while (end := plain.find("\n", start)) >= 0:
        yield plain[start:end]
        start = end + 1
    yield plain[start:]


def _cells(plain: str, separator: str) -> Cells:
    """The table, with the line in which each row begins. Raises csv.Error."""
    rows, numbers = list[list[str]](), list[int]()
    reader = csv.reader((f"{line}\n" for line in _lines(plain)), delimiter=separator)
    begins = 1
    for row in reader:
        rows.append(row)
        numbers.append(begins)
        begins = reader.line_num + 1
    return Cells(rows, numbers)
