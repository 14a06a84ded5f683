"""The one client that all sources ask with: polite, patient within bounds, and distrustful.

Owns what every request has in common: who asks, how often, how long and how much. Only https is
spoken, except to this machine itself. What answers mean is the sources' business.
"""

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Final, NamedTuple, Self, TypeVar

from headcat.errors import NetworkError
from headcat.fetch import answers
from headcat.fetch.addresses import is_private
from headcat.fetch.agent import is_loopback, user_agent
from headcat.fetch.turns import factor, turn

if TYPE_CHECKING:
    import httpx

_Parsed = TypeVar("_Parsed")

_CONNECT: Final = 10.0
_READ: Final = 30.0
_DEADLINE: Final = 60.0
_TRIES: Final = 3
_BYTES: Final = 5_000_000
_REDIRECTS: Final = 5
_BUSY: Final = frozenset({429, 502, 503, 504})
_PASSING: Final = _BUSY | {500}


@dataclass(frozen=True, slots=True)
class Options:
    """How somebody wants answers: `offline` only kept ones, of any age; `refresh` only new ones."""

    offline: bool = False
    refresh: bool = False


class StatusError(NetworkError):
    """A service refused to answer: `status` is HTTP's, `body` what it said beside."""

    def __init__(self, message: str, status: int, body: bytes) -> None:
        """Keep what tells one refusal from another."""
        super().__init__(message)
        self.status = status
        self.body = body


class NotThereError(StatusError):
    """A service said that it has nothing of this name."""


class UnreachableError(NetworkError):
    """A service cannot be had at the moment, whatever it is asked."""


class _Response(NamedTuple):
    """What came back: `onward` is where we are sent instead, `after` how many seconds we should wait."""

    status: int
    body: bytes
    onward: "httpx.URL | None"
    after: float | None


class _PassingError(Exception):
    """What may go well the next time: a busy service's response, or none at all."""

    def __init__(self, reason: str, response: _Response | None = None) -> None:
        super().__init__(reason)
        self.response = response

    @property
    def after(self) -> float | None:
        """How many seconds the service asks to wait, if it does."""
        return self.response.after if self.response else None


