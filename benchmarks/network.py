"""Measure the network: all measures on the shipped graph, and how time grows on graphs the size of a country.

Usage: python benchmarks/network.py [--largest N] [--repeat N]

The generator makes many units, each shaped like the shipped one: a public, a panel, an office, a force, bodies,
routines, and a plan with its rows. Some bodies report into regional and national ones, and one inspectorate looks at
all forces.
"""

import argparse
import gc
import importlib
import importlib.util
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import networkx as nx
import pyoxigraph as ox

from oversight_graph.graph import OversightGraph
from oversight_graph.model.vocabulary import CONCEPT, NS, PREFIXES
from oversight_graph.network.centrality import PIVOTS, apexes
from oversight_graph.network.chains import chains
from oversight_graph.network.hierarchy import oversight
from oversight_graph.network.measures import measures
from oversight_graph.network.projection import network
from oversight_graph.network.reach import oversees
from oversight_graph.network.structure import structure
from oversight_graph.registers.bodies import frequencies_at
from oversight_graph.store.store import EmbeddedStore

DAY = "2018-11-27"
PLACE = "https://example.org/land/"
# Nodes of one unit, as many as the shipped graph has.
UNIT = {
    "public": 1, "panel": 1, "body": 89, "process": 53, "commitment": 52, "activity": 91, "post": 51,
    "programme": 34, "organisation": 2, "action": 20,
}  # fmt: skip
# Links of one unit: kind, kinds of the ends, how many.
LINKS = (
    ("oversees", "process", "activity", 88), ("oversees", "process", "commitment", 48),
    ("oversees", "body", "activity", 62), ("oversees", "body", "commitment", 38),
    ("oversees", "body", "programme", 28), ("reports into", "body", "body", 10), ("chairs", "post", "body", 13),
    ("holds to account", "post", "post", 9), ("member of", "post", "body", 80), ("owns", "post", "commitment", 24),
    ("owns", "organisation", "commitment", 29), ("owns", "post", "action", 17), ("runs", "organisation", "process", 36),
    ("defers to", "commitment", "commitment", 24), ("scrutinised in", "activity", "body", 33),
    ("scrutinised in", "programme", "body", 39), ("asked for by", "action", "body", 20),
)  # fmt: skip

CLASSES = {
    "panel": NS + "OversightBody", "body": NS + "OversightBody", "inspectorate": NS + "OversightBody",
    "process": NS + "MonitoringProcess", "commitment": NS + "Commitment", "activity": NS + "Activity",
    "post": PREFIXES["org"] + "Post", "programme": NS + "Programme", "action": NS + "Action",
    "organisation": PREFIXES["org"] + "FormalOrganization", "public": PREFIXES["org"] + "FormalOrganization",
}  # fmt: skip
# Links through a node of their own: which end it hangs on, by what, and what leads on to the other end.
NODES = {
    "oversees": ("target", NS + "oversight", NS + "by"),
    "reports into": ("source", NS + "reporting", NS + "into"),
    "holds to account": ("target", NS + "accountability", NS + "forum"),
    "chairs": ("target", NS + "seat", NS + "post"),
    "member of": ("target", NS + "seat", NS + "post"),
    "defers to": ("source", NS + "crossReference", NS + "to"),
}
# Plain links: from which end, by what.
PLAIN = {
    "owns": ("target", NS + "committedBy"),
    "runs": ("target", NS + "runBy"),
    "part of": ("source", PREFIXES["dcterms"] + "isPartOf"),
    "post in": ("source", PREFIXES["org"] + "postIn"),
    "defers to": ("source", NS + "defersTo"),
}


class Tie(NamedTuple):
    """One generated link: its kind and its ends."""

    kind: str
    source: str
    target: str


def generated(edges: int, seed: int = 7) -> tuple[dict[str, str], list[Tie]]:
    """Return the nodes, with their kinds, and the links of a country with so many links."""
    draw = random.Random(seed)  # noqa: S311 - data for measurements
    nodes: dict[str, str] = {}
    ties: dict[Tie, None] = {}
    for tie in _country(draw, nodes):
        if tie.source != tie.target:
            ties[tie] = None
        if len(ties) == edges:
            break
    ends = {iri for tie in ties for iri in (tie.source, tie.target)}
    return {iri: kind for iri, kind in nodes.items() if iri in ends}, list(ties)


