from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SMALL
from headcat.document import Document, Edit, parse
from headcat.document import edits as module
from headcat.document.edits import apply, contents, insertions, prove, with_section
from headcat.document.layout import entry_fields
from headcat.errors import RefusedError
from headcat.model import Link, Paper, Summary

QUICK = settings(max_examples=100)
NOT_PROVED = "the change could not be proved to be right, so it was not made"
BRACKETS = "papers: is written in [brackets]; write it as a list with dashes to change it"


def put(document: Document, *papers: Paper) -> tuple[list[Edit], dict[str, Any]]:
    return insertions(document, "papers", map(entry_fields, papers))


def paper(key: str) -> Paper:
    return Paper(key, "T", (), "2024")


def fields(key: str) -> dict[str, Any]:
    return {"key": key, "title": "T", "date": "2024"}


def inserted(text: str, *keys: str) -> str:
    """Return a catalogue's text with papers put in; the lines of theirs made one, `key!`."""
    document = parse(text)
    edits, expected = put(document, *map(paper, keys))
    new = prove(document, edits, expected)
    assert contents(parse(new)) == expected
    for newline in ("\r\n", "\n"):
        for column in range(9):
            new = new.replace(f"{newline}{' ' * column}title: T{newline}{' ' * column}date: 2024", "!")
    return new


@pytest.mark.parametrize(
    ("edits", "text"),
    [
        ([], "abcdef"),
        ([Edit(0, 0, "x")], "xabcdef"),
        ([Edit(6, 6, "x")], "abcdefx"),
        ([Edit(1, 3, "")], "adef"),
        ([Edit(0, 6, "")], ""),
        ([Edit(4, 5, "E"), Edit(0, 2, "A"), Edit(2, 4, "CD")], "ACDEf"),
        ([Edit(2, 2, "x"), Edit(2, 3, "y")], "abxydef"),
    ],
)
def test_apply_replaces_each_span(edits: list[Edit], text: str) -> None:
    assert apply("abcdef", edits) == text


def test_apply_takes_no_overlapping_edits() -> None:
    with pytest.raises(ValueError, match=r"^edits overlap at 2$"):
        apply("abcdef", [Edit(2, 4, ""), Edit(0, 3, "")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("papers:\n", {"papers": []}),
        (
            "papers: [a, {b: c}]\nheads:\n- [d]\nx: y\n",
            {"papers": ["a", {"b": "c"}], "heads": [["d"]], "x": []},
        ),
    ],
)
def test_contents_are_what_all_sections_say(text: str, expected: dict[str, Any]) -> None:
    assert contents(parse(text)) == expected


