"""A submission as a row of its table, and back. No queries here."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from mcdesk.ledger import paths
from mcdesk.ledger.row_rules import check
from mcdesk.model.submissions import FileFacts, Origin, Refusal, Submission, SubmissionState

_state_of = {state.value: state for state in SubmissionState}
_origin_of = {origin.value: origin for origin in Origin}


def submission_of(row: Sequence[Any]) -> Submission:
    """Reads a row that holds all columns of the table, in the table's order. RowError if it can't be read."""
    check("submissions", row)
    id_, account_id, operation, reference, idempotency_key = row[:5]
    source_path, source_size, source_sha256, packed_path, packed_size, packed_sha256 = row[5:11]
    rows, unique_values, origin, state, place, created_at = row[11:17]
    sent_at, accepted_at, job_id, request_id, *refusal = row[17:25]
    family, part, parts, recipe, left_out, changed_cells, not_before = row[25:]
    return Submission(
        id=id_,
        # One text for all of an account and an operation, instead of one each: they are kept for long.
        account_id=sys.intern(account_id),
        operation=sys.intern(operation),
        reference=reference,
        idempotency_key=idempotency_key,
        source=FileFacts(paths.restored(source_path), source_size, source_sha256),
        packed=FileFacts(paths.restored(packed_path), packed_size, packed_sha256),
        rows=rows,
        unique_values=unique_values,
        origin=_origin_of[origin],
        state=_state_of[state],
        place=place,
        created_at=created_at,
        sent_at=sent_at,
        accepted_at=accepted_at,
        job_id=job_id,
        request_id=request_id,
        refusal=None if refusal[0] is None else Refusal(*refusal),
        family=id_ if family == id_ else family,
        part=part,
        parts=parts,
        recipe=recipe,
        left_out=left_out,
        changed_cells=changed_cells,
        not_before=not_before,
    )


def values_of(submission: Submission) -> dict[str, object]:
    """The row's values by column name."""
    source, packed, refusal = submission.source, submission.packed, submission.refusal
    return {
        "id": submission.id,
        "account_id": submission.account_id,
        "operation": submission.operation,
        "reference": submission.reference,
        "idempotency_key": submission.idempotency_key,
        "source_path": paths.kept(source.path),
        "source_size": source.size,
        "source_sha256": source.sha256,
        "packed_path": paths.kept(packed.path),
        "packed_size": packed.size,
        "packed_sha256": packed.sha256,
        "rows": submission.rows,
        "unique_values": submission.unique_values,
        "origin": submission.origin.value,
        "state": submission.state.value,
        "place": submission.place,
        "created_at": submission.created_at,
        "sent_at": submission.sent_at,
        "accepted_at": submission.accepted_at,
        "job_id": submission.job_id,
        "request_id": submission.request_id,
        "refusal_title": refusal.title if refusal else None,
        "refusal_advice": refusal.advice if refusal else None,
        "refusal_code": refusal.code if refusal else None,
        "refusal_instance": refusal.instance if refusal else None,
        "family": submission.family,
        "part": submission.part,
        "parts": submission.parts,
        "recipe": submission.recipe,
        "left_out": submission.left_out,
        "changed_cells": submission.changed_cells,
        "not_before": submission.not_before,
    }
