"""Who oversees what, directly and through others, over the links `network.hierarchy.OVERSIGHT`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight_graph.ask.find import names_of
from oversight_graph.errors import UsageError
from oversight_graph.network.hierarchy import (
    ANSWERS,
    PathFacts,
    describe,
    in_words,
    nearest,
    oversight,
    trace,
    weaknesses,
)
from oversight_graph.network.projection import ROWS
from oversight_graph.network.relations import subject_key
from oversight_graph.registers.states import UNKNOWN, states_at
from oversight_graph.store.store import Store

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class OversightPath:
    """That something is overseen, directly or through others. The direction is from overseer to subject.

    Attributes
    ----------
    overseer, subject : str
        Names.
    kind : str
        What the one is that was not asked for, by ``ovs:nodeKind`` of the ontology.
    depth : int
        Number of links; 1 is direct.
    path : tuple of str
        Names from the overseer to the subject, along the shortest path.
    links : tuple of str
        The same links in words, each in its own direction.
    not_live : tuple of str
        Bodies on the path, ends included, that no paper shows to be meeting at the date, with their state.
    certainty : str
        That of the least sure link.
    stated : bool
        Whether papers state each link; False if one follows by a rule.
    elsewhere : bool
        Whether a link is told only in another column of a plan than that for oversight.
    last_told : str or None
        Date of the newest paper that tells the link; of several links, that of the one told longest ago.
    date : str
    meaning : str
        What it says, in a sentence.
    evidence : tuple of str
    iri : str
        Of the one that was not asked for.
    """

    overseer: str
    subject: str
    kind: str
    depth: int
    path: tuple[str, ...]
    links: tuple[str, ...]
    not_live: tuple[str, ...]
    certainty: str
    stated: bool
    elsewhere: bool
    last_told: str | None
    date: str
    meaning: str
    evidence: tuple[str, ...]
    iri: str


def oversees(graph: "nx.MultiDiGraph[str]", thing: str, *, by: bool = False) -> list[OversightPath]:
    """Return what something oversees, directly and through others.

    Parameters
    ----------
    thing : str
        A node.
    by : bool
        The reverse: who oversees it.

    Returns
    -------
    list of OversightPath
        One for each thing reached over the links `network.hierarchy.OVERSIGHT`, nearest first, then rows of a
        plan in its order, then names. Empty if there is none. A row of a plan oversees nothing.
    """
    # A row through which oversight passes on oversees nothing itself.
    if not by and graph.nodes[thing]["kind"] in ROWS:
        return []
    simple = oversight(graph)
    before = nearest(graph, simple, [thing], up=by)
    found = []
    for iri in before:
        if iri == thing or (by and graph.nodes[iri]["kind"] in ROWS):
            continue
        path = trace(before, iri)
        facts = describe(graph, simple, path[::-1] if by else path)
        found.append((len(path), subject_key(graph, iri), iri, facts))
    return [_oversight_path(graph, iri, facts) for _, _, iri, facts in sorted(found, key=lambda each: each[:3])]


def _oversight_path(graph: "nx.MultiDiGraph[str]", iri: str, facts: PathFacts) -> OversightPath:
    overseer, subject, depth = facts.path[0], facts.path[-1], len(facts.links)
    if depth == 1:
        meaning = f"{facts.links[0]}."
    else:
        meaning = (
            f"Only through {in_words(facts.path[1:-1])}: {'; '.join(facts.links)}. "
            f"Put together here from {depth} links; a paper need not say it as a whole."
        )
    return OversightPath(
        overseer=overseer, subject=subject, kind=graph.nodes[iri]["kind"], depth=depth, path=facts.path,
        links=facts.links, not_live=facts.not_live, certainty=facts.certainty, stated=facts.stated,
        elsewhere=facts.elsewhere, last_told=facts.last_told, date=graph.graph["day"],
        meaning=meaning + weaknesses(facts, graph.graph["day"]), evidence=facts.evidence, iri=iri,
    )  # fmt: skip


def called(store: Store, iri: str) -> str:
    """Return how a thing is called in a message."""
    names = names_of(store).get(iri)
    return names.entries[0][0] if names else iri


def _answers(graph: "nx.MultiDiGraph[str]", iri: str) -> bool:
    """Return whether any link of oversight or accountability touches a node."""
    edges = (*graph.in_edges(iri, data="kind"), *graph.out_edges(iri, data="kind"))
    return any(kind in ANSWERS for _, _, kind in edges)


def located(store: Store, graph: "nx.MultiDiGraph[str]", iri: str) -> str:
    """Return the node of a thing that somebody asks for.

    Parameters
    ----------
    iri : str
        Of any thing. A person of whom the network shows no more than a seat stands for the one post that it shows as
        held by that person.

    Returns
    -------
    str
        IRI of a node.

    Raises
    ------
    UsageError
        If the thing is not in the network at the date, with the reason.
    """
    there = iri in graph
    if there and (graph.nodes[iri]["kind"] != "person" or _answers(graph, iri)):
        return iri
    day = graph.graph["day"]
    name = called(store, iri)
    posts = sorted(post for post, node in graph.nodes(data=True) if iri in node.get("holder_iri", ()))
    if len(posts) == 1:
        return posts[0]
    if there and not posts:
        return iri
    if posts:
        held = "; ".join(str(graph.nodes[post]["label"]) for post in posts)
        raise UsageError(f"{name} is shown in more than one post", hint=f"ask for one: {held}")
    if states_at(store, day).get(iri, UNKNOWN).status == "ended":
        raise UsageError(f"{name} had ended at {day}", hint="ask with --ended, or for an earlier date with --as-of")
    raise UsageError(
        f"no loaded paper up to {day} links {name} to oversight",
        hint="ask for another date with --as-of, or with --ended for links not in force",
    )
