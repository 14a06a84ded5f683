"""The JSON Schema of a catalogue: it says what the model says, takes what editors read, finds mistakes."""

import json
from dataclasses import fields
from functools import reduce
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, SMALL
from headcat.document import schema
from headcat.document.records import DECLINED_FIELDS, HEAD_FIELDS, PAPER_FIELDS, SECTIONS, VENUE_FIELDS, read
from headcat.model import LINK_KINDS, STAGES, SUMMARY_PARTS, VENUE_KINDS, Published
from headcat.rules import inspect
from headcat.words.dates import is_date
from headcat.words.identifiers import ID_KINDS, canonical, is_web_address

SCHEMA = schema.catalogue_schema()
EXAMPLE_IDS = ("arXiv:2401.10020v2", "hep-th/9901001", "math.GT/0309136", "https://doi.org/10.1000/182",
               "10.18653/v1/P19-1001", "2024.acl-long.1", "p19-1001", "h0Ak8A5yqw")  # fmt: skip


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do, whose YAML 1.2 knows no dates."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_editors_read(text: str) -> Any:
    return yaml.load(text, EditorLoader)  # noqa: S506 - it is a safe loader


def mistakes(catalogue: Any) -> list[str]:
    """Return what an editor would underline, with the path of each."""
    found = jsonschema.Draft7Validator(SCHEMA).iter_errors(catalogue)
    return sorted(f"{'.'.join(map(str, each.absolute_path))}: {each.message}" for each in found)


def fields_of(*path: str) -> dict[str, Any]:
    """Return the properties of an object in the schema, named by the sections and fields it stands in."""

    def step(found: dict[str, Any], name: str) -> dict[str, Any]:
        inner = found["properties"][name]
        return dict(inner["items"] if "properties" in inner.get("items", {}) else inner)

    return dict(reduce(step, path, SCHEMA)["properties"])


def pattern_of(*path: str) -> Any:
    return jsonschema.Draft7Validator(fields_of(*path[:-1])[path[-1]])


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_the_schema_has_every_field_of_the_model_in_its_order() -> None:
    assert tuple(fields_of()) == SECTIONS
    assert tuple(fields_of("papers")) == PAPER_FIELDS
    assert tuple(fields_of("heads")) == HEAD_FIELDS
    assert tuple(fields_of("venues")) == VENUE_FIELDS
    assert tuple(fields_of("declined")) == DECLINED_FIELDS
    assert tuple(fields_of("papers", "ids")) == ID_KINDS
    assert tuple(fields_of("papers", "links")) == LINK_KINDS
    assert tuple(fields_of("papers", "summary")) == SUMMARY_PARTS
    assert tuple(fields_of("papers", "published")) == tuple(each.name for each in fields(Published))


def test_the_schema_explains_nothing_that_is_no_field() -> None:
    tables: list[tuple[Any, Any]] = [
        (schema._PAPER, PAPER_FIELDS),
        (schema._HEAD, HEAD_FIELDS),
        (schema._DECLINED, DECLINED_FIELDS),
        (schema._VENUE, VENUE_FIELDS),
        (schema._IDS, ID_KINDS),
        (schema._LINKS, LINK_KINDS),
        (schema._SUMMARY, SUMMARY_PARTS),
    ]
    assert [sorted(set(table) - set(names)) for table, names in tables] == [[]] * len(tables)


def test_every_field_is_explained_and_every_example_holds() -> None:
    paths = [(), ("papers",), ("heads",), ("venues",), ("declined",)]
    paths += [("papers", name) for name in ("ids", "links", "summary", "published")]
    for path in paths:
        for name, field in fields_of(*path).items():
            assert field["description"].endswith("."), (path, name)
            for example in field.get("examples", []):
                jsonschema.Draft7Validator(field).validate(example)


def test_terms_are_those_of_the_model() -> None:
    kind = fields_of("venues")["kind"]
    assert fields_of("heads")["stage"]["enum"] == list(STAGES)
    assert (kind["enum"], kind["default"]) == (list(VENUE_KINDS), "proceedings")


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_required_is_what_the_reader_misses(section: str) -> None:
    required = SCHEMA["properties"][section]["items"]["required"]
    whole = "".join(f"{name}:\n  - {{}}\n" for name in SECTIONS)
    problems = [each.message for each in read(whole).problems if each.code == "HC101"]
    assert f"the entry has no {' and no '.join(required)}" in problems


