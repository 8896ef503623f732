"""What comes in moves in; nothing moves where the system asks for less; the window comes back where it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import NotSent
from desktop.domain.orders.request import Request
from desktop.services.orders.ordering import Draft
from desktop.ui.look import motion
from desktop.ui.window.place_memory import keep_place, recall_place
from tests.conftest import until
from tests.ui.desk import bad_ends, open_desk


def test_nothing_moves_where_nobody_looks(qtbot: QtBot) -> None:
    seen: list[float] = []
    done: list[bool] = []
    motion.animate(QObject(), 1000, seen.append, lambda: done.append(True))
    assert (seen, done) == ([1.0], [True])


async def test_a_row_grows_to_its_height(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moving: list[tuple[Callable[[float], None], Callable[[], None]]] = []

    def begin(_owner: QObject, _ms: int, show: Callable[[float], None], done: Callable[[], None]) -> None:
        moving.append((show, done))

    async with open_desk(tmp_path) as desk:
        view = desk.window.recharge.action_list
        await desk.order("13900139000")
        monkeypatch.setattr(motion, "is_reduced", lambda: False)
        monkeypatch.setattr(motion, "animate", begin)
        desk.gateway.push_outcomes.append(NotSent("ConnectError"))
        draft = await desk.parts.desk.orders.ordering.prepare(Request("13800138000", 5000, 5000, Speed.FAST))
        assert isinstance(draft, Draft)
        await desk.parts.desk.orders.ordering.place(draft)
        await until(lambda: bad_ends(desk.window) and moving)
        row = view.rows.row_of(bad_ends(desk.window)[0].order_no)
        show, done = moving[0]
        heights = []
        for part in (0.1, 0.5):
            show(part)
            heights.append(view.height_of(row))
        assert view.buttons.shown is None, "they come once the row is there"
        done()
        heights.append(view.height_of(row))
        assert heights == sorted(set(heights))
        await until(lambda: view.buttons.shown is not None)


async def test_the_window_comes_back_where_it_was(tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    other = QWidget()
    assert not recall_place(other, file)
    async with open_desk(tmp_path / "a", memory=QSettings(str(file), QSettings.Format.IniFormat)) as desk:
        desk.window.resize(777, 555)
        size = desk.window.size()
    assert recall_place(other, file)
    assert other.size() == size


def test_a_place_that_cannot_be_read_is_none(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "window.ini"
    memory = QSettings(str(file), QSettings.Format.IniFormat)
    memory.setValue("window/place", "nonsense")
    memory.sync()
    assert not recall_place(QWidget(), file)
    keep_place(QWidget(), None)
