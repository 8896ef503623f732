"""Rules for several lines: places, sums, counts, corrections, exceptions, speeds."""

from __future__ import annotations

import pytest

from desktop.domain.batch.listing import Offer
from desktop.domain.batch.text import read_text
from desktop.domain.orders.order import Speed
from tests.domain.batch.reading import A, B, C, Row, Table, named, read

EACH_OWN: list[Row] = [(A, 100, ""), (B, 50, "")]
BOTH_100: list[Row] = [(A, 100, ""), (B, 100, "")]
SLOW, FAST = Speed.SLOW, Speed.FAST

PLACES: Table = {
    text: (EACH_OWN, [])
    for text in (
        f"{A}\n{B}\n第一个100\n第二个50",
        f"{A}\n{B}\n第1个100\n第2个50",
        f"{A}\n{B}\n第二个充50，第一个充100",
        f"{A}、{B} 第一个100，第二个50",
        f"1\n{A} 100\n2\n{B} 50",
        f"1\n{A}\n100\n2\n{B}\n50",
    )
}
PLACES |= {
    f"{A}\n{B}\n第三个100": ([(A, None, ""), (B, None, "")], ["face_missing", "face_missing", "whose_amount"]),
    f"{A} 100\n{B} 50\n第二个100": (EACH_OWN, ["whose_amount"]),
}
SUMS: Table = {
    text: (EACH_OWN, codes)
    for text, codes in (
        (f"合计2个150元\n{A} 100\n{B} 50", []),
        (f"{A} 100\n小计100\n{B} 50\n小计50\n合计150", []),
        (f"{A} 100\n小计100\n{B} 50\n小计60\n合计150", ["total_differs"]),
        (f"帮充2个号：\n{A} 100\n{B} 50", []),
        (f"帮充3个号：\n{A} 100\n{B} 50", ["count_differs"]),
        (f"{A} 100\n{B} 50\n2个号共200", ["total_differs"]),
    )
}
SUMS |= {
    f"{A}\n{B}\n2个号共200": (BOTH_100, ["each_or_together"]),
    f"2个号共200\n{A}\n{B}": (BOTH_100, ["each_or_together"]),
    f"{A}\n{B}\n一共充200块": (BOTH_100, ["each_or_together"]),
    f"帮充3个号，每个100：\n{A}\n{B}": (BOTH_100, ["count_differs"]),
    f"{A}\n{B}\n共2个": ([(A, None, ""), (B, None, "")], ["face_missing", "face_missing"]),
    f"{A}\n{B}\n共150": (
        [(A, 75, ""), (B, 75, "")],
        ["face_not_offered", "face_not_offered", "each_or_together"],
    ),
}
CORRECTED: Table = {
    f"{A} 100\n上面的改成50": ([(A, 50, "")], ["amount_corrected"]),
    f"{A} 100\n不对，充50": ([(A, 50, "")], ["amount_corrected"]),
    f"{A} 100\n{B} 50\n改成30": (EACH_OWN, ["whose_amount"]),
    f"{A} 200\n{B} 50\n都改成100": (BOTH_100, ["amount_corrected", "amount_corrected"]),
    f"{A} 50\n{B} 50\n第一个改成100": (EACH_OWN, ["amount_corrected"]),
    f"{B} 50\n{A} 50\n{A}改成100": ([(B, 50, ""), (A, 100, "")], ["amount_corrected"]),
    f"{A} 100\n王五50": ([(A, 100, "")], ["no_mobile"]),
    "改成50": ([], ["no_mobile"]),
}
EXCEPTED: Table = {
    f"{A}\n{B}\n{C}\n除了{A}，其他都充100": ([(B, 100, ""), (C, 100, "")], ["said_not_to", "said_not_to"]),
    f"{A} 50\n{B}\n{C}\n除了{A}，其他都充100": ([(A, 50, ""), (B, 100, ""), (C, 100, "")], ["said_not_to"]),
}
SPEEDS: dict[str, list[Speed | None]] = {
    f"慢充：\n{A} 100\n快充：\n{B} 50": [SLOW, FAST],
    f"以下都走慢充\n{A} 100\n{B} 50": [SLOW, SLOW],
    f"{A} 100\n{B} 50\n都是慢充": [SLOW, SLOW],
    f"{A} 100\n慢充吗": [None],
}
SPEAKERS = ("2026-11-29 14:03:22 老王(123456789)", "2026-11-29 14:03:22 老王", "老王 14:03", "老王：")


@pytest.mark.parametrize("text", PLACES, ids=named)
def test_an_amount_goes_to_the_number_at_its_place(text: str) -> None:
    assert read(text) == PLACES[text]


@pytest.mark.parametrize("text", SUMS, ids=named)
def test_sums_and_counts_are_those_of_a_part_of_the_list(text: str) -> None:
    assert read(text) == SUMS[text]


@pytest.mark.parametrize("text", CORRECTED, ids=named)
def test_a_correction_holds_for_what_it_can_only_mean(text: str) -> None:
    assert read(text) == CORRECTED[text]


@pytest.mark.parametrize("text", EXCEPTED, ids=named)
def test_an_excepted_number_does_not_get_the_amount_of_the_others(text: str) -> None:
    assert read(text) == EXCEPTED[text]
    assert read(text, default_face=200)[0] == EXCEPTED[text][0]


@pytest.mark.parametrize("text", SPEEDS, ids=named)
def test_a_line_that_only_tells_the_speed_holds_for_others(text: str) -> None:
    assert [row.speed for row in read_text(text, Offer()).rows] == SPEEDS[text]


@pytest.mark.parametrize("head", SPEAKERS)
def test_a_speaker_is_the_note_of_what_he_says(head: str) -> None:
    assert read(f"{head}\n{A} 100") == ([(A, 100, "老王")], [])


def test_what_a_line_says_goes_before_the_chosen_amount() -> None:
    assert read(f"{A} 老王30", default_face=50) == ([(A, 30, "老王30")], ["face_not_offered"])
    assert read(f"{A}\n{B}\n共200", default_face=50) == (BOTH_100, ["each_or_together"])
