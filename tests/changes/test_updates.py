"""Edits of entries: what is meant changes, and nothing else."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcat.changes.updates import disentangled, removals, update
from headcat.document import Document, parse, plain
from headcat.document.edits import apply, contents
from headcat.errors import RefusedError

TEXT = """\
papers:
  # above a
  - key: a   # beside a
    title: "quoted"  # of the title
    authors:
      - A B  # the first
      # on its own
      - C D
    ids: {arxiv: "1", doi: x}
    links:
      paper: http://a
      code:
        - http://b
        - http://c
    note: |  # in a block
      x
      y
    # the last of a
  # above b
  - key: b
    title: z"""


def fields(document: Document, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = plain(document.entries("papers")[number].node)
    return found


def changed(text: str, number: int, new: dict[str, Any]) -> str:
    """Return the text with an entry changed, proved to say just that."""
    document = parse(text)
    assert document.problems == []
    edits = disentangled(document, update(document, "papers", document.entries("papers")[number], new))
    expected = contents(document)
    expected["papers"][number] = new
    after = apply(text, edits)
    assert parse(after).problems == []
    assert contents(parse(after)) == expected
    return after


def difference(before: str, after: str) -> list[str]:
    from difflib import unified_diff

    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))
    return [line for line in lines[2:] if line[0] in "+-"]


@pytest.mark.parametrize(
    ("number", "change", "lines"),
    [
        (0, {}, []),
        (0, {"title": "new"}, ['-    title: "quoted"  # of the title', '+    title: "new"  # of the title']),
        (1, {"title": "it's: new"}, ["-    title: z", '+    title: "it\'s: new"']),
        (1, {"key": "b2"}, ["-  - key: b", "+  - key: b2"]),
        (0, {"authors": ["A B", "C D", "E F"]}, ["+      - E F"]),
        (0, {"authors": ["E F", "A B", "C D"]}, ["+      - E F"]),
        (0, {"authors": ["C D"]}, ["-      - A B  # the first"]),
        (0, {"authors": ["X Y", "C D"]}, ["-      - A B  # the first", "+      - X Y  # the first"]),
        (0, {"links": {"paper": "http://a", "code": "http://c"}},
         ["-      code:", "-        - http://b", "-        - http://c", "+      code: http://c"]),
        (0, {"ids": {"arxiv": "1,2", "doi": "x"}},
         ['-    ids: {arxiv: "1", doi: x}', '+    ids: {arxiv: "1,2", doi: x}']),
        (0, {"ids": {"arxiv": "1", "acl": "q"}},
         ['-    ids: {arxiv: "1", doi: x}', '+    ids: {arxiv: "1", acl: "q"}']),
        (0, {"note": "one"},
         ["-    note: |  # in a block", "-      x", "-      y", "+    note: one  # in a block"]),
        (1, {"authors": ["X", "Y"], "ids": {"arxiv": "2201.00001"}},
         ["+    authors:", "+      - X", '+      - "Y"', "+    ids:", '+      arxiv: "2201.00001"']),
    ],
)  # fmt: skip
def test_only_the_lines_that_are_meant_change(number: int, change: dict[str, Any], lines: list[str]) -> None:
    new = {**fields(parse(TEXT), number), **change}
    assert difference(TEXT, changed(TEXT, number, new)) == lines


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        (["note"], ["-    note: |  # in a block", "-      x", "-      y"]),
        (["ids"], ['-    ids: {arxiv: "1", doi: x}']),
        (["authors"], ["-    authors:", "-      - A B  # the first", "-      # on its own", "-      - C D"]),
    ],
)
def test_a_field_that_goes_takes_only_its_lines(names: list[str], lines: list[str]) -> None:
    new = {name: value for name, value in fields(parse(TEXT)).items() if name not in names}
    assert difference(TEXT, changed(TEXT, 0, new)) == lines


BRACKETS = """\
papers:
  - {key: a, 'title': "it", heads: [x, 'y', "z"], links: {paper: [u, v], code: w}, ids: {doi: "1"},
     note: , end}
  - key: b
    heads: [
      x,  # one
      'y',
      z
    ]
    ids: {}
    links: []
