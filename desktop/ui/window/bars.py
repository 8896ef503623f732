"""The bars over all tabs: what stops the shop and what calls for caution, each with its remedy.

It is created before the first paint; what shows a bar is imported with the first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.plain_text import revealed

if TYPE_CHECKING:
    from desktop.ui.window.bar import Bar
    from desktop.ui.window.bar_news import News, Remedy

MOST_SHOWN, FEW_SHOWN = 2, 1


_STOPS = {
    "access": "key-round",
    "moved": "octagon-alert",
    "saving": "octagon-alert",
    "disk full": "octagon-alert",
}
"""For each kind its icon, the most urgent first. Under one of these no order can be placed."""
_CAUTIONS = {
    "offline": "wifi-off",
    "funds": "wallet",
    "batch": "list-checks",
    "internal": "triangle-alert",
    "recovery": "triangle-alert",
    "balance": "wallet",
    "disk": "triangle-alert",
    "backups": "triangle-alert",
    "sharing": "triangle-alert",
}
_ORDER = (*_STOPS, *_CAUTIONS)


class Bars(QWidget):
    """Shows a bar per kind of trouble until it is over: two at most, one in a low window, the rest on demand. Hidden
    without any.
    """

    def __init__(self) -> None:
        super().__init__()
        self._news: dict[str, News] = {}
        self._bars: dict[str, Bar] = {}
        self._all_wanted = False
        self._most = MOST_SHOWN
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self.hide()

    def say(self, kind: str, text: str, *remedies: Remedy) -> None:
        """Show this text for this kind of trouble, its first line as the sentence; "" when it is over."""
        if text:
            from desktop.ui.window.bar_news import News

            stop = _STOPS.get(kind)
            icon = stop or _CAUTIONS.get(kind, "triangle-alert")
            self._news[kind] = News(revealed(text), icon, stop is not None, remedies)
        elif kind in self._news:
            del self._news[kind]
        else:
            return
        self._show()

    def show_few(self, few: bool) -> None:
        """Show one bar at most, because the window is low; the rest on demand as ever."""
        most = FEW_SHOWN if few else MOST_SHOWN
        if most != self._most:
            self._most = most
            self._show()

    def text(self) -> str:
        """All that is said at present, whether there is room for it or not; the most urgent first."""
        return "\n".join(self._news[kind].text for kind in self._kinds())

    def bar(self, kind: str) -> Bar | None:
        """The bar of this kind, if it is shown."""
        return self._bars.get(kind)

    def _kinds(self) -> list[str]:
        return sorted(self._news, key=lambda kind: _ORDER.index(kind) if kind in _ORDER else len(_ORDER))

    def _show(self) -> None:
        kinds = self._kinds()
        self._all_wanted = self._all_wanted and len(kinds) > self._most
        shown = kinds if self._all_wanted else kinds[: self._most]
        for kind in [one for one in self._bars if one not in shown]:
            self._take_away(kind)
        for place, kind in enumerate(shown):
            self._put(kind, place)
        if shown:
            rest = len(kinds) - len(shown)
            for kind in shown[:-1]:
                self._bars[kind].offer_rest(0, self._turn)
            last = self._bars[shown[-1]]
            last.offer_rest(rest or (-1 if self._all_wanted else 0), self._turn)
        self.setVisible(bool(shown))

    def _put(self, kind: str, place: int) -> None:
        from desktop.ui.window.bar import Bar

        bar, news = self._bars.get(kind), self._news[kind]
        is_new = bar is None
        if bar is None:
            bar = self._bars[kind] = Bar(is_stop=news.is_stop)
        if self._column.indexOf(bar) != place:
            self._column.removeWidget(bar)
            self._column.insertWidget(place, bar)
        bar.show_news(news)
        if is_new:
            bar.grow()

    def _take_away(self, kind: str) -> None:
        bar = self._bars.pop(kind)
        self._column.removeWidget(bar)
        bar.hide()
        bar.deleteLater()

    def _turn(self) -> None:
        """Show all, or the most urgent ones again."""
        self._all_wanted = not self._all_wanted
        self._show()
