"""A pytest plugin that runs the program with one mutant in it: `MUTANT=name pytest -p tests.mutants.switch TEST`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType

from tests.mutants.mutant import Mutant
from tests.mutants.registry import MUTANTS

VARIABLE = "MUTANT"


class _Loader(SourceFileLoader):
    """Reads a module with other text in it; its bytecode is neither taken nor kept."""

    mutant: Mutant

    def get_code(self, fullname: str) -> CodeType:
        source = self.mutant.applied(self.get_data(self.path).decode())
        return compile(source, self.path, "exec", dont_inherit=True)


class Switch:
    """Finds the mutated module, and leaves all others to Python."""

    def __init__(self, mutant: Mutant) -> None:
        assert mutant.module not in sys.modules, f"{mutant.module} was imported too early"
        self._mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._mutant.module:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        assert spec is not None
        assert spec.origin is not None
        loader = _Loader(fullname, spec.origin)
        loader.mutant = self._mutant
        spec.loader = loader
        return spec


if name := os.environ.get(VARIABLE):
    sys.meta_path.insert(0, Switch(MUTANTS[name]))
