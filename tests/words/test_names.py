from collections.abc import Set as AbstractSet
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcat.words.names import Name, make_key, split_name, written

QUICK = settings(max_examples=100)
TOKENS = ("Ada", "bo", "de", "la", "La", "Jr", "III", "{X", "Y}", ",", "'s", "王")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", Name("", "", "", "")),
        ("  ", Name("", "", "", "")),
        (",", Name("", "", "", "")),
        ("Plato", Name("", "", "Plato", "")),
        ("hooks", Name("", "", "hooks", "")),
        ("Ada Lovelace", Name("Ada", "", "Lovelace", "")),
        ("  Ada \t B.\n Lovelace ", Name("Ada B.", "", "Lovelace", "")),
        ("Lovelace,  Ada  B.", Name("Ada B.", "", "Lovelace", "")),
        ("Jean de La Fontaine", Name("Jean", "de", "La Fontaine", "")),
        ("Jean De La Fontaine", Name("Jean De La", "", "Fontaine", "")),
        ("jean de la fontaine", Name("", "jean de la", "fontaine", "")),
        ("de la fontaine, Jean", Name("Jean", "de la", "fontaine", "")),
        ("De La Fontaine, Jean", Name("Jean", "", "De La Fontaine", "")),
        ("De la Fontaine, Jean", Name("Jean", "De la", "Fontaine", "")),
        ("bb CC dd EE, AA", Name("AA", "bb CC dd", "EE", "")),
        ("Ludwig van der Berg", Name("Ludwig", "van der", "Berg", "")),
        ("van der Berg, Ludwig", Name("Ludwig", "van der", "Berg", "")),
        ("Charles d'Artagnan", Name("Charles", "", "d'Artagnan", "")),
        ("Charles d'Artagnan Batz", Name("Charles", "d'Artagnan", "Batz", "")),
        ("Sammy Davis Jr.", Name("Sammy", "", "Davis", "Jr.")),
        ("Sammy Davis, Jr.", Name("Sammy", "", "Davis", "Jr.")),
        ("Davis, Jr., Sammy", Name("Sammy", "", "Davis", "Jr.")),
        ("Ludwig van Berg III", Name("Ludwig", "van", "Berg", "III")),
        ("Davis Jr", Name("Davis", "", "Jr", "")),
        ("Davis, Jr", Name("", "", "Davis", "Jr")),
        ("Davis, Jr, Sammy, B.", Name("Sammy B.", "", "Davis", "Jr")),
        ("Davis, Jr, ,", Name("", "", "Davis", "Jr")),
        ("Acme Corporation,", Name("", "", "Acme Corporation", "")),
        (", Ada", Name("Ada", "", "", "")),
        ("王 小明", Name("王", "", "小明", "")),
        ("Émile Øster", Name("Émile", "", "Øster", "")),
        ("{Acme Corporation}", Name("", "", "Acme Corporation", "", literal=True)),
        ("{ Acme,  and Sons }", Name("", "", "Acme, and Sons", "", literal=True)),
        ("{}", Name("", "", "", "", literal=True)),
        ("{Acme", Name("", "", "{Acme", "")),
        ("Acme}", Name("", "", "Acme}", "")),
    ],
)
def test_split_name_splits_as_bibtex_does(text: str, name: Name) -> None:
    assert split_name(text) == name


