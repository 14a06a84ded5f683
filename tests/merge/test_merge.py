"""Two versions of a catalogue made one: what comes of each pair of changes, as whole texts."""

import re
from collections.abc import Callable

import pytest

from conftest import SMALL
from headcat.errors import RefusedError
from headcat.merge import Conflict, Marks, merged

Change = Callable[[str], str]


def swap(*pairs: tuple[str, str]) -> Change:
    """Return a change that puts texts in the place of others, which must be there."""

    def change(text: str) -> str:
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        return text

    return change


def chain(*changes: Change) -> Change:
    """Return a change that makes several, one after the other."""

    def change(text: str) -> str:
        for each in changes:
            text = each(text)
        return text

    return change


def same(text: str) -> str:
    return text


def paper(key: str, title: str, more: str = "", head: str = "Mover Head") -> str:
    """Return the lines of a paper."""
    author = f"    authors:\n      - Mia {key[:3].title()}\n"
    return f"  - key: {key}\n    title: {title}\n{author}    date: 2024\n{more}    heads:\n      - {head}\n"


def behind(lines: str) -> Change:
    return lambda text: text + "\n" + lines


def before(lines: str) -> Change:
    return swap(("  # the second\n", f"{lines}\n  # the second\n"))


TITLE = swap(("title: Heads of a Small Catalogue", "title: Small Heads"))
DATE = swap(("date: 2022-03-08", "date: 2022-03-09  # v1"))
NOTE = swap(("      result: It works.\n", "      result: It works.\n    note: A note\n"))
SECOND = SMALL[SMALL.index("\n  # the second") :]
REMOVE = swap((SECOND, ""))
RENAME = swap(
    ("name: Induction Head\n    aliases: [", "name: Pattern Head\n    aliases: [Induction Head, "),
    ("- Induction Head", "- Pattern Head"),
)
RENAME_ALONE = swap(("name: Induction Head", "name: Pattern Head"), ("- Induction Head", "- Pattern Head"))
INTO = swap(
    ("  - name: Mover Head\n    stage: In-Context Identification\n", ""),
    ("  - name: Name Mover Head\n", "  - name: Name Mover Head\n    aliases: [Mover Head]\n"),
    ("    broader: Mover Head\n", ""),
)
ADAMS = paper("clark2024moving", "Moving", head="Induction Head")
LATE = paper("zuse2024late", "Late")
ARXIV = '    ids:\n      arxiv: "2401.00001"\n'
DOI = '      doi: "10.48550/arXiv.2401.00001"\n'
SECTION = 'declined:\n  - id: "2501.00001"\n    date: 2025-01-01\n    reason: Not on heads.\n'

