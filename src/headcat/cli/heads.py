"""Commands that read the vocabulary: heads, heads show, heads suggest."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headcat.catalogue import Catalogue
from headcat.cli.options import CataloguePath, open_catalogue
from headcat.cli.output import FormatOption, JsonOption, closed, context, send, shape
from headcat.errors import ExitCode, NotFoundError, UsageError
from headcat.formats import writer
from headcat.model import STAGES, Head, Paper, Query
from headcat.words.escaping import json_visible, visible

if TYPE_CHECKING:
    from headcat.formats.terms import Profile


def heads(
    ctx: typer.Context,
    format_name: FormatOption = None,
    as_json: JsonOption = False,
    catalogue: CataloguePath = None,
) -> int:
    """Show the heads of the vocabulary by stage, with the number of their papers.

    With a command: read or change one head.

    Example: headcat heads --json
    """
    if ctx.invoked_subcommand is not None:
        _hand_on(ctx, given=format_name is not None or as_json, catalogue=catalogue)
        return ExitCode.DONE
    opened = open_catalogue(ctx, catalogue)
    vocabulary, counts = opened.vocabulary, opened.head_counts()
    chosen = shape(format_name, as_json=as_json)
    if chosen == "table":
        from headcat.formats.table import write_heads

        send(write_heads(vocabulary.heads, counts, context(vocabulary, ctx.obj)))
        return closed(opened)
    ordered = sorted(vocabulary.heads, key=_by_stage)
    if chosen == "plain":
        rows = ((head.stage or "", head.group or "", head.name, str(counts.get(head.name, 0)),
                 ", ".join(head.aliases)) for head in ordered)  # fmt: skip
        send("\t".join(map(visible, row)) + "\n" for row in rows)
        return closed(opened)
    records = (json_visible(_head_json(head, counts.get(head.name, 0))) for head in ordered)
    send(writer(chosen)(records, context(vocabulary, ctx.obj)))
    return closed(opened)


def _hand_on(ctx: typer.Context, *, given: bool, catalogue: Path | None) -> None:
    """Let a subcommand have the catalogue that is named before it."""
    if given:
        message = f"write --format and --json behind the command: headcat heads {ctx.invoked_subcommand} …"
        raise UsageError(message)
    ctx.obj["catalogue"] = catalogue or ctx.obj["catalogue"]


def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A head, named as you like.")],
    format_name: FormatOption = None,
    as_json: JsonOption = False,
    catalogue: CataloguePath = None,
) -> int:
    """Show one head with its papers, those on narrower heads too.

    Example: headcat heads show induction
    """
    opened = open_catalogue(ctx, catalogue)
    profile = _profile(opened, name)
    chosen = shape(format_name, as_json=as_json)
    if chosen in ("json", "jsonl"):
        from headcat.cli.read import json_lines

        text = json.dumps(profile.to_json(), ensure_ascii=False, indent=2 if chosen == "json" else None)
        send([json_lines(text)])
    elif chosen == "table":
        from headcat.formats.table import write_head

        send(write_head(profile, context(opened.vocabulary, ctx.obj)))
    else:
        from headcat.formats.terms import write_plain

        send(write_plain(profile))
    return closed(opened)


def _profile(opened: Catalogue, name: str) -> "Profile":
    from headcat.formats.terms import Profile

    vocabulary = opened.vocabulary
    head = vocabulary.head(name)
    own = set(vocabulary.with_narrower(head.name))
    papers = tuple(opened.find(Query(heads=(head.name,))))
    beside = Counter(each for paper in papers for each in paper.heads if each not in own)
    return Profile(
        head=head,
        placed=vocabulary.placed(head),
        narrower=tuple(each.name for each in vocabulary.heads if each.broader == head.name),
        papers=papers,
        occurs_with=tuple(sorted(beside.items(), key=lambda found: (-found[1], found[0].lower()))),
    )


def suggest(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A key or its beginning, an identifier, a link.")],
    format_name: FormatOption = None,
    as_json: JsonOption = False,
    catalogue: CataloguePath = None,
) -> int:
    """Propose heads for a paper from its title and summary.

    Each comes with the words that speak for it. Nothing is written: whoever has read the paper decides.

    Example: headcat heads suggest zsamboki2025attention
    """
    from headcat.upkeep.suggestions import suggestions

    opened = open_catalogue(ctx, catalogue)
    paper = _paper(opened, key)
    found = suggestions(paper, opened.vocabulary, opened.find())
    chosen = shape(format_name, as_json=as_json)
    if chosen in ("json", "jsonl"):
        records = (json.dumps({"head": each.head, "score": each.score, "words": list(each.words)},
                   ensure_ascii=False) for each in found)  # fmt: skip
        send(writer(chosen)(map(json_visible, records), context(opened.vocabulary, ctx.obj)))
    elif found and chosen == "table":
        from headcat.formats.table import write_suggestions

        send(write_suggestions(found, context(opened.vocabulary, ctx.obj)))
    elif found:
        rows = ((each.head, f"{each.score:.2f}", ", ".join(each.words)) for each in found)
        send("\t".join(map(visible, row)) + "\n" for row in rows)
    code = closed(opened)
    if not found and code == ExitCode.DONE:
        sys.stdout.flush()
        raise NotFoundError(f"nothing in the title and summary of {paper.key} speaks for another head")
    return code


def _paper(opened: Catalogue, key: str) -> Paper:
    try:
        return opened.get(key)
    except NotFoundError:
        closed(opened)  # an error may have hidden it
        raise


def _by_stage(head: Head) -> tuple[int, bool, str, str]:
    stage = STAGES.index(head.stage) if head.stage in STAGES else len(STAGES)
    return stage, head.group is None, head.group or "", head.name.lower()


def _head_json(head: Head, papers: int) -> str:
    record = {name: getattr(head, name) for name in head.__dataclass_fields__}
    return json.dumps({**record, "aliases": list(head.aliases), "papers": papers}, ensure_ascii=False)
