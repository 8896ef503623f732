"""Messages about the balance, the ledger, deposits and daily closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.mobile import grouped
from desktop.ui.words.words import yuan

if TYPE_CHECKING:
    from desktop.domain.books.charge import CannotTell, Finding
    from desktop.domain.books.ledger import Reason, Reconciliation
    from desktop.domain.books.voucher import VoucherProblem
    from desktop.domain.orders.order import Order

translate = QCoreApplication.translate


def low(money: int | None, days: float | None) -> str:
    """The text of the bar over all tabs; without figures (None) for somebody who may not see the balance."""
    if money is None:
        return translate("Messages", "The balance is low. Tell the owner, before orders are refused for it.")
    if days is None:
        text = translate("Messages", "The balance is low: {money}. Pay in before orders are refused for it.")
        return text.format(money=yuan(money))
    text = translate("Messages", "The balance is low: {money}, for {days}. Pay in before orders are refused for it.")
    return text.format(money=yuan(money), days=lasts(days))


def low_title() -> str:
    return translate("Messages", "The balance is low")


def lasts(days: float) -> str:
    """The time that the balance lasts, rounded down."""
    if days >= 100:
        return translate("Messages", "more than 100 days")
    if days >= 2:
        return translate("Messages", "about {days} days").format(days=int(days))
    if days >= 1:
        return translate("Messages", "about one day")
    return translate("Messages", "less than a day")


def not_enough(left: int, read_at: str) -> str:
    """The warning on the confirm sheet that the order is larger than the balance."""
    text = translate(
        "Messages",
        "The balance may not be enough: {left} are left of what was read at {time}, orders on their way taken off.",
    )
    return text.format(left=yuan(left), time=read_at)


def of_difference(account: Reconciliation) -> str:
    """The meaning of the difference between the platform's balance and the books, in a sentence."""
    if account.difference is None:
        return translate("Messages", "Something was booked after the balance was read; the next reading will tell.")
    if account.difference == 0:
        return translate("Messages", "The books and the platform agree.")
    if account.shared and not account.is_explained_here:
        return translate(
            "Messages",
            "The account is used elsewhere, too: what happens there is not in these books, and makes a difference.",
        )
    if account.possible_deposit:
        text = translate("Messages", "The account holds {amount} more than the books explain. Was it a deposit?")
        return text.format(amount=yuan(account.difference))
    return _of_orders(account, account.difference)


def _of_orders(account: Reconciliation, difference: int) -> str:
    """The part of the unsettled orders in the difference."""
    if account.more:
        return translate(
            "Messages",
            "So many orders are unsettled that not all are listed: what explains the difference is not known.",
        )
    if account.lacks_refunds:
        return translate(
            "Messages",
            "Refunds that the platform told are not in the balance: the first orders at the right. Open them to copy "
            "what its support needs.",
        )
    if account.culprit is not None:
        text = translate(
            "Messages",
            "Of the orders here only {number} could explain the missing {amount}: do not send it again. Its result "
            "will tell.",
        )
        return text.format(number=grouped(account.culprit.order.mobile), amount=yuan(-difference))
    if account.is_explicable:
        return translate("Messages", "The orders at the right could explain the difference; their results will tell.")
    if difference < 0:
        return translate(
            "Messages",
            "No order of this computer explains this. Does another computer use the account, too? Is a deposit not "
            "credited yet, or was it entered twice? Else look at the account on the platform.",
        )
    return translate(
        "Messages",
        "No order here explains this. Look at the account on the platform; if it is right there, adjust the books.",
    )


def fits() -> str:
    """The remark on the only order that could explain what is missing."""
    return translate("Messages", "fits the difference")


def shared_noticed() -> str:
    """The warning after an answer about one of our orders named somebody else's."""
    return translate(
        "Messages",
        "The platform answered about somebody else's order: this account seems to be used elsewhere, too. Computers "
        "do not see each other's orders: ask there before you order. If it is so, tick it in the settings (Balance).",
    )


def nothing_unsettled(account: Reconciliation | None) -> str:
    """The text in place of an empty list of orders that could explain a difference."""
    if account is None:
        return translate("Messages", "No balance is known yet: there is nothing to compare.")
    if account.suspects:
        text = translate(
            "Messages", "No order is open. {count} ended in the last 72 hours, and the platform could change them."
        )
        return text.format(count=len(account.suspects))
    return translate("Messages", "No order is unsettled: every one is in the books as it ended.")


