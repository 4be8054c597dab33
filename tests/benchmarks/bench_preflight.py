"""Preflight of two million rows beside what people use: gzip for packing, frictionless for checking.

Every row is valid, as in most files: what is measured is the price of looking at every cell.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mcdesk.intake.cells.vins import TRANSLITERATION, check_digit
from mcdesk.intake.preflight import preflight
from mcdesk.model.operations import RANK
from mcdesk.model.preflight import PreflightWish

ROWS = 2_000_000
MANY_ROWS = 4_000_000
RIVAL_ROWS = 50_000
_SIGNS = "".join(TRANSLITERATION)


def write_vehicles(path: Path, rows: int, *, with_problems: bool = False) -> None:
    """Writes that many valid rows, or with a ZIP in a thousand rows that lost its leading zero."""
    dice = random.Random(1)
    with path.open("w") as out:
        out.write("vin,price,miles,source,zip\n")
        for start in range(0, rows, 1_000):
            written = [_row(dice) for _ in range(min(1_000, rows - start))]
            if with_problems:
                written[0] = written[0][: written[0].rindex(",")] + ",2139\n"
            out.writelines(written)


def _row(dice: random.Random) -> str:
    signs = "".join(dice.choices(_SIGNS, k=16))
    whole = f"{signs[:8]}0{signs[8:]}"
    dealer = dice.randrange(40_000)
    return (
        f"{whole[:8]}{check_digit(whole)}{whole[9:]},{dice.randrange(900, 90_000)},{dice.randrange(200_000)},"
        f"dealer{dealer}.com,{501 + dealer:05}\n"
    )


def ours(source: Path, folder: Path) -> float:
    """Seconds for the whole preflight."""
    started = time.perf_counter()
    preflight(source, PreflightWish(RANK), folder, lambda look: None, lambda: None)
    return time.perf_counter() - started


def against_gzip(source: Path, folder: Path, seconds_of: Callable[[list[str]], float]) -> tuple[float, str]:
    """Our share of the time of `gzip -6`, as the median of runs taken in turn; and in words."""
    ours(source, folder)  # the first one also loads numpy
    pairs = []
    for _ in range(5):
        rival = seconds_of(["sh", "-c", f"gzip -6 -c {source} > {folder / 'rival.gz'}"])
        pairs.append((ours(source, folder), rival))
    share = statistics.median(mine / rival for mine, rival in pairs)
    mine, rival = (statistics.median(times) for times in zip(*pairs, strict=True))
    return share, f"{share:.2f} of its time ({mine:.2f} s against {rival:.2f} s)"


def against_frictionless(source: Path, folder: Path) -> tuple[float, str]:
    """How many times faster a row is checked than by frictionless under the same patterns and ranges."""
    few = folder / "rival.csv"
    write_vehicles(few, RIVAL_ROWS)
    command = [sys.executable, "-m", "tests.benchmarks.rival_frictionless", str(few)]
    pairs = [
        (
            float(subprocess.check_output(command, text=True)) / RIVAL_ROWS,
            ours(source, folder / "mine") / ROWS,
        )
        for _ in range(3)
    ]
    rival, mine = (statistics.median(times) for times in zip(*pairs, strict=True))
    return (
        rival / mine,
        f"{rival / mine:.0f}x faster ({mine * 1e6:.2f} µs a row against {rival * 1e6:.0f} µs)",
    )


def memory_of(source: Path) -> float:
    """Megabytes at the peak above idle, in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_preflight", str(source)]
    return float(subprocess.check_output(command, text=True))


def dropped(source: Path, home: Path) -> dict[str, float]:
    """Seconds of a drop on the real window, as `tests.benchmarks.drop` tells them."""
    command = [sys.executable, "-m", "tests.benchmarks.drop", str(home), str(source)]
    told: dict[str, float] = json.loads(
        subprocess.check_output(command, text=True, stderr=subprocess.DEVNULL)
    )
    return told


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _alone(source: Path) -> None:
    idle = _peak()
    ours(source, source.parent / "alone")
    print((_peak() - idle) / 1024)


if __name__ == "__main__":
    _alone(Path(sys.argv[1]))
