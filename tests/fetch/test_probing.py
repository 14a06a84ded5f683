"""What is asked to know what became of a link, and what comes of it."""

from collections.abc import Iterator
from functools import partial

import pytest

from headcat.fetch import addresses
from headcat.fetch.addresses import UnaskedError
from headcat.fetch.asking import Asker, Reply
from headcat.fetch.probing import probe
from headcat.upkeep.linking import Answer
from webserver import Respond, Web, by_method, in_turn, paper_page, says, sends_to, serving

A = "https://a.example/a"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with serving(monkeypatch) as web:
        yield web


def answer_of(web: Web, path: str = "/a", *, page: bool = False) -> Answer:
    return probe(web.url + path, Asker(allow_private=True, timeout=0.3).ask, page=page)


def test_a_404_is_asked_for_twice(web: Web) -> None:
    assert answer_of(web) == Answer(404, f"{web.url}/a", twice=True)
    assert web.methods("/a") == ["HEAD", "GET"]
    web.asked.clear()
    assert answer_of(web, page=True) == Answer(404, f"{web.url}/a", twice=True)
    assert web.methods("/a") == ["GET", "GET"]


@pytest.mark.parametrize(
    ("respond", "status", "twice", "methods"),
    [
        (says(200), 200, False, ["HEAD"]),
        (says(204), 204, False, ["HEAD"]),
        (says(410), 410, True, ["HEAD", "GET"]),
        (by_method(says(404), says(200)), 200, True, ["HEAD", "GET"]),
        (by_method(says(404), says(503)), 503, True, ["HEAD", "GET"]),
        (by_method(says(405), says(200)), 200, False, ["HEAD", "GET"]),
        (by_method(says(501), says(200)), 200, False, ["HEAD", "GET"]),
        (by_method(says(403), says(404)), 404, True, ["HEAD", "GET", "GET"]),
        (in_turn(says(403), says(404), says(200)), 200, True, ["HEAD", "GET", "GET"]),
        (by_method(sends_to(302, "/a"), says(200)), 200, False, [*["HEAD"] * 6, "GET"]),
        (by_method(says(302), says(200)), 200, False, ["HEAD", "GET"]),
        (says(401), 401, False, ["HEAD"]),
        (says(403), 403, False, ["HEAD", "GET"]),
        (says(412), 412, False, ["HEAD"]),
        (says(429), 429, False, ["HEAD"]),
        (says(503), 503, False, ["HEAD"]),
    ],
)
def test_a_link_that_no_page_is_wanted_of(
    web: Web, respond: Respond, status: int, twice: int, methods: list[str]
) -> None:
    web.pages["/a"] = respond
    assert answer_of(web) == Answer(status, f"{web.url}/a", twice=bool(twice))
    assert web.methods("/a") == methods


@pytest.mark.parametrize(
    ("respond", "status", "twice", "times"),
    [
        (says(200), 200, False, 1),
        (says(403), 403, False, 1),
        (says(302), 302, False, 1),
        (in_turn(says(404), says(200)), 200, True, 2),
    ],
)
def test_a_page_is_asked_for_by_get_alone(
    web: Web, respond: Respond, status: int, twice: int, times: int
) -> None:
    web.pages["/a"] = respond
    assert answer_of(web, page=True) == Answer(status, f"{web.url}/a", twice=bool(twice))
    assert web.methods("/a") == ["GET"] * times


def test_a_page_says_its_title_and_whether_it_is_a_gate(web: Web) -> None:
    web.pages["/a"] = paper_page("Heads")
    assert answer_of(web, page=True) == Answer(200, f"{web.url}/a", titles=("Heads",))
    web.pages["/a"] = says(403, "<title>Just a moment...</title>")
    assert answer_of(web) == Answer(403, f"{web.url}/a", challenge=True)


