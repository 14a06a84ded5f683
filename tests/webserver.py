"""A web server on this machine that plays the servers of the world, and remembers who asked."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, TypeAlias

import pytest

Respond: TypeAlias = Callable[[BaseHTTPRequestHandler], None]

_connect = socket.socket.connect


class Asked(NamedTuple):
    """A request that the server has seen."""

    method: str
    path: str
    headers: dict[str, str]
    began: float


class Web:
    """The server: `pages` by path, what was `asked`, and the `most` that it was asked at once."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.pages: dict[str, Respond] = {}
        self.asked: list[Asked] = []
        self.most = 0
        self.now = 0
        self.over = threading.Event()
        self.mutex = threading.Lock()

    def hang(self, _: BaseHTTPRequestHandler) -> None:
        """Answer nothing as long as the server lasts."""
        self.over.wait(5)

    def methods(self, path: str) -> list[str]:
        """Return by which methods a path was asked for."""
        return [each.method for each in self.asked if each.path == path]


def says(status: int, body: str = "", headers: Mapping[str, str] | None = None) -> Respond:
    """Return what answers so, as HTML where nothing else is said."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in ({"Content-Type": "text/html; charset=utf-8"} | dict(headers or {})).items():
            handler.send_header(name, value)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(body.encode())

    return respond


def sends_to(status: int, location: str) -> Respond:
    """Return what redirects."""
    return says(status, headers={"Location": location})


def by_method(head: Respond, get: Respond) -> Respond:
    """Return what answers HEAD so and GET so."""
    return lambda handler: (head if handler.command == "HEAD" else get)(handler)


def slowly(respond: Respond, seconds: float) -> Respond:
    """Return what answers the same, but later."""

    def wait(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        respond(handler)

    return wait


def in_turn(*responses: Respond) -> Respond:
    """Return what answers each request otherwise."""
    rest = iter(responses)

    def respond(handler: BaseHTTPRequestHandler) -> None:
        next(rest)(handler)

    return respond


def paper_page(title: str) -> Respond:
    """Return a paper's page."""
    return says(200, f'<html><head><meta name="citation_title" content="{title}"></head></html>')


def dripping(data: bytes, seconds: float = 0.02) -> Respond:
    """Return what never ends to send these bytes."""

    def respond(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(1000):
            handler.wfile.write(data)
            time.sleep(seconds)

    return respond


@contextmanager
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """Serve as long as the context lasts, and let this test reach this machine and nothing else."""

    def connect(self: socket.socket, address: Any) -> None:
        assert address[0] in {"127.0.0.1", "::1"}, f"a test reached for {address}"
        _connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    server = _Server(("127.0.0.1", 0), _Handler)
    server.web = Web(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.web
    finally:
        server.web.over.set()
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    web: Web

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of those who hung up."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        web = self.server.web
        with web.mutex:
            web.now += 1
            web.most = max(web.most, web.now)
            web.asked.append(Asked(self.command, self.path, dict(self.headers), time.monotonic()))
        try:
            with suppress(OSError):
                web.pages.get(self.path, says(404))(self)
        finally:
            with web.mutex:
                web.now -= 1

    do_HEAD = do_GET  # noqa: N815 - so the parent calls it

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - so the parent calls it
        """Say nothing."""
