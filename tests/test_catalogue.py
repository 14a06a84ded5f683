"""The repository: which file, which paper, what may be added; and the catalogue that headcat brings."""

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, SMALL
from headcat import catalogue, changes, store
from headcat.catalogue import Catalogue
from headcat.document import decode, edits, parse
from headcat.document.edits import apply, contents, prove
from headcat.document.layout import Layout, entry_fields, entry_text
from headcat.document.records import read
from headcat.errors import NotFoundError, RefusedError, UsageError
from headcat.model import STAGES, SUMMARY_PARTS, SUMMARY_WORDS, Draft, Head, Link, Query, Summary
from headcat.rules import RULES, report
from headcat.words.names import make_key

DRAFT = Draft(title="A Title", authors=("Bo Miller",), date="2022-05")
MILLER_TEXT = (
    "  - key: miller2022title\n    title: A Title\n    authors:\n      - Bo Miller\n    date: 2022-05\n"
)


def keys(opened: Catalogue, **fields: Any) -> list[str]:
    return [paper.key for paper in opened.find(**fields)]


def folder_contents() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def refusal(opened: Catalogue, *drafts: Draft, dry_run: bool = False) -> RefusedError:
    """Add what is refused; no byte of any file differs afterwards."""
    before = folder_contents()
    with pytest.raises(RefusedError) as refused:
        opened.add(*drafts, dry_run=dry_run)
    assert folder_contents() == before
    return refused.value


