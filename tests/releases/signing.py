"""A publisher of our own: real keys, real signatures."""

import base64
import json

from nacl.signing import SigningKey

KEY = SigningKey(b"k" * 32)
PUBLIC = bytes(KEY.verify_key)
PAGE = "https://shop.example/desk/1.2.0"


def text_of(version: object = "1.2.0", page: object = PAGE, published: object = "2026-11-26", **more: object) -> str:
    return json.dumps({"version": version, "page": page, "published": published} | more)


def signed(text: str, key: SigningKey = KEY) -> str:
    """The answer as the publisher puts it up."""
    signature = base64.b64encode(key.sign(text.encode()).signature).decode()
    return json.dumps({"release": text, "signature": signature})


def answer_of(version: str) -> str:
    return signed(text_of(version))
