"""All analyses of which the report tells, asked once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from oversight_graph.change.effects import Effect
from oversight_graph.change.timeline import Event, timeline
from oversight_graph.check.violations import Violation
from oversight_graph.graph import OversightGraph
from oversight_graph.network.conflicts import Conflict
from oversight_graph.practice.followup import FollowUp, follow_up
from oversight_graph.practice.owners import OwnerFollowUp, by_owner
from oversight_graph.practice.practice import Practice, practice
from oversight_graph.registers.actions import Action
from oversight_graph.registers.bodies import Body
from oversight_graph.registers.coverage import Coverage
from oversight_graph.registers.gaps import Gap, gaps
from oversight_graph.registers.people import Holding
from oversight_graph.registers.plans.editions import editions
from oversight_graph.registers.plans.overdue import Overdue, overdue
from oversight_graph.registers.summary import Summary, summarise
from oversight_graph.report.content.removals import each_without
from oversight_graph.store.store import Table
from oversight_graph.store.views import ask


@dataclass(frozen=True, slots=True)
class Removal(Effect):
    """One thing that would change if a body ended.

    Attributes
    ----------
    removed : str
        The body that is taken to have ended.
    removed_iri : str
    """

    removed: str = ""
    removed_iri: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What the analyses say of a graph at a date.

    Attributes
    ----------
    day : str
        Date for what is not about the plan.
    plan_day : str
        Date for coverage, gaps and what-if.
    registered : dict of str to int
        How many things of each kind of node there are, whatever is said of them.
    law : bool
        Whether the data asks for a pack of legal rules: without one nothing is said of any law.
    """

    day: str
    plan_day: str
    coverage: list[Coverage]
    activities: list[Coverage]
    gaps: list[Gap]
    summary: list[Summary]
    bodies: list[Body]
    former: list[Body]
    people: list[Holding]
    actions: list[Action]
    follow_up: list[FollowUp]
    owners: list[OwnerFollowUp]
    practice: list[Practice]
    removals: list[Removal]
    untouched: tuple[tuple[str, str], ...]
    conflicts: list[Conflict]
    violations: list[Violation]
    timeline: list[Event]
    late: list[Overdue]
    meetings: Table
    papers: Table
    plans: tuple[str, ...]
    registered: dict[str, int]
    law: bool

    @property
    def whole(self) -> Summary:
        """The counts of all commitments."""
        return self.summary[-1]

    @property
    def planned(self) -> bool:
        """Whether a plan of the date or before is loaded."""
        return bool(self.coverage or self.activities)

    @property
    def dated(self) -> str:
        """The date, or both dates, of what is said."""
        if self.planned and self.day != self.plan_day:
            return f"Commitments as at {self.plan_day}, all else as at {self.day}"
        return f"As at {self.day}"


def gather(graph: OversightGraph, as_of: str | None = None, *, given: OversightGraph | None = None) -> Answers:
    """Ask all analyses.

    Parameters
    ----------
    as_of : str, optional
        ISO date for everything; if None, that of the newest plan for what is about the plan, and of the newest paper
        for everything else, as in the commands of the same names.
    given : OversightGraph, optional
        The graph as it was loaded, if `graph` is a reading of it: the checks want the data itself.
    """
    day, plan_day = graph.day(as_of), graph.day(as_of, plan=True)
    rows = graph.coverage(plan_day)
    every = graph.bodies(day, everything=True)
    shown = graph.bodies(day)
    lives = follow_up(graph.store, day)
    shown_iris = {body.iri for body in shown}
    named = editions(graph.store)
    removals, untouched = _removals(graph, plan_day, every)
    return Answers(
        day=day,
        plan_day=plan_day,
        coverage=rows,
        activities=graph.coverage(plan_day, activities=True),
        gaps=gaps(rows),
        summary=summarise(rows),
        bodies=shown,
        former=[body for body in every if body.iri not in shown_iris],
        people=graph.people(day),
        actions=graph.actions(day),
        follow_up=lives,
        owners=by_owner(lives),
        practice=practice(graph.store, day),
        removals=removals,
        untouched=untouched,
        conflicts=graph.conflicts(day),
        violations=[_placed(finding) for finding in (given or graph).check(day)],
        late=overdue(graph.store, day),
        timeline=timeline(graph.store, day),
        meetings=ask(graph.store, "meetings"),
        papers=ask(graph.store, "papers"),
        plans=tuple(dict.fromkeys(named[plan].name for plan, *_ in ask(graph.store, "plan_names") if plan in named)),
        registered=Counter(kind or "" for _, kind in {*ask(graph.store, "network_nodes").of("node", "kind")}),
        law=bool(ask(graph.store, "legal_rules").rows),
    )


def _removals(
    graph: OversightGraph, day: str, bodies: Sequence[Body]
) -> tuple[list[Removal], tuple[tuple[str, str], ...]]:
    """Return what would follow from the end of each body, and the bodies from whose end nothing would."""
    found: list[Removal] = []
    untouched: list[tuple[str, str]] = []
    keys = [field.name for field in fields(Effect)]
    for iri, name, effects in each_without(graph.store, day, [(body.iri, body.name) for body in bodies]):
        if not effects:
            untouched.append((iri, name))
        found += [
            Removal(**{key: getattr(effect, key) for key in keys}, removed=name, removed_iri=iri) for effect in effects
        ]
    return found, tuple(untouched)


def _placed(violation: Violation) -> Violation:
    """Return a violation that says where without telling of the machine it was made on."""
    where = violation.where.replace("\\", "/")
    if not where.startswith("/") and where[1:3] != ":/":
        return violation
    return replace(violation, where="/".join(where.split("/")[-2:]))
