"""The command that prints references as people paste them: cite."""

from pathlib import Path
from typing import Annotated, Final

import typer

import headcat
from headcat.cli.options import CataloguePath, Selection, open_catalogue, takes_selection
from headcat.cli.output import closed, send
from headcat.errors import ExitCode, UsageError
from headcat.formats.references import references
from headcat.model import Paper, Query, Venue
from headcat.readers import read
from headcat.vocabulary import Vocabulary, split_year

_STYLE: Final = "apa"
_PACKAGE: Final = Path(headcat.__file__).parent


@takes_selection
def cite(
    ctx: typer.Context,
    selection: Selection,
    keys: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KEY]...", help="Keys, identifiers or links of papers.", show_default=False),
    ] = None,
    style: Annotated[
        str | None,
        typer.Option(
            metavar="STYLE",
            help="apa (the default), ieee, acl, acm, mla, chicago, or any that CSL has.",
            show_default=False,
        ),
    ] = None,
    catalogue: CataloguePath = None,
) -> int:
    """Print references to papers, or how to cite the survey that this catalogue grew from.

    Papers are named by key, or chosen as in list. Without either: the survey as BibTeX, or in a --style.

    Example: headcat cite --head induction --style ieee
    """
    query = selection.query()
    if keys and query != Query():
        raise UsageError("name papers by key or choose them by options, not both")
    if not keys and query == Query():
        send(_survey(style))
        return ExitCode.DONE
    opened = open_catalogue(ctx, catalogue)
    papers = dict.fromkeys(opened.get(key).key for key in keys) if keys else None
    chosen = map(opened.get, papers) if papers is not None else opened.find(query)
    send(f"{text}\n" for text in references(chosen, opened.vocabulary, style or _STYLE))
    return closed(opened)


def _survey(style: str | None) -> list[str]:
    """Return how to cite the survey: as BibTeX, or as a reference in a style."""
    installed = _PACKAGE / "data" / "CITATION.bib"
    path = installed if installed.is_file() else _PACKAGE.parent.parent / "CITATION.bib"
    text = path.read_text(encoding="utf-8")
    if style is None:
        return [text]
    (draft,) = read("bibtex", text, path.name)
    journal = Venue(split_year(draft.venue)[0], kind="journal")
    paper = Paper(
        key=draft.key,
        title=draft.title,
        authors=draft.authors,
        date=draft.date,
        venue=draft.venue,
        ids=draft.ids,
        links=draft.links,
        extra=draft.extra,
    )
    return [f"{text}\n" for text in references([paper], Vocabulary((), (journal,)), style)]
