"""One question to one address, and what of the answer matters."""

import gzip
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import httpx
import pytest

from headcat.fetch import addresses, asking
from headcat.fetch.addresses import UnaskedError
from headcat.fetch.agent import user_agent
from headcat.fetch.asking import Asker, Reply
from webserver import Respond, Web, dripping, paper_page, says, sends_to, serving


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with serving(monkeypatch) as web:
        yield web


def ask(web: Web, method: str = "GET", timeout: float = 15) -> Reply:
    return Asker(allow_private=True, timeout=timeout).ask(method, web.url)


@pytest.mark.parametrize(
    ("respond", "reply"),
    [
        (says(200, "<title>Hello</title>"), Reply(200)),
        (says(404), Reply(404)),
        (paper_page("Heads"), Reply(200, titles=("Heads",))),
        (says(200, "<title>Just a moment...</title>"), Reply(200, challenge=True)),
        (says(403, headers={"CF-Mitigated": "challenge"}), Reply(403, challenge=True)),
        (sends_to(301, "/b"), Reply(301, "/b")),
        (sends_to(200, "/b"), Reply(200)),
        (sends_to(304, "/b"), Reply(304)),
        (says(302), Reply(302)),
    ],
)
def test_what_an_answer_is_taken_for(web: Web, respond: Respond, reply: Reply) -> None:
    web.pages["/"] = respond
    assert ask(web) == reply


META = '<meta name="citation_title" content="Häuser">'


@pytest.mark.parametrize(
    ("kind", "data", "titles"),
    [
        ("text/html; charset=iso-8859-1", META.encode("latin-1"), ("Häuser",)),
        ("TEXT/HTML; charset=no-such", META.encode(), ("Häuser",)),
        ("application/xhtml+xml", META.encode(), ("Häuser",)),
        ("text/html", b"\xff\xfe\x00", ()),
        ("application/pdf", META.encode(), ()),
        ("", META.encode(), ()),
    ],
)
def test_a_page_is_read_as_what_it_says_it_is(
    web: Web, kind: str, data: bytes, titles: tuple[str, ...]
) -> None:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        says(200, headers={"Content-Type": kind})(handler)
        handler.wfile.write(data)

    web.pages["/"] = respond
    assert ask(web) == Reply(200, titles=titles)
    assert ask(web, "HEAD") == Reply(200)


def test_who_asks_says_who_it_is_and_nothing_else(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    web.pages["/a?b=c"] = says(200, headers={"Set-Cookie": "a=b; Path=/"})
    asker = Asker(allow_private=True)
    for _ in range(2):
        asker.ask("GET", web.url.replace("//", "//ada:secret@") + "/a?b=c#d")
    assert [each.headers for each in web.asked] == [
        {
            "Host": web.url.removeprefix("http://"),
            "User-Agent": user_agent(),
            "Accept": "text/html,*/*;q=0.8",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
    ] * 2


def test_an_endless_body_is_not_read_to_its_end(web: Web) -> None:
    begin = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + META.encode()
    sent: list[int] = []

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(begin)
        sent.extend(handler.wfile.write(b" " * 10_000) for _ in range(10_000))

    web.pages["/"] = respond
    assert ask(web) == Reply(200, titles=("Häuser",))
    assert sum(sent) < 50_000_000


def test_a_bomb_bursts_no_further_than_its_first_pieces(web: Web) -> None:
    data = gzip.compress(META.encode() + b" " * 50_000_000)

    def respond(handler: BaseHTTPRequestHandler) -> None:
        says(200, headers={"Content-Encoding": "gzip"})(handler)
        handler.wfile.write(data)

    web.pages["/"] = respond
    assert ask(web) == Reply(200, titles=("Häuser",))


def test_a_page_that_stops_halfway_is_there(web: Web) -> None:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        says(200, META)(handler)
        web.over.wait(5)

    web.pages["/"] = respond
    assert ask(web, timeout=0.2) == Reply(200, titles=("Häuser",))


@pytest.mark.parametrize(
    ("respond", "message"),
    [
        (dripping(b"HTTP/1.1 200 OK\r\nX-A: b\r\n", 0), "gave no proper answer"),
        (dripping(b"HTTP/1.1 200 OK\r\n"), "gave no proper answer"),
        (dripping(b"\x1b[2J\r\n"), "gave no proper answer"),
        (lambda _: None, "gave no proper answer"),
        (lambda _: time.sleep(1), "did not answer in time"),
        (says(200, headers={"X-Huge": "a" * 200_000}), "gave no proper answer"),
    ],
)
def test_what_is_no_proper_answer(web: Web, respond: Respond, message: str) -> None:
    web.pages["/"] = respond
    with pytest.raises(UnaskedError, match=message):
        ask(web, timeout=0.2)


def test_a_body_that_is_not_what_it_says_is_no_page(web: Web) -> None:
    web.pages["/"] = says(200, META, {"Content-Encoding": "gzip"})
    assert ask(web) == Reply(200)


def test_who_sends_a_byte_now_and_then_is_not_waited_for(web: Web) -> None:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
        dripping(b"a", 0.05)(handler)

    web.pages["/"] = respond
    began = time.monotonic()
    with pytest.raises(UnaskedError, match="gave no proper answer"):
        ask(web, timeout=0.3)
    assert time.monotonic() - began < 5


def test_a_certificate_that_is_not_valid_is_told() -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")

    asker = Asker(allow_private=True, transport=httpx.MockTransport(refuse))
    with pytest.raises(UnaskedError, match="has no valid certificate"):
        asker.ask("GET", "https://127.0.0.1/")


def test_a_port_that_is_closed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(monkeypatch) as web:
        pass
    with pytest.raises(UnaskedError, match="cannot be reached"):
        ask(web)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("file:///etc/passwd", "is no http or https address"),
        ("gopher://127.0.0.1/", "is no http or https address"),
        ("//127.0.0.1/", "is no http or https address"),
        ("http://", "is no http or https address"),
        ("http://@/", "is no http or https address"),
        ("http://127.0.0.1:x/", "is no address"),
        ("http://[::1", "is no address"),
        ("http://a\x1b[2J/", "is no address"),
        ("http://xn--a/", "is no address"),
        ("http://127.0.0.1:99999/", "is no address"),
        ("http://127.0.0.1:0/", "is no http or https address"),
        ("http://a..b/", "has a host whose name is not known"),
    ],
)
def test_what_is_no_address_of_the_web_is_not_asked(url: str, message: str) -> None:
    with pytest.raises(UnaskedError, match=message):
        Asker(allow_private=True).ask("GET", url)


