"""Running a benchmark anew on a disk whose fsync takes longer."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_US = "SLOW_FSYNC_US"


def with_slow_fsync(module: str, milliseconds: float) -> None:
    """Return at once where the disk is slow already; else end with the exit code of the same module on a slow one."""
    if _US in os.environ:
        return
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "slow_fsync.so"
        source = Path(__file__).with_name("slow_fsync.c")
        subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        slow = os.environ | {"LD_PRELOAD": str(library), _US: str(int(milliseconds * 1000))}
        sys.exit(subprocess.run([sys.executable, "-m", module, *sys.argv[1:]], env=slow).returncode)
