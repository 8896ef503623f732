"""Whatever lies where the settings belong: the start gets through, loses nothing, and can say what is wrong."""

import json
import os
import sys
from pathlib import Path

import pytest

from desktop.settings import Fault, FileTrouble, Loaded, Settings, load, save
from desktop.settings.file import LARGEST, REASONS
from desktop.ui.settings_dialog.titles import title_of
from desktop.ui.words.messages import about_settings

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def unreadable(loaded: Loaded) -> str:
    """The reason."""
    (fault,) = loaded.faults
    assert (loaded.settings, fault.trouble, fault.keeps_the_file) == (Settings(), FileTrouble.UNREADABLE, True)
    return fault.detail


@posix
def test_what_cannot_be_read_stays_where_it_is(file: Path) -> None:
    file.mkdir()
    assert unreadable(load(file)) == "a folder"
    file.rmdir()
    os.mkfifo(file)  # to open it would wait for ever
    assert unreadable(load(file)) == "no file"
    file.unlink()
    file.symlink_to("/dev/zero")
    assert unreadable(load(file)) == "no file"
    file.unlink()
    file.symlink_to(file)
    assert unreadable(load(file)) == "a circle of links"
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


@posix
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_stays_where_it_is(file: Path) -> None:
    save(Settings(language="en"), file)
    file.chmod(0)
    assert unreadable(load(file)) == "no right"
    file.chmod(0o600)
    assert load(file) == Loaded(Settings(language="en"))


def test_a_file_in_the_folders_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    loaded = load(tmp_path / "data" / "settings.json")
    assert loaded.settings == Settings()


@posix
def test_a_link_is_followed_and_stays_one(file: Path) -> None:
    there = file.with_name("dotfiles.json")
    file.symlink_to(there)
    assert load(file) == Loaded(Settings())
    save(Settings(language="en"), file)
    assert file.is_symlink()
    assert load(there).settings.language == "en"
    assert load(file).settings.language == "en"


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000, b'{"burst": ' + b"9" * 5000 + b"}",
     b"{" + b" " * LARGEST + b"}", b"{}" + b" " * LARGEST, b"\x00" * 100],
    ids=lambda raw: f"{raw[:12]!r} {len(raw)}",
)  # fmt: skip
def test_what_holds_no_settings_is_put_aside_and_every_one_of_them_kept(file: Path, raw: bytes) -> None:
    for name in ("settings.broken.json", "settings.broken-2.json", "settings.broken-3.json"):
        file.write_bytes(raw)
        assert load(file) == Loaded(Settings(), (Fault(FileTrouble.BROKEN, name),))
        assert file.with_name(name).read_bytes() == raw
        assert not file.exists()


def test_what_cannot_be_put_aside_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "it is open")

    file.write_text("{")
    monkeypatch.setattr(Path, "rename", refuse)
    (fault,) = load(file).faults
    assert (fault.trouble, fault.detail, fault.keeps_the_file) == (FileTrouble.BROKEN, "", True)
    assert file.read_text() == "{"


def test_a_byte_order_mark_of_an_editor_is_no_damage(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps({"language": "en"}).encode())
    assert load(file) == Loaded(Settings(language="en"))


def test_each_bad_value_is_told_by_the_name_that_it_has_on_screen(file: Path) -> None:
    file.write_text(
        json.dumps({"base_url": 5, "burst": 10**30, "language": "en", "poll": [], "requests_per_second": 1e999})
    )
    loaded = load(file)
    assert loaded.settings == Settings(language="en")
    text = about_settings.of(loaded.faults, file)
    assert [
        name for name in ("Platform address", "Requests at once", "Asking", "Requests a second") if name not in text
    ] == []
    assert all(title_of(name) for name in Settings._fields)


def test_each_trouble_has_a_sentence_that_names_the_file(file: Path) -> None:
    assert about_settings.of((), file) == ""
    for detail in (*REASONS.values(), "Input/output error"):
        assert str(file) in about_settings.of((Fault(FileTrouble.UNREADABLE, detail),), file)
        assert detail not in REASONS.values() or f"({detail})" not in about_settings.of(
            (Fault(FileTrouble.UNREADABLE, detail),), file
        )
    for detail in ("", "settings.broken.json"):
        text = about_settings.of((Fault(FileTrouble.BROKEN, detail), Fault(FileTrouble.BAD_VALUE, "proxy")), file)
        assert str(file) in text
        assert detail in text
        assert text.count("\n") == 1
