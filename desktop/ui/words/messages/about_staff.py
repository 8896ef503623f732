"""Messages about the people of the shop, their PINs, and the locked window."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QCoreApplication

from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.domain.staff.person import MOST_PEOPLE, Role, StaffProblem
from desktop.domain.staff.pin import FEWEST_DIGITS, MOST_DIGITS
from desktop.services.staff.pins import TooSoon, WrongPin
from desktop.services.staff.staff import NotEntitled

translate = QCoreApplication.translate


def role_word(role: Role) -> str:
    """The role's name."""
    return {
        Role.OWNER: translate("Staff", "Owner"),
        Role.MANAGER: translate("Staff", "Manager"),
        Role.CLERK: translate("Staff", "Clerk"),
    }[role]


def not_let_in(answer: WrongPin | TooSoon | NotEntitled) -> str:
    """The line under a PIN that was not accepted."""
    if isinstance(answer, NotEntitled):
        text = translate("Staff", "{name} may not allow this, either.")
        return text.format(name=one_line(answer.person.name, LONGEST_NAME))
    if isinstance(answer, TooSoon):
        return translate("Staff", "Too many wrong PINs: wait {seconds} s.").format(seconds=ceil(answer.wait))
    if answer.wait:
        text = translate("Staff", "Nobody has this PIN. The next one is looked at in {seconds} s.")
        return text.format(seconds=ceil(answer.wait))
    return translate("Staff", "Nobody has this PIN.")


def wrong(problem: StaffProblem) -> str:
    """The line in the dialog about a change that cannot be made."""
    return {
        StaffProblem.NO_NAME: translate("Staff", "Enter a name."),
        StaffProblem.SAME_NAME: translate("Staff", "Somebody in the list has this name already."),
        StaffProblem.BAD_PIN: translate("Staff", "A PIN has {fewest} to {most} digits.").format(
            fewest=FEWEST_DIGITS, most=MOST_DIGITS
        ),
        StaffProblem.TAKEN_PIN: translate("Staff", "This PIN is taken: choose another one."),
        StaffProblem.NO_OWNER: translate("Staff", "An owner must be left, who can change this list."),
        StaffProblem.OWNERS_ONLY: translate("Staff", "Only an owner changes an owner, or makes one."),
        StaffProblem.TOO_MANY: translate("Staff", "The list has room for {count} people.").format(count=MOST_PEOPLE),
    }[problem]


def what_a_pin_is() -> str:
    """The explanation in the list of people."""
    return translate(
        "Staff",
        "Every order and every act then carries a name. A PIN locks the window; it encrypts nothing: whoever can open "
        "this computer's files can read the orders.",
    )


def not_saved() -> str:
    """The line after a change that could not be written."""
    return translate("Staff", "Not saved: the disk does not take it. Nothing has changed.")


def waiting(orders: int) -> str:
    """The line on the locked window about orders that need somebody."""
    if not orders:
        return translate("Staff", "No order waits. Everything goes on being asked about and saved.")
    return translate("Staff", "Orders that wait for somebody: {count}").format(count=f"{orders:,}")


def idle_word(minutes: int) -> str:
    """A choice of when the window locks."""
    if not minutes:
        return translate("Staff", "Never by itself")
    return translate("Staff", "After {minutes} min without a key").format(minutes=minutes)
