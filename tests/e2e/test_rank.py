"""The Rank page from the rail to an answer: typed, pasted, dropped, undone, kept, as a batch, exported."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mcdesk.model.lookups import RANK_VEHICLES
from tests.e2e.house import KEY, House, until
from tests.e2e.preflight_hands import CONTROL, Preflight, press_keys, rows_of, tab_to
from tests.e2e.rank_hands import (
    DEALERS,
    OTHER_VIN,
    THIRD_VIN,
    UNDECODABLE,
    UNKNOWN,
    VEHICLE,
    VIN,
    Ranker,
    answer_files,
    drop_on_page,
    go_to,
    pick,
    type_keys,
    within,
)
from tests.sandbox_fixtures import Sandbox

SITES = {source for source, _ in DEALERS}


def test_from_the_rail_to_an_answer_in_the_order_of_vin_rank(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        assert ranker.focused_field == "VIN"
        await ranker.fill_one(*VEHICLE)
        assert ranker.form_says("check digit matches")
        assert within(ranker.grid)
        await ranker.fill_grid(("Dealer site", "ZIP code"), *DEALERS)
        assert ranker.many == tuple((*dealer, "") for dealer in DEALERS)
        assert ranker.form_says("4 of 100")
        assert ranker.go_button.text() == "Rank 4 dealers"
        await ranker.rank()
        assert [rank for rank, _ in ranker.ranks] == [1, 2, 3, 4]
        assert set(ranker.names) == SITES
        assert ranker.says("4 ranked")
        assert within(ranker.form), "the cursor stays where the next row is typed"

    play(story, url=sandbox.url)


def test_the_other_ranking_has_a_form_of_its_own(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin()
        await ranker.rank()
        house.press(RANK_VEHICLES.title)
        assert ranker.form.cells == (("", "", ""), ())
        await ranker.fill_one(*DEALERS[0], "")
        rows = ((VIN, "20000", "13000"), (OTHER_VIN, "41000", "22000"), (THIRD_VIN, "35500", "8000"))
        await ranker.fill_grid(*rows)
        assert ranker.form_says("3 of 20")
        await ranker.rank()
        assert [rank for rank, _ in ranker.ranks] == [1, 2, 3]
        assert set(ranker.names) == {f"VIN {row[0]}" for row in rows}
        house.press("Rank dealers for a vehicle")
        assert set(ranker.names) == SITES, "each ranking keeps its answer"

    play(story, url=sandbox.url)


def test_what_failed_has_its_own_group_with_the_reason(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go(RANK_VEHICLES.title)
        await ranker.fill_one(*DEALERS[0], "")
        await ranker.fill_grid((VIN, "20000", "13000"), (UNDECODABLE, "20000", "13000"))
        await ranker.rank()
        assert ranker.names == [f"VIN {VIN}"]
        (failed,) = ranker.failed
        assert UNDECODABLE in failed
        assert "could not decode this VIN" in failed
        house.press("Rank dealers for a vehicle")
        await ranker.fill(many=(*DEALERS, (UNKNOWN, "10001")))
        await ranker.rank()
        assert set(ranker.names) == SITES
        (failed,) = ranker.failed
        assert UNKNOWN in failed
        assert "returned no scores for this dealer" in failed

    play(story, url=sandbox.url)


def test_what_was_typed_is_there_after_a_restart(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin()
        house.press(RANK_VEHICLES.title)
        await ranker.fill_one("mbofaugusta.com")
        await ranker.type_in_grid(VIN[:9], "20k")
        typed = ranker.form.cells
        await house.restart()
        await house.checked()
        await ranker.go(RANK_VEHICLES.title)
        assert ranker.form.cells == typed
        assert typed[1] == ((VIN[:9], "20k", ""),)
        house.press("Rank dealers for a vehicle")
        assert ranker.one == VEHICLE
        assert {row[0] for row in ranker.many} == SITES
        await ranker.fill_one()
        await ranker.rank()
        assert set(ranker.names) == SITES

    play(story, url=sandbox.url)


def test_a_file_dropped_on_the_page_adds_its_rows(play, sandbox: Sandbox, tmp_path: Path):
    path = tmp_path / "dealers.csv"
    path.write_text("note,zip,website\nbig one,33612,bmwoftampa.com\nfar,02139,lakesidemotors.com\n")

    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        await ranker.fill(many=DEALERS[:1])
        drop_on_page(house, path)
        await until(lambda: len(ranker.many) == 3, "the rows of the file")
        assert not house.targets(), "a file on this page is no batch"
        assert ranker.many[1:] == (("bmwoftampa.com", "33612", ""), ("lakesidemotors.com", "02139", ""))
        await ranker.rank()
        assert len(ranker.ranks) == 3
        ranker.grid.setFocus()
        await press_keys(Qt.Key.Key_Z, held=CONTROL)
        assert len(ranker.many) == 1

    play(story, url=sandbox.url)


def test_a_file_of_the_menu_and_one_that_is_none(play, sandbox: Sandbox, tmp_path: Path):
    path, wrong = tmp_path / "dealers.csv", tmp_path / "picture.csv"
    path.write_text("source,zip\nbmwoftampa.com,33612\n")
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))

    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        house.press("Add dealers")
        await pick("From a file…")
        await answer_files(house, str(path))
        await until(lambda: ranker.many == (("bmwoftampa.com", "33612", ""),), "the row of the file")
        drop_on_page(house, wrong)
        await until(lambda: house.notice, "the notice")
        assert "picture.csv" in house.notice
        assert len(ranker.many) == 1

    play(story, url=sandbox.url)


def test_every_change_can_be_undone_and_made_again(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        await ranker.fill(many=DEALERS[:2])
        await press_keys(Qt.Key.Key_Down, Qt.Key.Key_Down)
        await ranker.type_in_grid("bmwoftampa.com", "33612")
        assert len(ranker.many) == 3
        await press_keys(Qt.Key.Key_Z, held=CONTROL)
        assert ranker.many[2] == ("bmwoftampa.com", "", "")
        await press_keys(Qt.Key.Key_Z, Qt.Key.Key_Z, held=CONTROL)
        assert ranker.form_says("0 of 100")
        await press_keys(Qt.Key.Key_Y, Qt.Key.Key_Y, Qt.Key.Key_Y, held=CONTROL)
        assert ranker.many[2] == ("bmwoftampa.com", "33612", "")
        await ranker.rank()
        assert len(ranker.ranks) == 3

    play(story, url=sandbox.url)


def test_a_repeated_dealer_is_marked_and_sent_once(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        await ranker.fill(many=(*DEALERS[:2], ("HTTPS://www.MBofAugusta.com/new", "30907")))
        assert ranker.words_of_rows == {3: "Same as row 1: sent once"}
        assert ranker.go_button.text() == "Rank 2 dealers"
        await ranker.rank()
        assert sorted(ranker.names) == ["mbofaugusta.com", "northlakeauto.com"]
        assert not ranker.failed

    play(story, url=sandbox.url)


def test_a_row_that_can_not_go_is_set_aside_and_joins_once_mended(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        await ranker.fill(many=(("mbofaugusta.com", "309o7x"), *DEALERS[1:3]))
        assert list(ranker.words_of_rows) == [1]
        assert ranker.form_says("Row 1 is set aside until it is mended")
        assert ranker.go_button.text() == "Rank 2 dealers"
        await press_keys(Qt.Key.Key_Right)
        await ranker.type_in_grid("30907")
        assert ranker.words_of_rows == {}
        await ranker.rank()
        assert len(ranker.ranks) == 3

    play(story, url=sandbox.url)


def test_more_dealers_than_fit_go_as_a_batch_through_preflight(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, flight = Ranker(house), Preflight(house)
        await ranker.go()
        rows = tuple((f"dealer{number}.com", f"{30000 + number}") for number in range(101))
        await ranker.fill(many=rows[:100])
        assert ranker.go_button.text() == "Rank 100 dealers"
        ranker.grid.setFocus()
        await press_keys(Qt.Key.Key_End, held=CONTROL)
        await press_keys(Qt.Key.Key_Return, Qt.Key.Key_Home)
        await ranker.type_in_grid(*rows[100])
        assert ranker.form_says("101 of 100")
        assert ranker.words_of_rows == {101: "Beyond the 100 of one request"}
        assert ranker.go_button.text() == "Send 101 as batch…"
        await ranker.ask()
        await flight.checked()
        assert "101" in flight.forecast
        assert len(sandbox.jobs(KEY)) == 0, "a batch asks first"
        await house.press_when_ready(flight.submit.text())
        await until(lambda: house.rows, "the row of the batch")
        await until(lambda: not house.sheets(), "the sheet to close")
        await until(lambda: house.rows[0].items == 101, "the result")
        await ranker.go()
        assert len(ranker.many) == 101, "the form keeps its rows"

    play(story, url=sandbox.url)


def test_an_answer_is_exported_as_shown_in_the_documents(play, sandbox: Sandbox, tmp_path: Path):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        await ranker.fill(many=(*DEALERS, (UNKNOWN, "10001")))
        await ranker.rank()
        house.press("Export", ranker.answer)
        await pick("CSV")
        path = tmp_path / "answer.csv"
        await answer_files(house, str(path))
        await until(lambda: "answer.csv is written" in house.notice, "the notice")
        rows = rows_of(path)
        ranked = [row for row in rows if row["vin_rank"]]
        assert [row["source"] for row in ranked] == ranker.names
        assert [row["vin_rank"] for row in ranked] == ["1", "2", "3", "4"]
        assert {row["vin"] for row in ranked} == {VIN}
        assert all(400 <= float(row["vin_score"]) <= 3000 for row in ranked)
        assert [row["source"] for row in rows if not row["vin_rank"]] == [UNKNOWN]
        house.press("Export", ranker.answer)
        await pick("CSV")
        await answer_files(house, str(path))
        await until(lambda: "answer.csv" not in house.notice, "another name: nothing is written over")
        assert "is written" in house.notice

    play(story, url=sandbox.url)


def test_sorting_and_copying_what_came_back(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin()
        await ranker.rank()
        by_rank = ranker.names
        house.press("Dealer", ranker.answer)
        assert ranker.names == sorted(SITES)
        ranker.answer.answer_page.list_view.setFocus()
        await press_keys(Qt.Key.Key_A, held=CONTROL)
        await press_keys(Qt.Key.Key_C, held=CONTROL)
        copied = QApplication.clipboard().text()
        assert sorted(copied.index(site) for site in by_rank) == [
            copied.index(site) for site in sorted(SITES)
        ]
        house.press("vin_score", ranker.answer)
        assert set(ranker.names) == SITES
        await ranker.rank()  # the keys do it from the answer, too

    play(story, url=sandbox.url)


def test_keys_alone_go_from_an_empty_page_to_an_answer_and_into_it(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await go_to(house, "Rank")
        await until(lambda: ranker.focused_field == "VIN", "the first field")
        for text in VEHICLE:
            await type_keys(text)
            await press_keys(Qt.Key.Key_Tab)
        await tab_to(ranker.grid.table)
        for dealer in DEALERS[:2]:
            for text in (*dealer, ""):
                await type_keys(text)
                await press_keys(Qt.Key.Key_Tab)
        await press_keys(Qt.Key.Key_Return, held=CONTROL)
        await ranker.answered()
        assert len(ranker.ranks) == 2
        assert ranker.many == tuple((*dealer, "") for dealer in DEALERS[:2])
        await press_keys(Qt.Key.Key_F6)
        await until(lambda: within(ranker.answer), "F6 to reach the answer")
        await tab_to(ranker.answer.answer_page.list_view)
        await press_keys(Qt.Key.Key_Return)
        await until(lambda: ranker.open_cell.startswith("Dealer site, row "), "the row of the form")
        await press_keys(Qt.Key.Key_Escape)
        assert ranker.many == tuple((*dealer, "") for dealer in DEALERS[:2])
        await go_to(house, "Jobs")
        await go_to(house, "Rank")
        assert within(ranker.form), "the keyboard is where it was"

    play(story, url=sandbox.url)


def test_without_an_account_the_form_says_so_and_takes_what_is_typed(play):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        await ranker.fill()
        assert not ranker.go_button.isEnabled()
        assert ranker.form_says("account") or ranker.form_says("key")
        await ranker.ask()
        assert not ranker.is_answered

    play(story)


def test_more_vehicles_than_fit_go_as_a_batch_too(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, flight = Ranker(house), Preflight(house)
        await ranker.go(RANK_VEHICLES.title)
        rows = tuple((VIN[:11] + f"{number:06}", f"{20000 + number}", "100") for number in range(21))
        await ranker.fill((*DEALERS[0], ""), rows)
        assert ranker.form_says("21 of 20")
        assert ranker.go_button.text() == "Send 21 as batch…"
        await ranker.ask()
        await flight.checked()
        await press_keys(Qt.Key.Key_Escape)
        await until(lambda: not house.sheets(), "the sheet to close")
        assert len(ranker.many) == 21
        assert len(sandbox.jobs(KEY)) == 0

    play(story, url=sandbox.url)
