"""Words about what somebody may do, and who else may."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.domain.right import Right
from desktop.domain.staff.person import Person
from desktop.ui.words.messages.about_staff import role_word

translate = QCoreApplication.translate

_MOST_NAMES = 6


def right_word(right: Right) -> str:
    """The right, as a thing that somebody does."""
    return {
        Right.ORDER: translate("Rights", "Place orders"),
        Right.LARGE_ORDER: translate("Rights", "Place orders above the amount"),
        Right.OVER_LIMIT: translate("Rights", "Place orders over a limit, or for a blocked number"),
        Right.BATCH: translate("Rights", "Send lists of numbers"),
        Right.CANCEL: translate("Rights", "Ask the platform to cancel"),
        Right.RETURN_CASH: translate("Rights", "Return money, change how it was paid"),
        Right.DECIDE: translate("Rights", "Send unconfirmed orders again, close them by hand"),
        Right.SEE_PROFIT: translate("Rights", "See cost and profit"),
        Right.SEE_BALANCE: translate("Rights", "See the balance"),
        Right.PRICES: translate("Rights", "Change prices and the shop's settings"),
        Right.ACCOUNT: translate("Rights", "Change the account and the connection"),
        Right.DEPOSIT: translate("Rights", "Enter deposits"),
        Right.ADJUST: translate("Rights", "Adjust the ledger, take entries back"),
        Right.MOVE_CASH: translate("Rights", "Put cash into the drawer, take it out"),
        Right.SEE_ALL_SHIFTS: translate("Rights", "See the shifts of others"),
        Right.CLOSE_DAY: translate("Rights", "Make the daily close"),
        Right.RESTORE: translate("Rights", "Restore a backup"),
        Right.EXPORT: translate("Rights", "Export orders and reports"),
        Right.PRACTICE: translate("Rights", "Go to practice mode"),
        Right.SEE_AUDIT: translate("Rights", "See the audit log"),
        Right.STAFF: translate("Rights", "Change the staff list"),
    }[right]


def needed(rights: Iterable[Right]) -> str:
    """The things that who is here may not do."""
    return "\n".join(right_word(right) for right in sorted(rights, key=list(Right).index))


def who_may(holders: Sequence[Person]) -> str:
    """The people who may, or that nobody can here."""
    if not holders:
        return translate("Rights", "Nobody can do this here. In practice mode, leave it first.")
    names = [f"{one_line(one.name, LONGEST_NAME)} ({role_word(one.role)})" for one in holders[:_MOST_NAMES]]
    more = translate("Rights", "and others") if len(holders) > _MOST_NAMES else ""
    who = ", ".join([*names, *([more] if more else [])])
    return translate("Rights", "You may not do this. These people may: {names}").format(names=who)


def what_rights_are() -> str:
    """The explanation over the table of rights."""
    return translate(
        "Rights",
        "Owners may do everything. What somebody may not do stays where it is: the program then names those who may, "
        "and one of them can allow it once by PIN.",
    )


def both_names() -> str:
    """The line under the PIN field."""
    return translate("Rights", "One of them enters their PIN, for this once. Both names are kept.")
