"""The effects of ended or merged bodies, one thing at a time: grades, actions, chains, bodies without an overseer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight_graph.network.centrality import apexes
from oversight_graph.network.hierarchy import describe, in_words, nearest, oversight, phrase, trace
from oversight_graph.network.projection import BODIES, name_of
from oversight_graph.network.relations import directed_edges, subject_key
from oversight_graph.registers.actions import Action
from oversight_graph.registers.coverage import Coverage

if TYPE_CHECKING:
    import networkx as nx

    from oversight_graph.network.takeover import Suggestion

EFFECTS = (
    "assumed",
    "grade drops",
    "grade rises",
    "loses its forum",
    "chain cut",
    "orphaned",
    "could take over",
    "nobody found",
)


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that would change.

    Attributes
    ----------
    effect : str
        One of `EFFECTS`: first what is assumed, then what follows.
    thing : str
        What changes; of a suggestion, the body.
    kind : str
        Kind of the thing: ``body``, ``commitment``, ``activity``, ``action``, ...
    before, after : str
        State or grade before and after.
    date : str
    meaning : str
        What it says, in a sentence.
    bodies : tuple of str
        The bodies through which it changes.
    subjects : tuple of str
        Of a suggestion, what the body could take over.
    links : tuple of str
        The relations that fall away, or on which a suggestion rests, in words, each in its own direction.
    evidence : tuple of str
        Citations of what held before.
    iri : str
    """

    effect: str
    thing: str
    kind: str
    before: str
    after: str
    date: str
    meaning: str
    bodies: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    iri: str = ""

    @property
    def lowers_a_commitment(self) -> bool:
        """Whether the grade of a commitment drops."""
        return self.effect == "grade drops" and self.kind == "commitment"


def grade_changes(before: Coverage, after: Coverage, gone: set[str], kind: str, day: str) -> Effect:
    """Return what becomes of a grade; what goes are IRIs of bodies."""
    lost = tuple(sorted(name for iri, name in before.covering.items() if iri in gone))
    thing = f"{before.ref} {before.title}".strip()
    if after.grade < before.grade:
        left = f"left is {in_words(after.live)}" if after.live else "no body that was meeting is left"
        without = f"Without {in_words(lost)} it" if lost else "It"
        meaning = f"{without} falls from grade {before.grade} to {after.grade}; {left}."
    else:
        through = f", through {in_words(after.live)}" if after.live else ""
        meaning = f"It goes up from grade {before.grade} to {after.grade}{through}."
    return Effect(
        effect="grade drops" if after.grade < before.grade else "grade rises",
        thing=thing,
        kind=kind,
        before=f"{before.grade} {before.called}",
        after=f"{after.grade} {after.called}",
        date=day,
        meaning=meaning,
        bodies=lost,
        links=tuple(phrase("oversees", name, thing) for name in lost),
        evidence=before.evidence,
        iri=before.iri,
    )


def actions_without_forum(
    actions: Iterable[Action], before: "nx.MultiDiGraph[str]", after: "nx.MultiDiGraph[str]", day: str
) -> list[Effect]:
    """Return the actions not yet answered or discharged whose last live asking body goes."""
    asked, still = _askers(before), _askers(after)
    return [
        Effect(
            effect="loses its forum",
            thing=action.text,
            kind="action",
            before=f"{action.status}, asked for by {', '.join(name_of(before, body) for body in asked[action.iri])}",
            after=f"{action.status}, no live body that asked for it",
            date=day,
            meaning="No body that asked for it would be left to ask "
            + (
                f"{', '.join(action.owner)} what became of it."
                if action.owner
                else "what became of it; who is to do it is not said."
            ),
            bodies=tuple(name_of(before, body) for body in asked[action.iri]),
            links=tuple(phrase("asked for by", action.text, name_of(before, body)) for body in asked[action.iri]),
            evidence=action.evidence,
            iri=action.iri,
        )
        for action in actions
        if not action.settled and action.iri in asked and action.iri not in still
    ]


def _askers(graph: "nx.MultiDiGraph[str]") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for body, action, _ in directed_edges(graph, "asked for by"):
        if graph.nodes[body]["live"]:
            found.setdefault(action, []).append(body)
    return found


