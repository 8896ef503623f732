"""The hand-over slip of a shift, for a roll."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.books.shift import Shift
from desktop.exchange.document import Content, Document, Fact, Part, one_line
from desktop.services.history.history import OpenCounts
from desktop.ui.closes.columns import taking_sums, takings_in_order
from desktop.ui.closes.document import pair
from desktop.ui.paper.written import PrintedDocument
from desktop.ui.words import words

translate = QCoreApplication.translate


def slip_title(shift: Shift) -> str:
    """The title with the shift's number."""
    return translate("ShiftSlip", "Hand-over of shift {number}").format(number=shift.number)


def slip(
    shift: Shift, still_open: OpenCounts, to_return: tuple[int, int], shop: str, now: float, *, practice: bool
) -> PrintedDocument:
    """`still_open` and `to_return` (orders, fen) are what the next shift takes over; `now` (unix seconds) is the time
    of printing.
    """
    marks = (
        "" if shift.closed is not None else translate("ShiftSlip", "Not handed over yet"),
        translate("ClosePaper", "Practice – no real money") if practice else "",
    )
    parts = (_head(shift), _paid(shift), _drawer(shift), _open(still_open, *to_return))
    return PrintedDocument(
        Document(
            shop=one_line(shop),
            title=slip_title(shift),
            marks=tuple(mark for mark in marks if mark),
            parts=parts,
            printed=Fact(translate("ClosePaper", "Printed at"), words.full_moment(now)),
            pair=pair(),
        )
    )


def _head(shift: Shift) -> Part:
    closed = shift.closed
    facts = [
        Fact(translate("ShiftSlip", "By"), one_line(shift.opened.by)),
        Fact(translate("ClosePaper", "From"), words.full_moment(shift.opened.at)),
        Fact(translate("ClosePaper", "Until"), words.full_moment(closed.at) if closed is not None else ""),
        Fact(translate("ShiftSlip", "Handed over by"), one_line(closed.by) if closed is not None else ""),
        Fact(translate("ShiftSlip", "Orders"), f"{shift.orders:,}"),
        Fact(translate("ShiftSlip", "Face value"), words.yuan(shift.face)),
    ]
    return Part("", tuple(fact for fact in facts if fact.value))


def _paid(shift: Shift) -> Part:
    facts = [
        Fact(text, words.signed(amount))
        for word, taking in takings_in_order(shift.takings)
        for text, amount in taking_sums(word, taking)
    ]
    nothing = translate("ShiftSlip", "Nothing")
    return Part(translate("ClosePaper", "Paid by customers"), tuple(facts) if facts else (nothing,))


def _drawer(shift: Shift) -> Part:
    contents: list[Content] = [Fact(translate("ShiftSlip", "Change at the beginning"), words.yuan(shift.opened.change))]
    contents += [Fact(one_line(move.reason), words.signed(move.amount)) for move in shift.moves]
    contents.append(Fact(translate("ClosePaper", "Should be in the drawer"), words.yuan(shift.expected), strong=True))
    closed = shift.closed
    if closed is not None:
        counts = [words.yuan(one.counted) for one in shift.counts]
        contents.append(Fact(translate("ClosePaper", "Counted"), " → ".join(counts)))
        off = Fact(translate("ClosePaper", "Difference"), words.signed(shift.difference or 0), strong=True)
        contents.append(off)
        if closed.note:
            contents.append(one_line(closed.note))
    return Part(translate("ClosePaper", "Drawer"), tuple(contents))


def _open(counts: OpenCounts, orders: int, fen: int) -> Part:
    facts = (
        (translate("ShiftSlip", "Running"), f"{counts.running + counts.refunds:,}", counts.running + counts.refunds),
        (
            translate("ShiftSlip", "Unconfirmed"),
            f"{counts.unconfirmed + counts.checking:,}",
            counts.unconfirmed + counts.checking,
        ),
        (translate("ShiftSlip", "To return to customers"), f"{words.yuan(fen)} ({orders:,})", orders),
    )
    found = tuple(Fact(name, text) for name, text, count in facts if count)
    return Part(translate("ShiftSlip", "Still open"), found or (translate("ShiftSlip", "Nothing"),))
