"""Whatever a service answers: a paper, or a failure that is expected; never another error."""

import json
from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from headcat.errors import NetworkError
from headcat.fetch import Found, acl, arxiv, crossref, dblp, openreview, pmlr
from headcat.fetch.shapes import parsed_bibtex, parsed_xml

KEYS = """
    message items DOI type title subtitle author given family suffix name issued published date-parts posted
    container-title institution updated-by relation is-preprint-of id-type id abstract result hits hit info
    authors text venue year key doi ee notes content value venueid forum pdate cdate ddate
""".split()
NAMES = [
    "retraction",
    "posted-content",
    "preprint",
    "doi",
    "10.1145/1",
    "CoRR",
    "Ada Beispiel",
    "Anonymous",
    "2024",
]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(max_size=8)
    | st.sampled_from(NAMES)
)
VALUES = st.recursive(
    LEAVES,
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.sampled_from(KEYS), values, max_size=5),
    max_leaves=25,
)
OBJECTS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8)


def is_text(found: Found) -> bool:
    """Tell whether what was found is of text alone, on one line each, as its readers expect."""
    draft = found.draft
    texts = [draft.title, draft.date, draft.venue, *draft.authors, *draft.ids.values(), *found.doubts]
    texts += [found.abstract, *found.details.values()]
    return all(isinstance(text, str) for text in texts) and all(map(str.isprintable, texts))


@given(OBJECTS)
def test_a_work_of_crossref(work: dict[str, Any]) -> None:
    assert is_text(crossref._found(work, "10.1145/1"))


@given(OBJECTS)
def test_a_note_of_openreview(note: dict[str, Any]) -> None:
    assert is_text(openreview._found(note, "AbC12dEfGh"))


@given(OBJECTS)
def test_rows_of_dblp(info: dict[str, Any]) -> None:
    body = json.dumps({"result": {"hits": {"hit": [{"info": info}]}}}).encode()
    for row in dblp._rows(body):
        assert all(isinstance(text, str) for text in (row.key, row.title, row.venue, row.doi, *row.authors))


@given(VALUES)
def test_json_of_any_shape(value: Any) -> None:
    body = json.dumps(value).encode()
    with suppress(NetworkError):
        dblp._rows(body)
    with suppress(NetworkError):
        crossref._listed(body)


@given(st.text(alphabet='@{}",=#% \n\\aäand\u202e', max_size=60))
def test_bibtex_of_any_shape(text: str) -> None:
    for body in (text, f"@misc{{a, author={{{text}}}, title={{{text}}}}}"):
        with suppress(NetworkError):
            parsed_bibtex(acl.NAME, body.encode())
        with suppress(NetworkError):
            pmlr._parsed(f"<code>{body}</code>".encode())


@given(
    st.dictionaries(st.sampled_from(["id", "title", "published", "summary", "updated", "author"]), st.text())
)
def test_an_entry_of_arxiv(fields: dict[str, str]) -> None:
    text = "".join(
        f"<{name}>{value.encode('ascii', 'xmlcharrefreplace').decode()}</{name}>"
        for name, value in fields.items()
    )
    with suppress(NetworkError):
        entry = parsed_xml("arXiv", f'<entry xmlns="http://www.w3.org/2005/Atom">{text}</entry>'.encode())
        assert is_text(arxiv._found(entry, "2401.01234"))
        arxiv._identifier(entry)
