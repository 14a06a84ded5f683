r"""BibTeX as people paste it: one draft an entry, or a finding for all that could not be read."""

import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from headcat.changes.importing import Policy, imported
from headcat.document import records
from headcat.errors import Diagnostic, RefusedError, Severity
from headcat.formats import Context, writer
from headcat.model import Draft, Link, Place, Published
from headcat.readers import read as read_strictly
from headcat.readers import reader


def read(text: str, path: str) -> list[Draft]:
    return read_strictly("bibtex", text, path)


ENTRY = r"""
@inproceedings{adams2022heads,
  title     = {{Heads} of a {S}mall Catalogue},
  author    = {Adams, Ada and Ludwig van der Berg},
  booktitle = {Advances in Neural Information Processing Systems},
  publisher = {Nobody},
  year      = 2022,
  month     = nov,
  doi       = {10.1000/a_b%20c},
  url       = {https://example.org/a_b%20c?d=e&f=~g},
  note      = {50\% of it},
}
"""


def at(line: int) -> Place:
    return Place("x.bib", line, 1)


def one(text: str) -> Draft:
    (draft,) = read(text, "x.bib")
    return draft


def entry(**fields: str) -> Draft:
    """Read an entry of one line; return the draft without its places."""
    inner = ", ".join(f"{name} = {{{value}}}" for name, value in fields.items())
    return replace(one(f"@misc{{k, {inner}}}"), key="", places={})


def refused(text: str) -> list[tuple[int, str]]:
    """Return the line and message of each finding."""
    with pytest.raises(RefusedError, match=r"^x\.bib cannot be read$") as caught:
        read(text, "x.bib")
    found = caught.value.diagnostics
    expected = [Diagnostic("HC009", Severity.ERROR, "x.bib", each.line, 1, each.message) for each in found]
    assert list(found) == expected
    assert all(each.message.startswith("BibTeX: ") for each in found)
    return [(each.line, each.message.removeprefix("BibTeX: ")) for each in found]


def test_an_entry() -> None:
    assert one(ENTRY) == Draft(
        title="Heads of a Small Catalogue",
        authors=("Ada Adams", "Ludwig van der Berg"),
        date="2022-11",
        venue="Advances in Neural Information Processing Systems 2022",
        ids={"doi": "10.1000/a_b%20c"},
        links=(Link("paper", "https://example.org/a_b%20c?d=e&f=~g"),),
        note="50% of it",
        key="adams2022heads",
        extra={"publisher": "Nobody"},
        places={
            "": at(2),
            "title": at(3),
            "authors": at(4),
            "venue": at(5),
            "date": at(7),
            "ids": at(9),
            "links": at(10),
            "note": at(11),
        },
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + ENTRY.lstrip("\n"),
        ENTRY.replace("\n", "\r\n"),
        ENTRY.replace("@inproceedings{", "@INPROCEEDINGS {")
        .replace("title ", "Title ")
        .replace("url ", "URL "),
        re.sub(r"\{([^{}]*)\},\n", r'"\1",\n', ENTRY),
        ENTRY.replace("heads,", "heads,").replace("@inproceedings{", "@article(")[:-2] + ")\n",
        ENTRY.replace("nov", '"nov"').replace("2022,\n", '"20" # 22,\n'),
        ENTRY.replace("adams2022heads", ""),
        ENTRY.replace("inproceedings", "online"),
        ENTRY.replace("  note ", "  unknown = undefined # macro,\n  note ").replace("undefined", "x"),
    ],
    ids="BOM CRLF case quotes parentheses concatenation no-key type unknown-field".split(),
)
def test_the_same_entry_in_other_words(text: str) -> None:
    extra = {"publisher": "Nobody"}
    assert one(text).extra in (extra, {**extra, "unknown": "x # macro"})
    assert replace(one(text), key="", extra=extra, places={}) == replace(one(ENTRY), key="", places={})


def test_an_empty_entry() -> None:
    assert read("@misc{k}\n\n@misc{l,}\n", "x.bib") == [
        Draft(key="k", places={"": at(1)}),
        Draft(key="l", places={"": at(3)}),
    ]


