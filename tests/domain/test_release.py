from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import __version__
from desktop.domain.upkeep.release import Release, is_feed_address, is_page, release_from, version_from
from tests.releases.signing import PAGE, text_of

OF_THAT_DAY = datetime(2026, 11, 26, tzinfo=UTC).timestamp()


def test_what_the_publisher_says_is_read() -> None:
    assert release_from(text_of()) == Release((1, 2, 0), PAGE, date(2026, 11, 26), OF_THAT_DAY)
    assert release_from(text_of(notes="of a later day")).name == "1.2.0"


def test_it_says_when_it_says_so() -> None:
    issued = datetime(2027, 3, 4, 5, 6, 7, tzinfo=UTC).timestamp()
    assert release_from(text_of(issued="2027-03-04T05:06:07Z")).issued == issued


def test_versions_are_numbers() -> None:
    ours = version_from(__version__)
    assert ours is not None
    ten, nine = version_from("1.10.0"), version_from("1.9.0")
    assert ten is not None
    assert nine is not None
    assert ten > nine
    assert version_from("999999.0.1") == (999999, 0, 1)


@given(st.tuples(*[st.integers(0, 999_999)] * 3))
def test_a_version_is_read_as_it_is_named(version: tuple[int, int, int]) -> None:
    assert version_from(Release(version, PAGE, date(2026, 1, 1), 0.0).name) == version


@pytest.mark.parametrize(
    "version",
    ["1.2", "1.2.0.0", "1.2.x", "v1.2.0", "1.2.1000000", "-1.2.0", "1.2.0 ", "1.2.0\n", "１.2.0", "", 1.2, None],
)
def test_what_is_no_version_is_refused(version: object) -> None:
    assert version_from(version) is None
    with pytest.raises(ValueError, match="version"):
        release_from(text_of(version))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '"1.2.0"',
        "{",
        "[" * 30_000,
        "{}",
        text_of(page="http://shop.example/"),
        text_of(page="javascript:alert(1)"),
        text_of(page="file:///C:/Windows/x.exe"),
        text_of(page="https://"),
        text_of(page="https://shop.example/ x"),
        text_of(page="https://shop.example/\n"),
        text_of(page="https:\\\\shop.example"),
        text_of(page=f"https://shop.example/{'x' * 500}"),
        text_of(page=None),
        text_of(published="26.11.2026"),
        text_of(published="2026-13-01"),
        text_of(published="20261126"),
        text_of(published=1795651200),
        text_of(issued="2026-11-26"),
        text_of(issued="2026-13-26T00:00:00Z"),
        text_of(issued="2026-11-26T00:00:00+08:00"),
        text_of(issued=1795651200),
        text_of(issued=None),
        '{"version": "1.2.0", "version": "9.9.9"}',
    ],
)
def test_any_other_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        release_from(text)


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://shop.example/release.json", True),
        ("http://shop.example/release.json", False),
        ("http://127.0.0.1:8080/release.json", True),
        ("http://localhost/release.json", True),
        ("http://[::1]:8080/", True),
        ("http://127.0.0.1.shop.example/", False),
        ("http://localhost@shop.example/", False),
        ("ftp://127.0.0.1/", False),
        ("https://", False),
        ("https://shop.example:0/", False),
        ("https://shop.example:x/", False),
        ("https://[", False),
        ("shop.example", False),
    ],
)
def test_where_may_be_asked(address: str, good: bool) -> None:
    assert is_feed_address(address) is good
    assert not is_page(address) or address.startswith("https://")
