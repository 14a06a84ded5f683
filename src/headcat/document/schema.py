"""The shape of a catalogue file as a JSON Schema, for editors that complete and check YAML.

Pure. Made from the model: which fields and kinds there are is said there, here only what they are for.
Draft 7 is the one that the editors' YAML servers know. The schema tells what one value may be by
itself; what values must be to each other is the rules' to say.
"""

from dataclasses import MISSING, fields
from typing import Any, Final, TypeAlias

from headcat.document.records import DECLINED_FIELDS, HEAD_FIELDS, PAPER_FIELDS, SECTIONS, VENUE_FIELDS
from headcat.model import (
    LINK_KINDS,
    STAGES,
    SUMMARY_PARTS,
    SUMMARY_WORDS,
    VENUE_KINDS,
    Declined,
    Head,
    Paper,
    Published,
    Venue,
)
from headcat.words.identifiers import ID_KINDS

Schema: TypeAlias = dict[str, Any]

# Editors read these as ECMAScript, which has neither Python's named groups nor its flags in a pattern;
# the tests hold them to the functions that decide.
_KEY: Final = "^[A-Za-z0-9][A-Za-z0-9_.+-]*$"
_DATE: Final = "^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_ADDRESS: Final = r'^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@<>"`\\^{|}]+([/?#][^\s<>"`\\^{|}]*)?$'
_SOMETHING: Final = r"\S"


def _text(description: str, **more: Any) -> Schema:
    return {"description": description, "type": "string", **more}


def _texts(description: str, **more: Any) -> Schema:
    return {"description": description, "type": "array", "items": {"type": "string"}, **more}


def _links(description: str) -> Schema:
    """Return the schema of one address or a list of them, without `anyOf`: editors name one mistake."""
    one: Schema = {"type": "string", "pattern": _ADDRESS}
    return {"description": description, **one, "type": ["string", "array"], "items": one}


def _object(description: str, properties: Schema, **more: Any) -> Schema:
    return {"description": description, "type": "object", "properties": properties, **more}


