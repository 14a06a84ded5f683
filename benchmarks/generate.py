"""Write a catalogue of any size: `python benchmarks/generate.py 10000 > big.yaml`.

The same number gives the same bytes. Heads, venues and summaries are those of the catalogue that
headcat ships; titles, people, dates and identifiers are made up, and every paper keeps every rule.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from headcat.document.layout import Layout, entry_fields, entry_text
from headcat.document.records import Reading, read
from headcat.model import Link, Paper, Summary
from headcat.words.names import make_key

SHIPPED = Path(__file__).parent.parent / "data" / "papers.yaml"
SYLLABLES = (
    "ba be bo da do fa ga go ka ke ko la le lo ma me mo na no pa ra re ro sa so ta te to va zo".split()
)
GIVEN = (
    "Ada Alan Ben Chen Dana Eva Finn Grace Hugo Ines Jan Kim Li Mei Noor Omar Pia Qi Rosa Sam Tao Uma".split()
)
OPENINGS = "Tracing Probing Steering Ablating Reading Mapping Pruning Editing Locating Taming Ranking".split()
OBJECTS = "Circuits Features Heads Tokens Weights Memories Facts Relations Patterns Positions Logits".split()
MANNERS = "Sparse Causal Linear Latent Modular Hidden Robust Faithful Shared Local Global Nested".split()
PLACES = "Arithmetic Translation Reasoning Retrieval Dialogue Code Vision Speech Planning Recall".split()


def papers(count: int, shipped: Reading) -> Iterator[Paper]:
    """Yield papers in the order in which they are made; keys and identifiers are unique."""
    source = random.Random(count)  # noqa: S311 - nothing here is secret
    heads = [record.value.name for record in shipped.heads]
    venues = [record.value.name for record in shipped.venues]
    summaries = [record.value.summary for record in shipped.papers if record.value.summary]
    keys: set[str] = set()
    for number in range(count):
        authors = tuple(person(source) for _ in range(source.randint(1, 9)))
        month = number % 100
        date = f"{2017 + month // 12}-{month % 12 + 1:02d}-{source.randint(1, 28):02d}"
        arxiv = f"{date[2:4]}{date[5:7]}.{number // 100 + 1:05d}"
        title = made_title(source, number)
        key = make_key(authors[0], date[:4], title, keys)
        keys.add(key)
        venue = source.choice(venues)
        yield Paper(
            key=key,
            title=title,
            authors=authors,
            date=date,
            venue=venue if source.random() < 0.3 else f"{venue} {date[:4]}",  # noqa: PLR2004
            ids={"arxiv": arxiv},
            heads=tuple(sorted(source.sample(heads, source.randint(1, 3)))),
            links=(
                Link("paper", f"https://arxiv.org/abs/{arxiv}"),
                Link("code", f"https://github.com/{key}/code"),
            ),
            summary=mixed(source, summaries),
        )


def person(source: random.Random) -> str:
    """Return a made-up name; there are some ten thousand."""
    family = "".join(source.choices(SYLLABLES, k=3)).capitalize()
    return f"{source.choice(GIVEN)} {family}"


def made_title(source: random.Random, number: int) -> str:
    """Return a title that no other number has."""
    name = "".join(SYLLABLES[number // len(SYLLABLES) ** place % len(SYLLABLES)] for place in range(4))
    return (
        f"{name.capitalize()}: {source.choice(OPENINGS)} {source.choice(MANNERS)} {source.choice(OBJECTS)} "
        f"and {source.choice(OBJECTS)} for {source.choice(MANNERS)} {source.choice(PLACES)}"
    )


def mixed(source: random.Random, summaries: list[Summary]) -> Summary:
    """Return a summary whose three parts come from three papers, no longer than it may be."""
    while True:
        one, two, three = source.choices(summaries, k=3)
        summary = Summary(one.innovation, two.tasks, three.result)
        if summary.word_count() <= 60:  # noqa: PLR2004
            return summary


def main() -> None:
    """Write the catalogue to stdout."""
    text = SHIPPED.read_text(encoding="utf-8")
    shipped = read(text)
    sys.stdout.write(text[: text.index("\npapers:\n") + len("\npapers:\n")])
    layout = Layout()
    # The texts, not the papers, are put in order: they take two thirds of the memory.
    made = papers(int(sys.argv[1]), shipped)
    for _, entry in sorted((paper.key, entry_text(entry_fields(paper), layout)) for paper in made):
        sys.stdout.write(entry + "\n")


if __name__ == "__main__":
    main()
