"""Commands that judge a catalogue: check, rule."""

import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import typer

from headcat import config, store
from headcat.catalogue import Catalogue
from headcat.cli.clock import today
from headcat.cli.options import CataloguePath, open_catalogue, patience
from headcat.cli.output import colors, send
from headcat.errors import Diagnostic, ExitCode, RefusedError, Severity, UsageError
from headcat.formats import Described, reporter
from headcat.words.escaping import visible, visible_lines


class _Source(NamedTuple):
    """What is checked: a file, or the bytes of standard input."""

    name: str
    catalogue: Catalogue | None


def _words(help_text: str) -> Any:
    return typer.Option(metavar="RULE", help=help_text, show_default=False)


def check(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", help="Catalogue files, - for stdin.", show_default=False),
    ] = None,
    format_name: Annotated[
        Literal["text", "json", "github", "sarif"], typer.Option("--format", help="How to print findings.")
    ] = "text",
    select: Annotated[list[str], _words("Only these: a code, a family (HC3), a name (repeatable).")] = [],  # noqa: B006
    ignore: Annotated[list[str], _words("All but these (repeatable).")] = [],  # noqa: B006
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what needs no judgement, report the rest.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print what --fix would change, write nothing.")
    ] = False,
    catalogue: CataloguePath = None,
) -> int:
    """Check catalogues by the rules; exit 1 where one is broken.

    A project's choices are `select`, `ignore` and `strict` under [tool.headcat] in pyproject.toml, or
    in .headcat.toml; a comment `# headcat: ignore[HC302]` silences a rule on its line.

    Example: headcat check --select vocabulary --strict
    """
    if files and (catalogue or ctx.obj["catalogue"]):
        raise UsageError("give FILE or --catalogue, not both")
    project = config.load(Path.cwd())
    codes = _codes(project, select, ignore)
    sources = _sources(ctx, files or [], catalogue)
    run = _Run(codes, fix=fix, diff=diff)
    for source in sources:
        run.take(source)
    # What --fix makes of standard input goes to stdout, so what is left to say goes elsewhere.
    stream = sys.stderr if fix and any(source.catalogue is None for source in sources) else sys.stdout
    if not diff:
        color = format_name == "text" and stream is sys.stdout and colors(ctx.obj)
        stream.writelines(reporter(format_name)(run.findings, _described, color=color))
    stream.flush()
    if summary := run.summary():
        typer.echo(summary, err=True)
    return run.code(strict=strict or project.strict)


def rule(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RULE]...", help="Codes, families or names; all without.", show_default=False
        ),
    ] = None,
) -> int:
    """Print the manual of rules, or the list of all.

    Example: headcat rule HC302
    """
    from headcat.rules import RULES, all_named
    from headcat.rules.manual import manual, page

    if not names:
        rows = ((code, each.severity, each.name, manual(code).title) for code, each in RULES.items())
        send("\t".join(row) + "\n" for row in rows)
        return ExitCode.DONE
    wanted = all_named(names)
    send(["\n".join(page(code) for code in RULES if code in wanted)])
    return ExitCode.DONE


class _Run:
    """One run of `check` over its sources: what was found and refused so far."""

    def __init__(self, codes: frozenset[str], *, fix: bool, diff: bool) -> None:
        self.codes = codes
        self.today = today()
        self.fix = fix
        self.diff = diff
        self.findings: list[Diagnostic] = []
        self.checked = False
        self.mended = False
        self.refused = False

    def take(self, source: _Source) -> None:
        """Check one source, mended where that is wanted; a refusal is told, and the next one is taken."""
        try:
            self.findings += self._findings(source)
        except RefusedError as error:
            for line in (*error.diagnostics, f"headcat: {error}"):
                typer.echo(visible(str(line)), err=True)
            self.refused = True

    def _findings(self, source: _Source) -> Sequence[Diagnostic]:
        from headcat.changes.checking import findings

        data = _data(source)
        self.checked = True
        found = findings(source.name, data, self.codes, self.today)
        if (self.fix or self.diff) and any(map(_fixable, found)):
            data = self._mend(source, data)
            found = findings(source.name, data, self.codes, self.today)
        elif self.fix and source.catalogue is None:
            sys.stdout.buffer.write(data)
        return found

    def _mend(self, source: _Source, data: bytes) -> bytes:
        """Make the fixes, or show them, and return the bytes that are then to be checked."""
        from headcat.changes.checking import mended

        make = partial(mended, codes=self.codes, today=self.today)
        if source.catalogue is None or self.diff:
            new, change = make(Path(source.name), data)
        else:
            change = source.catalogue.change(make)
            new = change.after.encode()
        self.mended |= change.before != change.after
        if self.diff:
            send([visible_lines(change.diff())])
            return data
        if source.catalogue is None:
            sys.stdout.buffer.write(new)
        return new

    def summary(self) -> str:
        """Return how much of what was found, in a line; nothing where no source could be read."""
        if not self.checked:
            return ""
        counts = Counter(finding.severity for finding in self.findings)
        parts = [
            f"{counts[severity]} {severity.value}{'s' * (counts[severity] != 1)}"
            for severity in Severity
            if counts[severity]
        ]
        advice = "; --fix may mend some of it" if not self.fix and any(map(_fixable, self.findings)) else ""
        return (", ".join(parts) or "nothing found") + advice

    def code(self, *, strict: bool) -> ExitCode:
        """Return the exit code; in a `strict` run warnings count as errors do."""
        if self.refused:
            return ExitCode.REFUSED
        bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        if (self.diff and self.mended) or any(finding.severity in bad for finding in self.findings):
            return ExitCode.NO
        return ExitCode.DONE


def _codes(project: config.Config, select: list[str], ignore: list[str]) -> frozenset[str]:
    """Return the codes to look at: what the command says, else what the project does."""
    from headcat.rules import chosen

    if project.path is not None:
        try:
            chosen(project.select, project.ignore)
        except UsageError as error:
            raise UsageError(f"{project.path}: {error}") from error
    return chosen(select or project.select, ignore or project.ignore)


def _sources(ctx: typer.Context, files: list[str], catalogue: Path | None) -> list[_Source]:
    if not files:
        opened = open_catalogue(ctx, catalogue)
        return [_Source(str(opened.path), opened)]
    if files.count("-") > 1:
        raise UsageError("standard input can be read only once")
    return [
        _Source("<stdin>", None)
        if name == "-"
        else _Source(name, Catalogue(Path(name), patience=patience(ctx)))
        for name in files
    ]


def _data(source: _Source) -> bytes:
    if source.catalogue is None:
        return sys.stdin.buffer.read()
    return store.read(source.catalogue.path).data


def _fixable(finding: Diagnostic) -> bool:
    from headcat.rules import RULES

    return RULES[finding.code].fixable


@cache  # a large catalogue may have a finding of one rule at every paper
def _described(code: str) -> Described:
    from headcat.rules import RULES
    from headcat.rules.manual import manual

    rule, text = RULES[code], manual(code)
    return Described(rule.name, rule.severity, text.title, text.text)
