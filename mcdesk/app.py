"""Builds everything, opens the window, and ends in order. The only file that knows all rooms."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import random
import sys
import time
import uuid
from collections.abc import Awaitable, Callable
from importlib import import_module
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from mcdesk import __version__
from mcdesk.desk.first_rows import FIRST_ROWS
from mcdesk.desk.home import home_folder
from mcdesk.desk.left_behind import begun
from mcdesk.desk.scope import TaskScope
from mcdesk.ledger.glance import Glance, glance
from mcdesk.ledger.keys import Keys
from mcdesk.model.accounts import Account, AccountKind, ApiKey, kind_of
from mcdesk.model.errors import DeskError, KeyringError, UsageError
from mcdesk.model.operations import DECODE, OPERATIONS, RANK
from mcdesk.services.redaction import RedactingFilter, quiet_http_logs
from mcdesk.ui.flows.accounts import CURRENT_ACCOUNT
from mcdesk.ui.flows.ledger_care import LedgerNews, keep_copy
from mcdesk.ui.flows.settings import THEME
from mcdesk.ui.front_desk import FrontDesk
from mcdesk.ui.one_window import RaiseListener, bring_to_front, only_window
from mcdesk.ui.samples import Sample
from mcdesk.ui.signals import SignalWatch
from mcdesk.ui.start_trouble import say_why_not
from mcdesk.ui.theme.theme import Choice, Theme

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk
    from mcdesk.ledger.ledger import Ledger
    from mcdesk.model.rows import JobRow
    from mcdesk.sandbox.server import SandboxServer

log = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[None]]

_SANDBOX_ID = "sandbox"
_SANDBOX_KEY = ApiKey("sandbox-practice")
_SAMPLES = (
    (
        "vehicles-and-dealers.csv",
        RANK.id,
        "rows that pair vehicles from wholesale auctions with dealers, under their real VINs",
    ),
    ("vins-to-decode.csv", DECODE.id, "real VINs from wholesale auctions"),
)
_LOG_BYTES, _LOG_FILES = 2_000_000, 3
_COPY_MS = 5 * 60 * 1000
_TURN = 0.0005
"""Seconds that a thread at work may keep the window waiting: a tenth of what Python grants by itself."""
_PATIENCE = 2.0
"""Seconds that sandbox and ledger have to end, where nobody counts the time."""
_INTERRUPTED = 130
"""What a shell expects of a program that Ctrl+C ended."""


class Program:
    """Fulfils what the window asks of the program: accounts with their keys, desks, the sandbox, settings.

    Args:
        ledger: Open, or None: then it is opened at the first need beyond `seen`.
        keys: The keyring.
        home: MCDESK_HOME.
        speed: Of the sandbox; 2 is twice as fast.
        sleep: How the desk waits between looks.
        seen: What a quick look into the ledger told; it answers until the ledger is open.
    """

    def __init__(
        self,
        ledger: Ledger | None,
        keys: Keys,
        home: Path,
        *,
        speed: float = 1.0,
        sleep: Sleep = asyncio.sleep,
        seen: Glance | None = None,
    ) -> None:
        self._open_ledger = ledger
        self._opening = asyncio.Lock()
        self._seen = seen
        self._keys = keys
        self._home = home
        self._speed = speed
        self._sleep = sleep
        self._session_keys: dict[str, ApiKey] = {_SANDBOX_ID: _SANDBOX_KEY}
        self._from_keyring: set[str] = set()
        self._sandbox: SandboxServer | None = None
        self._sandbox_url = ""

    @property
    def samples(self) -> tuple[Sample, ...]:
        """Files to practise with, each with the operation that it is for."""
        folder = resource_folder() / "samples"
        return tuple(
            Sample(folder / name, operation, what, _rows_in(folder / name))
            for name, operation, what in _SAMPLES
        )

    async def accounts(self) -> tuple[Account, ...]:
        """All accounts, in the order in which they were added."""
        if self._open_ledger is None and self._seen is not None:
            return self._seen.accounts
        return await (await self._ledger()).accounts()

    async def first_rows(self, account: Account) -> tuple[JobRow, ...]:
        """What the first picture shows, from the ledger alone."""
        from mcdesk.desk.first_rows import first_rows, rows_of

        seen = self._seen
        if self._open_ledger is None and seen is not None and seen.account == account:
            return rows_of(seen.jobs, seen.submissions, seen.downloads)
        return await first_rows(await self._ledger(), account.id)

    async def open_desk(self, account: Account) -> Desk:
        """A desk for the account, loaded but not started.

        Raises:
            KeyringError: If the keyring can't be read.
            UsageError: If it has no key for the account, or the sandbox can't start.
        """
        await asyncio.get_running_loop().run_in_executor(None, _load_the_rest)
        from mcdesk.desk.desk import Desk
        from mcdesk.desk.world import World
        from mcdesk.services.http import Http

        if account.id == _SANDBOX_ID:
            account = await self.practise()
        key = await self._key_of(account)
        world = World(time.time, self._sleep, lambda: str(uuid.uuid4()), random.random, self._home)
        desk = Desk(account, Http(account.base_url, key), await self._ledger(), world)
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
            self._sandbox, self._sandbox_url = sandbox, url
        account = Account(_SANDBOX_ID, "Practice server", AccountKind.SANDBOX, self._sandbox_url)
        await (await self._ledger()).save_account(account)
        return account

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
        fingerprint = await (await self._ledger()).fingerprint(key)
        known = {(a.base_url, a.fingerprint): a for a in await (await self._ledger()).accounts()}
        same = known.get((base_url, fingerprint))
        account_id = same.id if same else str(uuid.uuid4())
        name = _free_name(name, {a.name for a in known.values() if a.id != account_id})
        account = Account(account_id, name, kind_of(base_url), base_url, fingerprint)
        if not for_session:
            await self._keys.put(account.id, key)
            self._from_keyring.add(account.id)
        self._session_keys[account.id] = key
        await (await self._ledger()).save_account(account)
        return account

    async def remove_account(self, account: Account) -> None:
        """Forgets an account, what mcdesk knows of its jobs, and its key. Results on disk stay.

        Raises:
            KeyringError: The account is gone, but its key may still be in the keyring.
        """
        was_for_session = self._session_keys.pop(account.id, None) is not None
        await (await self._ledger()).remove_account(account.id)
        if account.id == _SANDBOX_ID:
            self._session_keys[_SANDBOX_ID] = _SANDBOX_KEY
            return
        try:
            await self._keys.delete(account.id)
        except KeyringError as error:
            if not was_for_session or account.id in self._from_keyring:
                raise KeyringError(
                    f"{account.name} is removed, but its key may still be in the keyring.",
                    f"Delete the entry “mcdesk” there. {error.title}",
                ) from error

    async def setting(self, name: str) -> str | None:
        """A setting, or None if it was never set."""
        if self._open_ledger is None and self._seen is not None:
            return self._seen.settings.get(name)
        return await (await self._ledger()).setting(name)

    async def set_setting(self, name: str, value: str) -> None:
        """Remembers a setting."""
        await (await self._ledger()).set_setting(name, value)

    @property
    def ledger_if_open(self) -> Ledger | None:
        """The ledger, None as long as nobody needed it."""
        return self._open_ledger

    async def keep_copy(self) -> None:
        """Keeps the ledger's kept copy, behind everything else."""
        await keep_copy(self._ledger, now=time.time, sleep=self._sleep)

    async def aclose(self, patience: float = _PATIENCE) -> None:
        """Stops the sandbox and closes the ledger, but waits no longer than `patience` seconds for them."""
        stopped = begun(self._sandbox.stop, name="sandbox-stop") if self._sandbox is not None else None
        try:
            async with asyncio.timeout(patience):
                if self._open_ledger is not None:
                    await self._open_ledger.aclose()
                if stopped is not None:
                    await stopped.wait()
        except TimeoutError:
            log.info("the ledger or the sandbox did not end in time")

    async def _ledger(self) -> Ledger:
        async with self._opening:
            if self._open_ledger is None:
                self._open_ledger = await open_ledger(self._home)
            return self._open_ledger

    async def _key_of(self, account: Account) -> ApiKey:
        if (key := self._session_keys.get(account.id)) is not None:
            return key
        if (key := await self._keys.get(account.id)) is None:
            raise KeyringError(
                f"The keyring has no key for {account.name}.", "Add the key again: account menu, Add API key."
            )
        self._session_keys[account.id] = key
        self._from_keyring.add(account.id)
        return key


