"""Many links at once, each host one question at a time."""

import threading
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from headcat.fetch.asking import Asker
from headcat.fetch.hosts import Turns, probe_all, site_of
from headcat.fetch.probing import probe
from headcat.upkeep.linking import Answer
from webserver import Web, says, sends_to, serving, slowly


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with serving(monkeypatch) as web:
        yield web


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://github.com/a", "github.com"),
        ("https://GitHub.com:443/a", "github.com"),
        ("https://arxiv.org/abs/1", "arxiv.org"),
        ("https://export.arxiv.org/abs/1", "arxiv.org"),
        ("https://notarxiv.org/abs/1", "notarxiv.org"),
        ("mailto:a@b", ""),
        ("http://[::1", ""),
    ],
)
def test_whom_an_address_asks(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("factor", "url", "least", "most"),
    [
        ("0.1", "https://a.example/", 0.1, 0.9),
        ("0.1", "https://www.arxiv.org/", 0.3, 2.5),
        ("0", "https://arxiv.org/", 0, 2.5),
    ],
)
def test_a_host_has_a_pause_behind_each_question(
    factor: str, url: str, least: float, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEADCAT_GAP_FACTOR", factor)
    turns = Turns()
    with turns.turn(url), turns.turn("https://other.example/"):
        ended = time.monotonic()
    with turns.turn(url):
        assert least <= time.monotonic() - ended < most


@pytest.mark.parametrize("factor", [None, "much", "-1"])
def test_nobody_said_how_long_the_pauses_are(factor: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if factor:
        monkeypatch.setenv("HEADCAT_GAP_FACTOR", factor)
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    turns = Turns()
    for _ in range(2):
        with turns.turn("https://arxiv.org/"):
            pass
    assert slept == [0.0, pytest.approx(3.0, abs=0.1)]


def test_a_host_is_never_asked_two_things_at_once(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADCAT_GAP_FACTOR", "0.02")
    turns, asker = Turns(), Asker(allow_private=True)
    paths = [f"/{number}" for number in range(8)]
    for path in paths:
        web.pages[path] = sends_to(302, "/end")
    web.pages["/end"] = slowly(says(200), 0.01)

    def ask(url: str) -> Answer:
        def in_turn(method: str, target: str) -> object:
            with turns.turn(target):
                return asker.ask(method, target)

        return probe(url, in_turn, page=False)  # type: ignore[arg-type]

    # Some ask for it by other names, and meet it only by redirects; all wait for the same server.
    urls = [web.url + path for path in paths]
    threads = [threading.Thread(target=ask, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (web.most, len(web.asked)) == (1, 16)
    began = sorted(each.began for each in web.asked)
    assert min(later - earlier for earlier, later in pairwise(began)) >= 0.02


def test_hosts_are_asked_side_by_side() -> None:
    both = threading.Barrier(3)

    def ask(url: str) -> Answer:
        both.wait(5)
        return Answer(200, url)

    urls = [f"https://{name}.example/" for name in "abc"]
    assert dict(probe_all(urls, ask)) == {url: Answer(200, url) for url in urls}


def test_more_hosts_than_threads_and_none() -> None:
    urls = [f"https://{number % 20}.example/{number}" for number in range(100)]
    assert dict(probe_all(urls, lambda url: Answer(200, url))) == {url: Answer(200, url) for url in urls}
    assert list(probe_all([], lambda url: Answer(200, url))) == []


def answers(replies: dict[str, Answer]) -> tuple[list[str], list[Answer]]:
    """Return which addresses were asked, and all answers."""
    asked: list[str] = []

    def ask(url: str) -> Answer:
        asked.append(url)
        return replies[url]

    return asked, [answer for _, answer in probe_all(replies, ask)]


def test_a_host_that_wants_a_pause_gets_it() -> None:
    a, b, c = (f"https://a.example/{name}" for name in "abc")
    asked, found = answers({a: Answer(200, a), b: Answer(429, b), c: Answer(200, c)})
    assert asked == [a, b]
    rest = Answer(target=c, problem="not asked: its host wants a pause")
    assert found == [Answer(200, a), Answer(429, b), rest]


def test_the_pause_that_another_host_wants_is_not_this_ones() -> None:
    a, b = "https://doi.example/a", "https://doi.example/b"
    asked, _ = answers({a: Answer(429, "https://publisher.example/a"), b: Answer(200, b)})
    assert asked == [a, b]


def test_a_host_that_does_not_answer_is_let_alone() -> None:
    urls = [f"https://a.example/{number}" for number in range(8)]
    silent = {url: Answer(target=url, problem="did not answer in time") for url in urls}
    asked, found = answers(silent)
    assert asked == urls[:3]
    assert {answer.problem for answer in found[3:]} == {"not asked: its host did not answer in time"}
    asked, _ = answers(silent | {urls[2]: Answer(200, urls[2])})
    assert asked == urls[:6]


def test_what_goes_wrong_in_a_thread_is_told() -> None:
    def ask(url: str) -> Answer:
        raise ZeroDivisionError(url)

    with pytest.raises(ZeroDivisionError, match="example"):
        list(probe_all(["https://a.example/"], ask))


def test_who_has_enough_is_not_answered_any_more() -> None:
    asked: list[str] = []
    go_on = threading.Semaphore(2)
    ended = threading.Event()

    def ask(url: str) -> Answer:
        go_on.acquire(timeout=5)
        asked.append(url)
        if len(asked) == 2:
            ended.set()
        return Answer(200, url)

    found = probe_all([f"https://a.example/{number}" for number in range(9)], ask)
    next(found)
    ended.wait(5)
    found.close()
    go_on.release(9)
    time.sleep(0.05)
    assert len(asked) <= 3
