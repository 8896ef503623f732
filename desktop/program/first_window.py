"""The first window: it holds the lock on the orders and shows the first page before the services exist."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desktop.domain.orders.first_page import FirstPage
from desktop.storage.orders import first_page
from desktop.storage.schema.file_format import PRACTICE_ID, SHOP_ID
from desktop.system.instance_lock import InstanceLock
from desktop.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.settings import Settings
    from desktop.system.paths import DataFolder


class FirstWindow:
    """Takes the lock first: without it (`held` is False) nothing is read or shown. Raises OSError as the lock does.

    `window` is None, too, where the orders cannot be shown as they are stored; the services find out why.
    """

    def __init__(self, folder: DataFolder, settings: Settings, *, practice: bool) -> None:
        self.folder = folder.orders_folder(practice=practice)
        self._window_file = folder.window_file
        self.practice = practice
        self.close_asked = False
        """The clerk closed the window, or the system asked to, before anybody listened."""
        self._lock = InstanceLock(self.folder)
        self.held = self._lock.acquire()
        self.window: MainWindow | None = None
        if self.held:
            identity = PRACTICE_ID if practice else SHOP_ID
            page = first_page.read(folder.database(practice=practice), identity, time.time())
            self.window = None if page is None else self._shown(settings, page)

    def blank_window(self, settings: Settings) -> MainWindow:
        """The window without a page, for orders that only the services can read."""
        return self._shown(settings, FirstPage(known=False))

    def ask_to_close(self) -> None:
        self.close_asked = True

    def come_forward(self) -> None:
        """Bring the window on top, where there is one by now."""
        if self.window is not None:
            self.window.come_forward()

    def close_window(self) -> None:
        """Close the window for good."""
        if self.window is not None:
            self.window.may_close = True
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def release(self) -> None:
        """Close the window, and let another program, or another desk of this one, have the orders."""
        self.close_window()
        self._lock.release()

    def _shown(self, settings: Settings, page: FirstPage) -> MainWindow:
        self.window = window = MainWindow(settings, page, _stories() if self.practice else None)
        window.close_requested.connect(self.ask_to_close)
        if self._window_file.exists():
            from desktop.ui.window.place_memory import recall_place

            recall_place(window, self._window_file)
        window.come_forward()
        return window


def _stories() -> list[tuple[str, str]]:
    """(last digits, the story's name), for the window of the practice mode."""
    from desktop.practice.stories import STORIES

    return [(ending, story.name) for ending, story in STORIES.items()]
