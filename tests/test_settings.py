import json
import logging
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.account import Account
from desktop.domain.orders.offer import Offer, at_face
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.paper import Paper
from desktop.settings import Fault, FileTrouble, Loaded, Settings, load, save
from desktop.settings.model import is_good
from desktop.settings.rules import amount_from, is_web_address, number_from
from desktop.system import credentials
from desktop.system.log import MaskingFormatter


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    chosen = Settings()._replace(
        language="en",
        offers=(Offer(5000, 4990, 4800), *at_face(20)),
        paper=Paper.A5,
        shared_account=True,
        shop_name="李记手机",
        change=None,
        source=6,
        poll=PollPlan(fast_first=(1.0,), fast_cap=9.0),
    )
    save(chosen, tmp_path / "new" / "settings.json")
    assert load(tmp_path / "new" / "settings.json") == Loaded(chosen)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["settings.json"]


def test_defaults_where_there_is_nothing(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.json") == Loaded(Settings())
    assert Settings().notify_url == "https://no-callback.invalid/"


def test_each_field_has_a_rule_and_a_default_that_is_good() -> None:
    assert [name for name, value in Settings()._asdict().items() if not is_good(name, value)] == []
    assert not is_good("no_field", "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "fr"),
        ("faces", []),
        ("faces", [50, 50]),
        ("faces", ["50"]),
        ("faces", [0]),
        ("faces", list(range(1, 11))),
        ("base_url", "router"),
        ("base_url", 5),
        ("proxy", "socks5://x"),
        ("change", 2),
        ("change", True),
        ("source", "6"),
        ("burst", 0),
        ("total_timeout", 0),
        ("requests_per_second", "2"),
        ("slow_allowed", 1),
        ("store_id", 77),
        ("poll", {"fast_floor": "30"}),
        ("poll", {"fast_first": 5}),
        ("poll", {"fast_cap": -1}),
        ("poll", []),
        ("poll", {"watch_floor": 0}),
        ("offers", []),
        ("offers", [{"face": 5000, "fast": 5000}]),
        ("offers", [{"face": 5050, "fast": 5000, "slow": 5000}]),
        ("offers", [{"face": 5000, "fast": 0, "slow": 5000}]),
        ("offers", [{"face": 5000, "fast": 498000, "slow": 5000}]),
        ("offers", [{"face": 5000, "fast": 5000, "slow": 5000}] * 2),
        ("offers", 5),
        ("paper", "57"),
        ("shop_name", "李" * 61),
        ("sound", "yes"),
        ("client_ip", "localhost"),
        ("look_for_newer", 1),
        ("release_address", None),
        ("release_address", "http://shop.example/"),
        ("release_address", "release.json"),
    ],
)
def test_a_bad_value_stays_at_its_default_and_spoils_no_other(tmp_path: Path, name: str, value: Any) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({name: value, "app_key": "10001", "of_a_newer_version": 1}))
    loaded = load(file)
    assert loaded.settings == Settings()._replace(app_key="10001")
    assert loaded.faults == (Fault(FileTrouble.BAD_VALUE, "offers" if name == "faces" else name),)


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"'])
def test_an_unreadable_file_is_put_aside_not_lost(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text)
    assert load(file) == Loaded(Settings(), (Fault(FileTrouble.BROKEN, "settings.broken.json"),))
    assert (tmp_path / "settings.broken.json").read_text() == text
    assert load(file) == Loaded(Settings())


def test_faces_of_before_there_were_prices_are_sold_at_their_face(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"faces": [30, 50]}))
    assert load(file).settings.offers == at_face(30, 50)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("49.8", 4980), (" ¥49。80元 ", 4980), ("50", 5000), ("0", None), ("-1", None), ("49.801", None), ("", None)],
)
def test_prices_as_the_owner_writes_them(text: str, fen: int | None) -> None:
    assert amount_from(text) == fen


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2.0), ("0。5", 0.5), ("２", 2.0), ("inf", None), ("nan", None), ("x", None), ("1_0", None),
     ("١", None), ("1e400", None), ("9" * 400, None)],
)  # fmt: skip
def test_numbers_as_the_owner_writes_them(text: str, number: float | None) -> None:
    assert number_from(text) == number


@pytest.mark.parametrize(
    ("text", "good"),
    [("https://router.wikeyun.cn/", True), ("http://127.0.0.1:8080", True), ("ftp://x", False), ("http://", False)],
)
def test_web_addresses(text: str, good: bool) -> None:
    assert is_web_address(text) is good


def test_the_secret_is_in_no_file(tmp_path: Path) -> None:
    assert "secret" not in json.dumps(Settings()._asdict())
    assert "s3cret" not in repr(Account("77", "10001", "s3cret"))


def test_an_account_from_the_environment_needs_all_three(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STORE_ID", "APP_KEY"):
        monkeypatch.setenv(f"TOPUP_DESK_{name}", "7")
    monkeypatch.delenv("TOPUP_DESK_APP_SECRET", raising=False)
    assert credentials.from_environment() is None
    monkeypatch.setenv("TOPUP_DESK_APP_SECRET", "s")
    assert credentials.from_environment() == Account("7", "7", "s")


def test_numbers_and_keys_are_masked_in_the_log_and_its_tracebacks() -> None:
    formatter = MaskingFormatter("%(message)s")
    try:
        raise ValueError("mobile=13800138000&app_key=10001&sign=ABCDEF0123")
    except ValueError as error:
        record = logging.LogRecord(
            "x", 40, "f", 1, "order T202611230001ABCD of 13800138000", None, (type(error), error, None)
        )
    text = formatter.format(record)
    assert "138****8000" in text
    assert "T202611230001ABCD" in text
    assert not [secret for secret in ("13800138000", "10001&", "ABCDEF0123") if secret in text]
