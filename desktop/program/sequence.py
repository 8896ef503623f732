"""The sequence of the start.

1. `desktop.__main__` reads the command line and loads Qt, without PySide6's signatures (`qt_signatures`).
2. The settings are read; the application gets its look and language.
3. `FirstWindow` takes the lock on the orders. If another program holds it, no window opens (step 6 wakes that program).
4. `FirstWindow` reads the first page from the database, read-only, with plain sqlite3, and shows it in the window. The
   clerk can type from here on; an Enter waits. First paint: "painted".
5. A thread imports the rest of the program (`Loading`), while the GUI thread runs Qt's event loop.
6. asyncio's loop takes over the running application. `Program` takes over `FirstWindow`, opens the database while it
   builds the client, recovers what the last process left unfinished, and opens the desk in the window, which goes on
   with what was entered: "ready".
7. `OpenWindow` imports and builds the other tabs and the dialogs on the GUI thread, in slices of some milliseconds;
   the log file is opened, and second starts are answered from now on.
8. If any of this fails for good, `CrashNotice` tells the clerk and offers a new start (`restart`).

Without a known account there is no first window: the welcome opens in step 6.

The budget for steps 1 to 4, on a machine where a bare PySide6 window is painted after 175 ms: 35 ms more, of which
5 ms for the command line, the log and the settings, 15 ms for importing the window, 5 ms for the first page and 10 ms
for building and painting it. `tests/end_to_end/first_paint.txt` lists every module that is imported until then;
`python -m tests.benchmarks.start` measures. Steps 5 and 6 have 200 ms; no turn of the event loop in step 7 may take
more than 16 ms (`python -m tests.benchmarks.turns`).
"""

from __future__ import annotations

import signal
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__, settings
from desktop.program import log, taskbar
from desktop.program.first_window import FirstWindow
from desktop.program.loading import load_behind
from desktop.program.restart import start_again
from desktop.system import credentials
from desktop.system.paths import DataFolder
from desktop.ui.look import theme
from desktop.ui.words.language import Language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.program.options import Options
    from desktop.system.crash_file import CrashFile


def run(options: Options, argv: list[str], crashes: CrashFile) -> int:
    """Run the program until it is closed; its exit code. Starts it again where the clerk wants it."""
    taskbar.take_a_place()
    app = theme.dressed(argv)
    app.setApplicationName("topup-desk")
    app.setApplicationVersion(__version__)
    app.setQuitOnLastWindowClosed(False)
    try:
        code, wants_again = _run(app, options, crashes)
    except Exception:
        log.critical("the program cannot go on", exc_info=True)
        code, wants_again = 1, options.self_check is None and _sees_the_end()
    crashes.end()
    return 0 if wants_again and start_again() else code


def _run(app: QApplication, options: Options, crashes: CrashFile) -> tuple[int, bool]:
    """The exit code, and whether the clerk wants it to start again."""
    with ExitStack() as exits:
        if options.self_check is not None:
            import tempfile

            throw_away = exits.enter_context(tempfile.TemporaryDirectory(prefix="topup-desk-check-"))
            options = options._replace(practice=True, folder=DataFolder(Path(throw_away)))
        loaded = settings.load(options.folder.settings_file)
        chosen = loaded.settings
        language = Language(app)
        language.use(options.language or chosen.language)
        theme.follow(app, chosen.colours)
        first_window = _first_window(options, chosen)
        if first_window is not None:
            exits.callback(first_window.release)  # whatever happens: a new start must find the orders let go
        if first_window is not None and first_window.window is not None:
            first_window.window.painted.connect(lambda: log.info("painted"))
        load_behind(None if first_window is None else first_window.window)
        return _run_program(app, options, loaded, language, first_window, crashes)


def _first_window(options: Options, chosen: settings.Settings) -> FirstWindow | None:
    """None where the welcome comes first, or where there is trouble that the program will meet again and tell."""
    if not options.practice and not credentials.expected(chosen.store_id, chosen.app_key):
        return None
    try:
        first_window = FirstWindow(options.folder, chosen, practice=options.practice)
    except OSError:
        return None
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: first_window.ask_to_close())
    return first_window


def _run_program(
    app: QApplication,
    options: Options,
    loaded: settings.Loaded,
    language: Language,
    first_window: FirstWindow | None,
    crashes: CrashFile,
) -> tuple[int, bool]:
    from desktop.program.loop import run_until_closed
    from desktop.program.program import Program

    program = Program(app, options, loaded, language, first_window, crashes)
    return run_until_closed(app, program.run()), program.restart_wanted


def _sees_the_end() -> bool:
    """The clerk reads that the program cannot go on; whether they want it to start again. No loop runs any more."""
    import traceback

    from desktop.system.log import MaskingFormatter
    from desktop.ui.window.crash_notice import CrashNotice
    from desktop.ui.words.messages.about_crash import Crash

    notice = CrashNotice(Crash.THE_END, MaskingFormatter().masked(traceback.format_exc()))
    return notice.exec() == CrashNotice.DialogCode.Accepted
