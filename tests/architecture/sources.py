"""The program's source files, read and parsed once."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "mcdesk"


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def modules(*parts: str) -> list[Path]:
    """All modules below mcdesk, or below some of its folders and files."""
    found = [PACKAGE / part for part in parts] or [PACKAGE]
    files = [
        path for start in found for path in ([start] if start.is_file() else sorted(start.rglob("*.py")))
    ]
    assert files
    return files


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def place_of(path: Path, node: ast.expr | ast.stmt) -> str:
    return f"{name_of(path)}:{node.lineno}"


def docstrings_of(tree: ast.Module) -> set[int]:
    """The ids of the nodes that are documentation: docstrings, and texts below a field."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def texts_of(path: Path) -> list[tuple[ast.Constant, str]]:
    """All text constants that are no documentation."""
    tree = tree_of(path)
    left_out = docstrings_of(tree)
    constants = [
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in left_out
    ]
    return [(node, node.value) for node in constants if isinstance(node.value, str)]


def called_names(path: Path) -> list[tuple[str, ast.Call]]:
    """The last part of the name of everything that is called, with its call."""
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    return [(name, call) for call in calls if (name := _last_name(call.func))]


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
