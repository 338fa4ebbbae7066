"""What analyses read off the projected graph: remits, seats, who tells whom, who is the same person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from oversight_graph.model.references import Key, ref_key
from oversight_graph.network.hierarchy import UPWARD
from oversight_graph.network.projection import BODIES, ROWS, name_of

if TYPE_CHECKING:
    import networkx as nx

# What each body has, with the citations.
Held = dict[str, dict[str, set[str]]]


def remits(graph: "nx.MultiDiGraph[str]") -> Held:
    """Return what each body is named to oversee, with the citations.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        With the edges ``oversees`` and ``part of``.

    Returns
    -------
    dict of str to dict of str to set of str
        Subjects of each body; an activity counts as its commitment.
    """
    return _held(
        (body, subject, edge)
        for body, target, edge in directed_edges(graph, "oversees")
        if graph.nodes[body]["kind"] in BODIES
        for subject in parents(graph, target)
    )


def _held(edges: Iterable[tuple[str, str, dict[str, Any]]]) -> Held:
    found: Held = defaultdict(lambda: defaultdict(set))
    for holder, thing, edge in edges:
        found[holder][thing].update(edge["evidence"])
    return {holder: dict(things) for holder, things in found.items()}


def _targets(graph: "nx.MultiDiGraph[str]", iri: str, kind: str) -> set[str]:
    return {target for _, target, edge in graph.out_edges(iri, data=True) if edge["kind"] == kind}


def parents(graph: "nx.MultiDiGraph[str]", row: str) -> list[str]:
    """Return the commitments to which an activity belongs; anything else is its own."""
    return sorted(_targets(graph, row, "part of")) or [row]


def members(graph: "nx.MultiDiGraph[str]", kinds: Collection[str] = ("post", "person")) -> Held:
    """Return who of some kinds has a seat on each body, chairs among them, with the citations."""
    return _held(
        (body, member, edge)
        for member, body, edge in graph.edges(data=True)
        if edge["kind"] in ("chairs", "member of")
        and graph.nodes[body]["kind"] in BODIES
        and graph.nodes[member]["kind"] in kinds
    )


def subject_key(graph: "nx.MultiDiGraph[str]", iri: str) -> tuple[bool, Key, str, str]:
    """Return a sort key: rows of a plan in its order, then other things by name."""
    ref = graph.nodes[iri]["ref"] if graph.nodes[iri]["kind"] in ROWS else None
    return (ref is None, ref_key(ref or ""), name_of(graph, iri), iri)


def directed_edges(graph: "nx.MultiDiGraph[str]", *kinds: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the edges of some kinds from above to below.

    Parameters
    ----------
    *kinds : str
        See `network.projection.EDGE_KINDS`.

    Yields
    ------
    tuple of (str, str, dict)
        Who is above, who or what is below, and the attributes of the edge. A body that asked for an action is above it,
        and so is the body into which another reports. What a plan tells outside its oversight cells is left out.
    """
    for source, target, edge in graph.edges(data=True):
        if edge["kind"] in kinds and edge["in_cell"]:
            yield (target, source, edge) if edge["kind"] in UPWARD else (source, target, edge)


def sources(graph: "nx.MultiDiGraph[str]", kind: str) -> Held:
    """Return for each target of a kind of edge its sources, with the citations."""
    return _held((target, source, edge) for source, target, edge in graph.edges(data=True) if edge["kind"] == kind)


def same_person(graph: "nx.MultiDiGraph[str]", first: str, second: str) -> bool:
    """Return whether two nodes are one, or posts of one person, or a post and its holder.

    People are told apart by their IRIs: two who share a name are two. Of posts with several holders, one in common
    is enough.
    """
    return first == second or not _people(graph, first).isdisjoint(_people(graph, second))


def _people(graph: "nx.MultiDiGraph[str]", iri: str) -> set[str]:
    node = graph.nodes[iri]
    return {iri} if node["kind"] == "person" else set(node.get("holder_iri", ()))


def offices(graph: "nx.MultiDiGraph[str]", post: str) -> set[str]:
    """Return the organisations of a post."""
    return _targets(graph, post, "post in")
