"""Folders and files that only their owner may read.

On Windows they inherit the rights of their parent folder; in a user's profile, these are limited to the user.
`is_open_to_others` tells whether they are.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path

_FOLDER = 0o777 if sys.platform == "win32" else 0o700
_FILE = 0o600
_OTHERS = 0o077


def make_folder(folder: Path) -> None:
    """Create the folder and its missing parents for the owner only. Raises OSError."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder.parent == folder:
            break
        folder = folder.parent
    for one in reversed(missing):
        try:
            one.mkdir(_FOLDER)
        except FileExistsError:  # another thread or program was faster, unless it is not a folder
            if not one.is_dir():
                raise


def opener(path: str, flags: int) -> int:
    """For `open(…, opener=…)`: create files for the owner only."""
    return os.open(path, flags, _FILE)


def touch(file: Path) -> None:
    """Create an empty private file if it is missing, for libraries that open files themselves. Raises OSError."""
    with open(file, "ab", opener=opener):
        return


def write(file: Path, text: str) -> None:
    """Write the file atomically and fsynced; a link's target is written, not the link. Raises OSError."""
    file = Path(os.path.realpath(file))
    fresh = file.with_name(f".{file.name}.new")
    try:
        with suppress(FileNotFoundError):
            fresh.unlink()
        with open(fresh, "x", encoding="utf-8", opener=opener) as written:
            written.write(text)
            written.flush()
            os.fsync(written.fileno())
        os.replace(fresh, file)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise


def close_off_one(path: Path) -> None:
    """Remove other users' rights to a file or folder; a link is left alone.

    Anything that cannot be changed (another user's file, a file system without rights) is left unchanged.
    """
    if sys.platform == "win32":
        return
    with suppress(OSError):
        seen = path.lstat()
        ours = seen.st_uid == os.geteuid() and not seen.st_mode & stat.S_ISVTX  # a sticky folder is shared
        if ours and not stat.S_ISLNK(seen.st_mode) and seen.st_mode & _OTHERS:
            path.chmod(stat.S_IMODE(seen.st_mode) & ~_OTHERS)


def close_off(path: Path) -> None:
    """The same for a folder with all its content."""
    close_off_one(path)
    if path.is_dir() and not path.is_symlink():
        for folder, folders, files in os.walk(path):
            for name in (*folders, *files):
                close_off_one(Path(folder, name))


def is_open_to_others(folder: Path) -> bool:
    """Whether other users of this computer can read what is in the folder. Raises OSError."""
    if sys.platform == "win32":
        return lets_others_read(_rights_of(folder))
    return bool(folder.stat().st_mode & _OTHERS)


# Everyone, Users, Authenticated Users, Interactive, Guests; then the rights to read: file, generic, all.
_EVERYBODY = re.compile(r"\(X?A;[^;]*;(?P<rights>[^;]*);[^;]*;[^;]*;(?:WD|BU|AU|IU|BG)(?:;[^)]*)?\)")
_READS = {"FA", "FR", "GA", "GR", "CC"}


def lets_others_read(sddl: str) -> bool:
    """The same for a folder's rights in Windows' notation (SDDL)."""
    if "D:" not in sddl or "NO_ACCESS_CONTROL" in sddl:
        return True
    for found in _EVERYBODY.finditer(sddl):
        rights = found["rights"]
        if int(rights, 16) & 1 if rights.startswith("0x") else _READS & set(re.findall("..", rights)):
            return True
    return False


if sys.platform == "win32":

    def _rights_of(folder: Path) -> str:
        import ctypes
        from ctypes import wintypes

        file_object, discretionary, revision = 1, 4, 1
        descriptor, text = ctypes.c_void_p(), wintypes.LPWSTR()
        advapi, kernel = ctypes.windll.advapi32, ctypes.windll.kernel32
        name = wintypes.LPCWSTR(str(folder))
        error = advapi.GetNamedSecurityInfoW(
            name, file_object, discretionary, None, None, None, None, ctypes.byref(descriptor)
        )
        if error:
            raise ctypes.WinError(error)
        try:
            written = advapi.ConvertSecurityDescriptorToStringSecurityDescriptorW(
                descriptor, revision, discretionary, ctypes.byref(text), None
            )
            if not written:
                raise ctypes.WinError()
            return str(text.value)
        finally:
            kernel.LocalFree(ctypes.cast(text, ctypes.c_void_p))
            kernel.LocalFree(descriptor)
