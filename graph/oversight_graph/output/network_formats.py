"""Files for other tools: GraphML, GEXF, Cytoscape JSON, Mermaid, Graphviz and Popolo.

The network formats hold the whole projection at a date: every node and edge with all its attributes. What a format
cannot hold as it is, several values for one, is written as text parted by ``; ``.
"""

import io
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from oversight_graph.network.projection import name_of

if TYPE_CHECKING:
    import networkx as nx

NETWORK_FORMATS = {"graphml": "graphml", "gexf": "gexf", "cytoscape": "cyjs", "mermaid": "mmd", "dot": "dot"}
_CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What Mermaid draws without being told to draw more.
_MERMAID_TEXT, _MERMAID_EDGES = 50_000, 500
_TOO_LARGE = "%% Mermaid draws so much only where its settings maxTextSize and maxEdges were raised."


def to_network_format(graph: "nx.MultiDiGraph[str]", form: str) -> bytes:
    """Return a projection in a format for network tools.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As from `network.projection.network`; it is not changed.
    form : str
        One of `NETWORK_FORMATS`.

    Returns
    -------
    bytes
        The same for the same graph: nodes and edges are sorted.
    """
    plain = _plain(graph)
    if form == "graphml":
        return _graphml(plain)
    if form == "gexf":
        return _gexf(plain)
    if form == "cytoscape":
        return _cytoscape(plain)
    return (_mermaid(plain) if form == "mermaid" else _dot(plain)).encode()


def _plain(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """Return a copy in which each attribute is a string or a boolean, and nodes and edges are sorted.

    A node that cannot be live or not, since it is no body, lacks that attribute. What the projection leaves out because
    a body had ended is told by its number, ``left_out``.
    """
    import networkx as nx

    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        day=str(graph.graph.get("day", "")), left_out=str(len(graph.graph.get("lost", ())))
    )
    for node in sorted(graph):
        attributes = {k: v for k, v in graph.nodes[node].items() if k != "live" or v is not None}
        plain.add_node(node, **{k: _text(v) for k, v in attributes.items()})
        plain.nodes[node]["name"] = _text(name_of(graph, node))
    for source, target, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        plain.add_edge(source, target, key=key, **{k: _text(v) for k, v in data.items()})
    return plain


def _text(value: object) -> str | bool:
    if isinstance(value, bool):
        return value
    if value is None:
        return ""
    text = "; ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
    return _CONTROL.sub("", text)


def _graphml(graph: "nx.MultiDiGraph[str]") -> bytes:
    import networkx as nx

    # The key of an edge becomes its id, and ids must differ.
    numbered: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    numbered.add_nodes_from(graph.nodes(data=True))
    for number, (source, target, data) in enumerate(graph.edges(data=True)):
        numbered.add_edge(source, target, key=f"e{number}", **data)
    out = io.BytesIO()
    nx.write_graphml_xml(numbered, out, named_key_ids=True)
    return out.getvalue()


def _gexf(graph: "nx.MultiDiGraph[str]") -> bytes:
    import networkx as nx

    # The writer stamps today's date into the file; the same data must give the same bytes. It also takes an attribute
    # "label" for its own, and lets edges have one id each.
    numbered: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    numbered.add_nodes_from((node, {**data, "label": data["name"]}) for node, data in graph.nodes(data=True))
    for number, (source, target, data) in enumerate(graph.edges(data=True)):
        numbered.add_edge(source, target, key=number, id=str(number), label=data["kind"], **data)
    lines = "\n".join(nx.generate_gexf(numbered, version="1.2draft"))
    return re.sub(r' lastmodifieddate="[^"]*"', "", lines).encode() + b"\n"


def _cytoscape(graph: "nx.MultiDiGraph[str]") -> bytes:
    nodes = [{"data": {"id": node, **data}} for node, data in graph.nodes(data=True)]
    edges = [
        {"data": {"id": f"e{number}", "source": source, "target": target, **data}}
        for number, (source, target, data) in enumerate(graph.edges(data=True))
    ]
    document = {"data": dict(graph.graph), "elements": {"nodes": nodes, "edges": edges}}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _mermaid(graph: "nx.MultiDiGraph[str]") -> str:
    ids = {node: f"n{number}" for number, node in enumerate(graph)}
    # What a flowchart cannot hold stands in its comments.
    lines = ["flowchart LR", f"  %% {_attributes(graph.graph)}"]
    for node, data in graph.nodes(data=True):
        lines.append(f'  {ids[node]}["{_quoted(data["name"])}"]')
        lines.append(f"  %% {ids[node]}: id {_quoted(node)}; {_attributes(data)}")
    for source, target, data in graph.edges(data=True):
        arrow = "-->" if data["stated"] else "-.->"
        since = f" {data['since']}" if data["since"] else ""
        lines.append(f'  {ids[source]} {arrow}|"{_quoted(data["kind"] + since)}"| {ids[target]}')
        lines.append(f"  %% {ids[source]} to {ids[target]}: {_attributes(data)}")
    text = "\n".join(lines) + "\n"
    if len(text) > _MERMAID_TEXT or graph.number_of_edges() > _MERMAID_EDGES:
        text = f"{_TOO_LARGE}\n{text}"
    return text


def _quoted(text: str) -> str:
    # Mermaid has entity codes for what would end a text, and reads braces in a comment as a directive.
    return re.sub(r'["#;<>&\\`{}\s]', lambda found: " " if found[0] == " " else f"#{ord(found[0])};", text)


def _attributes(data: Mapping[str, str | bool]) -> str:
    """Return attributes for a comment; those without a value are left out."""
    shown = {key: str(value).lower() if isinstance(value, bool) else value for key, value in data.items()}
    return "; ".join(f"{key} {_quoted(value)}" for key, value in shown.items() if value)


def _dot(graph: "nx.MultiDiGraph[str]") -> str:
    """Return Graphviz; names that Graphviz has a use for are those of the drawing, all others are our attributes."""

    def quoted(value: str | bool) -> str:
        text = str(value).lower() if isinstance(value, bool) else value
        return '"' + re.sub(r"\s", " ", text).replace("\\", "\\\\").replace('"', '\\"') + '"'

    def listed(drawn: Mapping[str, str], data: Mapping[str, str | bool]) -> str:
        # What `name` holds is the label of the drawing.
        attributes = {("title" if k == "label" else k): v for k, v in data.items() if v != "" and k != "name"}
        return ", ".join(f"{key}={quoted(value)}" for key, value in {**drawn, **attributes}.items())

    shapes = {"commitment": "box", "activity": "note", "body": "box", "post": "ellipse", "process": "component"}
    lines = ["digraph oversight {", f"  graph [{listed({'rankdir': 'LR'}, graph.graph)}];", "  node [fontname=sans];"]
    for node, data in graph.nodes(data=True):
        drawn = {"label": data["name"], "shape": shapes.get(data["kind"], "oval")}
        lines.append(f"  {quoted(node)} [{listed(drawn, data)}];")
    for source, target, data in graph.edges(data=True):
        since = f" {data['since']}" if data["since"] else ""
        drawn = {"label": data["kind"] + since, "style": "solid" if data["stated"] else "dashed"}
        lines.append(f"  {quoted(source)} -> {quoted(target)} [{listed(drawn, data)}];")
    return "\n".join([*lines, "}"]) + "\n"
