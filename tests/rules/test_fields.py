"""HC1xx: the fields of one paper, each with what is wrong and with what is nearly so."""

import pytest

from conftest import SMALL
from headcat.document.edits import apply
from headcat.document.records import read
from headcat.model import HAS_VALUES, LINK_KINDS, Link
from headcat.rules import chosen, inspect, report
from headcat.rules.fields.bad_link import link_problem

SUMMARY = "      innovation: It moves names.\n      tasks: Names.\n      result: They move.\n"
WORDS = "word " * 58
KINDS = "paper, code, project, data, demo, blog, video, slides"


def found(old: str, new: str) -> list[str]:
    """Return what is found in the small catalogue with one change."""
    assert SMALL.count(old) == 1
    diagnostics = report("p.yaml", read(SMALL.replace(old, new)), chosen(["fields"]))
    return [f"{each.line}:{each.column} {each.code} {each.message}" for each in diagnostics]


def mended(text: str, *words: str) -> str:
    """Return a text with the fixes of some rules applied."""
    return apply(text, [edit for each in inspect(read(text), chosen(words)) for edit in each.fix])


@pytest.mark.parametrize("key", ["a", "A-1", "olsson2022context", "a.b_c+d-e", "9lives", "x" * 200])
def test_good_keys(key: str) -> None:
    assert found("zorn2023names", key) == []


@pytest.mark.parametrize("key", ["a b", "müller2020x", "a/b", ".a", "-a", "a,b", "a:b", "a\\b", "{a}"])
def test_bad_keys(key: str) -> None:
    message = f"the key {key!r} must be ASCII letters, digits and .+-_ only"
    assert found("zorn2023names", f"'{key}'") == [f"41:10 HC110 {message}"]


@pytest.mark.parametrize("date", ["2023", "2024-02-29", "1000", "9999-12-31", "'2023-01'"])
def test_good_dates(date: str) -> None:
    assert found("2023-11", date) == []


@pytest.mark.parametrize(
    "date",
    ["2023-02-29", "2023-00", "2023-13", "2023-1", "0999", "99", "2023/11", "November 2023", "2023-11-31"],
)
def test_impossible_dates(date: str) -> None:
    message = f"there is no date {date!r}; write YYYY-MM-DD, YYYY-MM or YYYY"
    assert found("2023-11", date) == [f"45:11 HC103 {message}"]


ARXIV = 'arxiv: "2311.00002"'


@pytest.mark.parametrize(
    "identifier",
    [
        "arxiv: 2311.00002",
        "arxiv: hep-th/9901001",
        "doi: 10.1000/ABC(1)",
        "acl: 2023.acl-long.1",
        "acl: P18-1001",
        "openreview: AbCdEf12",
    ],
)
def test_good_identifiers(identifier: str) -> None:
    old = "https://arxiv.org/abs/2311.00002"
    text = SMALL.replace(ARXIV, identifier).replace(old, "https://a.org")
    assert report("p.yaml", read(text), chosen(["fields"])) == ()


@pytest.mark.parametrize(
    ("identifier", "problem"),
    [
        ("arxiv: 2311.00002v3", "48:14 HC105 '2311.00002v3' is no arxiv identifier; write 2311.00002"),
        (
            "arxiv: arXiv:2311.00002",
            "48:14 HC105 'arXiv:2311.00002' is no arxiv identifier; write 2311.00002",
        ),
        ("arxiv: 2311.2", "48:14 HC105 '2311.2' is no arxiv identifier"),
        (
            "doi: https://doi.org/10.1000/1",
            "48:12 HC105 'https://doi.org/10.1000/1' is no doi identifier; write 10.1000/1",
        ),
        ("acl: p18-1001", "48:12 HC105 'p18-1001' is no acl identifier; write P18-1001"),
        ("openreview: a/b", "48:19 HC105 'a/b' is no openreview identifier"),
        ("pmid: 1", "48:13 HC105 no identifier is called 'pmid'; it may be arxiv, doi, acl, openreview"),
    ],
)
def test_bad_identifiers(identifier: str, problem: str) -> None:
    assert found(ARXIV, identifier) == [problem]


@pytest.mark.parametrize(
    "name",
    ["Ada Adams", "'Adams, Ada'", "'Adams, Jr, Ada'", "'{A and B; C, D, E, F}'", "Brandon Andrews", "Étale"],
)
def test_good_names(name: str) -> None:
    assert found("Zoe Zorn", name) == []


