"""The modules that the window imports in slices: each brings no other module of the window along."""

import subprocess
import sys

from desktop.ui.window import later

ONE_BY_ONE = """
import importlib, sys
import desktop.program.sequence, desktop.ui.window.open_window
from desktop.ui.window.later import ALERTS, BALANCE, BATCH, DIALOGS, HISTORY
def there():
    ours = [(name, module) for name, module in sys.modules.items() if name.startswith("desktop.ui.")]
    return {name for name, module in ours if not hasattr(module, "__path__")}
for name in (*ALERTS, *HISTORY, *BALANCE, *BATCH, *DIALOGS):
    before = there()
    importlib.import_module(name)
    if more := there() - before - {name}:
        print(name, "brings", sorted(more))
    if name in before:
        print(name, "is there before")
"""


def test_each_module_comes_alone() -> None:
    done = subprocess.run([sys.executable, "-c", ONE_BY_ONE], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout == ""


def test_none_is_named_twice() -> None:
    names = (*later.ALERTS, *later.HISTORY, *later.BALANCE, *later.BATCH, *later.DIALOGS)
    assert len(set(names)) == len(names) > 60
