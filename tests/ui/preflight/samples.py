"""Reports of a look through a file, as they come in life: many problems, none, still running, odd rows."""

from collections.abc import Mapping
from dataclasses import replace

from mcdesk.model import rules
from mcdesk.model.fields import VIN as VIN_FIELD
from mcdesk.model.preflight import (
    Constant,
    Decision,
    Dialect,
    Example,
    Filling,
    Forecast,
    FromColumn,
    PartForecast,
    PreviewRow,
    Problem,
    Report,
    Separator,
)
from mcdesk.model.rules import Rule

HEADER = ("VIN_NUMBER", "Ask Price", "Odometer", "Dealer Site", "Dealer Zip", "lot", "grade", "seller")
FILLINGS: Mapping[str, Filling] = {
    name: FromColumn(place) for place, name in enumerate(("vin", "price", "miles", "source", "zip"))
}
DIALECT = Dialect(separator=Separator.SEMICOLON, has_mark=True)

# How a file has it, and how it is sent.
CELLS = {
    1: ("7YAKN4DA6SY777820;$23,450.00;34307;https://www.mbofaugusta.com/;30907;A118;4.1;Northlake Fleet",
        "7YAKN4DA6SY777820;23450;34307;mbofaugusta.com;30907;A118;4.1;Northlake Fleet"),
    2: ("KL79MPSL4SB833820;18990;62110;carvana.com;7030;A119;3.8;Northlake Fleet",
        "KL79MPSL4SB833820;18990;62110;carvana.com;07030;A119;3.8;Northlake Fleet"),
    3: ("WP1BE2AY9PD03041;$31,200;20455;esterobaychevrolet.com;33928;A120;4.4;Harbor Leasing",
        "WP1BE2AY9PD03041;31200;20455;esterobaychevrolet.com;33928;A120;4.4;Harbor Leasing"),
    4: ("4T1C11BK3NU813651;27480;41002;carvana.com;95765;A121;3.2;Harbor Leasing",
        "4T1C11BK3NU813651;27480;41002;carvana.com;95765;A121;3.2;Harbor Leasing"),
    5: ("JTMDFREV4JJ680499;$15,995;88034;mbofaugusta.com;30907;A122;2.9;Harbor Leasing",
        "JTMDFREV4JJ680499;15995;88034;mbofaugusta.com;30907;A122;2.9;Harbor Leasing"),
    6: ("5FNYF8H52SB944662;22750;30218;https://carvana.com;8540;A123;4.0;Northlake Fleet",
        "5FNYF8H52SB944662;22750;30218;carvana.com;08540;A123;4.0;Northlake Fleet"),
    7: ("1HGCY1F30PA012345;31900;12004;carvana.com;02139;A124;4.6;Northlake Fleet",
        "1HGCY1F30PA012345;31900;12004;carvana.com;02139;A124;4.6;Northlake Fleet"),
}  # fmt: skip
MARKS: Mapping[int, Mapping[int, str]] = {
    1: {1: "price-format", 3: "source-url"},
    2: {4: "zip-leading-zero"},
    3: {0: "vin-length", 1: "price-format"},
    5: {0: "vin-check-digit", 1: "price-format"},
    6: {3: "source-url", 4: "zip-leading-zero"},
}


def problem(
    rule: Rule, count: int, *pairs: tuple[int, str, str | None], column: str = "zip", **more: object
) -> Problem:
    """A problem with examples: line, before, after."""
    examples = tuple(Example(line, column, before, after) for line, before, after in pairs)
    made = Problem(rule, count, tuple(example.line for example in examples), examples)
    return replace(made, **more)  # type: ignore[arg-type]


VIN_LENGTH = problem(
    rules.VIN_LENGTH, 4, (4, "WP1BE2AY9PD03041", None), (61, "1FTFW1E5", None), (802, "3C6UR5DL", None)
)
LEADING_ZERO = problem(
    rules.ZIP_LEADING_ZERO, 214, (3, "7030", "07030"), (7, "8540", "08540"), (19, "2134", "02134"),
    is_mended=True,
)  # fmt: skip
PRICE_FORMAT = problem(
    rules.PRICE_FORMAT, 1_106, (2, "$23,450.00", "23450"), (4, "$31,200", "31200"), (6, "$15,995", "15995"),
    is_mended=True,
)  # fmt: skip
SOURCE_URL = problem(
    rules.SOURCE_URL, 87, (2, "https://www.mbofaugusta.com/", "mbofaugusta.com"),
    (7, "https://carvana.com", "carvana.com"),
    (90, "http://www.esterobaychevrolet.com/inventory/used?page=3&sort=price", "esterobaychevrolet.com"),
    is_mended=True,
)  # fmt: skip
CENTS = problem(rules.PRICE_CENTS, 9, (31, "18990.49", "18990"), (44, "21000.95", "21001"))
CHECK_DIGIT = problem(
    rules.VIN_CHECK_DIGIT, 41, (6, "JTMDFREV4JJ680499", None), (58, "WDB2030461A123456", None)
)
REPEATS = problem(rules.DUPLICATE_ROW, 360, (211, "KL79MPSL4SB833820", None))
PAIRS = problem(rules.DUPLICATE_PAIR, 12, (330, "7YAKN4DA6SY777820", None))
MALFORMED = problem(rules.MALFORMED_ROW, 2, (9, "1HGCY1F30PA012399;30100", None))
SPACES = problem(
    rules.VIN_SPACES, 31, (12, " 1HGCY1F30PA012345 ", "1HGCY1F30PA012345"),
    (13, "\t5FNYF8H52SB944662", "5FNYF8H52SB944662"), is_mended=True,
)  # fmt: skip
MISSING_VIN = problem(VIN_FIELD.missing, 3, (77, "", None))


