"""Opens the ledger in a home, and dies by SIGKILL right before the file act of a number, if it comes to that.

Arguments: the home, the number, and what else to do with the open ledger: "open" for nothing, "copy". Prints
how many file acts there were, if it lives.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from mcdesk.ledger.ledger import Ledger

ACTS = {"open", "os.rename", "os.remove", "os.truncate", "shutil.copyfile", "sqlite3.connect"}
"""What Python tells about beforehand. What SQLite does within its own files it survives by itself."""


async def main(home: Path, last: int, wish: str) -> None:
    count = 0

    def before(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in ACTS and str(home) in str(arguments[0]):
            count += 1
            if count == last:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(before)
    ledger = await Ledger.open(home)
    if wish == "copy":
        await ledger.keep_copy(2_000_000_000.0)
    print(count)  # noqa: T201
    await ledger.aclose()


asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
