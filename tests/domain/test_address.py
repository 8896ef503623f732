"""Where others can read along."""

from ipaddress import ip_address

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.address import travels_readable

STAYS = [
    "http://localhost/",
    "http://LOCALHOST:8080",
    "http://127.0.0.1/",
    "http://127.8.9.1:80/x",
    "http://[::1]:8080/",
]
LEAVES = [
    "http://router.wikeyun.cn/",
    "HTTP://router.wikeyun.cn/",
    "http://192.168.1.5/",
    "http://10.0.0.1:8080",
    "http://0.0.0.0/",
    "http://[::]/",
    "http://[::ffff:8.8.8.8]/",
    "http://localhost.shop.example/",
    "http://127.0.0.1.shop.example/",
    "http://localhost@shop.example/",
    "http://shop.example\\@localhost/",
    "http://shop.example#@localhost",
    "http://ｌocalhost/",
    "http://127.1/",
    "http://2130706433/",
    "http://local host/",
    "http://localhost\n.shop.example/",
    "http://localhost:0/",
    "http:///x",
    "//localhost/",
    "ftp://localhost/",
    "localhost",
    "",
]


@pytest.mark.parametrize("address", STAYS)
def test_what_stays_on_this_computer(address: str) -> None:
    assert not travels_readable(address)
    assert not travels_readable(address, "http://user@127.0.0.1:8118")
    assert travels_readable(address, "http://proxy.shop:3128")  # which would be told all of it


@pytest.mark.parametrize("address", LEAVES)
def test_what_leaves_it(address: str) -> None:
    assert travels_readable(address)


@pytest.mark.parametrize("address", ["https://router.wikeyun.cn/", "HTTPS://10.0.0.1"])
def test_https_is_nobody_elses_to_read(address: str) -> None:
    assert not travels_readable(address)
    assert not travels_readable(address, "http://proxy.shop:3128")


parts = st.sampled_from(
    ["http://", "https://", "HTTP:", "//", "localhost", "127.0.0.1", "[::1]", "shop.example", "@", ":", "80", "/", "\\",
     "#", "?", "%40", "%2f", " ", "\t", "\n", "\u3002", "ｌ", ".", "user:pw@", "[", "]", "\x00"]
)  # fmt: skip


@given(st.lists(parts, max_size=8).map("".join))
def test_the_client_that_sends_reads_the_address_the_same_way(address: str) -> None:
    if travels_readable(address):
        return
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError):
        return
    local = url.host == "localhost" or (url.host.strip("[]")[:1] in "1:" and ip_address(url.host).is_loopback)
    assert url.scheme == "https" or (url.scheme == "http" and local)
