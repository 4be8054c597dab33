"""Keys are taken out of everything that is written."""

import io
import json
import logging
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.accounts import ApiKey
from mcdesk.services.http import Http
from mcdesk.services.redaction import RedactingFilter, quiet_http_logs, redacted, without_key
from tests.services.raw_server import RawServer, answer

KEY = "Ab0-secret_Key.9"
keys = st.text(st.sampled_from("abcXYZ0189-_.~"), min_size=12, max_size=40).filter(
    lambda text: text.strip(".")
)


@given(key=keys, before=st.text(max_size=9), after=st.text(max_size=9))
def test_a_key_is_taken_out_of_every_shape_it_travels_in(key: str, before: str, after: str) -> None:
    url = f"https://api.example.com/v2/jobs?{urlencode({'rows': 1, 'api_key': key, 'status': 'all'})}"
    shapes = [
        url,
        quote(url),
        quote(url, safe=""),
        f"'{url}'",
        f'GET "{url}" HTTP/1.1',
        f"<{url}>",
        json.dumps({"api_key": key, "client_secret": key}),
        repr({"api_key": key}),
        repr({"API_KEY": key}),
        f"access_token={key}",
        f"Authorization: Bearer {key}",
        repr({"authorization": f"Bearer {key}"}),
        repr(httpx.QueryParams({"api_key": key})),
        repr(httpx.Request("GET", url)),
        repr(httpx.URL(url)),
    ]
    for shape in shapes:
        assert key not in redacted(f"{before} {shape} {after}"), shape


def test_all_else_stays_as_it_was() -> None:
    url = "https://api.example.com/v2/jobs?rows=1&api_key=secret&status=all"
    assert redacted(url) == "https://api.example.com/v2/jobs?rows=1&api_key=…&status=all"
    assert redacted("april.csv: 12,000 rows") == "april.csv: 12,000 rows"


@given(st.text())
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    assert redacted(redacted(text)) == redacted(text)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a handler with the filter writes of the logger `trade`."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.addFilter(RedactingFilter())
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    trade = logging.getLogger("trade")
    trade.addHandler(handler)
    trade.setLevel(logging.DEBUG)
    trade.propagate = False
    yield text
    trade.removeHandler(handler)
    trade.propagate = True


def test_message_arguments_and_traceback_are_cleaned(written: io.StringIO) -> None:
    log = logging.getLogger("trade")
    log.info("asked https://x/?api_key=%s&rows=1 of %s", KEY, {"api_key": KEY})
    try:
        raise RuntimeError(f"refused for url 'https://x/?api_key={KEY}'") from ValueError(f"api_key={KEY}")
    except RuntimeError:
        log.exception("it broke at api_key=%s", KEY)
    text = written.getvalue()
    assert KEY not in text
    assert "Traceback" in text
    assert "rows=1" in text
    assert text.count("api_key=…") >= 4


def test_a_record_that_two_handlers_write_is_clean_in_both(written: io.StringIO) -> None:
    log = logging.getLogger("trade")
    second = io.StringIO()
    handler = logging.StreamHandler(second)
    handler.addFilter(RedactingFilter())
    log.addHandler(handler)
    try:
        log.info("api_key=%s", KEY)
    finally:
        log.removeHandler(handler)
    assert written.getvalue().endswith(second.getvalue())
    assert KEY not in second.getvalue()


async def test_the_http_library_logs_no_urls(caplog: pytest.LogCaptureFixture) -> None:
    loggers = [logging.getLogger(name) for name in ("httpx", "httpcore")]
    levels = [logger.level for logger in loggers]
    quiet_http_logs()
    try:
        with caplog.at_level(logging.DEBUG), RawServer(answer(b"{}")) as server:
            http = Http(server.url, ApiKey(KEY))
            await http.calls.get("/jobs")
            await http.aclose()
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
    assert f"api_key={KEY}".encode() in server.requests[0]
    assert KEY not in caplog.text


KEYS = st.one_of(
    keys, st.text(st.sampled_from("0123456789"), min_size=12), st.sampled_from(['a"b\\c/d&e+f g', "é/ß"])
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=9)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)


@given(
    key=KEYS, value=VALUES, told=st.sampled_from(["{}", "at /v2?api_key={}&rows=1", '"{}"']), data=st.data()
)
def test_an_answer_without_the_key_is_still_the_same_json(
    key: str, value: object, told: str, data: st.DataObject
) -> None:
    said = data.draw(st.sampled_from([key, quote(key, safe=""), urlencode({"k": key})[2:]]))
    number = int(key) if key.isdigit() else 0
    is_ascii = data.draw(st.booleans())
    body = json.dumps({"told": told.format(said), "number": number, "all": value}, ensure_ascii=is_ascii)
    cleaned = without_key(body, key)
    read = json.loads(cleaned)
    assert read["told"] == told.format("…")
    assert key not in cleaned
    assert read["number"] == ("…" if str(number) == key else number)
    assert read["all"] == value


@pytest.mark.parametrize(
    "body",
    ['{"api_key": [1, 2]}', '{"api_key": true, "n": 1}', '{"note": "client_secret: x} y"}', "[1, 2"],
)
def test_an_answer_loses_nothing_but_the_key(body: str) -> None:
    assert without_key(body, KEY) == body


def test_what_is_no_json_loses_the_key_as_well() -> None:
    assert without_key(f"oops: <{KEY}> at ?api_key={KEY}&x", KEY) == "oops: <…> at ?api_key=…&x"
