"""Connects the window with an open desk: tabs, dialogs, messages, alerts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from PySide6 import QtWidgets
from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.domain.batch.batch import Bounds
from desktop.domain.batch.verdict import Terms
from desktop.domain.leaving import Way
from desktop.settings.model import differing
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.slices import import_in_slices, in_slices
from desktop.ui.window.dialogs import DialogOpener
from desktop.ui.window.later import ALERTS, BALANCE, BATCH, DIALOGS, HISTORY, QT_WIDGETS
from desktop.ui.window.leaving import Leaving
from desktop.ui.window.place_memory import keep_place
from desktop.ui.window.shop_state import ShopState
from desktop.ui.words.messages import about_desk

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order
    from desktop.services.desk import Desk
    from desktop.settings import Settings
    from desktop.ui.alerts.low_balance import LowBalanceWatch
    from desktop.ui.alerts.result_announcer import ResultAnnouncer
    from desktop.ui.balance.tab import BalanceTab
    from desktop.ui.batch.tab import BatchTab
    from desktop.ui.history.tab import HistoryTab
    from desktop.ui.staff.locking import Locking
    from desktop.ui.widgets.late_pages import Building
    from desktop.ui.window.frame import WindowFrame

_RECHARGE, _HISTORY, _BALANCE, _BATCH = range(4)
_FIRST_ANSWERS_S = 0.1
"""The platform's first answers, and the orders beside the form, come before what nobody has asked for yet."""


