"""The service's own answer as it is shown: indented, and as it came where it is no JSON. Pure, no Qt."""

from __future__ import annotations

import json


def indented(body: str) -> str:
    """The same JSON, a line for each value, keys in the service's order; any other text as it is."""
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body
