"""Matches a file's columns to an operation's fields, by their names and by what their cells look like.

A proposal only: the user sees it and can change it. Numbers are never matched by their looks, as a year looks
like a price; and a name alone does not do either where the cells under it say otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mcdesk.intake.cells.grammar import is_empty
from mcdesk.intake.cells.judge import judge_for
from mcdesk.intake.headings import folded, forms_of, normalised, says_kilometres
from mcdesk.model.fields import Field, Shape
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Filling, FromColumn
from mcdesk.model.rules import VIN_EXCEL_DAMAGE, Level, Rule

_LONGEST_NAME = 120
"""Nobody heads a column with more; what is longer is a row that was taken for the header."""
_SOMETHING_ELSE = frozenset((
    "buyer", "carfax", "customer", "email", "icon", "image", "images", "img", "logo", "mail", "owner",
    "photo", "photos", "pic", "picture", "pictures", "report", "thumbnail", "user", "video", "videos",
))  # fmt: skip
"""Words of columns that hold addresses or ZIP codes, but not the dealer's."""
_FUZZY_LENGTH = 5
"""Shorter words must be spelled right: one letter makes another word of them, “old” of “sold”."""
_ALIKE = 85.0
"""How like a word of the trade a misspelled one must be, of 100: “odometr” is, “files” is not “miles”."""
_LOOKED_AT = 40
"""Cells that are judged where a name says nothing, which may be in hundreds of columns."""
_NEARLY_ALL = 0.75


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that is still free. `cells` are its samples that are not empty; `seen` counts all."""

    index: int
    name: str
    words: tuple[str, ...]
    cells: tuple[str, ...]
    seen: int

    @property
    def is_kilometres(self) -> bool:
        return says_kilometres(self.name)


_Evidence = Callable[[Field, Sequence[_Column]], Iterator[tuple[float, _Column]]]
"""Finds the columns that may be meant for a field, each with how well its name fits."""


def matched(
    operation: Operation, header: Sequence[str], samples: Sequence[Sequence[str]]
) -> dict[str, Filling]:
    """Proposes a column for each field, as far as there is one. No column is used twice.

    Args:
        operation: Whose fields are to be filled.
        header: The columns' names as they stand in the file.
        samples: The first cells of each column, in the header's order.

    Returns:
        By field name, in the operation's order; fields without a column are left out.
    """
    return matched_fields(operation.fields, header, samples, taken=result_places(operation, header))


def matched_fields(
    fields: Sequence[Field],
    header: Sequence[str],
    samples: Sequence[Sequence[str]],
    *,
    taken: frozenset[int] = frozenset(),
    by_looks: bool = True,
) -> dict[str, Filling]:
    """Proposes a column for each of some fields, as far as there is one. No column is used twice.

    Args:
        fields: What is to be filled.
        header: The columns' names as they are written.
        samples: The first cells of each column, in the header's order.
        taken: Places in the header of columns that are not proposed.
        by_looks: Whether a column under any name will do if its cells can be meant for nothing else.

    Returns:
        By field name, in the order of `fields`; fields without a column are left out.
    """
    free = [
        _column(place, name, samples[place] if place < len(samples) else ())
        for place, name in enumerate(header)
        if place not in taken
    ]
    found: dict[str, _Column] = {}
    by_name: tuple[_Evidence, ...] = (_same_name, _synonym, _misspelled)
    for evidence in (*by_name, _looks) if by_looks else by_name:
        for field in fields:
            if field.name in found or not free:
                continue
            best = max(
                evidence(field, free),
                key=lambda candidate: (candidate[0], _readable(field, candidate[1]), -candidate[1].index),
                default=None,
            )
            if best is not None:
                found[field.name] = best[1]
                free.remove(best[1])
    return {
        field.name: filling_from(field, found[field.name].index, header)
        for field in fields
        if field.name in found
    }


def names_a_field(fields: Sequence[Field], heading: str) -> bool:
    """Whether a heading is the service's or the trade's very own name for one of the fields."""
    words = tuple(normalised(heading[:_LONGEST_NAME]).split())
    forms = {"".join(form) for form in forms_of(words)}
    forms |= {form.removesuffix("s") for form in forms}
    return folded(heading) in {field.name for field in fields} or any(
        not _squeezed_names(field).isdisjoint(forms) for field in fields
    )


def _squeezed_names(field: Field) -> set[str]:
    return {"".join(name.split()) for name in (field.name, *field.synonyms)}


def filling_from(field: Field, index: int, header: Sequence[str]) -> FromColumn:
    """A field filled from a column, which is in kilometres where a distance's heading says so."""
    return FromColumn(index, field.shape is Shape.DISTANCE and says_kilometres(header[index]))


def is_result(operation: Operation, header: Sequence[str]) -> bool:
    """Whether a file with this header is a result of the operation itself."""
    return bool(operation.result_columns) and _own_names(operation) <= {folded(name) for name in header}


