"""The gate for text from outside."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.plain_text import breakable, is_unseen, one_line, revealed

UNSEEN = [
    *(0x00, 0x07, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x34F, 0x61C, 0x115F, 0x180E),
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x206A),
    *(0x3164, 0xD800, 0xDFFF, 0xFEFF, 0xFFA0, 0xFFF9, 0xE0041),
]
UNSEEN.remove(0x2065)  # nobody's yet
SEEN = ["余额不足", "充值失败，已退款（练习）", "Müller & Söhne <b>", "　全角　空格", "a\u00a0b", "😀👍", "ئۇيغۇر"]


@pytest.mark.parametrize("code", UNSEEN, ids=hex)
def test_what_works_unseen_is_shown_as_such(code: int) -> None:
    sign = chr(code)
    for text in (one_line(f"a{sign}b"), revealed(f"a{sign}b")):
        assert sign not in text
        assert text.startswith("a")
        assert text.endswith("b")
        assert len(text) > 2


@pytest.mark.parametrize("text", SEEN)
def test_what_can_be_read_stays_as_it_is(text: str) -> None:
    assert one_line(text) == text.strip()
    assert revealed(text) == text


def test_breaks_and_other_control_characters_are_shown() -> None:
    assert one_line("a\nb\tc\x1bd\x7f") == "a¶b«U+0009»c«U+001B»d«U+007F»"
    assert one_line("a\r\nb\u2028c\x85d") == "a¶b¶c¶d"
    assert revealed("two\nlines\r") == "two\nlines¶"
    assert one_line("abc\u202edef") == "abc«U+202E»def"


def test_what_is_cut_ends_with_an_ellipsis() -> None:
    assert one_line("x" * 10, 10) == "x" * 10
    assert one_line("x" * 11, 10) == f"{'x' * 9}…"
    assert one_line("长" * 10_000, 24) == f"{'长' * 23}…"
    assert len(one_line("\u202e" * 10_000)) == 300
    assert one_line(" " * 10_000) == ""


@given(st.text(st.characters(), max_size=400), st.integers(2, 300))
def test_nothing_unseen_gets_through_and_nothing_grows(text: str, longest: int) -> None:
    line = one_line(text, longest)
    assert len(line) <= longest
    assert not any(is_unseen(sign) for sign in line)
    assert one_line(line, longest) == line, "once through, always through"
    assert set(revealed(text)) & {one for one in text if is_unseen(one)} <= {"\n"}


def test_every_control_format_and_separator_character_counts_as_unseen() -> None:
    for code in range(0x110000):
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
            assert is_unseen(chr(code)), hex(code)


def test_long_runs_get_places_to_break_and_chinese_needs_none() -> None:
    for run in ("W" * 70, "。" * 70, "\u00a0" * 70):
        assert breakable(run).split("\u200b") == [run[:30], run[30:60], run[60:]]
    for text in ("充值失败" * 30, "words of a line " * 20):
        assert breakable(text) == text
