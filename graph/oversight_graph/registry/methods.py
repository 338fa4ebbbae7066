"""The answers as methods. Written by docs/generate.py from `registry.answers`; do not edit."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oversight_graph.change.timeline import Event
    from oversight_graph.network.chains import Chain
    from oversight_graph.network.conflicts import Conflict
    from oversight_graph.network.measures import Measure
    from oversight_graph.network.overlap import Overlap
    from oversight_graph.network.reach import OversightPath
    from oversight_graph.network.structure import Figure
    from oversight_graph.practice.cadence import Cadence
    from oversight_graph.practice.followup import FollowUp
    from oversight_graph.practice.owners import OwnerFollowUp
    from oversight_graph.practice.practice import Practice
    from oversight_graph.practice.scrutiny import Topic
    from oversight_graph.registers.actions import Action
    from oversight_graph.registers.bodies import Body
    from oversight_graph.registers.coverage import Coverage
    from oversight_graph.registers.decisions import Decision
    from oversight_graph.registers.gaps import Gap
    from oversight_graph.registers.people import Holding
    from oversight_graph.registers.plans.overdue import Overdue
    from oversight_graph.registers.summary import Summary

Day = str | dt.date | None


class Methods(ABC):
    """A method for each answer that a store, a date and options give."""

    @abstractmethod
    def answer(self, name: str, as_of: Day = None, **options: object) -> list[Any]:
        """Return the rows of any answer of the registry."""

    def coverage(
        self, as_of: Day = None, *, activities: bool = False, plan: str | None = None, all_plans: bool = False
    ) -> "list[Coverage]":
        """Grade the oversight of each commitment, from 0 (none shown) to 6 (exercised).

        See `registers.coverage.coverage`.
        """
        return self.answer("coverage", as_of, activities=activities, plan=plan, all_plans=all_plans)

    def summary(
        self, as_of: Day = None, *, activities: bool = False, plan: str | None = None, all_plans: bool = False
    ) -> "list[Summary]":
        """Count how many have which grade, by objective. See `registry.composed.summary`."""
        return self.answer("summary", as_of, activities=activities, plan=plan, all_plans=all_plans)

    def gaps(
        self,
        as_of: Day = None,
        *,
        activities: bool = False,
        plan: str | None = None,
        all_plans: bool = False,
        below: int = 3,
    ) -> "list[Gap]":
        """List commitments with no oversight body, worst first, with the reason. See `registry.composed.gaps`."""
        return self.answer("gaps", as_of, activities=activities, plan=plan, all_plans=all_plans, below=below)

    def overdue(
        self, as_of: Day = None, *, activities: bool = False, plan: str | None = None, all_plans: bool = False
    ) -> "list[Overdue]":
        """List commitments whose last day is past and that no paper calls complete.

        See `registers.plans.overdue.overdue`.
        """
        return self.answer("overdue", as_of, activities=activities, plan=plan, all_plans=all_plans)

    def bodies(self, as_of: Day = None, *, everything: bool = False) -> "list[Body]":
        """Register of oversight bodies at the date. See `registers.bodies.bodies`."""
        return self.answer("bodies", as_of, everything=everything)

    def people(self, as_of: Day = None, *, everything: bool = False) -> "list[Holding]":
        """Who held which post, and who sat on which body, at the date. See `registers.people.people`."""
        return self.answer("people", as_of, everything=everything)

    def actions(self, as_of: Day = None, *, owner: str | None = None, overdue: bool = False) -> "list[Action]":
        """List all actions raised up to the date, with their state at the date. See `registers.actions.actions`."""
        return self.answer("actions", as_of, owner=owner, overdue=overdue)

    def decisions(self, as_of: Day = None, *, body: str | None = None) -> "list[Decision]":
        """List what meetings resolved, agreed, approved or noted up to the date, and what that closed.

        See `registers.decisions.decisions`.
        """
        return self.answer("decisions", as_of, body=body)

    def oversees(
        self, thing: str, as_of: Day = None, *, by: bool = False, stated_only: bool = False, ended: bool = False
    ) -> "list[OversightPath]":
        """Show what something oversees, directly and through others, or who oversees it.

        See `registry.composed.oversees`.
        """
        return self.answer("oversees", as_of, thing=thing, by=by, stated_only=stated_only, ended=ended)

    def chain(self, thing: str, as_of: Day = None, *, stated_only: bool = False, ended: bool = False) -> "list[Chain]":
        """Follow the chains of accountability from something up to the panel and the public, and where they break.

        See `registry.composed.chain`.
        """
        return self.answer("chain", as_of, thing=thing, stated_only=stated_only, ended=ended)

    def measures(self, as_of: Day = None, *, stated_only: bool = False) -> "list[Measure]":
        """List figures of each body and post, by name. See `registry.composed.measures`."""
        return self.answer("measures", as_of, stated_only=stated_only)

    def structure(self, as_of: Day = None, *, stated_only: bool = False) -> "list[Figure]":
        """Give the figures of the structure as a whole. See `registry.composed.structure`."""
        return self.answer("structure", as_of, stated_only=stated_only)

    def overlaps(self, as_of: Day = None, *, body: str | None = None, fragmentation: bool = False) -> "list[Overlap]":
        """List pairs of bodies that watch over the same subjects, or in which the same people sit.

        See `network.overlap.overlaps`.
        """
        return self.answer("overlap", as_of, body=body, fragmentation=fragmentation)

    def conflicts(self, as_of: Day = None) -> "list[Conflict]":
        """List where oversight looks at its own work, runs in a cycle, or breaks rules that the data asks for.

        See `network.conflicts.conflicts`.
        """
        return self.answer("conflicts", as_of)

    def practice(self, as_of: Day = None, *, activities: bool = False) -> "list[Practice]":
        """Compare what the plan names with what meetings did: paper cover, shadow oversight, topics, cadence.

        See `practice.practice.practice`.
        """
        return self.answer("practice", as_of, activities=activities)

    def topics(self, as_of: Day = None, *, least: int = 2) -> "list[Topic]":
        """List the subjects that more than one meeting dealt with. See `practice.scrutiny.topics`."""
        return self.answer("topics", as_of, least=least)

    def cadence(self, as_of: Day = None, *, months: int = 12) -> "list[Cadence]":
        """Set the promised frequency of each body against the meetings found. See `practice.cadence.cadence`."""
        return self.answer("cadence", as_of, months=months)

    def follow_up(self, as_of: Day = None, *, owner: str | None = None) -> "list[FollowUp]":
        """Follow each action across the papers: asked, brought forward, discharged, or never seen again.

        See `practice.followup.follow_up`.
        """
        return self.answer("follow-up", as_of, owner=owner)

    def by_owner(self, as_of: Day = None, *, owner: str | None = None) -> "list[OwnerFollowUp]":
        """Count the actions of each owner, with the holder of the post. See `registry.composed.by_owner`."""
        return self.answer("by-owner", as_of, owner=owner)

    def timeline(
        self, thing: str | None = None, as_of: Day = None, *, since: Day = None, kinds: Collection[str] | None = None
    ) -> "list[Event]":
        """List dated events, oldest first: of everything, or of one thing. See `change.timeline.timeline`."""
        return self.answer("timeline", as_of, thing=thing, since=since, kinds=kinds)
