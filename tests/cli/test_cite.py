"""cite: references to papers, and to the survey."""

from pathlib import Path

import pytest

from conftest import ROOT
from headcat.cli import cite, main

ADAMS = (
    "Adams, A., & van der Berg, L. (2022). Heads of a Small Catalogue. Advances in Neural Information"
    " Processing Systems. https://arxiv.org/abs/2203.00001\n"
)
ZORN = "Zorn, Z. (2023). Names: Moved (ArXiv:2311.00002). arXiv. https://arxiv.org/abs/2311.00002\n"
ZORN_MLA = "Zorn, Z. “Names: Moved”. arXiv:2311.00002, arXiv, Nov. 2023, https://arxiv.org/abs/2311.00002.\n"
SURVEY = (
    "Zheng, Z., Wang, Y., Huang, Y., Song, S., Yang, M., Tang, B., Xiong, F., & Li, Z. (2025). Attention"
    " Heads of Large Language Models: A Survey. Patterns. https://arxiv.org/abs/2409.03752\n"
)


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (["adams2022heads"], ADAMS),
        (["arXiv:2311.00002", "adams", "zorn2023names"], ADAMS + ZORN),
        (["--head", "induction"], ADAMS + ZORN),
        (["--limit", "1"], ZORN),
        (["--since", "2024"], ""),
        (["--style", "mla", "--author", "zorn"], ZORN_MLA),
        (["zorn", "--style", "mla"], ZORN_MLA),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_references_to_papers(words: list[str], out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", *words]) == 0
    assert capsys.readouterr() == (out, "")


def test_the_survey_as_bibtex_and_in_a_style(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite"]) == 0
    assert capsys.readouterr() == ((ROOT / "CITATION.bib").read_text(encoding="utf-8"), "")
    assert main(["cite", "--style", "apa"]) == 0
    assert capsys.readouterr() == (SURVEY, "")


def test_the_survey_of_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cite, "_PACKAGE", tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "CITATION.bib").write_text("@misc{x,\n}\n", encoding="utf-8")
    assert main(["cite"]) == 0
    assert capsys.readouterr() == ("@misc{x,\n}\n", "")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["adams", "--limit", "1"], 2, "name papers by key or choose them by options, not both"),
        (["nobody"], 1, "no paper is called 'nobody'; `headcat list` shows the keys"),
        (["--style", "acll"], 2, "no style is called 'acll'; nearest: acl, cell, small"),
        (["adams", "--style", "acll"], 2, "no style is called 'acll'; nearest: acl, cell, small"),
        (["--head", "nothing"], 2, "no head is called 'nothing'"),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_what_cannot_be_cited(
    words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cite", *words]) == code
    out, err = capsys.readouterr()
    assert (out, err.startswith(f"headcat: {message}")) == ("", True)


def test_a_catalogue_with_errors_is_cited_as_far_as_it_can_be(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = catalogue_file.read_text(encoding="utf-8").replace("2022-03-08", "2022-03-32")
    catalogue_file.write_text(text, encoding="utf-8")
    assert main(["cite", "zorn"]) == 3
    out, err = capsys.readouterr()
    assert (out, "HC103" in err) == (ZORN, True)
