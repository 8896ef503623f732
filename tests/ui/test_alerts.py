"""How a result reaches a clerk who is not looking: what rings, what is said, what is shown, and with what."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import struct
import sys
import time
import wave
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QMenu, QSystemTrayIcon

from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.outcome import OrderReport
from desktop.domain.orders.status import Status
from desktop.services.changes import Changes
from desktop.settings import Settings
from desktop.ui.alerts import sounding
from desktop.ui.alerts.outlets import Beep, Outlet, ProgramOutlet, outlet
from desktop.ui.alerts.player import Player
from desktop.ui.alerts.result_announcer import ResultAnnouncer, Ways
from desktop.ui.alerts.sound import Sound
from desktop.ui.alerts.sounding import sounding_announcer
from desktop.ui.alerts.texts import Notice, notice, sentence
from desktop.ui.alerts.tray import Tray
from desktop.ui.alerts.voice import Speaker, Voice, Way, speaker
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.window import open_window
from desktop.ui.words import words
from desktop.ui.words.messages import about_orders
from tests.conftest import until
from tests.ui.desk import open_desk

NOW = 1_795_396_344.0
SOUNDS = Path(__file__).parent.parent.parent / "resources" / "sounds"
ORDER = Order("T1", "77", "13800138000", 10000, 10000, Speed.FAST, NOW - 60, State.ACCEPTED, NOW - 59, status=1)
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="programs are shell scripts here")


def now_is(status: Status, order: Order = ORDER, at: float = NOW + 5) -> Order:
    """The order as the platform reports it; an end has its time."""
    reported = order._replace(state=State.ACCEPTED, status=int(status))
    return reported if reported.is_open else reported._replace(ended_at=at)


class FakePlayer:
    def __init__(self) -> None:
        self.played: list[Sound] = []
        self.closed = False

    def play(self, sound: Sound) -> None:
        self.played.append(sound)

    def close(self) -> None:
        self.closed = True


class FakeVoice:
    def __init__(self) -> None:
        self.said: list[str] = []
        self.closed = False

    def say(self, text: str) -> None:
        self.said.append(text)

    def close(self) -> None:
        self.closed = True


class FakeTray:
    def __init__(self) -> None:
        self.shown = False
        self.told: list[Notice] = []

    def set_shown(self, shown: bool) -> None:
        self.shown = shown

    def tell(self, notice: Notice) -> None:
        self.told.append(notice)

    def close(self) -> None:
        self.shown = False


class Told:
    """A result announcer on a window that is not shown, with everything that it told."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.changes = Changes()
        self.bridge = Bridge(self.changes, self.window)
        self.player, self.voice, self.tray = FakePlayer(), FakeVoice(), FakeTray()
        ways = Ways(self.player, self.voice, self.tray)
        self.announcer = ResultAnnouncer(self.window, self.bridge, Settings(speak=True), ways, NOW)

    def nothing(self) -> bool:
        return not (self.player.played or self.voice.said or self.tray.told)


@pytest.fixture
def told(qapp: object) -> Iterator[Told]:
    made = Told()
    yield made
    made.window.deleteLater()


@pytest.fixture
def owner(qapp: object) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def program(folder: Path, name: str, script: str) -> None:
    """A fake program on PATH."""
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


# What is told


@pytest.mark.parametrize("status", [Status.REFUNDED, Status.CANCELLED, Status.REVERSED, Status.PARTIAL])
def test_a_bad_end_sounds_failure_and_says_number_face_what_happened_and_what_to_do(told: Told, status: Status) -> None:
    told.announcer.remember([ORDER])
    ended = now_is(status)._replace(words="号码异常", arrived=5000)
    told.announcer.hear([ended])
    assert told.player.played == [Sound.FAILURE]
    (message,) = told.tray.told
    assert message.urgent
    assert "138 0013 8000" in message.title
    assert "100 yuan" in message.title
    assert words.order_word(ended) in message.text
    assert "号码异常" in message.text
    assert about_orders.advice(ended) in message.text


@pytest.mark.parametrize("state", [State.REJECTED, State.NOT_SENT])
def test_an_order_that_was_not_taken_sounds_failure(told: Told, state: State) -> None:
    sending = ORDER._replace(state=State.SENDING, status=None)
    told.announcer.hear([sending])
    assert told.nothing()
    told.announcer.hear([sending._replace(state=state, ended_at=NOW + 1)])
    assert told.player.played == [Sound.FAILURE]
    assert len(told.tray.told) == 1


