"""What stands on the map: things with their places in the plan, the relations between them, and the facts of each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from oversight_graph.ask.explain import Fact, explain
from oversight_graph.model.references import ref_key
from oversight_graph.registers.plans.editions import parents_of
from oversight_graph.registers.summary import objective_names
from oversight_graph.store.views import ask

if TYPE_CHECKING:
    import networkx as nx

    from oversight_graph.evidence.papers import Document
    from oversight_graph.registers.coverage import Coverage
    from oversight_graph.store.store import Store

# Relations that only say how an address is built, or that a row of the plan is a part of another.
_STRUCTURE = ("post in", "part of")
_ALONE = ("person", "organisation", "post")  # shown even if nothing is linked with them
# Names by which things are searched for, beside the one that is shown.
_OTHER_NAMES = ("altLabel", "hiddenLabel", "notation", "InOtherLanguage")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is shown, or told of in the panel.

    Attributes
    ----------
    kind : str
        Its kind of node in the network, or ``group`` for what stands for several things.
    ref : str or None
        Reference or acronym.
    names : tuple of str
        Other names.
    objective : str or None
        Of a commitment: the objective, or the group, under which it stands.
    part, cell : str
        Of a commitment: part of the plan, and what its own oversight cell holds.
    owners, processes : tuple of str
        Of a commitment: names of who owns it, and of the processes named for it.
    activities : tuple of (str, str, str)
        Of a commitment: reference, title and IRI.
    members : tuple of str
        Of an objective or a group: what it stands for.
    page : str or None
        Of an objective or a group: the page that it opens.
    since : str
        Date of the oldest paper that tells of it; empty where none is cited. At earlier dates it is not shown.
    """

    kind: str
    label: str
    ref: str | None = None
    names: tuple[str, ...] = ()
    objective: str | None = None
    part: str = ""
    cell: str = ""
    owners: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    activities: tuple[tuple[str, str, str], ...] = ()
    members: tuple[str, ...] = ()
    page: str | None = None
    since: str = ""

    @property
    def shown(self) -> str:
        """How the thing is written: a commitment or an objective with its reference, anything else by name."""
        numbered = self.ref and self.kind in ("commitment", "objective")
        return f"{self.ref} {self.label}" if numbered else self.label


class Relation(NamedTuple):
    """A relation between two things, with the time in which it is known to hold and its citations.

    ``since`` is the day from which it is in force and told of, which may be empty; ``until`` its end, if known. The
    certainty is a code of the list ``certainty``. ``in_cell`` is false for what a plan tells in another
    column than that for oversight: it does not count for a grade.
    """

    source: str
    target: str
    kind: str
    stated: bool
    since: str
    until: str | None
    certainty: str
    in_cell: bool
    evidence: tuple[str, ...]


def things_of(
    store: "Store", net: "nx.MultiDiGraph[str]", rows: "Iterable[Coverage]", activities: "Iterable[Coverage]"
) -> dict[str, Thing]:
    """Return the things of the map, keyed by IRI: commitments in the order of the plan, the rest by kind and name.

    Parameters
    ----------
    net : networkx.MultiDiGraph
        The network of all dates.
    rows, activities : iterable of Coverage
        The commitments and activities of all plans. Activities stand in the panel of their commitment.
    """
    names: dict[str, set[str]] = defaultdict(set)
    for named, name, prop, _ in ask(store, "names"):
        if named and name and prop and prop.endswith(_OTHER_NAMES):
            names[named].add(name)
    things: dict[str, Thing] = {}
    of_plan = _plan(store, net, rows, activities)
    folded = {iri for thing in of_plan.values() for _, _, iri in thing.activities}
    for iri, thing in of_plan.items():
        others = {*names[iri], *(ref for ref, _, _ in thing.activities if ref)}
        things[iri] = replace(thing, names=tuple(sorted(others - {thing.label, thing.ref})))
    rest = {
        iri: Thing(data["kind"], str(data["label"]), data["ref"])
        for iri, data in net.nodes(data=True)
        if iri not in things and iri not in folded
    }
    # The network leaves out that with which nothing is linked; here each body and each person is shown, and where there
    # is no plan each post and organisation.
    acronyms = {named: name for named, name, prop, _ in ask(store, "names") if prop and prop.endswith("notation")}
    for body, name in ask(store, "bodies").of("body", "name"):
        if body and body not in things:
            rest.setdefault(body, Thing("body", name or body, acronyms.get(body)))
    alone = _ALONE[:1] if of_plan else _ALONE
    for node, kind, name in ask(store, "network_nodes").of("node", "kind", "name"):
        if node and kind and kind in alone and name and node not in things:
            rest.setdefault(node, Thing(kind, name))
    for iri, other in sorted(rest.items(), key=lambda each: (each[1].kind, each[1].label.casefold(), each[0])):
        things[iri] = replace(other, names=tuple(sorted(names[iri] - {other.label})))
    return things


