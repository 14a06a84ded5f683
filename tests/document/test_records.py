from typing import Any

import pytest

from conftest import SMALL
from headcat.document import Lines
from headcat.document.records import Reading, decode_text, read
from headcat.errors import Diagnostic, RefusedError, Severity
from headcat.model import Declined, Head, Link, Paper, Published, Summary, Venue
from headcat.vocabulary import Vocabulary

PAPER = """\
papers:
  - key: k
    title: T
    authors: [A]
    date: 2024
"""
BARE = Paper("k", "T", ("A",), "2024")


def found(reading: Reading) -> list[tuple[str, int, int, str]]:
    lines = Lines(reading.document.text)
    return [(code, *lines.place(offset), message) for code, offset, message, _ in reading.problems]


def test_a_catalogue_is_read_into_papers_heads_and_venues() -> None:
    reading = read(SMALL)
    heads = (
        Head("Induction Head", ("Inductive Head",), "Latent Reasoning", "In-context Learning"),
        Head("Mover Head", stage="In-Context Identification"),
        Head("Name Mover Head", stage="In-Context Identification", broader="Mover Head"),
    )
    venues = (
        Venue("NeurIPS", ("NIPS",), "Advances in Neural Information Processing Systems"),
        Venue("arXiv", ("CoRR",), kind="preprint"),
    )
    papers = (
        Paper(
            "adams2022heads",
            "Heads of a Small Catalogue",
            ("Ada Adams", "Ludwig van der Berg"),
            "2022-03-08",
            "NeurIPS 2022",
            {"arxiv": "2203.00001"},
            ("Induction Head",),
            (
                Link("paper", "https://arxiv.org/abs/2203.00001"),
                Link("code", "https://github.com/example/heads"),
            ),
            Summary("It names heads.", "Small tasks.", "It works."),
        ),
        Paper(
            "zorn2023names",
            "Names: Moved",
            ("Zoe Zorn",),
            "2023-11",
            "arXiv",
            {"arxiv": "2311.00002"},
            ("Name Mover Head", "Induction Head"),
            (Link("paper", "https://arxiv.org/abs/2311.00002"),),
            Summary("It moves names.", "Names.", "They move."),
        ),
    )
    assert reading.problems == []
    assert reading.vocabulary() == Vocabulary(heads, venues)
    assert tuple(record.value for record in reading.papers) == papers


@pytest.mark.parametrize(
    ("fields", "paper"),
    [
        ("", BARE),
        ("venue: V\nnote: N", Paper("k", "T", ("A",), "2024", venue="V", note="N")),
        ("venue:\nnote: ~\nheads: null\nids:\nlinks:\nsummary:\npublished:\nrating:", BARE),
        ("venue: ''\nnote: '~'", Paper("k", "T", ("A",), "2024", venue="", note="~")),
        ("heads: [H, 'I']", Paper("k", "T", ("A",), "2024", heads=("H", "I"))),
        ("heads: []\nids: {}\nlinks: {}", BARE),
        ("ids: {arxiv: 1, doi: , isbn: 2}", Paper("k", "T", ("A",), "2024", ids={"arxiv": "1", "isbn": "2"})),
        (
            "links:\n  code: c\n  paper: [p, q]\n  data:",
            Paper(
                "k", "T", ("A",), "2024", links=(Link("code", "c"), Link("paper", "p"), Link("paper", "q"))
            ),
        ),
        ("summary: {}", Paper("k", "T", ("A",), "2024", summary=Summary())),
        ("summary: {result: r, tasks: }", Paper("k", "T", ("A",), "2024", summary=Summary(result="r"))),
        ("published: {}", Paper("k", "T", ("A",), "2024", published=Published())),
        ("published: {title: P}", Paper("k", "T", ("A",), "2024", published=Published("P"))),
        (
            "published: {authors: [B, C]}",
            Paper("k", "T", ("A",), "2024", published=Published(None, ("B", "C"))),
        ),
        (
            "rating: 5\ntags: [a, {b: c}]\nmore: {d: }",
            Paper(
                "k", "T", ("A",), "2024", extra={"rating": "5", "tags": ["a", {"b": "c"}], "more": {"d": ""}}
            ),
        ),
    ],
)
def test_the_fields_of_a_paper(fields: str, paper: Paper) -> None:
    text = PAPER + "".join(f"    {line}\n" for line in fields.splitlines())
    reading = read(text)
    assert (reading.problems, [record.value for record in reading.papers]) == ([], [paper])


