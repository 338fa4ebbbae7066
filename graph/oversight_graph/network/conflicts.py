"""Where those who watch are those who are watched: self-review, oversight in a circle, and what the law asks for.

The law is that of a rule pack in ``ontology/law``. It is applied only to posts and bodies of which the data says that
they are an office of the pack (``ovs:office``); other data gets no such rows.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight_graph.model.vocabulary import NS
from oversight_graph.network.hierarchy import describe, in_words, nearest, oversight, phrase, told_only, trace
from oversight_graph.network.projection import name_of, network
from oversight_graph.network.relations import offices, parents, same, sources, subject_key, told
from oversight_graph.registers.covers import Covers
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

if TYPE_CHECKING:
    import networkx as nx

KINDS = (
    "self-review",
    "own office only",
    "circular oversight",
    "circular accountability",
    "circular reference",
    "against the law",
    "required, not shown",
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place to look at: a threat to independence, not a finding that anybody did wrong.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    subject : str
        What is overseen, or who is to answer.
    overseer : str
        Body or mechanism that oversees it; of a circle, its members.
    owner : str
        Whose work it is; empty where that does not matter.
    links : tuple of str
        The relations on which it rests, in words, each in its own direction.
    basis : str
        The measure or the law by which it is one.
    date : str
    meaning : str
        What it says, in a sentence.
    evidence : tuple of str
        Citations; none for what is not shown.
    subject_iri, overseer_iri : tuple of str
        IRIs of the subject, and of what oversees it or of the members of a circle; several where names are joined.
    owner_iri : tuple of str
        IRIs of the owners.
    """

    kind: str
    subject: str
    overseer: str
    owner: str
    links: tuple[str, ...]
    basis: str
    date: str
    meaning: str
    evidence: tuple[str, ...]
    subject_iri: tuple[str, ...] = ()
    overseer_iri: tuple[str, ...] = ()
    owner_iri: tuple[str, ...] = ()


def conflicts(store: Store, day: str) -> list[Conflict]:
    """Return where oversight is not independent at a date, runs in a circle, or is not as the law has it.

    Parameters
    ----------
    store : Store
    day : str
        ISO date. Bodies that had ended by then, and links not in force, do not count.

    Returns
    -------
    list of Conflict
        In the order of `KINDS`; in each in the order of the plan, then by name.

    Notes
    -----
    *Self-review*: the overseer's chair owns the subject, is the subject, or belongs to the organisation that owns it
    (auditors' codes of ethics call it a self-review threat). An activity is owned by who leads it and by who made its
    commitment. *Own office only*: all mechanisms that the oversight cells reach are routines of the owners' own
    offices; one body, or one name left unresolved, and there is no row. *Circles* are strongly connected parts of more
    than one node (Tarjan 1972), of which one short circle is told, over the links
    `network.hierarchy.OVERSIGHT`. A relation of a thing to itself is no link of the network. A graph without
    any of this gives an empty list.
    """
    graph = network(store, day)
    found = [
        *_self_review(graph, day),
        *_own_office(store, graph, day),
        *_circles(graph, day),
        *_law(store, graph, day),
    ]
    return sorted(found, key=lambda row: KINDS.index(row.kind))


