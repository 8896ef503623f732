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
    "当前IP未加入白名单，请联系客服": RefusedPart.ADDRESS,
    "请求被拒绝\nIP不在白名单": RefusedPart.ADDRESS,
    "店铺已被禁用，请联系客服": RefusedPart.STORE,
    "店铺不存在或已关闭": RefusedPart.STORE,
    "app_key无权限访问该接口": RefusedPart.KEY,
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
    "充值账号不存在",
    "用户账号已停用",
    "该账号已冻结，请联系运营商",
    "店铺已关闭该面值",
    "该店铺已停用慢充",
    "店铺不存在该订单",
    "店铺不存在该商品",
    "商户不存在该订单",
    "该IP段号码维护",
    "号段不在白名单",
    "该手机号未加入白名单",
    "面额不在白名单内",
    "充值账号不在白名单",
    "订单时间戳重复",
    "该号码余额不足无法充值",
    "用户余额不足",
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
