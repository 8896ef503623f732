import base64
import json
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from desktop.domain.upkeep.release import Flaw, Flawed, Signed, release_from
from desktop.releases.publisher import Publisher, publisher_of
from desktop.releases.signature import verified
from tests.releases.signing import KEY, PUBLIC, answer_of, signed, text_of

STRANGER = SigningKey(b"s" * 32)
GOOD = json.loads(answer_of("1.2.0"))


def flaw_of(answer: str, key: bytes = PUBLIC) -> Flaw | None:
    found = verified(answer, key)
    return found.flaw if isinstance(found, Flawed) else None


def test_what_the_publisher_signed_is_taken() -> None:
    answer = answer_of("1.10.0")
    assert verified(answer, PUBLIC) == Signed(release_from(text_of("1.10.0")), answer)


def test_the_bytes_are_signed_not_what_they_mean() -> None:
    text = '{"page":"https://发布.example/新","version":"2.0.0" , "published":"2026-11-26"}'
    assert flaw_of(signed(text)) is None
    assert flaw_of(json.dumps({**json.loads(signed(text)), "release": text.replace(" ", "")})) is Flaw.NOT_SIGNED


@pytest.mark.parametrize(
    "answer",
    [
        signed(text_of(), STRANGER),
        json.dumps({**GOOD, "release": GOOD["release"].replace("1.2.0", "1.3.0")}),
        json.dumps({**GOOD, "signature": json.loads(answer_of("1.3.0"))["signature"]}),
        json.dumps({**GOOD, "signature": "not base64"}),
        json.dumps({**GOOD, "signature": GOOD["signature"] + "!"}),
        json.dumps({**GOOD, "signature": "李" * 88}),
        json.dumps({**GOOD, "signature": base64.b64encode(b"short").decode()}),
        json.dumps({**GOOD, "signature": None}),
        json.dumps({"release": GOOD["release"]}),
        json.dumps({"signature": GOOD["signature"]}),
        json.dumps({**GOOD, "release": {"version": "1.2.0"}}),
        json.dumps({**GOOD, "release": "\ud800"}),
        json.dumps([GOOD]),
        text_of(),
        "<html>Please log in</html>",
        "",
        "[" * 60_000,
    ],
)
def test_what_the_publisher_did_not_sign_is_never_read(answer: str) -> None:
    assert flaw_of(answer) is Flaw.NOT_SIGNED


@pytest.mark.parametrize(
    "text", ["", "[]", text_of("1.2"), text_of(page="http://shop.example/"), text_of(published="")]
)
def test_what_is_signed_and_no_release_is_not_said_to_be_unsigned(text: str) -> None:
    assert flaw_of(signed(text)) is Flaw.UNREADABLE


def test_another_builds_key_does_not_open_it() -> None:
    assert flaw_of(answer_of("1.2.0"), bytes(STRANGER.verify_key)) is Flaw.NOT_SIGNED
    assert flaw_of(signed(text_of(), STRANGER), bytes(STRANGER.verify_key)) is None
    assert KEY != STRANGER


def test_the_publisher_is_in_the_bundled_file(tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    assert publisher_of(file) is None
    key = base64.b64encode(PUBLIC).decode()
    file.write_text(json.dumps({"address": "https://shop.example/release.json", "key": key}))
    assert publisher_of(file) == Publisher("https://shop.example/release.json", PUBLIC)
    stored: object
    for stored in (
        {"address": "http://shop.example/release.json", "key": key},
        {"address": None, "key": key},
        {"address": "https://shop.example/release.json", "key": key[:-8]},
        {"address": "https://shop.example/release.json", "key": "?"},
        {"address": "https://shop.example/release.json"},
        [],
    ):
        file.write_text(json.dumps(stored))
        assert publisher_of(file) is None, stored
    file.write_bytes(b"\xff\xfe")
    assert publisher_of(file) is None
