"""The page of the program: its version, and the search for a newer one."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop import __version__
from desktop.domain.upkeep.release import Look, Newer, Newest
from desktop.settings.model import is_good
from desktop.ui.newer.web_page import open_page
from desktop.ui.settings_dialog.kinds import line, tick
from desktop.ui.settings_dialog.page import SettingsPage
from desktop.ui.settings_dialog.row import Entry, SettingRow
from desktop.ui.widgets.build import button, dress, label
from desktop.ui.words.messages import about_releases

translate = QCoreApplication.translate


class Looking(Struct, frozen=True):
    """The search for a newer version: `own_address` is the build's, `begin` runs the coroutine of `look`."""

    own_address: str
    look: Callable[[str], Coroutine[Any, Any, Look]]
    begin: Callable[[Coroutine[Any, Any, None]], object]


def program(looking: Looking | None) -> SettingsPage:
    """Without `looking` the build has no publisher's key; the page says so."""
    by_itself = tick(
        "look_for_newer",
        hint=translate("Settings", "It only tells you. Nothing is downloaded or installed by itself."),
    )
    address = line(
        "release_address",
        translate("Settings", "An address begins with https:// and names a host, or nothing."),
        hint=translate("Settings", "Empty: where the publisher of this build tells of it.") if looking else "",
        empty=looking.own_address if looking else translate("Settings", "none"),
    )
    sent = translate("Settings", "Nothing is sent but the request itself: nothing of the shop, its orders or numbers.")
    now = LookNow(address, looking, sent)
    by_itself.widget.setEnabled(looking is not None)
    return SettingsPage(
        [
            SettingRow("", translate("Settings", "Version"), Entry(label(__version__, "key", selectable=True))),
            by_itself,
            address,
            now,
            SettingRow("", "", Entry(now.answer), wide=True),
        ]
    )


class LookNow(SettingRow):
    """The button, the answer, and the button that opens the page of the version found."""

    def __init__(self, address: SettingRow, looking: Looking | None, hint: str) -> None:
        self.button = button(translate("Settings", "Look now"))
        self.page = button(translate("Settings", "Open its page…"))
        self.page.hide()
        super().__init__("", "", Entry(self.button), beside=self.page, hint=hint)
        self.answer = label()
        self.answer.setWordWrap(True)
        self._address = address
        self._looking = looking
        self._found = ""
        self._busy = False
        if looking is None:
            self.button.setEnabled(False)
            self._tell(about_releases.no_key(), "warning")
        self.button.clicked.connect(self._begin)
        self.page.clicked.connect(self._open)

    def _begin(self) -> None:
        address = self._address.take()
        if self._looking is None or self._busy:
            return
        self._address.absolve()
        if not is_good("release_address", address):
            self._address.refuse()
            self._address.take_focus()
            return
        self._busy = True
        self.page.hide()
        self._tell(translate("Settings", "Looking…"), "muted")
        self._looking.begin(self._look(self._looking, address))

    async def _look(self, looking: Looking, address: str) -> None:
        try:
            look = await looking.look(address)
        finally:
            self._busy = False
        if isinstance(look, Newer):
            self._found = look.release.page
            self.page.show()
            self._tell(about_releases.found(look), "key")
        else:
            self._tell(about_releases.found(look), "success" if isinstance(look, Newest) else "warning")

    def _open(self) -> None:
        if not open_page(self._found):
            self._tell(f"{about_releases.browser_did_not_open()} {self._found}", "error")

    def _tell(self, text: str, role: str) -> None:
        self.answer.setText(text)
        dress(self.answer, role)
        self.button.setAccessibleDescription(text)
