"""The options of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop import __version__

if TYPE_CHECKING:
    import argparse


class CommandLine(NamedTuple):
    """The options as given; `for_qt` are the words that only Qt may know. Faces are in yuan."""

    practice: bool = False
    data_dir: str | None = None
    language: str = ""
    self_check: Path | None = None
    read_list: str | None = None
    faces: str = ""
    default_face: int | None = None
    for_qt: tuple[str, ...] = ()


def parsed(words: list[str]) -> CommandLine:
    """Read the words after the program's name. Ends the process for --help, --version and a wrong option."""
    match words:
        # The everyday starts do without argparse, which takes 8 ms with all that it imports.
        case []:
            return CommandLine()
        case ["--practice"]:
            return CommandLine(practice=True)
        case ["--data-dir", folder] if not folder.startswith("-"):
            return CommandLine(data_dir=folder)
        case ["--practice", "--data-dir", folder] if not folder.startswith("-"):
            return CommandLine(practice=True, data_dir=folder)
    given, for_qt = parser().parse_known_args(words)
    return CommandLine(**vars(given), for_qt=tuple(for_qt))


def parser() -> argparse.ArgumentParser:
    import argparse

    parser = argparse.ArgumentParser(prog="topup-desk", description="Top-up Desk 话费充值台")
    parser.add_argument("--practice", action="store_true", help="run on the built-in platform: no account, no money")
    parser.add_argument("--data-dir", help="where everything is kept (default: the system's place for user data)")
    parser.add_argument("--language", choices=["zh_CN", "en"], default="", help="zh_CN or en")
    parser.add_argument("--self-check", type=Path, metavar="OUT.json", help="check the program itself and exit")
    parser.add_argument("--read-list", metavar="FILE", help="print as JSON what a list would be read as (- for stdin)")
    parser.add_argument(
        "--faces", default="", metavar="50,100,200", help="with --read-list: the faces that are offered"
    )
    parser.add_argument(
        "--default-face", type=int, metavar="YUAN", help="with --read-list: for rows that say no amount"
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    return parser
