"""The services on this machine, which alone a test may connect to."""

import _socket
import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from headcat.fetch.client import Client
from services import Services, running


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Run the services, and send headcat to them, here and in processes that a test starts."""

    def connect(self: socket.socket, address: Any) -> None:
        assert ipaddress.ip_address(address[0]).is_loopback, "a test reached for the network"
        _socket.socket.connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    with running() as services:
        for name, value in services.environment().items():
            monkeypatch.setenv(name, value)
        yield services


@pytest.fixture
def client(services: Services) -> Iterator[Client]:  # noqa: ARG001 - which it asks
    with Client() as client:
        yield client
