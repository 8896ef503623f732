"""Messages about backups: the effect of a restore, why a file is refused, the state of the second folder."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.upkeep.backup import BackupKind, Contents, FolderTrouble, Refusal, SecondState
from desktop.ui.words import words

translate = QCoreApplication.translate


def kind(of: BackupKind) -> str:
    """The reason for a backup, in the list."""
    return {
        BackupKind.HOURLY: translate("Backups", "hourly"),
        BackupKind.DAILY: translate("Backups", "daily"),
        BackupKind.UPGRADE: translate("Backups", "before an update"),
        BackupKind.CLOSE: translate("Backups", "at a daily close"),
        BackupKind.EXIT: translate("Backups", "at exit"),
        BackupKind.ASKED: translate("Backups", "by hand"),
        BackupKind.SET_ASIDE: translate("Backups", "set aside at a restore"),
        BackupKind.FILE: translate("Backups", "chosen file"),
    }[of]


def losses() -> str:
    """The effect of a restore on later entries. It also applies to a start without a backup."""
    return translate(
        "Backups",
        "Note: orders placed after it come back as unconfirmed and are asked about; their numbers are locked until "
        "then. Cash given back, notes, deposits and daily closes come back from the journal. Lost are the balances "
        "read since, and that orders were closed by hand. The platform's answers are asked for again.",
    )


def put_back(held: Contents) -> str:
    """The question before a restore."""
    about = translate("Backups", "Put back “{file}”, a file of {time} with {count} orders?")
    if held.backup.kind is not BackupKind.FILE:
        about = translate("Backups", "Put back what is kept of {time}, with {count} orders?")
    text = about.format(
        file=held.backup.path.name, time=words.full_moment(held.backup.made_at), count=f"{held.orders:,}"
    )
    kept = translate(
        "Backups", "The present file is set aside, not deleted; it is in this list then and can be put back from it."
    )
    return f"{text}\n\n{losses()}\n\n{kept}"


def begin_anew() -> str:
    """The question before a start with an empty history."""
    return translate(
        "Backups",
        "Begin without a backup? The history starts empty. Orders that are in the journal come back as unconfirmed and "
        "are asked about; so do cash given back, deposits and daily closes from it, but no notes and no balance "
        "readings. The old file is set aside, not deleted; it is in the list of backups then.",
    )


def refused(why: Refusal) -> str:
    """The message that a file is not restored."""
    reason = {
        Refusal.DAMAGED: translate("Backups", "This file is damaged, or no file of orders at all."),
        Refusal.FOREIGN: translate("Backups", "This file is another program's, not one of orders."),
        Refusal.PRACTICE: translate("Backups", "This file is from practice mode: nothing in it is real."),
        Refusal.SHOP: translate("Backups", "This file has the shop's orders; here is practice mode."),
        Refusal.NEWER: translate("Backups", "A newer version of this program wrote this file. Use that version."),
        Refusal.OTHER_ACCOUNT: translate("Backups", "This file has orders of another account only, of another shop."),
        Refusal.ALTERED: translate(
            "Backups", "Somebody has built things into this file that this program does not make: it is not trusted."
        ),
        Refusal.UNREADABLE: translate("Backups", "This file cannot be read. Is the stick or the drive still there?"),
    }[why]
    return _both(reason, translate("Backups", "Nothing was put back; the orders are as they were."))


def second_folder(state: SecondState) -> str:
    """The state of the second folder, "" without one."""
    if not state.folder:
        return ""
    how = _folder(state.trouble).format(folder=state.folder)
    if state.newest_at is None:
        return how
    newest = translate("Backups", "The newest copy there is of {time}.")
    return _both(how, newest.format(time=words.full_moment(state.newest_at)))


def second_folder_behind(state: SecondState) -> str:
    """The warning that the newest copy is old and newer orders exist."""
    if state.newest_at is None:
        return ""
    text = translate(
        "Backups",
        "For more than three days no order was copied to the second folder {folder}: the newest copy is of {time}. "
        "Should this computer fail, what came after is lost. Connect it, or choose another folder in the settings.",
    )
    return text.format(folder=state.folder, time=words.full_moment(state.newest_at))


def _both(first: str, second: str) -> str:
    """Join two sentences."""
    return translate("Backups", "{first} {second}").format(first=first, second=second)


def _folder(trouble: FolderTrouble | None) -> str:
    match trouble:
        case None:
            return translate("Backups", "Backups are copied to the second folder {folder}, too.")
        case FolderTrouble.UNREACHABLE:
            return translate(
                "Backups",
                "The second folder for backups, {folder}, is not there. Put the stick in, or connect the drive.",
            )
        case FolderTrouble.FULL:
            return translate("Backups", "The second folder for backups, {folder}, is full. Free space there.")
        case FolderTrouble.REFUSED:
            return translate(
                "Backups",
                "The second folder for backups, {folder}, takes no copy. Is it write-protected or broken? "
                "Choose another one in the settings.",
            )
        case FolderTrouble.SILENT:
            return translate(
                "Backups",
                "The second folder for backups, {folder}, does not answer. Take the stick out and put it in again, "
                "or look at the drive.",
            )
