"""What people type: queries, names, identifiers, command lines; and LaTeX, markup, configuration."""

from hypothesis import strategies as st

from fuzz.grammar.hostile import encoded, lines, pumped, spoilt, words
from fuzz.grammar.hostile import texts as any_texts
from headcat.cli import COMMANDS

_FIELDS = (
    "head",
    "not-head",
    "stage",
    "author",
    "venue",
    "year",
    "since",
    "until",
    "has",
    "search",
    "sort",
    "limit",
    "get",
)
_FLAGS = ("all", "exact", "reverse")
_SAID = (
    "induction", "Mover Head", "latent", "ada", "NeurIPS 2022", "2022", "2022-03", "code", "relevance", "1",
    "date", "arxiv", "adams2022heads", "2203.00001", "https://arxiv.org/abs/2203.00001", "title", "key",
    "summary", "0", "99999999999999999999",
)  # fmt: skip
_SITES = (
    "https://arxiv.org/abs/", "https://doi.org/", "https://aclanthology.org/",
    "https://openreview.net/forum?id=", "doi:", "https://proceedings.mlr.press/v235/",
    "https://dblp.org/rec/", "arXiv:", "https://huggingface.co/papers/", "http://",
)  # fmt: skip
_NUMBERS = (
    "2203.00001", "2203.00001v2", "cs/0112017", "10.1145/1234.5678", "10.18653/v1/P19-1580", "P19-1580",
    "2024.acl-long.1", "AbC12dEfGh", "conf/emnlp/BeispielM24", "zhang24bk.html",
    "10.48550/arXiv.2203.00001", ".pdf", "?a=b", "#c", "%2F",
)  # fmt: skip
_LATEX = (
    "\\'", '\\"', "\\^{", "\\c{c}", "\\v", "\\textcommabelow{s}", "{\\o}", "\\ss", "\\i", "$x^2$",
    "\\emph{", "\\href{a}{b}", "\\textbackslash", "\\url{", "---", "``", "''", "~", "\\%", "\\&", "{", "}",
    "\\begin{a}", "\\newcommand", "\\\\", "\\ ",
)  # fmt: skip
_MARKUP = (
    "<b>", "</b>", "<mml:math>", "<jats:p>", "<sub>", "&amp;lt;", "&#x41;", "&nbsp;", "<![CDATA[", "]]>",
    "<!--", "<a href=", "<i ", "/>", "<p>", "<br/>", "$", "\\alpha", "Consortium", "Team", ",", "Jr.",
    "von",
)  # fmt: skip
_TOML = (
    "[tool.headcat]\n", "[tool.headcat.discover]\n", "select = ", "ignore = ", "strict = true\n",
    '["HC302"]\n', "queries = ", "[discover]\n", "categories = ", '["cs.CL"]\n', "[[", "]]", '"""', "'''",
    "\n", "# a\n", "1979-05-27", "{a = 1}", "a.b = 1\n",
)  # fmt: skip
_OPTIONS = (
    "--head", "--not-head", "--stage", "--author", "--venue", "--year", "--since", "--until", "--has",
    "--search", "--match", "--sort", "--reverse", "--limit", "--format", "--json", "--all", "--exact",
    "--help", "-h", "--catalogue", "--title", "--date", "--arxiv", "--doi", "--link", "--from", "--bibtex",
    "--dry-run", "--yes", "--no-input", "--offline", "--refresh", "--set", "--unset", "--add-head",
    "--remove-head", "--add-link", "--output", "-o", "--into", "--check", "--layout", "--badges", "--ascii",
    "--fix", "--diff", "--strict", "--select", "--ignore", "--from-format", "--on-duplicate", "--new-terms",
    "--keep-going", "--print", "--kind", "--clear", "--by", "--trend", "--definition", "--alias",
    "--broader", "--no-color", "--version", "--", "-", "--innovation", "--note",
)  # fmt: skip
_VALUES = (
    "data/papers.yaml", "refs.txt", "data", "out.bib", "json", "table", "plain", "jsonl", "markdown",
    "bibtex", "text", "induction", "Induction Head", "New Head", "adams2022heads", "zorn2023names", "2022",
    "2022-03-08", "HC302", "HC999", "code=https://a.b/c", "note=x", "key=y", "any", "all", "3", "-1",
    "relevance", "csv", "ris", "form", "awesome", "bash", "year", "head", "A Title", "Bo Berg",
    "2405.00001", "https://arxiv.org/abs/2405.00001", "10.1145/1234.5678",
)  # fmt: skip
_GIVEN = (
    "", "Title: A Title\nAuthors: Bo Berg\nDate: 2024-05-01\n",
    "@article{a, title={A Title}, author={Berg, Bo}, year=2024}",
    '{"title": "A", "authors": ["B C"], "date": "2024"}', "title,authors,date\nA,B C,2024\n",
    "TY  - JOUR\nTI  - A\nER  - \n",
    "papers:\n  - key: a\n    title: A\n    authors: [B C]\n    date: 2024\n", "y\n",
)  # fmt: skip


