"""Reads the sheet of a workbook that has the list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from desktop.domain.batch.listing import Code, Findings, Listing, Offer, listing
from desktop.domain.batch.phones import phones
from desktop.domain.batch.table import Cells, read_cells
from desktop.domain.chat.plain import plain_text

_INSTRUCTION = re.compile(r"说明|示例|样例|模板|须知|帮助|填写|example|instruction|readme|help|template", re.IGNORECASE)


class Sheet(Struct):
    """A sheet by its name; a hidden one is not read."""

    name: str
    cells: Cells
    is_hidden: bool = False


class Chosen(Struct, frozen=True):
    """The sheet that has the list, None if there is none; `of_several`: other sheets have numbers, too."""

    sheet: Sheet | None
    of_several: bool = False


def read_workbook(sheets: Sequence[Sheet], offer: Offer) -> Listing:
    """Read the one sheet that has numbers; of several the likeliest, and that is told."""
    chosen, findings = choose(sheets), Findings()
    if chosen.of_several:
        findings.add(0, Code.WHICH_SHEET)
    return listing((), findings) if chosen.sheet is None else read_cells(chosen.sheet.cells, offer, findings)


def choose(sheets: Sequence[Sheet]) -> Chosen:
    """The sheet to read."""
    having = [(sheet, count) for sheet in sheets if (count := _numbers_in(sheet.cells))]
    seen = [(sheet, count) for sheet, count in having if not sheet.is_hidden]
    if not seen:
        return Chosen(next((sheet for sheet in sheets if not sheet.is_hidden), None))
    best, _ = max(seen, key=lambda one: (not _INSTRUCTION.search(one[0].name), one[1]))
    return Chosen(best, len(having) > 1)


def _numbers_in(cells: Cells) -> int:
    return sum(1 for row in cells.rows if any(one.mobile for cell in row for one in phones(plain_text(cell))))