def test_entries_in_their_order_between_comments() -> None:
    text = (
        'Exported by something.\n\n@comment{title = {no}}\n@preamble{"\\newcommand{x}{y}"}\n'
        "@misc{b, title={B}}\n% a remark\n@misc{a, title={A}, note={a @ {b} c@d.e}}\n"
    )
    assert read(text, "x.bib") == [
        Draft(title="B", key="b", places={"": at(5), "title": at(5)}),
        Draft(title="A", note="a @ b c@d.e", key="a", places={"": at(7), "title": at(7), "note": at(7)}),
    ]


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("acl", "ACL"),
        ("ACL", "ACL"),
        ('acl # " 2019"', "ACL 2019"),
        ("acl # { 2019}", "ACL 2019"),
        ("{In } # acl#2019", "In ACL2019"),
        ('"a # b" # {c # {d} # e}', "a # bc # d # e"),
        ('"say {"}so{"}"', 'say "so"'),
        ("both", "Proc. ACL"),
        ("jan", "jan"),
        ("2019", "2019"),
        ("{acl}", "acl"),
        ("{}", ""),
        (r"{a \{b} # {c\} d}", "a {bc} d"),
    ],
)
def test_strings_and_concatenation(value: str, title: str) -> None:
    strings = "@string{acl = {ACL}}\n@STRING(both = {Proc. } # acl)\n"
    assert one(f"{strings}@misc{{k, title = {value}}}").title == title


@pytest.mark.parametrize(
    "value", ["acl", "acl # { 2019}", '"a" # acl', "{a} # ", "# {a}", "{a} {b}", '"a" "b"', "{a}b"]
)
def test_what_is_no_text_is_never_taken_for_one(value: str) -> None:
    parts = [part.strip() for part in value.split("#")]
    wrong = next(part for part in parts if part not in ("{a}", '"a"', "{ 2019}"))
    assert refused(f"\n@misc{{k,\n  note = {{x}},\n  title = {value}}}") == [
        (4, f"{wrong!r} is no text, number or @string")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "there is no entry here; it begins with '@article{key,'")]),
        ("Title: X", [(1, "there is no entry here; it begins with '@article{key,'")]),
        ("@string{a = {b}}", [(1, "there is no entry here; it begins with '@article{key,'")]),
        ("@misc{a, title={X}}\n@misc{a, title={Y}}", [(2, "Duplicate entry key 'a'")]),
        ("@string{a={x}}\n@string{a={y}}\n@misc{k, title=a}", [(2, "Duplicate entry key 'a'")]),
        ("@string{a={x} # b}\n@misc{k, title={y}}", [(1, "'b' is no text, number or @string")]),
        ("\n@misc{a,\n title={X},\n title={Y}}", [(2, "Duplicate field keys on entry: 'title'.")]),
        ("\n@misc{a,\n title={X},\n Title={Y}}", [(4, "title was given before, in line 3")]),
        ("\n@misc{a title={X}}", [(2, "Expected comma after entry key, but found =")]),
        (
            "@misc{a, title}",
            [(1, "Expected a `=` after entry key `title`, but found the end of the entry (`}`).")],
        ),
        ("@misc{a, title={X}", [(1, "Unexpectedly reached end of file.")]),
        ("@misc{a, title={X\\}}", [(1, "Unexpectedly reached end of file.")]),
        (
            "@misc{a, title={X}\n@misc{b, title={Y}}\n@misc{c, title={Z}, author={others}}",
            [
                (1, "Unexpected block start: `@misc`. Was still looking for field-value closing `,` or `}`"),
                (3, "'and others' names nobody; list every author"),
            ],
        ),
        (
            "@misc{a, title=x, author=y,\n note=z}\n@misc{b, title=x}",
            [
                (1, "'x' is no text, number or @string"),
                (1, "'y' is no text, number or @string"),
                (2, "'z' is no text, number or @string"),
                (3, "'x' is no text, number or @string"),
            ],
        ),
    ],
)
def test_all_that_cannot_be_read_is_reported(text: str, expected: list[tuple[int, str]]) -> None:
    assert refused(text) == expected


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    refused("@misc{a, title={X}\n@misc{b, title={\\foo Y}}\n")
    assert caplog.records == []


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("", ()),
        ("Ada Adams", ("Ada Adams",)),
        ("Adams, Ada and Brown, Bob", ("Ada Adams", "Bob Brown")),
        ("Ada Adams\n  AND Bob Brown", ("Ada Adams", "Bob Brown")),
        (
            "Ludwig van der Berg and de la Cruz, Juana In{\\'e}s",
            ("Ludwig van der Berg", "Juana Inés de la Cruz"),
        ),
        ("King, Jr., Martin Luther and Bush, III, G. W.", ("Martin Luther King Jr.", "G. W. Bush III")),
        ("{The OpenAI Team} and {Anthropic}", ("{The OpenAI Team}", "{Anthropic}")),
        ("{Simon and Schuster} and {{R\\&D}, Inc.}", ("{Simon and Schuster}", "{R&D, Inc.}")),
        ("{van der Sar}, Jo{\\~a}o", ("João van der Sar",)),
        ("bell hooks and Jean-Luc O'Neil", ("hooks, bell", "Jean-Luc O'Neil")),
        ("{\\'E}ric Beaut{\\'e}", ("Éric Beauté",)),
        ("{Jean} {Doe}", ("Jean Doe",)),
        ('M\\"uller, J{\\"o}rg and {\\L}ukasz Sk{\\l}odowski', ("Jörg Müller", "Łukasz Skłodowski")),
        ("Ho{\\'s}ci{\\l}owicz, Jakub and Mu{\\textcommabelow{s}}at, T.", ("Jakub Hościłowicz", "T. Mușat")),
        ("Donald~E. Knuth", ("Donald E. Knuth",)),
        ("Garc{\\'\\i}a M{\\'a}rquez, Gabriel", ("García Márquez, Gabriel",)),
        ("Plato", ("Plato",)),
        ("Akyürek, Ekin and 张三", ("Ekin Akyürek", "张三")),
        ("Others, Ann and Andy Andrew", ("Ann Others", "Andy Andrew")),
    ],
)
def test_names(text: str, authors: tuple[str, ...]) -> None:
    assert entry(author=text).authors == authors


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Ada Adams and others", "'and others' names nobody; list every author"),
        ("Ada Adams and Others", "'and others' names nobody; list every author"),
        ("Ada Adams and and Bob Brown", "there is an 'and' too many at 'and Bob Brown'"),
        ("Ada Adams and", "there is an 'and' too many at 'Ada Adams and'"),
        ("and Ada Adams", "there is an 'and' too many at 'and Ada Adams'"),
        ("Bob and \u00a0 and Ada Adams", "there is an 'and' too many at '\\xa0'"),
        ("A, B, C, D", "'A, B, C, D' is no name: Too many commas; names are parted by 'and'"),
        ("Ada Adams,", "'Ada Adams,' is no name: Trailing comma at end of name; names are parted by 'and'"),
    ],
)
def test_what_names_nobody_is_no_person(text: str, message: str) -> None:
    assert refused(f"@misc{{k,\n title = {{X}},\n author = {{{text}}}}}") == [(3, message)]


