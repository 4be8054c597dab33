"""No widget hides a method of Qt behind an attribute of its own: `self.size = 3` breaks every layout."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.architecture.sources import ROOT, modules, name_of, tree_of


def _classes(path: Path) -> Iterator[tuple[ast.ClassDef, type]]:
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for node in tree_of(path).body:
        if isinstance(node, ast.ClassDef) and inspect.isclass(found := getattr(module, node.name)):
            yield node, found


def _assigned(node: ast.ClassDef) -> set[str]:
    """Names that are assigned to `self` anywhere in a class, or in its body."""
    stores = [part for part in ast.walk(node) if isinstance(part, ast.Attribute)]
    names = {
        part.attr
        for part in stores
        if isinstance(part.ctx, ast.Store) and isinstance(part.value, ast.Name) and part.value.id == "self"
    }
    for step in node.body:
        targets = step.targets if isinstance(step, ast.Assign) else []
        targets = [step.target] if isinstance(step, ast.AnnAssign) and step.value else targets
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def _qt_names(kind: type) -> set[str]:
    return {
        name
        for base in kind.__mro__
        if base.__module__.startswith(("PySide6", "Shiboken"))
        for name in vars(base)
        if not name.startswith("__")
    }


def test_no_attribute_hides_a_method_of_qt() -> None:
    checked = 0
    hidden = []
    for path in modules("ui"):
        for node, kind in _classes(path):
            if _qt_names(kind):
                checked += 1
                hidden += [
                    f"{name_of(path)} {node.name}.{name}" for name in _assigned(node) & _qt_names(kind)
                ]
    assert hidden == []
    assert checked > 20


def test_the_check_itself_finds_what_it_looks_for() -> None:
    source = "class Wrong:\n  width = 3\n  def __init__(self):\n    self.parent = self.mine = None"
    (node,) = (part for part in ast.parse(source).body if isinstance(part, ast.ClassDef))
    assert _assigned(node) & _qt_names(QWidget) == {"parent", "width"}
