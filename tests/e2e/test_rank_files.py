"""Files and blocks for a ranking's grid: nothing of them is left out without a word."""

from pathlib import Path

from tests.e2e.house import House, until
from tests.e2e.rank_hands import DEALERS, Ranker, drop_on_page
from tests.sandbox_fixtures import Sandbox


def test_a_file_with_more_rows_than_are_taken_says_so(play, sandbox: Sandbox, tmp_path: Path):
    path = tmp_path / "dealers.csv"
    path.write_text("source,zip\n" + "".join(f"dealer{n}.com,30907\n" for n in range(5_200)))

    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        drop_on_page(house, path)
        await until(lambda: house.notice, "the notice")
        assert len(ranker.many) == 5_000
        assert house.notice == (
            "Only the first 5,000 of 5,200 rows were taken. Send dealers.csv itself as a batch under Jobs."
        )

    play(story, url=sandbox.url)


def test_files_that_come_together_are_all_read_in_their_order(play, sandbox: Sandbox, tmp_path: Path):
    paths = [tmp_path / f"{name}.csv" for name in ("long", "short")]
    rows = [f"dealer{number}.com" for number in range(400)]
    paths[0].write_text("source,zip\n" + "".join(f"{row},30907\n" for row in rows))
    paths[1].write_text("source,zip\nlast.com,30907\n")

    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        for path in paths:
            drop_on_page(house, path)
        await until(lambda: len(ranker.many) == 401, "the rows of both")
        assert [row[0] for row in ranker.many] == [*rows, "last.com"]
        assert house.notice == ""

    play(story, url=sandbox.url)


def test_columns_that_nobody_wants_are_named(play, sandbox: Sandbox, tmp_path: Path):
    path = tmp_path / "dealers.csv"
    path.write_text("Stock no,zip,website,Year\n12,33612,bmwoftampa.com,2020\n")

    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        drop_on_page(house, path)
        await until(lambda: house.notice, "the notice of the file")
        assert house.notice.startswith("Left out: Stock no, Year ")
        house.window.notices.dismiss()
        await ranker.fill_grid(("website", "Colour"), ("lakesidemotors.com", "blue"))
        assert house.notice.startswith("Left out: Colour ")
        house.window.notices.dismiss()
        await ranker.fill_grid(*DEALERS)
        assert house.notice == "", "nothing is said where nothing is left out"

    play(story, url=sandbox.url)
