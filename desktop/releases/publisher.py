"""The publisher of this build, read from a bundled file."""

from __future__ import annotations

import logging
from pathlib import Path

from msgspec import Struct

from desktop.domain.upkeep.release import is_feed_address, object_from
from desktop.releases.signature import KEY_BYTES, bytes_from

log = logging.getLogger(__name__)


class Publisher(Struct, frozen=True):
    """The address of its release announcements, and its public key."""

    address: str
    key: bytes


def publisher_of(file: Path) -> Publisher | None:
    """Read the publisher; None for a build without one, such as any checkout, and for an invalid file."""
    try:
        stored = object_from(file.read_text("utf-8"))
        address, key = stored.get("address"), bytes_from(stored.get("key"), KEY_BYTES)
        if not isinstance(address, str) or not is_feed_address(address):
            raise ValueError("its address is not https")
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        log.warning("the publisher's key cannot be read", exc_info=True)
        return None
    return Publisher(address, key)
