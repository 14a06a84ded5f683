import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcat.words.folding import compact, fold, nearest, squeeze, words

QUICK = settings(max_examples=100)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("plain words, 1 & 2", "plain words, 1 & 2"),
        ("CAPITALS", "capitals"),
        ("Müller", "muller"),
        ("Mu\u0308ller", "muller"),
        ("Łukasz Ørsted Đặng Ğ", "lukasz orsted dang g"),
        ("Straße STRASSE ẞ", "strasse strasse ss"),
        ("Æsir œuvre Þór ð", "aesir oeuvre thor d"),
        ("ıI İstanbul", "ii istanbul"),
        ("ħŋŧĸſ", "hntks"),
        ("it’s ‘so’", "it's 'so'"),
        ("in‐context self‑attention", "in-context self-attention"),
        ("ﬁne ½ x²", "fine 1⁄2 x2"),
        ("ＡＢＣ", "abc"),
        ("Headcat™ ℝ 𝐀𝒷", "headcattm r ab"),
        ("Ωμέγα ΣΊΣΥΦΟΣ", "ωμεγα σισυφοσ"),
        ("注意力头", "注意力头"),
    ],
)
def test_fold_leaves_neither_case_nor_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@QUICK
@given(st.text())
def test_fold_is_the_same_in_every_case_and_normal_form(text: str) -> None:
    folded = fold(text)
    forms = {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert {fold(folded), fold(text.casefold()), *forms} == {folded}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t\n", []),
        ("?!… —", []),
        ("one", ["one"]),
        ("In-context Learning, today's", ["in", "context", "learning", "todays"]),
        ("snake_case (v2.0)", ["snake", "case", "v2", "0"]),
        ("l’été d'Ada", ["lete", "dada"]),
        ("注意力 头", ["注意力", "头"]),
    ],
)
def test_words_stand_between_punctuation(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("S-Inhibition Head", "s_inhibition  HEAD", True),
        ("Naïve: a study", "Naive — A Study.", True),
        ("", "...", True),
        ("Head 1", "Head 2", False),
        ("Heads", "Head", False),
        ("C", "C head", False),
    ],
)
def test_compact_tells_which_titles_are_equal(one: str, other: str, *, same: bool) -> None:
    assert (compact(one) == compact(other)) is same


@QUICK
@given(st.text())
def test_compact_holds_letters_and_digits_only(text: str) -> None:
    assert all(character.isalnum() or not character.isascii() for character in compact(text))
    assert compact(text) == "".join(words(text))


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("", ""),
        ("  \n\t ", ""),
        ("one two", "one two"),
        ("  one\n two\u00a0three  ", "one two three"),
        ("u\u0308", "ü"),
        ("ü", "ü"),
        ("Case, stays.", "Case, stays."),
    ],
)
def test_squeeze_makes_every_run_of_white_space_one_space(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed


@pytest.mark.parametrize(
    ("word", "limit", "expected"),
    [
        ("Induction", 3, ["Induction"]),
        ("INDUCTIÓN", 3, ["Induction"]),
        ("Inducton", 3, ["Induction"]),
        ("Movers", 3, ["Mover", "Name Mover"]),
        ("mover", 3, ["Mover", "Name Mover", "Backup Mover"]),
        ("mover", 1, ["Mover"]),
        ("mov", 3, ["Mover", "Backup Mover", "Name Mover"]),
        ("zzz", 3, []),
        ("", 3, []),
    ],
)
def test_nearest_names_what_looks_alike_and_what_holds_the_word(
    word: str, limit: int, expected: list[str]
) -> None:
    assert nearest(word, ["Induction", "Mover", "Name Mover", "Backup Mover"], limit) == expected


def test_nearest_names_three_at_most_unless_told_otherwise() -> None:
    assert nearest("head", ["head 1", "head 2", "head 3", "head 4"]) == ["head 4", "head 3", "head 2"]


def test_nearest_names_the_first_of_those_that_fold_alike() -> None:
    assert nearest("naive", ["Naïve", "naive", "NAIVE"]) == ["Naïve"]


def test_nearest_of_nothing_is_nothing() -> None:
    assert nearest("word", []) == []
