"""The transport: every way a connection fails has its meaning, and the key is seen on the wire only."""

import logging
import traceback
from collections.abc import Iterator

import httpx
import pytest

from mcdesk.model.accounts import ApiKey
from mcdesk.model.errors import AnswerLostError, DeskError, UnreachableError
from mcdesk.model.operations import RANK
from mcdesk.services.batch import BatchClient
from mcdesk.services.decoding import DecodeClient
from mcdesk.services.http import Http, speaking_to
from tests.services.raw_server import RawServer, answer, nobody_there

KEY = "sandbox-never-shown-7131"
NEVER_ARRIVED = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


@pytest.fixture
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy stands between, whatever the machine is set to."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def _kinds(kind: type[Exception]) -> Iterator[type[Exception]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


@pytest.mark.parametrize("kind", sorted(set(_kinds(httpx.TransportError)), key=str), ids=lambda k: k.__name__)
def test_every_transport_error_is_translated(kind: type[Exception]) -> None:
    with pytest.raises(DeskError) as caught, speaking_to("api.example.com"):
        raise kind("in the library's words")
    arrived = not issubclass(kind, NEVER_ARRIVED)
    assert type(caught.value) is (AnswerLostError if arrived else UnreachableError)
    assert caught.value.can_retry
    assert "api.example.com" in caught.value.title


@pytest.mark.parametrize("kind", [httpx.InvalidURL, httpx.TooManyRedirects, httpx.DecodingError])
def test_other_trouble_of_the_library_may_have_arrived(kind: type[Exception]) -> None:
    with pytest.raises(AnswerLostError), speaking_to("api.example.com"):
        raise kind("in the library's words")


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), UnreachableError("x")])
def test_what_is_not_the_librarys_passes_as_it_is(error: BaseException) -> None:
    with pytest.raises(type(error)) as caught, speaking_to("api.example.com"):
        raise error
    assert caught.value is error


async def test_the_key_travels_in_the_query_and_nowhere_else() -> None:
    with RawServer(answer(b'{"jobs":[]}'), answer(b'{"jobs":[]}')) as server:
        http = Http(server.url, ApiKey("k y+&="))
        await BatchClient(http, RANK).list_page()
        http.bytes.get("/plain")
        await http.aclose()
    first, second = (request.split(b"\r\n")[0] for request in server.requests[:2])
    assert b"api_key=k%20y%2B%26%3D" in first.replace(b"k+y", b"k%20y")
    assert b"rows=100" in first
    assert b"api_key=" in second
    assert all(request.count(b"api_key") == 1 for request in server.requests[:2])


@pytest.mark.parametrize(
    "said",
    [
        None,
        answer(b"<html>", "502 Bad Gateway"),
        answer(b"nonsense"),
        answer(status="401 No"),
        b"garbage\r\n\r\n",
    ],
)
async def test_the_key_is_in_no_error_and_no_log(
    said: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    with RawServer(said) as server, caplog.at_level(logging.INFO, "mcdesk"):
        http = Http(server.url, ApiKey(KEY))
        with pytest.raises(DeskError) as caught:
            await BatchClient(http, RANK).status("j1")
        await http.aclose()
    assert KEY.encode() in server.requests[0]
    told = "".join(traceback.format_exception(caught.value))
    records = [record.getMessage() for record in caplog.records if record.name.startswith("mcdesk")]
    assert KEY not in f"{told} {caught.value!r} {http!r} {vars(http)!r} {records}"


@pytest.mark.parametrize("status", ["200 OK", "400 No", "500 No"])
async def test_the_key_is_in_no_header_that_comes_back(status: str) -> None:
    told = f"x-request-id: /v2?api_key={KEY}\r\nX-Other: kept\r\n".encode()
    said = answer(b'{"year": 2020}', status).replace(b"\r\n", b"\r\n" + told, 1)
    with RawServer(said, said) as server:
        http = Http(server.url, ApiKey(KEY))
        try:
            shown = (await DecodeClient(http).decode("1N4AL3AP4FN313644")).request_id
        except DeskError as error:
            shown = f"{error.instance} {error.advice}"
        with http.bytes.stream("GET", "/x") as streamed:
            assert KEY not in str(streamed.headers.multi_items())
            assert streamed.headers["x-other"] == "kept"
        await http.aclose()
    assert "/v2?api_key=…" in shown


async def test_nobody_listening_is_unreachable() -> None:
    with nobody_there() as url:
        http = Http(url, ApiKey(KEY))
        with pytest.raises(UnreachableError):
            await BatchClient(http, RANK).list_page()
        await http.aclose()


async def test_this_computer_is_not_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with nobody_there() as proxy, RawServer(answer(b'{"jobs":[]}')) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        http = Http(server.url, ApiKey(KEY))
        assert (await BatchClient(http, RANK).list_page()).jobs == ()
        await http.aclose()


async def test_the_world_outside_is_asked_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(answer(b'{"jobs":[]}')) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        http = Http("http://api.example.invalid", ApiKey(KEY))
        assert (await BatchClient(http, RANK).list_page()).jobs == ()
        await http.aclose()
    assert proxy.requests[0].startswith(b"GET http://api.example.invalid/v2/batch")


async def test_it_introduces_itself() -> None:
    with RawServer(answer(b'{"jobs":[]}')) as server:
        http = Http(f"{server.url}/", ApiKey(KEY))
        await BatchClient(http, RANK).list_page()
        await http.aclose()
    assert b"user-agent: mcdesk/" in server.requests[0].lower()
    assert server.requests[0].startswith(b"GET /v2/batch/marketmatch/rank/jobs?")


async def test_a_probe_finds_who_listens_and_asks_nothing() -> None:
    with RawServer(None, answer(b'{"jobs":[]}')) as server:
        http = Http(server.url, ApiKey(KEY))
        assert await http.is_reachable()
        await BatchClient(http, RANK).list_page()
        await http.aclose()
    probe, call = server.requests[:2]
    assert probe == b""
    assert call.startswith(b"GET ")


async def test_a_probe_finds_that_nobody_listens() -> None:
    with nobody_there() as url:
        http = Http(url, ApiKey(KEY))
        assert not await http.is_reachable()
        await http.aclose()


@pytest.mark.parametrize("host", ["nowhere.invalid", f"{'a' * 64}.invalid", "255.255.255.255:1", "[::]:1"])
async def test_a_probe_of_nobodys_address_is_no_error(host: str, direct: None) -> None:
    http = Http(f"https://{host}", ApiKey(KEY))
    assert not await http.is_reachable()
    await http.aclose()


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "all_proxy"])
async def test_behind_a_proxy_only_a_request_will_tell(
    monkeypatch: pytest.MonkeyPatch, direct: None, name: str
) -> None:
    with nobody_there() as proxy:
        monkeypatch.setenv(name, proxy)
        http = Http("https://nowhere.invalid", ApiKey(KEY))
        assert await http.is_reachable()
        await http.aclose()


async def test_a_probe_of_this_computer_does_not_ask_a_proxy(
    monkeypatch: pytest.MonkeyPatch, direct: None
) -> None:
    with nobody_there() as url:
        monkeypatch.setenv("HTTP_PROXY", "http://proxy.invalid")
        http = Http(url, ApiKey(KEY))
        assert not await http.is_reachable()
        await http.aclose()


async def test_an_application_in_this_process_is_always_there() -> None:
    async def app(scope: object, receive: object, send: object) -> None:
        """Is not asked."""

    http = Http("http://nowhere.invalid", ApiKey(KEY), transport=httpx.ASGITransport(app))
    assert await http.is_reachable()
    await http.aclose()
