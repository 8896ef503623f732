"""The ways in which customers pay the shop, as the events name them.

A way is named by a short text: one of the constants, or a name that the owner gave. An order of an earlier version, or
of a shop that records none, has NOT_RECORDED, which counts as cash.
"""

from __future__ import annotations

from typing import Final

NOT_RECORDED: Final = ""
CASH: Final = "cash"
WECHAT: Final = "wechat"
ALIPAY: Final = "alipay"
CREDIT: Final = "credit"
"""赊账: the customer pays later."""
KNOWN_PAYMENTS: Final = (CASH, WECHAT, ALIPAY, CREDIT)
LONGEST_PAYMENT: Final = 12
"""Characters."""
LONGEST_PAYER: Final = 40
"""Characters of the name or note of who owes for an order on credit."""


def into_drawer(payment: str) -> bool:
    """Whether what is paid in this way is in the cash drawer."""
    return payment in (CASH, NOT_RECORDED)
