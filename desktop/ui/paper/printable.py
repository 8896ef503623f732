"""The interface of documents that can be printed."""

from __future__ import annotations

from typing import Protocol

from desktop.ui.paper.layout import Layout
from desktop.ui.paper.sheets import PaperSheet


class Printable(Protocol):
    """A document that can be printed."""

    def write(self, layout: Layout) -> None:
        """Write the whole document into an empty layout."""

    def as_text(self) -> str:
        """The document in plain lines, for messages and screen readers."""


def laid_out(printable: Printable, sheet: PaperSheet) -> Layout:
    """Lay a document out for a sheet."""
    layout = Layout(sheet)
    printable.write(layout)
    return layout
