"""The bad network itself: it does what it is told to, to whom it is told, and carries everything else."""

import contextlib
import http.client
import socket
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from tests.faults.mischief import UNEVENTFUL, Fate, Mischief, fates
from tests.faults.proxy import Proxy
from tests.faults.service import Service

PATH = "/v2/batch/marketmatch/rank/jobs?api_key=sandbox-proxy"
SOON = 0.05
M = Mischief

Client = Callable[[Proxy], http.client.HTTPConnection]


@pytest.fixture
def client() -> Iterator[Client]:
    """Makes connections that stay open for several requests, and closes them at the end."""
    with contextlib.ExitStack() as stack:

        def connected(proxy: Proxy) -> http.client.HTTPConnection:
            address = urlsplit(proxy.url)
            made = http.client.HTTPConnection(str(address.hostname), address.port, timeout=10)
            stack.callback(made.close)
            return made

        yield connected


def asked(connection: http.client.HTTPConnection) -> bytes:
    connection.request("GET", PATH)
    answer = connection.getresponse()
    assert answer.status == 200
    return answer.read()


@pytest.mark.parametrize(
    ("fate", "meets"),
    [
        (Fate(M.CUT_UP, after=10), http.client.RemoteDisconnected),
        (Fate(M.CUT_DOWN, after=0), http.client.RemoteDisconnected),
        (Fate(M.CUT_DOWN, after=10), http.client.BadStatusLine),
        (Fate(M.RESET_UP, after=10), ConnectionResetError),
        (Fate(M.RESET_DOWN), ConnectionResetError),
        (Fate(M.TRUNCATE), http.client.IncompleteRead),
        (Fate(M.SWALLOW), http.client.RemoteDisconnected),
        (Fate(M.DELIVER_LATE, seconds=SOON), ConnectionResetError),
        (Fate(M.REFUSE, seconds=SOON), OSError),
    ],
)
def test_a_fate_is_met_once_and_the_next_connection_is_good(
    service: Service, client: Client, fate: Fate, meets: type[Exception]
) -> None:
    with Proxy(service.url, [fate]) as proxy:
        with pytest.raises(meets):
            asked(client(proxy))
        proxy.calm()
        assert b"jobs" in asked(client(proxy))
        assert set(proxy.done) <= {fate.mischief}


@pytest.mark.parametrize("mischief", [M.DELAY, M.STALL])
def test_what_is_only_slow_arrives(service: Service, client: Client, mischief: Mischief) -> None:
    with Proxy(service.url, [Fate(mischief, after=20, seconds=SOON)]) as proxy:
        before = time.monotonic()
        assert b"jobs" in asked(client(proxy))
        assert time.monotonic() - before >= 2 * SOON  # in both directions
        assert proxy.done[mischief] >= 2


def test_it_can_strike_a_connection_that_has_served_well(service: Service, client: Client) -> None:
    with Proxy(service.url, [Fate(M.SWALLOW, exchange=2)]) as proxy:
        connection = client(proxy)
        assert asked(connection) == asked(connection)
        with pytest.raises(http.client.RemoteDisconnected):
            asked(connection)


def test_while_it_refuses_nobody_listens(service: Service) -> None:
    with Proxy(service.url, [Fate(M.REFUSE, seconds=60)]) as proxy:
        address = urlsplit(proxy.url)

        def knock() -> None:
            with socket.create_connection((str(address.hostname), int(address.port or 0)), 5) as knocking:
                knocking.recv(1)

        with contextlib.suppress(ConnectionResetError):
            knock()
        with pytest.raises(ConnectionRefusedError):
            knock()
        proxy.calm()
        with socket.create_connection((str(address.hostname), int(address.port or 0)), 5):
            assert proxy.done[M.REFUSE] == 1


def test_calm_comes_to_connections_that_are_open(service: Service, client: Client) -> None:
    with Proxy(service.url, [Fate(M.SWALLOW, exchange=1), UNEVENTFUL]) as proxy:
        connection = client(proxy)
        asked(connection)
        proxy.calm()
        assert b"jobs" in asked(connection)
        assert not proxy.done


def test_a_seed_names_what_happens() -> None:
    assert fates(7, 50) == fates(7, 50)
    assert fates(7, 50) != fates(8, 50)
    assert {fate.mischief for seed in range(12) for fate in fates(seed, 24)} == set(M) - {M.DELIVER_LATE}