MANY = "is more than one name; give each an item of its own"
BRACES = "has braces inside; only an organisation stands in {braces}, whole"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("A B and C D", MANY),
        ("A B; C D", MANY),
        ("et al.", "names nobody; list every author"),
        ("Zoe Zorn et al", "names nobody; list every author"),
        ("Zoe Zorn and others", "names nobody; list every author"),
        (" ", "names nobody; list every author"),
        ("A, B, C, D", "has too many commas; write 'Given Family' or 'Family, Given'"),
        ("{A", BRACES),
        ("A} B", BRACES),
    ],
)
def test_bad_names(name: str, problem: str) -> None:
    assert found("Zoe Zorn", f"'{name}'") == [f"44:9 HC106 author {name!r} {problem}"]


def test_names_of_the_version_of_record_are_names_too() -> None:
    published = (
        "published:\n      title: T\n      authors:\n        - Zoe Zorn\n        - et al.\n    date: 2023-11"
    )
    problem = "49:11 HC106 author 'et al.' names nobody; list every author"
    assert found("date: 2023-11", published) == [problem]


def test_an_empty_list_of_authors() -> None:
    old, new = "    authors:\n      - Zoe Zorn\n", "    authors: []\n"
    assert found(old, new) == ["43:14 HC101 the list of authors is empty"]


@pytest.mark.parametrize("title", ['""', '"  "', "' '"])
def test_an_empty_title(title: str) -> None:
    assert found('"Names: Moved"', title) == ["42:12 HC101 the title is empty"]


LINK = "paper: https://arxiv.org/abs/2311.00002"


@pytest.mark.parametrize("kind", LINK_KINDS)
def test_every_kind_of_link(kind: str) -> None:
    assert found(LINK, f"{kind}: HTTP://a.org:80/b?c=d#e") == []
    assert kind in HAS_VALUES


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("paper: javascript:alert(1)", "53:14 HC104 'javascript:alert(1)' is no http or https address"),
        ("paper: ftp://a.org", "53:14 HC104 'ftp://a.org' is no http or https address"),
        ("paper: a.org", "53:14 HC104 'a.org' is no http or https address"),
        ("paper: https://", "53:14 HC104 'https://' is no http or https address"),
        ("paper: https://a.org/b c", "53:14 HC104 'https://a.org/b c' is no http or https address"),
        ("paper: https://me@a.org", "53:14 HC104 'https://me@a.org' is no http or https address"),
        ("paper: https://a.org/\u202ex", "53:14 HC104 'https://a.org/\\u202ex' is no http or https address"),
        ("pdf: https://a.org", f"53:12 HC104 no link is called 'pdf'; it may be {KINDS}"),
        ("code: [https://a.org, b.org]", "53:29 HC104 'b.org' is no http or https address"),
    ],
)
def test_bad_links(link: str, problem: str) -> None:
    assert found(LINK, link) == [problem]


def test_a_links_problem_is_a_word_for_people() -> None:
    assert link_problem(Link("code", "https://a.org")) is None
    assert link_problem(Link("code", "x")) == "'x' is no http or https address"
    assert link_problem(Link("x", "https://a.org")) == f"no link is called 'x'; it may be {KINDS}"


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (f"      innovation: {WORDS}\n      tasks: a\n      result: b\n", []),
        (
            f"      innovation: {WORDS}\n      tasks: a b\n      result: c\n",
            ["55:7 HC107 the summary has 61 words; at most 60 in all its parts"],
        ),
    ],
)
def test_the_length_of_the_summary(summary: str, expected: list[str]) -> None:
    assert found(SUMMARY, summary) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "    date: 2023-11\n",
            "    date: 2023-11\n    pages: 1--2\n",
            ["46:12 HC108 no field is called 'pages'; it is kept, and printed under 'extra'"],
        ),
        ("    date: 2023-11\n", "    date: 2023-11\n    pages:\n", []),
        ("    date: 2023-11\n", "    date: 2023-11\n    note: text\n", []),
    ],
)
def test_unknown_fields(old: str, new: str, expected: list[str]) -> None:
    assert found(old, new) == expected


