"""Tests use what the program shows to everybody. What they reach for beyond that is listed here, with its reason."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
REACHING = {"getattr", "setattr", "delattr", "hasattr", "attrgetter"}
NAMED_TUPLES = {"_replace", "_fields", "_asdict", "_make", "_field_defaults"}
"""They begin with an underscore and are public."""
LEFT_OUT = {"mutants", "mutants.py"}
"""What spoils the program on purpose patches single lines of it."""

WHOLE_LOOP = "pytest has no public way to run a test in another manner than by calling it"
STOPPED_DEAD = "a process that was killed closes no loop: asyncio has no public way to forget what waits"
PARTS_TIMED = "by hand only: it times the parts of one answer, which nobody else asks for singly"
SPOILT = "a layout that no caller can make shows that the check sees it"

ALLOWED: dict[tuple[str, str], tuple[int, str]] = {
    # (file, name): (how often, why)
    ("conftest.py", "_request"): (1, WHOLE_LOOP),
    ("conftest.py", "_fixtureinfo"): (1, WHOLE_LOOP),
    ("crashes/recorded.py", "_exit"): (1, "the system's own: os._exit"),
    ("faults/every_write.py", "_exit"): (2, "the system's own: os._exit"),
    ("gateway/test_lookups.py", "_QEventLoop__default_executor"): (1, "of qasync: that no pool was made shows nowhere"),
    ("simulation/loop.py", "_log_destroy_pending"): (1, STOPPED_DEAD),
    ("simulation/loop.py", "_ready"): (1, STOPPED_DEAD),
    ("simulation/loop.py", "_scheduled"): (1, STOPPED_DEAD),
    ("benchmarks/reports.py", "_cash_owed"): (1, PARTS_TIMED),
    ("benchmarks/reports.py", "_draft"): (4, PARTS_TIMED),
    ("benchmarks/reports.py", "_newest"): (1, PARTS_TIMED),
    ("benchmarks/reports.py", "_since_close"): (1, PARTS_TIMED),
    ("benchmarks/reports.py", "_suspects"): (3, PARTS_TIMED),
    ("test_masking.py", "_secrets"): (3, "the program never forgets a secret, and must not learn to for a test"),
    ("ui/test_paper.py", "_between_lines"): (1, SPOILT),
    ("ui/test_paper.py", "_breaks"): (3, SPOILT),
    ("ui/test_paper.py", "_heads"): (1, SPOILT),
}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name != "_" and name not in NAMED_TUPLES


def own_names(tree: ast.Module) -> set[str]:
    """What the file itself defines: its functions, its variables, and what its classes keep in themselves."""
    names: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                names.add(name)
    return names


def reaches(source: str) -> Iterator[str]:
    """Names of others that begin with an underscore: after a dot, imported from the program, or given as a text."""
    tree = ast.parse(source)
    own = own_names(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) if is_private(name) and name not in own:
                yield name
            case ast.ImportFrom(module=str(module), names=aliases) if module.split(".")[0] == "desktop":
                yield from (alias.name for alias in aliases if is_private(alias.name))
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if name in REACHING:
                texts = [one.value for one in args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                yield from (text.split(".")[-1] for text in texts if is_private(text.split(".")[-1]))


def test_no_test_reaches_into_the_program_beyond_what_is_listed() -> None:
    found: Counter[tuple[str, str]] = Counter()
    for file in sorted(TESTS.rglob("*.py")):
        if not LEFT_OUT & set(file.relative_to(TESTS).parts):
            for name in reaches(file.read_text("utf-8")):
                found[file.relative_to(TESTS).as_posix(), name] += 1
    assert found == {place: number for place, (number, _why) in ALLOWED.items()}


def test_that_check_sees_each_way_of_reaching() -> None:
    source = """
from desktop.ui import _hidden
class Own:
    def __init__(self):
        self._mine = order._replace(state=2)
        self._mine, _local = other._mine, self.__class__
sheet._answer.text()
monkeypatch.setattr(backups, "_size", 1)
getattr(dialog, "_book")
monkeypatch.setattr("desktop.services.tasks._reads", {})
"""
    assert sorted(reaches(source)) == ["_answer", "_book", "_hidden", "_reads", "_size"]
