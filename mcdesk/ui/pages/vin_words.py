"""What the line below a VIN says while it is typed: maker, year, check digit, what is missing. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.intake.forms.cell_check import CellCheck
from mcdesk.intake.forms.vin_facts import CheckState, VinFacts
from mcdesk.model.rules import Level

LENGTH = 17
_DOT = " · "


@dataclass(frozen=True, slots=True)
class VinLine:
    """`token` is the colour of the words and of the icon, `has_failed` asks for a marked field."""

    words: str
    icon: str = "ph.info"
    token: str = "text2"
    has_failed: bool = False


_NOTHING = VinLine("17 digits and letters, without I, O and Q")
_EMPTY = VinLine("Type or paste a VIN first", "ph.warning-octagon-fill", "bad.text", has_failed=True)


def vin_line(facts: VinFacts, check: CellCheck, *, was_asked: bool) -> VinLine:
    """The line for a VIN as far as it is typed.

    Args:
        facts: What can be told of it.
        check: What the cell's own rules say.
        was_asked: Whether the user meant it to be complete: only then is one that is too short an error.
    """
    if not facts.typed:
        return _EMPTY if was_asked else _NOTHING
    known = _DOT.join(part for part in (facts.maker, " or ".join(map(str, facts.years))) if part)
    match facts.check:
        case CheckState.MATCHES:
            return VinLine(_joined(known, "check digit matches"), "ph.check-circle-fill", "ok.text")
        case CheckState.DIFFERS:
            words = f"check digit does not match ({facts.expected} expected)" if facts.expected else ""
            words = words or "check digit does not match"
            tail = "a typing error, or a car made for a market outside North America"
            return VinLine(f"{_joined(known, words)}: {tail}", "ph.warning-fill", "warn.text")
        case CheckState.TYPING if not was_asked:
            return VinLine(_joined(known, f"{facts.typed} of {LENGTH} characters"), "ph.circle-dashed")
        case CheckState.TYPING:
            words = f"A VIN has {LENGTH} characters: {_missing(LENGTH - facts.typed)}"
            return VinLine(words, "ph.warning-octagon-fill", "bad.text", has_failed=True)
    return VinLine(_trouble(facts, check), "ph.warning-octagon-fill", "bad.text", has_failed=True)


def _joined(known: str, words: str) -> str:
    return f"{known}{_DOT}{words}" if known else words[:1].upper() + words[1:]


def _missing(number: int) -> str:
    return "one is missing" if number == 1 else f"{number} are missing"


def _trouble(facts: VinFacts, check: CellCheck) -> str:
    if facts.typed > LENGTH:
        over = facts.typed - LENGTH
        return f"A VIN has {LENGTH} characters: {'one is' if over == 1 else f'{over} are'} too many"
    return next((rule.title for rule in check.left if rule.level is Level.ERROR), "This is no VIN")
