"""That what a merge would lose or invent is seen, whoever made it."""

from pathlib import Path

import pytest

from conftest import SMALL
from headcat import merge
from headcat.cli import main
from headcat.document import parse
from headcat.errors import RefusedError
from headcat.merge import merged
from headcat.merge.proof import unproved


def test_the_proof_sees_what_a_merge_would_lose() -> None:
    ours, theirs = SMALL.replace("They move", "A"), SMALL.replace("Small tasks", "B")
    right = ours.replace("Small tasks", "B")
    documents = [parse(text) for text in (SMALL, ours, theirs)]
    first = right[right.index("  # the first") : right.index("\n  # the second")]
    wrong = {
        ours: "adams2022heads: summary.tasks would be lost",
        right.replace("result: It", "result: I"): "adams2022heads: summary.result would be lost",
        right + "    note: n\n": "zorn2023names: note is what neither side says",
        right.replace("  # as the paper says", ""): "the comment '# as the paper says' would be lost",
        right.replace(
            "      - Ada Adams\n      - Ludwig van der Berg\n",
            "      - Ludwig van der Berg\n      - Ada Adams\n",
        ): ("adams2022heads: authors would be lost"),
        right.replace(first, ""): "adams2022heads: key would be lost",
        right + "  - key: [\n": "the result cannot be read",
        right + right[right.index("\n  # the second") :]: "two entries of papers: are called 'zorn2023names'",
        right + "<<<<<<< a\n": "the result has a conflict marker without its counterpart",
    }
    assert {text: unproved(documents, text)[1] for text in wrong} == wrong
    assert unproved(documents, right)[1] == ""


def test_a_section_that_headcat_does_not_know_must_be_as_on_a_side() -> None:
    base, ours, theirs, wrong = (SMALL + f"extra: {word}\n" for word in "abcd")
    documents = [parse(text) for text in (base, ours, theirs)]
    why = unproved(documents, wrong)[1]
    assert why.startswith("extra: is not what either side says: ")
    assert unproved(documents, ours)[1] == ""


SECOND = SMALL[SMALL.index("\n  # the second") :]
TITLE = SMALL.replace("Small Catalogue", "Cats")
RESULT = SMALL.replace("They move", "They moved")


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the merge forget the second paper, whatever comes of it."""
    whole = merge._Merge.text
    monkeypatch.setattr(
        merge._Merge, "text", lambda made: whole(made).partition("\n  # the second")[0] + "\n"
    )


@pytest.mark.usefixtures("forgetful")
def test_a_merge_that_forgets_a_paper_is_refused() -> None:
    with pytest.raises(RefusedError, match="zorn2023names: key would be lost"):
        merged(SMALL.encode(), TITLE.encode(), RESULT.encode())


@pytest.mark.usefixtures("forgetful")
def test_the_driver_merges_by_line_what_cannot_be_proved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = []
    for name, text in (("base", SMALL), ("ours", TITLE), ("theirs", RESULT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        names.append(str(tmp_path / name))
    assert main(["merge-driver", *names]) == 1
    ours = names[1]
    told = [
        f"headcat: {ours}: zorn2023names: key would be lost; merged line by line\n",
        f"headcat: {ours}: no line is in conflict; look at it before you commit it\n",
    ]
    assert capsys.readouterr() == ("", "".join(told))
    expected = TITLE.replace("They move", "They moved")
    assert (tmp_path / "ours").read_text(encoding="utf-8") == expected
