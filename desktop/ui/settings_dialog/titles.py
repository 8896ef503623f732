"""The titles of settings, for their pages and for messages about the settings file."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


def title_of(name: str) -> str:
    """The title of a setting (see `values`)."""
    return QCoreApplication.translate("Settings", str(_TITLES[name]))


_TITLES = {
    "language": QT_TRANSLATE_NOOP("Settings", "Language"),
    "colours": QT_TRANSLATE_NOOP("Settings", "Colours"),
    "offers": QT_TRANSLATE_NOOP("Settings", "Prices"),
    "slow_allowed": QT_TRANSLATE_NOOP("Settings", "Slow top-ups may be chosen"),
    "suggest_customers": QT_TRANSLATE_NOOP("Settings", "Suggest recent customers"),
    "payments": QT_TRANSLATE_NOOP("Settings", "Ways to pay"),
    "clerk": QT_TRANSLATE_NOOP("Settings", "Clerk on duty"),
    "batch_rows": QT_TRANSLATE_NOOP("Settings", "Type the number of orders above"),
    "batch_sum": QT_TRANSLATE_NOOP("Settings", "Type it, too, above a sum of"),
    "batch_undecided": QT_TRANSLATE_NOOP("Settings", "On the way at once, at most"),
    "low_balance": QT_TRANSLATE_NOOP("Settings", "Low below"),
    "low_days": QT_TRANSLATE_NOOP("Settings", "Low when it lasts less than"),
    "shared_account": QT_TRANSLATE_NOOP("Settings", "This account is used elsewhere, too"),
    "shop_name": QT_TRANSLATE_NOOP("Settings", "Shop name"),
    "shop_phone": QT_TRANSLATE_NOOP("Settings", "Shop phone"),
    "receipt_footer": QT_TRANSLATE_NOOP("Settings", "Closing lines"),
    "receipt_names_clerk": QT_TRANSLATE_NOOP("Settings", "Print who placed the order"),
    "paper": QT_TRANSLATE_NOOP("Settings", "Paper"),
    "printer": QT_TRANSLATE_NOOP("Settings", "Printer"),
    "close_paper": QT_TRANSLATE_NOOP("Settings", "Paper of daily closes"),
    "close_printer": QT_TRANSLATE_NOOP("Settings", "Printer of daily closes"),
    "sound": QT_TRANSLATE_NOOP("Settings", "Sound"),
    "notify": QT_TRANSLATE_NOOP("Settings", "Messages in the tray"),
    "speak": QT_TRANSLATE_NOOP("Settings", "Speak results"),
    "backup_folder": QT_TRANSLATE_NOOP("Settings", "Second folder"),
    "look_for_newer": QT_TRANSLATE_NOOP("Settings", "Look once a day whether there is a newer version"),
    "release_address": QT_TRANSLATE_NOOP("Settings", "Looked for at"),
    "store_id": QT_TRANSLATE_NOOP("Settings", "Store id"),
    "app_key": QT_TRANSLATE_NOOP("Settings", "App key"),
    "base_url": QT_TRANSLATE_NOOP("Settings", "Platform address"),
    "plain_http": QT_TRANSLATE_NOOP("Settings", "Allow an unprotected address"),
    "proxy": QT_TRANSLATE_NOOP("Settings", "Proxy"),
    "notify_url": QT_TRANSLATE_NOOP("Settings", "Callback address"),
    "client_ip": QT_TRANSLATE_NOOP("Settings", "Our IP address"),
    "change": QT_TRANSLATE_NOOP("Settings", "When a channel fails"),
    "source": QT_TRANSLATE_NOOP("Settings", "Channel number"),
    "connect_timeout": QT_TRANSLATE_NOOP("Settings", "Wait to connect"),
    "read_timeout": QT_TRANSLATE_NOOP("Settings", "Wait for an answer"),
    "total_timeout": QT_TRANSLATE_NOOP("Settings", "Wait in all"),
    "requests_per_second": QT_TRANSLATE_NOOP("Settings", "Requests a second"),
    "burst": QT_TRANSLATE_NOOP("Settings", "Requests at once"),
    "poll": QT_TRANSLATE_NOOP("Settings", "Asking"),
    "poll.fast_first": QT_TRANSLATE_NOOP("Settings", "Fast: asked first at"),
    "poll.fast_floor": QT_TRANSLATE_NOOP("Settings", "Fast: shortest wait"),
    "poll.fast_cap": QT_TRANSLATE_NOOP("Settings", "Fast: longest wait"),
    "poll.slow_floor": QT_TRANSLATE_NOOP("Settings", "Slow: shortest wait"),
    "poll.slow_cap": QT_TRANSLATE_NOOP("Settings", "Slow: longest wait"),
    "poll.refused_first": QT_TRANSLATE_NOOP("Settings", "Refused: asked first at"),
    "poll.watch_floor": QT_TRANSLATE_NOOP("Settings", "Ended: shortest wait"),
    "poll.watch_cap": QT_TRANSLATE_NOOP("Settings", "Ended: longest wait"),
    "poll.jitter": QT_TRANSLATE_NOOP("Settings", "Spread of the waits"),
    "poll.patience": QT_TRANSLATE_NOOP("Settings", "All this for"),
    "poll.daily": QT_TRANSLATE_NOOP("Settings", "Then once in"),
}