def cut_off(before: "nx.MultiDiGraph[str]", after: "nx.MultiDiGraph[str]", day: str) -> list[Effect]:
    """Return what the public (else the panel) was over and is not any more; activities go with their commitments."""
    tops, simple = apexes(before), oversight(before)
    reached = nearest(before, simple, tops)
    still = nearest(after, oversight(after), [iri for iri in tops if iri in after])
    rows = []
    for iri in sorted((reached.keys() & after.nodes) - still.keys(), key=lambda iri: subject_key(before, iri)):
        if before.nodes[iri]["kind"] == "activity":
            continue
        nodes = trace(reached, iri)
        facts = describe(before, simple, nodes)
        rows.append(
            Effect(
                effect="chain cut",
                thing=facts.path[-1],
                kind=before.nodes[iri]["kind"],
                before=f"under {in_words(facts.path[-2::-1])}",
                after=f"no path shown to {facts.path[0]}",
                date=day,
                meaning=f"No line of oversight that the papers show would lead from it up to {facts.path[0]} any more. "
                "Who is to answer for it does not change.",
                bodies=tuple(name for name, node in zip(facts.path, nodes, strict=True) if node not in after),
                links=facts.links,
                evidence=facts.evidence,
                iri=iri,
            )
        )
    return rows


def orphaned(before: "nx.MultiDiGraph[str]", after: "nx.MultiDiGraph[str]", day: str) -> list[Effect]:
    """Return the bodies that had a body above them and have none any more."""
    above, left = _bodies_above(before), _bodies_above(after)
    rows = []
    for iri in sorted((above.keys() & after.nodes) - left.keys(), key=lambda iri: name_of(before, iri)):
        names = tuple(dict.fromkeys(name_of(before, body) for body, _, _ in above[iri]))
        rows.append(
            Effect(
                effect="orphaned",
                thing=name_of(before, iri),
                kind="body",
                before=f"under {', '.join(names)}",
                after="no body shown above it",
                date=day,
                meaning="It would have no body left that oversees it, or that it reports into or answers to.",
                bodies=names,
                links=tuple(link for _, link, _ in above[iri]),
                evidence=tuple(sorted({e for _, _, evidence in above[iri] for e in evidence})),
                iri=iri,
            )
        )
    return rows


def _bodies_above(graph: "nx.MultiDiGraph[str]") -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
    found: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
    for above, below, edge in directed_edges(graph, "oversees", "reports into", "holds to account"):
        if graph.nodes[above]["kind"] in BODIES and graph.nodes[below]["kind"] in BODIES:
            ends = (below, above) if edge["kind"] == "reports into" else (above, below)
            source, target = (name_of(graph, iri) for iri in ends)
            link = phrase(edge["kind"], source, target, modes=edge.get("modes", ()))
            found.setdefault(below, []).append((above, link, edge["evidence"]))
    return found


def as_effect(found: "Suggestion", graph: "nx.MultiDiGraph[str]", day: str) -> Effect:
    """Return a suggestion in words."""
    subjects = tuple(name_of(graph, row) for row in found.rows)
    if found.body is None:
        return Effect(
            effect="nobody found",
            thing=", ".join(subjects),
            kind="commitment",
            before="",
            after="",
            date=day,
            meaning="No remaining live and lasting body has a remit near them: none dealt with them, oversees others "
            "under their objective, or shares a subject with a body that ends.",
            subjects=subjects,
        )
    size = "It alone would do" if found.size == 1 else f"It is one of {found.size} that together would do"
    how = "no fewer would, though others may as well" if found.exact else "found step by step, so that fewer may do"
    return Effect(
        effect="could take over",
        thing=name_of(graph, found.body),
        kind="body",
        before="",
        after="",
        date=day,
        meaning=f"A suggestion by the remits as they stand: {'; '.join(found.bases)}. {size}; {how}. "
        "Whether powers, members and workload fit is for those who decide.",
        subjects=subjects,
        links=found.links,
        evidence=found.evidence,
        iri=found.body,
    )
