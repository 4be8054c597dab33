"""Writes one submission after the other and says aloud which ones the ledger has confirmed. Never ends."""

import asyncio
import itertools
import sys
from pathlib import Path

from mcdesk.ledger.ledger import Ledger
from tests.ledger.samples import job, submission


async def main(home: Path) -> None:
    ledger = await Ledger.open(home)
    for number in itertools.count():
        name = f"s{number}"
        await ledger.add_submission(submission(name))
        await ledger.mark_sending(name, 10.0)
        await ledger.mark_accepted(name, job(f"job-{name}"), 11.0, "request")
        print(name, flush=True)  # noqa: T201


asyncio.run(main(Path(sys.argv[1])))
