"""PMLR: the BibTeX that a paper's page shows."""

import pytest

from headcat.errors import NetworkError
from headcat.fetch import Found, pmlr
from headcat.fetch.client import Client, NotThereError
from headcat.model import Draft, Link
from services import Services


def test_a_paper(services: Services, client: Client) -> None:
    assert pmlr.find(client, "v235/beispiel24a") == Found(
        source="PMLR",
        draft=Draft(
            title="Toy Heads & Friends",
            authors=("Ada Beispiel", "Jürgen Müller"),
            date="2024-07",
            venue="Proceedings of the 41st International Conference on Machine Learning 2024",
            links=(Link("paper", "https://proceedings.mlr.press/v235/beispiel24a.html"),),
        ),
    )
    assert services.paths() == ["/pmlr/v235/beispiel24a.html"]


@pytest.mark.parametrize("value", ["v235/plain24", "v235/broken24"])
def test_a_page_without_a_citation(client: Client, value: str) -> None:
    with pytest.raises(NetworkError, match=r"^PMLR answered what cannot be understood"):
        pmlr.find(client, value)


def test_what_is_not_there(client: Client) -> None:
    with pytest.raises(NotThereError, match=r"^PMLR has nothing at http"):
        pmlr.find(client, "v235/nobody24a")
