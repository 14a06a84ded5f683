"""Two papers have one title.

Case, accents and punctuation do not count; the title of the version of record is a title too. If it is
one paper, keep one entry; if they are two, say so by a comment.

Bad:

    papers:
      - {key: adams2022heads, title: Heads and Names, authors: [Ada Adams], date: 2022}
      - {key: zorn2023heads, title: "Heads, and names", authors: [Zoe Zorn], date: 2023}

Good:

    papers:
      - {key: adams2022heads, title: Heads and Names, authors: [Ada Adams], date: 2022}
      - {key: zorn2023heads, title: Heads or Names, authors: [Zoe Zorn], date: 2023}
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.document.records import Record
from headcat.model import Paper
from headcat.rules.identity import repeats, titles
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Return the titles that an earlier paper has."""
    return repeats(inspection, "HC203", _marked(inspection), lambda _: "the title")


def _marked(inspection: Inspection) -> Iterator[tuple[str, Record[Paper], tuple[str, ...]]]:
    for record, words in zip(inspection.reading.papers, inspection.title_words, strict=True):
        if record.value.published:
            for title, path in titles(record.value).items():
                yield title, record, path
        elif words:
            yield "".join(words), record, ("title",)
