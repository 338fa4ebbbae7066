"""Pairs of bodies that watch over the same subjects, or in which the same posts and people sit.

The words are those of GAO-15-49SP: *fragmentation* is more than one body in the same broad area, *overlap* is similar
goals or activities, *duplication* is the same activities for the same beneficiaries. A plan names who is to watch over
what; it does not say what each body does there. So an overlap is never called duplication here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from oversight_graph.errors import UsageError
from oversight_graph.model.columns import named
from oversight_graph.network.hierarchy import phrase
from oversight_graph.network.projection import name_of, network
from oversight_graph.network.reach import called
from oversight_graph.network.relations import Held, members, remits, subject_key
from oversight_graph.registers.states import UNKNOWN, states_at
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

if TYPE_CHECKING:
    import networkx as nx

RELATIONS = ("overlap", "shared members", "fragmentation")


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two bodies have in common at a date. Neither comes first: the relation has no direction.

    Attributes
    ----------
    a, b : str
        Names of the bodies.
    relation : str
        The strongest of `RELATIONS` that holds: at least one subject in common (``overlap``), only members
        (``shared members``), or only an objective of the plan (``fragmentation``).
    shared_subjects : tuple of str
        What both are named to oversee. An activity counts as its commitment.
    subjects_a, subjects_b : int
        How many subjects each is named to oversee.
    subjects_jaccard : float or None
        Shared subjects as part of all subjects of the two, from 0 (none) to 1 (the same); None if neither has any.
    shared_members : tuple of str
        Posts and people with a seat on both, chairs among them.
    members_jaccard : float or None
        Shared members as part of all posts and people known to sit on one of the two, from 0 to 1; None if none is.
    shared_organisations : tuple of str
        Organisations with a seat on both. Whom they send is not told, so they are no shared members.
    shared_objectives : tuple of str
        Objectives of the plan under which both have subjects.
    status_a, status_b : str
        State of each body at the date.
    links : tuple of str
        The relations on which this rests, in words, each in its own direction.
    date : str
    meaning : str
        What it says, in a sentence.
    evidence : tuple of str
    a_iri, b_iri : str
    shared_subjects_iri, shared_members_iri, shared_objectives_iri : tuple of str
        IRIs of what these lists name, in the same order.
    """

    a: str
    b: str
    relation: str
    shared_subjects: tuple[str, ...]
    subjects_a: int
    subjects_b: int
    subjects_jaccard: float | None
    shared_members: tuple[str, ...]
    members_jaccard: float | None
    shared_organisations: tuple[str, ...]
    shared_objectives: tuple[str, ...]
    status_a: str
    status_b: str
    links: tuple[str, ...]
    date: str
    meaning: str
    evidence: tuple[str, ...]
    a_iri: str = ""
    b_iri: str = ""
    shared_subjects_iri: tuple[str, ...] = ()
    shared_members_iri: tuple[str, ...] = ()
    shared_objectives_iri: tuple[str, ...] = ()


def overlaps(store: Store, day: str, *, body: str | None = None, fragmentation: bool = False) -> list[Overlap]:
    """Return the pairs of bodies that share subjects or members at a date.

    Parameters
    ----------
    day : str
        ISO date. Bodies that had ended by then do not count.
    body : str, optional
        IRI: only pairs in which this body stands.
    fragmentation : bool
        Also pairs that have no more in common than an objective of the plan.

    Returns
    -------
    list of Overlap
        Overlaps, then shared members, then fragmentation; in each, pairs with more in common first, then by name.

    Raises
    ------
    UsageError
        If `body` is no body, or had ended.

    Notes
    -----
    Unit: a pair of bodies. Jaccard's coefficient (Jaccard 1912): size of the intersection over size of the union; None
    where both sets are empty, for 0/0 says nothing. A body that shares nothing gives no row. What a plan tells outside
    its oversight cells is no remit. The effort grows with the number of pairs that share something.
    """
    if body:
        _check(store, day, body)
    graph = network(store, day, kinds=("oversees", "part of", "chairs", "member of"))
    remit, seats, senders = remits(graph), members(graph), members(graph, ("organisation",))
    areas = objectives(store)
    within: Held = {
        body: {area: evidence for subject, evidence in subjects.items() for area in areas.get(subject, ())}
        for body, subjects in remit.items()
    }
    pairs = _pairs(remit, body) | _pairs(seats, body) | (_pairs(within, body) if fragmentation else set())
    titles = {iri: name for those in areas.values() for iri, name in those.items()}
    rows = [_overlap(graph, a, b, remit, seats, senders, within, titles, day) for a, b in pairs]
    return sorted(
        rows,
        key=lambda row: (
            RELATIONS.index(row.relation),
            -len(row.shared_subjects),
            -len(row.shared_members),
            row.a,
            row.b,
        ),
    )


