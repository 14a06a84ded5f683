"""A link is of no known kind, or no address of the web.

The kinds are paper, code, project, data, demo, blog, video and slides. An address begins with
http:// or https:// and holds neither spaces nor a user name.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        links:
          paper: example.org/heads.pdf

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        links:
          paper: https://example.org/heads.pdf
"""

from collections import Counter
from collections.abc import Iterator

from headcat.document import Problem
from headcat.model import LINK_KINDS, Link
from headcat.rules.inspection import Inspection
from headcat.words.identifiers import is_web_address


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the links that are none."""
    for record in inspection.reading.papers:
        links = record.value.links
        for number, link in enumerate(links):
            problem = link_problem(link)
            if problem:
                place = Counter(each.kind for each in links[:number])[link.kind]
                yield Problem("HC104", record.at("links", link.kind, place), problem)


def link_problem(link: Link) -> str | None:
    """Say what is wrong with a link, or None."""
    if link.kind not in LINK_KINDS:
        return f"no link is called {link.kind!r}; it may be {', '.join(LINK_KINDS)}"
    if not is_web_address(link.url):
        return f"{link.url!r} is no http or https address"
    return None
