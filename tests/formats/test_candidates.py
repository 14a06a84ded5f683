"""Candidates as a table, as lines, and as the body of an issue, in which nothing of strangers acts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from headcat.formats import Context
from headcat.formats.candidates import write_markdown, write_plain, write_table
from headcat.upkeep.discovery import Candidate, Preprint
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible
from headcat.words.folding import squeeze

HEADS = Candidate(
    Preprint(
        "2501.00001", "Heads *of* @everyone | a <b>", ("Ada Adams", "Berg, Bo", "C D"), "2025-01-06", "A."
    ),
    12,
    ("attention head (title)", "Induction_Head (abstract)"),
)
OLD = Candidate(Preprint("hep-th/9901001", "Two\n\x1b[2J Lines", ("{The Heads}", "A B"), "1999-01"), 4, ())
NOBODY = Candidate(Preprint("2501.00002", "T", (), "2025"), 4, ("head (title)",))
RENDERER = MarkdownIt("gfm-like", {"linkify": False})
HOSTILE = [
    "@everyone #1 owner/repo#1 GH-1",
    "x](https://evil.example) [y",
    "![x](https://evil.example/x.png)",
    "</a><script>alert(1)</script>",
    "https://evil.example www.evil.example a@evil.example",
    "`code` ``` ~~~",
    "a\n\n# b\n- [x] c",
    "$(touch harm) `touch harm`",
    "] ] ) \\",
    "&lt;b&gt; &copy;",
    "\u202e\u2028",
]


def context(*, color: bool = False, hyperlinks: bool = False) -> Context:
    return Context(Vocabulary(), width=60, color=color, hyperlinks=hyperlinks)


def test_a_table() -> None:
    assert (
        "".join(write_table([HEADS, OLD], context()))
        == """\
Date        Paper                                      Score
2025-01-06  Heads *of* @everyone | a <b>               12
            2501.00001  attention head (title),
            Induction_Head (abstract)
1999-01     Two \\x1b[2J Lines                          4
            hep-th/9901001
"""
    )


def test_a_title_is_a_link_on_a_terminal() -> None:
    text = "".join(write_table([HEADS], context(color=True, hyperlinks=True)))
    assert "https://arxiv.org/abs/2501.00001" in text
    assert "\x1b[36mattention head (title)" in text


def test_lines() -> None:
    assert "".join(write_plain([HEADS, OLD])) == (
        "2501.00001\t2025-01-06\t12\tHeads *of* @everyone | a <b>\t"
        "attention head (title), Induction_Head (abstract)\n"
        "hep-th/9901001\t1999-01\t4\tTwo \\x1b[2J Lines\t\n"
    )
    assert "".join(write_plain([])) == ""


def test_the_body_of_an_issue() -> None:
    assert (
        "".join(write_markdown([HEADS, OLD, NOBODY]))
        == """\
3 new papers on arXiv that may belong here, the likeliest first. Tick what is dealt with.

- [ ] [Heads \\*of\\* @everyone \\| a &lt;b&gt; (Ada Adams et al., 2025-01-06)](https://arxiv.org/abs/2501.00001)\
: attention head (title), Induction\\_Head (abstract)
- [ ] [Two \\\\x1b\\[2J Lines (The Heads and A B, 1999-01)](https://arxiv.org/abs/hep-th/9901001)
- [ ] [T (2025)](https://arxiv.org/abs/2501.00002): head (title)

One that does not belong here stays away after `headcat discover --decline ID --reason TEXT`.
"""
    )
    assert "".join(write_markdown([NOBODY])).startswith("1 new paper on arXiv that may belong here, ")


def test_nothing_is_no_issue() -> None:
    assert list(write_markdown([])) == []


def rendered(title: str, author: str) -> str:
    paper = Preprint("2501.00001", title, (author,), "2025-01-06")
    body = "".join(write_markdown([Candidate(paper, 4, ("head (title)",))]))
    assert body.count("\n") == 5
    return str(RENDERER.render(body))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_strangers_wrote_is_the_text_of_a_link(text: str) -> None:
    html = rendered(text, f"A {text}")
    (link,) = re.findall(r"<a href=\"([^\"]*)\">(.*?)</a>", html)
    assert link[0] == "https://arxiv.org/abs/2501.00001"
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "ul", "li", "a", "code"}
    assert html.count("evil.example") == link[1].count("evil.example")
    assert html.count("@") == link[1].count("@")


@given(st.text("\\`*_[]()<>#|~!&@\"' -\n{}:ax0", min_size=1, max_size=20))
def test_any_title_is_shown_as_it_is(title: str) -> None:
    html = rendered(title, "A B")
    (text,) = re.findall(r"<a href=\"https://arxiv.org/abs/2501.00001\">(.*)</a>", html)
    shown = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert shown == squeeze(f"{visible(title)} (A B, 2025-01-06)")
