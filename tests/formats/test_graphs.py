"""Heads that occur together, read back by networkx, pydot and Graphviz."""

import html
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pydot
import pytest

from conftest import ROOT
from headcat.catalogue import Catalogue
from headcat.formats import Context, writer
from headcat.model import Head, Paper, Query
from headcat.statistics.counting import Counting
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible
from programs import program

# pydot 4 calls pyparsing by names that pyparsing 3.3 is giving up.
pytestmark = pytest.mark.filterwarnings("ignore:'.*' deprecated - use:DeprecationWarning")
HOSTILE = (
    r"\N \L \G \l end\\",
    'quote " and \\" more',
    "<b>HTML-like</b>",
    "&lt;entities&gt; &#65; & more",
    "new\nline\r\ttab",
    "]]><!-- --><script>",
    "bell\x07 override\u202e \ufffe",
    "رأس الانتباه",
    "n0; } graph {",
)
HEADS = (
    Head("Mover Head", stage="In-Context Identification"),
    Head("Name Mover Head", broader="Mover Head"),
    Head("Lone Head"),
    Head("Induction Head", stage="Latent Reasoning"),
)
PAPERS = (
    Paper("a", "A", (), "2024-05", heads=("Name Mover Head", "Induction Head")),
    Paper("b", "B", (), "2023", heads=("Name Mover Head", "induction")),
    Paper("c", "C", (), "2023", heads=("Lone Head",)),
    Paper("d", "D", (), "2023"),
)
DOT = """\
graph heads {
  n0 [label="Induction Head", papers=2, stage="Latent Reasoning"];
  n1 [label="Lone Head", papers=1];
  n2 [label="Mover Head", papers=2, stage="In-Context Identification"];
  n3 [label="Name Mover Head", papers=2, stage="In-Context Identification"];
  n0 -- n2 [weight=2];
  n0 -- n3 [weight=2];
}
"""
EXACT = """\
graph heads {
  n0 [label="Induction Head", papers=2, stage="Latent Reasoning"];
  n1 [label="Lone Head", papers=1];
  n2 [label="Name Mover Head", papers=2, stage="In-Context Identification"];
  n0 -- n2 [weight=2];
}
"""
EMPTY_GRAPHML = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="label" for="node" attr.name="label" attr.type="string"/>
  <key id="papers" for="node" attr.name="papers" attr.type="int"/>
  <key id="stage" for="node" attr.name="stage" attr.type="string"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="int"/>
  <graph id="heads" edgedefault="undirected">
  </graph>
</graphml>
"""


def hostile() -> tuple[tuple[Paper, ...], Vocabulary]:
    heads = tuple(Head(name, stage="Latent Reasoning") for name in HOSTILE)
    return (Paper("k", "K", (), "2024", heads=HOSTILE),), Vocabulary(heads)


def text(name: str, papers: Any, vocabulary: Vocabulary, **options: Any) -> str:
    return "".join(writer(name)(papers, Context(vocabulary, **options)))


def drawn(dot: str) -> list[str]:
    """Return what Graphviz shows of a graph."""
    ended = subprocess.run([program("dot"), "-Tsvg"], input=dot.encode(), capture_output=True, check=True)
    assert ended.stderr == b""
    svg = ET.fromstring(ended.stdout)  # noqa: S314 - Graphviz wrote it
    return ["".join(each.itertext()) for each in svg.iter("{http://www.w3.org/2000/svg}text")]


def parsed(dot: str) -> pydot.Dot:
    graphs = pydot.graph_from_dot_data(dot)
    assert graphs is not None
    return graphs[0]


@pytest.mark.parametrize(("exact", "out"), [(False, DOT), (True, EXACT)])
def test_dot(exact: bool, out: str) -> None:  # noqa: FBT001 - a case of the test
    assert text("dot", iter(PAPERS), Vocabulary(HEADS), exact=exact) == out


def test_nothing_is_an_empty_graph() -> None:
    assert text("dot", (), Vocabulary()) == "graph heads {\n}\n"
    assert text("graphml", (), Vocabulary()) == EMPTY_GRAPHML


@pytest.mark.parametrize("name", ["graphml", "dot"])
def test_the_catalogue_comes_back_whole(name: str, tmp_path: Path) -> None:
    catalogue = Catalogue(ROOT / "data" / "papers.yaml")
    written = text(name, catalogue.find(), catalogue.vocabulary)
    counting = Counting(catalogue.rows, catalogue.vocabulary, Query())
    if name == "graphml":
        path = tmp_path / "heads.graphml"
        path.write_text(written, encoding="utf-8")
        graph = nx.read_graphml(path)
    else:
        graph = nx.Graph(nx.nx_pydot.from_pydot(parsed(written)))
    labels = {node: data["label"].strip('"') for node, data in graph.nodes(data=True)}
    found = {labels[node]: int(data["papers"]) for node, data in graph.nodes(data=True)}
    assert found == {name: count for (name,), count in counting.by("head").rows}
    pairs = {
        tuple(sorted((labels[a], labels[b]))): int(data["weight"]) for a, b, data in graph.edges(data=True)
    }
    assert pairs == dict(counting.by("pairs").rows)
    stages = {labels[node]: data.get("stage", "").strip('"') for node, data in graph.nodes(data=True)}
    assert stages["Induction Head"] == "Latent Reasoning"
    assert stages["Arithmetic Head"] == ""


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    shown = sorted(map(visible, HOSTILE))
    path = tmp_path / "heads.graphml"
    path.write_text(text("graphml", *hostile()), encoding="utf-8")
    graph = nx.read_graphml(path)
    assert sorted(data["label"] for _, data in graph.nodes(data=True)) == shown
    assert (len(graph), graph.number_of_edges()) == (9, 36)
    written = text("dot", *hostile())
    assert sorted(" ".join(each.split()) for each in drawn(written)) == sorted(
        " ".join(each.split()) for each in shown
    )
    read = parsed(written)
    labels = [each.get("label")[1:-1].replace('\\"', '"').replace("\\\\", "\\") for each in read.get_nodes()]
    assert sorted(map(html.unescape, labels)) == shown
    assert len(read.get_edges()) == 36
