"""The red bar over all tabs."""

from __future__ import annotations

from desktop.ui.widgets.plain import PlainLabel


class TroubleBar(PlainLabel):
    """Each kind of trouble has its line until it is over; hidden without any."""

    def __init__(self, role: str = "trouble") -> None:
        super().__init__()
        self._lines: dict[str, str] = {}
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.hide()

    def say(self, kind: str, text: str) -> None:
        """Show this line for this kind of trouble; "" where it is over."""
        self._lines[kind] = text
        lines = [line for line in self._lines.values() if line]
        self.setText("\n".join(lines))
        self.setVisible(bool(lines))
