"""The welcome: the shop's account is asked for, tried and kept, or practice mode is chosen instead."""

from __future__ import annotations

import asyncio

from desktop.domain.account import Account
from desktop.domain.orders.outcome import BalanceOutcome, NoAnswer, Trouble
from desktop.program.outcome import AccountEntered, OtherMode, Outcome, Quit
from desktop.program.shop_account import shop
from desktop.services.tasks import Tasks
from desktop.services.upkeep.start_trouble import BadProxyError
from desktop.services.waits import unless
from desktop.settings import Settings
from desktop.system import credentials
from desktop.ui.welcome.window import WelcomeWindow
from desktop.wiring.gateways import shop_gateway


async def ask_account(settings: Settings, closing: asyncio.Event, notice: str, *, may_go_back: bool) -> Outcome:
    """Show the welcome until the clerk has decided; a secret is in the keyring by then, where there is one.

    `notice` is what else is to be said, "" for nothing. With `may_go_back` the account of before can be kept.
    """
    tasks = Tasks()
    decided: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()

    def decide(outcome: Outcome) -> None:
        if not decided.done():
            decided.set_result(outcome)

    async def trial(account: Account) -> BalanceOutcome:
        return await _balance_of(account, settings)

    known = Account(settings.store_id, settings.app_key, "")
    keeps_secret = await asyncio.to_thread(credentials.has_keyring)
    window = WelcomeWindow(tasks, trial, known, notice, keeps_secret=keeps_secret, may_go_back=may_go_back)
    window.account_given.connect(lambda account: decide(AccountEntered(account)))
    window.practice_wanted.connect(lambda: decide(OtherMode()))
    window.back_wanted.connect(lambda: decide(AccountEntered(None)))
    window.close_requested.connect(lambda: decide(Quit()))
    window.show()
    window.activateWindow()
    outcome = await unless(closing, _result_of(decided)) or Quit()
    await tasks.shutdown(0)
    if isinstance(outcome, AccountEntered) and outcome.account is not None:
        await asyncio.to_thread(credentials.store_secret, outcome.account)
    window.may_close = True
    window.close()
    window.deleteLater()
    return outcome


async def _result_of(decided: asyncio.Future[Outcome]) -> Outcome:
    return await decided


async def _balance_of(account: Account, settings: Settings) -> BalanceOutcome:
    try:
        gateway = shop_gateway(shop(account, settings), settings)
    except BadProxyError as error:
        return NoAnswer(Trouble.UNREACHABLE, str(error))
    try:
        return await gateway.balance()
    finally:
        await gateway.aclose()
