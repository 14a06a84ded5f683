"""The bars: what is measured, on how many papers, and how slow it may be. A table, nothing else."""

from typing import Literal, NamedTuple

# What must be so before the clock starts; benchmarks/subjects.py sees to it.
Setting = Literal[
    "warm",  # the index is there and fresh
    "terminal",  # so, and the output is a terminal
    "completion",  # so, and the shell asks how the words may go on
    "changed",  # so, in a copy that the command changes
    "edited",  # one word of a copy was changed by hand since
    "cold",  # there is no index
    "emptied",  # a copy has no papers, and all that it had stand in papers.bib
    "unbuilt",  # the index is fresh, and there is no site
    "built",  # there is a site, which a browser opens
]
# What a bar is a multiple of: the start of a Typer program, reading and hashing the file, libyaml's
# pass over the file, or plain seconds.
Reference = Literal["hello", "read", "parse", "second"]


class Bar(NamedTuple):
    """A command, and its bar where it has one: `factor` times `of`, and `plus` if that is given; memory.

    `{n}` in the command is another number at each run; `says` must stand in its output. `what` is
    what readers know it by where the words alone do not tell; `megabytes` is the bar of its memory.
    """

    words: str
    says: str
    factor: float | None = None
    of: Reference = "second"
    plus: Reference | None = None
    megabytes: float | None = None
    setting: Setting = "warm"
    what: str = ""

    def name(self) -> str:
        """Return what readers know it by."""
        return self.what or f"`headcat {self.words}`"


class Group(NamedTuple):
    """Bars on one catalogue that are measured in turns, `rounds` times."""

    papers: int
    rounds: int
    bars: tuple[Bar, ...]

    def name(self) -> str:
        """Return what its figures are kept under."""
        return f"{self.papers} papers: {', '.join(bar.name() for bar in self.bars)}"


FILTER = "filter induction --limit 20 --format json"
SEARCH = 'search "induction circuit" --limit 20'
ONE = "list --limit 1 --format json"
ADD = (
    'add --title "Induction Circuits of a Benchmark {n}" --author "Ada Benchmark"'
    " --date 2025-01-02 --head induction"
)

GROUPS = {
    "bars": (
        Group(
            86,
            21,
            (
                Bar("--version", "headcat", 0.5, "hello"),
                Bar("list --format json", '"key"', 1.15, "hello"),
                Bar("list", "Venue", 1.6, "hello", setting="terminal", what="`headcat list` on a terminal"),
            ),
        ),
        Group(
            100_000,
            15,
            (
                Bar(FILTER, '"key"', 1.2, "hello"),
                Bar(SEARCH, "nduction", 1.3, "hello"),
                Bar(
                    "filter ind", "Induction", 1.2, "hello", setting="completion", what="completion of a head"
                ),
                Bar("show bab", "bababa", 1.2, "hello", setting="completion", what="completion of a key"),
            ),
        ),
        Group(100_000, 5, (Bar("export jsonl", '"key"', 3, megabytes=200),)),
        Group(
            100_000,
            7,
            (
                Bar(ADD, "added", 8, "read", "hello", setting="changed", what="`headcat add`"),
                Bar(ONE, '"key"', 6, "read", "hello", setting="edited", what="first query after a hand edit"),
            ),
        ),
        Group(
            100_000,
            3,
            (
                Bar(
                    ONE,
                    '"key"',
                    4,
                    "parse",
                    megabytes=600,
                    setting="cold",
                    what="first query of all, which makes the index",
                ),
            ),
        ),
        Group(1_000_000, 15, (Bar(FILTER, '"key"', 1.5, "hello"), Bar(SEARCH, "nduction", 2, "hello"))),
    ),
    "upkeep": (
        Group(86, 11, (Bar("check", "HC501"), Bar("fmt --check", ""))),
        Group(10_000, 5, (Bar("check", "HC501"), Bar("fmt --check", ""))),
        Group(100_000, 3, (Bar("check", "HC501", 15), Bar("fmt --check", ""))),
    ),
    "exchange": (
        Group(
            100_000,
            3,
            tuple(
                Bar(f"export {name}", says, megabytes=200)
                for name, says in {
                    "json": '"key"',
                    "jsonl": '"key"',
                    "csv": "published title",
                    "markdown": "<table>",
                    "bibtex": "booktitle = ",
                    "biblatex": "eprinttype = ",
                    "csl-json": '"container-title"',
                    "ris": "TY  - ",
                    "atom": "<entry>",
                    "sqlite": "SQLite format 3",
                }.items()
            ),
        ),
        Group(
            10_000,
            3,
            (Bar("import papers.bib", ": added ", 6, setting="emptied", what="import of BibTeX"),),
        ),
    ),
    "site": (
        Group(86, 5, (Bar("site site", "files", 1.5, setting="unbuilt"),)),
        Group(
            10_000,
            5,
            (
                Bar("site site", "files", 20, setting="unbuilt"),
                Bar("paint", "", 1.5, setting="built", what="first paint of the site"),
                Bar("key", "", 0.05, setting="built", what="a key press in the search of the site"),
            ),
        ),
    ),
}
