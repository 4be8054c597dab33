"""Keys in the system's keyring. Never in a file, never in the clear, and no database is needed here."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from mcdesk.ledger import keyrings
from mcdesk.model.accounts import ApiKey
from mcdesk.model.errors import KeyringError

SERVICE = "mcdesk"

T = TypeVar("T")


class Keys:
    """Keys in the system's keyring, one entry per account id, under the service name "mcdesk".

    A keyring may ask the user, or not answer at all. So each call has a thread of its own, which is left
    behind after `timeout` seconds.
    """

    def __init__(self, *, timeout: float = 10.0) -> None:
        self._timeout = timeout

    async def get(self, account_id: str) -> ApiKey | None:
        """The account's key, None if the keyring has none."""
        return await self._ask(lambda: _get(account_id))

    async def put(self, account_id: str, key: ApiKey) -> None:
        """Keeps the key, in place of an older one."""
        await self._ask(lambda: keyrings.trusted().set_password(SERVICE, account_id, key.reveal()))

    async def delete(self, account_id: str) -> None:
        """Forgets the key. It is no error if there is none."""
        await self._ask(lambda: _delete(account_id))

    async def backend_name(self) -> str:
        """The keyring that is in use, in words for the user."""
        return await self._ask(lambda: keyrings.words_for(keyrings.trusted()))

    async def _ask(self, work: Callable[[], T]) -> T:
        answer: Future[T] = Future()
        answer.set_running_or_notify_cancel()  # from here on a late answer may come without harm

        def run() -> None:
            try:
                with keyrings.translated():
                    answer.set_result(work())
            except BaseException as exc:
                answer.set_exception(exc)

        threading.Thread(target=run, name="mcdesk-keyring", daemon=True).start()
        try:
            return await asyncio.wait_for(asyncio.wrap_future(answer), self._timeout)
        except TimeoutError as exc:
            raise KeyringError(
                f"The system's keyring did not answer within {self._timeout:g} seconds.",
                "It may be asking for its password in a window of its own: answer there, then try again.",
            ) from exc


def _get(account_id: str) -> ApiKey | None:
    value = keyrings.trusted().get_password(SERVICE, account_id)
    return None if value is None else ApiKey(value)


def _delete(account_id: str) -> None:
    keyring = keyrings.trusted()
    # Keyrings say "no such entry" and "could not delete" with the same error, so ask first.
    if keyring.get_password(SERVICE, account_id) is not None:
        keyring.delete_password(SERVICE, account_id)
