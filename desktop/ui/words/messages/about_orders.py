"""Messages about each order status: what it means for the money, and what to do or tell the customer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.money import face_text
from desktop.domain.orders.amounts import owed_to_customer
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.payment import CASH, CREDIT
from desktop.domain.orders.status import RETURNS_CASH, Standing, Status
from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.ui.words.words import said

translate = QCoreApplication.translate


def advice(order: Order, now: float | None = None) -> str:
    """The meaning for the money, and what to do or tell the customer; `now` (unix seconds) if it may be overdue."""
    if now is not None and order.overdue(now):
        return _overdue()
    if order.contradiction and order.is_open:
        return _contradicted()
    if (order.retried_as or order.cash_moved) and (special := _of_chain(order)):
        return special
    if order.declined and order.standing is Standing.RUNNING:
        text = translate(
            "Messages", "Do not order again: asked about it, the platform says “{words}”. Call it if that stays."
        )
        return text.format(words=said(order.declined))
    if order.paid_with not in ("", CASH) and not order.is_open:
        return _not_in_cash(order)
    return (_of_open(order) | _of_ended(order))[order.standing]


_RETURNED = RETURNS_CASH | {Standing.CLOSED, Standing.NOT_SENT}


def _not_in_cash(order: Order) -> str:
    """The advice for an ended order that was not paid in cash."""
    from desktop.ui.words.messages import about_payment  # not before the first paint

    said = _of_ended(order)[order.standing]
    if order.paid_with != CREDIT:
        return about_payment.return_it(order) if owed_to_customer(order) and order.standing in _RETURNED else said
    if order.standing is Standing.PARTIAL:
        return about_payment.still_owed(order)
    return said if order.standing is Standing.SUCCESS else about_payment.nothing_owed()


def _of_chain(order: Order) -> str:
    from desktop.ui.words.messages import about_trying_again  # not before the first paint

    return about_trying_again.advice(order)


def _of_open(order: Order) -> dict[Standing, str]:
    return {
        Standing.NEW: translate("Messages", "Saved, not sent yet."),
        Standing.SENDING: translate("Messages", "On its way to the platform. Wait."),
        Standing.UNKNOWN: translate(
            "Messages",
            "Do not order again: no clear answer came from the platform; it may have been charged, or not.",
        ),
        Standing.CHECKING: translate(
            "Messages",
            "Do not order again yet, keep the cash: the program checks for five minutes whether it was refused indeed.",
        ),
        Standing.RUNNING: _running(order),
        Standing.TIMED_OUT: translate("Messages", "Do not order again: it is late, not ended, and can still arrive."),
        Standing.CANCELLING: translate("Messages", "The platform is cancelling it. Wait for the result."),
        Standing.FAILED: translate(
            "Messages",
            "Keep the cash, do not order again yet: the platform reports failure, no refund yet; this may change.",
        ),
    }


def _of_ended(order: Order) -> dict[Standing, str]:
    return {
        Standing.SUCCESS: translate("Messages", "Arrived."),
        Standing.PARTIAL: _partial(order),
        Standing.REFUNDED: translate("Messages", "Did not arrive; the platform tells of a refund. Return the cash."),
        Standing.CANCELLED: translate(
            "Messages", "It will not arrive. Return the cash; see that the balance got its money back."
        ),
        Standing.REVERSED: translate(
            "Messages", "Taken back after it arrived. Keep the cash; call the platform first."
        ),
        Standing.REJECTED: translate("Messages", "The platform refused it; no money moved. Return the cash."),
        Standing.NOT_SENT: translate(
            "Messages", "Never left this computer; no money moved. Order again, or return the cash."
        ),
        Standing.CLOSED: translate(
            "Messages",
            "Closed at the counter: the platform does not know it. Return the cash, see that the balance is right.",
        ),
        Standing.LOST: translate("Messages", "Did not arrive; the support says no refund. Return the customer's cash."),
    }


_ON_ITS_WAY = {Status.RECHARGING, Status.WAITING, Status.MATCHED, Status.KEPT}


def _running(order: Order) -> str:
    if order.speed is Speed.SLOW:
        return translate("Messages", "The platform has it. Tell the customer: it arrives in parts within 72 hours.")
    if order.status is None or order.status in _ON_ITS_WAY:
        return translate("Messages", "The platform has it. Tell the customer: it is on its way. Nothing else to do.")
    return translate("Messages", "The platform has it, and has not begun. Wait for the result; do not order again.")


def _partial(order: Order) -> str:
    if order.arrived is None:
        return translate("Messages", "Only a part arrived. Ask the platform about the rest before giving cash back.")
    text = translate("Messages", "Only {arrived} of {face} yuan arrived. Ask about the rest before giving cash back.")
    return text.format(arrived=face_text(order.arrived), face=face_text(order.face))


def _overdue() -> str:
    return translate(
        "Messages", "No end after 72 hours: call the platform's support, then open it (Enter) to write down the answer."
    )


def _contradicted() -> str:
    return translate(
        "Messages",
        "Do not order again: the platform's answer was about another order, and was not believed. It is asked again.",
    )


def ask_support() -> str:
    """The text beside the button that records the support's words."""
    return translate(
        "Messages", "It should have ended long ago. Call the platform's support and give them the order's numbers."
    )


def why_support() -> str:
    """The explanation in the dialog that records them."""
    return translate(
        "Messages",
        "The order ends as you write here, marked as somebody's word, and its number is free again. If the platform "
        "reports another end later, that one counts.",
    )


_CHECKED_BY_S = 420.0


def tell_customer(order: Order, now: float) -> str:
    """The advice to the clerk, what to say or do, while an order's outcome is unknown."""
    if order.overdue(now):
        return _overdue()
    if order.may_be_settled:
        return translate("Messages", "The platform does not know it. Open it (Enter) to decide what to do.")
    if order.standing is Standing.CHECKING:
        if order.sent_at is not None and now - order.sent_at > _CHECKED_BY_S:
            return translate(
                "Messages",
                "The platform refused it, but does not yet answer clearly. Keep the cash; call it if that stays.",
            )
        return translate(
            "Messages", "Tell the customer: the platform refused it, we are checking. Five minutes, please."
        )
    return translate(
        "Messages",
        "Tell the customer: it may still arrive, we are asking. No second top-up and no cash back until then.",
    )


def other_account(order: Order) -> str:
    """The reason why an order of another account is not queried at present."""
    text = translate(
        "Messages", "Placed with another account, store {store}: it is asked about only with that account."
    )
    return text.format(store=one_line(order.store_id, LONGEST_NAME))


def late() -> str:
    """The advice for an order that has not arrived by the time that was promised."""
    return translate(
        "Messages",
        "It should have arrived. Do not order again, keep the cash: copy the order's numbers (C) and ask the platform.",
    )
