"""What the commands for single requests have in common: account and key, ledger and connection, an end.

It prints nothing, and asks the service nothing by itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from mcdesk.cli.accounts import account_and_key
from mcdesk.desk.lookups import Lookups
from mcdesk.desk.world import World
from mcdesk.ledger.keys import Keys
from mcdesk.ledger.ledger import Ledger
from mcdesk.services.http import Http

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose requests they are and where they go, as the options say; None for what was left out."""

    base_url: str | None = None
    account: str | None = None


def ask(reach: Reach, home: Path, question: Callable[[Lookups], Awaitable[_T]]) -> _T:
    """Runs one question to its end on a loop of its own. Ctrl-C and SIGTERM cancel it, and it is so recorded.

    Raises:
        DeskError: Whatever the question raises, or that there is no account, key or ledger to use.
        CancelledError: It was ended by SIGTERM.
        KeyboardInterrupt: It was ended by Ctrl-C.
    """
    return asyncio.run(_ask(reach, home, question))


async def _ask(reach: Reach, home: Path, question: Callable[[Lookups], Awaitable[_T]]) -> _T:
    if (task := asyncio.current_task()) is not None:
        with contextlib.suppress(NotImplementedError):  # Windows has no such signal
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    world = World(time.time, asyncio.sleep, lambda: str(uuid.uuid4()), random.random, home)
    ledger = await Ledger.open(home)
    try:
        account, key = await account_and_key(
            ledger, Keys(), os.environ, name=reach.account, base_url=reach.base_url, new_id=world.new_id
        )
        http = Http(account.base_url, key)
        try:
            return await question(Lookups(account, http, ledger, world))
        finally:
            await http.aclose()
    finally:
        await ledger.aclose()
