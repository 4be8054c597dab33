"""Builds everything, opens the window, and ends in order. The only file that knows all rooms."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import sys
import time
import uuid
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from mcdesk.desk.home import home_folder
from mcdesk.desk.scope import TaskScope
from mcdesk.ledger.keys import Keys
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import Account, AccountKind, ApiKey, kind_of
from mcdesk.model.errors import DeskError, KeyringError, LedgerError, UsageError
from mcdesk.model.operations import OPERATIONS
from mcdesk.services.redaction import RedactingFilter, quiet_http_logs
from mcdesk.ui.front_desk import THEME, FrontDesk
from mcdesk.ui.theme.theme import Choice, Theme

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk
    from mcdesk.model.rows import JobRow
    from mcdesk.sandbox.server import SandboxServer

log = logging.getLogger(__name__)

_SANDBOX_ID = "sandbox"
_SANDBOX_KEY = ApiKey("sandbox-practice")
_LOG_BYTES, _LOG_FILES = 2_000_000, 3


class Program:
    """Fulfils what the window asks of the program: accounts with their keys, desks, the sandbox, settings.

    Args:
        ledger: Open.
        keys: The keyring.
        home: MCDESK_HOME.
        speed: Of the sandbox; 2 is twice as fast.
    """

    def __init__(self, ledger: Ledger, keys: Keys, home: Path, *, speed: float = 1.0) -> None:
        self._ledger = ledger
        self._keys = keys
        self._home = home
        self._speed = speed
        self._session_keys: dict[str, ApiKey] = {_SANDBOX_ID: _SANDBOX_KEY}
        self._sandbox: SandboxServer | None = None

    @property
    def samples(self) -> tuple[Path, ...]:
        """Files to practise with; the first is for ranking."""
        folder = resource_folder() / "samples"
        return (folder / "vehicles-and-dealers.csv", folder / "vins-to-decode.csv")

    async def accounts(self) -> tuple[Account, ...]:
        """All accounts, in the order in which they were added."""
        return await self._ledger.accounts()

    async def first_rows(self, account: Account) -> tuple[JobRow, ...]:
        """What the first picture shows, from the ledger alone."""
        from mcdesk.desk.first_rows import first_rows

        return await first_rows(self._ledger, account.id)

    async def open_desk(self, account: Account) -> Desk:
        """A desk for the account, loaded but not started.

        Raises:
            KeyringError: If the keyring can't be read.
            UsageError: If it has no key for the account, or the sandbox can't start.
        """
        from mcdesk.desk.desk import Desk
        from mcdesk.desk.world import World
        from mcdesk.services.http import Http

        if account.id == _SANDBOX_ID:
            account = await self.practise()
        key = await self._key_of(account)
        world = World(time.time, asyncio.sleep, lambda: str(uuid.uuid4()), random.random, self._home)
        desk = Desk(account, Http(account.base_url, key), self._ledger, world)
        await desk.load()
        return desk

    async def practise(self) -> Account:
        """Starts the sandbox, if it is not running, and gives its account with today's address.

        Raises:
            UsageError: If it can't be started.
        """
        if self._sandbox is None:
            from mcdesk.sandbox.server import SandboxServer

            sandbox = SandboxServer(self._home / "sandbox", speed=self._speed)
            try:
                url = await asyncio.get_running_loop().run_in_executor(None, sandbox.start)
            except OSError as exc:
                raise UsageError(
                    "The sandbox can't be started.", "Another program may hold its folder; restart mcdesk."
                ) from exc
            self._sandbox = sandbox
            account = Account(_SANDBOX_ID, "Practice server", AccountKind.SANDBOX, url)
            await self._ledger.save_account(account)
        return next(a for a in await self._ledger.accounts() if a.id == _SANDBOX_ID)

    async def add_account(self, name: str, key: ApiKey, base_url: str, *, for_session: bool) -> Account:
        """Checks a key with one cheap call, keeps it, and adds its account.

        Raises:
            KeyRefusedError: If the service does not know the key.
            KeyringError: If it can't be kept; `for_session` keeps it in memory only.
        """
        from mcdesk.services.batch import BatchClient
        from mcdesk.services.http import Http

        http = Http(base_url, key)
        try:
            await BatchClient(http, next(iter(OPERATIONS.values()))).list_page(rows=1)
        finally:
            await http.aclose()
        fingerprint = await self._ledger.fingerprint(key)
        known = {(a.base_url, a.fingerprint): a for a in await self._ledger.accounts()}
        same = known.get((base_url, fingerprint))
        account_id = same.id if same else str(uuid.uuid4())
        account = Account(account_id, name, kind_of(base_url), base_url, fingerprint)
        if for_session:
            self._session_keys[account.id] = key
        else:
            await self._keys.put(account.id, key)
        await self._ledger.save_account(account)
        return account

    async def setting(self, name: str) -> str | None:
        """A setting, or None if it was never set."""
        return await self._ledger.setting(name)

    async def set_setting(self, name: str, value: str) -> None:
        """Remembers a setting."""
        await self._ledger.set_setting(name, value)

    async def aclose(self) -> None:
        """Stops the sandbox and closes the ledger."""
        if self._sandbox is not None:
            await asyncio.get_running_loop().run_in_executor(None, self._sandbox.stop)
        await self._ledger.aclose()

    async def _key_of(self, account: Account) -> ApiKey:
        if (key := self._session_keys.get(account.id)) is not None:
            return key
        if (key := await self._keys.get(account.id)) is None:
            raise KeyringError(
                f"The keyring has no key for {account.name}.", "Add the key again: account menu, Add API key."
            )
        self._session_keys[account.id] = key
        return key


def resource_folder() -> Path:
    """The folder of sample files and fonts: inside the installed package, beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def run_window() -> int:
    """Opens the window and stays until the user leaves; gives the exit code."""
    home = home_folder(os.environ)
    app = QApplication(sys.argv)
    app.setApplicationName("mcdesk")
    app.setQuitOnLastWindowClosed(False)
    theme = Theme(app)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        return runner.run(_window(home, theme))


