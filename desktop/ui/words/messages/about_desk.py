"""Messages over all tabs and in an order's sheet, about actions and failures."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.ui.words.words import span

translate = QCoreApplication.translate

_MEGABYTE = 1024 * 1024


def cannot_save() -> str:
    """The bar while results cannot be written."""
    return translate(
        "Messages",
        "This computer cannot save: no order can be placed\n"
        "Its disk may be full. Free space; nothing is sent meanwhile.",
    )


def unsaved(count: int) -> str:
    """The same bar, once results wait that could not be written."""
    text = translate(
        "Messages",
        "Orders not saved yet: {count}. No order can be placed\n"
        "This computer cannot save; its disk may be full. Free space, and leave the program running: it keeps trying.",
    )
    return text.format(count=count)


def disk_full(left: int) -> str:
    """The bar while the disk has less room (bytes) than results need."""
    text = translate(
        "Messages",
        "The disk is full: no order can be placed\n"
        "{left} MB are left, kept for results of orders under way. Free space on the disk.",
    )
    return text.format(left=left // _MEGABYTE)


def disk_scarce(left: int) -> str:
    """The bar while there is little room (bytes) on the disk."""
    text = translate(
        "Messages",
        "The disk is nearly full: {left} MB left\nOrders go on as usual. Free space before new ones are refused.",
    )
    return text.format(left=left // _MEGABYTE)


def offline(seconds: float, *, trying: bool) -> str:
    """The bar while the platform cannot be reached, for so long."""
    text = translate("Messages", "No connection to the platform for {time}").format(time=span(seconds))
    if trying:
        return text + "\n" + translate("Messages", "Trying now…")
    more = translate("Messages", "An order may not get out; then nothing is charged. Look at the router and the cable.")
    return f"{text}\n{more}"


def cannot_back_up() -> str:
    return translate("Messages", "No backup of the orders can be made\nOrders go on as usual. Free space on the disk.")


def bringing_back(left: int) -> str:
    """The progress of the recovery of many orders from the journal."""
    text = translate(
        "Messages", "Orders are being brought back from the journal: {count} to go\nTheir numbers are locked meanwhile."
    )
    return text.format(count=f"{left:,}")


def moved_away(missing: str) -> str:
    """The warning that the database or its lock was moved."""
    text = translate(
        "Messages",
        "New orders are refused: “{file}” in the data folder was moved, deleted or replaced\n"
        "Orders under way go on; what comes of them may have to be asked for again. Close the program, put the file "
        "back where it was, and start it again.",
    )
    return text.format(file=missing)


def internal_error() -> str:
    """The warning after a bug whose effects are unknown."""
    return translate(
        "Messages",
        "Something went wrong inside the program\nBefore you order again, look in the history how the last order went.",
    )


def closing() -> str:
    return translate("Messages", "Closing: what is under way is being saved…")


def why_backups() -> str:
    """The text above the list of backups."""
    return translate(
        "Messages",
        "The orders are backed up every hour in which something happened (less often where there are very many), at "
        "each daily close and at exit. Put a backup back only when orders are missing or wrong.",
    )


def audit_broken(row: int) -> str:
    """The bar over all tabs after the check of the audit log."""
    text = translate("Messages", "Row {number} of the audit log was changed or taken out by another tool.")
    return text.format(number=f"{row:,}")


def not_kept(reason: str) -> str:
    """The message that a note, a tick or an acknowledgement could not be saved."""
    text = translate("Messages", "Not kept, the order goes on as it was. {why}")
    return text.format(why=_not_saved(reason))


def nothing_saved(reason: str) -> str:
    """The message that sending again or closing by hand failed."""
    text = translate("Messages", "Nothing was sent. {why}")
    return text.format(why=_not_saved(reason))


def changed_meanwhile() -> str:
    return translate("Messages", "Nothing was done: the order has changed meanwhile. See how it stands now.")


def asked_already() -> str:
    return translate("Messages", "It is being asked about already. The answer appears here.")


def may_arrive_all_the_same() -> str:
    """The question before a cancel request."""
    return translate("Messages", "Ask the platform to cancel this order? It may arrive all the same.")


def cancel_taken() -> str:
    return translate("Messages", "The platform took the wish to cancel; it is not cancelled yet. Wait for the result.")


def not_cancelled(why: str) -> str:
    return translate("Messages", "Not cancelled, the order goes on. {why}").format(why=why)


def cancel_unanswered() -> str:
    return translate("Messages", "No answer: it may have been cancelled or not. Wait for the result.")


def settings_not_kept(reason: str) -> str:
    from desktop.ui.words.messages.about_causes import because

    text = translate(
        "Messages", "The settings work now, but could not be saved ({reason}): they are gone at the next start."
    )
    return text.format(reason=because(reason))


def _not_saved(reason: str) -> str:
    from desktop.ui.words.messages.about_causes import not_saved

    return not_saved(reason)
