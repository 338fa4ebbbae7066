"""Which plans, and which of their rows, count at a date: of several editions of a plan the newest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from oversight_graph.errors import UsageError
from oversight_graph.model.closure import reachable
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask, ask_of, once


@dataclass(slots=True, eq=False, repr=False)
class Edition:
    """A plan: how it is called, its date, and the plans that replace it, each with its date."""

    iri: str
    name: str
    day: str
    newer: dict[str, str] = field(default_factory=dict)


def editions(store: Store) -> dict[str, Edition]:
    """Return all plans, by IRI; those that share a name have who made them, or their day, behind it."""
    found: dict[str, Edition] = {}
    for plan, name, day, newer, newer_day in ask(store, "plan_editions"):
        if plan:
            edition = found.setdefault(plan, Edition(plan, name or plan, day or ""))
            if newer:
                edition.newer[newer] = newer_day or ""
    if shared := [each for those in _namesakes(found.values()) for each in those]:
        makers: dict[str, list[str]] = defaultdict(list)
        for plan, maker in ask_of(store, "plan_makers", "plan", [ox.NamedNode(each.iri) for each in shared]):
            makers[plan or ""].append(maker or "")
        _tell_apart(shared, {iri: " and ".join(those) for iri, those in makers.items()})
        _tell_apart(shared, {each.iri: each.day for each in shared})
    return found


def _tell_apart(plans: Iterable[Edition], by: Mapping[str, str]) -> None:
    for those in _namesakes(plans):
        if len({by.get(each.iri) for each in those}) > 1:
            for each in those:
                each.name += f", {by[each.iri]}" if by.get(each.iri) else ""


def _namesakes(plans: Iterable[Edition]) -> list[list[Edition]]:
    named: dict[str, list[Edition]] = defaultdict(list)
    for each in plans:
        named[each.name].append(each)
    return [those for those in named.values() if len(those) > 1]


def refuse_other(plan: str, all_editions: Mapping[str, Edition]) -> None:
    """Refuse what is named as a plan and is none of these.

    Raises
    ------
    UsageError
    """
    if plan not in all_editions:
        names = "; ".join(sorted(edition.name for edition in all_editions.values()))
        raise UsageError(f"<{plan}> is no plan", hint=f"plans: {names}" if names else "no plan is loaded")


@once
def parents_of(store: Store) -> dict[str, list[str]]:
    """Return what each commitment and activity of all plans is part of, by their IRIs: plans or commitments."""
    found: dict[str, list[str]] = {}
    for row, parent in ask(store, "row_parents"):
        if row:
            found.setdefault(row, []).extend([parent] if parent else [])
    return found


class Plans:
    """All plans, and of which of them each commitment and activity is part."""

    def __init__(self, store: Store) -> None:
        self.editions = editions(store)
        self.above = parents_of(store)

    def left_out(self, day: str, *, plan: str | None = None, all_plans: bool = False) -> set[str]:
        """Return the commitments and activities that do not count at a date.

        Parameters
        ----------
        day : str
            ISO date. Plans of a later date do not count, nor those that another plan had replaced by then.
        plan : str, optional
            IRI: only the rows of this plan count, whether or not it was replaced.
        all_plans : bool
            Plans that had been replaced count too.

        Returns
        -------
        set of str
            IRIs. A row counts if one plan that it is part of does; a row that is part of no plan counts, unless a plan
            is named. Activities hang on their commitments and fall away with them.

        Raises
        ------
        UsageError
            If the plan is none.
        """
        all_editions, above = self.editions, self.above
        if plan is not None:
            refuse_other(plan, all_editions)
        out = {
            edition.iri
            for edition in all_editions.values()
            if edition.day > day
            or (plan is not None and edition.iri != plan)
            or (plan is None and not all_plans and any(newer <= day for newer in edition.newer.values()))
        }
        found = set()
        for row, parents in above.items():
            plans = all_editions.keys() & parents
            if above.keys().isdisjoint(parents) and ((plans and plans <= out) or (plan is not None and not plans)):
                found.add(row)
        # Activities stand in their commitments, not in plans.
        return found | {row for row, parents in above.items() if (those := above.keys() & parents) and those <= found}

    def newest(self, plan: Edition) -> Edition:
        """Return the newest edition of a plan, itself if none replaces it."""
        return max(
            (self.editions.get(each, plan) for each in (plan.iri, *plan.newer)), key=lambda each: (each.day, each.iri)
        )

    def of_rows(self) -> dict[str, Edition]:
        """Return the plan of each commitment and activity; of several the newest."""
        found: dict[str, Edition] = {}
        for row, parents in self.above.items():
            those = {*parents, *(higher for parent in parents for higher in self.above.get(parent, ()))}
            plans = [self.editions[each] for each in those if each in self.editions]
            if plans:
                found[row] = max(plans, key=lambda edition: (edition.day, edition.iri))
        return found


def left_out(store: Store, day: str) -> set[str]:
    """Return the commitments and activities that do not count at a date, see `Plans.left_out`."""
    return Plans(store).left_out(day)


def any_rows(store: Store, day: str) -> bool:
    """Say whether any commitment or activity counts at a date."""
    plans = Plans(store)
    return not plans.above.keys() <= plans.left_out(day)


def continued(store: Store) -> dict[str, set[str]]:
    """Return, for each row of a plan, the rows of earlier editions that it carries on.

    Returns
    -------
    dict of str to set of str
        Directly or through others; a row that carries on none is absent, and none carries on itself.
    """
    direct: dict[str, set[str]] = defaultdict(set)
    for row, earlier in ask(store, "continued_rows"):
        if row and earlier:
            direct[row].add(earlier)
    return {row: {*reachable([row], lambda each: direct.get(each, ()))} - {row} for row in direct}
