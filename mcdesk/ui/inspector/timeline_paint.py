"""Painting of the timeline's marks and links. Each state has a shape of its own, not only a colour."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from mcdesk.ui.controls.bars import paint_hatch
from mcdesk.ui.inspector.timeline_facts import Step, StepState
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_GLYPHS = {
    StepState.DONE: ("ph.check-circle-fill", "ok.fill"),
    StepState.WAITING: ("ph.clock-fill", "idle.fill"),
    StepState.HELD: ("ph.pause-circle-fill", "warn.fill"),
    StepState.UNSURE: ("ph.question-fill", "warn.fill"),
    StepState.FAILED: ("ph.warning-octagon-fill", "bad.fill"),
}


def paint_mark(theme: Theme, painter: QPainter, circle: QRectF, state: StepState) -> None:
    """Draws the mark of one step into `circle`."""
    if state in _GLYPHS:
        name, token = _GLYPHS[state]
        paint_icon(theme, painter, circle, name, token)
        return
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = circle.width() / 8
    ring = circle.adjusted(inset, inset, -inset, -inset)
    if state is StepState.ACTIVE:
        painter.setPen(QPen(theme.color("run.fill"), circle.width() / 10))
        painter.drawEllipse(ring)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("run.fill"))
        painter.drawEllipse(circle.center(), circle.width() / 5, circle.width() / 5)
    else:
        painter.setPen(QPen(theme.color("control"), circle.width() / 14))
        painter.drawEllipse(ring)
    painter.restore()


def paint_link(theme: Theme, painter: QPainter, link: QRectF, step: Step, upcoming: StepState) -> None:
    """Draws the line to the next step: solid as far as it was gone, dashed where nothing has begun."""
    if step.share <= 0 and upcoming.is_quiet:
        pen = QPen(theme.color("line2"), min(link.width(), link.height()))
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.drawLine(_middle(link))
        return
    painter.fillRect(link, theme.color("track"))
    gone = QRectF(link)
    if link.width() >= link.height():
        gone.setWidth(link.width() * step.share)
    else:
        gone.setHeight(link.height() * step.share)
    if step.state is StepState.FAILED:
        paint_hatch(theme, painter, gone, "bad")
    else:
        painter.fillRect(gone, theme.color("ok.fill" if step.share >= 1 else "run.fill"))


def _middle(link: QRectF) -> QLineF:
    center = link.center()
    if link.width() >= link.height():
        return QLineF(link.left(), center.y(), link.right(), center.y())
    return QLineF(center.x(), link.top(), center.x(), link.bottom())