def _check(store: Store, day: str, body: str) -> None:
    if body not in {row[0] for row in ask(store, "body_levels")}:
        hint = "pairs are of bodies; `oversight bodies --all` lists them"
        raise UsageError(f"{called(store, body)} is no oversight body", hint=hint)
    if states_at(store, day).get(body, UNKNOWN).status == "ended":
        raise UsageError(f"{called(store, body)} had ended at {day}", hint="ask for an earlier date with --as-of")


def objectives(store: Store) -> dict[str, dict[str, str]]:
    """Return the objectives of each commitment and activity of a plan.

    Returns
    -------
    dict of str to dict of str to str
        Names of objectives by their IRIs, by the IRI of the row; rows without one are absent.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row, objective, name in ask(store, "row_objectives").of("row", "objective", "name"):
        if row and objective and name:
            found[row][objective] = name
    return dict(found)


def jaccard(a: Iterable[str], b: Iterable[str]) -> float | None:
    """Return the size of the intersection over that of the union, or None for two empty sets.

    Examples
    --------
    >>> jaccard("ab", "bc")
    0.3333
    >>> jaccard("", "") is None
    True
    """
    first, second = set(a), set(b)
    return round(len(first & second) / len(first | second), 4) if first or second else None


def _pairs(held: Held, body: str | None) -> set[tuple[str, str]]:
    """Return the pairs that hold something in common; each pair once, sorted."""
    holders: dict[str, list[str]] = defaultdict(list)
    for holder, things in held.items():
        for thing in things:
            holders[thing].append(holder)
    return {
        (min(a, b), max(a, b))
        for sharing in holders.values()
        if body is None or body in sharing
        for a, b in combinations(sharing, 2)
        if body is None or body in (a, b)
    }


def _overlap(
    graph: "nx.MultiDiGraph[str]",
    a: str,
    b: str,
    remit: Held,
    seats: Held,
    senders: Held,
    within: Held,
    titles: Mapping[str, str],
    day: str,
) -> Overlap:
    # By name, so that the answer does not hang on how the IRIs happen to be spelled.
    a, b = sorted((a, b), key=lambda iri: (name_of(graph, iri), iri))
    names = [name_of(graph, each) for each in (a, b)]
    subjects, sitting, sending, areas = (
        [held.get(each, {}) for each in (a, b)] for held in (remit, seats, senders, within)
    )
    shared = sorted(subjects[0].keys() & subjects[1].keys(), key=lambda iri: subject_key(graph, iri))
    both = sorted(sitting[0].keys() & sitting[1].keys(), key=lambda iri: (name_of(graph, iri), iri))
    common = sorted(areas[0].keys() & areas[1].keys(), key=lambda iri: (titles[iri], iri))
    links = [phrase("oversees", name, name_of(graph, iri)) for iri in shared for name in names]
    links += [f"{name_of(graph, iri)} sits on {name}" for iri in both for name in names]
    cited = [subjects[i][iri] for iri in shared for i in (0, 1)] + [sitting[i][iri] for iri in both for i in (0, 1)]
    if not cited:
        links = [f"{name} oversees subjects under {titles[area]}" for area in common for name in names]
        cited = [areas[i][area] for area in common for i in (0, 1)]
    return Overlap(
        a=names[0],
        b=names[1],
        relation=RELATIONS[0 if shared else 1 if both else 2],
        **named(
            shared_subjects=((name_of(graph, iri), iri) for iri in shared),
            shared_members=((name_of(graph, iri), iri) for iri in both),
            shared_objectives=((titles[iri], iri) for iri in common),
        ),
        subjects_a=len(subjects[0]),
        subjects_b=len(subjects[1]),
        subjects_jaccard=jaccard(*subjects),
        members_jaccard=jaccard(*sitting),
        shared_organisations=tuple(sorted(name_of(graph, iri) for iri in sending[0].keys() & sending[1].keys())),
        status_a=graph.nodes[a]["status"],
        status_b=graph.nodes[b]["status"],
        links=tuple(links),
        date=day,
        meaning=_meaning(len(shared), len(both), len(common)),
        evidence=tuple(sorted(set().union(*cited))),
        a_iri=a,
        b_iri=b,
    )


def _meaning(shared: int, both: int, common: int) -> str:
    seats = "1 post or person sits on both" if both == 1 else f"{both} posts or people sit on both"
    if shared:
        subjects = "1 subject" if shared == 1 else f"{shared} subjects"
        return (
            f"Both are named for {subjects}: an overlap (GAO-15-49SP), which may be meant. Whether they do the same "
            f"work there is not shown. {seats if both else 'No post or person is shown to sit on both'}."
        )
    if both:
        return f"No subject in common is shown; {seats}, so what one body learns the other can know."
    return (
        f"Both have subjects under {'one objective' if common == 1 else f'{common} objectives'} of the plan and share "
        "none: fragmentation (GAO-15-49SP), more than one body in a broad area."
    )
