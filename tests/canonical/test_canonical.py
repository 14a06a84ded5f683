"""The canonical layout: what becomes of every manner of writing, and of every comment."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, SMALL
from headcat.canonical import canonical, formatted
from headcat.document import parse
from headcat.document.edits import contents
from headcat.document.layout import Layout, entry_text, literal, scalar
from headcat.errors import RefusedError

SAME = {
    "the small catalogue": SMALL,
    "an empty section": "heads:\npapers:\nvenues:\n",
    "only comments": "# a\n\n# b\n",
    "a modeline": "# yaml-language-server: $schema=https://example.com/s.json\npapers:\n  - key: a\n",
    "comments everywhere": """\
# header

# of papers
papers:  # beside papers
  # free on top

  # free again

  # above a
  - key: a  # beside key
    # above the title
    title: x
    authors:  # beside authors
      # above the first
      - A  # beside the first
      # above the second
      - B
      # end of authors
    links:
      # above code
      code: http://x  # beside code
      # end of links
    # above the unknown
    unknown:
      - - 1st
        # above the inner one
        - 2nd
      # above fields
      - b: c  # beside b
        d: e
        # end of fields
    # end of a

  # free between

  # above b
  - key: b
  - key: c

  # end of papers

# of venues
venues:
  - name: V
    aliases:  # short names
      - W  # old
# trailer
""",
    "declined papers": """\
papers:
  - key: a

# what was looked at
declined:
  - id: "2401.10020"  # in quotes
    title: "Heads: of State"
    date: 2025-01-06
    reason: Not on heads
  - id: 10.1000/182
    date: 2025
    reason: "no"
    more: x
""",
    "literal blocks": """\
papers:
  - key: a
    note: |  # beside
      one
        two
    b: |-
      # no comment

      end
    c: |+
      kept

  - key: b
    d:
      - |
        in a list
      - |-
        in
        a list
    # end of b
""",
    "nothing and empty texts": """\
papers:
  - just a text
  - []
  -
  - key: a
    title:
    authors: []
    date: ~
    venue: null
    ids: {}
    heads:
      -
      - ~
      - ""
      - "null"
      - []
    aliases:
      - ~
""",
    "names that need quotes": 'papers:\n  - key: a\n    "": x\n    "a: b": x\n    "~": z\n',
    "entries of other sections": "others:\n  - z: 1st\n    name: b\n  - a: 2nd\n    key: a\npapers:\n",
    "links in their own order": "papers:\n  - key: a\n    links:\n      code: http://x\n      paper: http://y\n",
    "lists in brackets": 'heads:\n  - name: a\n    aliases: [b, "c, d", "e: f", [g], {h: i}]\npapers:\n',
}  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text", SAME.values(), ids=SAME)
def test_what_is_canonical_stays(text: str, newline: str) -> None:
    text = text.replace("\n", newline)
    assert canonical(text, "x") == text


def test_the_catalogue_of_the_project_is_canonical() -> None:
    text = (ROOT / "data" / "papers.yaml").read_text(encoding="utf-8")
    assert canonical(text, "x") == text


CHANGED = {
    "papers are sorted, other sections are not": (
        "heads:\n  - name: b\n  - name: a\npapers:\n  - key: b\n  - key: C\n  - key: a\n  - title: x\n",
        "heads:\n  - name: b\n  - name: a\npapers:\n  - title: x\n  - key: C\n  - key: a\n  - key: b\n",
    ),
    "sections keep their order": (
        "venues:\n- name: v\npapers:\n- key: a\nheads:\n- name: h\n",
        "venues:\n  - name: v\npapers:\n  - key: a\nheads:\n  - name: h\n",
    ),
    "columns": (
        "papers:\n    -    key: a\n         authors:\n         - A\n         ids:\n             doi: x\n",
        'papers:\n  - key: a\n    authors:\n      - A\n    ids:\n      doi: "x"\n',
    ),
    "an indented catalogue": (
        "# a\n  papers:\n    # b\n    - key: a\n    # c\n  # d\n  heads:\n",
        "# a\npapers:\n  # b\n  - key: a\n  # c\n# d\nheads:\n",
    ),
    "the order of fields": (
        """\
venues:
  - {kind: web, other: x, full: F, name: V, aliases: [w]}
heads:
  - definition: D
    broader: B
    aliases:
    - I
    name: H
papers:
  - zzz: 1st
    note: n
    published: {authors: [B], other: o, title: T}
    summary: {result: r, tasks: t, innovation: i, more: m}
    links: {code: c, paper: p}
    heads: [H]
    ids: {other: "5", openreview: "4", acl: "3", doi: "2", arxiv: "1"}
    venue: v
    date: '2024-01-02'
    authors: [A]
    title: "t"
    aaa: 2nd
    key: 'k'
