from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcat.document import (
    Document,
    Entry,
    Lines,
    Mapping,
    Problem,
    Scalar,
    Section,
    Sequence,
    decode,
    encode,
    parse,
    places,
    plain,
)

QUICK = settings(max_examples=100)
TEXT = """\
papers:
  - key: a
    title: one
  - key: b
    title: two
  - key: c
    title: three
"""


def word(value: str, start: int) -> Scalar:
    return Scalar(value, start, start + len(value), None)


def keys(document: Document) -> list[Any]:
    return [plain(entry.node)["key"] for entry in document.entries("papers")]


def test_parse_tells_where_everything_stands() -> None:
    text = "heads:  # h\n- n: 'x'  # t\n\npapers: [{a: b}]\n# end\n"
    assert parse(text) == Document(
        text,
        {
            "heads": Section(
                "heads",
                word("heads", 0),
                Sequence((), 12, 27, flow=False),
                0,
                [
                    Entry(
                        14,
                        20,
                        Mapping(((word("n", 14), Scalar("x", 17, 20, "'")),), 14, 20, flow=False),
                    )
                ],
            ),
            "papers": Section(
                "papers",
                word("papers", 27),
                Sequence((), 35, 43, flow=True),
                None,
                [Entry(36, 42, Mapping(((word("a", 37), word("b", 40)),), 36, 42, flow=True))],
            ),
        },
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "{newline}", "{newline}{newline}# end"])
def test_an_entry_ends_with_its_last_leaf(newline: str, last: str) -> None:
    lines = ["papers:  # 𝕏", "  # above", "  - key: 𝕏𝕏  # beside", "    list: [a,", "      b]  # behind"]
    text = newline.join(lines) + last.format(newline=newline)
    entry = parse(text).entries("papers")[0]
    assert text[entry.start : entry.end] == newline.join(["key: 𝕏𝕏  # beside", "    list: [a,", "      b]"])
    assert (entry.node.start, entry.node.end) == (entry.start, entry.end)


@pytest.mark.parametrize(
    ("value", "scalar"),
    [
        ("word", ("word", "word", None)),
        ("two  words", ("two  words", "two  words", None)),
        ("'it''s'", ("it's", "'it''s'", "'")),
        ('"tab\\t"', ("tab\t", '"tab\\t"', '"')),
        ("2024-01-01", ("2024-01-01", "2024-01-01", None)),
        ("true", ("true", "true", None)),
        ("", ("", "", None)),
        ("|\n  text\n", ("text\n", "|\n  text", "|")),
        (">-\n  one\n  two\n", ("one two", ">-\n  one\n  two", ">")),
    ],
)
def test_every_scalar_is_text(value: str, scalar: tuple[str, str, str | None]) -> None:
    text = f"papers: {value}"
    node = parse(text).sections["papers"].value
    assert isinstance(node, Scalar)
    assert (node.value, text[node.start : node.end], node.style) == scalar


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("papers:\n  - a\n  - b: c\n  - [d, {e: f}]\n", ["a", {"b": "c"}, ["d", {"e": "f"}]]),
        ("papers:\n- a\n-\n- ''\n", ["a", "", ""]),
        ("papers: []\n", []),
        ("papers:\n", []),
        ("papers: a\n", []),
        ("papers: {a: b}\n", []),
        ("heads:\n- a\n", []),
    ],
)
def test_entries_are_the_items_of_a_list(text: str, entries: list[Any]) -> None:
    assert [plain(entry.node) for entry in parse(text).entries("papers")] == entries


@pytest.mark.parametrize(
    ("name", "value"), [("a", word("1", 0)), ("b", word("2", 1)), ("c", None), ("", None)]
)
def test_a_mapping_gives_the_first_value_of_a_key(name: str, value: Scalar | None) -> None:
    pairs = ((word("a", 0), word("1", 0)), (word("b", 0), word("2", 1)), (word("a", 0), word("3", 2)))
    assert Mapping(pairs, 0, 9, flow=False).get(name) == value


@pytest.mark.parametrize(
    ("data", "text", "bom"),
    [
        (b"", "", False),
        (b"\xef\xbb\xbf", "", True),
        (b"papers:\r\n", "papers:\r\n", False),
        (b"\xef\xbb\xbfpapers:\n", "papers:\n", True),
        ("ü𝕏".encode(), "ü𝕏", False),
        (b"\xef\xbb\xbf\xef\xbb\xbfa", "\ufeffa", True),
    ],
)
def test_decode_and_encode_are_each_others_reverse(data: bytes, text: str, *, bom: bool) -> None:
    assert (decode(data), encode(text, bom=bom)) == ((text, bom), data)