"""


@pytest.mark.parametrize(
    ("number", "change", "before", "after"),
    [
        (0, {"title": "at"}, '"it"', '"at"'),
        (0, {"heads": ["x", "z"]}, """[x, 'y', "z"]""", '[x, "z"]'),
        (0, {"heads": ["y", "z"]}, """[x, 'y', "z"]""", """['y', "z"]"""),
        (0, {"heads": ["x"]}, """[x, 'y', "z"]""", "[x]"),
        (0, {"heads": ["z"]}, """[x, 'y', "z"]""", '["z"]'),
        (0, {"heads": ["y"]}, """[x, 'y', "z"]""", "['y']"),
        (0, {"heads": []}, """[x, 'y', "z"]""", "[]"),
        (0, {"heads": ["o"]}, """[x, 'y', "z"]""", "[o]"),
        (0, {"heads": ["a,b", "x", "m", "y", "z", "e"]},
         """[x, 'y', "z"]""", """["a,b", x, m, 'y', "z", e]"""),
        (0, {"heads": ["x", "[q]", "z"]}, """[x, 'y', "z"]""", """[x, '[q]', "z"]"""),
        (0, {"heads": ["x", "q", "r", "z"]}, """[x, 'y', "z"]""", """[x, 'q', r, "z"]"""),
        (0, {"heads": "one"}, """[x, 'y', "z"]""", "one"),
        (0, {"links": {"paper": ["u"], "code": "w"}}, "[u, v]", "[u]"),
        (0, {"links": {"paper": "u", "code": "w"}}, "[u, v]", "u"),
        (0, {"links": {"code": "w", "demo": "d"}}, "{paper: [u, v], code: w}", "{code: w, demo: d}"),
        (0, {"links": {"demo": "d"}}, "{paper: [u, v], code: w}", "{demo: d}"),
        (0, {"ids": {"doi": "2", "acl": "q"}}, '{doi: "1"}', '{doi: "2", acl: "q"}'),
        (0, {"note": "o"}, "note: ,", "note: o,"),
        (0, {"end": "e"}, ", end}", ", end: e}"),
        (0, {"end": ["e", "f"]}, ", end}", ", end: [e, f]}"),
        (0, {"note": "o", "end": "e", "more": "m"}, "note: , end}", "note: o, end: e, more: m}"),
        (1, {"heads": ["x", "o", "y", "z"]}, "x,  # one", "x, o,  # one"),
        (1, {"heads": ["x", "y"]}, "'y',\n      z\n", "'y'\n"),
        (1, {"heads": ["x", "z"]}, "'y',\n      z", "z"),
        (1, {"heads": ["w", "x", "y", "z"]}, "x,  # one", "w, x,  # one"),
        (1, {"ids": {"doi": "1"}}, "    ids: {}\n", '    ids:\n      doi: "1"\n'),
        (1, {"links": ["l"]}, "    links: []\n", "    links:\n      - l\n"),
    ],
)  # fmt: skip
def test_in_brackets_the_items_that_stay_are_left_as_they_are(
    number: int, change: dict[str, Any], before: str, after: str
) -> None:
    new = {**fields(parse(BRACKETS), number), **change}
    assert BRACKETS.count(before) == 1
    assert changed(BRACKETS, number, new) == BRACKETS.replace(before, after)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("date: 2024-01-02", {"date": "2024-02-03"}, "date: 2024-02-03"),
        ("date: '2024-01-02'", {"date": "2024"}, "date: '2024'"),
        ("date: 2024-01-02", {"date": "2024-02-30"}, 'date: "2024-02-30"'),
        ("title: One, two", {"title": "Three, [four]"}, "title: Three, [four]"),
        ("note:", {"note": "o"}, "note: o"),
        ("note: # c", {"note": "o"}, "note: o # c"),
        ("note:   # c", {"note": ["o"]}, "note:\n      - o   # c"),
        ("'note' : n", {"note": ["m"]}, "'note':\n      - m"),
        ("note: n", {"note": {}}, "note: {}"),
        ("ids:\n      arxiv: x", {"ids": {"arxiv": "y", "doi": "d"}},
         'ids:\n      arxiv: "y"\n      doi: "d"'),
        ("ids:\n      arxiv: x", {"ids": {"doi": "d"}}, 'ids:\n      doi: "d"'),
        ("heads:\n      - a\n      - b", {"heads": []}, "heads: []"),
        ("heads:\n    - a\n    - b", {"heads": ["b", "c"]}, "heads:\n    - b\n    - c"),
        ("heads:\n      - a # x\n       # y\n      # z", {"heads": ["a", "b"]},
         "heads:\n      - a # x\n       # y\n      - b\n      # z"),
        ("heads:\n      -\n        a\n      - # c\n        b", {"heads": ["a"]},
         "heads:\n      -\n        a"),
        ("heads:\n      -\n      - b", {"heads": ["a", "b"]}, "heads:\n      - a\n      - b"),
        ("x:\n      - p: 1\n        q: 2\n      - [r, s]\n      - - t",
         {"x": [{"p": "1", "q": "s"}, ["r"], ["t", "u"]]},
         "x:\n      - p: 1\n        q: s\n      - [r]\n      - - t\n        - u"),
        ("x: [{p: 1}, [r]]", {"x": [{"p": "q"}, "r"]}, "x: [{p: q}, r]"),
        ("note: |  # c\n      a\n      b", {"note": "x"}, "note: x  # c"),
        ("note: >-\n      a\n      b", {"note": "x"}, "note: x"),
        ("x: \"['a']\"", {"x": ["a"]}, "x:\n      - a"),
    ],
)  # fmt: skip
def test_a_value_is_spelt_as_it_was(before: str, change: dict[str, Any], after: str, newline: str) -> None:
    frame = f"papers:\n  - key: a\n    {{}}\n    last: 1{newline}  - key: b\n".replace("\n", newline)
    frame = frame.replace("\r\r", "\r")
    text = frame.format(before.replace("\n", newline))
    new = {**fields(parse(text)), **change}
    assert changed(text, 0, new) == frame.format(after.replace("\n", newline))


@pytest.mark.parametrize(
    ("entry", "new", "message"),
    [
        ("just text", {"key": "a"}, "the entry is no set of fields and values; edit the file by hand"),
        ("key: a\n    x:\n      - - p\n        - q", {"key": "a", "x": [["q"]]},
         "a list begins on the line of another; edit the file by hand"),
        ("key: a\n    x:\n      - p", {"key": "a", "x": [["q"]]},
         "x: an item cannot become another kind of value; edit the file by hand"),
        ("key: a\n    x:  # c\n      p: q", {"key": "a", "x": "p"},
         "x: a comment inside would be lost; edit the file by hand"),
        ("key: a\n    x: | # c\n      p", {"key": "a", "x": ["p"]},
         "x: a comment inside would be lost; edit the file by hand"),
        ("key: a\n    x: [p, [q, # c\n      r]]", {"key": "a", "x": ["p", "q"]},
         "x: a comment inside would be lost; edit the file by hand"),
        ("{key: a, # c\n    x: p}", {"y": "p"}, "a comment inside would be lost; edit the file by hand"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_safely_is_refused(entry: str, new: dict[str, Any], message: str) -> None:
    document = parse(f"papers:\n  - {entry}\n")
    with pytest.raises(RefusedError) as caught:
        update(document, "papers", document.entries("papers")[0], new)
    assert str(caught.value) == message


@pytest.mark.parametrize("mark", ["http://x/#a", "a # b", "'#'"])
def test_what_only_looks_like_a_comment_is_none(mark: str) -> None:
    text = f'papers:\n  - key: a\n    x: ["{mark}", b]\n'
    assert changed(text, 0, {"key": "a", "x": "c"}) == "papers:\n  - key: a\n    x: c\n"


@pytest.mark.parametrize(
    ("text", "numbers", "after"),
    [
        ("A\n\nB\n\nC\n", [0], "B\n\nC\n"),
        ("A\n\nB\n\nC\n", [1], "A\n\nC\n"),
        ("A\n\nB\n\nC\n", [2], "A\n\nB\n"),
        ("A\n\nB\n\nC\n", [0, 1], "C\n"),
        ("A\n\nB\n\nC\n", [1, 2], "A\n"),
        ("A\n\nB\n\nC\n", [0, 2], "B\n"),
        ("A\n\nB\n\nC\n", [2, 1, 0, 1], ""),
        ("A\n\nB\n\nC", [2], "A\n\nB\n"),
        ("\nA\n\nB\n", [0], "\nB\n"),
        ("A\n\n\nB\nC\n", [1], "A\n\n\nC\n"),
        ("A\nB\n\nC\n", [1], "A\n\nC\n"),
        ("A\n\nB\n\nvenues:\n", [1], "A\n\nvenues:\n"),
        ("A\n\nB\nvenues:\n", [1], "A\n\nvenues:\n"),
        ("A\n\nvenues:\n", [0], "\nvenues:\n"),
        ("A\n\n  # alone\n\nB\n\nC\n", [0, 1], "  # alone\n\nC\n"),
        ("A\n  # of B\nB\n    # of B too\n  # of C\nC\n", [1], "A\n  # of C\nC\n"),
        ("A\n    note: |+\n      x\n\nB\n\nC\n", [1], "A\n    note: |+\n      x\n\nC\n"),
        ("A\n    note: |+\n      x\nB\n\nC\n", [1], "A\n    note: |+\n      x\nC\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_entries_that_go_leave_no_gap(text: str, numbers: list[int], after: str, newline: str) -> None:
    def spelt(lines: str) -> str:
        for letter in "ABC":
            lines = lines.replace(f"{letter}\n", f"  - key: {letter}\n")
        return ("papers:\n" + lines.removesuffix("C") + "  - key: C" * lines.endswith("C")).replace(
            "\n", newline
        )

    document = parse(spelt(text))
    found = apply(document.text, disentangled(document, removals(document, "papers", numbers)))
    assert found == spelt(after)
    expected = [says for number, says in enumerate(contents(document)["papers"]) if number not in numbers]
    assert contents(parse(found))["papers"] == expected


def test_entries_in_brackets_are_not_taken_out() -> None:
    document = parse("papers: [{key: a}, {key: b}]\n")
    with pytest.raises(RefusedError, match=r"papers: is written in \[brackets\]"):
        removals(document, "papers", [0])
    assert changed(document.text, 1, {"key": "c"}) == "papers: [{key: a}, {key: c}]\n"


def test_a_field_may_take_the_place_of_one_that_goes() -> None:
    new = {"key": "b", "date": "2024"}
    assert changed(TEXT, 1, new).endswith("  - key: b\n    date: 2024")


def test_the_first_field_stays() -> None:
    document = parse(TEXT)
    with pytest.raises(RefusedError, match="the field 'key' begins its entry and cannot be taken out"):
        update(document, "papers", document.entries("papers")[1], {"title": "z"})


def test_a_comment_inside_brackets_is_not_lost() -> None:
    text = "papers:\n  - key: a\n    heads: [x, # why\n      y]\n"
    document = parse(text)
    with pytest.raises(RefusedError, match=r"^heads: a comment inside would be lost; edit the file by hand$"):
        update(document, "papers", document.entries("papers")[0], {"key": "a", "heads": ["x"]})


@pytest.mark.parametrize(
    ("number", "gone"),
    [(0, range(1, 18)), (1, range(18, 21))],
)
def test_removal_takes_an_entry_and_its_comments(number: int, gone: range) -> None:
    document = parse(TEXT)
    after = apply(TEXT, disentangled(document, removals(document, "papers", [number])))
    kept = [line for line_number, line in enumerate(TEXT.splitlines()) if line_number not in gone]
    assert after.splitlines() == kept


WORDS = st.sampled_from(["x", "it's", "a: b", "#", "yes", "1.0", "[", "é", "two words", '"', "- x", "0x1"])
VALUES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(WORDS, min_size=1, max_size=3),
        st.dictionaries(st.sampled_from(["paper", "code", "demo"]), inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)
ENTRIES = st.dictionaries(st.sampled_from(["title", "authors", "date", "links", "ids", "note"]), VALUES).map(
    lambda found: {"key": "k", **found}
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a catalogue whose every line may have a comment above and beside it."""
    from headcat.document.layout import Layout, entry_text

    layout = Layout(
        dash=draw(st.sampled_from([0, 2])),
        fields=4,
        items=draw(st.sampled_from([0, 2])),
        quote=draw(st.sampled_from(["'", '"'])),
    )
    lines = ["papers:"]
    for number in range(3):
        entry = entry_text({**draw(ENTRIES), "key": f"k{number}"}, layout).split("\n")
        for place, line in enumerate(entry):
            indent = " " * (len(line) - len(line.lstrip(" -")) if place else layout.dash)
            if draw(st.booleans()):
                lines.append(f"{indent}# above {number}.{place}")
            lines.append(line + (f"  # beside {number}.{place}" if draw(st.booleans()) else ""))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join(lines) + draw(st.sampled_from(["", newline]))


