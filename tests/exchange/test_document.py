"""What a printed document says as plain text."""

from __future__ import annotations

from msgspec.structs import replace

from desktop.exchange.document import Document, Fact, Grid, Head, Heading, Item, Part, as_text, one_line

ITEM = Item(Fact("快充", "12 × 50 元"), (Fact("收款", "¥598.80"), Fact("成本", "¥582.00")))
GRID = Grid((Head("名称"), Head("订单", is_number=True)), (("移动", "3"), ("联通", "")), ("合计", "3"))
DOCUMENT = Document(
    "小明通讯",
    "日结",
    ("草稿",),
    (
        Part("", (Fact("开始", "8:00"), Fact("空", ""))),
        Part("订单", (Heading("移动"), ITEM, "没有了。")),
        Part("表", (GRID,)),
    ),
    Fact("打印时间", "9:00"),
    "{label}={value}",
)


def test_the_text_is_short_lines_in_parts() -> None:
    assert as_text(DOCUMENT).split("\n") == [
        *("小明通讯", "日结", "草稿", ""),
        *("开始=8:00", "空=", ""),
        *("订单", "移动", "快充=12 × 50 元", "  收款=¥598.80 · 成本=¥582.00", "没有了。", ""),
        *("表", "名称\t订单", "移动\t3", "联通\t", "合计\t3"),
    ]


def test_what_there_is_not_leaves_no_blank_lines() -> None:
    bare = replace(DOCUMENT, shop="", marks=(), parts=(Part("", ()), Part("", (Item(Fact("合计", ""), ITEM.facts),))))
    assert as_text(bare).split("\n") == ["日结", "", "合计", "  收款=¥598.80 · 成本=¥582.00"]


def test_when_it_was_printed_is_for_paper_only() -> None:
    assert "9:00" not in as_text(DOCUMENT)


def test_what_others_wrote_is_one_line_with_all_of_it_to_be_seen() -> None:
    assert one_line(" a\n\u202eb\t\x1b c ") == "a¶«U+202E»b«U+0009»«U+001B» c"
