"""The rules' manual: the page in docs, and the page of one rule."""

import runpy
import subprocess
import sys
from types import ModuleType

import pytest

from conftest import ROOT
from headcat.rules import FAMILIES, RULES, manual

PAGE = ROOT / "docs" / "rules.md"


def test_the_page_in_docs_is_made_from_the_modules() -> None:
    assert "".join(manual.pages()) == PAGE.read_text(encoding="utf-8")


def test_the_manual_is_printed() -> None:
    command = [sys.executable, "-m", "headcat.rules.manual"]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    assert printed == "".join(manual.pages())


def test_the_manual_is_written_to_standard_output(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "headcat.rules.manual")
    runpy.run_module("headcat.rules.manual", run_name="__main__")
    assert capsys.readouterr().out == "".join(manual.pages())


def test_every_rule_and_family_is_in_the_page_once() -> None:
    lines = "".join(manual.pages()).split("\n")
    assert [line[4:] for line in lines if line.startswith("### ")] == [
        f"{code} {rule.name}" for code, rule in RULES.items()
    ]
    assert [line[14:] for line in lines if line.startswith("## The family ")] == list(FAMILIES.values())
    assert [line.split("]")[0][3:] for line in lines if line.startswith("| [")] == list(RULES)


@pytest.mark.parametrize("code", RULES)
def test_a_manual_is_a_sentence_a_text_and_two_catalogues(code: str) -> None:
    title, text, bad, good = manual.manual(code)
    assert title.endswith(".")
    assert "\n" not in title
    assert not text.endswith("\n")
    for example in (bad, good):
        assert example.endswith("\n")
        assert example != "\n"
    assert bad != good


def test_the_table_says_what_is_fixed() -> None:
    page = "".join(manual.pages())
    assert (
        "\n| [HC302](#hc302-head-alias) | head-alias | warning | yes |"
        " An alias, or another spelling, is written instead of the head's name |\n"
    ) in page
    assert "\n| [HC201](#hc201-same-key) | same-key | error |  | Two papers have one key |\n" in page


def test_the_page_of_one_rule() -> None:
    page = manual.page("HC302")
    assert page.startswith(
        "HC302 head-alias (warning, fixed by check --fix)\n\n"
        "An alias, or another spelling, is written instead of the head's name.\n\n"
    )
    assert page.endswith("        heads:\n          - Induction Head\n")
    assert manual.page("HC201").startswith("HC201 same-key (error)\n\nTwo papers have one key.\n\n")


@pytest.mark.parametrize(
    "docstring",
    [
        None,
        "",
        "A title.",
        "A title.\n\nA text.",
        "A title.\n\nA text.\n\nBad:\n\n    a",
        "A title.\n\nA text.\n\nGood:\n\n    a\n\nBad:\n\n    b",
        "A title.\nA text.\n\nBad:\n\n    a\n\nGood:\n\n    b",
    ],
)
def test_a_module_without_a_manual(docstring: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manual, "module", lambda _: ModuleType("same_key", docstring))
    message = "HC201: the docstring is no manual: a title, a text, Bad: and Good:, each an example"
    with pytest.raises(ValueError, match=message):
        manual.manual("HC201")


def test_a_docstring_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    docstring = "A title.\n\nA\ntext.\n\nMore.\n\nBad:\n\n    a:\n      b\n\n    c\n\nGood:\n\n    d\n"
    monkeypatch.setattr(manual, "module", lambda _: ModuleType("same_key", docstring))
    assert manual.manual("HC201") == ("A title.", "A\ntext.\n\nMore.", "a:\n  b\n\nc\n", "d\n")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("papers: []\n", b"papers: []\n"),
        ("a\\x20b", b"a b"),
        ("a\\xff", b"a\xff"),
        ("\\x09{3}", b"\t\t\t"),
        ("\\x20{0}", b""),
        ("ü\\xc3\\xbc", b"\xc3\xbc\xc3\xbc"),
        ("\\u200b\\X20\\x2", b"\\u200b\\X20\\x2"),
    ],
)
def test_an_example_shows_bytes_that_nobody_would_see(text: str, data: bytes) -> None:
    assert manual.example(text) == data