class Client:
    """A connection to all services; use it as a context."""

    def __init__(self, options: Options = Options()) -> None:
        """Open nothing yet: answers that are kept need no connection."""
        self.options = options
        self._last: dict[str, float] = {}
        self._gone: dict[str, UnreachableError] = {}
        self._open: dict[bool, httpx.Client] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stack.close()
        if self._last:  # somebody was asked: the answers grow
            answers.forget()

    def get(self, service: str, url: str, parse: Callable[[bytes], _Parsed]) -> _Parsed:
        """Return what a service answers, as `parse` understands it; only what it did is kept.

        Args:
            service: its name, for people.
            url: what to ask.
            parse: makes of an answer what it says, or raises a `NetworkError`.

        Raises:
            NetworkError: there is no answer, or none that can be understood.

        """
        body = self.kept(service, url)
        if body is not None:
            return parse(body)
        body = self.ask(service, url)
        parsed = parse(body)
        answers.keep(service, url, body)
        return parsed

    def kept(self, service: str, key: str) -> bytes | None:
        """Return the kept answer to a question that may be used, or None."""
        if self.options.offline:
            return answers.kept(service, key, seconds=float("inf"))
        return None if self.options.refresh else answers.kept(service, key)

    def ask(self, service: str, url: str) -> bytes:
        """Return what a service answers now; one that could not be had is not asked again.

        Raises:
            NotThereError: it has nothing of this name.
            StatusError: it refused.
            UnreachableError: it does not answer, or is too busy to.
            NetworkError: the answer is none that may be read, or asking is not wanted.

        """
        if self.options.offline:
            raise NetworkError(f"{service}: nothing is kept of this answer; ask without --offline")
        if service in self._gone:
            raise self._gone[service]
        try:
            response = self._patiently(service, url)
        except _PassingError as error:
            lasting = _lasting(service, error)
            if isinstance(lasting, UnreachableError):
                self._gone[service] = lasting
            raise lasting from error
        if response.status in {404, 410}:
            message = f"{service} has nothing at {_without_password(url)}"
            raise NotThereError(message, response.status, response.body)
        if response.status != 200:  # noqa: PLR2004 - HTTP's OK
            message = f"{service} refused to answer (HTTP {response.status}) at {_without_password(url)}"
            raise StatusError(message, response.status, response.body)
        return response.body

    def _patiently(self, service: str, url: str) -> _Response:
        """Ask up to three times, as long as it may help."""
        import stamina
        from stamina.instrumentation import set_on_retry_hooks

        set_on_retry_hooks([])  # they would write between the command's own words
        scale = factor()

        def wait(error: Exception) -> bool | float:
            if not isinstance(error, _PassingError):
                return False
            if error.after is None:
                return True
            return error.after * scale if error.after <= _DEADLINE else False

        patient = stamina.RetryingCaller(
            attempts=_TRIES,
            timeout=_DEADLINE,
            wait_initial=3 * scale,
            wait_exp_base=3,
            wait_max=28 * scale,
            wait_jitter=scale,
        )
        return patient(wait, self._in_turn, service, url)

    def _in_turn(self, service: str, url: str) -> _Response:
        with turn(service, self._last):
            response = self._follow(service, url)
        if response.status in _PASSING:
            raise _PassingError(f"HTTP {response.status}", response)
        return response

    def _follow(self, service: str, url: str) -> _Response:
        """Ask at an address, and where it sends us."""
        import httpx

        until = time.monotonic() + _DEADLINE
        here = httpx.URL(url)
        own, first = is_loopback(here.host), here.host
        for _ in range(_REDIRECTS + 1):
            local = is_loopback(here.host)
            own = own and local
            spoken = {"http", "https"} if own else {"https"}
            private = here.host != first and not local and is_private(here.host)
            if here.scheme not in spoken or local != own or private:
                raise NetworkError(
                    f"{service}: {here} is no https address of another machine; it was not asked"
                )
            response = self._once(service, here, until)
            if response.onward is None:
                return response
            here = response.onward
        raise NetworkError(f"{service} sends us from one address to the next, at last to {here}")

    def _once(self, service: str, url: "httpx.URL", until: float) -> _Response:
        import httpx

        session = self._session(own=is_loopback(url.host))
        try:
            with session.stream("GET", url) as response:
                return _Response(
                    response.status_code,
                    _read(service, response, until),
                    response.next_request.url if response.next_request else None,
                    _seconds(response.headers.get("retry-after", "")),
                )
        except httpx.TimeoutException as error:
            raise _PassingError("it takes too long") from error
        except httpx.TransportError as error:
            raise _PassingError(str(error)) from error
        except httpx.InvalidURL as error:
            raise NetworkError(f"{service} sends us to an address that is none: {error}") from error
        except httpx.DecodingError as error:
            raise NetworkError(f"{service}: the answer cannot be unpacked: {error}") from error

    def _session(self, *, own: bool) -> "httpx.Client":
        """Return the connections to this machine itself, which no proxy is asked for, or to others."""
        import httpx

        if own not in self._open:
            try:
                session = httpx.Client(
                    headers={"User-Agent": user_agent()},
                    timeout=httpx.Timeout(_READ, connect=_CONNECT),
                    limits=httpx.Limits(max_connections=1),
                    trust_env=not own,
                )
            except (ImportError, OSError, ValueError) as error:
                message = f"the proxy or certificates that the environment names cannot be used: {error}"
                raise NetworkError(message) from error
            self._open[own] = self._stack.enter_context(session)
        return self._open[own]


def _read(service: str, response: "httpx.Response", until: float) -> bytes:
    """Read a body as long as it is neither too large nor too slow."""
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) > _BYTES:
            raise NetworkError(f"{service}: the answer is larger than {_BYTES // 1_000_000} MB")
        if time.monotonic() > until:
            raise NetworkError(f"{service}: the answer takes longer than {_DEADLINE:g} s; try again later")
    return bytes(body)


def _without_password(url: str) -> str:
    """Return an address as messages may show it: a service's may be set to one with a password in it."""
    return re.sub(r"//[^/?#]*@", "//", url)


def _seconds(text: str) -> float | None:
    """Return how long a `Retry-After` says to wait, in seconds or until a date; None if it says nothing."""
    from email.utils import parsedate_to_datetime

    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _lasting(service: str, error: _PassingError) -> NetworkError:
    """Return what to say of a trouble that did not pass."""
    response = error.response
    if response is None:
        message = f"{service} cannot be reached: {error}; try again when there is a network"
        return UnreachableError(message)
    if response.after is not None and response.after > _DEADLINE:
        return UnreachableError(f"{service} is too busy; it asks to wait {response.after:.0f} s")
    if response.status in _BUSY:
        message = f"{service} is too busy to answer (HTTP {response.status}); try again later"
        return UnreachableError(message)
    message = f"{service} failed over the question (HTTP {response.status}); try again later"
    return StatusError(message, response.status, response.body)
