"""What becomes of a link: the questions that it takes to know, and where they lead.

Decides what to ask next; how a question is carried to its address is another's business. Redirects
are followed by hand, so that each of them is an address like any other.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias
from urllib.parse import urldefrag, urljoin

from headcat.fetch.addresses import UnaskedError
from headcat.fetch.asking import Reply, parsed
from headcat.upkeep.linking import GONE, Answer

Ask: TypeAlias = Callable[[str, str], Reply]

_FOR_GOOD: Final = frozenset({301, 308})
_MOST: Final = 5
# What servers say to HEAD that say something else to GET.
_AGAIN: Final = frozenset({403, 404, 405, 410, 501})


def probe(url: str, ask: Ask, *, page: bool) -> Answer:
    """Ask for a link until it is clear what became of it, or that it cannot be known.

    Args:
        url: the link.
        ask: asks one address by one method.
        page: whether the page itself is wanted, not only that it is there.

    """
    first = _follow(url, ask, "GET" if page else "HEAD")
    if first.status in GONE:
        return replace(_follow(url, ask, "GET"), twice=True)
    if page or not _is_unclear(first.status):
        return first
    second = _follow(url, ask, "GET")
    return replace(_follow(url, ask, "GET"), twice=True) if second.status in GONE else second


def _is_unclear(status: int) -> bool:
    return status in _AGAIN or 300 <= status < 400  # noqa: PLR2004 - RFC 9110, 15.4


def _follow(url: str, ask: Ask, method: str) -> Answer:
    """Ask for a link, and for what it redirects to, as far as that goes."""
    target, moved_to, status = url, "", 0
    for_good = True
    for _ in range(_MOST + 1):
        try:
            reply = ask(method, target)
        except UnaskedError as error:
            problem = str(error) if target == url else f"redirects to an address that {error}"
            return Answer(status, target, problem=problem)
        status = reply.status
        if not reply.location:
            moved = moved_to if moved_to != url else ""
            return Answer(status, target, moved, reply.titles, challenge=reply.challenge)
        for_good = for_good and status in _FOR_GOOD
        target = _joined(target, reply.location)
        moved_to = target if for_good else moved_to
    return Answer(status, target, problem=f"redirects more than {_MOST} times")


def _joined(base: str, location: str) -> str:
    """Return the address that one sends on to; a part of the page that is meant stays meant.

    What is no address is returned as it is: whoever asks for it says so. Source: RFC 9110, 10.2.2.
    """
    try:
        joined = str(parsed(urljoin(base, location)))
    except (UnaskedError, ValueError):
        return location
    fragment = urldefrag(base).fragment
    return joined if urldefrag(joined).fragment or not fragment else f"{joined}#{fragment}"
