"""`mcdesk decode`: what a script and a person at a terminal rely on."""

import subprocess
import sys
from pathlib import Path

import pytest

from mcdesk.cli.exits import Exit
from mcdesk.model.lookups import DECODE_VIN
from mcdesk.model.past_requests import RequestState
from tests.cli.asks import VIN, Asker
from tests.cli.runs import KEY
from tests.sandbox_fixtures import Sandbox

UNDECODABLE = "WP1BE2AY6PDA28064"


def test_what_is_known_comes_in_groups(asker: Asker) -> None:
    assert asker.decode() is Exit.DONE
    assert "Porsche" in asker.out
    assert "2023" in asker.out
    assert VIN in asker.out
    assert len(asker.out.split("\n\n")) > 1
    assert "Observation" not in asker.err
    (past,) = asker.history
    assert (past.kind, past.subject, past.state) == (DECODE_VIN.id, VIN, RequestState.ANSWERED)


def test_json_is_the_services_own_answer(asker: Asker) -> None:
    assert asker.decode(as_json=True) is Exit.DONE
    assert (asker.answer["vin"], asker.answer["year"]) == (VIN, 2023)
    assert asker.history[0].answer.strip() == asker.out.strip()


def test_a_vin_that_is_typed_carelessly_is_mended(asker: Asker) -> None:
    assert asker.decode(f" {VIN.lower()} ", as_json=True) is Exit.DONE
    assert asker.answer["vin"] == VIN


def test_a_vin_of_which_nothing_is_known_is_explained(asker: Asker) -> None:
    assert asker.decode(UNDECODABLE) is Exit.JOB_FAILED
    assert asker.out == ""
    assert "Observation: UNDETERMINED TRIM|INVALID VIN" in asker.err
    assert f"{UNDECODABLE}: VIN check digit does not match: the other characters demand 5." in asker.err
    assert len(asker.err.strip().splitlines()) > 2
    assert asker.decode(UNDECODABLE, as_json=True) is Exit.JOB_FAILED
    assert asker.answer["observation"] == "UNDETERMINED TRIM|INVALID VIN"


@pytest.mark.parametrize("vin", ["SHORT", "", "1FMCU0GD0JUD5619O"])
def test_what_is_no_vin_is_not_sent(asker: Asker, vin: str) -> None:
    assert asker.decode(vin, as_json=True) is Exit.NOTHING_SENT
    assert set(asker.answer) == {"error", "advice", "code"}
    assert asker.history == ()


def test_trouble_of_the_service_is_told(asker: Asker, sandbox: Sandbox) -> None:
    sandbox.fault(KEY, "access_denied")
    assert asker.decode() is Exit.REFUSED
    assert "may not use NeoVIN" in asker.err
    assert asker.out == ""
    assert asker.history[0].state is RequestState.REFUSED


def test_without_a_key_nothing_is_asked(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MCDESK_API_KEY")
    assert asker.decode() is Exit.NOTHING_SENT
    assert "MCDESK_API_KEY" in asker.err


def test_a_home_that_can_not_be_written_is_trouble_before_sending(asker: Asker) -> None:
    asker.home.write_text("in the way")
    assert asker.decode() is Exit.NOTHING_SENT
    asker.home.unlink()


def test_the_command_itself(tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCDESK_API_KEY", KEY)
    monkeypatch.setenv("MCDESK_HOME", str(tmp_path / "home"))
    command = [sys.executable, "-m", "mcdesk", "decode", UNDECODABLE, "--base-url", sandbox.url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 4, done.stderr
    assert "INVALID VIN" in done.stderr
