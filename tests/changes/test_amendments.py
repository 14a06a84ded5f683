"""From named fields and values to what an entry shall say."""

from typing import Any

import pytest

from conftest import SMALL
from headcat.changes.amendments import Amendment, amended, in_order, located, refuse_same_keys, unknown_fields
from headcat.changes.revisions import Revision
from headcat.document import parse
from headcat.document.records import read
from headcat.errors import NotFoundError, UsageError
from headcat.model import Link

VOCABULARY = read(SMALL).vocabulary()
OLD: dict[str, Any] = {
    "key": "a",
    "title": "T",
    "authors": ["A B"],
    "ids": {"arxiv": "2203.00001"},
    "heads": ["Induction Head", "Moover Head"],
    "links": {"paper": "http://p", "code": ["http://c", "http://d"], "papr": "http://q"},
    "summary": {"tasks": "t"},
    "published": {"title": "P", "authors": ["A"]},
    "stars": "5",
}
C = "http://c"
FIELDS = "key, title, authors, date, venue, ids, heads, links, summary, published, note"
NEW_VENUE = "new ones go into the section venues: of the catalogue"


@pytest.mark.parametrize(
    ("amendment", "change"),
    [
        (Amendment(), {}),
        (Amendment({"title": "  A \n  B "}), {"title": "A B"}),
        (Amendment({"title": "T"}), {}),
        (Amendment({"key": "b", "stars": "6", "new": "n"}), {"key": "b", "stars": "6", "new": "n"}),
        (Amendment({"venue": "nips 2024"}), {"venue": "NeurIPS 2024"}),
        (Amendment({"ids.arxiv": "https://arxiv.org/abs/2203.00002v3"}), {"ids": {"arxiv": "2203.00002"}}),
        (Amendment({"ids.arxiv": "nonsense"}), {"ids": {"arxiv": "nonsense"}}),
        (Amendment({"links.code": C}), {"links": {"paper": "http://p", "code": C, "papr": "http://q"}}),
        (Amendment({"published.title": "Q"}), {"published": {"title": "Q", "authors": ["A"]}}),
        (Amendment(published_authors=("X", "Y")), {"published": {"title": "P", "authors": ["X", "Y"]}}),
        (Amendment(authors=(" X  Y ", "", "Z")), {"authors": ["X Y", "Z"]}),
        (Amendment(add_heads=("name mover", "induction")),
         {"heads": ["Induction Head", "Moover Head", "Name Mover Head"]}),
        (Amendment(add_heads=("inductive",)), {}),
        (Amendment(remove_heads=("inductive",)), {"heads": ["Moover Head"]}),
        (Amendment(remove_heads=("Moover Head",)), {"heads": ["Induction Head"]}),
        (Amendment(remove_heads=("Moover Head",), add_heads=("mover",)),
         {"heads": ["Induction Head", "Mover Head"]}),
        (Amendment(remove_heads=("induction", "Moover Head")), {"heads": None}),
        (Amendment(unset=("stars",)), {"stars": None}),
        (Amendment(unset=("summary.tasks",)), {"summary": None}),
        (Amendment(unset=("published.title",)), {"published": {"authors": ["A"]}}),
        (Amendment(unset=("published.authors", "published.title")), {"published": None}),
        (Amendment(unset=("authors",)), {"authors": None}),
        (Amendment(unset=("links.papr",)), {"links": {"paper": "http://p", "code": [C, "http://d"]}}),
        (Amendment(remove_links=(("papr", None),)), {"links": {"paper": "http://p", "code": [C, "http://d"]}}),
        (Amendment(remove_links=(("code", C),)),
         {"links": {"paper": "http://p", "code": "http://d", "papr": "http://q"}}),
        (Amendment(remove_links=(("code", None), ("paper", None), ("papr", "http://q"))), {"links": None}),
        (Amendment(add_links=(Link("code", C), Link("paper", "http://p"))), {}),
        (Amendment(add_links=(Link("paper", "http://p2"),)),
         {"links": {"paper": ["http://p", "http://p2"], "code": [C, "http://d"], "papr": "http://q"}}),
        (Amendment(remove_links=(("paper", None),), add_links=(Link("paper", C),)),
         {"links": {"paper": C, "code": [C, "http://d"], "papr": "http://q"}}),
    ],
)  # fmt: skip
def test_only_what_is_named_changes(amendment: Amendment, change: dict[str, Any]) -> None:
    before = repr(OLD)
    expected = {name: value for name, value in {**OLD, **change}.items() if value is not None}
    assert amended(OLD, amendment, VOCABULARY) == expected
    assert repr(OLD) == before


@pytest.mark.parametrize(
    ("old", "amendment", "names"),
    [
        (OLD, Amendment({"date": "2024"}), "key title authors date ids heads links summary published stars"),
        (OLD, Amendment({"note": "n"}), "key title authors ids heads links summary published note stars"),
        (OLD, Amendment({"more": "m"}), "key title authors ids heads links summary published stars more"),
        ({"title": "T"}, Amendment({"key": "k"}), "key title"),
        ({"stars": "5", "key": "k"}, Amendment({"note": "n"}), "stars key note"),
    ],
)
def test_a_new_field_stands_where_it_belongs(old: dict[str, Any], amendment: Amendment, names: str) -> None:
    assert " ".join(amended(old, amendment, VOCABULARY)) == names


