"""Proceedings of Machine Learning Research, whose pages show each paper's BibTeX."""

from html.parser import HTMLParser
from typing import Final
from urllib.parse import quote

from headcat.fetch import Found
from headcat.fetch.agent import base
from headcat.fetch.client import Client
from headcat.fetch.shapes import parsed_bibtex, strange
from headcat.words.wording import parseable

NAME: Final = "PMLR"


class _Codes(HTMLParser):
    """Collects the texts of a page's elements for code."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "code":
            self._inside = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "code"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


def find(client: Client, value: str) -> Found:
    """Return a paper of the proceedings.

    Args:
        client: the client.
        value: its volume and name, as `v235/zhang24bk`.

    Raises:
        NotThereError: there is none.
        NetworkError: PMLR does not answer, or not as it does.

    """
    url = f"{base('pmlr', 'https://proceedings.mlr.press')}/{quote(value)}.html"
    return client.get(NAME, url, _parsed)


def _parsed(body: bytes) -> Found:
    page = _Codes()
    page.feed(parseable(body.decode("utf-8", "replace")))
    page.close()
    entry = next((text.strip() for text in page.texts if text.lstrip().startswith("@")), None)
    if entry is None:
        raise strange(NAME)
    return Found(NAME, parsed_bibtex(NAME, entry.encode()))
