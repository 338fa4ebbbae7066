"""How far each commitment, or activity, is overseen at a date: grades from 0 to 6, each with its evidence."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import TypeVar

from oversight_graph.model.codes import Code, grades, unknown
from oversight_graph.model.columns import named
from oversight_graph.model.dates import months_before
from oversight_graph.model.references import ref_key
from oversight_graph.registers.caveats import Meeting, caveats
from oversight_graph.registers.covers import LOOSE, Covers, PlanRow, doubt_of
from oversight_graph.registers.plans.promises import Progress, Promise, promises
from oversight_graph.registers.states import UNKNOWN, states_at
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask, once

# Why nothing is known where no row of a plan has an oversight cell.
NO_COLUMN = "The plan as obtained has no column on oversight: none of its rows has such a cell"
BY_POINTER = "exercised through a pointer"  # the mark of grade 6 where no meeting dealt with the row itself
_NOTHING = Promise()
_Row = TypeVar("_Row", bound="Coverage")
_CELLS = ("Lost", "Blank", "Reference", "Process", "Body")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Oversight of one commitment or activity at a date.

    Attributes
    ----------
    ref : str
        Reference as printed; an activity without one has the reference of its commitment.
    title : str
        Short title in our words.
    objective, part : str
        Where in the plan it stands.
    cell : str
        What the paper's own cell holds: body, process, reference, blank or lost. Of a commitment, the most telling of
        its own cell and those of its activities.
    grade : int
        0 to 6, see `oversight_graph.model.codes.grades`.
    bodies, processes : tuple of str
        Mechanisms named in the cells, and names that were left unresolved among the processes.
    refers_to : tuple of str
        References, or names, of what its pointers lead to.
    resolved_bodies : tuple of str
        Bodies reached through those pointers, where the row leaves its oversight to them.
    live, not_live : tuple of str
        Of all these bodies, those that were meeting at the date, and the others with their state.
    open : tuple of str
        Live bodies that publish notes or meet in public.
    exercised : tuple of str
        Meetings of these bodies, within the period, that dealt with the row itself or with a part of it.
    exercised_through : tuple of str
        Meetings of these bodies, within the period, that dealt with rows to which this one leaves its oversight. Where
        the grade 6 rests on these alone, the row is exercised through a pointer; see `only_through`.
    evidence : tuple of str
        Citations of all this.
    told_elsewhere : tuple of str
        Mechanisms that other columns of the row tell of, such as its progress update; they do not count for the grade.
    note : str
        What the grade rests on that is not certain: doubtful readings, and bodies known to meet only by a list; of a
        row without an oversight cell, that no row of its plan has one.
    iri : str
        IRI of the row.
    bodies_iri, processes_iri, refers_to_iri, resolved_bodies_iri, live_iri, not_live_iri, open_iri : tuple of str
        IRIs of what the lists of these names hold, in the same order; empty for a name that was left unresolved.
    told_elsewhere_iri : tuple of str
        The same for `told_elsewhere`.
    plan : str
        The plan, or edition of a plan, in which the row stands.
    due, due_as_stated : str or None
        Last day by which it is to be done, if one can be read, and the words as printed.
    overdue : bool
        Whether that day is past, and no paper up to the date calls the row complete.
    lead : tuple of str
        Who leads on it, as read.
    lead_as_stated : str or None
    progress : str
        How far it was by the newest report up to the date: a code such as ``in progress``, ``on hold``, ``at risk``.
    rating : str
        The colour of that report, such as ``amber``.
    status_as_stated : str or None
        The word of that report as printed.
    progress_date : str or None
        The day up to which that report tells.
    objective_iri, plan_iri : str
    lead_iri : tuple of str
        IRIs of those who lead, in the same order.
    cell_as_stated : str or None
        What a blank cell says, if it is not empty, as printed.
    row_evidence : tuple of str
        Citations of the row itself.
    exercised_iri, exercised_through_iri : tuple of str
        IRIs of the meetings, in the same order.
    exercised_by_iri, exercised_through_by_iri : tuple of str
        IRIs of the bodies whose meetings they were, in the same order.
    """

    ref: str
    title: str
    objective: str
    part: str
    cell: str
    grade: int
    bodies: tuple[str, ...]
    processes: tuple[str, ...]
    refers_to: tuple[str, ...]
    resolved_bodies: tuple[str, ...]
    live: tuple[str, ...]
    not_live: tuple[str, ...]
    open: tuple[str, ...]
    exercised: tuple[str, ...]
    exercised_through: tuple[str, ...]
    evidence: tuple[str, ...]
    told_elsewhere: tuple[str, ...]
    note: str
    iri: str
    bodies_iri: tuple[str, ...]
    processes_iri: tuple[str, ...]
    refers_to_iri: tuple[str, ...]
    resolved_bodies_iri: tuple[str, ...]
    live_iri: tuple[str, ...]
    not_live_iri: tuple[str, ...]
    open_iri: tuple[str, ...]
    told_elsewhere_iri: tuple[str, ...]
    exercised_iri: tuple[str, ...]
    exercised_by_iri: tuple[str, ...]
    exercised_through_iri: tuple[str, ...]
    exercised_through_by_iri: tuple[str, ...]
    plan: str
    due: str | None
    due_as_stated: str | None
    overdue: bool
    lead: tuple[str, ...]
    lead_as_stated: str | None
    progress: str
    rating: str
    status_as_stated: str | None
    progress_date: str | None
    objective_iri: str
    plan_iri: str
    lead_iri: tuple[str, ...]
    cell_as_stated: str | None
    row_evidence: tuple[str, ...]

    def extended(self, kind: type[_Row], **more: object) -> _Row:
        """Return the row as one of a kind that tells more of it, or with other values."""
        return kind(**{each.name: getattr(self, each.name) for each in fields(Coverage)} | more)

    @property
    def only_through(self) -> bool:
        """Whether it has grade 6 by meetings alone that dealt with rows to which it leaves its oversight."""
        return self.grade == 6 and not set(self.exercised_by_iri) & set(self.open_iri)

    @property
    def lost(self) -> bool:
        """Whether the text as obtained holds no oversight cell, and nothing else covers it: nothing can be known."""
        return self.grade == 0 and self.cell == "lost"

    @property
    def unclear(self) -> bool:
        """Whether it names no body, and of nothing that it names it is known what is meant."""
        return self.grade == 2 and not any(self.processes_iri)

    @property
    def code(self) -> Code:
        """How it is shown: by its grade, or as unknown where the cell is lost."""
        return unknown() if self.lost else grades()[self.grade]

    @property
    def called(self) -> str:
        """The name of the grade, with the mark of what is exercised through a pointer only."""
        return BY_POINTER if self.only_through else self.code.word

    @property
    def covering(self) -> dict[str, str]:
        """The bodies that cover the row, by its cells or through pointers: their names by IRI."""
        names = (*self.bodies, *self.resolved_bodies)
        return dict(zip((*self.bodies_iri, *self.resolved_bodies_iri), names, strict=True))

    @property
    def met(self) -> set[str]:
        """IRIs of the bodies that dealt with the row, or with those to which it leaves its oversight."""
        return {*self.exercised_by_iri, *self.exercised_through_by_iri}


