"""The grid's model: what it announces is what happens, and the undo stack leads back through everything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from mcdesk.model.lookups import DEALER
from mcdesk.ui.grid.grid_model import GridModel
from mcdesk.ui.grid.judging import judge
from mcdesk.ui.grid.splices import Area, Entry, filled, filled_down, overlaid, removed, spliced

texts = st.sampled_from(["", "a.com", "b.com", "https://a.com", "nonsense", "30907"])
steps = st.tuples(st.integers(0, 6), st.integers(0, 7), st.integers(0, 2), texts)


Step = tuple[int, int, int, str]


def act(model: GridModel, step: Step) -> None:
    what, where, column, text = step
    entries = model.entries
    place = min(where, len(entries))
    area = Area(place, column, place + 1, column)
    match what:
        case 0 | 1:
            model.setData(model.index(place, column), text)
        case 2:
            model.push(removed(entries, area), "removal")
        case 3:
            model.push(overlaid(DEALER, entries, place, [{"source": text}, {"source": "c.com"}]), "paste")
        case 4:
            model.push(filled(DEALER, entries, area, text), "fill")
        case 5:
            model.push(filled_down(DEALER, entries, area), "fill down")
        case _:
            model.push(spliced(entries, 0, len(entries), [Entry((text, "", ""))] * where), "new rows")


@given(st.lists(steps, max_size=12))
def test_the_stack_leads_back_and_forth_through_all_changes(qapp: object, taken: list[Step]) -> None:
    model = GridModel(DEALER, 3)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    seen = [model.entries]
    for step in taken:
        act(model, step)
        if model.entries != seen[-1]:
            seen.append(model.entries)
        assert model.rowCount() == len(model.entries) + 1
        assert sum(row.goes for row in model.judged) <= 3
    for entries in reversed(seen[:-1]):
        model.stack.undo()
        assert model.entries == entries
    assert not model.stack.canUndo()
    for entries in seen[1:]:
        model.stack.redo()
        assert model.entries == entries
    assert tester.model() is model


@given(st.lists(steps, max_size=8))
def test_every_row_that_differs_is_announced(qapp: object, taken: list[Step]) -> None:
    model = GridModel(DEALER, 3)
    shown: list[object] = [None]

    def insert(_: object, first: int, last: int) -> None:
        shown[first:first] = ["new"] * (last - first + 1)

    def remove(_: object, first: int, last: int) -> None:
        del shown[first : last + 1]

    model.rowsInserted.connect(insert)
    model.rowsRemoved.connect(remove)

    def look(first: object, last: object) -> None:
        for place in range(first.row(), last.row() + 1):  # type: ignore[attr-defined]
            shown[place] = model.row_at(place)

    model.dataChanged.connect(look)
    for step in taken:
        act(model, step)
        now = [model.row_at(place) for place in range(model.rowCount())]
        shown = [it if was == "new" else was for was, it in zip(shown, now, strict=True)]
        assert shown == now


def test_only_what_differs_is_announced(qtbot: QtBot) -> None:
    model = GridModel(DEALER, 100)
    model.push(spliced((), 0, 0, [Entry((f"{n}.com", "", "")) for n in range(50)]), "new rows")
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.setData(model.index(7, 1), "30907")
    assert told == [(7, 7)]
    told.clear()
    model.setData(model.index(9, 0), "20.com")
    assert told == [(9, 9), (20, 20)]


def test_a_run_of_typing_is_one_step(qtbot: QtBot) -> None:
    model = GridModel(DEALER, 100)
    for cell in ("a.com", "b.com"):
        model.begin_typing(len(model.entries))
        place = len(model.entries)
        for end in range(1, len(cell) + 1):
            model.setData(model.index(place, 0), cell[:end])
        model.end_typing()
    assert model.stack.count() == 2
    model.stack.undo()
    assert [entry.cells[0] for entry in model.entries] == ["a.com"]


@pytest.mark.parametrize("rows", [0, 1])
def test_typing_that_ends_where_it_began_is_no_step(qtbot: QtBot, rows: int) -> None:
    model = GridModel(DEALER, 100)
    model.push(spliced((), 0, 0, [Entry(("a.com", "", ""))] * rows), "new rows")
    before, steps_before = model.entries, model.stack.count()
    model.begin_typing(0)
    for text in ("x", "xy"):
        model.setData(model.index(0, 0), text)
    model.cancel_typing()
    model.end_typing()
    assert model.entries == before
    assert model.stack.count() == steps_before


def test_what_nothing_changes_is_not_judged_anew(qtbot: QtBot) -> None:
    model = GridModel(DEALER, 10)
    model.push(spliced((), 0, 0, [Entry((f"{n}.com", "", "")) for n in range(50)]), "new rows")
    before = model.judged
    model.setData(model.index(7, 1), "30907")
    assert [place for place in range(50) if model.judged[place] is not before[place]] == [7]
    model.push(removed(model.entries, Area(20, 0, 24, 0)), "removal")
    assert all(now is was for now, was in zip(model.judged[20:], before[25:], strict=True))


@given(st.lists(steps, max_size=8))
def test_rows_are_judged_as_if_for_the_first_time(qapp: object, taken: list[Step]) -> None:
    model = GridModel(DEALER, 3)
    for step in taken:
        act(model, step)
        assert model.judged == judge(DEALER, model.entries, {}, 3)
