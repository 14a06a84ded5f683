"""Changes of the vocabulary: whatever names a head follows, and nothing else moves."""

import re
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from headcat.changes.revisions import Revision, revised
from headcat.changes.terms import added, altered, merged, removed, renamed
from headcat.document import parse
from headcat.document.edits import contents
from headcat.document.layout import Layout, entry_text
from headcat.errors import NotFoundError, RefusedError, UsageError
from headcat.vocabulary import fold_head

PATH = Path("papers.yaml")
TEXT = """\
heads:
  # of alpha
  - name: Alpha Head  # beside alpha
    aliases: [First Head, Primal Head]
    stage: Latent Reasoning
  - name: Beta Head
    broader: Alpha Head  # why
  - name: Gamma Head
    broader: Beta Head
    colour: red
  - name: Delta Head
    aliases: []
papers:
  - key: one
    title: One
    authors: [A]
    date: 2020
    heads:
      - Alpha Head  # first
      - beta heads
  - key: two
    title: Two
    authors: [A]
    date: 2020
    heads: [Gamma Head, "alpha"]
  - key: three
    title: Three
    authors: [A]
    date: 2020
    heads:
      - First Head
      # before alpha
      - ALPHA HEAD
      - Gamma Head
  - key: four
    title: Four
    authors: [A]
    date: 2020
"""


def changed(text: str, revise: Callable[[Revision], None]) -> tuple[str, list[str]]:
    """Return a text with a change made, and the keys of the papers that it touched."""
    new, change = revised(PATH, text.encode(), revise)
    assert (change.before, change.after) == (text, new.decode())
    return change.after, [paper.key for paper, _ in change.papers]


def difference(before: str, after: str) -> list[str]:
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))
    return [line for line in lines[2:] if line[0] in "+-"]


def rename(old: str, new: str, *, keep: bool = True) -> Callable[[Revision], None]:
    return lambda revision: renamed(revision, old, new, keep_alias=keep)


def merge(names: list[str], into: str, *, keep: bool = True) -> Callable[[Revision], None]:
    return lambda revision: merged(revision, names, into, keep_aliases=keep)


ALPHA_PAPERS = [
    "-      - Alpha Head  # first",
    "+      - {new}  # first",
    '-    heads: [Gamma Head, "alpha"]',
    '+    heads: [Gamma Head, "{new}"]',
    "-      - ALPHA HEAD",
    "+      - {new}",
]


@pytest.mark.parametrize(
    ("new", "keep", "lines"),
    [
        ("Omega Head", True,
         ["-  - name: Alpha Head  # beside alpha", "-    aliases: [First Head, Primal Head]",
          "+  - name: Omega Head  # beside alpha", "+    aliases: [First Head, Primal Head, Alpha Head]",
          "-    broader: Alpha Head  # why", "+    broader: Omega Head  # why", *ALPHA_PAPERS]),
        ("  Omega \n Head ", False,
         ["-  - name: Alpha Head  # beside alpha", "+  - name: Omega Head  # beside alpha",
          "-    broader: Alpha Head  # why", "+    broader: Omega Head  # why", *ALPHA_PAPERS]),
        ("ALPHA head", True,  # only the spelling: there is nothing to keep
         ["-  - name: Alpha Head  # beside alpha", "+  - name: ALPHA head  # beside alpha",
          "-    broader: Alpha Head  # why", "+    broader: ALPHA head  # why", *ALPHA_PAPERS]),
        ("Alpha Head", True, ALPHA_PAPERS[2:]),  # what is spelt otherwise is put right
    ],
)  # fmt: skip
def test_a_renamed_head_is_called_so_everywhere(new: str, keep: bool, lines: list[str]) -> None:  # noqa: FBT001
    after, touched = changed(TEXT, rename("Alpha Head", new, keep=keep))
    name = " ".join(new.split())
    assert difference(TEXT, after) == [line.format(new=name) for line in lines]
    assert touched == (["one", "two", "three"] if name != "Alpha Head" else ["two", "three"])


