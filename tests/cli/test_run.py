"""`mcdesk run` against the real sandbox over a real socket: what a script that calls it relies on."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mcdesk.cli.exits import Exit
from tests.cli.runs import KEY, ROWS, Desk
from tests.sandbox_fixtures import Sandbox


def test_a_csv_comes_back_as_a_verified_result(desk: Desk) -> None:
    assert desk.run() is Exit.DONE
    assert set(desk.answer) == {
        "job_id",
        "status",
        "item_count",
        "successful_count",
        "failed_count",
        "result_path",
        "sha256",
        "remaining_downloads",
    }
    assert desk.answer["status"] == "COMPLETED"
    assert (desk.answer["item_count"], desk.answer["successful_count"]) == (3, 2)
    assert desk.answer["remaining_downloads"] == 2
    lines = gzip.decompress(Path(desk.answer["result_path"]).read_bytes()).decode().splitlines()
    assert len(lines) == 4
    assert "vin_rank" in lines[0]


def test_a_decode_takes_plain_csv_and_gives_json_lines(desk: Desk) -> None:
    assert desk.run(operation="decode") is Exit.DONE
    records = gzip.decompress(Path(desk.answer["result_path"]).read_bytes()).decode().splitlines()
    assert {json.loads(record)["vin"] for record in records} == {"1FMCU0GD0JUD56190", "WP1BE2AY5PDA28064"}


def test_running_it_again_spends_nothing(desk: Desk, sandbox: Sandbox) -> None:
    desk.run()
    first = desk.answer
    assert desk.run() is Exit.DONE
    assert desk.answer == first
    assert [job["download_count"] for job in sandbox.jobs(KEY)] == [1]
    assert desk.files_out() == ["april-ranked.csv.gz"]


def test_the_result_is_handed_out_again_without_a_download(desk: Desk, sandbox: Sandbox) -> None:
    desk.run()
    Path(desk.answer["result_path"]).unlink()
    assert desk.run() is Exit.DONE
    assert desk.files_out() == ["april-ranked.csv.gz"]
    assert [job["download_count"] for job in sandbox.jobs(KEY)] == [1]


def test_a_file_of_the_same_name_is_never_overwritten(desk: Desk) -> None:
    desk.out.mkdir()
    mine = desk.out / "april-ranked.csv.gz"
    mine.write_text("mine")
    assert desk.run() is Exit.DONE
    assert mine.read_text() == "mine"
    assert desk.files_out() == ["april-ranked (2).csv.gz", "april-ranked.csv.gz"]


def test_changed_bytes_are_a_new_job(desk: Desk, sandbox: Sandbox) -> None:
    desk.run()
    desk.file.write_text(ROWS + "4T1C11BKXNU065125,22590,50947,carvana.com,95765\n")
    assert desk.run() is Exit.DONE
    assert len(sandbox.jobs(KEY)) == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"operation": "paint"}, "no operation named paint"),
        ({"file": Path("gone.csv")}, "is not there"),
        ({"base_url": "https://api.marketcheck.com", "poll": 5.0}, "every 60 s"),
        ({"base_url": "http://example.com"}, "clear text"),
        ({"base_url": "ftp://example.com"}, "not a web address"),
        ({"poll": 0.0}, "longer than nothing"),
        ({"reference": "x" * 256}, "256 characters"),
    ],
)
def test_bad_usage_sends_nothing(desk: Desk, sandbox: Sandbox, changes: dict[str, Any], says: str) -> None:
    assert desk.run(**changes) is Exit.NOTHING_SENT
    assert says in desk.stderr
    assert desk.answer["job_id"] is None
    assert sandbox.jobs(KEY) == []


def test_without_a_key_nothing_is_sent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MCDESK_API_KEY")
    assert desk.run() is Exit.NOTHING_SENT
    assert "MCDESK_API_KEY" in desk.stderr


def test_a_file_without_the_columns_sends_nothing(desk: Desk, sandbox: Sandbox) -> None:
    desk.file.write_text("vin,price\nA,1\n")
    assert desk.run() is Exit.NOTHING_SENT
    assert "“miles”" in desk.stderr
    assert sandbox.jobs(KEY) == []


def test_a_folder_that_takes_nothing_is_found_before_sending(desk: Desk, sandbox: Sandbox) -> None:
    desk.out.write_text("a file where the folder should be")
    assert desk.run() is Exit.NOTHING_SENT
    assert sandbox.jobs(KEY) == []


def test_a_wrong_key_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCDESK_API_KEY", "not-a-key-of-the-sandbox")
    assert desk.run() is Exit.REFUSED
    assert "does not accept the key" in desk.stderr
    assert "not-a-key" not in desk.stderr


def test_an_empty_quota_is_not_retried(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "quota_exhausted")
    assert desk.run() is Exit.REFUSED
    assert "used up" in desk.stderr


@pytest.mark.parametrize("on", ["submit", "status", "download"])
@pytest.mark.parametrize("kind", ["unavailable", "rate_limited"])
def test_passing_trouble_is_waited_out(desk: Desk, sandbox: Sandbox, kind: str, on: str) -> None:
    sandbox.fault(KEY, kind, on=on, count=2, retry_after=0)
    assert desk.run() is Exit.DONE
    assert len(sandbox.jobs(KEY)) == 1
    assert desk.answer["remaining_downloads"] == 2


def test_a_lost_answer_makes_no_second_job(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "drop_after_upload")
    assert desk.run() is Exit.DONE
    assert len(sandbox.jobs(KEY)) == 1


def test_a_failed_job_tells_its_code_and_the_next_run_is_a_new_job(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "fail_job")
    assert desk.run() is Exit.JOB_FAILED
    assert "processing_failed" in desk.stderr
    assert desk.answer["status"] == "FAILED"
    assert desk.answer["result_path"] is None
    assert desk.run() is Exit.DONE
    assert len(sandbox.jobs(KEY)) == 2


def test_bytes_that_do_not_verify_are_kept_aside(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "wrong_checksum")
    assert desk.run() is Exit.NOT_VERIFIED
    assert desk.answer["result_path"] is None
    assert desk.answer["remaining_downloads"] == 2
    assert desk.files_out() == []
    assert [path.name for path in desk.home.glob("results/*/*")] == ["april-ranked.csv.gz.not-verified"]


def test_a_broken_download_is_repeated(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "drop_download")
    assert desk.run() is Exit.DONE
    assert desk.answer["remaining_downloads"] == 1


def test_the_last_download_is_kept_back(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "drop_download", count=2)
    assert desk.run() is Exit.NOT_VERIFIED
    assert desk.answer["remaining_downloads"] == 1
    assert "--keep-downloads 0" in desk.stderr
    assert desk.files_out() == []


def test_the_last_download_is_used_where_allowed(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "drop_download", count=2)
    assert desk.run(keep=0) is Exit.DONE
    assert desk.answer["remaining_downloads"] == 0


def test_no_downloads_left_has_its_own_code(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "no_downloads_left")
    assert desk.run() is Exit.NO_DOWNLOADS_LEFT


def test_it_waits_while_another_job_has_the_lane(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "slow_job", seconds=1.5)
    other = desk.file.with_name("other.csv")
    other.write_text(ROWS)
    first = _started(desk, sandbox, other)
    _until(lambda: len(sandbox.jobs(KEY)) == 1)
    assert desk.run() is Exit.DONE
    first.communicate(timeout=30)
    assert first.returncode == 0
    assert len(sandbox.jobs(KEY)) == 2


def test_the_same_command_twice_at_once_is_one_job_and_one_download(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "slow_job", seconds=1.5)
    first = _started(desk, sandbox, desk.file)
    _until(lambda: len(sandbox.jobs(KEY)) == 1)
    assert desk.run() is Exit.DONE
    assert "Another mcdesk is at work" in desk.stderr
    first.communicate(timeout=30)
    assert first.returncode == 0
    assert [job["download_count"] for job in sandbox.jobs(KEY)] == [1]


def test_the_key_is_in_no_file_after_trouble_of_every_kind(desk: Desk, sandbox: Sandbox) -> None:
    for kind in ("drop_after_upload", "unavailable", "drop_download"):
        sandbox.fault(KEY, kind)
    desk.run()
    sandbox.fault(KEY, "unauthorized")
    desk.run(reference="again")
    assert KEY not in desk.stderr
    written = [path for path in desk.home.rglob("*") if path.is_file()]
    assert written
    assert [path for path in written if KEY.encode() in path.read_bytes()] == []


def test_interrupted_it_says_so_and_the_same_command_goes_on(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "slow_job", seconds=2.5)
    process = _started(desk, sandbox, desk.file)
    _until(lambda: len(sandbox.jobs(KEY)) == 1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"same command again" in said
    assert b"Traceback" not in said
    assert desk.run() is Exit.DONE
    assert len(sandbox.jobs(KEY)) == 1


@pytest.mark.parametrize("moment", [0.9, 1.1, 1.3, 1.6, 2.0])
def test_killed_at_any_moment_it_ends_with_one_job(desk: Desk, sandbox: Sandbox, moment: float) -> None:
    sandbox.fault(KEY, "slow_job", seconds=1.5)
    process = _started(desk, sandbox, desk.file)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    assert desk.run() is Exit.DONE
    assert len(sandbox.jobs(KEY)) == 1
    assert len(list(desk.home.glob("results/*/*.csv.gz"))) == 1


def _started(desk: Desk, sandbox: Sandbox, file: Path) -> subprocess.Popen[bytes]:
    options = ["--operation", "rank", "--base-url", sandbox.url, "--out", str(desk.out), "--poll", "0.05"]
    return subprocess.Popen(
        [sys.executable, "-m", "mcdesk", "run", str(file), *options],
        env=os.environ | {"MCDESK_HOME": str(desk.home), "MCDESK_API_KEY": KEY},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(2000):
        if holds():
            return
        time.sleep(0.01)
    pytest.fail("it never came true")


def test_a_file_whose_name_is_no_text_goes_its_way_under_a_reference(desk: Desk, sandbox: Sandbox) -> None:
    odd = desk.file.with_name(os.fsdecode(b"caf\xe9.csv"))
    try:
        odd.write_text(ROWS)
    except (OSError, UnicodeError):
        pytest.skip("this system's files have proper names only")
    assert desk.run(file=odd, reference="café") is Exit.DONE
    assert [job["client_reference"] for job in sandbox.jobs(KEY)] == ["café"]
    assert desk.files_out() == ["café-ranked.csv.gz"]


def test_a_file_whose_name_is_no_text_needs_a_reference(desk: Desk, sandbox: Sandbox) -> None:
    odd = desk.file.with_name(os.fsdecode(b"caf\xe9.csv"))
    try:
        odd.write_text(ROWS)
    except (OSError, UnicodeError):
        pytest.skip("this system's files have proper names only")
    assert desk.run(file=odd) is Exit.NOTHING_SENT
    assert sandbox.jobs(KEY) == []


def test_unsure_then_refused_then_run_again_is_still_one_job(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "drop_after_upload")
    sandbox.fault(KEY, "slow", seconds=0.3, on="submit")
    process = _started(desk, sandbox, desk.file)
    _until(lambda: len(sandbox.jobs(KEY)) == 1)
    sandbox.fault(KEY, "quota_exhausted", on="submit", count=3)
    process.communicate(timeout=30)
    sandbox.clear(KEY)
    assert desk.run() is Exit.DONE
    assert len(sandbox.jobs(KEY)) == 1


def test_a_gateways_trouble_with_a_download_never_burns_slots(desk: Desk, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "unavailable", on="download", status=504)
    assert desk.run() is Exit.DONE
    assert desk.answer["remaining_downloads"] == 2


def test_a_verified_result_is_handed_out_whatever_the_service_says_afterwards(
    desk: Desk, sandbox: Sandbox
) -> None:
    assert desk.run() is Exit.DONE
    sandbox.fault(KEY, "quota_exhausted", count=5)
    assert desk.run() is Exit.DONE
    assert desk.answer["remaining_downloads"] == 2


@pytest.mark.parametrize("poll", [float("nan"), float("inf")])
def test_a_pace_that_is_no_number_is_bad_usage(desk: Desk, poll: float) -> None:
    assert desk.run(poll=poll) is Exit.NOTHING_SENT


@pytest.mark.parametrize(
    "url",
    [
        "http://[::1",
        "http://localhost:abc",
        "https://api.marketcheck.com/?api_key=TOPSECRET",
        "https://u:p@x.com",
    ],
)
def test_an_address_that_is_none_is_bad_usage_and_is_kept_nowhere(desk: Desk, url: str) -> None:
    assert desk.run(base_url=url) is Exit.NOTHING_SENT
    assert "Traceback" not in desk.stderr
    assert [p for p in desk.home.rglob("*") if p.is_file() and b"TOPSECRET" in p.read_bytes()] == []
