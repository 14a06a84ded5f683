"""What changed between two versions: whole differences, and as many cases without any."""

import pytest

from conftest import SMALL
from headcat.comparison import Changed, Difference, Field, compare
from headcat.document import parse

SECOND = SMALL[SMALL.index("\n  # the second") :]


def changes(old: str, new: str) -> dict[str, Difference]:
    """Return what changed, without the sections in which nothing did."""
    found = compare(parse(old), parse(new))
    assert list(found) == ["papers", "heads", "venues", "declined"]
    return {section: each for section, each in found.items() if any(each)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("  # the second\n", "  # another comment\n"),
        ('title: "Names: Moved"', "title: 'Names: Moved'"),
        (
            "      - Name Mover Head\n      - Induction Head\n",
            "      - Induction Head\n      - Name Mover Head\n",
        ),
    ],
)
def test_what_says_the_same_is_no_change(old: str, new: str) -> None:
    assert old in SMALL
    assert changes(SMALL, SMALL.replace(old, new)) == {}


def test_papers_come_go_and_get_other_keys() -> None:
    gone = SMALL.replace(SECOND, "")
    second = parse(SMALL).entries("papers")[1].says()
    assert changes(gone, SMALL) == {"papers": Difference(added=(second,))}
    assert changes(SMALL, gone) == {"papers": Difference(removed=(second,))}
    moved = SMALL.replace("zorn2023names", "zorn2023moved")
    assert changes(SMALL, moved) == {"papers": Difference(renamed=(("zorn2023names", "zorn2023moved"),))}


def test_a_change_of_a_renamed_head_is_told_of_its_new_name_alone() -> None:
    new = SMALL.replace("name: Induction Head", "name: Copy Head\n    definition: D.")
    new = new.replace("- Induction Head", "- Copy Head")
    says = parse(new).entries("heads")[0].says()
    changed = Changed("Copy Head", says, (Field("definition", None, "D."),))
    assert changes(SMALL, new) == {
        "heads": Difference(changed=(changed,), renamed=(("Induction Head", "Copy Head"),))
    }


def test_a_field_of_another_kind_is_told_with_both_values() -> None:
    new = SMALL.replace("aliases: [Inductive Head]", "aliases: Inductive Head")
    says = parse(new).entries("heads")[0].says()
    field = Field("aliases", ["Inductive Head"], "Inductive Head")
    assert changes(SMALL, new) == {"heads": Difference(changed=(Changed("Induction Head", says, (field,)),))}
