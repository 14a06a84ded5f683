"""Apache Parquet for pandas, DuckDB and their like: a row a paper, lists as lists.

Rows are written by the thousand, so that memory does not grow with the catalogue. What could not be
seen is written out.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from headcat.extras import load
from headcat.formats import Context
from headcat.model import SUMMARY_PARTS, Paper, Published, Summary
from headcat.words.escaping import json_visible, visible_lines
from headcat.words.identifiers import ID_KINDS

_BATCH: Final = 5000


def write(papers: Iterable[Paper], context: Context, path: Path) -> None:
    """Write the file.

    Args:
        papers: the papers, in the order of the rows.
        context: not needed.
        path: the file.

    Raises:
        RefusedError: pyarrow is not installed.

    """
    del context
    arrow, parquet = load("pyarrow", "parquet"), load("pyarrow.parquet", "parquet")
    schema = _schema(arrow)
    rows = map(_row, papers)
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for batch in _batches(rows):
            file.write_batch(arrow.RecordBatch.from_pylist(batch, schema=schema))


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _schema(arrow: Any) -> Any:
    text, texts = arrow.string(), arrow.list_(arrow.string())
    return arrow.schema(
        [
            arrow.field("key", text, nullable=False),
            arrow.field("title", text, nullable=False),
            arrow.field("authors", texts, nullable=False),
            arrow.field("date", text, nullable=False),
            ("year", arrow.int16()),
            ("venue", text),
            *((kind, text) for kind in ID_KINDS),
            arrow.field("heads", texts, nullable=False),
            arrow.field("links", arrow.list_(arrow.struct([("kind", text), ("url", text)])), nullable=False),
            *((part, text) for part in SUMMARY_PARTS),
            ("note", text),
            ("published_title", text),
            ("published_authors", texts),
            ("extra", text),  # JSON
        ]
    )


def _row(paper: Paper) -> dict[str, Any]:
    published, summary = paper.published or Published(), paper.summary or Summary()
    return {
        "key": _shown(paper.key),
        "title": _shown(paper.title),
        "authors": list(map(_shown, paper.authors)),
        "date": _shown(paper.date),
        "year": int(paper.year) if re.fullmatch("[0-9]{4}", paper.year) else None,
        "venue": _shown(paper.venue),
        **{kind: _shown(paper.ids.get(kind)) for kind in ID_KINDS},
        "heads": list(map(_shown, paper.heads)),
        "links": [{"kind": _shown(link.kind), "url": _shown(link.url)} for link in paper.links],
        **{part: _shown(getattr(summary, part) or None) for part in SUMMARY_PARTS},
        "note": _shown(paper.note),
        "published_title": _shown(published.title),
        "published_authors": list(map(_shown, published.authors)) or None,
        "extra": json_visible(json.dumps(paper.extra, ensure_ascii=False)) if paper.extra else None,
    }


def _shown(text: str | None) -> str | None:
    return visible_lines(text) if text is not None else None