def test_a_success_sounds_success_and_is_spoken(told: Told) -> None:
    told.announcer.remember([ORDER])
    told.announcer.hear([now_is(Status.SUCCESS)])
    assert told.player.played == [Sound.SUCCESS]
    assert told.voice.said == ["Number ending 8 0 0 0, 100 yuan, success."]
    assert [message.urgent for message in told.tray.told] == [False]


def test_a_success_after_the_order_was_tried_again_is_no_good_news(told: Told) -> None:
    tried = ORDER._replace(retried_as="T2")
    told.announcer.remember([tried])
    told.announcer.hear([now_is(Status.SUCCESS)._replace(retried_as="T2")])
    assert told.player.played == [Sound.FAILURE]
    (message,) = told.tray.told
    assert message.urgent
    assert "It arrived after all" in message.text


@pytest.mark.parametrize("state", [State.UNKNOWN, State.CHECKING])
def test_doubt_sounds_attention_and_shows_no_message(told: Told, state: State) -> None:
    sending = ORDER._replace(state=State.SENDING, status=None)
    told.announcer.hear([sending])
    told.announcer.hear([sending._replace(state=state)])
    assert told.player.played == [Sound.ATTENTION]
    assert told.tray.told == []


@pytest.mark.parametrize("status", [Status.WAITING, Status.TIMED_OUT, Status.CANCELLING, Status.FAILED])
def test_what_is_no_result_yet_is_not_told(told: Told, status: Status) -> None:
    told.announcer.remember([ORDER])
    told.announcer.hear([now_is(status)])
    assert told.nothing()


def test_a_reversal_after_success_is_a_failure(told: Told) -> None:
    told.announcer.remember([ORDER])
    told.announcer.hear([now_is(Status.SUCCESS)])
    told.announcer.hear([now_is(Status.REVERSED)])
    assert told.player.played == [Sound.SUCCESS, Sound.FAILURE]


def test_the_same_standing_twice_and_what_is_written_down_about_an_order_are_not_told(told: Told) -> None:
    told.announcer.remember([ORDER])
    ended = now_is(Status.REFUNDED)
    told.announcer.hear([ended])
    for noted in (ended, ended._replace(note="came back"), ended._replace(acknowledged_at=NOW + 9)):
        told.announcer.hear([noted])
    assert told.player.played == [Sound.FAILURE]


def test_what_had_ended_before_the_start_is_not_told(told: Told) -> None:
    long_ago = now_is(Status.REFUNDED, at=NOW - 86_400)
    doubtful = ORDER._replace(order_no="T2", state=State.UNKNOWN)
    told.announcer.remember([long_ago, doubtful])
    told.announcer.hear([long_ago._replace(acknowledged_at=NOW + 1), doubtful._replace(note="asked")])
    not_on_desk = long_ago._replace(order_no="T3")
    told.announcer.hear([not_on_desk._replace(note="a year old")])
    assert told.nothing()


def test_a_result_of_an_order_that_was_running_at_the_start_is_told(told: Told) -> None:
    told.announcer.remember([ORDER._replace(placed_at=NOW - 7200)])
    told.announcer.hear([now_is(Status.SUCCESS)])
    assert told.player.played == [Sound.SUCCESS]


def test_an_old_success_that_is_reversed_now_is_told_although_it_is_not_on_the_desk(told: Told) -> None:
    told.announcer.hear([now_is(Status.REVERSED)])
    assert told.player.played == [Sound.FAILURE]


@pytest.mark.parametrize("news_first", [True, False])
def test_a_result_that_comes_while_the_desk_is_read_is_told_once(told: Told, news_first: bool) -> None:
    ended = now_is(Status.SUCCESS)
    if news_first:
        told.announcer.hear([ended])
    told.announcer.remember([ended])
    told.announcer.hear([ended])
    assert told.player.played == [Sound.SUCCESS]


def test_what_was_heard_is_not_overwritten_by_a_desk_that_was_read_before(told: Told) -> None:
    told.announcer.hear([ORDER, now_is(Status.SUCCESS)])
    told.announcer.remember([ORDER])
    told.announcer.hear([now_is(Status.SUCCESS)])
    assert told.player.played == [Sound.SUCCESS]


def test_of_many_results_at_once_the_worst_is_heard_and_all_bad_ones_are_shown(told: Told) -> None:
    orders = [ORDER._replace(order_no=f"T{number}", mobile=f"1380013800{number}") for number in range(8)]
    told.announcer.remember(orders)
    bad = {1, 2, 3, 4, 5}
    told.announcer.hear(
        [now_is(Status.REFUNDED if number in bad else Status.SUCCESS, order) for number, order in enumerate(orders)]
    )
    assert told.player.played == [Sound.FAILURE]
    assert told.voice.said == ["Number ending 8 0 0 5, 100 yuan, Failed, refunded."]
    (message,) = told.tray.told
    assert message.title == "5 orders ended badly"
    assert "138 0013 8001 · 100 yuan · Failed, refunded" in message.text
    assert "what to do with the cash" in message.text
    assert len(message.text) <= 255  # all that Windows shows


