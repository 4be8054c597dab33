"""`mcdesk rank`: what a script and a person at a terminal rely on."""

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from mcdesk.cli.errand import Reach
from mcdesk.cli.exits import Exit
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES
from mcdesk.model.past_requests import RequestState
from tests.cli.asks import PORSCHE, VIN, Asker
from tests.cli.runs import KEY
from tests.sandbox_fixtures import Sandbox
from tests.services.raw_server import RawServer

DEALERS = "source,zip\nmbofaugusta.com,30907\ncarvana.com,95765\nnobody.example,02139\n"
VEHICLES = f"vin,price,miles\n{VIN},20000,3000\n1FMCU0GD0JUD56190,13790,73592\n"
DEALER = ("mbofaugusta.com", "30907", "")


def lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def test_piped_on_the_answer_is_aligned_columns_the_best_first(asker: Asker) -> None:
    assert asker.rank(DEALERS) is Exit.DONE
    header, best, second, gap, title, failed_header, failed = lines(asker.out)
    names = ["vin_rank", "source", "zip", "mc_location_id", "vin_score", "dealer_ymm_score"]
    assert header == names
    assert [best[0], second[0]] == ["1", "2"]
    assert {best[1], second[1]} == {"mbofaugusta.com", "carvana.com"}
    assert {best[2], second[2]} == {"30907", "95765"}
    assert gap == []
    assert (title, failed_header) == (["Not", "ranked"], ["source", "zip", "reason"])
    assert failed[:2] == ["nobody.example", "02139"]
    assert len(failed) > 2
    starts = {
        line.index(word) for line, word in zip(asker.out.splitlines(), [names[1], best[1]], strict=False)
    }
    assert len(starts) == 1
    assert f"2 dealers ranked for {VIN}, 1 not." in asker.err


def test_vehicles_are_ranked_for_a_dealer(asker: Asker) -> None:
    assert asker.rank(VEHICLES, DEALER, RANK_VEHICLES) is Exit.DONE
    header, *rows = lines(asker.out)
    assert header == ["vin_rank", "vin", "price", "miles", "vin_score", "dealer_ymm_score"]
    assert {row[1] for row in rows} == {VIN, "1FMCU0GD0JUD56190"}
    assert {row[2] for row in rows} == {"20000", "13790"}


def test_json_is_the_services_own_answer(asker: Asker) -> None:
    assert asker.rank(DEALERS, as_json=True) is Exit.DONE
    assert set(asker.answer) == {"ranked_matches", "failed_items"}
    assert [match["vin_rank"] for match in asker.answer["ranked_matches"]] == [1, 2]
    assert asker.answer["failed_items"][0]["vin_score"] is None
    (past,) = asker.history
    assert past.answer.strip() == asker.out.strip()


def test_every_request_is_in_the_history(asker: Asker, sandbox: Sandbox) -> None:
    asker.rank(DEALERS)
    sandbox.fault(KEY, "unavailable")
    assert asker.rank(DEALERS) is Exit.REFUSED
    refused, answered = asker.history
    assert (answered.state, answered.kind, answered.size) == (RequestState.ANSWERED, RANK_DEALERS.id, 3)
    assert (refused.state, refused.subject) == (RequestState.REFUSED, VIN)


def test_what_can_be_mended_safely_is_mended_and_said(asker: Asker) -> None:
    content = "Dealer site;ZIP\nhttps://www.carvana.com/cars;8701\n\nCARVANA.com;08701\n"
    assert asker.rank(content, (VIN.lower(), "$20,000", "3,000"), as_json=True) is Exit.DONE
    (match,) = asker.answer["ranked_matches"]
    assert (match["source"], match["zip"]) == ("carvana.com", "08701")
    assert (match["vin"], match["price"], match["miles"]) == (VIN, 20000, 3000)
    assert "Mended 2 cells" in asker.err
    assert "1 row repeats an earlier one: left out." in asker.err


