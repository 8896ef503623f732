"""The settings file: small, JSON."""

from __future__ import annotations

import errno
import json
import logging
import os
import stat
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from desktop.domain.money import FEN_PER_YUAN
from desktop.domain.orders.offer import Offer
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.paper import Paper
from desktop.settings.model import Settings, is_good, type_of
from desktop.settings.proxy import without_password
from desktop.system import private

log = logging.getLogger(__name__)

LARGEST = 1024 * 1024
"""Bytes; a hundred times what any shop's settings need."""
REASONS = {
    errno.EACCES: "no right",
    errno.EPERM: "no right",
    errno.EISDIR: "a folder",
    errno.EINVAL: "no file",
    errno.ELOOP: "a circle of links",
    errno.EIO: "the disk",
}
_MOST_ASIDE = 99


class FileTrouble(StrEnum):
    """The reason why some settings are not as the owner chose them."""

    UNREADABLE = "unreadable"
    """The file exists but cannot be read; it is left as it is. The detail is one of `REASONS`, or the system's."""
    BROKEN = "broken"
    """The file holds no settings. The detail is the name it was renamed to, or "" if that failed."""
    BAD_VALUE = "bad_value"
    """The value of a setting cannot be used. The detail is the setting's name."""


class Fault(NamedTuple):
    trouble: FileTrouble
    detail: str

    @property
    def keeps_the_file(self) -> bool:
        """Whether the file still holds the owner's choices, so that it must not be overwritten."""
        return self.trouble is FileTrouble.UNREADABLE or (self.trouble is FileTrouble.BROKEN and not self.detail)


class Loaded(NamedTuple):
    """The settings, the faults of the file, and the proxy's password if an earlier version, or the owner by hand, left
    it in the file.
    """

    settings: Settings
    faults: tuple[Fault, ...] = ()
    proxy_password: str | None = None


def load(file: Path) -> Loaded:
    """Load the settings; defaults replace bad and missing values, or all values if the file does not exist.

    A file that can be read but holds no settings is renamed; one that cannot be read stays in place.
    """
    try:
        raw = _read(file)
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as error:
        log.warning("the settings cannot be read", exc_info=True)
        reason = REASONS.get(error.errno or 0, error.strerror or str(error))
        return Loaded(Settings(), (Fault(FileTrouble.UNREADABLE, reason),))
    try:
        stored = json.loads(raw.decode("utf-8-sig")) if len(raw) <= LARGEST else None
    except (ValueError, RecursionError):
        stored = None
    if not isinstance(stored, dict):
        return Loaded(Settings(), (Fault(FileTrouble.BROKEN, _put_aside(file)),))
    return _from_stored(stored)


def save(settings: Settings, file: Path) -> None:
    """Write the settings atomically. Raises OSError."""
    private.make_folder(file.parent)
    private.write(file, json.dumps(_as_stored(settings), ensure_ascii=False, indent=2))


def as_text(value: Any) -> str:
    """The value of a setting as it is stored."""
    return json.dumps(_as_stored(value), ensure_ascii=False)


def _as_stored(value: Any) -> Any:
    """Convert a value to JSON's types; a named tuple becomes an object with its names."""
    if not isinstance(value, tuple):
        return value
    if hasattr(value, "_asdict"):
        return {name: _as_stored(part) for name, part in value._asdict().items()}
    return [_as_stored(one) for one in value]


def _read(file: Path) -> bytes:
    """Read at most LARGEST + 1 bytes. Raises OSError, also if the path is not a regular file."""
    seen = file.stat()
    if not stat.S_ISREG(seen.st_mode):  # reading a pipe would wait for ever
        kind = errno.EISDIR if stat.S_ISDIR(seen.st_mode) else errno.EINVAL
        raise OSError(kind, os.strerror(kind), str(file))
    with file.open("rb") as stored:
        return stored.read(LARGEST + 1)


def _put_aside(file: Path) -> str:
    """Rename the file to a name that is not taken; returns that name, "" on failure."""
    names = ["settings.broken.json", *(f"settings.broken-{number}.json" for number in range(2, _MOST_ASIDE))]
    name = next((name for name in names if not os.path.lexists(file.with_name(name))), "")
    try:
        if name:
            file.rename(file.with_name(name))
    except OSError:
        log.warning("the settings file holds no settings and cannot be renamed", exc_info=True)
        return ""
    log.warning("the settings file holds no settings; renamed to %s", name)
    return name


def _from_stored(stored: dict[str, Any]) -> Loaded:
    if "faces" in stored:  # older files have no prices: each face was sold at its value
        stored = {"offers": _offers_at_face(stored["faces"])} | stored
    kept, faults = Settings(), []
    for name in Settings._fields:
        if name not in stored:
            continue
        value = _as_kept(name, stored[name])
        if is_good(name, value):
            kept = kept._replace(**{name: value})
        else:
            log.warning("setting %s has an unusable value; its default applies", name)
            faults.append(Fault(FileTrouble.BAD_VALUE, name))
    address, password = without_password(kept.proxy)
    return Loaded(kept._replace(proxy=address), tuple(faults), password)


def _as_kept(name: str, value: Any) -> Any:
    """Convert a JSON value to the type of its field; None if that is impossible."""
    make = _MAKERS.get(type_of(name))
    try:
        return make(value) if make else value
    except (TypeError, ValueError):
        return None


def _offers_at_face(faces: Any) -> Any:
    if not isinstance(faces, list):
        return None
    return [{"face": _fen(face), "fast": _fen(face), "slow": _fen(face)} for face in faces]


def _fen(yuan: Any) -> Any:
    return yuan * FEN_PER_YUAN if type(yuan) is int else yuan


def _plan(stored: Any) -> PollPlan:
    if not isinstance(stored, dict):
        raise TypeError("no plan")
    known = {name: stored[name] for name in PollPlan._fields if name in stored}
    times: dict[str, Any] = {name: tuple(time) if isinstance(time, list) else time for name, time in known.items()}
    return PollPlan(**times)


_MAKERS: dict[Any, Callable[[Any], Any]] = {
    tuple[Offer, ...]: lambda stored: tuple(Offer(**one) for one in stored),
    tuple[str, ...]: tuple,
    Paper: Paper,
    PollPlan: _plan,
}
"""For each field type that JSON does not have: the function that makes its value from a JSON value."""
