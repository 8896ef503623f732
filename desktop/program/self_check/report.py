"""The self-check: all checks run, and their report as a file."""

from __future__ import annotations

import asyncio
import json

from msgspec.structs import asdict

from desktop import __version__
from desktop.program.context import Context
from desktop.program.crash_watch import CrashWatch
from desktop.program.self_check import surroundings
from desktop.program.self_check.window import Check, SelfCheck
from desktop.ui.window.main_window import MainWindow


async def check_all(window: MainWindow, context: Context, watch: CrashWatch) -> bool:
    """Check the open window and the surroundings, and write the report (JSON); whether every check passed."""
    report = context.options.self_check
    assert report is not None
    checks = await SelfCheck(window, context.language).run()
    checks += [Check(*seen) for seen in await surroundings.look()]
    checks.append(Check("nothing was left uncaught", not watch.count, str(watch.count)))
    seen = {"version": __version__, "checks": [asdict(check) for check in checks]}
    await asyncio.to_thread(report.write_text, json.dumps(seen, ensure_ascii=False, indent=2), "utf-8")
    return all(check.passed for check in checks)