@pytest.mark.parametrize("text", ["Ada Adams et al.", "Adams et al", "Ada Adams; Bob Brown"])
def test_what_the_rules_refuse_is_left_for_them(text: str) -> None:
    assert entry(author=text).authors == (text,)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("{BERT} and {{the} GPTs}", "BERT and the GPTs"),
        ("On $\\alpha$-heads of $x_{1}$", "On $\\alpha$-heads of $x_{1}$"),
        ("50% of 10\\%", "50% of 10%"),
        ("``Heads'' --- \\emph{and} more\\,\\&{}c", "“Heads” — and more &c"),
        ("Line\n   one~two", "Line one two"),
        ("\\input{/etc/hostname} \\write18{ls}", "/etc/hostname \\write18ls"),
        ("{" * 2000 + "x" + "}" * 2000, "x"),
        ("\\'" * 2000 + "e", "e" + "\u0301" * 2000),
        ("a \\begin{b} $c", "a b $c"),
        ("\x1b[31m\u202e", "\x1b[31m\u202e"),  # the rules name it, the terminal is not sent it
        ("=1+1 </td><script>", "=1+1 </td><script>"),
    ],
)
def test_titles_are_decoded(text: str, title: str) -> None:
    expected = "é" + title[2:] if title.startswith("e\u0301") else title
    assert entry(title=text).title == expected
    assert entry(note=text).note == expected


