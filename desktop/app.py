"""The composition root: the event loop, and one desk after another until the clerk has enough."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

os.environ["QT_API"] = "pyside6"

import qasync
from PySide6.QtCore import QSettings
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop import __version__, credentials, private
from desktop.crash_file import CrashFile
from desktop.domain.account import Account
from desktop.domain.backup import Backup
from desktop.gateway.lookups import Addresses, LookUps
from desktop.kept_settings import KeptSettings, NotOverwrittenError
from desktop.log import LINE, MaskingFormatter
from desktop.masking import masked
from desktop.parts import Mode, Parts, Practice, assemble, identity_of
from desktop.paths import DataFolder, resource
from desktop.restore import Chosen, Restore
from desktop.services.start_trouble import BadProxyError, StartTrouble, UnprotectedAddressError, trouble_of
from desktop.services.waits import first_of, unless
from desktop.settings import Loaded, Settings
from desktop.settings.model import AT_THE_COUNTER
from desktop.start import log as start_log
from desktop.start.front import Front
from desktop.start.options import Options
from desktop.storage.errors import DamagedDatabaseError, MissingDatabaseError, StorageError
from desktop.ui import dialogs, theme
from desktop.ui.collector import collecting_here
from desktop.ui.crash_watch import CrashWatch
from desktop.ui.doorbell import Doorbell, ring
from desktop.ui.language import Language
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import about_desk, about_settings, about_start
from desktop.ui.messages.about_crash import Crash
from desktop.ui.signals import closing_on_signals
from desktop.welcome import Instead, ask_account, is_refused, shop, unprotected

log = logging.getLogger(__name__)

R = TypeVar("R")

_GRACE_S = 3.0
_STUCK_S = 4.0


class Loop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """The event loop; names are looked up outside its pool of threads."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._look_ups = LookUps()

    async def getaddrinfo(self, *args: Any, **kwargs: Any) -> Addresses:
        return await self._look_ups.addresses(*args, **kwargs)


def run_until_closed(app: QApplication, program: Program) -> int:
    """Run the program on an event loop of its own; its exit code."""
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        runner.get_loop().set_exception_handler(_report_loop_error)
        code = runner.run(program.run())
        watchdog = _leave_soon(code)
    watchdog.cancel()
    return code


