"""Drafts as lines `field=value`, an empty line between them; a line break in a value is a sign for it."""

from hypothesis import strategies as st

from fuzz.grammar.hostile import encoded, lines

_TITLES = ("Heads of a Small Catalogue", "Another Title", "Names: Moved", "-rf", "../x", "=1+1")
_DATES = ("2024-05-01", "2024-05", "2024", "2022-03-08", "0001", "9999-12-31")
_GOOD: dict[str, tuple[str, ...]] = {
    "title": _TITLES,
    "author": ("Bo Berg", "Ada Adams", "{The Team}", "Berg, Jr, Bo", "van der Berg, Ludwig", "Ω", "中文"),
    "date": _DATES,
    "venue": ("NeurIPS 2024", "NIPS", "arXiv", "ICLR 2025"),
    "head": ("induction", "Induction Head", "Mover Head", "Unknown Head"),
    "id.arxiv": ("2405.00001", "2203.00001", "https://arxiv.org/abs/2405.00001v2"),
    "id.doi": ("10.1145/1234.5678", "10.48550/arXiv.2405.00001", "10.1145/(a)[b]"),
    "id.acl": ("P19-1580", "2024.acl-long.1"),
    "id.openreview": ("AbC12dEfGh",),
    "link.paper": ("https://arxiv.org/abs/2405.00001", "https://a.b/?q=1&r=[2]#c"),
    "link.code": ("https://github.com/a/b", "javascript:alert(1)"),
    "innovation": ("It is new.", "a " * 70),
    "tasks": ("Tasks.",),
    "result": ("It works by 5 %.",),
    "note": ("A note.", "two\u240alines"),
    "key": ("berg2024another", "adams2022heads", "-rf", "../../x", "A.b_c+d-e"),
    "extra.x": ("text", '{"a": ["b", {"c": null}]}', "[[]]", "[1, true]", "{}"),
    "extra.type": ("misc",),
    "id.x": ("y",),
    "link.x": ("https://a.b",),
}


def _draft() -> st.SearchStrategy[str]:
    def line(name: str) -> st.SearchStrategy[str]:
        good = st.sampled_from(_GOOD[name])
        hostile = lines().map(lambda text: text.replace("\n", "\u240a"))
        return st.one_of(good, good, hostile, st.tuples(good, hostile).map("".join)).map(
            lambda text: f"{name}={text}"
        )

    needed = st.tuples(*map(line, ("title", "author", "date"))).map("\n".join)
    more = st.lists(st.sampled_from(tuple(_GOOD)).flatmap(line), max_size=5).map("\n".join)
    return st.one_of(st.tuples(needed, more).map("\n".join), more)


def drafts() -> st.SearchStrategy[bytes]:
    """Return a draft, or two."""
    return encoded(st.lists(_draft(), min_size=1, max_size=2).map("\n\n".join))


def several() -> st.SearchStrategy[bytes]:
    """Return some drafts, which may be of the same paper."""
    return encoded(st.lists(_draft(), min_size=1, max_size=5).map("\n\n".join))
