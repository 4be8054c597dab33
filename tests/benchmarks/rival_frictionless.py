"""Checks a file of vehicles with frictionless, under the rules that preflight has, and prints the seconds."""

from __future__ import annotations

import sys
import time

from frictionless import Checklist, Resource, Schema

SCHEMA = {
    "fields": [
        {
            "name": "vin",
            "type": "string",
            "constraints": {"required": True, "pattern": "[A-HJ-NPR-Z0-9]{17}"},
        },
        {"name": "price", "type": "integer", "constraints": {"required": True, "minimum": 1}},
        {"name": "miles", "type": "integer", "constraints": {"required": True, "minimum": 0}},
        {
            "name": "source",
            "type": "string",
            "constraints": {"required": True, "pattern": r"[a-z0-9_-]+(\.[a-z0-9_-]+)+"},
        },
        {"name": "zip", "type": "string", "constraints": {"required": True, "pattern": "[0-9]{5}"}},
    ]
}


def main(path: str) -> None:
    """Prints how long the check takes."""
    started = time.perf_counter()
    report = Resource(path=path, schema=Schema.from_descriptor(SCHEMA)).validate(Checklist())
    if not report.valid:
        raise SystemExit("the rival found something wrong with a valid file")
    print(time.perf_counter() - started)


if __name__ == "__main__":
    import os
    from pathlib import Path

    os.chdir(Path(sys.argv[1]).parent)
    main(Path(sys.argv[1]).name)
