"""What can be taken from the book at once: lists first, then dealers, as far as found. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mcdesk.model.dealers import Dealer, DealerBook
from mcdesk.ui.dealers.dealer_cells import matches, number_words, row_of


@dataclass(frozen=True, slots=True)
class Pick:
    """One line: a dealer, or all dealers of a list.

    Attributes:
        ident: Tells lines apart.
        words: What it is called.
        detail: Where the dealer is, or how many the list has.
        dealers: What choosing it adds.
        is_list: Whether it is a list.
    """

    ident: str
    words: str
    detail: str
    dealers: tuple[Dealer, ...]
    is_list: bool = False

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        return f"Add list: {self.words}, {self.detail}" if self.is_list else f"{self.words}, {self.detail}"


def picks_of(book: DealerBook, search: str) -> tuple[Pick, ...]:
    """The lines in which every word of `search` occurs; lists without dealers are left out."""
    words = search.casefold().split()
    found = []
    for each in book.lists:
        dealers = book.of_list(each.name)
        if dealers and matches((each.name,), words):
            found.append(
                Pick(f"list {each.key}", each.name, number_words(len(dealers)), dealers, is_list=True)
            )
    found += [
        Pick(f"dealer {dealer.key}", dealer.name, _place_of(dealer), (dealer,))
        for dealer in book.dealers
        if matches(row_of(dealer), words)
    ]
    return tuple(found)


def dealers_of(picks: Collection[Pick]) -> tuple[Dealer, ...]:
    """All their dealers, each once, in order."""
    return tuple(dict.fromkeys(dealer for pick in picks for dealer in pick.dealers))


def _place_of(dealer: Dealer) -> str:
    parts = (dealer.source, dealer.zip, f"location {dealer.location}" if dealer.location else "")
    return " · ".join(part for part in parts if part)
