"""The Decode page: one VIN asked about, its answer searched and explained, its refusals, where it leads."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mcdesk.ui.decode.page import DecodePage
from mcdesk.ui.history.history_sheet import HistorySheet
from tests.e2e.house import KEY, House, until
from tests.e2e.preflight_hands import CONTROL, press_keys, rows_of
from tests.e2e.rank_hands import (
    PORSCHE,
    UNDECODABLE,
    VIN,
    Ranker,
    answer_files,
    go_to,
    in_front,
    pick,
    sentences_of,
    type_keys,
    type_over,
)
from tests.sandbox_fixtures import Sandbox


class Decoder:
    """The Decode page of a house."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def go(self) -> None:
        await go_to(self.house, "Decode")
        await until(lambda: self.page.field.line.hasFocus(), "the field of the VIN")

    @property
    def page(self) -> DecodePage:
        return next(page for page in self.house.window.findChildren(DecodePage) if page.isVisible())

    def says(self, words: str) -> bool:
        return self.house.says(words, self.page)

    async def type(self, vin: str) -> None:
        await in_front(self.house)
        self.page.field.line.setFocus()
        await type_over(vin)

    async def decode(self, vin: str) -> None:
        """Types a VIN, Enter, and waits for what the service told of it."""
        await self.type(vin)
        await press_keys(Qt.Key.Key_Return)
        await until(lambda: vin in self.page.answer.head.words and self.is_answered, "the answer")

    @property
    def is_answered(self) -> bool:
        return self.page.answer.isVisible()

    @property
    def attributes(self) -> list[str]:
        """What is shown, as it is read aloud."""
        return sentences_of(self.page.answer.table)


