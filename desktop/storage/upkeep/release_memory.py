"""The stored state of the checks for a newer version: a small file that nothing else depends on."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from msgspec.structs import asdict

from desktop.domain.upkeep.release import Remembered, object_from
from desktop.system import private

log = logging.getLogger(__name__)


def load(file: Path) -> Remembered:
    """Load the state; the empty one if the file is missing or invalid."""
    try:
        stored = object_from(file.read_text("utf-8"))
        found = Remembered(**stored)
    except FileNotFoundError:
        return Remembered()
    except (OSError, ValueError, TypeError):
        log.warning("the stored answer about newer versions cannot be read", exc_info=True)
        return Remembered()
    return found if _is_right(found) else Remembered()


def save(kept: Remembered, file: Path) -> None:
    """Write the file atomically. Raises OSError."""
    private.make_folder(file.parent)
    private.write(file, json.dumps(asdict(kept), ensure_ascii=False))


def _is_right(kept: Remembered) -> bool:
    texts = isinstance(kept.answer, str) and isinstance(kept.put_off, str)
    times = [time for time in (kept.looked_at, kept.put_off_until) if time is not None]
    return texts and all(type(time) in (int, float) for time in times) and kept.put_off_until is not None
