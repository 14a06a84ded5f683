"""References as plain text."""

from typing import Any

import pytest

from headcat.model import Link, Paper, Published, Venue
from headcat.site.citation import cited
from headcat.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    venues=(
        Venue("NeurIPS", full="Advances in Neural Information Processing Systems"),
        Venue("arXiv", kind="preprint"),
        Venue("TMLR", kind="journal"),
    )
)


def paper(**fields: Any) -> Paper:
    given: dict[str, Any] = {"key": "k", "title": "Heads", "authors": ("Ada Adams",), "date": "2022-03-08"}
    return Paper(**(given | fields))


@pytest.mark.parametrize(
    ("fields", "reference"),
    [
        ({}, "Adams, A. (2022). Heads."),
        ({"authors": ()}, "(2022). Heads."),
        ({"authors": ("Ludwig van der Berg", "Jean-Paul Q. Sartre")},
         "van der Berg, L., & Sartre, J.-P. Q. (2022). Heads."),
        ({"authors": ("{The Head Team}",)}, "The Head Team (2022). Heads."),
        ({"authors": ("King, Jr., Martin",)}, "King, M., Jr. (2022). Heads."),
        ({"title": "What Heads?"}, "Adams, A. (2022). What Heads?"),
        ({"venue": "NeurIPS 2023"},
         "Adams, A. (2023). Heads. Advances in Neural Information Processing Systems."),
        ({"venue": "TMLR"}, "Adams, A. (2022). Heads. TMLR."),
        ({"venue": "Somewhere 2024"}, "Adams, A. (2022). Heads. Somewhere 2024."),
        ({"venue": "arXiv", "ids": {"arxiv": "2203.00001"}}, "Adams, A. (2022). Heads. arXiv:2203.00001."),
        ({"venue": "arXiv"}, "Adams, A. (2022). Heads. arXiv."),
        ({"ids": {"doi": "10.1000/x#y"}}, "Adams, A. (2022). Heads. https://doi.org/10.1000/x%23y"),
        ({"links": (Link("paper", "https://example.org/h"),)},
         "Adams, A. (2022). Heads. https://example.org/h"),
        ({"links": (Link("paper", "javascript:alert(1)"),)}, "Adams, A. (2022). Heads."),
        ({"published": Published("Heads Again", ("Zoe Zorn",))}, "Zorn, Z. (2022). Heads Again."),
        ({"title": "Heads\u202e\nagain"}, "Adams, A. (2022). Heads\\u202e again."),
    ],
)  # fmt: skip
def test_a_reference(fields: dict[str, Any], reference: str) -> None:
    assert cited(paper(**fields), VOCABULARY) == reference


@pytest.mark.parametrize(("count", "named"), [(20, 20), (21, 20), (40, 20)])
def test_of_many_authors_the_first_and_the_last_are_named(count: int, named: int) -> None:
    text = cited(paper(authors=tuple(f"Ada Adams{number}" for number in range(count))), VOCABULARY)
    assert text.count("Adams") == named
    assert text.startswith("Adams0, A., ")
    assert (f", … Adams{count - 1}, A. (2022)" in text) == (count > 20)
    assert (f", & Adams{count - 1}, A. (2022)" in text) == (count <= 20)
