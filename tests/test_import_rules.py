"""Who may import whom: floors, and areas on them. Read from the sources, so that no import escapes by being lazy."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "desktop"
FILES = sorted(ROOT.rglob("*.py"))

# floor → what it may import beside the standard library and itself
ALLOWED: dict[str, set[str]] = {
    "domain": {"msgspec"},
    "gateway": {"msgspec", "domain", "httpx", "truststore"},
    "storage": {"msgspec", "domain", "system.instance_lock", "system.private", "sqlite_utils", "psutil"},
    "releases": {"msgspec", "domain", "gateway.wire", "httpx", "truststore", "nacl"},
    "exchange": {"msgspec", "domain", "rustpy_xlsxwriter", "python_calamine"},
    "practice": {"msgspec", "domain", "gateway.signing", "starlette", "uvicorn"},
    "services": {"msgspec", "domain", "storage", "exchange"},
    "settings": {"domain", "gateway.defaults", "system.private"},
    "system": {"domain", "keyring", "platformdirs"},
    "ui": {"msgspec", "services", "exchange", "domain", "settings", "system.paths", "PySide6"},
}
ANYTHING = {"program", "wiring", "__main__", "__init__"}
QT_FLOORS = {"ui", "program", "__main__"}

# area → the other areas that it may know, on every floor that has areas
AREAS: dict[str, set[str]] = {
    "orders": set(),
    "books": {"orders"},
    "history": {"orders"},
    "upkeep": set(),
    "batch": {"orders"},
    "staff": {"orders", "books"},
}
FLOORS_WITH_AREAS = {"domain", "storage", "services"}


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def floor_of(module: str) -> str:
    return module.split(".")[0]


def area_of(module: str) -> str | None:
    """The area of a module on a floor that has areas; None for what a floor has in common, and for other floors."""
    parts = module.removeprefix("desktop.").split(".")
    return parts[1] if parts[0] in FLOORS_WITH_AREAS and len(parts) > 1 and parts[1] in AREAS else None


def imports_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            assert node.module
            if (ROOT.parent / node.module.replace(".", "/")).is_dir():
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def named_by(file: Path) -> Iterator[str]:
    """Imports, and what is taken from a package, which may be a module of it."""
    yield from imports_of(file)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def foreign(file: Path) -> list[str]:
    """Imports that are neither standard library nor the file's own floor."""
    floor = floor_of(module_of(file))
    names = [name for name in imports_of(file) if name.split(".")[0] not in sys.stdlib_module_names]
    return [name.removeprefix("desktop.") for name in names if floor_of(name.removeprefix("desktop.")) != floor]


def test_there_are_files_to_look_at() -> None:
    seen = {floor_of(module_of(file)) for file in FILES}
    assert len(FILES) > 50
    assert set(ALLOWED) | ANYTHING == seen


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_a_floor_imports_only_what_it_may(file: Path) -> None:
    floor = floor_of(module_of(file))
    if floor in ANYTHING:
        return
    allowed = ALLOWED[floor]
    bad = [
        n
        for n in foreign(file)
        if not any(n == one or n.startswith(f"{one}.") for one in allowed) and n != "__version__"
    ]
    assert bad == []


@pytest.mark.parametrize("file", [file for file in FILES if area_of(module_of(file))], ids=module_of)
def test_an_area_knows_only_the_areas_that_it_may(file: Path) -> None:
    own = area_of(module_of(file))
    assert own
    known = {area for name in imports_of(file) if (area := area_of(name)) and name.startswith("desktop.")}
    assert known - {own} <= AREAS[own]


def test_every_area_is_seen_on_every_floor_that_has_areas() -> None:
    seen = {(floor_of(module_of(file)), area) for file in FILES if (area := area_of(module_of(file)))}
    expected = {(floor, area) for floor in FLOORS_WITH_AREAS for area in AREAS}
    assert seen == expected


def test_qt_is_only_where_windows_are_and_qasync_only_where_the_loop_is_made() -> None:
    for file in FILES:
        roots = {name.split(".")[0] for name in imports_of(file)}
        assert "PySide6" not in roots or floor_of(module_of(file)) in QT_FLOORS, file
        assert "qasync" not in roots or module_of(file) == "program.loop", file


def test_nacl_is_only_where_a_signature_is_looked_at() -> None:
    users = {module_of(file) for file in FILES if "nacl" in {name.split(".")[0] for name in imports_of(file)}}
    assert users == {"releases.signature"}


def test_no_import_goes_in_a_circle() -> None:
    modules = {f"desktop.{module_of(file)}".removesuffix(".__init__"): file for file in FILES}
    graph = {name: {one for one in named_by(file) if one in modules} - {name} for name, file in modules.items()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join([*path, name])
        if name not in done:
            for one in graph[name]:
                visit(one, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())
    assert len(done) == len(FILES)


def test_every_file_is_small_and_says_what_it_owns() -> None:
    for file in FILES:
        text = file.read_text("utf-8")
        assert text.count("\n") <= 400, file
        assert ast.get_docstring(ast.parse(text)), file
