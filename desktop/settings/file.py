"""The settings as they are kept: one small JSON file."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from desktop.domain.money import FEN_PER_YUAN
from desktop.domain.offer import Offer
from desktop.domain.paper import Paper
from desktop.domain.poll_plan import PollPlan
from desktop.settings.model import Settings
from desktop.settings.rules import is_good

log = logging.getLogger(__name__)


def load(file: Path) -> Settings:
    """The settings in the file, its bad or missing values replaced by defaults; the defaults where there is none.

    A file that cannot be read as JSON is put aside as `settings.broken.json`, not overwritten.
    """
    try:
        stored = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        log.warning("the settings cannot be read and are put aside", exc_info=True)
        if file.exists():
            file.replace(file.with_suffix(".broken.json"))
        return Settings()
    return _from_stored(stored if isinstance(stored, dict) else {})


def save(settings: Settings, file: Path) -> None:
    """Write the settings whole or not at all. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=2), "utf-8")
    with fresh.open("rb+") as written:
        os.fsync(written.fileno())
    fresh.replace(file)


def _from_stored(stored: dict[str, Any]) -> Settings:
    if "faces" in stored:  # before prices were kept, each face was sold for what it is worth
        stored = {"offers": _offers_at_face(stored["faces"])} | stored
    kept = Settings()
    for name in Settings.__slots__:
        if name not in stored:
            continue
        value = _as_kept(name, stored[name])
        if is_good(name, value):
            kept = replace(kept, **{name: value})
        else:
            log.warning("setting %s is not usable and stays at its default", name)
    return kept


def _as_kept(name: str, value: Any) -> Any:
    """A value from JSON in the type that its field has, None where it cannot be."""
    try:
        match name:
            case "offers":
                return tuple(Offer(**one) for one in value)
            case "paper" | "close_paper":
                return Paper(value)
            case "poll":
                return _plan(value)
            case _:
                return value
    except (TypeError, ValueError):
        return None if name not in ("change", "source") else value


def _offers_at_face(faces: Any) -> Any:
    if not isinstance(faces, list):
        return None
    return [{"face": _fen(face), "fast": _fen(face), "slow": _fen(face)} for face in faces]


def _fen(yuan: Any) -> Any:
    return yuan * FEN_PER_YUAN if type(yuan) is int else yuan


def _plan(stored: Any) -> PollPlan:
    known = {one.name: stored[one.name] for one in fields(PollPlan) if one.name in dict(stored)}
    times: dict[str, Any] = {name: tuple(time) if isinstance(time, list) else time for name, time in known.items()}
    return PollPlan(**times)
