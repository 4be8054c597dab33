"""What a user does with the dealer book, with the keyboard and with the mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from mcdesk.model.dealers import Dealer, DealerBook, DealerList
from mcdesk.ui.dealers.page import DealersPage
from mcdesk.ui.theme.theme import Theme
from tests.ui.dealers.samples import DEALERS, FLORIDA, book, large_book
from tests.ui.inspector.probes import buttons, press, said, shown

TOLD = 1000
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> DealersPage:
    made = shown(qtbot, DealersPage(theme), 1086, 700)
    made.show_book(book())
    made.table.setFocus()
    return made


def names(page: DealersPage) -> list[str]:
    model = page.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount() - 1)]


def choose(page: DealersPage, first: int, more: int = 0) -> None:
    QTest.keyRelease(page.table, Qt.Key.Key_Shift)  # else Qt thinks it is held since a test before
    page.table.selectRow(first)
    for _ in range(more):
        QTest.keyClick(page.table, Qt.Key.Key_Down, SHIFT)


def type_into(
    qtbot: QtBot, page: DealersPage, row: int, column: int, text: str, key: Qt.Key = Qt.Key.Key_Return
) -> None:
    page.table.setCurrentIndex(page.table.model().index(row, column))
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = next(each for each in page.table.findChildren(QLineEdit) if each.isVisible())
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, key)
    qtbot.waitUntil(page.table.hasFocus)  # Enter ends an editor a turn of the loop later


def list_names(page: DealersPage) -> list[str]:
    model = page.lists.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def named(page: DealersPage, text: str) -> None:
    editor = page.lists.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_an_empty_book_says_what_it_is_for_and_where_to_begin(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, DealersPage(theme), 1086, 700)
    assert "No dealers yet" in said(page)
    with qtbot.waitSignal(page.file_asked, timeout=TOLD):
        press(page, "From a file…")
    with qtbot.waitSignal(page.result_asked, timeout=TOLD):
        press(page, "From a result…")
    press(page, "Type a dealer")
    assert page.table.isVisible()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.accessibleName() == "Name"


def test_lists_and_dealers_are_shown_with_their_counts(page: DealersPage) -> None:
    assert list_names(page) == ["All dealers", "Florida", "Not called yet", "Weekly buyers"]
    assert names(page) == [dealer.name for dealer in DEALERS]
    assert page.bar.words == "All dealers 8 dealers"
    page.lists.table.choose("florida")
    assert names(page) == ["Porsche of Melbourne", "JM Lexus", "Euro Cars Orlando", "Estero Bay"]
    assert page.bar.words == "Florida 4 dealers"
    page.lists.table.choose("not called yet")
    assert "This list is empty" in said(page)


def test_a_cell_is_changed_in_place_and_mended(qtbot: QtBot, page: DealersPage) -> None:
    with qtbot.waitSignal(page.save_asked, timeout=TOLD) as told:
        type_into(qtbot, page, 0, 1, "https://www.new-site.com/")
    assert told.args == [(Dealer("Augusta", "new-site.com", "30907", "ask for Kim"),), "augusta"]
    assert page.table.model().index(0, 1).data() == "new-site.com"
    assert page.table.currentIndex().row() == 1


def test_what_cannot_be_kept_is_marked_and_can_be_put_back(qtbot: QtBot, page: DealersPage) -> None:
    before = page.table.rowHeight(0)
    with qtbot.assertNotEmitted(page.save_asked):
        type_into(qtbot, page, 0, 1, "carvana")
    assert page.table.rowHeight(0) > before
    spoken = page.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("not saved: Dealer site is not a web domain")
    page.show_book(book())
    assert page.table.model().index(0, 1).data() == "carvana"
    page.table.setCurrentIndex(page.table.model().index(0, 1))
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.table.model().index(0, 1).data() == "mbofaugusta.com"
    assert page.table.rowHeight(0) == before


def test_typing_is_never_blocked_but_marked_as_it_goes(page: DealersPage) -> None:
    page.table.setCurrentIndex(page.table.model().index(0, 2))
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "30x")
    assert editor.text() == "30x"
    assert editor.accessibleDescription() == "ZIP is not five digits"


def test_escape_leaves_a_cell_as_it_was(qtbot: QtBot, page: DealersPage) -> None:
    with qtbot.assertNotEmitted(page.save_asked):
        type_into(qtbot, page, 0, 1, "other.com", Qt.Key.Key_Escape)
    assert page.table.model().index(0, 1).data() == "mbofaugusta.com"


def test_a_new_dealer_is_typed_into_the_last_row(qtbot: QtBot, page: DealersPage) -> None:
    last = page.table.model().rowCount() - 1
    type_into(qtbot, page, last, 0, "Sandhills", Qt.Key.Key_Tab)
    assert page.table.currentIndex().column() == 1
    with qtbot.waitSignal(page.save_asked, timeout=TOLD) as told:
        type_into(qtbot, page, last, 1, "sandhillsmotors.com", Qt.Key.Key_Tab)
    assert told.args == [(Dealer("Sandhills", "sandhillsmotors.com"),), ""]
    page.show_book(DealerBook((*DEALERS, Dealer("Sandhills", "sandhillsmotors.com")), book().lists))
    assert page.table.currentIndex().row() == last
    assert page.table.currentIndex().column() == 2
    assert names(page)[-1] == "Sandhills"


def test_a_new_dealer_typed_into_a_list_belongs_to_it(qtbot: QtBot, page: DealersPage) -> None:
    page.lists.table.choose("florida")
    model = page.table.model()
    model.setData(model.index(4, 0), "Sandhills")
    with qtbot.waitSignals([page.save_asked, page.members_changed], timeout=TOLD, order="strict"):
        model.setData(model.index(4, 1), "sandhillsmotors.com")
    page.show_book(DealerBook((*DEALERS, Dealer("Sandhills", "sandhillsmotors.com")), book().lists))
    assert names(page)[-1] == "Sandhills"


def test_dealers_are_found_and_sorted(qtbot: QtBot, page: DealersPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_F, CTRL)
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "porsche")
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    assert page.bar.words == "All dealers 2 of 8 dealers"
    QTest.keyClicks(page.search, "xyz")
    qtbot.waitUntil(lambda: "No dealer matches" in said(page))
    press(page, "Clear search")
    assert len(names(page)) == 8
    page.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "Gulf Coast Porsche"
    assert names(page)[-1] == "Harbor Imports"


def test_the_choice_survives_sorting_and_another_book(page: DealersPage) -> None:
    choose(page, 2, 1)
    page.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    page.show_book(DealerBook((*DEALERS, Dealer("Zeta", "zeta.com")), book().lists))
    assert set(page.table.chosen_keys) == {"euro cars orlando", "gulf coast porsche"}
    assert page.bar.words == "All dealers 2 of 9 chosen"


def test_chosen_dealers_are_removed_from_the_book(qtbot: QtBot, page: DealersPage) -> None:
    choose(page, 0, 1)
    with qtbot.waitSignal(page.remove_asked, timeout=TOLD) as told:
        QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert told.args == [("augusta", "estero bay")]
    with qtbot.waitSignal(page.remove_asked, timeout=TOLD):
        press(page, "Remove")


def test_in_a_list_delete_takes_out_of_the_list_alone(qtbot: QtBot, page: DealersPage) -> None:
    page.lists.table.choose("florida")
    page.table.setFocus()
    choose(page, 1)
    with (
        qtbot.assertNotEmitted(page.remove_asked),
        qtbot.waitSignal(page.members_changed, timeout=TOLD) as told,
    ):
        QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert told.args == ["florida", (), ("jm lexus",)]


def test_chosen_dealers_are_added_to_a_list_each_once(qtbot: QtBot, page: DealersPage) -> None:
    choose(page, 0, 1)
    menu = page.bar.add_to.popup_menu
    menu.aboutToShow.emit()
    entry = next(each for each in menu.actions() if each.text() == "Florida")
    with qtbot.waitSignal(page.members_changed, timeout=TOLD) as told:
        entry.trigger()
    assert told.args == ["florida", ("augusta", "estero bay"), ()]


def test_a_new_list_is_named_and_takes_the_chosen(qtbot: QtBot, page: DealersPage) -> None:
    choose(page, 0, 1)
    page.bar.new_list_asked.emit()
    with qtbot.waitSignal(page.list_saved, timeout=TOLD) as told:
        named(page, "Georgia")
    assert told.args == [DealerList("Georgia", ("augusta", "estero bay")), ""]


def test_a_name_that_is_taken_is_told_and_not_had(qtbot: QtBot, page: DealersPage) -> None:
    press(page, "New list…")
    with qtbot.assertNotEmitted(page.list_saved):
        named(page, "florida")
    assert "There is a list of this name already" in said(page)
    editor = page.lists.table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert list_names(page) == ["All dealers", "Florida", "Not called yet", "Weekly buyers"]
    assert "already" not in said(page)


def test_a_list_is_renamed_and_stays_chosen(qtbot: QtBot, page: DealersPage) -> None:
    page.lists.table.choose("florida")
    page.lists.table.setFocus()
    QTest.keyClick(page.lists.table, Qt.Key.Key_F2)
    with qtbot.waitSignal(page.list_saved, timeout=TOLD) as told:
        named(page, "Sunshine State")
    renamed = DealerList("Sunshine State", FLORIDA.members)
    assert told.args == [renamed, "florida"]
    page.show_book(DealerBook(DEALERS, (renamed,)))
    assert page.chosen_list == "sunshine state"
    assert page.bar.words == "Sunshine State 4 dealers"


def test_a_removed_list_gives_way_to_all_dealers(qtbot: QtBot, page: DealersPage) -> None:
    page.lists.table.choose("florida")
    page.lists.table.setFocus()
    with qtbot.waitSignal(page.list_removed, timeout=TOLD) as told:
        QTest.keyClick(page.lists.table, Qt.Key.Key_Delete)
    assert told.args == ["florida"]
    page.show_book(DealerBook(DEALERS, book().lists[1:]))
    assert page.chosen_list == ""
    assert len(names(page)) == 8


def test_all_dealers_cannot_be_removed_or_renamed(qtbot: QtBot, page: DealersPage) -> None:
    page.lists.table.setFocus()
    with qtbot.assertNotEmitted(page.list_removed):
        QTest.keyClick(page.lists.table, Qt.Key.Key_Delete)
    QTest.keyClick(page.lists.table, Qt.Key.Key_F2)
    assert page.lists.table.findChild(QLineEdit) is None


def test_the_chosen_or_the_whole_list_are_ranked(qtbot: QtBot, page: DealersPage) -> None:
    page.lists.table.choose("weekly buyers")
    with qtbot.waitSignal(page.rank_asked, timeout=TOLD) as told:
        press(page, "Rank with all 2")
    assert told.args == [(DEALERS[3], DEALERS[0])]
    choose(page, 1)
    with qtbot.waitSignal(page.rank_asked, timeout=TOLD) as told:
        press(page, "Rank with 1 dealer")
    assert told.args == [(DEALERS[0],)]


def test_rows_are_copied_as_cells_and_blocks_are_pasted(qtbot: QtBot, page: DealersPage) -> None:
    choose(page, 0, 1)
    QTest.keyClick(page.table, Qt.Key.Key_C, CTRL)
    text = QGuiApplication.clipboard().text()
    assert text == (
        "Augusta\tmbofaugusta.com\t30907\t\task for Kim\n"
        "Estero Bay\tacceleride.esterobaychevrolet.com\t33928\t\t"
    )
    with qtbot.waitSignal(page.paste_asked, timeout=TOLD) as told:
        QTest.keyClick(page.table, Qt.Key.Key_V, CTRL)
    assert told.args == [text]


def test_a_block_can_be_pasted_into_an_empty_book(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, DealersPage(theme), 1086, 700)
    QGuiApplication.clipboard().setText("a.com\t30907")
    buttons(page)["Type a dealer"].setFocus()
    with qtbot.waitSignal(page.paste_asked, timeout=TOLD) as told:
        QTest.keyClick(buttons(page)["Type a dealer"], Qt.Key.Key_V, CTRL)
    assert told.args == ["a.com\t30907"]


def test_the_menu_names_every_way_to_add(qtbot: QtBot, page: DealersPage) -> None:
    words = [each.text().split("\t")[0] for each in page.add.popup_menu.actions()]
    assert words == ["Type a dealer", "Paste a block of cells", "From a file…", "From a result…"]
    for place, told in ((2, page.file_asked), (3, page.result_asked)):
        with qtbot.waitSignal(told, timeout=TOLD):
            page.add.popup_menu.actions()[place].trigger()


@pytest.mark.parametrize("act", ["remove", "rank"])
def test_the_new_row_is_never_meant(qtbot: QtBot, page: DealersPage, act: str) -> None:
    page.table.selectAll()
    acts: dict[str, Callable[[], None]] = {
        "remove": lambda: QTest.keyClick(page.table, Qt.Key.Key_Delete),
        "rank": lambda: press(page, "Rank with 8 dealers"),
    }
    told = page.remove_asked if act == "remove" else page.rank_asked
    with qtbot.waitSignal(told, timeout=TOLD) as told_signal:
        acts[act]()
    assert len(told_signal.args[0]) == 8


def test_the_new_row_is_never_chosen_and_can_be_typed_into(page: DealersPage) -> None:
    last = page.table.model().rowCount() - 1
    choose(page, last - 1)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == last
    assert not page.table.selectionModel().hasSelection()
    page.table.selectAll()
    chosen = {index.row() for index in page.table.selectionModel().selectedIndexes()}
    assert chosen == set(range(last))
    page.table.setCurrentIndex(page.table.model().index(last, 0))
    QTest.keyClick(page.table, Qt.Key.Key_S)
    editor = next(each for each in page.table.findChildren(QLineEdit) if each.isVisible())
    assert editor.text() == "s"


def test_each_row_is_one_sentence(page: DealersPage) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    model = page.table.model()
    assert model.index(0, 0).data(role) == "Augusta, mbofaugusta.com, ZIP 30907, ask for Kim"
    assert model.index(8, 0).data(role) == "Type or paste a dealer: Name"
    assert page.lists.table.model().index(1, 0).data(role) == "Florida, 4 dealers"


def test_a_large_book_keeps_its_choice_through_a_search(page: DealersPage) -> None:
    page.show_book(large_book())
    choose(page, 1)
    page.search.setText("0001")
    page.search.tell()
    assert page.table.chosen_keys == ("dealer 00001",)


def test_the_smallest_window_shows_it(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, DealersPage(theme), 880, 560)
    page.show_book(book())
    assert (page.width(), page.height()) == (880, 560)
    assert page.table.width() > 500
