"""What a ranking was asked, as the text that the history keeps. Written and read here alone; no files."""

from __future__ import annotations

import json

from mcdesk.model.lookups import RANKINGS, Cells, RankRequest, Side


def request_to_text(request: RankRequest) -> str:
    """As JSON, cell by column name, so that it can be read when a side has other columns one day."""
    ranking = request.ranking
    told = {
        "one": dict(zip(ranking.one.names, request.one, strict=True)),
        "many": [dict(zip(ranking.many.names, cells, strict=True)) for cells in request.many],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def request_from_text(kind: str, text: str) -> RankRequest | None:
    """Reads what `request_to_text` wrote, perhaps by another version.

    Returns:
        None for a text that holds no such request, and for a kind that is no ranking. Unknown columns are
        left out, missing ones are "".
    """
    ranking = RANKINGS.get(kind)
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if ranking is None or not isinstance(told, dict) or not isinstance(told.get("many"), list):
        return None
    one = _cells(ranking.one, told.get("one"))
    many = [cells for entry in told["many"] if (cells := _cells(ranking.many, entry)) is not None]
    return None if one is None else RankRequest(ranking, one, tuple(many))


def _cells(side: Side, told: object) -> Cells | None:
    if not isinstance(told, dict):
        return None
    return tuple(str(told.get(name) or "") for name in side.names)
