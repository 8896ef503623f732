"""The gateway of a mode: the shop's account over the network, or the built-in practice platform."""

from __future__ import annotations

import asyncio
import importlib
import secrets
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from desktop.domain.account import Account
from desktop.domain.money import FEN_PER_YUAN
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import Standing
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.wire import Timeouts, Wire
from desktop.services.upkeep.start_trouble import BadProxyError, UnprotectedAddressError
from desktop.settings import Settings
from desktop.settings.proxy import without_password
from desktop.settings.rules import is_unprotected
from desktop.storage.orders.order_store import OrderStore
from desktop.system import masking

if TYPE_CHECKING:
    from desktop.practice.platform import PracticePlatform

_PRACTICE_ADDRESS = "http://practice.invalid/"
PRACTICE_STORE = "1"
_PRACTICE_ORDERS = 5000
"""The number of orders of earlier practice sessions that the platform adopts: its balance follows from them."""


class PracticeMode(Struct, frozen=True):
    """Run on the built-in platform."""


class ShopMode(Struct, frozen=True):
    """Run on the shop's account at the real platform (or at `base_url`); `plain_http` allows any address."""

    account: Account
    base_url: str
    plain_http: bool = False


Mode = PracticeMode | ShopMode


def shop_gateway(mode: ShopMode, settings: Settings) -> WikeyunGateway:
    """Build the client for an account from the settings. Raises BadProxyError, UnprotectedAddressError."""
    if is_unprotected(mode.base_url, settings.proxy, plain_http=mode.plain_http):
        raise UnprotectedAddressError(mode.base_url)
    masking.hide(mode.account.app_secret)
    masking.hide(unquote(without_password(settings.proxy)[1] or ""))
    timeouts = Timeouts(settings.connect_timeout, settings.read_timeout, settings.total_timeout)
    config = GatewayConfig(
        base_url=mode.base_url,
        client_ip=settings.client_ip,
        notify_url=settings.notify_url,
        change=settings.change,
        source=settings.source,
        timeouts=timeouts,
    )
    try:
        wire = Wire.over_network(timeouts, settings.proxy or None)
    except ValueError as error:
        raise BadProxyError(str(error)) from error
    return WikeyunGateway(mode.account, config, Pace(settings.requests_per_second, settings.burst), wire)


async def practice_gateway(orders: OrderStore, settings: Settings) -> WikeyunGateway:
    """Build the client for the practice platform, which adopts the newest of the orders that it took before."""
    await asyncio.to_thread(importlib.import_module, "desktop.practice.app")  # not needed by a shop
    from desktop.practice.app import practice_app
    from desktop.practice.platform import PracticePlatform

    account = Account(PRACTICE_STORE, "practice", secrets.token_hex(16))
    platform = PracticePlatform()
    for order in reversed(await orders.newest(_PRACTICE_ORDERS)):
        if order.is_open or order.order_number:
            _go_on_with(platform, order)
    config = GatewayConfig(base_url=_PRACTICE_ADDRESS, notify_url=settings.notify_url)
    return WikeyunGateway(account, config, Pace(rate=20.0, burst=40), Wire.in_process(practice_app(account, platform)))


def _go_on_with(platform: PracticePlatform, order: Order) -> None:
    taken_at = order.placed_at if order.sent_at is None else order.sent_at
    yuan = order.face // FEN_PER_YUAN
    cancelled_at = order.ended_at if order.standing is Standing.CANCELLED else None
    platform.adopt(order.order_no, order.order_number, order.mobile, yuan, int(order.speed), taken_at, cancelled_at)
