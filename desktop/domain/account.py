"""The shop's account with the platform."""

from __future__ import annotations

from typing import NamedTuple


class Account(NamedTuple):
    """Store id and app key are plain; the secret signs requests and never appears in a repr."""

    store_id: str
    app_key: str
    app_secret: str

    def __repr__(self) -> str:
        return f"Account(store_id={self.store_id!r}, app_key={self.app_key!r})"
