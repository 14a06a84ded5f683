"""The stage of a head is none of the survey's four.

These are Knowledge Recalling, In-Context Identification, Latent Reasoning and Expression Preparation,
written so. A head that the survey does not place has no stage.

Bad:

    heads:
      - name: Induction Head
        stage: Reasoning
    papers: []

Good:

    heads:
      - name: Induction Head
        stage: Latent Reasoning
    papers: []
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.model import STAGES
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the stages that there are not."""
    for record in inspection.reading.heads:
        stage = record.value.stage
        if stage is not None and stage not in STAGES:
            message = f"no stage is called {stage!r}; it may be {', '.join(STAGES)}"
            yield Problem("HC305", record.at("stage"), message)
