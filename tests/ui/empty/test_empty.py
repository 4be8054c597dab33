"""The ways in, before there is a job."""

from pathlib import Path

import pytest

from mcdesk.model.accounts import Account, AccountKind
from mcdesk.ui.empty.empty_state import EmptyState
from mcdesk.ui.samples import Sample
from tests.ui.inspector.probes import buttons, press, said, shown

SANDBOX = Account("s", "Practice server", AccountKind.SANDBOX, "http://127.0.0.1:8000")
SAMPLES = (
    Sample(Path("vehicles.csv"), "rank", "pairs of a vehicle and a dealer", 206),
    Sample(Path("vins.csv"), "decode", "VINs", 108),
)
PRODUCTION = Account("p", "Northlake Auto", AccountKind.PRODUCTION, "https://api.marketcheck.com")


@pytest.fixture
def empty(qtbot, theme):
    return shown(qtbot, EmptyState(theme, SAMPLES), 1086, 700)


def test_the_very_first_run_offers_practice_or_a_key(empty, qtbot):
    assert set(buttons(empty)) == {"Practise in the sandbox", "Add your MarketCheck key…"}
    with qtbot.waitSignal(empty.practise_asked):
        press(empty, "Practise in the sandbox")
    with qtbot.waitSignal(empty.add_key_asked):
        press(empty, "Add your MarketCheck key…")


def test_in_the_sandbox_the_sample_is_one_press_away(empty, qtbot):
    empty.set_account(SANDBOX)
    assert set(buttons(empty)) == {"Choose a file…", "Run the sample", "or decode 108 VINs", "Add API key…"}
    assert "206 pairs of a vehicle and a dealer" in said(empty)
    with qtbot.waitSignal(empty.run_sample_asked) as asked:
        press(empty, "or decode 108 VINs")
    assert asked.args == [SAMPLES[1]]
    with qtbot.waitSignal(empty.run_sample_asked) as asked:
        press(empty, "Run the sample")
    assert asked.args == [SAMPLES[0]]
    with qtbot.waitSignal(empty.choose_file_asked):
        press(empty, "Choose a file…")
    with qtbot.waitSignal(empty.add_key_asked):
        press(empty, "Add API key…")


def test_a_production_account_is_not_asked_for_a_key(empty):
    empty.set_account(PRODUCTION)
    assert set(buttons(empty)) == {"Choose a file…", "Practise in the sandbox"}


@pytest.mark.parametrize("account", [None, SANDBOX, PRODUCTION])
def test_there_is_one_primary_button_and_four_steps(empty, account):
    empty.set_account(account)
    primary = [button for button in buttons(empty).values() if button.property("kind") == "primary"]
    assert len(primary) == 1
    assert all(step in said(empty) for step in ("Check the file", "Submit", "Open verified results"))


def test_in_a_small_window_nothing_is_cut_off_sideways(qtbot, theme):
    empty = EmptyState(theme)
    empty.set_account(SANDBOX)
    shown(qtbot, empty, 780, 480)
    assert not empty.horizontalScrollBar().isVisible()
    assert not empty.grab().isNull()
