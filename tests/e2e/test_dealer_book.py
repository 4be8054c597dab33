"""The dealer book: filled from the form, files and results, taken back into the form, and into preflight."""

from pathlib import Path

from PySide6.QtCore import Qt

from mcdesk.model.dealers import Dealer, DealerList
from mcdesk.model.events import Notice, NoticeKind
from mcdesk.model.lookups import RANK_VEHICLES
from mcdesk.ui.dealers.list_sheet import ListSheet
from mcdesk.ui.dealers.page import DealersPage
from mcdesk.ui.dealers.picker import DealerPicker
from tests.e2e.house import House, until
from tests.e2e.preflight_hands import CONTROL, Preflight, press_keys, sent
from tests.e2e.rank_hands import (
    DEALERS,
    OTHER_VIN,
    VEHICLE,
    VIN,
    Ranker,
    answer_files,
    drop_on_page,
    go_to,
    in_front,
    paste,
    pick,
    sentences_of,
    type_keys,
)
from tests.sandbox_fixtures import Sandbox
from tests.ui.inspector.probes import buttons

SITES = [source for source, _ in DEALERS]


class Book:
    """The Dealers page of a house."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def go(self) -> None:
        await go_to(self.house, "Dealers")

    @property
    def page(self) -> DealersPage:
        return next(page for page in self.house.window.findChildren(DealersPage) if page.isVisible())

    @property
    def sites(self) -> list[str]:
        """The dealers' sites from top to bottom, as far as the table shows them."""
        kept = {dealer.key: dealer.source for dealer in self.page._book.dealers}
        return [kept[key] for key in self.page._model.keys]

    async def has(self, *sites: str) -> None:
        await until(lambda: sorted(self.sites) == sorted(sites), f"the dealers {sites}")

    async def choose_all(self) -> None:
        self.page.table.setFocus()
        await press_keys(Qt.Key.Key_A, held=CONTROL)

    async def make_list(self, name: str) -> None:
        """Puts the chosen dealers into a list of that name."""
        self.house.press("Add to list", self.page.bar)
        entry = self.page.bar.add_to.popup_menu.actions()[-1]
        assert entry.text() == "New list…"
        self.page.bar.add_to.popup_menu.close()
        await in_front(self.house)  # which a menu takes the keyboard from only on this platform
        entry.trigger()
        await type_keys(name)
        await press_keys(Qt.Key.Key_Return)
        await until(lambda: name in self.lists, f"the list {name}")

    @property
    def lists(self) -> list[str]:
        return [each.name for each in self.page._book.lists]


async def _open_picker(house: House) -> DealerPicker:
    house.press("Add dealers")
    await pick("From the dealer book…")
    await until(lambda: house.dialogs(DealerPicker), "the picker")
    return house.dialogs(DealerPicker)[0]