def _self_review(graph: "nx.MultiDiGraph[str]", day: str) -> Iterator[Conflict]:
    chairs, owners = sources(graph, "chairs"), sources(graph, "owns")
    found: dict[tuple[str, str, str, str, str], set[str]] = defaultdict(set)
    for body, subject, edge in told(graph, "oversees", "holds to account", "asked for by"):
        for chair, chairing in chairs.get(body, {}).items():
            if same(graph, chair, subject):
                found[body, subject, chair, subject, edge["kind"]] |= {*edge["evidence"], *chairing}
            for thing in {subject, *parents(graph, subject)}:
                for owner, owning in owners.get(thing, {}).items():
                    if same(graph, chair, owner) or owner in offices(graph, chair):
                        found[body, thing, chair, owner, edge["kind"]] |= {*edge["evidence"], *chairing, *owning}
    for key, evidence in sorted(found.items(), key=lambda f: (subject_key(graph, f[0][1]), f[0])):
        body, subject, chair, owner, kind = key
        names = {iri: name_of(graph, iri) for iri in (body, subject, chair, owner)}
        ends = (subject, body) if kind == "asked for by" else (body, subject)
        links = [phrase("chairs", names[chair], names[body]), phrase(kind, *(names[iri] for iri in ends))]
        if owner == subject:
            stake = "who is the one overseen"
        elif same(graph, chair, owner):
            stake = f"who is to answer for {names[subject]}"
            links.append(phrase("owns", names[owner], names[subject]))
        else:
            stake = f"who belongs to {names[owner]}, which is to answer for {names[subject]}"
            links += [phrase("post in", names[chair], names[owner]), phrase("owns", names[owner], names[subject])]
        others = sorted(name_of(graph, iri) for iri in chairs[body] if iri != chair)
        yield Conflict(
            kind="self-review",
            subject=names[subject],
            overseer=names[body],
            owner=names[owner],
            links=tuple(links),
            basis="self-review threat: the chair has a stake in what the body looks at",
            date=day,
            meaning=f"{names[body]} is chaired by {names[chair]}, {stake}; "
            + (f"{', '.join(others)} chairs too." if others else "no other chair is shown."),
            evidence=tuple(sorted(evidence)),
            subject_iri=(subject,),
            overseer_iri=(body,),
            owner_iri=(owner,),
        )


def _own_office(store: Store, graph: "nx.MultiDiGraph[str]", day: str) -> Iterator[Conflict]:
    owners, covers = sources(graph, "owns"), Covers(store, day)
    uncited = {row[0] for row in ask(store, "uncited_routines")}
    own: dict[str | None, set[str | None]] = defaultdict(set)
    for commitment, statement in ask(store, "own_office"):
        own[commitment].add(statement)
    for commitment in sorted(owners, key=lambda iri: subject_key(graph, iri)):
        named = [*covers.named.get(commitment, ()), *covers.reached.get(commitment, ())]
        if not named or any(one.statement not in own[commitment] for one in named):
            continue
        # A name that was left unresolved has no IRI: it stands for itself alone.
        mechanisms = {one.by or one.statement: one.name for one in named}
        subject = name_of(graph, commitment)
        owner = ", ".join(sorted(name_of(graph, iri) for iri in owners[commitment]))
        ours = sorted(name for by, name in mechanisms.items() if by in uncited)
        reading = f" Who runs {in_words(ours)} is our reading: no paper is cited for it." if ours else ""
        yield Conflict(
            kind="own office only",
            subject=subject,
            overseer=", ".join(sorted(mechanisms.values())),
            owner=owner,
            links=(
                *(phrase("oversees", label, subject) for label in sorted(mechanisms.values())),
                *(phrase("owns", name_of(graph, iri), subject) for iri in sorted(owners[commitment])),
            ),
            basis="self-review threat: each mechanism is a routine of the owner's own office",
            date=day,
            meaning=f"All that the cells name for {subject} is run by the office of {owner}, who made the promise."
            + reading,
            evidence=tuple(sorted({e for one in named for e in one.evidence})),
            subject_iri=(commitment,),
            overseer_iri=tuple(sorted({one.by for one in named if one.by})),
            owner_iri=tuple(sorted(owners[commitment])),
        )


