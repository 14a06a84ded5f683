"""Queries: the index answers what a plain look at every paper answers."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from headcat.catalogue import Catalogue
from headcat.document.layout import Layout, entry_fields, entry_text
from headcat.document.records import read
from headcat.errors import UsageError
from headcat.index.selection import select
from headcat.model import HAS_VALUES, STAGES, Link, Paper, Published, Query, Summary
from headcat.vocabulary import Vocabulary
from headcat.words.folding import fold, words
from headcat.words.names import split_name
from reference import is_found

MANY = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
VOCABULARY = """\
heads:
  - name: Mover Head
    stage: In-Context Identification
  - name: Name Mover Head
    aliases: [Namer]
    broader: Mover Head
    stage: Latent Reasoning
  - name: Backup Name Mover Head
    broader: Name Mover Head
  - name: Sink Head
    stage: Latent Reasoning
venues:
  - name: NeurIPS
    aliases: [NIPS]
    full: Advances in Neural Information Processing Systems
  - name: ÉT
papers:
"""


# the oracle


def answer(query: Query, papers: list[Paper], vocabulary: Vocabulary) -> list[str]:
    """Return the keys of the papers that a query asks for, by looking at each."""
    found = sorted((paper for paper in papers if wanted(paper, query, vocabulary)), key=lambda p: p.key)
    found.sort(key=ORDER[query.sort], reverse=query.sort == "date")
    keys = [paper.key for paper in found]
    return (keys[::-1] if query.reverse else keys)[: query.limit]


ORDER: dict[str, Callable[[Paper], Any]] = {
    "date": lambda paper: paper.date,
    "key": lambda paper: paper.key,
    "title": lambda paper: fold(paper.title),
    "author": lambda paper: fold(split_name(paper.authors[0]).sorted_form()),
    "venue": lambda paper: (paper.venue is not None, paper.venue),
}


def wanted(paper: Paper, query: Query, vocabulary: Vocabulary) -> bool:
    together = all if query.match == "all" else any
    stages = {vocabulary.placement(head)[0] for head in vocabulary.heads if head.name in paper.heads}
    tests = [
        not query.heads or together(has_head(paper, name, query, vocabulary) for name in query.heads),
        not any(has_head(paper, name, query, vocabulary) for name in query.not_heads),
        not query.stages or together(stage_of(text) in stages for text in query.stages),
        not query.authors or together(has_author(paper, name) for name in query.authors),
        not query.venues or any(is_in(paper, text, vocabulary) for text in query.venues),
        not query.years or any(first <= int(paper.date[:4]) <= last for first, last in query.years),
        query.since is None or day(paper.date, 12, 31) >= day(query.since, 1, 1),
        query.until is None or day(paper.date, 1, 1) <= day(query.until, 12, 31),
        all(fold(what).strip() in features(paper) for what in query.has),
        query.search is None or is_found(paper, query.search, vocabulary),
    ]
    return all(tests)


def has_head(paper: Paper, text: str, query: Query, vocabulary: Vocabulary) -> bool:
    above = {head.name: head.broader for head in vocabulary.heads}
    sought = vocabulary.head(text).name
    for name in paper.heads:
        step: str | None = name
        while step is not None and step != sought and not query.exact:
            step = above.get(step)
        if step == sought:
            return True
    return False


def stage_of(text: str) -> str:
    return next(stage for stage in STAGES if stage.lower().startswith(text.lower()))


def has_author(paper: Paper, text: str) -> bool:
    return any(all(part in " ".join(words(name)) for part in words(text)) for name in paper.authors)


def is_in(paper: Paper, text: str, vocabulary: Vocabulary) -> bool:
    found, asked = vocabulary.find_venue(paper.venue or ""), vocabulary.find_venue(text)
    assert asked is not None
    return found is not None and found[0] == asked[0] and asked[1] in (None, found[1])


def day(date: str, month: int, last: int) -> tuple[int, ...]:
    parts = [int(part) for part in date.split("-")]
    return (*parts, month, last)[:3] if len(parts) == 1 else (*parts, last)[:3]


def features(paper: Paper) -> set[str]:
    fields = {name for name in ("summary", "note", "venue", "heads", "published") if getattr(paper, name)}
    return fields | set(paper.ids) | {link.kind for link in paper.links}


def read_papers(text: str) -> tuple[list[Paper], Vocabulary]:
    reading = read(text)
    assert reading.problems == []
    vocabulary = reading.vocabulary()
    return [vocabulary.settled(record.value) for record in reading.papers], vocabulary


# questions


REAL = read_papers(Path(ROOT, "data", "papers.yaml").read_text(encoding="utf-8"))
SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    lambda name: name.lower().removesuffix(" head"),
    lambda name: name.replace(" ", "-"),
    str.swapcase,
)
DATES = st.builds(
    lambda year, month, day, precision: f"{year}-{month:02}-{day:02}"[:precision],
    st.integers(2016, 2026),
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from([4, 7, 10]),
)


def some(values: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Draw no value more often than not: a question with all fields set has no answer."""
    return st.one_of(st.just(()), st.just(()), st.lists(values, max_size=most).map(tuple))


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.none(), values)


