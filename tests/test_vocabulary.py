from time import process_time

import pytest

from headcat.errors import UsageError
from headcat.model import STAGES, Head, Paper, Venue
from headcat.vocabulary import Vocabulary, find_stage, fold_head, fold_series, unknown

INDUCTION = Head("Induction Head", aliases=("Inductive Head", "Copying Head"))
MOVER = Head("Mover Head")
NAME_MOVER = Head("Name Mover Head", broader="Mover Head")
BACKUP = Head("Backup Name Mover Head", broader="Name Mover Head")
MEMORY = Head("Associative Memory", aliases=("Mover",))
ICML = Venue(
    "ICML",
    full="International Conference on Machine Learning",
    aliases=("Intl. Conf. on Machine Learning",),
)
NEURIPS = Venue(
    "NeurIPS",
    aliases=("NIPS", "Neural Information Processing"),
    full="Advances in Neural Information Processing Systems",
)
ARXIV = Venue("arXiv", aliases=("CoRR", ""), kind="preprint")
NIPS_WORKSHOP = Venue("CoRR Workshop", aliases=("CoRR",), kind="workshop")
VOCABULARY = Vocabulary((INDUCTION, MOVER, NAME_MOVER, BACKUP, MEMORY), (ICML, NEURIPS, ARXIV, NIPS_WORKSHOP))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Induction Head", "induction"),
        ("induction heads", "induction"),
        ("Induction-Head", "induction"),
        ("INDUCTION", "induction"),
        ("Head", "head"),
        ("heads", "heads"),
        ("Head of Thread", "headofthread"),
        ("Headless Head", "headless"),
        ("", ""),
    ],
)
def test_heads_are_compared_without_the_word_head(text: str, folded: str) -> None:
    assert fold_head(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (
            "Proceedings of the 41st International Conference on Machine Learning",
            "internationalconferencemachinelearning",
        ),
        (
            "Forty-First International Conference on Machine Learning, 2024",
            "internationalconferencemachinelearning",
        ),
        ("The Thirty-eighth Annual Conference (NeurIPS 2024)", "conference"),
        ("Twentieth Conference", "conference"),
        ("Seventeenth Conference, Volume 1: Long Papers", "conference"),
        ("The (nested (inner)) one", "nestedone"),
        ("Transactions", "transactions"),
        ("", ""),
    ],
)
def test_series_are_compared_without_ordinals_and_years(text: str, folded: str) -> None:
    assert fold_series(text) == folded


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Induction Head", INDUCTION),
        ("induction heads", INDUCTION),
        ("INDUCTION", INDUCTION),
        ("inductive", INDUCTION),
        ("copying-head", INDUCTION),
        ("Mover", MOVER),
        ("name mover", NAME_MOVER),
        ("associative memory", MEMORY),
        ("Associative Memory Heads", MEMORY),
        ("induct", None),
        ("head", None),
        ("", None),
    ],
)
def test_a_head_is_found_in_any_spelling_its_name_before_others_aliases(text: str, head: Head | None) -> None:
    assert VOCABULARY.find_head(text) == head


def test_head_returns_what_find_head_finds() -> None:
    assert VOCABULARY.head("induction") == INDUCTION


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Inducton", "; nearest: Induction Head"),
        ("backup nme mover", "; nearest: Backup Name Mover Head, Name Mover Head"),
        ("qqq", ""),
        ("", ""),
    ],
)
def test_head_refuses_an_unknown_one_and_names_the_nearest(text: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        VOCABULARY.head(text)
    assert str(caught.value) == f"no head is called {text!r}{near} (all: headcat heads)"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Inductive Heads", ["Induction Head"]),
        ("Assoc. Memory", ["Associative Memory"]),
        ("Copyng", ["Induction Head"]),
        ("Head", []),
        ("qqq", []),
    ],
)
def test_nearest_heads_are_named_once_by_their_names(text: str, names: list[str]) -> None:
    assert VOCABULARY.nearest_heads(text) == names


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Mover Head", ("Mover Head", "Name Mover Head", "Backup Name Mover Head")),
        ("Name Mover Head", ("Name Mover Head", "Backup Name Mover Head")),
        ("Induction Head", ("Induction Head",)),
        ("Unknown Head", ("Unknown Head",)),
    ],
)
def test_narrower_heads_are_those_of_any_depth(name: str, names: tuple[str, ...]) -> None:
    assert VOCABULARY.with_narrower(name) == names


