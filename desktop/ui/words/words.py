"""The words on screen for order statuses, operators, amounts and times. Messages are in `messages`."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.mobile import Operator, grouped, named_operator
from desktop.domain.money import face_text, yuan_text
from desktop.domain.orders.action_group import ActionGroup
from desktop.domain.orders.order import Speed, State
from desktop.domain.orders.payment import ALIPAY, CASH, CREDIT, LONGEST_PAYMENT, NOT_RECORDED, WECHAT
from desktop.domain.orders.status import Standing, Status
from desktop.domain.plain_text import LONGEST_NAME, LONGEST_NUMBER, LONGEST_WORDS
from desktop.domain.plain_text import one_line as gated
from desktop.ui.words.places import place_named

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order
    from desktop.domain.orders.outcome import MobileInfo

translate = QCoreApplication.translate


def standing_word(standing: Standing) -> str:
    """One or two words for an order status."""
    return {
        Standing.NEW: translate("Words", "New"),
        Standing.SENDING: translate("Words", "Sending"),
        Standing.UNKNOWN: translate("Words", "Unconfirmed"),
        Standing.CHECKING: translate("Words", "Refused, being checked"),
        Standing.RUNNING: translate("Words", "Running"),
        Standing.TIMED_OUT: translate("Words", "Timed out"),
        Standing.CANCELLING: translate("Words", "Being cancelled"),
        Standing.FAILED: translate("Words", "Failed, refund pending"),
        Standing.SUCCESS: translate("Words", "Success"),
        Standing.PARTIAL: translate("Words", "Partly arrived"),
        Standing.REFUNDED: translate("Words", "Failed, refunded"),
        Standing.CANCELLED: translate("Words", "Cancelled"),
        Standing.REVERSED: translate("Words", "Reversed"),
        Standing.REJECTED: translate("Words", "Refused"),
        Standing.NOT_SENT: translate("Words", "Not sent"),
        Standing.CLOSED: translate("Words", "Closed by hand"),
        Standing.LOST: translate("Words", "Failed, not refunded"),
    }[standing]


def status_word(status: int) -> str:
    """The platform's status number in words (PROTOCOL.md, "Status")."""
    words = {
        Status.UNPAID: translate("Words", "not paid yet"),
        Status.RECHARGING: translate("Words", "topping up"),
        Status.SUCCESS: translate("Words", "success"),
        Status.FAILED: translate("Words", "failed"),
        Status.REFUNDED: translate("Words", "refunded"),
        Status.TIMED_OUT: translate("Words", "timed out"),
        Status.WAITING: translate("Words", "waiting to top up"),
        Status.MATCHED: translate("Words", "matched to a channel"),
        Status.KEPT: translate("Words", "order kept"),
        Status.CANCELLED: translate("Words", "cancelled"),
        Status.REVERSED: translate("Words", "reversed"),
        Status.PARTIAL: translate("Words", "partly arrived"),
        Status.CANCELLING: translate("Words", "being cancelled"),
    }
    known = {int(one): word for one, word in words.items()}
    return known.get(status) or translate("Words", "status {number}").format(number=status)


def order_word(order: Order) -> str:
    """The order status with its remark."""
    more = status_remark(order)
    return f"{standing_word(order.standing)} · {more}" if more else standing_word(order.standing)


def status_remark(order: Order) -> str:
    """The progress while the platform works on the order, the platform's words after a bad end; otherwise ""."""
    if order.state is State.SETTLED:
        return as_support_said()
    if order.standing is Standing.RUNNING and order.status is not None:
        return status_word(order.status)
    return said(order.words) if order.standing in _BAD_ENDS else ""


def as_support_said() -> str:
    """The source of an end that the program did not learn itself."""
    return translate("Words", "as the platform's support said")


_BAD_ENDS = {
    Standing.FAILED,
    Standing.REFUNDED,
    Standing.PARTIAL,
    Standing.CANCELLED,
    Standing.REVERSED,
    Standing.CHECKING,
    Standing.REJECTED,
}


def group_word(group: ActionGroup) -> str:
    """The name of a group of the action list."""
    return {
        ActionGroup.ACT: translate("Groups", "Needs attention"),
        ActionGroup.DOUBT: translate("Groups", "Unconfirmed"),
        ActionGroup.RUNNING: translate("Groups", "Running"),
        ActionGroup.FINISHED: translate("Groups", "Finished"),
    }[group]


def do_not_repeat() -> str:
    """The remark above orders whose numbers are locked."""
    return translate("Words", "do not top these numbers up again")


def cash_to_return(fen: int) -> str:
    """The remark above orders for which the clerk has to return cash."""
    return translate("Words", "to return {amount}").format(amount=yuan(fen))


def operator_letter(operator: Operator | None) -> str:
    """The letter of an operator's badge."""
    return {
        Operator.MOBILE: translate("Badges", "M"),
        Operator.UNICOM: translate("Badges", "U"),
        Operator.TELECOM: translate("Badges", "T"),
        Operator.BROADNET: translate("Badges", "B"),
        Operator.VIRTUAL: translate("Badges", "V"),
        Operator.SATELLITE: translate("Badges", "S"),
        None: "",
    }[operator]


