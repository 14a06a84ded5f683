"""arXiv: each paper known by its identifier, whatever the answer's order, gaps and troubles."""

import pytest

from headcat.errors import NetworkError
from headcat.fetch import Found, arxiv
from headcat.fetch.client import Client, Options, StatusError
from headcat.model import Draft
from services import Services


def test_a_paper_with_everything(client: Client) -> None:
    assert arxiv.find_many(client, ["2401.01234"]) == {
        "2401.01234": Found(
            source="arXiv",
            draft=Draft(
                title=r"Toy Heads: A Study of [BOS] & $\alpha$-Attention",
                authors=("Ada Beispiel", "Jürgen van der Müller", "{Toy Team}"),
                date="2024-01-03",
                venue="arXiv",
                ids={"arxiv": "2401.01234"},
            ),
            abstract="We study toy heads. Second paragraph.",
            details={
                "comment": "Accepted to EMNLP 2024. 12 pages",
                "journal_ref": "Proc. EMNLP 2024, 1-12",
                "doi": "10.18653/v1/2024.emnlp-main.999",
                "updated": "2024-05-02",
                "version": "2",
            },
        )
    }


def test_a_batch_is_one_request_matched_by_identifier(services: Services, client: Client) -> None:
    values = ["2402.00001", "astro-ph/0601001", "2401.99999", "2402.00002"]
    found = arxiv.find_many(client, values)
    assert {value: (each.draft.title, each.draft.ids) for value, each in found.items()} == {
        "2402.00001": ("Paper 2402.00001", {"arxiv": "2402.00001"}),
        "astro-ph/0601001": ("Old Heads", {"arxiv": "astro-ph/0601001"}),
        "2402.00002": ("Paper 2402.00002", {"arxiv": "2402.00002"}),
    }
    ids = "2402.00001,astro-ph%2F0601001,2401.99999,2402.00002"
    assert services.paths() == [f"/arxiv/api/query?id_list={ids}&start=0&max_results=4"]


def test_more_than_ten_are_asked_for_by_number(client: Client) -> None:
    values = [f"2402.{number:05}" for number in range(arxiv.BATCH)]
    assert set(arxiv.find_many(client, values)) == set(values)


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("2401.00008", "0"),
        ("2401.00010", "Heads of the Étude for <mask>"),
        ("2401.00429", "Paper 2401.00429"),
        ("2401.00007", "Paper 2401.00007"),
        ("2401.00012", "Paper 2401.00012"),
    ],
)
def test_titles_of_a_kind_and_troubles_that_pass(client: Client, value: str, title: str) -> None:
    assert arxiv.find_many(client, [value])[value].draft.title == title


def test_what_arxiv_does_not_have_is_asked_for_twice_and_left_out(services: Services, client: Client) -> None:
    assert arxiv.find_many(client, ["2401.99999"]) == {}
    assert len(services.log) == 2
    assert arxiv.find_many(client, []) == {}
    assert len(services.log) == 2


@pytest.mark.parametrize("wrong", ["2401.00400", "2401.00200"])
def test_an_identifier_that_arxiv_refuses_takes_no_other_with_it(
    services: Services, client: Client, wrong: str
) -> None:
    assert list(arxiv.find_many(client, ["2402.00001", wrong])) == ["2402.00001"]
    assert len(services.log) == 2


def test_a_paper_that_was_not_asked_for_is_none(services: Services, client: Client) -> None:
    assert arxiv.find_many(client, ["2401.00013"]) == {}
    assert len(services.log) == 1


def test_a_withdrawn_paper_is_doubted(client: Client) -> None:
    found = arxiv.find_many(client, ["2401.00009", "2401.01234"])
    doubts = {value: each.doubts for value, each in found.items()}
    withdrawn = ("arXiv says of it: This paper has been withdrawn by the authors",)
    assert doubts == {"2401.00009": withdrawn, "2401.01234": ()}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("2401.00201", "arXiv refused to answer: max_results must be an integer"),
        ("2401.00001", "arXiv answered what cannot be understood"),
        ("2401.00002", "arXiv answered what cannot be understood"),
        ("2401.00005", "arXiv answered what cannot be understood"),
        ("2401.00011", "arXiv answered what cannot be understood"),
        ("2401.00006", "arXiv: the answer is larger than 5 MB"),
        ("2401.00004", "arXiv sends us from one address to the next"),
    ],
)
def test_what_is_no_answer(client: Client, value: str, message: str) -> None:
    with pytest.raises(NetworkError) as raised:
        arxiv.find_many(client, [value])
    assert str(raised.value).startswith(message)


def test_another_refusal_stays_one(client: Client) -> None:
    with pytest.raises(StatusError, match=r"^arXiv refused to answer \(HTTP 403\) at http") as raised:
        arxiv.find_many(client, ["2401.00403"])
    assert (raised.value.status, raised.value.body) == (403, b"No.")


def test_what_came_is_kept_paper_by_paper(services: Services, client: Client) -> None:
    found = arxiv.find_many(client, ["2401.01234", "2402.00001"])
    assert arxiv.kept(client, ["2402.00001", "2402.00002", "2401.01234"]) == found
    assert arxiv.kept(Client(Options(offline=True)), ["2402.00001"]) == {"2402.00001": found["2402.00001"]}
    assert arxiv.kept(Client(Options(refresh=True)), ["2402.00001"]) == {}
    assert len(services.log) == 1


def test_a_search_goes_back_to_a_day_page_by_page(services: Services, client: Client) -> None:
    found = arxiv.search(client, 'all:"attention head"', "2024-05-01", 1000)
    dates = [each.draft.date for each in found]
    assert (len(dates), dates[0], dates[-1]) == (122, "2024-06-30", "2024-05-01")
    assert dates == sorted(dates, reverse=True)
    assert found[0].draft.ids == {"arxiv": "2406.99999"}
    assert services.paths() == [
        "/arxiv/api/query?search_query=all%3A%22attention+head%22"
        f"&start={start}&max_results=100&sortBy=submittedDate&sortOrder=descending"
        for start in (0, 100)
    ]


@pytest.mark.parametrize(
    ("query", "limit", "count", "requests"),
    [
        ("heads", 7, 7, 1),
        ("heads", 120, 120, 2),
        ("heads", 500, 150, 2),
        ("nothing", 500, 0, 1),
        ("heads", 0, 0, 0),
    ],
)
def test_a_search_ends_at_its_limit_or_with_the_papers(
    services: Services, client: Client, query: str, limit: int, count: int, requests: int
) -> None:  # fmt: skip
    assert len(arxiv.search(client, query, "1991-01-01", limit)) == count
    assert len(services.log) == requests


@pytest.mark.parametrize(
    ("query", "message"),
    [("complaint", "refused to answer: malformed query"), ("wrong", r"refused to answer \(HTTP 400\)")],
)
def test_a_search_that_arxiv_refuses(client: Client, query: str, message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        arxiv.search(client, query, "2024-01-01", 10)
