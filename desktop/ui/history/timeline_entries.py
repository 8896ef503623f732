"""The entries of an order's timeline, made from its events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.domain.orders import events as ev
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import OPEN, Standing, standing_of
from desktop.domain.orders.transitions import says_something
from desktop.domain.plain_text import one_line
from desktop.ui.look.standings import LOOKS, StatusLook, Tone
from desktop.ui.words import words
from desktop.ui.words.event_words import event_detail, event_word

translate = QCoreApplication.translate


class Entry(NamedTuple):
    """`time` is "" for the sentence about the present; `loud`: it decides something, so its word is bold."""

    look: StatusLook
    word: str
    detail: str = ""
    time: str = ""
    loud: bool = False

    @property
    def is_now(self) -> bool:
        """Whether it is the sentence about the present."""
        return not self.time

    @property
    def text(self) -> str:
        """All of it in a line, for ears and the clipboard."""
        return " · ".join(part for part in (self.time, self.word, self.detail) if part)


_LOOKS: dict[type[ev.Event], StatusLook] = {
    ev.Placed: StatusLook("user-round", Tone.QUIET),
    ev.Claimed: StatusLook("send", Tone.QUIET),
    ev.ClaimedAgain: StatusLook("send", Tone.QUIET),
    ev.PushAccepted: StatusLook("check", Tone.QUIET),
    ev.PushRejected: StatusLook("shield-x", Tone.AMBER),
    ev.PushNotSent: StatusLook("cloud-off", Tone.QUIET),
    ev.PushUnknown: StatusLook("circle-question-mark", Tone.AMBER),
    ev.Interrupted: StatusLook("triangle-alert", Tone.AMBER),
    ev.Recovered: StatusLook("history", Tone.AMBER),
    ev.QueryDeclined: StatusLook("search", Tone.QUIET),
    ev.Misreported: StatusLook("triangle-alert", Tone.AMBER),
    ev.RefundCredited: StatusLook("wallet", Tone.QUIET),
    ev.HeardFromSupport: StatusLook("user-check", Tone.QUIET),
    ev.Closed: StatusLook("user-check", Tone.QUIET),
    ev.CancelAsked: StatusLook("ban", Tone.QUIET),
    ev.Noted: StatusLook("sticky-note", Tone.QUIET),
    ev.CashReturned: StatusLook("hand-coins", Tone.QUIET),
    ev.Retried: StatusLook("rotate-ccw", Tone.QUIET),
    ev.CashMoved: StatusLook("corner-down-left", Tone.QUIET),
    ev.Acknowledged: StatusLook("check", Tone.QUIET),
    ev.PaidOtherwise: StatusLook("wallet", Tone.QUIET),
    ev.Printed: StatusLook("printer", Tone.QUIET),
}
_REPORTED = {
    Standing.REFUNDED: StatusLook("undo-2", Tone.QUIET),
    Standing.FAILED: StatusLook("circle-x", Tone.AMBER),
}
_LOUD = (
    *(ev.PushRejected, ev.PushNotSent, ev.PushUnknown, ev.Interrupted, ev.Recovered, ev.Misreported),
    *(ev.HeardFromSupport, ev.Closed, ev.CashReturned, ev.Retried),
)


def entries(
    order: Order, events: Sequence[ev.Event], now: tuple[str, str], look: StatusLook, usual_by: float | None = None
) -> list[Entry]:
    """The entries, newest first, below the sentence about the present (`now`: sentence and detail) in its look.

    `usual_by` is when such orders have mostly arrived (unix seconds), None if that is not known or does not help.
    """
    sentence, more = now
    last_taken = max((place for place, one in enumerate(events) if isinstance(one, ev.PushAccepted)), default=-1)
    told = [
        _entry(event, _expected(order, usual_by) if place == last_taken else "") for place, event in enumerate(events)
    ]
    return [Entry(look, sentence, more), *reversed(told)]


def _entry(event: ev.Event, expected: str) -> Entry:
    detail = event_detail(event)
    if isinstance(event, ev.PushAccepted):  # its number is among the facts
        said = one_line(event.words) if says_something(event.words) else ""
        detail = " · ".join(part for part in (expected, said) if part)
    return Entry(_look(event), event_word(event), detail, words.moment(event.at), _is_loud(event))


def _look(event: ev.Event) -> StatusLook:
    """Nothing but the sentence about the present is red: of what is over, nothing calls."""
    if not isinstance(event, ev.Reported):
        return StatusLook("undo", Tone.QUIET) if _is_taken_back(event) else _LOOKS[type(event)]
    standing = standing_of(event.status)
    look = _REPORTED.get(standing) or LOOKS[standing]
    return StatusLook(look.icon, Tone.QUIET) if look.tone is Tone.RED else look


def _is_taken_back(event: ev.Event) -> bool:
    """Whether it takes back that the cash was returned."""
    return isinstance(event, ev.CashReturned) and not event.returned


def _is_loud(event: ev.Event) -> bool:
    if isinstance(event, ev.Reported):
        standing = standing_of(event.status)
        return standing not in OPEN or standing is Standing.FAILED
    return isinstance(event, _LOUD)


def _expected(order: Order, usual_by: float | None) -> str:
    """The times told to the customer."""
    if order.promised_by is None:
        return ""
    latest = words.minute(order.promised_by)
    if usual_by is None:
        return translate("Timeline", "latest {time}").format(time=latest)
    text = translate("Timeline", "usually by {usual}, latest {latest}")
    return text.format(usual=words.minute(usual_by), latest=latest)
