"""Brings the Chinese translation up to date with the sources, and compiles it. Run after changing a text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NAME = "topup_desk_zh_CN"


def collect(into: Path) -> None:
    """Write every text of the sources into a .ts file, keeping the translations that are in it already."""
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "desktop").rglob("*.py"))
    _run("pyside6-lupdate", *sources, "-no-obsolete", "-locations", "none", "-ts", str(into))


def compile_to(source: Path, target: Path) -> None:
    """Compile a .ts file into the .qm that the program loads."""
    _run("pyside6-lrelease", "-silent", str(source), "-qm", str(target))


def _run(tool: str, *args: str) -> None:
    beside_python = Path(sys.executable).parent / tool
    subprocess.run([str(beside_python), *args], cwd=ROOT, check=True, capture_output=True)


if __name__ == "__main__":
    collect(HERE / f"{NAME}.ts")
    compile_to(HERE / f"{NAME}.ts", HERE / f"{NAME}.qm")