def test_only_an_excerpt_decides_on_a_paper_that_comes_last(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("the whole was read")

    declined = "\ndeclined:\n  - id: 10.1000/182\n    date: 2025-01-06\n    reason: Not on heads\n"
    catalogue_file.write_text(SMALL + declined, encoding="utf-8")
    opened = Catalogue.open()
    monkeypatch.setattr(changes, "additions", refuse)
    for name, key in (("Zz Zzz", "zzz2022title"), ("Aa Aaa", "aaa2022title")):
        change = opened.add(replace(DRAFT, title=f"A Title of {name}", authors=(name,)))
        assert [paper.key for paper, _ in change.papers] == [key]
    assert keys(opened, sort="key") == ["aaa2022title", "adams2022heads", "zorn2023names", "zzz2022title"]
    assert catalogue_file.read_text(encoding="utf-8").endswith(f"    date: 2022-05\n{declined}")


# which file


def test_the_path_that_is_named(catalogue_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADCAT_CATALOGUE", "elsewhere.yaml")
    assert Catalogue.open(catalogue_file) == Catalogue(catalogue_file)
    assert Catalogue.open("./data/papers.yaml") == Catalogue(catalogue_file)


def test_the_path_of_the_environment(catalogue_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Path("other.yaml")
    other.write_text("papers: []\n", encoding="utf-8")
    monkeypatch.setenv("HEADCAT_CATALOGUE", "other.yaml")
    assert Catalogue.open() == Catalogue(other)
    monkeypatch.setenv("HEADCAT_CATALOGUE", "")
    assert Catalogue.open() == Catalogue(catalogue_file)


def test_the_nearest_above(catalogue_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Catalogue.open() == Catalogue(catalogue_file)
    expected = Catalogue(catalogue_file.absolute())
    Path("a", "b").mkdir(parents=True)
    monkeypatch.chdir("a/b")
    assert Catalogue.open() == expected
    Path("data", "papers.yaml").mkdir(parents=True)
    assert Catalogue.open() == expected
    Path("..", "data").mkdir()
    shutil.copyfile(expected.path, "../data/papers.yaml")
    assert Catalogue.open() == Catalogue(Path.cwd().parent / "data" / "papers.yaml")


def test_a_folder_above_that_is_closed_is_passed_by(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = catalogue_file.absolute()
    Path("a").mkdir()
    monkeypatch.chdir("a")
    is_file = Path.is_file

    def closed(self: Path) -> bool:
        if self == Path.cwd() / "data" / "papers.yaml":
            raise PermissionError
        return is_file(self)

    monkeypatch.setattr(Path, "is_file", closed)
    assert Catalogue.open() == Catalogue(expected)


def test_headcats_own_copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert Catalogue.open() == Catalogue(ROOT / "data" / "papers.yaml", read_only=True)
    installed = tmp_path / "site" / "headcat"
    (installed / "data").mkdir(parents=True)
    (installed / "data" / "papers.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr(catalogue, "_PACKAGE", installed)
    assert Catalogue.open() == Catalogue(installed / "data" / "papers.yaml", read_only=True)


def test_in_a_deleted_folder_there_is_headcats_own_copy() -> None:
    folder = Path("deleted")
    folder.mkdir()
    os.chdir(folder)
    Path("..", "deleted").absolute().rmdir()
    assert Catalogue.open() == Catalogue(ROOT / "data" / "papers.yaml", read_only=True)


def test_a_file_that_is_missing() -> None:
    with pytest.raises(RefusedError, match=r"^no/such\.yaml: no such file or directory$"):
        Catalogue.open("no/such.yaml")


def test_headcats_own_copy_is_not_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Path("own.yaml")
    own.write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr(catalogue, "_shipped", lambda: own)
    message = "own.yaml is headcat's own copy; name your catalogue with --catalogue PATH"
    assert str(refusal(Catalogue.open(), DRAFT)) == message
    assert str(refusal(Catalogue.open(), DRAFT, dry_run=True)) == message


# which papers


@pytest.mark.usefixtures("catalogue_file")
def test_papers_are_found_by_fields_or_by_a_query() -> None:
    opened = Catalogue.open()
    assert keys(opened) == ["zorn2023names", "adams2022heads"]
    assert keys(opened, heads=("mover",)) == ["zorn2023names"]
    assert keys(opened, query=Query(sort="key", limit=1)) == ["adams2022heads"]
    assert [text[:24] for text in opened.find_json(Query())] == [
        '{"key": "zorn2023names",',
        '{"key": "adams2022heads"',
    ]


@pytest.mark.usefixtures("catalogue_file")
def test_the_vocabulary_is_counted() -> None:
    opened = Catalogue.open()
    assert opened.vocabulary.head("mover") == Head("Mover Head", stage="In-Context Identification")
    assert opened.head_counts() == {"Induction Head": 2, "Mover Head": 1, "Name Mover Head": 1}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("adams2022heads", 21),
        ("adams", 21),
        ("z", 41),
        ("2203.00001", 21),
        ("arXiv:2203.00001v4", 21),
        ("https://arxiv.org/pdf/2203.00001v1.pdf", 21),
        ("10.48550/arXiv.2203.00001", 21),
        ("https://doi.org/10.48550/ARXIV.2203.00001", 21),
        ("https://github.com/example/heads", 21),
        ("https://arxiv.org/abs/2311.00002", 41),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_a_paper_by_any_of_its_names(name: str, line: int) -> None:
    located = Catalogue.open().locate(name)
    assert (located.line, located.paper) == (line, Catalogue.open().get(name))
    assert located.paper.key == {21: "adams2022heads", 41: "zorn2023names"}[line]


@pytest.mark.parametrize("name", ["Adams", "dams", "2203.00002", "https://github.com/example", "%", "x y"])
@pytest.mark.usefixtures("catalogue_file")
def test_what_names_no_paper(name: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        Catalogue.open().get(name)
    assert str(raised.value) == f"no paper is called {name!r}; `headcat list` shows the keys"


def test_a_whole_key_is_no_beginning(catalogue_file: Path) -> None:
    catalogue_file.write_text(SMALL.replace("zorn2023names", "adams2022headsa"), encoding="utf-8")
    opened = Catalogue.open()
    assert opened.get("adams2022heads").title == "Heads of a Small Catalogue"
    assert opened.get("adams2022headsa").title == "Names: Moved"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a", "'a' is the beginning of 9 keys: a1, a2, a3, a4, a5, a6, a7, a8"),
        ("", "'' is the beginning of 10 keys: a1, a2, a3, a4, a5, a6, a7, a8"),
        ("2401.00001", "'2401.00001' belongs to 2 papers: a1, a2"),
        ("https://a.org", "'https://a.org' belongs to 2 papers: a8, a9"),
    ],
)
def test_names_of_several_papers(catalogue_file: Path, name: str, message: str) -> None:
    entry = "  - {{key: {0}, title: T{0}, authors: [A B], date: 2020{1}}}\n"
    parts = {"a1": ', ids: {arxiv: "2401.00001"}', "a2": ', ids: {arxiv: "2401.00001"}'}
    parts |= dict.fromkeys(("a8", "a9"), ", links: {code: 'https://a.org'}")
    names = [*(f"a{number}" for number in range(1, 10)), "b1"]
    papers = "".join(entry.format(key, parts.get(key, "")) for key in names)
    catalogue_file.write_text(f"papers:\n{papers}", encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        Catalogue.open().get(name)
    assert str(raised.value) == message


# adding


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_paper_is_added_and_found_at_once(catalogue_file: Path, newline: str, bom: bytes) -> None:
    catalogue_file.write_bytes(bom + SMALL.replace("\n", newline).encode())
    opened = Catalogue.open()
    assert keys(opened) == ["zorn2023names", "adams2022heads"]
    change = opened.add(DRAFT)
    new = SMALL.replace("  # the second\n", f"{MILLER_TEXT}\n  # the second\n").replace("\n", newline)
    assert folder_contents() == {"data/papers.yaml": bom + new.encode()}
    assert (change.path, change.after) == (catalogue_file, new)
    assert [(paper.key, line) for paper, line in change.papers] == [("miller2022title", 40)]
    assert keys(opened) == keys(Catalogue.open()) == ["zorn2023names", "miller2022title", "adams2022heads"]
    assert opened.locate("miller").line == 40


def test_a_dry_run_proves_and_writes_nothing(catalogue_file: Path) -> None:
    change = Catalogue.open().add(DRAFT, dry_run=True)
    assert change.after == SMALL.replace("  # the second\n", f"{MILLER_TEXT}\n  # the second\n")
    assert folder_contents() == {"data/papers.yaml": SMALL.encode()}
    assert keys(Catalogue.open(catalogue_file)) == ["zorn2023names", "adams2022heads"]


def test_nothing_is_added_to_nothing(catalogue_file: Path) -> None:
    assert Catalogue.open(catalogue_file).add().papers == ()
    assert folder_contents() == {"data/papers.yaml": SMALL.encode()}


def test_what_is_added_is_what_the_index_says(catalogue_file: Path) -> None:
    draft = replace(
        DRAFT,
        venue="nips 2022",
        heads=("inductive",),
        links=(Link("code", "https://a.org"),),
        ids={"acl": "p18-1001"},
        summary=Summary("A: b.", "", "c"),
        note="#",
    )
    opened = Catalogue.open(catalogue_file)
    change = opened.add(draft)
    assert [opened.get(paper.key) for paper, _ in change.papers] == [paper for paper, _ in change.papers]
    assert opened.errors() == ()


# what is there already

KNOWN = """\
papers:
  - key: a2020one
    title: One Title
    authors: [A B]
    date: 2020
    ids: {arxiv: "2401.00001", openreview: AbCdEf12}
  - key: b2020two
    title: Two Títles
    authors: [A B]
    date: 2020
    ids: {doi: 10.1000/AbC}
  - key: c2020three
    title: Three Titles
    authors: [A B]
    date: 2020
    ids: {acl: 2020.acl-main.1}
  - key: d2020four
    title: Four Titles
    authors: [A B]
    date: 2020
    ids: {doi: 10.18653/v1/P18-1002}
  - key: e2020five
    title: Five Titles
    authors: [A B]
    date: 2020
    links: {paper: "https://openreview.net/forum?id=Zz12345678"}
"""
ARXIV = "data/papers.yaml:2: a2020one has the same arxiv identifier 2401.00001"
DOI = "data/papers.yaml:7: b2020two has the same doi identifier 10.1000/abc"
ACL = "data/papers.yaml:12: c2020three has the same acl identifier 2020.acl-main.1"
ACL_DOI = "data/papers.yaml:17: d2020four has the same acl identifier p18-1002"
OPENREVIEW = "data/papers.yaml:2: a2020one has the same openreview identifier AbCdEf12"
LINKED = "data/papers.yaml:22: e2020five has the same openreview identifier Zz12345678"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"ids": {"arxiv": "2401.00001"}}, ARXIV),
        ({"ids": {"arxiv": "arXiv:2401.00001v12"}}, ARXIV),
        ({"ids": {"arxiv": "https://arxiv.org/pdf/2401.00001v2.pdf"}}, ARXIV),
        ({"ids": {"doi": "10.48550/arXiv.2401.00001"}}, ARXIV),
        ({"ids": {"doi": "https://doi.org/10.48550/ARXIV.2401.00001"}}, ARXIV),
        ({"links": (Link("paper", "https://arxiv.org/abs/2401.00001v3"),)}, ARXIV),
        (
            {"ids": {"arxiv": "2401.00009"}, "links": (Link("paper", "https://arxiv.org/abs/2401.00001"),)},
            ARXIV,
        ),
        ({"ids": {"doi": "10.1000/abc"}}, DOI),
        ({"ids": {"doi": "https://dx.doi.org/10.1000/ABC"}}, DOI),
        ({"ids": {"acl": "2020.acl-main.1"}}, ACL),
        ({"ids": {"doi": "10.18653/v1/2020.acl-main.1"}}, ACL),
        ({"links": (Link("paper", "https://aclanthology.org/2020.acl-main.1.pdf"),)}, ACL),
        ({"ids": {"acl": "p18-1002"}}, ACL_DOI),
        ({"ids": {"acl": "https://www.aclweb.org/anthology/P18-1002/"}}, ACL_DOI),
        ({"ids": {"openreview": "AbCdEf12"}}, OPENREVIEW),
        ({"links": (Link("paper", "https://openreview.net/pdf?id=AbCdEf12"),)}, OPENREVIEW),
        ({"ids": {"openreview": "Zz12345678"}}, LINKED),
        ({"title": "one: TITLE"}, "data/papers.yaml:2: a2020one has the same title"),
        ({"title": "Two-Titles!"}, "data/papers.yaml:7: b2020two has the same title"),
    ],
)
def test_a_paper_that_is_there_is_refused_with_its_line(
    catalogue_file: Path, fields: dict[str, Any], reason: str
) -> None:
    catalogue_file.write_text(KNOWN, encoding="utf-8")
    draft = replace(DRAFT, **fields)
    other = Draft(title="Another", authors=("C D",), date="2021")
    for drafts in ((draft,), (other, draft)):
        error = refusal(Catalogue.open(), *drafts)
        assert str(error) == f"{reason} as {draft.title!r}; nothing was added"
        assert error.diagnostics == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"ids": {"arxiv": "2401.00010"}},
        {"ids": {"doi": "10.1000/abcd"}},
        {"ids": {"doi": "10.18653/v1/2020.acl-main.10"}},
        {"ids": {"acl": "P18-1003"}},
        {"ids": {"openreview": "abcdef12"}},
        {"links": (Link("blog", "https://arxiv.org/abs/2401.00001"),)},
        {"title": "One Title, Again"},
        {"authors": ("A B",), "date": "2020"},
    ],
)
def test_a_paper_that_is_only_like_another_is_added(catalogue_file: Path, fields: dict[str, Any]) -> None:
    catalogue_file.write_text(KNOWN, encoding="utf-8")
    Catalogue.open().add(replace(DRAFT, **fields))
    difference = ndiff(KNOWN.split("\n"), catalogue_file.read_text(encoding="utf-8").split("\n"))
    assert {line[0] for line in difference} == {" ", "+"}


