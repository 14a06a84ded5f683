"""A summary has more than 60 words in all its parts.

A list is read quickly only while its entries are short. Leave out what the title says already.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        summary:
          innovation: >-
            This paper, which is a paper on heads, shows in a number of experiments that there are
            heads which, as the title of the paper says already, move names from the place where
            they stand to the place where they are wanted, and that they do so not only in one but
            in each of the models that the authors of the paper have looked at so far.

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        summary:
          innovation: Heads move names to where they are wanted, in each of the models studied.
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.model import SUMMARY_WORDS
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the summaries that are too long."""
    for record in inspection.reading.papers:
        summary = record.value.summary
        if summary is None:
            continue
        count = len(f"{summary.innovation} {summary.tasks} {summary.result}".split())
        if count > SUMMARY_WORDS:
            message = f"the summary has {count} words; at most {SUMMARY_WORDS} in all its parts"
            yield Problem("HC107", record.at("summary"), message)