def test_a_private_address_is_not_asked(web: Web) -> None:
    for host in ("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"):
        with pytest.raises(UnaskedError, match="is in a private network"):
            Asker().ask("GET", web.url.replace("127.0.0.1", host))
    assert web.asked == []


def test_what_was_looked_at_is_what_is_asked(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means something else when it is asked for again has no second chance."""
    looked: list[str] = []
    port = web.url.rpartition(":")[2]

    def resolve(host: str, *_: object, **__: object) -> list[object]:
        looked.append(host)
        # To connect takes another look, which must be for the address and not for the name.
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", int(port)))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    web.pages["/a"] = says(200)
    assert Asker().ask("HEAD", f"http://paper.example:{port}/a") == Reply(200)
    assert (looked, web.asked[0].headers["Host"]) == (["paper.example", "127.0.0.1"], f"paper.example:{port}")


@pytest.mark.parametrize(
    ("url", "asked", "host", "name"),
    [
        ("https://paper.example/a", "https://8.8.8.8/a", "paper.example", "paper.example"),
        ("https://bücher.example:8443/", "https://8.8.8.8:8443/", *["xn--bcher-kva.example"] * 2),
    ],
)
def test_the_certificate_must_be_the_names(
    url: str, asked: str, host: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[httpx.Request] = []

    def note(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    monkeypatch.setattr(asking, "addresses_of", lambda *_, **__: ("8.8.8.8",))
    assert Asker(transport=httpx.MockTransport(note), timeout=3).ask("GET", url) == Reply(200)
    (request,) = seen
    assert str(request.url) == asked
    assert request.headers["Host"].removesuffix(":8443") == host
    assert request.extensions["sni_hostname"] == name
    assert request.extensions["timeout"] == {"connect": 3, "read": 3, "write": 3, "pool": None}


def test_the_next_address_is_tried_where_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        if request.url.host != "8.8.4.4":
            raise httpx.ConnectError("no route")
        return httpx.Response(200)

    found = ["2606:4700::1", "8.8.4.4", "8.8.8.8"]
    monkeypatch.setattr(asking, "addresses_of", lambda *_, **__: tuple(found))
    asker = Asker(transport=httpx.MockTransport(answer))
    assert asker.ask("GET", "https://paper.example/") == Reply(200)
    assert seen == ["2606:4700::1", "8.8.4.4"]
    found.pop(1)
    with pytest.raises(UnaskedError, match="cannot be reached"):
        asker.ask("GET", "https://paper.example/")
