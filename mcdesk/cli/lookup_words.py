"""What the answers to single requests look like as tables and lines. Pure: it prints nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mcdesk.cli.tables import Cell, CellTable, Heading
from mcdesk.model import words
from mcdesk.model.answer_table import answer_table
from mcdesk.model.landing import failed_words
from mcdesk.model.lookups import RankRequest, Side
from mcdesk.model.operations import RANK
from mcdesk.model.rankings import RankAnswer
from mcdesk.model.specs import Attribute, Specs

_NO_FACTS = ("vin", "squish_vin", "observation")
"""Attributes that say nothing of the vehicle but what was asked."""
_SCORE_TITLES = ("VIN score", "Dealer score", "Rank")
_SCORES = tuple(Heading(*both) for both in zip(RANK.result_columns, _SCORE_TITLES, strict=True))
_REASON = Heading("reason", "Reason")


def rank_tables(request: RankRequest, answer: RankAnswer) -> list[CellTable]:
    """What was ranked, the best first, and below it what was not, with the reason as far as it is known.

    In a pipe the columns are called as the documents call them, so that table, JSON and batch result go
    together.
    """
    header, rows = answer_table(request, answer)
    told = [dict(zip(header, row, strict=True)) for row in rows]
    ranked, failed = told[: len(answer.ranked)], told[len(answer.ranked) :]
    *scores, rank = _SCORES
    many = _headings(request.ranking.many)
    reasons = [failed_words(request, match) for match in answer.failed]
    return [
        _table("", (rank, *many, *scores), ranked),
        _table(
            "Not ranked",
            (*many, _REASON),
            [{**row, _REASON.name: reason} for row, reason in zip(failed, reasons, strict=True)],
        ),
    ]


def rank_summary(request: RankRequest, answer: RankAnswer, seconds: float | None) -> str:
    """How many were ranked for what, and how many were not."""
    ranked = words.rows(len(answer.ranked), request.ranking.many.noun)
    failed = f", {len(answer.failed):,} not" if answer.failed else ""
    took = f" Answered in {seconds:.1f} s." if seconds is not None else ""
    return f"{ranked} ranked for {request.subject}{failed}.{took}"


def decoded_facts(specs: Specs) -> list[Attribute]:
    """Everything that a decode told of the vehicle; empty where it could not tell anything."""
    return [
        attribute
        for group in specs.groups
        for attribute in group.attributes
        if attribute.key.lower() not in _NO_FACTS
    ]


def specs_tables(specs: Specs) -> list[CellTable]:
    """The attributes of a decode, a table for each group."""
    return [
        CellTable(group.title, (), tuple((each.label, each.value) for each in group.attributes))
        for group in specs.groups
    ]


def _headings(side: Side) -> tuple[Heading, ...]:
    return tuple(Heading(column.name, column.field.title) for column in side.columns)


def _table(title: str, headings: tuple[Heading, ...], told: Sequence[Mapping[str, Cell]]) -> CellTable:
    def cell(row: Mapping[str, Cell], heading: Heading) -> Cell:
        value = row[heading.name]
        return None if value == "" else value

    return CellTable(
        title, headings, tuple(tuple(cell(row, heading) for heading in headings) for row in told)
    )
