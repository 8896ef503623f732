"""The welcome: the shop's account is asked for, tried and kept, or practice mode is chosen instead."""

from __future__ import annotations

import asyncio
from enum import Enum, auto

from desktop import credentials
from desktop.domain.account import Account
from desktop.domain.outcome import BalanceOutcome, NoAnswer, Trouble
from desktop.parts import Shop, shop_gateway
from desktop.services.start_trouble import BadProxyError, StartTrouble
from desktop.services.tasks import Tasks
from desktop.services.waits import first_of
from desktop.settings import Settings
from desktop.settings.rules import is_unprotected
from desktop.ui.welcome.window import WelcomeWindow


class Instead(Enum):
    """What the clerk wants in place of another account."""

    PRACTICE = auto()
    THE_OLD_ONE = auto()
    TO_CLOSE = auto()


def shop(account: Account, settings: Settings) -> Shop:
    """The account with the address that the environment or else the settings give, and what is allowed of it."""
    base_url = credentials.base_url_from_environment() or settings.base_url
    return Shop(account, base_url, settings.plain_http or credentials.plain_http_from_environment())


def is_refused(settings: Settings) -> bool:
    """Whether no account may be tried there."""
    line = shop(Account("", "", ""), settings)
    return is_unprotected(line.base_url, settings.proxy, plain_http=line.plain_http)


def unprotected() -> StartTrouble:
    """The trouble with such an address, by where it stands."""
    given = credentials.base_url_from_environment() is not None
    return StartTrouble.UNPROTECTED_GIVEN if given else StartTrouble.UNPROTECTED


async def ask_account(
    settings: Settings, closing: asyncio.Event, notice: str, *, may_go_back: bool
) -> Account | Instead:
    """Show the welcome until the clerk has decided; a secret is in the keyring by then, where there is one.

    `notice` is what else is to be said, "" for nothing.
    """
    tasks, decided = Tasks(), asyncio.Event()
    answers: list[Account | Instead] = []

    def take(answer: Account | Instead) -> None:
        answers.append(answer)
        decided.set()

    async def trial(account: Account) -> BalanceOutcome:
        return await _balance_of(account, settings)

    known = Account(settings.store_id, settings.app_key, "")
    keeps_secret = await asyncio.to_thread(credentials.has_keyring)
    window = WelcomeWindow(tasks, trial, known, notice, keeps_secret=keeps_secret, may_go_back=may_go_back)
    window.account_given.connect(take)
    window.practice_wanted.connect(lambda: take(Instead.PRACTICE))
    window.back_wanted.connect(lambda: take(Instead.THE_OLD_ONE))
    window.close_requested.connect(lambda: take(Instead.TO_CLOSE))
    window.show()
    window.activateWindow()
    await first_of(decided, closing)
    await tasks.shutdown(0)
    answer = answers[0] if answers else Instead.TO_CLOSE
    if isinstance(answer, Account):
        await asyncio.to_thread(credentials.store_secret, answer)
    window.may_close = True
    window.close()
    window.deleteLater()
    return answer


async def _balance_of(account: Account, settings: Settings) -> BalanceOutcome:
    try:
        gateway = shop_gateway(shop(account, settings), settings)
    except BadProxyError as error:
        return NoAnswer(Trouble.UNREACHABLE, str(error))
    try:
        return await gateway.balance()
    finally:
        await gateway.aclose()
