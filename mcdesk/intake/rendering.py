"""Writes examined rows as CSV. Where nothing differs from the file, its own bytes are copied."""

from __future__ import annotations

import re

import numpy as np

from mcdesk.intake.block import Ints
from mcdesk.intake.examination import Examined
from mcdesk.intake.hashing import hashes_of_rows, row_hashes
from mcdesk.intake.layout import Layout, csv_lines

_NEEDS_QUOTES = re.compile(rb'[",\r\n]')


class Renderer:
    r"""Renders rows in one layout: commas between cells, quotes where needed, \n at the end of a line."""

    def __init__(self, layout: Layout, separator: str) -> None:
        self._layout = layout
        self._separator = separator.encode()
        self._tail = layout.tail + b"\n"

    def render(self, seen: Examined, places: Ints) -> bytes:
        """The rows at these places of a block, as they are sent."""
        if not len(places):
            return b""
        if seen.block.is_plain and self._layout.is_whole:
            copied = self._copied(seen, places)
            if copied is not None:
                return copied
        return self._written(seen, places)

    def _copied(self, seen: Examined, places: Ints) -> bytes | None:
        """Runs of rows that nobody changed, in one piece each; None where other separators would mislead."""
        block, changed = seen.block, seen.sent
        is_foreign = self._separator != b","
        if b'"' in block.text or (is_foreign and b"," in block.text):
            return None
        starts, ends = block.starts[places, 0], block.ends[places, -1]
        is_cut = starts[1:] != ends[:-1] + 1
        if changed:
            is_changed = np.isin(places, np.fromiter(changed, np.int64, len(changed)))
            is_cut |= is_changed[1:] | is_changed[:-1]
        firsts = np.concatenate(([0], np.flatnonzero(is_cut) + 1))
        lasts = np.concatenate((firsts[1:], [len(places)])) - 1
        pieces: list[bytes] = []
        runs = zip(places[firsts].tolist(), starts[firsts].tolist(), ends[lasts].tolist(), strict=True)
        for place, start, end in runs:
            if place in changed:
                pieces.append(self._changed(seen, place))
                continue
            piece = block.text[start : end + 1]
            if is_foreign:
                piece = piece.replace(self._separator, b",")
            if self._layout.constants:
                piece = piece.replace(b"\n", self._tail)
            pieces.append(piece)
        return b"".join(pieces)

    def _changed(self, seen: Examined, place: int) -> bytes:
        cells = seen.cells_as_sent(place)
        if any(_NEEDS_QUOTES.search(verdict.sent) for verdict in seen.sent[place].values()):
            return csv_lines([[cell.decode() for cell in cells]])[:-1] + self._tail
        return b",".join(cells) + self._tail

    def _written(self, seen: Examined, places: Ints) -> bytes:
        columns = self._layout.columns
        constants = [text for _, text in self._layout.constants]
        rows: list[list[str]] = []
        for place in places.tolist():
            cells = seen.cells_as_sent(place)
            rows.append([cells[column].decode() for column in columns] + constants)
        return csv_lines(rows)


def hashes_as_sent(seen: Examined) -> np.typing.NDArray[np.uint64]:
    """A fingerprint of each row of a block with every fix in its place."""
    judged = {judge.column: look.raw for judge, look in seen.looks}
    hashes = row_hashes(seen.block, judged)
    if seen.sent:
        places = list(seen.sent)
        hashes[places] = hashes_of_rows([seen.cells_as_sent(place) for place in places])
    return hashes
