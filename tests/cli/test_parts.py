"""The command line's parts: which account and key it uses, what its exit codes mean, what it prints where."""

import inspect
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

import mcdesk
from mcdesk.cli.accounts import account_and_key
from mcdesk.cli.commands import commands
from mcdesk.cli.exits import Exit, exit_for
from mcdesk.cli.show import Show
from mcdesk.desk.home import home_folder
from mcdesk.desk.plan import JobFailedError, Step
from mcdesk.ledger.keys import Keys
from mcdesk.ledger.ledger import Ledger
from mcdesk.model import errors
from mcdesk.model.accounts import Account, AccountKind
from mcdesk.model.errors import DeskError, RefusedError, UsageError

URL = "http://127.0.0.1:8000"


class Desk:
    """A ledger, and the question which account a command is to use."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._ids = iter("abcdefgh")

    async def ask(self, key: str = "", name: str | None = None, url: str | None = URL) -> Account:
        environment = {"MCDESK_API_KEY": key} if key else {}
        account, found = await account_and_key(
            self.ledger, Keys(), environment, name=name, base_url=url, new_id=lambda: next(self._ids)
        )
        assert not key or found.reveal() == key.strip()
        return account


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    ledger = await Ledger.open(tmp_path / "home")
    yield Desk(ledger)
    await ledger.aclose()


async def test_the_same_key_and_address_are_the_same_account(desk: Desk) -> None:
    first = await desk.ask("secret-one")
    assert await desk.ask(" secret-one\n", url=f"{URL}/") == first
    assert await desk.ask("secret-two") != first
    assert len(await desk.ledger.accounts()) == 2


async def test_a_key_takes_over_the_only_account_of_its_address_whose_key_is_not_known(desk: Desk) -> None:
    blank = Account("blank", "Before", AccountKind.SANDBOX, URL)
    await desk.ledger.save_account(blank)
    await desk.ledger.save_account(replace(blank, id="far", name="Far", base_url="http://127.0.0.1:9"))
    found = await desk.ask("secret-one")
    assert (found.id, found.name) == ("blank", "Before")
    assert await desk.ask("secret-one") == found
    assert (await desk.ask("secret-two")).id not in ("blank", "far")


async def test_of_two_accounts_whose_keys_are_not_known_none_is_guessed(desk: Desk) -> None:
    for id_ in ("one", "two"):
        await desk.ledger.save_account(Account(id_, id_, AccountKind.SANDBOX, URL))
    assert (await desk.ask("secret-one")).id not in ("one", "two")
    assert [a.fingerprint for a in await desk.ledger.accounts() if a.id in ("one", "two")] == ["", ""]


async def test_a_new_account_is_named_after_its_address_and_never_after_its_key(desk: Desk) -> None:
    account = await desk.ask("secret-one")
    assert account.name.startswith("127.0.0.1:8000 ")
    assert account.kind is AccountKind.SANDBOX
    assert "secret" not in repr(account)
    assert (await desk.ask("secret-one", url=None)).kind is AccountKind.PRODUCTION


async def test_a_named_account_keeps_its_key_and_address(desk: Desk) -> None:
    mine = await desk.ask("secret-one", name="mine")
    assert await desk.ask("secret-one", name="mine") == mine
    for wrong in ({"key": "secret-two"}, {"key": "secret-one", "url": "http://127.0.0.1:9"}):
        with pytest.raises(UsageError, match="another key or address"):
            await desk.ask(name="mine", **wrong)


async def test_a_window_account_without_a_fingerprint_can_be_used_with_its_key(desk: Desk) -> None:
    await desk.ledger.save_account(Account("w", "window", AccountKind.SANDBOX, URL))
    assert (await desk.ask("secret-one", name="window", url=None)).id == "w"


async def test_without_a_key_a_known_account_must_be_named(desk: Desk) -> None:
    with pytest.raises(UsageError, match="no key to use"):
        await desk.ask()
    await desk.ask("secret-one", name="mine")
    with pytest.raises(UsageError, match="no account named theirs") as unknown:
        await desk.ask(name="theirs")
    assert "mine" in unknown.value.advice


@pytest.mark.parametrize(
    "url", ["http://example.com", "ftp://127.0.0.1", "api.marketcheck.com", "https://", ""]
)
async def test_a_key_never_goes_to_an_address_that_is_not_safe(desk: Desk, url: str) -> None:
    with pytest.raises(UsageError):
        await desk.ask("secret-one", url=url)
    assert await desk.ledger.accounts() == ()


CODES = {
    "InputFileError": (2, 2),
    "UsageError": (2, 2),
    "StorageError": (2, 1),
    "KeyringError": (2, 1),
    "LedgerError": (2, 1),
    "NoDownloadsLeftError": (6, 6),
    "DownloadBrokenError": (5, 5),
    "ChecksumError": (5, 5),
    "JobFailedError": (4, 4),
}
KINDS = [k for _, k in inspect.getmembers(errors, inspect.isclass) if issubclass(k, DeskError)]


@pytest.mark.parametrize("kind", [*KINDS, JobFailedError], ids=lambda kind: kind.__name__)
def test_every_error_has_its_exit_code(kind: type[DeskError]) -> None:
    before, after = CODES.get(kind.__name__, (3, 3))
    assert exit_for(kind("x"), was_sent=False) == before
    assert exit_for(kind("x"), was_sent=True) == after


def test_exit_codes_never_change() -> None:
    assert {code.name: int(code) for code in Exit} == {
        "DONE": 0,
        "LOCAL_TROUBLE": 1,
        "NOTHING_SENT": 2,
        "REFUSED": 3,
        "JOB_FAILED": 4,
        "NOT_VERIFIED": 5,
        "NO_DOWNLOADS_LEFT": 6,
        "INTERRUPTED": 130,
    }


def test_steps_are_told_on_stderr_each_once_and_as_they_are(capfd: pytest.CaptureFixture[str]) -> None:
    with Show() as show:
        show.step(Step("[bold]april[/].csv: 3 rows"))
        for _ in range(3):
            show.step(Step("Waiting for the lane"))
        show.step(Step("Uploading", 50))
        show.step(Step("Uploading", 50))
        show.step(Step("Trouble.", is_trouble=True))
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "[bold]april[/].csv: 3 rows",
        "Waiting for the lane",
        "Uploading: 50 %",
        "Trouble.",
    ]


def test_an_error_is_told_with_all_that_support_asks_for(capfd: pytest.CaptureFixture[str]) -> None:
    with Show() as show:
        show.error(RefusedError("Refused [it].", "Mend " + "it " * 60, code="bad_csv", instance="req-1"))
    said = capfd.readouterr().err.splitlines()
    assert said[0] == "Refused [it]."
    assert said[2:] == ["Code: bad_csv", "Request id: req-1"]


def test_the_version_is_the_packages() -> None:
    answer = CliRunner().invoke(commands, ["--version"])
    assert (answer.exit_code, answer.output) == (0, f"mcdesk {mcdesk.__version__}\n")


@pytest.mark.parametrize(
    "words",
    [["run"], ["run", "a.csv"], ["fly"], ["run", "a.csv", "--operation", "rank", "--keep-downloads", "-1"]],
)
def test_wrong_words_end_with_two(words: list[str]) -> None:
    assert CliRunner().invoke(commands, words).exit_code == 2


def test_home_is_where_the_environment_says(tmp_path: Path) -> None:
    assert home_folder({"MCDESK_HOME": str(tmp_path)}) == tmp_path
    assert home_folder({"MCDESK_HOME": "here"}) == Path.cwd() / "here"
    assert home_folder({}).name == "mcdesk"
    assert home_folder({"MCDESK_HOME": ""}) == home_folder({})


def test_the_command_line_loads_no_qt() -> None:
    program = (
        "import sys, mcdesk.cli.run, mcdesk.cli.commands; print([m for m in sys.modules if 'PySide' in m])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=os.environ, check=True
    )
    assert told.stdout.strip() == "[]"
