"""The rights of each role, and how they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.right import Right
from desktop.domain.staff.person import Person, Role
from desktop.domain.staff.rights import DEFAULTS, RightsTable, from_text, to_text

rights = st.frozensets(st.sampled_from(Right))


def test_an_owner_has_every_right_whatever_the_table_says() -> None:
    assert RightsTable(frozenset(), frozenset()).of(Role.OWNER) == frozenset(Right)


def test_who_may_more_has_all_that_who_may_less_has() -> None:
    assert DEFAULTS[Role.CLERK] < DEFAULTS[Role.MANAGER] < DEFAULTS[Role.OWNER]
    assert Right.STAFF not in DEFAULTS[Role.MANAGER]
    assert Right.SEE_PROFIT not in DEFAULTS[Role.CLERK]


@given(rights, rights)
def test_a_table_is_read_as_it_was_written(managers: frozenset[Right], clerks: frozenset[Right]) -> None:
    table = RightsTable(managers, clerks)
    assert from_text(to_text(table)) == table


@pytest.mark.parametrize(
    "text", ["", "[]", "7", "[" * 5000, '{"clerk": 7}', '{"clerk": {"fly": true}}', '{"manager": null}']
)
def test_what_cannot_be_read_is_as_by_default(text: str) -> None:
    assert from_text(text) == RightsTable()


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    assert isinstance(from_text(text), RightsTable)


def test_holders_are_the_active_people_with_the_right() -> None:
    people = [Person(1, "a", Role.OWNER), Person(2, "b", Role.MANAGER, active=False), Person(3, "c", Role.CLERK)]
    assert [one.id for one in RightsTable().holders(frozenset({Right.DEPOSIT}), people)] == [1]
    assert [one.id for one in RightsTable().holders(frozenset({Right.ORDER}), people)] == [1, 3]
