"""What the user has changed about a file while its sheet is open. Pure: nothing is read or judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Decision, Edit, Fillings, Fix, Limits, PreflightWish, ReadingWish


@dataclass(frozen=True, slots=True)
class Wishes:
    """Each method gives a new one; what was not touched stays as mcdesk proposes it.

    Attributes:
        reading: How the file is read.
        fillings: Which field comes from where; None until the user changes something.
        switches: Single fixes switched otherwise than `fix`, by rule id.
        decisions: What becomes of rows that can't be sent, by rule id.
        edits: Cells written anew, at most one a cell.
        fix: Which fixes are on.
        trial: Only so many first rows are sent; None for all.
    """

    reading: ReadingWish = field(default_factory=ReadingWish)
    fillings: Fillings | None = None
    switches: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    decisions: Mapping[str, Decision] = field(default_factory=lambda: MappingProxyType({}))
    edits: tuple[Edit, ...] = ()
    fix: Fix = Fix.SAFE
    trial: int | None = None

    def with_reading(self, reading: ReadingWish) -> Wishes:
        """Reads the file otherwise. Columns and rows may be others then: matches and edits are dropped."""
        if reading == self.reading:
            return self
        return replace(self, reading=reading, fillings=None, edits=())

    def with_fillings(self, fillings: Fillings) -> Wishes:
        """Fills the fields so; a field that is not in it gets nothing."""
        return replace(self, fillings=MappingProxyType(dict(fillings)))

    def with_switch(self, rule_id: str, is_on: bool) -> Wishes:
        """Switches one fix."""
        return replace(self, switches=MappingProxyType({**self.switches, rule_id: is_on}))

    def with_decision(self, rule_id: str, decision: Decision) -> Wishes:
        """Decides on the rows with one problem."""
        return replace(self, decisions=MappingProxyType({**self.decisions, rule_id: decision}))

    def with_edit(self, edit: Edit) -> Wishes:
        """Writes a cell anew, in the place of what was written there before."""
        place = (edit.row, edit.column)
        others = tuple(known for known in self.edits if (known.row, known.column) != place)
        return replace(self, edits=(*others, edit))

    def with_trial(self, first_rows: int | None) -> Wishes:
        """Sends only the first rows, None for all."""
        return replace(self, trial=first_rows)

    def without_fixes(self) -> Wishes:
        """Turns every fix off; what was decided on rows stays."""
        return replace(self, fix=Fix.NONE, switches=MappingProxyType({}))

    def with_proposed_fixes(self) -> Wishes:
        """Turns on again what mcdesk proposes."""
        return replace(self, fix=Fix.SAFE, switches=MappingProxyType({}))

    def for_other_operation(self) -> Wishes:
        """What still holds where the file is to be sent for something else: how it is read."""
        return Wishes(reading=self.reading)

    def for_operation(self, operation: Operation, limits: Limits | None = None) -> PreflightWish:
        """All of it as one wish. `limits` are the account's own, None for what the operation declares."""
        return PreflightWish(
            operation=operation,
            reading=self.reading,
            fillings=self.fillings,
            fix=self.fix,
            switches=self.switches,
            decisions=self.decisions,
            edits=self.edits,
            limits=limits,
            first_rows=self.trial,
        )
