"""Who publishes this build: the file that is bundled with it."""

from __future__ import annotations

import logging
from pathlib import Path

from msgspec import Struct

from desktop.domain.upkeep.release import is_feed_address, object_from
from desktop.releases.signature import KEY_BYTES, bytes_from

log = logging.getLogger(__name__)


class Publisher(Struct, frozen=True):
    """Where it tells of releases, and the key that it signs with."""

    address: str
    key: bytes


def publisher_of(file: Path) -> Publisher | None:
    """None for a build without one, such as any checkout; one that is not right counts as none."""
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
