"""Every hostile answer through the real window: what the clerk reads, not only what is stored."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.domain.mobile import grouped
from desktop.domain.orders.status import Standing
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.window.main_window import MainWindow
from tests.conftest import until
from tests.end_to_end.driving import desk, place, program, pushes, states
from tests.hostile_answers import UNUSABLE
from tests.platform_server import Answer, Received, platform_server, says
from tests.ui.desk import in_doubt, listed, row_text, visible

TAKEN = says({"code": "0000", "msg": "ok", "data": {"order_number": "W1"}})

REFUSED = says({"code": "1010", "msg": "余额不足", "data": None})
REFUSED_AND_NAMED = says({"code": "1010", "msg": "失败", "data": {"order_number": "W1"}})

UNCONFIRMED = (
    Standing.UNKNOWN,
    "Do not order again: no clear answer came from the platform; it may have been charged, or not.",
    "Tell the customer: it may still arrive, we are asking. No second top-up and no cash back until then.",
    "No usable answer: unconfirmed, may have been charged",
)
CASES: dict[str, tuple[Answer, tuple[Standing, str, str, str]]] = {
    **{name: (answer, UNCONFIRMED) for name, answer in UNUSABLE.items()},
    "refused, and yet an order is named": (REFUSED_AND_NAMED, UNCONFIRMED),
    "refused": (
        REFUSED,
        (
            Standing.CHECKING,
            "Do not order again yet, keep the cash: the program checks for five minutes whether it was refused indeed.",
            "Tell the customer: the platform refused it, we are checking. Five minutes, please.",
            "The platform refused the order",
        ),
    ),
    "taken": (TAKEN, (Standing.RUNNING, "", "The platform has it. Tell the customer", "The platform took the order")),
}
_AT_ONCE = 6
NEVER_SAID_OF_AN_OPEN_ORDER = ("no money moved", "return the cash", "again, or", "arrived.")


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, len(CASES), _AT_ONCE))
async def test_what_the_clerk_reads_after_every_hostile_answer(
    tmp_path: Path, provisioned: Callable[[str], None], first: int
) -> None:
    cases = list(CASES.items())[first : first + _AT_ONCE]
    (tmp_path / "settings.json").write_text(json.dumps({"read_timeout": 0.3, "total_timeout": 0.6}))
    async with platform_server() as server:
        provisioned(server.url)
        by_number: dict[str, Answer] = {}

        async def answer(request: Received, writer: object) -> None:
            if request.path.endswith("pushOrder"):
                await by_number[request.form["mobile"]](request, writer)  # type: ignore[arg-type]
            elif request.path.endswith("User/query"):
                await says({"code": "0000", "data": {"money": "500"}})(request, writer)  # type: ignore[arg-type]
            else:
                await says({"code": "9999", "msg": "busy"})(request, writer)  # type: ignore[arg-type]

        server.default = answer
        async with program(tmp_path):
            window = await desk()
            for number, (name, (hostile, words)) in enumerate(cases):
                mobile = f"138001380{number:02d}"
                by_number[mobile] = hostile
                await place(window, mobile)
                await reads(window, tmp_path, mobile, name, words)
            doubtful = sum(words[0] is not Standing.RUNNING for _, (_, words) in cases)
            assert len(in_doubt(window)) == doubtful
            await no_second_order_is_taken(window, "13800138000")
            assert len(pushes(server)) == len(cases)


async def reads(
    window: MainWindow, folder: Path, mobile: str, name: str, words: tuple[Standing, str, str, str]
) -> None:
    """Form, card and order sheet say what is known, and nothing more."""
    standing, under_the_button, on_card, last_event = words
    await until(lambda: (mobile, standing.value) in states(folder), 5)
    form = window.recharge.form
    await until(lambda: under_the_button in form.message.text() and grouped(mobile) in form.message.text())

    def shown() -> list[str]:
        texts = [row_text(window, place) for place in range(len(listed(window)))]
        return [text for text in texts if grouped(mobile) in text]

    await until(lambda: any(on_card in text for text in shown()))
    read = f"{form.message.text()} {shown()} {await sheet_text(window, mobile, last_event)}"
    assert not [lie for lie in NEVER_SAID_OF_AN_OPEN_ORDER if lie in read.lower()], name


async def sheet_text(window: MainWindow, mobile: str, last_event: str) -> str:
    """All that the order's sheet says; it must name what came of sending."""
    (order_no,) = [
        order.order_no for order in await window.opened.desk.history.history.on_desk() if order.mobile == mobile
    ]
    window.recharge.order_opened.emit(order_no)
    await until(lambda: visible(OrderSheet))
    sheet = visible(OrderSheet)
    assert sheet is not None
    texts = [text for entry in sheet.view.timeline.rows.entries for text in (entry.word, entry.detail)]
    assert last_event in texts
    texts += [sheet.view.head.status.text(), sheet.view.head.status.accessibleName()]
    sheet.reject()
    await until(lambda: visible(OrderSheet) is None)
    await until(window.isActiveWindow)
    return " ".join(texts)


async def no_second_order_is_taken(window: MainWindow, mobile: str) -> None:
    """The number of an unconfirmed order is locked, and the clerk is told why."""
    window.recharge.form.number.setFocus()
    window.recharge.form.number.setText(mobile)
    window.recharge.form.face_button(1).click()
    window.recharge.form.go.click()
    await until(lambda: "is not decided" in window.recharge.form.message.text())
