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


def read_workbook(sheets: Sequence[Sheet], offer: Offer) -> Listing:
    """Read the one sheet that has numbers; of several the likeliest, and that is told."""
    findings = Findings()
    having = [(sheet, _numbers_in(sheet.cells)) for sheet in sheets]
    having = [(sheet, count) for sheet, count in having if count]
    seen = [(sheet, count) for sheet, count in having if not sheet.is_hidden]
    if not seen:
        visible = [sheet for sheet in sheets if not sheet.is_hidden]
        return read_cells(visible[0].cells, offer, findings) if visible else listing((), findings)
    if len(having) > 1:
        findings.add(0, Code.WHICH_SHEET)
    chosen, _ = max(seen, key=lambda one: (not _INSTRUCTION.search(one[0].name), one[1]))
    return read_cells(chosen.cells, offer, findings)


def _numbers_in(cells: Cells) -> int:
    return sum(1 for row in cells.rows if any(one.mobile for cell in row for one in phones(plain_text(cell))))
