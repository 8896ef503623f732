"""Tables: columns of states and counts, merged cells, what stands above."""

from __future__ import annotations

import pytest

from desktop.domain.batch.listing import Offer
from desktop.domain.batch.table import Cells, read_cells
from tests.domain.batch.reading import A, B, C, Row, Table, read

COLUMNS: Table = {
    f"手机号\t面值\t数量\n{A}\t100\t2\n{B}\t50\t1": ([(A, 100, ""), (B, 50, "")], ["several_times"]),
    f"手机号\t面值\t次数\n{A}\t100\t0\n{B}\t50\t两次": ([(B, 50, "")], ["said_not_to", "several_times"]),
    f"手机号\t面值\t状态\n{A}\t100\t已充\n{B}\t50\t未充\n{C}\t50\t": (
        [(B, 50, ""), (C, 50, "")],
        ["said_to_be_done"],
    ),
    f"手机号\t面值\t充值结果\n{A}\t100\t成功\n{B}\t50\t失败\n{C}\t50\t处理中": (
        [(B, 50, ""), (C, 50, "")],
        ["said_to_be_done", "said_later"],
    ),
    f"手机号\t面值\t是否已充\n{A}\t100\t是\n{B}\t50\t否": ([(B, 50, "")], ["said_to_be_done"]),
    f"手机号\t面值\t是否充值\n{A}\t100\t是\n{B}\t50\t否": ([(A, 100, ""), (B, 50, "")], ["said_later", "said_later"]),
    f"手机号\t面值\n{A}\t100\n小计\t100\n{B}\t50\n小计\t50\n合计\t150": ([(A, 100, ""), (B, 50, "")], []),
    f"手机号\t面值\n{A}\t100\n{B}\t-50\n{C}\t同上": (
        [(A, 100, ""), (B, None, ""), (C, None, "")],
        ["bad_amount", "face_missing"],
    ),
}
HEAD = ["姓名", "手机号", "面值"]


def of_merged(*rows: list[str], merged: dict[tuple[int, int], int]) -> tuple[list[Row], list[tuple[int, str]]]:
    cells = Cells([HEAD, *rows], range(1, len(rows) + 2), merged=merged)
    found = read_cells(cells, Offer())
    return [(row.mobile, row.face, row.note) for row in found.rows], [
        (one.line, str(one.code)) for one in found.problems
    ]


@pytest.mark.parametrize("text", COLUMNS)
def test_what_the_columns_tell(text: str) -> None:
    assert read(text) == COLUMNS[text]


def test_an_amount_in_a_column_of_words_goes_before_the_chosen_one() -> None:
    assert read(f"手机号\t移动\t联通\n{A}\t100\t", default_face=50) == ([(A, None, "100")], ["face_missing"])


def test_merged_names_and_amounts_hold_for_all_their_rows() -> None:
    read_rows = of_merged(["张三", A, "100"], ["", B, ""], merged={(3, 0): 2, (3, 2): 2})
    assert read_rows == ([(A, 100, "张三"), (B, 100, "张三")], [(3, "from_merged_cell")])


def test_a_merged_amount_is_read_though_its_first_row_is_none() -> None:
    read_rows = of_merged(["先不充", A, "100"], ["李四", B, ""], merged={(3, 2): 2})
    assert read_rows == ([(B, 100, "李四")], [(2, "said_not_to"), (3, "from_merged_cell")])


def test_a_merged_number_has_a_recharge_for_each_amount() -> None:
    read_rows = of_merged(["张三", A, "100"], ["", "", "50"], merged={(3, 0): 2, (3, 1): 2})
    assert read_rows == ([(A, 100, "张三"), (A, 50, "张三")], [(3, "from_merged_cell"), (3, "duplicate")])


def test_a_row_that_only_goes_on_is_no_second_recharge() -> None:
    read_rows = of_merged(["张三", A, "100"], ["二楼", "", ""], merged={(3, 1): 2, (3, 2): 2})
    assert read_rows == ([(A, 100, "张三")], [])
