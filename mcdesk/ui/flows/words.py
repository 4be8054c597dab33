"""Words that several flows say. Nothing else."""

from __future__ import annotations

from mcdesk.model.errors import DeskError
from mcdesk.model.past_requests import PastRequest, RequestState

NO_DESK = "Practise in the sandbox or add a key first: account menu, at the lower left."


def no_desk() -> DeskError:
    """Nothing can be asked: no account is open."""
    return DeskError("No account is open.", NO_DESK)


def not_answered(past: PastRequest) -> DeskError:
    """Why a request of the history has no answer that could be shown."""
    match past.state:
        case RequestState.ASKING:
            return DeskError(
                "No answer has come yet.",
                "It was asked elsewhere, such as on the command line. Open it again in a moment.",
            )
        case RequestState.CANCELLED:
            return DeskError("This request was cancelled.", "The service may have counted it all the same.")
        case RequestState.ANSWERED:
            return DeskError("The answer can't be read any more.", "Ask again to get another one.")
    return DeskError(past.title or "No answer came.", past.advice, code=past.code)
