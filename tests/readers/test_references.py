"""What references say, in the catalogue's terms."""

import pytest

from headcat.readers.references import (
    abstracts_passed_over,
    arxiv_in,
    first_date,
    identified,
    is_arxiv,
    venue,
)


@pytest.mark.parametrize(
    ("text", "value", "alone"),
    [
        ("arXiv preprint arXiv:2405.00001", "2405.00001", False),
        ("arXiv:2405.00001v2 [cs.CL]", "2405.00001", True),
        ("ARXIV: 2405.00001.", "2405.00001", True),
        ("arXiv:hello", None, False),
        ("2405.00001", None, False),
        ("", None, False),
    ],
)
def test_an_identifier_in_a_text(text: str, value: str | None, alone: bool) -> None:  # noqa: FBT001
    assert (arxiv_in(text), is_arxiv(text)) == (value, alone)


@pytest.mark.parametrize(
    ("eprint", "doi", "url", "texts", "ids"),
    [
        ("", "", "", [], {}),
        ("2405.00001v3", "", "", [], {"arxiv": "2405.00001"}),
        ("x", "y", "", [], {"arxiv": "x", "doi": "y"}),
        ("", "https://doi.org/10.1000/1", "https://arxiv.org/abs/2405.00001", [],
         {"doi": "10.1000/1", "arxiv": "2405.00001"}),
        ("", "10.48550/arXiv.2405.00001", "", [], {"arxiv": "2405.00001"}),
        ("2405.00002", "10.48550/arXiv.2405.00001", "", ["arXiv:2405.00003"], {"arxiv": "2405.00002"}),
        ("", "10.18653/v1/P19-1580", "", [], {"doi": "10.18653/v1/P19-1580"}),
        ("", "", "https://example.org", ["x", "arXiv:2405.00003"], {"arxiv": "2405.00003"}),
    ],
)  # fmt: skip
def test_identifiers(eprint: str, doi: str, url: str, texts: list[str], ids: dict[str, str]) -> None:
    assert identified(eprint, doi, url, texts) == ids


def test_a_preprint_is_dated_by_its_identifier() -> None:
    assert first_date({"arxiv": "2405.00001"}, "2025") == "2024-05"
    assert first_date({"arxiv": "math/0506001"}, "2025") == "2025"
    assert first_date({}, "") == ""


@pytest.mark.parametrize(
    ("container", "year", "ids", "said"),
    [
        ("ICLR", "2025", {}, "ICLR 2025"),
        ("Proceedings of 2025", "2025", {}, "Proceedings of 2025"),
        ("The 2025 Conference", "2025", {}, "The 2025 Conference"),
        ("Toys 12025", "2025", {}, "Toys 12025 2025"),
        ("A page", "", {}, "A page"),
        ("", "2025", {}, ""),
        ("", "2025", {"arxiv": "2405.00001"}, "arXiv"),
        ("arXiv preprint", "2025", {"arxiv": "2405.00001"}, "arXiv"),
        ("ICLR", "2025", {"arxiv": "2405.00001"}, "ICLR 2025"),
    ],
)
def test_venues(container: str, year: str, ids: dict[str, str], said: str) -> None:
    assert venue(container, year, ids) == said


def test_abstracts() -> None:
    assert abstracts_passed_over(1) == "passed over: an abstract, for their authors have the rights"
    assert abstracts_passed_over(2) == "passed over: 2 abstracts, for their authors have the rights"