def test_an_alias_that_becomes_the_name_is_no_alias_any_more() -> None:
    after, touched = changed(TEXT, rename("Alpha Head", "First Head"))
    assert difference(TEXT, after) == [
        "-  - name: Alpha Head  # beside alpha",
        "-    aliases: [First Head, Primal Head]",
        "+  - name: First Head  # beside alpha",
        "+    aliases: [Primal Head, Alpha Head]",
        "-    broader: Alpha Head  # why",
        "+    broader: First Head  # why",
        *(line.format(new="First Head") for line in ALPHA_PAPERS[:4]),
        "-      - ALPHA HEAD",  # the paper says First Head already
    ]
    assert touched == ["one", "two", "three"]


def test_the_first_alias_and_the_last_come_and_go_with_their_line() -> None:
    after, _ = changed(TEXT, rename("Beta Head", "Omega Head"))
    assert difference(TEXT, after) == [
        "-  - name: Beta Head",
        "+  - name: Omega Head",
        "+    aliases: [Beta Head]",
        "-    broader: Beta Head",
        "+    broader: Omega Head",
        "-      - beta heads",
        "+      - Omega Head",
    ]
    back, _ = changed(after, rename("Omega Head", "Beta Head", keep=False))
    assert back == TEXT.replace("beta heads", "Beta Head")


@pytest.mark.parametrize("empty", ["aliases: []", "aliases: ~", "aliases:"])
def test_what_says_nothing_stays_unless_it_is_needed(empty: str) -> None:
    text = TEXT.replace("aliases: []", empty)
    after, _ = changed(text, rename("Delta Head", "Omega Head", keep=False))
    assert difference(text, after) == ["-  - name: Delta Head", "+  - name: Omega Head"]
    after, _ = changed(text, rename("Delta Head", "Omega Head"))
    assert difference(text, after) == [
        "-  - name: Delta Head",
        f"-    {empty}",
        "+  - name: Omega Head",
        "+    aliases: [Delta Head]",
    ]


@pytest.mark.parametrize("new", ["beta", "First", "PRIMAL-HEADS"])
def test_a_name_of_another_head_is_refused(new: str) -> None:
    owner = "Beta Head" if new == "beta" else "Alpha Head"
    message = f"{new!r} is a name of {owner!r}; `headcat heads merge` makes two heads one"
    with pytest.raises(RefusedError) as caught:
        changed(TEXT, rename("Gamma Head", new))
    assert str(caught.value) == message
    with pytest.raises(RefusedError) as caught:
        changed(TEXT, lambda revision: altered(revision, "Gamma Head", {}, [new]))
    assert str(caught.value) == message
    for names in ([new], ["Omega Head", new]):
        with pytest.raises(RefusedError) as caught:
            changed(TEXT, lambda revision: added(revision, names[0], {}, names[1:]))  # noqa: B023
        assert str(caught.value) == (
            f"{new!r} is a name of {owner!r} already; `headcat heads set` changes that head"
        )


@pytest.mark.parametrize("name", ["", " ", "--", "\n"])
def test_a_name_needs_a_letter(name: str) -> None:
    for revise in (
        rename("Alpha Head", name),
        lambda revision: added(revision, name, {}),
        lambda revision: added(revision, "Omega Head", {}, [name]),
        lambda revision: altered(revision, "Alpha Head", {}, [name]),
    ):
        with pytest.raises(UsageError) as caught:
            changed(TEXT, revise)
        assert str(caught.value) == f"{name!r} is no name; it needs a letter or a digit"


@pytest.mark.parametrize("name", ["a\x1b[2J", "a\u202eb"])
def test_a_name_with_unseen_characters_is_refused(name: str) -> None:
    for revise in (rename("Alpha Head", name), lambda revision: added(revision, name, {})):
        with pytest.raises(
            RefusedError,
            match=r"nothing was changed, for papers.yaml would have (?:a new error|[0-9]+ new errors)",
        ):
            changed(TEXT, revise)


def test_a_head_that_is_gone_is_not_found() -> None:
    for revise in (
        rename("Omega Head", "X"),
        merge(["Omega Head"], "Alpha Head"),
        merge(["Alpha Head"], "Omega Head"),
        lambda revision: altered(revision, "Omega Head", {}),
        lambda revision: removed(revision, "Omega Head", PATH),
    ):
        with pytest.raises(NotFoundError, match="heads: has no entry with the name 'Omega Head' any more"):
            changed(TEXT, revise)


