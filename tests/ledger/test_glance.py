"""The quick look before the first picture sees what the ledger itself would tell."""

import sqlite3
from contextlib import closing
from pathlib import Path

from mcdesk.ledger.glance import glance
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.downloads import DownloadState
from mcdesk.model.jobs import DownloadSlots, JobStatus
from mcdesk.model.submissions import SubmissionState
from tests.ledger.filled import JOBS, copied
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT, REFUSAL, download, job, submission


async def test_it_sees_what_the_ledger_tells(tmp_path: Path) -> None:
    ledger = await Ledger.open(tmp_path)
    await ledger.save_account(OTHER_ACCOUNT)
    await ledger.save_account(ACCOUNT)
    await ledger.set_setting("account", ACCOUNT.id)
    await ledger.set_setting("theme", "dark")
    await ledger.add_submission(submission("a", not_before=12.5))
    parts = [submission(f"p{n}", family="f", part=n, parts=2, recipe="c0ffee", left_out=4) for n in (1, 2)]
    await ledger.add_submissions(parts)
    await ledger.add_submission(submission("b", state=SubmissionState.HELD, refusal=REFUSAL))
    slots = DownloadSlots(2, 3)
    completed = job("j2", status=JobStatus.COMPLETED, slots=slots, created_at=9.0, moved_at=9.5, gone_at=9.75)
    await ledger.save_jobs(ACCOUNT.id, [job("j1", created_at=8.0), completed, job("j0", created_at=7.0)])
    await ledger.add_download(download("d1"))
    verified = download(
        "d2", state=DownloadState.VERIFIED, path=Path("/x/é.gz"), size=3, remaining=2, expected_size=4
    )
    await ledger.add_download(verified)
    seen = glance(tmp_path, "account", 2)
    assert seen is not None
    assert seen.settings == {"account": ACCOUNT.id, "theme": "dark"}
    assert seen.accounts == await ledger.accounts()
    assert seen.account == ACCOUNT
    assert seen.jobs == await ledger.jobs(ACCOUNT.id, limit=2)
    assert seen.submissions == await ledger.submissions(ACCOUNT.id)
    assert seen.downloads == await ledger.downloads(ACCOUNT.id)
    await ledger.aclose()


async def test_without_a_wish_it_takes_the_first_account(tmp_path: Path) -> None:
    ledger = await Ledger.open(tmp_path)
    await ledger.save_account(OTHER_ACCOUNT)
    await ledger.aclose()
    seen = glance(tmp_path, "account", 2)
    assert seen is not None
    assert seen.account == OTHER_ACCOUNT


async def test_an_empty_ledger_has_no_account(tmp_path: Path) -> None:
    await (await Ledger.open(tmp_path)).aclose()
    seen = glance(tmp_path, "account", 2)
    assert seen is not None
    assert seen.account is None


def test_what_it_does_not_know_it_leaves_alone(tmp_path: Path) -> None:
    assert glance(tmp_path, "account", 2) is None
    (tmp_path / FILE_NAME).write_bytes(b"not a ledger at all" * 100)
    assert glance(tmp_path, "account", 2) is None
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_it_leaves_out_what_can_t_be_read_and_changes_nothing() -> None:
    with copied() as home:
        with closing(sqlite3.connect(home / FILE_NAME)) as connection:
            connection.executescript(
                """
                UPDATE accounts SET kind = 'unheard of' WHERE id = 'other';
                UPDATE submissions SET created_at = 'long ago' WHERE id = 'acc-rank-held-0';
                UPDATE jobs SET reference = CAST(x'ff' AS TEXT) WHERE job_id = 'job-3';
                UPDATE downloads SET state = x'00' WHERE id = 'acc-broken';
                INSERT INTO settings VALUES ('columns', x'00'), (CAST(x'c3' AS TEXT), 'value');
                """
            )
        before = (home / FILE_NAME).read_bytes()
        seen = glance(home, "account", 1_000)
        assert (home / FILE_NAME).read_bytes() == before
    assert seen is not None
    assert seen.accounts == (ACCOUNT,)
    assert len(seen.submissions) == 29
    assert "acc-rank-held-0" not in {each.id for each in seen.submissions}
    assert {each.job_id for each in seen.jobs} == {f"job-{number}" for number in range(JOBS)} - {"job-3"}
    assert "acc-broken" not in {each.id for each in seen.downloads}
    assert seen.settings["theme"] == "dark"
    assert "columns" not in seen.settings