def resource_folder() -> Path:
    """The folder of sample files and fonts: inside the installed package, beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def run_window(app: QApplication | None = None) -> int:
    """Opens the window and stays until the user leaves; gives the exit code."""
    home = home_folder(os.environ)
    app = app or QApplication(sys.argv)
    app.setApplicationName("mcdesk")
    app.setApplicationDisplayName("mcdesk")
    app.setDesktopFileName("mcdesk")
    app.setQuitOnLastWindowClosed(False)
    sys.excepthook = _on_uncaught
    theme = Theme(app)
    with SignalWatch() as signals, asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        return runner.run(_window(home, theme, signals))


async def _window(home: Path, theme: Theme, signals: SignalWatch) -> int:
    with contextlib.ExitStack() as stack:
        try:
            is_first = stack.enter_context(only_window(home))
        except DeskError as error:
            return await say_why_not(theme, error, signals)
        if not is_first:
            sys.stderr.write("mcdesk is open already; its window was brought to the front.\n")
            return 0
        return await _only_window(home, theme, signals)


async def _only_window(home: Path, theme: Theme, signals: SignalWatch) -> int:
    seen = glance(home, CURRENT_ACCOUNT, FIRST_ROWS)
    try:
        ledger = None if seen is not None else await open_ledger(home)
    except DeskError as error:
        return await say_why_not(theme, error, signals)
    start_log(home)
    program = Program(ledger, Keys(), home, seen=seen)
    scope = TaskScope(_on_bug)
    front_desk = await open_front_desk(program, theme, scope)
    signals.call_on_signal(front_desk.leave)
    listener = RaiseListener(home, front_desk.window)
    listener.asked.connect(lambda: bring_to_front(front_desk.window))
    scope.start("listen for a later start", listener.begin())
    log.info("mcdesk %s is open", __version__)
    await front_desk.done.wait()
    listener.close()
    await front_desk.end()
    await program.aclose(front_desk.patience.left)
    return _INTERRUPTED if signals.was_interrupted else 0


async def open_ledger(home: Path) -> Ledger:
    """Opens the ledger; loads what that takes in a thread, so that a window goes on answering meanwhile.

    Raises:
        LedgerError, StorageError: If it can't be opened.
    """
    await asyncio.get_running_loop().run_in_executor(None, import_module, "mcdesk.ledger.ledger")
    from mcdesk.ledger.ledger import Ledger

    return await Ledger.open(home)


async def open_front_desk(program: Program, theme: Theme, scope: TaskScope) -> FrontDesk:
    """Builds the window over a program and shows it."""
    sys.setswitchinterval(_TURN)
    choice = await program.setting(THEME)
    if choice in set(Choice):
        theme.choose(Choice(choice))
    front_desk = FrontDesk(theme, program, scope, time.time)
    await front_desk.begin()
    LedgerNews(front_desk.window, lambda: program.ledger_if_open, front_desk.window.notices.show_notice)
    copies = QTimer(front_desk.window)
    copies.timeout.connect(lambda: scope.start("copy the ledger", program.keep_copy()))
    copies.start(_COPY_MS)
    scope.start("copy the ledger", program.keep_copy())
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


def _load_the_rest() -> None:
    """Imports what the first picture can do without. In a thread, so that the window goes on answering."""
    from mcdesk.desk.heaps import share_heaps
    from mcdesk.services.http import warm_up

    share_heaps()
    import_module("mcdesk.desk.desk")
    warm_up()


def _rows_in(sample: Path) -> int:
    return max(0, sample.read_bytes().count(b"\n") - 1)


def _free_name(name: str, taken: set[str]) -> str:
    """Two accounts of one name could not be told apart, in the menu and on the command line."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name} {number}", number + 1
    return free


def _on_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.error("an error came up that nothing was prepared for", exc_info=(kind, error, trace))


def _on_bug(name: str, error: Exception) -> None:
    log.error("the task %r ended unexpectedly", name, exc_info=error)
