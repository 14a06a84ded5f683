"""What services say of papers that somebody names: looked up, shown, laid under what is known already.

Has the command that only shows it: fetch.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Literal, NamedTuple

import typer

from headcat.changes.drafts import laid_over, settle
from headcat.cli.options import CataloguePath, OfflineOption, RefreshOption, open_catalogue, refuse_both
from headcat.cli.output import JsonOption, send
from headcat.errors import ExitCode, UsageError
from headcat.fetch import Failure, Found, Offer, Wanted
from headcat.model import Draft, Link
from headcat.words.corrections import are_alike
from headcat.words.identifiers import ID_KINDS, is_web_address


class Way(NamedTuple):
    """How services are asked: `offline` not at all, `refresh` even what they have answered before."""

    offline: bool = False
    refresh: bool = False


class Filled(NamedTuple):
    """Drafts with what services know, and for some, by their number, what a person should read."""

    drafts: list[Draft]
    messages: dict[int, tuple[str, ...]]
    code: ExitCode


def fetch(
    ctx: typer.Context,
    papers: Annotated[list[str], typer.Argument(metavar="ID|URL...", help="Identifiers or links of papers.")],
    format_name: Annotated[
        Literal["text", "json", "bibtex"], typer.Option("--format", help="How to print what was found.")
    ] = "text",
    as_json: JsonOption = False,
    offline: OfflineOption = False,
    refresh: RefreshOption = False,
    catalogue: CataloguePath = None,
) -> int:
    """Print what arXiv, Crossref, the ACL Anthology, OpenReview, PMLR or DBLP say of papers.

    Papers are named by arXiv number, DOI, ACL, OpenReview, PMLR or DBLP key, or by a link to any of
    them. Nothing is added; `headcat add` does that.

    Example: headcat fetch 2410.06205 --format bibtex
    """
    from headcat.formats import found as formats

    refuse_both(offline=offline, refresh=refresh)
    addresses = [name for name in papers if meant(name) is None]
    if addresses:
        raise UsageError(f"{addresses[0]!r} is of no service that headcat asks")
    offers = offered(papers, Draft(), Way(offline, refresh))
    if as_json or format_name == "json":
        send(formats.write_json(offers))
    elif format_name == "bibtex":
        vocabulary = open_catalogue(ctx, catalogue).vocabulary
        settled = (replace(offer, draft=settle(offer.draft, vocabulary)[0]) for offer in offers)
        send(formats.write_bibtex(settled, vocabulary))
    else:
        send(formats.write_text(offers, _width()))
    return _closed(offers)


def _width() -> int | None:
    from shutil import get_terminal_size

    return get_terminal_size().columns if sys.stdout.isatty() else None


def _closed(offers: Sequence[Offer]) -> int:
    """Say what was not found and return the exit code."""
    from headcat.cli.adding import tell_failure

    sys.stdout.flush()
    failed = [tell_failure(offer.name, offer.failure) for offer in offers if offer.failure is not None]
    return max(failed, default=ExitCode.DONE)


def meant(name: str) -> Wanted | None:
    """Return what a name means to a service, or None for a web address that is of none.

    Raises:
        UsageError: it is neither.

    """
    from headcat.fetch.wanted import wanted

    found = wanted(name)
    if found is None and not is_web_address(name.strip()):
        message = f"{name!r} is no identifier of arXiv, ACL, OpenReview, PMLR or DBLP, no DOI and no link"
        raise UsageError(message)
    return found


def offered(names: Sequence[str], given: Draft, way: Way) -> list[Offer]:
    """Return what services say of papers, with what is given in its place.

    Raises:
        UsageError: a name means nothing.

    """
    wanted = [meant(name) for name in names]
    answers = iter(_answers([each for each in wanted if each is not None], way))
    offers = []
    for name, each in zip(names, wanted, strict=True):
        if each is None:
            offers.append(Offer(name, replace(given, links=(Link("paper", name.strip()), *given.links))))
        else:
            offers.append(_offer(name, next(answers), given))
    return offers


def _answers(wanted: Sequence[Wanted], way: Way) -> list[Found | Failure]:
    from headcat.fetch.client import Client, Options
    from headcat.fetch.fetching import fetch as fetched
    from headcat.formats.waiting import bar

    told = bar("Asking for papers") if sys.stderr.isatty() else None
    with Client(Options(way.offline, way.refresh)) as client:
        return fetched(wanted, client, told)


def _offer(name: str, answer: Found | Failure, given: Draft) -> Offer:
    if isinstance(answer, Failure):
        return Offer(name, given, failure=answer)
    draft = replace(laid_over(answer.draft, given), key="", extra={})
    return Offer(name, draft, answer, doubts=(*answer.doubts, *_other_title(answer, given)))


def _other_title(found: Found, given: Draft) -> Iterator[str]:
    if given.title and not are_alike(found.draft.title, given.title):
        yield f"{found.source} calls it {found.draft.title!r}, not {given.title!r}"


def filled(drafts: Sequence[Draft], way: Way) -> Filled:
    """Return drafts with title, authors or date that they lack as the services of their identifiers say.

    Nothing is taken from a service that speaks of another paper by that identifier.
    """
    asked = {number: each for number, draft in enumerate(drafts) if (each := _lacking(draft)) is not None}
    answers = dict(zip(asked, _answers(list(asked.values()), way), strict=True))
    result, code = list(drafts), ExitCode.DONE
    messages: dict[int, tuple[str, ...]] = {}
    for number, answer in answers.items():
        draft = drafts[number]
        if isinstance(answer, Failure):
            messages[number] = (answer.message,)
            code = max(code, ExitCode.DONE if answer.answered else ExitCode.NETWORK)
            continue
        others = tuple(_other_title(answer, draft))
        messages[number] = (*answer.doubts, *others)
        if not others:
            dated = replace(draft, date="") if answer.draft.date.startswith(draft.date) else draft
            result[number] = laid_over(answer.draft, dated)
    return Filled(result, {number: each for number, each in messages.items() if each}, code)


def _lacking(draft: Draft) -> Wanted | None:
    """Return what to ask for where a draft lacks what a service would know."""
    from headcat.fetch.wanted import wanted

    if draft.title and draft.authors and draft.date:
        return None
    names = [draft.ids[kind] for kind in ID_KINDS if kind in draft.ids]
    names += [link.url for link in draft.links if link.kind == "paper"]
    found = (_by_kind(draft, name) or wanted(name) for name in names)
    return next(filter(None, found), None)


def _by_kind(draft: Draft, name: str) -> Wanted | None:
    """Return an OpenReview identifier as what it is: alone it could be anything."""
    return Wanted("openreview", name, name) if draft.ids.get("openreview") == name else None
