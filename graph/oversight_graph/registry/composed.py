"""Answers that several modules give together, each as a function of the store, the date and the options."""

from typing import TYPE_CHECKING

from oversight_graph.registry.rows import Rows

if TYPE_CHECKING:
    from oversight_graph.network.chains import Chain
    from oversight_graph.network.measures import Measure
    from oversight_graph.network.reach import OversightPath
    from oversight_graph.network.structure import Figure
    from oversight_graph.practice.owners import OwnerFollowUp
    from oversight_graph.registers.gaps import Gap
    from oversight_graph.registers.people import Holding
    from oversight_graph.registers.plans.overdue import Overdue
    from oversight_graph.registers.summary import Summary
    from oversight_graph.store.store import Store


def gaps(
    store: "Store",
    day: str,
    *,
    below: int = 3,
    activities: bool = False,
    plan: str | None = None,
    all_plans: bool = False,
) -> "list[Gap]":
    """Return commitments or activities below a grade; see `registers.gaps.gaps`."""
    from oversight_graph.registers.coverage import coverage
    from oversight_graph.registers.gaps import gaps

    graded = coverage(store, day, activities=activities, plan=plan, all_plans=all_plans)
    return Rows(gaps(graded, below), of=len(graded))


def summary(
    store: "Store", day: str, *, activities: bool = False, plan: str | None = None, all_plans: bool = False
) -> "list[Summary]":
    """Return how many have which grade, nothing where there is no row; see `registers.summary.summarise`."""
    from oversight_graph.registers.coverage import coverage
    from oversight_graph.registers.summary import summarise

    graded = coverage(store, day, activities=activities, plan=plan, all_plans=all_plans)
    return summarise(graded) if graded else []


def overdue(
    store: "Store", day: str, *, activities: bool = False, plan: str | None = None, all_plans: bool = False
) -> "list[Overdue]":
    """Return rows of plans whose last day is past; see `registers.plans.overdue.overdue`.

    The rows know how many findings of inspections are overdue besides.
    """
    from oversight_graph.registers.plans.overdue import overdue, overdue_findings

    found = overdue(store, day, activities=activities, plan=plan, all_plans=all_plans)
    return Rows(found, of=len(found) + len(overdue_findings(store, day)))


def people(store: "Store", day: str, *, everything: bool = False) -> "list[Holding]":
    """Return who held which post and who sat where; see `registers.people.people`.

    Those of whom neither a date nor a paper is given are shown at no date; the rows know how many these are.
    """
    from oversight_graph.registers.people import people, undated

    found = people(store, day, everything=everything)
    return Rows(found, of=len(found) + (0 if everything else undated(store)))


def oversees(
    store: "Store", day: str, *, thing: str, by: bool = False, stated_only: bool = False, ended: bool = False
) -> "list[OversightPath]":
    """Return what something oversees, or who oversees it; see `network.reach.oversees`."""
    from oversight_graph.network.projection import network
    from oversight_graph.network.reach import located, oversees

    graph = network(store, day, stated_only=stated_only, ended=ended)
    return oversees(graph, located(store, graph, thing), by=by)


def chain(store: "Store", day: str, *, thing: str, stated_only: bool = False, ended: bool = False) -> "list[Chain]":
    """Return the chains of accountability of something; see `network.chains.chains`."""
    from oversight_graph.network.chains import break_notes, chains
    from oversight_graph.network.projection import network
    from oversight_graph.network.reach import located

    graph = network(store, day, stated_only=stated_only, ended=ended)
    return chains(graph, located(store, graph, thing), break_notes(store, day))


def measures(store: "Store", day: str, *, stated_only: bool = False) -> "list[Measure]":
    """Return the figures of each body and post; see `network.measures.measures`."""
    from oversight_graph.network.measures import measures
    from oversight_graph.network.projection import network
    from oversight_graph.registers.bodies import frequencies_at

    return measures(network(store, day, stated_only=stated_only), frequencies_at(store, day))


def structure(store: "Store", day: str, *, stated_only: bool = False) -> "list[Figure]":
    """Return the figures of the structure as a whole; see `network.structure.structure`."""
    from oversight_graph.network.projection import network
    from oversight_graph.network.structure import structure

    return structure(network(store, day, stated_only=stated_only))


def by_owner(store: "Store", day: str, *, owner: str | None = None) -> "list[OwnerFollowUp]":
    """Return the follow-up in sum for each owner; see `practice.owners.by_owner`."""
    from oversight_graph.practice.followup import follow_up
    from oversight_graph.practice.owners import by_owner

    return by_owner(follow_up(store, day, owner=owner))
