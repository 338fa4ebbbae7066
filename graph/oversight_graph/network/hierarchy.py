"""The network seen from above to below: who is over what, as simple graphs, and paths through them.

Of the edges of `network.projection`, oversight is `OVERSIGHT`: who oversees an activity oversees its commitment in
that part, and who oversees a row oversees those that leave their oversight to it. Accountability (`ANSWERS`) adds who
is to answer: owners, who runs a routine, who asked for an action, and the organisation of a post that no forum holds to
account by itself, or that only keeps one informed; an activity then answers through its commitment.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from oversight_graph.network.projection import BODIES, IN_PART, LINKS, doubt, name_of

if TYPE_CHECKING:
    import networkx as nx

# Where two nodes have several links, the first of these is named.
OVERSIGHT = ("oversees", "holds to account", "chairs", "reports into", "defers to", "part of")
ANSWERS = (*OVERSIGHT[:-1], "owns", "runs", IN_PART, "part of", "asked for by", "post in")
# Edges whose source is below their target.
UPWARD = ("reports into", "defers to", "asked for by", "post in")
_INFORMED = "{source} is kept informed by {target}"


class Link(NamedTuple):
    """An edge of the network, with its ends in its own direction.

    Attributes
    ----------
    data : mapping
        The attributes of the edge.
    part : str
        The activity through which a commitment is overseen in part; else empty.
    """

    kind: str
    source: str
    target: str
    data: Mapping[str, Any]
    part: str = ""


class PathFacts(NamedTuple):
    """What there is to say of a path through the graph; see `network.reach.OversightPath` for the fields."""

    path: tuple[str, ...]
    links: tuple[str, ...]
    not_live: tuple[str, ...]
    certainty: str
    stated: bool
    elsewhere: bool
    last_told: str | None
    evidence: tuple[str, ...]


def oversight(graph: "nx.MultiDiGraph[str]") -> "nx.DiGraph[str]":
    """Return the simple graph of oversight, from above to below.

    Returns
    -------
    networkx.DiGraph
        All nodes, without attributes. Each edge has ``links``: a list of `Link`, the one to name first.
    """
    return _simple(graph, _links(graph, OVERSIGHT), UPWARD, OVERSIGHT)


def accountability(graph: "nx.MultiDiGraph[str]") -> "nx.DiGraph[str]":
    """Return the simple graph of accountability, from above to below.

    Returns
    -------
    networkx.DiGraph
        All nodes; an edge runs from who can ask to who is to answer, over the links `ANSWERS`, and has ``links`` as in
        `oversight`.
    """
    links = _links(graph, ANSWERS)
    # Who only keeps somebody informed still answers through the office.
    answering = {link.target for link in links if link.kind == "holds to account" and not informs_only(link.data)}
    parents = defaultdict(list)
    for link in links:
        if link.kind == "part of":
            parents[link.source].append(link.target)
    # An activity that shares the cell of its commitment adds nothing to what is said of the commitment.
    in_part = [
        Link(IN_PART, link.source, parent, {**link.data, "stated": False}, link.target)
        for link in links
        if link.kind == "oversees" and link.data["stated"]
        for parent in parents.get(link.target, ())
    ]
    # Who chairs or leads by a post answers through the post: not a second time, as somebody whom nothing is above.
    by_post = {
        (link.kind, person, link.target) for link in links for person in graph.nodes[link.source].get("holder_iri", ())
    }
    links = [
        link
        for link in links
        if (link.kind, link.source, link.target) not in by_post
        and (link.kind != "post in" or link.source not in answering)
    ]
    return _simple(graph, [*links, *in_part], (*UPWARD, "part of"), ANSWERS)


def _links(graph: "nx.MultiDiGraph[str]", kinds: Collection[str]) -> list[Link]:
    edges = graph.edges(data=True)
    return [Link(data["kind"], source, target, data) for source, target, data in edges if data["kind"] in kinds]


def _simple(
    graph: "nx.MultiDiGraph[str]", links: Iterable[Link], upward: Collection[str], order: Sequence[str]
) -> "nx.DiGraph[str]":
    import networkx as nx

    simple: nx.DiGraph[str] = nx.DiGraph()
    simple.add_nodes_from(graph)
    for link in links:
        above, below = (link.target, link.source) if link.kind in upward else (link.source, link.target)
        if simple.has_edge(above, below):
            simple.edges[above, below]["links"].append(link)
        else:
            simple.add_edge(above, below, links=[link])
    rank = {kind: at for at, kind in enumerate(order)}
    for _, _, edge in simple.edges(data=True):
        if len(edge["links"]) > 1:
            edge["links"].sort(key=lambda link: (rank[link.kind], not link.data["in_cell"], link.data["since"] or ""))
    return simple


def nearest(
    graph: "nx.MultiDiGraph[str]",
    simple: "nx.DiGraph[str]",
    starts: Iterable[str],
    *,
    up: bool = False,
    without: str | None = None,
) -> dict[str, str | None]:
    """Find the shortest paths from some nodes to all that can be reached.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        The network; of equally short paths, the one over the better links and then over the earlier names is taken.
    simple : networkx.DiGraph
        As from `oversight` or `accountability`.
    up : bool
        Go from below to above.
    without : str, optional
        A node that no path may use.

    Returns
    -------
    dict of str to (str or None)
        For each node reached, in the order of its distance, the node before it; None for a start.
    """
    before: dict[str, str | None] = dict.fromkeys(sorted(starts, key=lambda iri: (name_of(graph, iri), iri)))
    queue = deque(before)
    while queue:
        node = queue.popleft()
        beside = simple.pred[node] if up else simple.succ[node]
        fresh = [other for other in beside if other not in before and other != without]
        for other in sorted(fresh, key=lambda other: (_rank(beside[other]["links"]), name_of(graph, other), other)):
            before[other] = node
            queue.append(other)
    return before


def _rank(links: Sequence[Link]) -> tuple[bool, int]:
    return (not any(link.data["in_cell"] for link in links), ANSWERS.index(links[0].kind))


def trace(before: Mapping[str, str | None], node: str) -> list[str]:
    """Return the path from a start to a node, as `nearest` found it."""
    path = [node]
    while (last := before[path[-1]]) is not None:
        path.append(last)
    return path[::-1]


def describe(graph: "nx.MultiDiGraph[str]", simple: "nx.DiGraph[str]", path: Sequence[str]) -> PathFacts:
    """Return what there is to say of a path.

    Parameters
    ----------
    path : sequence of str
        Nodes from above to below.
    """
    steps = [simple.edges[above, below]["links"] for above, below in pairwise(path)]
    sure = [min((link.data["certainty"] for link in links), key=doubt) for links in steps]
    nodes = [graph.nodes[iri] for iri in path]
    dead = [node for node in nodes if node["kind"] in BODIES and not node["live"]]
    # A link is as fresh as the newest paper that tells it, and a path as its oldest link.
    paper_days = [max(link.data.get("told", "") for link in links) for links in steps]
    seen = {e for node in nodes if node["holder"] for e in node.get("holder_evidence", ())}
    return PathFacts(
        path=tuple(name_of(graph, iri) for iri in path),
        links=tuple(link_in_words(graph, links[0]) for links in steps),
        not_live=tuple(f"{node['label']} ({node['shown']})" for node in dead),
        certainty=max(sure, key=doubt, default=""),
        stated=all(any(link.data["stated"] for link in links) for links in steps),
        elsewhere=any(not any(link.data["in_cell"] for link in links) for links in steps),
        last_told=min(filter(None, paper_days), default=None),
        evidence=tuple(sorted(seen.union(e for links in steps for link in links for e in link.data["evidence"]))),
    )


def link_in_words(graph: "nx.MultiDiGraph[str]", link: Link) -> str:
    """Return a link in words, in its own direction, with its beginning as far as a paper gives it."""
    part = name_of(graph, link.part) if link.part else ""
    modes = link.data.get("modes", ())
    said = phrase(link.kind, name_of(graph, link.source), name_of(graph, link.target), part, modes)
    return f"{said}, since {link.data['begins']}" if link.data.get("begins") else said


def informs_only(edge: Mapping[str, Any]) -> bool:
    """Return whether an edge says no more than that somebody is kept informed."""
    return edge["kind"] == "holds to account" and set(edge.get("modes", ())) == {"informs"}


def phrase(kind: str, source: str, target: str, part: str = "", modes: Collection[str] = ()) -> str:
    """Return a link between two names in words.

    Parameters
    ----------
    kind : str
        One of `network.projection.EDGE_KINDS`, or `IN_PART`.
    source, target : str
        Names, in the direction of the edge.
    part : str
        Name of the activity, for `IN_PART`.
    modes : collection of str
        What a forum does.

    Returns
    -------
    str
        Without a full stop. A forum that is only kept informed does not yet hold to account.
    """
    said = _INFORMED if informs_only({"kind": kind, "modes": modes}) else LINKS[kind].sentence
    return said.format(source=source, target=target, part=part)


def weaknesses(facts: PathFacts, day: str) -> str:
    """Return sentences on what weakens a path at a date, each after a space; empty if nothing does."""
    said = ""
    if facts.last_told and facts.last_told < day:
        what = "this" if len(facts.links) == 1 else "one link at least"
        said += f" No loaded paper after {facts.last_told} tells of {what}."
    if facts.not_live:
        said += f" Not shown to be meeting at the date: {', '.join(facts.not_live)}."
    if facts.certainty and doubt(facts.certainty):
        said += f" One link at least is a reading ({facts.certainty}), not a plain statement."
    return said


def in_words(names: Sequence[str]) -> str:
    """Return names as a list in a sentence.

    Examples
    --------
    >>> in_words(["a", "b", "c"])
    'a, b and c'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