class OpenWindow(QObject):
    """One for each desk that is opened. The tabs but the first, and all that rings, are built after it, in slices."""

    def __init__(self, window: WindowFrame, desk: Desk, memory: QSettings | None) -> None:
        super().__init__(window)
        self.desk = desk
        self.bridge = Bridge(desk.runtime.changes, window)
        self.dialogs = DialogOpener(window, desk, self.bridge, lambda: window.settings, practising=window.practising)
        self.state = ShopState(window, window.bars, desk, self.bridge)
        self.leaving = Leaving(window, desk)
        self.locking: Locking | None = None
        """There once the shop has a staff list."""
        self.announcer: ResultAnnouncer | None = None
        self.low_watch: LowBalanceWatch | None = None
        self._window = window
        self._memory = memory
        self._began = desk.runtime.clock.now()
        self._early: list[list[Order]] = []
        """Order changes that arrived before the announcer existed."""
        self.bridge.orders_changed.connect(self._hear_early)
        window.closed.connect(self._be_silent)
        window.closed.connect(lambda: keep_place(window, memory))
        self._follow()
        self._connect()
        window.strip.open(desk, self.bridge, memory)
        window.recharge.open(desk, self.bridge)
        window.menu.open()
        self._use(window.settings)
        self._follow_duty()
        for number in (_HISTORY, _BALANCE, _BATCH):
            window.tabs.setTabEnabled(number, True)
        desk.runtime.tasks.read("the rest of the window", self._build_the_rest())

    @property
    def history(self) -> HistoryTab:
        """Built when first wanted."""
        from desktop.ui.history.tab import HistoryTab

        return cast(HistoryTab, self._window.tabs.page(_HISTORY, self._build_history))

    @property
    def balance(self) -> BalanceTab:
        """Built when first wanted."""
        from desktop.ui.balance.tab import BalanceTab

        return cast(BalanceTab, self._window.tabs.page(_BALANCE, self._build_balance))

    @property
    def batch(self) -> BatchTab:
        """Built when first wanted."""
        from desktop.ui.batch.tab import BatchTab

        return cast(BatchTab, self._window.tabs.page(_BATCH, self._build_batch))

    def apply(self, before: Settings) -> None:
        """Go on with the window's settings, which were these before."""
        settings = self._window.settings
        if differing(before, settings) & {"offers", "slow_allowed"}:
            self._window.recharge.form.sell(settings.offers, slow_allowed=settings.slow_allowed)
        self._use(settings)
        if self.announcer is not None:
            self.announcer.apply(settings)
        if self.low_watch is not None:
            self.low_watch.apply(settings)

    def _be_silent(self) -> None:
        if self.announcer is not None:
            self.announcer.close()

    def _use(self, settings: Settings) -> None:
        upkeep = self.desk.upkeep
        self.desk.staff.name(settings.clerk)
        self.desk.orders.ordering.payments = settings.payments
        self.desk.batch.terms = Terms(settings.offers, settings.slow_allowed)
        self.desk.batch.sending.bounds = Bounds(settings.batch_undecided)
        self._window.recharge.suggest_customers(settings.suggest_customers)
        upkeep.releases.apply(on=settings.look_for_newer, address=settings.release_address)
        upkeep.safekeeping.use_second_folder(settings.backup_folder)  # practice data are not copied there

    def _build_history(self) -> Building:
        from desktop.ui.history.filters import Filters
        from desktop.ui.history.model import HistoryModel
        from desktop.ui.history.tab import HistoryTab
        from desktop.ui.history.table import HistoryTable

        filters = Filters()
        yield
        table = HistoryTable(HistoryModel())
        yield
        tab = HistoryTab(self.desk, self.bridge, self._memory, filters, table)
        tab.order_opened.connect(self.dialogs.open_order)
        yield
        return tab

    def _build_balance(self) -> Building:
        from desktop.ui.balance.tab import BalanceTab

        tab = BalanceTab(self.desk, self.bridge)
        tab.order_opened.connect(self.dialogs.open_order)
        tab.print_wanted.connect(self.dialogs.print_close)
        tab.page_wanted.connect(self.dialogs.print_page)
        tab.slip_wanted.connect(self.dialogs.print_slip)
        yield
        return tab

    def _build_batch(self) -> Building:
        from desktop.ui.batch.tab import BatchTab

        tab = BatchTab(self.desk, self.bridge, lambda: self._window.settings)
        tab.order_opened.connect(self.dialogs.open_order)
        yield
        return tab

    def _follow(self) -> None:
        """Say in the bars over all tabs what is wrong, as long as it is."""
        bars = self._window.bars
        self.state.account_wanted.connect(lambda: self.leaving.want(Way.ACCOUNT))
        self.state.batch_wanted.connect(self._go_to_batch)
        self.state.balance_wanted.connect(lambda: self._window.tabs.setCurrentIndex(_BALANCE))
        self.bridge.second_folder_changed.connect(self._warn_of_second_folder)
        self.bridge.audit_checked.connect(lambda row: bars.say("audit", about_desk.audit_broken(row) if row else ""))
        self.desk.runtime.tasks.on_error = lambda: bars.say("internal", about_desk.internal_error())

    def _connect(self) -> None:
        window, dialogs, menu = self._window, self.dialogs, self._window.menu
        window.recharge.order_opened.connect(dialogs.open_order)
        window.recharge.form.result.receipt_wanted.connect(self.show_receipt)
        window.recharge.receipt_wanted.connect(dialogs.open_receipt)
        dialogs.tried_again.connect(self._try_again)
        window.leave_wanted.connect(lambda: self.leaving.want(Way.QUIT))
        menu.account.connect(lambda: self.leaving.want(Way.ACCOUNT))
        menu.mode.connect(lambda: self.leaving.want(Way.MODE))
        self.leaving.close_wanted.connect(self.make_close)
        self.leaving.list_wanted.connect(self._go_to_order)
        self.leaving.number_wanted.connect(self._go_to_number)
        menu.settings.connect(dialogs.open_settings)
        menu.backups.connect(dialogs.open_backups)
        menu.staff.connect(dialogs.open_staff)
        menu.limits.connect(dialogs.open_limits)
        menu.audit.connect(dialogs.open_audit)
        menu.keys.connect(dialogs.open_keys)
        menu.about.connect(dialogs.open_about)
        self._connect_strip()
        dialogs.settings_chosen.connect(window.settings_chosen)
        dialogs.account_wanted.connect(lambda: self.leaving.want(Way.ACCOUNT))
        dialogs.restore_wanted.connect(window.restore_wanted)
        window.tabs.currentChanged.connect(self._tab_changed)
        self._keys = [QShortcut(key, window) for key in (QKeySequence.StandardKey.Print, QKeySequence.StandardKey.Find)]
        for key, act in zip(self._keys, (self.show_receipt, self._find), strict=True):
            key.activated.connect(act)
        self.bridge.duty_changed.connect(self._follow_duty)

    def _follow_duty(self) -> None:
        """Show who is on duty; where there is a staff list, lock the window while that is nobody."""
        duty, staff = self.desk.runtime.duty, self.desk.staff
        self._window.strip.show_clerk(duty.actor.name)
        if self.announcer is not None:
            self.announcer.is_locked = duty.locked
        if self.locking is None and staff.is_set_up:
            from desktop.ui.staff.locking import Locking

            self.locking = Locking(self._window, self.desk, self.bridge, (*self._keys, *self.state.keys))

    def _go_to_staff(self) -> None:
        if self.locking is None:
            self.dialogs.open_settings()
        else:
            self.locking.switch()

    def _connect_strip(self) -> None:
        strip = self._window.strip
        strip.newer_wanted.connect(self.dialogs.open_newer)
        strip.clerk_wanted.connect(self._go_to_staff)
        strip.line_wanted.connect(self.desk.books.balance.probe)
        strip.unconfirmed_wanted.connect(self._go_to_unconfirmed)
        for wanted, page in ((strip.balance_wanted, 0), (strip.owed_wanted, 1), (strip.reports_wanted, 3)):
            wanted.connect(lambda page=page: self._go_to_balance(page))

    def _go_to_balance(self, page: int) -> None:
        self._window.tabs.setCurrentIndex(_BALANCE)
        self.balance.turn_to(page)

    def _go_to_batch(self) -> None:
        """Show the list that waits for somebody."""
        self._window.tabs.setCurrentIndex(_BATCH)
        self.batch.show_waiting()

    def _go_to_unconfirmed(self) -> None:
        self._window.tabs.setCurrentIndex(_RECHARGE)
        self._window.recharge.action_list.go_to_doubt()

    async def _build_the_rest(self) -> None:
        await asyncio.sleep(_FIRST_ANSWERS_S)
        await in_slices(getattr(QtWidgets, name) for name in QT_WIDGETS)
        await import_in_slices(ALERTS)
        await self._tell_results()
        tabs = self._window.tabs
        for modules, number, build in (
            (HISTORY, _HISTORY, self._build_history),
            (BALANCE, _BALANCE, self._build_balance),
            (BATCH, _BATCH, self._build_batch),
        ):
            await import_in_slices(modules)
            await in_slices(tabs.steps(number, build))
        await import_in_slices(DIALOGS)
        self._cover_first_day()
        await in_slices(self.balance.later())

    def _cover_first_day(self) -> None:
        from desktop.ui.recharge.first_day import cover_first_day

        window = self._window
        cover_first_day(window.recharge.action_list, window.menu, practising=window.practising)

    async def _tell_results(self) -> None:
        """Ring, speak and show them from now on."""
        from desktop.ui.alerts.low_balance import LowBalanceWatch
        from desktop.ui.alerts.sharing import SharingWatch
        from desktop.ui.alerts.sounding import sounding_announcer

        window = self._window
        self.announcer = announcer = sounding_announcer(window, self.bridge, window.settings, self._began)
        announcer.is_locked = self.desk.runtime.duty.locked
        self.bridge.orders_changed.disconnect(self._hear_early)
        self.low_watch = LowBalanceWatch(
            self, self.desk, self.bridge, window.settings, self._warn_of_balance, announcer.tell
        )
        SharingWatch(self, self.desk, self.bridge, lambda text: window.bars.say("sharing", text))
        announcer.wanted_forward.connect(window.come_forward)
        self.dialogs.sound_tried.connect(announcer.try_sound)
        for orders in self._early:
            announcer.hear(orders)
        self._early.clear()
        announcer.remember(await self.desk.history.history.on_desk())

    def _warn_of_balance(self, text: str) -> None:
        self._window.bars.say("balance", text, self.state.see_balance())
        self._window.strip.warn_of_balance(bool(text))

    def _hear_early(self, orders: list[Order]) -> None:
        self._early.append(orders)

    def make_close(self) -> None:
        """Show the page of the daily closes, and begin one."""
        self._window.tabs.setCurrentIndex(_BALANCE)
        self.balance.make_close()

    def _go_to_order(self, order_no: str) -> None:
        """Go to an order in the list beside the form, or, where it is too old for that, to what is owed."""
        view = self._window.recharge.action_list
        if order_no and all(order.order_no != order_no for order in view.rows.orders()):
            self._window.tabs.setCurrentIndex(_BALANCE)
            self.balance.turn_to(1)
            return
        self._window.tabs.setCurrentIndex(_RECHARGE)
        view.setFocus()
        if order_no:
            view.choose(order_no)

    def _try_again(self, order: Order) -> None:
        self._window.tabs.setCurrentIndex(_RECHARGE)
        self._window.recharge.try_again(order)

    def _go_to_number(self) -> None:
        self._window.tabs.setCurrentIndex(_RECHARGE)
        self._window.recharge.form.number.setFocus()

    def _tab_changed(self, index: int) -> None:
        self.state.leaves_f5(index == _BALANCE)
        if index == _RECHARGE:
            self._window.recharge.form.number.setFocus()
        elif index == _HISTORY:
            self.history.box.setFocus()
        elif index == _BALANCE:
            self.balance.read_now.setFocus()
        elif index == _BATCH:
            self.batch.focus()

    def _find(self) -> None:
        self._window.tabs.setCurrentIndex(_HISTORY)
        self.history.box.setFocus()
        self.history.box.selectAll()

    def _warn_of_second_folder(self) -> None:
        from desktop.ui.words.messages import about_backups

        second = self.desk.upkeep.safekeeping.second
        warning = about_backups.second_folder(second) if second.trouble is not None else ""
        self._window.bars.say(
            "second folder", about_backups.second_folder_behind(second) if second.is_behind else warning
        )

    def show_receipt(self) -> None:
        """Of the order that is chosen in this tab, else of the one placed last."""
        in_history = self._window.tabs.currentIndex() == _HISTORY
        chosen = self.history.table.chosen_no if in_history else self._window.recharge.chosen_no
        if chosen:
            self.dialogs.open_receipt(chosen)
