"""Refusals of the whole account, told apart from refusals of one order by the platform's words.

Only one of the platform's codes is documented (PROTOCOL.md, "Every answer"), so the words decide.
"""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct


class RefusedPart(StrEnum):
    """The part of a request that the platform does not accept, whatever order it is about."""

    KEY = "key"
    """The key, the signature, or the account as a whole."""
    STORE = "store"
    CLOCK = "clock"
    """The time of this computer, which is signed with every request."""
    ADDRESS = "address"
    """The IP address of this computer."""


class Refusal(Struct, frozen=True):
    """The platform refuses the account since this time (unix seconds), in its own words."""

    part: RefusedPart
    code: str
    words: str
    since: float


class Unfunded(Struct, frozen=True):
    """The platform refused an order of this face (fen) since this time for want of money, in its own words."""

    face: int
    words: str
    since: float


_MONEY = re.compile(
    r"(?<!号码)(?<!手机)(?<!用户)(?<!欠费)(?:余额不足|余额不够|余额过低)|(?:资金|预存款|可用额度)不足"
    r"|insufficient (?:balance|funds?)|balance (?:is )?(?:not enough|too low)"
)
_NOT_OF_ORDERS = r"(?<!充值)(?<!手机)(?<!号码)(?<!用户)(?<!会员)(?<!该)(?<!此)"
_ENDED = r"(?:不存在|未激活|(?:已被|已|被)?(?:停用|禁用|冻结|封禁|关闭|注销))(?=\W|$|或|请|了|无法|不[能可])"
"""Nothing may follow that it could be said of: a store can have closed one face value, or not have one order."""
_SIGNS = {
    RefusedPart.CLOCK: re.compile(r"(?<!订单)时间戳(?!重复)|timestamp"),
    RefusedPart.ADDRESS: re.compile(
        r"(?s)^(?!.*(?:号段|号码|手机|账号|帐号|面额|面值|商品|产品)[^,，。;；]{0,8}(?:白名单|white ?list))"
        r".*(?:白名单|white ?list|(?<![a-z])ip(?![a-z段]))"
    ),
    RefusedPart.STORE: re.compile(
        rf"(?:店铺|门店|商店){_ENDED}|(?:店铺|门店)(?:id)?(?:不能为空|错误|无效)|store[_ ]?id"
    ),
    RefusedPart.KEY: re.compile(
        rf"签名|密钥|秘钥|验签|app[_ ]?(?:key|secret)|signature|(?<![a-z])sign(?![a-z])"
        rf"|{_NOT_OF_ORDERS}(?:账号|帐号|账户|帐户|商户){_ENDED}|unauthori[sz]ed"
    ),
}
"""The first match wins. Lower case."""
_NO_RIGHT = re.compile(
    r"(?:无|没有|未开通|缺少)[^,，。;；]{0,6}(?:权限|授权)|未授权|权限不足|(?:no|without) permission|not permitted"
)


def refused_part(words: str) -> RefusedPart | None:
    """The part of the account that an error of the platform is about; None if it is about something else."""
    small = words.lower()
    if lacks_money(small):
        return None
    return next((part for part, signs in _SIGNS.items() if signs.search(small)), None)


def lacks_right(words: str) -> bool:
    """Whether a call was refused because the account may not make this kind of call."""
    return _NO_RIGHT.search(words.lower()) is not None


def lacks_money(words: str) -> bool:
    """Whether an order was refused because the account's balance is too small for it."""
    return _MONEY.search(words.lower()) is not None
