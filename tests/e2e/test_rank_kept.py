"""What was typed into a ranking's form outlives everything: another start, another page, the history."""

from PySide6.QtCore import Qt

from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES
from mcdesk.ui.shell.rail import RANKINGS
from tests.e2e.house import House, until
from tests.e2e.preflight_hands import CONTROL, press_keys
from tests.e2e.rank_hands import DEALERS, OTHER_VIN, PORSCHE, VEHICLE, VIN, Ranker, go_to, in_front
from tests.e2e.test_decode_page import Decoder
from tests.e2e.test_request_history import History
from tests.sandbox_fixtures import Sandbox

ROWS = tuple((*dealer, "") for dealer in DEALERS)
OTHER = (OTHER_VIN, "41000", "22000")
TYPED = (("typed.com", "30907", ""), ("by-hand.com", "30907", ""))


async def _typed_before(house: House) -> Ranker:
    """A form that was typed in an earlier run of the program."""
    ranker = Ranker(house)
    await ranker.begin()
    await house.restart()
    await house.checked()
    return ranker


def test_a_vin_from_another_page_joins_the_rows_that_were_kept(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = await _typed_before(house)
        decoder = Decoder(house)
        await decoder.go()
        await decoder.decode(PORSCHE)
        house.press("Rank dealers for it", decoder.page)
        await until(lambda: ranker.one[0] == PORSCHE, "the VIN in the form")
        assert ranker.many == ROWS
        await house.restart()
        await house.checked()
        await ranker.go()
        assert ranker.many == ROWS
        assert ranker.one[0] == PORSCHE

    play(story, url=sandbox.url)


def test_a_vin_from_another_page_goes_to_its_form_whatever_was_seen_last(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go(RANK_VEHICLES.title)
        await house.restart()
        await house.checked()
        decoder = Decoder(house)
        await decoder.go()
        await decoder.decode(PORSCHE)
        house.press("Rank dealers for it", decoder.page)
        await ranker.restored()
        assert ranker.form.ranking is RANK_DEALERS
        assert ranker.one[0] == PORSCHE

    play(story, url=sandbox.url)


def test_leaving_at_once_loses_nothing(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = await _typed_before(house)
        await go_to(house, "Rank")
        await house.restart()
        await house.checked()
        await ranker.go()
        assert ranker.form.cells == (VEHICLE, ROWS)

    play(story, url=sandbox.url)


def test_undo_takes_nothing_back_that_an_earlier_run_brought(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = await _typed_before(house)
        await ranker.go()
        ranker.grid.setFocus()
        await press_keys(Qt.Key.Key_Z, held=CONTROL)
        assert ranker.many == ROWS

    play(story, url=sandbox.url)


def test_a_fix_that_was_wished_for_is_still_made_after_a_restart(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go(RANK_VEHICLES.title)
        await ranker.fill((*DEALERS[0], ""), ((VIN, "20000", "45000 km"),))
        ranker.grid.restore_rows(ranker.many, [frozenset({"miles-kilometres"})])
        asked = ranker.form.request
        assert asked is not None
        await house.restart()
        await house.checked()
        await ranker.go(RANK_VEHICLES.title)
        assert ranker.form.request == asked

    play(story, url=sandbox.url)


def test_a_form_that_was_only_typed_comes_back_from_under_the_history(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, history = Ranker(house), History(house)
        await ranker.begin()
        await ranker.rank()
        await ranker.fill_one(*OTHER)
        ranker.grid.set_rows(TYPED)
        await history.open()
        await history.choose(0)
        await history.press("Open")
        await history.closed()
        assert ranker.form.cells == (VEHICLE, ROWS)
        assert "The form was replaced." in house.notice
        await go_to(house, "Jobs")
        house.press("Undo", house.window.notices)
        await until(lambda: house.window.pages.current == RANKINGS, "the page of the form")
        assert ranker.form.cells == (OTHER, TYPED)

    play(story, url=sandbox.url)


def test_a_form_that_was_asked_is_replaced_without_a_word(play, sandbox: Sandbox):
    """It is in the history."""

    async def story(house: House) -> None:
        ranker, history = Ranker(house), History(house)
        await ranker.begin()
        await ranker.rank()
        await ranker.fill_one(*OTHER)
        await ranker.rank()
        await history.open()
        await history.choose(1)
        await history.press("Open")
        await history.closed()
        assert ranker.one == VEHICLE
        assert house.notice == ""
        await in_front(house)
        await ranker.fill(OTHER, (("nowhere", "1"),))  # a row that stays behind is in no history
        await ranker.rank()
        await history.open()
        await history.choose(1)
        await history.press("Open")
        await history.closed()
        assert "The form was replaced." in house.notice

    play(story, url=sandbox.url)
