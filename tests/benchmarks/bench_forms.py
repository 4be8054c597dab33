"""How fast the ranking form is: from a pasted block to the wire, one key in a full grid, an answer on screen.

Run as a process of its own: `python -m tests.benchmarks.bench_forms` prints milliseconds as JSON.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from qasync import QEventLoop

from mcdesk.ui.answer.values import AnswerView
from mcdesk.ui.rank.board import RankBoard
from mcdesk.ui.theme.theme import Choice, Theme
from tests.e2e.house import House, until

_DEALERS, _RUNS, _TYPED = 100, 7, "northlakeauto-of-augusta.com"
_VEHICLE = ("WP1BE2AY5PDA28064", "20000", "3000")


class _Service(BaseHTTPRequestHandler):
    """Has no jobs, ranks at once, and notes when the first byte of a ranking's request was read."""

    protocol_version = "HTTP/1.1"
    arrived: list[float] = []  # noqa: RUF012 - shared on purpose

    def do_GET(self) -> None:
        self._answer({"jobs": [], "total": 0, "rows": 100})

    def do_POST(self) -> None:
        self.arrived.append(time.perf_counter())
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        scores = {"vin_score": 2214, "dealer_ymm_score": 1700}
        ranked = [
            {**asked["vin"], **dealer, **scores, "vin_rank": place}
            for place, dealer in enumerate(asked["dealers"], start=1)
        ]
        self._answer({"ranked_matches": ranked, "failed_items": []})

    def log_message(self, *_args: Any) -> None:
        """Quiet."""

    def _answer(self, told: object) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def _service() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def measured() -> dict[str, float]:
    """Milliseconds by name; runs in a process of its own, as a window belongs to one application."""
    app = QApplication(sys.argv)
    app.setQuitOnLastWindowClosed(False)
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        with tempfile.TemporaryDirectory() as folder, _service() as url:
            spent: dict[str, float] = loop.run_until_complete(
                _story(Path(folder), Theme(app, Choice.LIGHT), url)
            )
            return spent
    finally:
        loop.close()


async def _story(home: Path, theme: Theme, url: str) -> dict[str, float]:
    house = House(home, theme)
    await house.open_with_account(url)
    house.window.resize(1280, 800)
    house.window.frame.rail.place_chosen.emit("rankings")
    board = house.front.pages.rank.page.current
    board.form.one.set_cells(_VEHICLE)
    try:
        wire = [await _to_the_wire(board, run) for run in range(_RUNS)]
        view = board.answer.view
        assert view is not None
        keys = [spent for _ in range(3) for spent in _typed(board)]
        drawn = [_drawn(board, view) for _ in range(_RUNS)]
    finally:
        await house.close()
    return {
        "wire_first": wire[0],
        "wire": statistics.median(wire),
        "key": statistics.median(keys),
        "key_worst": statistics.quantiles(keys, n=20)[-1],
        "drawn": statistics.median(drawn),
    }


async def _to_the_wire(board: RankBoard, run: int) -> float:
    """From the paste of a block to the first byte of the request at the service."""
    lines = [f"dealer-{run}-{number}.com\t{10_000 + number}\t" for number in range(_DEALERS)]
    QGuiApplication.clipboard().setText("\n".join(("Dealer site\tZIP\tLocation id", *lines)))
    board.form.grid.set_rows(())
    known = len(_Service.arrived)
    began = time.perf_counter()
    board.form.paste()
    board.form.rank_asked.emit()
    await until(lambda: len(_Service.arrived) > known, "the request")
    spent = (_Service.arrived[-1] - began) * 1000
    await until(lambda: board.answer.view is not None and f"-{run}-" in str(board.answer.view), "the answer")
    return spent


def _typed(board: RankBoard) -> Iterator[float]:
    """Each key into a cell of the full grid, with everything drawn that it changes."""
    grid = board.form.grid
    grid.go_to(_DEALERS // 2, "source")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit), "no cell is open"
    for sign in _TYPED:
        began = time.perf_counter()
        QTest.keyClicks(editor, sign)
        board.form.repaint()
        yield (time.perf_counter() - began) * 1000
    QTest.keyClick(editor, Qt.Key.Key_Return)


def _drawn(board: RankBoard, view: AnswerView) -> float:
    board.answer.show_nothing(board.form.ranking)
    board.answer.repaint()
    began = time.perf_counter()
    board.answer.show_answer(view)
    board.answer.repaint()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(measured()))
