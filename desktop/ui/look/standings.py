"""The look of each order status: an icon and a tone, which accompany its word."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.orders.action_group import is_disowned, is_late
from desktop.domain.orders.status import Standing
from desktop.ui.look import theme

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order


class Tone(StrEnum):
    """The meaning of a colour. Quiet: nothing to do; amber: hands off, or ask; red: cash leaves; green: arrived."""

    QUIET = "quiet"
    AMBER = "warning"
    RED = "danger"
    GREEN = "success"

    @property
    def ink(self) -> str:
        """The colour of text and icons in this tone."""
        return str(getattr(theme.tokens(), "neutral" if self is Tone.QUIET else self.value))

    @property
    def ground(self) -> str:
        """The colour behind them."""
        return str(getattr(theme.tokens(), "tonal" if self is Tone.QUIET else f"{self.value}_soft"))


class StatusLook(NamedTuple):
    icon: str
    tone: Tone


LOOKS = {
    Standing.NEW: StatusLook("circle-dashed", Tone.QUIET),
    Standing.SENDING: StatusLook("send", Tone.QUIET),
    Standing.RUNNING: StatusLook("clock-3", Tone.QUIET),
    Standing.CANCELLING: StatusLook("circle-ellipsis", Tone.QUIET),
    Standing.CLOSED: StatusLook("user-check", Tone.QUIET),
    Standing.UNKNOWN: StatusLook("circle-question-mark", Tone.AMBER),
    Standing.CHECKING: StatusLook("search-check", Tone.AMBER),
    Standing.TIMED_OUT: StatusLook("timer-off", Tone.AMBER),
    Standing.FAILED: StatusLook("hourglass", Tone.AMBER),
    Standing.PARTIAL: StatusLook("contrast", Tone.AMBER),
    Standing.REFUNDED: StatusLook("circle-x", Tone.RED),
    Standing.CANCELLED: StatusLook("ban", Tone.RED),
    Standing.REVERSED: StatusLook("undo-2", Tone.RED),
    Standing.REJECTED: StatusLook("shield-x", Tone.RED),
    Standing.NOT_SENT: StatusLook("cloud-off", Tone.RED),
    Standing.LOST: StatusLook("circle-x", Tone.RED),
    Standing.SUCCESS: StatusLook("circle-check", Tone.GREEN),
}
LATE = StatusLook("alarm-clock", Tone.AMBER)
DISOWNED = StatusLook("triangle-alert", Tone.AMBER)


def look_of(order: Order, now: float) -> StatusLook:
    """The look of an order's status at this time (unix seconds); quiet once nothing is left to do about it."""
    if is_late(order, now) or order.overdue(now):
        return LATE
    if is_disowned(order, now):
        return DISOWNED
    look = LOOKS[order.standing]
    settled = not order.is_open and not order.awaits_word and look.tone is Tone.RED
    return StatusLook(look.icon, Tone.QUIET) if settled else look
