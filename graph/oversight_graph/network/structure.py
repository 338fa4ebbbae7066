"""Figures on the structure of oversight as a whole, each with the things that it counts.

They are taken on the graph of oversight of `network.hierarchy`, whose edges run from above to below, without
the things that no link of oversight touches. Flow hierarchy is that of Luo and Magee (2011),
https://doi.org/10.1002/cplx.20368.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight_graph.model.closure import reachable
from oversight_graph.network.centrality import apexes
from oversight_graph.network.hierarchy import accountability, in_words, oversight
from oversight_graph.network.projection import BODIES, ROWS, name_of
from oversight_graph.network.relations import subject_key

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure on the whole structure.

    Attributes
    ----------
    figure : str
        What is counted.
    value : float or None
        None where there is nothing to take it of.
    unit : str
    members : tuple of str
        What it counts, by name; of groups, each group. Empty for figures that count everything.
    date : str
    meaning : str
        What it says, in a sentence.
    evidence : tuple of str
        Citations of the links within cycles; other figures rest on all links, or on what no paper says.
    """

    figure: str
    value: float | None
    unit: str
    members: tuple[str, ...]
    date: str
    meaning: str
    evidence: tuple[str, ...]


def structure(graph: "nx.MultiDiGraph[str]") -> list[Figure]:
    """Return the figures of the structure at a date.

    Returns
    -------
    list of Figure
        Size, flow hierarchy (the part of links that are in no cycle, from 0 to 1), cycles (groups in which each is
        above each, itself included), components (what hangs together, directions aside), and orphans both ways: plan
        rows with nobody over them, live bodies with nothing below or nobody above, and those rows and bodies that no
        route from the top reaches. Of a graph without links, what is counted is 0, and the flow hierarchy None. Time is
        linear in the links.
    """
    import networkx as nx

    day, simple = graph.graph["day"], oversight(graph)
    core: nx.DiGraph[str] = nx.DiGraph(simple.edges())
    answers = accountability(graph)

    def figure(what: str, found: Collection[str], unit: str, meaning: str, none: str) -> Figure:
        names = tuple(name_of(graph, iri) for iri in sorted(found, key=lambda iri: subject_key(graph, iri)))
        return Figure(what, len(names), unit, names, day, meaning if names else none, ())

    rows = [
        Figure("things", len(core), "things", (), day, "So many things stand in links of oversight.", ()),
        Figure("links", core.number_of_edges(), "pairs", (), day, "So many pairs are linked, from above to below.", ()),
        *_cycles(graph, simple, core, day),
        _components(graph, core, day),
    ]
    bodies = [iri for iri, node in graph.nodes(data=True) if node["kind"] in BODIES and node["live"]]
    none = "No paper shows a body meeting at the date."
    overseen = reachable([iri for iri in core if graph.nodes[iri]["kind"] not in ROWS], core.successors)
    plan = [iri for iri, node in graph.nodes(data=True) if node["kind"] in ROWS]
    top = apexes(graph)
    reached = {*top, *reachable([iri for iri in top if iri in core], core.successors)}
    return [
        *rows,
        figure(
            "plan rows with nobody over them", [iri for iri in plan if iri not in overseen], "rows",
            f"No loaded paper up to {day} names in any column who watches over these rows; their cells may be lost.",
            "For each row of a plan something is named that watches over it." if plan
            else "No row of a plan is shown at the date.",
        ),
        figure(
            "live bodies with nothing below", [iri for iri in bodies if not simple.succ[iri]], "bodies",
            "The papers show these bodies as meeting, and name nothing that they oversee.",
            "For each live body something is named that it oversees." if bodies else none,
        ),
        figure(
            "live bodies with nobody above", [iri for iri in bodies if not answers.pred[iri]], "bodies",
            "No loaded paper says into what these bodies report, who chairs them or who holds them to account.",
            "For each live body somebody is named above it." if bodies else none,
        ),
        figure(
            "not reached from the top", [iri for iri in [*plan, *bodies] if iri not in reached], "rows and bodies",
            "No links of oversight lead to these from the public or the panel; owners are not followed here."
            if top else "No public and no panel is shown, so there is no top from which oversight could come.",
            "All rows and live bodies can be reached from the top." if plan or bodies else none,
        ),
    ]  # fmt: skip


def _cycles(
    graph: "nx.MultiDiGraph[str]", simple: "nx.DiGraph[str]", core: "nx.DiGraph[str]", day: str
) -> list[Figure]:
    import networkx as nx

    group: dict[str, int] = {}
    cycles = []
    for at, members in enumerate(nx.strongly_connected_components(core)):
        group.update(dict.fromkeys(members, at))
        if len(members) > 1:
            cycles.append(tuple(sorted(name_of(graph, iri) for iri in members)))
    inside = [(above, below) for above, below in core.edges() if group[above] == group[below]]
    cited = {e for pair in inside for link in simple.edges[pair]["links"] for e in link.data["evidence"]}
    total = core.number_of_edges()
    value = round(1 - len(inside) / total, 3) if total else None
    said = f"{total - len(inside)} of {total} links are in no cycle." if total else "There is no link."
    names = tuple(in_words(cycle) for cycle in sorted(cycles))
    return [
        Figure("flow hierarchy", value, "part of links", (), day, said, ()),
        Figure(
            "cycles", len(names), "groups", names, day,
            "In each of these groups everyone is, through others, above themselves." if names
            else "Nobody is, directly or through others, above themselves.",
            tuple(sorted(cited)),
        ),
    ]  # fmt: skip


def _components(graph: "nx.MultiDiGraph[str]", core: "nx.DiGraph[str]", day: str) -> Figure:
    import networkx as nx

    def place(iri: str) -> tuple[bool, str]:
        return graph.nodes[iri]["kind"] not in BODIES, name_of(graph, iri)  # bodies tell a reader which part it is

    found = [sorted(part, key=place) for part in nx.weakly_connected_components(core)]
    found.sort(key=lambda part: (-len(part), name_of(graph, part[0])))
    names = tuple(f"{len(part)} with {name_of(graph, part[0])}" for part in found)
    said = f"The largest holds {len(found[0])} of {len(core)} things." if found else "There is no link."
    return Figure("components", len(found), "groups", names, day, said, ())
