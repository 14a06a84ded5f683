"""Fetching: answers in the order asked, and each failure for itself."""

from headcat.fetch import SOURCES, Failure, Found, Wanted
from headcat.fetch.client import Client, Options
from headcat.fetch.fetching import fetch
from headcat.fetch.wanted import wanted
from services import Services


def asked(*texts: str) -> list[Wanted]:
    found = [wanted(text) for text in texts]
    return [each for each in found if each is not None]


def told(answers: list[Found | Failure]) -> list[str | bool]:
    """Return the titles of what was found, and of what was not, whether that was said."""
    return [answer.draft.title if isinstance(answer, Found) else answer.answered for answer in answers]


def test_every_source_in_the_order_asked(services: Services, client: Client) -> None:
    questions = asked(
        "10.1145/0000000.0000001",
        "2402.00001",
        "https://openreview.net/forum?id=AbC12dEfGh",
        "conf/emnlp/BeispielM24",
        "arXiv:2402.00001v3",
        "https://proceedings.mlr.press/v235/beispiel24a.html",
        "2024.emnlp-main.999",
        "2401.99999",
        "2402.00002",
        "10.1145/unknown",
    )
    assert {each.kind for each in questions} == set(SOURCES)
    answers = fetch(questions, client)
    assert told(answers) == [
        "Toy Heads & Friends: A Study",
        "Paper 2402.00001",
        "Toy Heads",
        "Toy Heads: A Study",
        "Paper 2402.00001",
        "Toy Heads & Friends",
        "Toy Heads: BERT and GPT Compared",
        True,
        "Paper 2402.00002",
        True,
    ]
    assert answers[7] == Failure("arXiv has no paper 2401.99999", answered=True)
    assert [path for path in services.paths() if "arxiv" in path] == [
        "/arxiv/api/query?id_list=2402.00001,2401.99999,2402.00002&start=0&max_results=3"
    ]


def test_nothing_is_asked_for_nothing(services: Services, client: Client) -> None:
    assert fetch([], client) == []
    assert services.log == []


def test_a_failure_stops_no_other(services: Services, client: Client) -> None:
    questions = asked(
        "2401.00002",
        "https://openreview.net/forum?id=challenge1",
        "https://openreview.net/forum?id=AbC12dEfGh",
        "P00-0000",
        "P19-1580",
    )
    answers = fetch(questions, client)
    assert told(answers) == [False, False, "Toy Heads", True, "Old Heads"]
    assert isinstance(answers[1], Failure)
    assert answers[1].message.startswith("OpenReview asks for a browser check")
    assert len(services.log) == 5


def test_large_questions_are_asked_in_parts(services: Services, client: Client) -> None:
    numbers = [f"2402.{number:05}" for number in range(250)]
    assert told(fetch(asked(*numbers), client)) == [f"Paper {number}" for number in numbers]
    assert [path.count("2402.") for path in services.paths()] == [100, 100, 50]
    assert told(fetch(asked(*numbers), client)) == [f"Paper {number}" for number in numbers]
    assert len(services.log) == 3


def test_a_service_that_cannot_be_had_is_left_alone(services: Services, client: Client) -> None:
    numbers = ["2401.00503", *(f"2402.{number:05}" for number in range(150))]
    answers = fetch(asked(*numbers, "P19-1580"), client)
    busy = Failure("arXiv is too busy to answer (HTTP 503); try again later", answered=False)
    assert answers[:-1] == [busy] * 151
    assert told(answers[-1:]) == ["Old Heads"]
    assert len(services.log) == 4


def test_offline_what_is_kept_is_there(services: Services, client: Client) -> None:
    kept = asked("2402.00001", "P19-1580")
    answers = fetch(kept, client)
    with Client(Options(offline=True)) as offline:
        assert fetch(kept, offline) == answers
        mixed = fetch(asked("2402.00002", "2402.00001", "2024.emnlp-main.999"), offline)
    assert told(mixed) == [False, "Paper 2402.00001", False]
    assert len(services.log) == 2


def test_an_answer_about_something_else_is_doubted(client: Client) -> None:
    moved, same = fetch(asked("10.1145/other", "10.1145/EMPTY"), client)
    assert isinstance(moved, Found)
    assert isinstance(same, Found)
    assert moved.doubts == ("Crossref was asked for 10.1145/other and answered with 10.1145/moved",)
    assert same.doubts == ()
