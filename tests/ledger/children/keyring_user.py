"""Uses the keyring of its surroundings and prints, as JSON lines, what came of each step.

Arguments: the timeout, then the steps.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable

from mcdesk.ledger.keys import Keys
from mcdesk.model.accounts import ApiKey
from mcdesk.model.errors import KeyringError


async def main(keys: Keys, steps: list[str]) -> None:
    acts: dict[str, Callable[[], Awaitable[object]]] = {
        "name": keys.backend_name,
        "get": lambda: keys.get("one"),
        "get other": lambda: keys.get("two"),
        "put": lambda: keys.put("one", ApiKey("a-secret-key")),
        "put newer": lambda: keys.put("one", ApiKey("a-newer-key")),
        "delete": lambda: keys.delete("one"),
    }
    for step in steps:
        try:
            answer = await acts[step]()
            said = answer.reveal() if isinstance(answer, ApiKey) else answer
        except KeyringError as exc:
            said = {"title": exc.title, "advice": exc.advice}
        print(json.dumps(said), flush=True)  # noqa: T201


asyncio.run(main(Keys(timeout=float(sys.argv[1])), sys.argv[2:]))
