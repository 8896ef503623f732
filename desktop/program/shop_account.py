"""The shop's account with the address that it is used at: from the environment, or from the settings."""

from __future__ import annotations

from desktop.domain.account import Account
from desktop.services.upkeep.start_trouble import StartTrouble
from desktop.settings import Settings
from desktop.settings.rules import is_unprotected
from desktop.system import credentials
from desktop.wiring.gateways import ShopMode


def shop(account: Account, settings: Settings) -> ShopMode:
    """The account with the address that the environment or else the settings give, and what is allowed of it."""
    base_url = credentials.base_url_from_environment() or settings.base_url
    return ShopMode(account, base_url, settings.plain_http or credentials.plain_http_from_environment())


def is_refused(settings: Settings) -> bool:
    """Whether no account may be tried there."""
    line = shop(Account("", "", ""), settings)
    return is_unprotected(line.base_url, settings.proxy, plain_http=line.plain_http)


def unprotected() -> StartTrouble:
    """The trouble with such an address, by where it stands."""
    given = credentials.base_url_from_environment() is not None
    return StartTrouble.UNPROTECTED_GIVEN if given else StartTrouble.UNPROTECTED
