"""No window shows a text past the gate: read from the sources, so that a new label cannot forget it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent / "desktop"
FILES = sorted(ROOT.rglob("*.py"))
GATE = ROOT / "ui" / "widgets" / "plain.py"

# Whatever of Qt's reads a text as HTML, or shows one in a label of its own that does.
ONLY_IN_THE_GATE = {"QLabel", "QMessageBox"}
NOWHERE = {
    *("QTextEdit", "QTextBrowser", "QTextDocument", "QStaticText", "QErrorMessage", "QInputDialog", "QProgressDialog"),
    *("QToolTip", "QWhatsThis", "QGraphicsTextItem", "QSplashScreen", "QWizard"),
}
METHODS_NOWHERE = {
    *("setHtml", "insertHtml", "appendHtml", "setMarkdown", "setTextFormat", "setWhatsThis", "setStatusTip"),
    *("setInformativeText", "setDetailedText", "showText", "information", "question", "setOpenExternalLinks"),
}
TIPS = {"setToolTip", "setToolTipDuration", "setTitleToolTip"}


def calls(file: Path) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def is_tip(node: ast.expr) -> bool:
    """`tip(…)`, nothing, or the one or the other."""
    if isinstance(node, ast.IfExp):
        return is_tip(node.body) and is_tip(node.orelse)
    if isinstance(node, ast.Constant):
        return node.value in ("", None)
    return isinstance(node, ast.Call) and name_of(node.func) == "tip"


def faults(source: str, *, in_gate: bool = False) -> list[str]:
    """What goes past the gate, line by line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom | ast.Import):
            found += [one.name for one in node.names if one.name in NOWHERE]
        elif isinstance(node, ast.ClassDef) and not in_gate:
            found += [f"class {node.name}" for base in node.bases if name_of(base) in ONLY_IN_THE_GATE]
        elif isinstance(node, ast.Call):
            found += faults_of_call(node, in_gate=in_gate)
        elif isinstance(node, ast.If):
            found += faults_of_role(node)
    return found


def faults_of_call(node: ast.Call, *, in_gate: bool) -> list[str]:
    name = name_of(node.func)
    if name in NOWHERE | METHODS_NOWHERE or (name in ONLY_IN_THE_GATE and not in_gate):
        return [name]
    if name in TIPS and not is_tip(node.args[-1]):
        return [name]
    if name == "clipboard" and not in_gate:
        return [name]
    if name == "showMessage" and not all(name_of(getattr(one, "func", one)) in SAFE_MESSAGES for one in node.args[:2]):
        return [name]
    if name == "addRow" and len(node.args) == 2 and not isinstance(node.func, ast.Name):
        return faults_of_row(node)
    return []


SAFE_MESSAGES = {"tray_text", "closing"}
LABELS = {"title", "label"}


def faults_of_row(node: ast.Call) -> list[str]:
    """A form that is given a text makes a label of it by itself."""
    return [] if name_of(node.args[0]) in LABELS or isinstance(node.args[0], ast.Call) else ["addRow"]


def faults_of_role(node: ast.If) -> list[str]:
    """`if role == …TOOL_TIP: return tip(…)`"""
    asks = any(
        "TOOLTIP" in name_of(one).upper().replace("_", "") for one in ast.walk(node.test) if isinstance(one, ast.expr)
    )
    compares = isinstance(node.test, ast.Compare) and isinstance(node.test.ops[0], ast.Eq)
    returned = [one.value for one in node.body if isinstance(one, ast.Return) and one.value is not None]
    return [] if not (asks and compares) or all(map(is_tip, returned)) else ["ToolTipRole"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_text_goes_through_the_gate(file: Path) -> None:
    assert faults(file.read_text("utf-8"), in_gate=file == GATE) == []


@pytest.mark.parametrize(
    "source",
    [
        "QLabel(words)",
        "QtWidgets.QLabel(words)",
        "class Mine(QLabel): ...",
        "box = QMessageBox(parent)",
        "QMessageBox.information(self, title, words)",
        "widget.setToolTip(words)",
        "item.setToolTip(2, words)",
        "widget.setToolTip(tip(words) if words else other)",
        "from PySide6.QtWidgets import QTextBrowser",
        "view.setHtml(words)",
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "QGuiApplication.clipboard().setText(words)",
        "icon.showMessage(notice.title, notice.text)",
        "form.addRow(name, field)",
        "if role == TOOL_TIP:\n    return words",
        "if role == Qt.ItemDataRole.ToolTipRole:\n    return words",
    ],
)
def test_whoever_forgets_it_is_found(source: str) -> None:
    assert faults(source) != []


def test_there_are_labels_and_tips_to_look_at() -> None:
    names = [name_of(call.func) for file in FILES for call in calls(file)]
    assert names.count("label") > 100
    assert names.count("tip") > 8
    assert names.count("plain_box") > 2
