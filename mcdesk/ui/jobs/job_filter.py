"""What the user wants to see of the jobs. Plain data: no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mcdesk.model.rows import JobRow, RowState


class StateGroup(StrEnum):
    """The segments of the filter."""

    ALL = "all"
    ACTIVE = "active"
    COMPLETED = "completed"
    FAILED = "failed"


GROUP_OF = {state: StateGroup.ACTIVE if state.is_active else StateGroup(state.value) for state in RowState}


@dataclass(frozen=True, slots=True)
class JobFilter:
    """All three must hold. An empty operation means any; the text is looked for in name and ids."""

    state_group: StateGroup = StateGroup.ALL
    operation: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything passes."""
        return self == JobFilter()

    def predicate(self) -> Callable[[JobRow], bool]:
        """A test for one row, made once for many rows."""
        group, operation, text = self.state_group, self.operation, self.text.strip().casefold()

        def passes(row: JobRow) -> bool:
            if group is not StateGroup.ALL and GROUP_OF[row.state] is not group:
                return False
            if operation and row.operation != operation:
                return False
            return not text or text in row.reference.casefold() or text in (row.job_id or "")

        return passes