@pytest.mark.parametrize(
    "url", ["https://e.org/a_b%20c~d", "https://e.org/\\_\\%{x}--y", "https://e.org/$a$``b''", "x"]
)
def test_addresses_are_not_decoded(url: str) -> None:
    assert entry(url=url).links == (Link("paper", url),)


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({}, {}),
        ({"eprint": "2405.00001"}, {"arxiv": "2405.00001"}),
        ({"eprint": "2405.00001v3", "archivePrefix": "arXiv"}, {"arxiv": "2405.00001"}),
        ({"eprint": "arXiv:2405.00001v3", "eprinttype": "ARXIV"}, {"arxiv": "2405.00001"}),
        ({"eprint": "https://arxiv.org/abs/2405.00001v3"}, {"arxiv": "2405.00001"}),
        ({"eprint": "cs/0301001v1"}, {"arxiv": "cs/0301001"}),
        ({"eprint": "nonsense_%"}, {"arxiv": "nonsense_%"}),
        ({"eprint": "123456", "archiveprefix": "PubMed"}, {}),
        ({"doi": "https://doi.org/10.1000/a_b"}, {"doi": "10.1000/a_b"}),
        ({"doi": "no_doi%"}, {"doi": "no_doi%"}),
        ({"doi": "10.48550/arXiv.2405.00001"}, {"arxiv": "2405.00001"}),
        ({"doi": "10.48550/arXiv.2405.00001", "eprint": "2405.00001v2"}, {"arxiv": "2405.00001"}),
        ({"doi": "10.18653/v1/2020.acl-main.1"}, {"doi": "10.18653/v1/2020.acl-main.1"}),
        ({"url": "https://arxiv.org/pdf/2405.00001v2"}, {"arxiv": "2405.00001"}),
        ({"url": "https://arxiv.org/pdf/2405.00002", "eprint": "2405.00001"}, {"arxiv": "2405.00001"}),
        ({"url": "https://openreview.net/forum?id=abc_DEF12"}, {"openreview": "abc_DEF12"}),
        ({"url": "https://aclanthology.org/2020.acl-main.1/"}, {"acl": "2020.acl-main.1"}),
        ({"url": "https://example.org/2405.00001"}, {}),
        ({"journal": "arXiv preprint arXiv:2405.00001"}, {"arxiv": "2405.00001"}),
        ({"journal": "arXiv preprint arXiv: 2405.00001v2, 2024"}, {"arxiv": "2405.00001"}),
        ({"howpublished": "arXiv:none"}, {}),
        ({"note": "extends arXiv:2405.00001"}, {}),
    ],
)
def test_identifiers(fields: dict[str, str], ids: dict[str, str]) -> None:
    assert entry(**fields).ids == ids


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({}, ""),
        ({"year": "2024"}, "2024"),
        ({"year": "{\\noopsort{1973b}}1973"}, "1973"),
        ({"year": "{\\noopsort {x}}1973", "month": "5"}, "1973-05"),
        ({"month": "5"}, ""),
        ({"year": "2024", "month": "5"}, "2024-05"),
        ({"year": "2024", "month": "12"}, "2024-12"),
        ({"year": "2024", "month": "13"}, "2024-13"),  # the rules refuse it
        ({"year": "2024", "month": "Sept."}, "2024-09"),
        ({"year": "2024", "month": "JANUARY"}, "2024-01"),
        ({"year": "2024", "month": "10~jan"}, "2024-01"),
        ({"year": "2024", "month": "3--5 May"}, "2024-05"),
        ({"year": "2024", "month": "Spring"}, "2024"),
        ({"year": "2024", "month": "Q2"}, "2024"),
        ({"year": "2024", "month": "9" * 5000}, "2024"),
        ({"date": "2024-05-17", "year": "2023"}, "2024-05-17"),
        ({"date": "2024-05/2024-06"}, "2024-05/2024-06"),
        ({"year": "to appear"}, "to appear"),
        ({"year": "2024", "month": "12", "eprint": "2305.00001"}, "2023-05"),
        ({"date": "2024-05-17", "eprint": "2305.00001"}, "2023-05"),
        ({"year": "2003", "eprint": "cs/0301001"}, "2003"),
    ],
)
def test_dates(fields: dict[str, str], date: str) -> None:
    assert entry(**fields).date == date


