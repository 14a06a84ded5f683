"""Revisions: many changes as one, each line of what is not meant as it was, and no new errors."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SMALL
from headcat.changes.revisions import NewErrorsError, Revision, new_errors, revised
from headcat.document import Edit, encode, parse, plain
from headcat.document.edits import contents
from headcat.document.layout import Layout, flow, quoted, scalar
from headcat.document.records import read
from headcat.errors import NotFoundError, RefusedError

PATH = Path("p.yaml")
WORDS = st.sampled_from(
    ["x", "it's", "a: b", "a, b", "#", "x # y", "yes", "1.0", "2024-01-02", "[", "é", '"', "- x", "0x1", ""]
)
LISTS = st.lists(WORDS, min_size=1, max_size=4)
NAMED = st.dictionaries(st.sampled_from(["paper", "code", "demo"]), st.one_of(WORDS, LISTS), min_size=1)
NAMES = st.sampled_from(["title", "authors", "date", "links", "ids", "note", "extra"])
VALUES = st.one_of(WORDS, LISTS, NAMED)
FIELDS = st.dictionaries(NAMES, VALUES, max_size=5)
LOST = "a comment inside would be lost; edit the file by hand"


class Spelling:
    """Spells entries in every style, with comments in every place; `draw` decides."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = 0

    def comment(self) -> str:
        self.count += 1
        return f"# c{self.count}."

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def value(self, text: str) -> str:
        style = self.draw(st.sampled_from(["plain", "'", '"']))
        return scalar(text) if style == "plain" else quoted(text, style)

    def line(self, indent: int, text: str) -> list[str]:
        above = [" " * indent + self.comment()] if self.maybe() else []
        beside = "  " + self.comment() if self.maybe() else ""
        return [*above, " " * indent + text + beside]

    def field(self, indent: int, name: str, value: Any) -> list[str]:
        if not isinstance(value, str) and self.maybe():
            return self.line(indent, f"{name}: {flow(value, Layout())}")
        if isinstance(value, list):
            inner = indent + self.draw(st.sampled_from([0, 2]))
            items = [line for item in value for line in self.line(inner, f"- {self.value(item)}")]
            return [*self.line(indent, f"{name}:"), *items]
        if isinstance(value, dict):
            parts = [line for each, part in value.items() for line in self.field(indent + 2, each, part)]
            return [*self.line(indent, f"{name}:"), *parts]
        if value and value == value.strip() and self.maybe():
            header = f"{name}: " + self.draw(st.sampled_from(["|-", ">-"]))
            return [*self.line(indent, header), " " * (indent + 2) + value]
        return self.line(indent, f"{name}: {self.value(value)}")

    def entry(self, dash: int, fields: dict[str, Any]) -> list[str]:
        if self.draw(st.integers(0, 4)) == 0:
            return self.line(dash, "- " + flow(fields, Layout()))
        lines = [line for name, value in fields.items() for line in self.field(dash + 2, name, value)]
        key = next(number for number, line in enumerate(lines) if line.lstrip().startswith("key:"))
        above = [line[2:] for line in lines[:key]]
        lines[key] = " " * dash + "- " + lines[key][dash + 2 :]
        return [*above, *lines[key:]]