def test_a_vin_is_told_as_it_is_typed_and_decoded_by_enter(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        decoder = Decoder(house)
        await decoder.go()
        await type_keys(PORSCHE[:10].lower())
        assert "Porsche" in decoder.page.field.words
        await type_keys(PORSCHE[10:].lower())
        assert "2023" in decoder.page.field.words
        await press_keys(Qt.Key.Key_Return)
        await until(lambda: decoder.is_answered, "the answer")
        assert "2023 Porsche" in decoder.page.answer.head.words
        assert PORSCHE in decoder.page.answer.head.words
        assert decoder.page.answer.remark == ""
        assert decoder.attributes

    play(story, url=sandbox.url)


def test_attributes_are_searched_and_unknown_ones_shown_as_they_are(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        decoder = Decoder(house)
        await decoder.go()
        await decoder.decode(PORSCHE)
        assert "vin_sections: wmi: WP1, key vin_sections.wmi" in decoder.attributes
        assert any(row.startswith("Other, group of") for row in decoder.attributes)
        before = decoder.page.answer.count_said
        await press_keys(Qt.Key.Key_F, held=CONTROL)
        await type_keys("wmi")
        await until(lambda: decoder.page.answer.count_said.startswith("1 of "), "what is found")
        assert decoder.page.answer.count_said.endswith(before)
        await type_keys("nowhere")
        await until(lambda: decoder.says("No attribute matches"), "that nothing is found")
        house.press("Clear search")
        await until(lambda: decoder.page.answer.count_said == before, "all attributes")
        house.press("JSON")
        assert decoder.says("The service's own answer")

    play(story, url=sandbox.url)


def test_an_observation_is_explained(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        decoder = Decoder(house)
        await decoder.go()
        await decoder.decode(UNDECODABLE)
        assert decoder.says("The service remarked on this decode")
        remark = decoder.page.answer.remark
        assert "Compare it with the vehicle" in remark
        assert "INVALID VIN" in remark, "the service's own words stand below"

    play(story, url=sandbox.url)


@pytest.mark.parametrize(
    ("kind", "parameters", "title", "advice"),
    [
        ("refused", {"status": 400}, "refused the request (HTTP 400)", "Check what you entered"),
        ("unauthorized", {}, "does not accept the key", "Check the key"),
        ("access_denied", {}, "This key may not use NeoVIN", "Ask MarketCheck"),
        ("refused", {"status": 422}, "refused the request (HTTP 422)", "Check what you entered"),
        ("rate_limited", {"retry_after": 1}, "asks for fewer requests", "Try again in 1 s"),
        ("quota_exhausted", {}, "The month's requests of this account are used up", "They are counted anew"),
        ("unavailable", {"status": 500}, "in trouble (HTTP 500)", "Nothing was decoded"),
        ("unavailable", {"status": 502}, "in trouble (HTTP 502)", "Nothing was decoded"),
        ("unavailable", {"status": 503}, "in trouble (HTTP 503)", "Nothing was decoded"),
        ("drop_answer", {}, "", "both may count"),
        ("garbled_answer", {}, "answer can't be understood", "Try to decode again"),
    ],
)
def test_each_no_says_what_happened_and_asking_again_works(
    play, sandbox: Sandbox, kind, parameters, title, advice
):
    async def story(house: House) -> None:
        decoder = Decoder(house)
        await decoder.go()
        sandbox.fault(KEY, kind, on="decode", **parameters)
        await decoder.type(VIN)
        await press_keys(Qt.Key.Key_Return)
        await until(lambda: decoder.says(advice), advice)
        assert decoder.says(title)
        assert decoder.page.field.line.text() == VIN
        assert not decoder.is_answered
        can_help = kind in ("rate_limited", "unavailable", "drop_answer", "garbled_answer")
        assert house.says("Try again") is can_help, "offered where it can help"
        if can_help:
            await house.press_when_ready("Try again", decoder.page)
        else:
            await decoder.type(VIN)
            await press_keys(Qt.Key.Key_Return)
        await until(lambda: decoder.is_answered, "the answer")
        assert VIN in decoder.page.answer.head.words

    play(story, url=sandbox.url)


def test_a_vin_that_is_none_is_not_sent(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        decoder = Decoder(house)
        await decoder.go()
        await type_keys(VIN[:12])
        await press_keys(Qt.Key.Key_Return)
        assert decoder.page.field.line.hasFocus()
        assert await house.desk.lookups.history() == ()

    play(story, url=sandbox.url)


def test_esc_ends_the_request_and_brings_back_what_was_there(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        decoder = Decoder(house)
        await decoder.go()
        await decoder.decode(VIN)
        sandbox.fault(KEY, "slow", on="decode", seconds=1.2)
        await decoder.type(PORSCHE)
        await press_keys(Qt.Key.Key_Return)
        await until(lambda: decoder.says(f"Decoding {PORSCHE}"), "the waiting")
        await press_keys(Qt.Key.Key_Escape)
        await until(lambda: decoder.is_answered, "the answer of before")
        assert VIN in decoder.page.answer.head.words
        await until(lambda: not _is_asked(), "the request to end")

    play(story, url=sandbox.url)


def test_a_loose_answer_is_shown_all_the_same(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        decoder = Decoder(house)
        await decoder.go()
        sandbox.fault(KEY, "loose_answer", on="decode")
        await decoder.decode(PORSCHE)
        assert "2023 Porsche" in decoder.page.answer.head.words
        assert any("x_trace" in row for row in decoder.attributes)

    play(story, url=sandbox.url)


def test_dealers_are_ranked_for_what_was_decoded(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        decoder, ranker = Decoder(house), Ranker(house)
        await decoder.go()
        await decoder.decode(VIN)
        house.press("Rank dealers for it")
        await until(lambda: ranker.one == (VIN, "", ""), "the form")
        assert ranker.focused_field == "Price"
        await type_keys("20000")
        await press_keys(Qt.Key.Key_Return)
        await type_keys("13000")
        await press_keys(Qt.Key.Key_Return)
        await ranker.fill_grid(("mbofaugusta.com", "30907"))
        await ranker.rank()
        assert ranker.names == ["mbofaugusta.com"]

    play(story, url=sandbox.url)


def test_decodes_are_in_the_history_and_opened_from_there(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        decoder = Decoder(house)
        await decoder.go()
        await decoder.decode(VIN)
        await decoder.decode(PORSCHE)
        house.press("History")
        await until(lambda: house.dialogs(HistorySheet), "the history")
        sheet = house.dialogs(HistorySheet)[0]
        await until(lambda: len(sentences_of(sheet.list_view)) == 2, "both decodes")
        assert sentences_of(sheet.list_view)[0].startswith(f"{PORSCHE}, Decode")
        sheet.list_view.setFocus()
        await press_keys(Qt.Key.Key_End, Qt.Key.Key_Return)
        await until(lambda: VIN in decoder.page.answer.head.words, "the answer of then")
        await in_front(house)
        house.press("History")
        await until(lambda: house.dialogs(HistorySheet), "the history")
        sheet = house.dialogs(HistorySheet)[0]
        await until(lambda: sentences_of(sheet.list_view), "its rows")
        await house.press_when_ready("Run again", sheet)
        await until(lambda: PORSCHE in decoder.page.answer.head.words, "the answer of now")
        assert len(await house.desk.lookups.history()) == 3

    play(story, url=sandbox.url)


def test_an_answer_is_exported_and_copied(play, sandbox: Sandbox, tmp_path):
    async def story(house: House) -> None:
        decoder = Decoder(house)
        await decoder.go()
        await decoder.decode(PORSCHE)
        path = tmp_path / "specs.csv"
        house.press("Export", decoder.page)
        await pick("CSV")
        await answer_files(house, str(path))
        await until(lambda: "specs.csv is written" in house.notice, "the notice")
        rows = rows_of(path)
        assert {"group", "key", "label", "value"} == rows[0].keys()
        assert "vin_sections.wmi" in {row["key"] for row in rows}
        house.press("Copy", decoder.page)
        await pick("Copy JSON")
        assert PORSCHE in QApplication.clipboard().text()

    play(story, url=sandbox.url)


def test_another_vin_takes_the_place_of_one_under_way(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        decoder = Decoder(house)
        await decoder.go()
        sandbox.fault(KEY, "slow", on="decode", seconds=0.8)
        await decoder.type(VIN)
        await press_keys(Qt.Key.Key_Return)
        await until(lambda: decoder.says(f"Decoding {VIN}"), "the waiting")
        await decoder.decode(PORSCHE)
        assert decoder.page.field.line.text() == PORSCHE

        states = [(past.subject, past.state.value) for past in await house.desk.lookups.history()]
        assert states == [(PORSCHE, "answered"), (VIN, "cancelled")]

    play(story, url=sandbox.url)


def _is_asked() -> bool:
    return any(task.get_name().startswith("ask decode") for task in asyncio.all_tasks())
