"""Reads a list that people wrote: line by line, and then what holds for several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.between_lines import call_off, drop_counting, set_broken_numbers_aside
from desktop.domain.batch.checking import check, check_totals
from desktop.domain.batch.corrections import correct, give_by_place
from desktop.domain.batch.giving import give_amounts, give_speeds
from desktop.domain.batch.lines import Wanted
from desktop.domain.batch.list_line import Line, LineKind
from desktop.domain.batch.listing import Code, Findings, Listing, ListRow, Offer, listing
from desktop.domain.batch.remembered import Reader
from desktop.domain.batch.talk import speaker
from desktop.domain.chat.plain import plain_text

_GARBLED = re.compile(
    "[\u00c0-\u00ff][\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]|\ufffd|锟斤|斤拷|([烫屯])\\1"
    "|(?:^|(?<=[,\t;]))\\?{2,}(?=[,\t;\n]|$)",
    re.MULTILINE,
)


def read_message(text: str, offer: Offer) -> Listing:
    """Read any text. Never raises; takes time linear in its length."""
    findings = Findings()
    look_for_garbage(text, findings)
    lines = list(_lines(plain_text(text), offer))
    drop_counting(lines, offer.faces)
    set_broken_numbers_aside(lines, findings)
    give_by_place(lines, findings)
    give_amounts(lines, findings)
    give_speeds(lines)
    correct(lines, findings)
    call_off(lines)
    rows = _rows(lines, offer, findings)
    _hear(lines, rows, findings)
    check(rows, offer, findings)
    return listing(rows, findings)


def look_for_garbage(text: str, findings: Findings) -> None:
    """Find text that was read in a wrong encoding before it came here."""
    if (found := _GARBLED.search(text)) is not None:
        findings.add(plain_text(text[: found.start()]).count("\n") + 1, Code.ENCODING)


def _lines(plain: str, offer: Offer) -> Iterator[Line]:
    by, reader = "", Reader(offer.faces)
    for number, text in enumerate(plain.split("\n"), start=1):
        if (known := reader.known(number, text, by)) is not None:
            yield known
        elif (named := speaker(text)) is not None:
            by = named
        elif text.strip():
            yield reader.read(number, text, by)


def _rows(lines: Sequence[Line], offer: Offer, findings: Findings) -> list[ListRow]:
    said = {one.phone.mobile for line in lines if not line.quoted for one in line.wanted}
    rows, above = list[ListRow](), None
    for line in lines:
        for one in line.wanted:
            if line.quoted and one.phone.mobile:
                findings.add(line.number, Code.QUOTED)
            row = _row(line, one, offer, above)
            above = None if one.dropped else row.face if row is not None else one.face
            if row is None:
                findings.add(line.number, *(one.phone.codes or one.codes))
            elif not (line.quoted and row.mobile in said):
                rows.append(row)
                findings.add(line.number, *one.codes)
                if row.face is None and not one.unclear:
                    findings.add(line.number, Code.FACE_MISSING)
    return rows


def _row(line: Line, one: Wanted, offer: Offer, above: int | None) -> ListRow | None:
    """The row of a recharge; `above` is the face of the one before it."""
    if not one.phone.mobile or one.dropped:
        return None
    face = one.face
    if face is None and not one.unclear:
        face = above if one.same_as_above else offer.default_face
    note = " ".join(part for part in (line.speaker, one.note) if part)
    return ListRow(one.phone.mobile, face, line.number, note, one.speed)


def _hear(lines: Sequence[Line], rows: Sequence[ListRow], findings: Findings) -> None:
    """The lines without a recharge: a sum, an amount of nobody, a word that calls off something above."""
    check_totals([(line.number, line.total) for line in lines if line.total is not None], rows, findings)
    for line in lines:
        if line.kind is LineKind.STRAY:
            findings.add(line.number, Code.NO_MOBILE)
        elif line.kind is LineKind.TAIL:
            findings.add(line.number, Code.ONLY_THE_TAIL)
        elif line.kind is LineKind.TALK and rows and rows[0].line < line.number and _takes_back(line.text):
            findings.add(line.number, Code.SAID_LATER)


def _takes_back(text: str) -> bool:
    """Whether a message below orders speaks of them: not to, not now, or done."""
    about_them = words.ABOVE.search(text) or words.RECHARGE.search(text)
    return bool(words.NOT_TO.search(text) or (about_them and (words.DONE.search(text) or words.LATER.search(text))))
