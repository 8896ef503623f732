"""What the clerk is told fits where it stands, in both languages, on the smallest screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from desktop.domain.leaving import OpenOrder, Situation, Way, open_matters
from desktop.domain.mobile import NumberProblem, Operator
from desktop.domain.orders.order import Order, Speed, State, Verdict
from desktop.domain.orders.outcome import MobileInfo
from desktop.domain.orders.status import WANTS_WORD, Standing
from desktop.domain.refusal import Refusal, RefusedPart, Unfunded
from desktop.ui.look import theme
from desktop.ui.look.tokens import TYPE
from desktop.ui.recharge.action_buttons import ActionButtons
from desktop.ui.recharge.action_painting import LEFT, RIGHT, open_height, reason_below, wrapped_height
from desktop.ui.recharge.acts import acts_of
from desktop.ui.recharge.row_texts import Plan, RowTexts, advice
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.plain import PlainLabel, tip
from desktop.ui.widgets.qt_numbers import WORD_WRAP
from desktop.ui.window.bar import Bar
from desktop.ui.window.bar_news import News, Remedy
from desktop.ui.window.key_sheet import KeySheet
from desktop.ui.window.leaving_sheet import LeavingSheet
from desktop.ui.words.language import Language
from desktop.ui.words.messages import about_access, about_counter, about_desk, about_numbers, about_orders
from tests.ui.desk import open_desk

NOW = 1_795_396_344.0
STATES = {Standing.REJECTED: State.REJECTED, Standing.NOT_SENT: State.NOT_SENT, Standing.UNKNOWN: State.UNKNOWN}
STATUSES = {
    Standing.REFUNDED: 4,
    Standing.CANCELLED: 9,
    Standing.REVERSED: 10,
    Standing.PARTIAL: 11,
    Standing.RUNNING: 1,
    Standing.TIMED_OUT: 5,
    Standing.CANCELLING: 12,
    Standing.FAILED: 3,
}


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[str]:
    spoken = Language(qapp)
    spoken.use(request.param)
    yield request.param
    spoken.use("en")


def order(standing: Standing) -> Order:
    made = Order("T1", "77", "13800138000", 20000, 20000, Speed.FAST, NOW, State.SENDING, NOW, arrived=10000)
    if standing in STATUSES:
        return made._replace(state=State.ACCEPTED, status=STATUSES[standing])
    if standing is Standing.LOST:
        return made._replace(state=State.SETTLED, verdict=Verdict.LOST)
    return made._replace(state=STATES.get(standing) or State(standing.value))


@pytest.mark.parametrize("width", [572, 800])
def test_no_advice_in_an_open_row_is_cut_short(language: str, width: int) -> None:
    """Also beside a scroll bar at 1092 pixels: the row is as high as its advice, and its buttons fit."""
    undecided = (Standing.RUNNING, Standing.TIMED_OUT, Standing.CANCELLING, Standing.UNKNOWN, Standing.CHECKING)
    for standing in (*WANTS_WORD, *undecided):
        for plan, now in ((Plan(), NOW), (Plan(ours=False), NOW), (Plan(), NOW + 2000), (Plan(), NOW + 80 * 3600)):
            one = order(standing)
            text = advice(one, plan, now)
            room = QRect(0, 0, width - LEFT - RIGHT, wrapped_height(text, TYPE.strong, width))
            drawn = QFontMetrics(theme.font(TYPE.strong)).boundingRect(room, WORD_WRAP, text)
            assert room.contains(drawn), text
            parent = QWidget()
            buttons = ActionButtons(one, acts_of(one, now), parent)
            buttons.fit(room.width())
            assert buttons.sizeHint().width() <= room.width(), (standing, acts_of(one, now))
            shown = [act for act, made in buttons.buttons.items() if not made.isHidden()]
            assert shown[:2] == list(acts_of(one, now)[:2])


@pytest.mark.parametrize("width", [572, 800])
def test_no_advice_about_an_order_that_was_tried_again_is_cut_short(language: str, width: int) -> None:
    moved = {"cash_back": 20000, "cash_moved": 20000}
    ways: tuple[dict[str, Any], ...] = (
        {"retried_as": "T2", **moved},
        {"retried_as": "T2"},
        {"cash_back": 9000, "cash_moved": 9000},
        moved,
    )
    arrived = order(Standing.RUNNING)._replace(state=State.ACCEPTED, status=2)
    for one in (*map(order, (*WANTS_WORD, Standing.RUNNING)), arrived):
        for links in ways:
            text = advice(one._replace(**links), Plan(), NOW)
            room = QRect(0, 0, width - LEFT - RIGHT, wrapped_height(text, TYPE.strong, width))
            assert room.contains(QFontMetrics(theme.font(TYPE.strong)).boundingRect(room, WORD_WRAP, text)), text


def test_a_reason_without_room_in_its_column_stands_in_the_open_row(language: str) -> None:
    """A narrow list has no such column; in a wide one the platform may say more than fits."""
    short, long = RowTexts("x", "号码停机或空号", value="1:00"), RowTexts("x", "号码停机或空号" * 9, "next", "1:00")
    assert reason_below(short, 800) == ""
    assert reason_below(short, 572) == short.reason
    assert reason_below(long, 800) == long.reason
    assert open_height("advice", long, 800) > open_height("advice", short, 800)


def test_nothing_is_said_that_is_not_known() -> None:
    unknown_part = order(Standing.PARTIAL)._replace(arrived=None)
    assert "0 of" not in about_orders.advice(unknown_part)
    for status in (0, 77):
        assert "on its way" not in about_orders.advice(order(Standing.RUNNING)._replace(status=status))
    assert "call the platform" in about_orders.advice(order(Standing.RUNNING), NOW + 80 * 3600)


async def test_what_is_wrong_with_a_number_is_never_cut_short(tmp_path: Path, language: str) -> None:
    async with open_desk(tmp_path) as desk:
        hint = desk.window.recharge.form.numbers.hint
        infos = [
            MobileInfo(one, other, "", "") for one, other in (("移动", "联通"), ("电信", "移动"), ("联通", "广电"))
        ]
        texts = [about_numbers.carried(info) for info in infos]
        texts += [about_numbers.seldom_rechargeable(one) for one in (Operator.VIRTUAL, Operator.SATELLITE)]
        texts += [about_numbers.number_problem(one, "1" * 5) for one in NumberProblem]
        undecided = [Standing.RUNNING, Standing.TIMED_OUT, Standing.CANCELLING, Standing.FAILED]
        undecided += [Standing.UNKNOWN, Standing.CHECKING]
        texts += [about_counter.locked_before(order(one)._replace(placed_at=NOW - 86400)) for one in undecided]
        texts += [about_counter.last_time(order(one)._replace(placed_at=NOW - 86400)) for one in STATUSES]
        texts += [about_counter.ends_like_this(), about_counter.with_customers(about_numbers.by_prefix("138001"))]
        for text in texts:
            hint.say(text, "error")
            assert hint.text() == text


async def test_a_text_that_is_too_long_is_found_and_can_be_read_whole(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        hint = desk.window.recharge.form.numbers.hint
        high = hint.height()
        long = "China Mobile · Qiandongnan Miao and Dong Autonomous Prefecture, Guizhou (by prefix) " * 2
        hint.say(long, "hint")
        assert hint.text().endswith("…")
        assert (hint.toolTip(), hint.accessibleName()) == (tip(long), long)
        assert hint.height() == high


def test_the_sheet_of_keys_fits_a_small_screen_in_both_languages(language: str) -> None:
    """1366×768 at 125 %, less the frame of the window."""
    parent = QWidget()
    sheet = KeySheet(parent)
    assert sheet.minimumSizeHint().width() <= 1092
    assert max(sheet.minimumHeight(), sheet.minimumSizeHint().height()) <= 560


def test_a_button_has_room_for_its_text_and_key_in_every_look(qapp: QCoreApplication) -> None:
    made = Button("Cash returned ¥99.80", key="Space", icon_name="hand-coins")
    bold = QFontMetrics(theme.font(TYPE.body, bold=True)).horizontalAdvance(made.text())
    cap = QFontMetrics(theme.font(TYPE.caption)).horizontalAdvance("Space")
    for look in ("primary", "soft", "tonal", "surface", "caution", "stop", "on-stop"):
        made.wear(look)
        assert made.sizeHint().width() >= 16 + bold + cap + 12 + 2 * 14 + 2 * 8


def refusals() -> list[Refusal]:
    long = "app_key不存在，请联系客服核对后再试" * 6
    return [Refusal(part, "1004", long, NOW - 86400) for part in RefusedPart]


def test_no_bar_is_cut_short_on_a_small_screen(language: str) -> None:
    """1092 pixels wide, with its buttons, and with the button of those for which there is no room."""
    texts = [about_access.refused(one) for one in refusals()]
    texts += [about_access.unfunded(Unfunded(5000, "余额不足" * 30, NOW - 86400)), about_desk.moved_away("orders.db")]
    texts += [about_desk.offline(200_000, trying=trying) for trying in (True, False)]
    texts += [
        about_desk.cannot_save(),
        about_desk.unsaved(128),
        about_desk.disk_full(1 << 25),
        about_desk.cannot_back_up(),
    ]
    texts += [about_desk.disk_scarce(1 << 29), about_desk.internal_error(), about_desk.bringing_back(12_345)]
    remedies = (Remedy("Copy details", str, icon="copy"), Remedy("Change the key…", str, "Alt+K", "key-round"))
    for text in texts:
        for is_stop in (True, False):
            bar = Bar(is_stop=is_stop)
            bar.show_news(News(text, "key-round", is_stop, remedies))
            bar.offer_rest(12, lambda: None)
            bar.resize(1092, max(bar.minimumHeight(), bar.heightForWidth(1092)))
            bar.show()
            for said in (bar.sentence, bar.more):
                if said.isVisible():
                    wanted = said.heightForWidth(said.width()) if said.wordWrap() else said.sizeHint().height()
                    assert said.height() >= wanted, text
                    assert said.wordWrap() or said.width() >= said.sizeHint().width(), text
            assert all(one.width() >= one.sizeHint().width() for one in bar.buttons), text
            assert bar.height() <= 110, text
            bar.hide()
            bar.deleteLater()


def test_the_sheet_of_open_matters_fits_a_small_screen(language: str) -> None:
    owed = tuple(OpenOrder(f"T{one}", "17786517804", 123_456_700) for one in range(9))
    everything = Situation(128, owed, 300, owed, 300, (12_345, 123_456_700), "13800138000")
    for way in Way:
        parent = QWidget()
        sheet = LeavingSheet(open_matters(everything), way, parent)
        sheet.show()
        assert sheet.width() == 600
        assert sheet.height() <= 540 - 24
        for said in sheet.findChildren(PlainLabel):
            if not said.isVisible():
                continue
            wanted = said.heightForWidth(said.width()) if said.wordWrap() else said.sizeHint().height()
            assert said.height() >= wanted, said.text()
            assert said.wordWrap() or said.width() >= said.sizeHint().width(), said.text()
        buttons = sheet.findChildren(Button)
        assert len(buttons) == 4
        assert all(one.width() >= one.sizeHint().width() for one in buttons)
        sheet.hide()
        parent.deleteLater()


async def test_the_main_button_says_whole_why_nothing_can_be_ordered(tmp_path: Path, language: str) -> None:
    async with open_desk(tmp_path) as desk:
        go = desk.window.recharge.form.go
        for refusal in refusals():
            desk.window.recharge.form.stop(about_access.not_ordered(refusal), about_access.stopped_button(refusal))
            assert go.sizeHint().width() <= 470
