"""The checks of rows that need nothing but the list and the faces that the shop offers."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.batch.listing import Code, Findings, ListRow, Offer
from desktop.domain.batch.talk import Total


def check(rows: Sequence[ListRow], offer: Offer, findings: Findings) -> None:
    """Find faces that cannot be ordered, and numbers that are in the list twice."""
    seen = set[str]()
    for row in rows:
        if row.face is not None and row.face not in offer.faces:
            findings.add(row.line, Code.FACE_NOT_OFFERED)
        if row.mobile in seen:
            findings.add(row.line, Code.DUPLICATE)
        seen.add(row.mobile)


def compare(line: int, total: Total, rows: Sequence[ListRow], findings: Findings) -> None:
    """Find that the list's own sum (yuan) or count is another than that of its rows."""
    money, count = sum(row.face or 0 for row in rows), len(rows)
    if total.count is not None and total.count != count:
        findings.add(line, Code.COUNT_DIFFERS)
    if total.money is not None and total.money != money:
        findings.add(line, Code.TOTAL_DIFFERS)
    if total.other is not None and total.other not in (count, money):
        findings.add(line, Code.TOTAL_DIFFERS)
