"""The types of the methods. Written by docs/generate.py from `registry.answers`; do not edit."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import Any

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
    @abstractmethod
    def answer(self, name: str, as_of: Day = None, **options: object) -> list[Any]: ...
    def coverage(
        self, as_of: Day = None, *, activities: bool = False, plan: str | None = None, all_plans: bool = False
    ) -> list[Coverage]:
        """Grade the oversight of each commitment, from 0 (none shown) to 6 (exercised)."""
    def summary(
        self, as_of: Day = None, *, activities: bool = False, plan: str | None = None, all_plans: bool = False
    ) -> list[Summary]:
        """Count how many have which grade, by objective."""
    def gaps(
        self,
        as_of: Day = None,
        *,
        activities: bool = False,
        plan: str | None = None,
        all_plans: bool = False,
        below: int = 3,
    ) -> list[Gap]:
        """List commitments with no oversight body, worst first, with the reason."""
    def overdue(
        self, as_of: Day = None, *, activities: bool = False, plan: str | None = None, all_plans: bool = False
    ) -> list[Overdue]:
        """List commitments whose last day is past and that no paper calls complete."""
    def bodies(self, as_of: Day = None, *, everything: bool = False) -> list[Body]:
        """Register of oversight bodies at the date."""
    def people(self, as_of: Day = None, *, everything: bool = False) -> list[Holding]:
        """Who held which post, and who sat on which body, at the date."""
    def actions(self, as_of: Day = None, *, owner: str | None = None, overdue: bool = False) -> list[Action]:
        """List all actions raised up to the date, with their state at the date."""
    def decisions(self, as_of: Day = None, *, body: str | None = None) -> list[Decision]:
        """List what was resolved, agreed or noted up to the date, at which meeting or by whom."""
    def oversees(
        self, thing: str, as_of: Day = None, *, by: bool = False, stated_only: bool = False, ended: bool = False
    ) -> list[OversightPath]:
        """Show what something oversees, directly and through others, or who oversees it."""
    def chain(self, thing: str, as_of: Day = None, *, stated_only: bool = False, ended: bool = False) -> list[Chain]:
        """Follow the chains of accountability from something up to the panel and the public, and where they break."""
    def measures(self, as_of: Day = None, *, stated_only: bool = False) -> list[Measure]:
        """List figures of each body and post, by name."""
    def structure(self, as_of: Day = None, *, stated_only: bool = False) -> list[Figure]:
        """Give the figures of the structure as a whole."""
    def overlaps(self, as_of: Day = None, *, body: str | None = None, fragmentation: bool = False) -> list[Overlap]:
        """List pairs of bodies that watch over the same subjects, or in which the same people sit."""
    def conflicts(self, as_of: Day = None) -> list[Conflict]:
        """List where oversight looks at its own work, runs in a cycle, or breaks rules that the data asks for."""
    def practice(self, as_of: Day = None, *, activities: bool = False) -> list[Practice]:
        """Compare what the plan names with what meetings did: paper cover, shadow oversight, topics, cadence."""
    def topics(self, as_of: Day = None, *, least: int = 2) -> list[Topic]:
        """List the subjects that more than one meeting dealt with."""
    def cadence(self, as_of: Day = None, *, months: int = 12) -> list[Cadence]:
        """Set the promised frequency of each body against the meetings found."""
    def follow_up(self, as_of: Day = None, *, owner: str | None = None) -> list[FollowUp]:
        """Follow each action across the papers: asked, brought forward, discharged, or never seen again."""
    def by_owner(self, as_of: Day = None, *, owner: str | None = None) -> list[OwnerFollowUp]:
        """Count the actions of each owner, with the holder of the post."""
    def timeline(
        self, thing: str | None = None, as_of: Day = None, *, since: Day = None, kinds: Collection[str] | None = None
    ) -> list[Event]:
        """List dated events, oldest first: of everything, or of one thing."""
