"""The quick look before the first picture sees what the ledger itself would tell."""

from pathlib import Path

from mcdesk.ledger.glance import glance
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.downloads import DownloadState
from mcdesk.model.jobs import DownloadSlots, JobStatus
from mcdesk.model.submissions import SubmissionState
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT, REFUSAL, download, job, submission


async def test_it_sees_what_the_ledger_tells(tmp_path: Path) -> None:
    ledger = await Ledger.open(tmp_path)
    await ledger.save_account(OTHER_ACCOUNT)
    await ledger.save_account(ACCOUNT)
    await ledger.set_setting("account", ACCOUNT.id)
    await ledger.set_setting("theme", "dark")
    await ledger.add_submission(submission("a"))
    parts = [submission(f"p{n}", family="f", part=n, parts=2, recipe="c0ffee", left_out=4) for n in (1, 2)]
    await ledger.add_submissions(parts)
    await ledger.add_submission(submission("b", state=SubmissionState.HELD, refusal=REFUSAL))
    slots = DownloadSlots(2, 3)
    completed = job("j2", status=JobStatus.COMPLETED, slots=slots, created_at=9.0, download_available=True)
    await ledger.save_jobs(ACCOUNT.id, [job("j1", created_at=8.0), completed, job("j0", created_at=7.0)])
    await ledger.add_download(download("d1"))
    verified = download("d2", state=DownloadState.VERIFIED, path=Path("/x/é.gz"), size=3, remaining=2)
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
