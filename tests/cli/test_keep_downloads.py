"""`--keep-downloads`: one rule for repeating a download, in one run, in reruns and after a kill."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mcdesk.cli.exits import Exit
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import Download, DownloadState
from tests.cli.runs import KEY, Desk
from tests.sandbox_fixtures import Sandbox

D = DownloadState


def attempts(
    desk: Desk, change: Callable[[Download], Download] = lambda download: download
) -> list[Download]:
    """All attempts on record, oldest first, each changed as a dead process would have left it."""

    async def work() -> list[Download]:
        ledger = await Ledger.open(desk.home)
        try:
            (account,) = await ledger.accounts()
            for download in await ledger.downloads(account.id):
                if (changed := change(download)) != download:
                    await ledger.update_download(changed)
            return list(await ledger.downloads(account.id))
        finally:
            await ledger.aclose()

    return asyncio.run(work())


def spent(sandbox: Sandbox) -> int:
    (job,) = sandbox.jobs(KEY)
    return int(job["download_count"])


def path_of(download: Download) -> Path:
    assert download.path is not None
    return download.path


def half_way(download: Download) -> Download:
    """As it stands in the ledger when its process is killed behind the headers."""
    return replace(download, state=D.STARTED, path=None, sha256=None, size=None, finished_at=None)


def lose(desk: Desk) -> None:
    """The user deletes everything that was downloaded."""
    for path in [*desk.home.glob("results/**/*.gz"), *desk.out.glob("*")]:
        path.unlink()


@pytest.mark.parametrize(("keep", "code", "count"), [(0, Exit.DONE, 3), (1, Exit.NOT_VERIFIED, 2)])
def test_in_one_run(desk: Desk, sandbox: Sandbox, keep: int, code: Exit, count: int) -> None:
    sandbox.fault(KEY, "drop_download", count=2)
    assert desk.run(keep=keep) is code
    assert spent(sandbox) == count


def test_a_rerun_is_no_way_around_it(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "drop_download", count=2)
    for _ in range(3):
        assert desk.run() is Exit.NOT_VERIFIED
        assert spent(sandbox) == 2
        assert desk.answer["remaining_downloads"] == 1
        assert "1 is left of its 3 downloads, kept back." in desk.stderr
        assert "--keep-downloads 0" in desk.stderr
        assert "Run again" not in desk.stderr
    assert desk.run(keep=0) is Exit.DONE
    assert spent(sandbox) == 3


def test_the_first_attempt_is_always_made(desk: Desk, sandbox: Sandbox) -> None:
    assert desk.run(keep=3) is Exit.DONE
    assert spent(sandbox) == 1


def test_bytes_that_did_not_verify_are_fetched_again_by_the_same_rule(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "wrong_checksum", count=2)
    assert desk.run() is Exit.NOT_VERIFIED
    assert "It cost one of its 3 downloads; 2 are left." in desk.stderr
    assert desk.run() is Exit.NOT_VERIFIED
    assert spent(sandbox) == 2
    assert desk.run() is Exit.NOT_VERIFIED
    assert "did not match its checksum" in desk.stderr
    assert spent(sandbox) == 2
    assert desk.run(keep=0) is Exit.DONE


@pytest.mark.parametrize(("keep", "code", "count"), [(1, Exit.DONE, 2), (2, Exit.NOT_VERIFIED, 1)])
def test_killed_in_mid_download_it_repeats_only_while_more_are_left(
    desk: Desk, sandbox: Sandbox, keep: int, code: Exit, count: int
) -> None:
    sandbox.fault(KEY, "drop_download")
    desk.run(keep=2)
    attempts(desk, half_way)
    assert desk.run(keep=keep) is code
    assert spent(sandbox) == count
    if code is Exit.NOT_VERIFIED:
        assert "2 are left of its 3 downloads, kept back." in desk.stderr
        assert "--keep-downloads 1" in desk.stderr


def test_killed_with_all_bytes_here_it_needs_no_slot(desk: Desk, sandbox: Sandbox) -> None:
    desk.run()
    (download,) = attempts(desk)
    named, body = path_of(download), path_of(download).read_bytes()
    lose(desk)
    named.with_name(f"{download.id}.part").write_bytes(body)
    attempts(desk, half_way)
    assert desk.run(keep=3) is Exit.DONE
    assert Path(desk.answer["result_path"]).read_bytes() == body
    assert spent(sandbox) == 1
    assert [each.state for each in attempts(desk)] == [D.VERIFIED]


def test_a_result_that_was_deleted_comes_back_from_the_store(desk: Desk, sandbox: Sandbox) -> None:
    desk.run()
    (download,) = attempts(desk)
    path_of(download).unlink()
    for path in desk.out.iterdir():
        path.unlink()
    assert desk.run(keep=3) is Exit.DONE
    assert desk.files_out() == ["april-ranked.csv.gz"]
    assert path_of(download).exists()
    assert spent(sandbox) == 1


def test_a_result_that_is_lost_for_good_is_fetched_again_by_the_same_rule(
    desk: Desk, sandbox: Sandbox
) -> None:
    desk.run()
    lose(desk)
    assert desk.run(keep=2) is Exit.NOT_VERIFIED
    assert "The saved result is gone or has changed." in desk.stderr
    assert [each.state for each in attempts(desk)] == [D.LOST]
    assert spent(sandbox) == 1
    assert desk.run(keep=1) is Exit.DONE
    assert spent(sandbox) == 2


def test_with_none_left_it_has_its_own_code(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "drop_download", count=3)
    assert desk.run(keep=0) is Exit.NO_DOWNLOADS_LEFT
    assert spent(sandbox) == 3
    assert desk.run(keep=0) is Exit.NO_DOWNLOADS_LEFT
