"""The texts of an order's row in the action list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.domain.money import face_text
from desktop.domain.orders.action_group import ActionGroup, cash_to_return, group_of, is_disowned, is_late
from desktop.domain.orders.amounts import handed_back
from desktop.domain.orders.order import Speed, State
from desktop.domain.orders.status import RETURNS_CASH, Standing
from desktop.ui.look.standings import Tone
from desktop.ui.words import words
from desktop.ui.words.messages import about_orders

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order

translate = QCoreApplication.translate


class Plan(NamedTuple):
    """The services' knowledge about an order beyond its events.

    `next_ask_at`: when it is queried next (unix seconds), None if not automatically; `usual_by`: when such orders have
    mostly arrived; `ours`: of the account in use; `offline`: nothing is queried until the line is back.
    """

    next_ask_at: float | None = None
    usual_by: float | None = None
    ours: bool = True
    offline: bool = False


class RowTexts(NamedTuple):
    """From left to right: status, reason, and at the right end a quiet note before the value that counts."""

    status: str
    reason: str = ""
    note: str = ""
    value: str = ""
    tone: Tone = Tone.QUIET
    """The tone of the value."""


def row_texts(order: Order, plan: Plan, now: float) -> RowTexts:
    """The texts at this time (unix seconds)."""
    group = group_of(order, now)
    if not order.is_open:
        return _ended(order, group)
    if order.is_taken_after_all:
        reason = translate("Rows", "Tried again: both may arrive")
        return RowTexts(_status(order), reason, value=_elapsed(order, now), tone=Tone.AMBER)
    if order.overdue(now):
        since = words.minute(order.sent_at or order.placed_at)
        return RowTexts(_late_word(), translate("Rows", "since {time}").format(time=since), value=_elapsed(order, now))
    if is_late(order, now):
        promised = order.promised_by or now
        reason = translate("Rows", "Promised by {time}").format(time=words.minute(promised))
        late = translate("Rows", "{span} late").format(span=words.span(now - promised))
        return RowTexts(_late_word(), reason, value=late, tone=Tone.AMBER)
    if is_disowned(order, now):
        status = translate("Rows", "Query refused")
        return RowTexts(status, words.said(order.declined), value=_elapsed(order, now), tone=Tone.AMBER)
    if group is ActionGroup.RUNNING:
        return _running(order, plan, now)
    return _in_doubt(order, plan, now)


def advice(order: Order, plan: Plan, now: float) -> str:
    """The meaning of the order for the money, and what to do or tell the customer."""
    if not plan.ours and order.is_open:
        return about_orders.other_account(order)
    if is_late(order, now) and not order.overdue(now):
        return about_orders.late()
    if order.standing in (Standing.UNKNOWN, Standing.CHECKING):
        return about_orders.tell_customer(order, now)
    return about_orders.advice(order, now)


def _ended(order: Order, group: ActionGroup) -> RowTexts:
    status, reason = _status(order), _said_at_the_end(order)
    when = words.minute(order.ended_at or order.placed_at)
    if order.is_replaced:
        return RowTexts(status, translate("Rows", "Tried again"), value=when)
    if order.standing is Standing.SUCCESS:
        if group is not ActionGroup.ACT:
            return RowTexts(status, value=when)
        reason = translate("Rows", "Arrived after all, tried again")
        return RowTexts(status, reason, value=when, tone=Tone.AMBER)
    if cash := cash_to_return(order):
        value = translate("Rows", "Return {amount}").format(amount=words.yuan(cash))
        return RowTexts(status, reason, value=value, tone=Tone.RED)
    if group is ActionGroup.ACT:
        if order.standing in RETURNS_CASH:
            return RowTexts(status, reason or translate("Rows", "Nothing to return"), value=when)
        return RowTexts(status, reason or translate("Rows", "Ask the platform first"), value=words.yuan(order.price))
    if order.cash_returned_at is not None and handed_back(order):
        from desktop.ui.words.messages.about_payment import returned  # not before the first paint

        reason = returned(order, handed_back(order))
    return RowTexts(status, reason, value=when)


def _said_at_the_end(order: Order) -> str:
    return words.as_support_said() if order.state is State.SETTLED else words.said(order.words)


def _running(order: Order, plan: Plan, now: float) -> RowTexts:
    latest = translate("Rows", "latest {time}")
    note = "" if order.promised_by is None else latest.format(time=words.minute(order.promised_by))
    return RowTexts(
        _status(order), words.said(order.declined) or _expected(order, plan, now), note, _elapsed(order, now)
    )


def _expected(order: Order, plan: Plan, now: float) -> str:
    if order.speed is Speed.SLOW:
        return translate("Rows", "Slow, in parts")
    if plan.usual_by is not None and now < plan.usual_by:
        return translate("Rows", "usually by {time}").format(time=words.minute(plan.usual_by))
    return ""


def _in_doubt(order: Order, plan: Plan, now: float) -> RowTexts:
    since = words.minute(order.sent_at or order.placed_at)
    reason = words.said(order.words)
    if order.standing is Standing.UNKNOWN:
        reason = translate("Rows", "No answer since {time}").format(time=since)
    if not plan.ours:
        return RowTexts(_status(order), reason, value=_elapsed(order, now))
    if plan.offline:
        return RowTexts(_status(order), reason, translate("Rows", "when online"), _elapsed(order, now))
    if plan.next_ask_at is None:
        return RowTexts(_status(order), reason, value=_elapsed(order, now))
    ahead = max(0.0, plan.next_ask_at - now)
    return RowTexts(_status(order), reason, translate("Rows", "next check"), words.span(ahead))


def _status(order: Order) -> str:
    """A word or two; the whole one stands on the order's sheet."""
    if order.standing is Standing.RUNNING and order.status is not None:
        word = words.status_word(order.status)
        return word[:1].upper() + word[1:]
    if order.standing is Standing.CHECKING:
        return checking_word()
    if order.standing is Standing.FAILED:
        return translate("Rows", "Failed, refund due")
    return words.standing_word(order.standing)


def face_word(fen: int) -> str:
    """A face value in few letters."""
    return translate("Rows", "¥{amount}").format(amount=face_text(fen))


def checking_word() -> str:
    """The longest of the short words for a status."""
    return translate("Rows", "Refused, checking")


def _late_word() -> str:
    return translate("Rows", "Past promise")


def _elapsed(order: Order, now: float) -> str:
    return words.span(now - order.placed_at)
