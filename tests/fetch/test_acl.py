"""The ACL Anthology: a BibTeX file for each paper."""

import pytest

from headcat.errors import NetworkError
from headcat.fetch import Found, acl
from headcat.fetch.client import Client, NotThereError
from headcat.model import Draft, Link
from services import ACL, LOGIN_PAGE, Services


def test_a_paper(services: Services, client: Client) -> None:
    assert acl.find(client, "2024.emnlp-main.999") == Found(
        source="ACL Anthology",
        draft=Draft(
            title="Toy Heads: BERT and GPT Compared",
            authors=("Ada Beispiel", "Jürgen Müller", "Jan van der Toy"),
            date="2024-11",
            venue=("Proceedings of the 2024 Conference on Empirical Methods in Natural Language Processing"),
            ids={"doi": "10.18653/v1/2024.emnlp-main.999", "acl": "2024.emnlp-main.999"},
            links=(Link("paper", "https://aclanthology.org/2024.emnlp-main.999/"),),
        ),
    )
    assert services.paths() == ["/acl/2024.emnlp-main.999.bib"]


def test_an_old_paper_with_little(client: Client) -> None:
    draft = acl.find(client, "P19-1580").draft
    assert (draft.date, draft.ids) == ("2019", {"acl": "P19-1581"})


def test_what_is_not_there(client: Client) -> None:
    with pytest.raises(NotThereError, match=r"^ACL Anthology has nothing at http"):
        acl.find(client, "2024.emnlp-main.0")


def test_a_page_is_no_bibtex(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ACL, "2024.emnlp-main.1", LOGIN_PAGE.decode())
    with pytest.raises(NetworkError, match=r"^ACL Anthology answered what cannot be understood"):
        acl.find(client, "2024.emnlp-main.1")