# what is refused

ALL_HEADS = " (all: headcat heads)"
NEW_VENUES = "; new ones go into the section venues: of the catalogue"


@pytest.mark.parametrize(
    ("drafts", "message", "diagnostics"),
    [
        (
            [Draft()],
            "the paper was not added",
            [
                "the paper: HC101 the paper has no title",
                "the paper: HC101 the paper has no authors",
                "the paper: HC101 the paper has no date",
            ],
        ),
        (
            [DRAFT, replace(DRAFT, title="Other", date=" ")],
            "no paper was added",
            ["the paper 'Other': HC101 the paper has no date"],
        ),
        (
            [replace(DRAFT, heads=("mor", "qq"), venue="NeurISP 2024")],
            "the paper was not added",
            [
                f"the paper 'A Title': HC301 no head is called 'mor'; nearest: Mover Head{ALL_HEADS}",
                f"the paper 'A Title': HC301 no head is called 'qq'{ALL_HEADS}",
                f"the paper 'A Title': HC306 no venue is called 'NeurISP 2024'; nearest: NeurIPS{NEW_VENUES}",
            ],
        ),
        (
            [replace(DRAFT, links=(Link("code", "javascript:alert(1)"),))],
            "the paper was not added",
            ["the paper 'A Title': HC104 'javascript:alert(1)' is no http or https address"],
        ),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_drafts_with_mistakes(drafts: Sequence[Draft], message: str, diagnostics: list[str]) -> None:
    error = refusal(Catalogue.open(), *drafts)
    assert str(error) == message
    assert [str(diagnostic) for diagnostic in error.diagnostics] == diagnostics


@pytest.mark.usefixtures("catalogue_file")
def test_a_change_that_cannot_be_proved_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edits, "entry_text", lambda *_: "  - key: another")
    message = "the change could not be proved to be right, so it was not made"
    assert str(refusal(Catalogue.open(), DRAFT)) == message


@pytest.mark.parametrize(
    ("text", "name"), [(SMALL, "additions_by_excerpt"), (SMALL.replace("adams2", "zzams2"), "additions")]
)
def test_a_file_that_changes_meanwhile_keeps_that_change(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch, text: str, name: str
) -> None:
    catalogue_file.write_text(text, encoding="utf-8")
    theirs = text.replace("It works.", "It works!").encode()
    additions = getattr(changes, name)

    def slowly(*arguments: Any) -> Any:
        catalogue_file.write_bytes(theirs)
        return additions(*arguments)

    monkeypatch.setattr(changes, name, slowly)
    with pytest.raises(RefusedError) as refused:
        Catalogue.open().add(DRAFT)
    message = "data/papers.yaml: somebody else changed it meanwhile; nothing was written"
    assert (str(refused.value), folder_contents()) == (message, {"data/papers.yaml": theirs})


def test_a_locked_file_is_not_written_to(catalogue_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["headcat", "add"])
    with store.lock(catalogue_file):
        message = str(refusal(Catalogue.open(patience=store.Patience(0)), DRAFT))
    assert message.startswith(f"data/papers.yaml: headcat add (process {os.getpid()} on ")
    assert message.endswith(" is writing it; nothing was changed after waiting 0 s (--wait SECONDS)")


def test_a_file_that_cannot_be_written_is_as_it_was(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    opened = Catalogue.open(catalogue_file)
    monkeypatch.setattr(os, "fsync", full)
    assert str(refusal(opened, DRAFT)) == "data/papers.yaml: no space left on device"


# bad catalogues

ENTRY = """\
  - key: a2020b
    title: T
    authors: [A B]
    date: 2020
    venue: arXiv
    heads: [H]
    links: {paper: 'https://a.org'}
    summary: {innovation: a, tasks: b, result: c}
"""
GOOD = f"heads:\n  - name: H\nvenues:\n  - name: arXiv\npapers:\n{ENTRY}"
BOMB = "papers:\n  - &a [x, x]\n  - &b [*a, *a]\n  - [*b, *b]\n"
NO_PAPERS = "1:1: HC009 there is no section 'papers:'; write one, with the papers under it"
EMPTY = "HC009 the file is empty; a catalogue has at least the line 'papers:'"
MARKER = "HC008 conflict of a merge, lines {} to {}; `headcat resolve` mends it"
NO_LIST = "1:1: HC102 papers: must be a list, each item begun by a dash"
NO_MAPPING = "1:1: HC009 a catalogue is a mapping with the keys heads, venues and papers"
IMPOSSIBLE = "; write YYYY-MM-DD, YYYY-MM or YYYY"


def near(old: str, new: str) -> bytes:
    """Return the good catalogue with one change."""
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new).encode()


def test_the_good_catalogue_is_good(catalogue_file: Path) -> None:
    catalogue_file.write_text(GOOD, encoding="utf-8")
    assert Catalogue.open().errors() == ()
    assert keys(Catalogue.open()) == ["a2020b"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", EMPTY),
        (b" \r\n\t\n", EMPTY),
        (
            near("title: T", "title: Z").replace(b"Z", b"\xe4"),
            "7:12: HC010 byte 0xE4 is not UTF-8; save the file in UTF-8",
        ),
        (
            b"\xef\xbb\xbfheads: []\n# \xc3\xa4\xff",
            "2:4: HC010 byte 0xFF is not UTF-8; save the file in UTF-8",
        ),
        (GOOD.encode("utf-16"), "1:1: HC010 byte 0xFF is not UTF-8; save the file in UTF-8"),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), "1:1: HC010 byte 0xFE is not UTF-8; save the file in UTF-8"),
        (
            GOOD.replace("title: T", "title: Größe").encode("latin-1"),
            "7:14: HC010 byte 0xF6 is not UTF-8; save the file in UTF-8",
        ),
    ],
)
def test_what_is_no_text_at_all(catalogue_file: Path, data: bytes, message: str) -> None:
    catalogue_file.write_bytes(data)
    for act in (Catalogue.errors, Catalogue.find, Catalogue.head_counts, lambda opened: opened.add(DRAFT)):
        with pytest.raises(RefusedError) as refused:
            act(Catalogue.open())
        place = ":" if message[0].isdigit() else ": "
        assert [str(diagnostic) for diagnostic in refused.value.diagnostics] == [str(refused.value)]
        assert str(refused.value) == f"data/papers.yaml{place}{message}"
    assert folder_contents() == {"data/papers.yaml": data}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbf", [NO_PAPERS]),
        (b"# nothing but a comment\n", [NO_PAPERS]),
        (b"heads: []\n", [NO_PAPERS]),
        (b"papers: x\n", [NO_LIST]),
        (b"papers: {}\n", [NO_LIST]),
        (b"hello\n", [NO_MAPPING]),
        (b"- papers\n", [NO_MAPPING]),
        (b"papers:\n  - x\n", ["2:5: HC102 an entry of papers: must be fields and values"]),
        (b"papers:\n  - key: a\n", ["2:5: HC101 the entry has no title and no authors and no date"]),
        (
            near("    title: T\n", "<<<<<<< ours\n    title: T\n=======\n    title: U\n>>>>>>> theirs\n"),
            [f"7:1: {MARKER.format(7, 11)}"],
        ),
        (near("    title: T", "\ttitle: T"), ["7:1: HC002 tab in the indentation; use spaces"]),
        (near("title: T\n", "title: T\n    title: U\n"), ["8:5: HC003 the field 'title' is here twice"]),
        (
            GOOD.encode() + ENTRY.replace("T\n", "U\n").encode(),
            ["14:10: HC201 the key a2020b is also that of a2020b (line 6)"],
        ),
        (near("[A B]", "A B"), ["8:14: HC102 authors: must be a list, not one value"]),
        (near("title: T", "title: [T]"), ["7:12: HC102 title: must be one value, not a list"]),
        (
            near("{innovation: a, tasks: b, result: c}", "short"),
            ["13:14: HC102 summary: must be names and values, not one value"],
        ),
        (near("2020\n", "2023-02-29\n"), [f"9:11: HC103 there is no date '2023-02-29'{IMPOSSIBLE}"]),
        (near("2020\n", "2020-13\n"), [f"9:11: HC103 there is no date '2020-13'{IMPOSSIBLE}"]),
        (near("[H]", "[Hh]"), ["11:13: HC301 no head is called 'Hh'; nearest: H (all: headcat heads)"]),
        (
            near("venue: arXiv", "venue: arXif"),
            ["10:12: HC306 no venue is called 'arXif'; nearest: arXiv; new ones go into the section venues:"],
        ),
        (
            near("https://a.org", "javascript:alert(1)"),
            ["12:20: HC104 'javascript:alert(1)' is no http or https address"],
        ),
        (
            BOMB.encode(),
            [
                "2:5: HC004 an anchor (&a); delete it",
                "3:5: HC004 an anchor (&b); delete it",
                "3:9: HC004 an alias (*name); write the value out",
                "3:13: HC004 an alias (*name); write the value out",
                "4:6: HC004 an alias (*name); write the value out",
                "4:10: HC004 an alias (*name); write the value out",
            ],
        ),
        (
            near("title: T", "title: !!python/name:os.system T"),
            ["7:12: HC004 a YAML tag (tag:yaml.org,2002:python/name:os.system); delete it"],
        ),
        (near("title: T", f"x: {'[' * 5000}"), ["7:17: HC005 nested more than 12 levels deep"]),
        (b"papers: " + b"[" * 100_000, ["1:20: HC005 nested more than 12 levels deep"]),
        (near("title: T", "title: T\x07"), ["7:13: HC006 control character U+0007; delete it"]),
        (near("title: T", 'title: "T\\e[31m"'), ["7:12: HC109 invisible character U+001B; delete it"]),
        (near("title: T", "title: T\u202e"), ["7:12: HC109 invisible character U+202E; delete it"]),
        (
            near("title: T", f"title: {'x' * 100_001}"),
            ["7:12: HC007 a value of 100001 characters; at most 100000 are taken"],
        ),
        (GOOD.encode() + b"---\npapers: []\n", ["14:1: HC009 a second YAML document; a catalogue is one"]),
    ],
)
def test_bad_catalogues_are_named_and_not_written_to(
    catalogue_file: Path, data: bytes, expected: list[str]
) -> None:
    catalogue_file.write_bytes(data)
    opened = Catalogue.open()
    assert [str(each) for each in opened.errors()] == [f"data/papers.yaml:{line}" for line in expected]
    assert set(keys(opened)) <= {"a2020b"}
    error = refusal(opened, DRAFT)
    count = f"{len(expected)} errors" if len(expected) > 1 else "an error"
    assert str(error) == f"data/papers.yaml has {count}; mend the file, then try again"
    assert error.diagnostics == opened.errors()


