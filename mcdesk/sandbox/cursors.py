"""The opaque cursor of a list of jobs. Knows its form only, not whether its job exists."""

import base64
import binascii
import json

from mcdesk.sandbox.jobs import Job, iso


def cursor_after(job: Job) -> str:
    """The cursor of the page that begins after `job`."""
    raw = json.dumps({"c": iso(job.accepted_at), "j": job.job_id}, separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[str, str]:
    """The time and the id of the job that a cursor stands on.

    Raises:
        ValueError: It is not a cursor.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        raw = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
        created, job_id = raw["c"], raw["j"]
    except (binascii.Error, UnicodeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("malformed cursor") from error
    if not isinstance(created, str) or not isinstance(job_id, str):
        raise ValueError("malformed cursor")
    return created, job_id