async def _window(home: Path, theme: Theme) -> int:
    try:
        ledger = await Ledger.open(home)
    except (LedgerError, DeskError) as error:
        return await _say_why_not(theme, error)
    start_log(home)
    program = Program(ledger, Keys(), home)
    scope = TaskScope(_on_bug)
    front_desk = await open_front_desk(program, theme, scope)
    await front_desk.done.wait()
    await front_desk.end()
    await program.aclose()
    return 0


async def open_front_desk(program: Program, theme: Theme, scope: TaskScope) -> FrontDesk:
    """Builds the window over a program and shows it."""
    choice = await program.setting(THEME)
    if choice in set(Choice):
        theme.choose(Choice(choice))
    front_desk = FrontDesk(theme, program, scope, time.time)
    await front_desk.begin()
    return front_desk


def start_log(home: Path) -> None:
    """Logs to files in MCDESK_HOME that can't grow without end and never hold a key."""
    quiet_http_logs()
    folder = home / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "mcdesk.log", maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8"
        )
    except OSError:
        return  # a program without a log is better than none
    handler.addFilter(RedactingFilter())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def _on_bug(name: str, error: Exception) -> None:
    log.error("the task %r ended unexpectedly", name, exc_info=error)


async def _say_why_not(theme: Theme, error: DeskError) -> int:
    """The one thing that is shown when there is no ledger to stand on."""
    from PySide6.QtWidgets import QMessageBox

    from mcdesk.ui.asking import answer_of

    box = QMessageBox(QMessageBox.Icon.Critical, "mcdesk", error.title)
    box.setInformativeText(error.advice)
    await answer_of(box)
    return 1