def test_many_mistakes_are_all_named(catalogue_file: Path) -> None:
    entry = "  - {{key: k{0}, title: T{0}, authors: [A B], date: 2020-13}}\n"
    catalogue_file.write_text("papers:\n" + "".join(map(entry.format, range(500))), encoding="utf-8")
    assert len(Catalogue.open().errors()) == 500
    assert (
        str(refusal(Catalogue.open(), DRAFT))
        == "data/papers.yaml has 500 errors; mend the file, then try again"
    )


# the catalogue that headcat brings along

REAL_DATA = ROOT.joinpath("data", "papers.yaml").read_bytes()
REAL_TEXT = decode(REAL_DATA)[0]
REAL = read(REAL_TEXT)
REAL_PAPERS = [record.value for record in REAL.papers]


def test_the_real_catalogue_holds_to_its_rules() -> None:
    assert {each.code for each in report("p.yaml", REAL, RULES)} == {"HC310"}
    assert len(REAL_PAPERS) == 86


def test_the_real_summaries_are_whole_and_short() -> None:
    assert {tuple(name for name, _ in paper.summary.parts()) for paper in REAL_PAPERS if paper.summary} == {
        SUMMARY_PARTS
    }
    counts = [paper.summary.word_count() for paper in REAL_PAPERS if paper.summary]
    assert (len(counts), max(counts) <= SUMMARY_WORDS) == (86, True)


