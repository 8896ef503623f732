"""What is left of a process that died of an error outside Python."""

import subprocess
import sys
from pathlib import Path

import pytest

DIES = """
import faulthandler, sys
from pathlib import Path
from desktop.system.crash_file import CrashFile
crashes = CrashFile(Path(sys.argv[1]))
{before}
faulthandler._sigsegv()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "topup-desk.crash"


def dies(file: Path, before: str = "") -> None:
    done = subprocess.run([sys.executable, "-c", DIES.format(before=before), str(file)], timeout=30)
    assert done.returncode != 0


def ends_in_order(file: Path) -> str:
    """What it knew of the runs before it."""
    code = "import sys; from pathlib import Path; from desktop.system.crash_file import CrashFile\n"
    code += "crashes = CrashFile(Path(sys.argv[1])); print(crashes.untold); {}; crashes.end()"
    command = [sys.executable, "-c", code.format(f"crashes.told() if {'told' in file.parts[-1]} else None"), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout.strip()


def test_a_crash_is_known_to_the_next_start_and_only_to_it(tmp_path: Path) -> None:
    told = tmp_path / "told"
    dies(told)
    assert "Segmentation fault" in ends_in_order(told)
    assert ends_in_order(told) == ""


def test_a_start_that_could_not_tell_leaves_it_to_the_next(file: Path) -> None:
    dies(file)
    assert "Segmentation fault" in ends_in_order(file)
    assert "Segmentation fault" in ends_in_order(file)


def test_after_an_end_in_order_nothing_counts_any_more(file: Path) -> None:
    dies(file, before="crashes.end()")
    assert file.read_text() == ""


@pytest.mark.parametrize("end", ["told", "end"])
def test_a_folder_that_cannot_be_written_harms_nothing(tmp_path: Path, end: str) -> None:
    (tmp_path / "logs").write_text("a file")
    dies(tmp_path / "logs" / "topup-desk.crash", before=f"assert crashes.untold == ''; crashes.{end}()")
