"""Nothing of a customer's number, a key or a password gets into the log, its tracebacks, or a crash's details."""

import json
import logging
import traceback
from collections.abc import Iterator
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.account import Account
from desktop.settings import Settings
from desktop.system import masking
from desktop.system.log import MaskingFormatter
from desktop.system.masking import hide, masked
from desktop.wiring.gateways import ShopMode, shop_gateway
from tests.ui.desk import visible

SECRET = "ab/cD+ef==\"g'h\\i 李%25"
FULL_WIDTH = "１３８００１３８０００"

NUMBERS = [
    "13800138000",
    "+8613800138000",
    "+86 13800138000",
    "+86 138-0013-8000",
    "+86-138-0013-8000",
    "(+86) 138 0013 8000",
    "8613800138000",
    "008613800138000",
    "138 0013 8000",
    "138-0013-8000",
    "138\u00a00013\u00a08000",
    "138\u20070013\u20078000",
    "138\u202f0013\u202f8000",
    "138\u20110013\u20118000",
    "138–0013–8000",
    "138.0013.8000",
    "138\t0013\t8000",
    "138 001 38000",
    "13800 138000",
    "138 - 0013 - 8000",
    "1 3 8 0 0 1 3 8 0 0 0",
    FULL_WIDTH,
    "＋８６ １３８ ００１３ ８０００",
    "１３８－００１３－８０００",
    json.dumps(FULL_WIDTH),
    quote(FULL_WIDTH),
    quote("+86 138 0013 8000"),
    quote_plus("+86 138 0013 8000"),
    quote("138\u00a00013\u00a08000"),
    json.dumps("138\u00a00013\u00a08000"),
    ascii("138\u00a00013\u00a08000"),
]
AROUND = [
    "{}",
    "mobile={}&v=1",
    "{{'mobile': '{}'}}",
    '"mobile":"{}"',
    "order T202611230001ABCD of {}, sent",
    "给{}充值",
    "<{}>",
    "x{}x",
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_keeps_its_head_and_tail_only(number: str, around: str) -> None:
    text = masked(around.format(number))
    assert "138****8000" in text
    assert "0013" not in text
    assert masked(text) == text
    if "T2026" in around:
        assert "T202611230001ABCD of" in text


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-28 12:34:56,789 INFO start: painted",
        "order T202611230001ABCD",
        "platform number W1795396344000001",
        "sent_at=1795396344.75",
        "id 138001380001380",
        "139.196.100.23:443",
        'File "/opt/app.py", line 138, in ask\n    0013',
        "signal 11, design: new; app_key不能为空",
        "http://host:8080/rest/Recharge/query?v=1.0",
        "mailto:shop@example.org",
    ],
)
def test_what_is_none_of_that_is_left(text: str) -> None:
    assert masked(text) == text


@given(st.from_regex(r"1[0-9]{10}", fullmatch=True), st.sampled_from(["", " ", "-", "\u00a0", "  ", " - "]))
def test_any_number_in_any_grouping(number: str, gap: str) -> None:
    grouped = gap.join((number[:3], number[3:7], number[7:]))
    assert (
        masked(f"of {grouped}, +86{gap}{grouped}!") == f"of {number[:3]}****{number[7:]}, {number[:3]}****{number[7:]}!"
    )


KEYED = [
    "app_secret={}",
    "app_secret: {}",
    "APP_SECRET={} and more",
    "TOPUP_DESK_APP_SECRET={}",
    "sign={}&v=1.0",
    "?app_key={}&x=1",
    "('sign', '{}')",
    "[('app_key', '{}'), ('v', '1')]",
    "{{'app_key': '{}'}}",
    '{{"app_secret": "{}"}}',
    '{{"app_secret":"{}","x":1}}',
    '"{{\\"sign\\": \\"{}\\"}}"',
    "app_key%3D{}%26v%3D1.0",
    "Account(store_id='77', app_key='{}')",
    "app-secret => {}",
    "password={}",
    "Proxy-Authorization: Basic {}",
    "b'app_secret': b'{}'",
]