def test_merged_heads_leave_their_names_and_take_their_lines() -> None:
    after, touched = changed(TEXT, merge(["Alpha Head", "Delta Head", "Gamma Head"], "Gamma Head"))
    assert difference(TEXT, after) == [
        "-  # of alpha",
        "-  - name: Alpha Head  # beside alpha",
        "-    aliases: [First Head, Primal Head]",
        "-    stage: Latent Reasoning",
        "-    broader: Alpha Head  # why",
        "+    broader: Gamma Head  # why",
        "-    broader: Beta Head",  # it would be broader than itself
        "+    aliases: [Alpha Head, First Head, Primal Head, Delta Head]",
        "-  - name: Delta Head",
        "-    aliases: []",
        "-      - Alpha Head  # first",
        "+      - Gamma Head  # first",
        '-    heads: [Gamma Head, "alpha"]',
        "+    heads: [Gamma Head]",
        "-      - First Head",
        "-      - ALPHA HEAD",
    ]
    assert touched == ["one", "two", "three"]


def test_a_merge_puts_the_head_where_the_first_of_them_was() -> None:
    after, touched = changed(TEXT, merge(["Alpha Head", "Beta Head"], "Delta Head", keep=False))
    assert difference(TEXT, after) == [
        "-  # of alpha",
        "-  - name: Alpha Head  # beside alpha",
        "-    aliases: [First Head, Primal Head]",
        "-    stage: Latent Reasoning",
        "-  - name: Beta Head",
        "-    broader: Alpha Head  # why",
        "-    broader: Beta Head",
        "+    broader: Delta Head",
        "-      - Alpha Head  # first",
        "-      - beta heads",
        "+      - Delta Head  # first",
        '-    heads: [Gamma Head, "alpha"]',
        '+    heads: [Gamma Head, "Delta Head"]',
        "-      - First Head",
        "+      - Delta Head",
        "-      - ALPHA HEAD",
    ]
    assert touched == ["one", "two", "three"]


@pytest.mark.parametrize("names", [[], ["Alpha Head"]])
def test_a_merge_of_nothing_changes_nothing(names: list[str]) -> None:
    assert changed(TEXT, merge(names, "Alpha Head")) == (TEXT, [])


@pytest.mark.parametrize(
    ("broader", "going", "after"),
    [
        ({"C": "A"}, ["A"], {}),
        ({"C": "A", "A": "X"}, ["A"], {"C": "X"}),
        ({"C": "A", "A": "B", "B": "X"}, ["A", "B"], {"C": "X"}),
        ({"C": "A", "A": "B", "B": "X"}, ["B", "A"], {"C": "X"}),
        ({"C": "D", "D": "A", "A": "X"}, ["A"], {"C": "X", "D": "C"}),
        ({"C": "D", "D": "A", "A": "D"}, ["A"], {"D": "C"}),
        ({"C": "A", "A": "C"}, ["A"], {}),
        ({"C": "A", "A": "A"}, ["A"], {}),
        ({"C": "C"}, ["A"], {"C": "C"}),
        ({"C": "X", "A": "D"}, ["A"], {"C": "X"}),
        ({"A": "C", "D": "A"}, ["A"], {"D": "C"}),
        ({"C": "a head", "A": "X"}, ["A"], {"C": "X"}),
        ({"C": "nobody", "D": "A"}, ["A"], {"C": "nobody", "D": "C"}),
    ],
)
def test_a_merge_makes_no_head_broader_than_itself(
    broader: dict[str, str], going: list[str], after: dict[str, str]
) -> None:
    lines = [f"  - name: {n}\n" + (f"    broader: {broader[n]}\n" if n in broader else "") for n in "ABCDX"]
    text = f"heads:\n{''.join(lines)}papers: []\n"
    new, _ = changed(text, merge(going, "C"))
    says: list[dict[str, Any]] = contents(parse(new))["heads"]
    assert {head["name"]: head["broader"] for head in says if "broader" in head} == after
    assert [head["name"] for head in says] == [name for name in "ABCDX" if name not in going]