@pytest.mark.parametrize(
    "data", [b"\xff", b"a\xc3", b"\xed\xa0\x80", "ü".encode("latin-1"), "a".encode("utf-16")]
)
def test_decode_takes_nothing_but_utf_8(data: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        decode(data)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("abc", 0, (1, 1)),
        ("abc", 3, (1, 4)),
        ("a\nb\n", 1, (1, 2)),
        ("a\nb\n", 2, (2, 1)),
        ("a\nb\n", 4, (3, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb\x85c\u2028d", 6, (1, 7)),
        ("𝕏𝕏\n𝕏a", 4, (2, 2)),
    ],
)
def test_lines_end_with_a_line_feed_only(text: str, offset: int, place: tuple[int, int]) -> None:
    assert Lines(text).place(offset) == place


@QUICK
@given(st.text(st.sampled_from("ab\n\r𝕏")), st.data())
def test_line_and_column_lead_back_to_the_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    line, column = Lines(text).place(offset)
    assert len("".join(part + "\n" for part in text.split("\n")[: line - 1])) + column - 1 == offset


CONFLICT = "conflict of a merge, lines 2 to 6; `headcat resolve` mends it"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_conflict_markers_are_all_that_is_told_of_an_unfinished_merge(newline: str) -> None:
    lines = ["papers:", "<<<<<<< HEAD", "  - key: [", "=======", "  - key: b", ">>>>>>> topic"]
    text = newline.join(lines)
    problems = [Problem("HC008", text.index("<<<"), CONFLICT)]
    assert parse(text) == Document(text, problems=problems)


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", ">>>>>>> topic"])
def test_a_marker_without_its_counterpart_is_told(marker: str) -> None:
    text = f"papers:\n  - key: a\n{marker}\n=======\n"
    message = "conflict marker without its counterpart; choose one side and delete the marker"
    assert parse(text) == Document(text, problems=[Problem("HC008", text.index(marker), message)])


@pytest.mark.parametrize(
    "note",
    [
        "<<<<<<< HEAD",
        "'======='",
        ">\n      =======\n      >>>>>>> x",
        "a  # ======= ",
        '"<<<<<<<"',
    ],
)
def test_what_only_looks_like_a_conflict_marker_is_text(note: str) -> None:
    text = f"# ========\npapers:\n  - key: a\n    note: {note}\n"
    assert parse(text).problems == []
    assert keys(parse(text)) == ["a"]


@pytest.mark.parametrize(
    ("title", "codes", "survivors"),
    [
        ("two", [], ["a", "b", "c"]),
        ("*two", ["HC004"], ["a", "c"]),
        ("&two two", ["HC004"], ["a", "c"]),
        ("two\n    title: two", ["HC003"], ["a", "c"]),
        ("[two, {two: &x 2}]", ["HC004"], ["a", "c"]),
        ("t\x00wo", ["HC006"], ["a", "c"]),
        ("two\x00", ["HC006"], ["a", "c"]),
        ("two\n# \x00", ["HC006"], ["a", "b", "c"]),
        ("two\n  - key: &b b2\n  - key: b3", ["HC004"], ["a", "b", "b3", "c"]),
        ("*two\n  - key: *b2", ["HC004", "HC004"], ["a", "c"]),
    ],
)
def test_an_entry_with_a_problem_is_set_aside_and_no_other(
    title: str, codes: list[str], survivors: list[str]
) -> None:
    document = parse(TEXT.replace("two", title, 1))
    assert ([problem.code for problem in document.problems], keys(document)) == (codes, survivors)


def test_a_broken_entry_leaves_its_span() -> None:
    text = TEXT.replace("two", "*two").replace("three", '"')
    document = parse(text)
    assert sorted(text[start:end] for start, end in document.broken) == [
        "key: b\n    title: *two",
        'key: c\n    title: "\n',
    ]


def test_problems_are_in_the_order_of_the_text() -> None:
    text = TEXT.replace("one", "[").replace("two", "&x two").replace("three", "th\x00ree")
    lines = Lines(text)
    assert [(problem.code, *lines.place(problem.offset)) for problem in parse(text).problems] == [
        ("HC001", 3, 12),
        ("HC004", 5, 12),
        ("HC006", 7, 14),
    ]


def test_a_problem_outside_all_entries_sets_none_aside() -> None:
    text = TEXT + "heads: &x\n- name: *y\n- name: z\n--- \nmore: 1\n"
    document = parse(text)
    assert [problem.code for problem in document.problems] == ["HC004", "HC004", "HC009"]
    assert (keys(document), [plain(entry.node) for entry in document.entries("heads")]) == (
        ["a", "b", "c"],
        [{"name": "z"}],
    )


def test_an_entry_equals_what_says_the_same_at_the_same_place() -> None:
    text = "papers:\n  - key: k\n    title: T\n    authors:\n      - A\n    date: 2024\n"
    (entry,), (other,) = parse(text).entries("papers"), parse(text.rstrip()).entries("papers")
    assert (entry.canonical, other.canonical) == (True, False)
    assert (entry, hash(entry)) == (other, hash(other))
    assert entry != parse(text.replace("k", "l", 1)).entries("papers")[0]
    assert entry != "k"


@given(st.text("a\n\r\u2028", max_size=30), st.lists(st.integers(0, 30)))
def test_places_in_order_are_those_of_lines(text: str, offsets: list[int]) -> None:
    ordered = sorted(offset for offset in offsets if offset <= len(text))
    assert list(places(text, ordered)) == [Lines(text).place(offset) for offset in ordered]
