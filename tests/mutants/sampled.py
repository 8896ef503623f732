"""A mutation run over what moves money, by hand: `python -m tests.mutants.sampled` (see tests/README.md).

Cosmic Ray makes the mutants, evenly drawn from the modules with a fixed seed; each runs against the tests that are
nearest to it, and where it survives them against all that are near. It changes files: run it in a copy of the checkout.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec

_STORED = [f"tests/storage/test_{name}.py" for name in ("orders", "recovery", "journal", "guards", "database")]
_SERVED = [f"tests/services/test_{name}.py" for name in ("ordering", "start_and_end", "settling", "tracking")]
MODULES: dict[str, list[str]] = {
    "desktop/domain/**/*.py": ["tests/domain", *_STORED[:2]],
    "desktop/gateway/*.py": ["tests/gateway"],
    **{
        f"desktop/services/orders/{name}.py": _SERVED
        for name in ("sending", "tracking", "settling", "ordering", "order_book")
    },
    **{
        f"desktop/storage/{name}.py": _STORED
        for name in ("orders/order_store", "journal/journal", "schema/guards", "database")
    },
}
"""The modules, and the tests that a mutant must survive to be called a survivor."""
NEAR: dict[str, list[str]] = {
    "desktop/domain/orders/transitions.py": ["tests/domain/test_order.py"],
    "desktop/domain/orders/events.py": ["tests/domain/test_order.py"],
    "desktop/domain/orders/status.py": ["tests/domain/test_order.py"],
    "desktop/domain/orders/offer.py": ["tests/test_settings.py"],
    "desktop/gateway/wire.py": ["tests/gateway/test_client.py"],
    "desktop/services/orders/sending.py": _SERVED[:2],
    "desktop/services/orders/order_book.py": _SERVED[:2],
    "desktop/storage/orders/order_store.py": _STORED[:2],
}
"""Tests that find most mutants of a module soonest; of others the test of their own name."""
_TIMEOUT_S = 240


def drawn(file: str, number: int, rng: random.Random) -> list[MutationSpec]:
    """So many mutants of a file; none of what a type checker reads, or what makes a dataclass frozen."""
    with use_db(":memory:", WorkDB.Mode.create) as database:
        init([Path(file)], database, {})
        found = [item.mutations[0] for item in database.work_items]
    unread = list(_unread(Path(file).read_text("utf-8")))
    found.sort(key=lambda one: (one.start_pos, one.operator_name, one.occurrence))
    alike: dict[object, list[MutationSpec]] = {}
    for one in found:
        kind = one.operator_name.rsplit("_", 1)[0]  # one of the dozen that + may become
        is_type = one.definition_name is None and "BitOr" in kind
        if not is_type and not any(begin <= one.start_pos < end for begin, end in unread):
            alike.setdefault((one.start_pos, kind), []).append(one)
    return [rng.choice(ones) for ones in rng.sample(list(alike.values()), min(number, len(alike)))]


def near(file: str) -> list[str]:
    """The tests that are nearest to a module."""
    _, floor, *_, name = file.split("/")
    own = f"tests/{floor}/test_{name}"
    return NEAR.get(file, [own] if Path(own).exists() else ["tests/domain/test_order.py"])


def _unread(source: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for node in ast.walk(ast.parse(source)):
        passages = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.ClassDef):
            passages += node.decorator_list
        for one in passages:
            if isinstance(one, ast.expr):
                yield (one.lineno, one.col_offset - 1), (one.end_lineno or 0, one.end_col_offset or 0)


def survives(mutant: MutationSpec, tests: list[str]) -> bool:
    """Whether the tests pass with this mutant in its file."""
    file = Path(mutant.module_path)
    source = file.read_text("utf-8")
    changed = mutate_code(source, get_operator(mutant.operator_name)(**mutant.operator_args), mutant.occurrence)
    file.write_text(changed, "utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": os.getcwd()}
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(
        [os.environ.get("TESTS_PYTHON", command[0]), *command[1:]],
        env=environment,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    )
    try:
        return running.wait(_TIMEOUT_S) == 0
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return False
    finally:
        file.write_text(source, "utf-8")


def main() -> None:
    """Print a line of JSON for each mutant, and stop where the CPU time is used up."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=12, help="mutants of each module")
    parser.add_argument("--minutes", type=float, default=25.0, help="CPU time at most")
    parser.add_argument("--seed", type=int, default=14)
    options = parser.parse_args()
    rng, chosen = random.Random(options.seed), list[tuple[MutationSpec, list[str]]]()
    for pattern, tests in MODULES.items():
        for file in sorted(Path().glob(pattern)):
            chosen += [(one, tests) for one in drawn(str(file), options.each, rng)]
    rng.shuffle(chosen)  # so that where time runs out every module has had its share
    for mutant, tests in chosen:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        if used.ru_utime + used.ru_stime > 60 * options.minutes:
            break
        found_by = "" if survives(mutant, near(str(mutant.module_path))) else "near"
        if not found_by and not survives(mutant, tests):
            found_by = "wider"
        told = {
            "module": str(mutant.module_path),
            "where": mutant.definition_name,
            "operator": mutant.operator_name.removeprefix("core/"),
            "occurrence": mutant.occurrence,
            "line": mutant.start_pos[0],
            "found": found_by,
        }
        print(json.dumps(told), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
