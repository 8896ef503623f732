"""The card beside a list's table: what is ticked and comes to how much, or how far the list is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.domain.batch.batch import Batch, BatchState, Progress
from desktop.domain.batch.staging import Sums
from desktop.domain.mobile import Operator
from desktop.domain.orders.status import ARRIVED, DID_NOT_ARRIVE, OPEN, Standing
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.badge import Badge
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import SPREAD, Card
from desktop.ui.widgets.notice_line import NoticeLine
from desktop.ui.widgets.plain import PlainLabel
from desktop.ui.widgets.scrolled import Scrolled
from desktop.ui.widgets.sums_grid import SumsGrid, rule
from desktop.ui.words import words
from desktop.ui.words.messages import about_batch

WIDE = 324
_FACES = 9
_LINE = 44
_LEAST = 40
"""Pixels of the sums that are in sight even under bars in a low window."""


def _columns(card: Card) -> tuple[QVBoxLayout, QVBoxLayout]:
    """The card's upper part, which scrolls where there is little room, and its foot, which is always in sight."""
    whole = QVBoxLayout(card)
    whole.setContentsMargins(SPACE.page + SPACE.tight, SPACE.page, SPACE.apart, SPACE.page + SPREAD)
    whole.setSpacing(SPACE.near)
    inside = QWidget()
    upper, foot = QVBoxLayout(inside), QVBoxLayout()
    upper.setContentsMargins(0, 0, SPACE.near, 0)
    foot.setContentsMargins(0, 0, SPACE.near, 0)
    for column in (upper, foot):
        column.setSpacing(SPACE.near)
    middle = Scrolled(inside)
    middle.setMinimumHeight(_LEAST)
    whole.addWidget(middle, 1)
    whole.addLayout(foot)
    return upper, foot


