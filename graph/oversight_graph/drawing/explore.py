"""The network around a thing, to be pulled about: pyvis lays it out with its physics, a page of our own shows it.

The template of pyvis asks other servers for parts and runs hostile labels as script, so ours takes its place: data
reaches the page as JSON, every word as text, and a policy names the two scripts by their hash.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oversight_graph.drawing.embedding import base_of, island, packaged, policy_of, shortened
from oversight_graph.drawing.labels import clean, wrap
from oversight_graph.drawing.layout import Box
from oversight_graph.drawing.proof import Passages
from oversight_graph.drawing.shapes import box_svg, digit, line_svg, tile_svg
from oversight_graph.drawing.styles import (
    LINES,
    OTHER_LINE,
    definitions,
    line_of,
    page_rules,
    rules,
    scale,
    style_of,
    styles,
)
from oversight_graph.errors import UsageError
from oversight_graph.evidence.citations import among
from oversight_graph.network.projection import name_of, network
from oversight_graph.registers.coverage import coverage
from oversight_graph.store.store import Store

if TYPE_CHECKING:
    import networkx as nx

_SEED = 7  # so that the same data gives the same picture
_FIRST = 40  # boxes with which a view of everything begins
_FRAMED = ("public", "panel", "inspectorate", "post", "body")
_CHAIN = ("holds to account", "chairs", "reports into", "member of")
_CORNERS = {"bar": 2, "round": 10, "pill": 18, "cut": 6, "double": 0, "stack": 0}
_KINDS = {
    "body": "body that meets", "dead": "body not shown meeting", "post": "post, person",
    "public": "public, panel, inspectorate", "process": "process, report", "objective": "objective", "other": "other",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exploration:
    """The network around a thing as a page; a notebook shows it.

    Attributes
    ----------
    html : str
        The whole page. It asks for nothing from elsewhere.
    """

    html: str

    def write(self, path: str | Path) -> None:
        """Write the page to a file, whole or not at all."""
        from oversight_graph.writing import write_whole

        write_whole(Path(path), self.html.encode())

    def _repr_html_(self) -> str:
        """Return the page in a frame that can reach nothing around it."""
        frame = 'style="width:100%;height:640px;border:1px solid #c4c7cc" sandbox="allow-scripts"'
        return f'<iframe title="Network" {frame} srcdoc="{escape(self.html)}"></iframe>'


def explore(
    store: Store,
    day: str,
    thing: str | None = None,
    *,
    steps: int = 1,
    papers: Passages | None = None,
    home: str = "",
    addresses: Mapping[str, str] | None = None,
) -> Exploration:
    """Return the network around a thing, as far as the papers up to a date tell.

    Parameters
    ----------
    thing : str, optional
        IRI of what stands in the middle; without it, who holds whom to account, and the bodies between.
    steps : int
        How many links lie between it and what is shown at first. The page goes on from there.
    papers : Passages, optional
        Gives the passages.
    home : str
        Address of the report to which the page belongs, if any.
    addresses : mapping of str to str, optional
        Where that report has a page of a thing, by its IRI.

    Raises
    ------
    UsageError
        If nothing is linked with the thing.
    """
    graph = network(store, day)
    marks = {row.iri: ("lost" if row.lost else f"g{row.grade}", row.called) for row in coverage(store, day)}
    nodes = sorted(graph, key=lambda iri: (str(graph.nodes[iri]["kind"]), name_of(graph, iri), iri))
    first = _beginning(graph, nodes, thing, steps)
    number = {iri: at for at, iri in enumerate(nodes)}
    net = _laid_out(graph, nodes, number, marks)
    base = base_of(nodes)
    cite = among(e.partition("#")[0] for _, _, d in graph.edges(data=True) for e in d["evidence"])
    data: dict[str, Any] = {
        "day": day,
        "centre": number[thing] if thing else None,
        "first": sorted(number[iri] for iri in first),
        "base": base,
        "ids": [iri.removeprefix(base) for iri in nodes],
        "addresses": [(addresses or {}).get(iri, "") for iri in nodes],
        "nodes": net.nodes,
        "edges": net.edges,
        "options": _options(net),
        "things": [_in_words(graph, iri, marks) for iri in nodes],
        "links": [
            [d["kind"], int(d["stated"]), d["certainty"], [cite(e) for e in d["evidence"]], _passages(papers, d)]
            for _, _, d in graph.edges(data=True)
        ],
    }
    title = f"The network around {name_of(graph, thing)}" if thing else "The network of oversight"
    library, script = (
        packaged("drawing", "vendor", "vis-network.min.js"),
        packaged("drawing", "templates", "explore.js"),
    )
    script = shortened(f'"use strict";\n(() => {{\n{script}}})();\n')
    from jinja2 import Environment

    page = Environment(autoescape=True).from_string(packaged("drawing", "templates", "explore.html.j2"))
    return Exploration(
        page.render(
            heading=clean(title),
            day=day,
            home=home,
            policy=policy_of(library, script),
            css=shortened(packaged("drawing", "templates", "explore.css")) + rules() + page_rules(),
            definitions=definitions(),
            key=_key(),
            data=island(data),
            library=library,
            script=script,
        )
    )


def _beginning(graph: "nx.MultiDiGraph[str]", nodes: Sequence[str], thing: str | None, steps: int) -> set[str]:
    """Return what is shown at first."""
    if thing is None:
        framed = {iri for iri in nodes if graph.nodes[iri]["kind"] in _FRAMED}
        linked: dict[str, int] = {}
        for a, b, data in graph.edges(data=True):
            if data["kind"] in _CHAIN and a in framed and b in framed:
                linked[a], linked[b] = linked.get(a, 0) + 1, linked.get(b, 0) + 1
        return {*sorted(linked, key=lambda iri: (-linked[iri], name_of(graph, iri), iri))[:_FIRST]} or {*nodes[:_FIRST]}
    if thing not in graph or not graph.degree(thing):
        name = name_of(graph, thing) if thing in graph else thing.rpartition("/")[2]
        raise UsageError(
            f"nothing up to the date is linked with {name}, so there is nothing around it",
            hint="`oversight explain` tells what is said of it; --as-of sets another date",
        )
    near, frontier = {thing}, {thing}
    for _ in range(steps):
        frontier = {other for iri in frontier for other in (*graph.pred[iri], *graph.succ[iri])} - near
        near |= frontier
    return near


def _laid_out(
    graph: "nx.MultiDiGraph[str]", nodes: Sequence[str], number: dict[str, int], marks: dict[str, tuple[str, str]]
) -> Any:
    """Return all of the network as pyvis holds it, with the colours and forms of the map."""
    from pyvis.network import Network

    net = Network(directed=True)
    for iri in nodes:
        look, sign = _look(graph, iri, marks)
        style = styles()[look]
        fill = scale()[look].shade if look in scale() else style.fill
        ink = scale()[look].ink if look in scale() else "#202124"
        label = "\n".join(wrap(f"{sign}{_written(graph, iri)}", 170, 3))
        net.add_node(
            number[iri], label=label, shape="box", color={"background": fill, "border": style.stroke}, margin=7,
            borderWidth=3 if style.shape in ("double", "stack") else 1.5, font={"color": ink, "size": 13},
            shapeProperties={"borderRadius": _CORNERS.get(style.shape, 3)},
        )  # fmt: skip
    for at, (source, target, data) in enumerate(graph.edges(data=True)):
        line = line_of(data["kind"])
        tip = {"to": {"enabled": True, "type": "circle" if line.dot else "arrow", "scaleFactor": 0.6}}
        net.add_edge(
            number[source], number[target], id=at, color=line.colour, width=line.width + 0.4,
            dashes=not data["stated"], arrows=tip,
        )  # fmt: skip
    net.barnes_hut(
        gravity=-5200, central_gravity=0.25, spring_length=150, spring_strength=0.03, damping=0.5, overlap=0.3
    )
    return net


def _options(net: Any) -> dict[str, Any]:
    import json

    options: dict[str, Any] = json.loads(net.options.to_json())
    options["layout"] = {"randomSeed": _SEED, "improvedLayout": True}
    options["interaction"] |= {"hover": False, "tooltipDelay": 10**7, "multiselect": False}
    options["edges"]["smooth"] = {"enabled": True, "type": "dynamic"}
    options.pop("configure", None)
    return options


def _look(graph: "nx.MultiDiGraph[str]", iri: str, marks: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Return the class of a box, and the sign before its name."""
    node = graph.nodes[iri]
    if iri in marks:
        return marks[iri][0], f"[{digit(marks[iri][0])}] "
    look = style_of(str(node["kind"]), None, live=bool(node["live"]))
    return look, "⊘ " if look == "dead" else ""


