"""What answers to links mean, and what links become that have moved."""

from typing import Any

import pytest

from headcat.model import Paper, Published
from headcat.upkeep.linking import (
    Answer,
    Checked,
    Verdict,
    counted,
    doubted,
    is_fixable,
    judged,
    relinked,
    titles_of,
)

A, B = "https://a.example/a", "https://b.example/b"
GATE = "leads to a page that asks who you are, or for consent"
START = "leads to a start page"
ABOVE = "leads to a page above it"
LOOKS = "wants to be sure that a person looks"
PLAIN = "moved to an address that is not encrypted"
TITLES = ("Heads of a Small Catalogue",)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Answer(200, A), Verdict("ok")),
        (Answer(204, A), Verdict("ok")),
        (Answer(200, B), Verdict("ok", "", B)),
        (Answer(404, A, twice=True), Verdict("dead")),
        (Answer(410, B, twice=True), Verdict("dead", "", B)),
        (Answer(404, A), Verdict("unsure", "gone, but was asked only once")),
        (Answer(404, A, challenge=True, twice=True), Verdict("unsure", LOOKS)),
        (Answer(200, A, challenge=True), Verdict("unsure", LOOKS)),
        (Answer(401, A), Verdict("unsure", "asks for a password")),
        (Answer(403, A), Verdict("unsure", "does not let programs in")),
        (Answer(412, A), Verdict("unsure", "does not let programs in")),
        (Answer(429, A), Verdict("unsure", "asks for a pause")),
        (Answer(503, A, twice=True), Verdict("unsure", "no answer to rely on")),
        (Answer(302, A), Verdict("unsure", "no answer to rely on")),
        (Answer(target=A, problem="did not answer in time"), Verdict("unsure", "did not answer in time")),
        (Answer(404, A, problem="so it is", twice=True), Verdict("unsure", "so it is")),
        (Answer(200, B, B), Verdict("moved", "", B)),
        (Answer(200, f"{B}?c", B), Verdict("moved", "", B)),
        (Answer(404, B, B, twice=True), Verdict("dead", "", B)),
        (Answer(503, B, B), Verdict("unsure", "no answer to rely on", B)),
        (Answer(200, "https://b.example/", B), Verdict("unsure", START, "https://b.example/")),
        (Answer(200, B, "http://b.example/b"), Verdict("moved", PLAIN, "http://b.example/b")),
        (Answer(200, B, "https://b.example/login"), Verdict("moved", GATE, "https://b.example/login")),
    ],
)
def test_what_an_answer_means(answer: Answer, verdict: Verdict) -> None:
    assert judged(A, answer) == judged(A, answer, TITLES) == verdict
    checked = Checked("key", "paper", A, answer, verdict)
    assert is_fixable(checked) is (verdict == Verdict("moved", "", B))


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://a.example/a", "https://a.example/a"),
        ("http://a.example", "https://a.example/"),
        ("http://a.example/a", "http://b.example/a"),
        ("http://a.example/index.html", "https://a.example/"),
    ],
)
def test_a_link_that_is_encrypted_now_has_moved(url: str, target: str) -> None:
    assert judged(url, Answer(200, target, target)) == Verdict("moved", "", target)


@pytest.mark.parametrize(
    ("titles", "page", "meaning"),
    [
        (TITLES, (), "ok"),
        ((), ("A Paper on Something Else",), "ok"),
        (TITLES, ("heads of a small catalogue",), "ok"),
        (TITLES, ("Heads of a Small Catalogue: A Study of Much",), "ok"),
        (TITLES, ("Tetes", "Heads of a Small Catalogue"), "ok"),
        (('H{\\"a}user',), ("Häuser",), "ok"),
        (("In-context Heads",), ("Incontext-Heads",), "ok"),
        (("Old Name of All", TITLES[0]), TITLES, "ok"),
        (TITLES, ("Quantum Fields on Graphs",), "other"),
    ],
)
def test_the_title_of_a_page_is_compared(
    titles: tuple[str, ...], page: tuple[str, ...], meaning: str
) -> None:
    verdict = judged(A, Answer(200, A, titles=page), titles)
    assert verdict.meaning == meaning
    assert verdict.message == (f"the page is of another paper: {page[0]}" if meaning == "other" else "")


