"""JSON and JSON Lines parse back to what they were made from."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SMALL
from headcat.document.records import read
from headcat.formats import Context
from headcat.formats.jsontext import write_array, write_lines
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import json_visible

CONTEXT = Context(Vocabulary())
OBJECTS = [record.value.to_json() for record in read(SMALL).papers]
LINES = [json.dumps(each, ensure_ascii=False) for each in OBJECTS]


def test_an_array_has_an_object_a_line() -> None:
    assert "".join(write_array(LINES, CONTEXT)) == f"[\n{LINES[0]},\n{LINES[1]}\n]\n"


def test_lines_are_the_objects() -> None:
    assert "".join(write_lines(LINES, CONTEXT)) == f"{LINES[0]}\n{LINES[1]}\n"


@pytest.mark.parametrize("count", [0, 1, 2])
def test_both_parse_back(count: int) -> None:
    array = "".join(write_array(LINES[:count], CONTEXT))
    lines = "".join(write_lines(LINES[:count], CONTEXT))
    assert json.loads(array) == OBJECTS[:count]
    assert list(map(json.loads, lines.splitlines())) == OBJECTS[:count]


def test_an_empty_answer_is_an_empty_array_and_no_lines() -> None:
    assert "".join(write_array([], CONTEXT)) == "[]\n"
    assert list(write_lines([], CONTEXT)) == []


def test_both_stream() -> None:
    asked = []

    def papers() -> Iterator[str]:
        for line in LINES:
            asked.append(line)
            yield line

    for write in (write_array, write_lines):
        asked.clear()
        assert LINES[0] in next(write(papers(), CONTEXT))
        assert asked == LINES[:1]


@settings(max_examples=100)
@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3), max_size=4))
def test_any_objects_parse_back(objects: list[dict[str, str]]) -> None:
    papers = [json_visible(json.dumps(each, ensure_ascii=False)) for each in objects]
    assert json.loads("".join(write_array(papers, CONTEXT))) == objects
    lines = "".join(write_lines(papers, CONTEXT))
    assert list(map(json.loads, lines.splitlines())) == objects