@pytest.mark.parametrize(
    ("steps", "target", "moved_to"),
    [
        ([(301, "/b")], "/b", "/b"),
        ([(308, "b?c=d")], "/b?c=d", "/b?c=d"),
        ([(302, "/b")], "/b", ""),
        ([(301, "/b"), (308, "/c")], "/c", "/c"),
        ([(301, "/b"), (302, "/c")], "/c", "/b"),
        ([(303, "/b"), (301, "/c")], "/c", ""),
        ([(301, "/ü b")], "/%C3%BC%20b", "/%C3%BC%20b"),
        ([(301, "/b"), (301, "/c"), (301, "/d"), (301, "/e"), (301, "/f")], "/f", "/f"),
    ],
)
def test_redirects_are_followed_and_those_for_good_remembered(
    web: Web, steps: list[tuple[int, str]], target: str, moved_to: str
) -> None:
    path = "/a"
    for status, location in steps:
        web.pages[path] = sends_to(status, location.encode().decode("latin-1"))
        path = f"/{location.lstrip('/')}"
    web.pages[target] = says(200)
    moved = moved_to and web.url + moved_to
    assert answer_of(web) == Answer(200, web.url + target, moved)


def test_who_is_sent_away_and_back_has_not_moved(web: Web) -> None:
    web.pages["/a"] = in_turn(sends_to(301, "/b"), says(200))
    web.pages["/b"] = sends_to(301, "/a")
    assert answer_of(web) == Answer(200, f"{web.url}/a")


def test_a_part_of_a_page_stays_meant(web: Web) -> None:
    web.pages["/a"] = sends_to(301, "/b")
    web.pages["/b"] = says(200)
    assert answer_of(web, "/a#part").moved_to == f"{web.url}/b#part"
    web.pages["/a"] = sends_to(301, "/b#other")
    assert answer_of(web, "/a#part").moved_to == f"{web.url}/b#other"


@pytest.mark.parametrize(
    ("location", "target", "problem"),
    [
        ("file:///etc/passwd", "file:///etc/passwd", "is no http or https address"),
        ("javascript:alert(1)", "javascript:alert(1)", "is no http or https address"),
        ("http://[::1", "http://[::1", "is no address"),
        ("http://a..b/", "http://a..b/", "has a host whose name is not known"),
    ],
)
def test_a_redirect_to_what_cannot_be_asked(web: Web, location: str, target: str, problem: str) -> None:
    web.pages["/a"] = sends_to(301, location)
    problem = f"redirects to an address that {problem}"
    assert answer_of(web, page=True) == Answer(301, target, problem=problem)


def test_redirects_are_not_followed_for_ever(web: Web) -> None:
    web.pages["/a"] = sends_to(308, "/b")
    web.pages["/b"] = sends_to(308, "/a")
    assert answer_of(web, page=True) == Answer(308, f"{web.url}/a", problem="redirects more than 5 times")
    assert len(web.asked) == 6


def test_a_redirect_into_a_private_network_is_refused(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")
    inside = web.url.replace("127.0.0.1", "127.0.0.2")
    web.pages["/a"] = sends_to(301, f"{inside}/secret")
    answer = probe(f"{web.url}/a", Asker().ask, page=True)
    problem = "redirects to an address that is in a private network; --allow-private asks it too"
    assert answer == Answer(301, f"{inside}/secret", problem=problem)
    assert [each.path for each in web.asked] == ["/a"]


def test_no_answer_at_all(web: Web) -> None:
    web.pages["/a"] = web.hang
    assert answer_of(web) == Answer(0, f"{web.url}/a", problem="did not answer in time")
    assert web.methods("/a") == ["HEAD"]


def test_a_network_that_fails_between_two_questions() -> None:
    replies = iter([Reply(404)])

    def ask(replies: Iterator[Reply], method: str, url: str) -> Reply:
        for reply in replies:
            return reply
        raise UnaskedError(f"cannot be reached: {method} {url}")

    problem = f"cannot be reached: GET {A}"
    assert probe(A, partial(ask, replies), page=False) == Answer(0, A, problem=problem, twice=True)
