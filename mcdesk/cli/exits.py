"""What the exit codes mean. Scripts rely on them: they never change."""

from __future__ import annotations

from enum import IntEnum

from mcdesk.desk.plan import JobFailedError
from mcdesk.model.errors import (
    ChecksumError,
    DeskError,
    DownloadBrokenError,
    InputFileError,
    KeyringError,
    LedgerError,
    NoDownloadsLeftError,
    StorageError,
    UsageError,
)


class Exit(IntEnum):
    """How a run ended."""

    DONE = 0
    LOCAL_TROUBLE = 1
    NOTHING_SENT = 2
    REFUSED = 3
    JOB_FAILED = 4
    NOT_VERIFIED = 5
    NO_DOWNLOADS_LEFT = 6
    INTERRUPTED = 130


def exit_for(error: DeskError, *, was_sent: bool) -> Exit:
    """The code that an error ends with. `was_sent` tells local trouble before and after sending apart."""
    match error:
        case JobFailedError():
            return Exit.JOB_FAILED
        case NoDownloadsLeftError():
            return Exit.NO_DOWNLOADS_LEFT
        case ChecksumError() | DownloadBrokenError():
            return Exit.NOT_VERIFIED
        case InputFileError() | UsageError():
            return Exit.NOTHING_SENT
        case StorageError() | LedgerError() | KeyringError():
            return Exit.LOCAL_TROUBLE if was_sent else Exit.NOTHING_SENT
        case _:
            return Exit.REFUSED
