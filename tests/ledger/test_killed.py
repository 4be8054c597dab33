"""A process that is killed while it rescues, upgrades or copies leaves what the next one goes on from."""

import asyncio
import gzip
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from tests.ledger.conftest import Start, names_in
from tests.ledger.filled import Everything, everything, template
from tests.ledger.old.make import HERE

pytestmark = [pytest.mark.logs_warnings, pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")]
PAGE = 4096
AT_ONCE = 4
"""Processes side by side, since most of their time goes into starting Python."""


def damaged(home: Path) -> None:
    content = (template() / FILE_NAME).read_bytes()
    (home / FILE_NAME).write_bytes(b"\xff" * PAGE + content[PAGE:])


def old(home: Path) -> None:
    (home / FILE_NAME).write_bytes(gzip.decompress((HERE / "0001.sqlite3.gz").read_bytes()))


def current(home: Path) -> None:
    shutil.copyfile(template() / FILE_NAME, home / FILE_NAME)


def new(home: Path) -> None:
    """Nothing is there yet."""


async def told_by(home: Path) -> tuple[Everything, int]:
    ledger = await Ledger.open(home)
    told = await everything(ledger)
    told["settings"].pop("rescue", None)
    told["accounts"] = {account.id: account for account in await ledger.accounts()}
    submissions = sum([len(await ledger.submissions(id_)) for id_ in told["accounts"]])
    await ledger.aclose()
    return told, submissions


@pytest.mark.parametrize(
    ("prepare", "wish"), [(damaged, "open"), (old, "open"), (current, "copy"), (new, "open")]
)
async def test_a_kill_before_any_act_on_a_file_loses_nothing(
    tmp_path: Path, start: Start, prepare: Callable[[Path], None], wish: str
) -> None:
    def prepared(name: str) -> Path:
        home = tmp_path / name
        home.mkdir()
        prepare(home)
        return home

    def begin(home: Path, number: int) -> "subprocess.Popen[str]":
        program = (sys.executable, "-m", "tests.ledger.children.opener", str(home), str(number), wish)
        return start(*program, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    whole = prepared("whole")
    count = int((await asyncio.to_thread(begin(whole, 0).communicate))[0])
    expected = await told_by(whole)
    assert count > 5
    for first in range(1, count + 1, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count + 1))
        homes = [prepared(f"killed before {number}") for number in numbers]
        children = [begin(home, number) for home, number in zip(homes, numbers, strict=True)]
        for child, home in zip(children, homes, strict=True):
            await asyncio.to_thread(child.wait)
            assert child.returncode == -9
            assert await told_by(home) == expected, home.name
            left = [name for name in names_in(home) if "salvaged" in name or "scratch" in name]
            assert left == [], home.name
            assert sum(name.startswith("ledger.damaged-") for name in names_in(home)) <= 3
            shutil.rmtree(home)
