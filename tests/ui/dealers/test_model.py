"""The table takes differences: whoever holds a row keeps it, whatever comes, goes or moves."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from mcdesk.model.dealers import Dealer
from mcdesk.ui.dealers.dealers_model import DealersModel
from mcdesk.ui.dealers.drafts import NEW

NAMES = st.lists(st.sampled_from([f"d{at}" for at in range(12)]), unique=True, max_size=12)
SEARCHES = st.sampled_from(["", "1", "zip", "d"])


def show(model: DealersModel, names: list[str]) -> None:
    book = {name: Dealer(name, f"{name}.com", f"3000{len(name)}") for name in names}
    model.show_dealers(book, names)


@given(st.lists(st.tuples(NAMES, SEARCHES, st.integers(-1, 4), st.booleans()), min_size=1, max_size=6))
def test_held_rows_stay_the_same_dealers(steps: list[tuple[list[str], str, int, bool]]) -> None:
    model = DealersModel()
    tester = QAbstractItemModelTester(model)
    for names, search, column, is_descending in steps:
        held = {
            model.key_at(row): QPersistentModelIndex(model.index(row, 0)) for row in range(model.rowCount())
        }
        show(model, names)
        model.search(search)
        model.sort(column, Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder)
        assert model.rowCount() == len(model.keys) + 1
        for key, index in held.items():
            if index.isValid():
                assert model.key_at(index.row()) == key
    assert tester is not None


def test_a_new_dealer_takes_the_cursor_along() -> None:
    model = DealersModel()
    told: list[tuple[Dealer, str]] = []
    model.typed.connect(lambda dealer, key: told.append((dealer, key)))
    show(model, ["d1", "d3"])
    cursor = QPersistentModelIndex(model.index(2, 2))
    model.setData(model.index(2, 0), "d2")
    assert told == []
    model.setData(model.index(2, 1), "d2.com")
    assert told == [(Dealer("d2", "d2.com"), NEW)]
    book = {name: Dealer(name, f"{name}.com") for name in ("d1", "d2", "d3")}
    model.show_dealers(book, list(book))
    assert model.keys == ("d1", "d2", "d3")
    assert (cursor.row(), cursor.column()) == (1, 2)
    assert model.row_at(3) == ("", "", "", "", "")


def test_a_renamed_dealer_takes_the_cursor_along() -> None:
    model = DealersModel()
    show(model, ["d1", "d2", "d3"])
    cursor = QPersistentModelIndex(model.index(0, 0))
    model.setData(model.index(0, 0), "z")
    book = {name: Dealer(name, f"{name}.com", "30002") for name in ("d2", "d3")}
    book["z"] = Dealer("z", "d1.com", "30002")
    model.show_dealers(book, list(book))
    assert cursor.row() == 2


def test_many_changes_at_once_are_a_reset() -> None:
    model = DealersModel()
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    show(model, [f"d{at:04}" for at in range(2000)])
    model.search("1")
    assert resets
    assert all("1" in key for key in model.keys)
