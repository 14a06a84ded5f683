"""What became of links, in text and in JSON."""

import json

from headcat.formats.links import write_json, write_text
from headcat.upkeep.linking import Answer, Checked, judged

A = "https://a.example/a"


def checked(kind: str, url: str, answer: Answer, *titles: str) -> Checked:
    return Checked("adams2022heads", kind, url, answer, judged(url, answer, titles))


FOUND = [
    checked("paper", A, Answer(404, A, twice=True)),
    checked("code", A, Answer(200, f"{A}/b", f"{A}/b")),
    checked("blog", "https://a\x1b[2J", Answer(target="", problem="is no address")),
    checked("paper", A, Answer(200, A, titles=("Evil \x1b]0;x\x07\u202e",)), "Heads of a Catalogue"),
    checked("paper", A, Answer(200, A)),
]


def test_a_line_for_each_link() -> None:
    start = "data/\\x1b.yaml:12: adams2022heads"
    assert "".join(write_text(FOUND, lambda _: "data/\x1b.yaml:12")).splitlines() == [
        f"{start} paper dead 404 {A}",
        f"{start} code moved 200 {A} -> {A}/b",
        f"{start} blog unsure - https://a\\x1b[2J (is no address)",
        f"{start} paper other 200 {A} (the page is of another paper: Evil \\x1b]0;x\\x07\\u202e)",
        f"{start} paper ok 200 {A}",
    ]
    assert list(write_text([], str)) == []


def test_an_object_for_each_link() -> None:
    text = "".join(write_json(FOUND))
    assert text.isascii()
    assert "\x1b" not in text
    assert len(text.splitlines()) == len(FOUND) + 2
    records = json.loads(text)
    assert records[1] == {
        "key": "adams2022heads",
        "kind": "code",
        "url": A,
        "answer": "moved",
        "status": 200,
        "target": f"{A}/b",
        "message": "",
    }
    assert (records[2]["url"], records[2]["status"], records[2]["target"]) == ("https://a\x1b[2J", None, None)
    assert "".join(write_json([])) == "[]\n"
