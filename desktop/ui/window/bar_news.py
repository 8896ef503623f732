"""The content of a bar over all tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Remedy(NamedTuple):
    """A button of a bar. `key` only names the key: whoever offers the remedy also listens to it."""

    text: str
    act: Callable[[], object]
    key: str = ""
    icon: str = ""


class News(NamedTuple):
    """The content of a bar: the first line of `text` is its sentence, further lines explain it."""

    text: str
    icon: str
    is_stop: bool
    remedies: tuple[Remedy, ...] = ()
