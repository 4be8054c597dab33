"""Everything the inspector shows of one job, gathered in one value."""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.history import Usual
from mcdesk.model.jobs import Job
from mcdesk.model.rows import JobRow
from mcdesk.model.submissions import Submission


@dataclass(frozen=True, slots=True)
class JobDetails:
    """A row with all that stands behind it. `downloads` are all attempts, oldest first."""

    row: JobRow
    job: Job | None
    submission: Submission | None
    downloads: tuple[Download, ...] = ()
    usual: Usual | None = None
    """How long the user's own jobs of this kind took; None where too few have ended."""

    @property
    def kept(self) -> Download | None:
        """The result that is on this computer; or that was, and may be put back for nothing."""
        for state in (DownloadState.VERIFIED, DownloadState.LOST):
            if found := [download for download in self.downloads if download.state is state]:
                return found[-1]
        return None

    @property
    def repeated(self) -> int | None:
        """Rows whose counted value occurs more than once: why `successful_count` may be lower."""
        if self.job is not None and self.job.successful_count is not None and self.job.item_count is not None:
            return max(0, self.job.item_count - self.job.successful_count - (self.job.failed_count or 0))
        if self.submission is not None:
            return self.submission.rows - self.submission.unique_values
        return None
