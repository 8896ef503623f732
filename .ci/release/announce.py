"""Writes the signed file that tells the program of a newer version, and what a build must know to trust it.

announce.py FILE VERSION PAGE [DATE]   the announcement, signed with RELEASE_KEY (base64 of a 32-byte Ed25519 seed);
                                       sign it anew at least every five months: the program calls an older one outdated
announce.py --feed FILE ADDRESS        for a build (TOPUP_DESK_FEED): where announcements are, RELEASE_KEY's public key
announce.py --new-key                  a fresh pair of keys, shown once and kept nowhere
"""

import base64
import json
import os
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

NUMBER = "(0|[1-9][0-9]{0,5})"
VERSION = re.compile(rf"{NUMBER}\.{NUMBER}\.{NUMBER}")
LONGEST_PAGE = 500  # what the program reads


class NotSignedError(Exception):
    """It is not what the owner of the key wrote."""


def announcement(key: SigningKey, version: str, page: str, published: str, issued: datetime) -> str:
    """The whole file. Raises ValueError for what the program would not read."""
    if not VERSION.fullmatch(version):
        raise ValueError(f"{version!r} is no version: it is three numbers, like 1.2.0")
    stated = {
        "version": version,
        "page": https(page),
        "published": str(date.fromisoformat(published)),
        "issued": issued.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    release = json.dumps(stated)
    signature = base64.b64encode(key.sign(release.encode()).signature).decode()
    return json.dumps({"release": release, "signature": signature})


def read_back(answer: str, public_key: str) -> dict[str, str]:
    """What an announcement says. Raises NotSignedError."""
    try:
        stored = json.loads(answer)
        signature = base64.b64decode(stored["signature"], validate=True)
        VerifyKey(base64.b64decode(public_key)).verify(stored["release"].encode(), signature)
    except (ValueError, KeyError, TypeError, AttributeError, BadSignatureError) as error:
        raise NotSignedError(repr(error)) from error
    release: dict[str, str] = json.loads(stored["release"])
    return release


def feed(key: SigningKey, address: str) -> str:
    """What is bundled with a build; all on one line. Raises ValueError."""
    return json.dumps({"address": https(address), "key": public(key)})


def https(address: str) -> str:
    """The same, if a program may be sent there. Raises ValueError."""
    parts = urlsplit(address)
    printable = address.isascii() and address.isprintable() and not set(address) & set(' \\"<>')
    if parts.scheme != "https" or not parts.hostname or parts.port == 0 or not printable or len(address) > LONGEST_PAGE:
        raise ValueError(f"{address!r} is no https address")
    return address


def public(key: SigningKey) -> str:
    return base64.b64encode(bytes(key.verify_key)).decode()


def private_key(text: str) -> SigningKey:
    """Raises ValueError, which does not tell what was there."""
    try:
        return SigningKey(base64.b64decode(text.strip(), validate=True))
    except (ValueError, TypeError):
        raise ValueError("RELEASE_KEY is not the base64 of 32 bytes") from None


def main(arguments: list[str]) -> str:
    """Does it, and returns what is to be shown. Raises ValueError, and OSError for a file that cannot be written."""
    match arguments:
        case ["--new-key"]:
            key = SigningKey.generate()
            secret = base64.b64encode(bytes(key)).decode()
            return f"RELEASE_KEY (the secret; keep a copy where it is safe): {secret}\npublic: {public(key)}"
        case ["--feed", file, address]:
            written = feed(private_key(os.environ.get("RELEASE_KEY", "")), address)
        case [file, version, page, *rest] if not file.startswith("-") and len(rest) <= 1:
            key = private_key(os.environ.get("RELEASE_KEY", ""))
            now = datetime.now(UTC)
            written = announcement(key, version, page, rest[0] if rest else str(now.date()), now)
            read_back(written, public(key))
        case _:
            raise ValueError(__doc__)
    Path(file).write_text(written + "\n", "utf-8")
    return f"{file}: {written}"


if __name__ == "__main__":
    try:
        print(main(sys.argv[1:]))  # noqa: T201
    except (ValueError, OSError) as error:
        raise SystemExit(f"announce: {error}") from None
