"""The ACL Anthology, which has a BibTeX file for each paper."""

from typing import Final
from urllib.parse import quote

from headcat.fetch import Found
from headcat.fetch.agent import base
from headcat.fetch.client import Client
from headcat.fetch.shapes import parsed_bibtex

NAME: Final = "ACL Anthology"


def find(client: Client, value: str) -> Found:
    """Return the paper of an ACL identifier.

    Raises:
        NotThereError: there is none.
        NetworkError: the Anthology does not answer, or not as it does.

    """
    url = f"{base('acl', 'https://aclanthology.org')}/{quote(value)}.bib"
    return client.get(NAME, url, lambda body: Found(NAME, parsed_bibtex(NAME, body)))
