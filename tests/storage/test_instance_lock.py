import subprocess
import sys
from pathlib import Path

from desktop.system.instance_lock import InstanceLock

_TRY = """
import pathlib, sys
from desktop.system.instance_lock import InstanceLock
lock = InstanceLock(pathlib.Path(sys.argv[1]))
print(lock.acquire(), flush=True)
if sys.argv[2:]:
    input()
"""


def another_process_gets_it(folder: Path) -> bool:
    done = subprocess.run([sys.executable, "-c", _TRY, str(folder)], capture_output=True, text=True, check=True)
    return done.stdout.strip() == "True"


def test_the_lock_is_held_until_released(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path / "data")
    assert lock.acquire()
    assert not InstanceLock(tmp_path / "data").acquire()
    assert not another_process_gets_it(tmp_path / "data")
    lock.release()
    assert another_process_gets_it(tmp_path / "data")


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _TRY, str(tmp_path), "hold"], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdin is not None
    assert holder.stdout.readline().strip() == "True"
    assert not InstanceLock(tmp_path).acquire()
    holder.kill()
    holder.wait()
    holder.stdout.close()
    holder.stdin.close()
    lock = InstanceLock(tmp_path)
    assert lock.acquire()
    lock.release()
