"""Every documented "no" to a ranking: where it is told, what it marks, and that nothing typed is lost."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES
from mcdesk.sandbox.faults import LISTS
from tests.e2e.house import KEY, House, until
from tests.e2e.preflight_hands import press_keys
from tests.e2e.rank_hands import (
    CARVANA,
    CARVANA_ZIP,
    DEALERS,
    OTHER_VIN,
    UNDECODABLE,
    UNKNOWN,
    VEHICLE,
    Ranker,
    type_keys,
)
from tests.sandbox_fixtures import Sandbox

BOTH = pytest.mark.parametrize("ranking", [RANK_DEALERS.title, RANK_VEHICLES.title])
SAFE = "What you typed is still in the form"
ANSWERS = [
    pytest.param(
        "refused", {"status": 400}, "refused the request (HTTP 400)", "Check what you entered", id="400"
    ),
    pytest.param("unauthorized", {}, "does not accept the key", "Check the key", id="401"),
    pytest.param("access_denied", {}, "This key may not use MarketMatch", "Ask MarketCheck", id="403"),
    pytest.param(
        "refused", {"status": 422}, "refused the request (HTTP 422)", "Check what you entered", id="422"
    ),
    pytest.param("rate_limited", {"retry_after": 1}, "asks for fewer requests", "Try again in 1 s", id="429"),
    pytest.param(
        "quota_exhausted",
        {"retry_after": 86_500},
        "The month's requests of this account are used up",
        "They are counted anew from",
        id="429-month",
    ),
    pytest.param("unavailable", {"status": 500}, "in trouble (HTTP 500)", "Nothing was ranked", id="500"),
    pytest.param("unavailable", {"status": 502}, "in trouble (HTTP 502)", "Nothing was ranked", id="502"),
    pytest.param("unavailable", {"status": 503}, "in trouble (HTTP 503)", "Nothing was ranked", id="503"),
    pytest.param("drop_answer", {}, "", "both may count", id="no-answer"),
    pytest.param("garbled_answer", {}, "answer can't be understood", "Try to rank again", id="garbled"),
]


@BOTH
@pytest.mark.parametrize(("kind", "parameters", "title", "advice"), ANSWERS)
def test_each_no_says_what_happened_and_asking_again_works(
    play, sandbox: Sandbox, ranking, kind, parameters, title, advice
):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin(ranking)
        typed = ranker.form.cells
        sandbox.fault(KEY, kind, on="rank", **parameters)
        await ranker.refused(advice)
        assert ranker.says(title)
        assert ranker.says(SAFE)
        assert not ranker.is_answered
        assert ranker.form.cells == typed
        assert ranker.words_of_rows == {}
        assert ranker.go_button.isEnabled()
        await ranker.rank()
        assert ranker.ranks
        assert not ranker.says(advice)
        assert ranker.form.cells == typed

    play(story, url=sandbox.url)


def test_a_rate_limit_counts_down_and_then_lets_try_again(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin()
        sandbox.fault(KEY, "rate_limited", on="rank", retry_after=2)
        began = time.monotonic()
        await ranker.refused("asks for fewer requests")
        button = _button(ranker, "Try again in 2 s")
        assert not button.isEnabled()
        assert not ranker.says("used up"), "the month's quota is something else"
        await until(lambda: button.text() == "Try again in 1 s", "the countdown")
        await until(button.isEnabled, "the end of the countdown")
        assert time.monotonic() - began > 1.9
        house.press("Try again", ranker.answer)
        await ranker.answered()
        assert len(ranker.ranks) == len(DEALERS)

    play(story, url=sandbox.url)


def test_a_used_up_month_is_no_matter_of_seconds(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin()
        sandbox.fault(KEY, "quota_exhausted", on="rank", retry_after=86_500)
        await ranker.refused("The month's requests of this account are used up")
        assert ranker.says("ask MarketCheck to raise the quota")
        assert not any(
            each.isVisible() and each.isEnabled() and each.text().startswith("Try again")
            for each in ranker.answer.findChildren(QAbstractButton)
        )

    play(story, url=sandbox.url)


@pytest.mark.parametrize("as_objects", [False, True], ids=["texts", "objects"])
def test_a_dealer_with_several_locations_is_marked_and_its_zip_is_open(play, sandbox: Sandbox, as_objects):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        await ranker.fill(many=(DEALERS[0], (CARVANA, ""), DEALERS[1]))
        if as_objects:
            sandbox.fault(KEY, "lists_as_objects")
        await ranker.refused(f"{CARVANA} has several locations.")
        words = "This dealer has several locations: add a ZIP or location id"
        assert ranker.words_of_rows == {2: words}
        assert ranker.says(f"Row 2: {words}")
        assert ranker.open_cell == "ZIP, row 2"
        assert [row[0] for row in ranker.many] == [DEALERS[0][0], CARVANA, DEALERS[1][0]]
        assert ranker.one == VEHICLE
        await type_keys(CARVANA_ZIP)
        await press_keys(Qt.Key.Key_Return)
        assert ranker.words_of_rows == {}
        await ranker.rank()
        assert len(ranker.ranks) == 3
        assert CARVANA in ranker.names

    play(story, url=sandbox.url)


def test_a_marked_row_does_not_go_again_until_it_is_mended(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        await ranker.fill(many=(DEALERS[0], (CARVANA, ""), DEALERS[1]))
        await ranker.refused(f"{CARVANA} has several locations.")
        assert ranker.go_button.text() == "Rank 2 dealers"
        await ranker.rank()
        assert CARVANA not in ranker.names
        assert len(ranker.ranks) == 2

    play(story, url=sandbox.url)


def test_the_panel_leads_back_to_a_row_that_moved(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        await ranker.fill(many=(DEALERS[0], (CARVANA, ""), DEALERS[1]))
        await ranker.refused(f"{CARVANA} has several locations.")
        await press_keys(Qt.Key.Key_Escape)
        ranker.grid.table.go(0, 0)
        await press_keys(Qt.Key.Key_Delete, held=Qt.KeyboardModifier.ShiftModifier)
        assert list(ranker.words_of_rows) == [1]
        await house.press_when_ready("Go to row 1", ranker.answer)
        assert ranker.open_cell == "ZIP, row 1"

    play(story, url=sandbox.url)


@pytest.mark.parametrize("as_objects", [False, True], ids=["texts", "objects"])
@pytest.mark.parametrize("name", LISTS)
def test_every_list_lands_at_the_dealers_or_at_the_vehicle(play, sandbox: Sandbox, name, as_objects):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin()
        typed = ranker.form.cells
        sandbox.fault(KEY, "refused", list=name)
        if as_objects:
            sandbox.fault(KEY, "lists_as_objects")
        await ranker.refused(_TITLES[name][0])
        marked = ranker.words_of_rows
        if name == "failed_vins":
            assert marked == {}
            assert ranker.form_says("The service could not decode this VIN")
            assert ranker.focused_field == "VIN"
        else:
            assert list(marked) == [1, 2, 3, 4]
            assert all(_TITLES[name][1] in words for words in marked.values())
            assert ranker.open_cell == f"{_TITLES[name][2]}, row 1"
        assert ranker.form.cells == typed

    play(story, url=sandbox.url)


_TITLES = {
    "failed_vins": ("could not decode the VIN", "", ""),
    "missing_dealers": ("does not know 4 of the dealers", "does not know this dealer", "Dealer site"),
    "multi_location_sources": ("4 dealers have several locations", "several locations", "ZIP"),
}


@pytest.mark.parametrize("as_objects", [False, True], ids=["texts", "objects"])
@pytest.mark.parametrize("name", LISTS)
def test_every_list_lands_at_the_vehicles_or_at_the_dealer(play, sandbox: Sandbox, name, as_objects):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin(RANK_VEHICLES.title)
        typed = ranker.form.cells
        sandbox.fault(KEY, "refused", list=name)
        if as_objects:
            sandbox.fault(KEY, "lists_as_objects")
        title = {
            "failed_vins": "could not decode 2 VINs",
            "missing_dealers": f"does not know {DEALERS[0][0]}",
            "multi_location_sources": f"{DEALERS[0][0]} has several locations",
        }[name]
        await ranker.refused(title)
        if name == "failed_vins":
            assert list(ranker.words_of_rows) == [1, 2]
            assert ranker.open_cell == "VIN, row 1"
        else:
            assert ranker.words_of_rows == {}
            assert ranker.focused_field == ("ZIP" if name == "multi_location_sources" else "Dealer site")
            assert ranker.form_says("This dealer has several locations") or ranker.form_says(
                "The service does not know this dealer"
            )
        assert ranker.form.cells == typed

    play(story, url=sandbox.url)


def test_the_service_s_own_refusals_are_mended_one_after_the_other(play, sandbox: Sandbox):
    """Without any fault: an unknown dealer alone, one of several locations, and a VIN that is none."""

    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go(RANK_VEHICLES.title)
        await ranker.fill((UNKNOWN, "", ""), ((UNDECODABLE, "20000", "13000"),))
        await ranker.refused(f"does not know {UNKNOWN}")
        assert ranker.focused_field == "Dealer site"
        await press_keys(Qt.Key.Key_Delete)
        await type_keys(CARVANA)
        await ranker.refused(f"{CARVANA} has several locations")
        assert ranker.focused_field == "ZIP"
        await type_keys(CARVANA_ZIP)
        await ranker.refused(f"could not decode the VIN {UNDECODABLE}")
        assert ranker.open_cell == "VIN, row 1"
        await type_keys(OTHER_VIN)
        await ranker.ask()
        await ranker.answered()
        assert ranker.names == [f"VIN {OTHER_VIN}"]
        assert ranker.one == (CARVANA, CARVANA_ZIP, "")

    play(story, url=sandbox.url)


def test_a_loose_answer_is_read_as_far_as_it_goes(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin()
        await ranker.rank()
        right = ranker.ranks
        sandbox.fault(KEY, "loose_answer", on="rank")
        await ranker.rank()
        assert ranker.ranks == right

    play(story, url=sandbox.url)


def test_a_dealer_that_was_refused_can_be_asked_for_again(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        await ranker.fill(many=((UNKNOWN, "30907"),))
        await ranker.refused(f"does not know {UNKNOWN}")
        await until(lambda: not ranker.form.is_busy, "the end of the request")
        assert ranker.go_button.text() == "Rank 1 dealer again"
        ranker.go_button.setFocus()
        await ranker.ask()
        await until(lambda: ranker.says(f"does not know {UNKNOWN}"), "the second refusal")
        found = await house.desk.lookups.history()
        assert [past.size for past in found] == [1, 1]

    play(story, url=sandbox.url)


def _button(ranker: Ranker, words: str) -> QAbstractButton:
    found = [each for each in ranker.answer.findChildren(QAbstractButton) if each.text() == words]
    assert found, words
    return found[0]