@pytest.mark.parametrize(
    "text",
    [
        (ROOT / "data" / "papers.yaml").read_text(encoding="utf-8"),
        SMALL,
        "papers:\n",
        "heads: []\npapers: []\n",
        SMALL.replace("2022-03-08", "2022"),
        SMALL.replace("2022-03-08", "2022-03"),
        SMALL.replace("2022-03-08", '"2022"'),
        SMALL.replace("code: https://github.com/example/code", "code: [http://a.b, https://a.b/c]"),
        SMALL.replace("    venue: arXiv\n", "    venue: arXiv\n    rating: 5\n"),
        SMALL.replace("    kind: preprint\n", "    since: 1991\n"),
        f"{SMALL}declined:\n  - {{id: '2401.10020', date: 2025-01-06, reason: x, title: T}}\n",
        f"{SMALL}declined:\n",
    ],
)
def test_a_good_catalogue_has_no_mistake(text: str) -> None:
    assert mistakes(as_editors_read(text)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("papers:", "paper:", [": 'papers' is a required property",
                               ": Additional properties are not allowed ('paper' was unexpected)"]),
        ("- key: adams2022heads\n   ", "-", ["papers.0: 'key' is a required property"]),
        ("adams2022heads", "ädams", ["papers.0.key: 'ädams' does not match"]),
        ("Heads of a Small Catalogue", '" "', ["papers.0.title: ' ' does not match"]),
        ("title: Heads of a", "titel: Heads of a", ["papers.0: 'title' is a required property"]),
        ("\n      - Ada Adams\n      - Ludwig van der Berg", " Ada Adams",
         ["papers.0.authors: 'Ada Adams' is not of type 'array'"]),
        ("\n      - Ada Adams\n      - Ludwig van der Berg", " []",
         ["papers.0.authors: [] should be non-empty"]),
        ("Ada Adams", "1", ["papers.0.authors.0: 1 is not of type 'string'"]),
        ("2022-03-08", "8 March 2022", ["papers.0.date: '8 March 2022' does not match"]),
        ("2022-03-08", "2022-13", ["papers.0.date: '2022-13' does not match"]),
        ("2022-03-08", "22", ["papers.0.date: 22 is less than the minimum of 1000"]),
        ("2022-03-08", "20220308", ["papers.0.date: 20220308 is greater than the maximum of 9999"]),
        ("venue: NeurIPS 2022", "venue: [NeurIPS]", ["papers.0.venue: ['NeurIPS'] is not of type 'string'"]),
        ('"2203.00001"', "2203.00001", ["papers.0.ids.arxiv: 2203.00001 is not of type 'string'"]),
        ('"2203.00001"', '"2203.00001v2"', ["papers.0.ids.arxiv: '2203.00001v2' does not match"]),
        ('arxiv: "2203.00001"', "doi: doi.org/10.1/x", ["papers.0.ids.doi: 'doi.org/10.1/x' does not match"]),
        ('arxiv: "2203.00001"', "acl: P19", ["papers.0.ids.acl: 'P19' does not match"]),
        ('arxiv: "2203.00001"', "openreview: a?b", ["papers.0.ids.openreview: 'a?b' does not match"]),
        ('arxiv: "2203.00001"', "isbn: x",
         ["papers.0.ids: Additional properties are not allowed ('isbn' was unexpected)"]),
        ("- Induction Head  #", "- name: Induction Head  #",
         ["papers.0.heads.0: {'name': 'Induction Head'} is not of type 'string'"]),
        ("code: https", "source: https",
         ["papers.0.links: Additional properties are not allowed ('source' was unexpected)"]),
        ("code: https://", "code: ftp://",
         ["papers.0.links.code: 'ftp://github.com/example/heads' does not match"]),
        ("code: https://github.com/example/heads", "code: [x]",
         ["papers.0.links.code.0: 'x' does not match"]),
        ("result: It works.", "results: It works.",
         ["papers.0.summary: Additional properties are not allowed ('results' was unexpected)"]),
        ("  # the second", "    published: {date: 2023}\n",
         ["papers.0.published: Additional properties are not allowed ('date' was unexpected)"]),
        ("  # the second", "    note: [x]\n", ["papers.0.note: ['x'] is not of type 'string'"]),
        ("- name: Mover Head", "- aliases: []", ["heads.1: 'name' is a required property"]),
        ("stage: Latent Reasoning", "stage: Reasoning", ["heads.0.stage: 'Reasoning' is not one of"]),
        ("aliases: [NIPS]", "aliases: NIPS", ["venues.0.aliases: 'NIPS' is not of type 'array'"]),
        ("kind: preprint", "kind: archive", ["venues.1.kind: 'archive' is not one of"]),
        (SMALL, f"{SMALL}declined:\n  - id: '2401.10020v2'\n    date: 2025-01-06\n    reason: ' '\n",
         ["declined.0.id: '2401.10020v2' does not match", "declined.0.reason: ' ' does not match"]),
        (SMALL, f"{SMALL}declined:\n  - id: 2401.1002\n    date: 2025-01-06\n",
         ["declined.0.id: 2401.1002 is not of type 'string'",
          "declined.0: 'reason' is a required property"]),
        (SMALL, "papers: x", ["papers: 'x' is not of type 'array', 'null'"]),
        (SMALL, "papers: [x]", ["papers.0: 'x' is not of type 'object'"]),
        (SMALL, "- x", [": ['x'] is not of type 'object'"]),
    ],
)  # fmt: skip
def test_a_mistake_is_found(old: str, new: str, expected: list[str]) -> None:
    assert old in SMALL
    found = mistakes(as_editors_read(SMALL.replace(old, new, 1)))
    assert [message[: len(start)] for message, start in zip(found, expected, strict=True)] == expected