def result_places(operation: Operation, header: Sequence[str]) -> frozenset[int]:
    """Where the columns stand that the operation adds to its results."""
    own = _own_names(operation)
    return frozenset(place for place, name in enumerate(header) if folded(name) in own)


def _own_names(operation: Operation) -> frozenset[str]:
    return frozenset(folded(name) for name in operation.result_columns)


def _column(index: int, name: str, samples: Sequence[str]) -> _Column:
    short = name[:_LONGEST_NAME]
    cells = tuple(cell for cell in samples if not is_empty(cell))
    return _Column(index, short, tuple(normalised(short).split()), cells, len(samples))


def _same_name(field: Field, columns: Sequence[_Column]) -> Iterator[tuple[float, _Column]]:
    """The service's own name. It holds whatever the cells are, as the user or a result wrote it."""
    for column in columns:
        if folded(column.name) == field.name:
            yield 2.0 if column.name == field.name else 1.0, column


def _synonym(field: Field, columns: Sequence[_Column]) -> Iterator[tuple[float, _Column]]:
    known = _squeezed_names(field)
    for column in columns:
        forms = {"".join(words) for words in forms_of(column.words)}
        forms |= {form.removesuffix("s") for form in forms}
        if not known.isdisjoint(forms) and _fits(field, column):
            yield _preference(field, column), column


def _misspelled(field: Field, columns: Sequence[_Column]) -> Iterator[tuple[float, _Column]]:
    """Names of the trade with words in another order, or with typing errors in long words."""
    from rapidfuzz import fuzz, process  # here, as most files do without and the start should not wait

    known = {tuple(sorted(name.split())) for name in field.synonyms}
    vocabulary = sorted({word for name in known for word in name if len(word) >= _FUZZY_LENGTH})

    def corrected(word: str) -> str:
        if len(word) < _FUZZY_LENGTH or word in vocabulary:
            return word
        close = process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return close[0] if close else word

    for column in columns:
        if not _SOMETHING_ELSE.isdisjoint(column.words):
            continue
        forms = {tuple(sorted(map(corrected, words))) for words in forms_of(column.words)}
        if not known.isdisjoint(forms) and _fits(field, column):
            yield _preference(field, column), column


def _looks(field: Field, columns: Sequence[_Column]) -> Iterator[tuple[float, _Column]]:
    """VINs and domains are like nothing else; five digits are a ZIP only under a name that says so.

    Prices, distances and ids can be anything.
    """
    if field.shape in (Shape.MONEY, Shape.DISTANCE, Shape.IDENT):
        return
    judge = judge_for(field)
    single_words = {name for name in (field.name, *field.synonyms) if " " not in name}
    for column in columns:
        if not _SOMETHING_ELSE.isdisjoint(column.words):
            continue
        if field.shape is Shape.ZIP and single_words.isdisjoint(column.words):
            continue
        cells = column.cells[:_LOOKED_AT]
        found = [judge.rules_of(cell) for cell in cells if _may_be(field.shape, cell)]
        if cells and sum(map(_is_right, found)) >= _NEARLY_ALL * len(cells):
            # Of two such columns, the one whose check digits match as well.
            yield sum(all(rule.can_mend for rule in rules) for rules in found) / len(cells), column


def _preference(field: Field, column: _Column) -> float:
    """Of two distances, miles go before kilometres: what needs no converting is nearer to what was meant."""
    return 0.0 if field.shape is Shape.DISTANCE and column.is_kilometres else 1.0


def _may_be(shape: Shape, cell: str) -> bool:
    """Sorts out in no time what can't be right, as every cell of a wide file comes along here."""
    if shape is Shape.DOMAIN:
        return "." in cell
    return shape is Shape.ZIP or (len(cell) >= 17 and any(map(str.isalpha, cell)))


def _is_right(rules: tuple[Rule, ...]) -> bool:
    return all(rule.level is Level.WARNING or rule.is_safe for rule in rules)


def _is_readable(rules: tuple[Rule, ...]) -> bool:
    return all(rule.level is Level.WARNING or rule.can_mend or rule == VIN_EXCEL_DAMAGE for rule in rules)


def _readable_count(field: Field, column: _Column) -> int:
    judge = judge_for(field, is_kilometres=column.is_kilometres)
    cells: Iterable[str] = column.cells
    if field.shape is Shape.IDENT:  # as an id, any word can be read; the names of towns are none
        cells = (cell for cell in cells if any(map(str.isdigit, cell)))
    return sum(_is_readable(judge.rules_of(cell)) for cell in cells)


def _readable(field: Field, column: _Column) -> float:
    """The share of all cells that can be sent for the field, mended or not; 0 where none was seen."""
    return _readable_count(field, column) / column.seen if column.seen else 0.0


def _fits(field: Field, column: _Column) -> bool:
    """Whether at least half of the cells speak for the field. Where all are empty, nothing speaks against."""
    return 2 * _readable_count(field, column) >= len(column.cells)
