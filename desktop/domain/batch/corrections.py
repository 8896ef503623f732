"""Amounts that are told for recharges above: by their places, or instead of what was said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.lines import Wanted
from desktop.domain.batch.list_line import Line, LineKind
from desktop.domain.batch.listing import Code, Findings


class _Place(Struct, eq=False):
    """The place of a recharge: its line, and its place there."""

    line: Line
    at: int

    @property
    def wanted(self) -> Wanted:
        return self.line.wanted[self.at]

    def set(self, face: int | None, *codes: Code) -> None:
        self.line.wanted[self.at] = replace(
            self.wanted, face=face, codes=(*self.wanted.codes, *codes), unclear=face is None, same_as_above=False
        )


def give_by_place(lines: Sequence[Line], findings: Findings) -> None:
    """Give the first number above the first amount …; a number that has another one is not given a second."""
    above = list[_Place]()
    if not any(line.ordinals for line in lines):
        return
    for line in lines:
        corrects = bool(line.ordinals) and words.CORRECTED.search(line.text) is not None
        for place, face in line.ordinals:
            if not (0 < place <= len(above) and _give(above[place - 1], face, corrects)):
                findings.add(line.number, Code.WHOSE_AMOUNT)
        above.extend(_recharges(line))


def correct(lines: Sequence[Line], findings: Findings) -> None:
    """Take a corrected amount for the only recharge above it, or for all if it says so; otherwise nobody knows whose
    it is. A number that is told again with a correction is asked for once.
    """
    by_mobile, above = dict[str, _Place](), dict[_Place, None]()
    if not _has_corrections(lines):
        return
    for line in lines:
        if line.kind is LineKind.CORRECTION:
            _correct(line, above, bool(by_mobile), findings)
        corrects = bool(line.wanted) and words.CORRECTED.search(line.text) is not None
        for one in _recharges(line):
            before = by_mobile.get(one.wanted.phone.mobile)
            if corrects and before is not None and one.wanted.face is not None:
                before.line.wanted[before.at] = replace(before.wanted, dropped=True, codes=())
                one.set(one.wanted.face, Code.AMOUNT_CORRECTED)
                above.pop(before, None)
            by_mobile[one.wanted.phone.mobile] = one
            above[one] = None


def _has_corrections(lines: Sequence[Line]) -> bool:
    """Whether a line corrects what is above it, or a number comes twice."""
    mobiles = [one.phone.mobile for line in lines for one in line.wanted]
    return len(set(mobiles)) < len(mobiles) or any(line.kind is LineKind.CORRECTION for line in lines)


def _correct(line: Line, above: dict[_Place, None], is_list: bool, findings: Findings) -> None:
    known = line.face is not None and line.parts is not None and not line.parts.note
    if not is_list:
        findings.add(line.number, Code.NO_MOBILE)
    elif known and (len(above) == 1 or (above and words.FOR_ALL.search(line.text))):
        for one in above:
            one.set(line.face, Code.AMOUNT_CORRECTED)
        above.clear()  # a second correction of all would be nobody's: which of the two holds?
    else:
        findings.add(line.number, Code.WHOSE_AMOUNT)


def _give(one: _Place, face: int | None, corrects: bool) -> bool:
    """Whether the recharge could take the amount."""
    if one.wanted.needs_face:
        one.set(face)
    elif corrects and one.wanted.face != face:
        one.set(face, Code.AMOUNT_CORRECTED)
    return one.wanted.face == face and face is not None


def _recharges(line: Line) -> Iterator[_Place]:
    for at, one in enumerate(line.wanted):
        if one.phone.mobile and not one.dropped:
            yield _Place(line, at)
