"""The setting in which dealers stood up to schema 0003, as rows of the table that followed. Never edited.

A rescue reads it too: a ledger of those days that is damaged goes into new tables without the steps.
"""

from __future__ import annotations

import json
from typing import TypeAlias

SETTING = "dealers"
"""Its name. Its text: a JSON list of objects with the texts `name`, `source`, `zip`, `note`, `location`."""

_OPTIONAL = ("note", "location")

DealerRow: TypeAlias = tuple[str, str, str, str, str, str]
"""Key, name, source, ZIP, location, note."""


def moved(value: object) -> tuple[tuple[DealerRow, ...], str | None]:
    """What of the setting becomes rows, and what stays.

    Args:
        value: As SQLite gives it, whatever that is.

    Returns:
        The rows, no two of them with one key: of two dealers with one name the later gets a number behind
        it. Then the text of what is no dealer, to be kept as the setting's value; None if nothing is left.
        No rows, and None, for a value that can't be read at all: it is to be left alone.
    """
    rows: dict[str, DealerRow] = {}
    rest = []
    for entry in _entries(value):
        texts = _texts_of(entry)
        if texts is None:
            rest.append(entry)
            continue
        name = _free_name(texts["name"], rows)
        key = _key_of(name)
        rows[key] = (key, name, texts["source"], texts["zip"], texts["location"], texts["note"])
    return tuple(rows.values()), json.dumps(rest) if rest and rows else None


def _entries(value: object) -> list[object]:
    try:
        told = json.loads(value) if isinstance(value, str | bytes) else None
    except (ValueError, RecursionError):
        return []
    return told if isinstance(told, list) else []


def _texts_of(entry: object) -> dict[str, str] | None:
    """The dealer's texts; None for what is no dealer, or can't be kept as text: half a character."""
    if not isinstance(entry, dict):
        return None
    told = dict.fromkeys(_OPTIONAL, "") | entry
    texts = {name: told.get(name) for name in ("name", "source", "zip", *_OPTIONAL)}
    whole = {name: text for name, text in texts.items() if isinstance(text, str) and _can_be_kept(text)}
    return whole if len(whole) == len(texts) and _key_of(whole["name"]) else None


def _can_be_kept(text: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _key_of(name: str) -> str:
    return name.strip().casefold()


def _free_name(name: str, taken: dict[str, DealerRow]) -> str:
    free, number = name, 2
    while _key_of(free) in taken:
        free = f"{name.strip()} ({number})"
        number += 1
    return free
