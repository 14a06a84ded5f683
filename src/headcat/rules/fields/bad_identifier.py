"""An identifier is of no known kind, or not in its one canonical form.

The kinds are arxiv, doi, acl and openreview. A value is bare: no address, no `arXiv:` before it, no
version behind it. Only so is the same paper recognised whoever adds it. A declined paper has one too,
under `id`: that of arXiv, the ACL Anthology or a DOI.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        ids:
          arxiv: "arXiv:2203.00001v2"

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        ids:
          arxiv: "2203.00001"
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.rules.inspection import Inspection
from headcat.rules.mending import replacement
from headcat.words.identifiers import ID_KINDS, canonical, identify


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the identifiers that are none, or are written otherwise."""
    for record in inspection.reading.papers:
        for kind, value in record.value.ids.items():
            path = ("ids", kind)
            if kind not in ID_KINDS:
                message = f"no identifier is called {kind!r}; it may be {', '.join(ID_KINDS)}"
                yield Problem("HC105", record.at(*path), message)
            elif (correct := canonical(kind, value)) != value:
                advice = f"; write {correct}" if correct else ""
                message = f"{value!r} is no {kind} identifier{advice}"
                fix = replacement(record, path, correct) if correct else ()
                yield Problem("HC105", record.at(*path), message, fix)
    yield from _declined(inspection)


def _declined(inspection: Inspection) -> Iterator[Problem]:
    for record in inspection.reading.declined:
        value, found = record.value.id, identify(record.value.id)
        if found is None:
            message = f"{value!r} is no identifier of arXiv or the ACL Anthology, and no DOI"
            yield Problem("HC105", record.at("id"), message)
        elif found.value != value:
            message = f"{value!r} is not in its canonical form; write {found.value}"
            fix = replacement(record, ("id",), found.value)
            yield Problem("HC105", record.at("id"), message, fix)
