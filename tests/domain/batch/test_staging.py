"""Staged rows: what may be ticked, what has to be looked at, and edits that can be undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.batch.batch import Choice, StagedRow, is_of_batch, numbered, order_no_of, order_no_prefix
from desktop.domain.batch.listing import Code, Level, Offer
from desktop.domain.batch.sourcing import source_of
from desktop.domain.batch.staging import Check, Keep, Staging, first_choices
from desktop.domain.batch.text import read_text
from desktop.domain.batch.verdict import Finding, NumberFacts, Terms
from desktop.domain.orders.offer import at_face
from desktop.domain.orders.order import Order, Speed, State

TERMS = Terms(at_face(50, 100, 200))
A, B, C = "13800138000", "13900139000", "18612345678"


def staging(text: str, terms: Terms = TERMS, default_face: int | None = None) -> Staging:
    lines = text.split("\n")
    faces = frozenset(one.face // 100 for one in terms.offers)
    source = source_of(
        read_text(text, Offer(faces, default_face)), "pasted", lambda line: lines[line - 1] if line else ""
    )
    return Staging(first_choices(Staging(source.rows, terms)), terms)


def ticked(one: Staging) -> list[int]:
    return [row.position for row in one.ticked()]


def checks(one: Staging) -> list[Check]:
    return [one.check(row.position) for row in one.rows]


def test_what_is_clear_is_ticked_what_is_not_waits_for_a_look_and_what_is_broken_stays_out() -> None:
    found = staging(f"{A} 100\n0{B} 50\n138001380 100")
    assert checks(found) == [Check.PASSED, Check.LOOK, Check.BLOCKED]
    assert ticked(found) == [1]
    assert found.sums().unseen == 1
    found.toggle([1, 2, 3])
    assert ticked(found) == [1, 2]
    assert checks(found) == [Check.PASSED, Check.PASSED, Check.BLOCKED]


def test_every_line_that_was_to_be_a_recharge_is_a_row() -> None:
    found = staging(f"{A} 充100\n138****8000 100\n{B} 先不充 50\n谢谢")
    assert [row.line for row in found.rows] == [1, 2, 3]
    assert [row.source for row in found.rows][1] == "138****8000 100"
    assert found.verdict(2).level is Level.BLOCK


def test_a_good_row_beside_a_bad_one_in_its_line_is_looked_at() -> None:
    found = staging("13800138000 取消，改充13900139000 100")
    (row,) = [row for row in found.rows if row.mobile]
    assert found.check(row.position) is Check.LOOK


def test_a_word_about_other_rows_is_of_the_whole_list() -> None:
    text = f"{A} 100\n{B} 50\n改成50"
    source = source_of(read_text(text, Offer()), "pasted", lambda line: text.split("\n")[line - 1])
    assert [row.mobile for row in source.rows] == [A, B]
    assert [one.source for one in source.notices] == ["改成50"]


def test_space_ticks_and_strikes() -> None:
    found = staging(f"{A} 100\n{B} 50")
    assert [row.choice for row in found.toggle([1])] == [Choice.STRUCK]
    assert ticked(found) == [2]
    assert [row.choice for row in found.toggle([1, 2])] == [Choice.TICKED]
    assert ticked(found) == [1, 2]


def test_a_tick_ends_when_there_is_something_new_to_look_at() -> None:
    found = staging(f"{A} 100")
    assert found.learn({A: NumberFacts(arrived={10_000: 5.0})}) == [1]
    assert ticked(found) == []
    assert found.check(1) is Check.LOOK
    found.toggle([1])
    (row,) = found.ticked()
    assert row.repeats
    found.learn({A: NumberFacts(arrived={10_000: 5.0}, blocked="骗过一次")})
    assert ticked(found) == []


def test_an_undecided_order_of_the_number_blocks_until_it_is_decided() -> None:
    found = staging(f"{A} 100")
    order = Order("T1", "77", A, 10_000, 10_000, Speed.FAST, 7.0, State.UNKNOWN)
    found.learn({A: NumberFacts(open_order=order)})
    assert found.verdict(1).reasons[0].code is Finding.OPEN_ORDER
    assert found.toggle([1]) == []
    found.learn({A: NumberFacts()})
    assert ticked(found) == [1]


def test_of_a_number_twice_the_second_is_looked_at_and_a_rule_can_strike_either() -> None:
    text = f"{A} 50\n{B} 50\n{A} 200\n{A} 100"
    found = staging(text)
    assert ticked(found) == [1, 2]
    assert found.verdict(3).reasons[0].of == 1
    for keep, kept in ((Keep.FIRST, 1), (Keep.LAST, 4), (Keep.LARGEST, 3)):
        found = staging(text)
        struck = [row.position for row in found.strike_duplicates(keep)]
        assert sorted({1, 3, 4} - set(struck)) == [kept]
        assert found.verdict(kept).level is None
        found.undo()
        assert ticked(found) == [1, 2]


def test_a_corrected_number_is_judged_like_any_other() -> None:
    found = staging("138001380 100")
    assert found.check(1) is Check.BLOCKED
    found.set_mobile(1, A)
    assert found.verdict(1).reasons[0].code is Code.FACE_MISSING
    found.set_face([1], 10_000)
    assert found.check(1) is Check.PASSED
    found.toggle([1])
    assert ticked(found) == [1]


def test_one_amount_for_all_fills_only_what_the_list_leaves_out() -> None:
    found = staging(f"{A} 50\n{B}\n{C} 10G流量包")
    found.set_missing_faces(20_000)
    assert [row.face for row in found.rows] == [5_000, 20_000, None]


def test_a_face_that_is_not_offered_and_slow_without_leave_block() -> None:
    found = staging(f"{A} 500\n{B} 慢充100")
    assert checks(found) == [Check.BLOCKED, Check.BLOCKED]
    found.use(Terms(at_face(50, 100, 500), slow_allowed=True))
    assert checks(found) == [Check.PASSED, Check.PASSED]


def test_prices_are_the_shops_unless_the_row_has_its_own() -> None:
    found = staging(f"{A} 100\n{B} 100")
    found.set_price([2], 9_500)
    assert [row.price for row in found.ticked()] == [10_000, 9_500]
    assert found.sums().price == 19_500
    found.set_face([2], 5_000)
    assert [row.price for row in found.ticked()] == [10_000, 5_000]


@given(st.lists(st.tuples(st.sampled_from(["toggle", "strike", "face", "number", "note", "speed"]), st.integers(1, 5))))
def test_undoing_everything_gives_the_list_back(steps: list[tuple[str, int]]) -> None:
    found = staging(f"{A} 50\n{B}\n{A} 100\n138001380 50\n0{C} 50")
    before, judged = found.rows, [found.verdict(row.position) for row in found.rows]
    for step, place in steps:
        match step:
            case "toggle":
                found.toggle([place, 1])
            case "strike":
                found.strike([place])
            case "face":
                found.set_face([place], 10_000)
            case "number":
                found.set_mobile(place, B)
            case "note":
                found.set_note(place, "x")
            case _:
                found.set_speed([place], Speed.SLOW)
        cold = Staging(found.rows, TERMS)
        assert (found.sums(), +found.counts()) == (cold.sums(), cold.counts())
        assert [found.verdict(row.position) for row in found.rows] == [cold.verdict(row.position) for row in cold.rows]
    while found.can_undo:
        found.undo()
    assert found.rows == before
    assert [found.verdict(row.position) for row in found.rows] == judged


def test_order_numbers_are_of_the_list_and_the_row() -> None:
    numbers = {order_no_of(1_796_000_000.0, "ABCDEF", row.position, "XYZ") for row in numbered([_row()] * 3)}
    assert len(numbers) == 3
    assert all(one.startswith(order_no_prefix(1_796_000_000.0, "ABCDEF")) and is_of_batch(one) for one in numbers)
    assert all(one.isalnum() and one.isascii() for one in numbers)


def _row() -> StagedRow:
    return StagedRow(0, 1, "", A, 5_000)


@pytest.mark.parametrize("text", ["", "谢谢老板"])
def test_a_list_of_nothing_has_a_notice(text: str) -> None:
    source = source_of(read_text(text, Offer()), "pasted", lambda _line: "")
    assert source.rows == []
    assert [one.code for one in source.notices] == [Code.NOTHING]
