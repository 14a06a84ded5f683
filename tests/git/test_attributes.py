"""The line in a file of git's attributes."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gitting import git, repository
from headcat.git.attributes import line, with_line, without_line

TEXT = "data/papers.yaml merge=headcat"


@pytest.mark.parametrize(
    "name",
    [
        "data/papers.yaml",
        "papers.yaml",
        "a b/c.yaml",
        "#a.yaml",
        "!a.yaml",
        "a*[b]?.yaml",
        'q"u\\o/t.yaml',
        "é/ü.yaml",
        "a\tb.yaml",
    ],
)
def test_git_takes_the_line_for_that_file_alone(name: str) -> None:
    repository()
    Path(".gitattributes").write_text(line(name) + "\n", encoding="utf-8")
    others = [f"x{name}", f"{name}x", f"sub/{name}"]
    words = ["git", "check-attr", "-z", "merge", "--", name, *others]
    found = subprocess.run(words, capture_output=True, check=True).stdout.split(b"\0")[2::3]
    assert found == [b"headcat", *[b"unspecified"] * 3]
    assert git("status", "--porcelain") == "?? .gitattributes\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", b"data/papers.yaml merge=headcat\n"),
        (b"*.png binary\n", b"*.png binary\ndata/papers.yaml merge=headcat\n"),
        (b"*.png binary", b"*.png binary\ndata/papers.yaml merge=headcat"),
        (b"*.png binary\r\n", b"*.png binary\r\ndata/papers.yaml merge=headcat\r\n"),
        (b"a\r\nb", b"a\r\nb\r\ndata/papers.yaml merge=headcat"),
        (b"data/papers.yaml merge=headcat\na\n", b"data/papers.yaml merge=headcat\na\n"),
    ],
)
def test_the_line_is_put_in_once(data: bytes, expected: bytes) -> None:
    assert with_line(data, TEXT) == expected
    assert with_line(expected, TEXT) == expected


@given(st.text("ab \n#"), st.sampled_from(["\n", "\r\n"]))
def test_what_is_put_in_is_taken_out_exactly(text: str, newline: str) -> None:
    data = text.replace("\n", newline).encode()
    assert without_line(with_line(data, TEXT), TEXT) == data
    assert without_line(data, TEXT) == data