@pytest.mark.parametrize(
    ("fields", "aliases", "no_aliases", "lines"),
    [
        ({"stage": "Knowledge Recalling"}, [], [], ["+    stage: Knowledge Recalling"]),
        ({"broader": "Delta Head"}, [], [],
         ["-    broader: Beta Head", "+    broader: Delta Head"]),
        ({"broader": None, "group": None}, [], [], ["-    broader: Beta Head"]),
        ({"definition": "Does: this."}, ["Third"], [],
         ["+    aliases: [Third]", '+    definition: "Does: this."']),
        ({}, ["gamma", "Gamma-Heads"], [], []),
        ({"broader": "Beta Head", "aliases": None}, [], [], []),
        ({}, ["Third", "third head", "Fourth"], [], ["+    aliases: [Third, Fourth]"]),
    ],
)  # fmt: skip
def test_only_what_is_set_changes(
    fields: dict[str, str | None], aliases: list[str], no_aliases: list[str], lines: list[str]
) -> None:
    after, touched = changed(
        TEXT, lambda revision: altered(revision, "Gamma Head", fields, aliases, no_aliases)
    )
    assert (difference(TEXT, after), touched) == (lines, [])


def test_aliases_are_taken_out_one_by_one_and_all() -> None:
    text = TEXT.replace("First Head\n", "Alpha Head\n")
    after, _ = changed(text, lambda revision: altered(revision, "Alpha Head", {}, ["A"], ["first"]))
    assert difference(text, after) == [
        "-    aliases: [First Head, Primal Head]",
        "+    aliases: [Primal Head, A]",
    ]
    for fields, no_aliases in (({"aliases": None}, []), ({}, ["first", "primal"])):
        after, _ = changed(
            text,
            lambda revision, fields=fields, no=no_aliases: altered(revision, "Alpha Head", fields, (), no),  # type: ignore[misc]
        )
        assert difference(text, after) == ["-    aliases: [First Head, Primal Head]"]


def test_an_alias_that_a_paper_names_cannot_be_taken_out() -> None:
    with pytest.raises(RefusedError, match=r"would have (?:a new error|[0-9]+ new errors)") as caught:
        changed(TEXT, lambda revision: altered(revision, "Alpha Head", {}, (), ["First Head"]))
    assert [(each.code, each.key) for each in caught.value.diagnostics] == [("HC301", "three")]


def test_an_alias_that_is_none_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        changed(TEXT, lambda revision: altered(revision, "Alpha Head", {}, (), ["Alpha Head"]))
    assert str(caught.value) == "'Alpha Head' has no alias 'Alpha Head'"


@pytest.mark.parametrize("broader", ["Alpha Head", "Beta Head", "Gamma Head"])
def test_no_head_becomes_broader_than_itself(broader: str) -> None:
    with pytest.raises(RefusedError) as caught:
        changed(TEXT, lambda revision: altered(revision, "Alpha Head", {"broader": broader}))
    assert str(caught.value) == (
        f"{broader!r} cannot be broader than 'Alpha Head': it is that head or a narrower one"
    )


def test_a_new_head_gets_its_place_by_name() -> None:
    fields = {"stage": None, "group": "G", "definition": "Does this."}
    after, _ = changed(TEXT, lambda revision: added(revision, " Beta  Prime Head", fields, ["B", "b head"]))
    assert difference(TEXT, after) == [
        "+  - name: Beta Prime Head",
        "+    aliases: [B]",
        "+    group: G",
        "+    definition: Does this.",
    ]
    assert after.index("Beta Head") < after.index("Beta Prime") < after.index("Gamma Head")


def test_a_new_head_needs_a_section() -> None:
    text = TEXT[TEXT.index("papers:") :]
    with pytest.raises(RefusedError, match="there is no section 'heads' to add to"):
        changed(text, lambda revision: added(revision, "X", {}))


def test_a_head_that_nothing_names_goes_with_its_comments() -> None:
    after, _ = changed(TEXT, lambda revision: removed(revision, "Delta Head", PATH))
    assert difference(TEXT, after) == ["-  - name: Delta Head", "-    aliases: []"]


ALPHA_PLACES = ["papers.yaml:14: one", "papers.yaml:21: two", "papers.yaml:26: three"]


