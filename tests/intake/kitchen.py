"""Runs preflights for tests and reads back what they wrote."""

import csv
import gzip
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mcdesk.intake.preflight import Look, Prepared, preflight
from mcdesk.model.operations import RANK, Operation
from mcdesk.model.preflight import PreflightWish, Problem, Report

HEADER = "vin,price,miles,source,zip\n"
VINS = ("1FMCU0GD0JUD56190", "WP1BE2AY5PDA28064", "4T1C11BKXNU065125", "5XYKTCA69FG566472")
ROW = f"{VINS[0]},13790,73592,carvana.com,02139\n"


@dataclass
class Kitchen:
    """A folder with a source file, and the last preflight of it."""

    folder: Path
    looks: list[Look]
    prepared: Prepared | None = None

    def file(self, content: str | bytes, name: str = "april.csv") -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run(self, content: str | bytes | Path, operation: Operation = RANK, **wishes: Any) -> Prepared:
        path = content if isinstance(content, Path) else self.file(content)
        wish = PreflightWish(operation, **wishes)
        self.looks.clear()
        out = self.folder / f"out-{len(list(self.folder.iterdir()))}"
        self.prepared = preflight(path, wish, out, self.looks.append, lambda: None)
        return self.prepared

    @property
    def report(self) -> Report:
        assert self.prepared is not None
        return self.prepared.report

    @property
    def problems(self) -> dict[str, Problem]:
        return {problem.rule.id: problem for problem in self.report.problems}

    @property
    def counts(self) -> dict[str, int]:
        return {rule: problem.count for rule, problem in self.problems.items()}

    def sent(self) -> list[list[str]]:
        """The rows of all parts, each without its header."""
        assert self.prepared is not None
        tables = [table_of(part.packed.path) for part in self.prepared.parts]
        return [row for table in tables for row in table[1:]]

    def sent_header(self) -> list[str]:
        assert self.prepared is not None
        return table_of(self.prepared.parts[0].packed.path)[0]

    def changes(self) -> list[dict[str, str]]:
        assert self.prepared is not None
        return dicts_of(self.prepared.folder / "changes.csv")

    def rejects(self) -> list[list[str]]:
        assert self.prepared is not None
        return table_of(self.prepared.folder / "rejects.csv")[1:]


def table_of(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def dicts_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
