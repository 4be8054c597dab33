import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from mcdesk.ledger import schema, upgrade
from mcdesk.ledger.engine import open_engine
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME, NEWEST
from mcdesk.model.errors import LedgerError
from tests.ledger.conftest import names_in
from tests.ledger.samples import ACCOUNT, submission

NEXT = '''"""Renames a column by rebuilding its table, which drops the old one."""
from alembic import op

revision = "0099"
down_revision = "HEAD"


def upgrade():
    with op.batch_alter_table("accounts", recreate="always") as table:
        table.alter_column("name", new_column_name="title")
'''


def make_next(folder: Path, text: str = NEXT) -> Path:
    """A copy of the migrations with one more."""
    migrations = folder / "100% next"
    shutil.copytree(upgrade.MIGRATIONS, migrations)
    (migrations / "versions" / "0099_next.py").write_text(text.replace("HEAD", NEWEST))
    return migrations


def upgrade_file(path: Path, migrations: Path) -> None:
    engine = open_engine(path)
    try:
        upgrade.bring_up_to_date(engine, path, newest="0099", migrations=migrations)
    finally:
        engine.dispose()


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


async def test_the_migrations_end_in_today_s_tables(ledger: Ledger, home: Path):
    engine = open_engine(home / FILE_NAME)
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


def meaning(path: Path) -> dict[str, object]:
    """What SQLite makes of each definition. Its text differs where a column was added to a table."""
    told: dict[str, object] = {}
    tables = query(path, "SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'alembic_version'")
    for (table,) in tables:
        indexes = query(path, f"PRAGMA index_list({table})")
        told[f"{table} columns"] = query(path, f"PRAGMA table_xinfo({table})")
        told[f"{table} links"] = query(path, f"PRAGMA foreign_key_list({table})")
        told[f"{table} indexes"] = sorted(
            [str(index[1:]), query(path, f"PRAGMA index_xinfo({index[1]})")] for index in indexes
        )
    return told


def constraints(path: Path) -> list[str]:
    """The named constraints and indexes, by which a later migration can find them."""
    definitions = query(path, "SELECT sql FROM sqlite_master WHERE name != 'alembic_version'")
    text = " ".join(str(sql) for (sql,) in definitions)
    return sorted(re.findall(r"(?:CONSTRAINT|INDEX) (\w+)", text))


async def test_the_migrations_end_in_the_same_definitions_as_today_s_tables(
    ledger: Ledger, home: Path, tmp_path: Path
):
    made = create_engine(f"sqlite:///{tmp_path / 'made.sqlite3'}")
    schema.metadata.create_all(made)
    made.dispose()
    assert meaning(home / FILE_NAME) == meaning(tmp_path / "made.sqlite3")
    assert constraints(home / FILE_NAME) == constraints(tmp_path / "made.sqlite3")


def test_the_newest_number_is_that_of_the_last_migration():
    config = Config()
    config.set_main_option("script_location", str(upgrade.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == NEWEST


async def test_an_old_ledger_is_copied_then_upgraded_and_loses_nothing(
    ledger: Ledger, home: Path, tmp_path: Path
):
    await ledger.add_submission(submission("s"))  # still in the write-ahead log: a plain copy would miss it
    upgrade_file(home / FILE_NAME, make_next(tmp_path))

    assert query(home / FILE_NAME, "SELECT title FROM accounts WHERE id = 'acc'") == [(ACCOUNT.name,)]
    assert query(home / FILE_NAME, "SELECT id FROM submissions") == [("s",)]
    assert query(home / FILE_NAME, "SELECT version_num FROM alembic_version") == [("0099",)]
    copy = home / f"ledger.before-upgrade-from-{NEWEST}.sqlite3"
    assert query(copy, "SELECT name FROM accounts WHERE id = 'acc'") == [(ACCOUNT.name,)]
    assert query(copy, "SELECT id FROM submissions") == [("s",)]
    assert not [name for name in names_in(home) if name.endswith(".part")]


async def test_an_upgrade_that_fails_changes_nothing(ledger: Ledger, home: Path, tmp_path: Path):
    migrations = make_next(tmp_path, NEXT + "    op.execute('INSERT INTO nowhere VALUES (1)')\n")
    with pytest.raises(Exception, match="nowhere"):
        upgrade_file(home / FILE_NAME, migrations)
    assert await ledger.accounts() != ()
    assert query(home / FILE_NAME, "SELECT version_num FROM alembic_version") == [(NEWEST,)]


async def test_an_upgrade_that_breaks_links_is_undone(ledger: Ledger, home: Path, tmp_path: Path):
    await ledger.add_submission(submission("s"))
    migrations = make_next(tmp_path, NEXT + "    op.execute('DELETE FROM accounts')\n")
    with pytest.raises(LedgerError, match="damaged"):
        upgrade_file(home / FILE_NAME, migrations)
    assert len(await ledger.submissions(ACCOUNT.id)) == 1


async def test_a_newer_ledger_is_refused_and_left_as_it_is(home: Path):
    await (await Ledger.open(home)).aclose()
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
        connection.commit()
    before = (home / FILE_NAME).read_bytes()

    with pytest.raises(LedgerError, match="newer mcdesk") as caught:
        await Ledger.open(home)

    assert "Install the newest mcdesk" in caught.value.advice
    assert (home / FILE_NAME).read_bytes() == before