@pytest.mark.parametrize(
    ("name", "uses"),
    [
        (
            "Alpha Head",
            f"3 papers name it ({', '.join(ALPHA_PLACES)}); 1 head is narrower (Beta Head)",
        ),
        ("Beta Head", "1 paper names it (papers.yaml:14: one); 1 head is narrower (Gamma Head)"),
        ("Gamma Head", "2 papers name it (papers.yaml:21: two, papers.yaml:26: three)"),
    ],
)
def test_a_head_that_is_named_does_not_go(name: str, uses: str) -> None:
    with pytest.raises(RefusedError) as caught:
        changed(TEXT, lambda revision: removed(revision, name, PATH))
    end = "`headcat heads merge` gives them another"
    assert str(caught.value) == f"{name!r} is in use: {uses}; {end}"


def test_of_many_uses_three_are_shown() -> None:
    papers = "".join(
        f"  - {{key: p{number}, title: T{number}, authors: [A], date: 2020, heads: [x]}}\n"
        for number in range(5)
    )
    with pytest.raises(RefusedError) as caught:
        changed(f"heads:\n  - name: X\npapers:\n{papers}", lambda revision: removed(revision, "X", PATH))
    assert "5 papers name it (papers.yaml:4: p0, papers.yaml:5: p1, papers.yaml:6: p2, …);" in str(
        caught.value
    )


def test_entries_that_cannot_be_read_are_left_alone() -> None:
    """A head without a name, one with names that are no text, papers with heads that are no list."""
    text = """\
heads:
  - just text
  - stage: Latent Reasoning
  - {name: [Alpha], aliases: one}
  - name: Alpha Head
    aliases: [[nested], Other]
  - name: "!"
    broader: null
  - name: Null Head
papers:
  - just text
  - {key: a, heads: Alpha Head}
  - {key: b, heads: [[Alpha Head], {x: Alpha Head}, "!"]}
  - key: [c]
    heads: [Alpha Head]
"""
    after, touched = changed(text, rename("Alpha Head", "Omega Head", keep=False))
    assert difference(text, after) == [
        "-  - name: Alpha Head",
        "+  - name: Omega Head",
        "-    heads: [Alpha Head]",
        "+    heads: [Omega Head]",
    ]
    assert touched == []
    after, _ = changed(text, rename("Null Head", "Omega Head"))
    assert difference(text, after) == [
        "-  - name: Null Head",
        "+  - name: Omega Head",
        "+    aliases: [Null Head]",
    ]
    after, _ = changed(text, rename("!", "Omega Head", keep=False))
    assert difference(text, after) == ['-  - name: "!"', '+  - name: "Omega Head"']


def test_errors_that_are_there_do_not_hinder_and_may_be_told_otherwise() -> None:
    """The head that is nearest to an unknown one is called otherwise afterwards, or nearest no more."""
    text = TEXT.replace("beta heads", "Alpa Head").replace("Gamma Head, ", "Betta, ")
    for old, new in (("Alpha Head", "Omega Head"), ("Beta Head", "X"), ("Alpha Head", "Alpa-X Head")):
        after, _ = changed(text, rename(old, new, keep=False))
        assert (f"name: {old}" in after, f"name: {new}" in after) == (False, True)


