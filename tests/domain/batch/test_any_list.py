"""Whatever comes: nothing raises, no digit is invented, time grows with the length, and our own lists come back."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.batch.listing import Code, Level, Offer
from desktop.domain.batch.table import Cells, read_cells
from desktop.domain.batch.text import read_text
from desktop.domain.chat.plain import plain_text

_WORDS = (
    "13800138000/139 0013 9000/1380013/100/50元/充/张三/，/合计/每个/各/同上/「/」/：/1./取消/明天/尾号8000"
    "/1.38E+10/#REF!/壹佰/x2/手机号/面值/幺三八零零幺三八零零零/+852 9123 4567/14:03/(/-"
)
_PIECES = st.sampled_from([*_WORDS.split("/"), "\n", "\t", " ", "\0"])
_MOBILES = st.from_regex(r"1(38|39|50|86|77)[0-9]{8}", fullmatch=True)
_SPOKEN = str.maketrans("零〇洞一壹幺二贰三叁四肆五伍六陆七柒拐八捌九玖勾", "000111223344556677788999")


def digits_of(text: str) -> str:
    """The digits that a reader may take a number from, with the signs between them gone."""
    return re.sub(r"[\s.,_()+-]", "", plain_text(text).translate(_SPOKEN))


@settings(max_examples=400)
@given(st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join)))
def test_any_text_is_read_and_no_digit_is_invented(text: str) -> None:
    read = read_text(text, Offer())
    for row in read.rows:
        assert row.mobile in digits_of(text)
        assert row.line <= len(re.split("\r\n|\n|\r|\v|\f|\x1c|\x1d|\x1e|\x85|\u2028|\u2029", text))
    blocked = {one.line for one in read.problems if one.level is Level.BLOCK}
    assert all(row.line in blocked for row in read.rows if row.face is None)
    assert read.rows or read.problems


@settings(max_examples=150)
@given(st.lists(st.lists(st.one_of(st.text(max_size=12), _PIECES), max_size=5), max_size=8))
def test_any_table_is_read(rows: list[list[str]]) -> None:
    read = read_cells(Cells(rows, range(1, len(rows) + 1)), Offer())
    everything = "\n".join(" ".join(row) for row in rows)
    assert all(row.mobile in digits_of(everything) for row in read.rows)


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(_MOBILES, st.sampled_from([50, 100, 200])), min_size=1, max_size=30, unique_by=lambda row: row[0]
    )
)
def test_a_list_in_plain_words_comes_back(rows: list[tuple[str, int]]) -> None:
    for text in (
        "\n".join(f"{mobile} {face}" for mobile, face in rows),
        "\n".join(f"{number}. {mobile} 充{face}元" for number, (mobile, face) in enumerate(rows, 1)),
        "，".join(f"{mobile}充{face}" for mobile, face in rows),
        "手机号,面值\r\n" + "".join(f"{mobile},{face}\r\n" for mobile, face in rows),
        "手机号\t面值\n" + "\n".join(f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}\t{face}" for mobile, face in rows),
    ):
        read = read_text(text, Offer())
        assert [(row.mobile, row.face) for row in read.rows] == rows
        assert read.problems == ()


@settings(max_examples=300)
@given(st.lists(_PIECES.filter(lambda piece: piece != "\n"), max_size=8), _MOBILES, _MOBILES)
def test_a_line_is_read_the_same_behind_one_like_it(pieces: list[str], one: str, other: str) -> None:
    first, second = (" ".join([*pieces[:4], mobile, *pieces[4:]]) for mobile in (one, other))
    alone, behind = read_text(second, Offer()), read_text(f"{first}\n天气\n{second}", Offer())
    if len(alone.rows) == 1 and len(behind.rows) == 2 and alone.rows[0].face in (50, 100):
        assert (behind.rows[1].mobile, behind.rows[1].note) == (alone.rows[0].mobile, alone.rows[0].note)


def test_codes_have_the_level_that_is_told() -> None:
    assert Code.WHICH_SHEET.level is Level.ASK
    assert Code.BAD_AMOUNT.level is Level.BLOCK
    assert sum(code.level is Level.ASK for code in Code) == 20
