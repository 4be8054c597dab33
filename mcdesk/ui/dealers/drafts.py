"""Rows that were typed and are not in the book yet: kept until they can be, and until the book has them.

Pure, no Qt. What was typed is never lost: neither where it can't be kept yet, nor where keeping it failed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mcdesk.model.dealers import Dealer
from mcdesk.ui.dealers.dealer_cells import EMPTY, Row, Trouble, dealer_of, row_of, row_trouble, with_cell

NEW = ""
"""The key of the row in which a new dealer is typed."""


class Drafts:
    """By the key of the dealer that they change, or NEW."""

    def __init__(self) -> None:
        self._dealers: Mapping[str, Dealer] = {}
        self._rows: dict[str, Row] = {}
        self._told: dict[str, Dealer] = {}

    def row(self, key: str) -> Row:
        """What is to be seen of a dealer: as it was typed, else as the book has it."""
        if key in self._rows:
            return self._rows[key]
        return row_of(self._dealers[key]) if key in self._dealers else EMPTY

    def trouble(self, key: str) -> Trouble | None:
        """Why a row is not kept; None for one that is, or is on its way."""
        if key not in self._rows or key in self._told:
            return None
        return row_trouble(self._rows[key], self._taken(key))

    def type_cell(self, key: str, place: int, text: str) -> Dealer | None:
        """Takes what was typed into a cell.

        Returns:
            The dealer that can be saved now in place of the one with `key`; None for not yet, or nothing new.
        """
        before = self.row(key)
        row = with_cell(before, place, text)
        if row == before:
            return None
        self._rows[key] = row
        self._told.pop(key, None)
        is_new = key == NEW
        if (is_new and row == EMPTY) or (not is_new and dealer_of(row) == self._dealers.get(key)):
            self.drop(key)
            return None
        if row_trouble(row, self._taken(key)) is not None:
            return None
        self._told[key] = dealer = dealer_of(row)
        self._rows[key] = row_of(dealer)
        return dealer

    def drop(self, key: str) -> None:
        """Forgets what was typed: the book's own row is seen again."""
        self._rows.pop(key, None)
        self._told.pop(key, None)

    def take_book(self, dealers: Mapping[str, Dealer]) -> dict[str, str]:
        """Another state of the book, by key: drops what it has now, and what it has no row for any more.

        Returns:
            The keys under which typed rows were known until now, with the keys under which the book has them.
        """
        before, self._dealers = self._dealers, dealers
        became: dict[str, str] = {}
        for key in list(self._rows):
            told = self._told.get(key)
            has_it = told is not None and dealers.get(told.key) == told
            is_other = key != NEW and dealers.get(key) != before.get(key)
            if told is not None and has_it and told.key != key:
                became[key] = told.key
            if has_it or is_other:
                self.drop(key)
        return became

    def _taken(self, key: str) -> Collection[str]:
        return self._dealers.keys() - {key}
