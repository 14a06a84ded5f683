"""The command links: what it asks, prints, keeps and rewrites."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import SMALL
from headcat.cli import main
from headcat.fetch import asking
from headcat.model import LINK_KINDS
from webserver import Web, by_method, paper_page, says, sends_to, serving

TITLE = "Heads of a Small Catalogue"
PLACE = "data/papers.yaml:21: adams2022heads"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setenv("HEADCAT_GAP_FACTOR", "0")
    with serving(monkeypatch) as web:
        web.pages["/abs/2203.00001"] = paper_page(TITLE)
        web.pages["/abs/2311.00002"] = says(200)
        web.pages["/heads"] = says(200)
        yield web


@pytest.fixture(autouse=True)
def catalogue(web: Web, catalogue_file: Path) -> Path:
    """Let the links of the small catalogue lead to the server."""
    text = SMALL.replace("https://arxiv.org", web.url).replace("https://github.com/example", web.url)
    catalogue_file.write_text(text, encoding="utf-8")
    return catalogue_file


def run(*words: str, private: bool = True) -> int:
    return main(["links", *(["--allow-private"] if private else []), *words])


def test_all_is_well(web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert capsys.readouterr() == ("", "3 links: 3 ok\n")
    assert sorted((each.method, each.path) for each in web.asked) == [
        ("GET", "/abs/2203.00001"),
        ("GET", "/abs/2311.00002"),
        ("HEAD", "/heads"),
    ]
    assert web.most == 1


def test_a_private_address_is_never_asked_unless_that_is_wanted(
    web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--author", "adams", private=False) == 0
    paper, code = f"{PLACE} paper unsure - {web.url}/abs/2203.00001", f"{PLACE} code unsure - {web.url}/heads"
    why = "(is in a private network; --allow-private asks it too)"
    assert capsys.readouterr() == (
        f"{paper} {why}\n{code} {why}\n",
        "2 links: 2 unsure\n",
    )
    assert web.asked == []


def test_dead_links_make_the_answer_no(web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    del web.pages["/heads"]
    web.pages["/abs/2203.00001"] = says(410)
    assert run("--author", "adams") == 1
    assert capsys.readouterr() == (
        f"{PLACE} paper dead 410 {web.url}/abs/2203.00001\n{PLACE} code dead 404 {web.url}/heads\n",
        "2 links: 2 dead\n",
    )


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (401, "asks for a password"),
        (403, "does not let programs in"),
        (412, "does not let programs in"),
        (429, "asks for a pause"),
        (500, "no answer to rely on"),
        (503, "no answer to rely on"),
    ],
)
def test_what_is_blocked_or_broken_is_not_dead(
    status: int, message: str, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    web.pages["/heads"] = says(status)
    assert run("--kind", "code") == 0
    line = f"{PLACE} code unsure {status} {web.url}/heads ({message})\n"
    assert capsys.readouterr() == (line, "1 link: 1 unsure\n")


def test_what_is_too_slow_is_not_dead(web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    web.pages["/heads"] = web.hang
    assert run("--kind", "code", "--timeout", "0.2") == 0
    line = f"{PLACE} code unsure - {web.url}/heads (did not answer in time)\n"
    assert capsys.readouterr() == (line, "1 link: 1 unsure\n")


def test_a_server_that_only_dislikes_head(web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    web.pages["/heads"] = by_method(says(404), says(200))
    assert run("--kind", "code") == 0
    assert capsys.readouterr() == ("", "1 link: 1 ok\n")


def test_the_page_of_another_paper(web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    web.pages["/abs/2203.00001"] = paper_page("Quantum \x1b[2JFields")
    assert run("--kind", "paper") == 0
    message = "the page is of another paper: Quantum \\x1b[2JFields"
    line = f"{PLACE} paper other 200 {web.url}/abs/2203.00001 ({message})\n"
    assert capsys.readouterr() == (line, "2 links: 1 ok, 1 of another paper\n")


def test_the_same_address_is_asked_once_and_as_a_page(
    web: Web, catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue.write_text(catalogue.read_text().replace("/heads\n", "/abs/2203.00001\n"))
    assert run("--author", "adams", "--all") == 0
    url = f"{web.url}/abs/2203.00001"
    assert capsys.readouterr() == (
        f"{PLACE} paper ok 200 {url}\n{PLACE} code ok 200 {url}\n",
        "2 links: 2 ok\n",
    )
    assert web.methods("/abs/2203.00001") == ["GET"]


def test_json(web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    web.pages["/heads"] = sends_to(301, "/moved")
    web.pages["/moved"] = says(200)
    assert run("--format", "json", "--author", "adams") == 0
    out, err = capsys.readouterr()
    moved = {
        "key": "adams2022heads",
        "kind": "code",
        "url": f"{web.url}/heads",
        "answer": "moved",
        "status": 200,
        "target": f"{web.url}/moved",
        "message": "",
    }
    assert (json.loads(out), err) == ([moved], "2 links: 1 ok, 1 moved\n")
    assert run("--format", "json", "--author", "adams", "--all") == 0
    assert [each["answer"] for each in json.loads(capsys.readouterr().out)] == ["ok", "moved"]
    assert run("--format", "json", "--author", "zorn") == 0
    assert capsys.readouterr() == ("[]\n", "1 link: 1 ok\n")


def test_answers_are_kept(web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    del web.pages["/heads"]
    assert run("--offline") == 0
    out, err = capsys.readouterr()
    assert (out.count("unsure - "), out.count("(no answer is kept)"), err) == (3, 3, "3 links: 3 unsure\n")
    assert run("--kind", "code") == 1
    first = capsys.readouterr()
    asked = len(web.asked)
    web.pages["/heads"] = says(200)
    for words in ([], ["--offline"]):
        assert run("--kind", "code", *words) == 1
        assert capsys.readouterr() == first
    assert len(web.asked) == asked
    assert run("--kind", "code", "--refresh") == 0
    assert run("--kind", "code", "--offline") == 0
    assert capsys.readouterr() == ("", "1 link: 1 ok\n" * 2)


@pytest.fixture
def moved(web: Web) -> None:
    web.pages["/abs/2203.00001"] = sends_to(301, "/paper/1")
    web.pages["/paper/1"] = paper_page(TITLE)
    web.pages["/abs/2311.00002"] = sends_to(308, "/paper/2")
    web.pages["/paper/2"] = says(200)
    web.pages["/heads"] = sends_to(302, "/elsewhere")
    web.pages["/elsewhere"] = says(200)


@pytest.mark.usefixtures("moved")
def test_links_that_moved_for_good_are_rewritten(
    web: Web, catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = catalogue.read_text()
    after = before.replace("/abs/2203.00001", "/paper/1").replace("/abs/2311.00002", "/paper/2")
    assert run("--fix", "--dry-run") == run("--dry-run") == 0
    out, err = capsys.readouterr()
    assert err == "3 links: 1 ok, 2 moved\n" * 2
    assert [line for line in out.splitlines() if line.startswith(("+ ", "- "))] == [
        f"-      paper: {web.url}/abs/2203.00001",
        f"+      paper: {web.url}/paper/1",
        f"-      paper: {web.url}/abs/2311.00002",
        f"+      paper: {web.url}/paper/2",
    ] * 2
    assert catalogue.read_text() == before
    assert run("--fix") == 0
    zorn = PLACE.replace("21: adams2022heads", "41: changed zorn2023names")
    assert capsys.readouterr() == (
        f"{PLACE.replace(': ', ': changed ')}\n{zorn}\n",
        "3 links: 1 ok, 2 moved\n",
    )
    assert catalogue.read_text() == after
    assert run("--fix") == 0
    assert capsys.readouterr() == ("", "3 links: 3 ok\n")


@pytest.mark.usefixtures("moved")
def test_what_is_rewritten_is_told_beside_json(
    web: Web, catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del web.pages["/elsewhere"]
    assert run("--fix", "--format", "json", "--author", "adams") == 1
    out, err = capsys.readouterr()
    assert [(each["answer"], each["target"]) for each in json.loads(out)] == [
        ("dead", f"{web.url}/elsewhere")
    ]
    assert err == f"{PLACE.replace(': ', ': changed ')}\n2 links: 1 moved, 1 dead\n"
    assert "/paper/1\n" in catalogue.read_text()


@pytest.mark.parametrize(
    ("location", "page", "message"),
    [
        ("/", None, "leads to a start page"),
        ("/login", None, "leads to a page that asks who you are, or for consent"),
        ("/other", paper_page("Quantum Fields"), "the page is of another paper: Quantum Fields"),
        ("file:///etc/passwd", None, "redirects to an address that is no http or https address"),
    ],
)
def test_what_is_probably_another_page_is_not_taken_over(
    location: str, page: object, message: str, web: Web, catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = catalogue.read_text()
    web.pages["/abs/2203.00001"] = sends_to(301, location)
    web.pages[location] = page or says(200)  # type: ignore[assignment]
    assert run("--fix", "--kind", "paper", "--author", "adams") == 0
    assert f"({message})\n" in capsys.readouterr().out
    assert catalogue.read_text() == before


@pytest.mark.usefixtures("moved")
def test_of_several_papers_with_one_key_none_is_rewritten(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue.write_text(catalogue.read_text().replace("zorn2023names", "adams2022heads"))
    before = catalogue.read_text()
    assert run("--fix") == 2
    assert "2 papers have the key 'adams2022heads'" in capsys.readouterr().err
    assert catalogue.read_text() == before


def test_the_copy_that_headcat_brings_along_is_refused_at_once(
    web: Web, catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue.unlink()
    for words in (["--fix"], ["--dry-run"]):
        assert run(*words) == 3
        assert "is headcat's own copy" in capsys.readouterr().err
    assert web.asked == []


def test_a_catalogue_with_errors_is_asked_for_and_told(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue.write_text(catalogue.read_text().replace("date: 2023-11", "date: soon"))
    assert run() == 3
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[0]) == ("", "3 links: 3 ok")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--offline", "--refresh"], "give --offline or --refresh, not both"),
        (
            ["--kind", "papers"],
            f"there is no kind of link 'papers'; there are {', '.join(LINK_KINDS)}",
        ),
    ],
)
def test_what_makes_no_sense(
    words: list[str], message: str, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words) == 2
    assert capsys.readouterr() == ("", f"headcat: {message}\n")
    assert web.asked == []


def test_a_person_sees_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    seen: list[tuple[int, int]] = []
    monkeypatch.setattr("headcat.formats.waiting.bar", lambda _: lambda *far: seen.append(far))
    assert run("--refresh") == 0
    assert [far for far in seen if far[1] == 3][-3:] == [(1, 3), (2, 3), (3, 3)]
    assert capsys.readouterr() == ("", "3 links: 3 ok\n")


def test_who_interrupts_keeps_what_was_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = asking.Asker.ask

    def interrupted(self: asking.Asker, method: str, url: str) -> asking.Reply:
        if url.endswith("2203.00001"):
            raise KeyboardInterrupt
        return asked(self, method, url)

    monkeypatch.setattr(asking.Asker, "ask", interrupted)
    assert run() == 130
    assert capsys.readouterr() == ("", "interrupted\n")
    assert run("--offline", "--author", "zorn") == 0
    assert capsys.readouterr() == ("", "1 link: 1 ok\n")