""",
        """\
venues:
  - name: V
    aliases: [w]
    full: F
    kind: web
    other: x
heads:
  - name: H
    aliases: [I]
    broader: B
    definition: D
papers:
  - key: k
    title: t
    authors:
      - A
    date: 2024-01-02
    venue: v
    ids:
      arxiv: "1"
      doi: "2"
      acl: "3"
      openreview: "4"
      other: "5"
    heads:
      - H
    links:
      code: c
      paper: p
    summary:
      innovation: i
      tasks: t
      result: r
      more: m
    published:
      title: T
      authors:
        - B
      other: o
    note: "n"
    zzz: 1st
    aaa: 2nd
""",
    ),
    "quotes": (
        """\
"papers":
  - "key": 'a'
    'title': 'it''s "so"'
    date: "2024"
    ids: {arxiv: 2401.00001}
    venue: "NeurIPS 2024"
    note: 'no'
    more: 12:30
    "sp ace": "\\u00e9\\t"
""",
        """\
papers:
  - key: a
    title: it's "so"
    date: 2024
    venue: NeurIPS 2024
    ids:
      arxiv: "2401.00001"
    note: "no"
    more: "12:30"
    sp ace: "é\\t"
""",
    ),
    "values of many lines": (
        """\
papers:
  - key: a
    title: one
      two

      three
    note: >
      folded
      text
    a: "x
      y"
    b: "x\\ny"
    c: "x\\ny\\n"
    d: "x\\n\\n"
    e: " x\\ny"
    f: "\\n"
    g: "x\\n \\ny"
    h: 'x


      y'
    i: "\\nx\\n  y"
    j: |2
       x
    k: "x\\n\\ty"
    l: "x\\r\\ny"
    aliases: ["x\\ny"]
""",
        """\
papers:
  - key: a
    title: |-
      one two
      three
    note: |
      folded text
    a: x y
    b: |-
      x
      y
    c: |
      x
      y
    d: |+
      x

    e: " x\\ny"
    f: "\\n"
    g: "x\\n \\ny"
    h: |-
      x

      y
    i: |-

      x
        y
    j: " x\\n"
    k: |-
      x
      \ty
    l: "x\\r\\ny"
    aliases: ["x\\ny"]
""",
    ),
    "comments travel with their papers": (
        """\
papers:
  # free on top

  # above b
  - key: b  # beside b
    # end of b
  # above a
  - key: a
    note: x
   # deeper than the dash
  # free above c

  - key: c
  # end of papers
""",
        """\
papers:
  # free on top

  # above a
  - key: a
    note: x
    # deeper than the dash
  # above b
  - key: b  # beside b
    # end of b
  # free above c

  - key: c
  # end of papers
""",
    ),
    "a paper that becomes the first takes what is above it along": (
        "papers:\n  - key: c\n\n  # free\n\n  # free too\n\n  # above\n  - key: a\n\n  - key: b\n",
        "papers:\n  # free\n\n  # free too\n\n  # above\n  - key: a\n\n  - key: b\n\n  - key: c\n",
    ),
    "comments travel with their fields": (
        """\
papers:
  - title: t  # beside the title
    # above authors
    authors:  # beside authors
      - A
      # end of authors
    # above the key
    key:  # behind the key's name
      # below the key's name
      a
    # end of a
""",
        """\
papers:
  # above the key
  # below the key's name
  - key: a  # behind the key's name
    title: t  # beside the title
    # above authors
    authors:  # beside authors
      - A
      # end of authors
    # end of a
""",
    ),
    "comments in brackets": (
        """\
papers:
  - { # open
    # above key
    key: a, # beside key
    heads: [ # begin
      # above H
      H # beside H
      , # behind the comma
      "I" # beside I
      # end
    ], # closed
    ids: { # in ids
      # in nothing
    }, # behind ids
    links:
      # above links
      {code: c} # beside links
    # end of a
  } # all closed
""",
        """\
papers:
  # open
  # all closed
  # above key
  - key: a  # beside key
    # in ids
    # in nothing
    ids: {}  # behind ids
    # begin
    heads:  # closed
      # above H
      # beside H
      - H  # behind the comma
      - I  # beside I
      # end
    # above links
    links:  # beside links
      code: c
    # end of a
""",
    ),
    "comments in a list of aliases": (
        """\
heads:
  - name: a
    aliases: [b, # of b
      c]
  - name: d
    aliases:  # all
      - e
