"""The heads that occur together as a graph: GraphML and Graphviz's DOT.

Nodes are heads with their number of papers and their stage, edges are pairs of heads with the number of
papers on both. Papers pass one by one; only what is counted of them is kept.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from headcat.formats import Context
from headcat.model import Paper
from headcat.statistics.occurrence import Occurrence
from headcat.words.escaping import html, visible

_GRAPHML: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="label" for="node" attr.name="label" attr.type="string"/>
  <key id="papers" for="node" attr.name="papers" attr.type="int"/>
  <key id="stage" for="node" attr.name="stage" attr.type="string"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="int"/>
  <graph id="heads" edgedefault="undirected">
"""


class Node(NamedTuple):
    """A head: an identifier in the file, its name, its number of papers, and its stage or nothing."""

    id: str
    name: str
    papers: int
    stage: str


class Edge(NamedTuple):
    """The number of papers that two heads are on."""

    one: str
    other: str
    papers: int


def write_graphml(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield a GraphML document (Brandes et al., graphml.graphdrawing.org)."""
    nodes, edges = _graph(papers, context)
    yield _GRAPHML
    for node in nodes:
        stage = f'<data key="stage">{html(node.stage)}</data>' if node.stage else ""
        label, count = (
            f'<data key="label">{html(node.name)}</data>',
            f'<data key="papers">{node.papers}</data>',
        )
        yield f'    <node id="{node.id}">{label}{count}{stage}</node>\n'
    for edge in edges:
        weight = f'<data key="weight">{edge.papers}</data>'
        yield f'    <edge source="{edge.one}" target="{edge.other}">{weight}</edge>\n'
    yield "  </graph>\n</graphml>\n"


def write_dot(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield a graph in DOT (graphviz.org/doc/info/lang.html)."""
    nodes, edges = _graph(papers, context)
    yield "graph heads {\n"
    for node in nodes:
        stage = f", stage={_quoted(node.stage)}" if node.stage else ""
        yield f"  {node.id} [label={_quoted(node.name)}, papers={node.papers}{stage}];\n"
    for edge in edges:
        yield f"  {edge.one} -- {edge.other} [weight={edge.papers}];\n"
    yield "}\n"


def _graph(papers: Iterable[Paper], context: Context) -> tuple[list[Node], list[Edge]]:
    """Return the heads in the order of their names, and the pairs."""
    occurrence = Occurrence.of(papers, context.vocabulary, exact=context.exact)
    heads = sorted(occurrence.heads().items())
    ids = {name: f"n{number}" for number, (name, _) in enumerate(heads)}
    nodes = [Node(ids[name], name, count, occurrence.stages.get(name, "")) for name, count in heads]
    pairs = sorted(occurrence.pairs().items())
    return nodes, [Edge(ids[one], ids[other], count) for (one, other), count in pairs]


def _quoted(text: str) -> str:
    r"""Return a text in quotes that Graphviz shows as it is.

    In quotes a label is no HTML-like one, but entities and escapes such as `\N` still mean something.
    """
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'"{escaped}"'
