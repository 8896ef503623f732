"""Finds amounts in a plain text whose numbers are known, and tells the certain ones from the doubtful ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from desktop.domain.chat.mark import Kind, Mark
from desktop.domain.chat.spoken import NUMERALS, yuan_spoken
from desktop.domain.money import FEN_PER_YUAN

_CANDIDATE = re.compile(rf"[0-9]+(?:[-._,][0-9]+)*|[{NUMERALS}]{{1,7}}")
_PLAIN = re.compile(r"([1-9][0-9]{0,3}|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]{1,2}))?")

_VERB = re.compile(
    r"(?:[充冲]值?|[交缴]话?费|面值|面额|金额|话费|amount|recharge|top ?-?up)(?:话费)?[了个]?(?:是|为)? ?[:=]? ?[¥$]?$",
    re.IGNORECASE,
)
_SIGN = re.compile(r"(?:¥|rmb) ?$", re.IGNORECASE)
_UNIT = re.compile(r" ?(?:元|块|圆|塊|话费|yuan\b|rmb\b)", re.IGNORECASE)
_EACH = re.compile(r"(?:各|每个|每人|每位|每号|都|均|统一)(?:[充冲]值?|是)?(?:话费)? ?:? ?¥?$")
_PAID = re.compile(
    r"(?:收款?|付款?|转账?|给你|欠费?|欠话费|余额|只有|[用花]了|剩余?|尾款|定金|押金|优惠|立?减|返现?|[送赠]|便宜|找零?|上次|之前|运费)了?(?:是|为)?"
    r" ?:? ?¥?$"
)
_OTHER_GOODS = (
    r"流量包?|套餐|宽带|[电水]费|燃气费?|[油饭点]卡|加油卡?|购物卡|京东卡|游戏|[qQ]币|会员|积分|券|红包|月租|最低消费"
    r"|钻石?|点数?|港[币元]|美[元金]|欧元|日元|电影票"
)
_OTHER_BEFORE = re.compile(rf"(?:{_OTHER_GOODS})(?:[充冲]值?|是|为)? ?[:：]? ?¥?$|[几数好]$")
_TOTAL = re.compile(r"(?:合计|总?共计?|一共|总计|总额|总)(?:[0-9]{1,3}[个单笔])?(?:[充冲]值?)? ?[:是]? ?¥?$")
_NOT_TO_RECHARGE = re.compile(
    rf" ?(?:元|块钱?)?的?(?:话费)?(?:[未没已]付|欠|优惠|/?月|包月|{_OTHER_GOODS})"
    r"| ?(?:元|块钱?)?(?:左右|以[上下内]|多(?!谢)|几|来)"
    r"| ?(?:元|块钱?)?,?(?:[充冲])?(?:共|各|一共)?[0-9一二两三四五六七八九十]{1,2}[次笔张份遍]"
    r"| ?(?:元|块)?/[张次笔份个]"
    r"| ?(?:元|块)[0-9一二三四五六七八九]|[角毛]"
)
_OR = re.compile(r" ?(?:元|块钱?)? ?(?:或|还是|到|至|加|和|[~/、*×xX+-]) ?(?:[¥0-9]|充)(?![0-9]{4})")
_OR_BEFORE = re.compile(r"(?:[0-9元块] ?(?:或|还是|到|至|加|和|[~/、*×xX+])|不是|[*×]) ?(?:充值?)? ?¥?$")
_LARGER = re.compile(r" ?[十百千万kKwW]")
_COUNTED = re.compile(
    r" ?(?:[个個张張次月号號点點天年日时時分秒楼樓室栋层位人岁倍折条條台%‰°]|[a-z]|:[0-9])", re.IGNORECASE
)
_TIME = re.compile(r"[0-9]:$")
_WORD_BESIDE = re.compile(r"[^\W_]")
_BETWEEN = re.compile(r"[ \t,;，；、:·\-(（\[【{<=/|\"'+]{0,8}")
_GAP = re.compile(r"[ \t]{1,8}")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")
_INDEX = re.compile(r"[.、)）,，:]")
_CONTEXT = 14
_SHORTEST = 2


def amounts(plain: str, owners: Sequence[Mark]) -> list[Mark]:
    """The marks of amounts between those of `owners`, in their order. Takes time linear in the length of the text."""
    found = list[Mark]()
    line = at = 0
    edges = [Mark(Kind.DOUBTFUL, 0, 0, 0), *owners, Mark(Kind.DOUBTFUL, len(plain), len(plain), 0)]
    for order, (before, behind) in enumerate(pairwise(edges)):
        for match in _CANDIDATE.finditer(plain, before.end, behind.start):
            line += plain.count("\n", at, match.start())
            at = match.start()
            word = _Word(plain, match, before, behind, order + 1)
            if (kind := word.kind()) is not None:
                found.append(Mark(kind, match.start(), match.end(), line, fen=word.fen or 0, bare=not word.labelled))
    return _without_indexes(found, owners)


def _without_indexes(found: list[Mark], owners: Sequence[Mark]) -> list[Mark]:
    """Bare amounts of lines that count on by one (50, 51, 52 …) number a list: they are in doubt."""
    leading = {mark.line: mark for mark in reversed(found) if mark.kind is Kind.AMOUNT and mark.bare}
    behind = {mark.line for mark in owners}
    counting = {
        line
        for line, mark in leading.items()
        for other in (leading.get(line - 1), leading.get(line + 1))
        if other is not None and abs(other.fen - mark.fen) == FEN_PER_YUAN and line in behind
    }
    return [
        replace(mark, kind=Kind.DOUBTFUL) if mark.line in counting and leading[mark.line] is mark else mark
        for mark in found
    ]


class _Word:
    """Digits or numerals between two owners; `order` is the place of the second one, counted from 1."""

    def __init__(self, plain: str, match: re.Match[str], before: Mark, behind: Mark, order: int) -> None:
        self._plain = plain
        self._start, self._end = match.span()
        self._owners = before, behind
        self._order = order
        self._left = plain[max(before.end, self._start - _CONTEXT) : self._start]
        self._right = plain[self._end : self._end + _CONTEXT]
        self._text = match[0]
        self.fen = _fen(self._text)
        self.labelled = False
        """Whether a unit, a sign or a verb says that it is an amount; set by `kind`."""

    def kind(self) -> Kind | None:
        """The kind of its mark; None for what is no amount (a date, an hour, what was paid)."""
        if _PAID.search(self._left):
            return None
        each, verb = _EACH.search(self._left), _VERB.search(self._left)
        unit = _SIGN.search(self._left) or _UNIT.match(self._right)
        self.labelled = bool(each or verb or unit)
        if not self.labelled:
            return self._bare()
        if not unit and _COUNTED.match(self._right):
            return None if not _NOT_TO_RECHARGE.match(self._right) else Kind.DOUBTFUL
        if self.fen is None or self._is_unclear():
            return Kind.DOUBTFUL
        return Kind.AMOUNT_OF_EACH if each else Kind.AMOUNT

    def _is_unclear(self) -> bool:
        """Whether something beside a labelled amount makes it another one, or one of several."""
        before = (_TOTAL, _OR_BEFORE, _OTHER_BEFORE)
        behind = (_NOT_TO_RECHARGE, _OR, _LARGER)
        return any(one.search(self._left) for one in before) or any(one.match(self._right) for one in behind)

    def _bare(self) -> Kind | None:
        """Without a label it is certain only directly behind the number, alone under it, or first in its line."""
        if self.fen is None:
            return Kind.DOUBTFUL if "," in self._text else None
        if _COUNTED.match(self._right) or _TIME.search(self._left):
            return None
        if self._is_first() and self._is_index():
            return None
        if _WORD_BESIDE.match(self._right):
            return Kind.DOUBTFUL if self._text.isdigit() else None
        if len(self._text) < _SHORTEST or "." in self._text or self._is_unclear():
            return Kind.DOUBTFUL
        leads = self._is_before_number() and self._ends_with_number()
        return Kind.AMOUNT if leads or self._is_behind_number() else Kind.DOUBTFUL

    def _is_behind_number(self) -> bool:
        number = self._owners[0]
        if number.kind is not Kind.NUMBER or self._is_before_number():
            return False
        if _BETWEEN.fullmatch(self._plain, number.end, self._start):
            return True
        between = self._plain[number.end : min(self._start, number.end + _CONTEXT)]
        alone = not between.strip() and number.end + len(between) == self._start
        return alone and _REST_OF_LINE.match(self._plain, self._end) is not None

    def _is_before_number(self) -> bool:
        number = self._owners[1]
        if number.kind is not Kind.NUMBER or not self._is_first():
            return False
        return _GAP.fullmatch(self._plain, self._end, number.start) is not None

    def _ends_with_number(self) -> bool:
        """Whether only marks follow the number behind it in their line: with a name there it numbers a list."""
        rest = self._plain[self._owners[1].end : self._owners[1].end + _CONTEXT].partition("\n")[0]
        return not any(sign.isalnum() for sign in rest)

    def _is_first(self) -> bool:
        """Whether it opens its line."""
        before = self._left.rsplit("\n", 1)
        opens = len(before) > 1 or len(self._left) == self._start
        return opens and not before[-1].strip(" \t(（")

    def _is_index(self) -> bool:
        """Whether it counts the lines."""
        if _INDEX.match(self._right) or len(self._text) < _SHORTEST:
            return True
        return self._is_before_number() and self.fen == self._order * FEN_PER_YUAN


def _fen(text: str) -> int | None:
    if not text[0].isascii():
        yuan = yuan_spoken(text)
        return None if yuan is None else yuan * FEN_PER_YUAN
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    return int(found[1].replace(",", "")) * FEN_PER_YUAN + int((found[2] or "0").ljust(2, "0"))


def in_order(*several: Sequence[Mark]) -> Iterator[Mark]:
    """All marks, by their place."""
    yield from sorted((mark for marks in several for mark in marks), key=lambda mark: mark.start)