# A catalogue, the keys put in, and what comes of it.
INSERTIONS = {
    "into nothing": ("papers:", ["a"], "papers:\n  - key: a!"),
    "into nothing, last line break": ("papers:\n", ["b", "a"], "papers:\n  - key: a!\n  - key: b!\n"),
    "into nothing, comment": ("papers:  # c\n# d\n", ["a"], "papers:  # c\n  - key: a!\n# d\n"),
    "into nothing, space": ("papers : \n", ["a"], "papers : \n  - key: a!\n"),
    "into nothing, section behind": ("papers:\n\nheads:\n", ["a"], "papers:\n  - key: a!\n\nheads:\n"),
    "into brackets": ("papers: []\n", ["a"], "papers:\n  - key: a!\n"),
    "into brackets, comment": (
        "papers: [ ]  # c\nheads: []\n",
        ["a"],
        "papers:  # c\n  - key: a!\nheads: []\n",
    ),
    "into brackets in the next line": ("papers:\n  # c\n  []\n", ["a"], "papers:\n  # c\n\n  - key: a!\n"),
    "into brackets, no last line break": ("papers: [\n]", ["a"], "papers:\n  - key: a!"),
    "into brackets, CRLF": ("papers: []\r\nheads:\r\n", ["a"], "papers:\r\n  - key: a!\r\nheads:\r\n"),
    "into null": ("papers: null # c\n", ["a"], "papers: # c\n  - key: a!\n"),
    "into a tilde": ("papers: ~", ["a"], "papers:\n  - key: a!"),
    "quoted section": ("'papers': []\n", ["a"], "'papers':\n  - key: a!\n"),
    "behind the last": ("papers:\n- key: a\n", ["b", "c"], "papers:\n- key: a\n- key: b!\n- key: c!\n"),
    "behind the last, no line break": ("papers:\n- key: a", ["b"], "papers:\n- key: a\n- key: b!"),
    "before the first": ("papers:\n- key: b\n", ["a"], "papers:\n- key: a!\n- key: b\n"),
    "between": ("papers:\n- key: a\n- key: c\n", ["b"], "papers:\n- key: a\n- key: b!\n- key: c\n"),
    "everywhere": (
        "papers:\n- key: b\n- key: d\n",
        ["e", "a", "c"],
        "papers:\n- key: a!\n- key: b\n- key: c!\n- key: d\n- key: e!\n",
    ),
    "everywhere, CRLF": (
        "papers:\r\n- key: b\r\n- key: d\r\n",
        ["e", "a", "c"],
        "papers:\r\n- key: a!\r\n- key: b\r\n- key: c!\r\n- key: d\r\n- key: e!\r\n",
    ),
    "parted by empty lines": (
        "papers:\n\n- key: b\n\n- key: d\n\n",
        ["a", "c", "e", "f"],
        "papers:\n\n- key: a!\n\n- key: b\n\n- key: c!\n\n- key: d\n\n- key: e!\n\n- key: f!\n\n",
    ),
    "out of order": (
        "papers:\n- key: d\n- key: b\n- key: f\n",
        ["a", "c", "e", "g"],
        "papers:\n- key: a!\n- key: d\n- key: b\n- key: c!\n- key: e!\n- key: f\n- key: g!\n",
    ),
    "out of order, behind the first": (
        "papers:\n- key: b\n- key: f\n- key: e\n",
        ["c"],
        "papers:\n- key: b\n- key: c!\n- key: f\n- key: e\n",
    ),
    "beside entries without a key": (
        "papers:\n- x: y\n- key: b\n- key: [c]\n",
        ["a"],
        "papers:\n- x: y\n- key: b\n- key: [c]\n- key: a!\n",
    ),
    "comments of the first": (
        "papers:\n# of all\n\n  # of b\n\n  # of b too\n  # and b\n  - key: b\n",
        ["a"],
        "papers:\n# of all\n\n  # of b\n\n  - key: a!\n  # of b too\n  # and b\n  - key: b\n",
    ),
    "comments right under the section": (
        "papers:  # s\n  # of b\n  - key: b\n",
        ["a"],
        "papers:  # s\n  - key: a!\n  # of b\n  - key: b\n",
    ),
    "first entry under its dash": (
        "papers:\n-\n  # c\n  key: b\n",
        ["a"],
        "papers:\n- key: a!\n-\n  # c\n  key: b\n",
    ),
    "comment beside the last": ("papers:\n- key: a  # c\n", ["b"], "papers:\n- key: a  # c\n- key: b!\n"),
    "comments below the last": (
        "papers:\n  - key: a\n    # of a\n   # of a too\n  # of none\n",
        ["b"],
        "papers:\n  - key: a\n    # of a\n   # of a too\n  - key: b!\n  # of none\n",
    ),
    "comment below at the end": (
        "papers:\n- key: a\n  # of a",
        ["b"],
        "papers:\n- key: a\n  # of a\n- key: b!",
    ),
    "comments below the last, without indentation": (
        "papers:\n- key: a\n # of a\n# of none\n",
        ["b"],
        "papers:\n- key: a\n # of a\n- key: b!\n# of none\n",
    ),
    "comment of the next": (
        "papers:\n- key: a\n# of c\n- key: c\n",
        ["b"],
        "papers:\n- key: a\n- key: b!\n# of c\n- key: c\n",
    ),
    "comment behind an empty line": (
        "papers:\n- key: a\n\n  # of none\n",
        ["b"],
        "papers:\n- key: a\n- key: b!\n\n  # of none\n",
    ),
    "comments, CRLF": (
        "papers:\r\n  # of a\r\n  - key: b  # c\r\n    # d\r\n",
        ["a", "c"],
        "papers:\r\n  - key: a!\r\n  # of a\r\n  - key: b  # c\r\n    # d\r\n  - key: c!\r\n",
    ),
    "behind brackets": (
        "papers:\n- {key: a,\n   b: c}  # d\n",
        ["b"],
        "papers:\n- {key: a,\n   b: c}  # d\n- key: b!\n",
    ),
    "behind a quote": (
        "papers:\n- key: a\n  n: 'b\n\n    c'\n",
        ["b"],
        "papers:\n- key: a\n  n: 'b\n\n    c'\n- key: b!\n",
    ),
    "behind no value": ("papers:\n- key: a\n  n:  # c\n", ["b"], "papers:\n- key: a\n  n:  # c\n- key: b!\n"),
    "behind a block": (
        "papers:\n- key: a\n  n: |\n    b\n    # b\n  # c\n\n# d\n",
        ["b"],
        "papers:\n- key: a\n  n: |\n    b\n    # b\n  # c\n- key: b!\n\n# d\n",
    ),
    "behind a block, no last line break": (
        "papers:\n- key: a\n  n: |\n    b",
        ["b"],
        "papers:\n- key: a\n  n: |\n    b\n- key: b!",
    ),
    "behind a block with its empty lines": (
        "papers:\n- key: a\n  n: |+\n    b\n\n\n- key: c\n",
        ["b"],
        "papers:\n- key: a\n  n: |+\n    b\n\n\n- key: b!\n- key: c\n",
    ),
    "behind a block with its empty lines, parted": (
        "papers:\n- key: a\n\n- key: c\n  l:\n  - m:\n     n: >+\n      b\n",
        ["b", "d"],
        "papers:\n- key: a\n\n- key: b!\n\n- key: c\n  l:\n  - m:\n     n: >+\n      b\n- key: d!\n",
    ),
    "behind a block without its empty lines, parted": (
        "papers:\n- key: a\n\n- key: c\n  n: |-\n    b\n",
        ["d"],
        "papers:\n- key: a\n\n- key: c\n  n: |-\n    b\n\n- key: d!\n",
    ),
    "behind a plus sign, parted": (
        "papers:\n- key: a\n\n- key: c\n  n: +\n",
        ["d"],
        "papers:\n- key: a\n\n- key: c\n  n: +\n\n- key: d!\n",
    ),
    "behind brackets, parted": (
        "papers:\n- key: a\n\n- {key: c}\n",
        ["d"],
        "papers:\n- key: a\n\n- {key: c}\n\n- key: d!\n",
    ),
    "behind a block with a white line": (
        "papers:\n- key: a\n  n: |\n    b\n      \n- key: c\n",
        ["b"],
        "papers:\n- key: a\n  n: |\n    b\n      \n- key: b!\n- key: c\n",
    ),
    "other sections around": (
        "heads:\n- name: z\npapers:\n- key: a\nvenues:\n- name: y\n",
        ["b"],
        "heads:\n- name: z\npapers:\n- key: a\n- key: b!\nvenues:\n- name: y\n",
    ),
    "before the end of the document": (
        "papers:\n- key: a\n...\n",
        ["b"],
        "papers:\n- key: a\n- key: b!\n...\n",
    ),
    "wide dash": ("papers:\n -   key: a\n", ["b"], "papers:\n -   key: a\n -   key: b!\n"),
    "fields right under the dash": ("papers:\n-\n key: a\n", ["b"], "papers:\n-\n key: a\n- key: b!\n"),
    "nothing": ("papers:\n- key: a  # b\n", [], "papers:\n- key: a  # b\n"),
}


