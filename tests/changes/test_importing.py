"""Many papers at once: what is added, what is there, what is filled, and what is refused."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SMALL
from headcat.changes.importing import Imported, Outcome, Policy, imported
from headcat.document.records import read
from headcat.errors import RefusedError
from headcat.model import Draft, Link, Place, Published, Summary
from headcat.rules import report

FILE = Path("data", "papers.yaml")
NEW = Draft(title="A Title", authors=("Ada Berg",), date="2024-05", places={"": Place("x.bib", 3, 1)})
OWNER = f"data/papers.yaml:{SMALL[: SMALL.index('- key: adams')].count(chr(10)) + 1}: adams2022heads"
OTHER = f"data/papers.yaml:{SMALL[: SMALL.index('- key: zorn')].count(chr(10)) + 1}: zorn2023names"
ALL = " (all: headcat heads)"
KNOWN = Draft(title="Heads of a small catalogue", ids={"arxiv": "2203.00001"})


def bring(*drafts: Draft, text: str = SMALL, **policy: Any) -> Imported:
    return imported(FILE, text.encode(), drafts, Policy(**policy))


def states(result: Imported) -> list[tuple[str, str]]:
    return [(outcome.state, outcome.key) for outcome in result.outcomes]


def test_new_papers_are_added_in_their_places() -> None:
    result = bring(replace(NEW, key="zz2024"), NEW)
    assert states(result) == [("added", "zz2024"), ("known", "zz2024")]
    result = bring(replace(NEW, key="zz2024"), replace(NEW, title="Another"))
    assert states(result) == [("added", "zz2024"), ("added", "berg2024another")]
    papers = read(result.data.decode()).papers
    assert [each.value.key for each in papers] == [
        "adams2022heads",
        "berg2024another",
        "zorn2023names",
        "zz2024",
    ]
    assert [(paper.key, line) for paper, line in result.change.papers] == [
        (record.value.key, result.data[: record.entry.start].count(b"\n") + 1)
        for record in papers
        if record.value.key in ("berg2024another", "zz2024")
    ]


def test_nothing_makes_no_change() -> None:
    result = bring()
    assert result.data == SMALL.encode()
    assert result.outcomes == ()
    assert result.change.papers == ()


def test_a_byte_order_mark_and_line_ends_stay() -> None:
    text = "\ufeff" + SMALL.replace("\n", "\r\n")
    result = bring(NEW, text=text)
    assert result.data.startswith("\ufeffheads:\r\n".encode())
    assert result.data.count(b"\n") == result.data.count(b"\r\n") == SMALL.count("\n") + 5 + 1


@pytest.mark.parametrize(
    ("draft", "new", "differs"),
    [
        (KNOWN, (), ("title",)),
        (replace(KNOWN, title="Heads of a Small Catalogue"), (), ()),
        (replace(KNOWN, title=""), (), ()),
        (replace(KNOWN, venue="nips 2022", date="2022"), (), ("title",)),
        (replace(KNOWN, venue="Toy Letters 2022", date="2022-04"), (), ("title", "date")),
        (
            replace(KNOWN, ids={"doi": "10.1/x", "arxiv": "2203.00001v3"}, note="N."),
            ("ids.doi", "note"),
            ("title",),
        ),
        (replace(KNOWN, links=(Link("data", "https://d.org"),)), ("links.data",), ("title",)),
        (replace(KNOWN, extra={"pages": "1--2"}), ("pages",), ("title",)),
        (replace(KNOWN, published=Published("Heads")), ("published",), ("title",)),
        (replace(KNOWN, heads=("Mover Head",)), (), ("title",)),
    ],
)
def test_what_is_there_stays_and_what_is_new_about_it_is_told(
    draft: Draft, new: tuple[str, ...], differs: tuple[str, ...]
) -> None:
    result = bring(draft)
    assert result.outcomes == (Outcome(draft, "known", "adams2022heads", new, differs),)
    assert result.data == SMALL.encode()


def test_an_update_fills_what_is_empty_and_nothing_else() -> None:
    draft = replace(
        KNOWN,
        authors=("Somebody Else",),
        date="1999",
        venue="arXiv",
        ids={"arxiv": "2203.00001", "doi": "10.1000/x"},
        heads=("Mover Head",),
        links=(Link("code", "https://other.org"), Link("data", "https://d.org")),
        summary=Summary("Other.", "Other.", "Other."),
        note="N.",
        extra={"pages": "1--2"},
    )
    result = bring(draft, on_duplicate="update")
    new = ("ids.doi", "links.data", "note", "pages")
    differs = ("title", "authors", "date", "venue")
    assert result.outcomes == (Outcome(draft, "updated", "adams2022heads", new, differs),)
    before, after = SMALL.splitlines(), result.data.decode().splitlines()
    assert [line for line in before if line not in after] == []
    assert [line for line in after if line not in before] == [
        '      doi: "10.1000/x"',
        "      data: https://d.org",
        "    note: N.",
        "    pages: 1--2",
    ]


NAMESAKE = Draft(title="Heads of a Small Catalogue", authors=("Bo Bird", "Cy Dahl"), date="2012", note="N.")


@pytest.mark.parametrize(
    ("draft", "state"),
    [
        (NAMESAKE, "known"),
        (replace(NAMESAKE, authors=("L. van der BERG",)), "updated"),
        (replace(NAMESAKE, authors=("Bo Bird", "{The Heads}")), "updated"),
        (replace(NAMESAKE, authors=()), "updated"),
        (replace(NAMESAKE, ids={"arxiv": "2203.00001"}), "updated"),
    ],
)
def test_a_paper_of_other_people_with_the_same_title_fills_nothing(draft: Draft, state: str) -> None:
    result = bring(draft, on_duplicate="update")
    assert states(result) == [(state, "adams2022heads")]
    assert result.outcomes[0].new == ("note",)
    assert bool(result.outcomes[0].remarks) == (result.data == SMALL.encode()) == (state == "known")


def test_two_updates_of_a_paper_fill_both() -> None:
    drafts = (
        replace(KNOWN, note="First."),
        replace(KNOWN, note="Second.", ids={"doi": "10.1000/x", **KNOWN.ids}),
    )
    result = bring(*drafts, on_duplicate="update")
    assert [outcome.new for outcome in result.outcomes] == [("note",), ("ids.doi",)]
    (paper, _) = read(result.data.decode()).papers
    assert (paper.value.note, paper.value.ids["doi"]) == ("First.", "10.1000/x")


def test_an_update_that_fills_nothing_leaves_the_paper_known() -> None:
    result = bring(KNOWN, on_duplicate="update")
    assert states(result) == [("known", "adams2022heads")]
    assert result.data == SMALL.encode()


def test_updates_and_additions_are_made_together() -> None:
    result = bring(replace(KNOWN, note="N."), NEW, replace(NEW, note="M."), on_duplicate="update")
    assert states(result) == [
        ("updated", "adams2022heads"),
        ("added", "berg2024title"),
        ("known", "berg2024title"),
    ]
    assert len(read(result.data.decode()).papers) == 3


def test_a_paper_that_is_there_may_be_an_error() -> None:
    result = bring(KNOWN, NEW, replace(NEW, places={}), on_duplicate="error")
    assert states(result) == [("refused", ""), ("added", "berg2024title"), ("refused", "")]
    assert [str(each.reasons[0]) for each in result.outcomes if each.reasons] == [
        f"the paper {KNOWN.title!r}: HC202 {OWNER} has the same arxiv identifier 2203.00001",
        "the paper 'A Title': HC203 berg2024title, to be added with it, has the same title",
    ]
    assert result.data == SMALL.encode()


def test_a_paper_that_belongs_to_two_is_refused() -> None:
    result = bring(replace(KNOWN, ids={"arxiv": "2311.00002"}), on_duplicate="update")
    several = f"{OTHER} has the same arxiv identifier 2311.00002; {OWNER} has the same title"
    reasons = [each.message for each in result.outcomes[0].reasons]
    assert reasons == [f"it belongs to several papers: {several}"]


def test_one_that_is_refused_keeps_all_out() -> None:
    bad = replace(NEW, title="Other", date="", heads=("Inducktion",))
    result = bring(NEW, bad)
    assert result.data == SMALL.encode()
    assert states(result) == [("added", "berg2024title"), ("refused", "")]
    assert list(map(str, result.outcomes[1].reasons)) == [
        "x.bib:3:1: HC101 the paper has no date",
        f"x.bib:3:1: HC301 no head is called 'Inducktion'; nearest: Induction Head{ALL}",
    ]
    result = bring(NEW, bad, keep_going=True)
    assert [record.value.key for record in read(result.data.decode()).papers] == [
        "adams2022heads",
        "berg2024title",
        "zorn2023names",
    ]


def test_a_rule_that_one_breaks_is_told_of_that_one() -> None:
    drafts = [
        replace(NEW, title=f"Title {number}", date="2024-13" if number == 1 else "2024")
        for number in range(3)
    ]
    result = bring(*drafts)
    assert [outcome.state for outcome in result.outcomes] == ["added", "refused", "added"]
    assert [each.code for each in result.outcomes[1].reasons] == ["HC103"]


def test_a_venue_that_nobody_knows_is_kept_under_another_name() -> None:
    result = bring(replace(NEW, venue="Toy Letters 2024"))
    (outcome,) = result.outcomes
    assert outcome.remarks == ("no venue is called 'Toy Letters 2024'; it is kept as container-title",)
    (paper,) = [each.value for each in read(result.data.decode()).papers if each.value.key == "berg2024title"]
    assert (paper.venue, paper.extra) == (None, {"container-title": "Toy Letters 2024"})


def test_new_terms_go_into_the_vocabulary() -> None:
    drafts = [
        replace(NEW, venue="Toy Letters 2024", heads=("Toy Head", "induction")),
        replace(NEW, title="Other", venue="Toy Letters 2025", heads=("toy heads", "Iteration Head")),
    ]
    result = bring(*drafts, new_terms=True)
    reading = read(result.data.decode())
    assert [head.name for head in reading.vocabulary().heads] == [
        "Induction Head", "Iteration Head", "Mover Head", "Name Mover Head", "Toy Head",
    ]  # fmt: skip
    assert [venue.name for venue in reading.vocabulary().venues] == ["NeurIPS", "arXiv", "Toy Letters"]
    found = {each.value.key: (each.value.venue, each.value.heads) for each in reading.papers}
    assert found["berg2024title"] == ("Toy Letters 2024", ("Toy Head", "Induction Head"))
    assert found["berg2024other"] == ("Toy Letters 2025", ("Toy Head", "Iteration Head"))


def test_terms_of_papers_that_are_refused_do_not_go_into_the_vocabulary() -> None:
    drafts = [
        replace(NEW, title="", venue="Toy Letters 2024", heads=("Toy Head",)),
        replace(NEW, heads=("Other Head",)),
    ]
    result = bring(*drafts, new_terms=True, keep_going=True)
    assert states(result) == [("refused", ""), ("added", "berg2024title")]
    vocabulary = read(result.data.decode()).vocabulary()
    assert [head.name for head in vocabulary.heads if head.name in ("Toy Head", "Other Head")] == [
        "Other Head"
    ]
    assert [venue.name for venue in vocabulary.venues] == ["NeurIPS", "arXiv"]


@pytest.mark.parametrize("name", ["^", "", " ", "a\u202e", "a\x00"])
def test_what_can_be_no_name_is_no_new_term(name: str) -> None:
    result = bring(replace(NEW, heads=(name, "induction"), venue=name), new_terms=True, keep_going=True)
    reading = read(result.data.decode())
    assert report("x", reading) == ()
    assert reading.vocabulary() == read(SMALL).vocabulary()


@pytest.mark.parametrize(
    ("draft", "message"),
    [
        (Draft(title="Names moved", ids={"doi": "0"}), "HC105 '0' is no doi identifier"),
        (Draft(title="Names moved", heads=("Nobody",)), f"HC301 no head is called 'Nobody'{ALL}"),
        (
            Draft(title="Names moved", links=(Link("code", "javascript:alert(1)"),)),
            "HC104 'javascript:alert(1)' is no http or https address",
        ),
    ],
)
def test_what_breaks_a_rule_fills_no_paper(draft: Draft, message: str) -> None:
    text = SMALL.replace("    heads:\n      - Name Mover Head\n      - Induction Head\n", "")
    result = bring(draft, text=text, on_duplicate="update")
    assert states(result) == [("refused", "")]
    assert [f"{reason.code} {reason.message}" for reason in result.outcomes[0].reasons] == [message]
    assert result.data == text.encode()


def test_a_catalogue_with_errors_takes_nothing() -> None:
    with pytest.raises(RefusedError, match="has an error; mend the file"):
        bring(NEW, text=SMALL.replace("date: 2023-11", "date: 2023-13"))


@given(
    st.lists(
        st.builds(
            Draft,
            title=st.sampled_from(["", "Heads of a Small Catalogue", "One", "Two", "A: #b", "\x00"]),
            authors=st.sampled_from([(), ("Ada Adams",), ("Zoe Zorn", "{Org}")]),
            date=st.sampled_from(["", "2024", "2024-05", "2024-13"]),
            venue=st.sampled_from(["", "NeurIPS 2024", "Nowhere 1"]),
            ids=st.sampled_from([{}, {"arxiv": "2311.00002"}, {"doi": "10.1000/x"}, {"doi": "no"}]),
            heads=st.sampled_from([(), ("induction",), ("Nobody",)]),
            key=st.sampled_from(["", "k", "zorn2023names", "k:l"]),
            note=st.sampled_from(["", "N."]),
            extra=st.sampled_from([{}, {"pages": "1"}]),
        ),
        max_size=5,
    ),
    st.builds(
        Policy,
        st.sampled_from(["skip", "update", "error"]),
        st.booleans(),
        st.booleans(),
    ),
)
@settings(max_examples=150)
def test_whatever_is_brought_in_what_was_there_stays(drafts: list[Draft], policy: Policy) -> None:
    result = imported(FILE, SMALL.encode(), drafts, policy)
    assert len(result.outcomes) == len(drafts)
    text = result.data.decode()
    new = text.splitlines()
    position = -1
    for line in SMALL.splitlines():
        position = new.index(line, position + 1)
    added = {outcome.key for outcome in result.outcomes if outcome.state == "added"}
    refused = any(outcome.state == "refused" for outcome in result.outcomes)
    papers = {record.value.key for record in read(text).papers}
    expected = set() if refused and not policy.keep_going else added
    assert papers == {"adams2022heads", "zorn2023names"} | expected
