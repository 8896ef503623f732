"""Forms of mobile numbers: those that are read, those that are asked about, and those that nobody may complete."""

from __future__ import annotations

import pytest

from tests.domain.batch.reading import A, B, Table, named, read

READ: Table = {
    f"{separated} 100": ([(A, 100, "")], [])
    for separated in ("138/0013/8000", "138.0013.8000", "138、0013、8000", "138|0013|8000", "138--0013--8000")
}
READ |= {
    f"001 {A} 100\n002 {B} 50": ([(A, 100, ""), (B, 50, "")], []),
    "001 138 0013 8000 100": ([(A, 100, "")], []),
    f"{A}一百": ([(A, 100, "")], []),
    f"{A}五十": ([(A, 50, "")], []),
    f"微信号abc13800138 {A} 100": ([(A, 100, "微信号abc13800138")], []),
}
ASKED: Table = {
    f"{apart} 100": ([(A, 100, "")], ["grouped_number"])
    for apart in ("13800138 000", "138001 38000", "13 800 138 000", "1 3 8 0 0 1 3 8 0 0 0", "138 00138 000")
}
ASKED |= {
    f"{words} 100": ([(A, 100, "")], ["number_in_words"])
    for words in ("138零零13八000", "138零零138零零零", "一三八 零零一三 八零零零", "幺三八-零零幺三-八零零零")
}
NEVER: Table = {
    f"{masked} 100": ([], ["masked_number"])
    for masked in (
        *("138XXXX8000", "138xxxx8000", "138----8000", "138……8000", "138…8000", "138 … 8000", "138＊＊＊＊8000"),
        *("138····8000", "138....8000", "138 **** 8000", "138-****-8000", "138____8000", "138？？？？8000"),
        *("138某某某某8000", "138■■■■8000", "1380013****", "****8000"),
    )
}
NEVER |= {
    f"{confused} 100": ([], ["not_digits"])
    for confused in (
        *("l3800138000", "13B00138000", "138OO138OOO", "138 OO13 8000", f"{A}O", "1380013800o"),
        *("①③⑧⓪⓪①③⑧⓪⓪⓪", "١٣٨٠٠١٣٨٠٠٠"),
    )
}
NEVER |= {
    "13800138 100 50": ([], ["too_short"]),
    "138 0013 80 50": ([], ["too_short"]),
    "1.3800138000 100": ([], ["too_short"]),
    "1 3 8 0 0 1 3 8 0 0 0 5 0": ([], ["too_long"]),
    "0013800138000 100": ([], ["foreign_number"]),
    "1、2、3、4、5、6、7、8、9、10": ([], ["no_mobile"]),
}


@pytest.mark.parametrize("text", READ, ids=named)
def test_a_number_is_read_whatever_stands_between_its_groups(text: str) -> None:
    assert read(text) == READ[text]


@pytest.mark.parametrize("text", ASKED, ids=named)
def test_a_number_in_an_unusual_form_is_read_and_asked_about(text: str) -> None:
    assert read(text) == ASKED[text]


@pytest.mark.parametrize("text", NEVER, ids=named)
def test_a_number_that_is_not_whole_is_never_completed(text: str) -> None:
    assert read(text) == NEVER[text]
