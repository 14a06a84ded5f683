"""What speaks for a head: its name, its definition's words, its papers' words; and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from headcat.document.records import read
from headcat.model import Head, Paper, Summary
from headcat.upkeep.suggestions import Suggestion, suggestions
from headcat.vocabulary import Vocabulary

HEADS = (
    Head("Induction Head", ("Copying Head",), definition="Attends to what followed an earlier token."),
    Head("Mover Head", definition="Carries information to a later position."),
    Head("Name Mover Head", definition="Copies a name into the output."),
    Head("Safety Head", definition="Refuses harmful requests."),
    Head("Truthfulness Head"),
    Head("Associative Memory", ("Associative Memories",)),
    Head("!"),
)
VOCABULARY = Vocabulary(HEADS)
OTHERS = (
    Paper("a", "Jailbreaks of aligned models", ("A",), "2024", heads=("Safety Head",)),
    Paper("b", "Jailbreaks, again", ("A",), "2024", heads=("Safety Head", "Unknown Head")),
    Paper("c", "Names in stories", ("A",), "2024", heads=("Name Mover Head",)),
    Paper("d", "Numbers in stories", ("A",), "2024"),
)


def found(title: str, *summary: str, heads: tuple[str, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    """Return the heads that are proposed for a paper, with the words for each."""
    paper = Paper("k", title, ("A",), "2025", heads=heads, summary=Summary(*summary) if summary else None)
    return [(each.head, each.words) for each in suggestions(paper, VOCABULARY, OTHERS)]


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("Induction Heads", [("Induction Head", ("induction heads",))]),
        ("An induction head appears", [("Induction Head", ("induction head",))]),
        ("On INDUCTION-HEADS", [("Induction Head", ("induction heads",))]),
        ("What Indüction is", [("Induction Head", ("induction",))]),
        ("Copying heads", [("Induction Head", ("copying heads",))]),
        ("Associative memories", [("Associative Memory", ("associative memories",))]),
        ("Name mover heads",
         [("Name Mover Head", ("name mover heads",)), ("Mover Head", ("mover",))]),
        ("Mover heads", [("Mover Head", ("mover heads",)), ("Name Mover Head", ("mover",))]),
        ("Truthful answers", [("Truthfulness Head", ("truthful",))]),
        ("How models refuse", [("Safety Head", ("refuse", "models"))]),
        ("Jailbreaks", [("Safety Head", ("jailbreaks",))]),
        ("Stories", [("Name Mover Head", ("stories",))]),
    ],
)  # fmt: skip
def test_what_speaks_for_a_head_is_named(title: str, heads: list[tuple[str, tuple[str, ...]]]) -> None:
    assert found(title) == heads


@pytest.mark.parametrize(
    "title",
    ["", "!", "Heads", "The head of an attention head", "2024", "About what is", "頭", "Zebras"],
)
def test_what_says_nothing_proposes_nothing(title: str) -> None:
    assert found(title) == []


def test_a_name_is_not_put_together_from_two_sentences() -> None:
    assert found("Zebras", "All about induction. Heads are zebras.")[0] == (
        "Induction Head",
        ("induction",),
    )
    whole, parted = (
        suggestions(Paper("k", title, ("A",), "2025"), VOCABULARY, ())[0].score
        for title in ("On induction heads", "On induction: heads")
    )
    assert whole == pytest.approx(1, abs=1) and parted < whole  # noqa: PT018 - the one needs the other


def test_heads_that_a_paper_has_are_not_proposed() -> None:
    assert found("Induction heads", heads=("Induction Head",)) == []


def test_every_part_of_the_summary_counts_and_the_title_more() -> None:
    for summary in (("Jailbreaks.",), ("", "Jailbreaks."), ("", "", "Jailbreaks.")):
        assert found("Zebras", *summary) == [("Safety Head", ("jailbreaks",))]
    title, summary_first = found("Jailbreaks", "Stories."), found("Stories", "Jailbreaks.")
    assert [head for head, _ in title] == ["Safety Head", "Name Mover Head"]
    assert [head for head, _ in summary_first] == ["Name Mover Head", "Safety Head"]


def test_the_paper_itself_is_no_evidence() -> None:
    paper = Paper("k", "Zebras", ("A",), "2025", heads=("Safety Head",))
    assert suggestions(replace(paper, heads=()), VOCABULARY, (paper, *OTHERS)) == []
    assert suggestions(replace(paper, key="l", heads=()), VOCABULARY, (paper, *OTHERS)) == [
        Suggestion("Safety Head", 0.2, ("zebras",))
    ]


def test_without_heads_or_other_papers_there_is_little_to_say() -> None:
    paper = Paper("k", "Induction heads", ("A",), "2025")
    assert suggestions(paper, Vocabulary(), OTHERS) == []
    assert [each.head for each in suggestions(paper, VOCABULARY, ())] == ["Induction Head"]


def test_at_most_ten_are_proposed_the_best_first_and_equals_by_name() -> None:
    heads = tuple(Head(f"Zebra {letter} Head") for letter in "nmlkjihgfedcba")
    others = [replace(OTHERS[3], key=f"k{number}", title=f"Title{number}") for number in range(99)]
    answer = suggestions(Paper("k", "Zebra n heads", ("A",), "2025"), Vocabulary(heads), others)
    assert [each.head[6] for each in answer] == ["n", *"abcdefghi"]
    assert [each.score for each in answer] == sorted((each.score for each in answer), reverse=True)


TEXT = st.text(st.sampled_from("induction head mover name safety!.,é\x1b"), max_size=60)


@settings(max_examples=100)
@given(TEXT, TEXT, st.sets(st.sampled_from([head.name for head in HEADS])))
def test_the_reasons_are_words_of_the_paper(title: str, summary: str, has: set[str]) -> None:
    paper = Paper("k", title, ("A",), "2025", heads=tuple(has), summary=Summary(summary))
    answer = suggestions(paper, VOCABULARY, OTHERS)
    assert has.isdisjoint(each.head for each in answer)
    for each in answer:
        assert 1 <= len(each.words) <= 5
        assert each.score > 0
    assert answer == suggestions(paper, VOCABULARY, reversed(OTHERS))


def test_the_real_papers_get_their_heads_back() -> None:
    """Leave one out: each paper without its heads, by what the others and the vocabulary say."""
    reading = read((ROOT / "data" / "papers.yaml").read_text(encoding="utf-8"))
    papers = [record.value for record in reading.papers]
    named = [paper for paper in papers if paper.heads]
    recalled = right = 0
    for paper in named:
        answer = suggestions(replace(paper, heads=()), reading.vocabulary(), papers)
        recalled += len({each.head for each in answer[:5]} & set(paper.heads))
        right += bool(answer) and answer[0].head in paper.heads
    recall, precision = recalled / sum(len(paper.heads) for paper in named), right / len(named)
    assert recall > 0.75, f"recall@5 {recall:.3f}"
    assert precision > 0.7, f"precision@1 {precision:.3f}"