@settings(max_examples=100)
@given(texts(), ENTRIES, st.integers(0, 2))
def test_any_entry_becomes_any_other(text: str, new: dict[str, Any], number: int) -> None:
    try:
        after = changed(text, number, {**new, "key": f"k{number}"})
    except RefusedError as error:
        if not str(error).endswith("a comment inside would be lost; edit the file by hand"):
            raise
        return
    for other in {0, 1, 2} - {number}:
        assert f"k{other}" in after
        lost = [mark for mark in _comments(text) if f" {other}." in mark and mark not in after]
        assert lost == []
    assert ("\r\n" in after) == ("\r\n" in text)


@settings(max_examples=100)
@given(texts(), ENTRIES, st.integers(0, 2))
def test_what_stays_keeps_its_comments(text: str, more: dict[str, Any], number: int) -> None:
    old = fields(parse(text), number)
    new = {**old, **{name: value for name, value in more.items() if name not in old}}
    after = changed(text, number, new)
    assert [mark for mark in _comments(text) if mark not in after] == []
    assert [line for line in difference(text, after) if line.startswith("-")] in (
        [],
        [f"-{text.splitlines()[-1]}"],
    )


def _comments(text: str) -> list[str]:
    import re

    return re.findall(r"# (?:above|beside) \d+\.\d+", text)
