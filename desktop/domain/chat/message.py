"""Reads a short message pasted at the counter: who is to get how much."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from desktop.domain.chat.amounts import amounts, in_order
from desktop.domain.chat.mark import OWNERS, Kind, Mark
from desktop.domain.chat.numbers import owners
from desktop.domain.chat.plain import plain_text

MOST_READ = 1000
"""Characters of a message that are looked at: lists are for the batch tab."""
_CLAUSE = r"[^\n,，。;；!！?？]"
_NO_ORDER = re.compile(
    r"取消|撤回|撤销|(?:先别|先不|不要|不用|(?<!要)(?<!能)不再?|(?<!分)别再?|勿)(?:帮我|给我)?[充冲](?!错)"
    r"|稍等|等一?下|晚点|改天|停一下|多少钱|要多少|什么优惠|已完成|已经?到了|收到[0-9一二两三五百]"
    r"|算了|除了|除外|不含|不包括"
    r"|(?:(?<!别)(?<!别充)(?<!别打)(?<!别写)(?<!别搞)(?<!别弄)错了|(?:号码?|打|写|发|给)错)"
    rf"|(?:等|下个?月|明天|后天){_CLAUSE}{{0,6}}[充冲]"
    rf"|(?:已经?|早就|刚刚?|昨天|前天){_CLAUSE}{{0,6}}[充冲]|[充冲](?:过|完)?了"
    rf"|(?:[充冲]值?|[缴交]费|支付|到账){_CLAUSE}{{0,16}}(?:完成|没有到|没收到|到没)"
    rf"|(?:[充冲]值|[缴交]费|支付){_CLAUSE}{{0,16}}成功(?!后|了?[告跟给说])|成功[充冲缴交支]"
    r"|[没未]到|到了[吗没]|失败|已到账|到账了|已?退款|退回|[充冲]值成功(?!后|了?[告跟给说])"
)
"""The message calls a recharge off or puts it off, corrects or excludes a number, or tells of one that is over."""


class Wanted(Struct, frozen=True):
    """A number and the face for it (fen). Without a face, `doubt` tells that the message has something like an amount
    which is not certain: several, another's, or no amount to recharge.
    """

    mobile: str
    face: int | None = None
    doubt: bool = False


class Message(Struct, frozen=True):
    """The recharges read from a message, in its order, each number once.

    `cut`: only its first MOST_READ characters were looked at. `left`: it has digits that could be a number, but are
    none. `called_off`: it is not simply an order (it says not to recharge, or not now, or that it was done, or that a
    number was wrong); then nothing is read.
    """

    wanted: tuple[Wanted, ...] = ()
    cut: bool = False
    left: bool = False
    called_off: bool = False


def read_message(text: str) -> Message:
    """Read any text; of a long one only the beginning, so that it takes no time."""
    cut = len(text) > MOST_READ
    plain = plain_text(text[:MOST_READ])
    marks = read_marks(plain)
    if cut:
        marks = _whole(plain, marks)
    found = _merged(assigned(marks))
    if _NO_ORDER.search(plain):
        return Message(called_off=bool(found), cut=cut)
    return Message(tuple(found), cut, any(mark.kind is Kind.UNREADABLE for mark in marks))


def read_marks(plain: str) -> list[Mark]:
    """All marks of a text made by `plain_text`, in its order."""
    numbers = owners(plain)
    return list(in_order(numbers, amounts(plain, numbers)))


def assigned(marks: Sequence[Mark]) -> list[Wanted]:
    """The numbers among marks, each with its amount if that is certain."""
    shared = {mark.fen for mark in marks if mark.kind is Kind.AMOUNT_OF_EACH}
    if shared:
        only = len(shared) == 1 and not any(mark.kind is Kind.AMOUNT for mark in marks)
        return [_wanted(mark, shared if only else (), doubt=not only) for mark in _owners(marks)]
    if len({(mark.kind, mark.digits) for mark in _owners(marks)}) == 1:
        return [_of_one(mark, marks) for mark in _owners(marks)[:1]]
    if _take_turns(marks) and _in_their_lines(marks):
        return _pairs(marks)
    return _by_lines(marks)


def _by_lines(marks: Sequence[Mark]) -> list[Wanted]:
    lines = [list(line) for _, line in groupby(marks, key=lambda mark: mark.line)]
    if any(_amounts(line) and not _owners(line) for line in lines):
        return [_wanted(mark, (), doubt=True) for mark in _owners(marks)]
    found = list[Wanted]()
    for line in lines:
        if len(_owners(line)) == 1:
            found.append(_of_one(_owners(line)[0], line))
        elif _take_turns(line):
            found += _pairs(line)
        else:
            found += [_wanted(mark, (), doubt=bool(_amounts(line))) for mark in _owners(line)]
    return found


def _of_one(owner: Mark, marks: Iterable[Mark]) -> Wanted:
    """The recharge of the only number among marks. No amount is certain where another could be meant, or where the same
    is said twice for a number that is said once.
    """
    marks = list(marks)
    told = _amounts(marks)
    values = {mark.fen for mark in told}
    doubtful = any(mark.kind is Kind.DOUBTFUL for mark in marks) or len(told) > len(_owners(marks))
    return _wanted(owner, values, doubt=len(values) > 1 or doubtful)


def _wanted(owner: Mark, values: Iterable[int], *, doubt: bool) -> Wanted:
    values = set(values)
    return Wanted(
        owner.digits if owner.kind is Kind.NUMBER else "", None if doubt or not values else values.pop(), doubt
    )


def _take_turns(marks: Sequence[Mark]) -> bool:
    """Whether each number is followed by its amount, the next number by the next amount …"""
    telling = [mark.kind in OWNERS for mark in marks if mark.kind is not Kind.DOUBTFUL]
    bare = {mark.line for mark in _amounts(marks) if mark.bare}
    if any(mark.kind is Kind.DOUBTFUL and mark.line in bare for mark in marks):
        return False
    return len(telling) % 2 == 0 and telling == [True, False] * (len(telling) // 2)


def _in_their_lines(marks: Sequence[Mark]) -> bool:
    """Whether no amount shares its line with another's number only."""
    telling = [mark for mark in marks if mark.kind is not Kind.DOUBTFUL]
    owned = {mark.line for mark in _owners(marks)}
    return all(
        amount.line == owner.line or amount.line not in owned
        for owner, amount in zip(telling[::2], telling[1::2], strict=True)
    )