def test_rows_that_can_not_be_sent_are_named_and_nothing_is_sent(asker: Asker) -> None:
    content = "source,zip\na.com,02139\nno site,K1A 0B1\n,30907\n"
    assert asker.rank(content) is Exit.NOTHING_SENT
    assert "2 rows can't be sent. Nothing was sent." in asker.err
    assert "row 3, source “no site”: Dealer site is not a web domain" in asker.err
    assert "row 3, zip “K1A 0B1”: ZIP is not five digits" in asker.err
    assert "row 4, source: Dealer site is missing" in asker.err
    assert asker.out == ""
    assert asker.history == ()
    assert asker.rank(content, as_json=True) is Exit.NOTHING_SENT
    assert asker.answer["rows"][0] == {
        "row": 3,
        "column": "source",
        "value": "no site",
        "reason": "Dealer site is not a web domain",
    }


def test_rows_are_named_by_their_line_in_the_file(asker: Asker) -> None:
    assert asker.rank("source,zip\n\nmbofaugusta.com,30907\n\nno site,\n") is Exit.NOTHING_SENT
    assert "row 5, source “no site”" in asker.err


def test_bad_rows_can_be_left_out(asker: Asker) -> None:
    content = "source,zip\na.com,02139\nno site,K1A 0B1\n"
    assert asker.rank(content, bad_rows="leave-out", as_json=True) is Exit.DONE
    assert [match["source"] for match in asker.answer["ranked_matches"]] == ["a.com"]
    assert "1 row can't be sent: left out." in asker.err
    assert asker.rank("source\nno site\n", bad_rows="leave-out") is Exit.NOTHING_SENT
    assert "no dealer that can be sent" in asker.err


def test_more_rows_than_a_request_takes_are_told_the_way_out(asker: Asker) -> None:
    content = "source,zip\n" + "".join(f"dealer{n}.com,02139\n" for n in range(1_101))
    assert asker.rank(content) is Exit.NOTHING_SENT
    assert "dealers.csv has 1,101 dealers; one request takes 100." in asker.err
    assert (
        f"mcdesk run {asker.file} --operation rank "
        f"--constant vin={VIN} --constant price=20000 --constant miles=3000"
    ) in asker.err.replace("\n", " ")
    assert asker.history == ()


