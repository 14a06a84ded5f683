"""The client that the tests of sources ask the services with."""

from collections.abc import Iterator

import pytest

from headcat.fetch.client import Client
from services import Services


@pytest.fixture
def client(services: Services) -> Iterator[Client]:  # noqa: ARG001 - which it asks
    with Client() as client:
        yield client