CASES: dict[str, tuple[Change, Change, Change]] = {
    "fields of one paper": (TITLE, DATE, chain(TITLE, DATE)),
    "the same change": (TITLE, TITLE, TITLE),
    "a field added and one changed": (NOTE, TITLE, chain(NOTE, TITLE)),
    "heads of one paper are a set": (
        swap(("      - Induction Head  # as", "      - Mover Head\n      - Induction Head  # as")),
        swap(("      - Induction Head  # as the paper says", "      - Name Mover Head")),
        swap(("      - Induction Head  # as the paper says", "      - Mover Head\n      - Name Mover Head")),
    ),
    "links and parts of the summary by name": (
        swap(("example/heads\n", "example/heads\n      demo: https://example.org/demo\n")),
        swap(("example/heads\n", "example/hats\n"), ("Small tasks.", "Great tasks.")),
        swap(
            ("example/heads\n", "example/hats\n      demo: https://example.org/demo\n"),
            ("Small tasks.", "Great tasks."),
        ),
    ),
    "papers added at two places": (before(ADAMS), behind(LATE), chain(before(ADAMS), behind(LATE))),
    "two papers added at one place": (
        behind(LATE),
        behind(paper("zuse2024early", "Early")),
        behind(paper("zuse2024early", "Early") + "\n" + LATE),
    ),
    "a paper removed and one changed": (REMOVE, TITLE, chain(REMOVE, TITLE)),
    "a paper removed on both sides": (REMOVE, REMOVE, REMOVE),
    "a paper removed on both sides, and one changed": (REMOVE, chain(REMOVE, TITLE), chain(REMOVE, TITLE)),
    "a paper removed on both sides, and two changes": (
        chain(REMOVE, DATE),
        chain(REMOVE, TITLE),
        chain(REMOVE, DATE, TITLE),
    ),
    "a paper removed that the other side laid out anew": (
        REMOVE,
        swap(('title: "Names: Moved"', "title: 'Names: Moved'")),
        REMOVE,
    ),
    "a head renamed and a paper added by its old name": (
        RENAME,
        before(ADAMS),
        chain(RENAME, before(ADAMS.replace("Induction", "Pattern"))),
    ),
    "a head renamed by the other side, without an alias": (
        before(ADAMS),
        RENAME_ALONE,
        chain(before(ADAMS), RENAME_ALONE),
    ),
    "a head renamed without an alias, and defined": (
        RENAME_ALONE,
        swap(("group: In-context Learning", "group: In-context Learning\n    definition: D.")),
        chain(
            RENAME_ALONE,
            swap(("group: In-context Learning", "group: In-context Learning\n    definition: D.")),
        ),
    ),
    "a head merged, and a paper added by its old name": (
        INTO,
        behind(LATE),
        chain(INTO, behind(LATE.replace("- Mover", "- Name Mover"))),
    ),
    "a head renamed and defined": (
        RENAME,
        swap(("group: In-context Learning", "group: In-context Learning\n    definition: D.")),
        chain(RENAME, swap(("group: In-context Learning", "group: In-context Learning\n    definition: D."))),
    ),
    "a head renamed and another put below it": (
        RENAME,
        swap(("name: Mover Head\n", "name: Mover Head\n    broader: Induction Head\n")),
        chain(RENAME, swap(("name: Mover Head\n", "name: Mover Head\n    broader: Pattern Head\n"))),
    ),
    "aliases": (
        swap(("[Inductive Head]", "[Inductive Head, A Head]")),
        swap(("[Inductive Head]", "[Inductive Head, B Head]")),
        swap(("[Inductive Head]", "[Inductive Head, A Head, B Head]")),
    ),
    "a venue renamed, and given a full name": (
        swap(("name: arXiv\n    aliases: [CoRR]", "name: ArXiv\n    aliases: [CoRR, arXiv]")),
        swap(("    kind: preprint", "    full: The arXiv\n    kind: preprint")),
        swap(
            ("name: arXiv\n    aliases: [CoRR]", "name: ArXiv\n    aliases: [CoRR, arXiv]"),
            ("    kind: preprint", "    full: The arXiv\n    kind: preprint"),
        ),
    ),
    "a section on one side": (lambda text: text + SECTION, TITLE, chain(TITLE, lambda text: text + SECTION)),
    "a section on both sides": (
        lambda text: text + SECTION,
        lambda text: text + SECTION.replace("01-01", "01-02").replace("00001", "00002"),
        lambda text: text + SECTION + SECTION.replace("01-01", "01-02").replace("00001", "00002")[10:],
    ),
    "comments in one paper": (
        chain(TITLE, swap(("  # the first of all", "  # the very first"))),
        swap(
            ("    date: 2022-03-08\n", "    # a day\n    date: 2022-03-08\n"), ("  # as the paper says", "")
        ),
        chain(
            TITLE,
            swap(("  # the first of all", "  # the very first")),
            swap(
                ("    date: 2022-03-08\n", "    # a day\n    date: 2022-03-08\n"),
                ("  # as the paper says", ""),
            ),
        ),
    ),
    "free comments": (
        swap(("  # the second\n", "  # free\n\n  # the second\n")),
        lambda text: "# top\n" + text + "# end\n",
        lambda text: swap(("  # the second\n", "  # free\n\n  # the second\n"))("# top\n" + text + "# end\n"),
    ),
    "a comment above a paper that is removed": (
        swap(("\n  # the second\n", "\n  # free\n\n  # the second\n")),
        REMOVE,
        swap((SECOND, "  # free\n")),
    ),
    "the key of a paper": (
        swap(("key: zorn2023names", "key: zorn2023moved")),
        swap(("Names: Moved", "Names: Moved Around")),
        swap(("key: zorn2023names", "key: zorn2023moved"), ("Names: Moved", "Names: Moved Around")),
    ),
    "the same paper, one with more": (
        behind(LATE.replace("    heads", f"{ARXIV}    heads")),
        behind(LATE.replace("    heads", f"    venue: arXiv\n    ids:\n{DOI}    heads")),
        behind(LATE.replace("    heads", f"    venue: arXiv\n{ARXIV}{DOI}    heads")),
    ),
}