_IDS: Final = {
    "arxiv": _text(
        "arXiv identifier without its version. In quotes: YAML takes 2401.10020 for a number.",
        pattern="^([0-9]{2}(0[1-9]|1[0-2])[.][0-9]{4,5}|[a-z-]+/[0-9]{7})$",
        examples=["2401.10020", "hep-th/9901001"],
    ),
    "doi": _text(
        "DOI without the address of doi.org.",
        pattern=r'^10[.][0-9]{4,9}/[^\s<>"{}\\^`|]+$',
        examples=["10.1000/182"],
    ),
    "acl": _text(
        "Identifier of the ACL Anthology.",
        pattern="^([A-Z][0-9]{2}-[0-9]{4,5}|(19|20)[0-9]{2}[.][a-z0-9_]+-[a-z0-9_]+[.][0-9]+)$",
        examples=["2024.acl-long.1", "P19-1001"],
    ),
    "openreview": _text(
        "Forum id of OpenReview: what stands behind id= in the address.",
        pattern="^[A-Za-z0-9_-]{6,40}$",
        examples=["h0Ak8A5yqw"],
    ),
}
_LINKS: Final = {
    "paper": _links("Where the paper can be read."),
    "code": _links("The authors' code."),
    "project": _links("The paper's own site."),
    "data": _links("Data or models."),
    "demo": _links("Something to try out."),
    "blog": _links("An article about the paper."),
    "video": _links("A talk or another video."),
    "slides": _links("Slides of a talk."),
}
_SUMMARY: Final = {
    "innovation": _text("What is new, in a sentence."),
    "tasks": _text("What was done, on which models and data, in a sentence."),
    "result": _text("What came out, with its figure, in a sentence."),
}
_PUBLISHED: Final = {
    "title": _text("The title of the version of record.", pattern=_SOMETHING),
    "authors": _texts("All authors of the version of record, in their order."),
}
_PAPER: Final = {
    "key": _text(
        "What the paper is cited by: the first author's family name, the year and the first word of the"
        " title that says something, in ASCII. It never changes.",
        pattern=_KEY,
        examples=["olsson2022context"],
    ),
    "title": _text("The title of the first public version.", pattern=_SOMETHING),
    "authors": _texts(
        "All authors, in their order: Given Family; 'Family, Given' where that is ambiguous; an"
        " organisation in {braces}.",
        minItems=1,
    ),
    "date": {
        "description": "First public version, usually arXiv's v1: YYYY-MM-DD, YYYY-MM or YYYY.",
        "type": ["string", "integer"],  # YAML takes a bare year for a number
        "pattern": _DATE,
        "minimum": 1000,
        "maximum": 9999,
        "examples": ["2022-03-08"],
    },
    "venue": _text(
        "Where the version of record is, a name of 'venues' with the year; arXiv where there is none.",
        examples=["ICLR 2025"],
    ),
    "ids": _object(
        "What the paper is known by elsewhere.",
        {kind: _IDS[kind] for kind in ID_KINDS},
        additionalProperties=False,
    ),
    "heads": _texts("The heads that the paper itself speaks of: names of 'heads' above."),
    "links": _object(
        "Addresses by kind; of several, a list.",
        {kind: _LINKS[kind] for kind in LINK_KINDS},
        additionalProperties=False,
    ),
    "summary": _object(
        f"The paper in three sentences of one's own, together {SUMMARY_WORDS} words at most.",
        {part: _SUMMARY[part] for part in SUMMARY_PARTS},
        additionalProperties=False,
    ),
    "published": _object(
        "Only where the version of record has another title or other authors.",
        {each.name: _PUBLISHED[each.name] for each in fields(Published)},
        additionalProperties=False,
    ),
    "note": _text("Anything else that readers should know."),
}
_HEAD: Final = {
    "name": _text("What the head is called; papers name it so.", pattern=_SOMETHING),
    "aliases": _texts("Other names of it."),
    "stage": _text("The stage of reasoning at which it works.", enum=list(STAGES)),
    "group": _text("The group within its stage."),
    "broader": _text("The name of a more general head."),
    "definition": _text("What the head does, in a sentence of one's own."),
}
_DECLINED: Final = {
    "id": _text(
        "What the paper is known by: an identifier of arXiv, in quotes, or the ACL Anthology, or a DOI.",
        pattern="|".join(_IDS[kind]["pattern"] for kind in ("arxiv", "acl", "doi")),
        examples=["2401.10020"],
    ),
    "title": _text("What it is called, for those who read this list."),
    "date": {**_PAPER["date"], "description": "The day of the decision."},
    "reason": _text("Why it is not listed.", pattern=_SOMETHING),
}
_VENUE: Final = {
    "name": _text("What the venue is called, without a year.", pattern=_SOMETHING, examples=["NeurIPS"]),
    "aliases": _texts("Other names of it."),
    "full": _text("The name that bibliographies print."),
    "kind": _text("What it is.", enum=list(VENUE_KINDS), default=Venue("").kind),
}


def catalogue_schema() -> Schema:
    """Return the JSON Schema of a catalogue file."""
    sections = {
        "heads": _section(
            "The vocabulary of heads.", "A head", {name: _HEAD[name] for name in HEAD_FIELDS}, Head
        ),
        "venues": _section(
            "Where papers are published.", "A venue", {name: _VENUE[name] for name in VENUE_FIELDS}, Venue
        ),
        "papers": _section(
            "The papers, sorted by key.", "A paper", {name: _PAPER[name] for name in PAPER_FIELDS}, Paper
        ),
        "declined": _section(
            "Papers that were looked at and are not listed.",
            "A declined paper",
            {name: _DECLINED[name] for name in DECLINED_FIELDS},
            Declined,
        ),
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "headcat catalogue",
        "description": "A curated list of research papers, with the vocabulary that it uses.",
        "type": "object",
        "properties": {name: sections[name] for name in SECTIONS},
        "required": ["papers"],
        "additionalProperties": False,
    }


def _section(description: str, title: str, properties: Schema, entry: type) -> Schema:
    """Return the schema of a list of entries; fields that headcat does not know are kept, so allowed.

    Args:
        description: what the section holds.
        title: what an entry is called.
        properties: the schemas of the fields.
        entry: the class of the model that an entry becomes; fields without a default are required.

    """
    required = [
        each.name for each in fields(entry) if each.default is MISSING and each.default_factory is MISSING
    ]
    item = {"title": title, "type": "object", "properties": properties, "required": required}
    return {"description": description, "type": ["array", "null"], "items": item}