def test_a_link_that_moved_to_another_paper_is_not_rewritten() -> None:
    answer = Answer(200, B, B, titles=("Quantum Fields on Graphs",))
    verdict = judged(A, answer, TITLES)
    assert (verdict.meaning, verdict.target) == ("other", B)
    assert not is_fixable(Checked("key", "paper", A, answer, verdict))


@pytest.mark.parametrize(
    ("url", "target", "doubt"),
    [
        (A, A, ""),
        (A, f"{A}/", ""),
        (f"{A}/", A, ""),
        (A, "https://a.example", START),
        (A, "https://b.example/", START),
        (A, "https://b.example/index.html", START),
        (A, "https://b.example/home", START),
        (A, "https://b.example/?p=12", ""),
        ("https://a.example", "https://b.example/", ""),
        (A, "https://a.example/login?next=/a", GATE),
        (A, "https://a.example/users/sign_in", ""),
        (A, "https://a.example/users/sign-in", GATE),
        (A, "https://consent.a.example/a", GATE),
        (A, "https://accounts.a.example/a", GATE),
        (A, "https://a.example/authors/ada", ""),
        ("https://a.example/ada/auth", "https://a.example/byron/auth", ""),
        ("https://a.example/ada/heads/tree", "https://a.example/ada/heads", ABOVE),
        ("https://a.example/ada/heads", "https://a.example/ada", ABOVE),
        ("https://a.example/ada/heads", "https://a.example/ada?q=heads", ""),
        ("https://a.example/ada/heads", "https://b.example/ada", ""),
        ("https://a.example/ada/index.html", "https://a.example/ada/", ""),
        ("https://a.example/adam", "https://a.example/ada", ""),
    ],
)
def test_where_a_page_is_probably_not_the_one_that_was_meant(url: str, target: str, doubt: str) -> None:
    assert doubted(url, target) == doubt


def moved(kind: str, url: str, target: str) -> Checked:
    return Checked("key", kind, url, Answer(200, target, target), Verdict("moved", "", target))


@pytest.mark.parametrize(
    ("links", "moves", "expected"),
    [
        ({"paper": A}, [moved("paper", A, B)], {"paper": B}),
        ({"code": A, "paper": A}, [moved("paper", A, B)], {"code": A, "paper": B}),
        ({"code": ["x", A, "y"]}, [moved("code", A, B)], {"code": ["x", B, "y"]}),
        ({"code": [A, B]}, [moved("code", A, B)], {"code": [B]}),
        ({"code": ["x", "y"]}, [moved("code", "x", A), moved("code", "y", B)], {"code": [A, B]}),
        ({"paper": "x"}, [moved("paper", A, B)], {"paper": "x"}),
        ("gone", [moved("paper", A, B)], "gone"),
    ],
)
def test_links_that_moved_are_replaced_where_they_stand(
    links: Any, moves: list[Checked], expected: Any
) -> None:
    fields = {"key": "key", "links": links, "note": "x"}
    assert relinked(fields, moves) == {**fields, "links": expected}
    assert list(relinked(fields, moves)) == list(fields)
    assert relinked({"key": "key"}, moves) == {"key": "key"}


def test_a_paper_may_have_two_titles() -> None:
    paper = Paper("key", "Old", (), "2022")
    assert titles_of(paper) == ("Old",)
    assert titles_of(Paper("key", "Old", (), "2022", published=Published(authors=("Ada",)))) == ("Old",)
    assert titles_of(Paper("key", "Old", (), "2022", published=Published("New"))) == ("Old", "New")


def test_links_are_counted() -> None:
    answers = [Answer(200, A), Answer(404, A, twice=True), Answer(200, B, B), Answer(403, A), Answer(200, A)]
    found = [Checked("key", "code", A, answer, judged(A, answer)) for answer in answers]
    assert counted(found) == "5 links: 2 ok, 1 moved, 1 dead, 1 unsure"
    assert counted(found[:1]) == "1 link: 1 ok"
    assert counted([]) == "0 links"
