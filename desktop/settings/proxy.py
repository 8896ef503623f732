"""A proxy's address, and the password that belongs to it and into no file."""

from __future__ import annotations

from enum import Enum, auto
from urllib.parse import urlsplit


class Password(Enum):
    """What is to be said of the proxy's password."""

    NOT_KNOWN = auto()
    IN_MEMORY = auto()
    IN_THE_FILE = auto()


def without_password(address: str) -> tuple[str, str | None]:
    """``"http://shop:secret@proxy:3128"`` → (``"http://shop@proxy:3128"``, ``"secret"``); None where there is none."""
    user, password, _place = _parts(address)
    if not password:
        return address, None
    return address.replace(f"{user}:{password}@", f"{user}@", 1), password


def with_password(address: str, password: str | None) -> str:
    """The other way round; the address as it is where there is nobody to whom a password could belong."""
    user, known, place = _parts(address)
    if password is None or known or not place:
        return address
    return address.replace(f"//{user}@", f"//{user}:{password}@", 1)


def wants_password(address: str) -> bool:
    """Whether the address names a user, and no password."""
    _user, password, place = _parts(address)
    return bool(place) and password is None


def _parts(address: str) -> tuple[str, str | None, str]:
    """(user, password or None, host where a user is named); as they are written, not decoded."""
    try:
        named, at, place = urlsplit(address).netloc.rpartition("@")
    except ValueError:
        return "", None, ""
    user, colon, password = named.partition(":")
    return user, password if colon else None, place if at else ""
