"""What stands in a ranking's form, as a value and as the text that is kept of it. Pure, no Qt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from mcdesk.model.lookup_texts import request_from_text, request_to_text
from mcdesk.model.lookups import Cells, Ranking, RankRequest

_WISHES = "on"


@dataclass(frozen=True, slots=True)
class FormState:
    """A form as the user left it.

    Attributes:
        ranking: Whose form it is.
        one: What was typed above the grid.
        many: What was typed into the grid. Rows in between may be empty.
        wishes: Of each row the ids of the fixes that the user wished for.
    """

    ranking: Ranking
    one: Cells
    many: tuple[Cells, ...]
    wishes: tuple[frozenset[str], ...]


def state_to_text(state: FormState) -> str:
    """As JSON: the request that the form would be, beside it the wishes if there are any."""
    text = request_to_text(RankRequest(state.ranking, state.one, state.many))
    if not any(state.wishes):
        return text
    wishes = [sorted(ids) for ids in state.wishes]
    return json.dumps(json.loads(text) | {_WISHES: wishes}, ensure_ascii=False, separators=(",", ":"))


def state_from_text(kind: str, text: str) -> FormState | None:
    """Reads what `state_to_text` wrote, perhaps in another version.

    Args:
        kind: The ranking's id.
        text: Anything.

    Returns:
        None for a text that holds no form of this kind. Wishes that can't be told apart by row are left out.
    """
    request = request_from_text(kind, text)
    if request is None:
        return None
    wishes = _wishes_in(json.loads(text).get(_WISHES))
    if len(wishes) != len(request.many):
        wishes = (frozenset[str](),) * len(request.many)
    return FormState(request.ranking, request.one, request.many, wishes)


def _wishes_in(told: object) -> tuple[frozenset[str], ...]:
    if not isinstance(told, list):
        return ()
    return tuple(frozenset(_texts_in(ids)) for ids in told)


def _texts_in(ids: object) -> Sequence[str]:
    return [each for each in ids if isinstance(each, str)] if isinstance(ids, list) else ()
