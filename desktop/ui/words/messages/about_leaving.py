"""Messages about open matters before the clerk leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.leaving import Matter, Way
from desktop.domain.mobile import grouped
from desktop.ui.words import words

if TYPE_CHECKING:
    from desktop.domain.leaving import OpenMatter

translate = QCoreApplication.translate

_NAMED = 3
"""So many orders are named, so that one line has room for them."""


def title(way: Way) -> str:
    return {
        Way.QUIT: translate("Leaving", "Quit"),
        Way.MODE: translate("Leaving", "Other mode"),
        Way.ACCOUNT: translate("Leaving", "Other account"),
    }[way]


def heading(way: Way) -> str:
    return {
        Way.QUIT: translate("Leaving", "Quit? Some things are still open"),
        Way.MODE: translate("Leaving", "Change the mode? Some things are still open"),
        Way.ACCOUNT: translate("Leaving", "Switch the account? Some things are still open"),
    }[way]


def remark(matters: list[OpenMatter], way: Way) -> str:
    """The effect of leaving on what is open."""
    kinds = {one.matter for one in matters}
    if Matter.UNSAVED in kinds:
        return translate(
            "Leaving",
            "Every order is saved; what is missing are results that this computer could not write. After the next "
            "start the program asks the platform for them again.",
        )
    if not kinds & {Matter.RUNNING, Matter.DOUBT}:
        return translate("Leaving", "Every order is saved.")
    if way is Way.ACCOUNT:
        return translate(
            "Leaving", "Every order is saved; this account's orders are asked about again when it is back."
        )
    return translate("Leaving", "Every order is saved; the program asks about them again at the next start.")


def sentence(matter: OpenMatter) -> str:
    """An open matter in a few words."""
    count = f"{matter.count:,}"
    return {
        Matter.UNSAVED: translate("Leaving", "Orders with unsaved results: {count}"),
        Matter.CASH: translate("Leaving", "Cash not returned to customers: {count}"),
        Matter.DOUBT: translate("Leaving", "Unconfirmed orders: {count}"),
        Matter.RUNNING: translate("Leaving", "Running orders: {count}"),
        Matter.CLOSE: translate("Leaving", "The daily close is not made"),
        Matter.TYPED: translate("Leaving", "A number is in the form: {number}"),
    }[matter.matter].format(count=count, number=grouped(matter.typed))


def more(matter: OpenMatter) -> str:
    """Its meaning, or the orders that it is about."""
    named = " · ".join(f"{grouped(one.mobile)} {words.yuan(one.amount)}" for one in matter.orders[:_NAMED])
    if len(matter.orders) > _NAMED:
        named += " …"
    return {
        Matter.UNSAVED: translate("Leaving", "Free space on the disk and wait: the program keeps trying."),
        Matter.CASH: named,
        Matter.DOUBT: translate("Leaving", "Nobody watches them meanwhile; better wait until they are clear."),
        Matter.RUNNING: translate("Leaving", "They go on at the platform; results come at the next start."),
        Matter.CLOSE: translate("Leaving", "Orders since the last one: {count}").format(count=f"{matter.count:,}"),
        Matter.TYPED: translate("Leaving", "It was not ordered, and is gone then."),
    }[matter.matter]


def amount(matter: OpenMatter) -> str:
    """Its sum, "" for none."""
    return words.yuan(matter.amount) if matter.amount else ""


def see_to(matter: Matter) -> str:
    """The button that goes to the matter."""
    if matter is Matter.CLOSE:
        return translate("Leaving", "Daily close…")
    if matter in (Matter.TYPED, Matter.UNSAVED):
        return translate("Leaving", "Go back")
    return translate("Leaving", "See to it")


def anyway(way: Way) -> str:
    """The button that leaves all the same."""
    return {
        Way.QUIT: translate("Leaving", "Quit anyway"),
        Way.MODE: translate("Leaving", "Leave anyway"),
        Way.ACCOUNT: translate("Leaving", "Switch anyway"),
    }[way]


def stay() -> str:
    return translate("Leaving", "Stay")


def enter_key() -> str:
    """The keycap of Enter."""
    return translate("Leaving", "Enter")