def _written(graph: "nx.MultiDiGraph[str]", iri: str) -> str:
    node = graph.nodes[iri]
    numbered = node["ref"] and node["kind"] in ("commitment", "activity", "objective")
    return f"{node['ref']} {node['label']}" if numbered else str(node["label"])


def _in_words(graph: "nx.MultiDiGraph[str]", iri: str, marks: dict[str, tuple[str, str]]) -> list[str]:
    """Return a thing in words: name, kind, acronym, state."""
    node = graph.nodes[iri]
    lost = iri in marks and marks[iri][0] == "lost"
    graded = "" if iri not in marks else "not known" if lost else f"grade {marks[iri][0][1:]}: {marks[iri][1]}"
    said = graded or node["shown"] or node["holder"] or ""
    return [clean(each) for each in (_written(graph, iri), str(node["kind"]), str(node["ref"] or ""), str(said))]


def _passages(papers: Passages | None, data: dict[str, Any]) -> list[str]:
    return [papers.passage(each) or "" for each in data["evidence"]] if papers else []


def _key() -> list[tuple[str, str]]:
    """Return the key: a drawing of 34 by 22, and what it means."""
    tiles = [(f'<g class="t {name}">{tile_svg(5, 0, 24, name, height=22, switched=False)}</g>', scale()[name].word)
             for name in scale() if name != "later"]  # fmt: skip
    kinds = [
        (f'<g class="b {name}">{box_svg(Box("", 17, 11, 30, 18, ()), name)}</g>', said) for name, said in _KINDS.items()
    ]
    lines = [(line_svg("M2 11h28", kind, stated=True), kind) for kind in LINES]
    plain = [
        (f'<path class="l {OTHER_LINE.name}{dash}" d="M2 11h28"/>', said)
        for dash, said in (("", "stated"), (" i", "inferred"))
    ]
    return [*tiles, *kinds, *lines, *plain]
