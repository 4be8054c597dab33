"""The table of a result's rows to pick one from. It picks nothing: the sheet has the buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mcdesk.model.fields import SOURCE
from mcdesk.results.rank_rows import ResultRow
from mcdesk.ui.jobs.cells.canvas import LEFT, RIGHT, metrics_of
from mcdesk.ui.pages.column_header import ColumnHeader
from mcdesk.ui.pages.row_paint import CELL_LEFT, CELL_RIGHT, paint_band, paint_ring, paint_text
from mcdesk.ui.results_pick.rows_model import RowsModel
from mcdesk.ui.theme.theme import Theme

_ROW, _LEAST_ROWS, _LEAST_SITE = 28, 4, 120


class RowsView(QTableView):
    """One row is chosen: the first after every search."""

    def __init__(self, theme: Theme, model: RowsModel) -> None:
        super().__init__()
        self._theme, self._rows = theme, model
        self._painter = _RowDelegate(theme, model, self)
        self.setItemDelegate(self._painter)
        self.setHorizontalHeader(ColumnHeader(theme, self))
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.setAccessibleName("Rows of the result")

    @property
    def chosen(self) -> ResultRow | None:
        """The row that is chosen."""
        return self._rows.row_at(self.currentIndex().row())

    def show_rows(self, rows: Sequence[ResultRow]) -> None:
        """Shows other rows and chooses the first."""
        self._rows.show_rows(rows)
        self._fit_columns()
        self.setCurrentIndex(self._rows.index(0, 0))

    def minimumSizeHint(self) -> QSize:
        """The header and a few rows."""
        return QSize(self._theme.px(240), self._theme.px(34 + _ROW * _LEAST_ROWS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the site what room is left."""
        super().resizeEvent(event)
        self._fit_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells the painter first how wide a row is."""
        header = self.horizontalHeader()
        wide = max(header.length(), self.viewport().width())
        self._painter.row_left, self._painter.row_width = -header.offset(), wide
        super().paintEvent(event)

    def _fit_columns(self) -> None:
        """No heading is cut; the site takes what room is left, and gives some where it is short."""
        px, heading = self._theme.px, metrics_of(self._theme.face(12, 500))
        columns = self._rows.columns
        around = px(CELL_LEFT + CELL_RIGHT + 4)
        widths = [
            max(px(column.width), round(heading.horizontalAdvance(column.title)) + around)
            for column in columns
        ]
        left = self.viewport().width() - sum(widths)
        for place, column in enumerate(columns):
            more = left if column.name == SOURCE.name else 0
            self.setColumnWidth(place, max(widths[place] + more, px(_LEAST_SITE) if more else widths[place]))


class _RowDelegate(QStyledItemDelegate):
    """Band, text, ring. VINs and ids in the face of figures."""

    def __init__(self, theme: Theme, model: RowsModel, owner: QWidget) -> None:
        super().__init__(owner)
        self._theme, self._rows = theme, model
        self.row_left = self.row_width = 0

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws one cell in the colours of the moment."""
        theme, px, cell = self._theme, self._theme.px, option.rect
        column, row = self._rows.columns[index.column()], self._rows.row_at(index.row())
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRect(self.row_left, cell.y(), self.row_width, cell.height())
        paint_band(theme, painter, option, whole, inset=0)
        box = QRectF(cell.adjusted(2 if column.is_figure else px(CELL_LEFT), 0, -px(CELL_RIGHT), 0))
        text = column.text(row)
        token = "text3" if not text or not column.name else "text"
        paint_text(
            theme,
            painter,
            box,
            text or "–",
            token,
            px=12 if column.name == "vin" else 13,
            mono=column.name == "vin",
            align=RIGHT if column.is_figure else LEFT,
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(theme, painter, QRectF(cell).adjusted(5.5, 2.5, -1.5, -2.5))
        painter.restore()
