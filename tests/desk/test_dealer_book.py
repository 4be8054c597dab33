"""The dealer book: kept for all accounts, and filled from files and results as people have them."""

import contextlib
import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.desk.dealer_book import DealerBookKeeper, dealers_of_file, named_dealers
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.dealers import Dealer, DealerList, free_name, key_of
from mcdesk.model.errors import DeskError, InputFileError, LedgerError, StorageError

AUGUSTA = Dealer("Augusta", "mbofaugusta.com", "30907", "Mercedes")
NORTH = Dealer("North Lake", "northlake.com", "02139", location="77")


@pytest.fixture
def keeper(ledger: Ledger) -> DealerBookKeeper:
    return DealerBookKeeper(ledger)


def file(folder: Path, text: str, name: str = "dealers.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


async def test_dealers_and_lists_are_kept_by_name(keeper: DealerBookKeeper, ledger: Ledger) -> None:
    await keeper.save([NORTH, AUGUSTA])
    await keeper.save_list(DealerList("East", (NORTH.key, AUGUSTA.key)))
    book = await DealerBookKeeper(ledger).book()
    assert book.dealers == (AUGUSTA, NORTH)
    assert book.of_list("east") == (NORTH, AUGUSTA)


async def test_a_renamed_dealer_stays_in_its_lists(keeper: DealerBookKeeper) -> None:
    await keeper.save([NORTH])
    await keeper.save_list(DealerList("East", (NORTH.key,)))
    renamed = Dealer("South Lake", "southlake.com")
    await keeper.save([renamed], NORTH.key)
    await keeper.rename_list("east", "West")
    book = await keeper.book()
    assert book.dealers == (renamed,)
    assert [each.name for each in book.lists] == ["West"]
    assert book.of_list("West") == (renamed,)


async def test_what_is_removed_is_gone(keeper: DealerBookKeeper) -> None:
    await keeper.save([NORTH, AUGUSTA])
    await keeper.save_list(DealerList("East", (NORTH.key, AUGUSTA.key)))
    north = await keeper.remove([NORTH.key])
    assert (await keeper.book()).of_list("East") == (AUGUSTA,)
    east = await keeper.remove_list("east")
    book = await keeper.book()
    assert (book.dealers, book.lists) == ((AUGUSTA,), ())
    await keeper.bring_back(east)
    await keeper.bring_back(north)
    assert (await keeper.book()).of_list("East") == (NORTH, AUGUSTA)


async def test_what_is_added_can_be_taken_back(keeper: DealerBookKeeper) -> None:
    await keeper.save([NORTH])
    added = await keeper.add([AUGUSTA, NORTH], new_list="East")
    assert (await keeper.book()).of_list("East") == (AUGUSTA, NORTH)
    await keeper.change_list("east", fewer=[NORTH.key])
    assert (await keeper.book()).of_list("East") == (AUGUSTA,)
    await keeper.take_back(added)
    book = await keeper.book()
    assert (book.dealers, book.lists) == ((NORTH,), ())


async def test_a_file_names_its_dealers(keeper: DealerBookKeeper, tmp_path: Path) -> None:
    text = (
        "Dealer,Website,City,ZIP,MC Location ID,Notes\n"
        "North Lake,https://www.northlake.com/stock,Cambridge,2139,77,closed on Mondays\n"
        "NORTH LAKE,carvana.com,Rocklin,95765,,\n"
        ",mbofaugusta.com,Augusta,30907,,\n"
        "Nobody,no site,Nowhere,00000,,\n"
        "Again,northlake.com,Cambridge,02139,77,\n"
    )
    assert await keeper.read_file(file(tmp_path, text)) == (
        Dealer("North Lake", "northlake.com", "02139", "closed on Mondays", "77"),
        Dealer("NORTH LAKE (2)", "carvana.com", "95765"),
        Dealer("mbofaugusta.com", "mbofaugusta.com", "30907"),
    )
    assert (await keeper.book()).dealers == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a.com\nb.com\n", ["a.com", "b.com"]),
        ("carvana.com,95765\ncarvana.com,85281\n", ["carvana.com 95765", "carvana.com 85281"]),
        ("source,mc_location_id\ncarvana.com,1\ncarvana.com,2\n", ["carvana.com 1", "carvana.com 2"]),
        ("dealer\ncarvana.com\nnorthlake.com\n", ["carvana.com", "northlake.com"]),
        ("Dealership name;Domain\nÀ la carte;a.com\n", ["À la carte"]),
        ("name\tsource\nAdam\ta.com\nadam\tb.com\nADAM\tc.com\n", ["Adam", "adam (2)", "ADAM (3)"]),
    ],
)
async def test_names_are_found_or_made(
    keeper: DealerBookKeeper, tmp_path: Path, text: str, names: list[str]
) -> None:
    dealers = await keeper.read_file(file(tmp_path, text))
    assert [dealer.name for dealer in dealers] == names


@pytest.mark.parametrize("text", ["", "name,price\nA,1\n", "source\nnot a site\n"])
async def test_a_file_without_dealers_is_told(keeper: DealerBookKeeper, tmp_path: Path, text: str) -> None:
    with pytest.raises(InputFileError) as told:
        await keeper.read_file(file(tmp_path, text))
    assert told.value.advice


async def test_a_result_gives_its_dealers(keeper: DealerBookKeeper, tmp_path: Path) -> None:
    path = tmp_path / "april-ranked.csv.gz"
    path.write_bytes(
        gzip.compress(
            b"vin,source,zip,vin_rank\nA,carvana.com,95765,1\nB,carvana.com,85281,1\nC,a.com,02139,2\n"
            b"D,carvana.com,95765,2\n"
        )
    )
    dealers = await keeper.from_result(path)
    assert [(dealer.name, dealer.zip) for dealer in dealers] == [
        ("carvana.com 95765", "95765"),
        ("carvana.com 85281", "85281"),
        ("a.com", "02139"),
    ]
    await keeper.save(dealers)
    assert len((await keeper.book()).dealers) == 3
    assert len(await keeper.from_result(path, most=1)) == 1
    with pytest.raises(StorageError):
        await keeper.from_result(tmp_path / "gone.csv.gz")


async def test_a_ledger_that_is_closed_is_told(keeper: DealerBookKeeper, ledger: Ledger) -> None:
    await ledger.aclose()
    with pytest.raises(LedgerError):
        await keeper.save([AUGUSTA])


NAMES = st.text(st.sampled_from("aAß ()2"), max_size=6)


@given(st.lists(st.tuples(NAMES, NAMES), max_size=12))
def test_names_always_differ(told: list[tuple[str, str]]) -> None:
    rows = [(f"{source.strip() or 'x'}.com", "", "") for source, _ in told]
    dealers = named_dealers(rows, [name for _, name in told])
    assert len({dealer.key for dealer in dealers}) == len(rows)
    assert all(dealer.key for dealer in dealers)
    assert [dealer.cells for dealer in dealers] == rows


@given(NAMES, st.sets(NAMES))
def test_a_free_name_is_free_and_begins_as_wished(name: str, others: set[str]) -> None:
    taken = {key_of(other) for other in others}
    found = free_name(name, taken)
    assert key_of(found) not in taken
    assert found.startswith(name)


@given(st.text(max_size=60))
def test_any_text_gives_dealers_or_is_told(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "dealers.csv"
    path.write_bytes(text.encode(errors="replace"))
    with contextlib.suppress(DeskError):
        assert dealers_of_file(path)
