"""Bytes become UTF-8 or are said not to be of their encoding; nothing is replaced or cut."""

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.encodings import Utf8Stream, WrongEncodingError, detected_encoding, next_encoding
from mcdesk.model.preflight import Encoding

LINE = "vin,dealer\n1FMCU0GD0JUD56190,Citroën Café\n"
MARKS = {Encoding.UTF_16_LE: codecs.BOM_UTF16_LE, Encoding.UTF_16_BE: codecs.BOM_UTF16_BE}
TEXTS = st.text(st.characters(codec="utf-8"))


def read(data: bytes, encoding: Encoding, size: int = 7) -> list[bytes]:
    stream = Utf8Stream(io.BytesIO(data), encoding)
    return list(iter(lambda: stream.read(size), b""))


def without_mark(data: bytes, encoding: Encoding) -> bytes:
    return data.removeprefix(MARKS.get(encoding, codecs.BOM_UTF8))


@pytest.mark.parametrize(
    ("data", "encoding", "has_mark"),
    [
        (LINE.encode(), Encoding.UTF_8, False),
        (LINE.encode("utf-8-sig"), Encoding.UTF_8, True),
        (b"\xff\xfe" + LINE.encode("utf-16-le"), Encoding.UTF_16_LE, True),
        (b"\xfe\xff" + LINE.encode("utf-16-be"), Encoding.UTF_16_BE, True),
        (LINE.encode("utf-16-le"), Encoding.UTF_16_LE, False),
        (LINE.encode("utf-16-be"), Encoding.UTF_16_BE, False),
        (LINE.encode("cp1252"), Encoding.WINDOWS_1252, False),
        (LINE.encode("cp1252") + b"\x90", Encoding.LATIN_1, False),
        ("Citroë".encode()[:-1], Encoding.UTF_8, False),
        (b"", Encoding.UTF_8, False),
    ],
)
def test_the_encoding_is_found_by_the_first_bytes(data: bytes, encoding: Encoding, has_mark: bool) -> None:
    assert detected_encoding(data) == (encoding, has_mark)


@given(TEXTS, st.sampled_from(Encoding), st.integers(1, 40), st.booleans())
def test_a_text_arrives_in_whole_characters(text: str, encoding: Encoding, size: int, has_mark: bool) -> None:
    data = (("\ufeff" if has_mark else "") + text).encode(encoding.value, "ignore")
    chunks = read(data, encoding, size)
    assert b"".join(chunks).decode() == without_mark(data, encoding).decode(encoding.value)
    assert all(chunk.decode() for chunk in chunks)


@given(st.binary(), st.sampled_from(Encoding), st.integers(1, 40))
def test_any_bytes_become_text_or_are_refused(data: bytes, encoding: Encoding, size: int) -> None:
    try:
        expected = without_mark(data, encoding).decode(encoding.value)
    except UnicodeDecodeError:
        with pytest.raises(WrongEncodingError):
            read(data, encoding, size)
    else:
        assert b"".join(read(data, encoding, size)).decode() == expected


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"Citro\xebn", Encoding.UTF_8),
        (b"cut \xc3", Encoding.UTF_8),
        (b"a\x81", Encoding.WINDOWS_1252),
        (b"a\x00b", Encoding.UTF_16_LE),
        (b"\x00\xd8a\x00", Encoding.UTF_16_LE),
    ],
)
def test_bytes_of_another_encoding_are_not_guessed_at(data: bytes, encoding: Encoding) -> None:
    with pytest.raises(WrongEncodingError):
        read(data, encoding)


def test_a_stream_goes_on_behind_what_was_read_already_and_counts_bytes() -> None:
    file = io.BytesIO(b"\xef\xbb\xbfvin\nCitro\xc3\xabn\nrest")
    head = file.read(13)
    stream = Utf8Stream(file, Encoding.UTF_8, unread=head[7:], position=7)
    assert stream.position == 7
    assert stream.read(100) == b"Citro"
    assert stream.position == 13
    assert stream.read(100) == "ën\nrest".encode()
    assert stream.position == len(file.getvalue())


def test_a_mark_that_lied_is_left_out_where_the_next_encoding_is_tried() -> None:
    data = b"\xef\xbb\xbfvin,dealer\nx,Citro\xebn\n"
    assert b"".join(read(data, Encoding.WINDOWS_1252)) == "vin,dealer\nx,Citroën\n".encode()


@pytest.mark.parametrize("encoding", Encoding)
def test_every_way_of_trying_ends_with_what_can_read_anything(encoding: Encoding) -> None:
    while encoding is not next_encoding(encoding):
        encoding = next_encoding(encoding)
    assert encoding is Encoding.LATIN_1
    assert b"".join(read(bytes(range(256)), encoding)).decode() == "".join(map(chr, range(256)))
