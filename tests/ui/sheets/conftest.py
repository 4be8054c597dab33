"""The look that every test here needs, and the sheet of a new batch."""

from tests.ui.inspector.probes import theme
from tests.ui.sheets.bench import below, sheet, wishes

__all__ = ["below", "sheet", "theme", "wishes"]
