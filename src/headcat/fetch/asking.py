"""One question to one address of the web, and the answer to it as far as it matters.

No redirect is followed, no cookie kept, no password sent and no proxy asked. The connection goes to
the very IP address that was found to be allowed: a name that says something else the next time leads
nowhere.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from headcat.fetch.addresses import UnaskedError, addresses_of
from headcat.fetch.agent import user_agent
from headcat.fetch.pages import Page, is_gate, is_gated, paper_titles, read_page

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS: Final = 10.0
READ_SECONDS: Final = 15.0
_LARGEST: Final = 256 * 1024
_PAGES: Final = ("text/html", "application/xhtml")
_PORTS: Final = {"http": 80, "https": 443}
_NOTHING: Final = Page("", (), "")


class Reply(NamedTuple):
    """What one address answered; `location` is where it sends on to, or empty."""

    status: int
    location: str = ""
    titles: tuple[str, ...] = ()
    challenge: bool = False


class Asker:
    """Asks addresses, from any thread."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        timeout: float = READ_SECONDS,
        transport: "httpx.BaseTransport | None" = None,
    ) -> None:
        """Prepare to ask.

        Args:
            allow_private: whether hosts of the network that headcat runs in may be asked.
            timeout: how many seconds to wait for bytes, and twice as long for all of them.
            transport: what carries requests, instead of the network.

        """
        self._allow_private = allow_private
        self._timeout = timeout
        self._transport = transport or _transport()
        self._agent = user_agent()

    def ask(self, method: str, url: str) -> Reply:
        """Ask an address.

        Raises:
            UnaskedError: it may not be asked, or there was no answer.

        """
        target = parsed(url)
        port = target.port or _PORTS[target.scheme]
        addresses = addresses_of(target.raw_host.decode(), port, allow_private=self._allow_private)
        for address in addresses[:-1]:
            with suppress(_UnreachableError):
                return self._ask(method, target, address)
        return self._ask(method, target, addresses[-1])

    def _ask(self, method: str, url: "httpx.URL", address: str) -> Reply:
        import httpx

        # The transport below the client: it has no cookies, redirects, passwords or proxies to turn off.
        with _explained(), _deadline(self._timeout * 2) as trace:
            request = httpx.Request(
                method,
                url.copy_with(host=address, userinfo=b"", fragment=None),
                headers=self._headers(url),
                extensions=self._extensions(url) | {"trace": trace},
            )
            response = self._transport.handle_request(request)
            try:
                page = _page(response) if method == "GET" else _NOTHING
            finally:
                response.close()
        return Reply(
            response.status_code,
            response.headers.get("location", "") if response.has_redirect_location else "",
            paper_titles(page, url.host),
            is_gated(response.headers) or is_gate(page),
        )

    def _headers(self, url: "httpx.URL") -> dict[str, str]:
        return {
            "Host": url.netloc.decode(),
            "User-Agent": self._agent,
            "Accept": "text/html,*/*;q=0.8",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }

    def _extensions(self, url: "httpx.URL") -> dict[str, Any]:
        seconds = {"read": self._timeout, "write": self._timeout, "pool": None}
        return {
            # Whose certificate it must be: that of the name, not of the IP address.
            "sni_hostname": url.raw_host.decode(),
            "timeout": {"connect": min(CONNECT_SECONDS, self._timeout), **seconds},
        }


def parsed(url: str) -> "httpx.URL":
    """Return an address of the web, taken apart.

    Raises:
        UnaskedError: it is none.

    """
    import httpx

    try:
        found, parts = httpx.URL(url), urlsplit(url)  # the one writes it right, the other judges it later
        named = found.host and parts.hostname and parts.port != 0
    except (httpx.InvalidURL, ValueError) as error:
        raise UnaskedError("is no address") from error
    if found.scheme not in _PORTS or not named:
        raise UnaskedError("is no http or https address")
    return found


class _UnreachableError(UnaskedError):
    """Nobody listens at an IP address; there may be another."""


def _transport() -> "httpx.BaseTransport":
    import httpx

    # Connections are known by their IP address, which may be that of several hosts: none is used again.
    return httpx.HTTPTransport(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))


def _page(response: "httpx.Response") -> Page:
    """Return what a page says, as far as it is read; the rest of it is not waited for."""
    import httpx

    if not response.headers.get("content-type", "").lower().startswith(_PAGES):
        return _NOTHING
    data = bytearray()
    with suppress(httpx.HTTPError):  # what came is enough, and the page is there
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) >= _LARGEST:
                break
    encoding = response.charset_encoding or "utf-8"
    try:
        return read_page(data[:_LARGEST].decode(encoding, "replace"))
    except LookupError:  # the page names what there is not
        return read_page(data[:_LARGEST].decode("utf-8", "replace"))


@contextmanager
def _explained() -> Iterator[None]:
    """Turn whatever ends a question into one error that says in a few words what happened."""
    import httpx

    try:
        yield
    except httpx.TimeoutException as error:
        raise UnaskedError("did not answer in time") from error
    except httpx.ConnectError as error:
        message = "has no valid certificate" if "CERTIFICATE" in str(error) else "cannot be reached"
        raise _UnreachableError(message) from error
    except (httpx.HTTPError, ValueError) as error:  # ValueError: headers that no request can have
        raise UnaskedError("gave no proper answer") from error


@contextmanager
def _deadline(seconds: float) -> Iterator[Any]:
    """Cut the connections that a trace tells of when the time is over.

    The time-outs are for each piece: who sends a byte now and then would be waited for without end.
    """
    sockets: list[socket.socket] = []

    def trace(event: str, about: dict[str, Any]) -> None:
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            sockets.append(about["return_value"].get_extra_info("socket"))

    def cut() -> None:
        for each in sockets:
            with suppress(OSError):  # it is closed already
                socket.socket.shutdown(each, socket.SHUT_RDWR)  # not TLS' own, which is not for threads

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield trace
    finally:
        timer.cancel()
