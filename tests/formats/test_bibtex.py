"""BibTeX as written, as three programs read it, and whatever the catalogue says."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string as split_string
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from conftest import SMALL
from headcat.document.records import read
from headcat.formats import Context
from headcat.formats.bibtex import entry, escape, write
from headcat.model import Link, Paper, Published, Venue
from headcat.readers import read as read_papers
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible
from headcat.words.folding import squeeze
from hostile import HOSTILE, PAPERS, SHIPPED
from programs import program

READING = read(SMALL)
FIRST, SECOND = (record.value for record in READING.papers)
VOCABULARY = Vocabulary(
    venues=(
        Venue("NeurIPS", (), "Advances in Neural Information Processing Systems"),
        Venue("TACL", (), "Transactions of the ACL", "journal"),
        Venue("R&D Workshop", (), None, "workshop"),
        Venue("arXiv", (), None, "preprint"),
        Venue("Distill", (), "Distill_Pub", "web"),
    )
)


def paper(title: str = "A Title", **fields: object) -> Paper:
    given = {"key": "adams2022title", "title": title, "authors": ("Ada Adams",), "date": "2022", **fields}
    return Paper(**given)  # type: ignore[arg-type]


def written(paper: Paper, *, ascii_only: bool = False) -> str:
    return entry(paper, VOCABULARY, ascii_only=ascii_only)


def field(name: str, paper: Paper, *, ascii_only: bool = False) -> str | None:
    """Return a field's value as written, with the braces or without."""
    found = re.search(rf"^  {name} = (.*),$", written(paper, ascii_only=ascii_only), re.MULTILINE)
    return found and found[1]


def title(text: str) -> str | None:
    return field("title", paper(text))


def balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall("[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def test_the_small_papers() -> None:
    assert "".join(write([FIRST, SECOND], Context(READING.vocabulary()))) == (
        "@inproceedings{adams2022heads,\n"
        "  title = {Heads of a Small Catalogue},\n"
        "  author = {Adams, Ada and van der Berg, Ludwig},\n"
        "  booktitle = {Advances in Neural Information Processing Systems},\n"
        "  year = {2022},\n"
        "  eprint = {2203.00001},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/2203.00001},\n"
        "  keywords = {Induction Head},\n"
        "}\n"
        "\n"
        "@misc{zorn2023names,\n"
        "  title = {Names: Moved},\n"
        "  author = {Zorn, Zoe},\n"
        "  year = {2023},\n"
        "  month = nov,\n"
        "  eprint = {2311.00002},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/2311.00002},\n"
        "  keywords = {Name Mover Head, Induction Head},\n"
        "}\n"
    )


def test_no_papers() -> None:
    assert list(write([], Context(VOCABULARY))) == []


def test_ascii_is_the_contexts() -> None:
    assert "".join(write([paper("é")], Context(VOCABULARY, ascii=True))) == (
        "@misc{adams2022title,\n  title = {{\\'e}},\n  author = {Adams, Ada},\n  year = {2022},\n}\n"
    )


@pytest.mark.parametrize(
    ("venue", "ids", "kind", "container", "year"),
    [
        (None, {}, "misc", (), "2022"),
        (
            "NeurIPS 2023",
            {},
            "inproceedings",
            ("booktitle", "Advances in Neural Information Processing Systems"),
            "2023",
        ),
        (
            "NeurIPS",
            {},
            "inproceedings",
            ("booktitle", "Advances in Neural Information Processing Systems"),
            "2022",
        ),
        ("R&D Workshop 2024", {}, "inproceedings", ("booktitle", r"R\&D Workshop"), "2024"),
        ("TACL 2024", {}, "article", ("journal", "Transactions of the ACL"), "2024"),
        ("arXiv", {"arxiv": "2203.00001"}, "misc", (), "2022"),
        ("arXiv", {}, "misc", ("howpublished", "arXiv"), "2022"),
        ("Distill 2021", {}, "misc", ("howpublished", r"Distill\_Pub"), "2021"),
        (
            "Some {Place}",
            {},
            "misc",
            ("howpublished", r"Some \textbraceleft{}Place\textbraceright{}"),
            "2022",
        ),
    ],
)
def test_types_and_containers(
    venue: str | None, ids: dict[str, str], kind: str, container: tuple[str, ...], year: str
) -> None:
    lines = [f"@{kind}{{adams2022title,", "  title = {A Title},", "  author = {Adams, Ada},"]
    lines += [f"  {container[0]} = {{{container[1]}}},"] if container else []
    lines += [f"  year = {{{year}}},"]
    lines += ["  eprint = {2203.00001},", "  archivePrefix = {arXiv},"] if ids else []
    assert written(paper(venue=venue, ids=ids)) == "\n".join([*lines, "}", ""])


@pytest.mark.parametrize(
    ("date", "venue", "year", "month"),
    [
        ("2022-01-31", None, "{2022}", "jan"),
        ("2022-12", None, "{2022}", "dec"),
        ("2022", None, "{2022}", None),
        ("2022-13", None, "{2022}", None),
        ("2022-00", None, "{2022}", None),
        ("2022-xx", None, "{2022}", None),
        ("2022-²2", None, "{2022}", None),
        ("2022-05", "NeurIPS 2023", "{2023}", None),  # the month is that of the preprint
        ("2022-05", "NeurIPS", "{2022}", "may"),
        ("}x{y", None, r"{\textbraceright{}x\textbraceleft{}y}", None),
    ],
)
def test_dates(date: str, venue: str | None, year: str, month: str | None) -> None:
    dated = paper(date=date, venue=venue)
    assert (field("year", dated), field("month", dated)) == (year, month)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, ("{A Title}", "{Adams, Ada}")),
        (Published(), ("{A Title}", "{Adams, Ada}")),
        (Published("New Title"), ("{New Title}", "{Adams, Ada}")),
        (Published(None, ("Bob Brown",)), ("{A Title}", "{Brown, Bob}")),
        (Published("New Title", ("Bob Brown", "Cy Clark")), ("{New Title}", "{Brown, Bob and Clark, Cy}")),
    ],
)
def test_the_version_of_record_is_cited(published: Published | None, expected: tuple[str, str]) -> None:
    cited = paper(published=published, venue="NeurIPS 2023", ids={"arxiv": "2203.00001"})
    assert (field("title", cited), field("author", cited)) == expected
    assert (field("eprint", cited), field("archivePrefix", cited)) == ("{2203.00001}", "{arXiv}")


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ada Adams", "Adams, Ada"),
        ("Ludwig van der Berg", "van der Berg, Ludwig"),
        ("Martin Luther King Jr.", "King, Jr., Martin Luther"),
        ("García Márquez, Gabriel", "García Márquez, Gabriel"),
        ("{The OpenAI Team}", "{The OpenAI Team}"),
        ("{Simon and Schuster, R&D}", r"{Simon and Schuster, R\&D}"),
        ("Plato", "Plato"),
        ("Ada {Adams}", r"\textbraceleft{}Adams\textbraceright{}, Ada"),
        ("Jane_Q. 50%", r"50\%, Jane\_Q."),
    ],
)
def test_authors(author: str, expected: str) -> None:
    assert field("author", paper(authors=(author,))) == f"{{{expected}}}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # written Like This: what is inside a word, a lone letter, a name, and what follows ? and !
        ("Heads of a Small Catalogue", "Heads of a Small Catalogue"),
        ("A Study of Heads", "A Study of Heads"),
        ("BERT, GPT-2 and LLMs in iPhones", "{BERT}, {GPT}-2 and {LLMs} in {iPhones}"),
        (
            "T5, L2 Norms, 3D Shapes, 13th Heads, Llama3",
            "{T5}, {L2} Norms, {3D} Shapes, 13th Heads, {Llama3}",
        ),
        ("Plan B: I Use C++", "Plan {B}: {I} Use {C}++"),
        ("Markov Chains and Bayesian Heads", "{Markov} Chains and {Bayesian} Heads"),
        ("In-Context Learning: The Heads", "In-Context Learning: The Heads"),
        ("What Now? Heads Are Here! The End", "What Now? {Heads} Are Here! {The} End"),
        ("Élan Über Alles", "Élan Über Alles"),
        # written like a sentence: every capital but the first, and the first behind a colon
        (
            "Heads seen from Paris in a small list: Some more",
            "Heads seen from {Paris} in a small list: Some more",
        ),
        ("A small catalogue where Heads are listed", "A small catalogue where {Heads} are listed"),
        ("Some small heads. Another small catalogue", "Some small heads. {Another} small catalogue"),
        # a title in Two Manners: each clause by its own
        (
            "Moving Names with Heads: A small catalogue of moving names of Paris",
            "Moving Names with Heads: A small catalogue of moving names of {Paris}",
        ),
        ("Heads", "Heads"),
        ("", None),
    ],
)
def test_capitals_are_protected_word_by_word(text: str, expected: str | None) -> None:
    assert title(text) == (None if expected is None else f"{{{expected}}}")