@pytest.mark.parametrize("form", KEYED)
@pytest.mark.parametrize("value", ["zZ9secret", "ab/cd+ef==zZ9", "zZ9-_.~!*", "ABCDEF0123zZ9", "/zZ9", "+=zZ9"])
def test_what_has_such_a_name_is_hidden(form: str, value: str) -> None:
    text = masked(form.format(value))
    assert "zZ9" not in text
    assert "****" in text


@pytest.mark.parametrize("value", ["two words zZ9", "a,b;zZ9", "a&b=zZ9", "(zZ9)", "{zZ9}", "it\\'s zZ9"])
def test_in_quotes_it_may_hold_anything(value: str) -> None:
    assert "zZ9" not in masked(f"{{'app_secret': '{value}', 'v': '1.0'}}")
    assert "'v': '1.0'" in masked(f"{{'app_secret': '{value}', 'v': '1.0'}}")


@pytest.mark.parametrize(
    "address",
    [
        "http://shop:zZ9@proxy.shop:3128/",
        "https://:zZ9@proxy.shop",
        "HTTP://shop:a/zZ9@b@proxy.shop",
        "socks5://shop:zZ9%40@proxy.shop",
        "http%3A%2F%2Fshop%3AzZ9%40proxy.shop",
        "ConnectError: http://shop:zZ9@proxy.shop, again",
    ],
)
def test_a_proxys_password_is_hidden_and_its_place_is_not(address: str) -> None:
    text = masked(address)
    assert "zZ9" not in text
    assert "proxy.shop" in text


@pytest.fixture
def account() -> Iterator[Account]:
    before = dict(masking._secrets)
    yield Account("77", "10001", SECRET)
    masking._secrets.clear()
    masking._secrets.update(before)


FORMS = [
    SECRET,
    repr(SECRET),
    ascii(SECRET),
    repr(SECRET.encode()),
    json.dumps(SECRET),
    json.dumps(SECRET, ensure_ascii=False),
    json.dumps(json.dumps(SECRET)),
    quote(SECRET),
    quote(SECRET, safe=""),
    quote_plus(SECRET),
    urlencode({"x": SECRET}),
    urlencode({"x": urlencode({"y": SECRET})}),
]


@pytest.mark.parametrize("form", FORMS)
async def test_the_accounts_own_secret_appears_nowhere_under_any_name(account: Account, form: str) -> None:
    await shop_gateway(ShopMode(account, "https://platform.example/"), Settings()).aclose()
    text = masked(f"md5 over {form}mobile")
    assert "cD" not in text
    assert text.startswith("md5 over ")
    assert text.endswith("mobile")


def test_a_secret_that_is_in_half_of_all_words_is_not_looked_for() -> None:
    hide("s")
    assert masked("sends") == "sends"


def failing(text: str) -> BaseException:
    try:
        try:
            raise KeyError(text)
        except KeyError as inner:
            raise ValueError({"mobile": text}) from inner
    except ValueError as error:
        return error


@pytest.mark.parametrize("number", NUMBERS)
def test_tracebacks_are_covered_too(number: str) -> None:
    error = failing(f"{number} app_secret=zZ9/+= http://u:zZ9@h/")
    record = logging.LogRecord("x", 40, "f", 1, "asked for %s", (number,), (type(error), error, error.__traceback__))
    text = MaskingFormatter("%(message)s").format(record)
    assert "Traceback" in text
    assert "zZ9" not in text
    assert "0013" not in text


async def test_the_details_of_a_crash_are_covered_too(qapp: object) -> None:
    from desktop.program.crash_watch import CrashWatch
    from desktop.ui.window.crash_notice import CrashNotice
    from tests.conftest import until

    watch = CrashWatch(None)
    error = failing("+86 138-0013-8000 sign=zZ9/+=")
    logging.getLogger("desktop").critical("not caught", exc_info=error)
    await until(lambda: visible(CrashNotice))
    notice = visible(CrashNotice)
    assert notice is not None
    assert "138****8000" in notice.details
    assert not [left for left in ("0013", "zZ9") if left in notice.details]
    watch.close()
    assert "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    "text",
    ["1 " * 20_000, "1" * 40_000, 'sign="' * 5_000, "://" * 10_000, "://a:" * 8_000, "sign='\\" * 5000, "\\" * 40_000],
)
def test_no_text_holds_the_log_up(text: str) -> None:
    assert masked(text) is not None
