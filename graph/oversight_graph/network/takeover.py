"""Which remaining bodies could take over what a board leaves behind: a suggestion, by the remits that they have."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from oversight_graph.model.closure import reachable
from oversight_graph.model.vocabulary import CONCEPT
from oversight_graph.network.hierarchy import phrase
from oversight_graph.network.overlap import objectives
from oversight_graph.network.projection import name_of
from oversight_graph.network.relations import remits, subject_key
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

if TYPE_CHECKING:
    import networkx as nx

_FOR_A_TIME = CONCEPT + "constitution/time-limited"
# How near a remit is to a commitment, the nearest first.
BASES = (
    "its meetings dealt with them, or another column of their rows tells of it",
    "it oversees others under their objective together with a body that ends",
    "it oversees others under their objective",
    "it oversees something else together with a body that ends",
)
# Up to so many bodies all sets are tried; above it one is found step by step.
EXACT = 16


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A body that could take over commitments, or commitments for which none was found.

    Attributes
    ----------
    body : str or None
        IRI; None if no remaining body has a remit near the commitments.
    rows : tuple of str
        IRIs of the commitments.
    bases : tuple of str
        How near its remit is, of `BASES`.
    links : tuple of str
        The relations on which that rests, in words.
    exact : bool
        Whether all sets of bodies were tried, so that no smaller one exists.
    size : int
        How many bodies the set has.
    """

    body: str | None
    rows: tuple[str, ...]
    bases: tuple[str, ...]
    links: tuple[str, ...]
    evidence: tuple[str, ...]
    exact: bool
    size: int


class _Near(NamedTuple):
    body: str
    basis: int
    link: str
    evidence: frozenset[str]


def suggest(
    store: Store,
    before: "nx.MultiDiGraph[str]",
    after: "nx.MultiDiGraph[str]",
    uncovered: Mapping[str, set[str]],
    index: "RemitIndex | None" = None,
) -> list[Suggestion]:
    """Return a smallest set of remaining live bodies whose remits are near what is left uncovered.

    Parameters
    ----------
    before, after : networkx.MultiDiGraph
        Projections before and after the change.
    uncovered : mapping of str to set of str
        Commitments that lose their last live body, each with the bodies that end.
    index : RemitIndex, optional
        Of the projection before, from whoever asks more than once.

    Returns
    -------
    list of Suggestion
        By name of the body, then what nobody could take over; nothing if nothing is uncovered. A row that leaves its
        oversight to another uncovered one follows it and is not listed.

    Notes
    -----
    For each commitment, the bodies of the first of `BASES` that any live body meets, without those that the register
    calls time-limited. A smallest set of them is a
    minimum set cover: all sets are tried for up to `EXACT` bodies; above that the greedy one, which is at most
    1 + ln n times as large (Chvátal 1979). Of sets that do equally well, one with more such links.
    """
    near = _Nearness(index or RemitIndex(store, before), after)
    rows = [row for row in uncovered if not near.follows(row, uncovered)]
    rows.sort(key=lambda row: subject_key(before, row))
    offers: dict[str, dict[str, list[_Near]]] = defaultdict(dict)
    for row in rows:
        for found in near.bodies(row, uncovered[row]):
            offers[found.body].setdefault(row, []).append(found)
    weight = {body: sum(map(len, taken.values())) for body, taken in offers.items()}
    order = sorted(offers, key=lambda body: (-weight[body], name_of(after, body), body))
    chosen, exact = cover({body: set(offers[body]) for body in order})
    suggestions = []
    for body in sorted(chosen, key=lambda body: (name_of(after, body), body)):
        why = [found for taken in offers[body].values() for found in taken]
        suggestions.append(
            Suggestion(
                body=body,
                rows=tuple(offers[body]),
                bases=tuple(BASES[basis] for basis in sorted({found.basis for found in why})),
                links=tuple(dict.fromkeys(found.link for found in why)),
                evidence=tuple(sorted({e for found in why for e in found.evidence})),
                exact=exact,
                size=len(chosen),
            )
        )
    left = tuple(row for row in rows if not any(row in taken for taken in offers.values()))
    return [*suggestions, Suggestion(None, left, (), (), (), exact, 0)] if left else suggestions


class RemitIndex:
    """Who oversees what, and what stands under the same objective, in a projection."""

    def __init__(self, store: Store, before: "nx.MultiDiGraph[str]") -> None:
        self.graph, self.areas, self.remit = before, objectives(store), remits(before)
        # What is itself there only for a time is no place for a lasting promise.
        self.passing = {body for body, footing in ask(store, "body_constitutions") if footing == _FOR_A_TIME}
        self.overseers: dict[str, list[str]] = defaultdict(list)
        self.under: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for body in sorted(self.remit.keys() - self.passing):
            for subject in sorted(self.remit[body]):
                self.overseers[subject].append(body)
                for area in self.areas.get(subject, ()):
                    self.under[area].append((body, subject))