class StagedSide(Card):
    """`send` is the one filled button."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDE)
        self.title = label("", "key")
        self._faces = [(label("", ""), label("", "muted"), label("", "key")) for _ in range(_FACES)]
        self._operators = QHBoxLayout()
        self._operators.setSpacing(SPACE.near)
        self._badges: dict[Operator, tuple[Badge, PlainLabel]] = {}
        titles = {"cost": self.tr("Cost at most"), "left": self.tr("Balance after that")}
        self.costs = SumsGrid(titles, ())
        self.collect = label("", "sum")
        self.unseen = NoticeLine("", "notice", icon_name="eye")
        self.send = Button("", look="primary", measure="main")
        self._lay_out()

    def show_sums(self, sums: Sums, left: int | None) -> None:
        """Show the sums of the ticked rows; `left` is the balance now (fen), None where it is not known or shown."""
        self.title.setText(self.tr("Ticked: {count}").format(count=f"{sums.rows:,}"))
        for place, (face, count, price) in enumerate(self._faces):
            found = sums.faces[place] if place < len(sums.faces) else None
            for part in (face, count, price):
                part.setVisible(found is not None)
            if found is not None:
                face.setText(words.face(found.face))
                count.setText(self.tr("{count} rows").format(count=f"{found.rows:,}"))
                price.setText(words.yuan(found.price))
        self._show_operators(sums.operators)
        self.costs.amounts["cost"].setText(words.yuan(sums.face))
        self.costs.amounts["left"].setText("–" if left is None else words.yuan(left - sums.face))
        self.collect.setText(words.yuan(sums.price))
        text = self.tr("Not looked at yet, will not be sent: {count}").format(count=sums.unseen)
        self.unseen.say(text, "notice", "eye")
        self.unseen.setVisible(sums.unseen > 0)
        self.send.setText(self.tr("Check {count} orders (Enter)").format(count=f"{sums.rows:,}"))

    def _show_operators(self, operators: Mapping[Operator, int]) -> None:
        for operator in operators:
            if operator not in self._badges:
                self._badges[operator] = (Badge(operator), label(""))
                for one in self._badges[operator]:
                    self._operators.insertWidget(self._operators.count() - 1, one)
        for operator, (badge, count) in self._badges.items():
            number = operators.get(operator, 0)
            count.setText(f"{number:,}")
            badge.setVisible(number > 0)
            count.setVisible(number > 0)

    def _lay_out(self) -> None:
        self._operators.addStretch(1)
        column, foot = _columns(self)
        column.addWidget(self.title)
        for parts in self._faces:
            row = QHBoxLayout()
            row.addWidget(parts[0])
            row.addStretch(1)
            for part in parts[1:]:
                part.setAlignment(Qt.AlignmentFlag.AlignRight)
                row.addWidget(part)
            parts[2].setMinimumWidth(96)
            column.addLayout(row)
        column.addWidget(rule())
        column.addLayout(self._operators)
        column.addLayout(self.costs)
        column.addWidget(label(self.tr("To collect in all"), "muted"))
        column.addWidget(self.collect)
        column.addStretch(1)
        self.unseen.setMinimumHeight(_LINE)
        foot.addWidget(self.unseen)
        foot.addWidget(self.send)


class SentSide(Card):
    """Progress of a list that was confirmed, and its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDE)
        self.title = label("", "key")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.left = label("", "muted")
        names = {
            "arrived": self.tr("Arrived"),
            "running": self.tr("On the way"),
            "unconfirmed": self.tr("Unconfirmed"),
            "failed": self.tr("Failed"),
            "held": self.tr("Waits for you"),
            "waiting": self.tr("Not sent yet"),
        }
        self.counts = SumsGrid(names, ("arrived", "unconfirmed", "failed"))
        sums = {"face": self.tr("Face value"), "came": self.tr("Of that arrived"), "price": self.tr("To collect")}
        self.sums = SumsGrid(sums, ())
        self.cause = NoticeLine("", "notice")
        self.go_on = Button(self.tr("Go on"), look="primary", measure="main")
        self.pause = button(self.tr("Pause"), icon_name="hourglass")
        self.stop = button(self.tr("Stop for good…"))
        self.again = Button(self.tr("Failed ones again"), look="soft")
        self.copy = button(self.tr("Copy the result"), icon_name="copy")
        self.export = button(self.tr("Export…"), icon_name="download")
        self._lay_out()

    def show_progress(self, batch: Batch, progress: Progress, remaining: str) -> None:
        """Show how far the list is; `remaining` is the time left in words."""
        open_ones = progress.count(OPEN)
        unconfirmed = progress.count(frozenset({Standing.UNKNOWN, Standing.CHECKING}))
        failed = progress.count(DID_NOT_ARRIVE - {Standing.FAILED})
        found = {
            "arrived": progress.count(ARRIVED),
            "running": open_ones - unconfirmed,
            "unconfirmed": unconfirmed,
            "failed": failed,
            "held": progress.held,
            "waiting": progress.waiting,
        }
        for name, number in found.items():
            self.counts.amounts[name].setText(f"{number:,}")
        self.title.setText(about_batch.state_word(batch.state))
        self.bar.setRange(0, max(1, progress.rows))
        self.bar.setValue(progress.rows - progress.waiting - progress.held)
        self.left.setText(remaining)
        self.left.setVisible(bool(remaining))
        for name, amount in (("face", progress.face), ("came", progress.arrived), ("price", progress.price)):
            self.sums.amounts[name].setText(words.yuan(amount))
        paused = batch.state is BatchState.PAUSED
        self.cause.say(about_batch.pause_cause(batch.cause) if paused and batch.cause else "", "notice")
        self.cause.setVisible(paused)
        self.go_on.setVisible(paused)
        self.pause.setVisible(batch.state is BatchState.SENDING)
        self.stop.setVisible(batch.is_under_way)
        ended = failed if batch.is_under_way else failed + progress.waiting + progress.held
        self.again.setVisible(ended > 0)

    def _lay_out(self) -> None:
        column, foot = _columns(self)
        column.addWidget(self.title)
        column.addWidget(self.bar)
        column.addWidget(self.left)
        column.addLayout(self.counts)
        column.addWidget(rule())
        column.addLayout(self.sums)
        column.addWidget(self.cause)
        column.addStretch(1)
        foot.addWidget(self.go_on)
        foot.addWidget(self.again)
        pair = QHBoxLayout()
        pair.setSpacing(SPACE.near)
        for one in (self.pause, self.stop):
            pair.addWidget(one, 1)
        foot.addLayout(pair)
        pair = QHBoxLayout()
        pair.setSpacing(SPACE.near)
        for one in (self.copy, self.export):
            pair.addWidget(one, 1)
        foot.addLayout(pair)
