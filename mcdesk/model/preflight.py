"""What a look through a file before sending is asked, and what it answers. Plain values; no file is read.

Rows are counted from 1, below the header. Lines are those of the file as an editor counts them, or the rows
of a spreadsheet; both count from 1. Columns are places in the source's header, from 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from mcdesk.model.operations import Operation
from mcdesk.model.rules import Level, Rule

NO_HEADER = 0
"""The header line of a file that has none."""


class Encoding(StrEnum):
    """How the bytes of a file stand for text."""

    UTF_8 = "utf-8"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"
    WINDOWS_1252 = "cp1252"
    LATIN_1 = "latin-1"


class Separator(StrEnum):
    """What stands between two cells."""

    COMMA = ","
    SEMICOLON = ";"
    TAB = "\t"
    PIPE = "|"


class Quoting(StrEnum):
    """Whether a double quote around a cell is part of it."""

    DOUBLE = '"'
    NONE = ""


@dataclass(frozen=True, slots=True)
class ReadingWish:
    """How the user wants a file to be read; None lets mcdesk find out. `sheet` is one of a workbook."""

    encoding: Encoding | None = None
    separator: Separator | None = None
    quoting: Quoting | None = None
    header_line: int | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is read. `header_line` is NO_HEADER where the first line is a row already.

    `sheets` are the names in a workbook, () for a text file; `sheet` is the one that is read.
    """

    encoding: Encoding = Encoding.UTF_8
    has_mark: bool = False
    """Whether a byte order mark stood in front. It is never sent."""
    separator: Separator = Separator.COMMA
    quoting: Quoting = Quoting.DOUBLE
    header_line: int = 1
    sheets: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class FromColumn:
    """A field is filled from a column of the file."""

    index: int
    is_kilometres: bool = False
    """The heading says that distances are in kilometres."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A field is the same in every row."""

    text: str


Filling = FromColumn | Constant
Fillings = Mapping[str, Filling]
"""Which field is filled from what, by the field's name. A field that is not in it has nothing yet."""


class Fix(StrEnum):
    """Which fixes are on, before single ones are switched."""

    SAFE = "safe"
    ALL = "all"
    NONE = "none"


class Decision(StrEnum):
    """What becomes of rows that the service can't work on and that are not mended."""

    ASK = "ask"
    LEAVE_OUT = "leave-out"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that the user wrote anew. `row` counts rows, `column` is a place in the source's header."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may hold: rows, None for any number, and bytes as uploaded."""

    rows: int | None
    size: int


@dataclass(frozen=True, slots=True)
class PreflightWish:
    """Everything that the user can decide about a file on its way.

    Attributes:
        operation: What it is to be sent for.
        reading: How it is read.
        fillings: Which field comes from where; None lets mcdesk match the columns.
        fix: Which fixes are on.
        switches: Single fixes switched otherwise, by rule id.
        bad_rows: What becomes of rows that can't be sent.
        decisions: The same for single rules, by rule id.
        edits: Cells written anew; they count as if they had stood in the file.
        limits: What one job may hold; None for what the operation declares.
        first_rows: Only that many rows are sent, as a trial; None for all.
    """

    operation: Operation
    reading: ReadingWish = ReadingWish()
    fillings: Fillings | None = None
    fix: Fix = Fix.SAFE
    switches: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    bad_rows: Decision = Decision.ASK
    decisions: Mapping[str, Decision] = field(default_factory=lambda: MappingProxyType({}))
    edits: tuple[Edit, ...] = ()
    limits: Limits | None = None
    first_rows: int | None = None

    def is_on(self, rule: Rule) -> bool:
        """Whether cells are mended under this rule."""
        if not rule.can_mend or self.fix is Fix.NONE:
            return rule.can_mend and self.switches.get(rule.id, False)
        return self.switches.get(rule.id, self.fix is Fix.ALL or rule.is_safe)

    def decision(self, rule: Rule) -> Decision:
        """What becomes of rows with this problem unmended. Rows that don't fit the columns can't be sent."""
        decided = self.decisions.get(rule.id, self.bad_rows)
        return Decision.LEAVE_OUT if decided is Decision.SEND and not rule.can_be_sent else decided

    def keeps_out(self, rule: Rule) -> bool:
        """Whether a row is left out for this rule, as things are decided."""
        is_bad = rule.level is Level.ERROR and not self.is_on(rule)
        return is_bad and self.decision(rule) is not Decision.SEND


