"""The rules of the house, checked by machine. Each test names what breaks it, with file and line."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.sources import (
    PACKAGE,
    ROOT,
    called_names,
    modules,
    name_of,
    place_of,
    texts_of,
    tree_of,
)

QT = ("ui", "app.py")
NESTED_LOOPS = {"exec", "exec_", "processEvents", "waitForFinished"}
STATIC_DIALOGS = {"QMessageBox", "QFileDialog", "QInputDialog", "QColorDialog", "QFontDialog"}
TASK_STARTERS = {"create_task", "ensure_future", "TaskGroup", "run_coroutine_threadsafe"}
OWNERS_OF_TASKS = ("desk/scope.py", "desk/poller.py", "desk/lanes.py", "sandbox/", "ui/front_desk.py")
"""The last one closes the scopes themselves at the very end, and does not wait for them for ever."""
WHERE_OPERATIONS_DIFFER = ("model/operations.py", "services/", "sandbox/")
LONGEST_FILE = 400


def calls_of(paths: Iterable[Path], names: set[str]) -> list[str]:
    return [place_of(path, call) for path in paths for name, call in called_names(path) if name in names]


def outside(places: tuple[str, ...]) -> list[Path]:
    return [path for path in modules() if not path.relative_to(PACKAGE).as_posix().startswith(places)]


def test_imports_keep_to_their_floors() -> None:
    # In a process of its own: the linter switches off all loggers that it finds.
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_second_loop_runs_inside_the_first() -> None:
    assert calls_of(modules(*QT), NESTED_LOOPS) == []
    assert calls_of(modules("ui"), {"run_until_complete", "run_forever", "QEventLoop"}) == []


def test_no_dialog_is_asked_by_a_static_call() -> None:
    owners = [
        (path, call, call.func.value)
        for path in modules(*QT)
        for _, call in called_names(path)
        if isinstance(call.func, ast.Attribute)
    ]
    assert [
        place_of(path, call)
        for path, call, owner in owners
        if isinstance(owner, ast.Name) and owner.id in STATIC_DIALOGS
    ] == []


def test_no_slot_awaits() -> None:
    for path in modules(*QT):
        names = {node.id for node in ast.walk(tree_of(path)) if isinstance(node, ast.Name)}
        names |= {node.name for node in ast.walk(tree_of(path)) if isinstance(node, ast.alias)}
        assert not names & {"asyncSlot", "asyncClose", "QtAsyncio"}, name_of(path)


def test_looks_come_from_the_theme_alone() -> None:
    theme = PACKAGE / "ui" / "theme"
    paths = [path for path in modules(*QT) if not path.is_relative_to(theme)]
    assert calls_of(paths, {"setStyleSheet"}) == []


def test_colours_are_named_in_the_tokens_alone() -> None:
    tokens = PACKAGE / "ui" / "theme" / "tokens.py"
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(\s*\d")
    paths = [path for path in modules(*QT) if path != tokens]
    found = [place_of(path, node) for path in paths for node, text in texts_of(path) if colour.search(text)]
    assert found == []
    assert any(colour.search(text) for _, text in texts_of(tokens))


def test_tasks_are_started_where_they_are_owned() -> None:
    assert calls_of(outside(OWNERS_OF_TASKS), TASK_STARTERS) == []
    assert len(calls_of(modules("desk"), TASK_STARTERS)) >= 3


def test_nobody_asks_which_operation_it_is() -> None:
    paths = outside(WHERE_OPERATIONS_DIFFER)
    words = ("rank", "decode")
    assert [place_of(path, node) for path in paths for node, text in texts_of(path) if text in words] == []


def test_a_module_says_what_it_is() -> None:
    assert [name_of(path) for path in modules() if not ast.get_docstring(tree_of(path))] == []


def test_no_file_is_longer_than_a_reader_bears() -> None:
    files = [path for folder in ("mcdesk", "tests", "scripts") for path in (ROOT / folder).rglob("*.py")]
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_nothing_is_swallowed_in_silence() -> None:
    """A bare `except`, or `except Exception: pass`, would hide a bug."""
    handlers = [
        (path, node)
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
    ]
    assert [f"{name_of(path)}:{handler.lineno}" for path, handler in handlers if _is_silent(handler)] == []


def _is_silent(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    is_broad = isinstance(handler.type, ast.Name) and handler.type.id in ("Exception", "BaseException")
    return is_broad and all(isinstance(step, ast.Pass) for step in handler.body)
