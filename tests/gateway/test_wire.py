"""What the connections trust."""

import ssl

import httpx
import pytest

from desktop.gateway.wire import Timeouts, Wire, proxy_of

TRUST = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.mark.parametrize("address", ["https://proxy.shop:3128", "HTTPS://proxy.shop"])
def test_an_https_proxy_is_judged_by_the_systems_certificates(address: str) -> None:
    assert proxy_of(address, TRUST).ssl_context is TRUST


async def test_proxies_of_both_kinds_can_be_used() -> None:
    for address in ("http://127.0.0.1:9", "https://127.0.0.1:9"):
        wire = Wire.over_network(Timeouts(connect=1), address)
        with pytest.raises(httpx.ConnectError):  # there is none; httpcore refuses a context for plain http
            await wire.ask("https://platform.invalid/", {})
        await wire.aclose()
