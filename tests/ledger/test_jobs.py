import random
import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.ledger import jobs as job_table
from mcdesk.ledger.engine import open_engine, reading, writing
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.schema import metadata
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT, job

COUNTS = st.none() | st.integers(0, 2**53)
WORDS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TIMES = st.floats(0, 4e9)
JOBS = st.builds(
    Job,
    job_id=st.uuids().map(str),
    operation=st.sampled_from(["rank", "decode"]),
    status=st.sampled_from(JobStatus),
    progress_percent=st.integers(0, 100),
    created_at=TIMES,
    reference=WORDS,
    item_count=COUNTS,
    successful_count=COUNTS,
    failed_count=COUNTS,
    completed_at=st.none() | TIMES,
    download_available=st.none() | st.booleans(),
    slots=st.none() | st.builds(DownloadSlots, st.integers(0, 9), st.integers(0, 9)),
    error_code=WORDS,
    error_message=WORDS,
    moved_at=st.none() | TIMES,
    gone_at=st.none() | TIMES,
)


@settings(max_examples=50)
@given(new=st.lists(JOBS, max_size=5, unique_by=lambda job: job.job_id))
def test_every_field_survives(tmp_path_factory, new: list[Job]):
    engine = open_engine(tmp_path_factory.mktemp("jobs") / FILE_NAME)
    metadata.create_all(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO accounts VALUES ('acc', '', '', '', '')")
        job_table.save(connection, "acc", new)
    with reading(engine) as connection:
        loaded = job_table.load(connection, "acc", limit=None, before=None)
        singly = [job_table.find(connection, "acc", job.job_id) for job in new]
    engine.dispose()
    assert loaded == tuple(sorted(new, key=lambda job: (job.created_at, job.job_id), reverse=True))
    assert [repr(job) for job in singly] == [repr(job) for job in new]


async def test_saving_again_updates_within_the_account(ledger: Ledger):
    slots = DownloadSlots(3, 3)
    await ledger.save_jobs(ACCOUNT.id, [job("j"), job("k")])
    await ledger.save_jobs(OTHER_ACCOUNT.id, [job("j")])
    done = job("j", status=JobStatus.COMPLETED, progress_percent=100, slots=slots, download_available=True)

    await ledger.save_jobs(ACCOUNT.id, [done])
    await ledger.save_jobs(ACCOUNT.id, [])

    assert await ledger.job(ACCOUNT.id, "j") == done
    assert await ledger.job(ACCOUNT.id, "k") == job("k")
    assert await ledger.job(OTHER_ACCOUNT.id, "j") == job("j")
    assert await ledger.job(OTHER_ACCOUNT.id, "k") is None


async def test_pages_follow_each_other_without_gap_or_repetition(ledger: Ledger):
    all_jobs = [job(f"j{number:03}", created_at=float(number // 3)) for number in range(100)]
    random.Random(7).shuffle(all_jobs)
    await ledger.save_jobs(ACCOUNT.id, all_jobs)
    await ledger.save_jobs(OTHER_ACCOUNT.id, [job("not mine", created_at=50.0)])

    seen: list[Job] = []
    while page := await ledger.jobs(
        ACCOUNT.id, limit=7, before=(seen[-1].created_at, seen[-1].job_id) if seen else None
    ):
        seen.extend(page)

    assert seen == sorted(all_jobs, key=lambda job: (job.created_at, job.job_id), reverse=True)
    assert tuple(seen) == await ledger.jobs(ACCOUNT.id)


async def test_a_page_is_read_from_the_index_without_sorting(ledger: Ledger, home: Path):
    query = (
        "EXPLAIN QUERY PLAN SELECT * FROM jobs WHERE account_id = 'acc' AND (created_at, job_id) < (5, 'x') "
        "ORDER BY created_at DESC, job_id DESC LIMIT 300"
    )
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        plan = [row[-1] for row in connection.execute(query)]
    assert len(plan) == 1
    assert "ix_jobs_account_id_created_at_job_id" in plan[0]