def reason_word(reason: Reason) -> str:
    """The reason why an order could explain a difference."""
    from desktop.domain.books.ledger import Reason

    return {
        Reason.REFUND_TOLD: translate("Messages", "refund not confirmed by the balance"),
        Reason.REFUND_MISSING: translate("Messages", "refund not confirmed for 72 hours: ask the platform"),
        Reason.UNCONFIRMED: translate("Messages", "unconfirmed"),
        Reason.PRICE_UNKNOWN: translate("Messages", "cost not told yet"),
        Reason.REFUND_AWAITED: translate("Messages", "refund awaited"),
        Reason.RUNNING: translate("Messages", "running"),
        Reason.PART_UNKNOWN: translate("Messages", "part that arrived not told"),
        Reason.ENDED_LATELY: translate("Messages", "may have changed since"),
    }[reason]


def refund(order: Order) -> str:
    """The part of the cost that is refunded, and how certain that is; "" for none."""
    from desktop.domain.orders.amounts import RefundWord, refund_word, refunded

    word = refund_word(order)
    if word is None:
        return ""
    text = {
        RefundWord.EXPECTED: translate("Messages", "refund of {amount} expected"),
        RefundWord.TOLD: translate("Messages", "refund of {amount} told, not confirmed by the balance"),
        RefundWord.CREDITED: translate("Messages", "refunded {amount}"),
    }[word]
    return text.format(amount=yuan(refunded(order)))


def of_charge(found: Finding) -> str:
    """The books' finding on an unconfirmed order that may be sent again, and what follows from it."""
    from desktop.domain.books.charge import LikelyCharged, NotCharged

    match found:
        case NotCharged(certain=True):
            return translate("Messages", "The books and the platform agree: this order was not charged.")
        case NotCharged():
            return translate(
                "Messages",
                "The books and the platform agree: this order was not charged, unless another one that ended lately "
                "was refunded unnoticed.",
            )
        case LikelyCharged(missing):
            text = translate(
                "Messages",
                "{amount} are missing from the account: this order was very likely charged. Do not send it again, call "
                "the platform.",
            )
            return text.format(amount=yuan(missing))
        case _:
            text = translate(
                "Messages",
                "It cannot be told yet whether it was charged, because {why}. If in doubt, do not send it again: call "
                "the platform.",
            )
            return text.format(why=_doubt(found))


def _doubt(found: CannotTell) -> str:
    from desktop.domain.books.charge import Doubt

    text = {
        Doubt.NO_BOOKS: translate("Messages", "the books have not begun"),
        Doubt.NO_READING: translate("Messages", "the balance could not be read just now"),
        Doubt.OUTDATED: translate("Messages", "something was booked after the balance was read"),
        Doubt.SHARED: translate("Messages", "the account is used elsewhere, too"),
        Doubt.OLDER: translate("Messages", "the order is older than the books"),
        Doubt.OTHERS: translate("Messages", "other undecided orders ({others}) could have changed the balance as well"),
        Doubt.SURPLUS: translate("Messages", "the account holds {amount} more than the books explain"),
        Doubt.BEFORE: translate("Messages", "the books and the platform differed by {amount} before it already"),
        Doubt.TOO_MUCH: translate("Messages", "{amount} are missing, more than this order can have cost"),
    }[found.doubt]
    return text.format(amount=yuan(found.amount), others=found.others)


def not_begun() -> str:
    """The message that the account has no opening balance yet."""
    return translate(
        "Messages",
        "The books begin with the first balance that is read while no order is open. Until then there is nothing to "
        "compare.",
    )


def wrong_voucher(problem: VoucherProblem) -> str:
    """The reason why a deposit or an adjustment cannot be recorded as entered."""
    from desktop.domain.books.voucher import VoucherProblem

    return {
        VoucherProblem.NO_AMOUNT: translate("Messages", "An amount in yuan, such as 5000 or 99.50."),
        VoucherProblem.TOO_LARGE: translate("Messages", "At most 10,000,000 yuan: is there a digit too many?"),
        VoucherProblem.NO_DATE: translate("Messages", "Year-month-day hour:minute, such as 2026-11-25 14:20."),
        VoucherProblem.IN_THE_FUTURE: translate("Messages", "This lies in the future. When was it paid?"),
        VoucherProblem.TOO_LONG_AGO: translate("Messages", "This is more than a year ago. When was it paid?"),
        VoucherProblem.NO_REASON: translate("Messages", "Say why: an adjustment without a reason helps nobody."),
    }[problem]


def taken_back_before() -> str:
    return translate("Messages", "Nothing was written down: this entry was taken back before.")


def not_booked() -> str:
    """A disk that fails while it confirms a write may have it all the same, as the next start shows."""
    return translate(
        "Messages",
        "This computer could not save it. Free the disk, then look at the statement before you enter it again.",
    )


def not_closed() -> str:
    return translate("Messages", "Not closed: this computer could not save it. Free the disk, then try again.")


def closed_meanwhile() -> str:
    return translate("Messages", "Another close was made meanwhile. The figures below are new: look at them again.")