def _plan(
    store: "Store", net: "nx.MultiDiGraph[str]", rows: "Iterable[Coverage]", activities: "Iterable[Coverage]"
) -> dict[str, Thing]:
    """Return the objectives and the commitments."""
    parents = parents_of(store)
    below: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for activity in activities:
        for parent in parents.get(activity.iri, ()):
            below[parent].append((activity.ref, activity.title, activity.iri))
    objectives: dict[str, tuple[str, str]] = {}
    belongs: dict[str, str] = {}
    for iri, ref, name, commitment in ask(store, "objectives"):
        if iri and commitment:
            objectives.setdefault(iri, (ref or "", name or "objective without a name"))
            belongs.setdefault(commitment, iri)
    things = {}
    members: dict[str, list[str]] = defaultdict(list)
    firsts: dict[str, Coverage] = {}
    for row in rows:
        firsts.setdefault(row.objective_iri, row)
        owners = {str(net.nodes[s]["label"]) for s, _, d in net.in_edges(row.iri, data=True) if d["kind"] == "owns"}
        objective = belongs.get(row.iri)
        if objective:
            members[objective].append(row.iri)
        things[row.iri] = Thing(
            kind="commitment",
            label=row.title,
            ref=row.ref or None,
            objective=objective,
            part=row.part,
            cell=row.cell,
            owners=tuple(sorted(owners)),
            processes=row.processes,
            activities=tuple(below[row.iri]),
        )
    names = objective_names(firsts)
    ordered = sorted(objectives, key=lambda iri: (ref_key(objectives[iri][0]), objectives[iri], iri))
    heads = {
        iri: Thing("objective", names.get(iri) or name, ref or None, members=tuple(members[iri]))
        for iri in ordered
        for ref, name in [objectives[iri]]
        if members[iri]
    }
    return {**heads, **things}


def relations_of(
    net: "nx.MultiDiGraph[str]", things: dict[str, Thing], papers: "dict[str, Document]"
) -> tuple[Relation, ...]:
    """Return the relations between things; what is said of an activity is shown, as inferred, at its commitment.

    Parameters
    ----------
    net : networkx.MultiDiGraph
        The network of all dates.
    papers : dict of str to Document
        They date what is told.
    """
    commitment: dict[str, str] = {}
    for above, thing in things.items():
        for _, _, iri in thing.activities:
            commitment.setdefault(iri, above)
    found: dict[tuple[str, str, str, str, str | None], Relation] = {}
    for source, target, data in net.edges(data=True):
        if data["kind"] in _STRUCTURE:
            continue
        s, t = commitment.get(source, source), commitment.get(target, target)
        if s == t or s not in things or t not in things:
            continue
        printed = [papers[e.partition("#")[0]].day if e.partition("#")[0] in papers else "" for e in data["evidence"]]
        since = max(data["since"] or "", min(printed, default=""))
        own = (s, t) == (source, target)
        key = (s, t, data["kind"], since, data["until"])
        old = found.get(key)
        found[key] = Relation(
            s,
            t,
            data["kind"],
            (data["stated"] and own) or bool(old and old.stated),
            since,
            data["until"],
            data["certainty"],
            data["in_cell"] or bool(old and old.in_cell),
            tuple(sorted({*data["evidence"], *(old.evidence if old else ())})),
        )
    return tuple(sorted(found.values(), key=lambda each: (each[:3], each.since, each.until or "")))


# What these facts say stands in the heading, in the sentences below it, or in the relations.
_QUIET = {
    "type", "pref label", "label", "alt label", "hidden label", "notation", "is part of", "objective", "part",
    "committed by", "oversight cell", "oversight", "post in", "line", "covered by maker", "title",
}  # fmt: skip
_WORDS = {"as stated": "as printed", "editorial note": "note"}


class FactGroup(NamedTuple):
    """Facts that are told together.

    Attributes
    ----------
    name : str
        The relation in words.
    values : tuple of (str, str)
        Each with the part of the statement that it is, which may be empty.
    """

    name: str
    values: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]


def facts_of(store: "Store", things: Iterable[str]) -> tuple[dict[str, tuple[FactGroup, ...]], dict[str, set[str]]]:
    """Return what papers state of things, and all citations of what is stated with them, both keyed by IRI.

    What other things say of one is told by the relations, and what rules infer by the grades.

    Parameters
    ----------
    things : iterable of str
        IRIs.
    """
    facts, cited = {}, {}
    for iri in things:
        stated = [fact for fact in explain(store, iri) if fact.stated]
        facts[iri] = _grouped(fact for fact in stated if not fact.fact.startswith("←"))
        cited[iri] = {e for fact in stated for e in fact.evidence}
    return facts, cited


def _grouped(facts: "Iterable[Fact]") -> tuple[FactGroup, ...]:
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[str, str]]] = {}
    for fact in facts:
        name, _, part = fact.fact.partition(": ")
        if name in _QUIET or part.endswith("type"):
            continue
        values = groups.setdefault((_WORDS.get(name, name), fact.evidence), [])
        entry = (": ".join(_WORDS.get(word, word) for word in part.split(": ")), fact.value)
        if entry not in values:
            values.append(entry)
    return tuple(FactGroup(name, tuple(values), evidence) for (name, evidence), values in groups.items())