@pytest.mark.parametrize("month", ["may", "MAY", "5", '"10~" # may', 'may # "~10"', '"May"', "{5}"])
def test_months_as_macros(month: str) -> None:
    assert one(f"@misc{{k, year = 2024, month = {month}}}").date == "2024-05"


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ({}, ""),
        ({"booktitle": "ACL", "year": "2024"}, "ACL 2024"),
        ({"booktitle": "ACL 2024", "year": "2024"}, "ACL 2024"),
        ({"booktitle": "Proceedings of {ACL} \\& Co"}, "Proceedings of ACL & Co"),
        ({"journal": "TACL", "date": "2024-05-17"}, "TACL 2024"),
        ({"journaltitle": "TACL", "series": "No", "year": "2024"}, "TACL 2024"),
        ({"booktitle": "", "series": "ICML '24"}, "ICML '24"),
        ({"howpublished": "Blog", "year": "2024"}, "Blog"),
        ({"publisher": "ACM", "year": "2024"}, ""),
        ({"eprint": "2405.00001"}, "arXiv"),
        ({"eprint": "2405.00001", "booktitle": "ACL", "year": "2024"}, "ACL 2024"),
        ({"eprint": "2405.00001", "journal": "ArXiv", "year": "2024"}, "arXiv"),
        ({"eprint": "2405.00001", "journal": "CoRR", "year": "2024"}, "CoRR 2024"),
        ({"journal": "arXiv preprint arXiv:2405.00001", "year": "2024"}, "arXiv"),
        ({"journal": "arXiv preprint", "year": "2024"}, "arXiv preprint 2024"),
    ],
)
def test_venues(fields: dict[str, str], venue: str) -> None:
    assert entry(**fields).venue == venue


def test_the_place_of_a_field_is_that_of_what_it_is_read_from() -> None:
    text = "@misc{k,\n year=2024,\n month=may,\n date={2024},\n series={x},\n journal={y},\n doi={z}}"
    assert one(text).places == {"": at(1), "date": at(4), "venue": at(6), "ids": at(7)}