NAMES = ["Alpha Head", "Beta Head", "it's", "Gamma: Head", "yes", "7"]
SPELT = {name: [name, name.upper(), f"{name.removesuffix(' Head')} heads"] for name in NAMES}


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a catalogue whose every line may have a comment above and beside it."""
    layout = Layout(
        dash=draw(st.sampled_from([0, 2])),
        fields=4,
        items=draw(st.sampled_from([0, 2])),
        quote=draw(st.sampled_from(["'", '"'])),
        flow=frozenset(draw(st.sets(st.sampled_from(["aliases", "heads"])))),
    )
    others = st.sampled_from(NAMES)
    heads = [
        {
            "name": name,
            "aliases": [f"{name} {number}" for number in range(draw(st.integers(0, 2)))],
            "broader": draw(st.sampled_from([other for other in NAMES if other != name])),
        }
        for name in NAMES
    ]
    named = st.lists(others, max_size=4, unique=True).map(list)
    papers = [
        {
            "key": f"k{number}",
            "title": f"T{number}",
            "authors": ["A"],
            "date": "2020",
            "heads": [draw(st.sampled_from(SPELT[name])) for name in draw(named)],
        }
        for number in range(3)
    ]
    lines: list[str] = []
    for section, entries in (("heads", heads), ("papers", papers)):
        lines.append(f"{section}:")
        for fields in entries:
            filled = {field: value for field, value in fields.items() if value}
            for place, line in enumerate(entry_text(filled, layout).split("\n")):
                indent = " " * (len(line) - len(line.lstrip(" -")) if place else layout.dash)
                number = len(lines)
                if draw(st.booleans()):
                    lines.append(f"{indent}# above {number}.")
                lines.append(line + (f"  # beside {number}." if draw(st.booleans()) else ""))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join(lines) + draw(st.sampled_from(["", newline]))


def names_it(text: str, old: str) -> bool:
    return fold_head(old) in fold_head(re.sub(r"#.*", "", text))


@settings(max_examples=150)
@given(texts(), st.sampled_from(NAMES))
def test_a_rename_changes_what_names_the_head_and_back_again(text: str, old: str) -> None:
    after, touched = changed(text, rename(old, "Omega: Head"))
    lines = difference(text, after)
    gone = [line for line in lines if line.startswith("-")]
    # The last line of a text without a line break at its end changes when one comes behind it.
    assert [line for line in gone if not names_it(line, old) and "aliases" not in line] in (
        [], [f"-{text.splitlines()[-1]}"],
    )  # fmt: skip
    assert all("Omega" in line or names_it(line, old) or "aliases:" in line for line in lines)
    assert re.findall(r"# (?:above|beside) \d+\.", after) == re.findall(r"# (?:above|beside) \d+\.", text)
    assert ("\r\n" in after, after.count("\r")) == ("\r\n" in text, after.count("\n") * ("\r\n" in text))
    papers = contents(parse(text))["papers"]
    fold = fold_head(old)
    assert touched == [paper["key"] for paper in papers if fold in map(fold_head, paper.get("heads", []))]
    renamed_once, _ = changed(text, rename(old, "Omega: Head", keep=False))
    back, _ = changed(renamed_once, rename("Omega: Head", old, keep=False))
    expected = contents(parse(text))
    for paper in expected["papers"]:
        if "heads" in paper:
            paper["heads"] = [old if fold_head(name) == fold else name for name in paper["heads"]]
    assert contents(parse(back)) == expected


@settings(max_examples=100)
@given(texts(), st.lists(st.sampled_from(NAMES), min_size=1, max_size=3), st.sampled_from(NAMES))
def test_a_merge_leaves_no_trace_but_aliases(text: str, names: list[str], into: str) -> None:
    after, _ = changed(text, merge(names, into))
    going = set(names) - {into}
    says = contents(parse(after))
    heads = {head["name"]: head for head in says["heads"]}
    assert list(heads) == [name for name in NAMES if name not in going]
    assert all(head.get("broader") not in going for head in heads.values())
    assert going <= set(heads[into].get("aliases", []))
    before = contents(parse(text))["papers"]
    for old, new in zip(before, says["papers"], strict=True):
        folds = {
            fold_head(into if fold_head(name) in map(fold_head, going) else name)
            for name in old.get("heads", [])
        }
        assert sorted(map(fold_head, new.get("heads", []))) == sorted(folds)


def test_a_rename_in_the_real_catalogue_changes_one_line_each() -> None:
    text = (ROOT / "data" / "papers.yaml").read_text(encoding="utf-8")
    after, touched = changed(text, rename("Induction Head", "Pattern Induction Head"))
    lines = difference(text, after)
    gone = [line[1:] for line in lines if line.startswith("-")]
    come = [line[1:] for line in lines if line.startswith("+")]
    assert len(touched) == text.count("      - Induction Head\n") == 14
    assert gone == [
        "  - name: Induction Head",
        *["    broader: Induction Head"] * 2,
        *["      - Induction Head"] * 14,
    ]
    alias = come.pop(1)
    assert (alias, come) == (
        "    aliases: [Induction Head]",
        [line.replace("Induction Head", "Pattern Induction Head") for line in gone],
    )
    back, _ = changed(after, rename("Pattern Induction Head", "Induction Head", keep=False))
    assert back == text