@once
def coverage(
    store: Store,
    day: str,
    *,
    activities: bool = False,
    months: int = 12,
    plan: str | None = None,
    all_plans: bool = False,
) -> list[Coverage]:
    """Grade the oversight of each commitment at a date.

    Parameters
    ----------
    activities : bool
        Grade activities instead of commitments.
    months : int
        Length of the period before the date in which a meeting counts as exercising oversight.
    plan : str, optional
        IRI of a plan: only its rows, also if a newer edition had replaced it.
    all_plans : bool
        Also the rows of plans that a newer edition had replaced by the date.

    Returns
    -------
    list of Coverage
        In the order of the plan. A commitment takes in what the cells of its activities name, and what meetings did
        about its activities; an activity takes in what is said of its commitment only if they share one printed row. A
        row that leaves its oversight to other rows has the best grade that it reaches through them, and at least 1.
        Plans dated after the day do not count, and of several editions of a plan only the newest does.
    """
    grading = _Grading(store, day, months, plan, all_plans=all_plans)
    return grading.rows("Activity" if activities else "Commitment")


def of_several_plans(rows: Iterable[Coverage]) -> bool:
    """Whether rows of more than one plan, or edition, stand side by side."""
    return len({row.plan_iri for row in rows}) > 1


def of_both(store: Store, day: str) -> tuple[list[Coverage], list[Coverage]]:
    """Return the commitments and the activities at a date, as `coverage` gives each: what both need is read once."""
    grading = _Grading(store, day, 12, None, all_plans=False)
    return grading.rows("Commitment"), grading.rows("Activity")