class _Nearness:
    """Which live bodies are near a commitment after a change; time-limited ones are left out."""

    def __init__(self, index: RemitIndex, after: "nx.MultiDiGraph[str]") -> None:
        self.index, self.graph, self.areas, self.remit = index, index.graph, index.areas, index.remit
        self.after = after.nodes

    def _live(self, body: str) -> bool:
        return body in self.after and bool(self.after[body]["live"]) and body not in self.index.passing

    def follows(self, row: str, uncovered: Mapping[str, set[str]]) -> bool:
        """Return whether a row leaves its oversight to another one that is uncovered."""
        return bool((reachable([row], self._leaves_to).keys() - {row}) & uncovered.keys())

    def _leaves_to(self, row: str) -> Iterator[str]:
        edges = self.graph.out_edges(row, data=True)
        return (target for _, target, edge in edges if edge["kind"] in ("defers to", "part of"))

    def bodies(self, row: str, ended: set[str]) -> list[_Near]:
        """Return the live bodies of the first basis that any meets."""
        for successors in (self._touched(row), self._shared(row, ended, here=True), self._under(row)):
            if found := list(successors):
                return found
        return list(self._shared(row, ended, here=False))

    def _touched(self, row: str) -> Iterator[_Near]:
        graph = self.graph
        steps = [step for step, _, edge in graph.in_edges(row, data=True) if edge["kind"] == "part of"]
        for each in (row, *sorted(steps)):
            for _, body, edge in graph.out_edges(each, data=True):
                if edge["kind"] == "scrutinised in" and self._live(body):
                    link = f"{name_of(graph, body)} dealt with {name_of(graph, each)}"
                    yield _Near(body, 0, link, frozenset(edge["evidence"]))
            for body, _, edge in graph.in_edges(each, data=True):
                if edge["kind"] == "oversees" and not edge["in_cell"] and self._live(body):
                    link = f"another column of {name_of(graph, each)} tells of {name_of(graph, body)}"
                    yield _Near(body, 0, link, frozenset(edge["evidence"]))

    def _shared(self, row: str, ended: set[str], *, here: bool) -> Iterator[_Near]:
        for gone in sorted(ended):
            for subject in sorted(self.remit.get(gone, ())):
                if not here or self.areas.get(subject, {}).keys() & self.areas.get(row, {}).keys():
                    for body in filter(self._live, self.index.overseers.get(subject, ())):
                        yield self._link(body, subject, 1 if here else 3)

    def _under(self, row: str) -> Iterator[_Near]:
        areas = self.areas.get(row, {})
        for area in sorted(areas, key=lambda iri: (areas[iri], iri)):
            for body, subject in self.index.under.get(area, ()):
                if self._live(body):
                    yield self._link(body, subject, 2)

    def _link(self, body: str, subject: str, basis: int) -> _Near:
        link = phrase("oversees", name_of(self.graph, body), name_of(self.graph, subject))
        return _Near(body, basis, link, frozenset(self.remit[body][subject]))


def cover(offers: Mapping[str, set[str]]) -> tuple[list[str], bool]:
    """Return a smallest choice of keys whose sets together hold all that any holds.

    Parameters
    ----------
    offers : mapping of str to set of str
        What each can take. Of equal choices the one earlier in the mapping is taken.

    Returns
    -------
    tuple of (list of str, bool)
        The keys in the order of the mapping, and whether no smaller choice exists for certain.

    Examples
    --------
    >>> cover({"a": {"1", "2"}, "b": {"2", "3"}, "c": {"3"}})
    (['a', 'b'], True)
    >>> cover({})
    ([], True)
    """
    # A key whose set lies within that of another is never needed.
    useful = {
        key: things
        for place, (key, things) in enumerate(offers.items())
        if things
        and not any(
            things < other or (things == other and at < place)
            for at, other in enumerate(offers.values())
            if at != place
        )
    }
    wanted = set().union(*useful.values())
    greedy: list[str] = []
    left = set(wanted)
    while left:
        best = max(useful, key=lambda key: len(useful[key] & left))
        greedy.append(best)
        left -= useful[best]
    if len(useful) <= EXACT:
        for size in range(len(greedy)):
            for choice in combinations(useful, size):
                if set().union(*(useful[key] for key in choice)) == wanted:
                    return list(choice), True
    return [key for key in useful if key in greedy], len(useful) <= EXACT or len(greedy) <= 1
