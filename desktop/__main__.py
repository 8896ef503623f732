"""The command line."""

from __future__ import annotations

import argparse
import gc
import sys
from contextlib import suppress
from pathlib import Path

from desktop import __version__
from desktop.system import log, private
from desktop.system.paths import data_folder


def main() -> int:
    """Parse the command line and run the program; the process's exit code."""
    gc.disable()  # from here on desktop.program.garbage does it in its own time
    given, for_qt = parser().parse_known_args()
    from desktop.program.display import tell_without_qt, why_no_window

    if (reason := why_no_window()) is not None:
        tell_without_qt(reason)
        return 2
    from desktop.program.plain_imports import without_command_lines, without_features

    without_features()
    without_command_lines()
    from desktop.program.options import Options
    from desktop.program.sequence import run
    from desktop.system.crash_file import CrashFile

    folder = data_folder(given.data_dir)
    with suppress(OSError):  # who needs the folder says so
        private.make_folder(folder.root)
    log.begin(folder.log_file)
    crashes = CrashFile(folder.crash_file)
    options = Options(given.practice, folder, given.language, given.self_check)
    return run(options, [sys.argv[0], *for_qt], crashes)


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="topup-desk", description="Top-up Desk 话费充值台")
    parser.add_argument("--practice", action="store_true", help="run on the built-in platform: no account, no money")
    parser.add_argument("--data-dir", help="where everything is kept (default: the system's place for user data)")
    parser.add_argument("--language", choices=["zh_CN", "en"], default="", help="zh_CN or en")
    parser.add_argument("--self-check", type=Path, metavar="OUT.json", help="check the program itself and exit")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
