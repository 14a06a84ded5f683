"""fetch: what services say of papers, printed; and what lacks filled for import."""

import json
from pathlib import Path

import pytest

from headcat import Draft, Link
from headcat.cli import main
from headcat.cli.lookup import Filled, Way, filled
from headcat.errors import ExitCode
from services import Services

pytestmark = pytest.mark.usefixtures("catalogue_file", "services")
TEXT = """\
2402.00001, says arXiv
  title       Paper 2402.00001
  authors     Ada Beispiel
  date        2024-02-01
  venue       arXiv
  arxiv       2402.00001
  updated     2024-02-01
  version     2
  abstract    A summary.
"""


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["fetch", *words])
    return (code, *capsys.readouterr())


def test_papers_are_printed_in_the_order_asked(capsys: pytest.CaptureFixture[str]) -> None:
    two = TEXT.replace("00001", "00002")
    assert run(capsys, "2402.00002", "2402.00001v3") == (
        0,
        f"{two}\n{TEXT.replace('2402.00001, says', '2402.00001v3, says')}",
        "",
    )


@pytest.mark.parametrize(
    ("names", "code", "message"),
    [
        (["2401.00503"], 4, "2401.00503: arXiv is too busy to answer (HTTP 503); try again later"),
        (["2401.99999"], 1, "2401.99999: arXiv has no paper 2401.99999"),
        (["10.1145/none"], 1, None),
    ],
)
def test_what_is_not_found_keeps_nothing_else_out(
    names: list[str], code: int, message: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    answered, out, err = run(capsys, "https://aclanthology.org/2024.emnlp-main.999", *names)
    assert (answered, out.count("  title ")) == (code, 1)
    assert message is None or err == f"headcat: {message}\n"
    assert err.startswith("headcat: ")


@pytest.mark.parametrize("words", [["--json"], ["--format", "json"]])
def test_json(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "2402.00001", "2401.99999", *words)
    assert (code, err) == (1, "headcat: 2401.99999: arXiv has no paper 2401.99999\n")
    found, lost = json.loads(out)
    assert (found["title"], found["ids"]) == ("Paper 2402.00001", {"arxiv": "2402.00001"})
    assert lost == {"asked": "2401.99999", "error": "arXiv has no paper 2401.99999"}


def test_bibtex_knows_the_venues_and_gives_a_link(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "2402.00001", "--format", "bibtex") == (
        0,
        (
            "@misc{beispiel2024paper,\n  title = {Paper 2402.00001},\n  author = {Beispiel, Ada},\n"
            "  year = {2024},\n  month = feb,\n  eprint = {2402.00001},\n  archivePrefix = {arXiv},\n"
            "  url = {https://arxiv.org/abs/2402.00001},\n}\n"
        ),
        "",
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["https://example.org/x"], "'https://example.org/x' is of no service that headcat asks"),
        (
            ["nothing"],
            "'nothing' is no identifier of arXiv, ACL, OpenReview, PMLR or DBLP, no DOI and no link",
        ),
        (["2402.00001", "--offline", "--refresh"], "give --offline or --refresh, not both"),
    ],
)
def test_what_makes_no_sense(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, *words) == (2, "", f"headcat: {message}\n")


def test_kept_answers_need_no_network(capsys: pytest.CaptureFixture[str], services: Services) -> None:
    assert run(capsys, "2402.00001", "--offline")[0] == 4
    assert services.log == []
    assert run(capsys, "2402.00001")[0] == 0
    assert run(capsys, "2402.00001", "--offline") == (0, TEXT, "")
    assert len(services.log) == 1
    assert run(capsys, "2402.00001", "--refresh")[0] == 0
    assert len(services.log) == 2


def test_what_lacks_is_filled_in_one_request(services: Services) -> None:
    drafts = [
        Draft(title="Paper 2402.00001", date="2024", ids={"arxiv": "2402.00001"}, heads=("x",)),
        Draft(title="Paper", authors=("A B",), date="2024", ids={"arxiv": "2402.00002"}),
        Draft(
            title="Paper 2402.00003",
            date="2023-12",
            links=(
                Link("code", "https://arxiv.org/abs/1"),
                Link("paper", "https://arxiv.org/pdf/2402.00003"),
            ),
        ),
        Draft(title="No identifier"),
        Draft(title="Something else altogether", ids={"arxiv": "2402.00004"}),
        Draft(ids={"openreview": "AbC12dEfGh"}),
        Draft(ids={"arxiv": "2401.00009"}),
    ]
    result, messages, code = filled(drafts, Way())
    assert (result[0].authors, result[0].date, result[0].heads) == (("Ada Beispiel",), "2024-02-01", ("x",))
    assert result[1] == drafts[1]
    assert (result[2].authors, result[2].date) == (("Ada Beispiel",), "2023-12")
    assert result[3:5] == drafts[3:5]
    assert (result[5].title, result[5].venue) == ("Toy Heads", "ICLR 2024")
    assert (messages, code) == (
        {
            4: ("arXiv calls it 'Paper 2402.00004', not 'Something else altogether'",),
            6: ("arXiv says of it: This paper has been withdrawn by the authors",),
        },
        ExitCode.DONE,
    )
    assert len(services.log) == 2


def test_what_cannot_be_filled_stays() -> None:
    drafts = [Draft(ids={"arxiv": "2401.99999"}), Draft(ids={"openreview": "challenge1"})]
    result, messages, code = filled(drafts, Way())
    assert (result, messages[0], code) == (drafts, ("arXiv has no paper 2401.99999",), ExitCode.NETWORK)
    assert "browser" in messages[1][0]
    assert filled([], Way(offline=True)) == Filled([], {}, ExitCode.DONE)


def test_import_asks_for_what_a_reading_list_lacks(capsys: pytest.CaptureFixture[str]) -> None:
    Path("list.md").write_text(
        "- [Paper 2402.00001](https://arxiv.org/abs/2402.00001)\n"
        "- [Another](https://openreview.net/forum?id=challenge1)\n",
        encoding="utf-8",
    )
    assert main(["import", "list.md", "--dry-run"]) == 3
    capsys.readouterr()
    assert main(["import", "list.md", "--fetch", "--keep-going"]) == 4
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "list.md:1: added beispiel2024paper"
    asked, summary = err.splitlines()
    assert asked.startswith("list.md:2: OpenReview asks for a browser check")
    assert summary == "list.md: 1 added, 1 refused"
