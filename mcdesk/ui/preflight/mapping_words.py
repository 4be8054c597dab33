"""What the columns panel says and offers: fillings in words and as choices. Pure, no Qt, and no matching."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mcdesk.model import words
from mcdesk.model.dealers import Dealer
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Constant, Filling, FromColumn, Report

MISSING = "Choose a column or type one value"
ONE_VALUE = "The same in every row…"
SAME_EVERYWHERE = "the same in every row"
EMPTY_CELL = "empty"

_SAMPLES_SHOWN = 3
_KILOMETRES = {"km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"}


def column_name(report: Report, index: int) -> str:
    """The heading of a column, or its place where the heading is empty."""
    name = report.header[index].strip() if index < len(report.header) else ""
    return name or f"Column {index + 1:,}"


def samples_of(report: Report, index: int) -> tuple[str, ...]:
    """The first few cells of a column, as they stand in the file."""
    return report.samples[index][:_SAMPLES_SHOWN] if index < len(report.samples) else ()


def first_value(report: Report, index: int) -> str:
    """The first cell of a column, "empty" for an empty one, "" before one was read."""
    samples = samples_of(report, index)
    return (samples[0].strip() or EMPTY_CELL) if samples else ""


def filling_words(report: Report, filling: Filling | None) -> str:
    """What stands in the button: the column's name or the constant; "Choose…" for nothing."""
    if filling is None:
        return "Choose…"
    return filling.text if isinstance(filling, Constant) else column_name(report, filling.index)


def spoken(field: str, report: Report, filling: Filling | None) -> str:
    """The line as a screen reader says it: "vin, filled from VIN_NUMBER"."""
    if filling is None:
        return f"{field}, nothing fills it yet"
    if isinstance(filling, Constant):
        return f"{field}, {filling.text} in every row"
    unit = ", in kilometres" if filling.is_kilometres else ""
    return f"{field}, filled from {column_name(report, filling.index)}{unit}"


def says_kilometres(heading: str) -> bool:
    """Whether a heading names the unit: "Odometer (km)". A guess that the user sees and can turn round."""
    return bool(_KILOMETRES & set(re.split(r"[^a-z]+", heading.casefold())))


def column_words(report: Report, operation: Operation) -> tuple[str, ...]:
    """What becomes of the columns that no field needs, as sentences; () where there are none."""
    used = {filling.index for filling in report.fillings.values() if isinstance(filling, FromColumn)}
    others = [name for index, name in enumerate(report.header) if index not in used]
    added = [name for name in others if _plain(name) in operation.result_columns]
    lines = []
    if report.is_result:
        what = words.rows(len(added), "result column")
        verb = "is" if len(added) == 1 else "are"
        lines.append(f"This is a {operation.result_word} result: its {what} {verb} left out.")
        others = [name for name in others if name not in added]
    if others:
        lines.append(_others_words(len(others), operation))
    return tuple(lines)


def dealer_of(operation: Operation, fillings: Mapping[str, Filling]) -> dict[str, str] | None:
    """The dealer that the constants describe, by field; None where not all are told by constants."""
    told = {name: fillings.get(name) for name in operation.dealer_fields}
    texts = {name: filling.text for name, filling in told.items() if isinstance(filling, Constant)}
    return texts if texts and len(texts) == len(told) else None


def is_known(dealers: Sequence[Dealer], told: Mapping[str, str]) -> bool:
    """Whether a saved dealer is just this."""
    return any(all(getattr(dealer, name) == text for name, text in told.items()) for dealer in dealers)


def dealer_fillings(operation: Operation, dealer: Dealer) -> dict[str, Filling]:
    """What a saved dealer fills, all at once."""
    return {name: Constant(getattr(dealer, name)) for name in operation.dealer_fields}


def _others_words(number: int, operation: Operation) -> str:
    what = words.rows(number, "more column")
    if operation.takes_more_columns:
        verb, again = ("stays", "returns") if number == 1 else ("stay", "return")
        return f"{what} {verb} in your file and {again} with the result."
    verb, pronoun = ("is", "it is") if number == 1 else ("are", "they are")
    return f"{what} {verb} not sent; {pronoun} kept for joining later."


def _plain(name: str) -> str:
    return name.strip().casefold()
