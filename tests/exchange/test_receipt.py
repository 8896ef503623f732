"""What a receipt says about an order, and what it never says."""

from __future__ import annotations

import pytest
from msgspec.structs import fields, replace

from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.status import Standing, Status
from desktop.exchange.document import Fact
from desktop.exchange.receipt import Receipt, ReceiptLabels, Shop, Wording, as_text, receipt_of

LABELS = ReceiptLabels(
    **{one.name: f"<{one.name}>" for one in fields(ReceiptLabels) if one.name != "pair"}, pair="{label}={value}"
)
WORDING = Wording("中国移动", "100 元", "¥98.50", "快充", "已到账", "平常。", "最晚", "补打 3", lambda at: f"@{at:.0f}")
ORDER = Order("T1", "77", "13800138000", 10000, 9850, Speed.FAST, placed_at=1000, sent_at=1001)
DONE = ORDER._replace(state=State.ACCEPTED, status=Status.SUCCESS, order_number="W9", ended_at=1030)
SHOP = Shop("小明通讯", "0731-88886666", "谢谢惠顾\n\n  充错无法退回  ")


def receipt(order: Order = DONE, shop: Shop = SHOP, *, practice: bool = False) -> Receipt:
    return receipt_of(order, LABELS, WORDING, shop, 2000.0, practice=practice)


def labels_of(one: Receipt) -> list[str]:
    return [fact.label for fact in one.details]


def test_everything_is_on_it() -> None:
    one = receipt()
    assert (one.shop, one.title) == ("小明通讯", "<title>")
    assert one.number == Fact("<number>", "138 0013 8000")
    assert one.operator == Fact("<operator>", "中国移动")
    assert one.amounts == (Fact("<face>", "100 元"), Fact("<speed>", "快充"))
    assert one.price == Fact("<price>", "¥98.50")
    assert (one.status, one.meaning) == (Fact("<status>", "已到账"), "平常。")
    assert one.details == (
        Fact("<placed>", "@1000"),
        Fact("<ended>", "@1030"),
        Fact("<our_no>", "T1"),
        Fact("<platform_no>", "W9"),
    )
    assert one.phone == Fact("<phone>", "0731-88886666")
    assert one.footer == ("谢谢惠顾", "充错无法退回")
    assert one.printed == Fact("<printed>", "@2000")


def test_the_way_of_payment_and_who_served_come_first_where_they_are_known_and_wanted() -> None:
    one = ORDER._replace(placed_by="小李")
    paid = replace(WORDING, paid="微信")
    shop = replace(SHOP, names_clerk=True)
    assert receipt_of(one, LABELS, paid, shop, 2000.0, practice=False).details[:2] == (
        Fact("<paid>", "微信"),
        Fact("<clerk>", "小李"),
    )
    assert "<clerk>" not in labels_of(receipt(one))
    assert "<paid>" not in labels_of(receipt(ORDER, shop))
    assert "<clerk>" not in labels_of(receipt(ORDER, shop))


def test_what_there_is_not_is_not_on_it() -> None:
    one = receipt(ORDER, Shop())
    assert (one.shop, one.phone, one.footer) == ("", None, ())
    assert labels_of(one) == ["<placed>", "<our_no>"]
    assert "platform_no" not in as_text(one)
    assert as_text(one).startswith("<title>\n\n")


def test_the_platform_number_is_its_own_or_none() -> None:
    assert labels_of(receipt(DONE._replace(order_number=" \n"))) == ["<placed>", "<ended>", "<our_no>"]
    assert receipt(DONE._replace(order_number="W\u202e9\n")).details[-1] == Fact("<platform_no>", "W«U+202E»9")


def test_a_reprint_is_marked_and_a_first_print_is_not() -> None:
    assert receipt().reprint == ""
    assert receipt(DONE._replace(prints=3)).reprint == "补打 3"


def test_practice_is_marked_on_paper_and_in_text() -> None:
    assert receipt().practice == ""
    assert receipt(practice=True).practice == "<practice>"
    assert "<practice>" in as_text(receipt(practice=True))


def test_cash_given_back_is_said() -> None:
    assert "<cash_returned>" in labels_of(receipt(DONE._replace(status=Status.REFUNDED, cash_returned_at=1500)))


STANDS = {
    Standing.NEW: ORDER._replace(sent_at=None),
    Standing.SENDING: ORDER._replace(state=State.SENDING),
    Standing.UNKNOWN: ORDER._replace(state=State.UNKNOWN),
    Standing.CHECKING: ORDER._replace(state=State.CHECKING),
    Standing.RUNNING: ORDER._replace(state=State.ACCEPTED, status=Status.RECHARGING),
    Standing.TIMED_OUT: ORDER._replace(state=State.ACCEPTED, status=Status.TIMED_OUT),
    Standing.CANCELLING: ORDER._replace(state=State.ACCEPTED, status=Status.CANCELLING),
    Standing.FAILED: ORDER._replace(state=State.ACCEPTED, status=Status.FAILED),
    Standing.SUCCESS: DONE,
    Standing.REJECTED: ORDER._replace(state=State.REJECTED, ended_at=1002),
    Standing.NOT_SENT: ORDER._replace(state=State.NOT_SENT, ended_at=1002),
    Standing.REFUNDED: DONE._replace(status=Status.REFUNDED),
    Standing.PARTIAL: DONE._replace(status=Status.PARTIAL),
}
HOPED_FOR = {Standing.SENDING, Standing.UNKNOWN, Standing.RUNNING, Standing.TIMED_OUT}


@pytest.mark.parametrize("standing", STANDS)
def test_a_latest_time_is_told_only_while_arrival_is_hoped_for(standing: Standing) -> None:
    order = STANDS[standing]
    assert order.standing is standing
    latest = receipt(order).latest
    assert latest == (Fact("最晚", "@2801") if standing in HOPED_FOR else None)


def test_slow_ones_take_three_days() -> None:
    assert receipt(STANDS[Standing.RUNNING]._replace(speed=Speed.SLOW)).latest == Fact("最晚", f"@{1001 + 72 * 3600}")


def test_the_text_is_short_lines_in_parts() -> None:
    lines = as_text(receipt(STANDS[Standing.RUNNING]._replace(prints=2, order_number="W9"))).split("\n")
    assert lines == [
        *("小明通讯", "<title>", ""),
        *("<number>=138 0013 8000", "<operator>=中国移动", "<face>=100 元", "<speed>=快充", "<price>=¥98.50", ""),
        *("<status>=已到账", "平常。", "最晚=@2801", ""),
        *("<placed>=@1000", "<our_no>=T1", "<platform_no>=W9", ""),
        *("<phone>=0731-88886666", "谢谢惠顾", "充错无法退回", "<as_of>=@2000"),
    ]


def test_the_text_has_no_spaces_at_its_ends_and_no_empty_facts() -> None:
    bare = replace(receipt(shop=Shop("  a  ", " ", " \n ")), operator=Fact("<operator>", ""), meaning="")
    lines = as_text(bare).split("\n")
    assert all(line == line.strip() for line in lines)
    assert "<operator>" not in as_text(bare)
    assert "" not in (lines[0], lines[-1])


def test_braces_in_the_shops_words_stay() -> None:
    assert "{label}={0}" in as_text(receipt(shop=Shop("{label}={0}", "{x}", "{}")))