@pytest.mark.parametrize(("text", "keys", "expected"), INSERTIONS.values(), ids=INSERTIONS)
def test_papers_are_put_in_their_places(text: str, keys: list[str], expected: str) -> None:
    assert inserted(text, *keys) == expected


def test_a_new_entry_looks_like_its_neighbours() -> None:
    new = Paper(
        "moore2023more",
        "More: Heads",
        ("Mo Moore",),
        "2023-01-02",
        "arXiv",
        {"arxiv": "2301.00002"},
        ("Mover Head",),
        (Link("paper", "https://example.com"),),
        Summary("One.", "Two.", "Three."),
        "no",
    )
    document = parse(SMALL)
    edits, expected = put(document, new)
    entry = """
  - key: moore2023more
    title: "More: Heads"
    authors:
      - Mo Moore
    date: 2023-01-02
    venue: arXiv
    ids:
      arxiv: "2301.00002"
    heads:
      - Mover Head
    links:
      paper: https://example.com
    summary:
      innovation: One.
      tasks: Two.
      result: Three.
    note: "no"
"""
    assert prove(document, edits, expected) == SMALL.replace(
        "\n  # the second\n", f"{entry}\n  # the second\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "papers: [{key: a}]\n",
        "{papers: [{key: a}]}\n",
        "papers: [\n  # nothing yet\n]\n",
        "papers: {}\n",
        "papers: {key: a}\n",
        "papers: none\n",
        "papers: |\n  x\n",
    ],
)
def test_nothing_is_added_to_what_is_no_list_with_dashes(text: str) -> None:
    with pytest.raises(RefusedError) as caught:
        put(parse(text), paper("b"))
    assert str(caught.value) == BRACKETS


