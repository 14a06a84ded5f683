"""Which addresses may be asked: those that everybody can reach.

A catalogue was written by others. A link into the network that headcat runs in could make it ask what
only those inside may, so a host is asked only where all of its addresses are public.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

_UNICAST: Final = IPv6Network("2000::/3")  # all that is given out so far (RFC 4291, 2.4)
_NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052, 2.1
_NO_ADDRESS: Final = "has a host whose name is not known"


class UnaskedError(Exception):
    """An address is not asked, or there was no answer; the message says why."""


def is_public(text: str) -> bool:
    """Tell whether an IP address, and the one that it may carry inside, is everybody's."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    inner = _inner(address)
    if inner is None:
        return address in _UNICAST and address.is_global
    return inner.is_global and not inner.is_multicast


def is_private(host: str) -> bool:
    """Tell whether a host's name is an IP address, and not everybody's."""
    try:
        return not is_public(host.strip("[]"))
    except ValueError:
        return False


def addresses_of(host: str, port: int, *, allow_private: bool) -> tuple[str, ...]:
    """Return the IP addresses of a host, as they are to be tried.

    Args:
        host: its name or address.
        port: where it is to be asked.
        allow_private: whether it may be one of the network that headcat runs in.

    Raises:
        UnaskedError: it has none, or not all of them may be asked.

    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # no name, or none that could be one
        raise UnaskedError(_NO_ADDRESS) from error
    addresses = tuple(dict.fromkeys(str(each[4][0]) for each in found))
    if not addresses:
        raise UnaskedError(_NO_ADDRESS)
    if not allow_private and not all(map(is_public, addresses)):
        raise UnaskedError("is in a private network; --allow-private asks it too")
    return addresses


def _inner(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for."""
    if address in _NAT64:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour
