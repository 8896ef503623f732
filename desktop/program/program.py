"""Goes from stage to stage until the clerk has enough: the shop's desk, the practice desk, the welcome."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.domain.account import Account
from desktop.program.context import Context
from desktop.program.crash_watch import CrashWatch
from desktop.program.desk_session import DeskSession
from desktop.program.first_window import FirstWindow
from desktop.program.garbage import collecting_here
from desktop.program.kept_settings import KeptSettings
from desktop.program.options import Options
from desktop.program.other_starts import OtherStarts
from desktop.program.outcome import (
    AccountEntered,
    AccountWanted,
    Again,
    Damaged,
    OtherMode,
    Outcome,
    Quit,
    RestoreWanted,
)
from desktop.program.shop_account import is_refused, shop, unprotected
from desktop.program.signals import closing_on_signals
from desktop.program.upgrade_watch import UpgradeWatch
from desktop.services.upkeep.start_trouble import BadProxyError, StartTrouble, UnprotectedAddressError, trouble_of
from desktop.services.waits import unless
from desktop.settings import Loaded
from desktop.storage.errors import DamagedDatabaseError, MissingDatabaseError, StorageError
from desktop.system import credentials, private
from desktop.system import log as system_log
from desktop.system.crash_file import CrashFile
from desktop.system.paths import DataFolder, resource
from desktop.ui.widgets import awaited
from desktop.ui.words.language import Language
from desktop.ui.words.messages import about_settings, about_start
from desktop.wiring.desk import assemble, identity_of
from desktop.wiring.gateways import Mode, PracticeMode

if TYPE_CHECKING:
    from desktop.program.restore import Restore

log = logging.getLogger(__name__)

_LOG_OPENS_S = 1.0


class Stage(Struct, frozen=True):
    """The next thing that the program does. `account` is the one that was entered in this run; `asks_account` shows the
    welcome even if an account is known; `begin_anew` opens a desk with an empty database.
    """

    practice: bool
    account: Account | None = None
    asks_account: bool = False
    begin_anew: bool = False

    def after(self, outcome: Outcome) -> Stage:
        """The stage that follows when this one ended like that."""
        match outcome:
            case OtherMode():
                return replace(self, practice=not self.practice, begin_anew=False)
            case AccountWanted():
                return replace(self, asks_account=True, begin_anew=False)
            case AccountEntered(account):
                return replace(self, account=account or self.account, asks_account=False)
            case Again(begin_anew):
                return replace(self, begin_anew=begin_anew)
            case _:
                return self


class Program:
    """`first_window` is what the start has opened already, for the first desk; `crashes` tells how the last run
    ended.
    """

    def __init__(
        self,
        app: QApplication,
        options: Options,
        loaded: Loaded,
        language: Language,
        first_window: FirstWindow | None = None,
        crashes: CrashFile | None = None,
    ) -> None:
        self.restart_wanted = False
        """The clerk wants it to start again when it has ended."""
        self._context = Context(app, options, language, KeptSettings(loaded, options.folder.settings_file))
        self._first_window = first_window
        self._crashes = crashes

    async def run(self) -> int:
        """Until closed; 0, or 1 for a failed self-check and for orders that could not be opened."""
        context = self._context
        context.app.commitDataRequest.connect(self.close)
        context.app.setWindowIcon(QIcon(str(resource("icons", "topup-desk.png"))))
        with closing_on_signals(self.close), collecting_here(), self._watching() as watch:
            await asyncio.to_thread(close_off, context.options.folder)
            if self._first_window is not None and self._first_window.close_asked:
                self.close()
            opening = asyncio.ensure_future(_open_log())
            try:
                return await self._stages(watch)
            finally:
                opening.cancel()
                system_log.go_on()
                self._leave_first_window()

    def close(self) -> None:
        """End the program: what is under way is finished and stored first."""
        self._context.closing.set()

    async def _stages(self, watch: CrashWatch) -> int:
        stage = Stage(practice=self._context.options.practice)
        while not self._context.closing.is_set():
            outcome = await self._outcome_of(stage, watch)
            if isinstance(outcome, Quit):
                return outcome.code
            stage = stage.after(outcome)
        return 0

    @contextmanager
    def _watching(self) -> Iterator[CrashWatch]:
        watch = CrashWatch(self._crashes)
        watch.restart_wanted.connect(self._restart)
        try:
            yield watch
        finally:
            watch.close()

    def _restart(self) -> None:
        self.restart_wanted = True
        self.close()

    async def _outcome_of(self, stage: Stage, watch: CrashWatch) -> Outcome:
        context = self._context
        await context.kept.find_password()
        if stage.practice:
            return await self._locked(stage, PracticeMode(), watch)
        if (account := await self._account(stage)) is not None:
            return await self._locked(stage, shop(account, context.settings), watch)
        self._leave_first_window()
        if is_refused(context.settings):
            return await self._mend(unprotected(), context.options.folder.root)
        return await self._welcome(stage)

    async def _account(self, stage: Stage) -> Account | None:
        if stage.asks_account:
            return None
        settings = self._context.settings
        given = stage.account or credentials.from_environment()
        return given or await asyncio.to_thread(credentials.stored, settings.store_id, settings.app_key)

    async def _locked(self, stage: Stage, mode: Mode, watch: CrashWatch) -> Outcome:
        """A desk, where no other program has the lock on these orders."""
        context = self._context
        folder = context.options.folder.orders_folder(practice=stage.practice)
        try:
            window = self._first_window or FirstWindow(
                context.options.folder, context.settings, practice=stage.practice
            )
            self._first_window = window
            if window.held:
                return await self._desk_or_restore(stage, mode, window, watch)
            from desktop.program.single_instance import ring

            if not ring(folder):
                return await self._give_up(StartTrouble.SILENT_TWIN, folder)
            return Quit()
        except UnprotectedAddressError:
            return await self._mend(unprotected(), folder)
        except BadProxyError:
            log.warning("the proxy cannot be used", exc_info=True)
            return await self._mend(StartTrouble.BAD_PROXY, folder)
        except (OSError, StorageError) as error:
            log.exception("the desk cannot be opened")
            return await self._give_up(trouble_of(error), folder)
        finally:
            self._leave_first_window()

    async def _desk_or_restore(self, stage: Stage, mode: Mode, window: FirstWindow, watch: CrashWatch) -> Outcome:
        database = self._context.options.folder.database(practice=stage.practice)
        outcome = await self._desk(stage, mode, window, watch)
        if isinstance(outcome, Damaged):
            outcome = await self._offer(_restore(database, mode), outcome.trouble, window.folder)
        if isinstance(outcome, RestoreWanted) and not self._context.closing.is_set():
            restored = await _restore(database, mode).put_back(outcome.chosen)
            return Again(begin_anew=restored and outcome.chosen is True)
        return outcome

    async def _offer(self, restore: Restore, trouble: StartTrouble, folder: Path) -> Outcome:
        """Let the clerk choose a backup or an empty database; without a choice the program closes."""
        if self._context.is_self_check:
            return await self._give_up(trouble, folder)
        chosen = await restore.offer(trouble, self._context.closing)
        if chosen is None:
            return Quit()
        return RestoreWanted(chosen) if chosen else Quit(1)

    async def _desk(self, stage: Stage, mode: Mode, first: FirstWindow, watch: CrashWatch) -> Outcome:
        context = self._context
        if first.window is not None:
            first.window.close_requested.connect(context.closing.set)
        starts, upgrade = OtherStarts(first), UpgradeWatch(context.closing.set)
        try:
            desk = await assemble(
                mode,
                context.options.folder,
                context.kept.for_the_line,
                begin_anew=stage.begin_anew,
                upgrading=upgrade.told,
            )
            upgrade.close()
            window = first.window or first.blank_window(context.settings)
            return await DeskSession(context, desk, window, watch).run(starts.desk_is_open)
        except (DamagedDatabaseError, MissingDatabaseError) as error:
            log.exception("the orders cannot be read")
            return Damaged(trouble_of(error))
        finally:
            upgrade.close()
            starts.close()
            first.close_window()

    async def _welcome(self, stage: Stage) -> Outcome:
        context = self._context
        notice = about_settings.of(context.kept.faults, context.kept.file)
        from desktop.program.welcome import ask_account

        outcome = await ask_account(context.kept.for_the_line, context.closing, notice, may_go_back=stage.asks_account)
        if isinstance(outcome, AccountEntered) and (account := outcome.account) is not None:
            context.kept.choose(context.settings._replace(store_id=account.store_id, app_key=account.app_key))
            context.save()
        return outcome

    async def _give_up(self, trouble: StartTrouble, folder: Path) -> Quit:
        if not self._context.is_self_check:
            told = awaited.tell(None, about_start.title(), about_start.sentence(trouble, folder))
            await unless(self._context.closing, told)
        return Quit(1)

    async def _mend(self, trouble: StartTrouble, folder: Path) -> Outcome:
        """The settings are in the way: let the owner change them, and try again."""
        context = self._context
        if context.is_self_check:
            return await self._give_up(trouble, folder)
        from desktop.ui.settings_dialog.mending import mended

        reason = about_start.sentence(trouble, folder)
        chosen = await unless(context.closing, mended(about_start.title(), reason, context.settings))
        if chosen is None:
            return Quit(1)
        context.kept.choose(chosen)
        context.save()
        context.dress()
        return Again()

    def _leave_first_window(self) -> None:
        if self._first_window is not None:
            self._first_window.release()
            self._first_window = None


async def _open_log() -> None:
    """Open the log late, because its imports would delay the first desk."""
    await asyncio.sleep(_LOG_OPENS_S)
    await asyncio.to_thread(system_log.go_on)


def _restore(database: Path, mode: Mode) -> Restore:
    from desktop.program.restore import Restore

    return Restore(database, *identity_of(mode))


def close_off(folder: DataFolder) -> None:
    try:
        folder.close_off()
        if private.is_open_to_others(folder.root):
            log.warning("other users of this computer can read %s", folder.root)
    except OSError:
        log.warning("whether others can read %s is not known", folder.root, exc_info=True)