@pytest.mark.parametrize(
    ("head", "row", "way"),
    [
        ("source,zip\n", "dealer{}.com,02139\n", "--operation rank --constant"),
        ("", "dealer{}.com\t02139\n", "--header-line 0 --map 'source=#1' --map 'zip=#2' --constant"),
        ("", "02139,x,dealer{}.com\n", "--map 'zip=#1' --map 'source=#3'"),
    ],
)
def test_the_way_out_can_be_copied_and_works(asker: Asker, head: str, row: str, way: str) -> None:
    asker.file = asker.file.with_name("my dealers.csv")
    assert asker.rank(head + "".join(row.format(n) for n in range(101))) is Exit.NOTHING_SENT
    _, begin, command = asker.err.partition("A batch takes them all: mcdesk run ")
    assert begin
    assert way in command
    done = subprocess.run(
        [sys.executable, "-m", "mcdesk", "run", *shlex.split(command), "--poll", "0.05", "--json"],
        env=os.environ | {"MCDESK_HOME": str(asker.home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["item_count"] == 101


def test_what_a_batch_needs_beyond_is_said_before_the_command(asker: Asker) -> None:
    assert asker.rank("source\n" + "".join(f"dealer{n}.com\n" for n in range(101))) is Exit.NOTHING_SENT
    assert "First add a column zip, then: mcdesk run" in asker.err


def test_what_is_strange_is_said_before_it_goes(asker: Asker) -> None:
    wrong = "WP1BE2AY6PDA28064"
    assert asker.rank(DEALERS, (wrong, "20000", "3000")) is Exit.REFUSED  # it went out
    doubt = (
        f"--vin “{wrong}”: VIN check digit does not match: the other characters demand 5. Sent all the same."
    )
    assert doubt in asker.err
    content = f"vin,price,miles\n{VIN},20000,3000\n{wrong},20000,3000\n"
    asker.rank(content, DEALER, RANK_VEHICLES)
    assert f"row 3, vin “{wrong}”: VIN check digit does not match" in asker.err
    asker.rank(DEALERS)
    assert "check digit" not in asker.err


def test_a_value_that_could_be_mended_is_told_with_the_value_to_give(asker: Asker) -> None:
    assert asker.rank(DEALERS, (VIN, "20,000.50", "3000")) is Exit.NOTHING_SENT
    assert "--price “20,000.50”: Price has cents." in asker.err
    assert "The service takes whole dollars: give --price 20001." in asker.err
    assert asker.rank(DEALERS, (VIN, "20000", "100 km")) is Exit.NOTHING_SENT
    assert "The service takes miles: give --miles 62." in asker.err
    content = f"vin,price,miles\n{VIN},20000.49,3000\n"
    assert asker.rank(content, DEALER, RANK_VEHICLES) is Exit.NOTHING_SENT
    assert "row 2, price “20000.49”: Price has cents: write 20000" in asker.err


def test_exactly_the_limit_goes(asker: Asker) -> None:
    content = "".join(f"dealer{n}.com,02139\n" for n in range(100))
    assert asker.rank(content, as_json=True) is Exit.DONE
    assert len(asker.answer["ranked_matches"]) == 100
    vehicles = VEHICLES + f"{VIN},1,2\n" * 30  # repeats do not count
    assert asker.rank(vehicles, DEALER, RANK_VEHICLES, as_json=True) is Exit.DONE


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (("SHORT", "1", "2"), "--vin “SHORT”: VIN does not have 17 characters."),
        ((VIN, "19.99", "2"), "--price “19.99”: Price has cents."),
        ((VIN, "1", "5 km"), "--miles “5 km”: Distance is in kilometres."),
    ],
)
def test_an_option_that_can_not_be_sent_is_named(asker: Asker, one: tuple[str, ...], says: str) -> None:
    assert asker.rank(DEALERS, one) is Exit.NOTHING_SENT
    assert says in asker.err


def test_the_options_of_a_dealer_are_named_as_they_are_typed(asker: Asker) -> None:
    for one, says in (
        (("no site", "", ""), "--source “no site”"),
        (("a.com", "K1A", ""), "--zip “K1A”"),
        (("a.com", "", "?!"), "--location “?!”"),
    ):
        assert asker.rank(VEHICLES, one, RANK_VEHICLES) is Exit.NOTHING_SENT
        assert says in asker.err


def test_bad_usage_of_the_file(asker: Asker, tmp_path: Path) -> None:
    assert asker.rank(tmp_path / "gone.csv") is Exit.NOTHING_SENT
    assert asker.rank("vin,price\nA,1\n") is Exit.NOTHING_SENT
    assert asker.rank("") is Exit.NOTHING_SENT
    assert asker.rank(DEALERS, bad_rows="send") is Exit.NOTHING_SENT
    assert "refuse, leave-out" in asker.err
    assert asker.history == ()


def test_a_dealer_with_several_locations_is_named_with_its_row(asker: Asker) -> None:
    content = "source,zip\nmbofaugusta.com,30907\ncarvana.com,\n"
    assert asker.rank(content) is Exit.REFUSED
    assert "row 3, source “carvana.com”" in asker.err
    assert "ZIP or location id" in asker.err
    assert asker.rank(content, as_json=True) is Exit.REFUSED
    assert [(row["row"], row["value"]) for row in asker.answer["rows"]] == [(3, "carvana.com")]
    assert asker.answer["code"] == "422"


def test_a_refused_option_is_named_too(asker: Asker) -> None:
    assert asker.rank(VEHICLES, ("carvana.com", "", ""), RANK_VEHICLES) is Exit.REFUSED
    assert "--source “carvana.com”" in asker.err
    unknown = ("nobody.example", "", "")
    assert asker.rank(VEHICLES, unknown, RANK_VEHICLES) is Exit.REFUSED
    assert "--source “nobody.example”" in asker.err


def test_where_nobody_is_known_the_rows_are_named(asker: Asker) -> None:
    assert asker.rank("source\nnobody.example\n") is Exit.REFUSED
    assert "row 2, source “nobody.example”" in asker.err


def test_an_answer_without_a_single_rank_has_a_code_of_its_own(asker: Asker) -> None:
    body = b'{"ranked_matches": [], "failed_items": [{"source": "a.com", "vin_rank": null, "new": "field"}]}'
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with RawServer(head + body, head + body) as server:
        assert asker.rank("a.com\n", reach=Reach(server.url)) is Exit.JOB_FAILED
        assert lines(asker.out)[:2] == [["Not", "ranked"], ["source", "reason"]]
        assert asker.rank("a.com\n", reach=Reach(server.url), as_json=True) is Exit.JOB_FAILED
    assert asker.out.encode() == body + b"\n"


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("unauthorized", "does not accept the key"),
        ("access_denied", "may not use MarketMatch"),
        ("rate_limited", "fewer requests"),
        ("quota_exhausted", "month's requests"),
        ("unavailable", "in trouble"),
        ("drop_answer", "did not answer"),
        ("garbled_answer", "can't be understood"),
    ],
)
def test_each_trouble_of_the_service_is_told(asker: Asker, sandbox: Sandbox, fault: str, says: str) -> None:
    sandbox.fault(KEY, fault)
    assert asker.rank(DEALERS, as_json=True) is Exit.REFUSED
    assert says in asker.err
    assert set(asker.answer) == {"error", "advice", "code"}
    assert KEY not in asker.out + asker.err


