"""The server: its own files to this machine, and nothing else to anybody."""

import http.client
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

from headcat.errors import RefusedError
from headcat.site.serving import server

FILES = {
    "index.html": "main",
    "404.html": "missing",
    "heads/index.html": "heads",
    "feed.atom": "feed",
    "papers.bib": "bib",
    "assets/site.js": "script",
    "odd.thing": "odd",
}


class Answer(NamedTuple):
    """What the server said."""

    status: int
    kind: str | None
    body: str


class Client(NamedTuple):
    """Asks a server."""

    port: int

    def ask(self, path: str, *, host: str = "", method: str = "GET") -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request(method, path, headers={"Host": host or f"127.0.0.1:{self.port}"})
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheader("Content-Type"), answer.read().decode())


@pytest.fixture
def client(services: object) -> Iterator[Client]:
    """Run a server; loopback alone may be reached, which the services see to."""
    del services
    for path, text in FILES.items():
        place = Path("site", path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    Path("site", "secret.txt").write_text("secret", encoding="utf-8")
    with server(Path("site"), FILES, 0) as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield Client(running.server_port)
        running.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/", "text/html", "main"),
        ("/index.html?q=a", "text/html", "main"),
        ("/heads/", "text/html", "heads"),
        ("/%69ndex.html", "text/html", "main"),
        ("/feed.atom", "application/atom+xml", "feed"),
        ("/papers.bib", "application/x-bibtex", "bib"),
        ("/assets/site.js", "text/javascript", "script"),
        ("/odd.thing", "application/octet-stream", "odd"),
    ],
)
def test_files_of_the_site_are_sent(path: str, kind: str, body: str, client: Client) -> None:
    assert client.ask(path) == (200, f"{kind}; charset=utf-8", body)
    assert client.ask(path, host=f"localhost:{client.port}").status == 200
    assert client.ask(path, method="HEAD") == (200, f"{kind}; charset=utf-8", "")


@pytest.mark.parametrize(
    "path",
    [
        "/none",
        "/secret.txt",
        "/../work/data",
        "/%2e%2e/x",
        "/heads",
        "/.headcat-site.json",
        "/assets/",
    ],
)
def test_nothing_else_is_sent(path: str, client: Client) -> None:
    assert client.ask(path) == (404, "text/html; charset=utf-8", "missing")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1.evil.example"])
def test_who_asks_by_another_name_is_refused(host: str, client: Client) -> None:
    answer = client.ask("/", host=host)
    assert answer.status == 403
    assert "main" not in answer.body


def test_a_file_that_was_taken_away_is_missing(client: Client) -> None:
    Path("site", "index.html").unlink()
    assert client.ask("/").status == 404


def test_other_methods_are_refused(client: Client) -> None:
    assert client.ask("/", method="POST").status == 501


def test_a_port_that_is_taken_is_told(client: Client) -> None:
    with pytest.raises(RefusedError) as caught:
        server(Path("site"), FILES, client.port)
    message = f"port {client.port}: address already in use; name another one with --port"
    assert str(caught.value) == message
