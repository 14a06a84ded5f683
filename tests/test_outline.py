"""The heads as indented lines."""

from headcat.model import Head
from headcat.outline import Item, outline
from headcat.vocabulary import Vocabulary


def test_heads_stand_by_stage_and_group_and_under_broader_ones() -> None:
    heads = (
        Head("Loose"),
        Head("B", stage="Latent Reasoning", group="Two"),
        Head("A", stage="Latent Reasoning", group="One"),
        Head("Under B", broader="B"),
        Head("Under Under B", broader="Under B"),
        Head("No Group", stage="Latent Reasoning"),
        Head("First", stage="Knowledge Recalling"),
        Head("Odd", stage="Nowhere"),
    )
    assert outline(Vocabulary(heads)) == [
        Item("stage", "Knowledge Recalling", 0),
        Item("head", "First", 1),
        Item("stage", "Latent Reasoning", 0),
        Item("group", "One", 1),
        Item("head", "A", 2),
        Item("group", "Two", 1),
        Item("head", "B", 2),
        Item("head", "Under B", 3),
        Item("head", "Under Under B", 4),
        Item("head", "No Group", 1),
        Item("stage", "Not placed", 0),
        Item("head", "Loose", 1),
        Item("head", "Odd", 1),
    ]


def test_heads_that_are_broader_than_each_other_come_last() -> None:
    heads = (Head("A", broader="B"), Head("B", broader="A"), Head("C"), Head("D", broader="D"))
    assert [(item.name, item.depth) for item in outline(Vocabulary(heads))] == [
        ("Not placed", 0), ("C", 1), ("A", 1), ("B", 2), ("D", 1),
    ]  # fmt: skip


def test_a_head_that_stands_there_twice_has_two_lines() -> None:
    heads = (Head("A"), Head("B", broader="A"), Head("A"), Head("A", broader="A"))
    assert [(item.name, item.depth) for item in outline(Vocabulary(heads))] == [
        ("Not placed", 0), ("A", 1), ("B", 2), ("A", 2), ("A", 1),
    ]  # fmt: skip


def test_a_thousand_heads_may_be_under_each_other() -> None:
    heads = [Head("0"), *(Head(str(number), broader=str(number - 1)) for number in range(1, 2000))]
    items = outline(Vocabulary(tuple(heads)))
    assert [(item.name, item.depth) for item in items[1:]] == [(str(at), at + 1) for at in range(2000)]


def test_no_heads_are_no_lines() -> None:
    assert outline(Vocabulary()) == []


def test_heads_and_the_four_stages_can_be_chosen() -> None:
    items = (Item("head", "A", 1), Item("stage", "Latent Reasoning", 0), Item("stage", "Not placed", 0),
             Item("group", "One", 1))  # fmt: skip
    assert [item.can_be_chosen for item in items] == [True, True, False, False]
