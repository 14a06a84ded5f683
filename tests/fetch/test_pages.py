"""What a page says of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcat.fetch.pages import Page, is_gate, is_gated, paper_titles, read_page

FULL = """<!DOCTYPE html><html><head>
<title>[2203.00001] Heads
  of a &amp; Catalogue</title>
<META NAME="citation_title" CONTENT="Heads of a &quot;Catalogue&quot;">
<meta name="citation_title" content=""><meta name="citation_author"><meta content="x"><meta name>
<meta property="og:title" content="Heads on a Site"><meta property="og:title" content="Again">
</head><body><svg><title>An icon</title></svg><title"""


def test_the_titles_of_a_page() -> None:
    page = read_page(FULL)
    assert page == Page("[2203.00001] Heads of a & Catalogue", ('Heads of a "Catalogue"',), "Heads on a Site")
    assert paper_titles(page, "aclanthology.org") == ('Heads of a "Catalogue"',)


@pytest.mark.parametrize(
    ("page", "host", "titles"),
    [
        (Page("A", (), "B"), "example.org", ()),
        (Page("A", (), "B"), "notarxiv.org", ()),
        (Page("A", (), "B"), "www.arxiv.org", ("B",)),
        (Page("[2203.00001] A", (), ""), "arxiv.org", ("A",)),
        (Page("arXiv.org e-Print archive", (), ""), "arxiv.org", ()),
        (Page("[2203.00001]", (), ""), "arxiv.org", ()),
    ],
)
def test_only_what_clearly_is_a_papers_title_is_taken_for_one(
    page: Page, host: str, titles: tuple[str, ...]
) -> None:
    assert paper_titles(page, host) == titles


@pytest.mark.parametrize(
    ("title", "gate"),
    [
        ("Just a moment...", True),
        ("Attention Required! | Cloudflare", True),
        ("Making sure you’re not a bot!", True),
        ("Attention Is All You Need", False),
        ("", False),
    ],
)
def test_a_gate_is_known_by_its_title(title: str, gate: bool) -> None:  # noqa: FBT001
    assert is_gate(Page(title, (), "")) is gate


@pytest.mark.parametrize(
    ("headers", "gated"),
    [
        ({}, False),
        ({"cf-mitigated": "challenge"}, True),
        ({"cf-mitigated": "no"}, False),
        ({"x-amzn-waf-action": "captcha"}, True),
    ],
)
def test_a_gate_is_known_by_its_headers(headers: dict[str, str], gated: bool) -> None:  # noqa: FBT001
    assert is_gated(headers) is gated


@given(st.text(alphabet="<>/!-=&;'\"[] metaitlcocn\x00\udc80é"))
def test_no_page_is_too_broken(text: str) -> None:
    assert isinstance(read_page(text), Page)