def test_dealers_go_from_the_form_into_the_book_and_back(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, book = Ranker(house), Book(house)
        await ranker.begin()
        house.press("Add dealers")
        await pick("Save these in the dealer book…")
        await until(lambda: "4 dealers are added" in house.notice, "the notice")
        await book.go()
        await book.has(*SITES)
        await ranker.go()
        ranker.grid.set_rows([])
        picker = await _open_picker(house)
        await type_keys("tampa")
        await press_keys(Qt.Key.Key_Return)
        await until(lambda: not picker.isVisible(), "the picker to close")
        assert ranker.many == (("bmwoftampa.com", "33612", ""),)
        picker = await _open_picker(house)
        await press_keys(Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
        house.press("Add 2 dealers", picker)
        await until(lambda: len(ranker.many) == 3, "two more rows")
        await ranker.fill_one(*VEHICLE)
        await ranker.rank()
        assert ranker.ranks

    play(story, url=sandbox.url)


def test_a_list_is_added_at_once(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, book = Ranker(house), Book(house)
        await book.go()
        book.page.setFocus()
        await paste("\n".join("\t".join(dealer) for dealer in DEALERS[:3]))
        await book.has(*SITES[:3])
        await book.choose_all()
        await book.make_list("Weekly buyers")
        await ranker.go()
        await ranker.fill_one(*VEHICLE)
        await ranker.fill_grid(DEALERS[3])
        picker = await _open_picker(house)
        assert any("Add list: Weekly buyers, 3 dealers" in row for row in sentences_of(picker.list_view))
        await type_keys("weekly")
        await press_keys(Qt.Key.Key_Return)
        await until(lambda: len(ranker.many) == 4, "the dealers of the list")
        await ranker.rank()
        assert sorted(ranker.names) == sorted(SITES)

    play(story, url=sandbox.url)


def test_a_removed_dealer_comes_back_with_undo_and_so_do_its_lists(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        book = Book(house)
        await book.go()
        await paste("\n".join("\t".join(dealer) for dealer in DEALERS[:2]))
        await book.has(*SITES[:2])
        await book.choose_all()
        await book.make_list("Carolina")
        await book.choose_all()
        house.press("Remove", book.page.bar)
        await until(lambda: "are removed" in house.notice, "the notice")
        await book.has()
        house.press("Undo")
        await book.has(*SITES[:2])
        held = await house.desk.dealers.book()
        assert [dealer.source for dealer in held.of_list("Carolina")] == SITES[:2]

    play(story, url=sandbox.url)


ALPHA, BETA = Dealer("Alpha", "alpha.com", "11111"), Dealer("Beta", "beta.com", "22222")


async def _with_a_list(house: House) -> Book:
    await house.desk.dealers.save([ALPHA, BETA])
    await house.desk.dealers.save_list(DealerList("West", (ALPHA.key, BETA.key)))
    book = Book(house)
    await book.go()
    await book.has("alpha.com", "beta.com")
    return book


def test_a_list_comes_back_with_the_members_that_are_left(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        book = await _with_a_list(house)
        book.page.list_removed.emit("west")
        await until(lambda: not book.lists, "the list to go")
        await house.desk.dealers.remove([ALPHA.key])
        house.press("Undo", house.window.notices)
        await until(lambda: book.lists == ["West"], "the list")
        assert (await house.desk.dealers.book()).of_list("West") == (BETA,)

    play(story, url=sandbox.url)


def test_undo_leaves_what_was_typed_since(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        book = await _with_a_list(house)
        book.page.remove_asked.emit((ALPHA.key,))
        await book.has("beta.com")
        book.page.save_asked.emit((Dealer("Alpha", "alpha-new.com", "33333"),), "")
        await book.has("alpha-new.com", "beta.com")
        book.page.list_saved.emit(DealerList("West coast", (BETA.key,)), "west")
        await until(lambda: book.lists == ["West coast"], "the other name")
        house.press("Undo", house.window.notices)
        await book.has("alpha.com", "alpha-new.com", "beta.com")
        assert book.lists == ["West coast"]
        assert [dealer.name for dealer in book.page._book.dealers] == ["Alpha", "Alpha (2)", "Beta"]

    play(story, url=sandbox.url)


def test_delete_pressed_twice_is_undone_as_a_whole(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        book = await _with_a_list(house)
        for keys in ((ALPHA.key, BETA.key), (ALPHA.key, BETA.key)):
            book.page.remove_asked.emit(keys)
        await book.has()
        assert "2 dealers are removed" in house.notice
        house.press("Undo", house.window.notices)
        await book.has("alpha.com", "beta.com")
        assert (await house.desk.dealers.book()).of_list("West") == (ALPHA, BETA)

    play(story, url=sandbox.url)


def test_each_undo_brings_back_what_it_speaks_of(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        book = await _with_a_list(house)
        house.window.notices.show_notice(Notice(NoticeKind.TROUBLE, "The service is in trouble."))
        for dealer in (ALPHA, BETA):  # whose offers wait behind the trouble
            book.page.remove_asked.emit((dealer.key,))
        await book.has()
        house.window.notices.dismiss()
        await until(lambda: "Alpha is removed" in house.notice, "the first offer")
        house.press("Undo", house.window.notices)
        await book.has("alpha.com")
        await until(lambda: "Beta is removed" in house.notice, "the second offer")
        house.press("Undo", house.window.notices)
        await book.has("alpha.com", "beta.com")

    play(story, url=sandbox.url)


def test_two_that_are_added_to_a_list_quickly_are_both_in_it(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        book = await _with_a_list(house)
        await house.desk.dealers.change_list("west", fewer=[ALPHA.key, BETA.key])
        for place in range(2):
            book.page.table.selectRow(place)
            book.page.bar.list_picked.emit("west")
        await until(lambda: len(book.page._book.of_list("West")) == 2, "both")

    play(story, url=sandbox.url)


def test_the_form_becomes_a_list_of_the_book(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, book = Ranker(house), Book(house)
        await book.go()
        await paste("\t".join(DEALERS[1]))
        await book.has(SITES[1])
        await ranker.begin()
        house.press("Add dealers")
        await pick("Save as a list…")
        await until(lambda: house.dialogs(ListSheet), "the sheet")
        sheet = house.dialogs(ListSheet)[0]
        sheet.activateWindow()  # from which a menu takes the keyboard only on this platform
        await until(sheet.line.hasFocus, "the sheet to have the keyboard")
        await type_keys("Weekly buyers")
        await press_keys(Qt.Key.Key_Return)
        await until(lambda: "Weekly buyers is made, with 4 dealers" in house.notice, "the notice")
        assert "1 was in the book already" in house.notice
        held = await house.desk.dealers.book()
        assert [dealer.source for dealer in held.of_list("weekly buyers")] == SITES
        house.press("Undo", house.window.notices)
        await book.go()
        await book.has(SITES[1])
        assert book.lists == []

    play(story, url=sandbox.url)


def test_what_is_in_the_book_already_is_not_added_twice(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        book = Book(house)
        await book.go()
        for _ in range(2):
            await paste("\t".join(DEALERS[0]) + "\n" + "\t".join(DEALERS[1]))
            await until(lambda: house.notice, "the notice")
            await book.has(*SITES[:2])
        await until(lambda: "No dealer is new" in house.notice, "the notice")
        await paste("only words")
        await until(lambda: "no dealer to save" in house.notice, "the other notice")
        await book.has(*SITES[:2])

    play(story, url=sandbox.url)


def test_dealers_come_from_a_file_and_by_dropping_one(play, sandbox: Sandbox, tmp_path: Path):
    named, dropped = tmp_path / "named.csv", tmp_path / "dropped.csv"
    named.write_text("name,website,zip\nAugusta,mbofaugusta.com,30907\nTampa,bmwoftampa.com,33612\n")
    dropped.write_text("source,zip\nlakesidemotors.com,02139\n")

    async def story(house: House) -> None:
        book = Book(house)
        await book.go()
        house.press("From a file…", book.page)
        await answer_files(house, str(named))
        await book.has("mbofaugusta.com", "bmwoftampa.com")
        drop_on_page(house, dropped)
        await book.has("mbofaugusta.com", "bmwoftampa.com", "lakesidemotors.com")
        held = await house.desk.dealers.book()
        assert [dealer.name for dealer in held.dealers] == ["Augusta", "lakesidemotors.com", "Tampa"]
        assert {dealer.zip for dealer in held.dealers} == {"30907", "33612", "02139"}
        house.press("Undo")
        await book.has("mbofaugusta.com", "bmwoftampa.com")

    play(story, url=sandbox.url)


def test_dealers_come_from_a_saved_result(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        book = Book(house)
        await house.send(pairs("may-auction"))
        await house.verified("may-auction")
        await book.go()
        house.press("From a result…", book.page)
        await pick("may-auction")
        await book.has("mbofaugusta.com")
        assert "mbofaugusta.com is added" in house.notice

    play(story, url=sandbox.url)


def test_without_a_result_it_says_so(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        book = Book(house)
        await book.go()
        house.press("From a result…", book.page)
        await until(lambda: "No saved result has dealers" in house.notice, "the notice")

    play(story, url=sandbox.url)


def test_a_ranking_begins_with_the_dealers_of_the_book(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, book = Ranker(house), Book(house)
        await ranker.go(RANK_VEHICLES.title)
        await book.go()
        await paste("\n".join("\t".join(dealer) for dealer in DEALERS[:2]))
        await book.has(*SITES[:2])
        rank = next(words for words in buttons(book.page.bar) if words.startswith("Rank with"))
        house.press(rank, book.page.bar)
        await until(lambda: len(ranker.many) == 2, "the form")
        assert ranker.focused_field == "VIN"
        await ranker.fill_one(*VEHICLE)
        await ranker.rank()
        assert sorted(ranker.names) == sorted(SITES[:2])

    play(story, url=sandbox.url)


def test_a_dealer_of_the_book_becomes_the_one_that_vehicles_are_ranked_for(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, book = Ranker(house), Book(house)
        await book.go()
        await paste("\t".join(DEALERS[0]) + "\n" + "\t".join(DEALERS[1]))
        await book.has(*SITES[:2])
        await ranker.go()
        house.press(RANK_VEHICLES.title)
        await ranker.fill_grid((VIN, "20000", "13000"), (OTHER_VIN, "41000", "22000"))
        house.press("From the dealer book…", ranker.form)
        await until(lambda: house.dialogs(DealerPicker), "the picker")
        await type_keys("northlake")
        await press_keys(Qt.Key.Key_Return)
        await until(lambda: ranker.one == (*DEALERS[1], ""), "the dealer")
        await ranker.fill_one()
        await ranker.rank()
        assert len(ranker.ranks) == 2

    play(story, url=sandbox.url)


def test_a_dealer_of_the_book_is_offered_as_constant_in_preflight(play, sandbox: Sandbox, tmp_path: Path):
    path = tmp_path / "stock.csv"
    path.write_text(f"vin,price,miles\n{VIN},20000,13000\n{OTHER_VIN},41000,22000\n")

    async def story(house: House) -> None:
        book, flight = Book(house), Preflight(house)
        await book.go()
        await paste("\t".join(DEALERS[0]))
        await book.has(SITES[0])
        await go_to(house, "Jobs")
        await house.drop(path, on="rank")
        await flight.checked()
        await flight.choose("source", "Saved dealer: mbofaugusta.com")
        await flight.send("stock")
        assert {(row["source"], row["zip"]) for row in sent(house, "stock")} == {DEALERS[0]}

    play(story, url=sandbox.url)
