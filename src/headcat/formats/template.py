"""Layouts of one's own: Jinja2 templates, in a sandbox, written as they go (docs/templates.md).

A template sees papers and the vocabulary and can change nothing. It may be somebody else's: it reaches no
file outside its folder and nothing of Python's own, and what would take all the memory at one word is
refused. It can still run for long, or hoard what it made, as any program can.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from traceback import walk_tb
from typing import Any, Final

from headcat.errors import HeadcatError, RefusedError, UsageError
from headcat.extras import load
from headcat.formats import Context
from headcat.formats.bibtex import escape
from headcat.model import Paper
from headcat.words.escaping import guarded, markdown, visible_lines
from headcat.words.names import split_name

_MARKUP: Final = (".html", ".htm", ".xhtml", ".xml", ".svg", ".atom")
_ENDINGS: Final = (".j2", ".jinja", ".jinja2")  # which say that a file is a template, not what it makes
_LARGEST: Final = 1_000_000  # as long as a text or list may be that is made at one word
_WIDTH: Final = r"[0-9]{7}"  # of a field of a format, larger than that
_RANDOM: Final = ("random", "lipsum")  # the same papers must be the same bytes


def write(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield what a template makes of papers.

    Args:
        papers: the papers, which the template can go through once.
        context: has the template's file, and the vocabulary.

    Raises:
        UsageError: there is no template.
        RefusedError: Jinja2 is not installed, or the template is wrong; the message says where.

    """
    path = context.template
    if path is None:
        raise UsageError("which template? name its file by --template")
    jinja2 = load("jinja2", "template")
    # What a template may do wrong, by its words or by what it does with papers.
    wrong = (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
    vocabulary = context.vocabulary
    try:
        template = _environment(path).get_template(path.name)
        yield from template.generate(papers=Papers(papers), heads=vocabulary.heads, venues=vocabulary.venues)
    except HeadcatError:
        raise
    except (*wrong, RecursionError) as error:
        raise RefusedError(_told(path, error)) from error


class Papers:
    """Papers to be gone through once; who does it again is told how, instead of getting none."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers: Iterable[Paper] | None = papers

    def __iter__(self) -> Iterator[Paper]:
        papers, self._papers = self._papers, None
        if papers is None:
            raise TypeError("papers can be gone through once; {% set all = papers|list %} keeps them")
        return iter(papers)


def _environment(path: Path) -> Any:
    """Return the sandbox that a template is read and run in."""
    jinja2, sandbox = load("jinja2", "template"), load("jinja2.sandbox", "template")

    base: Any = sandbox.ImmutableSandboxedEnvironment

    class Sandbox(base):  # type: ignore[misc] # of no known type
        intercepted_binops = frozenset(("*", "**", "%"))

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            _refuse_large(operator, left, right)
            return super().call_binop(context, operator, left, right)

        def call(self, context: Any, function: Any, /, *values: Any, **named: Any) -> Any:
            formatted = getattr(getattr(function, "__wrapped__", None), "__self__", None)  # of str.format
            _refuse_numbers(formatted, *values, *named.values())
            return super().call(context, function, *values, **named)

    stem = path.name.lower()
    for ending in _ENDINGS:
        stem = stem.removesuffix(ending)
    environment = Sandbox(
        loader=jinja2.FileSystemLoader(path.parent),
        undefined=jinja2.StrictUndefined,
        autoescape=stem.endswith(_MARKUP),
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for name in _RANDOM:
        environment.filters.pop(name, None)
        environment.globals.pop(name, None)
    environment.filters = {name: _bounded(each) for name, each in environment.filters.items()}
    environment.filters |= {"latex": escape, "markdown": markdown, "csv": _cell, "name": _name}
    return environment


def _shown(value: Any) -> Any:
    """Return what is printed of a value: nothing of None, no unseen characters of text."""
    if value is None:
        return ""
    return type(value)(visible_lines(value)) if isinstance(value, str) else value


def _cell(text: str) -> str:
    """Return text as a cell of CSV (RFC 4180) that no spreadsheet runs."""
    return '"' + guarded(visible_lines(text)).replace('"', '""') + '"'


def _name(author: str) -> str:
    """Return an author's name as it is read aloud."""
    return split_name(author).display()


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that takes no larger numbers than it should."""

    @wraps(function)
    def run(*values: Any, **named: Any) -> Any:
        _refuse_numbers(*values, *named.values())
        return function(*values, **named)

    return run


def _refuse_numbers(*values: Any) -> None:
    """Refuse what makes a method or filter fill the memory: how wide a text shall be, by number or format."""
    for value in values:
        if isinstance(value, int) and abs(value) > _LARGEST:
            raise OverflowError(f"{value} is too large here; {_LARGEST} is the largest")
        if isinstance(value, str) and ("%" in value or "{" in value) and re.search(_WIDTH, value):
            raise OverflowError("a format with so wide a field")


def _refuse_large(operator: str, left: Any, right: Any) -> None:
    if operator == "%" and isinstance(left, str):
        _refuse_numbers(left, *(right if isinstance(right, tuple) else (right,)))
    elif operator == "**" and isinstance(right, int) and right > _LARGEST.bit_length():
        raise OverflowError(f"{right} is too large a power")
    elif operator == "*":
        for many, times in ((left, right), (right, left)):
            if (
                isinstance(many, str | list | tuple)
                and isinstance(times, int)
                and len(many) * times > _LARGEST
            ):
                raise OverflowError(f"{len(many)} times {times} is too long; {_LARGEST} is the longest")


def _told(path: Path, error: BaseException) -> str:
    """Return what is wrong with a template, with its file and line where they are known."""
    said = str(error) or type(error).__name__
    line = getattr(error, "lineno", None)
    if line is not None:
        return f"{getattr(error, 'filename', None) or path}:{line}: {said.splitlines()[0]}"
    # Jinja2 puts the template's own file and lines into the traceback.
    files = ((frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__))
    places = [f"{name}:{line}" for name, line in files if _is_beside(path, name)]
    if type(error).__name__ == "TemplateNotFound":
        said = f"there is no template {getattr(error, 'name', '')!r} in {path.parent}"
    return f"{places[-1] if places else path}: {said}"


def _is_beside(path: Path, name: str) -> bool:
    """Tell whether a file of a traceback is a template, in the folder of another one or below."""
    return Path(name).is_relative_to(path.parent) and not name.startswith("<") and not name.endswith(".py")
