"""Slugs: names of files that are safe everywhere, and stay."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcat.site.slugs import slugs

SAFE = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("olsson2022context", "olsson2022context"),
        ("Induction Head", "induction-head"),
        ("S-Inhibition Head", "s-inhibition-head"),
        ("Kopf für Übersetzung", "kopf-fur-ubersetzung"),
        ("-rf", "rf"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\\b:c", "a-b-c"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_name_becomes_a_plain_one(name: str, slug: str) -> None:
    assert slugs([name]) == {name: slug}


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "index", "..", "", "头", "\ud800"])
def test_what_is_no_name_of_a_file_gets_one(name: str) -> None:
    (slug,) = slugs([name], reserved=["index"]).values()
    assert re.fullmatch(r"[a-z0-9]+-[0-9a-f]{8}", slug)


def test_names_that_look_alike_are_told_apart_whatever_their_order() -> None:
    names = ["Head", "head", "HEAD!", "Other"]
    found = slugs(names)
    assert len({slug.lower() for slug in found.values()}) == 4
    assert found["Other"] == "other"
    assert slugs(reversed(names)) == found


def test_a_name_keeps_its_slug_when_others_come() -> None:
    assert slugs(["Head", "head"]).items() <= slugs(["new", "head", "Head"]).items()


@given(st.sets(st.text(max_size=90), max_size=12))
def test_slugs_are_safe_and_no_two_alike(names: set[str]) -> None:
    found = slugs(names)
    assert set(found) == names
    assert len({slug.casefold() for slug in found.values()}) == len(names)
    assert all(SAFE.fullmatch(slug) and len(slug) < 100 for slug in found.values())
