"""Addresses known from PROTOCOL.md; separate from the client, because settings need them before httpx is imported."""

from __future__ import annotations

WIKEYUN = "https://router.wikeyun.cn/"

NO_CALLBACK = "https://no-callback.invalid/"
"""The API requires a callback address. This one never resolves (RFC 2606), so no stranger receives a number
(decisions/0004)."""
