"""What people keep papers in: contribution forms, bodies of issues, reading lists in Markdown and HTML."""

from hypothesis import strategies as st

from fuzz.grammar.hostile import encoded, lines, spoilt
from fuzz.grammar.hostile import texts as any_texts
from fuzz.grammar.references import bibtex, csl, csv, json_papers, ris

_LABELS = (
    "Title", "Authors", "Date", "Published", "Head", "Heads", "Links", "Summary", "Innovation", "Tasks",
    "Significant Result", "Note", "arXiv", "Code", "Nothing", "paper",
)  # fmt: skip
_SAID = (
    "A Title", "Bo Berg, Ada Adams and Cy Cole", "2024-05-01", "ICLR 2025", "induction, Mover Head",
    "_No response_", "[x]", "paper: https://arxiv.org/abs/2405.00001, code: https://a.b/c",
    "[code](https://a.b/c)", "{A, B}; C", "- [ ] box",
)  # fmt: skip
_MARKDOWN = (
    "- [A Title](https://arxiv.org/abs/2405.00001) — Bo Berg, Ada Adams (ICLR 2025)",
    "* **A Title** [[paper]](https://a.b)", "| Date | Paper | Links |", "| --- | :-: | --- |",
    "| 2024 | [A](https://a.b) | [code](https://c.d) |", "## 2024", "```",
    "1. A Title. Bo Berg. https://a.b", "  - Innovation: new",
    "![Mover](https://img.shields.io/badge/Mover_Head-blue)", "> quoted", "<details>", "\\| a \\|",
    "- <a href='https://a.b'>A Title</a> <sub>Bo Berg · ICLR 2025</sub>", "~~~",
)  # fmt: skip
_HTML = (
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<td colspan='3'>",
    '<td colspan="99999999999">', '<a href="https://arxiv.org/abs/2405.00001">', "</a>", "<strong>",
    "</strong>", "<em>", "<sub>", "<br>", "<img src='", '<img src="https://img.shields.io/badge/a-b">',
    '<img alt="x" src="https://[shields.io/badge/a">', "<!--", "-->", "<script>", "• Innovation: new",
    "A Title", "2024-05",
)  # fmt: skip


def _said() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(_SAID), st.sampled_from(_SAID), lines())


def forms() -> st.SearchStrategy[bytes]:
    """Return contribution forms and bodies of issues."""
    line = st.builds(lambda name, text: f"{name}: {text}", st.sampled_from(_LABELS), _said())
    bullet = st.builds(lambda name, text: f"  - **{name}**: {text}", st.sampled_from(_LABELS), _said())
    heading = st.builds(lambda name, text: f"### {name}\n\n{text}\n", st.sampled_from(_LABELS), _said())
    other = st.one_of(_said(), st.sampled_from(["---", "<!-- a", "-->", ""]))
    form = st.lists(st.one_of(line, line, bullet, other), max_size=10).map("\n".join)
    issue = st.lists(st.one_of(heading, heading, other), max_size=10).map("\n".join)
    return spoilt(st.one_of(form, issue))


def lists() -> st.SearchStrategy[bytes]:
    """Return reading lists."""
    line = st.one_of(st.sampled_from(_MARKDOWN), st.sampled_from(_MARKDOWN), lines())
    element = st.one_of(st.sampled_from(_HTML), st.sampled_from(_HTML), lines())
    markdown = st.lists(line, max_size=8).map("\n".join)
    html = st.lists(element, max_size=16).map(lambda found: "<table><tr>" + "".join(found))
    return spoilt(st.one_of(markdown, html, st.tuples(markdown, html).map("\n".join)))


def anything() -> st.SearchStrategy[bytes]:
    """Return a text of any of the formats, or of none."""
    return st.one_of(bibtex(), ris(), csl(), json_papers(), csv(), forms(), lists(), encoded(any_texts()))
