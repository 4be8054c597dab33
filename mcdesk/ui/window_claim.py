"""The claim on a home's window. The system drops it when its process dies.

It is what `claimed_now` of desk/claim.py makes, made by hand where that is easy: loading the library takes
10 ms, and the first picture would wait for it.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from mcdesk.desk.claim import claimed_now as window_claimed
else:
    import fcntl
    from collections.abc import Iterator
    from contextlib import contextmanager
    from pathlib import Path

    from mcdesk.model.errors import BusyElsewhereError, StorageError

    @contextmanager
    def window_claimed(path: Path) -> Iterator[None]:
        """Holds the claim that `path` stands for; the file is made if need be, and stays.

        Raises:
            BusyElsewhereError: If another process has it.
            StorageError: If claims can't be made here.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("ab")
        except OSError as exc:
            raise StorageError(f"{path.parent} can't be written.", "Make it writable.") from exc
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as exc:
                raise BusyElsewhereError("Another mcdesk has this window open.") from exc
            except OSError as exc:
                raise StorageError(f"{path.parent} has no locks.", "Use a folder on this computer.") from exc
            yield


__all__ = ["window_claimed"]
