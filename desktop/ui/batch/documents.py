"""Files and texts about a list: its results, a template to fill in, a line for the chat."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.batch.batch import Batch, BatchResult
from desktop.domain.money import FEN_PER_YUAN, face_text
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import ARRIVED, DID_NOT_ARRIVE, Standing
from desktop.domain.plain_text import one_line
from desktop.domain.right import Right
from desktop.exchange.table import Cell, Column, ColumnKind, Table, keep_table
from desktop.services.desk import Desk
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.awaited import tell
from desktop.ui.widgets.chosen_file import chosen_file, table_files
from desktop.ui.words import words
from desktop.ui.words.messages import about_batch, about_causes

translate = QCoreApplication.translate

_MOST_NAMED = 5


async def save_results(desk: Desk, parent: QWidget, batch: Batch | None, results: Sequence[BatchResult]) -> None:
    """Write a list with its results to a file: the cells of the source in their order, and the results behind them.
    Raises ForbiddenError.
    """
    if batch is None:
        return
    by = await with_permission(desk, parent, lambda: desk.staff.authorize(Right.EXPORT))
    name = batch.name or batch.origin
    path = await chosen_file(parent, translate("Batch", "Export the results"), name, table_files())
    if path is not None:
        desk.auditing.exported(by, path)
        reason = await keep_table(path, *results_table(name, results))
        await tell(parent, translate("Batch", "Export the results"), about_causes.written(path, reason))


async def save_template(desk: Desk, parent: QWidget) -> None:
    """Write an empty list to fill in."""
    path = await chosen_file(parent, translate("Batch", "Save a template"), translate("Batch", "list"), table_files())
    if path is not None:
        reason = await keep_table(path, *template())
        await tell(parent, translate("Batch", "Save a template"), about_causes.written(path, reason))


def template() -> tuple[Table, list[list[Cell]]]:
    """A sheet with the heads that the reader knows."""
    columns = [
        Column("手机号", ColumnKind.TEXT, 18),
        Column("面值", ColumnKind.TEXT, 10),
        Column("姓名", ColumnKind.TEXT, 16),
        Column("备注", ColumnKind.TEXT, 24),
    ]
    return Table("名单", columns), []


def results_table(name: str, results: Sequence[BatchResult]) -> tuple[Table, list[list[Cell]]]:
    """The source's cells, then number, face, status, and the order."""
    sources = [one.row.source.split("\t") for one in results]
    most = max((len(cells) for cells in sources), default=1)
    text = ColumnKind.TEXT
    columns = [
        Column(translate("Batch", "Source {number}").format(number=place + 1), text, 20) for place in range(most)
    ]
    columns += [
        Column(translate("Batch", "Number"), text, 16),
        Column(translate("Batch", "Face"), ColumnKind.AMOUNT, 10),
        Column(translate("Batch", "Status"), text, 16),
        Column(translate("Batch", "Time"), text, 20),
        Column(translate("Batch", "Reason"), text, 30),
        Column(translate("Batch", "Our no."), text, 26),
        Column(translate("Batch", "Platform no."), text, 26),
    ]
    rows = [
        [*(cell for cell, _ in zip_longest(cells, range(most), fillvalue="")), *_result_cells(one)]
        for cells, one in zip(sources, results, strict=True)
    ]
    return Table(name, columns), rows


def _result_cells(result: BatchResult) -> list[Cell]:
    row, order = result
    if order is None:
        status = about_batch.waiting() if row.queued else about_batch.not_confirmed()
        return [row.mobile, row.face, status, "", about_batch.hold(row.held), "", ""]
    ended = words.full_moment(order.ended_at) if order.ended_at is not None else ""
    return [
        row.mobile,
        row.face,
        words.standing_word(order.standing),
        ended,
        one_line(order.words),
        order.order_no,
        order.order_number,
    ]


def text_for_chat(results: Sequence[BatchResult]) -> str:
    """The result of a list in a few words, as it is sent back to the customer."""
    orders = [order for _, order in results if order is not None]
    arrived = [order for order in orders if order.standing in ARRIVED]
    failed = [order for order in orders if order.standing in DID_NOT_ARRIVE - {Standing.FAILED}]
    yuan = face_text(sum(order.arrived if order.arrived is not None else order.face for order in arrived))
    parts = [translate("Batch", "Done: {count} top-ups, {yuan} yuan").format(count=len(arrived), yuan=yuan)]
    if failed:
        named = ", ".join(map(_named, failed[:_MOST_NAMED])) + ("…" if len(failed) > _MOST_NAMED else "")
        parts.append(translate("Batch", "failed {count}: {numbers}").format(count=len(failed), numbers=named))
    open_ones = len(orders) - len(arrived) - len(failed)
    if open_ones:
        parts.append(translate("Batch", "still on the way {count}").format(count=open_ones))
    return translate("Batch", "; ").join(parts)


def _named(order: Order) -> str:
    return f"{order.mobile} {order.face // FEN_PER_YUAN}"
