"""`mcdesk run` prepares a file as `mcdesk check` does, and splits what is too large for one job."""

import gzip
from pathlib import Path

from mcdesk.cli.exits import Exit
from mcdesk.cli.wishes import Preparation
from tests.cli.runs import KEY, ROWS, Desk
from tests.sandbox_fixtures import Sandbox


def test_rows_beyond_mending_are_refused_until_somebody_decides(desk: Desk, sandbox: Sandbox) -> None:
    desk.file.write_text(ROWS + "SHORT,1,2,carvana.com,95765\n")
    assert desk.run() is Exit.NOTHING_SENT
    assert "VIN does not have 17 characters: 1" in desk.stderr
    assert "--bad-rows leave-out" in desk.stderr
    assert sandbox.jobs(KEY) == []
    assert desk.run(preparation=Preparation(bad_rows="leave-out")) is Exit.DONE
    assert desk.answer["item_count"] == 3
    assert desk.run(preparation=Preparation(bad_rows="send")) is Exit.DONE
    assert desk.answer["item_count"] == 4
    assert len(sandbox.jobs(KEY)) == 2


def test_a_run_prepares_the_file_as_a_check_does(desk: Desk) -> None:
    desk.file.write_text("VIN No;Ask;Odo\n1fmcu0gd0jud56190;$13,790;73592mi\n")
    options = Preparation(maps=("price=Ask", "miles=Odo"), constants=("source=carvana.com", "zip=95765"))
    assert desk.run(preparation=options) is Exit.DONE
    assert (desk.answer["item_count"], desk.answer["successful_count"]) == (1, 1)
    lines = gzip.decompress(Path(desk.answer["result_path"]).read_bytes()).decode().splitlines()
    assert lines[1].startswith("1FMCU0GD0JUD56190,13790,73592,carvana.com,95765,")


def test_other_options_are_another_job(desk: Desk, sandbox: Sandbox) -> None:
    desk.run()
    assert desk.run(preparation=Preparation(first=1)) is Exit.DONE
    assert desk.answer["item_count"] == 1
    assert len(sandbox.jobs(KEY)) == 2
    desk.run(preparation=Preparation(first=1))
    assert len(sandbox.jobs(KEY)) == 2


def test_a_file_too_large_for_one_job_comes_back_in_parts_that_resume(desk: Desk, sandbox: Sandbox) -> None:
    vins = ("1FMCU0GD0JUD56190", "WP1BE2AY5PDA28064")
    desk.file.write_text("vin\n" + "".join(f"{vins[at % 2]}\n" for at in range(3_001)))
    sandbox.fault(KEY, "access_denied", on="download")
    assert desk.run(operation="decode") is Exit.REFUSED
    assert desk.run(operation="decode") is Exit.DONE
    assert [part["item_count"] for part in desk.answer["parts"]] == [3_000, 1]
    assert desk.files_out() == ["april - 1 of 2-decoded.jsonl.gz", "april - 2 of 2-decoded.jsonl.gz"]
    assert len(sandbox.jobs(KEY, "neovin/decode")) == 2
    first = desk.answer
    assert desk.run(operation="decode") is Exit.DONE
    assert desk.answer == first


def test_what_is_refused_leaves_no_copy_behind(desk: Desk) -> None:
    desk.file.write_text(ROWS + "SHORT,1,2,carvana.com,95765\n")
    assert desk.run() is Exit.NOTHING_SENT
    assert desk.run(preparation=Preparation(maps=("vin=nowhere",))) is Exit.NOTHING_SENT
    assert list((desk.home / "files").iterdir()) == []


def test_parts_of_the_same_rows_are_made_again_for_each(desk: Desk, sandbox: Sandbox) -> None:
    desk.file.write_text("vin\n" + "1FMCU0GD0JUD56190\n" * 6_000)
    sandbox.fault(KEY, "access_denied", on="submit")
    assert desk.run(operation="decode") is Exit.REFUSED
    for copy in (desk.home / "files").rglob("april-*.csv"):
        copy.unlink()
    assert desk.run(operation="decode") is Exit.DONE
    assert [part["item_count"] for part in desk.answer["parts"]] == [3_000, 3_000]


def test_parts_that_succeeded_are_not_paid_again_when_another_failed(desk: Desk, sandbox: Sandbox) -> None:
    vins = ("1FMCU0GD0JUD56190", "WP1BE2AY5PDA28064")
    desk.file.write_text("vin\n" + "".join(f"{vins[at % 2]}\n" for at in range(6_001)))
    assert desk.run(operation="decode", preparation=Preparation(first=3_000)) is Exit.DONE
    sandbox.fault(KEY, "slow_job", seconds=1)
    sandbox.fault(KEY, "fail_job")
    assert desk.run(operation="decode") is Exit.JOB_FAILED
    done = len(desk.answer.get("parts", [desk.answer]))
    assert desk.run(operation="decode") is Exit.DONE
    assert [part["item_count"] for part in desk.answer["parts"]] == [3_000, 3_000, 1]
    assert len(sandbox.jobs(KEY, "neovin/decode")) == 1 + 3 + 1
    assert done < 3


def test_the_same_wishes_typed_otherwise_are_the_same_job(desk: Desk, sandbox: Sandbox) -> None:
    assert desk.run(preparation=Preparation(encoding="utf8", maps=("vin=vin", "zip=zip"))) is Exit.DONE
    assert desk.run(preparation=Preparation(encoding="UTF-8", maps=("zip=zip", "vin=vin"))) is Exit.DONE
    assert len(sandbox.jobs(KEY)) == 1
