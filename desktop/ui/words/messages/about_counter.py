"""Messages while an order is entered, checked and placed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.mobile import grouped
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import Standing
from desktop.domain.plain_text import one_line
from desktop.ui.words.words import face, minute, moment, order_word, standing_word, yuan

translate = QCoreApplication.translate

_OBJECTION = 36
"""The most characters that fit on the confirm sheet: nothing on it may move when the objection arrives."""


def starting() -> str:
    """The answer to Enter before the services are available."""
    return translate("Messages", "One moment, the program is starting: your input is kept, nothing is ordered yet.")


def not_ordered(reason: str, *, listed: bool = False) -> str:
    """The message that the order could not be saved; `listed` as in `NotSaved`."""
    from desktop.ui.words.messages.about_causes import not_saved  # not before the first paint

    text = translate("Messages", "Not ordered, no money moved. {why}").format(why=not_saved(reason))
    return f"{text}\n{translate('Messages', 'It is listed as not sent: R tries again.')}" if listed else text


def locked(order: Order) -> str:
    """The message that the number has an undecided order."""
    text = translate(
        "Messages",
        "Nothing new was ordered or charged: {number} has an order from {time} that is not decided ({status}). "
        "Wait for its result first.",
    )
    return text.format(number=grouped(order.mobile), time=moment(order.placed_at), status=order_word(order))


def locked_before(order: Order) -> str:
    """The line under a number that has an undecided order, before anything is confirmed."""
    text = translate("Messages", "Locked since {time}: {status}. F4")
    return text.format(time=minute(order.placed_at), status=standing_word(order.standing))


def locked_button() -> str:
    """The text of the main button while the number is locked."""
    return translate("Messages", "This number cannot be ordered now")


def check_button(price: int, paid: int) -> str:
    """The text of the main button for a price (fen), of which `paid` is collected already."""
    if not paid or price > paid:
        text = translate("Messages", "Check and top up · collect {price} (Enter)")
    elif price == paid:
        text = translate("Messages", "Check · nothing to collect (Enter)")
    else:
        text = translate("Messages", "Check and top up · give back {price} (Enter)")
    return text.format(price=yuan(abs(price - paid)))


def last_time(order: Order) -> str:
    """The line under a number that has an earlier order."""
    text = translate("Messages", "Last time {face}, {time}: {status}")
    return text.format(face=face(order.face), time=minute(order.placed_at), status=standing_word(order.standing))


def cash_is_here(order: Order) -> str:
    """The line under a number whose customer's cash is still in the drawer, for an order that did not arrive."""
    text = translate("Messages", "{amount} of the order of {time} were not returned. R on it in the list uses them.")
    return text.format(amount=yuan(order.price - order.cash_back), time=minute(order.placed_at))


def wrong_number_cannot_be_undone() -> str:
    """The red line of the confirm sheet (desktop/README.md, "The recharge tab")."""
    return translate("Messages", "Check the number: a wrong one cannot be taken back.")


def offline() -> str:
    """The warning on the confirm sheet that the platform was not reachable just now."""
    return translate("Messages", "Offline just now: the order may end as not sent. Then no money moves.")


def objection(words: str) -> str:
    """The warning on the confirm sheet that the platform, asked beforehand, would refuse this order."""
    text = translate(
        "Messages", "The platform says it will not take this order: {words}. Nothing is ordered yet; better go back."
    )
    return text.format(words=one_line(words, _OBJECTION).rstrip("。. "))


def repeats(earlier: Order) -> str:
    """The warning on the confirm sheet that the same number and face arrived within 24 hours."""
    if earlier.standing is Standing.PARTIAL:
        text = translate("Messages", "Part of {face} arrived on this number at {time}; the rest may follow.")
    else:
        text = translate("Messages", "This number got {face} already at {time}.")
    return text.format(face=face(earlier.face), time=moment(earlier.ended_at or earlier.placed_at))


def tick_first() -> str:
    """The answer to Enter on a sheet whose tick is missing."""
    return translate("Messages", "Not ordered yet. If this is wanted, tick below first: Space.")


def choose_face() -> str:
    return translate("Messages", "Choose a face value: Alt+1, Alt+2, …")


def with_customers(hint: str) -> str:
    """The hint about the number so far, with the hint that recent customers can be chosen."""
    return translate("Messages", "{hint}    ↓ recent customers").format(hint=hint).strip()


def ends_like_this() -> str:
    """The hint if no number begins with the digits, but recent customers' numbers end with them."""
    return translate("Messages", "Recent customers with this ending: ↓ and Enter")


def copied(order: str) -> str:
    """Said when the text about an order is in the clipboard."""
    return translate("Messages", "Copied, to paste into the chat with the platform: {order}").format(order=order)
