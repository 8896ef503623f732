"""The people of the shop and their PINs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.staff import pin as pins
from desktop.domain.staff.person import MOST_PEOPLE, Person, Role, StaffProblem, problem_of

OWNER = Person(1, "王姐", Role.OWNER)
CLERK = Person(2, "小李", Role.CLERK)


@pytest.mark.parametrize(
    ("wanted", "pin", "problem"),
    [
        (Person(0, "小张", Role.CLERK), "1234", None),
        (Person(0, "小张", Role.CLERK), "123456", None),
        (Person(2, "小李", Role.MANAGER), "", None),
        (Person(0, " ", Role.CLERK), "1234", StaffProblem.NO_NAME),
        (Person(0, "小李", Role.CLERK), "1234", StaffProblem.SAME_NAME),
        (Person(0, "小张", Role.CLERK), "", StaffProblem.BAD_PIN),
        (Person(0, "小张", Role.CLERK), "123", StaffProblem.BAD_PIN),
        (Person(0, "小张", Role.CLERK), "1234567", StaffProblem.BAD_PIN),
        (Person(0, "小张", Role.CLERK), "１２３４", StaffProblem.BAD_PIN),
        (Person(2, "小李", Role.CLERK), "12a4", StaffProblem.BAD_PIN),
        (Person(1, "王姐", Role.OWNER, active=False), "", StaffProblem.NO_OWNER),
        (Person(1, "王姐", Role.CLERK), "", StaffProblem.NO_OWNER),
    ],
)
def test_the_list_stays_usable(wanted: Person, pin: str, problem: StaffProblem | None) -> None:
    assert problem_of(wanted, pin, [OWNER, CLERK]) is problem


def test_a_name_is_free_again_once_its_person_has_left() -> None:
    gone = Person(2, "小李", Role.CLERK, active=False)
    assert problem_of(Person(0, "小李", Role.CLERK), "1234", [OWNER, gone]) is None


def test_who_comes_back_needs_a_pin_because_the_old_one_may_be_taken() -> None:
    gone = Person(2, "小李", Role.CLERK, active=False)
    assert problem_of(gone, "", [OWNER, gone]) is None
    assert problem_of(CLERK, "", [OWNER, gone]) is StaffProblem.BAD_PIN
    assert problem_of(CLERK, "1234", [OWNER, gone]) is None


def test_a_list_begins_with_an_owner_and_has_an_end() -> None:
    assert problem_of(Person(0, "小李", Role.CLERK), "1234", []) is StaffProblem.NO_OWNER
    many = [OWNER, *(Person(at, f"{at}", Role.CLERK) for at in range(2, MOST_PEOPLE + 1))]
    assert problem_of(Person(0, "小张", Role.CLERK), "1234", many) is StaffProblem.TOO_MANY


def test_a_hash_tells_its_parameters_and_has_its_own_salt() -> None:
    first, second = pins.hashed("0042"), pins.hashed("0042")
    assert first != second
    assert re.fullmatch(r"scrypt\$8192\$8\$1\$[0-9a-f]{32}\$[0-9a-f]{64}", first)
    assert "0042" not in first.rsplit("$", 2)[0]
    for stored in (first, second):
        assert pins.matches("0042", stored)
        assert not pins.matches("0043", stored)
        assert not pins.matches("42", stored)


@given(st.text(max_size=60))
def test_any_other_text_is_no_hash(stored: str) -> None:
    assert not pins.matches("1234", stored)


@pytest.mark.parametrize("stored", ["scrypt$99999999$8$1$00$00", "scrypt$0$8$1$00$00", "scrypt$8192$8$9$00$00"])
def test_a_hash_from_elsewhere_costs_nothing(stored: str) -> None:
    assert not pins.matches("1234", stored)


def test_the_delay_grows_and_ends_somewhere() -> None:
    delays = [pins.delay_after(wrong) for wrong in range(40)]
    assert delays[:5] == [0.0, 0.0, 0.0, 5.0, 10.0]
    assert delays == sorted(delays)
    assert delays[-1] == 900.0
