"""The client: patient within bounds, distrustful of where it is sent, and known by its name."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from headcat.errors import ExitCode, NetworkError
from headcat.fetch import client as module
from headcat.fetch.agent import user_agent
from headcat.fetch.client import Client, NotThereError, Options, StatusError, UnreachableError
from services import Services

ONE = "2401.01234"


def ask(client: Client, services: Services, path: str) -> bytes:
    return client.ask("arXiv", services.url + path)


def arxiv(number: str) -> str:
    return f"/arxiv/api/query?id_list={number}"


def failure(action: Callable[[], object]) -> NetworkError:
    with pytest.raises(NetworkError) as raised:
        action()
    assert raised.value.exit_code is ExitCode.NETWORK
    return raised.value


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Do not wait between tries, but note how long it would have been."""
    seconds: list[float] = []
    monkeypatch.setattr("tenacity.nap.time.sleep", seconds.append)
    monkeypatch.setattr("headcat.fetch.turns._wait", lambda *_: None)
    monkeypatch.setenv("HEADCAT_GAP_FACTOR", "1")
    return seconds


def test_every_request_says_who_asks(services: Services, client: Client) -> None:
    assert ask(client, services, "/trouble/text/hello") == b"hello"
    assert services.log[0].headers["User-Agent"] == user_agent()


def test_trouble_that_passes_is_waited_for(services: Services, client: Client, waits: list[float]) -> None:
    assert b"<entry>" in ask(client, services, arxiv("2401.00429"))
    assert len(services.log) == 2
    assert [3 <= pause <= 4 for pause in waits] == [True]


def test_a_service_may_say_how_long(services: Services, client: Client, waits: list[float]) -> None:
    assert b"<entry>" in ask(client, services, arxiv("2401.00430"))
    assert b"<entry>" in ask(client, services, arxiv("2401.00431"))
    assert waits[0] == 2
    assert 3 < waits[1] <= 5
    assert len(services.log) == 4


@pytest.mark.parametrize(
    ("number", "kind", "message", "tries"),
    [
        ("2401.00503", UnreachableError, "arXiv is too busy to answer (HTTP 503); try again later", 3),
        ("2401.00432", UnreachableError, "arXiv is too busy; it asks to wait 3600 s", 1),
        ("2401.00500", StatusError, "arXiv failed over the question (HTTP 500); try again later", 3),
    ],
)
def test_patience_ends(  # noqa: PLR0913 - what happens, and what is said and done about it
    services: Services,
    client: Client,
    waits: list[float],
    number: str,
    kind: type[NetworkError],
    message: str,
    tries: int,
) -> None:
    error = failure(lambda: ask(client, services, arxiv(number)))
    assert (type(error), str(error)) == (kind, message)
    assert len(services.log) == tries
    assert [(3, 9)[index] <= pause <= (4, 10)[index] for index, pause in enumerate(waits)] == [True] * (
        tries - 1
    )


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_refusal_is_not_argued_with(services: Services, client: Client, status: int) -> None:
    error = failure(lambda: ask(client, services, f"/trouble/status/{status}"))
    assert isinstance(error, StatusError)
    assert not isinstance(error, NotThereError)
    assert str(error) == f"arXiv refused to answer (HTTP {status}) at {services.url}/trouble/status/{status}"
    assert len(services.log) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_told_from_a_refusal(services: Services, client: Client, status: int) -> None:
    error = failure(lambda: ask(client, services, f"/trouble/status/{status}"))
    assert isinstance(error, NotThereError)
    assert str(error) == f"arXiv has nothing at {services.url}/trouble/status/{status}"


def test_a_service_that_cannot_be_had_is_not_asked_again(services: Services, client: Client) -> None:
    first = failure(lambda: ask(client, services, arxiv("2401.00503")))
    assert failure(lambda: ask(client, services, arxiv(ONE))) is first
    assert len(services.log) == 3
    assert client.ask("DBLP", f"{services.url}/trouble/text/a") == b"a"
    with Client() as another:
        assert b"<entry>" in ask(another, services, arxiv(ONE))


