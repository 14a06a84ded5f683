"""The registries name functions that are there, and nothing is loaded before it is used."""

import subprocess
import sys

import pytest

from headcat import formats
from headcat.formats import (
    REPORTERS,
    WRITERS,
    Context,
    bibtex,
    findings,
    hits,
    jsontext,
    markdown,
    plain,
    reporter,
    sarif,
    table,
    writer,
)
from headcat.vocabulary import Vocabulary


def test_writers_by_name() -> None:
    found: dict[str, object] = {name: writer(name) for name in WRITERS}
    assert found == {
        "table": table.write,
        "hits": hits.write,
        "plain": plain.write,
        "json": jsontext.write_array,
        "jsonl": jsontext.write_lines,
        "markdown": markdown.write,
        "bibtex": bibtex.write,
    }


def test_reporters_by_name() -> None:
    found: dict[str, object] = {name: reporter(name) for name in REPORTERS}
    assert found == {
        "text": findings.write_text,
        "json": findings.write_json,
        "github": findings.write_github,
        "sarif": sarif.write,
    }


def test_only_json_is_passed_on_as_it_is() -> None:
    assert [name for name, entry in WRITERS.items() if entry.raw] == ["json", "jsonl"]


@pytest.mark.parametrize("load", [writer, reporter])
def test_an_unknown_name_is_a_key_error(load: object) -> None:
    assert callable(load)
    with pytest.raises(KeyError, match="docx"):
        load("docx")


@pytest.mark.parametrize("name", list(WRITERS))
def test_no_papers_make_a_whole_text(name: str) -> None:
    expected = {
        "table": "0 papers\n",
        "hits": "0 papers\n",
        "json": "[]\n",
        "markdown": "",
    }
    assert "".join(writer(name)([], Context(Vocabulary()))) == expected.get(name, "")


def test_all_names_exist() -> None:
    assert [name for name in formats.__all__ if not hasattr(formats, name)] == []


def test_libraries_are_loaded_when_they_are_used() -> None:
    modules = ", ".join(f"headcat.formats.{name}" for name in ("bibtex", "table"))
    loaded = "[name for name in ('pylatexenc', 'rich') if name in sys.modules]"
    code = f"import sys, {modules}; print({loaded})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"
