"""Releases of this program as the publisher announces them, and the comparison with our version."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct

from desktop.domain import strict_json
from desktop.domain.address import is_this_computer, scheme_and_host

Version = tuple[int, int, int]

_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)

OUTDATED_S = 180 * 86400.0
"""A signed announcement older than this no longer proves that there is no newer release."""


class Release(Struct, frozen=True):
    """`page` is the https address of its announcement; `issued` is when the publisher signed it (unix seconds)."""

    version: Version
    page: str
    published: date
    issued: float

    @property
    def name(self) -> str:
        """``1.2.0``."""
        return ".".join(str(part) for part in self.version)


class Flaw(StrEnum):
    """The reason why nothing is known: this build has no publisher's key; there is no usable answer; or the answer is
    not signed by the publisher, unreadable, or older than one received before.
    """

    NO_KEY = "no_key"
    UNREACHABLE = "unreachable"
    NOT_SIGNED = "not_signed"
    UNREADABLE = "unreadable"
    OLDER = "older"


class Signed(Struct, frozen=True):
    """A release signed by the publisher; `answer` is the complete signed answer, to be verified again."""

    release: Release
    answer: str


class Flawed(Struct, frozen=True):
    """`detail` is for the log."""

    flaw: Flaw
    detail: str


Answer = Signed | Flawed
"""Closed: all outcomes of a request."""


class Newer(Struct, frozen=True):
    release: Release


class Newest(Struct, frozen=True):
    """There is no release newer than ours."""


class Outdated(Struct, frozen=True):
    """The publisher's last announcement, of `issued` (unix seconds), is not newer; there may be a release since."""

    issued: float


Look = Newer | Newest | Outdated | Flawed
"""Closed: all results of a look."""


class Remembered(Struct, frozen=True):
    """State kept between two starts: the time of the publisher's last answer (unix seconds) and its signed text ("" for
    none), the version that the clerk postponed, and until when."""

    looked_at: float | None = None
    answer: str = ""
    put_off: str = ""
    put_off_until: float = 0.0


def version_from(text: object) -> Version | None:
    """``"1.10.0"`` → (1, 10, 0); None for anything but three numbers of at most six digits."""
    found = _VERSION.fullmatch(text) if isinstance(text, str) else None
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def release_from(text: str) -> Release:
    """Parse the signed JSON text; unknown fields are ignored. Raises ValueError.

    A text without `issued`, as in the first format, counts as issued on the day of its release.
    """
    stored = object_from(text)
    version, page = version_from(stored.get("version")), stored.get("page")
    if version is None:
        raise ValueError("the version is not three numbers")
    if not isinstance(page, str) or not is_page(page):
        raise ValueError("the page is no https address")
    published = _date_from(stored.get("published"))
    return Release(version, page, published, _moment_from(stored.get("issued", f"{published}T00:00:00Z")))


def object_from(text: str) -> dict[str, Any]:
    """Parse a JSON object. Raises ValueError."""
    stored = strict_json.loads(text)
    if not isinstance(stored, dict):
        raise ValueError("not a JSON object")
    return stored


def is_page(text: str) -> bool:
    """Whether the address may be opened in a browser: https, a host, and only valid characters."""
    return scheme_and_host(text)[0] == "https"


def is_feed_address(text: str) -> bool:
    """Whether releases may be requested from this address: https, or plain http on this computer."""
    scheme, host = scheme_and_host(text)
    return scheme == "https" or (scheme == "http" and is_this_computer(host))


def _date_from(text: object) -> date:
    """Raises ValueError."""
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        raise ValueError("the date is not like 2026-11-26")
    return date.fromisoformat(text)


def _moment_from(text: object) -> float:
    """Unix seconds. Raises ValueError."""
    if not isinstance(text, str) or not _MOMENT.fullmatch(text):
        raise ValueError("the moment is not like 2026-11-26T09:30:00Z")
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC).timestamp()
