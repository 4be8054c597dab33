"""A decode's answer as attributes in groups, whatever the service put into it. Lenient; never raises.

Nothing is left out but what has no value: a key that nobody knows is shown under its own name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mcdesk.model.spec_words import GROUPS, KNOWN, MONEY_KEYS, OBSERVATIONS, OTHER, Kind

_OBSERVATION = "observation"
_DEEPEST = 6
"""What is nested deeper is counted, not shown: no record that somebody reads has that."""
_NAMES = ("name", "description", "title", "label", "item", "feature", "equipment", "code")
"""What an entry of a list may be called by, the best first."""
_TITLE = ("year", "make", "model")
_WRAPPERS = ("specs", "data", "result", "vehicle")
"""Under which a record may stand as a whole."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that is known of the vehicle.

    Attributes:
        key: As the service calls it; where it is nested, the way to it with dots, entries of lists from 1.
        label: Readable where the key is known, else the key as it is.
        value: As it is shown.
        group: The title of its group.
    """

    key: str
    label: str
    value: str
    group: str


@dataclass(frozen=True, slots=True)
class SpecGroup:
    """Attributes that belong together, in the service's order."""

    title: str
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class Specs:
    """All that an answer says.

    Attributes:
        vin: "" where it does not say.
        title: “2023 Porsche Cayenne”, as far as known; "" for nothing.
        groups: Those that have attributes, in the order of GROUPS.
        observation: Why the decode failed or fell short, in the service's words; "" for nothing.
        explained: The same in plain words, with what to do; one for each part.
    """

    vin: str = ""
    title: str = ""
    groups: tuple[SpecGroup, ...] = ()
    observation: str = ""
    explained: tuple[str, ...] = ()


def specs_from(answer: object) -> Specs:
    """Reads the answer to a decode: the record, a record within a wrapper, or a list with one record."""
    record = _record_of(answer)
    attributes = [each for key, value in record.items() if key != _OBSERVATION for each in _told(key, value)]
    groups = [SpecGroup(title, tuple(each for each in attributes if each.group == title)) for title in GROUPS]
    observed = record.get(_OBSERVATION)
    observation = ("|".join(map(_text, observed)) if isinstance(observed, list) else _text(observed)).strip()
    parts = [part.strip() for part in observation.split("|")]
    return Specs(
        vin=_scalar(record, "vin"),
        title=" ".join(filter(None, (_scalar(record, key) for key in _TITLE))),
        groups=tuple(group for group in groups if group.attributes),
        observation=observation,
        explained=tuple(OBSERVATIONS.get(_spoken(part), part) for part in dict.fromkeys(parts) if part),
    )


def _record_of(answer: object) -> Mapping[str, object]:
    if isinstance(answer, list) and len(answer) == 1:
        return _record_of(answer[0]) if isinstance(answer[0], dict) else {"answer": answer}
    if not isinstance(answer, dict):
        return {} if _is_nothing(answer) else {"answer": answer}
    (key, inner), *more = answer.items() if answer else [("", None)]
    record = inner if key in _WRAPPERS and isinstance(inner, dict) and not more else answer
    return {str(name): value for name, value in record.items()}


def _scalar(record: Mapping[str, object], key: str) -> str:
    value = record.get(key)
    return _text(value).strip() if _is_scalar(value) else ""


def _spoken(part: str) -> str:
    return " ".join(part.replace("_", " ").upper().split())


def _told(key: str, value: object) -> Iterator[Attribute]:
    known = KNOWN.get(key.lower())
    label, group = (known.label, known.group) if known else (key, OTHER)
    is_money = known is not None and known.kind is Kind.MONEY
    yield from _attributes(key, label, value, group, is_money, 1)


def _attributes(
    key: str, label: str, value: object, group: str, is_money: bool, depth: int
) -> Iterator[Attribute]:
    """What a value says: one attribute, or one for each part of what is nested."""
    if _is_nothing(value):
        return
    if isinstance(value, dict) and depth < _DEEPEST:
        for name, inner in value.items():
            own = f"{key}.{name}"
            yield from _attributes(own, f"{label}: {name}", inner, group, _is_money(str(name)), depth + 1)
    elif isinstance(value, list) and depth < _DEEPEST and any(isinstance(entry, dict) for entry in value):
        for number, entry in enumerate(value, 1):
            yield from _entry(f"{key}.{number}", label, entry, group, depth + 1)
    else:
        yield Attribute(key, label, _money(value) if is_money else _text(value), group)


def _entry(key: str, label: str, entry: object, group: str, depth: int) -> Iterator[Attribute]:
    """One entry of a list: an option with its code and price, say, is one attribute."""
    if not isinstance(entry, dict):
        if not _is_nothing(entry):
            yield Attribute(key, label, _text(entry), group)
        return
    name = next((field for field in _NAMES if _is_scalar(entry.get(field))), None)
    told = [
        _told_of(str(field), value) for field, value in entry.items() if field != name and _is_scalar(value)
    ]
    called = _text(entry[name]) if name else ""
    if called or told:
        yield Attribute(key, label, " · ".join([called, *told] if called else told), group)
    for field, value in entry.items():
        if not _is_scalar(value):
            title = f"{called or label}: {field}"
            yield from _attributes(f"{key}.{field}", title, value, group, False, depth)


def _told_of(field: str, value: object) -> str:
    """“code 3FE”; an amount speaks for itself but for what it is called."""
    known = KNOWN.get(field.lower())
    if _is_money(field):
        return f"{known.label if known else field} {_money(value)}"
    return f"{field.replace('_', ' ')} {_text(value)}"


def _is_money(field: str) -> bool:
    return field.lower() in MONEY_KEYS


def _is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def _is_scalar(value: object) -> bool:
    return isinstance(value, str | int | float) and value != ""


def _text(value: object) -> str:
    """A value as it is shown: yes and no, whole numbers without a point, lists joined, the rest counted."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
        case list():
            if all(_is_scalar(entry) or entry is None for entry in value):
                return ", ".join(_text(entry) for entry in value if entry is not None)
            return _counted(len(value), "entry", "entries")
        case dict():
            return _counted(len(value), "value", "values")
        case _:
            return str(value)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _money(value: object) -> str:
    """Dollars with separators where the value is an amount, and as it is where it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return _text(value)
    try:
        amount = float(value)
    except (ValueError, OverflowError):
        return _text(value)
    if not 0 <= amount < 1e12:
        return _text(value)
    return f"${amount:,.0f}" if amount.is_integer() else f"${amount:,.2f}"
