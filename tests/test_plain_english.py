"""Finished folders are in plain English: no docstring opens with a question word, and no text has certain idioms."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

DESKTOP = Path(__file__).parent.parent / "desktop"
FINISHED = (
    "domain",
    "exchange",
    "gateway",
    "practice",
    "program",
    "releases",
    "services",
    "settings",
    "storage",
    "system",
    "ui",
    "wiring",
)
LANDED = {"storage/schema/migrations.py", "storage/schema/step_6.py"}
"""Migrations that were released: their text never changes."""
_OPENING = re.compile(r"(?:What|Where|How|Who|Whose)\b")
_IDIOM = re.compile(
    r"\b(?:what came of|anew|where there (?:is|are) none|as it stands|put back|bears? out|borne out|of late)\b",
    re.IGNORECASE,
)


def docstrings(source: str) -> Iterator[tuple[int, str]]:
    """(line, text) of every string that stands alone: those of modules, classes, functions and attributes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, " ".join(node.value.value.split())


def comments(source: str) -> Iterator[tuple[int, str]]:
    """(line, text) of every comment."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def faults(source: str) -> list[str]:
    """The docstrings that open with a question word, and the texts with an idiom."""
    openings = [f"{line}: {text:.60}" for line, text in docstrings(source) if _OPENING.match(text)]
    texts = (*docstrings(source), *comments(source))
    return openings + [f"{line}: {found[0]}" for line, text in texts if (found := _IDIOM.search(text))]


@pytest.mark.parametrize("folder", FINISHED)
def test_finished_folders_are_in_plain_english(folder: str) -> None:
    exempt = LANDED
    files = [file for file in (DESKTOP / folder).rglob("*.py") if file.relative_to(DESKTOP).as_posix() not in exempt]
    found = {file.name: wrong for file in files if (wrong := faults(file.read_text(encoding="utf-8")))}
    assert files
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        '"""What came back."""',
        'def f() -> None:\n    """How an order\n    ended."""',
        'LIMIT = 1\n"""Where it ends."""',
        '"""Plan the query\nanew."""',
        "x = 1  # None where there is none",
    ],
)
def test_a_fault_is_found(source: str) -> None:
    assert faults(source)


@pytest.mark.parametrize("source", ['"""Whether an order is open."""', '"""However."""', 'x = "What came of it"'])
def test_good_text_and_other_strings_pass(source: str) -> None:
    assert not faults(source)