def words(data: bytes) -> list[str]:
    return sorted(re.findall(r"[^\s\[\],]+", data.decode()))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", CASES)
def test_what_goes_together_is_merged(name: str, newline: str) -> None:
    base, ours, theirs, expected = (
        change(SMALL).replace("\n", newline).encode() for change in (same, *CASES[name])
    )
    made = merged(base, ours, theirs)
    assert (made.data.decode(), made.conflicts, made.errors) == (expected.decode(), (), ())
    swapped = merged(base, theirs, ours)
    assert (words(swapped.data), swapped.conflicts) == (words(expected), ())


@pytest.mark.parametrize("name", CASES)
def test_one_side_alone_is_taken_as_it_is(name: str) -> None:
    x, y = SMALL.encode(), CASES[name][0](SMALL).encode()
    assert [merged(x, x, y).data, merged(x, y, x).data, merged(x, y, y).data] == [y, y, y]


def marked(ours: str, theirs: str) -> str:
    return f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"


FIRST = SMALL[SMALL.index("  # the first") : SMALL.index("\n  # the second")]


def test_what_cannot_be_decided_is_marked_around_its_paper_alone_with_the_rest_merged() -> None:
    other = swap(("title: Heads of a Small Catalogue", "title: Great Heads"))
    made = merged(SMALL.encode(), chain(TITLE, NOTE)(SMALL).encode(), chain(other, DATE)(SMALL).encode())
    both = [chain(change, NOTE, DATE)(FIRST) for change in (TITLE, other)]
    assert made.data.decode() == SMALL.replace(FIRST, marked(*both))
    assert made.conflicts == (Conflict("papers", "adams2022heads", ("title",), 20),)


def test_a_paper_removed_and_changed_is_a_conflict_of_the_whole() -> None:
    second = SECOND.removeprefix("\n")
    changed = swap(("Names: Moved", "Names"))(second)
    ours, theirs = SMALL.replace(second, changed), SMALL.replace(SECOND, "")
    made = merged(SMALL.encode(), ours.encode(), theirs.encode(), Marks("main", "a topic", 9))
    expected = f"<<<<<<<<< main\n{changed}=========\n>>>>>>>>> a topic\n"
    assert made.data.decode() == SMALL.replace(second, expected)
    assert [each.fields for each in made.conflicts] == [("removed on one side, changed on the other",)]
    made = merged(SMALL.encode(), theirs.encode(), ours.encode())
    assert made.data.decode() == SMALL.replace(second, marked("", changed))


def test_heads_renamed_twice_keep_both_names_on_either_side() -> None:
    other = chain(RENAME, swap(("Pattern", "Copying")))
    made = merged(SMALL.encode(), RENAME(SMALL).encode(), other(SMALL).encode())
    text = made.data.decode()
    assert "name: Pattern Head\n    aliases: [Induction Head, Inductive Head, Copying Head]" in text
    assert "name: Copying Head\n    aliases: [Induction Head, Inductive Head, Pattern Head]" in text
    assert text.count("- Copying Head") == 2
    assert [each.name for each in made.conflicts] == ["Pattern Head"]


