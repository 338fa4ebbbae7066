"""Files for other tools: GraphML, GEXF, Cytoscape JSON, Mermaid, Graphviz and Popolo.

The network formats hold the whole projection at a date: every node and edge with all its attributes. What a format
cannot hold as it is, several values for one, is written as text parted by ``; ``.
"""

import io
import json
import re
from typing import TYPE_CHECKING, Any

from oversight_graph.analysis.network import name_of
from oversight_graph.catalogue import ask

if TYPE_CHECKING:
    import networkx as nx

    from oversight_graph.graph import OversightGraph

NETWORK_FORMATS = {"graphml": "graphml", "gexf": "gexf", "cytoscape": "cyjs", "mermaid": "mmd", "dot": "dot"}
_CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_network_format(graph: "nx.MultiDiGraph[str]", form: str) -> bytes:
    """Return a projection in a format for network tools.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As from `analysis.network.network`; it is not changed.
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
    return (_mermaid(graph) if form == "mermaid" else _dot(graph)).encode()


def _plain(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """Return a copy in which each attribute is a string or a boolean, and nodes and edges are sorted."""
    import networkx as nx

    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph(day=str(graph.graph.get("day", "")))
    for node in sorted(graph):
        plain.add_node(node, **{k: _text(v) for k, v in graph.nodes[node].items()})
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
    ids = {node: f"n{number}" for number, node in enumerate(sorted(graph))}

    def quoted(text: str) -> str:
        # Mermaid has entity codes for what would end the text.
        return re.sub(r'["#;<>&\\`\n\r]', lambda match: f"#{ord(match.group())};", text)

    lines = ["flowchart LR"]
    lines += [f'  {ids[node]}["{quoted(name_of(graph, node))}"]' for node in sorted(graph)]
    for source, target, data in sorted(
        graph.edges(data=True), key=lambda e: (ids[e[0]], ids[e[1]], e[2]["kind"], e[2]["since"] or "")
    ):
        arrow = "-->" if data["stated"] else "-.->"
        since = f" {data['since']}" if data["since"] else ""
        lines.append(f'  {ids[source]} {arrow}|"{quoted(data["kind"] + since)}"| {ids[target]}')
    return "\n".join(lines) + "\n"


def _dot(graph: "nx.MultiDiGraph[str]") -> str:
    def quoted(text: object) -> str:
        return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ") + '"'

    shapes = {"commitment": "box", "activity": "note", "body": "box", "post": "ellipse", "process": "component"}
    lines = ["digraph oversight {", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    for node in sorted(graph):
        data = graph.nodes[node]
        shape, kind = shapes.get(data["kind"], "oval"), quoted(data["kind"])
        lines.append(f"  {quoted(node)} [label={quoted(name_of(graph, node))}, shape={shape}, kind={kind}];")
    for source, target, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        style = "solid" if data["stated"] else "dashed"
        certainty, cited = quoted(data["certainty"]), quoted("; ".join(data["evidence"]))
        lines.append(
            f"  {quoted(source)} -> {quoted(target)} "
            f"[label={quoted(key)}, style={style}, certainty={certainty}, evidence={cited}];"
        )
    return "\n".join([*lines, "}"]) + "\n"


def to_popolo(graph: "OversightGraph", day: str) -> bytes:
    """Return people, organisations, posts, memberships and events as Popolo JSON.

    Parameters
    ----------
    graph : OversightGraph
    day : str
        ISO date for the register of bodies; holdings of every date are given, with the dates that the papers give.

    Returns
    -------
    bytes
        One JSON object with ``persons``, ``organizations``, ``posts``, ``memberships`` and ``events``. Popolo has no
        commitments and no oversight; for those use another format.
    """
    store = graph.store
    people = {row[0]: row[1] for row in ask(store, "people_names") if row[0]}
    bodies = graph.bodies(day, everything=True)
    memberships: list[tuple[str | None, ...]] = []
    posts: dict[str, dict[str, object]] = {}
    organizations: dict[str, dict[str, object]] = {}
    for body in bodies:
        organizations[body.iri] = _without_empty(
            id=body.iri,
            name=body.name,
            classification=body.kind,
            other_names=[{"name": alias} for alias in body.aliases],
            dissolution_date=body.since if body.status == "ended" else None,
            sources=_sources(body.evidence),
        )
    for row in ask(store, "tenures"):
        _, person, _, post, post_name, organization, _, since, until, _, _, evidence = row
        if not person or not post:
            continue
        org_id = f"{post}#organization" if organization else None
        if organization and org_id:
            organizations.setdefault(org_id, {"id": org_id, "name": organization})
        posts[post] = _without_empty(id=post, label=post_name, organization_id=org_id)
        memberships.append((person, post, org_id, None, since, until, evidence))
    for row in ask(store, "seats"):
        _, body_iri, _, role, person, _, post, post_name, _, _, _, since, until, _, _, evidence = row
        if post:
            posts.setdefault(post, _without_empty(id=post, label=post_name))
        if person:
            memberships.append((person, post, body_iri, role, since, until, evidence))
    merged: dict[tuple[str | None, ...], set[str]] = {}
    for *key, evidence in memberships:
        merged.setdefault(tuple(key), set()).update([evidence] if evidence else [])
    events: dict[str, dict[str, Any]] = {}
    for meeting, label, held, body_name, person, _, _, _, presence, evidence in ask(store, "participations"):
        event = events.setdefault(
            str(meeting),
            {
                "id": meeting,
                "name": label,
                "start_date": held,
                "organization": {"name": body_name},
                "attendees": [],
                "sources": [],
            },
        )
        attendee = {"id": person, "name": people.get(person or "")}
        if presence == "attended" and attendee not in event["attendees"]:
            event["attendees"].append(attendee)
        event["sources"] += [s for s in _sources((evidence,) if evidence else ()) if s not in event["sources"]]
    document = {
        "persons": [{"id": iri, "name": name} for iri, name in sorted(people.items(), key=str)],
        "organizations": [organizations[key] for key in sorted(organizations)],
        "posts": [posts[key] for key in sorted(posts)],
        "memberships": [
            _without_empty(
                person_id=key[0],
                post_id=key[1],
                organization_id=key[2],
                role=key[3],
                start_date=key[4],
                end_date=key[5],
                sources=_sources(found),
            )
            for key, found in sorted(merged.items(), key=str)
        ],
        "events": [_without_empty(**events[key]) for key in sorted(events)],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _sources(evidence: "tuple[str, ...] | set[str]") -> list[dict[str, str]]:
    return [{"url": citation} for citation in sorted(evidence)]


def _without_empty(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in (None, "", [])}
