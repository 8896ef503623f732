"""PySide6 without its signatures: a wrong call is told in the same words, and only the pinned version is touched."""

import subprocess
import sys
from importlib.metadata import version

import pytest

from desktop.program import qt_signatures

WRONG_CALLS = """
import sys
from desktop.program import qt_signatures
if sys.argv[1] == "left out":
    assert qt_signatures.leave_out()
from PySide6 import QtCore, QtGui, QtWidgets
qt_signatures.restore_modules()
LOADED = "shibokensupport.signature.parser"
print((LOADED in sys.modules) is (sys.argv[1] == "loaded"))
app = QtWidgets.QApplication([])
label, timer = QtWidgets.QLabel(), QtCore.QTimer()
class Sender(QtCore.QObject):
    told = QtCore.Signal(int)
calls = [
    lambda: label.setText(5),
    lambda: label.setGeometry("x", 1),
    lambda: QtCore.QPoint("a", "b"),
    lambda: QtWidgets.QLabel(1, 2, 3, 4),
    lambda: label.setText(),
    lambda: label.setText(nothing=1),
    lambda: QtGui.QColor(object()),
    lambda: timer.setInterval("soon"),
    lambda: Sender().told.emit("a", "b"),
    lambda: label.no_such_method,
]
for call in calls * 2:
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
    else:
        print("no error")
print(LOADED in sys.modules, len(QtWidgets.QLabel.setText.__doc__ or ""))
import base64, shiboken6, zipfile
print(zipfile.ZipFile, base64.b64encode is not None, shiboken6.__version__)
"""


def told(how: str) -> list[str]:
    command = [sys.executable, "-c", WRONG_CALLS, how]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.splitlines()


def test_a_wrong_call_is_told_in_full() -> None:
    left_out, loaded = told("left out"), told("loaded")
    assert left_out == loaded
    assert left_out[0] == "True"
    assert "  PySide6.QtWidgets.QLabel.setText(arg__1: str, /)" in left_out


def test_it_is_for_the_version_that_is_pinned() -> None:
    assert version("PySide6-Essentials") == qt_signatures.VERSION == version("shiboken6")


def test_another_version_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "shiboken6"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(qt_signatures, "VERSION", "6.11.99")
    before = sys.meta_path[:]
    assert not qt_signatures.leave_out()
    assert sys.meta_path == before
    assert "shiboken6" not in sys.modules


def test_what_is_loaded_already_is_left_alone() -> None:
    assert "shiboken6" in sys.modules
    assert not qt_signatures.leave_out()
