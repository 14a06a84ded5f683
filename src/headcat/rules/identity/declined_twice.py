"""A paper is declined twice.

Keep the entry that says best why it is not listed.

Bad:

    papers:
    declined:
      - {id: "2203.00001", date: 2025-01-06, reason: Not on heads}
      - {id: "2203.00001", date: 2025-02-03, reason: On heads of state}

Good:

    papers:
    declined:
      - {id: "2203.00001", date: 2025-02-03, reason: On heads of state}
      - {id: "2203.00002", date: 2025-02-03, reason: Not on heads}
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.document.records import Record
from headcat.model import Declined
from headcat.rules.identity import declined_by
from headcat.rules.inspection import Inspection
from headcat.words.identifiers import Identifier


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the declined papers that an earlier entry declines."""
    first: dict[Identifier, Record[Declined]] = {}
    for identifier, record in declined_by(inspection):
        other = first.setdefault(identifier, record)
        if other is not record:
            line = inspection.line(other.entry.start)
            yield Problem("HC207", record.at("id"), f"{record.value.id} is declined already (line {line})")