def test_the_real_keys_are_sorted_and_made_from_the_papers() -> None:
    keys = [paper.key for paper in REAL_PAPERS]
    assert keys == sorted(set(keys))
    stems = [make_key(paper.authors[0], paper.year, paper.title, set()) for paper in REAL_PAPERS]
    made = [key for key, stem in zip(keys, stems, strict=True) if key == stem or key[:-1] == stem in stems]
    assert made == keys
    assert [key for key, stem in zip(keys, stems, strict=True) if key != stem and stems.count(stem) < 2] == []


def test_the_real_heads_have_one_of_the_stages_or_none() -> None:
    assert {head.value.stage for head in REAL.heads} == {*STAGES, None}


def test_the_real_file_is_written_as_headcat_writes() -> None:
    layout = Layout.of(REAL.document)
    texts = [entry_text(entry_fields(paper), layout) for paper in REAL_PAPERS]
    lines = [REAL_TEXT.rfind("\n", 0, record.entry.start) + 1 for record in REAL.papers]
    assert [
        REAL_TEXT[start : record.entry.end].replace("  # headcat: ignore[HC111]", "")
        for start, record in zip(lines, REAL.papers, strict=True)
    ] == texts


def test_the_real_file_comes_out_as_it_went_in(catalogue_file: Path) -> None:
    assert apply(REAL_TEXT, []).encode() == REAL_DATA
    assert prove(parse(REAL_TEXT), [], contents(parse(REAL_TEXT))).encode() == REAL_DATA
    catalogue_file.write_bytes(REAL_DATA)
    Catalogue.open().add()
    assert catalogue_file.read_bytes() == REAL_DATA


def test_a_paper_added_to_the_real_file_is_only_its_own_lines(catalogue_file: Path) -> None:
    catalogue_file.write_bytes(REAL_DATA)
    change = Catalogue.open().add(DRAFT)
    (paper, line), *_ = change.papers
    old, new = REAL_TEXT.split("\n"), catalogue_file.read_text(encoding="utf-8").split("\n")
    assert new[line - 1 : line + 4] == MILLER_TEXT.rstrip("\n").split("\n")
    rest = new[: line - 1] + new[line - 1 + len(new) - len(old) :]
    assert rest == old
    assert sorted([*(each.key for each in REAL_PAPERS), paper.key]) == keys(Catalogue.open(), sort="key")


def test_a_paper_that_is_there_under_a_later_title_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "real.yaml"
    path.write_bytes(REAL_DATA)
    title = "Loss Landscape Degeneracy and Stagewise Development in Transformers"
    draft = Draft(title=title, authors=("Jesse Hoogland",), date="2025")
    error = refusal(Catalogue.open(path), draft)
    assert "hoogland2024developmental has the same title as 'Loss Landscape" in str(error)
    assert path.read_bytes() == REAL_DATA
