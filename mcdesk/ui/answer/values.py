"""What the answer panel is told: one answer, and perhaps an earlier one to compare it with. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model.comparing import Compared, compared
from mcdesk.model.lookups import RankRequest
from mcdesk.model.past_requests import PastRequest
from mcdesk.model.rankings import Match, RankAnswer


@dataclass(frozen=True, slots=True)
class Comparison:
    """An answer against an earlier one.

    Attributes:
        moved: One for each ranked entry, in the order of the answer.
        lost: For each entry that was not ranked what it was before; None where it had no rank then either.
        gone: What was ranked then and is no longer in the answer at all.
    """

    moved: tuple[Compared, ...]
    lost: tuple[Match | None, ...]
    gone: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer as it is to be shown.

    Attributes:
        request: What was asked.
        answer: What came.
        past: Its record in the history; None where that could not be written.
        against: The earlier request that it is compared with; None for no comparison.
        against_answer: What that one answered. Both are needed to compare.
    """

    request: RankRequest
    answer: RankAnswer
    past: PastRequest | None = None
    against: PastRequest | None = None
    against_answer: RankAnswer | None = None

    @property
    def is_compared(self) -> bool:
        """Whether each row says how it moved."""
        return self.against is not None and self.against_answer is not None

    @property
    def request_id(self) -> str:
        """The service's id of the request, "" where it told none."""
        return self.past.request_id if self.past is not None else ""

    def comparison(self) -> Comparison | None:
        """What changed since the earlier answer; None where there is none to compare with."""
        if self.against_answer is None or self.against is None:
            return None
        side, now = self.request.ranking.many, self.answer
        entries = compared(side, now, self.against_answer)
        moved, rest = entries[: len(now.ranked)], entries[len(now.ranked) :]
        # What came back without scores has not gone: it is set against what is left by the same rules.
        left = RankAnswer(tuple(entry.before for entry in rest if entry.before is not None))
        entries = compared(side, RankAnswer(now.failed), left)
        lost, gone = entries[: len(now.failed)], entries[len(now.failed) :]
        return Comparison(moved, tuple(entry.before for entry in lost), gone)
