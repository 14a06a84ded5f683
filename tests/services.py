"""The services that know papers, played on this machine: recorded shapes, made-up papers.

What is asked for chooses what happens, so that a command in a process of its own meets it too:

- arXiv has every paper `2402.NNNNN`, the ones of `ARXIV`, and trouble under the ones of `TROUBLE`;
  each answer is in reverse order.
- The other services have what their tables here hold, by identifier; all else is not there.
- `/trouble/…` is what any service may do wrong.

`Services.log` holds all requests with their times.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

ATOM = "application/atom+xml; charset=utf-8"
PREFIXES = {
    "HEADCAT_ARXIV_URL": "/arxiv",
    "HEADCAT_CROSSREF_URL": "/crossref",
    "HEADCAT_ACL_URL": "/acl",
    "HEADCAT_OPENREVIEW_URL": "/openreview",
    "HEADCAT_OPENREVIEW1_URL": "/openreview1",
    "HEADCAT_PMLR_URL": "/pmlr",
    "HEADCAT_DBLP_URL": "/dblp",
}
LOGIN_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>Log in</title></head><body>Welcome &nbsp; guest</body></html>"
)
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><title>&c;</title></feed>"""


class Request(NamedTuple):
    """A request: when it came, by the clock that only goes forward, what for, and from whom."""

    time: float
    path: str
    headers: Mapping[str, str]


class Reply(NamedTuple):
    """What is answered; `cut` says that the connection ends before the body does."""

    status: int
    body: bytes
    headers: Mapping[str, str] = {}
    cut: bool = False


ARXIV: dict[str, dict[str, str]] = {
    "2401.01234": {
        "title": "Toy Heads: A Study of [BOS] &amp; $\\alpha$-Attention",
        "published": "2024-01-03T17:59:46Z",
        "updated": "2024-05-02T09:00:00Z",
        "summary": "  We study toy heads.\nSecond paragraph.",
        "authors": "Ada Beispiel|J\u00fcrgen van der M\u00fcller|Toy Team",
        "arxiv:comment": "Accepted to EMNLP 2024. 12 pages",
        "arxiv:journal_ref": "Proc. EMNLP 2024, 1-12",
        "arxiv:doi": "10.18653/v1/2024.emnlp-main.999",
    },
    "2401.00008": {"title": "0"},
    "2401.00009": {"arxiv:comment": "This paper has been withdrawn by the authors"},
    "2401.00010": {"title": "Heads\n  of the \\'Etude for &lt;mask&gt;"},
    "2410.06205": {"title": "A Paper That the Help Names"},
    "astro-ph/0601001": {"title": "Old Heads", "published": "2006-01-01T00:00:00Z"},
}


def feed(entries: str, total: int) -> bytes:
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/AbCdEfGhIjKlMnOpQrStUvWxYz0</id>
  <title>arXiv Query</title>
  <updated>2026-04-12T22:10:19Z</updated>
  <link href="https://arxiv.org/api/query" type="application/atom+xml"/>
  <opensearch:itemsPerPage>{total}</opensearch:itemsPerPage>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
{entries}</feed>""".encode()


def entry(number: str, paper: Mapping[str, str]) -> str:
    published = paper.get("published", "2024-02-01T00:00:00Z")
    names = paper.get("authors", "Ada Beispiel").split("|")
    extra = "".join(f"<{name}>{text}</{name}>" for name, text in paper.items() if name.startswith("arxiv:"))
    authors = "".join(f"<author><name>{name}</name></author>" for name in names)
    return f"""<entry>
    <id>http://arxiv.org/abs/{number}v2</id>
    <title>{paper.get("title", f"Paper {number}")}</title>
    <updated>{paper.get("updated", published)}</updated>
    <link href="https://arxiv.org/abs/{number}v2" rel="alternate" type="text/html"/>
    <summary>{paper.get("summary", "A summary.")}</summary>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <published>{published}</published>
    {extra}<arxiv:primary_category term="cs.CL"/>
    {authors}
  </entry>
