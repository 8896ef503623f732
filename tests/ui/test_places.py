"""The table of places against the library that it was made from."""

import random

import phonenumbers
import pytest
from phonenumbers import geocoder
from PySide6.QtCore import QCoreApplication

from desktop.domain.mobile import operator_of
from desktop.ui.words.language import Language
from desktop.ui.words.places import place_of


def numbers() -> list[str]:
    rng = random.Random(7)
    drawn = (f"1{rng.randrange(300000000, 999999999)}{rng.randrange(10)}" for _ in range(9000))
    return [number for number in drawn if operator_of(number) is not None]


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_thousands_of_numbers_are_where_the_library_says(qapp: QCoreApplication, code: str) -> None:
    language = Language(qapp)
    language.use(code)
    try:
        looked_at = numbers()
        assert len(looked_at) > 3000
        known = 0
        for number in looked_at:
            parsed = phonenumbers.parse(number, "CN")
            expected = geocoder.description_for_valid_number(parsed, code[:2])
            place = place_of(number)
            if place:
                known += 1
                assert place == expected, number
            else:
                assert expected in ("", "China", "中国"), number
        assert known > len(looked_at) / 2
    finally:
        language.use("en")


@pytest.mark.parametrize("digits", ["", "138", "138001", "0000000", "1299999", "1999999", "19999999999"])
def test_what_is_no_segment_has_no_place(digits: str) -> None:
    assert place_of(digits) == ""


def test_seven_digits_are_enough() -> None:
    assert place_of("1380013") == place_of("13800138000") == "Beijing"