def queries(papers: list[Paper], vocabulary: Vocabulary) -> st.SearchStrategy[Query]:
    names = [name for head in vocabulary.heads for name in (head.name, *head.aliases)]
    heads = st.builds(lambda name, spell: spell(name), st.sampled_from(names), st.sampled_from(SPELLINGS))
    authors = [name for paper in papers for name in paper.authors]
    title_words = sorted({word for paper in papers for word in paper.title.split() if words(word)})
    venues = [name for venue in vocabulary.venues for name in (venue.name, *venue.aliases)]
    venues += [paper.venue for paper in papers if paper.venue and vocabulary.find_venue(paper.venue)]
    stages = [*STAGES, "latent", "EXPRESSION", "k"]
    parts = [part for name in authors for part in (name, *name.split(), name[1:4]) if words(part)]
    return st.builds(
        Query,
        heads=some(heads),
        not_heads=some(heads),
        exact=st.booleans(),
        stages=some(st.sampled_from(stages)),
        authors=some(st.sampled_from(parts)),
        venues=some(st.sampled_from(venues)),
        years=some(st.tuples(st.integers(2016, 2026), st.integers(2016, 2026))),
        since=maybe(DATES),
        until=maybe(DATES),
        has=some(st.sampled_from([*HAS_VALUES, "Code", " PAPER "]), 2),
        search=maybe(st.lists(st.sampled_from(title_words), max_size=2).map(" ".join)),
        match=st.sampled_from(["any", "all"]),
        sort=st.sampled_from(sorted(ORDER)),
        reverse=st.booleans(),
        limit=maybe(st.integers(0, 100)),
    )


@pytest.fixture
def real(catalogue_file: Path) -> Catalogue:
    """Open a copy of the catalogue that headcat brings along."""
    shutil.copyfile(ROOT / "data" / "papers.yaml", catalogue_file)
    return Catalogue.open()


def keys(catalogue: Catalogue, query: Query) -> list[str]:
    return [paper.key for paper in catalogue.find(query)]


@MANY
@given(query=queries(*REAL))
def test_the_real_catalogue_answers_as_the_oracle_does(real: Catalogue, query: Query) -> None:
    assert keys(real, query) == answer(query, *REAL)


SINGLE = [
    *(Query(heads=(head.name,), exact=exact) for head in REAL[1].heads for exact in (False, True)),
    *(Query(not_heads=(head.name,)) for head in REAL[1].heads),
    *(Query(stages=(stage,)) for stage in STAGES),
    *(Query(stages=STAGES[:2], match=match) for match in ("any", "all")),
    *(Query(venues=(venue.name,)) for venue in REAL[1].venues),
    *(
        Query(sort=sort, reverse=reverse, limit=limit)
        for sort in ORDER
        for reverse in (False, True)
        for limit in (None, 0, 1, 7, 10**30)
    ),
    *(Query(has=(what,)) for what in HAS_VALUES),
    *(Query(years=((year, year),)) for year in range(2015, 2028)),
    *(Query(since=date) for date in ("2024", "2024-02", "2024-02-29", "1000", "9999-12-31")),
    *(Query(until=date) for date in ("2024", "2024-02", "2024-02-29", "1000", "9999-12-31")),
]


def test_every_value_of_every_field_of_the_real_catalogue(real: Catalogue) -> None:
    assert [keys(real, query) for query in SINGLE] == [answer(query, *REAL) for query in SINGLE]


# generated catalogues

LETTERS = "aAbxé É ßøŒİı½①ŉ-'’_.,:# {}\"\\注意力𞤀𞤁🧠٣"
TEXTS = st.text(LETTERS, min_size=1, max_size=12).filter(lambda text: words(text) and text.strip() == text)
HEADS = ("Mover Head", "Name Mover Head", "namer", "Backup Name Mover Head", "sink", "Unheard-of Head")
PAPERS = st.builds(
    Paper,
    key=st.just(""),
    title=TEXTS,
    authors=st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    date=DATES,
    venue=st.sampled_from([None, "NeurIPS 2024", "NIPS", "neurips'2023", "ÉT 2020", "Elsewhere 2024"]),
    ids=st.dictionaries(st.sampled_from(["arxiv", "doi", "acl", "openreview"]), TEXTS, max_size=2),
    heads=st.lists(st.sampled_from(HEADS), max_size=3, unique=True).map(tuple),
    links=st.lists(st.builds(Link, st.sampled_from(["paper", "code", "slides"]), TEXTS), max_size=2).map(
        tuple
    ),
    summary=st.one_of(st.none(), st.builds(Summary, TEXTS, st.just(""), TEXTS)),
    note=st.one_of(st.none(), TEXTS),
    published=st.one_of(st.none(), st.builds(Published, TEXTS)),
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Query]:
    """Draw a catalogue's text, and a question to it."""
    papers = draw(st.lists(PAPERS, min_size=1, max_size=6))
    keyed = [replace(paper, key=f"k{number}") for number, paper in enumerate(papers)]
    text = VOCABULARY + "\n".join(entry_text(entry_fields(paper), Layout()) for paper in keyed) + "\n"
    return text, draw(queries(*read_papers(text)))