@pytest.mark.parametrize(
    ("fields", "head"),
    [
        ("name: H", Head("H")),
        ("name: H, aliases: [I, J], stage: S, group: G", Head("H", ("I", "J"), "S", "G")),
        ("name: H, broader: B, definition: D, colour: red", Head("H", broader="B", definition="D")),
        ("name: H, aliases: , stage: , group: ~", Head("H")),
    ],
)
def test_the_fields_of_a_head(fields: str, head: Head) -> None:
    reading = read(f"heads: [{{{fields}}}]\npapers:\n")
    assert (reading.problems, [record.value for record in reading.heads]) == ([], [head])


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ("name: V", Venue("V", kind="proceedings")),
        ("name: V, aliases: [W], full: F, kind: journal", Venue("V", ("W",), "F", "journal")),
        ("name: V, aliases: , full: , kind: ", Venue("V")),
    ],
)
def test_the_fields_of_a_venue(fields: str, venue: Venue) -> None:
    reading = read(f"venues: [{{{fields}}}]\npapers:\n")
    assert (reading.problems, [record.value for record in reading.venues]) == ([], [venue])


@pytest.mark.parametrize(
    ("fields", "declined"),
    [
        ("id: 2401.10020, date: 2025, reason: R", Declined("2401.10020", "2025", "R")),
        ("title: T, reason: R, date: 2025-01, id: '1', x: y", Declined("1", "2025-01", "R", "T")),
        ("id: 10.1000/182, title: , date: 2025-01-06, reason: '~'",
         Declined("10.1000/182", "2025-01-06", "~")),
    ],
)  # fmt: skip
def test_the_fields_of_a_declined_paper(fields: str, declined: Declined) -> None:
    reading = read(f"papers:\ndeclined: [{{{fields}}}]\n")
    assert (reading.problems, [record.value for record in reading.declined]) == ([], [declined])


