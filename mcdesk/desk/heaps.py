"""Keeps the C library from holding on to memory that nobody uses any more. It frees nothing by itself.

Files are read, checked and moved in threads that come and go. glibc gives each a heap that grows with the
largest file and is never given back; and once a large block was freed, the next come from those heaps too.
With two heaps for all, and large blocks that go back at once, a desk at work takes half the memory.
"""

from __future__ import annotations

import contextlib
import ctypes

_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1
"""The names of the settings in malloc.h."""
_HEAPS = 2
_LARGE = 1024 * 1024
"""Bytes. So large are the blocks that a file is read in, and the tables that a check needs while it runs."""
_SETTINGS = ((_ARENA_MAX, _HEAPS), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _LARGE))


def share_heaps() -> None:
    """Takes effect for what is not there yet. Does nothing where the C library is another one."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        for setting, value in _SETTINGS:
            library.mallopt(setting, value)
