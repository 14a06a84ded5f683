"""What an answer to a link means: whether it is dead, moved, of another paper, or nobody can tell.

Pure. Judges answers, and says what an entry's links become when some have moved. Knows nothing of how
an answer was got. To call a good link dead is the worst mistake, so nothing is that is not certain.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, TypeAlias
from urllib.parse import SplitResult, urlsplit

from headcat.model import Paper
from headcat.words.corrections import are_alike

Meaning: TypeAlias = Literal["ok", "moved", "other", "dead", "unsure"]

GONE: Final = frozenset({404, 410})
PAPER: Final = "paper"  # the kind of link whose page has the paper's title
_NAMES: Final[Mapping[Meaning, str]] = {
    "ok": "ok",
    "moved": "moved",
    "other": "of another paper",
    "dead": "dead",
    "unsure": "unsure",
}
_REASONS: Final = {
    401: "asks for a password",
    403: "does not let programs in",
    412: "does not let programs in",
    429: "asks for a pause",
    451: "is withheld for legal reasons",
}
_START_PAGES: Final = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/home", "/home/"})
_GATE: Final = re.compile(
    r"(?<![a-z])(?:log-?in|sign-?in|sso|auth|authenticate|oauth2?|saml2?|consent|cookies?|cookieabsent"
    r"|captcha|challenge|accounts?)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking for an address came to.

    `status` is that of the last answer, 0 where there was none; `target` the address it was given
    for, `moved_to` the one that redirects for good lead to, or empty. `titles` are those that the page
    gives the paper it is about. `problem` says why there was no answer, `challenge` whether a browser is
    to be proved; `twice` whether it was asked again, as is done before anything is called dead.
    """

    status: int = 0
    target: str = ""
    moved_to: str = ""
    titles: tuple[str, ...] = ()
    problem: str = ""
    challenge: bool = False
    twice: bool = False


class Verdict(NamedTuple):
    """What an answer means; `message` says why, `target` where the link leads now, or nothing."""

    meaning: Meaning
    message: str = ""
    target: str = ""


class Checked(NamedTuple):
    """A link of a paper, with its answer and what that means."""

    key: str
    kind: str
    url: str
    answer: Answer
    verdict: Verdict


def is_well(status: int) -> bool:
    """Tell whether a status says that the page is there."""
    return 200 <= status < 300  # noqa: PLR2004 - RFC 9110, 15.3


def titles_of(paper: Paper) -> tuple[str, ...]:
    """Return the titles that a paper's page may have."""
    published = paper.published.title if paper.published else None
    return (paper.title, *([published] if published else []))


def judged(url: str, answer: Answer, titles: Sequence[str] = ()) -> Verdict:
    """Return what an answer means.

    Args:
        url: the link as the catalogue has it.
        answer: what asking for it came to.
        titles: those of its paper, where the page should have one of them.

    """
    led = answer.target if answer.target != url else ""
    if unknown := _unknown(url, answer):
        return Verdict("unsure", unknown, led)
    if answer.status in GONE:
        return Verdict("dead", "", led)
    if titles and answer.titles and not _is_alike(titles, answer.titles):
        return Verdict("other", f"the page is of another paper: {answer.titles[0]}", led)
    if answer.moved_to:
        return Verdict("moved", _unfit(url, answer.moved_to), answer.moved_to)
    return Verdict("ok", "", led)


def doubted(url: str, target: str) -> str:
    """Return why the page that a link leads to is probably not the page that was meant, or nothing."""
    old, new = urlsplit(url), urlsplit(target)
    if _gates(new) - _gates(old):
        return "leads to a page that asks who you are, or for consent"
    if new.path in _START_PAGES and not new.query and old.path not in _START_PAGES:
        return "leads to a start page"
    above = new.path.rstrip("/") + "/"
    if (
        new.hostname == old.hostname
        and not new.query
        and old.path.startswith(above)
        and old.path.strip("/") != new.path.strip("/")
        and old.path.removeprefix(above) not in {"index.html", "index.htm", "index.php"}
    ):
        return "leads to a page above it"
    return ""


def is_fixable(checked: Checked) -> bool:
    """Tell whether a link has moved for good to an address that may stand in its place."""
    return checked.verdict.meaning == "moved" and not checked.verdict.message


def relinked(fields: Mapping[str, Any], moves: Collection[Checked]) -> dict[str, Any]:
    """Return what an entry shall say when its links have moved, each in its place.

    Args:
        fields: what the entry says, as text, lists and dicts.
        moves: the links of this paper that have moved.

    """
    links = fields.get("links")
    if not isinstance(links, dict):  # somebody else changed the entry meanwhile
        return dict(fields)
    new = {
        kind: _replaced(value, {each.url: each.verdict.target for each in moves if each.kind == kind})
        for kind, value in links.items()
    }
    return {**fields, "links": new}


def counted(found: Iterable[Checked]) -> str:
    """Return how many links mean what, in a line."""
    counts = Counter(each.verdict.meaning for each in found)
    parts = [f"{counts[meaning]} {name}" for meaning, name in _NAMES.items() if counts[meaning]]
    total = counts.total()
    return f"{total} link{'s' * (total != 1)}" + (f": {', '.join(parts)}" if parts else "")


def _unknown(url: str, answer: Answer) -> str:
    """Return why it is not known what became of a link, or nothing."""
    if answer.problem:
        return answer.problem
    if answer.challenge:
        return "wants to be sure that a person looks"
    if answer.status in GONE:
        return "" if answer.twice else "gone, but was asked only once"
    if not is_well(answer.status):
        return _REASONS.get(answer.status, "no answer to rely on")
    return doubted(url, answer.target)


def _unfit(url: str, target: str) -> str:
    """Return why a link is not rewritten though it has moved, or nothing."""
    if urlsplit(target).scheme not in {"https", urlsplit(url).scheme}:
        return "moved to an address that is not encrypted"
    return doubted(url, target)


def _gates(parts: SplitResult) -> set[str]:
    return set(_GATE.findall(f"{parts.hostname or ''}{parts.path}".lower()))


def _is_alike(titles: Iterable[str], others: Sequence[str]) -> bool:
    return any(are_alike(title, other) for title in titles for other in others)


def _replaced(value: Any, targets: Mapping[str, str]) -> Any:
    """Return the address or addresses of a kind with those that have moved replaced, each once."""
    if not targets:
        return value
    if not isinstance(value, list):
        return targets.get(value, value)
    return list(dict.fromkeys(targets.get(each, each) for each in value))
