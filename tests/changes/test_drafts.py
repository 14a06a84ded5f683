"""Drafts: settled without guessing, held to the rules, given keys."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SMALL
from headcat.changes.drafts import Mistake, as_paper, keyed, settle, settle_all, unfinished
from headcat.document.records import read
from headcat.errors import RefusedError
from headcat.model import LINK_KINDS, Draft, Link, Paper, Published, Summary
from headcat.words.identifiers import ID_KINDS

READING = read(SMALL)
VOCABULARY = READING.vocabulary()
PLAIN = Draft(title="A Title", authors=("Ada Adams",), date="2024-05")
FULL = Draft(
    title="A Title",
    authors=("Ada Adams", "{The Heads}"),
    date="2024-05",
    venue="NeurIPS 2024",
    ids={"arxiv": "2405.00001", "doi": "10.1000/x"},
    heads=("Mover Head", "Induction Head"),
    links=(Link("paper", "https://example.org/a.pdf"), Link("code", "https://example.org")),
    summary=Summary("New.", "Tasks.", "Good."),
    note="A note.",
    published=Published("Another Title", ("Ada B. Adams",)),
    extra={"publisher": "Toy Press", "tags": ["a", "b"]},
)


# settling


def test_one_that_cannot_be_written_does_not_speak_for_the_others() -> None:
    drafts = [replace(PLAIN, title="\ud800"), PLAIN]
    message = "not valid YAML: found invalid Unicode character escape code"
    assert settle_all(drafts, VOCABULARY) == [
        (drafts[0], [Mistake("title", "HC001", message)]),
        (drafts[1], []),
    ]


@pytest.mark.parametrize("draft", [PLAIN, FULL, replace(PLAIN, date="2024"), replace(PLAIN, note="x: y #z")])
def test_a_settled_draft_stays_as_it_is(draft: Draft) -> None:
    assert settle(draft, VOCABULARY) == (draft, [])


@pytest.mark.parametrize(
    ("given", "settled"),
    [
        ({"title": "  A\n Title\t"}, {"title": "A Title"}),
        ({"title": "Cafe\u0301"}, {"title": "Caf\u00e9"}),
        ({"authors": (" Ada  Adams", "", "\n")}, {"authors": ("Ada Adams",)}),
        ({"date": " 2024-05 "}, {"date": "2024-05"}),
        ({"note": " a\n b "}, {"note": "a b"}),
        ({"published": Published(" a\n b ", (" C  D ", ""))}, {"published": Published("a b", ("C D",))}),
        ({"published": Published(" ", ("",))}, {"published": None}),
        ({"summary": Summary(" a\nb ", "", " c")}, {"summary": Summary("a b", "", "c")}),
        ({"heads": ("inductive", " induction-heads ", "")}, {"heads": ("Induction Head",)}),
        ({"heads": ("name mover", "INDUCTION_HEAD")}, {"heads": ("Name Mover Head", "Induction Head")}),
        ({"venue": " nips,  2024 "}, {"venue": "NeurIPS 2024"}),
        ({"venue": "CoRR"}, {"venue": "arXiv"}),
        (
            {"venue": "Advances in Neural Information Processing Systems 2024"},
            {"venue": "NeurIPS 2024"},
        ),
        (
            {"links": (Link("code", " https://a.org "), Link("code", ""))},
            {"links": (Link("code", "https://a.org"),)},
        ),
        ({"links": (Link("code", "https://a.org"),) * 2}, {"links": (Link("code", "https://a.org"),)}),
        ({"ids": {"doi": "", "pmid": " "}}, {"ids": {}}),
        (
            {"ids": {"doi": "https://doi.org/10.1000/AB.", "arxiv": "arXiv:2405.00001v7"}},
            {
                "ids": {"arxiv": "2405.00001", "doi": "10.1000/AB"},
                "links": (Link("paper", "https://arxiv.org/abs/2405.00001"),),
            },
        ),
        (
            {"ids": {"acl": "p18-1001"}, "links": (Link("code", "https://a.org"),)},
            {
                "ids": {"acl": "P18-1001"},
                "links": (Link("paper", "https://aclanthology.org/P18-1001/"), Link("code", "https://a.org")),
            },
        ),
        (
            {"ids": {"openreview": "https://openreview.net/pdf?id=AbCdEf12"}},
            {
                "ids": {"openreview": "AbCdEf12"},
                "links": (Link("paper", "https://openreview.net/forum?id=AbCdEf12"),),
            },
        ),
        (
            {"links": (Link("paper", "https://arxiv.org/pdf/2405.00001v2"),)},
            {
                "ids": {"arxiv": "2405.00001"},
                "links": (Link("paper", "https://arxiv.org/pdf/2405.00001v2"),),
            },
        ),
        (
            {"links": (Link("blog", "https://arxiv.org/abs/2405.00001"),)},
            {"ids": {}, "links": (Link("blog", "https://arxiv.org/abs/2405.00001"),)},
        ),
        (
            {"ids": {"arxiv": "2405.00002"}, "links": (Link("paper", "https://arxiv.org/abs/2405.00001"),)},
            {
                "ids": {"arxiv": "2405.00002"},
                "links": (Link("paper", "https://arxiv.org/abs/2405.00001"),),
            },
        ),
    ],
)
def test_what_may_be_written_in_several_ways_is_settled(
    given: dict[str, Any], settled: dict[str, Any]
) -> None:
    draft, mistakes = settle(replace(PLAIN, **given), VOCABULARY)
    assert (draft, mistakes) == (replace(PLAIN, **settled), [])
    assert settle(draft, VOCABULARY) == (draft, [])


@settings(max_examples=100)
@given(
    st.builds(
        Draft,
        title=st.text(),
        authors=st.lists(st.text(), max_size=3).map(tuple),
        date=st.one_of(st.sampled_from(["2024", "2024-05-06", ""]), st.text(max_size=12)),
        venue=st.one_of(st.sampled_from(["", "nips 2024"]), st.text(max_size=8)),
        ids=st.dictionaries(st.sampled_from([*ID_KINDS, "pmid"]), st.text(max_size=12)),
        heads=st.lists(st.one_of(st.just("induction"), st.text(max_size=8)), max_size=2).map(tuple),
        links=st.lists(st.builds(Link, st.sampled_from([*LINK_KINDS, "pdf"]), st.text())).map(tuple),
        summary=st.builds(Summary, st.text(), st.text(), st.text()),
        note=st.text(),
    )
)
def test_settling_twice_is_settling_once(draft: Draft) -> None:
    settled, mistakes = settle(draft, VOCABULARY)
    again, remaining = settle(settled, VOCABULARY)
    if not mistakes:
        assert (again, remaining) == (settled, [])
    assert {each.field for each in mistakes} <= {field for field in Draft.__slots__ if field != "places"}


# mistakes


@pytest.mark.parametrize(
    ("given", "mistakes"),
    [
        (
            {"title": " ", "authors": ("", " "), "date": ""},
            [
                Mistake("title", "HC101", "the paper has no title"),
                Mistake("authors", "HC101", "the paper has no authors"),
                Mistake("date", "HC101", "the paper has no date"),
            ],
        ),
        (
            {"heads": ("inducted", "mover", "qqq"), "venue": "NeurISP 2024"},
            [
                Mistake(
                    "heads",
                    "HC301",
                    "no head is called 'inducted'; nearest: Induction Head (all: headcat heads)",
                ),
                Mistake("heads", "HC301", "no head is called 'qqq' (all: headcat heads)"),
                Mistake(
                    "venue",
                    "HC306",
                    "no venue is called 'NeurISP 2024'; nearest: NeurIPS;"
                    " new ones go into the section venues: of the catalogue",
                ),
            ],
        ),
        (
            {"ids": {"pmid": "1", "arxiv": "2413.00001", "acl": "P18-1001"}},
            [
                Mistake(
                    "ids", "HC105", "no identifier is called 'pmid'; it may be arxiv, doi, acl, openreview"
                ),
                Mistake("ids", "HC105", "'2413.00001' is no arxiv identifier"),
            ],
        ),
        (
            {"date": "2024-02-30"},
            [Mistake("date", "HC103", "there is no date '2024-02-30'; write YYYY-MM-DD, YYYY-MM or YYYY")],
        ),
        (
            {"links": (Link("code", "javascript:alert(1)"), Link("code", "https://a.org"))},
            [Mistake("links", "HC104", "'javascript:alert(1)' is no http or https address")],
        ),
        (
            {"links": (Link("pdf", "https://a.org"),)},
            [
                Mistake(
                    "links",
                    "HC104",
                    f"no link is called 'pdf'; it may be {', '.join(LINK_KINDS)}",
                )
            ],
        ),
        (
            {"authors": ("Ada Adams", "B C and D E")},
            [
                Mistake(
                    "authors",
                    "HC106",
                    "author 'B C and D E' is more than one name; give each an item of its own",
                )
            ],
        ),
        (
            {"summary": Summary("w " * 30, "w " * 30, "w")},
            [Mistake("summary", "HC107", "the summary has 61 words; at most 60 in all its parts")],
        ),
        ({"title": "a\x1b[2Jb"}, [Mistake("title", "HC109", "invisible character U+001B; delete it")]),
        ({"note": "a\u202eb"}, [Mistake("note", "HC109", "invisible character U+202E; delete it")]),
        (
            {"note": "x" * 100_001},
            [Mistake("note", "HC007", "a value of 100001 characters; at most 100000 are taken")],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_field(given: dict[str, Any], mistakes: list[Mistake]) -> None:
    assert settle(replace(PLAIN, **given), VOCABULARY)[1] == mistakes


def test_a_draft_with_mistakes_gets_no_link_of_its_own() -> None:
    draft = replace(PLAIN, ids={"arxiv": "x", "acl": "P18-1001"})
    assert settle(draft, VOCABULARY)[0] == replace(draft, ids={"arxiv": "x", "acl": "P18-1001"})


@pytest.mark.parametrize(
    "given",
    [
        {"summary": Summary("w " * 30, "w " * 29, "w")},
        {"authors": ("{B and C}", "D, Jr, E", "van der F, G")},
        {"title": "- : # ' \" {} [] \\ | > & * ! % @ `"},
        {"title": "null", "note": "1e3"},
        {"title": "\u05d0\u05d1 \u0645\u0646 \u6ce8\u610f \U0001f9e0"},
        {"note": "x" * 100_000},
        {"date": "2024-02-29"},
    ],
)
def test_what_is_near_to_wrong_is_right(given: dict[str, Any]) -> None:
    assert settle(replace(PLAIN, **given), VOCABULARY)[1] == []


# papers


def test_a_draft_becomes_a_paper() -> None:
    assert as_paper(PLAIN, "k") == Paper("k", "A Title", ("Ada Adams",), "2024-05")
    assert as_paper(FULL, "k") == Paper(
        key="k",
        title=FULL.title,
        authors=FULL.authors,
        date=FULL.date,
        venue=FULL.venue,
        ids=FULL.ids,
        heads=FULL.heads,
        links=FULL.links,
        summary=FULL.summary,
        note=FULL.note,
        published=FULL.published,
        extra=FULL.extra,
    )


@pytest.mark.parametrize(
    ("draft", "names"),
    [
        (FULL, []),
        (PLAIN, ["venue", "heads", "links", "innovation", "tasks", "result"]),
        (replace(FULL, summary=Summary("New."), venue=""), ["venue", "tasks", "result"]),
    ],
)
def test_what_a_paper_should_have_and_has_not(draft: Draft, names: list[str]) -> None:
    assert unfinished(as_paper(draft, "k")) == names


def test_keys_are_new_ones() -> None:
    drafts = [
        replace(PLAIN, title="Heads, Again", date="2022"),
        replace(PLAIN, title="Heads, and Again", date="2022"),
        replace(PLAIN, title="On the Names", date="2023-11"),
    ]
    keys = [paper.key for paper in keyed(drafts, READING, "p.yaml")]
    assert keys == ["adams2022headsa", "adams2022headsb", "adams2023names"]


@pytest.mark.parametrize(
    ("wish", "key"),
    [
        ("Adams:2024", "adams2024title"),
        ("adams2022heads", "adams2024title"),
        ("Adams2024", "Adams2024"),
        ("t", "t"),
    ],
)
def test_a_wished_key_is_given_where_it_may_be(wish: str, key: str) -> None:
    assert [paper.key for paper in keyed([replace(PLAIN, key=wish)], READING, "p.yaml")] == [key]


def test_a_key_is_given_to_the_first_who_wishes_for_it() -> None:
    drafts = [replace(PLAIN, key="t"), replace(PLAIN, title="Another", key="t")]
    assert [paper.key for paper in keyed(drafts, READING, "p.yaml")] == ["t", "adams2024another"]


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ({"title": "a  TITLE!"}, "the same title as 'a  TITLE!'"),
        (
            {"title": "Another", "ids": {"doi": "10.48550/arXiv.2405.00001"}},
            "the same arxiv identifier 2405.00001 as 'Another'",
        ),
        (
            {"title": "Another", "links": (Link("paper", "https://arxiv.org/abs/2405.00001v2"),)},
            "the same arxiv identifier 2405.00001 as 'Another'",
        ),
    ],
)
def test_a_paper_may_not_be_twice_among_the_drafts(second: dict[str, Any], words: str) -> None:
    drafts = [replace(PLAIN, ids={"arxiv": "2405.00001"}), replace(PLAIN, **second)]
    with pytest.raises(RefusedError) as refused:
        keyed(drafts, READING, "p.yaml")
    assert str(refused.value) == f"adams2024title, to be added with it, has {words}; nothing was added"


def test_titles_without_letters_are_not_alike() -> None:
    drafts = [replace(PLAIN, title="???"), replace(PLAIN, title="!!!")]
    keys = [paper.key for paper in keyed(drafts, READING, "p.yaml")]
    assert keys == ["adams2024", "adams2024a"]