class Program:
    """Goes from desk to desk: the shop's, the practice one, and the welcome where an account is wanted.

    `front` is what the start has opened already, for the first desk; `crashes` tells how the last run ended.
    """

    def __init__(
        self,
        app: QApplication,
        options: Options,
        loaded: Loaded,
        language: Language,
        front: Front | None = None,
        crashes: CrashFile | None = None,
    ) -> None:
        self.restart_wanted = False
        """The clerk wants it to start again when it has ended."""
        self._app = app
        self._options = options
        self._kept = KeptSettings(loaded, options.folder.settings_file)
        self._language = language
        self._front = front
        self._crashes = crashes
        self._watch: CrashWatch | None = None
        self._practice = options.practice
        self._account: Account | None = None
        self._ask_account = False
        self._begin_anew = False
        self._closing = asyncio.Event()
        self._exit_code = 0

    async def run(self) -> int:
        """Until closed; 0, or 1 for a failed self-check and for orders that could not be opened."""
        self._app.commitDataRequest.connect(self._close)
        self._app.setWindowIcon(QIcon(str(resource("icons", "topup-desk.png"))))
        with closing_on_signals(self._close), collecting_here(), self._watching():
            await self._in_thread(_close_off, self._options.folder)
            if self._front is not None and self._front.close_asked:
                self._close()
            while not self._closing.is_set():
                await self._stage()
            self._leave_front()
        return self._exit_code

    @contextmanager
    def _watching(self) -> Iterator[None]:
        self._watch = CrashWatch(MaskingFormatter(LINE))
        self._watch.restart_wanted.connect(self._restart)
        try:
            yield
        finally:
            self._watch.close()

    def _restart(self) -> None:
        self.restart_wanted = True
        self._close()

    def _tell_of_last_time(self) -> None:
        if self._crashes is not None and self._crashes.untold and self._watch is not None:
            self._watch.tell(Crash.LAST_TIME, masked(self._crashes.untold))
            self._crashes.told()

    @property
    def _settings(self) -> Settings:
        return self._kept.current

    async def _stage(self) -> None:
        await self._kept.find_password()
        if self._practice:
            await self._locked(Practice())
        elif (account := await self._known_account()) is not None:
            await self._locked(shop(account, self._settings))
        elif is_refused(self._settings):
            self._leave_front()
            await self._mend(unprotected(), self._options.folder.root)
        else:
            self._leave_front()
            await self._welcome()

    async def _known_account(self) -> Account | None:
        if self._ask_account:
            return None
        if (given := self._account or credentials.from_environment()) is not None:
            return given
        return await self._in_thread(credentials.stored, self._settings)

    async def _locked(self, mode: Mode) -> None:
        folder = self._options.folder.orders_folder(practice=self._practice)
        try:
            self._front = self._front or Front(self._options.folder, self._settings, practice=self._practice)
            if self._front.held:
                await self._desk_or_restore(mode, self._front)
            elif not ring(folder):
                await self._give_up(StartTrouble.SILENT_TWIN, folder)
            else:
                self._close()
        except UnprotectedAddressError:
            await self._mend(unprotected(), folder)
        except BadProxyError:
            log.warning("the proxy cannot be used", exc_info=True)
            await self._mend(StartTrouble.BAD_PROXY, folder)
        except (OSError, StorageError) as error:
            log.exception("the desk cannot be opened")
            await self._give_up(trouble_of(error), folder)
        finally:
            self._leave_front()

    async def _desk_or_restore(self, mode: Mode, front: Front) -> None:
        restore = Restore(self._options.folder.database(practice=self._practice), *identity_of(mode))
        try:
            wanted: Chosen | None = await self._desk(mode, front)
        except (DamagedDatabaseError, MissingDatabaseError) as error:
            log.exception("the orders cannot be read")
            wanted = await self._offer(restore, trouble_of(error), front.folder)
        if wanted is not None and not self._closing.is_set() and await restore.put_back(wanted):
            self._begin_anew = wanted is True

    async def _offer(self, restore: Restore, trouble: StartTrouble, folder: Path) -> Chosen | None:
        """What the clerk chose; None, and the program closes, for neither a backup nor to begin anew."""
        if self._options.self_check is not None:
            await self._give_up(trouble, folder)
            return None
        chosen = await restore.offer(trouble, self._closing)
        if chosen is False:
            self._exit_code = 1
            self._close()
        return chosen or None

    async def _desk(self, mode: Mode, front: Front) -> Backup | None:
        """One desk until it ends; the backup to put back, where the clerk chose one.

        Raises DamagedDatabaseError also when the damage is found later on.
        """
        if front.window is not None:
            front.window.close_requested.connect(self._close)
        doorbell = Doorbell(front.folder)
        doorbell.rung.connect(front.come_forward)
        try:
            parts = await assemble(mode, self._options.folder, self._kept.for_the_line, begin_anew=self._begin_anew)
            self._begin_anew = False
            return await self._open_until_it_ends(parts, front.window or front.blank_window(self._settings))
        finally:
            doorbell.close()
            front.close_window()

    async def _open_until_it_ends(self, parts: Parts, window: MainWindow) -> Backup | None:
        ends = asyncio.Event()
        damage: list[str] = []
        wanted: list[Backup] = []
        parts.desk.changes.damage.subscribe(damage.append)
        parts.desk.changes.damage.subscribe(lambda _what: ends.set())
        self._listen(window, ends)
        window.restore_wanted.connect(wanted.append)
        window.restore_wanted.connect(lambda _backup: ends.set())
        try:
            await parts.start()
            window.open(parts.desk, self._window_memory())
            self._say_what_is_wrong_with_settings(window)
            start_log.info("ready")
            if self._options.self_check is not None:
                parts.desk.tasks.read("self-check", self._check(window, self._options.self_check))
            else:
                self._tell_of_last_time()
            await first_of(ends, self._closing)
        finally:
            window.say_closing()
            # An order on its way is only cut short when the whole program must go.
            leaves = self._closing.is_set()
            await parts.shutdown(_GRACE_S if leaves else self._settings.total_timeout + _GRACE_S, at_exit=leaves)
        if damage:
            raise DamagedDatabaseError(damage[0])
        return wanted[0] if wanted else None

    def _window_memory(self) -> QSettings:
        file = self._options.folder.window_file
        with suppress(OSError):  # then nothing is kept
            private.touch(file)
        return QSettings(str(file), QSettings.Format.IniFormat)

    def _listen(self, window: MainWindow, ends: asyncio.Event) -> None:
        practising = self._practice

        def change_mode() -> None:
            self._practice = not practising
            ends.set()

        def change_account() -> None:
            self._ask_account = True
            ends.set()

        def change_settings(chosen: Settings) -> None:
            changed = self._kept.choose(chosen)
            window.trouble.say("settings", self._keep())
            self._say_what_is_wrong_with_settings(window)
            if changed <= AT_THE_COUNTER:
                theme.follow(self._app, chosen.colours)
                window.apply(self._settings)
            else:
                self._dress()
                ends.set()

        window.close_requested.connect(self._close)
        window.mode_change_wanted.connect(change_mode)
        window.account_wanted.connect(change_account)
        window.settings_chosen.connect(change_settings)

    async def _welcome(self) -> None:
        notice = about_settings.of(self._kept.faults, self._kept.file)
        match await ask_account(self._kept.for_the_line, self._closing, notice, may_go_back=self._ask_account):
            case Account() as account:
                self._account, self._ask_account = account, False
                self._kept.choose(replace(self._settings, store_id=account.store_id, app_key=account.app_key))
                self._keep()
            case Instead.PRACTICE:
                self._practice = True
            case Instead.THE_OLD_ONE:
                self._ask_account = False
            case Instead.TO_CLOSE:
                self._close()

    async def _check(self, window: MainWindow, report: Path) -> None:
        from desktop import surroundings
        from desktop.ui.self_check import Check, SelfCheck

        checks = await SelfCheck(window, self._language).run()
        checks += [Check(*seen) for seen in await surroundings.look()]
        uncaught = self._watch.count if self._watch is not None else 0
        checks.append(Check("nothing was left uncaught", not uncaught, str(uncaught)))
        self._exit_code = 0 if all(check.passed for check in checks) else 1
        seen = {"version": __version__, "checks": [asdict(check) for check in checks]}
        await self._in_thread(report.write_text, json.dumps(seen, ensure_ascii=False, indent=2), "utf-8")
        window.close()

    async def _give_up(self, trouble: StartTrouble, folder: Path) -> None:
        self._exit_code = 1
        if self._options.self_check is None:
            await unless(self._closing, dialogs.tell(None, about_start.title(), about_start.sentence(trouble, folder)))
        self._close()

    async def _mend(self, trouble: StartTrouble, folder: Path) -> None:
        """The settings are in the way: let the owner change them, and try again."""
        if self._options.self_check is not None:
            await self._give_up(trouble, folder)
            return
        from desktop.ui.settings_dialog.mending import mended

        reason = about_start.sentence(trouble, folder)
        chosen = await unless(self._closing, mended(about_start.title(), reason, self._settings))
        if chosen is None:
            self._exit_code = 1
            self._close()
            return
        self._kept.choose(chosen)
        self._keep()
        self._dress()

    def _close(self) -> None:
        self._closing.set()

    def _leave_front(self) -> None:
        if self._front is not None:
            self._front.release()
            self._front = None

    def _dress(self) -> None:
        self._language.use(self._options.language or self._settings.language)
        theme.follow(self._app, self._settings.colours)

    def _say_what_is_wrong_with_settings(self, window: MainWindow) -> None:
        window.trouble.say("settings file", about_settings.of(self._kept.faults, self._kept.file))
        password = self._kept.about_password
        window.trouble.say("proxy", about_settings.password(password, self._kept.file) if password else "")

    def _keep(self) -> str:
        """Save the settings in force; what to say where they cannot be, else ""."""
        try:
            self._kept.save()
        except NotOverwrittenError:
            return about_settings.not_overwritten(self._kept.file)
        except OSError as error:
            log.exception("the settings cannot be saved")
            return about_desk.settings_not_kept(str(error))
        return ""

    async def _in_thread(self, work: Callable[..., R], *args: object) -> R:
        return await asyncio.get_running_loop().run_in_executor(None, work, *args)


def _close_off(folder: DataFolder) -> None:
    try:
        folder.close_off()
        if private.is_open_to_others(folder.root):
            log.warning("other users of this computer can read %s", folder.root)
    except OSError:
        log.warning("whether others can read %s is not known", folder.root, exc_info=True)


def _leave_soon(code: int) -> threading.Timer:
    """All is saved by now: a name look-up that hangs in a worker thread must not keep the process."""
    watchdog = threading.Timer(_STUCK_S, os._exit, (code,))
    watchdog.daemon = True
    watchdog.start()
    return watchdog


def _report_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """A line that breaks beneath the loop, or a task that it is left with at the end, is no error of ours."""
    error = context.get("exception")
    ours = isinstance(error, Exception) and not isinstance(error, OSError)
    cause = error if isinstance(error, BaseException) else None
    log.log(logging.CRITICAL if ours else logging.ERROR, "event loop: %s", context.get("message"), exc_info=cause)