@pytest.mark.parametrize("text", ["{papers: []}\n", "? papers\n: - key: c\n", "? papers\n"])
def test_what_cannot_be_proved_is_not_done(text: str) -> None:
    document = parse(text)
    edits, expected = put(document, paper("b"))
    with pytest.raises(RefusedError) as caught:
        prove(document, edits, expected)
    assert str(caught.value) == NOT_PROVED


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([Edit(8, 8, "[")], {"papers": [{"key": "a"}]}),
        ([], {"papers": []}),
        ([], {"papers": [{"key": "b"}]}),
        ([Edit(15, 16, "b")], {"papers": [{"key": "a"}]}),
    ],
)
def test_a_change_that_says_something_else_is_refused(edits: list[Edit], expected: dict[str, Any]) -> None:
    with pytest.raises(RefusedError) as caught:
        prove(parse("papers:\n- key: a  # c\n"), edits, expected)
    assert str(caught.value) == NOT_PROVED


@pytest.mark.parametrize(
    ("old", "new"),
    [("\n# top", " # top"), ("# before", ""), ("# between", "# other"), ("# behind", "# behind it")],
)
def test_a_change_outside_of_the_edits_is_refused(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = parse("\n# top\npapers:  # before\n- key: b  # between\n- key: d  # behind\n")
    edits, expected = put(document, paper("a"), paper("c"))
    assert prove(document, edits, expected) == apply(document.text, edits)
    monkeypatch.setattr(module, "apply", lambda text, edits: apply(text, edits).replace(old, new))
    with pytest.raises(RefusedError) as caught:
        prove(document, edits, expected)
    assert str(caught.value) == NOT_PROVED


def test_a_proved_change_is_the_new_text() -> None:
    document = parse("papers:\n- key: a  # c\n- key: b\n")
    edits = [Edit(15, 16, "longer"), Edit(29, 30, "")]
    assert prove(document, edits, {"papers": [{"key": "longer"}, {"key": ""}]}) == (
        "papers:\n- key: longer  # c\n- key: \n"
    )


COMMENTS = st.lists(st.sampled_from(["# c", "# - key: x", "#", "# papers: ["]), max_size=2)
TAILS = st.sampled_from(["", "", "  # c", " # - x: ["])


@st.composite
def field_lines(draw: st.DrawFn, number: int, items: int, nested: int) -> list[str]:
    """Draw the lines of a field of any kind, from its name's column on."""
    name, tail = f"f{number}", draw(TAILS)
    return draw(
        st.sampled_from(
            [
                [f"{name}: word{tail}"],
                [f"{name}:{tail}"],
                [f"{name}: '𝕏 # é'{tail}"],
                [f"{name}: [a,{tail}", f"  b]{tail}"],
                [f"{name}: 'a", "", f"  b'{tail}"],
                [f"{name}: a", f"  b{tail}"],
                [f"{name}:{tail}", f"{' ' * items}- a{tail}", f"{' ' * items}# c", f"{' ' * items}- 'b'"],
                [f"{name}:{tail}", f"{' ' * nested}a: b{tail}", f"{' ' * nested}c:"],
                [f"{name}: |", "  a # b", "   b"],
                [f"{name}: |{tail}", "  a", "", ""],
                [f"{name}: |+{tail}", "  a", ""],
                [f"{name}: |+", "  a"],
                [f"{name}: >-{tail}", "  a", "  b"],
                [f"{name}: |", "  a", "    "],
                [f"{name}: |{tail}"],
            ]
        )
    )


@st.composite
def catalogues(draw: st.DrawFn) -> str:
    """Draw a catalogue with comments in every place, in one of the manners in which files are written."""
    dash, gap = draw(st.sampled_from([(0, 1), (2, 1), (2, 3), (1, 1)]))
    items, nested = draw(st.sampled_from([0, 2, 3])), draw(st.sampled_from([1, 2, 4]))
    parted = draw(st.booleans())
    lines = [*draw(COMMENTS)]
    if draw(st.booleans()):
        lines += ["heads:" + draw(TAILS), "  - name: H" + draw(TAILS), *draw(COMMENTS), ""]
    lines.append("papers:" + draw(TAILS))
    keys = draw(st.lists(st.sampled_from("bdfhjln"), unique=True, max_size=4))
    for count, key in enumerate(keys if draw(st.booleans()) else sorted(keys)):
        column = " " * (dash + 1 + gap)
        lines += [""] if parted and count else []
        lines += [" " * dash + comment for comment in draw(COMMENTS)]
        lines.append(" " * dash + "-" + " " * gap + f"key: {key}" + draw(TAILS))
        for number in range(draw(st.integers(0, 3))):
            lines += [column + comment for comment in draw(COMMENTS)]
            lines += [column + line if line else "" for line in draw(field_lines(number, items, nested))]
        lines += [column + comment for comment in draw(COMMENTS)]
    lines += draw(st.sampled_from([[], [""], ["# end"], ["", "  # end"], ["venues:", "- name: V"]]))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join(lines) + draw(st.sampled_from(["", newline]))


@QUICK
@given(text=catalogues(), keys=st.lists(st.sampled_from("acegikmo"), min_size=1, max_size=3, unique=True))
def test_what_is_put_into_any_catalogue_is_all_that_changes(text: str, keys: list[str]) -> None:
    old = parse(text)
    edits, expected = put(old, *map(paper, keys))
    new = parse(apply(text, edits))
    assert (old.problems, new.problems) == ([], [])
    assert contents(new) == expected
    old_papers, new_papers = contents(old).pop("papers"), contents(new).pop("papers")
    assert [entry for entry in new_papers if entry["key"] not in keys] == old_papers
    assert sorted(entry["key"] for entry in new_papers if entry["key"] in keys) == sorted(keys)
    remaining = iter(new.text.replace("\r\n", "\n").split("\n"))
    lost = [line for line in text.replace("\r\n", "\n").split("\n") if line not in remaining]
    assert lost == []  # looking for a line takes those before it out, so the order is the same too
    assert new.text.count("\r\n") == (new.text.count("\n") if "\r" in text else 0)


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("papers:\n", "\ndeclined:\n"),
        ("papers:", "\n\ndeclined:\n"),
        ("papers:\r\n- key: a\r\n", "\r\ndeclined:\r\n"),
        ("papers:\n- key: a\n  # end", "\n\ndeclined:\n"),
        ("papers:\n- key: a\n  note: |\n    x\n", "\ndeclined:\n"),
        ("papers:\n- key: a\n  note: |+\n    x\n\n", "declined:\n"),
        ("papers:\n- note: |+\n    x", "\ndeclined:\n"),
        ("", "\ndeclined:\n"),
        ("declined:\npapers:\n", ""),
        ("papers: []\ndeclined: [{id: x}]", ""),
    ],
)
def test_a_section_that_is_missing_is_put_at_the_end(text: str, behind: str) -> None:
    assert with_section(parse(text), "declined") == text + behind


@pytest.mark.parametrize("text", ["{papers: []}\n", "papers:\n- key: a\n...\n"])
def test_no_section_is_put_where_none_can_be(text: str) -> None:
    message = r"^there is no section 'declined', and none can be put at the end of this file$"
    with pytest.raises(RefusedError, match=message):
        with_section(parse(text), "declined")


@QUICK
@given(catalogues())
def test_a_section_can_be_put_behind_any_catalogue(text: str) -> None:
    document = parse(text)
    new = with_section(document, "declined")
    assert new.startswith(text)
    assert contents(parse(new)) == {**contents(document), "declined": []}


def test_what_has_an_id_is_put_in_by_it() -> None:
    text = "papers:\ndeclined:\n  - id: 2\n  - id: 4\n"
    document = parse(text)
    found, expected = insertions(document, "declined", [{"id": number} for number in "351"])
    new = "papers:\ndeclined:\n" + "".join(
        f"  - id: {number}\n" if number in "24" else f'  - id: "{number}"\n' for number in "12345"
    )
    assert prove(document, found, expected) == new