def test_of_two_papers_with_one_key_the_younger_gets_a_letter() -> None:
    one, two = (paper("zuse2024late", title, f'    ids:\n      arxiv: "2401.0000{n}"\n')
                for n, title in enumerate(("Late", "Other Things")))  # fmt: skip
    made = merged(SMALL.encode(), behind(two)(SMALL).encode(), behind(one)(SMALL).encode())
    assert made.data.decode() == behind(one + "\n" + two.replace("late", "latea", 1))(SMALL)
    assert made.notes == ("two papers were added as zuse2024late; 'Other Things' is zuse2024latea now",)


def test_one_paper_under_two_keys_is_a_conflict_that_names_the_key() -> None:
    one = paper("zuse2024late", "Late")
    two = one.replace("zuse2024late", "zuse2024tardy")
    made = merged(SMALL.encode(), behind(one)(SMALL).encode(), behind(two)(SMALL).encode())
    assert made.data.decode() == SMALL + "\n" + marked(one, two)
    assert made.conflicts == (Conflict("papers", "zuse2024late", ("key",), 59),)


def test_an_error_that_neither_side_has_is_told() -> None:
    ours = swap(
        ("  - name: Mover Head\n    stage: In-Context Identification\n", ""),
        ("    broader: Mover Head\n", ""),
    )
    made = merged(SMALL.encode(), ours(SMALL).encode(), behind(LATE)(SMALL).encode(), path="p.yaml")
    assert [(each.code, each.path, each.line) for each in made.errors] == [("HC301", "p.yaml", 62)]


def test_the_manner_of_ours_is_kept() -> None:
    ours = "\ufeff" + TITLE(SMALL).replace("\n  ", "\n    ").replace("\n", "\r\n")
    made = merged(SMALL.encode(), ours.encode(), chain(DATE, behind(LATE))(SMALL).encode())
    new = "\n" + LATE
    expected = ours.replace("2022-03-08", "2022-03-09  # v1") + new.replace("\n  ", "\n    ").replace(
        "\n", "\r\n"
    )
    assert made.data.decode() == expected


