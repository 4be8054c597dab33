"""What a user sees who must choose an encoding."""

from pathlib import Path

import pytest

from mcdesk.intake.encoding_samples import encoding_samples
from mcdesk.model.preflight import Encoding

TEXT = "vin,seller\n1FMCU0GD0JUD56190,Café Zürich\n"


@pytest.mark.parametrize("encoding", [Encoding.UTF_8, Encoding.WINDOWS_1252, Encoding.LATIN_1])
def test_the_right_encoding_reads_as_it_was_written(tmp_path: Path, encoding: Encoding) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode(encoding.value))
    samples = encoding_samples(path)
    assert samples[encoding].endswith("Café Zürich")
    assert set(samples) == set(Encoding)


def test_utf_16_reads_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode("utf-16"))
    assert "vin,seller" in encoding_samples(path)[Encoding.UTF_16_LE]


def test_plain_text_needs_no_choice(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("vin\n1FMCU0GD0JUD56190\n")
    assert encoding_samples(path) == {}
