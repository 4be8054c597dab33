"""Clients for the services' tests."""

from collections.abc import AsyncIterator, Callable

import pytest

from mcdesk.model.accounts import ApiKey
from mcdesk.model.operations import RANK, Operation
from mcdesk.services.batch import BatchClient
from mcdesk.services.http import Http

KEY = "sandbox-service-tests"
Dial = Callable[..., BatchClient]
Reach = Callable[..., Http]


@pytest.fixture
async def reach() -> AsyncIterator[Reach]:
    """Makes transports, and closes their connections at the end."""
    opened: list[Http] = []

    def transport(url: str, key: str = KEY) -> Http:
        opened.append(Http(url, ApiKey(key)))
        return opened[-1]

    yield transport
    for http in opened:
        await http.aclose()


@pytest.fixture
def dial(reach: Reach) -> Dial:
    """Makes clients."""

    def client(url: str, operation: Operation = RANK, key: str = KEY) -> BatchClient:
        return BatchClient(reach(url, key), operation)

    return client