def _of(pieces: tuple[str, ...], most: int = 8) -> st.SearchStrategy[str]:
    piece = st.one_of(st.sampled_from(pieces), st.sampled_from(pieces), words())
    return st.integers(0, 30).flatmap(
        lambda number: st.lists(piece, max_size=most).map("".join) if number else pumped()
    )


def texts() -> st.SearchStrategy[bytes]:
    """Return any text."""
    return encoded(any_texts())


def queries() -> st.SearchStrategy[bytes]:
    """Return a question: lines `field=value`."""
    value = st.one_of(st.sampled_from(_SAID), lines())
    line = st.builds(lambda name, said: f"{name}={said}", st.sampled_from(_FIELDS), value)
    return encoded(st.lists(st.one_of(line, line, st.sampled_from(_FLAGS)), max_size=6).map("\n".join))


def searches() -> st.SearchStrategy[bytes]:
    """Return a query in words."""
    pieces = (
        "induction ",
        "heads",
        '"',
        "-",
        "OR ",
        "title:",
        "year:2022..2024 ",
        "author:",
        "AND ",
        "*",
        "2203.00001 ",
        "(",
        " ",
    )
    return encoded(_of(pieces, 12))


def names() -> st.SearchStrategy[bytes]:
    """Return a person's name, or several."""
    return encoded(
        _of(
            (
                "Ada ",
                "van der ",
                "Berg",
                ", ",
                "Jr.",
                "III",
                "{",
                "}",
                " and ",
                "Ö",
                "ß",
                "-",
                "'",
                "中",
                "\n",
            )
        )
    )


def addresses() -> st.SearchStrategy[bytes]:
    """Return an identifier, or a link."""
    return encoded(
        st.one_of(
            _of((*_SITES, *_NUMBERS), 4), st.tuples(st.sampled_from(_SITES), _of(_NUMBERS, 3)).map("".join)
        )
    )


def latex() -> st.SearchStrategy[bytes]:
    """Return LaTeX."""
    return encoded(_of((*_LATEX, "a", "é", "ș", "i"), 10))


def markup() -> st.SearchStrategy[bytes]:
    """Return text with elements and entities in it."""
    return encoded(_of((*_MARKUP, "a ", "é"), 10))


def configurations() -> st.SearchStrategy[bytes]:
    """Return TOML."""
    return spoilt(_of(_TOML, 8))


def commands() -> st.SearchStrategy[bytes]:
    """Return the words of a command, a line each, and behind an empty line what it gets on stdin."""
    name = st.sampled_from(tuple(COMMANDS)).map(lambda text: text.replace(" ", "\n"))
    option = st.sampled_from(_OPTIONS)
    value = st.one_of(
        st.sampled_from(_VALUES), st.sampled_from(_VALUES), lines().map(lambda text: text.replace("\n", " "))
    )
    more = st.lists(st.one_of(option, value, st.tuples(option, value).map("\n".join)), max_size=5).map(
        "\n".join
    )
    said = st.tuples(name, more).map("\n".join)
    given = st.one_of(st.sampled_from(_GIVEN), any_texts())
    return encoded(st.tuples(said, given).map("\n\n".join))


def shell_lines() -> st.SearchStrategy[bytes]:
    """Return a shell's line before the cursor."""
    word = st.one_of(st.sampled_from((*COMMANDS, *_OPTIONS, *_VALUES)), words())
    return encoded(st.lists(word, max_size=5).map(lambda found: " ".join(["headcat", *found])))
