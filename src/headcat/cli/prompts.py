"""Questions to a person at a terminal, asked on stderr where stdout goes elsewhere."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import typer

from headcat.errors import UsageError
from headcat.model import SUMMARY_PARTS, SUMMARY_WORDS, Draft, Link, Summary
from headcat.vocabulary import Vocabulary, unknown
from headcat.words.dates import is_date
from headcat.words.escaping import visible
from headcat.words.folding import squeeze
from headcat.words.identifiers import canonical, is_web_address

_QUESTIONS = {
    "innovation": "Innovation (what is new)",
    "tasks": "Tasks (what was done on what)",
    "result": "Significant result",
}


def completing(
    draft: Draft, vocabulary: Vocabulary, likely: Sequence[tuple[str, str]] = ()
) -> Iterator[Draft]:
    """Ask for what a draft lacks; yield it after each answer. Enter passes over what may lack.

    Args:
        draft: the draft.
        vocabulary: what heads and venues there are.
        likely: heads that are proposed, each with what speaks for it.

    Raises:
        KeyboardInterrupt: the person had enough.

    """
    if not draft.title:
        yield (draft := replace(draft, title=ask("Title", _needed)))
    if not draft.authors:
        yield (draft := replace(draft, authors=_people(ask("Authors (parted by commas)", _authors))))
    if not draft.date:
        yield (draft := replace(draft, date=ask("Date of the first version (YYYY-MM-DD)", _date)))
    if not draft.venue:
        names = [venue.name for venue in vocabulary.venues]
        venue = ask("Venue and year (ICLR 2025; Tab completes)", _venue(vocabulary), names)
        yield (draft := replace(draft, venue=venue))
    if not draft.ids and not draft.links:
        yield (draft := _identified(draft))
    if not draft.heads:
        yield (draft := replace(draft, heads=_asked_heads(vocabulary, likely)))
    for summary in _summaries(draft.summary):
        yield replace(draft, summary=summary)


def ask(question: str, check: Callable[[str], str | None], known: Sequence[str] = ()) -> str:
    """Ask until the answer is right.

    Args:
        question: what is asked, without colon.
        check: says what is wrong with an answer, or None.
        known: what the Tab key completes to.

    Raises:
        KeyboardInterrupt: the input ended.

    """
    while True:
        answer = squeeze(_answer(f"{question}: ", known))
        seen = visible(answer)
        wrong = check(answer) if seen == answer else f"this holds what cannot be seen: {seen}; type it again"
        if wrong is None:
            return answer
        typer.echo(visible(f"  {wrong}"), err=True)


def confirm(question: str, *, default: bool) -> bool:
    """Ask a question; Enter gives the answer `default`."""
    given = _answer(f"{question} {'[Y/n]' if default else '[y/N]'} ", ()).strip().lower()
    return given in {"y", "yes"} if given else default


def _answer(prompt: str, known: Sequence[str]) -> str:
    try:
        return _line(prompt, known)
    except (EOFError, KeyboardInterrupt):
        typer.echo(err=True)  # what follows does not belong on the question's line
        raise KeyboardInterrupt from None


def _line(prompt: str, known: Sequence[str]) -> str:
    if sys.stdout.isatty():
        _complete_with(known)
        return input(prompt)
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _complete_with(known: Sequence[str]) -> None:
    """Let the Tab key complete to the names that begin with, or hold, what stands behind the comma."""
    try:
        import readline
    except ImportError:
        return

    def options(text: str) -> list[str]:
        begun = text.lstrip().lower()
        lead = text[: len(text) - len(text.lstrip())]
        first = [name for name in known if name.lower().startswith(begun)]
        return [lead + name for name in first or (name for name in known if begun in name.lower())]

    def completer(text: str, state: int) -> str | None:
        found = options(text)
        return found[state] if state < len(found) else None

    readline.set_completer(completer)
    readline.set_completer_delims(",;")
    readline.parse_and_bind("tab: complete")


def _needed(answer: str) -> str | None:
    return None if answer else "this is needed; Ctrl-C gives up"


def _authors(answer: str) -> str | None:
    return None if _people(answer) else _needed("")


def _date(answer: str) -> str | None:
    return None if is_date(answer) else "write YYYY-MM-DD, YYYY-MM or YYYY"


def _venue(vocabulary: Vocabulary) -> Callable[[str], str | None]:
    def check(answer: str) -> str | None:
        if not answer or vocabulary.venue_name(answer):
            return None
        return unknown("venue", answer, vocabulary.nearest_venues(answer), None)

    return check


def _asked_heads(vocabulary: Vocabulary, likely: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    names = [head.name for head in vocabulary.heads]
    proposed = {str(number): head for number, (head, _) in enumerate(likely, 1)}
    if likely:
        typer.echo("Likely heads:", err=True)
    for number, (head, reason) in enumerate(likely, 1):
        typer.echo(visible(f"  {number} {head} ({reason})"), err=True)
    how = "numbers or names, parted by commas" if likely else "parted by commas"
    answer = ask(f"Heads ({how}; Tab completes)", _heads(vocabulary, proposed), names)
    return tuple(_named(answer, proposed))


def _named(answer: str, proposed: Mapping[str, str]) -> list[str]:
    """Return the names of heads in an answer; a number stands for the one proposed under it."""
    return [proposed.get(name, name) for name in map(str.strip, answer.split(",")) if name]


def _heads(vocabulary: Vocabulary, proposed: Mapping[str, str]) -> Callable[[str], str | None]:
    def check(answer: str) -> str | None:
        try:
            for name in _named(answer, proposed):
                vocabulary.head(name)
        except UsageError as error:
            return str(error)
        return None

    return check


def _identified(draft: Draft) -> Draft:
    arxiv = ask("arXiv identifier (Enter: none)", _arxiv)
    if arxiv:
        return replace(draft, ids={"arxiv": arxiv})
    url = ask("Link to the paper (Enter: none)", _url)
    return replace(draft, links=(Link("paper", url),) if url else ())


def _arxiv(answer: str) -> str | None:
    return None if not answer or canonical("arxiv", answer) else "no arXiv identifier; write 2410.06205"


def _url(answer: str) -> str | None:
    return None if not answer or is_web_address(answer) else "no http or https address"


def _people(text: str) -> tuple[str, ...]:
    from headcat.readers.form import split_people

    return tuple(split_people(text))


def _summaries(summary: Summary) -> Iterator[Summary]:
    """Ask for the parts that lack, again where they come to too many words; yield what there is."""
    missing = [part for part in SUMMARY_PARTS if not getattr(summary, part)]
    while True:
        filled = summary
        for part in missing:
            filled = replace(filled, **{part: ask(_QUESTIONS[part], lambda _: None)})
            yield filled
        count = filled.word_count()
        if count <= SUMMARY_WORDS or summary.word_count() > SUMMARY_WORDS:  # no answer mends the latter
            return
        typer.echo(f"  {count} words; at most {SUMMARY_WORDS} in all three parts", err=True)
