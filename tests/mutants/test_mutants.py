"""Each safety line of the real code, taken out: the test that guards it must fail, or it guards nothing."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.mutants.registry import MUTANTS
from tests.mutants.switch import VARIABLE

ROOT = Path(__file__).parent.parent.parent
A_TEST_FAILED = 1


@pytest.mark.parametrize("name", MUTANTS)
def test_the_line_is_where_the_mutant_looks_for_it(name: str) -> None:
    mutant = MUTANTS[name]
    source = (ROOT / mutant.file).read_text("utf-8")
    compile(mutant.applied(source), mutant.file, "exec")


@pytest.fixture(scope="module")
def outcomes(request: pytest.FixtureRequest) -> dict[str, "subprocess.CompletedProcess[str]"]:
    """How the guards of each mutant that was asked for end, two or so at a time."""
    wanted = {
        item.callspec.params["name"]
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.originalname == test_the_guard_fails_without_the_line.__name__
    }
    seen = [name for name, mutant in MUTANTS.items() if name in wanted and mutant.can_be_seen_here]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return dict(zip(seen, pool.map(guarded, seen), strict=True))


def guarded(name: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pytest", "-x", "-p", "tests.mutants.switch", "-p", "no:cacheprovider"]
    environment = os.environ | {VARIABLE: name, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*command, *MUTANTS[name].guards], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTANTS)
def test_the_guard_fails_without_the_line(name: str, outcomes: dict[str, "subprocess.CompletedProcess[str]"]) -> None:
    if name not in outcomes:
        pytest.skip(f"NOT PROVEN HERE: the guard of {name} needs Linux")
    done = outcomes[name]
    assert done.returncode == A_TEST_FAILED, f"{name} was not noticed:\n{done.stdout}\n{done.stderr}"
    assert "FAILED" in done.stdout, done.stdout
