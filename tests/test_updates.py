"""Edits of entries: what is meant changes, and nothing else."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcat.document import Document, parse, plain
from headcat.edits import apply, contents
from headcat.errors import RefusedError
from headcat.updates import disentangled, removal, update

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
         ['-    ids: {arxiv: "1", doi: x}', '+    ids: {arxiv: "1", acl: q}']),
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
    with pytest.raises(RefusedError, match="a comment inside would be lost"):
        update(document, "papers", document.entries("papers")[0], {"key": "a", "heads": ["x"]})


@pytest.mark.parametrize(
    ("number", "gone"),
    [(0, range(1, 18)), (1, range(18, 21))],
)
def test_removal_takes_an_entry_and_its_comments(number: int, gone: range) -> None:
    document = parse(TEXT)
    section = document.sections["papers"]
    after = apply(TEXT, disentangled(document, [removal(document, section, section.entries[number])]))
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
    from headcat.layout import Layout, entry_text

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


@settings(max_examples=100, deadline=None)
@given(texts(), ENTRIES, st.integers(0, 2))
def test_any_entry_becomes_any_other(text: str, new: dict[str, Any], number: int) -> None:
    try:
        after = changed(text, number, {**new, "key": f"k{number}"})
    except RefusedError as error:
        if str(error) != "a comment inside would be lost; edit the file by hand":
            raise
        return
    for other in {0, 1, 2} - {number}:
        assert f"k{other}" in after
        lost = [mark for mark in _comments(text) if f" {other}." in mark and mark not in after]
        assert lost == []
    assert ("\r\n" in after) == ("\r\n" in text)


@settings(max_examples=100, deadline=None)
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
