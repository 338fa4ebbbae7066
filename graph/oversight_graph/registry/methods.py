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
    """A method for each answer that a store, a date and options give.

    Each raises NotFoundError if nothing, or more than one thing, is called as is said.
    """

    @abstractmethod
    def answer(self, name: str, as_of: Day = None, **options: object) -> list[Any]:
        """Return the rows of any answer of the registry."""

    def coverage(
        self, as_of: Day = None, *, activities: bool = False, plan: str | None = None, all_plans: bool = False
    ) -> "list[Coverage]":
        """Grade the oversight of each commitment, from 0 (none shown) to 6 (exercised).

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest plan counts.
        activities : bool, default False
            Activities instead of commitments.
        plan : str, optional
            Only the rows of this plan or edition.
        all_plans : bool, default False
            Also the rows of editions that a newer one replaced.

        Returns
        -------
        list of Coverage
            From `registers.coverage.coverage`.
        """
        return self.answer("coverage", as_of, activities=activities, plan=plan, all_plans=all_plans)

    def summary(
        self, as_of: Day = None, *, activities: bool = False, plan: str | None = None, all_plans: bool = False
    ) -> "list[Summary]":
        """Count how many have which grade, by objective.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest plan counts.
        activities : bool, default False
            Activities instead of commitments.
        plan : str, optional
            Only the rows of this plan or edition.
        all_plans : bool, default False
            Also the rows of editions that a newer one replaced.

        Returns
        -------
        list of Summary
            From `registry.composed.summary`.
        """
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
        """List commitments with no oversight body, worst first, with the reason.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest plan counts.
        activities : bool, default False
            Activities instead of commitments.
        plan : str, optional
            Only the rows of this plan or edition.
        all_plans : bool, default False
            Also the rows of editions that a newer one replaced.
        below : int, default 3
            Show what lies below this grade.

        Returns
        -------
        list of Gap
            From `registry.composed.gaps`.
        """
        return self.answer("gaps", as_of, activities=activities, plan=plan, all_plans=all_plans, below=below)

    def overdue(
        self, as_of: Day = None, *, activities: bool = False, plan: str | None = None, all_plans: bool = False
    ) -> "list[Overdue]":
        """List commitments whose last day is past and that no paper calls complete.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        activities : bool, default False
            Activities instead of commitments.
        plan : str, optional
            Only the rows of this plan or edition.
        all_plans : bool, default False
            Also the rows of editions that a newer one replaced.

        Returns
        -------
        list of Overdue
            From `registry.composed.overdue`.
        """
        return self.answer("overdue", as_of, activities=activities, plan=plan, all_plans=all_plans)

    def bodies(self, as_of: Day = None, *, everything: bool = False) -> "list[Body]":
        """Register of oversight bodies at the date.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        everything : bool, default False
            Also those that had ended, or that only later papers name.

        Returns
        -------
        list of Body
            From `registers.bodies.bodies`.
        """
        return self.answer("bodies", as_of, everything=everything)

    def people(self, as_of: Day = None, *, everything: bool = False) -> "list[Holding]":
        """Who held which post, and who sat on which body, at the date.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        everything : bool, default False
            Every tenure, seat and attendance known.

        Returns
        -------
        list of Holding
            From `registry.composed.people`.
        """
        return self.answer("people", as_of, everything=everything)

    def actions(self, as_of: Day = None, *, owner: str | None = None, overdue: bool = False) -> "list[Action]":
        """List all actions raised up to the date, with their state at the date.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        owner : str, optional
            Only actions of this post, person or body, or of an owner as printed.
        overdue : bool, default False
            Only open actions whose last day is past.

        Returns
        -------
        list of Action
            From `registers.actions.actions`.
        """
        return self.answer("actions", as_of, owner=owner, overdue=overdue)

    def decisions(self, as_of: Day = None, *, body: str | None = None) -> "list[Decision]":
        """List what was resolved, agreed or noted up to the date, at which meeting or by whom.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        body : str, optional
            Only decisions of this body.

        Returns
        -------
        list of Decision
            From `registers.decisions.decisions`.
        """
        return self.answer("decisions", as_of, body=body)

    def oversees(
        self, thing: str, as_of: Day = None, *, by: bool = False, stated_only: bool = False, ended: bool = False
    ) -> "list[OversightPath]":
        """Show what something oversees, directly and through others, or who oversees it.

        Parameters
        ----------
        thing : str
            A reference (3.2), an acronym (AGG), a name or part of one, an IRI.
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        by : bool, default False
            The reverse: who oversees it.
        stated_only : bool, default False
            Only links that a paper states.
        ended : bool, default False
            Also bodies that had ended, links not in force, and what only later papers tell.

        Returns
        -------
        list of OversightPath
            From `registry.composed.oversees`.
        """
        return self.answer("oversees", as_of, thing=thing, by=by, stated_only=stated_only, ended=ended)

    def chain(self, thing: str, as_of: Day = None, *, stated_only: bool = False, ended: bool = False) -> "list[Chain]":
        """Follow the chains of accountability from something up to the panel and the public, and where they break.

        Parameters
        ----------
        thing : str
            A reference (3.2), an acronym (AGG), a name or part of one, an IRI.
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        stated_only : bool, default False
            Only links that a paper states.
        ended : bool, default False
            Also bodies that had ended, links not in force, and what only later papers tell.

        Returns
        -------
        list of Chain
            From `registry.composed.chain`.
        """
        return self.answer("chain", as_of, thing=thing, stated_only=stated_only, ended=ended)

    def measures(self, as_of: Day = None, *, stated_only: bool = False) -> "list[Measure]":
        """List figures of each body and post, by name.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        stated_only : bool, default False
            Only links that a paper states.

        Returns
        -------
        list of Measure
            From `registry.composed.measures`.
        """
        return self.answer("measures", as_of, stated_only=stated_only)

    def structure(self, as_of: Day = None, *, stated_only: bool = False) -> "list[Figure]":
        """Give the figures of the structure as a whole.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        stated_only : bool, default False
            Only links that a paper states.

        Returns
        -------
        list of Figure
            From `registry.composed.structure`.
        """
        return self.answer("structure", as_of, stated_only=stated_only)

    def overlaps(self, as_of: Day = None, *, body: str | None = None, fragmentation: bool = False) -> "list[Overlap]":
        """List pairs of bodies that watch over the same subjects, or in which the same people sit.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        body : str, optional
            Only pairs with this body.
        fragmentation : bool, default False
            Also pairs that have only an objective of the plan in common.

        Returns
        -------
        list of Overlap
            From `network.overlap.overlaps`.
        """
        return self.answer("overlap", as_of, body=body, fragmentation=fragmentation)

    def conflicts(self, as_of: Day = None) -> "list[Conflict]":
        """List where oversight looks at its own work, runs in a cycle, or breaks rules that the data asks for.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.

        Returns
        -------
        list of Conflict
            From `network.conflicts.conflicts`.
        """
        return self.answer("conflicts", as_of)

    def practice(self, as_of: Day = None, *, activities: bool = False) -> "list[Practice]":
        """Compare what the plan names with what meetings did: paper cover, shadow oversight, topics, cadence.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        activities : bool, default False
            Activities instead of commitments.

        Returns
        -------
        list of Practice
            From `practice.practice.practice`.
        """
        return self.answer("practice", as_of, activities=activities)

    def topics(self, as_of: Day = None, *, least: int = 2) -> "list[Topic]":
        """List the subjects that more than one meeting dealt with.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        least : int, default 2
            Of topics: how many meetings at least dealt with one.

        Returns
        -------
        list of Topic
            From `practice.scrutiny.topics`.
        """
        return self.answer("topics", as_of, least=least)

    def cadence(self, as_of: Day = None, *, months: int = 12) -> "list[Cadence]":
        """Set the promised frequency of each body against the meetings found.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        months : int, default 12
            Of the cadence: length of the period, in months.

        Returns
        -------
        list of Cadence
            From `practice.cadence.cadence`.
        """
        return self.answer("cadence", as_of, months=months)

    def follow_up(self, as_of: Day = None, *, owner: str | None = None) -> "list[FollowUp]":
        """Follow each action across the papers: asked, brought forward, discharged, or never seen again.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        owner : str, optional
            Only actions of this post, person or body, or of an owner as printed.

        Returns
        -------
        list of FollowUp
            From `practice.followup.follow_up`.
        """
        return self.answer("follow-up", as_of, owner=owner)

    def by_owner(self, as_of: Day = None, *, owner: str | None = None) -> "list[OwnerFollowUp]":
        """Count the actions of each owner, with the holder of the post.

        Parameters
        ----------
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        owner : str, optional
            Only actions of this post, person or body, or of an owner as printed.

        Returns
        -------
        list of OwnerFollowUp
            From `registry.composed.by_owner`.
        """
        return self.answer("by-owner", as_of, owner=owner)

    def timeline(
        self, thing: str | None = None, as_of: Day = None, *, since: Day = None, kinds: Collection[str] | None = None
    ) -> "list[Event]":
        """List dated events, oldest first: of everything, or of one thing.

        Parameters
        ----------
        thing : str, optional
            Only events of this: a reference, acronym, name or IRI.
        as_of : str or date, optional
            Without it the date of the newest paper counts.
        since : str or date, optional
            Only events from this date on.
        kinds : collection of str, optional
            Only events of this kind, such as meeting. May be given again.

        Returns
        -------
        list of Event
            From `change.timeline.timeline`.
        """
        return self.answer("timeline", as_of, thing=thing, since=since, kinds=kinds)
