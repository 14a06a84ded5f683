"""Comments of one side in the lines of the other."""

import pytest

from headcat.merge.comments import carried, notes_of

BODY = "  - key: a\n    title: T\n    heads:\n      - H\n    note: |\n      text\n"


@pytest.mark.parametrize(
    ("base", "other", "expected"),
    [
        ("", "  # top\n", "  # top\n  - key: a"),
        ("    title: T\n", "    title: T  # t\n", "    title: T  # t\n"),
        ("    title: T\n", "    # t\n    title: T\n", "    # t\n    title: T\n"),
        ("    heads:\n", "    heads:  # h\n", "    heads:  # h\n"),
        ("      - H\n", "      - H  # h\n", "      - H  # h\n"),
        ("      - H\n", "      # h\n      - H\n", "      # h\n      - H\n"),
        ("      - H\n", "      - H\n      # below\n", "    # below\n    note:"),
        ("      text\n", "      text\n    # end\n", "  # end\n  - key: a"),
        ("    title: T\n", "    title: T\n    date: 2024  # d\n", "  # d\n  - key: a"),
        ("    note: |\n", "    note: |  # n\n", "    note: |  # n\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_comment_goes_to_where_it_stood(base: str, other: str, expected: str, newline: str) -> None:
    theirs = BODY.replace(base, other) if base else other + BODY
    made = carried("papers", BODY.replace("\n", newline), BODY, theirs)
    assert expected.replace("\n", newline) in made
    assert carried("papers", made, BODY, theirs) == made
    back = carried("papers", made, theirs, BODY)
    assert back == BODY.replace("\n", newline)


def test_a_comment_that_both_have_or_nobody_has_any_more_stays_as_it_is() -> None:
    with_comment = BODY.replace("T\n", "T  # t\n")
    assert carried("papers", with_comment, BODY, with_comment) == with_comment
    assert carried("papers", BODY, with_comment, BODY) == BODY
    assert carried("papers", "  - key: a\n", "", "  - key: a\n  # c\n") == "  - key: a\n    # c\n"
    assert notes_of("papers", "  - key: [  # c\n") == []


def test_a_comment_in_a_nested_list_is_found_again() -> None:
    body = "  - key: a\n    x:\n      - {a: b}\n      - - c\n"
    other = body.replace("- - c", "# deep\n      - - c")
    assert carried("papers", body, body, other) == other
