"""A mirror that is fed by nothing but the model's signals always equals the model."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from mcdesk.model.rows import JobRow, RowState
from mcdesk.ui.jobs.columns import COLUMNS
from mcdesk.ui.jobs.job_filter import JobFilter, StateGroup
from mcdesk.ui.jobs.table_model import JobTableModel
from tests.ui.jobs.samples import Clock, row

KEYS = [f"k{n}" for n in range(12)]


class Mirror:
    """Does what a view does: it believes the signals, and reads only what they name."""

    def __init__(self, model: JobTableModel) -> None:
        self.model = model
        self.lines: list[list[str]] = []
        self._held: list[tuple[QPersistentModelIndex, list[str]]] = []
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.rowsMoved.connect(self._moved)
        model.layoutAboutToBeChanged.connect(self._about_to_change)
        model.layoutChanged.connect(self._changed)
        model.dataChanged.connect(self._data_changed)
        model.modelReset.connect(self._reset)

    def line(self, place: int) -> list[str]:
        return [str(self.model.index(place, column).data()) for column in range(len(COLUMNS))]

    def _inserted(self, _: QModelIndex, first: int, last: int) -> None:
        self.lines[first:first] = [self.line(place) for place in range(first, last + 1)]

    def _removed(self, _: QModelIndex, first: int, last: int) -> None:
        del self.lines[first : last + 1]

    def _moved(self, _: QModelIndex, first: int, last: int, __: QModelIndex, before: int) -> None:
        block = self.lines[first : last + 1]
        del self.lines[first : last + 1]
        at = before - len(block) if before > first else before
        self.lines[at:at] = block

    def _about_to_change(self) -> None:
        self._held = [
            (QPersistentModelIndex(self.model.index(place, 0)), line) for place, line in enumerate(self.lines)
        ]

    def _changed(self) -> None:
        moved = {index.row(): line for index, line in self._held}
        assert sorted(moved) == list(range(len(self.lines)))
        self.lines = [moved[place] for place in sorted(moved)]
        self._held = []

    def _data_changed(self, first: QModelIndex, last: QModelIndex, *_: Any) -> None:
        for place in range(first.row(), last.row() + 1):
            self.lines[place][first.column() : last.column() + 1] = self.line(place)[
                first.column() : last.column() + 1
            ]

    def _reset(self) -> None:
        raise AssertionError("the model was reset")


rows_of = st.builds(
    lambda key, state, ago, progress, items, operation, part: row(
        key, state, ago, progress=progress, items=items, operation=operation, part=part, parts=3
    ),
    st.sampled_from(KEYS),
    st.sampled_from(list(RowState)),
    st.sampled_from([0.0, 60.0, 3600.0, 90_000.0]),
    st.integers(0, 100),
    st.sampled_from([None, 1, 2, 3]),
    st.sampled_from(["rank", "decode"]),
    st.integers(1, 3),
)
steps = st.one_of(
    st.tuples(st.just("apply"), st.lists(rows_of, max_size=8), st.lists(st.sampled_from(KEYS), max_size=3)),
    st.tuples(st.just("many"), st.lists(rows_of, max_size=8), st.sampled_from([0, 210])),
    st.tuples(st.just("replace"), st.lists(rows_of, max_size=8, unique_by=lambda r: r.key)),
    st.tuples(st.just("sort"), st.integers(-1, len(COLUMNS) - 1), st.sampled_from(list(Qt.SortOrder))),
    st.tuples(
        st.just("filter"),
        st.builds(
            JobFilter,
            st.sampled_from(list(StateGroup)),
            st.sampled_from(["", "rank"]),
            st.sampled_from(["", "k1", "n", "x"]),
        ),
    ),
)


def expected(known: dict[str, JobRow], model: JobTableModel) -> set[str]:
    passes = model.job_filter.predicate()
    return {key for key, told in known.items() if passes(told)}


@settings(max_examples=60)
@given(st.lists(steps, max_size=8))
def test_the_mirror_equals_the_model(qapp: QApplication, plan: list[Any]) -> None:
    model = JobTableModel(Clock())
    mirror = Mirror(model)
    known: dict[str, JobRow] = {}
    column, order = -1, Qt.SortOrder.AscendingOrder
    for name, *told in plan:
        if name == "apply":
            model.apply(*told)
            known |= {one.key: one for one in told[0]}
            known = {key: one for key, one in known.items() if key not in told[1]}
        elif name == "many":
            more = told[0] + [row(f"n{n}", ago=n) for n in range(told[1])]
            model.apply(more)
            known |= {one.key: one for one in more}
        elif name == "replace":
            model.replace_all(*told)
            known = {one.key: one for one in told[0]}
        elif name == "sort":
            model.sort(*told)
            column, order = told
        else:
            model.set_filter(*told)
        shown = [model.row_at(place) for place in range(model.rowCount())]
        assert mirror.lines == [mirror.line(place) for place in range(model.rowCount())]
        assert {one.key for one in shown} == expected(known, model)
        assert all(known[one.key] == one and model.place_of(one.key) == at for at, one in enumerate(shown))
        if column >= 0:
            values = [COLUMNS[column].sort_value(one) for one in shown]
            assert values == sorted(values, reverse=order is Qt.SortOrder.DescendingOrder)
        assert model.counts()["all"] == len(known)