def preview(left_out: frozenset[int] = frozenset({3})) -> tuple[PreviewRow, ...]:
    """The first seven rows."""
    made = []
    for row, (before, after) in CELLS.items():
        marks = MARKS.get(row, {})
        cells, sent = tuple(before.split(";")), tuple(after.split(";"))
        ids = tuple(dict.fromkeys(marks.values()))
        made.append(PreviewRow(row, row + 1, cells, sent, marks, ids, row in left_out))
    return tuple(made)


def malformed(row: int = 8, text: str = "1HGCY1F30PA012399;30100") -> PreviewRow:
    """A row that does not fit the columns."""
    return PreviewRow(row, row + 1, (text,), (text,), {0: "malformed-row"}, ("malformed-row",), True, False)


def forecast(rows_sent: int = 12_000, unique: int = 11_640, size: int = 310_000) -> Forecast:
    """What should come back from one job."""
    return Forecast(rows_sent, unique, size, (PartForecast(1, rows_sent, unique, size),))


def mixed() -> Report:
    """The file of the pictures: four rows left out, three fixes on, two kinds worth knowing."""
    length = replace(VIN_LENGTH, decision=Decision.LEAVE_OUT)
    return Report(
        12_004, 11_640, DIALECT, HEADER, FILLINGS,
        problems=(length, CHECK_DIGIT, PRICE_FORMAT, LEADING_ZERO, SOURCE_URL, REPEATS),
        left_out=4, changed_cells=1_407, preview=preview(), forecast=forecast(),
    )  # fmt: skip


def undecided() -> Report:
    """The same with everything that can wait for a decision, a fix that is not safe, and odd rows."""
    found = (
        *(MALFORMED, MISSING_VIN, VIN_LENGTH, SPACES, CHECK_DIGIT, PRICE_FORMAT, CENTS, LEADING_ZERO),
        *(SOURCE_URL, REPEATS, PAIRS),
    )
    odd = (
        malformed(),
        malformed(11, '1FTFW1E5;"never closed;23000;1200;carvana.com;02139;A1;4.0;Fleet, south'),
    )
    return replace(mixed(), problems=found, preview=(*preview(), *odd), left_out=15)


def running() -> Report:
    """The whole file has not been seen yet."""
    return replace(mixed(), rows=74_000, forecast=None)


def calm() -> Report:
    """Nothing was found in the whole file."""
    clean = tuple(replace(row, marks={}, rules=(), is_left_out=False, cells=row.sent) for row in preview())
    return replace(mixed(), rows=12_000, problems=(), left_out=0, changed_cells=0, preview=clean)


def calm_so_far() -> Report:
    """Nothing was found yet."""
    return replace(calm(), rows=74_000, forecast=None)


def constants() -> Report:
    """The dealer is the same in every row, and no column is the miles yet."""
    fillings: dict[str, Filling] = {
        **FILLINGS,
        "source": Constant("mbofaugusta.com"),
        "zip": Constant("02139"),
    }
    del fillings["miles"]
    return replace(mixed(), fillings=fillings, missing=("miles",))


def workbook() -> Report:
    """A sheet of a workbook has rows, not lines."""
    return replace(mixed(), dialect=Dialect(sheets=("June", "July"), sheet="June"))


def long_names() -> Report:
    """Headings and values as nobody would wish for."""
    header = tuple(f"{name} as exported from the auction house on 14 June" for name in HEADER)
    rows = tuple(
        replace(row, cells=(*row.cells[:7], "Northlake Fleet and Leasing of the Carolinas, Inc. " * 3))
        for row in preview()
    )
    return replace(undecided(), header=header, preview=tuple(replace(row, sent=row.cells) for row in rows))


def many_rows(number: int = 3_000) -> Report:
    """As many rows as a preview ever holds."""
    first = preview()
    rows = tuple(replace(first[n % 7], row=n + 1, line=n + 2) for n in range(number))
    return replace(mixed(), preview=rows)


REPORTS = {
    "mixed": mixed,
    "undecided": undecided,
    "running": running,
    "calm": calm,
    "calm-so-far": calm_so_far,
    "constants": constants,
    "workbook": workbook,
    "long": long_names,
}
