"""Web addresses: validity, and whether traffic to them can be read in transit."""

from __future__ import annotations

from urllib.parse import urlsplit

_LONGEST = 500


def scheme_and_host(text: str) -> tuple[str, str]:
    """(scheme, host); both empty for an invalid address, or one that two parsers read differently."""
    if len(text) > _LONGEST or not text.isprintable() or " " in text or "\\" in text:
        return "", ""
    try:
        parts = urlsplit(text)
        return (parts.scheme, parts.hostname) if parts.hostname and parts.port != 0 else ("", "")
    except ValueError:
        return "", ""


def is_this_computer(host: str) -> bool:
    """localhost, 127.0.0.0/8 or ::1."""
    from ipaddress import ip_address

    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def travels_readable(address: str, proxy: str = "") -> bool:
    """Whether others can read and forge the traffic to this address: anything but https that leaves this computer,
    even if only to a `proxy` ("" for none).
    """
    scheme, host = scheme_and_host(address)
    if scheme == "https":
        return False
    stays = is_this_computer(host) and (not proxy or is_this_computer(scheme_and_host(proxy)[1]))
    return not (scheme == "http" and stays)
