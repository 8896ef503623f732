"""One bar over all tabs: icon, sentence, explanation, and the buttons of its remedies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label
from desktop.ui.widgets.button import Button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QEvent

    from desktop.ui.window.bar_news import News, Remedy

_HIGH_STOP, _HIGH_CAUTION = 44, 40
_BUTTON_STOP, _BUTTON_CAUTION = 34, 28
_ICON = 18
_ANY_HEIGHT = 16_777_215
"""QWIDGETSIZE_MAX."""
_SIDE = 16
_LONG = 320
"""A sentence that is wider than this (pixels) may wrap."""


class Bar(QFrame):
    """Red (`is_stop`) while no order can be placed, else amber."""

    def __init__(self, *, is_stop: bool) -> None:
        super().__init__()
        self._is_stop = is_stop
        self._icon_name = ""
        self._remedies: tuple[Remedy, ...] = ()
        kind = "stop" if is_stop else "caution"
        self.setProperty("role", f"{kind}-bar")
        self._icon = label()
        self.sentence = label(role=f"on-{kind}-lead")
        self.more = label(role=f"on-{kind}")
        self.more.setWordWrap(True)
        self.buttons: list[Button] = []
        self.rest: Button | None = None
        """Shows the bars for which there is no room; created when there are some."""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_SIDE, SPACE.hair, SPACE.apart, SPACE.hair)
        self._row.setSpacing(SPACE.near)
        self._row.addWidget(self._icon)
        self._row.addSpacing(SPACE.tight)
        self._row.addWidget(self.sentence)
        self._row.addWidget(self.more, 2)
        self.setMinimumHeight(_HIGH_STOP if is_stop else _HIGH_CAUTION)

    def grow(self) -> None:
        """Come in from above."""
        from desktop.ui.look.motion import BAR_MS, animate

        least = self.minimumHeight()
        full = max(least, self.sizeHint().height())

        def settle() -> None:
            self.setMaximumHeight(_ANY_HEIGHT)
            self.setMinimumHeight(least)

        animate(self, BAR_MS, lambda part: self.setFixedHeight(max(1, round(part * full))), settle)

    def show_news(self, news: News) -> None:
        """Show this content in place of the present one."""
        sentence, _, more = news.text.partition("\n")
        self.sentence.setText(sentence)
        self.more.setText(" ".join(more.split("\n")))
        self.more.setVisible(bool(more))
        self.setAccessibleName(f"{sentence} {self.more.text()}".strip())
        wraps = self.sentence.fontMetrics().horizontalAdvance(sentence) > _LONG
        self.sentence.setWordWrap(wraps)
        self._row.setStretchFactor(self.sentence, 1 if wraps or not more else 0)
        self._icon_name = news.icon
        self._draw_icon()
        self._offer(news.remedies)

    def offer_rest(self, count: int, turn: Callable[[], None]) -> None:
        """Offer to show `count` more bars, for -1 to show fewer; 0 takes the offer back."""
        if self.rest is None:
            if not count:
                return
            self.rest = self._button("", "", "")
            self.rest.clicked.connect(turn)
            self._row.addWidget(self.rest)
        text = QCoreApplication.translate("Bar", "{count} more").format(count=count)
        self.rest.setText(text if count > 0 else QCoreApplication.translate("Bar", "Show fewer"))
        self.rest.updateGeometry()
        self.rest.setVisible(count != 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.StyleChange and self._icon_name:
            self._draw_icon()

    def _draw_icon(self) -> None:
        tokens = theme.tokens()
        ink = tokens.on_danger if self._is_stop else tokens.warning
        self._icon.setPixmap(icon(self._icon_name, ink, _ICON, self.devicePixelRatioF()))

    def _offer(self, remedies: tuple[Remedy, ...]) -> None:
        shown, wanted = [one[:1] + one[2:] for one in self._remedies], [one[:1] + one[2:] for one in remedies]
        self._remedies = remedies
        if shown == wanted:
            return
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for place, remedy in enumerate(remedies):
            button = self._button(remedy.text, remedy.key, remedy.icon, first=remedy is remedies[-1])
            button.clicked.connect(lambda _checked=False, place=place: self._remedies[place].act())
            self._row.insertWidget(self._row.indexOf(self.more) + 1 + place, button)
            self.buttons.append(button)

    def _button(self, text: str, key: str, icon_name: str, *, first: bool = False) -> Button:
        look = "caution" if not self._is_stop else "stop" if first else "on-stop"
        made = Button(text, key=key, icon_name=icon_name, look=look)
        made.setFixedHeight(_BUTTON_STOP if self._is_stop else _BUTTON_CAUTION)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the form
        return made