async def test_news_comes_through_the_bridge(told: Told) -> None:
    told.announcer.remember([ORDER])
    told.changes.orders.announce([now_is(Status.SUCCESS)])
    await until(lambda: told.player.played == [Sound.SUCCESS])


async def test_an_order_of_the_real_desk_is_told_when_its_result_comes(told: Told, tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.order("13800138000")
        (order,) = await desk.parts.desk.history.history.on_desk()
        announcer = ResultAnnouncer(
            told.window, desk.window.opened.bridge, Settings(), Ways(told.player, told.voice, told.tray), time.time()
        )
        announcer.remember([order])
        await desk.parts.desk.orders.notebook.note(order.order_no, "in a hurry")
        desk.gateway.query_default = OrderReport(Status.SUCCESS, "W1")
        await desk.parts.desk.orders.tracking.ask(order.order_no)
        await until(lambda: told.player.played)
        assert told.player.played == [Sound.SUCCESS]


async def test_a_result_that_comes_before_there_is_anything_to_ring_with_rings_later(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(window: QMainWindow, bridge: Bridge, settings: Settings, began: float) -> ResultAnnouncer:
        return ResultAnnouncer(window, bridge, settings, Ways(told.player, told.voice, told.tray), began)

    async def held(_names: object) -> None:
        await go_on.wait()

    go_on = asyncio.Event()
    monkeypatch.setattr(sounding, "sounding_announcer", made)
    monkeypatch.setattr(open_window, "import_in_slices", held)
    async with open_desk(tmp_path) as desk:
        assert desk.window.opened.announcer is None
        desk.parts.desk.runtime.changes.orders.announce([now_is(Status.SUCCESS, at=time.time())])
        go_on.set()
        await until(lambda: told.player.played == [Sound.SUCCESS])


async def test_nothing_is_shown_to_a_clerk_who_has_the_window_in_front(told: Told) -> None:
    told.window.show()
    told.window.activateWindow()
    await until(told.window.isActiveWindow)
    told.announcer.remember([ORDER])
    told.announcer.hear([now_is(Status.REFUNDED)])
    told.window.close()
    assert told.player.played == [Sound.FAILURE]
    assert told.tray.told == []


def test_settings_take_effect_at_once(told: Told) -> None:
    orders = [ORDER._replace(order_no=f"T{number}") for number in range(4)]
    told.announcer.remember(orders)
    assert told.tray.shown
    told.announcer.apply(Settings(sound=False, notify=False, speak=False))
    told.announcer.hear([now_is(Status.REFUNDED, orders[0])])
    assert told.nothing()
    assert not told.tray.shown
    told.announcer.apply(Settings(sound=True, notify=False, speak=False))
    told.announcer.hear([now_is(Status.REFUNDED, orders[1])])
    assert (told.player.played, told.voice.said, told.tray.told) == ([Sound.FAILURE], [], [])
    told.announcer.apply(Settings(sound=False, notify=True, speak=True))
    told.announcer.hear([now_is(Status.REFUNDED, orders[2])])
    assert (len(told.player.played), len(told.voice.said), len(told.tray.told)) == (1, 1, 1)
    assert told.tray.shown


def test_after_close_it_is_silent(told: Told) -> None:
    told.announcer.remember([ORDER])
    told.announcer.close()
    told.announcer.hear([now_is(Status.REFUNDED)])
    assert told.nothing()
    assert (told.player.closed, told.voice.closed, told.tray.shown) == (True, True, False)


def test_words_of_the_platform_do_not_push_the_advice_out_of_a_message(qapp: object) -> None:
    ended = now_is(Status.REFUNDED)._replace(words="very long " * 60)
    message = notice([ended], urgent=True)
    assert about_orders.advice(ended) in message.text
    assert len(message.text) <= 255


@pytest.mark.parametrize("status", [Status.REFUNDED, Status.REVERSED, Status.PARTIAL])
def test_a_spoken_bad_end_does_not_call_itself_a_success(qapp: object, status: Status) -> None:
    ended = now_is(status)
    assert words.standing_word(ended.standing) in sentence(ended)
    assert "success" not in sentence(ended).lower()


# With what: sounds


class FakeOutlet:
    def __init__(self) -> None:
        self.files: list[str] = []

    def play(self, file: Path) -> None:
        self.files.append(file.stem)

    def close(self) -> None:
        return None


async def test_a_burst_of_results_is_one_sound_and_a_failure_among_them_is_not_lost(owner: QObject) -> None:
    ear = FakeOutlet()
    player = Player(ear, owner, pause_ms=150)
    for _ in range(10):
        player.play(Sound.SUCCESS)
    player.play(Sound.FAILURE)
    for sound in (Sound.ATTENTION, *[Sound.SUCCESS] * 10, Sound.FAILURE):
        player.play(sound)
    assert ear.files == ["success"]
    await until(lambda: len(ear.files) == 2)
    player.play(Sound.SUCCESS)
    await until(lambda: not player.in_pause)
    assert ear.files == ["success", "failure"]
    player.play(Sound.SUCCESS)
    assert ear.files == ["success", "failure", "success"]
    player.close()


@UNIX
async def test_a_program_of_the_system_plays_the_file(
    owner: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tmp_path / "heard"
    for name in ("paplay", "afplay"):
        program(tmp_path / "bin", name, f'printf "%s\\n" "$@" >> "{heard}"')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    player = Player(outlet(owner), owner)
    player.play(Sound.FAILURE)
    await until(lambda: heard.exists() and heard.read_text() == f"{SOUNDS / 'failure.wav'}\n")
    player.close()


@UNIX
async def test_where_one_program_finds_no_sound_server_the_next_plays_and_is_kept(
    owner: QObject, tmp_path: Path
) -> None:
    heard = tmp_path / "heard"
    program(tmp_path / "bin", "first", f'echo first >> "{heard}"; echo noise >&2; exit 1')
    program(tmp_path / "bin", "third", f'echo third >> "{heard}"')
    names = ("first", "missing", "third")
    playing = ProgramOutlet([str(tmp_path / "bin" / name) for name in names], owner)
    playing.play(SOUNDS / "success.wav")
    await until(lambda: heard.exists() and heard.read_text() == "first\nthird\n")
    await until(lambda: not playing.is_busy)
    playing.play(SOUNDS / "success.wav")
    await until(lambda: heard.read_text() == "first\nthird\nthird\n")
    playing.close()


@UNIX
async def test_where_every_program_fails_there_is_silence(owner: QObject, tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    program(tmp_path / "bin", "broken", f'echo tried >> "{heard}"; exit 1')
    playing = ProgramOutlet([str(tmp_path / "bin" / name) for name in ("missing", "broken", "gone")], owner)
    playing.play(SOUNDS / "success.wav")
    await until(lambda: heard.exists() and not playing.is_busy)
    assert heard.read_text() == "tried\n"
    playing.close()


@UNIX
async def test_a_program_that_hangs_is_ended_with_the_window(owner: QObject, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    program(tmp_path / "bin", "hangs", f'echo $$ > "{begun}"; exec sleep 60')
    playing = ProgramOutlet([str(tmp_path / "bin" / "hangs")], owner)
    playing.play(SOUNDS / "success.wav")
    await until(lambda: begun.exists() and begun.read_text().strip())
    playing.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(begun.read_text()), 0)


@UNIX
def test_with_nothing_on_path_it_beeps(owner: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found: Outlet = outlet(owner)
    assert isinstance(found, Beep)
    player = Player(found, owner)
    player.play(Sound.SUCCESS)
    player.close()
    assert speaker() is None


# With what: the voice


@UNIX
@pytest.mark.parametrize("way", list(Way))
async def test_a_sentence_reaches_the_program_as_data(owner: QObject, tmp_path: Path, way: Way) -> None:
    said = tmp_path / "said"
    evil = tmp_path / "evil"
    give = {
        Way.VARIABLE: 'printf "%s" "$TOPUP_DESK_SENTENCE"',
        Way.STANDARD_INPUT: "cat",
        Way.ARGUMENT: 'printf "%s" "$2"',
    }[way]
    program(tmp_path, "speaks", f'{give} > "{said}.part"; mv "{said}.part" "{said}"')
    voice = Voice(Speaker(str(tmp_path / "speaks"), way), owner, pause_ms=0)
    text = f"""-尾号 8000 "100' 元; $(touch {evil}) `touch {evil}` & | %PATH% $env:PATH"""
    voice.say(text)
    await until(said.exists)
    assert said.read_text("utf-8") == text
    assert not evil.exists()
    voice.close()


@UNIX
async def test_the_newest_sentence_waits_and_older_ones_are_dropped(owner: QObject, tmp_path: Path) -> None:
    said, go_on = tmp_path / "said", tmp_path / "go-on"
    program(tmp_path, "speaks", f'cat >> "{said}"; while [ ! -e "{go_on}" ]; do sleep 0.01; done')
    voice = Voice(Speaker(str(tmp_path / "speaks"), Way.STANDARD_INPUT), owner, pause_ms=0)
    voice.say("one.")
    await until(lambda: said.exists() and said.read_text() == "one.")
    for text in ("two.", "three.", "four."):
        voice.say(text)
    go_on.touch()
    await until(lambda: said.read_text() == "one.four.")
    await until(lambda: not voice.is_busy)
    voice.close()
    voice.say("five.")
    assert not voice.is_busy


@UNIX
@pytest.mark.skipif(sys.platform == "darwin", reason="Linux has a choice of programs")
async def test_the_system_speaks_chinese_with_a_chinese_voice(
    owner: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said"
    program(tmp_path / "bin", "espeak-ng", f'printf "%s\\n" "$@" > "{said}.part"; /bin/mv "{said}.part" "{said}"')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    voice = Voice(speaker(), owner, pause_ms=0)
    assert voice.available()
    voice.say("尾号 8 0 0 0，100 元，充值成功。")
    await until(said.exists)
    assert said.read_text() == "--stdin\n-v\ncmn\n"
    voice.close()


async def test_without_a_program_nothing_is_said(owner: QObject, tmp_path: Path) -> None:
    mute = Voice(None, owner, pause_ms=0)
    assert not mute.available()
    mute.say("anything")
    assert not mute.is_busy
    gone = Voice(Speaker(str(tmp_path / "gone"), Way.STANDARD_INPUT), owner, pause_ms=0)
    gone.say("anything")
    await until(lambda: not gone.is_busy)
    gone.close()


# With what: the tray


@pytest.mark.qt_log_ignore("systemTrayWindowChanged")  # the offscreen platform has no tray
def test_the_icon_opens_and_quits_and_is_gone_after_close(qapp: object) -> None:
    window, has_tray = QMainWindow(), list[str]()
    tray, asked = Tray(window, lambda: bool(has_tray)), list[str]()
    tray.opened.connect(lambda: asked.append("open"))
    tray.quit_wanted.connect(lambda: asked.append("quit"))
    icon = tray.findChild(QSystemTrayIcon)
    menu = window.findChild(QMenu)
    assert icon is not None
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Open", "Quit"]
    for action in menu.actions():
        action.trigger()
    icon.messageClicked.emit()
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert asked == ["open", "quit", "open", "open"]
    assert not icon.icon().isNull()
    tray.set_shown(True)
    assert not icon.isVisible()
    has_tray.append("the panel came up")
    tray.tell(Notice("138 0013 8000", "Arrived.", urgent=False))
    assert icon.isVisible()
    tray.close()
    assert not icon.isVisible()
    tray.tell(Notice("138 0013 8000", "Arrived.", urgent=False))
    assert not icon.isVisible()
    window.deleteLater()


def test_the_real_ones_fit_together(qapp: object) -> None:
    window = QMainWindow()
    announcer, asked = sounding_announcer(window, Bridge(Changes(), window), Settings(sound=False), NOW), list[str]()
    announcer.wanted_forward.connect(lambda: asked.append("forward"))
    icon = next(iter(window.findChildren(QSystemTrayIcon)))
    icon.messageClicked.emit()
    assert asked == ["forward"]
    announcer.remember([ORDER])
    announcer.hear([now_is(Status.REFUNDED)])
    announcer.close()
    assert not icon.isVisible()
    window.deleteLater()


# The wave files


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sounds", SOUNDS / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("sound", list(Sound))
def test_the_waves_are_as_the_script_makes_them_short_and_not_clipped(
    sound: Sound, make: ModuleType, tmp_path: Path
) -> None:
    make.make(sound.file.stem, tmp_path / "fresh.wav")
    assert (tmp_path / "fresh.wav").read_bytes() == sound.file.read_bytes(), "run resources/sounds/make.py"
    with wave.open(str(sound.file)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        count = file.getnframes()
        samples = struct.unpack(f"<{count}h", file.readframes(count))
    assert 0.1 < count / 22_050 < 0.8
    assert 15_000 < max(abs(one) for one in samples) < 30_000
    assert max(abs(one) for one in samples[:5] + samples[-5:]) < 300  # no click at either end


def test_every_sound_is_packaged() -> None:
    packaged = (SOUNDS.parent.parent / "pyproject.toml").read_text("utf-8")
    assert all(f'"resources/sounds/{sound.file.name}"' in packaged for sound in Sound)