papers:
""",
        """\
heads:
  - name: a
    aliases:
      - b  # of b
      - c
  - name: d
    aliases: [e]  # all
papers:
""",
    ),
    "comments beside dashes": (
        """\
papers:
  -  # one
    # two
    key: a
    x:
      - # three
        - y
      - # four
        z
""",
        """\
papers:
  # one
  # two
  - key: a
    x:
      # three
      - - "y"
      # four
      - z
""",
    ),
    "comments of blocks": (
        """\
papers:
  - key: a
    note: >-  # folded
      x
      y
    # below
    b: |  # literal
      z


    # end
""",
        """\
papers:
  - key: a
    note: x y  # folded
    # below
    b: |  # literal
      z
    # end
""",
    ),
    "explicit names": (
        "? papers  # p\n: - ? key  # k\n    : a  # a\n",
        "papers:  # p\n  # k\n  - key: a  # a\n",
    ),
    "a section in brackets": (
        """\
papers: [ # open
  # above b
  {key: b}, # beside b

  # above a
  {key: a}
  # end
] # closed
# x
heads: [] # none
""",
        """\
# open
papers:  # closed
  # above a
  - key: a
  # above b
  # beside b
  - key: b
  # end
# x
heads:  # none
""",
    ),
    "empty sections": (
        "papers: []\nheads: ~  # none\nvenues: null\n  # none yet\n# end\n",
        "papers:\nheads:  # none\nvenues:\n  # none yet\n# end\n",
    ),
    "empty lines": (
        """\


# a


# b

papers:


  - key: a

    title: t



  - key: b
    authors:

      - A
  - key: c


heads:


""",
        """\
# a

# b

papers:
  - key: a
    title: t

  - key: b
    authors:
      - A
  - key: c

