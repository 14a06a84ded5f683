"""Reading lists as people keep them: what is a paper, what is said of it, and what leads nowhere."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from headcat.document.records import read
from headcat.formats import Context, writer
from headcat.model import Draft, Link, Paper, Place, Summary
from headcat.readers.awesome import gather

READING = read((ROOT / "data" / "papers.yaml").read_text("utf-8"))
LIST = (ROOT / "tests" / "fixtures" / "reading-list.md").read_text("utf-8")
NOTHING = "1:1: HC009 reading list: there is no paper here, in a table or in a list of links"
EXPECTED = [
    Draft(
        title='Round and Round: “What’s” in "Heads"?',
        date="2024-10-08",
        heads=("Some Head", "Semantic-Plus_Head"),
        links=(
            Link(kind="paper", url="https://arxiv.org/abs/2410.06205"),
            Link(kind="code", url="https://github.com/a/b"),
            Link(kind="demo", url="https://d.org/x"),
        ),
        summary=Summary(innovation="First & new.", tasks="Tasks one. Tasks two.", result="Result."),
        places={"": Place(path="list.md", line=9, column=1)},
    ),
    Draft(
        title="Second",
        date="2024-10",
        links=(Link(kind="paper", url="https://openreview.net/forum?id=AbC12dEfGh"),),
        summary=Summary(innovation="A", tasks="B", result="C"),
        places={"": Place(path="list.md", line=19, column=1)},
    ),
    Draft(
        title="Toy Heads: A Study",
        authors=("Ada Adams", "Bob Berg"),
        date="2023-05",
        venue="NeurIPS 2023",
        links=(
            Link(kind="paper", url="https://arxiv.org/abs/2305.00001"),
            Link(kind="code", url="https://github.com/x/y"),
        ),
        places={"": Place(path="list.md", line=26, column=1)},
    ),
    Draft(
        title="Other Heads",
        date="2022",
        venue="EMNLP 2022",
        links=(
            Link(kind="paper", url="https://aclanthology.org/2022.emnlp-main.1/"),
            Link(kind="code", url="https://github.com/x/z"),
        ),
        places={"": Place(path="list.md", line=27, column=1)},
    ),
    Draft(
        title="A Third Title",
        authors=("A. Adams", "B. Berg"),
        date="2021",
        venue="ICLR 2021",
        links=(Link(kind="paper", url="https://a.org/x.pdf"),),
        places={"": Place(path="list.md", line=28, column=1)},
    ),
    Draft(
        title="Fourth",
        date="2020",
        venue="ACL 2020",
        links=(Link(kind="paper", url="https://b.org"), Link(kind="blog", url="https://c.org/blog")),
        places={"": Place(path="list.md", line=29, column=1)},
    ),
    Draft(
        title="Fifth | Heads",
        authors=("Ada Adams", "Bob Berg"),
        date="2021-06",
        venue="ICML 2021",
        heads=("Mover Head",),
        links=(
            Link(kind="paper", url="https://arxiv.org/abs/2106.00001"),
            Link(kind="code", url="https://github.com/u/v"),
        ),
        places={"": Place(path="list.md", line=35, column=1)},
    ),
]


def papers(text: str) -> list[Draft]:
    return gather(text, "list.md").drafts


def test_a_list_of_all_forms() -> None:
    drafts, problems = gather(LIST, "list.md")
    assert drafts == EXPECTED
    assert list(map(str, problems)) == [
        "list.md:31:1: HC009 reading list: what leads to https://nothing.org has no title"
    ]


def exported(layout: str, *, badges: bool) -> str:
    found = [record.value for record in READING.papers]
    context = Context(READING.vocabulary(), layout=layout, badges=badges)
    return "".join(writer("markdown")(found, context))


def as_listed(paper: Paper, layout: str) -> Iterator[object]:
    """Yield what the layouts say of a paper, in the order of `as_read`."""
    yield from (paper.title, paper.date, paper.venue or "", paper.heads, paper.links)
    yield (paper.summary or Summary()) if layout != "table" else Summary()


def as_read(draft: Draft) -> Iterator[object]:
    yield from (draft.title, draft.date, draft.venue, draft.heads, draft.links, draft.summary)


@pytest.mark.parametrize("badges", [True, False])
@pytest.mark.parametrize("layout", ["awesome", "table", "list"])
def test_what_headcat_writes_comes_back(layout: str, badges: bool) -> None:  # noqa: FBT001
    drafts, problems = gather(exported(layout, badges=badges), "list.md")
    assert problems == []
    found = {draft.title: list(as_read(draft)) for draft in drafts}
    expected = {record.value.title: list(as_listed(record.value, layout)) for record in READING.papers}
    if layout == "list" and not badges:  # the one head whose name does not end in "Head" is no sign of heads
        odd = [title for title in found if found[title][3] != expected[title][3]]
        assert [expected.pop(title)[3] for title in odd] == [("Associative Memory",)]
        assert [found.pop(title)[3] for title in odd] == [()]
    assert found == expected


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2024-10-08", "2024-10-08"), ("2024.10.8", "2024-10-08"), ("2024/10", "2024-10"), ("2024", "2024"),
        ("Oct 8, 2024", "2024-10-08"), ("8 October 2024", "2024-10-08"), ("Oct. 2024", "2024-10"),
        ("October 8th 2024", "2024-10-08"), ("2024-13", ""), ("Feb 30, 2024", ""), ("soon", ""), ("", ""),
        ("In October we wrote this in 2024, as all know", ""),
    ],
)  # fmt: skip
def test_dates_in_all_forms(date: str, read: str) -> None:
    text = f"<table><tr><td>{date}</td><td><a href='https://a.org'>A Title</a></td></tr></table>"
    assert [draft.date for draft in papers(text)] == [read]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", NOTHING),
        (
            "# A\n\n- [Contents](#a)\n- prose\n",
            NOTHING,
        ),
        (
            "- https://a.org\n- [](https://a.org)\n",
            "2:1: HC009 reading list: what leads to https://a.org has no title",
        ),
        (
            "<table><tr><td></td></tr></table>",
            NOTHING,
        ),
        (
            "- [A Title](javascript:alert(1))",
            NOTHING,
        ),
    ],
)
def test_what_is_no_paper(text: str, message: str) -> None:
    drafts, problems = gather(text, "list.md")
    assert (drafts, list(map(str, problems))) == ([], [f"list.md:{message}"])


@pytest.mark.parametrize(
    ("item", "draft"),
    [
        ("- [A Title](https://a.org)", Draft(title="A Title", date="2023")),
        ("- [Retrieval](https://a.org)", Draft(title="Retrieval", date="2023")),
        ("- A Title. [Link](https://a.org)", Draft(title="A Title", date="2023")),
        ("- A Title - *Ada Adams, Bob Berg* - ACL 2024 [pdf](https://a.org)",
         Draft(title="A Title", date="2024", venue="ACL 2024", authors=("Ada Adams", "Bob Berg"))),
        ("- [A Title](https://a.org) (Ada Adams et al., TMLR, 2024-05)",
         Draft(title="A Title", date="2024-05", venue="TMLR")),
        ("- [A Title](https://a.org) by Ada Adams and Bob Berg, March 2024",
         Draft(title="A Title", date="2023")),
        ('- [A `Code` *or* \\*X*](https://a.org "shown")', Draft(title="A Code or *X*", date="2023")),
        ("- <strong>A Title</strong> <https://a.org>", Draft(title="A Title", date="2023")),
    ],
)  # fmt: skip
def test_items(item: str, draft: Draft) -> None:
    expected = replace(draft, links=(Link("paper", "https://a.org"),), places={"": Place("list.md", 3, 1)})
    assert papers(f"# 2023\n\n{item}\n") == [expected]


def test_a_heading_tells_the_year_until_the_next_of_its_level() -> None:
    text = (
        "# 2022\n## 2023\n- [A A](https://a.org)\n### May\n- [B B](https://b.org)\n"
        "## Old\n- [C C](https://c.org)\n# New\n- [D D](https://d.org)\n"
    )
    assert [draft.date for draft in papers(text)] == ["2023", "2023", "2022", ""]


@given(st.text(st.sampled_from("<>tdr/ablehtps:=\"'-*[]()|#!.\n 2024A•&")))
@settings(max_examples=300)
def test_any_text_is_papers_or_problems(text: str) -> None:
    drafts, problems = gather(text, "list.md")
    assert drafts or problems
    drafts, problems = gather(f"<table><tr><td>{text}", "list.md")
    assert drafts or problems


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("| Title | Venue | Paper |", "| Heads \\| of Toys | ICML 2023 | [pdf](https://a.org) |"),
        ("| Paper | Title | Venue |", "| [pdf](https://a.org) | Heads \\| of Toys | ICML 2023 |"),
        ("| Paper | Venue | Name |", "| Heads \\| of Toys | ICML 2023 | [pdf](https://a.org) |"),
    ],
)
def test_a_column_of_links_beside_that_of_titles(header: str, row: str) -> None:
    (draft,) = papers(f"{header}\n|---|---|---|\n{row}\n")
    assert (draft.title, draft.venue) == ("Heads | of Toys", "ICML 2023")
    assert draft.links == (Link("paper", "https://a.org"),)


@pytest.mark.parametrize("tag", ["script", "title", "style", "textarea", "plaintext", "noscript"])
def test_tables_behind_a_title_that_speaks_of_html_are_read(tag: str) -> None:
    table = "<table><tr><td><a href='https://b.org'>Heads of Tables</a></td></tr></table>"
    drafts = papers(f"- [Heads of <{tag}>](https://a.org)\n\n{table}\n")
    assert [draft.links[0].url for draft in drafts] == ["https://a.org", "https://b.org"]
