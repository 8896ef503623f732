"""A proxy's address, and its password, which is never stored in a file."""

from __future__ import annotations

from enum import Enum, auto
from urllib.parse import urlsplit


class Password(Enum):
    """The location of the proxy's password."""

    NOT_KNOWN = auto()
    IN_MEMORY = auto()
    IN_THE_FILE = auto()


def without_password(address: str) -> tuple[str, str | None]:
    """``"http://shop:secret@proxy:3128"`` → (``"http://shop@proxy:3128"``, ``"secret"``); None without one."""
    user, password, _place = _parts(address)
    if not password:
        return address, None
    return address.replace(f"{user}:{password}@", f"{user}@", 1), password


def with_password(address: str, password: str | None) -> str:
    """The inverse of `without_password`; the address unchanged if it names no user or already has a password."""
    user, known, place = _parts(address)
    if password is None or known or not place:
        return address
    return address.replace(f"//{user}@", f"//{user}:{password}@", 1)


def wants_password(address: str) -> bool:
    """Whether the address names a user without a password."""
    _user, password, place = _parts(address)
    return bool(place) and password is None


def _parts(address: str) -> tuple[str, str | None, str]:
    """(user, password or None, host or "" if no user is named); as written, not decoded."""
    try:
        named, at, place = urlsplit(address).netloc.rpartition("@")
    except ValueError:
        return "", None, ""
    user, colon, password = named.partition(":")
    return user, password if colon else None, place if at else ""
