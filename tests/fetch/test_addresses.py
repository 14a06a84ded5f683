"""Which hosts may be asked at all."""

import socket

import pytest

from headcat.fetch.addresses import UnaskedError, addresses_of, is_public

PUBLIC = """
    8.8.8.8 93.184.216.34 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1
""".split()
PRIVATE = """
    127.0.0.1 127.9.9.9 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 0.1.2.3
    224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1
    ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 fec0::1 ff02::1 2001:db8::1 2001::1 4000::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:224.0.0.1 ::127.0.0.1
    64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::808:808 2002:7f00:1::1 2002:a9fe:a9fe::1
""".split()


@pytest.mark.parametrize(
    ("address", "public"),
    [*((address, True) for address in PUBLIC), *((address, False) for address in PRIVATE)],
)
def test_what_everybody_can_reach_is_public(address: str, public: bool) -> None:  # noqa: FBT001
    assert is_public(address) is public


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "017700000001", "::1", "0", "localhost"]
)
def test_no_way_to_write_a_private_address_is_let_through(host: str) -> None:
    with pytest.raises(UnaskedError) as raised:
        addresses_of(host, 80, allow_private=False)
    assert str(raised.value) == "is in a private network; --allow-private asks it too"
    assert addresses_of(host, 80, allow_private=True)


def resolve_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch, "8.8.8.8", "10.0.0.1", "8.8.8.8")
    with pytest.raises(UnaskedError):
        addresses_of("paper.example", 80, allow_private=False)
    assert addresses_of("paper.example", 80, allow_private=True) == ("8.8.8.8", "10.0.0.1")
    resolve_to(monkeypatch, "8.8.8.8", "8.8.4.4")
    assert addresses_of("paper.example", 80, allow_private=False) == ("8.8.8.8", "8.8.4.4")


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("label too long")])
def test_a_name_that_nobody_knows(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(UnaskedError, match="has a host whose name is not known"):
        addresses_of("nowhere.example", 80, allow_private=False)
    resolve_to(monkeypatch)
    with pytest.raises(UnaskedError, match="has a host whose name is not known"):
        addresses_of("empty.example", 80, allow_private=False)