@pytest.mark.parametrize(
    ("old", "new", "place", "code", "message"),
    [
        ("key: k", "id: k", (2, 5), "HC101", "the entry has no key"),
        ("title: T", "title:", (2, 5), "HC101", "the entry has no title"),
        ("date: 2024", "date: ~", (2, 5), "HC101", "the entry has no date"),
        ("key: k\n    title: T", "key:", (2, 5), "HC101", "the entry has no key and no title"),
        ("key: k", "key: [k]", (2, 10), "HC102", "key: must be one value, not a list"),
        ("title: T", "title: {T: U}", (3, 12), "HC102", "title: must be one value, not names and values"),
        ("[A]", "A", (4, 14), "HC102", "authors: must be a list, not one value"),
        ("[A]", "{A: B}", (4, 14), "HC102", "authors: must be a list, not names and values"),
        ("[A]", "[A, [B]]", (4, 18), "HC102", "authors: must be one value, not a list"),
        ("2024", "2024\n    venue: [V]", (6, 12), "HC102", "venue: must be one value, not a list"),
        ("2024", "2024\n    note:\n      - N", (7, 7), "HC102", "note: must be one value, not a list"),
        ("2024", "2024\n    ids: i", (6, 10), "HC102", "ids: must be names and values, not one value"),
        ("2024", "2024\n    ids: {doi: [d]}", (6, 16), "HC102", "doi: must be one value, not a list"),
        ("2024", "2024\n    heads: H", (6, 12), "HC102", "heads: must be a list, not one value"),
        ("2024", "2024\n    links: [l]", (6, 12), "HC102", "links: must be names and values, not a list"),
        (
            "2024",
            "2024\n    links: {code: {a: b}}",
            (6, 19),
            "HC102",
            "code: must be one value, not names and values",
        ),
        ("2024", "2024\n    links: {code: [[c]]}", (6, 20), "HC102", "code: must be one value, not a list"),
        (
            "2024",
            "2024\n    summary: s",
            (6, 14),
            "HC102",
            "summary: must be names and values, not one value",
        ),
        ("2024", "2024\n    summary: {tasks: []}", (6, 22), "HC102", "tasks: must be one value, not a list"),
        (
            "2024",
            "2024\n    summary: {idea: i}",
            (6, 21),
            "HC102",
            "the summary has no part 'idea'; it may have innovation, tasks, result",
        ),
        (
            "2024",
            "2024\n    published: p",
            (6, 16),
            "HC102",
            "published: must be names and values, not one value",
        ),
        (
            "2024",
            "2024\n    published: {date: d}",
            (6, 23),
            "HC102",
            "published: holds title and authors, not 'date'",
        ),
        (
            "2024",
            "2024\n    published: {authors: B}",
            (6, 26),
            "HC102",
            "authors: must be a list, not one value",
        ),
        (
            "2024",
            "2024\n    published: {title: []}",
            (6, 24),
            "HC102",
            "title: must be one value, not a list",
        ),
    ],
)
def test_a_paper_with_a_mistake_is_told_of_and_left_out(
    old: str, new: str, place: tuple[int, int], code: str, message: str
) -> None:
    reading = read(PAPER.replace(old, new) + PAPER.removeprefix("papers:\n").replace("T", "other"))
    assert found(reading) == [(code, *place, message)]
    assert [record.value.title for record in reading.papers] == ["other"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("papers: [p]", ("HC102", 1, 10, "an entry of papers: must be fields and values")),
        ("papers:\nheads: [[h]]", ("HC102", 2, 9, "an entry of heads: must be fields and values")),
        ("papers:\nheads: [{stage: s}]", ("HC101", 2, 9, "the entry has no name")),
        ("papers:\nheads: [{name: [h]}]", ("HC102", 2, 16, "name: must be one value, not a list")),
        (
            "papers:\nheads: [{name: h, aliases: a}]",
            ("HC102", 2, 28, "aliases: must be a list, not one value"),
        ),
        ("papers:\nvenues: [{name: ~}]", ("HC101", 2, 10, "the entry has no name")),
        ("papers:\nvenues: [{name: v, kind: [k]}]", ("HC102", 2, 26, "kind: must be one value, not a list")),
        ("papers: p", ("HC102", 1, 1, "papers: must be a list, each item begun by a dash")),
        ("papers: {k: p}", ("HC102", 1, 1, "papers: must be a list, each item begun by a dash")),
        ("papers: ''", ("HC102", 1, 1, "papers: must be a list, each item begun by a dash")),
        ("papers:\nheads: h", ("HC102", 2, 1, "heads: must be a list, each item begun by a dash")),
        (
            "papers:\npaper: []",
            ("HC009", 2, 1, "no section is called 'paper'; it may be heads, venues, papers, declined"),
        ),
        ("heads:\n", ("HC009", 1, 1, "there is no section 'papers:'; write one, with the papers under it")),
        ("", ("HC009", 1, 1, "there is no section 'papers:'; write one, with the papers under it")),
    ],
)
def test_a_mistake_outside_of_papers_is_told_of(text: str, problem: tuple[str, int, int, str]) -> None:
    reading = read(text)
    assert (found(reading), reading.papers, reading.heads, reading.venues) == ([problem], [], [], [])


@pytest.mark.parametrize(
    "text",
    ["papers:", "papers: []\nheads: []\nvenues: []\n", "heads: ~\npapers: null\nvenues:\n", "{papers: }"],
)
def test_a_catalogue_without_entries_is_right(text: str) -> None:
    assert read(text) == Reading(read(text).document)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("papers:\n- [", ["HC001"]),
        ("papers: [", ["HC001"]),
        ("heads:\n- [\n", ["HC001"]),
        ("hea ds: [\n", ["HC009", "HC001"]),
        ("- a", ["HC009"]),
        ("papers:\n- @\n- x\n", ["HC001", "HC102"]),
    ],
)
def test_what_a_syntax_error_cut_off_is_not_told_of_twice(text: str, codes: list[str]) -> None:
    assert [problem.code for problem in read(text).problems] == codes


