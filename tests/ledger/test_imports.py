import subprocess
import sys
from pathlib import Path

from mcdesk.ledger.ledger import Ledger
from tests.ledger.conftest import Start

SLOW = "{name for name in sys.modules if name in ('sqlalchemy', 'alembic', 'keyring')}"


def loaded(start: Start, program: str) -> str:
    child = start(
        sys.executable, "-c", f"import sys\n{program}\nprint(sorted({SLOW}))", stdout=subprocess.PIPE
    )
    return child.communicate(timeout=20)[0].strip()


def test_keys_bring_no_database_along_and_no_keyring_before_its_use(start: Start):
    assert loaded(start, "import mcdesk.ledger.keys") == "[]"


async def test_a_ledger_that_is_up_to_date_opens_without_alembic(home: Path, start: Start):
    await (await Ledger.open(home)).aclose()
    program = (
        "import asyncio, pathlib\n"
        "from mcdesk.ledger.ledger import Ledger\n"
        "async def main():\n"
        f"    ledger = await Ledger.open(pathlib.Path({str(home)!r}))\n"
        "    await ledger.aclose()\n"
        "asyncio.run(main())"
    )
    assert loaded(start, program) == "['sqlalchemy']"
