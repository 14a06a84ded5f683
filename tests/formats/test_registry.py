"""The registries name functions that are there, and nothing is loaded before it is used."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import ROOT
from headcat import formats
from headcat.formats import (
    REPORTERS,
    VIEWS,
    WRITERS,
    Context,
    Format,
    atom,
    biblatex,
    bibtex,
    by_suffix,
    csl,
    csvtext,
    file_writer,
    findings,
    graphs,
    hits,
    is_raw,
    jsontext,
    markdown,
    parquet,
    plain,
    reporter,
    ris,
    sarif,
    sqlite,
    table,
    template,
    writer,
)
from headcat.vocabulary import Vocabulary

TEXTS = [*VIEWS, *(name for name, each in WRITERS.items() if each.kind != "binary")]


def test_writers_by_name() -> None:
    found: dict[str, object] = {name: writer(name) for name in TEXTS}
    assert found == {
        "table": table.write,
        "hits": hits.write,
        "plain": plain.write,
        "json": jsontext.write_array,
        "jsonl": jsontext.write_lines,
        "markdown": markdown.write,
        "bibtex": bibtex.write,
        "biblatex": biblatex.write,
        "csl-json": csl.write,
        "ris": ris.write,
        "csv": csvtext.write,
        "atom": atom.write,
        "template": template.write,
        "graphml": graphs.write_graphml,
        "dot": graphs.write_dot,
    }
    files: dict[str, object] = {name: file_writer(name) for name in WRITERS if name not in TEXTS}
    assert files == {"sqlite": sqlite.write, "parquet": parquet.write}


def test_reporters_by_name() -> None:
    found: dict[str, object] = {name: reporter(name) for name in REPORTERS}
    assert found == {
        "text": findings.write_text,
        "json": findings.write_json,
        "github": findings.write_github,
        "sarif": sarif.write,
    }


def test_only_json_is_passed_on_as_it_is() -> None:
    assert [name for name in (*VIEWS, *WRITERS) if is_raw(name)] == ["json", "jsonl"]


def test_each_format_is_described_for_people() -> None:
    """A suffix is that of one format, an option is a field of the context, an extra is one that there is."""
    suffixes = [suffix for each in WRITERS.values() for suffix in each.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert all(re.fullmatch(r"(\.[a-z0-9]+)+", suffix) for suffix in suffixes)
    assert {option for each in WRITERS.values() for option in each.options} <= set(Context._fields)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert {each.extra for each in WRITERS.values()} <= {"", *extras}
    assert all(0 < len(each.about) < 60 and each.about[-1] != "." for each in WRITERS.values())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("papers.bib", "bibtex"),
        ("a.b/PAPERS.BIB", "bibtex"),
        (".bib", "bibtex"),
        ("x.json.jsonl", "jsonl"),
        ("papers.md", "markdown"),
        ("bib", None),
        ("papers.bib.bak", None),
        ("papers.bib/x", None),
        ("", None),
    ],
)
def test_formats_by_the_suffix_of_a_file(name: str, expected: str | None) -> None:
    assert by_suffix(Path(name)) == expected


def test_the_longest_suffix_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(WRITERS, "other", Format("x:y", "x", (".other.json",)))
    assert [by_suffix(Path(f"x{suffix}")) for suffix in (".json", ".other.json", "other.json")] == [
        "json",
        "other",
        "json",
    ]


@pytest.mark.parametrize("load", [writer, reporter])
def test_an_unknown_name_is_a_key_error(load: object) -> None:
    assert callable(load)
    with pytest.raises(KeyError, match="docx"):
        load("docx")


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "template"])
def test_no_papers_make_a_whole_text(name: str) -> None:
    expected = {
        "table": "0 papers\n",
        "hits": "0 papers\n",
        "json": "[]\n",
        "csl-json": "[]\n",
        "csv": ",".join(csvtext.COLUMNS) + "\r\n",
        "atom": "".join(atom.write([], Context(Vocabulary()))),
        "graphml": "".join(graphs.write_graphml([], Context(Vocabulary()))),
        "dot": "graph heads {\n}\n",
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
