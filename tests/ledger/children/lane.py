"""Adds submissions to the lane of a ledger: arguments are the home, a prefix and how many."""

import asyncio
import sys
from pathlib import Path

from mcdesk.ledger.ledger import Ledger
from tests.ledger.samples import submission


async def main(home: Path, prefix: str, count: int) -> None:
    ledger = await Ledger.open(home)
    for number in range(count):
        await ledger.add_submission(submission(f"{prefix}{number}"))
    await ledger.aclose()


asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