ESCAPES = [
    ("\\", r"\textbackslash{}"),
    ("{", r"\textbraceleft{}"),
    ("}", r"\textbraceright{}"),
    ("&", r"\&"),
    ("%", r"\%"),
    ("$", r"\$"),
    ("#", r"\#"),
    ("_", r"\_"),
    ("~", r"\textasciitilde{}"),
    ("^", r"\textasciicircum{}"),
    ("<", r"\textless{}"),
    (">", r"\textgreater{}"),
    ("|", r"\textbar{}"),
]


@pytest.mark.parametrize(("sign", "expected"), ESCAPES)
def test_signs_are_escaped(sign: str, expected: str) -> None:
    assert escape(f"a{sign}b {sign}") == f"a{expected}b {expected}"
    assert title(f"a{sign}b {sign}") == f"{{a{expected}b {expected}}}"
    (draft,) = read_papers("bibtex", written(paper(f"a{sign}b {sign}")), "x")
    assert draft.title == f"a{sign}b {sign}"


@pytest.mark.parametrize(
    "text", ["", "Heads: (a) [b] c/d, e; f. g? h! i'j + k = l * m @ n - o", "Akyürek 注意"]
)
def test_other_signs_are_not(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Heads"', "``Heads''"),
        ('all ("heads") and ["more"]', "all (``heads'') and [``more'']"),
        ('5" and 6"', "5'' and 6''"),
        ("it's 'so'", "it's 'so'"),
        ("“so”", "“so”"),
        ("a -- b --- c - d", "a -{}- b -{}-{}- c - d"),
        ("?` !` ?", "?{}` !{}` ?"),
        ("a\tb\nc", "a b c"),
        ("\x1b\u202e", r"\textbackslash{}x1b\textbackslash{}u202e"),
        ("e\u0301", "é"),
    ],
)
def test_quotes_dashes_and_what_is_unseen(text: str, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize(
    ("doi", "url"),
    [
        ("10.1000/a_b%20c&d#e~f", "https://doi.org/10.1000/a_b%20c&d#e~f"),
        (
            "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
            "https://e.org/?a=$b^c\"d|e'f",
        ),
        ("10.48550/arXiv.2203.00001", "http://example.org/~user/100%_x"),
    ],
)
def test_dois_and_addresses_byte_for_byte(doi: str, url: str, ascii_only: bool) -> None:  # noqa: FBT001
    cited = paper(ids={"doi": doi}, links=(Link("code", "https://no.example"), Link("paper", url)))
    assert field("doi", cited, ascii_only=ascii_only) == f"{{{doi}}}"
    assert field("url", cited, ascii_only=ascii_only) == f"{{{url}}}"


def test_letters_in_addresses_are_ascii_when_all_is() -> None:
    cited = paper(links=(Link("paper", "https://example.org/é"),))
    assert field("url", cited) == "{https://example.org/é}"
    assert field("url", cited, ascii_only=True) == "{https://example.org/%C3%A9}"


@pytest.mark.parametrize("ascii_only", [False, True])
def test_what_is_no_address_ends_no_field(ascii_only: bool) -> None:  # noqa: FBT001
    bad = "https://e.org/}},\n@misc{x \\y\x1b"
    cited = paper(ids={"doi": bad, "arxiv": bad}, links=(Link("paper", bad),))
    expected = "{https://e.org/%7D%7D,%20@misc%7Bx%20%5Cy%5Cx1b}"
    assert [field(name, cited, ascii_only=ascii_only) for name in ("doi", "eprint", "url")] == [expected] * 3


@pytest.mark.parametrize(
    ("key", "expected"),
    [("adams2022heads", "adams2022heads"), ("a.b-c_d+1", "a.b-c_d+1"), ("a b,c}\n@x{é", "a-b-c---x--")],
)
def test_keys(key: str, expected: str) -> None:
    assert written(paper(key=key)).splitlines()[0] == f"@misc{{{expected},"


def test_the_first_link_stands_in_for_the_papers() -> None:
    links = (Link("code", "https://c.example"), Link("demo", "https://d.example"))
    assert field("url", paper(links=links)) == "{https://c.example}"


def hostile(text: str) -> Paper:
    return replace(
        paper(text, authors=(text, "{" + text + "}"), venue=text, heads=(text,), published=None),
        ids={"arxiv": text, "doi": text},
        links=(Link("paper", text),),
        key=text,
        date=text,
    )


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_field(text: str, ascii_only: bool) -> None:  # noqa: FBT001
    check_harmless(text, ascii_only=ascii_only)


def check_harmless(text: str, *, ascii_only: bool) -> None:
    source = written(hostile(text), ascii_only=ascii_only)
    assert balanced(source)
    assert source.isascii() or not ascii_only
    library = split_string(source)
    assert library.failed_blocks == []
    (found,) = library.entries
    names = "title author howpublished year month eprint archivePrefix doi url keywords".split()
    expected = [name for name in names if name == "archivePrefix" or f"  {name} = " in source]
    assert [each.key for each in found.fields] == expected
    assert len(source.splitlines()) == len(expected) + 2


@settings(max_examples=100)
@given(st.text(max_size=20) | st.text("\\{}\"%@,=#$&_~^-`'Aa1 \n", max_size=20), st.booleans())
def test_any_text_stays_in_its_field(text: str, ascii_only: bool) -> None:  # noqa: FBT001
    check_harmless(text, ascii_only=ascii_only)


LETTERS = "abcXYZ019 .,:;()[]/+*=@!?'éüçñøłßœÅŠșțőạễ\\{}%$#&_~^<>|-"


@settings(max_examples=100)
@given(st.text(LETTERS, min_size=1, max_size=30), st.booleans())
def test_any_title_is_read_back(text: str, ascii_only: bool) -> None:  # noqa: FBT001
    (draft,) = read_papers("bibtex", written(paper(text), ascii_only=ascii_only), "x")
    # Two apostrophes are LaTeX's closing quotation mark in any case.
    assert draft.title == squeeze(visible(text)).replace("''", "”")


@pytest.mark.parametrize("ascii_only", [False, True])
def test_the_whole_catalogue_is_read_back(ascii_only: bool) -> None:  # noqa: FBT001
    source = "".join(write(PAPERS, Context(SHIPPED.vocabulary(), ascii=ascii_only)))
    assert source.isascii() == ascii_only
    assert balanced(source)
    cited = [each.published or Published() for each in PAPERS]
    drafts = read_papers("bibtex", source, "x")
    assert [draft.title for draft in drafts] == [
        record.title or each.title for each, record in zip(PAPERS, cited, strict=True)
    ]
    assert [draft.authors for draft in drafts] == [
        record.authors or each.authors for each, record in zip(PAPERS, cited, strict=True)
    ]
    assert [draft.links for draft in drafts] == [
        (Link("paper", url),) if (url := each.main_url()) else () for each in PAPERS
    ]
    assert [draft.ids.get("arxiv") for draft in drafts] == [each.ids.get("arxiv") for each in PAPERS]


def test_bibtexparser_reads_the_whole_catalogue() -> None:
    library = split_string("".join(write(PAPERS, Context(SHIPPED.vocabulary()))))
    assert library.failed_blocks == []
    assert [each.key for each in library.entries] == [each.key for each in PAPERS]
    assert {each.entry_type for each in library.entries} <= {"misc", "inproceedings", "article"}


def test_pybtex_reads_the_whole_catalogue() -> None:
    entries = parse_string("".join(write(PAPERS, Context(SHIPPED.vocabulary()))), "bibtex").entries
    assert list(entries) == [each.key for each in PAPERS]
    needed = {
        "inproceedings": {"title", "booktitle", "year"},
        "article": {"title", "journal", "year"},
        "misc": {"title", "year"},
    }
    assert [key for key, each in entries.items() if not needed[each.type] <= set(each.fields)] == []


def test_pybtex_reads_types_fields_and_names() -> None:
    cited = paper(
        "The {X} of BERT",
        authors=(
            "Ada B. Adams",
            "Ludwig van der Berg",
            "Martin Luther King Jr.",
            "{The R and D Team}",
            "José García",
        ),
        venue="TACL 2024",
        ids={"arxiv": "2203.00001", "doi": "10.1000/a_b%c"},
        links=(Link("paper", "https://e.org/a_b%c"),),
        heads=("A Head", "B Head"),
    )
    (found,) = parse_string(written(cited), "bibtex").entries.values()
    assert (found.type, found.key, dict(found.fields)) == (
        "article",
        "adams2022title",
        {
            "title": r"The \textbraceleft{}{X}\textbraceright{} of {BERT}",
            "journal": "Transactions of the ACL",
            "year": "2024",
            "eprint": "2203.00001",
            "archivePrefix": "arXiv",
            "doi": "10.1000/a_b%c",
            "url": "https://e.org/a_b%c",
            "keywords": "A Head, B Head",
        },
    )
    people = found.persons["author"]
    assert [
        (
            *map(
                " ".join,
                (
                    each.first_names + each.middle_names,
                    each.prelast_names,
                    each.last_names,
                    each.lineage_names,
                ),
            ),
        )
        for each in people
    ] == [
        ("Ada B.", "", "Adams", ""),
        ("Ludwig", "van der", "Berg", ""),
        ("Martin Luther", "", "King", "Jr."),
        ("", "", "{The R and D Team}", ""),
        ("José", "", "García", ""),
    ]


@pytest.mark.parametrize("ascii_only", [False, True])
def test_bibtex_takes_the_whole_catalogue_without_a_warning(ascii_only: bool, tmp_path: Path) -> None:  # noqa: FBT001
    source = "".join(write(PAPERS, Context(SHIPPED.vocabulary(), ascii=ascii_only)))
    (tmp_path / "all.bib").write_text(source, encoding="utf-8")
    (tmp_path / "all.aux").write_text("\\citation{*}\n\\bibstyle{plain}\n\\bibdata{all}\n", encoding="ascii")
    done = subprocess.run(
        [program("bibtex"), "all"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert "Warning--" not in done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    listed = (tmp_path / "all.bbl").read_text(encoding="utf-8")
    assert listed.count("\\bibitem{") == len(PAPERS)
