"""The texts of a receipt, worded for the customer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.money import face_text
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.payment import CREDIT
from desktop.domain.orders.status import Standing
from desktop.domain.orders.takings import debt
from desktop.exchange.receipt import ReceiptLabels, Wording
from desktop.ui.words import words

translate = QCoreApplication.translate


def labels() -> ReceiptLabels:
    """The labels in the language on screen."""
    return ReceiptLabels(
        title=translate("Receipt", "Mobile top-up receipt"),
        practice=translate("Receipt", "Practice – not a real top-up"),
        pair=translate("Receipt", "{label}: {value}"),
        number=translate("Receipt", "Mobile number"),
        operator=translate("Receipt", "Operator"),
        face=translate("Receipt", "Face value"),
        price=translate("Receipt", "Price"),
        paid=translate("Receipt", "Paid with"),
        clerk=translate("Receipt", "Served by"),
        speed=translate("Receipt", "Speed"),
        status=translate("Receipt", "Status"),
        placed=translate("Receipt", "Ordered at"),
        ended=translate("Receipt", "Result at"),
        cash_returned=translate("Receipt", "Cash returned at"),
        our_no=translate("Receipt", "Our order no."),
        platform_no=translate("Receipt", "Platform no."),
        phone=translate("Receipt", "Shop phone"),
        printed=translate("Receipt", "Printed at"),
        as_of=translate("Receipt", "As of"),
    )


def wording(order: Order, now: float) -> Wording:
    """The texts for an order at a time (unix seconds)."""
    late = order.promised_by is not None and now > order.promised_by
    return Wording(
        operator=_operator(order),
        face=words.face(order.face),
        price=words.yuan(order.price),
        speed=_speed(order.speed),
        status=_status(order.standing),
        meaning=_meaning(order, late=late),
        latest=_latest(order.standing),
        reprint=translate("Receipt", "REPRINT no. {times}").format(times=order.prints),
        moment=words.full_moment,
        paid=_paid(order),
    )


def _paid(order: Order) -> str:
    if order.paid_with == CREDIT:
        return translate("Receipt", "On credit, not paid yet") if debt(order) else translate("Receipt", "On credit")
    return words.payment_word(order.paid_with) if order.paid_with else ""


def _operator(order: Order) -> str:
    """The operator, marked as known by prefix only: a number may have been carried to another one unnoticed."""
    name = words.operator_word(order.operator)
    if order.carried_to:
        return name
    return translate("Receipt", "{operator} (by prefix)").format(operator=name) if name else ""


def _speed(speed: Speed) -> str:
    if speed is Speed.FAST:
        return translate("Receipt", "Fast")
    return translate("Receipt", "Slow: in parts, within 72 hours")


def _latest(standing: Standing) -> str:
    if standing is Standing.UNKNOWN:
        return translate("Receipt", "If it arrives, by")
    return translate("Receipt", "At the latest")


def _status(standing: Standing) -> str:
    """Whether the customer has received it, in a few words. (The clerk's words mention the shop's refund, which does
    not concern the customer.)
    """
    return {
        Standing.NEW: translate("Receipt", "Not sent yet"),
        Standing.SENDING: translate("Receipt", "In progress"),
        Standing.UNKNOWN: translate("Receipt", "Unconfirmed"),
        Standing.CHECKING: translate("Receipt", "Being checked"),
        Standing.RUNNING: translate("Receipt", "In progress"),
        Standing.TIMED_OUT: translate("Receipt", "Late"),
        Standing.CANCELLING: translate("Receipt", "Being cancelled"),
        Standing.SUCCESS: translate("Receipt", "Arrived"),
        Standing.PARTIAL: translate("Receipt", "Partly arrived"),
        Standing.REVERSED: translate("Receipt", "Taken back"),
        Standing.CANCELLED: translate("Receipt", "Cancelled, did not arrive"),
    }.get(standing) or translate("Receipt", "Did not arrive")


def _meaning(order: Order, *, late: bool) -> str:
    match order.standing:
        case Standing.NEW:
            return translate("Receipt", "Not final: it has not been sent to the platform yet.")
        case Standing.SENDING | Standing.RUNNING if not late:
            return translate("Receipt", "Not final: it has not arrived yet.")
        case Standing.SENDING | Standing.RUNNING | Standing.TIMED_OUT:
            return translate("Receipt", "Not final: it takes longer than usual and can still arrive.")
        case Standing.UNKNOWN:
            return translate("Receipt", "Not final: it is not known yet whether it will arrive. The shop keeps asking.")
        case Standing.CHECKING:
            return translate("Receipt", "Not final: the platform refused it; the shop checks that this is certain.")
        case Standing.CANCELLING:
            return translate("Receipt", "Not final: it is being cancelled, but can still arrive.")
        case Standing.FAILED:
            return translate("Receipt", "Not final: the platform reports failure, but the result can still change.")
        case _:
            return _meaning_of_end(order)


def _meaning_of_end(order: Order) -> str:
    match order.standing:
        case Standing.PARTIAL if order.arrived:
            text = translate("Receipt", "{arrived} yuan of {face} have arrived.")
            return text.format(arrived=face_text(order.arrived), face=face_text(order.face))
        case Standing.REVERSED:
            return translate("Receipt", "It had arrived and was taken back.")
        case Standing.CLOSED:
            return translate("Receipt", "Closed by the shop: the platform did not find this order.")
        case _:
            return ""