def _circles(graph: "nx.MultiDiGraph[str]", day: str) -> Iterator[Conflict]:
    import networkx as nx

    simple = oversight(graph)
    knots = [knot for knot in nx.strongly_connected_components(simple) if len(knot) > 1]
    for knot in sorted(knots, key=lambda knot: min(subject_key(graph, iri) for iri in knot)):
        ring = _ring(graph, simple, knot)
        way = describe(graph, simple, [*ring, ring[0]])
        used = {simple.edges[step]["links"][0].kind for step in zip(ring, ring[1:] + ring[:1], strict=True)}
        if used <= {"defers to", "part of"}:
            kind, told = "circular reference", "By pointers each takes its oversight from the one before"
            last = "so none is reached this way."
        else:
            formal = used <= {"holds to account", "reports into"}
            kind = f"circular {'accountability' if formal else 'oversight'}"
            told, last = "Each is over the next", "so nobody in it stands outside."
        more = len(knot) - len(ring)
        yield Conflict(
            kind=kind,
            subject=way.path[0],
            overseer=", ".join(way.path[1:-1]),
            owner="",
            links=way.links,
            basis="circle: a strongly connected part of the network",
            date=day,
            meaning=f"{told}, and the last over the first: {in_words(way.path[:-1])}; {last}"
            + (f" {more} more stand in circles with them." if more else ""),
            evidence=way.evidence,
            subject_iri=(ring[0],),
            overseer_iri=tuple(ring[1:]),
        )


def _ring(graph: "nx.MultiDiGraph[str]", simple: "nx.DiGraph[str]", knot: set[str]) -> list[str]:
    """Return a shortest circle through the first node of a knot, from above to below, that node first."""
    start = min(knot, key=lambda iri: subject_key(graph, iri))
    inside = simple.subgraph(knot)
    before = nearest(graph, inside, [start])
    last = next(iri for iri in before if start in inside.succ[iri])
    return trace(before, last)


def _law(store: Store, graph: "nx.MultiDiGraph[str]", day: str) -> Iterator[Conflict]:
    """Yield what the rule packs exclude and is there, and what they require and is not shown."""
    who: dict[str, dict[str, str]] = defaultdict(dict)
    # A post to which nothing is linked is no node, and just then its accountability is missing.
    for office, iri, name in ask(store, "offices"):
        if office and iri:
            who[office][iri] = name_of(graph, iri) if iri in graph else name or iri
    chairs = sources(graph, "chairs")
    forums = sources(graph, "holds to account")
    for _, kind, label, actor, actor_name, forum, forum_name, basis in ask(store, "legal_rules"):
        above, below = who[forum or ""], who[actor or ""]
        if kind == NS + "ForbiddenAccountability":
            governed = {*below, *(office for post in below.keys() & graph.nodes for office in offices(graph, post))}
            for source, target, edge in told(graph, "oversees", "holds to account"):
                if source in above and target in governed and not told_only(edge):
                    overseer, overseen = name_of(graph, source), name_of(graph, target)
                    yield Conflict(
                        kind="against the law",
                        subject=overseen,
                        overseer=overseer,
                        owner="",
                        links=(phrase(edge["kind"], overseer, overseen),),
                        basis=basis or "",
                        date=day,
                        meaning=f"{overseer} is said to scrutinise {overseen}. By law: {label}. Look at the passage "
                        "again, or at the arrangement.",
                        evidence=tuple(sorted(edge["evidence"])),
                        subject_iri=(target,),
                        overseer_iri=(source,),
                    )
            continue
        for iri, name in below.items():
            held = forums.get(iri, {})
            if above.keys() & held.keys() or any(above.keys() & chairs.get(body, {}).keys() for body in held):
                continue
            called = forum_name or "forum"
            yield Conflict(
                kind="required, not shown",
                subject=name,
                overseer=", ".join(above.values()) or called,
                owner="",
                links=(f"not in the data: {phrase('holds to account', called, name)}",),
                basis=basis or "",
                date=day,
                meaning=f"By law {name}, as {actor_name}, answers to the {called}; no loaded paper up to the date says "
                "so.",
                evidence=(),
                subject_iri=(iri,),
                overseer_iri=tuple(above),
            )
