"""What services answer as targets, and where links lead: somebody else's data, of any shape."""

from fuzz.grammar.hostile import text_of
from headcat.errors import NetworkError
from headcat.fetch import Found, acl, arxiv, crossref, dblp, openreview, pmlr
from headcat.fetch.addresses import UnaskedError, is_public
from headcat.fetch.asking import Reply, parsed
from headcat.fetch.client import _seconds
from headcat.fetch.pages import is_gate, paper_titles, read_page
from headcat.fetch.probing import probe
from headcat.fetch.shapes import mapping, parsed_bibtex, parsed_json
from headcat.upkeep.linking import judged


def answers(data: bytes) -> None:
    """Let every service answer this."""
    for take in (_crossref, _listed, _rows, _openreview, _arxiv, _bibtex, _pmlr):
        try:
            take(data)
        except NetworkError:
            continue


def _check(found: Found) -> None:
    draft = found.draft
    texts = [draft.title, draft.date, draft.venue, *draft.authors, *draft.ids.values(), *found.doubts]
    texts += [found.abstract, *found.details.values()]
    assert all(isinstance(text, str) for text in texts)
    assert all(map(str.isprintable, texts)), "a service brings what nobody sees"


def _crossref(data: bytes) -> None:
    _check(crossref._found(mapping(parsed_json("it", data).get("message")), "10.1145/1"))


def _listed(data: bytes) -> None:
    for found in crossref._listed(data):
        _check(found)


def _rows(data: bytes) -> None:
    for row in dblp._rows(data):
        assert all(isinstance(each, str) for each in (row.key, row.title, row.venue, row.doi, *row.authors))


def _openreview(data: bytes) -> None:
    for note in parsed_json("it", data).get("notes") or []:
        _check(openreview._found(mapping(note), "AbC12dEfGh"))
        break


def _arxiv(data: bytes) -> None:
    for entry in arxiv._parsed(data):
        arxiv._identifier(entry)
        _check(arxiv._found(entry, "2203.00001"))
    arxiv._refusal(arxiv._parsed(data))


def _bibtex(data: bytes) -> None:
    parsed_bibtex(acl.NAME, data)


def _pmlr(data: bytes) -> None:
    _check(pmlr._parsed(data))


def pages(data: bytes) -> None:
    """Read the page that a link leads to."""
    page = read_page(text_of(data))
    for host in ("arxiv.org", "example.org"):
        paper_titles(page, host)
    is_gate(page)


def redirects(data: bytes) -> None:
    """Follow a link to where each line of an input sends on, and judge what it came to."""
    lines = text_of(data).split("\n")
    url, *locations = lines
    replies = iter(locations)

    def ask(method: str, target: str) -> Reply:
        address = parsed(target)
        assert address.scheme in ("http", "https"), "asked by another scheme"
        assert method in ("GET", "HEAD")
        location = next(replies, "")
        return Reply(301, location) if location else Reply(200, "", (target[:50],))

    try:
        answer = probe(url, ask, page=True)
    except UnaskedError:
        return
    judged(url, answer, ("A Title",))
    _seconds(url)
    try:
        is_public(url)
    except ValueError:
        return