def test_nobody_there(services: Services, client: Client) -> None:
    error = failure(lambda: client.ask("DBLP", "http://127.0.0.1:1/"))
    assert isinstance(error, UnreachableError)
    assert re.fullmatch(r"DBLP cannot be reached: .+; try again when there is a network", str(error))
    assert services.log == []


def test_an_answer_that_takes_too_long_to_begin(
    services: Services, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_READ", 0.05)
    monkeypatch.setattr(module, "_TRIES", 2)
    error = failure(lambda: ask(client, services, arxiv("2401.00003")))
    assert str(error) == "arXiv cannot be reached: it takes too long; try again when there is a network"
    assert len(services.log) == 2


def test_an_answer_that_takes_too_long_to_end(
    services: Services, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_DEADLINE", 1e-9)
    error = failure(lambda: ask(client, services, "/trouble/text/a"))
    assert str(error) == "arXiv: the answer takes longer than 1e-09 s; try again later"


def test_an_answer_that_is_too_large(services: Services, client: Client) -> None:
    error = failure(lambda: ask(client, services, arxiv("2401.00006")))
    assert str(error) == "arXiv: the answer is larger than 5 MB"


def test_an_answer_that_cannot_be_unpacked(services: Services, client: Client) -> None:
    error = failure(lambda: ask(client, services, "/trouble/packed"))
    assert str(error).startswith("arXiv: the answer cannot be unpacked: ")
    assert len(services.log) == 1


def test_a_move_is_followed(services: Services, client: Client) -> None:
    assert ask(client, services, "/trouble/moved?to=%2Ftrouble%2Ftext%2Fthere") == b"there"
    assert ask(client, services, f"/trouble/moved?to={quote(services.url + '/trouble/text/b')}") == b"b"
    assert len(services.log) == 4


@pytest.mark.parametrize("to", ["http://example.org/a", "ftp://127.0.0.1/"])
def test_a_move_to_where_nobody_should_ask_is_not(services: Services, client: Client, to: str) -> None:
    error = failure(lambda: ask(client, services, f"/trouble/moved?to={quote(to)}"))
    assert str(error) == f"arXiv: {to} is no https address of another machine; it was not asked"
    assert len(services.log) == 1


@pytest.mark.parametrize(
    "host", ["10.0.0.1", "169.254.169.254", "[fd00::1]", "[::ffff:192.168.0.1]", "224.0.0.1"]
)
def test_nobody_sends_us_into_a_private_network(
    client: Client, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    away = httpx.URL(f"https://{host}/latest/meta-data")
    asked = []

    def once(_: str, url: httpx.URL, __: float) -> Any:
        asked.append(url.host)
        return module._Response(302, b"", away, None)

    monkeypatch.setattr(client, "_once", once)
    error = failure(lambda: client.ask("arXiv", "https://example.org/"))
    assert str(error) == f"arXiv: {away} is no https address of another machine; it was not asked"
    assert asked == ["example.org"]


def test_a_service_may_be_moved_into_a_private_network(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_once", lambda *_: module._Response(200, b"x", None, None))
    assert client.ask("arXiv", "https://10.0.0.1/") == b"x"


@pytest.mark.parametrize("status", [404, 400])
def test_no_password_is_told(client: Client, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    monkeypatch.setattr(client, "_once", lambda *_: module._Response(status, b"", None, None))
    error = failure(lambda: client.ask("arXiv", "https://me:secret@example.org/a?b=@"))
    assert str(error).endswith(" at https://example.org/a?b=@")
    assert "secret" not in str(error)


@pytest.mark.parametrize("to", ["data:,a", "http://a:b/", "file:///etc/passwd"])
def test_a_move_to_nowhere(services: Services, client: Client, to: str) -> None:
    failure(lambda: ask(client, services, f"/trouble/moved?to={quote(to)}"))
    assert {request.path for request in services.log} == {f"/trouble/moved?to={quote(to)}"}


def test_a_move_without_a_place(services: Services, client: Client) -> None:
    error = failure(lambda: ask(client, services, "/trouble/status/302"))
    assert str(error).startswith("arXiv refused to answer (HTTP 302)")


def test_moves_without_end(services: Services, client: Client) -> None:
    error = failure(lambda: ask(client, services, arxiv("2401.00004")))
    there = f"{services.url}/arxiv/api/query?id_list=2401.00004"
    assert str(error) == f"arXiv sends us from one address to the next, at last to {there}"
    assert len(services.log) == 6


@pytest.mark.parametrize("url", ["http://example.org/", "ftp://example.org/", "example.org"])
def test_only_https_is_spoken(client: Client, url: str) -> None:
    assert str(failure(lambda: client.ask("arXiv", url))).startswith(f"arXiv: {url} is no https address")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_nobody_else_sends_us_to_this_machine(
    services: Services, client: Client, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    away = httpx.URL(f"{scheme}://localhost:1/secret")
    monkeypatch.setattr(client, "_once", lambda *_: module._Response(302, b"", away, None))
    error = failure(lambda: client.ask("arXiv", "https://example.org/"))
    assert str(error) == f"arXiv: {away} is no https address of another machine; it was not asked"
    assert services.log == []


def test_a_proxy_is_never_asked_for_this_machine(
    services: Services, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert ask(client, services, "/trouble/text/hello") == b"hello"


def test_a_proxy_is_asked_for_others(
    services: Services, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", services.url)
    error = failure(lambda: client.ask("arXiv", "https://example.org/"))
    assert str(error).startswith("arXiv cannot be reached: 501")


def test_a_proxy_that_is_none(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://127.0.0.1:1")
    error = failure(lambda: client.ask("arXiv", "https://example.org/"))
    assert str(error).startswith("the proxy or certificates that the environment names cannot be used: ")


def test_an_understood_answer_is_kept_for_a_day(services: Services, client: Client) -> None:
    url = f"{services.url}/trouble/text/a"
    assert [client.get("arXiv", url, bytes.decode) for _ in range(2)] == ["a", "a"]
    with Client() as another:
        assert another.get("arXiv", url, bytes.decode) == "a"
        assert another.get("DBLP", url, bytes.decode) == "a 2"
    with Client(Options(refresh=True)) as fresh:
        assert fresh.get("arXiv", url, bytes.decode) == "a 3"
    assert client.get("arXiv", url, bytes.decode) == "a 3"
    assert len(services.log) == 3


def test_what_was_not_understood_is_not_kept(services: Services, client: Client) -> None:
    def refuse(body: bytes) -> str:
        raise NetworkError(f"not {body.decode()}")

    url = f"{services.url}/trouble/text/a"
    assert str(failure(lambda: client.get("arXiv", url, refuse))) == "not a"
    assert client.get("arXiv", url, bytes.decode) == "a 2"


def test_offline_only_what_is_kept_is_said(services: Services, client: Client) -> None:
    url = f"{services.url}/trouble/text/a"
    with Client(Options(offline=True)) as offline:
        error = failure(lambda: offline.get("arXiv", url, bytes.decode))
        assert str(error) == "arXiv: nothing is kept of this answer; ask without --offline"
        assert client.get("arXiv", url, bytes.decode) == "a"
        assert offline.get("arXiv", url, bytes.decode) == "a"
    assert len(services.log) == 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0", 0), ("17", 17), ("", None), ("soon", None), ("-1", None), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
     ("Thu, 01 Jan 99999 00:00:00 GMT", None)],
)  # fmt: skip
def test_how_long_to_wait(text: str, seconds: float | None) -> None:
    assert module._seconds(text) == seconds
