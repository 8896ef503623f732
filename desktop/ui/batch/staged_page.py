"""The page of a list that is being worked on: its rows, what is against each, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.domain.batch.batch import LONGEST_NAME, StagedRow
from desktop.domain.batch.staging import Check, Keep, Staging
from desktop.domain.mobile import digits_of
from desktop.domain.money import fen_typed
from desktop.domain.orders.order import Order, Speed
from desktop.domain.plain_text import one_line
from desktop.services.batch.open_list import OpenList
from desktop.ui.batch.model import BatchModel
from desktop.ui.batch.row_texts import CHECK_LOOKS, BatchColumn, staged_texts
from desktop.ui.batch.side import StagedSide
from desktop.ui.batch.source_strip import SourceStrip
from desktop.ui.batch.table import BatchTable
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.fitted_label import FittedLabel
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.notice_line import NoticeLine
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.widgets.undo_key import UndoKey
from desktop.ui.words import words
from desktop.ui.words.messages import about_batch

_NAME_WIDE = 220
_MOST_NOTICES = 3


class StagedPage(QWidget):
    """`send_wanted` when the list is to be confirmed; `check_wanted` to ask the platform about its numbers; `back` to
    the lists. `changed` tells the rows that an edit changed (positions).
    """

    send_wanted = Signal()
    check_wanted = Signal()
    price_wanted = Signal()
    seen = Signal()
    renamed = Signal(str)
    back = Signal()
    paste_wanted = Signal()
    open_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.opened: OpenList | None = None
        self.left: Callable[[], int | None] = lambda: None
        self.rows = BatchModel(staged=True)
        self.table = BatchTable(self.rows)
        self.strip = SourceStrip()
        self.side = StagedSide()
        self.notices = NoticeLine("", "notice")
        self.look_done = button(self.tr("I have looked at it"), "surface")
        self.name = line_for_words("", LONGEST_NAME)
        self.name.setAccessibleName(self.tr("Name of the list"))
        self.name.setPlaceholderText(self.tr("Name of the list"))
        self.name.setFixedWidth(_NAME_WIDE)
        self.remark = FittedLabel(Qt.TextElideMode.ElideRight)
        self.remark.setProperty("role", "muted")
        self.lists = button(self.tr("Lists"), "plain", icon_name="list-checks")
        self.paste = button(self.tr("Paste (Ctrl+V)"), "plain", icon_name="clipboard-paste")
        self.open = button(self.tr("Open… (Ctrl+O)"), "plain", icon_name="file-spreadsheet")
        self.undo = button(self.tr("Undo (Ctrl+Z)"), "ghost", icon_name="undo")
        self.change = button(self.tr("Change…"), "plain", icon_name="pencil")
        self.ask = button(self.tr("Ask the platform"), "plain", icon_name="search-check")
        self.chips: dict[Check | None, QPushButton] = {}
        self._filter: Check | None = None
        self._sort: tuple[int, bool] = (BatchColumn.ROW, False)
        self._lay_out()
        self._connect()
        self._undo_key = UndoKey(self, self._undo)

    def show_list(self, opened: OpenList) -> None:
        """Show a list from its first row on."""
        self.opened = opened
        self._filter, self._sort = None, (BatchColumn.ROW, False)
        self.chips[None].setChecked(True)
        self.name.setText(opened.batch.name)
        self._fill()
        self.renew()

    def renew(self, positions: Iterable[int] | None = None) -> None:
        """The rows at these positions have changed (None: any), and the sums with them."""
        if self.opened is None:
            return
        if positions is None:
            self.rows.renew_all()
        else:
            self.rows.renew(positions)
        staging, batch = self.opened.staging, self.opened.batch
        counts = staging.counts()
        every = self.tr("All")
        self.chips[None].setText(f"{every}  {sum(counts.values()):,}")
        for check in Check:
            self.chips[check].setText(f"{about_batch.check_word(check)}  {counts[check]:,}")
        sums = staging.sums()
        self.side.show_sums(sums, self.left())
        self._show_notices()
        self.side.send.setEnabled(sums.rows > 0 and not batch.notices_bar)
        self.undo.setEnabled(staging.can_undo)
        self._undo_key.set_on(staging.can_undo)
        self._show_remark()
        self._show_current()

    def hear(self, orders: list[Order]) -> None:
        """Orders have changed."""
        if self.opened is not None and (touched := self.opened.hear(orders)):
            self.renew(touched)

    def show_saved(self) -> None:
        """Whether all edits are stored may have changed."""
        self._show_remark()

    def _connect(self) -> None:
        self.table.toggled.connect(self._toggle)
        self.table.struck.connect(lambda rows: self._edit(lambda: self._staging.strike(rows), rows))
        self.table.entered.connect(self._send)
        self.table.current.connect(lambda _position: self._show_current())
        self.table.sort_wanted.connect(self._sort_by)
        self.rows.edited.connect(self._set_cell)
        self.strip.act.clicked.connect(lambda: self._toggle(self.table.selected))
        self.strip.edit.clicked.connect(self.table.edit_number)
        self.strip.out.clicked.connect(
            lambda: self._edit(lambda: self._staging.strike(self.table.selected), self.table.selected)
        )
        self.side.send.clicked.connect(self._send)
        self.look_done.clicked.connect(self.seen.emit)
        self.undo.clicked.connect(self._undo)
        self.lists.clicked.connect(self.back.emit)
        self.paste.clicked.connect(self.paste_wanted.emit)
        self.open.clicked.connect(self.open_wanted.emit)
        self.ask.clicked.connect(self.check_wanted.emit)
        self.change.clicked.connect(self._offer_changes)
        self.name.editingFinished.connect(self._rename)
        for check, chip in self.chips.items():
            chip.clicked.connect(lambda _on, check=check: self._filter_by(check))

    @property
    def _staging(self) -> Staging:
        assert self.opened is not None
        return self.opened.staging

    def _toggle(self, positions: list[int]) -> None:
        self._edit(lambda: self._staging.toggle(positions), positions, step=True)

    def _edit(self, change: Callable[[], list[StagedRow]], positions: list[int], *, step: bool = False) -> None:
        """Do an edit, store it, and go on to the next row if it was about one."""
        assert self.opened is not None
        changed = self.opened.edit(change())
        self.renew(self._staging.alike(changed))
        if step and changed and len(positions) == 1:
            place = self.rows.place_of(positions[0])
            if place is not None and place + 1 < self.rows.rowCount():
                self.table.choose(self.rows.position(place + 1))

    def _undo(self) -> None:
        self._edit(self._staging.undo, [])

    def _set_cell(self, position: int, column: int, text: str) -> None:
        match column:
            case BatchColumn.NUMBER:
                self._edit(lambda: self._staging.set_mobile(position, one_line(digits_of(text), 40)), [position])
            case BatchColumn.FACE if (fen := fen_typed(text)) is not None and fen > 0:
                self._edit(lambda: self._staging.set_face([position], fen), [position])
            case BatchColumn.NOTE:
                self._edit(lambda: self._staging.set_note(position, one_line(text, 100)), [position])

    def _send(self) -> None:
        if self.side.send.isEnabled():
            self.send_wanted.emit()

    def _rename(self) -> None:
        if self.opened is not None and one_line(self.name.text(), LONGEST_NAME) != self.opened.batch.name:
            self.renamed.emit(self.name.text())

    def _filter_by(self, check: Check | None) -> None:
        self._filter = check
        self._fill()
        self._show_current()

    def _sort_by(self, column: int) -> None:
        if column == BatchColumn.TICK:
            self._toggle(self.rows.positions)
            return
        self._sort = (column, not self._sort[1] if self._sort[0] == column else False)
        self._fill()

    def _fill(self) -> None:
        assert self.opened is not None
        opened, staging = self.opened, self.opened.staging
        rows = [row for row in staging.rows if self._filter in (None, staging.check(row.position))]
        column, downwards = self._sort
        if (key := self._sort_key(column)) is not None:
            rows.sort(key=key, reverse=downwards)
        elif downwards:
            rows.reverse()
        self.rows.show(
            [row.position for row in rows],
            lambda position: opened.staging.row(position),
            lambda position: staged_texts(opened.staging, opened.staging.row(position)),
        )

    def _sort_key(self, column: int) -> Callable[[StagedRow], Any] | None:
        """The key of a column; None for the order of the list."""
        staging, checks = self._staging, list(Check)[::-1]
        keys: dict[int, Callable[[StagedRow], Any]] = {
            BatchColumn.NUMBER: lambda row: row.mobile,
            BatchColumn.FACE: lambda row: row.face or 0,
            BatchColumn.PRICE: lambda row: staging.terms.price(row) or 0,
            BatchColumn.NOTE: lambda row: row.note,
            BatchColumn.SPEED: lambda row: row.speed,
            BatchColumn.STATUS: lambda row: checks.index(staging.check(row.position)),
        }
        return keys.get(column)

    def _show_notices(self) -> None:
        """Show what has to be looked at for the whole list; nothing can be sent before."""
        assert self.opened is not None
        batch = self.opened.batch
        told = [about_batch.notice(one) for one in batch.notices]
        if len(told) > _MOST_NOTICES:
            more = self.tr("and {count} more").format(count=len(told) - _MOST_NOTICES + 1)
            told = [*told[: _MOST_NOTICES - 1], more]
        self.notices.say("\n".join(told), "notice")
        self.notices.setVisible(batch.notices_bar)

    def _show_remark(self) -> None:
        assert self.opened is not None
        origin, at = one_line(self.opened.batch.origin, 40), words.minute(self.opened.saved_at)
        saved = self.tr("saved {time}").format(time=at) if self.opened.is_saved else self.tr("not saved yet")
        self.remark.show_whole(f"{origin} · {saved}" if origin else saved)

    def _show_current(self) -> None:
        chosen = self.table.selected
        if self.opened is None or not chosen:
            self.strip.show_row("", "")
            self.strip.offer("", edit=False, out=False)
            return
        if len(chosen) > 1:
            self.strip.show_row(self.tr("{count} rows chosen").format(count=len(chosen)), "")
            self.strip.offer(self.tr("Tick or leave out (Space)"), edit=False, out=False)
            return
        row = self._staging.row(chosen[0])
        check = self._staging.check(row.position)
        self.strip.show_row(self.tr("Line {line}").format(line=row.line), row.source)
        face = "" if row.face is None else words.face(row.face)
        act = {
            Check.BLOCKED: "",
            Check.LOOK: self.tr("It is right: {face}, tick (Space)").format(face=face),
            Check.PASSED: "" if self._staging.is_ticked(row.position) else self.tr("Tick (Space)"),
        }[check]
        self.strip.offer(act, edit=check is Check.BLOCKED, out=row.choice != "struck")

    def _offer_changes(self) -> None:
        """The menu of changes for the chosen rows, and for the whole list."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self.table.selected
        menu.addSection(self.tr("{count} rows chosen").format(count=len(chosen)))
        for offer in self._staging.terms.offers:
            text = self.tr("Face value: {face}").format(face=words.face(offer.face))
            self._act(menu, text, partial(self._staging.set_face, chosen, offer.face))
        for speed in (Speed.FAST, Speed.SLOW) if self._staging.terms.slow_allowed else ():
            self._act(menu, words.speed_word(speed), partial(self._staging.set_speed, chosen, speed))
        price = menu.addAction(self.tr("To collect…"))
        price.triggered.connect(self.price_wanted.emit)
        self._act(menu, self.tr("To collect: the shop's price"), partial(self._staging.set_price, chosen, None))
        menu.addSection(self.tr("The whole list"))
        for offer in self._staging.terms.offers:
            text = self.tr("All rows without an amount: {face}").format(face=words.face(offer.face))
            self._act(menu, text, partial(self._staging.set_missing_faces, offer.face))
        for keep, text in (
            (Keep.FIRST, self.tr("Numbers that are there twice: keep the first")),
            (Keep.LAST, self.tr("Numbers that are there twice: keep the last")),
            (Keep.LARGEST, self.tr("Numbers that are there twice: keep the largest amount")),
        ):
            self._act(menu, text, partial(self._staging.strike_duplicates, keep))
        menu.popup(self.change.mapToGlobal(self.change.rect().bottomLeft()))

    def _act(self, menu: QMenu, text: str, change: Callable[[], list[StagedRow]]) -> None:
        menu.addAction(text).triggered.connect(lambda: self._edit(change, []))

    def set_price(self, fen: int) -> None:
        """Set what is to be collected for each chosen row."""
        chosen = self.table.selected
        self._edit(lambda: self._staging.set_price(chosen, fen), chosen)

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(SPACE.apart)
        head = QHBoxLayout()
        head.setSpacing(SPACE.near)
        head.addWidget(self.name)
        head.addWidget(self.remark)
        head.addStretch(1)
        for one in (self.paste, self.open, self.lists):
            head.addWidget(one)
        page.addLayout(head)
        chips = Flow(SPACE.near)
        self.chips[None] = button("", "chip", checkable=True)
        for check in Check:
            self.chips[check] = button("", "chip", checkable=True, icon_name=CHECK_LOOKS[check].icon)
        for chip in self.chips.values():
            chip.setAutoExclusive(True)
        chips.arrange(list(self.chips.values()), (self.undo, self.change, self.ask))
        page.addWidget(chips)
        self.notices.add(self.look_done)
        page.addWidget(self.notices)
        body = QHBoxLayout()
        body.setSpacing(SPACE.page)
        card = Card()
        card.fill_with(self.table, self.strip)
        body.addWidget(card, 1)
        body.addWidget(self.side)
        page.addLayout(body, 1)
