"""What docs/security.md promises: every test that it names is there, and those that have no other home."""

import ast
import os
import re
import sys
from pathlib import Path

import pytest

from conftest import ROOT, SMALL
from headcat.catalogue import Catalogue
from headcat.cli import main
from headcat.cli.completion import answer
from headcat.cli.editor import Desk
from headcat.errors import NetworkError, NotFoundError, UsageError
from headcat.fetch.client import Client
from headcat.model import SORT_FIELDS, Query
from headcat.words.names import is_key

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+) \| (.+) \| `(tests/[\w/]+\.py)::(\w+)` \|$", PAGE, re.MULTILINE)


def test_every_threat_has_its_line() -> None:
    table = PAGE.partition("## Threats")[2].partition("\n## ")[0]
    assert len(ROWS) == table.count("\n| ") - 2
    assert len(ROWS) > 50


@pytest.mark.parametrize(("threat", "file", "name"), [(row[0], row[2], row[3]) for row in ROWS])
def test_what_holds_a_threat_is_a_test(threat: str, file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    assert name in {function.name for function in functions}, threat


@pytest.mark.parametrize(
    "key", ["-rf", "--help", "../x", "/etc/passwd", "a/b", "a b", ".x", "", "a\n", "$(id)", "é"]
)
def test_no_key_is_an_option_or_a_path(key: str) -> None:
    assert not is_key(key)


@pytest.mark.parametrize("name", ["--version", "-h", "--fix", "-"])
def test_a_file_may_be_called_like_an_option(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(".", name)
    path.write_text(SMALL, encoding="utf-8")
    shown = name if name != "-" else "./-"
    assert main(["check", "--ignore", "staleness", "--", shown]) == 0
    assert capsys.readouterr() == ("", "nothing found\n")
    assert path.read_text(encoding="utf-8") == SMALL


def test_no_shell_reads_the_editors_words(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys; open('words', 'w').write('|'.join(sys.argv[1:]))"
    command = f'"{sys.executable}" -c "{code}" a;touch x && $(touch y) `touch z` \'two words\' > w'
    monkeypatch.setenv("VISUAL", command)
    desk = Desk("../-rf; touch v")
    assert desk.edit("text") == "text"
    expected = ["a;touch", "x", "&&", "$(touch", "y)", "`touch", "z`", "two words", ">", "w", str(desk.path)]
    assert Path("words").read_text(encoding="utf-8").split("|") == expected
    assert [path.name for path in Path().iterdir()] == ["words"]
    assert re.fullmatch(r"[\w+-]+\.yaml", desk.path.name)
    desk.clear()


@pytest.mark.parametrize(
    "text",
    [
        "' OR 1=1 --",
        '"; DROP TABLE paper; --',
        'x" OR title : "heads',
        "title : heads",
        "NEAR(a b)",
        "a AND NOT b",
        "^a",
        "{a b} : c",
        "*",
        "\x00",
    ],
)
def test_a_query_is_no_sql(text: str, catalogue_file: Path) -> None:
    """Nor is it any of the full-text index's own language."""
    opened = Catalogue.open(catalogue_file)
    for order in SORT_FIELDS:
        assert len(list(opened.find(Query(search=text, sort=order)))) <= 2
    names = (text,)
    for query in (Query(heads=names), Query(venues=names), Query(stages=names), Query(has=names)):
        with pytest.raises(UsageError):
            list(opened.find(query))
    with pytest.raises(NotFoundError, match=r"^no paper is called "):
        opened.get(text)
    assert len(list(opened.find())) == 2


def test_completion_offers_nothing_that_acts(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SMALL.replace("name: Mover Head", 'name: "Mover\\e[31m\\u202e Head"').replace(
        "Zoe Zorn", '"Zoe\\a Zorn"'
    )
    catalogue_file.write_text(text, encoding="utf-8")
    main(["list"])
    capsys.readouterr()
    for shell in ("bash", "zsh", "fish", "powershell"):
        for line in ("headcat filter ", "headcat list --author ", "headcat show "):
            assert answer(shell, line) == 0
        shown = capsys.readouterr().out
        assert "Induction" in shown
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", shown)


@pytest.mark.parametrize("proxy", ["ftp://me:secret@127.0.0.1:1", "http://me:secret@[x"])
def test_no_password_of_a_proxy_is_told(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    monkeypatch.setenv("HEADCAT_GAP_FACTOR", "0")
    with Client() as client, pytest.raises(NetworkError) as caught:
        client.ask("arXiv", "https://example.org/")
    assert "secret" not in str(caught.value)