REFUSED = {
    "a syntax error": SMALL + "  - key: [\n",
    "conflict markers": SMALL + "<<<<<<< a\n=======\n>>>>>>> b\n",
    "an entry without a key": SMALL + "  - title: T\n",
    "a key twice": SMALL + LATE + LATE,
    "brackets": SMALL + "declined: [{id: a}]\n",
    "not UTF-8": SMALL + "# \udce9\n",
    "a text on one line": "{papers: []}\n",
    "a section of another kind changed twice": SMALL + "declined: x\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_merged_by_entry_is_refused(name: str) -> None:
    theirs = REFUSED[name].encode("utf-8", "surrogateescape")
    ours = TITLE(SMALL) + ("declined: y\n" if "twice" in name else "")
    with pytest.raises(RefusedError):
        merged(SMALL.encode(), ours.encode(), theirs)


def test_the_last_line_stays_without_a_break_and_a_shared_first_comment_is_there_once() -> None:
    base = SMALL.replace("  # the first of all\n", "  # free\n\n  # the first of all\n")
    added = (paper(key, key) + "\n  # the first" for key in ("aa2024a", "ab2024b"))
    one, two = (base.replace("  # the first", each) for each in added)
    made = merged(base.encode(), one.encode().rstrip(), two.encode())
    assert not made.data.endswith(b"\n")
    assert made.data.count(b"# free") == 1


def test_sections_without_entries() -> None:
    theirs = SMALL + SECTION
    cases = {
        ("declined: []\n", "declined: []\n"): SMALL + "declined: []\n",
        ("declined:\n", "declined:  # none\n"): SMALL + "declined:  # none\n",
        ("extra:\n  - a\n", ""): SMALL + "extra:\n  - a\n",
    }
    for (ours, base), expected in cases.items():
        made = merged((SMALL + base).encode(), (TITLE(SMALL) + ours).encode(), (NOTE(SMALL) + base).encode())
        assert made.data.decode() == chain(TITLE, NOTE)(expected.replace(base, ours) if base else expected)
    empty = SMALL + "declined: []\n"
    made = merged(empty.encode(), TITLE(empty).encode(), theirs.encode())
    assert made.data.decode() == TITLE(theirs)
    made = merged(theirs.encode(), TITLE(theirs).encode(), SMALL.encode())
    assert made.data.decode() == TITLE(SMALL)
    both = merged(SMALL.encode(), (SMALL + "x: 1\n").encode(), (TITLE(SMALL) + "x: 1\n").encode())
    assert both.data.decode() == TITLE(SMALL) + "x: 1\n"


def test_a_head_merged_on_one_side_and_renamed_on_the_other() -> None:
    renamed = swap(
        ("  - name: Mover Head\n", "  - name: Plain Head\n    aliases: [Mover Head]\n"),
        ("broader: Mover", "broader: Plain"),
    )
    ours = chain(renamed, behind(LATE.replace("Mover", "Plain")))
    made = merged(SMALL.encode(), ours(SMALL).encode(), INTO(SMALL).encode())
    names = swap(("[Mover Head]", "[Plain Head, Mover Head]"))
    expected = chain(INTO, names, behind(LATE.replace("- Mover", "- Name Mover")))
    assert (made.data.decode(), made.conflicts) == (expected(SMALL), ())
    defined = swap(("  - name: Mover Head\n", "  - name: Mover Head\n    definition: D.\n"))
    made = merged(SMALL.encode(), defined(SMALL).encode(), INTO(SMALL).encode())
    assert [(each.section, each.name, each.fields) for each in made.conflicts] == [
        ("heads", "Mover Head", ("removed on one side, changed on the other",))
    ]


def test_what_can_be_written_in_no_other_way_is_a_conflict_of_the_entry() -> None:
    base = SMALL + "  - {key: z, title: T, authors: [A B], date: 2024} # c\n"
    ours = base.replace("title: T", "title: U")
    theirs = base.replace("authors: [A B]", "authors: [A B,\n    # d\n    C D]")
    made = merged(base.encode(), ours.encode(), theirs.encode())
    assert b"title: U" in made.data
    assert b"# d" in made.data


def test_empty_lines_stay_between_papers_and_not_above_the_first() -> None:
    one, two = (
        SMALL.replace("  # the first", paper(key, key) + "\n  # the first") for key in ("aa2024a", "ab2024b")
    )
    expected = SMALL.replace(
        "  # the first", paper("aa2024a", "aa2024a") + "\n" + paper("ab2024b", "ab2024b") + "\n  # the first"
    )
    assert merged(SMALL.encode(), one.encode(), two.encode()).data.decode() == expected
    assert merged(SMALL.encode(), two.encode(), one.encode()).data.decode() == expected
    moved = swap(("They move", "They moved"))
    made = merged(SMALL.encode(), moved(SMALL).encode(), SMALL.replace(FIRST, "").encode())
    assert made.data.decode() == moved(SMALL.replace(FIRST + "\n", ""))


def test_a_note_that_keeps_its_empty_lines_gets_no_more() -> None:
    kept = SMALL + "    note: |+\n      kept\n\n"
    made = merged(SMALL.encode(), kept.encode(), behind(LATE)(TITLE(SMALL)).encode())
    assert made.data.decode() == TITLE(kept) + LATE


def test_line_breaks_of_both_kinds_and_a_smaller_indent_stay_as_they_are() -> None:
    mixed = SMALL.replace("heads:\n", "heads:\r\n", 1)
    made = merged(mixed.encode(), TITLE(mixed).encode(), behind(LATE)(mixed).encode())
    assert made.data.decode() == behind(LATE)(TITLE(mixed))
    flat = SMALL.replace("\n  ", "\n")
    made = merged(SMALL.encode(), flat.encode(), behind(LATE)(SMALL).encode())
    assert made.data.decode() == flat + "\n" + LATE.replace("\n  ", "\n").removeprefix("  ")


def test_a_paper_that_was_parted_from_its_namesake_is_known_again() -> None:
    one, two = (paper("zuse2024late", title, f"    ids:\n      arxiv: '2401.0000{n}'\n")
                for n, title in enumerate(("Late", "Other Things")))  # fmt: skip
    both = behind(one + "\n" + two.replace("late", "latea", 1))(SMALL)
    for ours, theirs in ((both, behind(two)(SMALL)), (behind(two)(SMALL), both)):
        assert merged(SMALL.encode(), ours.encode(), theirs.encode()).data.decode() == both


def test_an_entry_behind_a_last_line_without_a_break_begins_on_its_own() -> None:
    made = merged(SMALL.encode(), TITLE(SMALL).rstrip().encode(), behind(LATE)(SMALL).encode())
    assert made.data.decode() == behind(LATE)(TITLE(SMALL)).rstrip()


BARE = """\
heads:
  - name: A Head
  - name: B Head
  - name: C Head
papers:
  - key: a
    title: T
    heads:
      - C Head
"""


def into_head(name: str) -> str:
    text = BARE.replace("  - name: C Head\n", "").replace("- C Head", f"- {name}")
    return text.replace(f"- name: {name}\n", f"- name: {name}\n    aliases: [C Head]\n")


def test_a_head_that_both_sides_merged_into_others_leaves_papers_with_both() -> None:
    made = merged(BARE.encode(), into_head("A Head").encode(), into_head("B Head").encode())
    expected = into_head("A Head").replace("- name: B Head\n", "- name: B Head\n    aliases: [C Head]\n")
    assert (made.data.decode(), made.conflicts) == (expected + "      - B Head\n", ())
    assert [each.message for each in made.errors] == ["'C Head' is also a name of 'A Head'"]


def test_one_paper_declined_on_both_sides_is_one() -> None:
    other = SECTION.replace("Not on heads.", "Off topic.")
    made = merged(SMALL.encode(), (SMALL + SECTION).encode(), (SMALL + other).encode())
    both = [text.removeprefix("declined:\n") for text in (SECTION, other)]
    assert made.data.decode() == SMALL + "declined:\n" + marked(*both)
    assert made.conflicts == (Conflict("declined", "arxiv:2501.00001", ("reason",), 59),)


def test_a_field_whose_comment_would_be_lost_is_a_conflict_of_the_entry_as_both_left_it() -> None:
    listed = "    authors: [A B,  # one\n      C D]\n"
    added = f"  - key: zuse2024late\n    title: T\n{listed}    date: 2024\n"
    ours, theirs = added.replace("title: T", "title: U"), added.replace(listed, "    authors: []\n")
    made = merged((SMALL + added).encode(), (SMALL + ours).encode(), (SMALL + theirs).encode())
    assert made.data.decode() == SMALL + marked(ours, theirs)
    assert [each.fields for each in made.conflicts] == [("title", "authors")]


def test_lines_that_mean_something_else_further_left_are_refused() -> None:
    flat = SMALL.replace("\n  ", "\n")
    theirs = SMALL + LATE + '    note: "a\n  --- b"\n'
    with pytest.raises(RefusedError, match="the result cannot be read"):
        merged(SMALL.encode(), flat.encode(), theirs.encode())


def test_a_head_that_kept_no_old_name_is_the_one_that_the_other_side_defined() -> None:
    ours = BARE.replace("C Head", "D Head")
    theirs = BARE.replace("- name: C Head\n", "- name: C Head\n    definition: D.\n")
    made = merged(BARE.encode(), ours.encode(), theirs.encode())
    assert (made.data.decode(), made.conflicts) == (theirs.replace("C Head", "D Head"), ())
