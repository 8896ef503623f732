"""Rules of reading lists that the shared cases do not show."""

from __future__ import annotations

import pytest

from desktop.domain.batch.listing import Offer
from desktop.domain.batch.text import read_text

A, B, C = "13800138000", "13900139000", "13700137000"

ONE_LINE: dict[str, tuple[list[tuple[str, int | None, str]], list[str]]] = {
    # a name that touches the number or the amount
    f"{A}张三100": ([(A, 100, "张三")], []),
    f"张三100 {A}": ([(A, 100, "张三")], []),
    f"{A} 50张三": ([(A, 50, "张三")], []),
    f"给张三{A}充100元话费，谢谢": ([(A, 100, "张三")], []),
    f"工地3 {A} 100": ([(A, 100, "工地3")], []),
    f"{A} 3号楼 100": ([(A, 100, "3号楼")], []),
    # several numbers and amounts
    f"{A} {B} 100": ([(A, 100, ""), (B, 100, "")], ["each_or_together"]),
    f"{A}、{B} 共200": ([(A, 100, ""), (B, 100, "")], ["each_or_together"]),
    f"{A}/{B} 100": ([(A, 100, ""), (B, 100, "")], ["which_number"]),
    f"{A} 100 {B}": ([(A, None, ""), (B, None, "")], ["whose_amount"]),
    f"{A} 100 {B} 50": ([(A, 100, ""), (B, 50, "")], []),
    f"100 {A} 50 {B}": ([(A, 100, ""), (B, 50, "")], []),
    f"{A} 100；{B} 50；{C}": ([(A, 100, ""), (B, 50, ""), (C, None, "")], ["face_missing"]),
    f"不是{A}，是{B} 100": ([(B, 100, "")], ["said_not_to"]),
    # amounts
    f"{A} 50 100": ([(A, None, "")], ["two_amounts"]),
    f"{A} 充50还是100": ([(A, None, "")], ["two_amounts"]),
    f"{A} 不是50是100": ([(A, 100, "")], ["amount_corrected"]),
    f"{A} 99.8": ([(A, None, "")], ["bad_amount"]),
    f"{A} 1k": ([(A, 1000, "")], ["face_not_offered"]),
    f"{A} 一千二": ([(A, 1200, "")], ["face_not_offered"]),
    f"{A} 100元 两次": ([(A, 100, "")], ["several_times"]),
    f"{A} 话费100元 流量10G": ([(A, 100, "")], []),
    f"{A} 充会员": ([(A, None, "")], ["not_a_face"]),
    f"{A} 实收98元 面值100元": ([(A, 100, "实收98元")], []),
    # what is said
    f"{A} 100 已经充过了": ([], ["said_to_be_done"]),
    f"{A} 100 明天再充": ([(A, 100, "")], ["said_later"]),
    f"{A} 100\n上面那个不要了": ([(A, 100, "")], ["said_later"]),
    # numbers
    f"(138)00138000 100": ([(A, 100, "")], []),  # noqa: F541
    "l38OO138OOO 100": ([], ["not_digits"]),
    "尾号8000充100": ([], ["only_the_tail"]),
    "0755-82345678 100": ([], ["not_a_mobile"]),
    "110101199003078888 100": ([], ["not_a_mobile"]),
    "17012345678 100": ([("17012345678", 100, "")], ["virtual_operator"]),
    # lines that belong together
    f"以下充50：\n{A}\n{B}\n以下充100：\n{C}": ([(A, 50, ""), (B, 50, ""), (C, 100, "")], []),
    f"{A}\n{B}\n每个充100": ([(A, 100, ""), (B, 100, "")], []),
    f"{A}\n{B}\n100": ([(A, 100, ""), (B, 100, "")], ["each_or_together"]),
    f"100\n{A}\n50\n{B}": ([(A, 100, ""), (B, 50, "")], []),
    f"{A}\n100\n50\n{B}": (
        [(A, None, ""), (B, None, "")],
        ["face_missing", "whose_amount", "whose_amount", "face_missing"],
    ),
    f"{A} 100\n{B} 50\n合计3个150元": ([(A, 100, ""), (B, 50, "")], ["count_differs"]),
    f"{A} 100\n{B} 50\n共计200": ([(A, 100, ""), (B, 50, "")], ["total_differs"]),
    f"张三 2026-11-29 14:03\n{A} 100\n李四 14:05\n{B} 50": ([(A, 100, "张三"), (B, 50, "李四")], []),
    f"1 {A}\n2 {B}\n都充100": ([(A, 100, ""), (B, 100, "")], []),
    f"手机号|面值\n{A}|100": ([(A, 100, "")], []),
}


@pytest.mark.parametrize("text", ONE_LINE, ids=lambda text: text.replace("\n", "¶"))
def test_what_is_read(text: str) -> None:
    read = read_text(text, Offer())
    rows, codes = ONE_LINE[text]
    assert [(row.mobile, row.face, row.note) for row in read.rows] == rows
    assert [str(one.code) for one in read.problems] == codes


def test_the_owner_says_which_faces_there_are() -> None:
    read = read_text(f"{A} 30", Offer(frozenset({30})))
    assert (read.rows[0].face, read.problems) == (30, ())