@dataclass(frozen=True, slots=True)
class Example:
    """One cell with a problem. `after` is what mending makes of it, None where it can't be mended."""

    line: int
    column: str
    before: str
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """All of one kind that was found. `lines` are the first ten, `examples` the first few.

    `is_mended` says that its fix is on; `decision` what becomes of its rows where they can't be sent.
    """

    rule: Rule
    count: int
    lines: tuple[int, ...]
    examples: tuple[Example, ...]
    is_mended: bool = False
    decision: Decision = Decision.ASK

    @property
    def is_open(self) -> bool:
        """Whether the user must decide before anything is sent."""
        return self.rule.level is Level.ERROR and not self.is_mended and self.decision is Decision.ASK


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as it stands in the file and as it would be sent, cell by cell in the source's order.

    A cell that the user wrote anew counts as if it stood in the file.

    `marks` tells which rule a cell breaks, by column; of several the one that weighs most. A row that does
    not fit the columns has its text as its only cell. `is_left_out` as things are decided now; a row that
    waits for a decision counts as left out.
    """

    row: int
    line: int
    cells: tuple[str, ...]
    sent: tuple[str, ...]
    marks: Mapping[int, str]
    rules: tuple[str, ...] = ()
    """Ids of all rules that the row breaks, those about the whole row too."""
    is_left_out: bool = False
    fits: bool = True


@dataclass(frozen=True, slots=True)
class PartForecast:
    """One job to be: rows `first` to `last` of those that are sent, from 1; size as uploaded."""

    first: int
    last: int
    unique_values: int
    size: int

    @property
    def rows(self) -> int:
        """How many."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Forecast:
    """What goes out and what should come back, once the whole file has been seen."""

    rows_sent: int
    unique_values: int
    size: int
    parts: tuple[PartForecast, ...]

    @property
    def successful_count(self) -> int:
        """What the service counts as successful if all goes well: each value once in each job."""
        return sum(part.unique_values for part in self.parts)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a file, so far or in all.

    Attributes:
        rows: Rows seen, those that don't fit the columns too; blank lines are no rows.
        unique_values: Different values of the operation's counted column among them.
        dialect: How the file is read.
        header: The columns' names as they stand in the file, or "Column 1" and so on where it has none.
        fillings: Which field comes from where; constants as they are sent.
        missing: Fields that nothing fills.
        problems: What was found, in the order of the operation's rules; kinds without a find are left out.
        left_out: Rows that are not sent, as things are decided.
        changed_cells: Cells that are sent otherwise than they stand in the file.
        preview: Rows worth a look: the first of the file, and the first with each kind of problem.
        samples: The first values of each column, for whoever matches columns.
        is_result: The file looks like a result of the same service; its result columns are not sent.
        is_remembered: The fillings are those used for the same headers before.
        forecast: None until the whole file has been seen.
    """

    rows: int
    unique_values: int
    dialect: Dialect
    header: tuple[str, ...]
    fillings: Fillings
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: int = 0
    changed_cells: int = 0
    preview: tuple[PreviewRow, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()
    is_result: bool = False
    is_remembered: bool = False
    forecast: Forecast | None = None

    @property
    def open_problems(self) -> tuple[Problem, ...]:
        """What the user must decide on before anything is sent."""
        return tuple(problem for problem in self.problems if problem.is_open)

    @property
    def can_be_sent(self) -> bool:
        """Whether nothing is missing or open and there is something to send."""
        sent = self.forecast.rows_sent if self.forecast else 0
        return sent > 0 and not self.missing and not self.open_problems
