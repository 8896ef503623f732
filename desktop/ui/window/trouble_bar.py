"""A coloured bar over all tabs: red for trouble, yellow for a warning."""

from __future__ import annotations

from desktop.ui.widgets.plain import PlainLabel


class TroubleBar(PlainLabel):
    """Shows a line per kind of trouble until it is over; hidden without any."""

    def __init__(self, role: str = "trouble") -> None:
        super().__init__()
        self._lines: dict[str, str] = {}
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.hide()

    def say(self, kind: str, text: str) -> None:
        """Show this line for this kind of trouble; "" when it is over."""
        self._lines[kind] = text
        lines = [line for line in self._lines.values() if line]
        self.setText("\n".join(lines))
        self.setVisible(bool(lines))