heads:
""",
    ),
    "empty lines of a value": (
        "papers:\n  - key: b\n    note: |+\n      x\n\n\n  # above a\n  - key: a\n\nheads:\n",
        "papers:\n  # above a\n  - key: a\n  - key: b\n    note: |+\n      x\n\n\nheads:\n",
    ),
    "spaces at the ends of lines": (
        "# a  \t\npapers:  \n  - key: a   \n    # b  \n    note: |\n      x  \n      y\n",
        "# a\npapers:\n  - key: a\n    # b\n    note: |\n      x  \n      y\n",
    ),
    "the last line break": (
        "papers:\n  - key: a\n    note: |+\n      x",
        "papers:\n  - key: a\n    note: |\n      x\n",
    ),
    "a mix of line breaks": ("papers:\r\n  - key: b\n  - key: a", "papers:\r\n  - key: a\r\n  - key: b\r\n"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHANGED.values(), ids=CHANGED)
def test_what_is_not_canonical_becomes_it(text: str, expected: str) -> None:
    assert canonical(text, "x") == expected
    assert canonical(expected, "x") == expected


def test_a_byte_order_mark_stays() -> None:
    path, before = Path("x.yaml"), "papers:\n- key: b\n- key: a\n"
    after = "papers:\n  - key: a\n  - key: b\n"
    data, change = formatted(path, b"\xef\xbb\xbf" + before.encode())
    assert data == b"\xef\xbb\xbf" + after.encode()
    assert (change.path, change.papers, change.before, change.after) == (path, (), before, after)
    assert formatted(path, data)[0] == data


CANNOT = "x.yaml cannot be formatted; mend it, then try again"
BRACKETS = "the whole catalogue is written in {brackets}; begin each section on a line of its own"
LIST = "must be a list, each item begun by a dash"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("papers:\n  - key: a\n  - key: [\n",
         ["3:10: HC001 a quote or bracket that begins here is not closed"]),
        ("papers:\n  - key: a\n    key: b\n", ["3:5: HC003 the field 'key' is here twice"]),
        ("papers:\n  - key: &a b\n  - key: *a\n",
         ["2:10: HC004 an anchor (&a); delete it", "3:10: HC004 an alias (*name); write the value out"]),
        ("papers:\n<<<<<<< a\n",
         ["2:1: HC008 conflict marker without its counterpart; choose one side and delete the marker"]),
        ("---\npapers:\n", ["1:1: HC009 a document marker (---); delete it"]),
        ("# a\n%YAML 1.1\n--- # b\npapers:\n...\n# c\n",
         ["2:1: HC009 a document marker (%YAML); delete it", "3:1: HC009 a document marker (---); delete it",
          "5:1: HC009 a document marker (...); delete it"]),
        ("papers:\n  - key: a\n...\n", ["3:1: HC009 a document marker (...); delete it"]),
        ("# {\n{papers: [{key: a}]}\n",
         [f"2:1: HC009 {BRACKETS}"]),
        ("{}\n", [f"1:1: HC009 {BRACKETS}"]),
        ("heads: x\npapers:\n  a: b\nvenues: {}\n",
         [f"1:1: HC102 heads: {LIST}", f"2:1: HC102 papers: {LIST}", f"4:1: HC102 venues: {LIST}"]),
    ],
)  # fmt: skip
def test_what_cannot_be_formatted_is_refused(text: str, found: list[str]) -> None:
    with pytest.raises(RefusedError) as caught:
        formatted(Path("x.yaml"), text.encode())
    assert str(caught.value) == CANNOT
    assert [str(each) for each in caught.value.diagnostics] == [f"x.yaml:{each}" for each in found]


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="the file is empty"):
        formatted(Path("x.yaml"), text.encode())


@pytest.mark.parametrize("fault", ["lost comment", "other text", "no YAML", "lost entry"])
def test_a_fault_of_the_layout_is_never_written(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = {
        "lost comment": ["papers:", "  - key: a"],
        "other text": ["papers:", "  - key: b  # c"],
        "no YAML": ["papers:", "  - key: [  # c"],
        "lost entry": ["papers:  # c"],
    }
    monkeypatch.setattr("headcat.canonical._Page.lines", lambda *_: spoilt[fault])
    with pytest.raises(RefusedError) as caught:
        canonical("papers:\n- key: a # c\n", "x")
    message = "the new layout of x could not be proved to be right, so it was not made"
    assert (str(caught.value), caught.value.diagnostics) == (message, ())


WORDS = st.sampled_from(
    ["x", "it's", "a: b", "#", "yes", "1.0", "[", "é", "two words", '"', "- x", "0x1", "", "~", "2024-01"]
)
MANY_LINES = st.lists(WORDS, min_size=2, max_size=4).map("\n".join)
VALUES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["paper", "code", "demo", "aliases", "date", "ids"]), inner, max_size=3
        ),
    ),
    max_leaves=6,
)
# In their order; the last two are not known to a paper.
FIELDS = ["title", "authors", "date", "ids", "heads", "links", "summary", "note", "more", "aliases"]
ENTRIES = st.dictionaries(st.sampled_from(FIELDS), VALUES | MANY_LINES)


class Speller:
    """Spells entries in any manner, with comments in every place, each named after its entry."""

    def __init__(self, draw: st.DrawFn, mark: str) -> None:
        self.draw = draw
        self.mark = mark
        self.count = 0

    def comment(self, lead: str) -> str:
        """Return a comment behind what leads to it, or nothing."""
        if not self.draw(st.booleans()):
            return ""
        self.count += 1
        return f"{lead}# {self.mark}.{self.count}"

    def above(self, indent: int) -> list[str]:
        return [*filter(None, [self.comment(" " * indent)])]

    def scalar(self, text: str, *, flow: bool) -> str:
        manners = [f"'{text.replace(chr(39), chr(39) * 2)}'"] if "\n" not in text else []
        manners.append(scalar(text, always=True))
        if scalar(text) == text and not (flow and set(text) & set(",[]{}")):
            manners.append(text)
        return self.draw(st.sampled_from(manners))

    def flow(self, value: Any, indent: int) -> str:
        """Return a value in brackets; a comment ends its line, so the next is indented."""
        if isinstance(value, str):
            return self.scalar(value, flow=True)
        named = value.items() if isinstance(value, dict) else [(None, each) for each in value]
        parts = []
        for name, each in named:
            label = "" if name is None else f"{self.scalar(name, flow=True)}: "
            parts.append(label + self.flow(each, indent) + self.comment(" ").ljust(1))
        ends = [f"{part}\n{' ' * indent}" if "# " in part.rpartition("\n")[2] else part for part in parts]
        opened = self.comment(" ")
        inner = (f"{opened}\n{' ' * indent}" if opened else "") + ", ".join(ends)
        return ("{%s}" if isinstance(value, dict) else "[%s]") % inner

    def block(self, value: Any, indent: int) -> list[str]:
        """Return the lines of fields or items, indented."""
        lines = []
        named = value.items() if isinstance(value, dict) else [(None, each) for each in value]
        for name, each in named:
            lines += self.above(indent)
            lead = " " * indent + ("-" if name is None else f"{self.scalar(name, flow=False)}:")
            lines += self.value(lead, each, indent)
        return lines + self.above(indent)

    def value(self, lead: str, value: Any, indent: int) -> list[str]:
        is_text = isinstance(value, str)
        if is_text and "\n" in value and literal(value) and self.draw(st.booleans()):
            header, *rest = literal(value)
            deeper = [" " * (indent + 3) + line if line else "" for line in rest]
            return [f"{lead} {header}{self.comment(' ')}", *deeper]
        if is_text or not value or self.draw(st.booleans()):
            return (f"{lead} {self.flow(value, indent + 1)}{self.comment('  ')}").split("\n")
        may_be_level = lead.endswith(":") and isinstance(value, list)
        step = self.draw(st.sampled_from([0, 1, 2, 3] if may_be_level else [1, 2]))
        return [lead + self.comment(" "), *self.block(value, indent + step)]

    def entry(self, fields: dict[str, Any], dash: int) -> list[str]:
        lead = " " * dash + "-"
        if self.draw(st.integers(0, 3)) == 0:
            return self.value(lead, fields, dash)
        lines = self.block(fields, dash + 2)
        first = next(place for place, line in enumerate(lines) if not line.strip().startswith("#"))
        opening = [lead + lines[first][dash + 1 :]]
        return [*(line[2:] for line in lines[:first]), *opening, *lines[first + 1 :]]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a catalogue in any manner of writing; comments that are no entry's are called t or s."""
    dash = draw(st.sampled_from([0, 2, 4]))
    lines = [*Speller(draw, "s").above(0), "papers:"]
    keys = draw(st.permutations(["k0", "k1", "k2"]))
    for place, key in enumerate(keys):
        speller = Speller(draw, key)
        free = (speller if place else Speller(draw, "t")).above(dash)
        lines += [*[""] * draw(st.integers(0, 2)), *free, *([""] if free else [])]
        fields = draw(ENTRIES)
        names = draw(st.permutations([*fields, "key"]))
        lines += speller.above(dash) + speller.entry({**{n: fields.get(n) for n in names}, "key": key}, dash)
    if draw(st.booleans()):
        lines += ["", *Speller(draw, "s").above(0), "heads: []", *Speller(draw, "s").above(0)]
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join("\n".join(lines).split("\n")) + draw(st.sampled_from(["", newline, newline * 2]))


