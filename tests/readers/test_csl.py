"""CSL-JSON: items of Zotero, pandoc and Crossref as drafts; what is wrong, with its place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcat.errors import Severity
from headcat.model import Draft, Link, Place, Published
from headcat.readers.csl import gather
from headcat.words.names import split_name

ZOTERO = """\
[
  {
    "id": "http://zotero.org/users/1/items/ABCD", "type": "paper-conference", "citation-key": "toy2024",
    "title": "Toys: <i>a</i> &amp; <b>b</b>", "container-title": "Proceedings of Toys",
    "author": [{"family": "Adams", "given": "Ada"},
               {"family": "Berg", "given": "Ludwig", "non-dropping-particle": "van der"},
               {"family": "King", "given": "Martin", "suffix": "Jr."},
               {"literal": "Toy Team"}, {"given": "Plato"}],
    "issued": {"date-parts": [["2024", 5, 3]]}, "DOI": "10.1000/x", "URL": "https://example.org/x",
    "note": "arXiv:2312.00001 [cs]\\nRead it.", "abstract": "Long.", "keyword": "mover, induction",
    "page": "1-12", "volume": 7, "event-title": "Toys 24", "language": null
  },
  {"id": "p", "type": "article", "title": "Preprint", "publisher": "arXiv", "number": "arXiv:2405.00002",
   "author": [{"family": "Adams", "given": "Ada"}], "issued": {"date-parts": [[2025]]}}
]
"""
PLACE = Place("x.json", 2, 3)


def one(**record: Any) -> Draft:
    (draft,), problems = gather(json.dumps({"issued": None, **record}), "x.json")
    assert problems == []
    return draft


def test_items_are_drafts() -> None:
    drafts, problems = gather(ZOTERO, "x.json")
    assert drafts == [
        Draft(
            title="Toys: a & b",
            authors=("Ada Adams", "Ludwig van der Berg", "Martin King Jr.", "{Toy Team}", "Plato"),
            date="2023-12",
            venue="Proceedings of Toys 2024",
            ids={"arxiv": "2312.00001", "doi": "10.1000/x"},
            links=(Link("paper", "https://example.org/x"),),
            note="Read it.",
            key="toy2024",
            extra={"keywords": "mover, induction", "page": "1-12", "volume": "7", "event-title": "Toys 24"},
            places={"": PLACE},
        ),
        Draft(
            title="Preprint",
            authors=("Ada Adams",),
            date="2024-05",
            venue="arXiv",
            ids={"arxiv": "2405.00002"},
            key="p",
            places={"": Place("x.json", 13, 3)},
        ),
    ]
    assert [(str(each), each.severity) for each in problems] == [
        (
            "x.json:1:1: HC009 CSL-JSON: passed over: an abstract, for their authors have the rights",
            Severity.WARNING,
        )
    ]


@pytest.mark.parametrize(
    ("issued", "date", "extra"),
    [
        (None, "", {}),
        ({}, "", {}),
        ({"date-parts": [[2024, 5]]}, "2024-05", {}),
        ({"date-parts": [["2024", "05", "03"], ["2024", "06", "01"]]}, "2024-05-03", {}),
        ({"date-parts": [[None]]}, "", {}),
        ({"date-parts": []}, "", {}),
        ({"date-parts": "2024"}, "", {}),
        ({"date-parts": [[2024, 13]]}, "2024", {"issued": "2024-13"}),
        ({"date-parts": [["x"]]}, "", {"issued": "x"}),
        ({"raw": "2024-05-03"}, "2024-05-03", {}),
        ({"raw": "May 2024"}, "2024", {"issued": "May 2024"}),
        ({"literal": "forthcoming"}, "", {"issued": "forthcoming"}),
    ],
)
def test_dates(issued: Any, date: str, extra: dict[str, str]) -> None:
    draft = one(title="T", issued=issued)
    assert (draft.date, draft.extra) == (date, extra)


@pytest.mark.parametrize(
    ("record", "venue", "extra"),
    [
        ({"container-title": "A", "event": "B"}, "A 2024", {"event": "B"}),
        ({"event-title": "B"}, "B 2024", {}),
        ({"collection-title": "C"}, "C 2024", {}),
        ({"publisher": "Press"}, "", {"publisher": "Press"}),
        ({"container-title": " ", "type": "book"}, "", {"container-title": "", "type": "book"}),
        ({"archive": "arXiv", "archive_location": "arXiv:2405.00002"}, "arXiv", {"archive": "arXiv"}),
        ({"number": 7, "custom": {"a": [1, True]}}, "", {"number": "7", "custom": {"a": ["1", "true"]}}),
    ],
)
def test_venues_and_what_a_catalogue_has_no_field_for(
    record: dict[str, Any], venue: str, extra: dict[str, Any]
) -> None:
    draft = one(title="T", **record, issued={"raw": "2024"})
    assert (draft.venue, draft.extra) == (venue, extra)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"title": ["T"]}, "title must be text"),
        ({"author": "Ada"}, "author must be a list of names"),
        ({"author": ["Ada"]}, "author must be a list of names"),
        ({"author": [{}]}, "an author has no name"),
        ({"issued": "2024"}, "issued must be an object with date-parts"),
    ],
)
def test_what_is_wrong_has_its_place_and_keeps_nothing_else_out(record: dict[str, Any], message: str) -> None:
    text = f'[{{"title": "A"}},\n {json.dumps(record)}]'
    drafts, problems = gather(text, "x.json")
    assert [draft.title for draft in drafts] == ["A"]
    assert list(map(str, problems)) == [f"x.json:2:2: HC009 CSL-JSON: {message}"]


def test_what_is_no_json() -> None:
    drafts, problems = gather("[{", "x.json")
    assert (drafts, len(problems)) == ([], 1)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["title", "author", "issued", "note", "DOI", "id", "number", "container-title", "keyword", "x"]
)


@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=6), min_size=1, max_size=3))
def test_any_objects_are_drafts_or_problems(records: list[dict[str, Any]]) -> None:
    drafts, problems = gather(json.dumps(records), "x.json")
    assert len(drafts) + sum(each.severity is Severity.ERROR for each in problems) == len(records)


WORDS = st.text(alphabet="abcdeXYZé", min_size=1, max_size=8)


@given(WORDS, st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3), st.integers(1990, 2030))
def test_what_is_written_is_read(title: str, names: list[tuple[str, str]], year: int) -> None:
    draft = one(
        title=title,
        author=[{"given": given_name, "family": family} for given_name, family in names],
        issued={"date-parts": [[year]]},
    )
    assert (draft.title, draft.date) == (title, str(year))
    read = [split_name(author) for author in draft.authors]
    assert [(name.given, f"{name.von} {name.family}".strip()) for name in read] == names


def test_what_headcat_wrote_beside_an_item_is_taken_back() -> None:
    own = {
        "date": "2022-03-08",
        "venue": None,
        "heads": ["A"],
        "published": {"title": "T"},
        "extra": {"x": 1},
    }
    item = {"id": "k", "title": "T", "keyword": "a, b", "volume": "7", "container-title": "C"}
    assert one(**item, custom={"headcat": own, "other": 1}) == Draft(
        title="T",
        date="2022-03-08",
        heads=("A",),
        published=Published("T"),
        key="k",
        extra={"x": "1"},
        places={"": Place("x.json", 1, 1)},
    )


@pytest.mark.parametrize("custom", [{"a": "b"}, {"headcat": "a"}, {"headcat": ["a"]}])
def test_what_others_wrote_beside_an_item_is_kept(custom: dict[str, Any]) -> None:
    assert one(id="k", custom=custom).extra == {"custom": custom}


def test_what_is_wrong_beside_an_item_is_told() -> None:
    text = json.dumps([{"id": "k", "custom": {"headcat": {"heads": "A"}}}])
    drafts, problems = gather(text, "x.json")
    assert drafts == []
    assert [str(problem) for problem in problems] == [
        "x.json:1:2: HC009 CSL-JSON: heads must be a list of texts"
    ]


@pytest.mark.parametrize("kind", [{"a": 1}, ["article"], 7])
def test_a_type_of_another_type_is_kept(kind: Any) -> None:
    assert one(title="T", type=kind).extra["type"] in ({"a": "1"}, ["article"], "7")
