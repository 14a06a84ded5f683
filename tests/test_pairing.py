"""Who is who in two versions, and what heads are called in the end."""

import pytest

from headcat.pairing import latest, replaced_heads

PAPERS = {"a": ["Old Head", "B"], "b": ["B"], "c": ["old"]}
NEW = {"a": ["New Head", "B"], "b": ["B"], "c": ["new"]}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {"Old Head": "New Head"}),
        ({"b": ["New Head"]}, {"Old Head": "New Head"}),
        ({"a": ["B"]}, {}),
        ({"a": ["Old Head", "New Head"]}, {}),
    ],
)
def test_a_head_is_replaced_where_every_paper_that_names_it_says_the_new_one(
    change: dict[str, list[str]], expected: dict[str, str]
) -> None:
    old, new = (
        {key: {"heads": heads} for key, heads in each.items()} for each in (PAPERS, {**NEW, **change})
    )
    assert replaced_heads(["Old Head"], ["New Head"], old, new) == expected
    assert replaced_heads(["Old Head"], [], old, new) == {}
    assert replaced_heads(["Old Head"], ["New Head"], old, {"b": new["b"]}) == {}


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({}, "A Head"),
        ({"a": "B Head"}, "B Head"),
        ({"a": "B Head", "b": "C Head"}, "C Head"),
        ({"a": "A Head"}, "A Head"),
        ({"a": "B Head", "b": "A Head"}, "A Head"),
        ({"b": "C Head"}, "A Head"),
    ],
)
def test_new_names_are_followed_to_the_last_and_circles_left(new: dict[str, str], expected: str) -> None:
    assert latest("A Head", new) == expected
