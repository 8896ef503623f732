"""The line under the history: the sums of the orders shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.history.search import Totals
from desktop.domain.orders.status import DID_NOT_ARRIVE, Standing
from desktop.services.history.history import Listing
from desktop.ui.history.filters import RUNNING, sum_of
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label
from desktop.ui.words import words

translate = QCoreApplication.translate


class TotalsLine(QWidget):
    """The cost includes only orders that arrived: the others were not charged or were refunded."""

    def __init__(self) -> None:
        super().__init__()
        self.text = label(selectable=True)
        self.limit = label(role="warning")
        self.limit.hide()
        self.setProperty("role", "totals")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.apart, SPACE.page, SPACE.apart)
        column.setSpacing(SPACE.tight)
        for line in (self.text, self.limit):
            line.setWordWrap(True)
            column.addWidget(line)

    def show_totals(self, listing: Listing, *, searching: bool, costs: bool = True) -> None:
        """Show the sums known so far, `costs` if they may be seen."""
        text = totals_text(listing.totals, costs=costs)
        self.text.setText(f"{text}    {self.tr('still searching…')}" if searching else text)
        cut = not searching and not listing.complete
        limit = self.tr("The newest {count} are shown; there are more. Narrow the search or the dates.")
        self.limit.setText(limit.format(count=f"{listing.count:,}"))
        self.limit.setVisible(cut)


def totals_text(totals: Totals, *, costs: bool = True) -> str:
    """Orders, face value, cost after refunds; succeeded, failed, unconfirmed; and, if there are any, partly arrived,
    refused and being checked, and running.
    """
    every = sum_of(totals, frozenset(Standing))
    parts = [
        translate("TotalsLine", "Orders: {count}").format(count=f"{every.orders:,}"),
        translate("TotalsLine", "face value {amount}").format(amount=words.yuan(every.face)),
        translate("TotalsLine", "succeeded {count}").format(count=_count(totals, frozenset({Standing.SUCCESS}))),
        translate("TotalsLine", "failed {count}").format(count=_count(totals, DID_NOT_ARRIVE)),
        translate("TotalsLine", "unconfirmed {count}").format(count=_count(totals, frozenset({Standing.UNKNOWN}))),
    ]
    if costs:
        parts.insert(2, translate("TotalsLine", "cost after refunds {amount}").format(amount=words.yuan(every.cost)))
    if partly := sum_of(totals, frozenset({Standing.PARTIAL})).orders:
        parts.insert(-2, translate("TotalsLine", "partly arrived {count}").format(count=f"{partly:,}"))
    if checking := sum_of(totals, frozenset({Standing.CHECKING})).orders:
        parts.append(translate("TotalsLine", "refused, being checked {count}").format(count=f"{checking:,}"))
    if running := sum_of(totals, RUNNING).orders:
        parts.append(translate("TotalsLine", "running {count}").format(count=f"{running:,}"))
    return "  ·  ".join(parts)


def _count(totals: Totals, standings: frozenset[Standing]) -> str:
    return f"{sum_of(totals, standings).orders:,}"
