"""Each write of a day in a shop fails in turn: no promise is broken, and the clerk is told what was not done."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.faults.every_write import IN_TURN

ROOT = Path(__file__).parent.parent.parent
AT_ONCE = 4  # they mostly wait for the disk
A_PLACE = (120, 220)
"""The writes around the first order."""

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("gcc") is None,
    reason="NOT PROVEN HERE: writes are made to fail with gcc on Linux",
)


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("shim") / "fail_writes.so"
    source = Path(__file__).with_name("fail_writes.c")
    subprocess.run(["gcc", "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, source], check=True)
    return library


def days(shim: Path, folder: Path, way: str, first: int, *more: int, mutant: str = "") -> list[dict[str, Any]]:
    """What came of the days in which these writes failed."""
    folder.mkdir()
    environment = os.environ | {"LD_PRELOAD": str(shim), "PYTHONPATH": str(ROOT)}
    if mutant:
        environment["MUTANT"] = mutant
    options = [f"--{name}={value}" for name, value in zip(("step", "last"), more, strict=False)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.every_write", str(folder), way, f"--first={first}", *options],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_whichever_write_fails_no_promise_is_broken_and_the_clerk_is_told(shim: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = pool.map(
            lambda first: days(shim, tmp_path / str(first), IN_TURN, first, AT_ONCE), range(1, AT_ONCE + 1)
        )
        found = [day for part in parts for day in part]
    broken = [day for day in found if day["broken"]]
    assert not broken, json.dumps(broken, indent=1, ensure_ascii=False)
    failed = sorted(day["which"] for day in found if day["failed"])
    refused = sum(day["refused"] > 0 for day in found)
    print(f"{len(failed)} writes failed in turn; in {refused} days something was refused")  # noqa: T201
    assert failed == list(range(1, len(failed) + 1)), "each write in turn"
    assert len(failed) > 400, "the day has too few writes"
    assert refused > len(failed) / 4, "the faults harm too little"


@pytest.mark.slow
@pytest.mark.parametrize("mutant", ["sent-without-a-journal", "sent-although-not-stored", "half-a-line-counts"])
def test_the_days_would_notice(shim: Path, tmp_path: Path, mutant: str) -> None:
    way = "half a write, then EIO" if mutant == "half-a-line-counts" else "EIO once"
    first, last = A_PLACE
    assert any(day["broken"] for day in days(shim, tmp_path / "days", way, first, 1, last, mutant=mutant))
