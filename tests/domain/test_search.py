import pytest

from desktop.domain.history.search import Sum, terms_of


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ()),
        ("8000", ("8000",)),
        ("138 0013 8000", ("13800138000",)),
        ("138 00", ("13800",)),
        ("+86 138-0013-8000", ("13800138000",)),
        ("13800138000, 13900139000", ("13800138000", "13900139000")),
        ("13800138000\n13900139000\n", ("13800138000", "13900139000")),
        ("138 0013 8000 139 0013 9000", ("13800138000", "13900139000")),
        ("T202611230001X7Q4", ("T202611230001X7Q4",)),
        ("８０００", ("8000",)),
        ("8000 8000", ("80008000",)),
    ],
)
def test_what_is_typed_becomes_terms(typed: str, terms: tuple[str, ...]) -> None:
    assert terms_of(typed) == terms


def test_sums_of_orders_add_up_figure_by_figure() -> None:
    one = Sum(1, 20, 300, 4000)
    assert Sum() + one == one
    assert one + Sum(3, 30, 300, 3000) == Sum(4, 50, 600, 7000)