def test_problems_are_in_the_order_of_the_text() -> None:
    text = "papers:\n- p\n- *q\nvenues: v\nheads:\n- h\nother:\n- [\n"
    assert [(code, line) for code, line, _, _ in found(read(text))] == [
        ("HC102", 2),
        ("HC004", 3),
        ("HC102", 4),
        ("HC102", 6),
        ("HC009", 7),
        ("HC001", 8),
    ]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (10, 5)),
        (("key",), (10, 10)),
        (("authors",), (13, 7)),
        (("authors", 1), (14, 9)),
        (("authors", 2), (13, 7)),
        (("authors", "name"), (13, 7)),
        (("links", "code"), (15, 31)),
        (("links", "code", 0), (15, 31)),
        (("links", "paper", 0), (15, 21)),
        (("links", "data"), (15, 12)),
        (("links", 0), (15, 12)),
        (("note",), (10, 5)),
        ((0,), (10, 5)),
    ],
)
def test_a_record_knows_where_its_fields_stand(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    text = """\
heads:
- name: H
# The place of a field is that of its value,
# and of what is not there that of the nearest
# thing around it.
papers:


  #
  - key: k
    title: T
    authors:
      - A
      - B
    links: {paper: [p], code: c}
    date: 2024
"""
    record = read(text).papers[0]
    assert Lines(text).place(record.at(*path)) == place


@pytest.mark.parametrize(
    ("data", "text", "bom"),
    [
        (b"papers:\n", "papers:\n", False),
        (b"\xef\xbb\xbfpapers:\r\n", "papers:\r\n", True),
        ("# ü𝕏".encode(), "# ü𝕏", False),
    ],
)
def test_bytes_are_decoded(data: bytes, text: str, *, bom: bool) -> None:
    assert decode_text("p.yaml", data) == (text, bom)


@pytest.mark.parametrize(
    ("data", "diagnostic"),
    [
        (b"", ("HC009", 0, 0, "the file is empty; a catalogue has at least the line 'papers:'")),
        (b" \n\t\r\n", ("HC009", 0, 0, "the file is empty; a catalogue has at least the line 'papers:'")),
        (b"\xff", ("HC010", 1, 1, "byte 0xFF is not UTF-8; save the file in UTF-8")),
        (b"papers:\n- a\xe9", ("HC010", 2, 4, "byte 0xE9 is not UTF-8; save the file in UTF-8")),
        ("ü𝕏\n𝕏ü".encode() + b"\xfca", ("HC010", 2, 3, "byte 0xFC is not UTF-8; save the file in UTF-8")),
        (b"\xef\xbb\xbfa\xff", ("HC010", 1, 2, "byte 0xFF is not UTF-8; save the file in UTF-8")),
        (b"\xef\xbb\xbf\n\xff", ("HC010", 2, 1, "byte 0xFF is not UTF-8; save the file in UTF-8")),
        (b"a\xed\xa0\x80", ("HC010", 1, 2, "byte 0xED is not UTF-8; save the file in UTF-8")),
        ("papers:".encode("utf-16"), ("HC010", 1, 1, "byte 0xFF is not UTF-8; save the file in UTF-8")),
    ],
)
def test_bytes_that_are_no_text_are_refused_at_their_place(data: bytes, diagnostic: tuple[Any, ...]) -> None:
    code, line, column, message = diagnostic
    expected = Diagnostic(code, Severity.ERROR, "p.yaml", line, column, message)
    with pytest.raises(RefusedError) as caught:
        decode_text("p.yaml", data)
    assert (caught.value.diagnostics, str(caught.value)) == ((expected,), str(expected))


def test_a_file_that_holds_only_a_byte_order_mark_has_no_papers() -> None:
    text, bom = decode_text("p.yaml", b"\xef\xbb\xbf")
    assert (text, bom, [problem.code for problem in read(text).problems]) == ("", True, ["HC009"])
