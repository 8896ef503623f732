"""The platform's request signature (PROTOCOL.md, "Every request")."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def sign(form: Mapping[str, str], app_secret: str) -> str:
    """Upper-case MD5 of the secret, every key with its raw value in key order, and the secret again."""
    text = "".join(key + form[key] for key in sorted(form))
    digest = hashlib.md5(f"{app_secret}{text}{app_secret}".encode(), usedforsecurity=False)
    return digest.hexdigest().upper()