@st.composite
def catalogues(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """Return a catalogue text, and the lines of each of its entries with the comments that are theirs."""
    spelling = Spelling(draw)
    dash = draw(st.sampled_from([0, 2]))
    entries = [
        spelling.entry(dash, {"key": f"k{number}", **draw(FIELDS)})
        for number in range(draw(st.integers(1, 4)))
    ]
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    between = draw(st.sampled_from([[], [""]]))
    lines = ["# the head", "papers:"]
    for number, entry in enumerate(entries):
        lines += [*(between if number else []), *entry]
    return newline.join(lines) + draw(st.sampled_from(["", newline])), entries


@settings(max_examples=300)
@given(catalogues(), st.data())
def test_many_changes_at_once_touch_nothing_but_what_is_meant(
    generated: tuple[str, list[list[str]]], data: st.DataObject
) -> None:
    text, entries = generated
    document = parse(text)
    assert document.problems == []
    numbers = range(len(entries))
    gone = data.draw(st.sets(st.sampled_from(numbers)), "gone")
    changed = data.draw(st.dictionaries(st.sampled_from(numbers), FIELDS), "changed")
    revision = Revision(document)
    expected = list(revision.says("papers"))
    try:
        for number, fields in changed.items():
            expected[number] = {"key": f"k{number}", **fields}
            revision.update("papers", number, expected[number])
        for number in gone:
            revision.remove("papers", number)
        after = revision.text()
    except RefusedError as error:
        if not str(error).endswith(LOST):
            raise
        return
    kept = [number for number in numbers if number not in gone]
    assert contents(parse(after))["papers"] == [expected[number] for number in kept]
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = after.removesuffix(newline).split(newline)
    assert lines[:2] == ["# the head", "papers:"]
    assert [line.rstrip("\r") for line in after.split("\n")][: len(lines)] == lines  # one kind of line break
    rest = lines[2:]
    for number in kept:
        if number not in changed or expected[number] == plain(document.entries("papers")[number].node):
            rest = rest[_place(rest, entries[number]) + len(entries[number]) :]
    for number in gone:
        assert [mark for mark in re.findall(r"# c\d+\.", "\n".join(entries[number])) if mark in after] == []


@settings(max_examples=200)
@given(catalogues(), FIELDS, st.data())
def test_what_is_put_in_or_taken_out_leaves_the_lines_of_other_fields(
    generated: tuple[str, list[list[str]]], more: dict[str, Any], data: st.DataObject
) -> None:
    text, entries = generated
    document = parse(text)
    number = data.draw(st.sampled_from(range(len(entries))))
    revision = Revision(document)
    old = revision.says("papers")[number]
    names = data.draw(st.sets(st.sampled_from(sorted(old)))) - {"key"}
    new = {name: value for name, value in old.items() if name not in names}
    new.update((name, value) for name, value in more.items() if name not in old)
    revision.update("papers", number, new)
    try:
        after = revision.text()
    except RefusedError as error:
        if not str(error).endswith(LOST):
            raise
        return
    before, lines = text.splitlines(), after.splitlines()
    node: Any = document.entries("papers")[number].node
    removed = _lines_of(text, node, names)
    left = [line for place, line in enumerate(before) if place not in removed]
    rest = iter(lines)
    if not node.flow:  # else all stands on one line
        assert all(line in rest for line in left)  # in this order


def _place(lines: list[str], wanted: list[str]) -> int:
    """Return where lines stand among others, in one piece."""
    return next(start for start in range(len(lines)) if lines[start : start + len(wanted)] == wanted)


def _lines_of(text: str, node: Any, names: set[str]) -> set[int]:
    found: set[int] = set()
    for key, value in node.pairs:
        if key.value in names:
            first, last = text.count("\n", 0, key.start), text.count("\n", 0, max(value.end, key.end))
            found |= set(range(first, last + 1))
    return found


def broken(text: str) -> str:
    """Return the small catalogue with four errors: a date, a head, a venue, an identifier twice."""
    text = text.replace("2022-03-08", "2022-13").replace("- Mover Head", "- Moover Head")
    text = text.replace("      - Induction Head\n    links", "      - Indution Head\n    links")
    return text.replace("venue: arXiv", "venue: arXivv").replace('"2311.00002"', '"2203.00001"')


def errors(text: str) -> list[str]:
    return [error.message for error in new_errors("p.yaml", read("papers:\n"), read(text))]


def change(revision: Revision, found: str, /, **fields: Any) -> None:
    number = revision.find("papers", "key", found)
    revision.update("papers", number, {**revision.says("papers")[number], **fields})


def test_a_catalogue_with_errors_may_be_changed_and_each_error_be_mended() -> None:
    text = broken(SMALL)
    assert errors(text) == [
        "there is no date '2022-13'; write YYYY-MM-DD, YYYY-MM or YYYY",
        "no venue is called 'arXivv'; nearest: arXiv; new ones go into the section venues:",
        "arxiv 2203.00001 is also that of adams2022heads (line 21)",
        "no head is called 'Indution Head'; nearest: Induction Head (all: headcat heads)",
    ]

    def revise(revision: Revision) -> None:
        change(revision, "adams2022heads", date="2022-03-08")

    new, made = revised(PATH, text.encode(), revise)
    assert new == text.replace("2022-13", "2022-03-08").encode()
    assert [(paper.key, line) for paper, line in made.papers] == [("adams2022heads", 21)]
    assert (made.path, made.before, made.after) == (PATH, text, new.decode())


def revise_key(revision: Revision) -> None:
    change(revision, "adams2022heads", key="adams2022")


def revise_line(revision: Revision) -> None:
    change(revision, "adams2022heads", note="One line more moves all that follows.")


def revise_vocabulary(revision: Revision) -> None:
    number = revision.find("heads", "name", "Induction Head")
    says = revision.says("heads")[number]
    revision.update("heads", number, {**says, "name": "Inductive Head", "aliases": ["Induction Head"]})


def revise_nothing(_: Revision) -> None:
    return


def remove_first(revision: Revision) -> None:
    revision.remove("papers", 0)
    revision.remove("papers", 0)


def remove_and_change(revision: Revision) -> None:
    change(revision, "adams2022heads", title="In vain")
    change(revision, "zorn2023names", title="In vain")
    change(revision, "zorn2023names", title="Moved")
    revision.remove("papers", 0)


@pytest.mark.parametrize(
    ("revise", "papers"),
    [
        (revise_key, [("adams2022", 21)]),
        (revise_line, [("adams2022heads", 21)]),
        (revise_vocabulary, []),
        (revise_nothing, []),
        (remove_first, []),
        (remove_and_change, [("zorn2023names", 21)]),
    ],
)
def test_errors_that_were_there_are_not_new(revise: Any, papers: list[tuple[str, int]]) -> None:
    new, made = revised(PATH, broken(SMALL).encode(), revise)
    assert [(paper.key, line) for paper, line in made.papers] == papers
    assert (new == made.before.encode()) == (revise is revise_nothing)
    assert made.after.encode() == new


def test_only_the_last_update_of_an_entry_counts_and_none_of_one_that_goes() -> None:
    new, _ = revised(PATH, SMALL.encode(), remove_and_change)
    above, below = SMALL.split("  # the first of all\n")
    below = below[below.index("  # the second") :].replace('"Names: Moved"', '"Moved"')
    assert new.decode() == above + below


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"date": "2022-14"},
         ["p.yaml:26:11: HC103 there is no date '2022-14'; write YYYY-MM-DD, YYYY-MM or YYYY"]),
        ({"key": "zorn2023names"},
         ["p.yaml:41:10: HC201 the key zorn2023names is also that of zorn2023names (line 21)"]),
        ({"key": "a b"}, ["p.yaml:21:10: HC110 the key 'a b' must be ASCII letters, digits and .+-_ only"]),
        ({"title": ""}, ["p.yaml:22:12: HC101 the title is empty"]),
        ({"summary": {}}, []),
        ({"heads": [], "links": {}, "stars": "5"}, []),
    ],
)  # fmt: skip
def test_new_errors_are_refused_but_no_warnings(fields: dict[str, str], found: list[str]) -> None:
    def revise(revision: Revision) -> None:
        change(revision, "adams2022heads", **fields)

    text = SMALL.replace("      - Induction Head  # as the paper says", "      - Induction Head")
    if not found:
        revised(PATH, text.encode(), revise)
        return
    with pytest.raises(NewErrorsError) as caught:
        revised(PATH, text.encode(), revise)
    assert str(caught.value) == "nothing was changed, for p.yaml would have a new error"
    assert [str(each) for each in caught.value.diagnostics] == found


