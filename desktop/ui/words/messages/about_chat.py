"""Messages about what was read from a text that was pasted into the number field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop.domain.chat.message import MOST_READ, Message, Wanted
from desktop.domain.mobile import grouped
from desktop.ui.words.words import face

translate = QCoreApplication.translate


def face_read(wanted: Wanted, chosen_before: int | None) -> str:
    """The line after a face was chosen as the message says; `chosen_before` (fen) if the clerk had chosen one."""
    read = face(wanted.face or 0)
    if chosen_before in (None, wanted.face):
        return translate("Messages", "Read from the message: {face}").format(face=read)
    text = translate("Messages", "The message says {face}: chosen instead of {other}")
    return text.format(face=read, other=face(chosen_before or 0))


def not_sold(fen: int) -> str:
    """The line about a face in the message that the shop does not sell."""
    return translate("Messages", "The message says {face}, which is not sold: choose").format(face=face(fen))


def no_certain_amount() -> str:
    """The line about a message with several amounts, or one that could be something else."""
    return translate("Messages", "The amount is not certain: ask, then choose")


def remark(message: Message) -> str:
    """The line about what was not read of a message, "" if that is nothing."""
    if message.called_off:
        return translate("Messages", "Not simply an order: nothing read. Read it, then type")
    if message.cut:
        return translate("Messages", "Only its first {count} characters were read").format(count=MOST_READ)
    if message.left and message.wanted:
        return translate("Messages", "It has other digits that are no number")
    return ""


def waiting(several: Sequence[Wanted]) -> str:
    """The line about the numbers that wait; there is one at least."""
    text = translate("Messages", "One more: {next}")
    if len(several) > 1:
        text = translate("Messages", "{count} more, next: {next}")
    return text.format(count=len(several), next=_one(several[0]))


def dropped(several: Sequence[Wanted]) -> str:
    """The line after Esc dropped the numbers that waited."""
    return translate("Messages", "No longer waiting: {numbers}").format(numbers=", ".join(map(_one, several)))


def _one(wanted: Wanted) -> str:
    number = grouped(wanted.mobile)
    return number if wanted.face is None else f"{number} · {face(wanted.face)}"
