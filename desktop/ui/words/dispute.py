"""The text about an order for the platform's support, to paste into a chat."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.orders.amounts import uncredited
from desktop.domain.orders.order import Order
from desktop.domain.plain_text import one_line
from desktop.ui.words import words

translate = QCoreApplication.translate


def dispute(order: Order) -> str:
    """Number, face, times, both ids and status, a line each; also a refund that the balance does not confirm."""
    lines = [
        translate("Dispute", "Mobile number: {number}").format(number=order.mobile),
        f"{words.face(order.face)} · {words.speed_word(order.speed)}",
        translate("Dispute", "Ordered at: {time}").format(time=words.full_moment(order.placed_at)),
        translate("Dispute", "Our order no.: {number}").format(number=one_line(order.order_no)),
        translate("Dispute", "Platform no.: {number}").format(number=one_line(order.order_number) or "–"),
        translate("Dispute", "Status: {status}").format(status=words.order_word(order)),
    ]
    if order.ended_at is not None:
        lines.append(translate("Dispute", "Result at: {time}").format(time=words.full_moment(order.ended_at)))
    if missing := uncredited(order):
        text = translate("Dispute", "A refund of {amount} is due; our balance does not confirm it yet.")
        lines.append(text.format(amount=words.yuan(missing)))
    return "\n".join(lines)
