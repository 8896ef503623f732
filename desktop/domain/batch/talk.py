"""The frame of a chat: speakers, quotations, totals, and what is said about lines above."""

from __future__ import annotations

import re

from msgspec import Struct

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.amounts import yuan_of
from desktop.domain.chat.spoken import yuan_spoken

_DAY = (
    r"(?:20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}[-/月][0-9]{1,2}日?|今天|昨天|前天|(?:星期|"
    r"周)[一二三四五六日天])"
)
_HOUR = r"(?:[上下中]午|凌晨|早上|晚上)? ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AaPp][Mm])?"
_HEAD = re.compile(
    r"^ *(?P<name>[^\n]{0,30}?) *"
    rf"(?:[(<](?:[0-9]{{5,12}}|[^ ()<>]{{1,40}}@[^ ()<>]{{1,40}})[)>])? *(?:{_DAY} *)?{_HOUR}:? *$"
    rf"|^ *(?P<only>{_DAY}) *$"
    r"|^ *(?P<account>[^\n0-9]{1,20}?) *\([0-9]{5,12}\) *:? *$"
)
_SPEAKER = re.compile(r"^ *(?P<name>[^\s:0-9]{1,12}) *: *$")
_LATE_NAME = re.compile(
    rf"^ *(?:{_DAY} *)?{_HOUR} +(?:(?P<name>[^\n:0-9]{{1,20}}?)|(?P<account>[^\n:]{{1,20}}?) *\([0-9]{{5,12}}\)) *:? *$"
)
_NO_NAME = re.compile(r"名单|如下|以下|[充冲]|话费|号码|手机|电话|列表|清单|订单|今天|明天|金额|面[值额]|快递|帮|请")
_QUOTE = re.compile(r"^ *(?:「.*」?|[>》] ?.*|引用.*|.*」) *$")
_NUMBERS = re.compile(words.NUMBER)


_LONGEST_HEAD = 100
_ENDS_HEAD = frozenset("0123456789日天一二三四五六):mM")
"""The last sign of every head."""


class Total(Struct, frozen=True):
    """The sum line of a list. `count` and `money` (yuan) are what it says; `other` is a number that is either."""

    count: int | None = None
    money: int | None = None
    other: int | None = None


def speaker(line: str) -> str | None:
    """The name over the messages that follow ("" for a line that only tells the time); None for any other line."""
    if len(line) > _LONGEST_HEAD:
        return None
    if line[:1].isdigit() and (late := _LATE_NAME.match(line)) is not None and not _NO_NAME.search(line):
        return _named(late["name"] or late["account"])
    if line.rstrip()[-1:] not in _ENDS_HEAD:
        return None
    if (head := _HEAD.match(line)) is not None:
        name = head["name"] or head["account"] or ""
        return None if re.search(r"[0-9]{7,}", name) else _named(name)
    alone = _SPEAKER.match(line)
    return None if alone is None or _NO_NAME.search(line) else _named(alone["name"])


def is_quoted(line: str) -> bool:
    """Whether the line repeats another message."""
    return _QUOTE.match(line) is not None


def total_in(line: str) -> Total | None:
    """The sum line of a list, without a mobile number in it."""
    if not words.TOTAL.match(line):
        return None
    count = words.COUNT.search(line)
    rest = line if count is None else line[: count.start()] + " " + line[count.end() :]
    told = [yuan for found in _NUMBERS.finditer(rest) if (yuan := yuan_of(found[0])) is not None]
    if count is None and not told:
        return None
    many = None if count is None else counted(count[1])
    if many is not None:
        return Total(many, told[-1] if told else None)
    if len(told) == 1:
        is_money = re.search(rf"¥|{words.UNIT}", rest) is not None
        return Total(money=told[0]) if is_money else Total(other=told[0])
    return Total(count=told[0], money=told[-1])


def count_in(line: str) -> int | None:
    """The number of recharges that a line without a number announces."""
    found = words.COUNTS_NUMBERS.search(line)
    asks = found is not None and (
        found.end() - found.start() == len(line.strip(" :,")) or words.RECHARGE.search(line) or line.rstrip()[-1] == ":"
    )
    return counted(found[1]) if found is not None and asks else None


def counted(text: str) -> int | None:
    """A count in digits or numerals."""
    if text.isdigit():
        return int(text) if len(text) < 7 else None
    digit = yuan_spoken(f"{text}十") if len(text) == 1 and text != "十" else None
    return digit // 10 if digit is not None else yuan_spoken(text)


def _named(name: str) -> str:
    return name.strip(" :-—")
