"""The words for the rows of the audit log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.domain.audit import AuditKind, AuditRow
from desktop.domain.mobile import grouped
from desktop.domain.plain_text import LONGEST_NAME, LONGEST_NUMBER, one_line
from desktop.domain.right import Right
from desktop.domain.staff.person import Role
from desktop.ui.words import words
from desktop.ui.words.messages.about_rights import right_word
from desktop.ui.words.messages.about_staff import role_word

translate = QCoreApplication.translate

_LONGEST_VALUE = 80


def kind_word(kind: AuditKind) -> str:
    """The kind in a few words."""
    return {
        AuditKind.SIGN_IN: translate("Audit", "Signed in"),
        AuditKind.WRONG_PIN: translate("Audit", "Wrong PIN"),
        AuditKind.PERMIT: translate("Audit", "Allowed once"),
        AuditKind.LOST_PIN: translate("Audit", "Lost PIN replaced"),
        AuditKind.STAFF: translate("Audit", "Staff list"),
        AuditKind.RIGHTS: translate("Audit", "Rights"),
        AuditKind.SETTING: translate("Audit", "Setting"),
        AuditKind.ACCOUNT: translate("Audit", "Account"),
        AuditKind.PRACTICE: translate("Audit", "Practice mode"),
        AuditKind.LIMIT: translate("Audit", "Limits"),
        AuditKind.DEPOSIT: translate("Audit", "Deposit"),
        AuditKind.ADJUSTMENT: translate("Audit", "Adjustment"),
        AuditKind.TAKEN_BACK: translate("Audit", "Taken back"),
        AuditKind.RESTORE: translate("Audit", "Backup restored"),
        AuditKind.REPRINT: translate("Audit", "Receipt printed again"),
        AuditKind.EXPORT: translate("Audit", "Export"),
        AuditKind.CLOCK_BACK: translate("Audit", "Clock set back"),
    }[kind]


def row_word(row: AuditRow) -> str:
    """The kind of a row; a kind of a newer program is its own word."""
    return kind_word(AuditKind(row.kind)) if row.kind in set(AuditKind) else one_line(row.kind, LONGEST_NAME)


def by_text(row: AuditRow) -> str:
    """The name of who did it, and of who allowed it."""
    by = one_line(row.by, LONGEST_NAME) or "–"
    if not row.allowed_by:
        return by
    return translate("Audit", "{name}, allowed by {other}").format(
        name=by, other=one_line(row.allowed_by, LONGEST_NAME)
    )


def detail_text(row: AuditRow) -> str:
    """The detail of a row in words."""
    said = row.details
    match row.kind:
        case AuditKind.PERMIT:
            rights = [Right(one) for one in said.get("rights", "").split() if one in set(Right)]
            return ", ".join(right_word(right) for right in rights)
        case AuditKind.SETTING:
            return _setting(said)
        case AuditKind.STAFF:
            return _person(said)
        case AuditKind.DEPOSIT | AuditKind.ADJUSTMENT | AuditKind.TAKEN_BACK:
            return _joined(_money(said.get("amount", "")), said.get("note", ""))
        case AuditKind.REPRINT:
            times = translate("Audit", "no. {times}").format(times=one_line(said.get("times", ""), LONGEST_NAME))
            return _joined(one_line(said.get("order_no", ""), LONGEST_NUMBER), times)
        case AuditKind.EXPORT:
            orders = translate("Audit", "{count} orders").format(count=said.get("orders", "?"))
            return _joined(said.get("file", ""), orders)
        case AuditKind.LIMIT:
            return _limit(said)
        case AuditKind.RIGHTS:
            return _rights(said)
        case AuditKind.CLOCK_BACK:
            seconds = said.get("seconds", "")
            return words.span(float(seconds)) if seconds.isdigit() else ""
        case _:
            return _joined(*(f"{name}: {value}" if name != "file" else value for name, value in said.items()))


def prices_text(stored: str) -> str:
    """The price list in a stored value of the setting ``offers``: a line for each face value."""
    offers = _parsed(stored)
    if not isinstance(offers, list):
        return one_line(stored, _LONGEST_VALUE)
    return "\n".join(line for one in offers if isinstance(one, dict) and (line := _price(one)))


def _price(offer: dict[str, Any]) -> str:
    face, fast, slow = (offer.get(name) for name in ("face", "fast", "slow"))
    if not isinstance(face, int) or not isinstance(fast, int):
        return ""
    text = translate("Audit", "{face}: fast {fast}").format(face=words.face(face), fast=words.yuan(fast))
    slowly = translate("Audit", "slow {slow}").format(slow=words.yuan(slow)) if isinstance(slow, int) else ""
    return _joined(text, slowly)


def _setting(said: dict[str, str]) -> str:
    from desktop.ui.settings_dialog.titles import title_of

    name = said.get("name", "")
    try:
        title = title_of(name)
    except KeyError:
        title = name
    old, new = (_value(name, said.get(key, "")) for key in ("old", "new"))
    outside = translate("Audit", "outside of this program") if said.get("outside") else ""
    changed = new if old == new else f"{old} → {new}"
    return _joined(f"{one_line(title, LONGEST_NAME * 2)}: {changed}", outside)


def _value(name: str, stored: str) -> str:
    if name == "offers":
        return prices_text(stored).replace("\n", "; ")
    if name == "app_key":
        return f"…{stored.strip(chr(34))[-4:]}"
    parsed = _parsed(stored)
    return one_line(parsed if isinstance(parsed, str) else stored, _LONGEST_VALUE) or "–"


def _limit(said: dict[str, str]) -> str:
    if mobile := said.get("blocked"):
        text = translate("Audit", "{number} blocked").format(number=grouped(mobile))
        return _joined(text, said.get("reason", ""))
    if mobile := said.get("unblocked"):
        return translate("Audit", "{number} no longer blocked").format(number=grouped(mobile))
    number, person = (
        words.face(int(fen)) if (fen := said.get(name, "")).isdigit() else translate("Audit", "none")
        for name in ("number_day", "person_shift")
    )
    text = translate("Audit", "a number and day {number}, a person and shift {person}")
    return text.format(number=number, person=person)


def _person(said: dict[str, str]) -> str:
    role = said.get("role", "")
    gone = translate("Audit", "works here no more") if said.get("active") == "False" else ""
    pin = translate("Audit", "new PIN") if said.get("pin") == "True" else ""
    word = role_word(Role(role)) if role in set(Role) else role
    return _joined(said.get("name", ""), word, gone, pin)


def _rights(said: dict[str, str]) -> str:
    if "idle_minutes" in said:
        return translate("Audit", "locks after {minutes} min").format(minutes=said["idle_minutes"])
    old, new = _parsed(said.get("old", "")), _parsed(said.get("new", ""))
    parts = [part for role in (Role.MANAGER, Role.CLERK) for part in _differences(role, old, new)]
    limit = said.get("large_face", "")
    if limit.isdigit():
        parts.append(translate("Audit", "large orders above {amount}").format(amount=words.face(int(limit))))
    return _joined(*parts)


def _differences(role: Role, old: Any, new: Any) -> Sequence[str]:
    """The rights that a role has gained or lost, against the defaults that both texts leave out."""
    from desktop.domain.staff.rights import from_text

    before, after = (from_text(json.dumps(one)).of(role) for one in (old, new))
    gained = [f"+ {right_word(right)}" for right in sorted(after - before)]
    lost = [f"− {right_word(right)}" for right in sorted(before - after)]
    return [f"{role_word(role)} {part}" for part in (*gained, *lost)]


def _money(fen: str) -> str:
    return words.signed(int(fen)) if fen.lstrip("-").isdigit() else ""


def _parsed(stored: str) -> Any:
    try:
        return json.loads(stored)
    except (ValueError, RecursionError):
        return None


def _joined(*parts: str) -> str:
    return " · ".join(one_line(part, 400) for part in parts if part)
