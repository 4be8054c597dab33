"""Which column fills which field, as text: remembered between files, or written on a command line.

Text says it by the columns' names, so that it holds for a file whose columns stand in another order. What is
read back is checked against the file at hand; keeping it is others' work.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

from mcdesk.intake.cells.judge import judge_for
from mcdesk.intake.columns import filling_from
from mcdesk.intake.headings import folded, normalised
from mcdesk.model.errors import UsageError
from mcdesk.model.fields import Field
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Constant, Filling, Fillings, FromColumn
from mcdesk.model.rules import Level

_KEY_LENGTH = 32
_MOST_LISTED = 12
_LONGEST_SHOWN = 60
_MAP, _CONSTANT = "--map", "--constant"
_NUMBER = re.compile(r"#([0-9]{1,6})")


def memory_prefix(operation_id: str) -> str:
    """How all memory keys of an operation begin."""
    return f"columns {operation_id} "


def memory_key(operation_id: str, header: Sequence[str]) -> str:
    """Under what a mapping is remembered: the operation and the set of column names, in whatever order.

    Spellings of one name are one name; a file's own name does not matter.
    """
    names = json.dumps(sorted({normalised(name) or folded(name) for name in header}))
    return f"{memory_prefix(operation_id)}{hashlib.sha256(names.encode()).hexdigest()[:_KEY_LENGTH]}"


def to_text(fillings: Fillings, header: Sequence[str]) -> str:
    """Writes a mapping down, by the names of the columns."""
    return json.dumps({field: _as_json(filling, header) for field, filling in fillings.items()})


def from_text(text: str, header: Sequence[str]) -> dict[str, Filling] | None:
    """Reads what `to_text` wrote, for a header that may be in another order.

    Returns:
        None if the text is damaged or names a column that isn't there. Never raises.
    """
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(entries, dict):
        return None
    fillings: dict[str, Filling] = {}
    for field, entry in entries.items():
        filling = _from_json(entry, header)
        if filling is None:
            return None
        fillings[field] = filling
    return fillings


def parsed(
    maps: Sequence[str], constants: Sequence[str], operation: Operation, header: Sequence[str]
) -> dict[str, Filling]:
    """Reads what a command line says about columns.

    Args:
        maps: Each “field=column”, the column by its name or, like #3, by its number.
        constants: Each “field=value”, for a field that is the same in all rows.
        operation: Whose fields are filled.
        header: The file's columns.

    Raises:
        UsageError: If a field or column isn't there, is named twice, or a value can't be sent.
    """
    fillings: dict[str, Filling] = {}
    users: dict[int, str] = {}
    for text in maps:
        field, column = _assignment(text, _MAP, operation, fillings)
        index = _column_named(column, header)
        if index in users:
            raise UsageError(
                f"Column “{header[index]}” is given for both {users[index]} and {field.name}.",
                "Give each field a column of its own.",
            )
        users[index] = field.name
        fillings[field.name] = filling_from(field, index, header)
    for text in constants:
        field, value = _assignment(text, _CONSTANT, operation, fillings)
        fillings[field.name] = _constant(field, value)
    return fillings


def _as_json(filling: Filling, header: Sequence[str]) -> dict[str, object]:
    match filling:
        case Constant(text):
            return {"constant": text}
        case FromColumn(index, is_kilometres):
            name = header[index]
            before = header[:index].count(name)
            return {"column": name, "occurrence": before, "kilometres": is_kilometres}


def _from_json(entry: object, header: Sequence[str]) -> Filling | None:
    match entry:
        case {"constant": str(text), **others} if not others:
            return Constant(text)
        case {"column": str(name), "occurrence": int(place), "kilometres": bool(is_kilometres), **others}:
            places = _places_of(name, header)
            if not others and type(place) is int and 0 <= place < len(places):
                return FromColumn(places[place], is_kilometres)
    return None


def _places_of(name: str, header: Sequence[str]) -> list[int]:
    """Where columns of that very name stand; if there are none, those of the name in another spelling."""
    exact = [place for place, each in enumerate(header) if each == name]
    if exact:
        return exact
    for spelled in (folded, normalised):
        wanted = spelled(name)
        places = [place for place, each in enumerate(header) if wanted and spelled(each) == wanted]
        if places:
            return places
    return []


def _assignment(text: str, option: str, operation: Operation, fillings: Fillings) -> tuple[Field, str]:
    """Takes “field=what” apart, for a field that nothing fills yet."""
    name, equals, what = text.partition("=")
    kind = "column" if option == _MAP else "value"
    listed = ", ".join(operation.columns)
    if not equals:
        raise UsageError(
            f"{option} “{_short(text)}” has no equals sign.",
            f"Write {option} field={kind}. The fields of {operation.name}: {listed}.",
        )
    field = next((each for each in operation.fields if each.name == folded(name)), None)
    if field is None:
        raise UsageError(
            f"{operation.name} has no field named “{_short(name)}”.",
            f"Write {option} field={kind}. Its fields: {listed}.",
        )
    if field.name in fillings:
        raise UsageError(
            f"The field {field.name} is filled twice.", f"Leave one {_MAP} or {_CONSTANT} for it."
        )
    return field, what


def _column_named(name: str, header: Sequence[str]) -> int:
    places = _places_of(name, header)
    if len(places) == 1:
        return places[0]
    if places:
        numbers = " or ".join(f"#{place + 1}" for place in places[:_MOST_LISTED])
        raise UsageError(
            f"More than one column is named “{_short(name)}”.", f"Write its number instead: {numbers}."
        )
    number = _NUMBER.fullmatch(name.strip())
    if number and 1 <= int(number[1]) <= len(header):
        return int(number[1]) - 1
    raise UsageError(f"The file has no column “{_short(name)}”.", f"It has: {_listed(header)}.")


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(_short(name.strip()) or "(no name)" for name in header[:_MOST_LISTED])
    more = len(header) - _MOST_LISTED
    return f"{shown} and {more:,} more" if more > 0 else shown


def _constant(field: Field, value: str) -> Constant:
    judge = judge_for(field)
    for rule in judge.rules_of(value):
        if rule.level is Level.ERROR and not rule.can_mend:
            # The rest of the advice is about a row in a table.
            advice = rule.advice.partition(". ")[0].removesuffix(".")
            raise UsageError(f"{_CONSTANT} {field.name}={_short(value)}: {rule.title}.", f"{advice}.")
    return Constant(judge.mended(value, frozenset(rule.id for rule in field.rules if rule.is_safe)))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