def _country(draw: random.Random, nodes: dict[str, str]) -> Iterator[Tie]:
    inspectorate = f"{PLACE}body/inspectorate"
    nodes[inspectorate] = "inspectorate"
    at = 0
    while True:
        regional, national = (f"{PLACE}body/{name}" for name in (f"region-{at // 5}", f"country-{at // 50}"))
        nodes |= {regional: "body", national: "body"}
        yield from _unit(draw, nodes, at, regional)
        yield Tie("holds to account", inspectorate, f"{PLACE}organisation/{at}-0")
        yield Tie("reports into", regional, national)
        at += 1


def _unit(draw: random.Random, nodes: dict[str, str], at: int, regional: str) -> Iterator[Tie]:
    unit = {kind: [f"{PLACE}{kind}/{at}-{n}" for n in range(count)] for kind, count in UNIT.items()}
    nodes |= {iri: kind for kind, iris in unit.items() for iri in iris}
    commissioner, force = unit["post"][0], unit["organisation"][0]
    yield Tie("holds to account", unit["public"][0], unit["panel"][0])
    yield Tie("holds to account", unit["public"][0], commissioner)
    yield Tie("holds to account", unit["panel"][0], commissioner)
    yield Tie("holds to account", commissioner, force)
    yield from (Tie("chairs", commissioner, body) for body in unit["body"][:2])
    yield from (Tie("reports into", body, regional) for body in unit["body"][2:5])
    yield from (Tie("part of", row, draw.choice(unit["commitment"])) for row in unit["activity"])
    yield from (Tie("post in", post, force) for post in unit["post"][1:])
    for kind, source, target, count in LINKS:
        for _ in range(count):
            first, second = draw.choice(unit[source]), draw.choice(unit[target])
            # Within a unit reports and references run one way, as they mostly do.
            yield Tie(kind, max(first, second), min(first, second)) if source == target else Tie(kind, first, second)


def as_graph(nodes: dict[str, str], ties: list[Tie]) -> "nx.MultiDiGraph[str]":
    """Return the network, as `oversight_graph.network.projection.network` would make it."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(day=DAY, lost=())
    for iri, kind in nodes.items():
        live = kind in ("body", "panel", "inspectorate")
        graph.add_node(
            iri, kind=kind, label=iri[len(PLACE) :], ref=None, holder=None, status="active", shown="active", live=live
        )
    for at, (kind, source, target) in enumerate(ties):
        graph.add_edge(
            source, target, key=kind, kind=kind, since=None, until=None, stated=True, in_cell=True,
            certainty="certain", evidence=(f"{PLACE}paper/1#line={at},{at + 1}",),
        )  # fmt: skip
    return graph


def as_store(nodes: dict[str, str], ties: list[Tie]) -> EmbeddedStore:
    """Return a store that holds the same links as data."""
    store = EmbeddedStore()
    store.add(_quads(nodes, ties))
    return store


def _quads(nodes: dict[str, str], ties: list[Tie]) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(f"{PLACE}graph/1")

    def quad(subject: str, predicate: str, value: str, *, iri: bool = True) -> ox.Quad:
        end = ox.NamedNode(value) if iri else ox.Literal(value)
        return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), end, graph)

    a, label = PREFIXES["rdf"] + "type", PREFIXES["skos"] + "prefLabel"
    for iri, kind in nodes.items():
        yield quad(iri, a, CLASSES[kind])
        yield quad(iri, label, iri[len(PLACE) :], iri=False)
    for at, tie in enumerate(ties):
        node, evidence = f"{PLACE}node/{at}", f"{PLACE}paper/1#line={at},{at + 1}"
        if tie.kind in NODES:
            end, link, further = NODES[tie.kind]
            first, other = (tie.target, tie.source) if end == "target" else (tie.source, tie.target)
            yield quad(first, link, node)
            yield quad(node, further, other)
            yield quad(node, NS + "evidence", evidence)
            if link.endswith("seat"):
                role = "chair" if tie.kind == "chairs" else "member"
                yield quad(node, PREFIXES["org"] + "role", f"{CONCEPT}role/{role}")
        if tie.kind in PLAIN:
            end, link = PLAIN[tie.kind]
            yield quad(*((tie.target, link, tie.source) if end == "target" else (tie.source, link, tie.target)))
        if tie.kind in ("scrutinised in", "asked for by"):
            meeting, day = f"{PLACE}meeting/{at}", ox.Literal(DAY, datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
            yield quad(meeting, NS + "convenes", tie.target)
            yield ox.Quad(ox.NamedNode(meeting), ox.NamedNode(PREFIXES["schema"] + "startDate"), day, graph)
            if tie.kind == "asked for by":
                yield quad(tie.source, PREFIXES["dcterms"] + "isPartOf", meeting)
            else:
                yield quad(meeting, NS + "scrutiny", node)
                yield quad(node, NS + "of", tie.source)


def seconds(call: Callable[[], object], repeat: int = 1) -> float:
    """Return the median time of a call."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def shipped(repeat: int) -> None:
    """All measures on the shipped graph, against the time that it takes to import NetworkX."""
    importing = "import time; t = time.perf_counter(); import networkx; print(time.perf_counter() - t)"
    runs = [subprocess.run([sys.executable, "-c", importing], check=True, capture_output=True) for _ in range(repeat)]
    bare = statistics.median(float(run.stdout) for run in runs)
    loaded = OversightGraph.load()
    store, day = loaded.store, loaded.day()
    graph = network(store, day)

    def all_measures() -> None:
        measures(graph, frequencies_at(store, day))
        structure(graph)

    def everything() -> None:
        projected = network(store, day)
        measures(projected, frequencies_at(store, day))
        structure(projected)

    print(f"shipped graph: {len(graph)} nodes, {graph.number_of_edges()} edges; import networkx {bare * 1000:.0f} ms")
    for what, call in (("all measures", all_measures), ("projection and all measures", everything)):
        took = seconds(call, repeat)
        print(f"  {what:<44}{took * 1000:>9.1f} ms{took / bare:>7.2f}x   target 2x")
    core: nx.DiGraph[str] = nx.DiGraph(oversight(graph).edges())
    for what, peer in peers(core, apexes(graph)[0], exact=True).items():
        print(f"  peer: {what:<38}{seconds(peer, repeat) * 1000:>9.1f} ms")