@pytest.mark.parametrize(
    ("old", "missing"),
    [
        ("    venue: arXiv\n", "venue"),
        ("    heads:\n      - Name Mover Head\n      - Induction Head\n", "heads"),
        ("    links:\n      paper: https://arxiv.org/abs/2311.00002\n", "links"),
        ("      tasks: Names.\n", "summary tasks"),
        (f"    summary:\n{SUMMARY}", "summary innovation, summary tasks, summary result"),
    ],
)
def test_what_is_missing_and_may_be(old: str, missing: str) -> None:
    assert found(old, "") == [f"41:5 HC111 still missing: {missing}"]


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("Names: Moved", "Names\u200b Moved", "42:12", "U+200B"),
        ("Names: Moved", "Names\\x1b[31m Moved", "42:12", "U+001B"),
        ("Names: Moved", "\\x07\\u202e", "42:12", "U+0007"),
        ("Zoe Zorn", "Zoe \u202eZorn", "44:9", "U+202E"),
        ("- Name Mover Head", '- "Name Mover Head\\u2066"', "50:9", "U+2066"),
        ("It moves names.", "It\ufeff moves names.", "55:19", "U+FEFF"),
        ("Names.", "Names\U000e0041.", "56:14", "U+E0041"),
        ("venue: arXiv", "venue: arXiv\u200f", "46:12", "U+200F"),
        ("venue: arXiv", "note: a\u061cb\n    venue: arXiv", "46:11", "U+061C"),
        ("venue: arXiv", "published: {title: a\u2060b}\n    venue: arXiv", "46:24", "U+2060"),
        ("venue: arXiv", "published: {authors: [A, B\u2069]}\n    venue: arXiv", "46:30", "U+2069"),
        ("name: Mover Head", "name: Mover Head\n    definition: a\u202ab", "7:17", "U+202A"),
        ("group: In-context", "group: In-context\u200e", "5:12", "U+200E"),
        ("[Inductive Head]", "[Inductive Head, 'X\u200b']", "3:31", "U+200B"),
        ("[CoRR]", "[CoRR]\n    full: ar\u200bXiv", "18:11", "U+200B"),
    ],
)
def test_what_nobody_sees_is_found_everywhere(old: str, new: str, place: str, code: str) -> None:
    lines = [line for line in found(old, new) if " HC109 " in line]
    assert lines == [f"{place} HC109 invisible character {code}; delete it"]


def test_letters_of_other_scripts_and_joiners_are_seen() -> None:
    title = "注意 \u0645\u06cc\u200c\u062e \U0001f468\u200d\U0001f469 \u00e9e\u0301 \u00a0\t"
    assert found('"Names: Moved"', f'"{title}"') == []


@pytest.mark.parametrize(
    ("old", "new", "spot"),
    [
        ("12 % more", "12% more", "12 %"),
        ("12\u00a0% more", "12% more", "12\u00a0%"),
        ("12 \u202f% more", "12% more", "12 \u202f%"),
        ("a , b", "a, b", "a ,"),
        ("It ends .", "It ends.", "ends ."),
        ("one ; two", "one; two", "one ;"),
        ("one : two", "one: two", "one :"),
        ("two  words", "two words", "two  words"),
        ("two   words", "two words", "two   words"),
        ("5 % , on  average .", "5%, on average.", "5 %"),
    ],
)
def test_a_space_too_many(old: str, new: str, spot: str) -> None:
    text = SMALL.replace("They move.", f'"{old}"')
    assert found("They move.", f'"{old}"') == [f"57:15 HC112 a space too many in {spot!r}; delete it"]
    assert mended(text, "HC112") == SMALL.replace("They move.", f'"{new}"')
    assert mended(SMALL.replace("They move.", f'"{new}"'), "HC112") == SMALL.replace("They move.", f'"{new}"')


@pytest.mark.parametrize(
    "text",
    [
        "12% more, on average.",
        "ratios of 1 : 2",
        "a .NET program",
        "and so on ...",
        "12 of 100",
        "the % sign",
        "12\u00a0heads",
        "a ,b",
        "http ://x",
    ],
)
def test_a_space_in_its_place(text: str) -> None:
    assert found("They move.", f'"{text}"') == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It gains 5 %.", "It gains 5%."),
        ("'It gains 5 %.'", "'It gains 5%.'"),
        (">-\n        It gains 5 %.", ">-\n        It gains 5 %."),
        ("|\n        It gains\n        5 %.", "|\n        It gains\n        5 %."),
    ],
)
def test_a_space_is_deleted_in_the_manner_of_the_value(old: str, new: str) -> None:
    before, after = (SMALL.replace("They move.", value) for value in (old, new))
    assert [each.code for each in inspect(read(before), chosen(["HC112"]))] == ["HC112"]
    assert mended(before, "HC112") == after


