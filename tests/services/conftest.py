"""Clients for the services' tests."""

from collections.abc import AsyncIterator, Callable

import pytest

from mcdesk.model.accounts import ApiKey
from mcdesk.model.operations import RANK, Operation
from mcdesk.services.batch import BatchClient
from mcdesk.services.http import Http

KEY = "sandbox-service-tests"
Dial = Callable[..., BatchClient]


@pytest.fixture
async def dial() -> AsyncIterator[Dial]:
    """Makes clients, and closes their connections at the end."""
    opened: list[Http] = []

    def client(url: str, operation: Operation = RANK, key: str = KEY) -> BatchClient:
        opened.append(Http(url, ApiKey(key)))
        return BatchClient(opened[-1], operation)

    yield client
    for http in opened:
        await http.aclose()
