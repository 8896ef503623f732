"""What the room for paper asks of a thing that is to be printed."""

from __future__ import annotations

from typing import Protocol

from desktop.ui.paper.layout import Layout
from desktop.ui.paper.sheets import PaperSheet


class Printable(Protocol):
    """Something that can be put on paper."""

    def write(self, layout: Layout) -> None:
        """Write all of it into a layout that nothing stands in yet."""

    def as_text(self) -> str:
        """The same in plain lines, for a message and for those who cannot see it."""


def laid_out(printable: Printable, sheet: PaperSheet) -> Layout:
    """The thing as it stands on such a sheet."""
    layout = Layout(sheet)
    printable.write(layout)
    return layout
