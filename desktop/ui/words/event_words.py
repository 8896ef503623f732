"""The words for an order's events in its sheet."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.orders import events as ev
from desktop.domain.orders.cause import cause_of
from desktop.domain.orders.order import Verdict
from desktop.domain.orders.outcome import Trait
from desktop.domain.orders.payment import LONGEST_PAYER
from desktop.domain.orders.transitions import says_something
from desktop.domain.plain_text import LONGEST_NAME, LONGEST_NUMBER, one_line
from desktop.ui.words.messages.about_causes import cause_word
from desktop.ui.words.words import face, payment_word, status_word, yuan

translate = QCoreApplication.translate


def event_word(event: ev.Event) -> str:
    """The event in a few words."""
    match event:
        case ev.Placed():
            return translate("Events", "Order confirmed at the counter")
        case ev.Claimed():
            return translate("Events", "Saved, sending began")
        case ev.ClaimedAgain():
            return translate("Events", "Sent again by the clerk, under the same order no.")
        case ev.Interrupted():
            return translate("Events", "The program had ended before the answer was stored")
        case ev.Recovered():
            return translate("Events", "Missing in this database, found in the journal: unconfirmed")
        case ev.Closed():
            return translate("Events", "Closed by the clerk")
        case ev.HeardFromSupport(verdict=verdict):
            return _verdict_word(Verdict(verdict))
        case ev.PushAccepted() | ev.PushRejected() | ev.PushNotSent() | ev.PushUnknown():
            return _push_word(event)
        case ev.Reported() | ev.QueryDeclined() | ev.Misreported() | ev.RefundCredited() | ev.CancelAsked():
            return _news_word(event)
        case ev.Noted() | ev.CashReturned() | ev.Acknowledged() | ev.Printed() | ev.PaidOtherwise():
            return _annotation_word(event)
        case ev.Retried() | ev.CashMoved():
            return _link_word(event)


def event_detail(event: ev.Event) -> str:
    """The person who did it, the platform's words or the cause, and the event's numbers."""
    return _joined(_by(event), _said(event))


def _by(event: ev.Event) -> str:
    if not isinstance(event, ev.Acted):
        return ""
    by = one_line(event.by, LONGEST_NAME)
    if not event.allowed_by:
        return by
    text = translate("Events", "{name}, allowed by {other}")
    return text.format(name=by, other=one_line(event.allowed_by, LONGEST_NAME))


def _said(event: ev.Event) -> str:
    match event:
        case ev.Placed():
            price = translate("Events", "to collect {price}").format(price=yuan(event.price))
            again = translate("Events", "instead of {order_no}, {paid} already collected")
            number, paid = one_line(event.instead_of, LONGEST_NUMBER), yuan(event.paid_before)
            how = _paid(event.paid_with, event.payer)
            return _joined(face(event.face), price, how, again.format(order_no=number, paid=paid) if number else "")
        case ev.PushAccepted():
            words = one_line(event.words) if says_something(event.words) else ""
            return _joined(one_line(event.order_number, LONGEST_NUMBER), words)
        case ev.PushRejected() | ev.QueryDeclined():
            words, code = one_line(event.words), one_line(event.code, LONGEST_NAME)
            return f"{words} ({code})" if event.words != event.code else code
        case ev.PushNotSent() | ev.PushUnknown():
            return cause_word(cause_of(event.reason))
        case ev.Reported():
            return _joined(one_line(event.words), *_amounts(event))
        case ev.CancelAsked(taken=None):
            return cause_word(cause_of(event.words))
        case ev.CancelAsked():
            return one_line(event.words)
        case ev.Misreported(trait=trait, told=told):
            return f"{_trait_word(Trait(trait))}: {one_line(told, LONGEST_NUMBER)}"
        case ev.RefundCredited(amount=amount):
            return yuan(amount)
        case ev.HeardFromSupport(words=words):
            return one_line(words)
        case ev.Noted():
            return one_line(event.note)
        case ev.Retried(order_no=order_no, amount=amount) | ev.CashMoved(order_no=order_no, amount=amount):
            return _joined(one_line(order_no, LONGEST_NUMBER), yuan(abs(amount)))
        case ev.CashReturned(returned=True):
            return _joined("" if event.amount is None else yuan(event.amount), _paid(event.paid_with))
        case ev.PaidOtherwise(paid_with=way, payer=payer):
            return _paid(way, payer)
        case _:
            return ""


def technical_detail(event: ev.Event) -> str:
    """The reason given by a library or the system, "" for none: not shown to the clerk, only copied, and marked."""
    match event:
        case ev.PushNotSent(reason=reason) | ev.PushUnknown(reason=reason) | ev.CancelAsked(taken=None, words=reason):
            text = translate("Events", "technical reason: {reason}")
            return text.format(reason=one_line(reason)) if reason else ""
        case _:
            return ""


def _push_word(event: ev.PushAccepted | ev.PushRejected | ev.PushNotSent | ev.PushUnknown) -> str:
    match event:
        case ev.PushAccepted():
            return translate("Events", "The platform took the order")
        case ev.PushRejected():
            return translate("Events", "The platform refused the order")
        case ev.PushNotSent():
            return translate("Events", "Not sent: nothing left this computer")
        case ev.PushUnknown():
            return translate("Events", "No usable answer: unconfirmed, may have been charged")


def _news_word(event: ev.Reported | ev.QueryDeclined | ev.Misreported | ev.RefundCredited | ev.CancelAsked) -> str:
    match event:
        case ev.Reported(status=status):
            return translate("Events", "The platform reports: {status}").format(status=status_word(status))
        case ev.QueryDeclined(control=True):
            return translate("Events", "Asked; the platform does not find it, while other questions succeed")
        case ev.QueryDeclined():
            return translate("Events", "Asked; the platform answered with an error")
        case ev.Misreported():
            return translate("Events", "The platform's answer was about another order: not believed")
        case ev.RefundCredited(by_update=True):
            return translate("Events", "Refunded before the program compared refunds with the balance")
        case ev.RefundCredited():
            return translate("Events", "The balance shows that the refund has arrived")
        case ev.CancelAsked(taken=True):
            return translate("Events", "Cancelling was asked for; the platform took the wish")
        case ev.CancelAsked(taken=False):
            return translate("Events", "Cancelling was asked for; the platform turned it down")
        case ev.CancelAsked():
            return translate("Events", "Cancelling was asked for; no answer came")


def _annotation_word(event: ev.Annotation) -> str:
    match event:
        case ev.Noted():
            return translate("Events", "Note written")
        case ev.CashReturned(returned=True):
            return translate("Events", "Cash given back to the customer")
        case ev.CashReturned():
            return translate("Events", "Taken back: the customer does not have the cash yet")
        case ev.Acknowledged(by_update=True):
            return translate("Events", "Had ended before this version of the program: taken as read")
        case ev.Acknowledged():
            return translate("Events", "The clerk has taken note of this end")
        case ev.Printed():
            return translate("Events", "Receipt printed or saved as a file")
        case ev.PaidOtherwise():
            return translate("Events", "Paid in another way from now on")


def _link_word(event: ev.Link) -> str:
    match event:
        case ev.Retried():
            return translate("Events", "Tried again: the customer's cash belongs to the new order")
        case ev.CashMoved(amount=amount) if amount > 0:
            return translate("Events", "The customer's cash belongs to the other order")
        case ev.CashMoved():
            return translate("Events", "The customer's cash belongs to this order again")


def _verdict_word(verdict: Verdict) -> str:
    return {
        Verdict.ARRIVED: translate("Events", "The platform's support says: it arrived"),
        Verdict.REFUNDED: translate("Events", "The platform's support says: it failed and was refunded"),
        Verdict.LOST: translate("Events", "The platform's support says: it failed and is not refunded"),
    }[verdict]


def _trait_word(trait: Trait) -> str:
    return {
        Trait.ORDER_NO: translate("Events", "our order no."),
        Trait.ORDER_NUMBER: translate("Events", "platform no."),
        Trait.MOBILE: translate("Events", "mobile number"),
        Trait.AMOUNT: translate("Events", "face value"),
        Trait.STORE: translate("Events", "store"),
    }[trait]


def _paid(way: str, payer: str = "") -> str:
    return _joined(payment_word(way), one_line(payer, LONGEST_PAYER)) if way else ""


def _amounts(report: ev.Reported) -> list[str]:
    amounts = []
    if report.cost is not None:
        amounts.append(translate("Events", "cost {cost}").format(cost=yuan(report.cost)))
    if report.arrived:
        amounts.append(translate("Events", "arrived {arrived}").format(arrived=yuan(report.arrived)))
    return amounts


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
