"""The pages of the connection to the platform and of the polling."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.orders.poll_plan import HOUR
from desktop.ui.settings_dialog.kinds import choice, line, number, tick, times, whole
from desktop.ui.settings_dialog.page import SettingsPage
from desktop.ui.settings_dialog.row import SettingRow

translate = QCoreApplication.translate


def connection() -> SettingsPage:
    return SettingsPage([*_addresses(), *_channels(), *_limits()])


def asking() -> SettingsPage:
    return SettingsPage(
        [*_fast(), *_slow(), *_after_the_end(), *_for_all()],
        translate(
            "Settings",
            "Suppliers of this kind ask for 60 seconds between two questions about an order. The first ones come "
            "sooner here, so that no customer waits for nothing; raise them if the platform objects.",
        ),
    )


def unprotected() -> str:
    """The reason why an otherwise valid address is refused."""
    return translate(
        "Settings",
        "Others could read keys and numbers on the way there, and forge answers. Use https://, or allow it below.",
    )


def _addresses() -> list[SettingRow]:
    wrong = translate("Settings", "An address begins with http:// or https:// and names a host.")
    none = translate("Settings", "none")
    return [
        line("base_url", wrong),
        tick(
            "plain_http",
            words=translate("Settings", "Allow an unprotected address (http://)"),
            hint=translate(
                "Settings",
                "Beware: others can read keys and customers' numbers on the way, and forge answers.",
            ),
        ).with_warning(),
        line(
            "proxy",
            wrong,
            empty=none,
            hint=translate(
                "Settings",
                "http://name:password@host:port; the password is kept in the keyring.",
            ),
        ),
        line(
            "notify_url",
            wrong,
            hint=translate(
                "Settings",
                "The platform demands one, the program does not use it. The default can never resolve, so no number "
                "goes to a stranger.",
            ),
        ),
        line(
            "client_ip",
            translate("Settings", "An IP address such as 203.0.113.7, or nothing."),
            empty=none,
            hint=translate("Settings", "Sent with every order; may be empty."),
        ),
    ]


def _channels() -> list[SettingRow]:
    return [
        choice(
            "change",
            [
                (0, translate("Settings", "Do not try another channel")),
                (1, translate("Settings", "Try another channel")),
                (None, translate("Settings", "The platform's own setting")),
            ],
            hint=translate("Settings", "With another channel, a failed order can start running again."),
        ),
        whole(
            "source",
            translate("Settings", "A whole number from 0 to 999999999, or nothing."),
            empty=translate("Settings", "none"),
            hint=translate("Settings", "Empty: the platform chooses the channel."),
        ),
    ]


def _limits() -> list[SettingRow]:
    seconds = translate("Settings", "seconds")
    wrong_time = translate("Settings", "Seconds: a number from 0.1 to 3600.")
    return [
        number("connect_timeout", wrong_time, unit=seconds),
        number(
            "read_timeout",
            wrong_time,
            unit=seconds,
            hint=translate("Settings", "After that an order that was sent is unconfirmed."),
        ),
        number("total_timeout", wrong_time, unit=seconds),
        number(
            "requests_per_second",
            translate("Settings", "Requests a second: a number from 0.1 to 20."),
            hint=translate("Settings", "The limit of the whole program; orders go before questions."),
        ),
        whole(
            "burst",
            translate("Settings", "A whole number from 1 to 50."),
            hint=translate("Settings", "So many may go before that limit holds."),
        ),
    ]


def _fast() -> list[SettingRow]:
    return [
        times(
            "poll.fast_first",
            _wrong_times(),
            unit=translate("Settings", "s after sending"),
            hint=translate("Settings", "A fast order is asked about at these times first; may be empty."),
        ),
        _wait(
            "poll.fast_floor",
            translate("Settings", "Then it waits a tenth of its age between two questions, but never less than this."),
        ),
        _wait(
            "poll.fast_cap",
            translate("Settings", "However old it is, it waits no longer than this."),
        ),
    ]


def _slow() -> list[SettingRow]:
    return [
        _wait(
            "poll.slow_floor",
            translate("Settings", "A slow order too waits a tenth of its age, but never less than this."),
        ),
        _wait(
            "poll.slow_cap",
            translate("Settings", "However old it is, it waits no longer than this."),
        ),
    ]


def _after_the_end() -> list[SettingRow]:
    return [
        times(
            "poll.refused_first",
            _wrong_times(),
            unit=translate("Settings", "s after sending"),
            hint=translate("Settings", "A refusal counts only when these questions have confirmed it."),
        ),
        _wait(
            "poll.watch_floor",
            translate("Settings", "A result can still change, so it is asked about again, but never sooner than this."),
        ),
        _wait(
            "poll.watch_cap",
            translate("Settings", "However long ago it ended, the wait is no longer than this."),
        ),
    ]


def _for_all() -> list[SettingRow]:
    hours = translate("Settings", "hours")
    return [
        number(
            "poll.jitter",
            translate("Settings", "Percent: a number from 0 to less than 100."),
            unit="± %",
            times=0.01,
            hint=translate("Settings", "Each wait differs by up to this, so that orders do not all ask at once."),
        ),
        number(
            "poll.patience",
            translate("Settings", "Hours: a number from 0 to 720."),
            unit=hours,
            times=HOUR,
            hint=translate("Settings", "Counted from sending; for an order that has ended, from its end."),
        ),
        number(
            "poll.daily",
            translate("Settings", "Hours: a number above 0, at most 720."),
            unit=hours,
            times=HOUR,
            hint=translate("Settings", "For an order that still has no end."),
        ),
    ]


def _wait(name: str, hint: str) -> SettingRow:
    wrong = translate("Settings", "Seconds: a number above 0, at most 2592000 (30 days).")
    return number(name, wrong, unit=translate("Settings", "seconds"), hint=hint)


def _wrong_times() -> str:
    return translate("Settings", "Seconds with spaces between, such as 5 15; each at most 2592000 (30 days).")
