"""A daily close as a printed document, in reading order."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.books.close import Close
from desktop.domain.books.ledger import Reading
from desktop.domain.paper import Paper
from desktop.exchange.document import Content, Document, Fact, Part, one_line
from desktop.ui.closes.parts import corrections_part, orders_part, shifts_part, takings_part
from desktop.ui.paper.written import PrintedDocument
from desktop.ui.words import words

translate = QCoreApplication.translate

_NOT_KNOWN = "–"


def close_page(
    close: Close, paper: Paper, shop: str, now: float, *, practice: bool, costs: bool = True
) -> PrintedDocument:
    """The close for a paper, with the shop's name; `now` (unix seconds) is the time of printing. `costs`: whether costs
    and the account may be seen.
    """
    compact = close_document(close, shop, now, practice=practice, compact=True, costs=costs)
    if paper is not Paper.A4:
        return PrintedDocument(compact)
    return PrintedDocument(close_document(close, shop, now, practice=practice, compact=False, costs=costs), compact)


def close_document(close: Close, shop: str, now: float, *, practice: bool, compact: bool, costs: bool) -> Document:
    """The close, complete where `costs` may be seen; `compact` has no tables, for rolls and messages."""
    marks = (
        "" if close.number else translate("ClosePaper", "Draft – not closed"),
        translate("ClosePaper", "Practice – no real money") if practice else "",
    )
    parts = (
        _head(close),
        orders_part(close, compact=compact, costs=costs),
        corrections_part(close, compact=compact) if costs else None,
        _account(close) if costs else None,
        takings_part(close),
        shifts_part(close),
        _drawer(close),
    )
    return Document(
        shop=one_line(shop),
        title=close_title(close),
        marks=tuple(mark for mark in marks if mark),
        parts=tuple(part for part in parts if part is not None),
        printed=Fact(translate("ClosePaper", "Printed at"), words.full_moment(now)),
        pair=pair(),
    )


def close_title(close: Close) -> str:
    """The title with the close's number; a draft has none."""
    if not close.number:
        return translate("ClosePaper", "Daily close")
    return translate("ClosePaper", "Daily close no. {number}").format(number=close.number)


def pair() -> str:
    """The pattern of a line with a {label} and its {value}."""
    return translate("ClosePaper", "{label}: {value}")


def head_facts(close: Close) -> list[Fact]:
    """Beginning and end of the close, the clerk, and the note."""
    facts = [
        Fact(translate("ClosePaper", "From"), words.full_moment(close.since)),
        Fact(translate("ClosePaper", "Until"), words.full_moment(close.at)),
        Fact(translate("ClosePaper", "By"), by_text(close)),
        Fact(translate("ClosePaper", "Note"), one_line(close.note)),
    ]
    return [fact for fact in facts if fact.value]


def by_text(close: Close) -> str:
    """The name of who made the close, and of who allowed it."""
    by = one_line(close.by)
    if not close.allowed_by:
        return by
    return translate("ClosePaper", "{name}, allowed by {other}").format(name=by, other=one_line(close.allowed_by))


def account_sums(close: Close) -> list[tuple[str, int]]:
    """The sums of the account's ledger, in fen; moves are signed."""
    books = close.books
    return [
        (translate("ClosePaper", "Opening balance"), books.opening),
        (translate("ClosePaper", "Deposits"), books.deposits),
        (translate("ClosePaper", "Costs of orders"), books.costs),
        (translate("ClosePaper", "Refunds"), books.refunds),
        (translate("ClosePaper", "Adjustments"), books.adjustments),
        (translate("ClosePaper", "By the books"), books.expected),
    ]


def drawer_sums(close: Close) -> list[tuple[str, int]]:
    """The sums of the cash drawer, in fen; cash taken out is negative."""
    drawer = close.drawer
    return [
        (translate("ClosePaper", "Change at the beginning"), drawer.change),
        (translate("ClosePaper", "Cash for orders"), drawer.taken),
        (translate("ClosePaper", "Cash returned to customers"), -drawer.returned),
        (translate("ClosePaper", "Of it really paid by phone"), -drawer.by_phone),
        *([(translate("ClosePaper", "Cash put in or taken out"), drawer.moved)] if drawer.moved else []),
        (translate("ClosePaper", "Should be in the drawer"), drawer.expected),
    ]


def _head(close: Close) -> Part:
    """The head; its note is running text, because it may be long."""
    facts: list[Content] = [*head_facts(close)]
    if close.note and isinstance(facts[-1], Fact):
        facts[-1] = pair().format(label=facts[-1].label, value=facts[-1].value)
    return Part("", tuple(facts))


def _account(close: Close) -> Part:
    heading = translate("ClosePaper", "Account with the platform")
    read = _read(close.reading)
    if not close.begun:
        return Part(heading, (translate("ClosePaper", "The account's book has not begun."), *read))
    contents: list[Content] = [*_sums(account_sums(close)), *read, _difference(close.difference)]
    if close.is_outdated:
        text = translate("ClosePaper", "Something was booked after the balance was read: the difference is not known.")
        contents.append(text)
    return Part(heading, tuple(contents))


def _read(reading: Reading | None) -> tuple[Fact, ...]:
    label = translate("ClosePaper", "With the platform")
    if reading is None:
        return (Fact(label, translate("ClosePaper", "not read")),)
    at = Fact(translate("ClosePaper", "Read at"), words.full_moment(reading.read_at))
    return Fact(label, words.yuan(reading.money)), at


def _drawer(close: Close) -> Part:
    counted = close.drawer.counted
    label = translate("ClosePaper", "Counted")
    fact = Fact(label, translate("ClosePaper", "not counted") if counted is None else words.yuan(counted))
    contents = (*_sums(drawer_sums(close)), fact, _difference(close.drawer.difference))
    return Part(translate("ClosePaper", "Drawer"), contents)


def _sums(sums: list[tuple[str, int]]) -> tuple[Fact, ...]:
    """The first sum, the signed moves and the result as facts."""
    first, *moves, last = sums
    return (
        Fact(first[0], words.yuan(first[1])),
        *(Fact(label, words.signed(amount)) for label, amount in moves),
        Fact(last[0], words.yuan(last[1]), strong=True),
    )


def _difference(amount: int | None) -> Fact:
    return Fact(
        translate("ClosePaper", "Difference"), _NOT_KNOWN if amount is None else words.signed(amount), strong=True
    )
