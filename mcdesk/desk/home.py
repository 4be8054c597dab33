"""Where everything that lasts is kept. Decides from the environment; creates nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import platformdirs

HOME_VARIABLE = "MCDESK_HOME"


def home_folder(environment: Mapping[str, str]) -> Path:
    """MCDESK_HOME, or the platform's own folder for such data. Deleting it is a full reset."""
    chosen = environment.get(HOME_VARIABLE)
    return Path(chosen).absolute() if chosen else platformdirs.user_data_path("mcdesk", appauthor=False)
