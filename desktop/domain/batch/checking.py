"""The checks of rows that need nothing but the list and the faces that the shop offers."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate

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


def check_totals(totals: Sequence[tuple[int, Total]], rows: Sequence[ListRow], findings: Findings) -> None:
    """Find the list's own sums and counts, each with its line, that agree with no part of it: the whole list, the rows
    above, those since the sum before, those up to the next one.
    """
    places = [row.line for row in rows]
    money = [0, *accumulate(row.face or 0 for row in rows)]
    ends = [0, *(bisect(places, line) for line, _ in totals), len(rows)]
    for (line, total), (before, here, behind) in zip(totals, zip(ends, ends[1:], ends[2:], strict=False), strict=True):
        parts = [(before, here), (here, behind), (0, here), (here, len(rows)), (0, len(rows))]
        if len(totals) == 1:
            parts.reverse()
        told = [_differing(total, end - start, money[end] - money[start]) for start, end in parts]
        if all(told):
            findings.add(line, *told[0])


def _differing(total: Total, count: int, money: int) -> list[Code]:
    """The ways in which a sum (yuan) or count is another than that of its rows."""
    found = list[Code]()
    if total.count is not None and total.count != count:
        found.append(Code.COUNT_DIFFERS)
    if total.money is not None and total.money != money:
        found.append(Code.TOTAL_DIFFERS)
    if total.other is not None and total.other not in (count, money):
        found.append(Code.TOTAL_DIFFERS)
    return found