def test_heads_that_are_broader_than_each_other_end() -> None:
    circle = Vocabulary((Head("A", broader="B"), Head("B", broader="A"), Head("C", broader="C")))
    assert [circle.with_narrower(name) for name in "ABC"] == [("A", "B"), ("B", "A"), ("C",)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NeurIPS", (NEURIPS, None)),
        ("NeurIPS 2024", (NEURIPS, "2024")),
        ("neurips, 2024", (NEURIPS, "2024")),
        ("NeurIPS2024", (NEURIPS, "2024")),
        ("NIPS'2016", (NEURIPS, "2016")),
        ("NIPS ’2016", (NEURIPS, "2016")),
        (" NeurIPS  1999 ", (NEURIPS, "1999")),
        ("Advances in Neural Information Processing Systems", (NEURIPS, None)),
        ("Advances in Neural Information Processing Systems 37, 2024", (NEURIPS, "2024")),
        ("Neural Information Processing 2020", (NEURIPS, "2020")),
        ("Proceedings of the 41st International Conference on Machine Learning", (ICML, None)),
        ("Proc. Intl. Conf. on Machine Learning (ICML 2023), 2024", (ICML, "2024")),
        ("arXiv", (ARXIV, None)),
        ("CoRR 2020", (ARXIV, "2020")),
        ("CoRR Workshop 2020", (NIPS_WORKSHOP, "2020")),
        ("NeurIPS 24", None),
        ("NeurIPS 1850", None),
        ("NeurIPS ２０24", None),
        ("NeurIPS 20２４", None),
        ("ICLR 2024", None),
        ("Proceedings of the 41st Something Else", None),
        ("2024", None),
        ("", None),
        ("…", None),
    ],
)
def test_a_venue_is_found_by_name_alias_and_full_name_with_its_year(
    text: str, found: tuple[Venue, str | None] | None
) -> None:
    assert VOCABULARY.find_venue(text) == found


@pytest.mark.parametrize(
    ("full", "text", "name"),
    [
        ("Annual Machine Minds", "Annual Machine Minds", "MM"),
        ("Annual Machine Minds", "Proceedings of the Annual Machine Minds", None),
        ("Annual Machine Mindsy", "Proceedings of the Annual Machine Mindsy", "MM"),
        ("Annual Machine Mindsy", "Machine Mindsy in 20", None),
        ("Annual Machine Mindsy", "Machine Mindsy in 200", "MM"),
    ],
)
def test_short_names_of_series_are_told_apart_only_when_whole(full: str, text: str, name: str | None) -> None:
    assert Vocabulary(venues=(Venue("MM", full=full),)).venue_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("nips 2016", "NeurIPS 2016"),
        ("CoRR", "arXiv"),
        ("NeurIPS 2024", "NeurIPS 2024"),
        ("ICLR 2024", None),
    ],
)
def test_venue_name_is_the_vocabularys_with_the_year(text: str, name: str | None) -> None:
    assert VOCABULARY.venue_name(text) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Neurip 2024", ["NeurIPS"]),
        ("Nip 2016", ["NeurIPS"]),
        ("ICMLL", ["ICML"]),
        ("CoRR Workshops", ["CoRR Workshop"]),
        ("qqq 2024", []),
        ("", []),
    ],
)
def test_nearest_venues_are_named_once_without_a_year(text: str, names: list[str]) -> None:
    assert VOCABULARY.nearest_venues(text) == names


