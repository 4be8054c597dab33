"""The look that every test here needs, and Qt's own loop for what waits."""

from tests.e2e.conftest import run_in_qt
from tests.ui.inspector.probes import theme

__all__ = ["run_in_qt", "theme"]
