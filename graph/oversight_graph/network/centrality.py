"""Centrality of bodies and posts in the graph of oversight, each measure in nearly linear time.

All but `only_overseers` and `shared_chairs` work on a plain directed graph whose edges run from above to below, as
`network.hierarchy.oversight` makes it; parallel edges count once. NetworkX does what it can do, with whatever
backend its own settings name.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from oversight_graph.network.projection import BODIES

if TYPE_CHECKING:
    import networkx as nx

PIVOTS = 100
STEPS = 20
SKETCH = 64
# From so many nodes on, exact betweenness is left to igraph where that is installed.
FAST_FROM = 500
_APEX = "the apex, of which there is no IRI"


def only_overseers(graph: "nx.MultiDiGraph[str]") -> dict[str, list[str]]:
    """Find the commitments that have exactly one live overseer.

    Returns
    -------
    dict of str to list of str
        For each such overseer, the commitments. Overseers are live bodies named in the oversight cell of the commitment
        or of an activity of it, or in those of the rows to which one of these leaves its oversight. Processes do not
        count, nor what other columns of a plan tell. So it agrees with the column ``live`` of
        `oversight_graph.registers.coverage.coverage`.

    Notes
    -----
    More than two overseers are as good as two, so no row keeps more, a row changes at most twice, and cycles of
    references end by themselves.
    """
    own: dict[str, set[str]] = defaultdict(set)
    rows: dict[str, list[str]] = defaultdict(list)
    leaves_to: dict[str, list[str]] = defaultdict(list)
    left_by: dict[str, list[str]] = defaultdict(list)
    for source, target, edge in graph.edges(data=True):
        if edge["kind"] == "oversees" and edge["in_cell"] and _live(graph, source):
            _add(own[target], (source,))
        elif edge["kind"] == "part of":
            rows[target].append(source)
        elif edge["kind"] == "defers to":
            leaves_to[source].append(target)
            left_by[target].append(source)
    cells = {row: _united(own, [row, *rows.get(row, ())]) for row in {*own, *rows, *left_by}}
    passed: dict[str, set[str]] = defaultdict(set)
    todo = list(leaves_to)
    while todo:
        row = todo.pop()
        before = len(passed[row])
        for target in leaves_to[row]:
            _add(passed[row], cells.get(target, ()))
            _add(passed[row], passed.get(target, ()))
        if len(passed[row]) > before:
            todo += left_by.get(row, ())
    alone: dict[str, list[str]] = defaultdict(list)
    for iri, node in graph.nodes(data=True):
        if node["kind"] == "commitment":
            found = _united(passed, [iri, *rows.get(iri, ())])
            _add(found, cells.get(iri, ()))
            if len(found) == 1:
                alone[found.pop()].append(iri)
    return alone


def _live(graph: "nx.MultiDiGraph[str]", iri: str) -> bool:
    node = graph.nodes[iri]
    return node["kind"] in BODIES and bool(node["live"])


def _add(found: set[str], more: Iterable[str]) -> None:
    for iri in more:
        if len(found) < 2:
            found.add(iri)


def _united(sets: Mapping[str, set[str]], keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for key in keys:
        _add(found, sets.get(key, ()))
    return found


def shared_chairs(graph: "nx.MultiDiGraph[str]") -> dict[str, list[str]]:
    """Return for each body those of its chairs that chair another body too, and for each of these the bodies."""
    chairs: dict[str, list[str]] = defaultdict(list)
    for source, target, edge in graph.edges(data=True):
        if edge["kind"] == "chairs" and target not in chairs[source]:
            chairs[source].append(target)
    shared: dict[str, list[str]] = defaultdict(list)
    for chair, bodies in chairs.items():
        if len(bodies) > 1:
            shared[chair] = bodies
            for body in bodies:
                shared[body].append(chair)
    return shared


def parts(core: "nx.DiGraph[str]") -> Counter[str]:
    """Return into how many parts what hangs together falls if a node is taken out, directions aside.

    Parameters
    ----------
    core : networkx.DiGraph
        Nodes with links of oversight alone.

    Returns
    -------
    Counter
        By node, the number of its biconnected components: 1 for a node that is no articulation point, 0 for one with no
        edge.
    """
    import networkx as nx

    undirected: nx.Graph[str] = nx.Graph(core.edges())
    # The stubs speak of lists of sets.
    pieces: Iterable[set[str]] = nx.biconnected_components(undirected)  # type: ignore[assignment]
    return Counter(iri for piece in pieces for iri in piece)


def betweenness(core: "nx.DiGraph[str]", *, exact: bool, seed: int) -> tuple[dict[str, float], int]:
    """Return the betweenness of each node, and from how many starting points it was estimated.

    Parameters
    ----------
    exact : bool
        True asks NetworkX, which takes time with the square of the nodes; from `FAST_FROM` nodes on igraph, if it is
        installed, which gives the same some twenty times faster. False takes starting points in random order,
        only those that have something below them, until `STEPS` edges for each node and edge of the graph were walked,
        and `PIVOTS` at least. Where the structure is shallow those are all, and the figure is exact all the same.

    Returns
    -------
    dict of str to float
        Ordered pairs of other nodes whose shortest route passes the node; where several are equally short, the part of
        them that does. Not normalised.
    int
        0 if it is exact.
    """
    import networkx as nx

    if exact and len(core) >= FAST_FROM and (quick := _by_igraph(core)) is not None:
        return quick, 0
    if exact:
        return nx.betweenness_centrality(core, normalized=False), 0
    starts = [iri for iri in core if core.succ[iri]]
    random.Random(seed).shuffle(starts)  # noqa: S311 - a sample, no secret
    found = dict.fromkeys(core, 0.0)
    steps, most = 0, STEPS * (len(core) + core.number_of_edges())
    for done, start in enumerate(starts):
        if steps > most and done >= PIVOTS:
            return {iri: value * len(starts) / done for iri, value in found.items()}, done
        steps += _add_routes(core, start, found)
    return found, 0


def _by_igraph(core: "nx.DiGraph[str]") -> dict[str, float] | None:
    """Return the exact betweenness of each node; None if igraph is not installed."""
    try:
        import igraph
    except ImportError:
        return None
    at = {iri: number for number, iri in enumerate(core)}
    graph = igraph.Graph(n=len(at), edges=[(at[source], at[target]) for source, target in core.edges()], directed=True)
    return dict(zip(at, graph.betweenness(directed=True), strict=True))


def _add_routes(core: "nx.DiGraph[str]", start: str, found: dict[str, float]) -> int:
    """Add what the shortest routes from one node give to each node on them; return how many edges were walked."""
    # Unlike NetworkX, this touches only what is below the node.
    steps = 0
    order, depth, routes = [start], {start: 0}, {start: 1}
    above: dict[str, list[str]] = defaultdict(list)
    for node in order:
        for other in core.succ[node]:
            steps += 1
            if other not in depth:
                depth[other] = depth[node] + 1
                routes[other] = 0
                order.append(other)
            if depth[other] == depth[node] + 1:
                routes[other] += routes[node]
                above[other].append(node)
    given = dict.fromkeys(order, 0.0)
    for node in reversed(order[1:]):
        for other in above[node]:
            given[other] += routes[other] / routes[node] * (1 + given[node])
        found[node] += given[node]
    return steps


def reach(core: "nx.DiGraph[str]", wanted: Iterable[str], *, exact: bool, seed: int) -> dict[str, int]:
    """Return how many nodes are below each, directly or through others.

    Parameters
    ----------
    wanted : iterable of str
        Nodes to count for.
    exact : bool
        False estimates counts of `SKETCH` and more, with a standard error of about 13 %.

    Notes
    -----
    Where the structure is deep, exact counts take time with the square of its size. The estimate gives each node a
    random number and lets it rise to all nodes above it that have not yet seen `SKETCH` smaller ones; the largest of
    these tells how many there are.
    """
    import networkx as nx

    if exact:
        return {iri: len(nx.descendants(core, iri)) for iri in wanted if iri in core}
    draw = random.Random(seed)  # noqa: S311 - a sample, no secret
    seen: Counter[str] = Counter()
    last: dict[str, float] = {}
    for number, _, node in sorted((draw.random(), at, iri) for at, iri in enumerate(core)):
        todo, met = [node] if seen[node] < SKETCH else [], {node}
        while todo:
            iri = todo.pop()
            seen[iri] += 1
            last[iri] = number
            for above in core.pred[iri]:
                if above not in met and seen[above] < SKETCH:
                    met.add(above)
                    todo.append(above)
    # A node is among those that it reaches, and is taken off again.
    return {
        iri: seen[iri] - 1 if seen[iri] < SKETCH else round((SKETCH - 1) / last[iri]) - 1
        for iri in wanted
        if iri in core
    }


def dominators(
    graph: "nx.MultiDiGraph[str]", core: "nx.DiGraph[str]", kinds: Collection[str] = (*BODIES, "post")
) -> dict[str, list[str]]:
    """Return what each body or post dominates: where every path down from the apex passes it, and no other after it.

    Parameters
    ----------
    kinds : collection of str
        What counts as a dominator. With all kinds of nodes these are the immediate dominators.

    Returns
    -------
    dict of str to list of str
        The apex is the public, or the panels if no public is shown. Empty if there is neither. Things that cannot be
        reached from there are in no list.
    """
    import networkx as nx

    apex = apexes(graph)
    starts = [iri for iri in apex if iri in core]
    if not starts:
        return defaultdict(list)
    rooted: nx.DiGraph[str] = nx.DiGraph(core.edges())
    rooted.add_edges_from((_APEX, iri) for iri in starts)
    above = nx.immediate_dominators(rooted, _APEX)
    dominator: dict[str, str | None] = {_APEX: None}
    for iri in above:
        path = []
        node = iri
        while node not in dominator:
            path.append(node)
            node = above[node]
        for each in reversed(path):
            over = above[each]
            counts = over != _APEX and graph.nodes[over]["kind"] in kinds
            dominator[each] = over if counts else dominator[over]
    dominated: dict[str, list[str]] = defaultdict(list)
    for iri, over in dominator.items():
        if over is not None:
            dominated[over].append(iri)
    return dominated


def apexes(graph: "nx.MultiDiGraph[str]") -> list[str]:
    """Return where all oversight comes from: the public, or the panels if no public is shown."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for iri, node in graph.nodes(data=True):
        kinds[node["kind"]].append(iri)
    return kinds["public"] or kinds["panel"]