def is_key(text: str) -> bool:
    """Tell whether the rules take `text` for a key."""
    paper = {"key": text, "title": "T", "authors": ["A B"], "date": "2020"}
    problems = inspect(read(f"papers:\n  - {json.dumps(paper)}\n"))
    return "HC110" not in {problem.code for problem in problems}


@given(st.one_of(st.from_regex(schema._KEY), st.text("aZ0_.+-ä \n", max_size=4)))
def test_the_pattern_of_keys_is_that_of_the_rules(text: str) -> None:
    if not text.endswith("\n"):  # Python's $ stands before a last line break too, ECMAScript's does not
        assert pattern_of("papers", "key").is_valid(text) == is_key(text)


@given(
    st.one_of(st.from_regex(schema._DATE, fullmatch=True), st.dates().map(str), st.text("0129-", max_size=10))
)
def test_no_date_is_refused(text: str) -> None:
    valid = pattern_of("papers", "date").is_valid(text)
    assert valid >= is_date(text)
    assert not valid or is_date(f"{text[:8]}28"[: len(text)])


@given(st.sampled_from(ID_KINDS), st.data())
def test_no_canonical_identifier_is_refused(kind: str, data: st.DataObject) -> None:
    pattern: str = schema._IDS[kind]["pattern"]
    text = data.draw(st.one_of(st.sampled_from(EXAMPLE_IDS), st.from_regex(pattern, fullmatch=True)))
    value = canonical(kind, text)
    assert value is None or pattern_of("papers", "ids", kind).is_valid(value)


@given(st.one_of(st.from_regex(schema._ADDRESS, fullmatch=True), st.text("htps:/.a?#@ ", max_size=12)))
def test_no_address_is_refused(text: str) -> None:
    assert pattern_of("papers", "links", "code").is_valid(text) >= is_web_address(text)


def test_the_catalogue_points_editors_to_the_schema() -> None:
    first = (ROOT / "data" / "papers.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../docs/catalogue.schema.json"
    committed = (ROOT / "data" / first.partition("=")[2]).read_text(encoding="utf-8")
    assert json.loads(committed) == SCHEMA
