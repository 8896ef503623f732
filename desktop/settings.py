"""The owner's settings: one small JSON file. The app secret is never in it."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from desktop.domain.poll_plan import PollPlan
from desktop.gateway.defaults import NO_CALLBACK, WIKEYUN

log = logging.getLogger(__name__)

LANGUAGES = ("", "zh_CN", "en")
COLOURS = ("", "light", "dark")
LARGEST_FACE = 1000


@dataclass(frozen=True, slots=True)
class Settings:
    """Faces in whole yuan, times in seconds; `language` and `colours` "" follow the system; `proxy` "" means none."""

    language: str = ""
    colours: str = ""
    faces: tuple[int, ...] = (50, 100, 200)
    slow_allowed: bool = False
    store_id: str = ""
    app_key: str = ""
    base_url: str = WIKEYUN
    proxy: str = ""
    notify_url: str = NO_CALLBACK
    client_ip: str = ""
    change: int | None = 0
    source: int | None = None
    connect_timeout: float = 5.0
    read_timeout: float = 20.0
    total_timeout: float = 30.0
    requests_per_second: float = 2.0
    burst: int = 5
    poll: PollPlan = field(default_factory=PollPlan)


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


def faces_from(text: str) -> tuple[int, ...] | None:
    """``"50 100,200"`` → (50, 100, 200); None unless it is one to nine whole amounts of yuan, each once."""
    parts = text.replace(",", " ").replace("，", " ").replace("、", " ").split()
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    faces = tuple(int(part) for part in parts)
    return faces if _good_faces(faces) else None


def rate_from(text: str) -> float | None:
    """``"2"`` or ``"0.5"`` requests a second; None unless it is a number from 0.1 to 20."""
    try:
        rate = float(text.strip().replace("。", "."))
    except ValueError:
        return None
    return rate if 0.1 <= rate <= 20 else None


def is_web_address(text: str) -> bool:
    """Whether the text is an http(s) address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _from_stored(stored: dict[str, Any]) -> Settings:
    kept = Settings()
    for one in fields(Settings):
        if one.name not in stored:
            continue
        value: Any = _poll(stored["poll"]) if one.name == "poll" else _as_kept(stored[one.name])
        if _acceptable(one.name, value, getattr(kept, one.name)):
            kept = replace(kept, **{one.name: value})
        else:
            log.warning("setting %s is not usable and stays at its default", one.name)
    return kept


def _as_kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _poll(stored: Any) -> PollPlan | None:
    if not isinstance(stored, dict):
        return None
    plan = PollPlan()
    for one in fields(PollPlan):
        value = _as_kept(stored.get(one.name, getattr(plan, one.name)))
        numbers = value if isinstance(value, tuple) else (value,)
        if not all(_is_number(number) and number >= 0 for number in numbers):
            return None
        if isinstance(value, tuple) != isinstance(getattr(plan, one.name), tuple):
            return None
        plan = replace(plan, **{one.name: value})
    return plan


def _acceptable(name: str, value: Any, default: Any) -> bool:
    match name:
        case "language":
            return value in LANGUAGES
        case "colours":
            return value in COLOURS
        case "faces":
            return isinstance(value, tuple) and _good_faces(value)
        case "change":
            return value in (None, 0, 1) and not isinstance(value, bool)
        case "source":
            return value is None or (isinstance(value, int) and not isinstance(value, bool))
        case "base_url" | "notify_url":
            return isinstance(value, str) and is_web_address(value)
        case "proxy":
            return value == "" or (isinstance(value, str) and is_web_address(value))
        case "burst":
            return isinstance(value, int) and not isinstance(value, bool) and value >= 1
        case "connect_timeout" | "read_timeout" | "total_timeout" | "requests_per_second":
            return _is_number(value) and value > 0
        case _:
            return type(value) is type(default)


def _good_faces(faces: tuple[Any, ...]) -> bool:
    whole = all(isinstance(face, int) and not isinstance(face, bool) and 0 < face <= LARGEST_FACE for face in faces)
    return whole and 1 <= len(faces) <= 9 and len(set(faces)) == len(faces)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
