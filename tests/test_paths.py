"""Where everything is kept."""

import os
import sys
from pathlib import Path

import pytest

from desktop.system.paths import data_folder, program_folder


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a packaged program."""
    folder = tmp_path / "充值 控制台"
    folder.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "topup-desk.exe"))
    monkeypatch.delenv("TOPUP_DESK_DATA_DIR", raising=False)
    return folder


@pytest.mark.parametrize("marker", ["portable", "portable.txt"])
def test_a_portable_program_keeps_its_data_beside_itself(packaged: Path, marker: str) -> None:
    (packaged / marker).touch()
    assert data_folder(None).root == packaged / "data"
    assert data_folder(str(packaged / "else")).root == packaged / "else"


def test_a_packaged_program_keeps_its_data_with_the_user(packaged: Path) -> None:
    assert packaged not in data_folder(None).root.parents


def test_a_checkout_is_not_portable(tmp_path: Path) -> None:
    assert program_folder() is None


def test_on_a_mac_the_marker_lies_beside_the_bundle(packaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(sys, "executable", str(packaged / "话费充值台.app/Contents/MacOS/topup-desk"))
    assert program_folder() == packaged


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere HOME does not say it")
def test_an_empty_home_is_not_the_root_of_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOPUP_DESK_DATA_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("HOME")
    without = data_folder(None)
    monkeypatch.setenv("HOME", "")
    assert data_folder(None) == without
    assert without.root.is_relative_to(os.path.expanduser("~"))