def payment_word(payment: str) -> str:
    """The way of payment; "–" if none was recorded."""
    known = {
        NOT_RECORDED: "–",
        CASH: translate("Words", "Cash"),
        WECHAT: translate("Words", "WeChat"),
        ALIPAY: translate("Words", "Alipay"),
        CREDIT: translate("Words", "On credit"),
    }
    return known.get(payment) or gated(payment, LONGEST_PAYMENT)


def operator_word(operator: Operator | None) -> str:
    """The operator's name, "" for none."""
    if operator is None:
        return ""
    return {
        Operator.MOBILE: translate("Words", "China Mobile"),
        Operator.UNICOM: translate("Words", "China Unicom"),
        Operator.TELECOM: translate("Words", "China Telecom"),
        Operator.BROADNET: translate("Words", "China Broadnet"),
        Operator.VIRTUAL: translate("Words", "Virtual operator"),
        Operator.SATELLITE: translate("Words", "Satellite"),
    }[operator]


def carrier(name: str) -> str:
    """An operator named by the platform (移动, 中国移动 …), in the language on screen if it is known."""
    return operator_word(named_operator(name)) or gated(name, LONGEST_NAME)


def short_operator(operator: Operator | None) -> str:
    """The operator's name beside a place, "" for none."""
    if operator is None:
        return ""
    return {
        Operator.MOBILE: translate("Words", "Mobile"),
        Operator.UNICOM: translate("Words", "Unicom"),
        Operator.TELECOM: translate("Words", "Telecom"),
        Operator.BROADNET: translate("Words", "Broadnet"),
    }.get(operator) or operator_word(operator)


def operator_and_place(operator: str, place: str) -> str:
    """The one form of both on all screens: "移动 · 湖南长沙"."""
    return " · ".join(part for part in (operator, place) if part)


def owner(info: MobileInfo) -> str:
    """Operator and place of a number, as the platform knows them."""
    operator = short_operator(named_operator(info.current)) or gated(info.current, LONGEST_NAME)
    return operator_and_place(operator, place_named(gated(info.province, LONGEST_NAME), gated(info.city, LONGEST_NAME)))


def said(words: str) -> str:
    """The platform's words, for quoting in a sentence."""
    return gated(words, LONGEST_WORDS)


def platform_no(order: Order) -> str:
    """The platform's number of the order, "" for none."""
    return gated(order.order_number, LONGEST_NUMBER)


def speed_word(speed: Speed) -> str:
    return translate("Words", "Fast") if speed is Speed.FAST else translate("Words", "Slow")


def yuan(fen: int) -> str:
    """An amount with its currency sign: ¥95.00."""
    return f"-¥{yuan_text(-fen)}" if fen < 0 else f"¥{yuan_text(fen)}"


def signed(fen: int) -> str:
    """An amount with its sign: +¥5.00."""
    return f"+{yuan(fen)}" if fen > 0 else yuan(fen)


def face(fen: int) -> str:
    """A face value: 100 yuan."""
    return translate("Words", "{amount} yuan").format(amount=face_text(fen))


def story_word(name: str) -> str:
    """The name of a practice story on screen."""
    return {
        "success": translate("Words", "success"),
        "failure, then refund": translate("Words", "failure, then refund"),
        "partly arrived": translate("Words", "partly arrived"),
        "timed out, failed late, refunded": translate("Words", "late failure, refunded"),
        "reversed after success": translate("Words", "success, then reversed"),
        "refused at once": translate("Words", "refused, checked for 5 minutes"),
        "stays running": translate("Words", "stays running"),
        "kept for later, then success": translate("Words", "kept, then success"),
        "cancelled by the platform": translate("Words", "cancelled"),
        "answer lost: unconfirmed, then found and successful": translate("Words", "unconfirmed, then success"),
    }[name]


def moment(at: float) -> str:
    """A short time: 14:20:05 today, 11-23 14:20 this year, 2025-11-23 14:20 before."""
    then, today = time.localtime(at), date.today()
    if (then.tm_year, then.tm_mon, then.tm_mday) == (today.year, today.month, today.day):
        return time.strftime("%H:%M:%S", then)
    return time.strftime("%m-%d %H:%M" if then.tm_year == today.year else "%Y-%m-%d %H:%M", then)


def full_moment(at: float) -> str:
    """A complete time, unambiguous later and for others: 2026-11-23 14:20:05."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(at))


def minute(at: float) -> str:
    """A time to the minute: 14:20 today, otherwise with its date."""
    text = moment(at)
    return text if "-" in text else text[:-3]


def span(seconds: float) -> str:
    """A duration: 0:07, 12:40, 3:05:12, 2 d 4 h."""
    total = max(0, int(seconds))
    minutes, second = divmod(total, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    if days:
        return translate("Words", "{days} d {hours} h").format(days=days, hours=hour)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minutes}:{second:02d}"


def ago(seconds: float) -> str:
    """The time passed, in one number: 12 s ago, 3 min ago, 2 h ago."""
    for length, text in ((3600, translate("Words", "{n} h ago")), (60, translate("Words", "{n} min ago"))):
        if seconds >= length:
            return text.format(n=int(seconds // length))
    return translate("Words", "{n} s ago").format(n=max(0, int(seconds)))


def one_line(order: Order) -> str:
    """An order in a line: number, face, speed."""
    return f"{grouped(order.mobile)} · {face(order.face)} · {speed_word(order.speed)}"
