"""Papers as scripts: what a page would parse is what was meant, whatever the texts hold."""

import json
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from headcat.model import Head, Paper
from headcat.site.records import _parsed, all_papers, texts
from headcat.site.rendering import script_json
from headcat.vocabulary import Vocabulary
from hostile import HOSTILE, hostile
from sites import content_of

JSON = st.recursive(
    st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


def read(expression: str) -> object:
    """Return what a browser would make of an expression."""
    match = re.fullmatch(r"JSON\.parse\('((?:[^'\\\n\r\u2028\u2029]|\\[\\'])*)'\)", expression)
    assert match is not None
    return json.loads(re.sub(r"\\([\\'])", r"\1", match[1]))


@given(st.lists(JSON) | st.dictionaries(st.text(), JSON) | st.text())
def test_a_script_parses_to_what_was_written(value: list[object] | dict[str, object] | str) -> None:
    assert read(_parsed(value)) == value


@given(JSON)
def test_data_in_a_page_cannot_end_their_element(value: object) -> None:
    text = str(script_json(value))
    assert re.search("[<>&]", text) is None
    assert json.loads(text) == value


def test_the_file_of_all_papers_says_what_a_list_shows() -> None:
    vocabulary = Vocabulary(
        (Head("Mover Head", stage="Latent Reasoning"), Head("Name Mover Head", broader="Mover Head"))
    )
    paper = Paper("a2023", "First", ("Ada Adams",), "2023-05", "NeurIPS 2023", heads=("Name Mover Head",))
    script = all_papers(content_of([paper], vocabulary=vocabulary)).decode()
    match = re.fullmatch(r"window\.headcat = \{ \.\.\.window\.headcat, data: (.*) \};\n", script)
    assert match is not None
    assert read(match[1]) == {
        "papers": [
            {
                "key": "a2023",
                "number": 0,
                "page": "papers/a2023.html",
                "title": "First",
                "authors": "Ada Adams",
                "date": "2023-05",
                "day": "May 2023",
                "venue": "NeurIPS 2023",
                "series": "NeurIPS",
                "sort": "adams, ada",
                "ids": "",
                "code": False,
                "heads": [1],
                "points": ["", "", ""],
                "remark": "",
                "links": [],
            }
        ],
        "heads": [
            {"slug": "mover-head", "name": "Mover Head", "stage": 3},
            {"slug": "name-mover-head", "name": "Name Mover Head", "stage": 3},
        ],
    }


def test_texts_of_hostile_papers_are_one_call() -> None:
    papers = [replace(hostile(text, key=f"evil{number}"), heads=()) for number, text in enumerate(HOSTILE)]
    script = texts(content_of(papers, vocabulary=Vocabulary()), 0).decode()
    assert script.count("\n") == 1
    assert re.fullmatch(r"window\.headcat\.receive\(JSON\.parse\('.*'\), JSON\.parse\('.*'\)\);\n", script)
