"""What the options of `check` and `run` say about preparing a file. It reads no file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from mcdesk.desk.preparing import recipe_of
from mcdesk.intake.columns import matched
from mcdesk.intake.passage import Recall, Samples
from mcdesk.intake.remembered import parsed
from mcdesk.model.errors import UsageError
from mcdesk.model.operations import OPERATIONS, Operation
from mcdesk.model.preflight import (
    Decision,
    Encoding,
    Fillings,
    Fix,
    FromColumn,
    PreflightWish,
    ReadingWish,
    Separator,
)

_T = TypeVar("_T", bound=StrEnum)
_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|"}
_ENCODINGS = {"windows-1252": "cp1252", "utf8": "utf-8", "utf-8-sig": "utf-8", "iso-8859-1": "latin-1"}
_BAD_ROWS = {"refuse": Decision.ASK, "leave-out": Decision.LEAVE_OUT, "send": Decision.SEND}


@dataclass(frozen=True, slots=True)
class Preparation:
    """The options as they were typed; "" and () for those that were not."""

    maps: Sequence[str] = ()
    constants: Sequence[str] = ()
    fix: str = Fix.SAFE.value
    bad_rows: str = "refuse"
    encoding: str = ""
    separator: str = ""
    header_line: int | None = None
    sheet: str = ""
    first: int | None = None

    def wish(self, operation: Operation) -> PreflightWish:
        """The same as a preflight is asked; which column is which is left to `choose`.

        Raises:
            UsageError: If an option has a value that it can't have.
        """
        encoding = _ENCODINGS.get(self.encoding.lower(), self.encoding.lower())
        separator = _SEPARATORS.get(self.separator.lower(), self.separator)
        if self.bad_rows not in _BAD_ROWS:
            raise _unknown("--bad-rows", self.bad_rows, _BAD_ROWS)
        return PreflightWish(
            operation,
            reading=ReadingWish(
                encoding=_one_of(Encoding, encoding, "--encoding") if encoding else None,
                separator=_one_of(Separator, separator, "--separator", _SEPARATORS) if separator else None,
                header_line=self.header_line,
                sheet=self.sheet or None,
            ),
            fix=_one_of(Fix, self.fix, "--fix"),
            bad_rows=_BAD_ROWS[self.bad_rows],
            first_rows=self.first,
        )

    def choose(self, operation: Operation) -> Recall:
        """Matches the columns; what was named on the command line goes before what looks alike."""

        def chosen(header: tuple[str, ...], samples: Samples) -> Fillings:
            named = parsed(self.maps, self.constants, operation, header)
            used = {filling.index for filling in named.values() if isinstance(filling, FromColumn)}
            found = {
                name: filling
                for name, filling in matched(operation, header, samples).items()
                if not (isinstance(filling, FromColumn) and filling.index in used)
            }
            return found | named

        return chosen

    def recipe(self, operation: Operation) -> str:
        """A hash of all that differs from the defaults, however it was typed; "" if nothing does."""
        named = [f"map {text.strip()}" for text in self.maps]
        named += [f"constant {text.strip()}" for text in self.constants]
        return recipe_of(self.wish(operation), named)


def operation_named(name: str) -> Operation:
    """The operation of that name.

    Raises:
        UsageError: If there is none.
    """
    operation = OPERATIONS.get(name)
    if operation is None:
        raise UsageError(
            f"There is no operation named {name}.", f"Operations: {', '.join(sorted(OPERATIONS))}."
        )
    return operation


def _one_of(kind: type[_T], text: str, option: str, words: Iterable[str] = ()) -> _T:
    try:
        return kind(text)
    except ValueError as exc:
        raise _unknown(option, text, words or [member.value for member in kind]) from exc


def _unknown(option: str, text: str, known: Iterable[str]) -> UsageError:
    return UsageError(f"{option} can't be “{text}”.", f"It is one of: {', '.join(known)}.")
