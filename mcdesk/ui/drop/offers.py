"""What an operation offers to do with a file, in words. Plain data, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model.operations import Operation


@dataclass(frozen=True, slots=True)
class DropOffer:
    """One target: what happens to the bytes, what is needed, when it starts.

    `problem` says why this file can't be used here; such a target is off.
    """

    operation: Operation
    packing: str
    needs: str
    starts: str
    problem: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the file can be dropped here."""
        return not self.problem

    @property
    def sentence(self) -> str:
        """For a screen reader."""
        name = f"{self.operation.name}. {self.operation.summary}. "
        if self.problem:
            return f"{name}Not possible: {self.problem}"
        return f"{name}{self.packing}. {self.needs}. {self.starts}."
