"""Memory that a file's check needed for a while goes back to the system when the check is over."""

import platform
import subprocess
import sys

import pytest

_CHECKS = """
import os, threading
from mcdesk.desk.heaps import share_heaps

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

def check(kept):
    # tables of several megabytes, blocks of one, and a little that outlives them, in a thread of its own
    for _ in range(5):
        tables = [bytearray(8 << 20) for _ in range(4)]
        blocks = [bytearray(1 << 20) for _ in range(4)]
        kept.append(bytearray(600))

share_heaps()
kept = []
before = resident()
for _ in range(20):
    thread = threading.Thread(target=check, args=(kept,))
    thread.start()
    thread.join()
print(resident() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries are left as they are")
def test_what_checks_needed_for_a_while_goes_back() -> None:
    held = int(subprocess.check_output([sys.executable, "-c", _CHECKS], text=True))
    assert held < 8 << 20  # less than a single table