def _pairs(marks: Sequence[Mark]) -> list[Wanted]:
    return [_wanted(one, {two.fen}, doubt=False) for one, two in zip(_owners(marks), _amounts(marks), strict=True)]


def _owners(marks: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.kind in OWNERS]


def _amounts(marks: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.kind is Kind.AMOUNT]


def _merged(several: Iterable[Wanted]) -> list[Wanted]:
    """Each number once: a quoted message repeats it. Different amounts of it are a doubt."""
    kept = dict[str, Wanted]()
    for one in several:
        known = kept.get(one.mobile)
        faces = {same.face for same in (one, known) if same is not None and same.face is not None}
        doubt = one.doubt or (known is not None and known.doubt) or len(faces) > 1
        kept[one.mobile] = Wanted(one.mobile, None if doubt or not faces else faces.pop(), doubt)
    return [one for mobile, one in kept.items() if mobile]


def _whole(plain: str, marks: list[Mark]) -> list[Mark]:
    """The marks of a text that was cut, without its last line; of a single line, without its last number and all after
    it: the cut may have gone through them.
    """
    last_line = plain.count("\n")
    if last_line:
        return [mark for mark in marks if mark.line < last_line]
    last = max((place for place, mark in enumerate(marks) if mark.kind in OWNERS), default=0)
    return marks[:last]