def test_several_new_errors_are_counted() -> None:
    def revise(revision: Revision) -> None:
        change(revision, "adams2022heads", date="x", key="a b")

    with pytest.raises(NewErrorsError, match=r"^nothing was changed, for p\.yaml would have 2 new errors$"):
        revised(PATH, SMALL.encode(), revise)


def test_a_file_that_cannot_be_read_whole_is_not_changed() -> None:
    text = SMALL.replace("    date: 2023-11\n", "    date: 2023-11\n    date: 2023-12\n").replace(
        "2022-03-08", "x"
    )
    with pytest.raises(RefusedError) as caught:
        revised(PATH, text.encode(), revise_nothing)
    assert str(caught.value) == "p.yaml cannot be read whole; mend it, then try again"
    assert [str(each) for each in caught.value.diagnostics] == [
        "p.yaml:46:5: HC003 the field 'date' is here twice"
    ]


def test_a_revision_knows_what_its_entries_say_and_where_they_are() -> None:
    revision = Revision(parse(SMALL))
    assert [head["name"] for head in revision.says("heads")] == [
        "Induction Head",
        "Mover Head",
        "Name Mover Head",
    ]
    assert revision.says("elsewhere") == []
    assert revision.find("venues", "name", "arXiv") == 1
    assert [revision.line("papers", number) for number in (0, 1)] == [21, 41]
    with pytest.raises(NotFoundError, match=r"^papers: has no entry with the key 'nobody' any more$"):
        revision.find("papers", "key", "nobody")
    assert revision.text() == SMALL


