"""What services write: markup, entities, LaTeX and what nobody sees, down to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcat.words.names import split_name
from headcat.words.wording import day, from_html, organisation, parted, person, plain, seen


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Toy\n  Heads\u00a0here ", "Toy Heads here"),
        (r"\'Etude of M{\"u}ller's $\alpha$-Heads", "Étude of Müller's $\\alpha$-Heads"),
        ("{BERT} & <mask>", "{BERT} & <mask>"),
        ("a\u202eb\x1b[31mc\u200bd\x00", "ab[31mcd"),
        ("", ""),
        ("0", "0"),
    ],
)
def test_plain_text(text: str, result: str) -> None:
    assert plain(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Toy &amp; <i>Heads</i>", "Toy & Heads"),
        ("A &amp;amp; B &amp;lt;i&amp;gt;", "A & B"),
        ("&lt;i&gt;a&lt;/i&gt; &lt;BOS&gt;", "a <BOS>"),
        ("H<SUB>2</SUB>O<br/>and <p class='x'>more</p>", "H2O and more"),
        ('<mml:math xmlns:mml="http://www.w3.org"><mml:mi>α</mml:mi></mml:math>-heads', "α-heads"),
        ("1 < 2 > 0 <unk> a<b", "1 < 2 > 0 <unk> a<b"),
        ("&#x202e;evil&#27;", "evil"),
    ],
)
def test_html(text: str, result: str) -> None:
    assert from_html(text) == result


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("Ada Beispiel", "Ada Beispiel"),
        ("Jürgen van der Müller", "Jürgen van der Müller"),
        ("Qwen Team", "{Qwen Team}"),
        ("The ATLAS collaboration", "{The ATLAS collaboration}"),
        ("King, Martin", "Martin King"),
        ("Team, Ada", "Ada Team"),
        ("", ""),
        ("\u200b", ""),
    ],
)
def test_people(name: str, result: str) -> None:
    assert person(name) == result


def test_organisations() -> None:
    assert [organisation(name) for name in ("OpenAI", "{Braced} & Co", " ")] == [
        "{OpenAI}",
        "{Braced & Co}",
        "",
    ]


@pytest.mark.parametrize(
    ("parts", "result"),
    [
        (("Ada", "Beispiel", ""), "Ada Beispiel"),
        (("Martin Luther", "King", "Jr."), "Martin Luther King Jr."),
        (("Ludwig", "van der Berg", ""), "Ludwig van der Berg"),
        (("Ana Maria", "Garcia Lopez", ""), "Garcia Lopez, Ana Maria"),
        (("", "Plato", ""), "Plato"),
        (("", "de Groot Team, Inc", ""), "de Groot Team Inc"),
        (("Ada", "", ""), "Ada"),
        (("", "", "Jr."), ""),
    ],
)
def test_names_in_parts(parts: tuple[str, str, str], result: str) -> None:
    assert parted(*parts) == result


@pytest.mark.parametrize(
    ("clock", "date"),
    [
        (1705400000000, "2024-01-16"), (1705400000000.0, "2024-01-16"), (1, "1970-01-01"), (0, ""), (-1, ""),
        (10**30, ""), (float("nan"), ""), ("1705400000000", ""), (None, ""), ([1], ""),
    ],
)  # fmt: skip
def test_days_of_clocks(clock: object, date: str) -> None:
    assert day(clock) == date


@given(st.text())
def test_what_is_seen_stays_as_it_is(text: str) -> None:
    once = seen(text)
    assert once.isprintable()
    assert seen(once) == once


@given(st.text(), st.text(), st.text())
def test_every_name_can_be_split_again(given_name: str, family: str, suffix: str) -> None:
    name = parted(given_name, family, suffix)
    assert name == "" or split_name(name).display() != ""
