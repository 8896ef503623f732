"""A safety line of the real code, and what a careless change would make of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """`before` stands once in `file`. One of `guards` (pytest's names of tests) must fail with `after` in its place."""

    file: str
    before: str
    after: str
    guards: tuple[str, ...]
    linux_only: bool = False

    @property
    def module(self) -> str:
        return self.file.removesuffix(".py").replace("/", ".")

    @property
    def can_be_seen_here(self) -> bool:
        return not self.linux_only or sys.platform.startswith("linux")

    def applied(self, source: str) -> str:
        """The file with the passage changed. Raises LookupError where it does not stand there just once."""
        if source.count(self.before) != 1:
            raise LookupError(f"{self.file} has {source.count(self.before)} times: {self.before}")
        return source.replace(self.before, self.after)
