"""One desk in the window, from its opening until it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QSettings

from desktop.domain.actor import Actor
from desktop.domain.audit import AuditKind
from desktop.domain.right import Right
from desktop.domain.upkeep.backup import Backup
from desktop.program import log
from desktop.program.context import Context
from desktop.program.crash_watch import CrashWatch
from desktop.program.outcome import AccountWanted, Again, Damaged, OtherMode, Outcome, Quit, RestoreWanted
from desktop.services.upkeep.start_trouble import StartTrouble
from desktop.services.waits import first_of
from desktop.settings import Settings, as_text
from desktop.settings.model import AT_THE_COUNTER, differing
from desktop.settings.rights import rights_for
from desktop.system import private
from desktop.ui.look import theme
from desktop.ui.staff.permission import with_permission
from desktop.ui.window.main_window import MainWindow
from desktop.ui.words.messages import about_settings
from desktop.wiring.desk import RunningDesk

_GRACE_S = 3.0


class DeskSession:
    """The first of all that may end a desk decides its outcome."""

    def __init__(self, context: Context, desk: RunningDesk, window: MainWindow, watch: CrashWatch) -> None:
        self._context = context
        self._desk = desk
        self._window = window
        self._watch = watch
        self._outcome: Outcome | None = None
        self._over = asyncio.Event()

    async def run(self, is_open: Callable[[], None]) -> Outcome:
        """Open the desk, call `is_open`, wait until it ends, take it down. Raises StorageError if it cannot open."""
        self._listen()
        try:
            await self._open()
            is_open()
            await first_of(self._over, self._context.closing)
        finally:
            await self._take_down()
        return self._outcome or Quit()

    async def _open(self) -> None:
        await self._desk.start()
        self._window.open(self._desk.desk, self._window_memory())
        self._say_what_is_wrong_with_settings()
        self._note_settings()
        log.info("ready")
        if self._context.is_self_check:
            self._desk.desk.runtime.tasks.read("self-check", self._check())
        else:
            self._watch.tell_of_last_time()

    def _note_settings(self) -> None:
        """Changes that were made where nobody signs in: in practice mode, or in the file by hand."""
        settings = self._context.settings
        present = {name: as_text(getattr(settings, name)) for name in Settings._fields}
        self._desk.desk.runtime.tasks.command("settings noted", self._desk.desk.auditing.note_outside(present))

    async def _take_down(self) -> None:
        self._window.say_closing()
        # An order on its way is only cut short when the whole program must go.
        leaves = self._context.closing.is_set() or isinstance(self._outcome, Quit)
        grace = _GRACE_S if leaves else self._context.settings.total_timeout + _GRACE_S
        await self._desk.shutdown(grace, at_exit=leaves)

    def _end(self, outcome: Outcome) -> None:
        if self._outcome is None:
            self._outcome = outcome
            self._over.set()

    def _listen(self) -> None:
        window = self._window
        self._desk.desk.runtime.changes.damage.subscribe(lambda _what: self._end(Damaged(StartTrouble.DAMAGED)))
        window.close_requested.connect(self._context.closing.set)
        window.mode_change_wanted.connect(self._change_mode)
        window.account_wanted.connect(self._change_account)
        window.restore_wanted.connect(self._restore)
        window.settings_chosen.connect(self._change_settings)

    def _with_right(self, right: Right, kind: AuditKind, act: Callable[[], object], **detail: str) -> None:
        """Do it if who is here has the right, or somebody who has it allows it; then it is in the audit log."""

        def audited(by: Actor) -> None:
            self._desk.desk.auditing.note(kind, by, **detail)
            act()

        self._desk.desk.runtime.tasks.command("allowed", self._allowed(frozenset({right}), audited))

    async def _allowed(self, rights: frozenset[Right], act: Callable[[Actor], object]) -> None:
        desk = self._desk.desk
        act(await with_permission(desk, self._window, lambda: desk.staff.authorize(*rights)))

    def _change_mode(self) -> None:
        """Practice mode has a right of its own; everybody may go back to the shop."""
        if self._window.practising:
            self._end(OtherMode())
        else:
            self._with_right(Right.PRACTICE, AuditKind.PRACTICE, lambda: self._end(OtherMode()))

    def _change_account(self) -> None:
        self._with_right(Right.ACCOUNT, AuditKind.ACCOUNT, lambda: self._end(AccountWanted()))

    def _restore(self, backup: Backup) -> None:
        end = RestoreWanted(backup)
        self._with_right(Right.RESTORE, AuditKind.RESTORE, lambda: self._end(end), file=backup.path.name)

    def _change_settings(self, chosen: Settings) -> None:
        rights = rights_for(differing(self._context.settings, chosen))
        self._desk.desk.runtime.tasks.command("settings", self._allowed(rights, lambda by: self._use(chosen, by)))

    def _use(self, chosen: Settings, by: Actor) -> None:
        context = self._context
        before = context.settings
        changed = context.kept.choose(chosen)
        for name in sorted(changed):
            old, new = (as_text(getattr(one, name)) for one in (before, context.settings))
            self._desk.desk.auditing.note(AuditKind.SETTING, by, name=name, old=old, new=new)
        self._window.bars.say("settings", context.save())
        self._say_what_is_wrong_with_settings()
        if changed <= AT_THE_COUNTER:
            theme.follow(context.app, chosen.colours)
            self._window.apply(context.settings)
        else:
            context.dress()
            self._end(Again())

    def _say_what_is_wrong_with_settings(self) -> None:
        kept = self._context.kept
        self._window.bars.say("settings file", about_settings.of(kept.faults, kept.file))
        password = kept.about_password
        self._window.bars.say("proxy", about_settings.password(password, kept.file) if password else "")

    def _window_memory(self) -> QSettings:
        file = self._context.options.folder.window_file
        with suppress(OSError):  # then nothing is kept
            private.touch(file)
        return QSettings(str(file), QSettings.Format.IniFormat)

    async def _check(self) -> None:
        from desktop.program.self_check.report import check_all

        passed = await check_all(self._window, self._context, self._watch)
        self._end(Quit(0 if passed else 1))
