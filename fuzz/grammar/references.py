"""Bibliographies: BibTeX, RIS, CSL-JSON, headcat's JSON, CSV."""

import json

from hypothesis import strategies as st

from fuzz.grammar.hostile import lines, spoilt

_KINDS = ("article", "inproceedings", "misc", "string", "comment", "preamble", "ARTICLE", "unknown")
_FIELDS = (
    "title", "author", "year", "month", "date", "booktitle", "journal", "eprint", "archivePrefix", "doi",
    "url", "note", "keywords", "abstract", "howpublished", "key", "editor", "publisher", "x",
)  # fmt: skip
_VALUES = (
    "A Title", "Berg, Bo and Adams, Ada", "2024", "jan", "NeurIPS", "2405.00001", "10.1145/1",
    "https://arxiv.org/abs/2405.00001", "Berg, Bo and others", "{The Team}", '{\\"O}zg{\\"u}r', "a # b", "",
    "{\\noopsort{a}}2024",
)  # fmt: skip
_TAGS = "TI T1 AU A1 DA PY Y1 T2 JO DO UR N1 AB KW SP EP ID M1 AN VL IS PB ER TY XX".split()
_CSL = (
    "title", "author", "issued", "DOI", "URL", "note", "id", "citation-key", "abstract", "container-title",
    "type", "number", "archive_location", "keyword", "publisher", "event", "x",
)  # fmt: skip
_OURS = (
    "key", "title", "authors", "date", "venue", "ids", "heads", "links", "summary", "published", "note",
    "extra", "x",
)  # fmt: skip
_COLUMNS = (
    "title",
    "authors",
    "date",
    "venue",
    "heads",
    "links",
    "arxiv",
    "doi",
    "innovation",
    "code",
    "x",
    "",
    "Title",
)


def _value() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(_VALUES), st.sampled_from(_VALUES), lines())


def bibtex() -> st.SearchStrategy[bytes]:
    """Return BibTeX."""
    wrapped = st.tuples(
        _value(), st.sampled_from(["{%s}", "{%s}", '"%s"', "%s", "{{%s}}", '"%s" # jan'])
    ).map(lambda found: found[1].replace("%s", found[0]))
    field = st.builds(lambda name, value: f"  {name} = {value},\n", st.sampled_from(_FIELDS), wrapped)
    entry = st.builds(
        lambda kind, key, fields: f"@{kind}{{{key},\n{''.join(fields)}}}\n",
        st.sampled_from(_KINDS),
        st.one_of(st.sampled_from(["a", "berg2024", "a b", ""]), lines()),
        st.lists(field, max_size=6),
    )
    return spoilt(st.lists(entry, max_size=3).map("\n".join))


def ris() -> st.SearchStrategy[bytes]:
    """Return RIS."""
    line = st.builds(lambda tag, value: f"{tag}  - {value}\n", st.sampled_from(_TAGS), _value())
    record = st.lists(line, max_size=8).map(lambda found: f"TY  - JOUR\n{''.join(found)}ER  - \n")
    return spoilt(st.lists(record, max_size=3).map("\n".join))


def json_values(names: tuple[str, ...]) -> st.SearchStrategy[object]:
    """Return JSON values of any shape, with some names more often than others."""
    leaves = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.just(10**400),
        _value(),
        _value(),
        st.sampled_from(names),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(st.one_of(st.sampled_from(names), lines()), inner, max_size=5),
        ),
        max_leaves=20,
    )


def _dumped(objects: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    text = objects.map(lambda value: json.dumps(value, ensure_ascii=False))
    nested = st.builds(
        lambda before, piece, count, after: before + piece * count + after,
        st.sampled_from(["", '{"x": ', '{"title": "a", "x": ']),
        st.sampled_from(["[", '{"a":', "[1,", "{}\n", "9", "[],"]),
        st.sampled_from([10, 500, 900, 5000, 100_000]),
        st.sampled_from(["", "]", "}"]),
    )
    closed = st.builds(
        lambda count, name: f'{{"title": "a", "{name}": ' + "[" * count + "]" * count + "}",
        st.sampled_from([1, 20, 300, 450, 700, 900]),
        st.sampled_from(["x", "extra", "authors", "author", "issued", "note"]),
    )
    return st.one_of(text, text, text, text, text, text, nested, closed)


def csl() -> st.SearchStrategy[bytes]:
    """Return CSL-JSON."""
    names = ("family", "given", "literal", "suffix", "dropping-particle", "date-parts", "raw", *_CSL)
    person = st.dictionaries(st.sampled_from(names[:5]), json_values(names), max_size=3)
    date = st.one_of(
        st.fixed_dictionaries({"date-parts": st.lists(st.lists(json_values(names), max_size=3), max_size=2)}),
        json_values(names),
    )
    given = {
        "title": json_values(names),
        "author": st.lists(person, max_size=3),
        "issued": date,
        "DOI": _value(),
    }
    item = st.fixed_dictionaries(
        {}, optional={**given, **{name: json_values(names) for name in _CSL if name not in given}}
    )
    return spoilt(_dumped(st.one_of(st.lists(item, max_size=3), json_values(names))))


def json_papers() -> st.SearchStrategy[bytes]:
    """Return JSON as headcat writes it, more or less."""
    names = ("kind", "url", "paper", "innovation", "arxiv", *_OURS)
    link = st.fixed_dictionaries({"kind": st.one_of(st.just("paper"), json_values(names)), "url": _value()})
    given = {
        "title": _value(),
        "authors": st.lists(_value(), max_size=3),
        "date": st.one_of(st.integers(1, 9999), _value()),
        "links": st.lists(link, max_size=2),
        "ids": st.dictionaries(st.sampled_from(["arxiv", "doi", "x"]), _value(), max_size=2),
        "extra": st.dictionaries(lines(), json_values(names), max_size=3),
    }
    paper = st.fixed_dictionaries(
        {}, optional={**given, **{name: json_values(names) for name in _OURS if name not in given}}
    )
    rows = st.lists(paper, max_size=3)
    by_line = rows.map(lambda found: "\n".join(json.dumps(each, ensure_ascii=False) for each in found))
    return st.one_of(spoilt(_dumped(st.one_of(rows, json_values(names)))), spoilt(by_line))


def csv() -> st.SearchStrategy[bytes]:
    """Return CSV."""
    quoted = _value().map(lambda text: '"' + text.replace('"', '""') + '"')
    cell = st.one_of(_value(), quoted, st.just(""), st.just("'=1+1"))

    def table(names: list[str], rows: list[list[str]], mark: str, newline: str) -> str:
        header = mark.join(names)
        body = [mark.join(row[: len(names)] if len(row) > len(names) else row) for row in rows]
        return newline.join([header, *body])

    header = st.lists(st.sampled_from(_COLUMNS), min_size=1, max_size=6)
    rows = st.lists(st.lists(cell, min_size=1, max_size=7), max_size=4)
    return spoilt(
        st.builds(
            table, header, rows, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n", "\r"])
        )
    )
