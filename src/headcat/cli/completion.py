"""What a shell is told when somebody presses Tab: the scripts to source, and the answers to them.

A script hands over the line before the cursor as one word and gets back lines: `file` where names of
files are wanted, else values, behind each a tab and what it means. Values come from the index as it lies
on the disk, fresh or not: nobody waits for an index at a Tab. Nothing is said of errors.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, redirect_stderr, suppress
from io import StringIO
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias

import typer

from headcat.catalogue import Catalogue
from headcat.cli import COMMANDS, app
from headcat.cli.output import send
from headcat.errors import ExitCode
from headcat.formats import WRITERS
from headcat.index import at_hand
from headcat.model import HAS_VALUES, SORT_FIELDS, STAGES
from headcat.readers import READERS
from headcat.statistics.counting import BY
from headcat.words.escaping import visible
from headcat.words.folding import compact, words

if TYPE_CHECKING:
    import click

Values: TypeAlias = Iterable[tuple[str, str]]

_MOST: Final = 200
_BASH: Final = r"""_headcat_completion() {
  local line IFS=$'\n'
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == file ]]; then
      compopt -o default
    else
      COMPREPLY+=("${line#value }")
    fi
  done < <(_HEADCAT_COMPLETE=bash "$1" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -F _headcat_completion headcat
"""
_ZSH: Final = r"""#compdef headcat
_headcat() {
  local line
  local -a values shown
  while IFS= read -r line; do
    if [[ $line == file ]]; then
      _files
    else
      line=${line#value }
      values+=("${line%%$'\t'*}")
      shown+=("${line%%$'\t'*}${${line#*$'\t'}:+  -- ${line#*$'\t'}}")
    fi
  done < <(_HEADCAT_COMPLETE=zsh "${words[1]}" "${(j: :)words[1,CURRENT]}" 2>/dev/null)
  (( $#values )) && compadd -U -l -d shown -a values
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _headcat "$@"
else
  compdef _headcat headcat
fi
"""
_FISH: Final = r"""function __headcat_complete
    for line in (_HEADCAT_COMPLETE=fish headcat (commandline -cp | string collect) 2>/dev/null)
        if test "$line" = file
            __fish_complete_path (commandline -ct)
        else
            string replace -r '^value ' '' -- $line
        end
    end
end
complete --no-files --command headcat --arguments '(__headcat_complete)'
"""
_POWERSHELL: Final = r"""Register-ArgumentCompleter -Native -CommandName headcat -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $line = $commandAst.ToString()
    $end = $cursorPosition - $commandAst.Extent.StartOffset
    $line = $line.PadRight($end).Substring(0, $end)
    $before = $env:_HEADCAT_COMPLETE, $env:_HEADCAT_LINE
    $env:_HEADCAT_COMPLETE, $env:_HEADCAT_LINE = 'powershell', $line
    try {
        headcat 2>$null | Where-Object { $_ -ne 'file' } | ForEach-Object {
            $value, $meaning = $_.Substring(6) -split "`t", 2
            $shown = if ($meaning) { $meaning } else { $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $shown)
        }
    } finally {
        $env:_HEADCAT_COMPLETE, $env:_HEADCAT_LINE = $before
    }
}
"""
_SCRIPTS: Final = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}


def completion(
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"],
        typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell."),
    ],
) -> int:
    """Print the script by which a shell completes commands, options, keys, heads, venues and authors.

    bash: headcat completion bash > ~/.local/share/bash-completion/completions/headcat

    zsh: headcat completion zsh > "${fpath[1]}/_headcat"

    fish: headcat completion fish > ~/.config/fish/completions/headcat.fish

    PowerShell: headcat completion powershell >> $PROFILE

    Example: headcat completion bash
    """
    send([_SCRIPTS[shell]])
    return ExitCode.DONE


def answer(shell: str, line: str) -> int:
    """Print what may stand at the end of a line; whatever goes wrong, that is nothing."""
    with suppress(Exception), redirect_stderr(StringIO()):
        send([f"{text}\n" for text in _answers(shell, line)])
    return ExitCode.DONE


def _answers(shell: str, line: str) -> list[str]:
    from click.shell_completion import split_arg_string

    *before, typed = split_arg_string(f"{line}|")  # the mark keeps an empty last word
    typed = typed.removesuffix("|")
    found = dict(_found(before[1:], typed))
    if found == {"": "file"}:
        return ["file"]
    # What cannot be seen can neither be chosen nor be trusted to a shell.
    shown = {value: visible(meaning) for value, meaning in found.items() if visible(value) == value}
    if shell == "bash":
        return [f"value {value}" for value in _for_bash(list(shown), typed, _open_quote(line))]
    quoted = _powershell if shell == "powershell" else str
    return [f"value {quoted(value)}\t{meaning}" for value, meaning in shown.items()]


def _found(before: list[str], typed: str) -> Values:
    """Return what click would complete, with the names of commands that are not loaded."""
    from click.shell_completion import ShellComplete
    from typer.main import get_command

    from headcat.cli.options import new_app

    program = get_command(app(before) if set(before) & COMMANDS.keys() else new_app())
    _teach(program)
    for item in ShellComplete(program, {}, "headcat", "").get_completions(before, typed):
        yield item.value, item.help or ""


def _teach(command: Any) -> None:
    """Let a command and those below it know the values of their parameters."""
    for parameter in command.params:
        values = _VALUES.get(_takes(parameter))
        if values:
            parameter.shell_complete = _completer(values)
    below = getattr(command, "commands", None)
    if below is not None:
        command.shell_complete = _with_names(command.shell_complete)
        for each in below.values():
            _teach(each)


def _takes(parameter: Any) -> str:
    """Return what a parameter takes: its metavar, where that is one that says it."""
    if parameter.opts[0] in _VALUES:
        return str(parameter.opts[0])
    name = (parameter.metavar or "").strip("[].")
    return "HEAD" if name in ("NAME", "OLD") and parameter.param_type_name == "argument" else name


def _completer(values: Callable[["click.Context", str], Values]) -> Any:
    def complete(context: "click.Context", typed: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(value, help=meaning) for value, meaning in values(context, typed)]

    return complete


def _with_names(of_loaded: Any) -> Any:
    def complete(context: "click.Context", typed: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        prefix = f"{context.command_path} ".removeprefix("headcat ")
        names = [name.removeprefix(prefix) for name in COMMANDS if name.startswith(prefix)]
        commands = [CompletionItem(name) for name in names if " " not in name and name.startswith(typed)]
        return [*commands, *(item for item in of_loaded(context, typed) if item.value not in names)]

    return complete


def _index(context: "click.Context") -> sqlite3.Connection:
    chain = (context.params, context.parent.params if context.parent else {})
    named = next((params["catalogue"] for params in chain if params.get("catalogue")), None)
    return at_hand(Catalogue.open(named).path)


def _keys(context: "click.Context", typed: str) -> Iterator[tuple[str, str]]:
    """Yield keys that begin so; of many the first, and the last for the sake of what they share."""
    sql = (
        "SELECT key, json_extract(json, '$.title') FROM paper JOIN record USING (id)"
        " WHERE key >= ?1 AND key < ?1 || char(0x10FFFF) ORDER BY key {} LIMIT {}"
    )
    with closing(_index(context)) as connection:
        yield from connection.execute(sql.format("", _MOST), (typed,))
        yield from connection.execute(sql.format("DESC", 1), (typed,))


def _authors(context: "click.Context", typed: str) -> Iterator[tuple[str, str]]:
    sql = (
        "SELECT min(spelling) FROM author WHERE name >= ?1 AND name < ?1 || char(0x10FFFF)"
        " GROUP BY name ORDER BY name LIMIT ?2"
    )
    with closing(_index(context)) as connection:
        for (name,) in connection.execute(sql, (" ".join(words(typed)), _MOST)):
            yield name, ""


def _terms(kind: str) -> Callable[["click.Context", str], Values]:
    def values(context: "click.Context", typed: str) -> Iterator[tuple[str, str]]:
        """Yield names that begin so in any spelling, and aliases of terms whose names do not."""
        wanted = compact(typed)
        with closing(_index(context)) as connection:
            texts = connection.execute("SELECT json FROM term WHERE kind = ? ORDER BY rowid", (kind,))
            for term in (json.loads(text) for (text,) in texts):
                if compact(term["name"]).startswith(wanted):
                    yield term["name"], term.get("definition") or term.get("full") or ""
                    continue
                for alias in term["aliases"]:
                    if compact(alias).startswith(wanted):
                        yield alias, f"= {term['name']}"

    return values


def _listed(names: Iterable[str]) -> Callable[["click.Context", str], Values]:
    def values(_: "click.Context", typed: str) -> Values:
        return [(name, "") for name in names if compact(name).startswith(compact(typed))]

    return values


def _files(_: "click.Context", __: str) -> Values:
    return [("", "file")]


_VALUES: Final[dict[str, Callable[["click.Context", str], Values]]] = {
    "KEY": _keys,
    "HEAD": _terms("head"),
    "VENUE": _terms("venue"),
    "--author": _authors,
    "--sort": _listed(SORT_FIELDS),
    "STAGE": _listed(STAGES),
    "WHAT": _listed(HAS_VALUES),
    "PATH": _files,
    "FILE": _files,
    "BY": _listed(BY),
    "FORMAT": _listed(WRITERS),
    "--from-format": _listed(READERS),
}


def _open_quote(line: str) -> str:
    """Return the quotation mark that is open at the end of a line, or nothing."""
    quote, characters = "", iter(line)
    for character in characters:
        if character == "\\" and quote != "'":
            next(characters, "")
        elif character == quote:
            quote = ""
        elif not quote and character in "'\"":
            quote = character
    return quote


def _for_bash(values: list[str], typed: str, quote: str) -> list[str]:
    """Return values as bash puts them in: behind an open quotation mark, or behind the last break.

    What several values share replaces what was typed; where that would be less than it, the typed
    word itself is offered too.
    """
    first, last = min(values, default=""), max(values, default="")
    shared = next(
        (i for i, pair in enumerate(zip(first, last, strict=False)) if len(set(pair)) > 1), len(first)
    )
    if len(values) > 1 and 0 < shared < len(typed):
        values = [*values, typed]
    if quote == "'":
        return [value.replace("'", "'\\''") for value in values]
    if quote:
        return ["".join(f"\\{c}" if c in '\\"$`' else c for c in value) for value in values]
    start = max(typed.rfind(":"), typed.rfind("=")) + 1
    cut = start if all(value.startswith(typed[:start]) for value in values) else 0
    return [_escaped(value[cut:]) for value in values]


def _escaped(value: str) -> str:
    return "".join(c if c.isalnum() or c in "-_./:=@%+," else f"\\{c}" for c in value)


def _powershell(value: str) -> str:
    safe = value.replace("-", "").replace("_", "").isalnum() and value.isascii()
    return value if safe else "'" + value.replace("'", "''") + "'"


def asked_by_shell() -> int:
    """Answer the shell that the environment names."""
    line = os.environ.get("_HEADCAT_LINE") or "".join(sys.argv[1:2])
    return answer(os.environ["_HEADCAT_COMPLETE"], line)
