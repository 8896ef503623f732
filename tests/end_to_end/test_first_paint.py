"""Until the first paint the program imports what is listed in `first_paint.txt`, and nothing else.

Each module there is time that the clerk waits (the budget: `desktop/program/sequence.py`). Who adds one to the list
says in the commit what it costs: `python -X importtime`, `python -m tests.benchmarks.start`.
"""

import subprocess
import sys
from pathlib import Path

LISTED = Path(__file__).with_name("first_paint.txt")
UNTIL_PAINTED = """
import os, sys
before = set(sys.modules)
from desktop.__main__ import main
from desktop.program import log

def look(record):
    if "painted" in record.getMessage():
        print("\\n".join(sorted(set(sys.modules) - before)), flush=True)
        os._exit(0)
    return True

log.addFilter(look)
sys.exit(main())
"""


def imported(*words: str) -> set[str]:
    command = [sys.executable, "-c", UNTIL_PAINTED, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return set(done.stdout.split())


def test_the_first_paint_waits_for_nothing_but_what_is_listed(tmp_path: Path) -> None:
    seen = imported("--practice", "--data-dir", str(tmp_path))
    others = {name for name in seen if name.split(".")[0] not in sys.stdlib_module_names}
    assert sorted(others) == LISTED.read_text("utf-8").split()
    assert len(others) > 80


def test_the_first_paint_waits_for_no_heavy_part_of_the_standard_library(tmp_path: Path) -> None:
    seen = imported("--data-dir", str(tmp_path), "--practice")
    assert "argparse" in seen, "an unusual command line is read by argparse, so this look sees what is there"
    heavy = {"asyncio", "concurrent", "dataclasses", "email", "http", "inspect", "socket", "ssl", "tempfile", "zipfile"}
    assert {name.split(".")[0] for name in seen} & heavy == set()
