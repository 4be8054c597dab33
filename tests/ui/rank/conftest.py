"""The look that every test here needs."""

from tests.ui.inspector.probes import theme

__all__ = ["theme"]