def test_spaces_are_deleted_in_brackets_too() -> None:
    old = f"    summary:\n{SUMMARY}"
    text = SMALL.replace(old, "    summary: {innovation: a, result: 5 % more, tasks: 'b  c'}\n")
    assert mended(text, "HC112") == text.replace("5 %", "5%").replace("b  c", "b c")
    text = SMALL.replace(old, "    summary: {innovation: 'a , b'}\n")
    assert mended(text, "HC112") == text.replace("a , b", "a, b")


def test_a_paper_without_a_summary_has_no_space_too_many() -> None:
    text = SMALL.replace(f"    summary:\n{SUMMARY}", "")
    assert inspect(read(text), {"HC112"}) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"arXiv:2311.00002v3"', '"2311.00002"'),
        ("'2311.00002v3'", "'2311.00002'"),
        ("https://arxiv.org/abs/2311.00002", '"2311.00002"'),
        ('"2311.2"', '"2311.2"'),
        ("|-\n        2311.00002v3", "|-\n        2311.00002v3"),
        ('"2311.00002"', '"2311.00002"'),
    ],
)
def test_an_identifier_is_written_in_its_canonical_form(old: str, new: str) -> None:
    before, after = (SMALL.replace(ARXIV, f"arxiv: {value}") for value in (old, new))
    assert mended(before, "HC105") == after


def declined(old: str, new: str) -> list[str]:
    """Return what is found in a declined paper with one change."""
    assert DECLINED.count(old) == 1
    diagnostics = report("p.yaml", read(f"papers:\n{DECLINED.replace(old, new)}"), chosen(["fields"]))
    return [f"{each.line}:{each.column} {each.code} {each.message}" for each in diagnostics]


DECLINED = """\
declined:
  - id: "2401.10020"
    title: Heads of State
    date: 2025-01-06
    reason: Not on attention
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2401.10020", "hep-th/9901001"),
        ("2401.10020", "2024.acl-long.1"),
        ("2401.10020", "10.1000/ABC(1)"),
        ("    title: Heads of State\n", ""),
        ("2025-01-06", "2025"),
    ],
)
def test_good_declined_papers(old: str, new: str) -> None:
    assert declined(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2401.10020", "2401.10020v2",
         "3:9 HC105 '2401.10020v2' is not in its canonical form; write 2401.10020"),
        ("2401.10020", "https://arxiv.org/abs/2401.10020",
         "3:9 HC105 'https://arxiv.org/abs/2401.10020' is not in its canonical form; write 2401.10020"),
        ("2401.10020", "h0Ak8A5yqw",
         "3:9 HC105 'h0Ak8A5yqw' is no identifier of arXiv or the ACL Anthology, and no DOI"),
        ("2025-01-06", "2025-02-30",
         "5:11 HC103 there is no date '2025-02-30'; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("title:", "titel:", "4:5 HC108 a declined paper has no field 'titel'; it is kept"),
        ("Heads of State", '"He\\u200bads"', "4:12 HC109 invisible character U+200B; delete it"),
        ("Not on attention", '"no\\u200b"', "6:13 HC109 invisible character U+200B; delete it"),
        ("Not on attention", '" "', "6:13 HC101 the reason is empty"),
        ("Not on attention", "", "3:5 HC101 the entry has no reason"),
        ("Not on attention", "[x]", "6:13 HC102 reason: must be one value, not a list"),
        ("Heads of State", "[x]", "4:12 HC102 title: must be one value, not a list"),
        ("2025-01-06", "{x: y}", "5:11 HC102 date: must be one value, not names and values"),
        ('id: "2401.10020"', "id: [x]", "3:9 HC102 id: must be one value, not a list"),
        ('id: "2401.10020"\n    title', "name: x\n    title",
         "3:5 HC101 the entry has no id"),
    ],
)  # fmt: skip
def test_bad_declined_papers(old: str, new: str, expected: str) -> None:
    assert declined(old, new) == [expected]


def test_the_identifier_of_a_declined_paper_is_mended() -> None:
    text = f"papers:\n{DECLINED}"
    assert mended(text.replace("2401.10020", "arXiv:2401.10020v3"), "HC105") == text
    assert mended(text.replace("2401.10020", "no such"), "HC105") == text.replace("2401.10020", "no such")
