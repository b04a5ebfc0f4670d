"""GraphML: the network of members and organizations; with a date, also states that share some.

An edge is one period, so two members can have several edges. With `--on` a second file beside it,
`FILE.states.graphml`, joins the states. Format: <http://graphml.graphdrawing.org/specification.html>.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from orgdb.exporters import network
from orgdb.exporters.extract import Extract
from orgdb.exporters.network import EDGES, NODES, PROJECTED, Edge, Node
from orgdb.exporters.registry import Format

FORMAT = Format(
    "graphml",
    "network of members and organizations with periods: Gephi, Cytoscape, igraph, networkx, Neo4j",
    ".graphml",
    losses=network.losses(),
)
HEADING = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
  http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
BOOLEANS, NUMBERS = ("disputed",), PROJECTED
LABEL = "label"
ON_NODES = tuple(dict.fromkeys((LABEL, "type", "key", *NODES["organization"], *NODES["state"])))


def write(extract: Extract, path: Path) -> None:
    """Write the nodes, then an edge for each membership."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        _graph(file, extract, network.memberships(extract), EDGES, directed=True)


def beside(extract: Extract) -> dict[str, str]:
    """With a date, the states that share organizations on it, as a second file."""
    if extract.selection.on is None:
        return {}
    text = io.StringIO()
    _graph(text, extract, network.shared(extract), PROJECTED, directed=False)
    return {".states.graphml": text.getvalue()}


def _graph(
    file: TextIO, extract: Extract, edges: Iterable[Edge], names: tuple[str, ...], directed: bool
) -> None:
    file.write(HEADING)
    for of, known in (("node", ON_NODES), ("edge", names)):
        for name in known:
            said = f'for="{of}" attr.name="{name}" attr.type="{_type(name)}"'
            file.write(f'  <key id="{of}-{name}" {said}/>\n')
    kind = "directed" if directed else "undirected"
    described = escape(clean(extract.selection.describe()))
    file.write(f'  <graph id="orgdb" edgedefault="{kind}">\n    <desc>{described}</desc>\n')
    for node in network.nodes(extract):
        if directed or node.values["type"] == "state":
            file.writelines(_node(node))
    for edge in edges:
        file.writelines(_edge(edge))
    file.write("  </graph>\n</graphml>\n")


def _node(node: Node) -> Iterator[str]:
    yield f"    <node id={quoteattr(node.id)}>\n"
    yield from _data("node", {LABEL: node.label, **node.values})
    yield "    </node>\n"


def _edge(edge: Edge) -> Iterator[str]:
    ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
    yield f"    <edge id={quoteattr(edge.id)} {ends}>\n"
    yield from _data("edge", edge.values)
    yield "    </edge>\n"


def _data(of: str, values: dict[str, str]) -> Iterator[str]:
    """The values that there are: no value, no element."""
    for name, value in values.items():
        if value:
            yield f'      <data key="{of}-{name}">{escape(clean(value))}</data>\n'


def _type(name: str) -> str:
    return "boolean" if name in BOOLEANS else "int" if name in NUMBERS else "string"


def clean(text: str) -> str:
    """A text without the characters that XML 1.0 cannot hold."""
    return "".join(c if c in "\t\n\r" or _in_xml(ord(c)) else " " for c in text)


def _in_xml(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code > 0xFFFF
