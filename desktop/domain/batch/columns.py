"""Finds the head of a table, and what each of its columns has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from desktop.domain.batch.phones import phones

_LOOKED_AT = 30
_LONGEST_TITLE = 20


class ColumnKind(StrEnum):
    """The contents of a column, by its title."""

    PHONE = "phone"
    FACE = "face"
    SPEED = "speed"
    OPERATOR = "operator"
    STATE = "state"
    COUNT = "count"
    """The times that the recharge is wanted."""
    NOTE = "note"
    OTHER = "other"
    """Indexes, prices, times: nothing for an order."""


_PHONE_TITLE = re.compile(
    r"^[*\s]*(?:客户|用户|联系人?|充值|被充值?|员工|机主|本人|紧急|备用|新|老|主|副)*"
    r"(?:手机|电话|号码|联系方式|账号|帐号|mobile|(?:cell)?phone|tel(?:ephone)?|cell|number)"
    r"(?:号码?|电话|[ _-]?numbers?|[ _-]?no\.?|[0-9A-Za-z一二三/])*(?:[(（].{0,10}[)）])?[*\s:：]*$",
    re.I,
)
_KINDS = (
    (
        ColumnKind.OTHER,
        re.compile(
            r"订单|单号|流水|身份证|工号|银行|编号|序号|^序$|行号|^(?:no|id|#)\.?$|QQ|微信|时间|日期",
            re.I,
        ),
    ),
    (ColumnKind.COUNT, re.compile(r"数量|[次笔张份个]数|count|quantity|qty|times", re.I)),
    (
        ColumnKind.STATE,
        re.compile(r"状态|结果|进度|是否|已[充付完到]|充[了过]|完成|到账(?!方式|时间|金额)|status|result|state", re.I),
    ),
    (ColumnKind.SPEED, re.compile(r"快慢|速度|充值类型|充值方式|到账方式|speed", re.I)),
    (ColumnKind.OPERATOR, re.compile(r"运营商|归属|operator|carrier", re.I)),
    (
        ColumnKind.OTHER,
        re.compile(r"[实应已]?[付收](?:款|金额)?$|成本|进价|售价|单价|价格|余额|优惠|折|利润|cost|price|paid", re.I),
    ),
    (ColumnKind.PHONE, _PHONE_TITLE),
    (ColumnKind.FACE, re.compile(r"面[值额]|金额|额度|话费|^充值$|充值数|充多少|^元$|amount|face|money|value", re.I)),
)
_SURE = {
    ColumnKind.PHONE: re.compile(r"充值(?:手机|电话|号码)|被充"),
    ColumnKind.FACE: re.compile(r"面[值额]|充值金额|充值[面数]"),
}


class Head(Struct, frozen=True):
    """`row` is the place of the titles among the rows. Of phones and faces there may be several columns that nobody can
    choose between.
    """

    row: int
    kinds: tuple[ColumnKind, ...]
    titles: tuple[str, ...]

    def columns(self, kind: ColumnKind) -> list[int]:
        """The columns of this kind; only the one whose title is surer than the others', if there is one."""
        found = [place for place, one in enumerate(self.kinds) if one is kind]
        sure = [place for place in found if kind in _SURE and _SURE[kind].search(self.titles[place])]
        return sure if len(sure) == 1 else found


def head_of(rows: Sequence[Sequence[str]]) -> Head | None:
    """The first row that names a column of numbers and has none itself."""
    for place, row in enumerate(rows[:_LOOKED_AT]):
        titles = tuple(cell.strip() for cell in row)
        found = [one for title in titles for one in phones(title)]
        if any(one.mobile for one in found):
            return None  # orders stand above whatever looks like a head
        if found or any(len(title) > _LONGEST_TITLE for title in titles):
            continue
        kinds = tuple(map(_kind, titles))
        if ColumnKind.PHONE in kinds:
            return Head(place, kinds, titles)
    return None


def _kind(title: str) -> ColumnKind:
    for kind, pattern in _KINDS:
        if pattern.search(title):
            return kind
    return ColumnKind.NOTE
