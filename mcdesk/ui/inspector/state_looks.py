"""How each state of a row looks as a pill: word, tone, icon, and whether it is solid."""

from __future__ import annotations

from typing import NamedTuple

from mcdesk.model.rows import RowState


class StateLook(NamedTuple):
    """The arguments of a pill."""

    word: str
    tone: str
    icon: str
    is_solid: bool = False


STATE_LOOKS: dict[RowState, StateLook] = {
    RowState.WAITING: StateLook("Waiting", "idle", "ph.clock"),
    RowState.HELD: StateLook("On hold", "idle", "ph.pause-circle-fill"),
    RowState.UPLOADING: StateLook("Uploading", "run", "ph.arrow-circle-up-fill"),
    RowState.PROCESSING: StateLook("Processing", "run", "ph.spinner-gap"),
    RowState.COMPLETED: StateLook("Completed", "ok", "ph.check-circle-fill"),
    RowState.FAILED: StateLook("Failed", "bad", "ph.warning-circle-fill", True),
    RowState.UNSURE: StateLook("Unsure", "warn", "ph.question-fill"),
}