def peers(core: "nx.DiGraph[str]", top: str, *, exact: bool) -> dict[str, Callable[[], object]]:
    """Return calls of other libraries that answer part of the same; those not installed are left out."""
    undirected: nx.Graph[str] = nx.Graph(core.edges())
    between = partial(nx.betweenness_centrality, core, k=None if exact else PIVOTS, seed=7)
    found: dict[str, Callable[[], object]] = {
        "networkx betweenness" + ("" if exact else ", sampled"): between,
        "networkx articulation points": lambda: list(nx.articulation_points(undirected)),
        "networkx dominators, from one public": partial(nx.immediate_dominators, core, top),
        "networkx flow hierarchy": partial(nx.flow_hierarchy, core),
    }
    if importlib.util.find_spec("igraph"):
        other = importlib.import_module("igraph").Graph.from_networkx(core)
        found["igraph articulation points"] = other.as_undirected().articulation_points
        if exact:
            found["igraph betweenness"] = other.betweenness
    if importlib.util.find_spec("rustworkx"):
        rustworkx = importlib.import_module("rustworkx")
        rusty = rustworkx.networkx_converter(core)
        found["rustworkx articulation points"] = partial(rustworkx.articulation_points, rusty.to_undirected())
        if exact:
            found["rustworkx betweenness"] = partial(rustworkx.digraph_betweenness_centrality, rusty)
    return found


def growth(largest: int) -> None:
    """How time grows with the number of edges; linear growth keeps the microseconds for an edge the same."""
    print(f"generated graphs, in brackets microseconds for each edge; the peer samples {PIVOTS} starts, we take more")
    size = 10_000
    while size <= largest:
        nodes, ties = generated(size)
        store = as_store(nodes, ties)
        times = {"projection from a store": seconds(partial(network, store, DAY))}
        del store
        graph = as_graph(nodes, ties)
        core: nx.DiGraph[str] = nx.DiGraph(oversight(graph).edges())
        calls: dict[str, Callable[[], object]] = {
            "all measures": partial(measures, graph),
            "figures of the structure": partial(structure, graph),
            "oversees, one post": partial(oversees, graph, f"{PLACE}post/0-0"),
            "chain, one commitment": partial(chains, graph, f"{PLACE}commitment/0-1"),
            **{f"peer: {what}": call for what, call in peers(core, apexes(graph)[0], exact=False).items()},
        }
        times |= {what: seconds(call) for what, call in calls.items()}
        print(f"{size} edges, {len(nodes)} nodes")
        for what, took in times.items():
            print(f"  {what:<44}{took:>9.2f} s  ({took / size * 1e6:.1f})")
        size *= 10


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=100_000, help="most edges; 1000000 takes minutes and gigabytes")
    parser.add_argument("--repeat", type=int, default=9, help="runs on the shipped graph; the median is printed")
    options = parser.parse_args()
    gc.disable()  # as the package does while it loads; for the peers it changes nothing
    shipped(options.repeat)
    growth(options.largest)


if __name__ == "__main__":
    main()