def test_entries_without_fields_are_passed_over() -> None:
    revision = Revision(parse("papers:\n  - text\n  - key: [a]\n  - key: b\n"))
    assert revision.find("papers", "key", "b") == 2
    revision.update("papers", 1, {"key": "c"})
    assert revision.new_keys() == {}
    assert revision.text() == "papers:\n  - text\n  - key: c\n  - key: b\n"


def test_entries_may_be_put_into_one_section_and_changed_in_another() -> None:
    revision = Revision(parse(SMALL))
    change(revision, "zorn2023names", date="2023-12")
    revision.insert("heads", [{"name": "Negative Head"}])
    assert [head["name"] for head in revision.says("heads")][-1] == "Negative Head"
    above, below = SMALL.replace("date: 2023-11", "date: 2023-12").split("venues:\n")
    assert revision.text() == f"{above}  - name: Negative Head\nvenues:\n{below}"


def test_entries_find_their_place_beside_one_that_has_no_name() -> None:
    revision = Revision(parse("heads:\n  - text\n  - name: B\npapers:\n"))
    revision.insert("heads", [{"name": "A"}])
    assert revision.text() == "heads:\n  - text\n  - name: A\n  - name: B\npapers:\n"


def test_nothing_is_put_into_a_section_that_is_not_there() -> None:
    message = r"^there is no section 'venues' to add to; write the line 'venues:' and try again$"
    with pytest.raises(RefusedError, match=message):
        Revision(parse("papers:\n")).insert("venues", [{"name": "X"}])


def test_an_entry_may_be_rewritten_by_its_own_edit() -> None:
    revision = Revision(parse("papers:\n  - key: a\n  - key: b\n"))
    revision.rewrite("papers", 0, [Edit(8, 18, "  - {key: c}")], {"key": "c"})
    assert revision.text() == "papers:\n  - {key: c}\n  - key: b\n"
    assert (revision.changed_papers(), revision.new_keys()) == ({0}, {"a": "c"})
    revision.rewrite("papers", 0, [Edit(8, 18, "  - {key: d}")], {"key": "c"})
    with pytest.raises(RefusedError, match="could not be proved"):
        revision.text()


@pytest.mark.parametrize("bom", [False, True])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_byte_order_mark_and_line_breaks_are_kept(newline: str, *, bom: bool) -> None:
    text = SMALL.replace("\n", newline)
    new, _ = revised(PATH, encode(text, bom=bom), revise_line)
    note = f"      result: It works.{newline}    note: One line more moves all that follows.{newline}"
    assert new == encode(text.replace(f"      result: It works.{newline}", note), bom=bom)
