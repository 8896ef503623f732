"""Messages about the settings file, its unusable values, and the proxy's password."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.settings import Fault, FileTrouble, Password

translate = QCoreApplication.translate


def of(faults: Sequence[Fault], file: Path) -> str:
    """All faults of the file and its values, a line each; "" for none."""
    names = [fault.detail for fault in faults if fault.trouble is FileTrouble.BAD_VALUE]
    lines = [_of_file(fault, file) for fault in faults if fault.trouble is not FileTrouble.BAD_VALUE]
    return "\n".join([*lines, _bad_values(names)] if names else lines)


def password(about: Password, file: Path) -> str:
    """The message about the location of the proxy's password."""
    return {
        Password.NOT_KNOWN: translate(
            "Messages",
            "The proxy's password is not known on this computer, so the platform may not be reached. Enter the proxy "
            "with its password in the settings, on the page Connection.",
        ),
        Password.IN_MEMORY: translate(
            "Messages",
            "This system has no keyring: the proxy's password is kept in memory only, and is to be entered again at "
            "the next start.",
        ),
        Password.IN_THE_FILE: translate(
            "Messages",
            "This system has no keyring: the proxy's password stays in {file}, where whoever can read the file can "
            "read it.",
        ),
    }[about].format(file=file)


def _of_file(fault: Fault, file: Path) -> str:
    if fault.trouble is FileTrouble.UNREADABLE:
        text = translate(
            "Messages",
            "The settings in {file} cannot be read ({reason}). The program works with its defaults. The file is left "
            "as it is, and nothing you change is saved until it can be read.",
        )
        return text.format(file=file, reason=_reason(fault.detail))
    if fault.detail:
        text = translate(
            "Messages",
            "The file {file} held no settings that can be read. It is put aside as {name}, and the program works with "
            "its defaults. Look at the settings, prices first, and save them.",
        )
        return text.format(file=file, name=fault.detail)
    text = translate(
        "Messages",
        "The file {file} holds no settings that can be read, and cannot be renamed. The program works with its "
        "defaults, and nothing you change is saved until the file is gone or right.",
    )
    return text.format(file=file)


def _reason(detail: str) -> str:
    from desktop.ui.words.messages.about_causes import because  # needed only if something is wrong

    return {
        "no right": translate("Messages", "there is no right to read it"),
        "a folder": translate("Messages", "it is a folder"),
        "no file": translate("Messages", "it is no file"),
        "a circle of links": translate("Messages", "it is a link that leads in a circle"),
        "the disk": translate("Messages", "the disk gives it no more"),
    }.get(detail) or because(detail)


def _bad_values(names: list[str]) -> str:
    from desktop.ui.settings_dialog.titles import title_of  # needed only if something is wrong

    text = translate(
        "Messages",
        "These settings in the file cannot be used, and are at their defaults: {names}. Look at them, and save the "
        "settings.",
    )
    return text.format(names=translate("Messages", ", ").join(map(title_of, names)))


def not_overwritten(file: Path) -> str:
    text = translate(
        "Messages",
        "The settings work now, but are not saved: {file} is there and cannot be read, and nothing is written over it. "
        "Put the file right, or move it away, and start again.",
    )
    return text.format(file=file)