@settings(MANY, max_examples=60)
@given(case=cases())
def test_a_generated_catalogue_answers_as_the_oracle_does(
    catalogue_file: Path, case: tuple[str, Query]
) -> None:
    text, query = case
    catalogue_file.write_text(text, encoding="utf-8")
    assert keys(Catalogue.open(), query) == answer(query, *read_papers(text))


# what is no question


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"heads": ("inducton",)},
            "no head is called 'inducton'; nearest: Induction Head (all: headcat heads)",
        ),
        ({"heads": ("Mover Head", "")}, "no head is called '' (all: headcat heads)"),
        ({"not_heads": ("qqq",)}, "no head is called 'qqq' (all: headcat heads)"),
        (
            {"not_heads": ("name movr",)},
            "no head is called 'name movr'; nearest: Name Mover Head (all: headcat heads)",
        ),
        (
            {"stages": ("late", "early")},
            f"no stage is called 'early'; nearest: {', '.join(STAGES)}",
        ),
        ({"venues": ("NeurIPS", "NeurISP 2022")}, "no venue is called 'NeurISP 2022'; nearest: NeurIPS"),
        ({"venues": ("qqq",)}, "no venue is called 'qqq'"),
        ({"authors": ("Ada", " -!")}, "no author's name: ' -!'"),
        ({"since": "2024-13"}, "there is no date '2024-13'; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ({"since": ""}, "there is no date ''; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ({"until": "2023-02-29"}, "there is no date '2023-02-29'; write YYYY-MM-DD, YYYY-MM or YYYY"),
        (
            {"has": ("code", "cod")},
            f"no value of --has is called 'cod'; nearest: {', '.join(HAS_VALUES)}",
        ),
        (
            {"sort": "dates"},
            "no sort field is called 'dates'; nearest: date, key, title, author, venue, relevance",
        ),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_what_there_is_not_is_wrong_usage(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        Catalogue.open().find(**fields)
    assert str(raised.value) == message


# as SQL


@pytest.mark.parametrize(
    ("query", "sql", "parameters"),
    [
        (Query(), "SELECT p.key FROM paper p WHERE 1 ORDER BY p.id DESC LIMIT ?", (-1,)),
        (
            Query(since="2024", limit=-3, sort="key"),
            "SELECT p.key FROM paper p WHERE p.last_day >= ? ORDER BY p.key ASC LIMIT ?",
            ("2024-01-01", 0),
        ),
    ],
)
def test_data_reaches_sql_as_parameters_only(query: Query, sql: str, parameters: tuple[str, ...]) -> None:
    assert select(query, Vocabulary(), "p.key") == (sql, parameters)


def questions() -> Iterator[Query]:
    for quoted in ("'; DROP TABLE paper; --", '"', 'a" OR "b', "NEAR(a b)", "title: heads", "*", "\x00"):
        yield Query(search=quoted)
        if words(quoted):
            yield Query(authors=(quoted,))


def test_quotes_and_operators_are_words_like_others(catalogue_file: Path) -> None:
    papers, vocabulary = read_papers(catalogue_file.read_text(encoding="utf-8"))
    catalogue = Catalogue.open()
    for query in questions():
        assert keys(catalogue, query) == answer(query, papers, vocabulary)
    assert keys(catalogue, Query()) == ["zorn2023names", "adams2022heads"]


@pytest.mark.parametrize(
    "fields",
    [
        {"heads": ("induction",) * 1100},
        {"not_heads": ("mover",) * 1100},
        {"heads": ("induction",) * 1100, "match": "all"},
        {"authors": ("a " * 1100,)},
        {"authors": ("adams",) * 1100},
        {"years": ((2022, 2022),) * 1100},
        {"has": ("code",) * 1100},
        {"search": "heads " * 1100},
    ],
)
def test_a_question_may_be_very_long(catalogue_file: Path, fields: dict[str, Any]) -> None:
    papers, vocabulary = read_papers(catalogue_file.read_text(encoding="utf-8"))
    assert keys(Catalogue.open(), Query(**fields)) == answer(Query(**fields), papers, vocabulary)
