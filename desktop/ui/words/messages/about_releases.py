"""Messages about newer versions of this program."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.domain.upkeep.release import Flaw, Flawed, Look, Newer, Newest, Outdated, Release

translate = QCoreApplication.translate


def found(look: Look) -> str:
    """The result of a look for a newer version, in a sentence."""
    match look:
        case Newer(release):
            return is_there(release)
        case Newest():
            return translate("Newer", "This is the newest version.")
        case Outdated(issued):
            text = translate(
                "Newer",
                "It is not known whether there is a newer version: the publisher's last word is of {date}. Ask whoever "
                "gave you the program.",
            )
            return text.format(date=date.fromtimestamp(issued).isoformat())
        case Flawed(flaw):
            return {
                Flaw.NO_KEY: no_key(),
                Flaw.UNREACHABLE: translate(
                    "Newer", "No usable answer came from the address. Check the connection, and look again later."
                ),
                Flaw.NOT_SIGNED: translate("Newer", "The answer is not signed by the publisher: nothing was done."),
                Flaw.UNREADABLE: translate(
                    "Newer", "The answer is not one that this version can read: nothing was done."
                ),
                Flaw.OLDER: translate(
                    "Newer",
                    "The answer is older than one that was here before, so it is not known whether there is a newer "
                    "version. Look again later.",
                ),
            }[flaw]


def is_there(release: Release) -> str:
    text = translate("Newer", "Version {version} of {date} is there.")
    return text.format(version=release.name, date=release.published.isoformat())


def no_key() -> str:
    return translate("Newer", "This build carries no publisher's key, so it cannot look for newer versions.")


def browser_did_not_open() -> str:
    return translate("Newer", "The browser could not be opened. Copy the address into it.")
