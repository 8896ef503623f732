"""The shop's account with the platform."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Account:
    """Store id and app key are plain; the secret signs requests and never appears in a repr."""

    store_id: str
    app_key: str
    app_secret: str = field(repr=False)
