"""Files on a lane, and jobs that came from elsewhere."""

import json
import urllib.request
from functools import partial

from mcdesk.model.rows import CopyState, RowState
from mcdesk.ui.sheets.confirm import ConfirmSheet
from tests.e2e.house import KEY, House, until
from tests.sandbox_fixtures import Sandbox


def test_a_second_file_waits_and_goes_by_itself(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "slow_job", seconds=1.0)
        await house.send(pairs("may-auction"))
        await house.reaches("may-auction", RowState.PROCESSING)
        await house.send(pairs("june-preview"), wanted="Queue after may-auction")
        assert house.state("june-preview") is RowState.WAITING
        assert house.row("june-preview").lane_place == 1
        assert "Rank lane: may-auction, 1 waiting" in house.status_words()
        await house.verified("may-auction")
        await house.verified("june-preview")
        assert len(sandbox.jobs(KEY)) == 2

    play(story, url=sandbox.url)


def test_a_job_from_elsewhere_is_shown_and_left_alone(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        _submit_elsewhere(sandbox, pairs("elsewhere").read_bytes())
        await house.reaches("from-the-office", RowState.COMPLETED)
        row = house.row("from-the-office")
        assert row.is_elsewhere
        house.window.show_row(row.key)
        await until(lambda: house.says("sent from elsewhere"), "the tag")
        checks = house.desk.poll_status.checked_at
        await until(lambda: house.desk.poll_status.checked_at not in (None, checks), "one more check")
        assert house.details("from-the-office").downloads == ()
        assert house.row("from-the-office").copy is CopyState.NONE
        house.press("Download…")
        await house.verified("from-the-office")

    play(story, url=sandbox.url)


def test_two_operations_have_lanes_of_their_own(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "slow_job", seconds=1.5)
        await house.send(pairs("may-auction"))
        await house.send(house.program.samples[1].path, on="decode", wanted="Submit")
        await house.verified("vins-to-decode")
        await house.verified("may-auction")

    play(story, url=sandbox.url)


def test_a_waiting_file_can_be_taken_out(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "slow_job", seconds=1.0)
        await house.send(pairs("may-auction"))
        await house.reaches("may-auction", RowState.PROCESSING)
        await house.send(pairs("june-preview"))
        await until(lambda: house.state("june-preview") is RowState.WAITING, "the queue")
        house.press("Remove from the queue")
        await until(lambda: house.sheets(), "the question")
        house.press("Remove from the queue")
        await until(lambda: house.state("june-preview") is None, "the row to go")
        await house.verified("may-auction")
        assert len(sandbox.jobs(KEY)) == 1

    play(story, url=sandbox.url)


def _submit_elsewhere(sandbox: Sandbox, content: bytes) -> None:
    import gzip

    parts = (
        b'--B\r\nContent-Disposition: form-data; name="client_reference"\r\n\r\nfrom-the-office\r\n'
        b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.csv.gz"\r\n'
        b"Content-Type: application/gzip\r\n\r\n" + gzip.compress(content) + b"\r\n--B--\r\n"
    )
    request = urllib.request.Request(
        f"{sandbox.url}/v2/batch/marketmatch/rank/jobs?api_key={KEY}",
        parts,
        {"Content-Type": "multipart/form-data; boundary=B"},
    )
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["job_id"]


def test_the_same_rows_are_sent_twice_only_on_the_users_word(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        path = pairs("may-auction")
        await house.send(path)
        await house.verified("may-auction")
        again = path.with_name("june-auction.csv")
        again.write_bytes(path.read_bytes())
        for answer, jobs in (("Don't send", 1), ("Send as another job", 2)):
            if not house.sheets():
                await house.drop(again)
            await until(lambda: house.can_submit, "the check of the file")
            house.press("Submit")
            await until(lambda: house.dialogs(ConfirmSheet), "the question")
            (question,) = house.dialogs(ConfirmSheet)
            house.press(answer, question)
            await until(lambda: not house.front.stage.scope.is_running("submit"), "the answer to be heard")
            await until(partial(lambda count: len(house.rows) == count, jobs), "the rows")
        await house.verified("june-auction")
        assert len(sandbox.jobs(KEY)) == 2

    play(story, url=sandbox.url)