@pytest.mark.parametrize(
    ("name", "display", "sorted_form"),
    [
        (Name("", "", "Plato", ""), "Plato", "Plato"),
        (Name("Ada", "", "Lovelace", ""), "Ada Lovelace", "Lovelace, Ada"),
        (Name("Ludwig", "van der", "Berg", ""), "Ludwig van der Berg", "van der Berg, Ludwig"),
        (Name("Sammy", "", "Davis", "Jr."), "Sammy Davis, Jr.", "Davis, Jr., Sammy"),
        (Name("", "", "Davis", "Jr."), "Davis, Jr.", "Davis, Jr."),
        (Name("", "", "A, B and C", "", literal=True), "A, B and C", "A, B and C"),
    ],
)
def test_a_name_is_read_given_name_first_and_sorted_by_family(
    name: Name, display: str, sorted_form: str
) -> None:
    assert (name.display(), name.sorted_form()) == (display, sorted_form)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (Name("", "", "Plato", ""), "Plato"),
        (Name("Ada", "", "Lovelace", ""), "Ada Lovelace"),
        (Name("Ludwig", "van der", "Berg", ""), "Ludwig van der Berg"),
        (Name("Jean", "de", "La Fontaine", ""), "Jean de La Fontaine"),
        (Name("Jean", "", "De La Fontaine", ""), "De La Fontaine, Jean"),
        (Name("Jean", "De la", "Fontaine", ""), "De la Fontaine, Jean"),
        (Name("Sammy", "", "Davis", "Jr."), "Sammy Davis Jr."),
        (Name("", "", "Davis", "Jr."), "Davis, Jr."),
        (Name("Sammy", "", "De Davis", "Jr."), "De Davis, Jr., Sammy"),
        (Name("Sammy", "", "Davis", "Esq."), "Davis, Esq., Sammy"),
        (Name("", "", "Acme Corporation", ""), "Acme Corporation,"),
        (Name("Jr", "", "Acme Corporation", ""), "Acme Corporation, , Jr"),
        (Name("", "", "Acme Corporation", "Jr"), "Acme Corporation, Jr,"),
        (Name("", "", "Acme, and Sons", "", literal=True), "{Acme, and Sons}"),
    ],
)
def test_written_is_the_simplest_form_that_splits_the_same_way(name: Name, text: str) -> None:
    assert (written(name), split_name(text)) == (text, name)


@pytest.mark.parametrize("length", range(5))
def test_every_name_of_few_words_is_written_as_it_is_split(length: int) -> None:
    names = [split_name(" ".join(tokens)) for tokens in product(TOKENS, repeat=length)]
    assert [name for name in names if split_name(written(name)) != name] == []


@QUICK
@given(st.text() | st.lists(st.sampled_from([*TOKENS, " ", ", "])).map("".join))
def test_any_name_is_written_as_it_is_split(text: str) -> None:
    name = split_name(text)
    assert split_name(written(name)) == name


@pytest.mark.parametrize(
    ("author", "year", "title", "taken", "key"),
    [
        ("Ada Lovelace", "2024", "Heads", frozenset(), "lovelace2024heads"),
        ("Lovelace, Ada", "2024", "The Heads of a Model", frozenset(), "lovelace2024heads"),
        ("Ludwig van der Berg", "2023", "What Do We See?", frozenset(), "vanderberg2023see"),
        ("Łukasz Müller", "2020", "Über-Köpfe", frozenset(), "muller2020uber"),
        ("{The Acme Team}", "2021", "In and Out", frozenset(), "theacmeteam2021out"),
        ("Ada Lovelace", "2024", "To Be or Not to Be", frozenset(), "lovelace2024to"),
        ("Ada Lovelace", "2024", "注意力 Heads", frozenset(), "lovelace2024heads"),
        ("Ada Lovelace", "2024", "", frozenset(), "lovelace2024"),
        ("Ada Lovelace", "2024", "注意力", frozenset(), "lovelace2024"),
        ("王小明", "2024", "𝐀ttention™", frozenset(), "anonymous2024attentiontm"),
        ("", "2024", "Heads", frozenset(), "anonymous2024heads"),
        ("A B", "2024", "X", {"b2024"}, "b2024x"),
        ("A B", "2024", "X", {"b2024x"}, "b2024xa"),
        ("A B", "2024", "X", {"b2024x", "b2024xa", "b2024xc"}, "b2024xb"),
    ],
)
def test_a_key_is_family_year_and_first_significant_word(
    author: str, year: str, title: str, taken: AbstractSet[str], key: str
) -> None:
    assert make_key(author, year, title, taken) == key


def test_keys_never_run_out() -> None:
    keys: list[str] = []
    while len(keys) < 30:
        keys.append(make_key("A B", "2024", "X", set(keys)))
    assert [keys[0], keys[1], *keys[26:]] == [
        "b2024x",
        "b2024xa",
        "b2024xz",
        "b2024xaa",
        "b2024xab",
        "b2024xac",
    ]
