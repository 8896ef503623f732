"""Lists as people send them, each with what a careful clerk reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.batch.listing import Listing, Offer
from desktop.domain.batch.text import read_text
from desktop.domain.batch.workbook import read_workbook
from desktop.domain.orders.order import Speed
from desktop.exchange.list_file import read_list_file

HERE = Path(__file__).parent
CASES = [json.loads(line) for line in (HERE / "cases.jsonl").read_text("utf-8").splitlines()]
SPEEDS = {None: None, Speed.FAST: "fast", Speed.SLOW: "slow"}


def told(read: Listing) -> tuple[list[tuple[str, int | None, str, str | None]], list[tuple[int, str, str]]]:
    rows = [(row.mobile, row.face, row.note, SPEEDS[row.speed]) for row in read.rows]
    return rows, sorted((one.line, str(one.code), str(one.level)) for one in read.problems)


def wanted(case: dict[str, Any]) -> tuple[list[tuple[str, int | None, str, str | None]], list[tuple[int, str, str]]]:
    rows = [(row["mobile"], row["face"], row.get("note", ""), row.get("speed")) for row in case["rows"]]
    return rows, sorted((one["line"], one["code"], one["level"]) for one in case["problems"])


@pytest.mark.parametrize("case", [one for one in CASES if one.get("source") != "xlsx"], ids=lambda one: str(one["id"]))
def test_a_text_is_read_as_a_careful_clerk_reads_it(case: dict[str, Any]) -> None:
    assert told(read_text(case["text"], Offer(default_face=case.get("default_face")))) == wanted(case), case["why"]


@pytest.mark.parametrize("case", [one for one in CASES if "file" in one], ids=lambda one: str(one["file"]))
def test_a_file_is_read_as_a_careful_clerk_reads_it(case: dict[str, Any]) -> None:
    content = read_list_file(HERE / "files" / case["file"])
    offer = Offer(default_face=case.get("default_face"))
    read = read_text(content, offer) if isinstance(content, str) else read_workbook(content, offer)
    assert told(read) == wanted(case), case["why"]


def test_there_are_cases() -> None:
    assert len(CASES) > 60
    assert len([one for one in CASES if "file" in one]) > 10
