"""Refusals of the account are told from refusals of one order."""

import pytest

from desktop.domain.refusal import RefusedPart, lacks_money, refused_part

ABOUT_THE_ACCOUNT = {
    "app_key不能为空": RefusedPart.KEY,
    "签名错误": RefusedPart.KEY,
    "app_key不存在": RefusedPart.KEY,
    "Invalid Sign": RefusedPart.KEY,
    "商户已被禁用": RefusedPart.KEY,
    "账号不存在": RefusedPart.KEY,
    "店铺不存在": RefusedPart.STORE,
    "store_id不能为空": RefusedPart.STORE,
    "时间戳已过期": RefusedPart.CLOCK,
    "timestamp不能为空": RefusedPart.CLOCK,
    "IP不在白名单": RefusedPart.ADDRESS,
}
ABOUT_AN_ORDER = (
    "",
    "不支持的号码",
    "订单不存在",
    "系统繁忙",
    "手机号格式错误",
    "号码账户已冻结",
    "该号码已停机",
    "用户不存在",
    "notify_url不能为空",
    "the design is assigned",
    "recipient unknown",
)


@pytest.mark.parametrize("words", ABOUT_THE_ACCOUNT)
def test_the_words_tell_which_part_is_refused(words: str) -> None:
    assert refused_part(words) is ABOUT_THE_ACCOUNT[words]


@pytest.mark.parametrize("words", ABOUT_AN_ORDER)
def test_a_refused_order_is_no_refused_account(words: str) -> None:
    assert refused_part(words) is None
    assert not lacks_money(words)


@pytest.mark.parametrize("words", ["余额不足", "商户余额不足，请充值", "店铺余额不足", "Insufficient balance"])
def test_want_of_money_is_not_a_refused_account(words: str) -> None:
    assert lacks_money(words)
    assert refused_part(words) is None