def owners(text: str) -> Counter[tuple[str, str]]:
    """Return the comments of a canonical text with the papers that they stand at."""
    owner, waiting, found = "s", list[str](), Counter[tuple[str, str]]()
    papers = dict(_papers(text))
    for number, line in enumerate(text.splitlines()):
        marks = re.findall(r"# (\w+\.\d+)$", line)
        if number in papers:
            owner = papers[number]
            found.update((mark, owner) for mark in waiting)
            waiting = []
        if line.startswith("  # "):
            waiting += marks
            continue
        if line and not line.startswith(" "):
            owner = "s"
        found.update((mark, owner) for mark in marks)
    return found + Counter((mark, "s") for mark in waiting)


def _papers(text: str) -> list[tuple[int, str]]:
    document = parse(text)
    return [
        (text.count("\n", 0, entry.start), fields["key"])
        for entry, fields in zip(document.entries("papers"), contents(document)["papers"], strict=True)
    ]


def by_key(text: str) -> dict[str, Any]:
    said = contents(parse(text))
    return {**said, "papers": sorted(said["papers"], key=lambda fields: fields["key"])}


@settings(max_examples=150)
@given(texts())
def test_any_text_says_the_same_and_keeps_its_comments(text: str) -> None:
    assert parse(text).problems == []
    after = canonical(text, "x")
    assert canonical(after, "x") == after
    assert contents(parse(after)) == by_key(text)
    named = Counter(re.findall(r"# (\w+\.\d+)\r?$", text, re.MULTILINE))
    found = owners(after)
    assert Counter({mark: count for (mark, _), count in found.items()}) == named
    strayed = [(mark, owner) for mark, owner in found if mark[0] == "k" and not mark.startswith(owner)]
    assert strayed == []
    assert ("\r\n" in text) == ("\r\n" in after)
    assert after.endswith("\n")


@settings(max_examples=100)
@given(
    st.lists(st.dictionaries(st.sampled_from(FIELDS), VALUES), max_size=3), st.sampled_from(["\n", "\r\n"])
)
def test_what_headcat_writes_is_canonical(entries: list[dict[str, Any]], newline: str) -> None:
    layout = Layout(newline=newline)
    spelt = [
        entry_text({"key": f"k{number}", **{n: fields[n] for n in FIELDS if n in fields}}, layout)
        for number, fields in enumerate(entries)
    ]
    text = newline.join(["papers:", *spelt, ""])
    assert canonical(text, "x") == text
