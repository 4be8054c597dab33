"""A service, warm interpreters and a record of an undisturbed run, once for all tests; an errand for each."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mcdesk.sandbox.server import SandboxServer

for _name in ("errand", "aftermath", "nursery"):
    pytest.register_assert_rewrite(f"tests.crash.{_name}")

from tests.crash.errand import Errand  # noqa: E402
from tests.crash.nursery import Nursery  # noqa: E402
from tests.crash.points import Point  # noqa: E402
from tests.sandbox_fixtures import Sandbox  # noqa: E402

NewErrand = Callable[[], Errand]

collect_ignore_glob = [] if sys.platform == "linux" else ["test_*.py"]
"""Elsewhere an interpreter that has loaded as much as this can't be relied on after a fork."""


@pytest.fixture(scope="session")
def sandbox_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sandbox")


@pytest.fixture(scope="session")
def quick_sandbox(sandbox_data: Path) -> Iterator[Sandbox]:
    """Its jobs end at once. Everybody who uses it has an account of their own."""
    server = SandboxServer(sandbox_data, speed=1000)
    yield Sandbox(server.start())
    server.stop()


@pytest.fixture(scope="session")
def command_nursery() -> Iterator[Nursery]:
    with Nursery("command") as nursery:
        yield nursery


@pytest.fixture(scope="session")
def window_nursery() -> Iterator[Nursery]:
    with Nursery("window") as nursery:
        yield nursery


@pytest.fixture(scope="session")
def new_errand(
    tmp_path_factory: pytest.TempPathFactory,
    quick_sandbox: Sandbox,
    sandbox_data: Path,
    command_nursery: Nursery,
) -> NewErrand:
    def make() -> Errand:
        return Errand(tmp_path_factory.mktemp("errand"), quick_sandbox, sandbox_data, command_nursery)

    return make


@pytest.fixture
def errand(new_errand: NewErrand) -> Errand:
    return new_errand()


@pytest.fixture(scope="session")
def passed(new_errand: NewErrand) -> tuple[Point, ...]:
    """Every point of a run that nobody disturbed, in the order in which it passed them."""
    return _passed(new_errand())


@pytest.fixture(scope="session")
def passed_in_two(new_errand: NewErrand) -> tuple[Point, ...]:
    """The same for a file that goes in two parts."""
    errand = new_errand()
    errand.cut_into_two()
    return _passed(errand)


def _passed(errand: Errand) -> tuple[Point, ...]:
    record: Path = errand.folder / "points"
    errand.require_a_clean_end(errand.run(record=record))
    return tuple(Point.parse(line) for line in record.read_text().splitlines())
