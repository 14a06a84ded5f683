"""From what is wanted to what is found: each at its source, in the order asked.

What fails, fails for itself: the others are asked for all the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module

from headcat.errors import NetworkError
from headcat.fetch import SOURCES, Failure, Found, Wanted, arxiv
from headcat.fetch.client import Client, NotThereError


def fetch(
    wanted: Sequence[Wanted], client: Client, told: Callable[[int, int], None] | None = None
) -> list[Found | Failure]:
    """Return for each paper what its source says of it, or why nothing was found.

    Args:
        wanted: the papers; one that is wanted twice is asked for once.
        client: the client.
        told: is told after each answer how many there are, and of how many.

    """
    pairs = dict.fromkeys((each.kind, each.value) for each in wanted)
    values: dict[str, list[str]] = {}
    for kind, value in pairs:
        values.setdefault(kind, []).append(value)
    answers: dict[tuple[str, str], Found | Failure] = {}
    for kind, asked in values.items():
        for value, answer in (_from_arxiv if kind == "arxiv" else _one_by_one(kind))(client, asked):
            answers[kind, value] = answer
            if told:
                told(len(answers), len(pairs))
    return [_doubted(answers[each.kind, each.value], each) for each in wanted]


def _one_by_one(kind: str) -> Callable[[Client, Sequence[str]], Iterator[tuple[str, Found | Failure]]]:
    find: Callable[[Client, str], Found] = import_module(SOURCES[kind]).find

    def answers(client: Client, values: Sequence[str]) -> Iterator[tuple[str, Found | Failure]]:
        for value in values:
            try:
                yield value, find(client, value)
            except NetworkError as error:
                yield value, _failure(error)

    return answers


def _from_arxiv(client: Client, values: Sequence[str]) -> Iterator[tuple[str, Found | Failure]]:
    kept = arxiv.kept(client, values)
    yield from kept.items()
    rest = [value for value in values if value not in kept]
    for start in range(0, len(rest), arxiv.BATCH):
        batch = rest[start : start + arxiv.BATCH]
        try:
            found = arxiv.find_many(client, batch)
        except NetworkError as error:
            yield from ((value, _failure(error)) for value in batch)
            continue
        for value in batch:
            missing = Failure(f"{arxiv.NAME} has no paper {value}", answered=True)
            yield value, found.get(value, missing)


def _failure(error: NetworkError) -> Failure:
    return Failure(str(error), answered=isinstance(error, NotThereError))


def _doubted(answer: Found | Failure, wanted: Wanted) -> Found | Failure:
    """Return an answer with a doubt more where it is about something else than was asked for."""
    if isinstance(answer, Failure):
        return answer
    value = answer.draft.ids.get(wanted.kind, wanted.value)
    if value.lower() == wanted.value.lower():
        return answer
    doubt = f"{answer.source} was asked for {wanted.value} and answered with {value}"
    return replace(answer, doubts=(doubt, *answer.doubts))
