"""What commands share: the program itself, the catalogue's option, and the selection of papers.

A command that takes a selection says so by `@takes_selection`: the options are written down once, as
the fields of `Selection`, and become parameters of every such command.
"""

import inspect
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import typer
from typer.core import TyperGroup

from headcat import __version__
from headcat.catalogue import Catalogue
from headcat.cli import COMMANDS
from headcat.errors import UsageError
from headcat.model import HAS_VALUES, SORT_FIELDS, Query
from headcat.store import Patience
from headcat.words.escaping import visible

CataloguePath = Annotated[
    Path | None,
    typer.Option("--catalogue", metavar="PATH", help="The catalogue file.", show_default=False),
]
OfflineOption = Annotated[bool, typer.Option("--offline", help="Use only what was fetched before.")]
RefreshOption = Annotated[bool, typer.Option("--refresh", help="Fetch anew what was fetched before.")]
Names = list[str]


class _Program(TyperGroup):
    """The program, its commands in the order of the registry; Typer puts groups last."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands that are loaded."""
        del ctx
        return [name for name in COMMANDS if name in self.commands]


def new_app() -> typer.Typer:
    """Return the program without commands."""
    program = typer.Typer(
        name="headcat",
        cls=_Program,
        add_completion=False,
        suggest_commands=False,  # Click does, and two suggestions are one too many
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    program.callback()(_program)
    return program


def new_group(command: Callable[..., Any]) -> typer.Typer:
    """Return a command that takes subcommands, without them; alone it does what `command` does."""
    group = typer.Typer(subcommand_metavar="[COMMAND] [ARGS]...", rich_markup_mode=None)
    group.callback(invoke_without_command=True)(command)
    return group


def _program(
    context: typer.Context,
    catalogue: CataloguePath = None,
    wait: Annotated[
        float,
        typer.Option("--wait", metavar="SECONDS", min=0, help="How long a change waits for its turn."),
    ] = Patience().seconds,
    no_color: Annotated[bool, typer.Option("--no-color", help="Print without colours.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Keep a catalogue of research papers: one YAML file, many ways to read and change it.

    Without --catalogue the file is $HEADCAT_CATALOGUE, else data/papers.yaml in this folder or the
    nearest one above it, else the catalogue of attention-head papers that headcat brings along.

    Example: headcat filter induction
    """
    if version:
        typer.echo(f"headcat {__version__}")
        raise typer.Exit
    context.obj = {"catalogue": catalogue, "wait": wait, "no_color": no_color}


def refuse_both(*, offline: bool, refresh: bool) -> None:
    """Refuse two options that contradict each other.

    Raises:
        UsageError: both are given.

    """
    if offline and refresh:
        raise UsageError("give --offline or --refresh, not both")


def open_catalogue(context: typer.Context, path: Path | None) -> Catalogue:
    """Open the catalogue that a command's option names, else the program's, else the usual one."""
    from headcat.formats.waiting import bar

    progress = bar("Reading the catalogue") if sys.stderr.isatty() else None
    opened = Catalogue.open(path or context.obj["catalogue"], progress, patience(context))
    context.obj["opened"] = opened
    return opened


def patience(context: typer.Context) -> Patience:
    """Return how long a change waits for another process, as the program's option says."""
    return Patience(context.obj["wait"], lambda line: typer.echo(f"headcat: {visible(line)}", err=True))


def is_given(context: typer.Context, name: str) -> bool:
    """Tell whether somebody gave an option, be it with its usual value."""
    from click.core import ParameterSource

    return context.get_parameter_source(name) is not ParameterSource.DEFAULT


def _many(*names: str, metavar: str, help_text: str) -> Any:
    return typer.Option(*names, metavar=metavar, help=help_text, show_default=False)


class Selection(NamedTuple):
    """The options that say which papers, in which order; each becomes a parameter of a command."""

    head: Annotated[Names, _many("--head", metavar="HEAD", help_text="With this head (repeatable).")]
    not_head: Annotated[
        Names, _many("--not-head", metavar="HEAD", help_text="Without this head (repeatable).")
    ]
    exact: Annotated[bool, typer.Option("--exact", help="Heads as named: narrower ones do not count.")]
    stage: Annotated[
        Names, _many("--stage", metavar="STAGE", help_text="With a head of this stage (repeatable).")
    ]
    author: Annotated[
        Names, _many("--author", metavar="NAME", help_text="By this author, part of a name is enough.")
    ]
    venue: Annotated[
        Names, _many("--venue", metavar="VENUE", help_text="Published here: NeurIPS, or 'ICLR 2025'.")
    ]
    year: Annotated[
        Names, _many("--year", metavar="YEAR", help_text="First public in this year, or 2023-2025.")
    ]
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="First public on or after this date.", show_default=False),
    ]
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="First public on or before this date.", show_default=False),
    ]
    has: Annotated[
        Names,
        _many("--has", metavar="WHAT", help_text=f"Having all of these: {', '.join(HAS_VALUES)}."),
    ]
    search: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help="With all these words somewhere.", show_default=False),
    ]
    match: Annotated[
        Literal["any", "all"],
        typer.Option(help="Whether any or all of several heads, stages or authors must be there."),
    ]
    sort: Annotated[
        str, typer.Option(metavar="FIELD", help=f"Order: {', '.join(SORT_FIELDS)}; date is newest first.")
    ]
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")]
    limit: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="The first N only.", show_default=False),
    ]

    def query(self) -> Query:
        """Return the question that the options ask.

        Raises:
            UsageError: a year is of the wrong form.

        """
        return Query(
            heads=tuple(self.head),
            not_heads=tuple(self.not_head),
            exact=self.exact,
            stages=tuple(self.stage),
            authors=tuple(self.author),
            venues=tuple(self.venue),
            years=tuple(map(_years, self.year)),
            since=self.since,
            until=self.until,
            has=tuple(self.has),
            search=self.search,
            match=self.match,
            sort=self.sort,
            reverse=self.reverse,
            limit=None if self.limit is None else min(self.limit, sys.maxsize),  # as far as SQLite counts
        )


_DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(("head", "not_head", "stage", "author", "venue", "year", "has"), ()),
    **dict.fromkeys(("exact", "reverse"), False),
    "match": "any",
    "sort": "date",
}


def takes_selection(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command with a parameter `selection` the options of `Selection` in its place."""
    signature = inspect.signature(command)
    own = [each for each in signature.parameters.values() if each.name != "selection"]
    shared = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=_DEFAULTS.get(name),
            annotation=annotation,
        )
        for name, annotation in Selection.__annotations__.items()
    ]

    def run(**values: Any) -> Any:
        selected = {name: values.pop(name) for name in Selection._fields}
        return command(**values, selection=Selection(**selected))

    keyword_only = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
    run.__signature__ = signature.replace(parameters=[*keyword_only, *shared])  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in (*keyword_only, *shared)}
    run.__doc__ = command.__doc__
    run.__name__ = command.__name__
    return run


def _years(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{4})(?:\s*(?:-|\.\.|–)\s*(\d{4}))?", text.strip())
    if match is None:
        message = f"no year or range of years: {text!r}; write 2024 or 2023-2025"
        raise UsageError(message)
    first, last = int(match[1]), int(match[2] or match[1])
    return min(first, last), max(first, last)
