"""Which format a text is of, by what it says first, by its name only where that says nothing."""

import pytest

from headcat.errors import RefusedError
from headcat.readers import READERS
from headcat.readers.detection import detect

TEXTS = [
    ("bibtex", "@article{a, title={Title: x}}"),
    ("bibtex", "% a comment\n\n  @InProceedings (a,\n title = 1)"),
    ("bibtex", '\ufeff@string{a = "b"}'),
    ("form", "Title: A\nAuthors: B\n"),
    ("form", "- **Title:** A\n"),
    ("form", "### Title\n\nA\n"),
    ("awesome", "# Papers\n\n- [A](https://a.org)\n"),
    ("awesome", "<table>\n<tr><td>x"),
    ("awesome", "| Paper |\n| --- |\n"),
    ("csv", "Title,Authors\nA,B\n"),
    ("csv", 'key;"title";note\n'),
    ("csv", "year\tTITLE\n2024\tA\n"),
    ("ris", "TY  - JOUR\nTI  - A\nER  - \n"),
    ("ris", "\ufeff\r\nTY - CPAPER\r\n"),
    ("csl-json", '[\n  {"id": "a", "type": "article", "author": [{"family": "A"}]}]'),
    ("csl-json", '{"title": "A", "container-title": "B"}'),
    ("csl-json", '[{"title": "A", "author": [{"family": "B"}], "custom": {"headcat": {"authors": []}}}]'),
    ("json", '[{"title": "A", "authors": [], "extra": {"container-title": "B"}}]'),
    ("json", '[\n{"title": "A"}]'),
    ("json", '{\n"title": "A"}'),
    ("jsonl", '{"title": "A"}\n'),
    ("jsonl", '{"title": "A"}\n{"title": "B"}\n'),
]


@pytest.mark.parametrize(("name", "text"), [each for each in TEXTS if each[0] in READERS])
def test_the_format_is_told_by_the_text(name: str, text: str) -> None:
    assert detect(text, "x.txt") == name
    assert detect(text, "x.bib" if name != "bibtex" else "x.jsonl") == name


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("bibtex", "x.bib"), ("bibtex", "X.BIB"), ("bibtex", "a.b/x.y.bib"), ("ris", "x.ris")],
)
def test_the_name_tells_where_the_text_does_not(name: str, suffix: str) -> None:
    assert detect("Nothing of the kind.\n", suffix) == name


@pytest.mark.parametrize("text", ["", "Nothing of the kind.\n", "a@b.org\n", "Untitled: x\n"])
def test_what_cannot_be_told_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match=r"^x\.txt: what this is cannot be told; say so by --from-format"):
        detect(text, "x.txt")
