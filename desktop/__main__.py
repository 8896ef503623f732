"""The command line."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress

from desktop.program import qt_signatures
from desktop.program.command_line import parsed
from desktop.system import log, private
from desktop.system.paths import data_folder

_SWITCH_S = 0.001
"""A thread that imports or reads gives the interpreter to the window's thread after so long, not after Python's 5 ms: a
paint asks for it several times.
"""


def main() -> int:
    """Parse the command line and run the program; the process's exit code."""
    sys.setswitchinterval(_SWITCH_S)
    gc.disable()  # from here on desktop.program.garbage collects at times of its own
    given = parsed(sys.argv[1:])
    if given.read_list is not None:
        from desktop.program.read_list import print_list

        return print_list(given.read_list, given.faces, given.default_face)
    qt_signatures.leave_out()
    from desktop.program.display import tell_without_qt, why_no_window

    if (reason := why_no_window()) is not None:
        tell_without_qt(reason)
        return 2
    qt_signatures.restore_modules()
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
    return run(options, [sys.argv[0], *given.for_qt], crashes)


if __name__ == "__main__":
    sys.exit(main())
