"""Verification of the publisher's signature: the only module that uses nacl."""

from __future__ import annotations

import base64

from desktop.domain.upkeep.release import Answer, Flaw, Flawed, Signed, object_from, release_from

KEY_BYTES = 32
_SIGNATURE_BYTES = 64


class NotSignedError(Exception):
    """The answer does not carry the publisher's signature."""


def verified(answer: str, key: bytes) -> Answer:
    """The release in an answer `{"release": text, "signature": base64 of Ed25519 over the text's UTF-8}`.

    The text is not parsed before its signature is verified. Takes 15 ms the first time: call it on a thread.
    """
    try:
        text = _signed_text(answer, key)
    except NotSignedError as error:
        return Flawed(Flaw.NOT_SIGNED, str(error))
    try:
        return Signed(release_from(text), answer)
    except ValueError as error:
        return Flawed(Flaw.UNREADABLE, str(error))


def bytes_from(text: object, length: int) -> bytes:
    """Decode base64 to exactly `length` bytes. Raises ValueError."""
    if not isinstance(text, str):
        raise ValueError("not base64")
    raw = base64.b64decode(text, validate=True)
    if len(raw) != length:
        raise ValueError(f"{len(raw)} bytes instead of {length}")
    return raw


def _signed_text(answer: str, key: bytes) -> str:
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    try:
        stored = object_from(answer)
        text = stored.get("release")
        if not isinstance(text, str):
            raise ValueError("no release in it")
        VerifyKey(key).verify(text.encode(), bytes_from(stored.get("signature"), _SIGNATURE_BYTES))
    except (ValueError, BadSignatureError) as error:
        raise NotSignedError(str(error)) from error
    return text
