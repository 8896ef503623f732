"""The audit log on screen: words for every kind, filters, prices of a past day, and who may look."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.domain.actor import Actor
from desktop.domain.audit import AuditEntry, AuditKind, row_of
from desktop.domain.orders.offer import at_face
from desktop.domain.right import Right
from desktop.domain.staff.rights import RightsTable, to_text
from desktop.settings import Settings, as_text
from desktop.ui.audit.dialog import AuditDialog
from desktop.ui.staff.permit_sheet import PermitSheet
from desktop.ui.words.audit_words import by_text, detail_text, prices_text, row_word
from tests.conftest import until
from tests.ui.desk import OpenDesk, open_desk, visible
from tests.ui.test_staff import staffed

DETAILS: dict[AuditKind, tuple[dict[str, str], str]] = {
    AuditKind.SIGN_IN: ({}, ""),
    AuditKind.WRONG_PIN: ({}, ""),
    AuditKind.LOST_PIN: ({}, ""),
    AuditKind.ACCOUNT: ({}, ""),
    AuditKind.PRACTICE: ({}, ""),
    AuditKind.PERMIT: ({"rights": "adjust fly"}, "Adjust the ledger, take entries back"),
    AuditKind.STAFF: (
        {"name": "小李", "role": "clerk", "active": "False", "pin": "True"},
        "小李 · Clerk · works here no more · new PIN",
    ),
    AuditKind.RIGHTS: (
        {
            "old": to_text(RightsTable()),
            "new": to_text(RightsTable(clerks=RightsTable().clerks | {Right.EXPORT})),
            "large_face": "30000",
        },
        "Clerk + Export orders and reports · large orders above 300 yuan",
    ),
    AuditKind.SETTING: (
        {"name": "offers", "old": as_text(at_face(50)), "new": as_text(at_face(100)), "outside": "True"},
        "Prices: 50 yuan: fast ¥50.00 · slow ¥50.00 → 100 yuan: fast ¥100.00 · slow ¥100.00 · outside of this program",
    ),
    AuditKind.LIMIT: ({"blocked": "13800138000", "reason": "骗子"}, "138 0013 8000 blocked · 骗子"),
    AuditKind.DEPOSIT: ({"amount": "10000", "note": "x"}, "+¥100.00 · x"),
    AuditKind.ADJUSTMENT: ({"amount": "-300", "note": "少了"}, "-¥3.00 · 少了"),
    AuditKind.TAKEN_BACK: ({"amount": "300", "note": ""}, "+¥3.00"),
    AuditKind.RESTORE: ({"file": "orders-1.db"}, "orders-1.db"),
    AuditKind.REPRINT: ({"order_no": "T1", "times": "3"}, "T1 · no. 3"),
    AuditKind.EXPORT: ({"file": "a.xlsx", "orders": "7"}, "a.xlsx · 7 orders"),
    AuditKind.CLOCK_BACK: ({"seconds": "7200"}, "2:00:00"),
}


@pytest.mark.parametrize("kind", list(AuditKind))
def test_every_kind_has_its_words(kind: AuditKind) -> None:
    detail, text = DETAILS[kind]
    row = row_of(AuditEntry(1.0, kind, Actor(2, "小李", "王姐", 1), detail), None)
    assert detail_text(row) == text
    assert by_text(row) == "小李, allowed by 王姐"
    assert row_word(row) not in ("", kind.value)


@pytest.mark.parametrize("stored", ["", "7", "[7]", '{"face": 1}', '[{"face": "x"}]', "[" * 5000])
def test_no_stored_text_raises(stored: str) -> None:
    assert isinstance(prices_text(stored), str)
    for kind in AuditKind:
        detail = dict.fromkeys(("name", "old", "new", "amount", "rights", "role", "seconds", "large_face"), stored)
        assert isinstance(detail_text(row_of(AuditEntry(1.0, kind, Actor(), detail), None)), str)


async def shown(desk: OpenDesk) -> AuditDialog:
    desk.window.menu.audit.emit()
    await until(lambda: (one := visible(AuditDialog)) is not None and one.isActiveWindow())
    dialog = visible(AuditDialog)
    assert dialog is not None
    return dialog


async def test_the_log_is_filtered_and_names_the_prices_of_a_day(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        staff = await staffed(desk)
        await staff.sign_in("9999")
        await staff.sign_in("1111")
        await desk.parts.desk.auditing.note_outside({"offers": as_text(at_face(30))})
        dialog = await shown(desk)
        assert [row.cells[2] for row in dialog.list.rows] == [
            "Setting",
            "Signed in",
            "Wrong PIN",
            "Signed in",
            "Staff list",
            "Staff list",
        ]
        assert dialog.prices.text() == "30 yuan: fast ¥30.00 · slow ¥30.00"
        dialog.kind.setCurrentIndex(dialog.kind.findData(AuditKind.SIGN_IN))
        dialog.kind.activated.emit(0)
        await until(lambda: [row.cells[1] for row in dialog.list.rows] == ["王姐", "小李"])
        dialog.person.setCurrentIndex(dialog.person.findData(2))
        dialog.person.activated.emit(0)
        await until(lambda: [row.cells[1] for row in dialog.list.rows] == ["小李"])
        dialog.accept()
        await until(lambda: visible(AuditDialog) is None)


async def test_who_may_not_look_is_told_who_may(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await staffed(desk)
        desk.window.menu.audit.emit()
        await until(lambda: (one := visible(PermitSheet)) is not None and one.isActiveWindow())
        sheet = visible(PermitSheet)
        assert sheet is not None
        assert "audit log" in sheet.what.text()
        sheet.reject()
        await until(lambda: visible(PermitSheet) is None)
        assert visible(AuditDialog) is None


async def test_a_log_that_was_changed_is_told_on_every_tab(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        desk.parts.desk.runtime.changes.audit_checked.announce(7)
        await until(lambda: "Row 7 of the audit log" in desk.window.bars.text())
        desk.parts.desk.runtime.changes.audit_checked.announce(0)
        await until(desk.window.bars.isHidden)


def test_settings_are_stored_texts() -> None:
    assert json.loads(as_text(Settings().offers))[0] == {"face": 5000, "fast": 5000, "slow": 5000}