def test_workbooks_will_do(asker: Asker, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Website", "Zip"], ["carvana.com", 8701], ["mbofaugusta.com", 30907]):
        sheet.append(row)
    book.save(tmp_path / "dealers.xlsx")
    assert asker.rank(tmp_path / "dealers.xlsx") is Exit.DONE
    assert "08701" in asker.out


def test_the_command_itself_takes_the_documented_options(
    tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MCDESK_API_KEY", KEY)
    monkeypatch.setenv("MCDESK_HOME", str(tmp_path / "home"))
    path = tmp_path / "list.csv"
    command = [sys.executable, "-m", "mcdesk", "rank"]
    path.write_text(DEALERS)
    done = subprocess.run(
        [
            *(*command, "dealers", "--vin", PORSCHE[0], "--price", PORSCHE[1], "--miles", PORSCHE[2]),
            *("--dealers", str(path), "--base-url", sandbox.url, "--json"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["ranked_matches"]) == 2
    done = subprocess.run(
        [
            *(*command, "vehicles", "--source", "mbofaugusta.com", "--zip", "30907", "--vehicles", "-"),
            *("--base-url", sandbox.url, "--account", "mine"),
        ],
        input=VEHICLES,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert VIN in done.stdout
    assert KEY not in done.stdout + done.stderr


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these signals")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_request_ends_at_once_and_is_in_the_history(
    asker: Asker, tmp_path: Path, sandbox: Sandbox, sign: signal.Signals
) -> None:
    sandbox.fault(KEY, "slow", seconds=60)
    asker.file.write_text(DEALERS)
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "mcdesk", "rank", "dealers"),
            *("--vin", PORSCHE[0], "--price", PORSCHE[1], "--miles", PORSCHE[2]),
            *("--dealers", str(asker.file), "--base-url", sandbox.url),
        ],
        env=os.environ | {"MCDESK_HOME": str(asker.home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        while not asker.history:
            assert process.poll() is None
        process.send_signal(sign)
        _, said = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == Exit.INTERRUPTED
    assert "Interrupted" in said
    (past,) = asker.history
    assert past.state is RequestState.CANCELLED
