"""Addresses known from PROTOCOL.md; apart from the client, because settings need them before httpx is imported."""

from __future__ import annotations

WIKEYUN = "https://router.wikeyun.cn/"

NO_CALLBACK = "https://no-callback.invalid/"
"""The API insists on an address for call-backs. This one can never resolve (RFC 2606): no stranger gets a number
(decisions/0004)."""
