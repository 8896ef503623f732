"""The texts of announcements: a tray message, and a sentence to speak."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop.domain.mobile import grouped
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import Standing, Status
from desktop.ui.words import words
from desktop.ui.words.messages import about_orders

translate = QCoreApplication.translate

_NAMED = 3
_WORD_LENGTH = 60
"""Windows shows 255 characters of a message: the platform's words must not push the advice out."""


class Notice(Struct, frozen=True):
    """A tray message; an urgent one is about an order that ended badly."""

    title: str
    text: str
    urgent: bool


def notice(orders: Sequence[Order], *, urgent: bool) -> Notice:
    """The message about one or more orders: number and face, result, and advice."""
    if len(orders) == 1:
        order = orders[0]
        return Notice(_which(order), f"{_shortened(words.order_word(order))}\n{about_orders.advice(order)}", urgent)
    lines = [f"{_which(order)} · {words.standing_word(order.standing)}" for order in orders[:_NAMED]]
    if len(orders) > _NAMED:
        lines.append("…")
    if urgent:
        title = translate("Alerts", "{count} orders ended badly")
        lines.append(translate("Alerts", "Open the window: beside each it says what to do with the cash."))
    else:
        title = translate("Alerts", "{count} orders succeeded")
    return Notice(title.format(count=len(orders)), "\n".join(lines), urgent)


def locked_notice() -> Notice:
    """The message while the window is locked: it names no number and no money."""
    text = translate("Alerts", "Sign in to see it.")
    return Notice(translate("Alerts", "An order needs somebody"), text, urgent=True)


def sentence(order: Order) -> str:
    """The result as it is spoken; digits are separated, so that they are not read as thousands."""
    arrived = order.standing is Standing.SUCCESS
    word = words.status_word(Status.SUCCESS) if arrived else words.standing_word(order.standing)
    text = translate("Alerts", "Number ending {tail}, {face}, {word}.")
    return text.format(tail=" ".join(order.mobile[-4:]), face=words.face(order.face), word=word)


def _which(order: Order) -> str:
    return f"{grouped(order.mobile)} · {words.face(order.face)}"


def _shortened(word: str) -> str:
    return word if len(word) <= _WORD_LENGTH else f"{word[: _WORD_LENGTH - 1]}…"
