"""A shop in which everything is as long and as much as it may be, and its windows and sheets."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.batch.staging import FaceSum, Sums
from desktop.domain.books.voucher import Voucher
from desktop.domain.history.search import Sort
from desktop.domain.leaving import OpenOrder, Situation, Way, open_matters
from desktop.domain.orders import events as ev
from desktop.domain.orders.offer import Offer
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.outcome import Declined, MobileInfo
from desktop.domain.orders.payment import KNOWN_PAYMENTS
from desktop.domain.orders.request import Request
from desktop.domain.plain_text import LONGEST_NAME
from desktop.domain.staff.person import Person, Role
from desktop.domain.upkeep.release import Release
from desktop.services.orders.ordering import Draft
from desktop.services.staff.pins import WrongPin
from desktop.settings import Settings
from desktop.ui.balance.voucher_dialog import VoucherDialog, VoucherKind
from desktop.ui.batch.confirm_sheet import BatchConfirmSheet, BatchTotals
from desktop.ui.closes.dialog import CloseDialog
from desktop.ui.closes.print_dialog import ClosePrintDialog
from desktop.ui.history.export_dialog import ExportDialog
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.history.support_dialog import SupportDialog
from desktop.ui.newer.dialog import NewerDialog
from desktop.ui.receipt.dialog import ReceiptDialog
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.settings_dialog.dialog import SettingsDialog
from desktop.ui.staff.lost_pin_dialog import LostPinDialog
from desktop.ui.staff.person_dialog import PersonDialog
from desktop.ui.staff.staff_dialog import StaffDialog
from desktop.ui.staff.switch_sheet import SwitchSheet
from desktop.ui.window.about import AboutDialog
from desktop.ui.window.backups_dialog import BackupsDialog
from desktop.ui.window.crash_notice import CrashNotice
from desktop.ui.window.key_sheet import KeySheet
from desktop.ui.window.leaving_sheet import LeavingSheet
from desktop.ui.window.practice_guide import PracticeGuide
from desktop.ui.words.messages import about_desk, about_numbers, about_staff
from desktop.ui.words.messages.about_crash import Crash
from tests.conftest import until
from tests.ui.closes import endless
from tests.ui.desk import STORIES, OpenDesk

LONG = "号码停机或空号，请联系客服核对后再试，谢谢您的理解与支持" * 3
PLACE = "黔东南苗族侗族自治州镇远县" * 3
NOTE = "老王的女儿，明天来取小票，钱已经付了，" * 3
MONTH = 123_456_700
"""Fen."""
SETTINGS = Settings(
    store_id="77",
    offers=tuple(Offer(20000 + 1000 * at, 19960 + 1000 * at, 19500 + 1000 * at) for at in range(9)),
    slow_allowed=True,
    clerk="欧阳小王王王",
    shop_name=PLACE[:30],
    shop_phone="0731-8222 3333 转 8001",
    receipt_footer=LONG[:60],
)


async def fill(desk: OpenDesk) -> list[str]:
    """Orders of each kind in the database; their numbers."""
    at, numbers = time.time() - 3600, list[str]()
    recorded: list[tuple[str, ev.Event]] = []
    for count, events in enumerate(_stories(at)):
        number = f"T20261123{count:04d}AAAA"
        price = MONTH if count == 0 else 20000
        placed = ev.Placed(at, number, "77", f"138001380{count:02d}", price, price, int(Speed.FAST))
        await desk.parts.orders.claim(placed, NOTE[:60])
        recorded += [(number, _of(number, event)) for event in events]
        numbers.append(number)
    desk.parts.desk.runtime.changes.orders.announce(await desk.parts.orders.record(recorded, at + 3000))
    return numbers


def _stories(at: float) -> list[list[ev.Event]]:
    taken = ev.PushAccepted(at + 1, "W20261123112233445566", LONG)
    ends: list[list[ev.Event]] = [
        [taken, ev.Reported(at + 2, status, "W20261123112233445566", 19500, 2000, LONG)] for status in (2, 4, 9, 10, 11)
    ]
    ends[0][1] = ev.Reported(at + 2, 2, "W20261123112233445566", MONTH - 6_700, MONTH, "")
    return [
        *ends,
        [taken, ev.Reported(at + 2, 3, "W20261123112233445566", None, None, LONG)],
        [ev.PushRejected(at + 1, "1004", LONG)],
        [ev.PushNotSent(at + 1, LONG)],
        [ev.PushUnknown(at + 1, LONG)],
        [taken],
    ]


def _of(order_no: str, event: ev.Event) -> ev.Event:
    """No two orders have one number."""
    if isinstance(event, ev.PushAccepted | ev.Reported):
        return replace(event, order_number=f"{event.order_number}{order_no[-8:-4]}")
    return event


def open_orders(count: int) -> list[Order]:
    """Orders that the action list shows, never written anywhere."""
    now, accepted = time.time(), {"state": State.ACCEPTED}
    kinds = (
        {**accepted, "status": 4, "ended_at": now - 20, "words": LONG},
        {"state": State.UNKNOWN, "words": LONG},
        {**accepted, "status": 1},
        {**accepted, "status": 3, "words": LONG},
    )
    return [
        Order(
            f"U{at}", "77", f"1{30 + at % 69:02d}{at:08d}", 20000, 19960, Speed.FAST, now - 90 * at, sent_at=now
        )._replace(**kinds[at % len(kinds)])
        for at in range(count)
    ]


class Sight(NamedTuple):
    """The shop that its sheets are made from."""

    desk: OpenDesk
    numbers: list[str]
    folder: Path

    @property
    def window(self) -> QWidget:
        return self.desk.window


Build = Callable[[Sight], Awaitable[QDialog]]
DIALOGS: dict[str, Build] = {}


def dialog(name: str) -> Callable[[Build], Build]:
    def note(build: Build) -> Build:
        DIALOGS[name] = build
        return build

    return note


@dialog("confirm")
async def confirm(sight: Sight) -> QDialog:
    now = time.time()
    before = Order(
        "T1", "77", "13800138000", 20000, 19960, Speed.SLOW, now - 4000, State.ACCEPTED, ended_at=now - 3600, status=2
    )
    again = Order(
        "T2", "77", "13800138000", 20000, 19960, Speed.FAST, now - 900, State.ACCEPTED, ended_at=now - 800, status=4
    )
    request = Request("13800138000", 20000, 19960, Speed.SLOW, NOTE[:60])
    info = MobileInfo("移动", "联通", PLACE[:20], PLACE[:20])
    warnings = [
        about_numbers.slow_warning(),
        about_numbers.carried(info),
        about_desk.offline(200, trying=False).replace("\n", " "),
    ]
    sheet = ConfirmSheet(Draft("T3", request, before, again), PLACE[:60], warnings, KNOWN_PAYMENTS, sight.window)
    sheet.show_objection(Declined("1004", LONG))
    return sheet


@dialog("confirm a list")
async def confirm_list(sight: Sight) -> QDialog:
    faces = tuple(FaceSum(offer.face, 1_111, 99_999_900) for offer in SETTINGS.offers)
    sums = Sums(9_999, MONTH, MONTH, 77, faces, {}, 20_000)
    return BatchConfirmSheet(BatchTotals(NOTE[:60], sums, MONTH, True), KNOWN_PAYMENTS, [LONG[:60]], sight.window)


@dialog("keys")
async def keys(sight: Sight) -> QDialog:
    return KeySheet(sight.window)


@dialog("staff")
async def staff(sight: Sight) -> QDialog:
    return StaffDialog(sight.desk.parts.desk, sight.window)


@dialog("person")
async def person(sight: Sight) -> QDialog:
    return PersonDialog(Person(1, LONG[:LONGEST_NAME], Role.MANAGER), sight.desk.parts.desk, sight.window)


@dialog("switch")
async def switch(sight: Sight) -> QDialog:
    sheet = SwitchSheet(sight.desk.parts.desk, sight.window)
    sheet.box.say(about_staff.not_let_in(WrongPin(900)))
    return sheet


@dialog("lost pin")
async def lost_pin(sight: Sight) -> QDialog:
    return LostPinDialog(sight.desk.parts.desk, sight.window)


@dialog("about")
async def about(sight: Sight) -> QDialog:
    return AboutDialog(("Licence " * 12 + "\n") * 80, sight.window)


@dialog("backups")
async def backups(sight: Sight) -> QDialog:
    return BackupsDialog(about_desk.why_backups(), [], may_begin_anew=True, parent=sight.window)


@dialog("newer")
async def newer(sight: Sight) -> QDialog:
    release = Release((12, 10, 11), "https://example.org/" + "releases/" * 8, date(2026, 11, 30), time.time())
    return NewerDialog(release, "1.0.0", sight.window)


@dialog("crash")
async def crash(sight: Sight) -> QDialog:
    return CrashNotice(Crash.THE_END, "Traceback\n" * 60, sight.window)


@dialog("practice guide")
async def guide(sight: Sight) -> QDialog:
    from desktop.practice.stories import STORIES as ALL

    return PracticeGuide([(ending, story.name) for ending, story in ALL.items()] or STORIES, sight.window)


@dialog("receipt")
async def receipt(sight: Sight) -> QDialog:
    order = await sight.desk.parts.orders.get(sight.numbers[1])
    assert order is not None
    return ReceiptDialog(order, sight.desk.parts.desk, SETTINGS, sight.window, practice=True)


@dialog("close")
async def close(sight: Sight) -> QDialog:
    return CloseDialog(await sight.desk.parts.desk.books.closing.draft(), sight.desk.parts.desk, sight.window)


@dialog("close print")
async def close_print(sight: Sight) -> QDialog:
    return ClosePrintDialog(endless(), sight.desk.parts.desk, SETTINGS, sight.window, practice=True)


@dialog("voucher")
async def voucher(sight: Sight) -> QDialog:
    return VoucherDialog(VoucherKind.DEPOSIT, MONTH, sight.desk.parts.desk, sight.window)


@dialog("export")
async def export(sight: Sight) -> QDialog:
    search = sight.desk.window.history.filters.search(Sort())
    return ExportDialog(sight.desk.parts.desk, search, sight.folder / (PLACE[:30] + ".csv"), sight.window)


@dialog("support")
async def support(sight: Sight) -> QDialog:
    order = await sight.desk.parts.orders.get(sight.numbers[-2])
    assert order is not None
    evidence = await sight.desk.parts.desk.orders.settling.known_evidence(order)
    return SupportDialog(evidence, sight.desk.parts.desk, sight.window)


@dialog("leaving")
async def leaving(sight: Sight) -> QDialog:
    owed = tuple(OpenOrder(f"T{one}", "17786517804", MONTH) for one in range(9))
    everything = Situation(128, owed, 300, owed, 300, (12_345, MONTH), "13800138000")
    return LeavingSheet(open_matters(everything), Way.QUIT, sight.window)


def _order_sheet(place: int) -> Build:
    async def build(sight: Sight) -> QDialog:
        details = await sight.desk.parts.desk.history.history.sheet(sight.numbers[place])
        assert details is not None
        return OrderSheet(details, sight.desk.parts.desk, sight.desk.window.opened.bridge, sight.window)

    return build


for _name, _place in (
    ("succeeded", 0),
    ("refunded", 1),
    ("reversed", 3),
    ("refused", 6),
    ("unknown", 8),
    ("running", 9),
):
    DIALOGS[f"order {_name}"] = _order_sheet(_place)


def _settings(page: str) -> Build:
    async def build(sight: Sight) -> QDialog:
        return SettingsDialog(SETTINGS, sight.window, page=page, can_speak=False)

    return build


PAGES = (
    "counter",
    "balance",
    "lists",
    "receipt",
    "alerts",
    "look",
    "connection",
    "asking",
    "account",
    "backups",
    "program",
)
for _name in PAGES:
    DIALOGS[f"settings {_name}"] = _settings(_name)


async def books(desk: OpenDesk) -> None:
    """A balance and a deposit in the books."""
    keep = desk.parts.desk.books
    await until(lambda: keep.balance.last is not None and keep.balance.last.expected is not None)
    await keep.bookkeeping.deposit(MONTH, Voucher(time.time() - 60, NOTE[:30], NOTE[:30]))
