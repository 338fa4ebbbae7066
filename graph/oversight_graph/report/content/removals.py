"""What would follow if each body in turn had ended: as `change.whatif` says, with the work that they share done once.

A report asks this of every body, and a plan may name hundreds. The reading before the change is the same for all of
them, and most bodies have no hand in most of it; so the parts of the answer are worked out only where the body has one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from oversight_graph.change.effects import (
    EFFECTS,
    Effect,
    actions_without_forum,
    as_effect,
    cut_off,
    grade_changes,
    orphaned,
)
from oversight_graph.network.centrality import apexes
from oversight_graph.network.hierarchy import nearest, oversight
from oversight_graph.network.projection import BODIES, network
from oversight_graph.network.relations import directed_edges
from oversight_graph.network.takeover import RemitIndex, suggest
from oversight_graph.registers.actions import actions
from oversight_graph.registers.coverage import Coverage, coverage
from oversight_graph.registers.states import UNKNOWN, states_at
from oversight_graph.store.views import remembering

if TYPE_CHECKING:
    from oversight_graph.store.store import Store

# What stays in the projection though nothing links it any more.
_STAYING = {"commitment", "activity"}


class Removals:
    """What would follow at a date from the end of one body.

    Parameters
    ----------
    day : str
        ISO date.
    names : mapping of str to str
        Names of all bodies by IRI.
    """

    def __init__(self, store: "Store", day: str, names: dict[str, str]) -> None:
        self.store = remembering(store)
        self.day, self.names = day, names
        self.states = states_at(self.store, day)
        self.before = network(self.store, day)
        self.after = self.before.copy()
        self.actions = actions(self.store, day)
        self.graded: dict[str, list[tuple[str, Coverage]]] = defaultdict(list)
        for kind, rows in (
            ("commitment", coverage(self.store, day)),
            ("activity", coverage(self.store, day, activities=True)),
        ):
            for row in rows:
                for body in row.live_iri:
                    self.graded[body].append((kind, row))
        self._above = oversight(self.before)
        self._tops = apexes(self.before)
        self._remits = RemitIndex(self.store, self.before)
        self._reached = nearest(self.before, self._above, self._tops)
        self._asking = {body for body, _, _ in directed_edges(self.before, "asked for by")}
        self._over_bodies = {
            above
            for above, below, _ in directed_edges(self.before, "oversees", "reports into", "holds to account")
            if self.before.nodes[above]["kind"] in BODIES and self.before.nodes[below]["kind"] in BODIES
        }

    def without(self, body: str) -> list[Effect]:
        """Return what would follow from the end of a body: `change.whatif.whatif` without what is assumed."""
        if body not in self.before:  # ended, or nothing tells of it
            return []
        dropped = self._dropped(body)
        gone = {body} if self.states.get(body, UNKNOWN).status != "ended" else set()
        rows = [grade_changes(row, after, gone, kind, self.day) for kind, row, after in dropped]
        uncovered = {row.iri: {body} for kind, row, after in dropped if kind == "commitment" and not after.live}
        asks, leads, over = body in self._asking, self._cuts(body), body in self._over_bodies
        if uncovered or asks or leads or over:
            with self._removed(body):
                rows += actions_without_forum(self.actions, self.before, self.after, self.day) if asks else []
                rows += cut_off(self.before, self.after, self.day) if leads else []
                rows += orphaned(self.before, self.after, self.day) if over else []
                found = suggest(self.store, self.before, self.after, uncovered, self._remits) if uncovered else []
                rows += [as_effect(each, self.before, self.day) for each in found]
        return sorted(rows, key=lambda row: EFFECTS.index(row.effect))

    def _dropped(self, body: str) -> list[tuple[str, Coverage, Coverage]]:
        """Return the rows whose grade drops without a body, before and after."""
        found = []
        for kind, row in self.graded[body]:
            live, left = ({*those} - {body} for those in (row.live_iri, row.open_iri))
            grade = 6 if row.met & left else 5 if left else 4 if live else 3
            if grade != row.grade:
                alive = tuple(name for iri, name in zip(row.live_iri, row.live, strict=True) if iri in live)
                found.append((kind, row, replace(row, grade=grade, live=alive, live_iri=tuple(live))))
        return found

    def _cuts(self, body: str) -> bool:
        """Tell whether the way from the top to anything else leads through a body only."""
        if body not in self._reached or not self._above.succ[body]:
            return False
        return bool(self._reached.keys() - nearest(self.before, self._above, self._tops, without=body).keys() - {body})

    @contextmanager
    def _removed(self, body: str) -> Iterator[None]:
        """Take a body, and what only it holds in the projection, out of `after` for a while."""
        graph = self.after
        beside = {*graph.pred[body], *graph.succ[body]}
        nodes = {body: dict(graph.nodes[body])}
        edges = [*graph.in_edges(body, keys=True, data=True), *graph.out_edges(body, keys=True, data=True)]
        graph.remove_node(body)
        for other in beside:
            kind = graph.nodes[other]["kind"]
            if not graph.degree[other] and kind not in _STAYING and not (kind == "body" and other in self.states):
                nodes[other] = dict(graph.nodes[other])
                graph.remove_node(other)
        try:
            yield
        finally:
            graph.add_nodes_from(nodes.items())
            graph.add_edges_from(edges)


def each_without(
    store: "Store", day: str, bodies: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str, list[Effect]]]:
    """Yield each body, its name, and what would follow from its end.

    Parameters
    ----------
    day : str
        ISO date.
    bodies : iterable of (str, str)
        IRI and name of all bodies.
    """
    names = dict(bodies)
    removals = Removals(store, day, names)
    for iri, name in names.items():
        yield iri, name, removals.without(iri)
