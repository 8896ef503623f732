"""Daily closes on paper: nothing is cut, whatever they hold, and nothing untrue is on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.close import Close, Cut, Figures
from desktop.domain.books.ledger import Books, Reading
from desktop.domain.paper import FOR_CLOSES, Paper
from desktop.exchange.table import Cell, keep_table
from desktop.settings.rules import LONGEST_LINE
from desktop.ui.closes.document import close_page, close_title
from desktop.ui.closes.spreadsheet import close_table
from desktop.ui.paper.layout import Layout
from desktop.ui.paper.pages import pages
from desktop.ui.paper.printable import laid_out
from desktop.ui.paper.sheets import SHEETS
from desktop.ui.words import words
from desktop.ui.words.language import Language
from tests.exchange.tables import csv_rows, sheet_names, xlsx_rows
from tests.ui.closes import EMPTY, HUGE, NOW, ORDINARY, endless
from tests.ui.paper import is_cut, overlapping, torn

SHOP = "和平路手机店"


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[str]:
    spoken = Language(qapp)
    spoken.use(request.param)
    yield request.param
    spoken.use("en")


def drawn(close: Close, paper: Paper, shop: str = SHOP, *, practice: bool = False) -> Layout:
    return laid_out(close_page(close, paper, shop, NOW, practice=practice), SHEETS[paper])


def lines(close: Close, paper: Paper, *, practice: bool = False) -> list[str]:
    return [line.strip() for line, _ in drawn(close, paper, practice=practice).lines()]


def told(close: Close, *, practice: bool = False) -> list[str]:
    return close_page(close, Paper.A4, SHOP, NOW, practice=practice).as_text().split("\n")


@pytest.mark.parametrize("paper", FOR_CLOSES)
@pytest.mark.parametrize("close", [ORDINARY, EMPTY, endless()], ids=["ordinary", "empty", "endless"])
def test_nothing_is_cut_whatever_is_closed(paper: Paper, close: Close, language: str) -> None:
    layout = drawn(close, paper, "龘" * LONGEST_LINE, practice=True)
    assert not is_cut(layout, paper)
    assert not overlapping(layout)
    assert not torn(layout, SHEETS[paper])
    assert all(width <= SHEETS[paper].printable for _, width in layout.lines())
    text = "".join(line for line, _ in layout.lines()).replace(" ", "")
    for written in ("龘" * LONGEST_LINE, close.by, close.note):
        assert written in text


@pytest.mark.parametrize("paper", FOR_CLOSES)
def test_the_longest_close_says_all_of_it(paper: Paper) -> None:
    close = endless()
    layout = drawn(close, paper)
    text = "".join(line for line, _ in layout.lines()).replace(" ", "")
    assert text.count("123,456") == len(close.lines) == 60
    amounts = text.count("999,999,999.99")
    assert amounts >= 4 * 60 + 3 * 40
    for number in (0, 39):
        assert close.corrections[number].order_no in text
    assert close.corrections[40].order_no not in text
    assert "and60more" in text
    assert len(pages(layout, SHEETS[paper])) == (1 if paper is not Paper.A4 else pytest.approx(13, abs=3))


def test_an_ordinary_close_is_one_sheet_with_a_table() -> None:
    layout = drawn(ORDINARY, Paper.A4)
    [page] = pages(layout, SHEETS[Paper.A4])
    assert page.shrink == 1
    texts = [text.text() for text, _ in layout.texts]
    start = texts.index("Operator")
    assert texts[start + 10 : start + 20] == [
        *("China Mobile", "50 yuan", "Fast", "Success", "12", "¥600.00", "¥598.80", "¥582.00", "¥0.00", "¥16.80")
    ]
    total = texts.index("Total")
    assert texts[total : total + 7] == ["Total", "49", "¥4,700.00", "¥4,690.60", "¥4,559.00", "¥48.50", "¥77.30"]
    at = {text.text(): place.y() for text, place in layout.texts}
    assert at["50 yuan"] == at["¥598.80"]


@pytest.mark.parametrize("paper", [Paper.ROLL_58, Paper.ROLL_80])
def test_on_a_roll_lines_stand_under_operator_and_face(paper: Paper) -> None:
    found = lines(ORDINARY, paper)
    group = found.index("China Mobile · 100 yuan")
    assert found[group + 1 : group + 3] == ["Fast · Failed, refund pending", "1 × 100 yuan"]
    assert found.index("31 × 100 yuan") < found.index("China Unicom · 100 yuan")
    assert found.count("China Mobile · 100 yuan") == 1


def test_the_text_has_everything_in_order() -> None:
    text = told(ORDINARY)
    assert text[:3] == [SHOP, "Daily close no. 12", ""]
    wanted = [
        "By: 小李",
        "Note: 中午换过零钱",
        "Orders of this close",
        "China Mobile · 50 yuan",
        "Fast · Success: 12 × 50 yuan",
        "  To collect: ¥598.80 · Cost: ¥582.00 · Refunds: ¥0.00 · Profit: ¥16.80",
        "China Telecom · 200 yuan",
        "Total",
        "Arrived at a cost not known yet, counted in neither cost nor profit: 1",
        "Corrections to earlier closes",
        "T20261122091533M2QX: Success → Reversed",
        "  Number: 138 0013 8000 · Cost: ¥0.00 · Refunds: +¥97.00 · Profit: -¥2.80",
        "Total: 2",
        "Profit, corrections included: ¥75.90",
        "Account with the platform",
        "Opening balance: ¥12,543.00",
        "Deposits: +¥5,000.00",
        "Costs of orders: -¥4,607.50",
        "Refunds: +¥145.50",
        "Adjustments: ¥0.00",
        "By the books: ¥13,081.00",
        "With the platform: ¥13,081.00",
        "Difference: ¥0.00",
        "Drawer",
        "Change at the beginning: ¥200.00",
        "Cash for orders: +¥4,690.60",
        "Cash returned to customers: -¥99.80",
        "Of it really paid by phone: -¥2,124.00",
        "Should be in the drawer: ¥2,666.80",
        "Counted: ¥2,666.80",
    ]
    places = [text.index(line) for line in wanted]
    assert places == sorted(places)
    assert not [line for line in text if "raft" in line or "ractice" in line]


def test_a_day_without_orders_is_plain() -> None:
    text = told(replace(EMPTY, number=3, begun=False))
    assert "No orders" in text
    assert not [line for line in text if "Corrections" in line or "Total" in line]
    assert "The account's book has not begun." in text
    assert "With the platform: not read" in text
    assert "Counted: not counted" in text
    assert text.count("Difference: –") == 1  # the drawer's


def test_drafts_and_practice_are_marked_everywhere() -> None:
    for paper in FOR_CLOSES:
        found = lines(EMPTY, paper, practice=True)
        assert "Draft – not closed" in found
        assert "Practice – no real money" in found
        assert "no. " not in " ".join(found)
    assert {"Draft – not closed", "Practice – no real money"} <= set(told(EMPTY, practice=True))


def test_a_book_that_began_with_nothing_has_begun() -> None:
    text = told(replace(EMPTY, cut=Cut(0, 1)))
    assert "The account's book has not begun." not in text
    assert "By the books: ¥0.00" in text


def test_a_difference_is_told_only_where_it_is_known() -> None:
    outdated = replace(ORDINARY, reading=Reading(1, NOW, outdated=True))
    assert "Difference: –" in told(outdated)
    assert any(line.startswith("Something was booked") for line in told(outdated))
    not_begun = replace(ORDINARY, books=Books(), begun=False, drawer=CashDrawer())
    assert "With the platform: ¥13,081.00" in told(not_begun)
    assert [line for line in told(not_begun) if line.startswith("Difference")] == ["Difference: –"]  # the drawer's
    short = replace(ORDINARY, reading=Reading(1_300_000, NOW), drawer=replace(ORDINARY.drawer, counted=270_000))
    assert "Difference: -¥81.00" in told(short)
    assert "Difference: +¥33.20" in told(short)


def test_what_the_clerk_wrote_cannot_upset_the_page() -> None:
    text = told(replace(ORDINARY, note="a\n\u202eb {label}", by="x\ty"))
    assert "Note: a¶«U+202E»b {label}" in text
    assert "By: x«U+0009»y" in text


def rows_of(close: Close) -> list[list[Cell]]:
    table, rows = close_table(close)
    assert {len(row) for row in rows} == {len(table.columns)}
    return rows


def test_the_spreadsheet_holds_every_figure() -> None:
    rows = rows_of(ORDINARY)
    orders = [row for row in rows if row[2] and row[6] is not None]
    assert len(orders) == len(ORDINARY.lines)
    [total] = [row for row in rows if row[1] == "Total"]
    whole = ORDINARY.total
    assert total[6:12] == [whole.orders, whole.face, whole.price, whole.cost, whole.refund, whole.profit]
    for number, wanted in enumerate(total[6:12]):
        assert sum(row[6 + number] for row in orders) == wanted  # type: ignore[misc]
    corrections = [row for row in rows if row[0] == "Corrections to earlier closes"]
    assert [row[1] for row in corrections] == ["T20261122091533M2QX 13800138000", "T20261122173010P8WA 18900189001"]
    assert sum(row[11] for row in corrections) == ORDINARY.corrected.profit  # type: ignore[misc]
    amounts = {(row[0], row[1]): row[12] for row in rows if row[12] is not None}
    assert amounts["Account with the platform", "By the books"] == ORDINARY.books.expected
    assert amounts["Account with the platform", "Difference"] == 0
    assert amounts["Drawer", "Of it really paid by phone"] == -212_400
    assert amounts["Drawer", "Counted"] == 266_680
    assert len([row for row in rows_of(endless()) if row[0] == "Corrections to earlier closes"]) == 100
    moments = {row[1]: row[13] for row in rows if row[13] is not None}
    assert ORDINARY.reading is not None
    times = (ORDINARY.since, ORDINARY.at, ORDINARY.reading.read_at)
    assert moments == dict(zip(("From", "Until", "Read at"), map(words.full_moment, times), strict=True))


def test_the_spreadsheet_says_what_is_not_known() -> None:
    words = [row[1] for row in rows_of(replace(EMPTY, begun=False))]
    assert "Draft – not closed" in words
    assert "The account's book has not begun." in words
    assert "The balance with the platform was not read." in words
    assert "The drawer was not counted." in words
    assert "Difference" not in words
    assert "Difference" not in [
        row[1] for row in rows_of(replace(EMPTY, begun=False, reading=Reading(5, NOW), drawer=CashDrawer(counted=None)))
    ]


async def test_the_spreadsheet_can_be_written_in_both_languages(tmp_path: Path, language: str) -> None:
    table, rows = close_table(endless())
    assert await keep_table(tmp_path / "a.xlsx", table, rows) == ""
    assert await keep_table(tmp_path / "a.csv", table, rows) == ""
    assert len(xlsx_rows(tmp_path / "a.xlsx")) == len(csv_rows(tmp_path / "a.csv")) == len(rows) + 1
    assert HUGE / 100 in [cell for row in xlsx_rows(tmp_path / "a.xlsx") for cell in row]
    assert [cell for row in xlsx_rows(tmp_path / "a.xlsx") for cell in row if isinstance(cell, datetime)]
    assert sheet_names(tmp_path / "a.xlsx") == [close_title(endless())]


def test_losses_and_sums_of_what_is_not_listed_add_up() -> None:
    close = endless()
    text = told(close)
    more = text.index("and 60 more")
    assert text[more + 1].endswith("Profit: -¥59,999,999,999.40")
    assert text[text.index("Total: 100") + 1].endswith("Profit: -¥99,999,999,999.00")
    assert close.corrected == Figures(0, 0, 0, 100 * HUGE, -100 * HUGE, -100 * HUGE)
