"""Conflicts in oversight: self-review, cycles, oversight by the own office alone, and what differs from legal rules.

The law is that of a rule pack in ``ontology/law``. It is applied only to posts and bodies of which the data says that
they are an office of the pack (``ovs:office``); other data gets no such rows.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight_graph.model.vocabulary import NS
from oversight_graph.network.hierarchy import describe, in_words, informs_only, nearest, oversight, phrase, trace
from oversight_graph.network.projection import name_of, network
from oversight_graph.network.relations import directed_edges, offices, parents, same_person, sources, subject_key
from oversight_graph.registers.covers import Covers
from oversight_graph.registers.seats import shown_before
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
        Body or mechanism that oversees it; of a cycle, its members.
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
        IRIs of the subject, and of what oversees it or of the members of a cycle; several where names are joined.
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
    """Return where oversight is not independent at a date, runs in a cycle, or is not as the law has it.

    Parameters
    ----------
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
    offices; one body, or one name left unresolved, and there is no row. *Cycles* are strongly connected components of
    more than one node (Tarjan 1972), of which one shortest cycle is given, over the links of
    `network.hierarchy.OVERSIGHT`. A relation of a thing to itself is no link of the network. A graph without any of
    this gives an empty list.
    """
    graph = network(store, day)
    found = [
        *_self_review(store, graph, day),
        *_own_office(store, graph, day),
        *_cycles(graph, day),
        *_law(store, graph, day),
    ]
    return sorted(found, key=lambda row: KINDS.index(row.kind))


def _self_review(store: Store, graph: "nx.MultiDiGraph[str]", day: str) -> Iterator[Conflict]:
    chairs, owners, before = sources(graph, "chairs"), sources(graph, "owns"), shown_before(store, day)
    found: dict[tuple[str, str, str, str, str], set[str]] = defaultdict(set)
    for body, subject, edge in directed_edges(graph, "oversees", "holds to account", "asked for by"):
        for chair, chairing in chairs.get(body, {}).items():
            if same_person(graph, chair, subject):
                found[body, subject, chair, subject, edge["kind"]] |= {*edge["evidence"], *chairing}
            for thing in {subject, *parents(graph, subject)}:
                for owner, owning in owners.get(thing, {}).items():
                    if same_person(graph, chair, owner) or owner in offices(graph, chair):
                        found[body, thing, chair, owner, edge["kind"]] |= {*edge["evidence"], *chairing, *owning}
    for key, evidence in sorted(found.items(), key=lambda f: (subject_key(graph, f[0][1]), f[0])):
        body, subject, chair, owner, kind = key
        in_chair = {
            iri: name_of(graph, iri) + (f" (last shown {shown})" if (shown := before.get((body, iri, True))) else "")
            for iri in chairs[body]
        }
        names = {iri: name_of(graph, iri) for iri in (body, subject, owner)}
        stated = names[subject] if kind != "asked for by" else f"“{names[subject].rstrip('.')}”"
        ends = (subject, body) if kind == "asked for by" else (body, subject)
        links = [phrase("chairs", in_chair[chair], names[body]), phrase(kind, *(names[iri] for iri in ends))]
        if owner == subject:
            stake = "who is the one overseen"
        elif same_person(graph, chair, owner):
            stake = f"who is to answer for {stated}"
            links.append(phrase("owns", names[owner], names[subject]))
        else:
            stake = f"who belongs to {names[owner]}, which is to answer for {stated}"
            links += [phrase("post in", name_of(graph, chair), names[owner])]
            links += [phrase("owns", names[owner], names[subject])]
        others = sorted(name for iri, name in in_chair.items() if iri != chair)
        chair_too = "chairs too." if len(others) == 1 else "chair too."
        beside = f"{' and '.join(others)} {chair_too}" if others else "no other chair is shown."
        yield Conflict(
            kind="self-review",
            subject=names[subject],
            overseer=names[body],
            owner=names[owner],
            links=tuple(links),
            basis="self-review threat: the chair has a stake in what the body looks at",
            date=day,
            meaning=f"{names[body]} is chaired by {in_chair[chair]}, {stake}; {beside}",
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
        if not named or any(mechanism.statement not in own[commitment] for mechanism in named):
            continue
        # A name that was left unresolved has no IRI: it stands for itself alone.
        mechanisms = {mechanism.by or mechanism.statement: mechanism.name for mechanism in named}
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
            evidence=tuple(sorted({e for mechanism in named for e in mechanism.evidence})),
            subject_iri=(commitment,),
            overseer_iri=tuple(sorted({mechanism.by for mechanism in named if mechanism.by})),
            owner_iri=tuple(sorted(owners[commitment])),
        )


def _cycles(graph: "nx.MultiDiGraph[str]", day: str) -> Iterator[Conflict]:
    import networkx as nx

    simple = oversight(graph)
    components = [component for component in nx.strongly_connected_components(simple) if len(component) > 1]
    for component in sorted(components, key=lambda component: min(subject_key(graph, iri) for iri in component)):
        cycle = _shortest_cycle(graph, simple, component)
        facts = describe(graph, simple, [*cycle, cycle[0]])
        used = {simple.edges[step]["links"][0].kind for step in zip(cycle, cycle[1:] + cycle[:1], strict=True)}
        if used <= {"defers to", "part of"}:
            kind, sentence = "circular reference", "By pointers each takes its oversight from the one before"
            last = "so none is reached this way."
        else:
            formal = used <= {"holds to account", "reports into"}
            kind = f"circular {'accountability' if formal else 'oversight'}"
            sentence, last = "Each is over the next", "so nobody in it stands outside."
        more = len(component) - len(cycle)
        yield Conflict(
            kind=kind,
            subject=facts.path[0],
            overseer=", ".join(facts.path[1:-1]),
            owner="",
            links=facts.links,
            basis="cycle: a strongly connected component of the network",
            date=day,
            meaning=f"{sentence}, and the last over the first: {in_words(facts.path[:-1])}; {last}"
            + (f" {more} more stand in cycles with them." if more else ""),
            evidence=facts.evidence,
            subject_iri=(cycle[0],),
            overseer_iri=tuple(cycle[1:]),
        )


def _shortest_cycle(graph: "nx.MultiDiGraph[str]", simple: "nx.DiGraph[str]", component: set[str]) -> list[str]:
    """Return a shortest cycle through the first node of a component, from above to below, that node first."""
    start = min(component, key=lambda iri: subject_key(graph, iri))
    inside = simple.subgraph(component)
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
            for source, target, edge in directed_edges(graph, "oversees", "holds to account"):
                if source in above and target in governed and not informs_only(edge):
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
