"""What tests of the intake share."""

from pathlib import Path

import pytest

from tests.intake.kitchen import Kitchen


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    return Kitchen(tmp_path, [])