@settings(max_examples=100)
@given(st.text("@misc{k,}=\"# \\'titleauthoryear\n2024", max_size=60) | st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for source in (text, f"@misc{{k, title = {{{text}}}, author = {{{text}}}}}"):
        try:
            drafts = read(source, "x.bib")
        except RefusedError as error:
            assert error.diagnostics  # noqa: PT017 - either end is right
        else:
            assert drafts


@settings(max_examples=100)
@given(st.lists(st.text("abcXYZéøń", min_size=1, max_size=8), min_size=2, max_size=3))
def test_plain_names_stay(words: list[str]) -> None:
    name = " ".join(word.capitalize() for word in words)
    assert entry(author=name).authors == (name,)


# What is beside the fields of a draft, and beside the papers.


def said(text: str) -> tuple[list[Draft], list[str]]:
    drafts, problems = reader("bibtex")(text, "x.bib")
    bare = [replace(draft, places={}) for draft in drafts]
    return bare, [
        f"{each.line} {each.severity}: {each.message.removeprefix('BibTeX: ')}" for each in problems
    ]


@pytest.mark.parametrize(
    ("fields", "extra"),
    [
        ('publisher = {M{\\"u}ller}, pages = {1--2}', {"publisher": "Müller", "pages": "1–2"}),
        ("Volume = 7, x = foo # {a}, empty = {}", {"volume": "7", "x": "foo # a"}),
        ("file = {a_b%20c\\_d}, isbn = {1-2}", {"file": "a_b%20c\\_d", "isbn": "1-2"}),
        ("journal = {J}, booktitle = {B}, series = {S}", {"journal": "J", "series": "S"}),
        ("eprint = {2401.00001}, archiveprefix = {arXiv}, primaryclass = {cs.CL}", {"primaryclass": "cs.CL"}),
        ("eprint = {1}, eprinttype = {hal}", {"eprint": "1", "eprinttype": "hal"}),
        ("title = {T}, author = {A B}, year = 2024, month = jan, doi = {10.1/x}, url = {u}, note = {n}", {}),
    ],
)
def test_fields_that_a_draft_has_not_are_kept(fields: str, extra: dict[str, str]) -> None:
    ((draft,), problems) = said(f"@article{{k, {fields}}}")
    assert (draft.extra, problems) == (extra, [])


@pytest.mark.parametrize(
    ("kind", "extra"), [("PhdThesis", {"entrytype": "phdthesis"}), ("Misc", {}), ("inproceedings", {})]
)
def test_an_unusual_type_is_kept(kind: str, extra: dict[str, str]) -> None:
    ((draft,), _) = said(f"@{kind}{{k, title = {{T}}}}")
    assert draft.extra == extra


def test_what_is_passed_over_is_told() -> None:
    text = """@comment{by hand}
% not worth a word
@preamble{"\\\\x"}
@misc{a, title = {A}, abstract = {Much.}}
@misc{b, title = {B}, Abstract = {More.}}
"""
    assert said(text) == (
        [Draft(title="A", key="a"), Draft(title="B", key="b")],
        [
            "1 warning: passed over: a comment",
            "1 warning: passed over: 2 abstracts, for their authors have the rights",
            "3 warning: passed over: @preamble is for LaTeX only",
        ],
    )
    assert said("@misc{a, title = {A}, abstract = {Much.}}")[1] == [
        "1 warning: passed over: an abstract, for their authors have the rights"
    ]


def test_one_that_is_broken_leaves_its_neighbours() -> None:
    broken = "@misc{b, title={B}, author={X and others}}\n@misc{c, title={C\n"
    text = f"@misc{{a, title={{A}}}}\n{broken}@misc{{d, title={{D}}}}\n"
    drafts, problems = said(text)
    assert [draft.key for draft in drafts] == ["a", "d"]
    assert [problem.partition(":")[0] for problem in problems] == ["2 error", "3 error"]


def test_a_crossref_gives_what_lacks() -> None:
    text = """@inproceedings{a, title = {A}, author = {X Y}, Crossref = {P}, pages = {1}}
@inproceedings{b, title = {B}, booktitle = {Own}, crossref = "p"}
@inproceedings{c, title = {C}, crossref = {nobody}}
@inproceedings{d, title = {D}, author = {Z}, crossref = {d}}
@proceedings{p, title = {Proceedings}, year = 2024, publisher = {Q}, pages = {9}}
@inproceedings{e, title = {E}, crossref = {f}}
@book{f, title = {F}, booktitle = {Book}, author = {W}, year = 1999}
"""
    assert said(text) == (
        [
            Draft(title="A", authors=("X Y",), date="2024", venue="Proceedings 2024", key="a",
                  extra={"pages": "1", "publisher": "Q"}),
            Draft(title="B", date="2024", venue="Own 2024", key="b", extra={"publisher": "Q", "pages": "9"}),
            Draft(title="D", authors=("Z",), key="d"),
            Draft(title="E", authors=("W",), date="1999", venue="Book 1999", key="e"),
            Draft(title="F", authors=("W",), date="1999", venue="Book 1999", key="f",
                  extra={"entrytype": "book"}),
        ],
        [
            "3 error: there is no entry 'nobody' that crossref names",
            "5 warning: passed over: p is what others appeared in",
        ],
    )  # fmt: skip


def test_what_headcat_writes_comes_back() -> None:
    text = (ROOT / "data" / "papers.yaml").read_text("utf-8")
    reading = records.read(text)
    papers = [record.value for record in reading.papers]
    written = "".join(writer("bibtex")(papers, Context(reading.vocabulary())))
    empty = text[: text.index("\npapers:\n")] + "\npapers:\n"
    drafts, problems = reader("bibtex")(written, "x.bib")
    result = imported(Path("p.yaml"), empty.encode(), drafts, Policy())
    found = {record.value.key: record.value for record in records.read(result.data.decode()).papers}
    assert (problems, {outcome.state for outcome in result.outcomes}) == ([], {"added"})
    assert found.keys() == {paper.key for paper in papers}
    for paper in papers:
        mine = found[paper.key]
        record = paper.published or Published()
        assert mine.title == (record.title or paper.title)
        assert mine.authors == (record.authors or paper.authors)
        assert mine.heads == paper.heads
        carried = {kind: paper.ids[kind] for kind in ("arxiv", "doi") if kind in paper.ids}
        assert mine.ids == {**mine.ids, **carried}
        assert mine.main_url() == (paper.main_url() or mine.main_url())
        assert mine.venue == paper.venue or (mine.venue, paper.venue) == (None, None)


@pytest.mark.parametrize(
    ("kind", "fields", "venue", "extra"),
    [
        ("online", "organization = {Distill}", "Distill", {}),
        ("online", "organization = {D}, howpublished = {H}", "H", {}),
        ("online", "", "", {}),
        ("misc", "organization = {D}", "", {"organization": "D"}),
    ],
)
def test_a_page_of_the_web_appeared_with_its_organisation(
    kind: str, fields: str, venue: str, extra: dict[str, str]
) -> None:
    (draft,), problems = reader("bibtex")(f"@{kind}{{k, title = {{T}}, {fields}\n}}", "x.bib")
    assert (draft.venue, draft.extra, problems) == (venue, extra, [])
