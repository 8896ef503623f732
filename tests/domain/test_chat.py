"""A message pasted at the counter: a digit, an amount or its owner is never guessed."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.chat.message import MOST_READ, Message, Wanted, read_message
from desktop.domain.chat.spoken import yuan_spoken
from desktop.domain.mobile import grouped, problem_of
from desktop.domain.money import face_text

A, B, C = "13800138000", "13900139000", "13700137000"


def read(text: str) -> list[tuple[str, int | None]]:
    """(number, yuan or None)."""
    return [(one.mobile, one.face and one.face // 100) for one in read_message(text).wanted]


def doubtful(text: str) -> bool:
    (one,) = read_message(text).wanted
    assert one.face is None
    return one.doubt


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("手机号：138 0013 8000，充50", 50),
        ("13800138000 50", 50),
        ("13800138000-50", 50),
        ("13800138000：100", 100),
        ("13800138000(100)", 100),
        ("13800138000\n100", 100),
        ("13800138000\t100", 100),
        ("100 13800138000", 100),
        ("1. 13800138000 100", 100),
        ("1.13800138000 100", 100),
        ("1 13800138000 100", 100),
        ("100 138 0013 8000", 100),
        ("帮我给138-0013-8000充值一百块钱，谢谢", 100),
        ("13800138000 壹佰元整", 100),
        ("13800138000\n五十", 50),
        ("13800138000 一百五", 150),
        ("+86 138-0013-8000 ￥50", 50),
        ("0086 138 0013 8000 50元", 50),
        ("(+86)13800138000 RMB 50", 50),
        ("８６１３８００１３８０００　１００元", 100),
        ("tel:+86-138-0013-8000;50块", 50),
        ("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣ 100", 100),
        ("\u202a138\u2060001\xad38000\u202c\u200b 50元", 50),
        ("电话:13800138000姓名:张三金额:200", 200),
        ("13800138000 收98充100", 100),
        ("13800138000 充50付49.8", 50),
        ("13800138000 100 尾款50未付", 100),
        ("今晚8点前给13800138000充100", 100),
        ("张三 2026-11-30 14:20\n13800138000 50", 50),
        ("13800138000 3个月 50元", 50),
        ("号码别充错了 13800138000 100元", 100),
        ("张三: 13800138000 100\n「张三: 13800138000 100」", 100),
        ("13800138000 1,000元", 1000),
        ("13800138000 30元", 30),
        ("单号T202611290001ABCD 13800138000 100", 100),
        ("13800138000充50送10", 50),
        ("话费只剩5元了，13800138000充50元", 50),
        ("13800138000 50话费", 50),
        ("13800138000 充值金额：50.00元，多谢", 50),
        ("13800138000充50多谢", 50),
        ("充值成功了告诉我 13800138000 充50", 50),
        ("14:20 13800138000 50", 50),
    ],
)
def test_a_number_and_its_amount(text: str, yuan: int) -> None:
    assert read(text) == [(A, yuan)]


@pytest.mark.parametrize(
    "text",
    [
        "13800138000 充50，不对，充100",
        "13800138000 50 100",
        "13800138000充50或100",
        "充50 13800138000 100",
        "13800138000 50-100元",
        "13800138000 充50*2",
        "13800138000 50块5",
        "13800138000充5十",
        "13800138000 10元流量包",
        "13800138000 一共100元",
        "13800138000 张三 100",
        "房号：100 13800138000",
        "13800138000 房号：100",
        "139 0013 900 充50 13800138000",
        "1390013900 充50 13800138000",
        "13800138000 充50+50",
        "13800138000 充50加100",
        "13800138000 充50和100",
        "13800138000 充50左右",
        "13800138000 50多块",
        "13800138000 50元/月",
        "13800138000 50吧",
        "13800138000 要50",
        "13800138000 5",
        "13800138000 11.30",
        "13800138000 11/30",
        "13800138000 50美元",
        "13800138000 充50？还是100？",
        "13800138000 充50 要不100吧",
        "13800138000 充50\n100",
        "13800138000 充50，再充50",
        "13800138000 充100两次",
        "13800138000 充两次100",
        "13800138000 充100三笔",
        "13800138000 充一百来块",
        "13800138000 充几十块",
        "13800138000 充流量50元",
        "13800138000 流量100元",
        "13800138000充宽带100元",
        "13800138000充100元电费",
        "13800138000 100元购物卡",
        "13800138000 充50港币",
        "13800138000 充50美金",
        "13800138000 充100积分",
        "30 13800138000 张三",
    ],
)
def test_an_amount_that_is_not_certain_is_none_and_told(text: str) -> None:
    assert doubtful(text)


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "我的号码是13800138000",
        "13800138000 10G流量包",
        "13800138000 302室",
        "13800138000 8点",
        "13800138000 2026-11-30",
        "13800138000 收98",
        "13800138000 验证码123456",
        "13800138000 五一快乐",
        "13800138000 20:15",
        "20:15 13800138000",
        "张三 11-30 14:20\n13800138000",
        "13800138000 50%",
        "13800138000 十全十美",
    ],
)
def test_what_is_no_amount_is_no_doubt(text: str) -> None:
    assert read(text) == [(A, None)]
    assert not doubtful(text)


@pytest.mark.parametrize(
    ("text", "unreadable"),
    [
        ("138001380000 100", True),
        ("113800138000 100", True),
        ("013800138000 100", True),
        ("138****8000 100", True),
        ("138 0013\n8000 100", True),
        ("430102199001011234 充50", True),
        ("6222 0213 8001 3800 012", True),
        ("6222021380013800012 100", True),
        ("6222 138 0013 8000", True),
        ("0013 138 0013 8000 5555", True),
        ("号码150 13800138 充50", True),
        ("13800138000-13900139000", True),
        ("138-0013-8000-50", True),
        ("2026.13800138000", True),
        ("+852 9123 4567 100", True),
        ("+852 13800138000", True),
        ("1064812345678 100", True),
        ("15412345678 100", True),
        ("13800138000@qq.com", True),
        ("*138*13800138000#", True),
        ("13800138000元", True),
        ("\u202e13800138000 50", True),
        ("订单号：13800138000", False),
        ("T13800138000", False),
        ("AB-13800138000", False),
        ("13800138000٥", False),
        ("٠13800138000", False),
        ("幺三八零零幺三八零零零充五十", False),
        ("谢谢老板", False),
        ("", False),
    ],
)
def test_no_number_is_read_out_of_other_digits(text: str, unreadable: bool) -> None:
    assert read_message(text) == Message(left=unreadable)


@pytest.mark.parametrize(
    ("text", "faces"),
    [
        (f"{A}充100，{B}充50", [100, 50]),
        (f"{A} 100\n{B} 50", [100, 50]),
        (f"{A}\n100\n{B}\n50", [100, 50]),
        (f"100 {A}\n50 {B}", [100, 50]),
        (f"1 {A} 100\n2 {B} 50", [100, 50]),
        (f"给{A}充100，给{B}充50", [100, 50]),
        (f"{A} 50\n{B}", [50, None]),
        (f"{A}\n{B} 50", [None, 50]),
        (f"{A}\n{B}", [None, None]),
        (f"{A}、{B} 各100", [100, 100]),
        (f"以下每个充100：\n{A}\n{B}", [100, 100]),
        (f"{A} 100\n{B} 50\n合计2个150元", [100, 50]),
        (f"{A} {B} 充100", [None, None]),
        (f"{A}，充50给{B}", [None, None]),
        (f"50 {A} 100 {B}", [None, None]),
        (f"充50 {A}，充100 {B}", [None, None]),
        (f"{A}\n100 {B}\n50", [None, None]),
        (f"{A} 100\n{B} 50\n{A} 50", [None, 50]),
        (f"50 {A}\n51 {B}", [None, None]),
        (f"{A}\n{B} 分别充100、50", [None, None]),
    ],
)
def test_whose_amount_it_is(text: str, faces: list[int | None]) -> None:
    assert read(text) == [(A, faces[0]), (B, faces[1])]


def test_of_an_unclear_owner_is_told_with_each_number() -> None:
    assert [one.doubt for one in read_message(f"{A} {B} 充100").wanted] == [True, True]
    assert [one.doubt for one in read_message(f"{A} {B}").wanted] == [False, False]


def test_beside_digits_that_could_be_a_number_no_amount_changes_its_owner() -> None:
    assert read_message(f"1390013900 充50，{A}") == Message((Wanted(A, None, True),), left=True)
    assert read_message(f"1390013900 充50\n{A} 充100") == Message((Wanted(A, 10000),), left=True)


@pytest.mark.parametrize("words", ["先不充", "取消", "已充", "别充", "不要充", "充过了", "充值成功", "已成功充值"])
def test_a_message_that_calls_it_off_is_not_read(words: str) -> None:
    assert read_message(f"{A} 100 {words}") == Message(called_off=True)
    assert not read_message(words).called_off


@pytest.mark.parametrize(
    "text",
    [
        f"【中国移动】您的号码{A}充值100元成功，当前余额120.5元",
        f"尊敬的客户，您{A}于11月30日成功缴费100元",
        f"昨天{A}充100没到",
        f"{A} 充了100没到账",
        f"怎么{A}充值100还没到账",
        f"系统通知：{A} 充值100元失败，已退款",
        f"{A} 充50，算了",
        f"{A} 等我通知再充100",
        f"{A} 下月再充100",
        f"都充50 除了{B} {A}",
        f"每人100 {A} {B} 不含{C}",
        f"号码错了，不是{A}，是{B}，充100",
        f"{A}打错了 {B} 100",
        f"刚充了{A} 50",
        f"{A} 充50，晚点再说",
        f"{A}收到50元",
        f"100话费多少钱 {A}",
        f"您的订单已完成：{A} 100元",
    ],
)
def test_a_message_that_is_not_simply_an_order_is_not_read(text: str) -> None:
    assert read_message(text).called_off
    assert read_message(text).wanted == ()


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        *(("十", 10), ("五十", 50), ("十五", 15), ("二十五", 25), ("一百", 100), ("两百", 200), ("百", 100)),
        *(("伍拾", 50), ("壹佰", 100), ("一百五", 150), ("一百零五", 105), ("一百一十", 110), ("三百六十五", 365)),
        *(("", None), ("五", None), ("五一", None), ("一百零", None), ("十百", None), ("百百", None), ("零十零", None)),
    ],
)
def test_spoken_amounts(text: str, yuan: int | None) -> None:
    assert yuan_spoken(text) == yuan


def test_only_the_beginning_of_a_long_text_is_read_and_that_is_told() -> None:
    line = f"{A} 50\n"
    assert read_message(line + " " * MOST_READ) == Message((Wanted(A, 5000),), cut=True)
    assert read_message(line * 100_000) == Message((Wanted(A, 5000),), cut=True)
    assert read_message("x" * (MOST_READ + 1)) == Message(cut=True)


@pytest.mark.parametrize("shift", range(12))
def test_what_the_cut_may_have_gone_through_is_not_read(shift: int) -> None:
    """Behind the cut the digits go on, or another amount follows."""
    filled = "字" * (MOST_READ - len(f"{A} 50，{B} 50") + shift)
    assert read_message(f"{A} 50，{filled}{B} 50000 {C}").wanted in ((Wanted(A, 5000),), ())
    assert read_message(f"{A} 50\n{filled}{B} 50000 {C}").wanted == (Wanted(A, 5000),)


_WORDS = f"{A} {B} 138 0013 8000 +86 86 50 100元 充 充50 各 - ， 一百 五 合计 收 1 0 . * T 订单 ٥ （ 或 个".split()
PIECES = st.sampled_from([*_WORDS, "138 0013 8000", " ", "  ", "\n", "\u200b", "\u202e"])
MESSAGES = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


@given(MESSAGES)
@example("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣ 100")
def test_any_text_is_read_and_each_number_has_its_digits_there(text: str) -> None:
    """One behind the other, with nothing between but what separates the digits of one number."""
    message = read_message(text)
    ascii_digits = "".join(_digit(sign) for sign in text)
    for one in message.wanted:
        assert problem_of(one.mobile) is None
        between = r"[ \-._\x00\x01]{0,8}"
        found = re.search(
            rf"(?<![0-9]){between.join(one.mobile)}(?![0-9])|86{between}{between.join(one.mobile)}", ascii_digits
        )
        assert found, (text, one)
        assert not (one.doubt and one.face is not None)
    assert len({one.mobile for one in message.wanted}) == len(message.wanted)


def _digit(sign: str) -> str:
    """The sign as a person sees it: digits and what separates them; \\x00 for what nobody sees, \\x01 for a keycap."""
    if unicodedata.category(sign) == "Cf" or sign == "\ufe0f":
        return "\x00"
    if sign == "\u20e3":
        return "\x01"
    if unicodedata.category(sign) == "Pd":
        return "-"
    if unicodedata.category(sign) == "Zs":
        return " "
    return unicodedata.normalize("NFKC", sign) if unicodedata.category(sign) in ("Nd", "Po") else sign


@given(MESSAGES)
def test_an_amount_is_in_the_text(text: str) -> None:
    """No amount is made of parts, and none of the digits of a number."""
    plain = unicodedata.normalize("NFKC", text)
    for one in read_message(text).wanted:
        if one.face is not None:
            spoken = [yuan_spoken(part) for part in re.findall(r"(?=([一五百十]{1,4}))", plain)]
            yuan = face_text(one.face)
            assert yuan.replace(",", "") in plain or one.face // 100 in spoken, (text, one)


mobiles = st.integers(0, 99_999_999).map(lambda rest: f"138{rest:08d}")
faces = st.sampled_from([None, 1000, 3000, 5000, 9950, 10000, 20000, 100000])


def written(one: Wanted) -> str:
    return grouped(one.mobile) + (f" · {face_text(one.face)} 元" if one.face else "")


@given(st.lists(st.builds(Wanted, mobiles, faces), max_size=12, unique_by=lambda one: one.mobile))
def test_what_the_program_writes_it_reads(wanted: list[Wanted]) -> None:
    assert list(read_message("\n".join(map(written, wanted))).wanted) == wanted