class _Grading:
    """All that the grades need, read once."""

    def __init__(self, store: Store, day: str, months: int, plan: str | None, *, all_plans: bool) -> None:
        self.day = day
        self.covers = Covers(store, day, plan, all_plans=all_plans)
        self.promises, self.plans = promises(store, day), self.covers.plan_of
        self.states = states_at(store, day)
        self.evidence: dict[str, list[str]] = defaultdict(list)
        for iri, evidence in ask(store, "row_evidence"):
            if iri and evidence:
                self.evidence[iri].append(evidence)
        self.elsewhere: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for iri, _, by, name, stated, _ in ask(store, "told_elsewhere"):
            if iri:
                self.elsewhere[iri].append((name or f"{stated or by or 'a name'}{LOOSE}", by or ""))
        start = months_before(day, months)
        self.meetings: dict[str, dict[str, set[Meeting]]] = defaultdict(lambda: defaultdict(set))
        for _, subject, body, name, iri, held, edtf, certainty, evidence in ask(store, "scrutinies"):
            if subject and body and held and start <= held <= day:
                meeting = Meeting(f"{name} {edtf or held}", iri or "", body, evidence or "", doubt_of(certainty))
                self.meetings[subject][body].add(meeting)

    def rows(self, kind: str) -> list[Coverage]:
        rows = [self._grade(row) for row in self.covers.rows.values() if row.kind == kind]
        counts, celled = Counter(row.plan_iri for row in rows), {row.plan_iri for row in rows if row.cell != "lost"}
        rows = [
            row.extended(Coverage, note=NO_COLUMN)
            if row.lost and row.plan_iri and counts[row.plan_iri] > 1 and row.plan_iri not in celled
            else row
            for row in rows
        ]
        return sorted(rows, key=lambda row: self.covers.place(row.iri))

    def _grade(self, row: PlanRow) -> Coverage:
        covers, cells = self.covers, self.covers.cells(row.iri)
        direct, reached = covers.named.get(row.iri, []), covers.reached.get(row.iri, [])
        bodies = {n.by: n.name for n in (*direct, *reached) if n.is_body and n.by}
        states = {iri: self.states.get(iri, UNKNOWN) for iri in bodies}
        own = self._met(covers.subjects(row.iri), bodies)
        through: set[Meeting] = set()
        for target in covers.targets.get(row.iri, ()):
            # What a body did about a row counts where it covers that row.
            those = covers.subjects(target)
            if any(each in self.meetings for each in those):
                through |= self._met(those, covers.bodies(target) & bodies.keys())
        held = {iri: {meeting for meeting in own | through if meeting.body == iri} for iri in bodies}
        kinds = [cell.cell for cell in cells if cell.cell in _CELLS]
        live, shut = [i for i, s in states.items() if s.live], [i for i, s in states.items() if not s.live]
        is_open = [i for i, s in states.items() if s.open]
        grade = (
            6 if any(held[iri] for iri in is_open)
            else 5 if is_open
            else 4 if live
            else 3 if states
            else 2 if direct or reached
            else 1 if "Reference" in kinds
            else 0
        )  # fmt: skip
        evidence = {e for each in (cells if row.kind == "Activity" else [row]) for e in self.evidence[each.iri]}
        evidence.update(e for mechanism in (*direct, *reached) for e in mechanism.evidence)
        evidence.update(e for state in states.values() for e in state.evidence)
        evidence.update(e for state in states.values() if state.open for e in state.open_evidence)
        evidence.update(meeting.evidence for meeting in own | through if meeting.evidence)
        # A part that names something speaks for the whole: then it is no blank cell, whatever other parts say.
        stated = (each.stated for each in cells) if {*kinds} <= {"Blank", "Lost"} else ()
        parent = covers.rows.get(row.parents[0]) if row.parents else None
        above = parent or row
        met, met_through = _meetings(own), _meetings(through)
        promise, in_plan = self.promises.get(row.iri, _NOTHING), self.plans.get(row.iri)
        report = promise.progress or Progress("")
        objective_iri, objective = covers.objective(row.iri)
        return Coverage(
            ref=row.ref or (above.ref if above.ref else "") or "",
            title=row.title,
            objective=objective,
            part=row.part or above.part,
            cell=max(kinds, key=_CELLS.index, default="Lost").lower(),
            grade=grade,
            **named(
                bodies=_distinct((n.name, n.by) for n in direct if n.is_body),
                processes=_distinct((n.name, n.by) for n in (direct or reached) if not n.is_body),
                refers_to=self._refers_to(row, cells),
                resolved_bodies=_distinct((n.name, n.by) for n in reached if n.is_body),
                live=sorted((bodies[iri], iri) for iri in live),
                not_live=sorted((f"{bodies[iri]} ({states[iri].in_words})", iri) for iri in shut),
                open=sorted((bodies[iri], iri) for iri in is_open),
                exercised=met,
                exercised_through=met_through,
                told_elsewhere=_distinct(name for each in cells for name in self.elsewhere.get(each.iri, ())),
            ),
            evidence=tuple(sorted(evidence)),
            note=caveats(grade, [*direct, *reached], states, held),
            iri=row.iri,
            exercised_by_iri=tuple(body for *_, body in met),
            exercised_through_by_iri=tuple(body for *_, body in met_through),
            plan=in_plan.name if in_plan else "",
            due=promise.due or None,
            due_as_stated=promise.due_as_stated or None,
            overdue=promise.overdue(self.day),
            **named(lead=((name, iri) for iri, name in promise.leads.items())),
            lead_as_stated=promise.lead_as_stated or None,
            progress=report.state.replace("-", " "),
            rating=report.rating,
            status_as_stated=report.stated or None,
            progress_date=report.day or None,
            objective_iri=objective_iri,
            plan_iri=in_plan.iri if in_plan else "",
            cell_as_stated="; ".join(dict.fromkeys(filter(None, stated))) or None,
            row_evidence=tuple(sorted(self.evidence[row.iri])),
        )

    def _refers_to(self, row: PlanRow, cells: list[PlanRow]) -> list[tuple[str, str]]:
        own = [cell for cell in cells if cell is row or row.kind == "Commitment" or cell.cell == "Reference"]
        pointers = self.covers.pointers
        found = {(self.covers.names[target], target) for each in own for target in pointers.get(each.iri, ())}
        return sorted(found, key=lambda each: (ref_key(each[0]), each[1]))

    def _met(self, rows: list[str], bodies: Collection[str]) -> set[Meeting]:
        """Return the meetings of some bodies that dealt with rows."""
        dealt = [self.meetings[row] for row in rows if row in self.meetings]
        return {meeting for by_body in dealt for body in bodies for meeting in by_body.get(body, ())}


def _distinct(named: Iterable[tuple[str, str | None]]) -> dict[tuple[str, str], None]:
    return dict.fromkeys((name, iri or "") for name, iri in named)


def _meetings(held: Iterable[Meeting]) -> list[tuple[str, str, str]]:
    return sorted({(meeting.label, meeting.iri, meeting.body) for meeting in held})
