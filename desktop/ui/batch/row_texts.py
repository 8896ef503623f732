"""The cells of a list's rows, as texts."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop.domain.batch.batch import Hold, StagedRow
from desktop.domain.batch.staging import Check, Staging
from desktop.domain.mobile import grouped
from desktop.domain.orders.order import Order
from desktop.domain.plain_text import one_line
from desktop.ui.look.standings import LOOKS, StatusLook, Tone
from desktop.ui.words import words
from desktop.ui.words.messages import about_batch
from desktop.ui.words.places import place_of

translate = QCoreApplication.translate


class BatchColumn(IntEnum):
    """The columns from left to right."""

    TICK = 0
    ROW = 1
    NUMBER = 2
    PLACE = 3
    FACE = 4
    SPEED = 5
    PRICE = 6
    NOTE = 7
    STATUS = 8


RIGHT = frozenset({BatchColumn.ROW, BatchColumn.FACE, BatchColumn.PRICE})
CHECK_LOOKS = {
    Check.PASSED: StatusLook("circle-check", Tone.GREEN),
    Check.LOOK: StatusLook("eye", Tone.AMBER),
    Check.BLOCKED: StatusLook("ban", Tone.RED),
}
_WAITING = StatusLook("circle-dashed", Tone.QUIET)
_HELD = StatusLook("hourglass", Tone.AMBER)


def titles(*, staged: bool) -> list[str]:
    """The heads of the columns, of a list that is being worked on or was confirmed."""
    return [
        "",
        translate("Batch", "Row"),
        translate("Batch", "Number"),
        translate("Batch", "Place"),
        translate("Batch", "Face"),
        translate("Batch", "Speed"),
        translate("Batch", "To collect"),
        translate("Batch", "Note"),
        translate("Batch", "Check") if staged else translate("Batch", "Status"),
    ]


class RowTexts(Struct, frozen=True):
    """Everything that the delegate paints. `ticked` is None where the box cannot be ticked; `calls`: the pill is
    filled.
    """

    cells: tuple[str, ...]
    status: str
    remark: str
    look: StatusLook
    calls: bool
    ticked: bool | None
    struck: bool = False
    broken: bool = False
    has_box: bool = True


def staged_texts(staging: Staging, row: StagedRow) -> RowTexts:
    """A row that is being worked on."""
    verdict, check = staging.verdict(row.position), staging.check(row.position)
    reasons = [about_batch.reason(one) for one in verdict.reasons]
    return RowTexts(
        cells=_cells(row, staging.terms.price(row), staging.facts(row.mobile).place),
        status=about_batch.check_word(check),
        remark=" · ".join(reasons),
        look=CHECK_LOOKS[check],
        calls=check is not Check.PASSED,
        ticked=None if check is Check.BLOCKED else staging.is_ticked(row.position),
        struck=row.choice == "struck",
        broken=check is Check.BLOCKED and bool(verdict.reasons),
    )


def sent_texts(row: StagedRow, order: Order | None, waits_for: int = 0) -> RowTexts:
    """A row of a list that was confirmed; it waits for the row at this position, which has the same number."""
    status, remark, look, calls = _sent_status(row, order)
    if waits_for and order is None and not row.held and row.queued:
        remark = about_batch.waits_for(waits_for)
    return RowTexts(
        cells=_cells(row, row.price, ""),
        status=status,
        remark=remark,
        look=look,
        calls=calls,
        ticked=None,
        struck=not row.queued or row.held is Hold.STOPPED,
        has_box=False,
    )


def _sent_status(row: StagedRow, order: Order | None) -> tuple[str, str, StatusLook, bool]:
    if order is not None:
        look = LOOKS[order.standing]
        return words.standing_word(order.standing), words.status_remark(order), look, look.tone is not Tone.GREEN
    if row.held:
        return about_batch.waiting(), about_batch.hold(row.held), _HELD, True
    return (about_batch.waiting() if row.queued else about_batch.not_confirmed()), "", _WAITING, False


def plain_source(source: str) -> str:
    """A line of the source as it can be shown."""
    return one_line(source.replace("\t", "  "))


def _cells(row: StagedRow, price: int | None, place: str) -> tuple[str, ...]:
    return (
        "",
        f"{row.position}",
        grouped(row.mobile) if row.mobile else plain_source(row.source),
        place or (place_of(row.mobile) if row.mobile else ""),
        "" if row.face is None else words.face(row.face),
        words.speed_word(row.speed) if row.mobile else "",
        "" if price is None else words.yuan(price),
        one_line(row.note),
        "",
    )