def test_the_parts_of_a_field_have_their_order_too() -> None:
    values = {"summary.result": "r", "summary.innovation": "i", "ids.doi": "10.1000/1"}
    new = amended(OLD, Amendment(values), VOCABULARY)
    assert list(new["summary"]) == ["innovation", "tasks", "result"]
    assert list(new["ids"]) == ["arxiv", "doi"]


@pytest.mark.parametrize("empty", ["", "~", "null", None])
def test_an_empty_field_is_as_none(empty: str | None) -> None:
    old = {"key": "a"} if empty is None else {"key": "a", "heads": empty, "links": empty, "ids": empty}
    amendment = Amendment({"ids.doi": "10.1000/1"}, add_heads=("mover",), add_links=(Link("code", C),))
    expected = {"key": "a", "ids": {"doi": "10.1000/1"}, "heads": ["Mover Head"], "links": {"code": C}}
    assert amended(old, amendment, VOCABULARY) == expected


@pytest.mark.parametrize(
    ("amendment", "message"),
    [
        (Amendment({"title": "x"}, unset=("title",)), "title cannot be set and unset at once"),
        (Amendment({"title": "  "}),
         "the new value of title is empty; take the field out with --unset title"),
        (Amendment(authors=("",)), "the new value of authors is empty; an author has a name"),
        (Amendment({"authors": "A"}), "authors is a list; give --author for each"),
        (Amendment({"heads": "A"}), "heads is a list; use --add-head and --remove-head"),
        (Amendment({"published.authors": "A"}),
         "published.authors is a list; headcat edit KEY, without options, opens an editor"),
        (Amendment({"ids": "1"}),
         "no field is called 'ids'; it may be ids.arxiv, ids.doi, ids.acl, ids.openreview"),
        (Amendment({"summary.foo": "1"}),
         "no field is called 'summary.foo'; it may be summary.innovation, summary.tasks, summary.result"),
        (Amendment({"foo.bar": "1"}), f"no field is called 'foo.bar'; it may be {FIELDS}"),
        (Amendment({"a b": "1"}), f"no field is called 'a b'; it may be {FIELDS}"),
        (Amendment({"venue": "NeurIPSS"}), f"no venue is called 'NeurIPSS'; nearest: NeurIPS; {NEW_VENUE}"),
        (Amendment(unset=("note",)), "the paper has no note"),
        (Amendment(unset=("summary.result",)), "the paper has no summary.result"),
        (Amendment(unset=("title.x",)), "the paper has no title.x"),
        (Amendment(unset=("note.x",)), "the paper has no note.x"),
        (Amendment(add_heads=("indction",)),
         "no head is called 'indction'; nearest: Induction Head (all: headcat heads)"),
        (Amendment(remove_heads=("indction",)),
         "no head is called 'indction'; nearest: Induction Head (all: headcat heads)"),
        (Amendment(remove_heads=("mover",)),
         "the paper has no head 'Mover Head'; it has: Induction Head, Moover Head"),
        (Amendment(remove_links=(("demo", None),)), "the paper has no link demo"),
        (Amendment(remove_links=(("code", "http://x"),)), "the paper has no link code=http://x"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told(amendment: Amendment, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        amended(OLD, amendment, VOCABULARY)
    assert str(caught.value) == message


def test_a_paper_without_heads_says_so() -> None:
    with pytest.raises(UsageError, match=r"^the paper has no head 'Mover Head'; it has: none$"):
        amended({"key": "a"}, Amendment(remove_heads=("mover",)), VOCABULARY)


@pytest.mark.parametrize(("key", "line", "number"), [("a", 9, 1), ("b", 4, 2), ("b", 5, 3)])
def test_a_paper_is_found_by_its_key_and_where_there_are_several_by_its_line(
    key: str, line: int, number: int
) -> None:
    revision = Revision(parse("papers:\n  - x\n  - key: a\n  - key: b\n  - key: b\n"))
    assert located(revision, key, line) == number


@pytest.mark.parametrize(("key", "line"), [("c", 3), ("b", 3)])
def test_a_paper_that_is_gone_is_not_found(key: str, line: int) -> None:
    revision = Revision(parse("papers:\n  - x\n  - key: a\n  - key: b\n  - key: b\n"))
    with pytest.raises(
        NotFoundError, match=f"^there is no paper '{key}' any more; somebody else changed the file$"
    ):
        located(revision, key, line)


def test_unknown_fields_are_told() -> None:
    values = {"titel": "x", "title": "y", "ids.doi": "z", "stars": "5"}
    assert unknown_fields(Amendment(values)) == ["titel", "stars"]


@pytest.mark.parametrize(
    ("entries", "ordered"), [("", True), ("- key: a\n- key: b\n", True), ("- key: b\n- x\n- key: a\n", False)]
)
def test_the_order_is_that_of_the_keys(entries: str, *, ordered: bool) -> None:
    assert in_order(f"papers:\n{entries}") == ordered


def test_the_same_key_twice_is_refused() -> None:
    revision = Revision(parse("papers:\n  - x\n  - key: a\n  - key: b\n  - key: b\n  - key: [b]\n"))
    refuse_same_keys(revision, ["a", "c"])
    with pytest.raises(UsageError) as caught:
        refuse_same_keys(revision, ["a", "b"])
    message = "2 papers have the key 'b' (lines 4, 5); give the first another: headcat edit b --set key=NEW"
    assert str(caught.value) == message