"""


def complaint(text: str) -> bytes:
    number = "https://arxiv.org/api/errors#" + text.replace(" ", "_")
    return feed(
        f"<entry><id>{number}</id><title>Error</title><updated>2026-04-12T22:59:06Z</updated>"
        f"<summary>{text}</summary><author><name>arXiv api core</name></author></entry>\n",
        1,
    )


def busy(**headers: str) -> Reply:
    return Reply(429, b"Rate exceeded.", {name.replace("_", "-"): text for name, text in headers.items()})


SLOW = "2401.00003"
TROUBLE: dict[str, Callable[[], Reply]] = {
    "2401.00429": busy,
    "2401.00430": lambda: busy(Retry_After="2"),
    "2401.00431": lambda: busy(Retry_After=formatdate(time.time() + 5, usegmt=True)),
    "2401.00432": lambda: busy(Retry_After="3600"),
    "2401.00503": lambda: Reply(503, b"Sorry.", {"Retry-After": "soon"}),
    "2401.00500": lambda: Reply(500, b"Sorry."),
    "2401.00400": lambda: Reply(400, complaint("incorrect id format for 2401.00400")),
    "2401.00200": lambda: Reply(200, complaint("incorrect id format for 2401.00200")),
    "2401.00201": lambda: Reply(200, complaint("max_results must be an integer")),
    "2401.00403": lambda: Reply(403, b"No."),
    "2401.00001": lambda: Reply(200, feed("", 1)[:300]),
    "2401.00002": lambda: Reply(200, LOGIN_PAGE, {"Content-Type": "text/html"}),
    SLOW: lambda: Reply(200, b""),
    "2401.00004": lambda: Reply(307, b"", {"Location": "?id_list=2401.00004"}),
    "2401.00005": lambda: Reply(200, BOMB),
    "2401.00006": lambda: Reply(200, b" " * 6_000_000),
    "2401.00007": lambda: Reply(200, feed("", 1)),
    "2401.00011": lambda: Reply(200, b"<html><entry/></html>"),
    "2401.00013": lambda: Reply(200, feed(entry("2402.00001", {}), 1)),
    "2401.00012": lambda: Reply(200, b"<feed", cut=True),
}
# What happens only the first time; then there is a paper.
PASSING = {"2401.00429", "2401.00430", "2401.00431", "2401.00007", "2401.00012"}
CROSSREF: dict[str, dict[str, Any]] = {
    "10.1145/0000000.0000001": {
        "DOI": "10.1145/0000000.0000001",
        "type": "proceedings-article",
        "title": ["Toy Heads &amp; Friends: <i>A Study</i>"],
        "subtitle": [],
        "container-title": ["Proceedings of the Toy Conference"],
        "publisher": "ACM",
        "author": [
            {"given": "Ada", "family": "Beispiel", "sequence": "first", "affiliation": []},
            {"given": "Martin", "family": "King", "suffix": "Jr."},
            {"given": "J\u00fcrgen", "family": "van der M\u00fcller"},
            {"name": "The Toy Team", "sequence": "additional", "affiliation": []},
        ],
        "published": {"date-parts": [[2024, 7]]},
        "published-print": {"date-parts": [[2024, 7, 10]]},
        "published-online": {"date-parts": [[2024, 7, 9]]},
        "issued": {"date-parts": [[2024, 7]]},
        "updated-by": [{"DOI": "10.1000/x", "type": "new_version", "label": "New version"}],
        "abstract": "<jats:p>We study\n toy heads.</jats:p>",
    },
    "10.1145/empty": {"DOI": "10.1145/EMPTY", "title": [], "issued": {"date-parts": [[None]]}},
    "10.1145/retracted": {
        "DOI": "10.1145/retracted",
        "type": "journal-article",
        "title": ["Heads of\n <mml:math><mml:mi>H</mml:mi></mml:math><sub>2</sub>O for &amp;lt;mask&amp;gt;"],
        "subtitle": ["A Retraction"],
        "container-title": ["Toys 2023"],
        "author": [{"family": "Plato"}, {"given": "Ada"}, {}, "nobody"],
        "issued": {"date-parts": [[2023]]},
        "updated-by": [{"DOI": "10.1000/c", "type": "retraction", "label": "Retraction"}],
    },
    "10.1101/preprint": {
        "DOI": "10.1101/preprint",
        "type": "posted-content",
        "subtype": "preprint",
        "title": ["Heads Before Print"],
        "institution": [{"name": "bioRxiv"}],
        "posted": {"date-parts": [[2024, 2, 30]]},
        "relation": {
            "is-preprint-of": [{"id-type": "pmid", "id": "1"}, {"id-type": "doi", "id": "10.1000/xyz"}]
        },
    },
    "10.1145/other": {
        "DOI": "10.1145/moved",
        "title": ["Moved"],
        "author": [{"family": "Doe", "given": "J"}],
    },
}
ACL = {
    "2024.emnlp-main.999": r"""@inproceedings{beispiel-etal-2024-toy,
    title = "Toy Heads: {BERT} and {GPT} Compared",
    author = "Beispiel, Ada  and
      M{\"u}ller, J{\"u}rgen  and
      van der Toy, Jan",
    editor = "Doe, Jane",
    booktitle = "Proceedings of the 2024 Conference on Empirical Methods in Natural Language Processing",
    month = nov,
    year = "2024",
    address = "Miami, Florida, USA",
    publisher = "Association for Computational Linguistics",
    url = "https://aclanthology.org/2024.emnlp-main.999/",
    doi = "10.18653/v1/2024.emnlp-main.999",
    pages = "1--12",
    note = "Best toy",
    abstract = "…"
}
""",
    "P19-1580": r"""@inproceedings{beispiel-2019-old,
    title = "Old Heads",
    author = "Beispiel, Ada",
    booktitle = "Proceedings of the 57th Meeting (Volume 1: Long Papers)",
    year = "2019",
    url = "https://aclanthology.org/P19-1581/"
}
""",
}
PMLR = {
    "v235/beispiel24a": r"""<!DOCTYPE html><html><body><h1>Toy Heads</h1>
<p>Set <code>x</code> first.</p>
<div class="codebox"><code class="citecode" id="bibtex">
@InProceedings{pmlr-v235-beispiel24a,
  title = 	 {Toy Heads &amp; Friends},
  author =       {Beispiel, Ada and M{\"u}ller, J{\"u}rgen},
  booktitle = 	 {Proceedings of the 41st International Conference on Machine Learning},
  pages = 	 {1--12},
  year = 	 {2024},
  volume = 	 {235},
  series = 	 {Proceedings of Machine Learning Research},
  month = 	 {21--27 Jul},
  publisher =    {PMLR},
  url = 	 {https://proceedings.mlr.press/v235/beispiel24a.html},
  abstract = 	 {We study <b>toys</b>.}
}
</code></div></body></html>""",
    "v235/plain24": "<html><body><p>No citation <code>here</code>.</p></body></html>",
    "v235/broken24": "<html><code>@InProceedings{a, title = {Broken</code></html>",
}
DBLP = {
    "conf/emnlp/BeispielM24": r"""@inproceedings{DBLP:conf/emnlp/BeispielM24,
  author       = {Ada Beispiel and
                  J{\"{u}}rgen M{\"{u}}ller 0001},
  title        = {Toy Heads: {A} Study},
  booktitle    = {Proceedings of the 2024 Conference on Toys},
  pages        = {1--12},
  year         = {2024},
  url          = {https://doi.org/10.18653/v1/2024.emnlp-main.999},
  doi          = {10.18653/V1/2024.EMNLP-MAIN.999},
  timestamp    = {Mon, 01 Jan 2024 00:00:00 +0100},
  biburl       = {https://dblp.org/rec/conf/emnlp/BeispielM24.bib},
  bibsource    = {dblp computer science bibliography, https://dblp.org}
}
"""
}
DBLP_HITS: list[dict[str, Any]] = [
    {
        "authors": {
            "author": [
                {"@pid": "28/2391", "text": "Ada Beispiel"},
                {"@pid": "9-1", "text": "J\u00fcrgen M\u00fcller 0001"},
            ]
        },
        "title": "Toy Heads &amp; Friends: A Study.",
        "venue": ["EMNLP", "Findings"],
        "year": "2024",
        "type": "Conference and Workshop Papers",
        "key": "conf/emnlp/BeispielM24",
        "doi": "10.18653/V1/2024.EMNLP-MAIN.999",
        "ee": "https://doi.org/10.18653/v1/2024.emnlp-main.999",
    },
    {
        "authors": {"author": {"@pid": "28/2391", "text": "Ada Beispiel"}},
        "title": "Toy Heads.",
        "venue": "CoRR",
        "year": "2024",
        "key": "journals/corr/abs-2401-01234",
    },
]
_LATER, _DAY = 1705400000000, 86_400_000


def note(number: str, venue: Any, venueid: Any, **more: Any) -> dict[str, Any]:
    """Make a submission as the newer service gives it."""
    content = {
        "title": "Toy Heads",
        "authors": ["Ada Beispiel", "J\u00fcrgen M\u00fcller"],
        "abstract": "We study\ntoy heads.",
        "venue": venue,
        "venueid": venueid,
    }
    content |= more.pop("content", {})
    times = {"cdate": _LATER - 2 * _DAY, "odate": _LATER - _DAY, "pdate": _LATER}
    wrapped = {name: {"value": value} for name, value in content.items()}
    return {"id": number, "forum": number, "content": wrapped, **times, **more}


OPENREVIEW = {
    each["id"]: each
    for each in (
        note("AbC12dEfGh", "ICLR 2024 poster", "ICLR.cc/2024/Conference"),
        note("notable123", ["NeurIPS 2023 notable top 5%", "x"], ["NeurIPS.cc/2023/Conference"], pdate=None),
        note("rejected12", "Submitted to ICLR 2024", "ICLR.cc/2024/Conference/Rejected_Submission"),
        note("withdrawn1", "", "ICLR.cc/2024/Withdrawn_Submission", ddate=_LATER),
        note("journal123", "Accepted by TMLR", "TMLR", odate=None, cdate="?"),
        note("anonymous1", None, 7, pdate=None, odate=None, cdate=-1, content={"authors": ["Anonymous"]}),
        note("reply12345", "", "", forum="AbC12dEfGh"),
    )
}
OPENREVIEW1 = {
    "oldOldOld1": {
        "id": "oldOldOld1",
        "forum": "oldOldOld1",
        "cdate": _LATER,
        "content": {"title": "Old Toys", "authors": ["Ada Beispiel"], "venue": "ICLR 2021 Oral"},
    }
}
CHALLENGE = {
    "name": "ChallengeRequiredError",
    "message": "Challenge required",
    "status": 403,
    "details": {"challengeUrl": "https://challenge.example"},
}


@dataclass
class Services:
    """The running services: where they are, and what they were asked."""

    url: str
    log: list[Request] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    stopped: threading.Event = field(default_factory=threading.Event)

    def environment(self) -> dict[str, str]:
        """Return the variables that send headcat here, without waiting between requests."""
        return {name: self.url + prefix for name, prefix in PREFIXES.items()} | {"HEADCAT_GAP_FACTOR": "0"}

    def paths(self) -> list[str]:
        """Return what was asked for, in order."""
        return [request.path for request in self.log]

    def first(self, name: str) -> bool:
        """Tell whether something happens for the first time."""
        self.asked[name] += 1
        return self.asked[name] == 1


@contextmanager
def running() -> Iterator[Services]:
    """Run the services on a free port of this machine as long as the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            services.log.append(Request(time.monotonic(), self.path, dict(self.headers)))
            reply = answer(services, self.path)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) + reply.cut))
            self.end_headers()
            self.wfile.write(reply.body)
            if reply.cut:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing: the log is there."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing of clients that leave before the end."""

    with Server(("127.0.0.1", 0), Handler) as server:
        services = Services(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield services
        finally:
            services.stopped.set()
            server.shutdown()
            thread.join()


def answer(services: Services, path: str) -> Reply:
    """Return what is answered to a request."""
    parts = urlsplit(path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    service, _, rest = parts.path[1:].partition("/")
    return ANSWERS[service](services, unquote(rest), query)


def _arxiv(services: Services, _: str, query: Mapping[str, str]) -> Reply:
    if "search_query" in query:
        return _arxiv_search(query)
    numbers = query["id_list"].split(",")
    for number in numbers:
        reply = _arxiv_trouble(services, number) if number in TROUBLE else None
        if reply is not None:
            return reply
    known = [(number, _arxiv_paper(number)) for number in reversed(numbers)]
    entries = [entry(number, paper) for number, paper in known if paper is not None]
    # As many as asked for, never mind how many there are: ten, if nothing is said.
    return Reply(
        200,
        feed("".join(entries[: int(query.get("max_results", "10"))]), len(numbers)),
        {"Content-Type": ATOM},
    )


def _arxiv_paper(number: str) -> Mapping[str, str] | None:
    return ARXIV.get(number, {} if number.startswith("2402.") or number in TROUBLE else None)


def _arxiv_search(query: Mapping[str, str]) -> Reply:
    """Answer with 150 papers, two a day and the newest first; of nothing there are none."""
    start, size = int(query["start"]), int(query["max_results"])
    if query["search_query"] == "wrong":
        return Reply(400, complaint("malformed query"))
    if query["search_query"] == "complaint":
        return Reply(200, complaint("malformed query"))
    total = 0 if "nothing" in query["search_query"] else 150
    newest = time.mktime((2024, 6, 30, 12, 0, 0, 0, 0, 0))
    entries = (
        entry(
            f"2406.{99999 - index}",
            {"published": time.strftime("%Y-%m-%dT12:00:00Z", time.localtime(newest - index // 2 * 86400))},
        )
        for index in range(start, min(total, start + size))
    )
    return Reply(200, feed("".join(entries), total), {"Content-Type": ATOM})


def _arxiv_trouble(services: Services, number: str) -> Reply | None:
    first = services.first(number)
    if number == SLOW:
        services.stopped.wait(2)
        return None
    return TROUBLE[number]() if first or number not in PASSING else None


def _crossref(_: Services, rest: str, query: Mapping[str, str]) -> Reply:
    kind = {"Content-Type": "application/json"}
    if rest == "works":
        works = [CROSSREF["10.1145/0000000.0000001"] | {"score": 40.0}, CROSSREF["10.1145/empty"], "?"]
        listed = works if "toy" in query["query.bibliographic"].lower() else []
        return Reply(
            200, _json({"status": "ok", "message-type": "work-list", "message": {"items": listed}}), kind
        )
    doi = rest.removeprefix("works/").lower()
    if doi == "10.1145/refused":
        message = [{"type": "parameter-not-allowed", "value": "query.*", "message": "This route does not"}]
        return Reply(
            400, _json({"status": "failed", "message-type": "validation-failure", "message": message}), kind
        )
    if doi not in CROSSREF:
        return Reply(404, b"Resource not found.", {"Content-Type": "text/plain"})
    return Reply(200, _json({"status": "ok", "message-type": "work", "message": CROSSREF[doi]}), kind)


def _files(table: Mapping[str, str], ending: str) -> Callable[[Services, str, Mapping[str, str]], Reply]:
    def reply(_: Services, rest: str, __: Mapping[str, str]) -> Reply:
        text = table.get(rest.removesuffix(ending))
        if text is None:
            return Reply(
                404, f"<html>{escape(rest)} is not here</html>".encode(), {"Content-Type": "text/html"}
            )
        return Reply(200, text.encode())

    return reply


def _dblp(services: Services, rest: str, query: Mapping[str, str]) -> Reply:
    if rest.startswith("rec/"):
        return _files(DBLP, ".bib")(services, rest.removeprefix("rec/"), query)
    words = query["q"]
    hits: list[dict[str, Any]] = DBLP_HITS if "toy" in words else []
    found: Any = [{"@score": "5", "info": info} for info in hits]
    if "single" in words:
        found = found[0]
    listed = {"@total": str(len(hits)), **({"hit": found} if hits else {})}
    return Reply(
        200, _json({"result": {"query": words, "hits": listed}}), {"Content-Type": "application/json"}
    )


def _openreview(notes: Mapping[str, Any]) -> Callable[[Services, str, Mapping[str, str]], Reply]:
    def reply(_: Services, __: str, query: Mapping[str, str]) -> Reply:
        number = query["id"]
        kind = {"Content-Type": "application/json"}
        if number == "challenge1":
            return Reply(403, _json(CHALLENGE), kind)
        if number == "forbidden1":
            return Reply(403, _json({"name": "ForbiddenError", "status": 403}), kind)
        if number == "emptyEmpty":
            return Reply(200, _json({"notes": [], "count": 0}), kind)
        if number not in notes:
            return Reply(404, _json({"name": "NotFoundError", "message": "not found", "status": 404}), kind)
        return Reply(200, _json({"count": 1, "notes": [notes[number]]}), kind)

    return reply


def _trouble(services: Services, rest: str, query: Mapping[str, str]) -> Reply:
    """Do what is asked for: /trouble/status/503, /trouble/moved?to=…, /trouble/text/…."""
    kind, _, value = rest.partition("/")
    if kind == "status":
        return Reply(int(value), b"")
    if kind == "moved":
        return Reply(302, b"", {"Location": query["to"]})
    if kind == "packed":
        return Reply(200, b"no gzip", {"Content-Encoding": "gzip"})
    return (
        Reply(200, f"{value} {services.asked[value]}".encode())
        if not services.first(value)
        else Reply(200, value.encode())
    )


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


ANSWERS: dict[str, Callable[[Services, str, Mapping[str, str]], Reply]] = {
    "arxiv": _arxiv,
    "crossref": _crossref,
    "acl": _files(ACL, ".bib"),
    "pmlr": _files(PMLR, ".html"),
    "dblp": _dblp,
    "openreview": _openreview(OPENREVIEW),
    "openreview1": _openreview(OPENREVIEW1),
    "trouble": _trouble,
}