@pytest.mark.parametrize(
    ("heads", "venue", "settled"),
    [
        ((), None, ((), None)),
        (("Induction Head",), "NeurIPS 2024", (("Induction Head",), "NeurIPS 2024")),
        (
            ("induction", "Copying Head", "mover"),
            "nips, 2016",
            (("Induction Head", "Mover Head"), "NeurIPS 2016"),
        ),
        (("Unknown Head",), "Unknown 2020", (("Unknown Head",), "Unknown 2020")),
    ],
)
def test_a_settled_paper_has_the_names_of_the_vocabulary(
    heads: tuple[str, ...], venue: str | None, settled: tuple[tuple[str, ...], str | None]
) -> None:
    paper = Paper("k", "T", ("A",), "2024", venue=venue, heads=heads, note="kept")
    assert VOCABULARY.settled(paper) == Paper(
        "k", "T", ("A",), "2024", venue=settled[1], heads=settled[0], note="kept"
    )


@pytest.mark.parametrize(
    ("text", "stage"),
    [(stage, stage) for stage in STAGES]
    + [
        ("knowledge", "Knowledge Recalling"),
        ("in context", "In-Context Identification"),
        ("LATENT-REASONING", "Latent Reasoning"),
        ("e", "Expression Preparation"),
    ],
)
def test_a_stage_is_found_in_any_spelling_or_by_its_beginning(text: str, stage: str) -> None:
    assert find_stage(text) == stage


@pytest.mark.parametrize("text", ["", "-", "reasoning", "latent reasonings"])
def test_what_names_no_stage_is_refused_with_all_stages(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_stage(text)
    assert str(caught.value) == f"no stage is called {text!r}; nearest: {', '.join(STAGES)}"


@pytest.mark.parametrize(
    ("near", "command", "message"),
    [
        ([], None, "no thing is called 'x'"),
        (["a", "b"], None, "no thing is called 'x'; nearest: a, b"),
        ([], "headcat things", "no thing is called 'x' (all: headcat things)"),
        (["a"], "headcat things", "no thing is called 'x'; nearest: a (all: headcat things)"),
    ],
)
def test_unknown_says_what_there_is_instead(near: list[str], command: str | None, message: str) -> None:
    assert unknown("thing", "x", near, command) == message


def test_an_empty_vocabulary_knows_nothing() -> None:
    empty = Vocabulary()
    assert (
        empty.find_head("x"),
        empty.find_venue("x 2024"),
        empty.nearest_heads("x"),
        empty.nearest_venues("x"),
    ) == (
        None,
        None,
        [],
        [],
    )


@pytest.mark.parametrize("unit", ["(", "a ", "(a) ", "twenty-", "2024 ", "' "])
def test_names_of_any_length_are_looked_up_in_no_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = process_time()
    assert (VOCABULARY.find_venue(text), VOCABULARY.find_head(text)) == (None, None)
    assert process_time() - started < 2


PLACED = Vocabulary(
    (
        Head("Top", stage="Latent Reasoning", group="G"),
        Head("Under", broader="Top"),
        Head("Deeper", broader="Under"),
        Head("Own", stage="Knowledge Recalling", broader="Top"),
        Head("Alone"),
        Head("Lost", broader="Nowhere"),
        Head("X", broader="Y"),
        Head("Y", broader="X"),
    )
)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Top", ("Latent Reasoning", "G")),
        ("Under", ("Latent Reasoning", "G")),
        ("Deeper", ("Latent Reasoning", "G")),
        ("Own", ("Knowledge Recalling", None)),
        ("Alone", (None, None)),
        ("Lost", (None, None)),
        ("X", (None, None)),
    ],
)
def test_a_head_stands_where_its_broader_one_does(name: str, place: tuple[str | None, str | None]) -> None:
    assert PLACED.placement(PLACED.head(name)) == place


@pytest.mark.parametrize(
    ("name", "source"),
    [("Top", "Top"), ("Under", "Top"), ("Deeper", "Top"), ("Own", "Own"), ("Lost", "Lost"), ("X", "Y")],
)
def test_the_head_that_says_where_one_stands_is_known(name: str, source: str) -> None:
    assert PLACED.placed(PLACED.head(name)).name == source
