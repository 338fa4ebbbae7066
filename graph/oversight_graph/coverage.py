"""How far each commitment, or activity, is overseen at a date: grades from 0 to 6, each with its evidence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import NamedTuple

from oversight_graph.catalogue import ask
from oversight_graph.refs import ref_key
from oversight_graph.states import UNKNOWN, State, states_at
from oversight_graph.store import Store
from oversight_graph.vocabulary import NS

GRADES = ("lost or blank", "by reference only", "process only", "body named", "live", "open", "exercised")
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
        0 to 6, see `GRADES`.
    bodies, processes : tuple of str
        Mechanisms named in the cells, and names that were left unresolved among the processes.
    refers_to : tuple of str
        References of the rows that its pointers lead to.
    resolved_bodies : tuple of str
        Bodies reached through those pointers, where the row leaves its oversight to them.
    live, not_live : tuple of str
        Of all these bodies, those that were meeting at the date, and the others with their state.
    open : tuple of str
        Live bodies that publish notes or meet in public.
    exercised : tuple of str
        Meetings of these bodies, within the period, that dealt with the subject.
    evidence : tuple of str
        Citations of all this.
    told_elsewhere : tuple of str
        Mechanisms that other columns of the row tell of, such as its progress update; they do not count for the grade.
    iri : str
        IRI of the row.
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
    evidence: tuple[str, ...]
    told_elsewhere: tuple[str, ...]
    iri: str


@dataclass(frozen=True, slots=True)
class Gap(Coverage):
    """A commitment or activity below a grade.

    Attributes
    ----------
    reason : str
        In a sentence, what the loaded papers show and do not show.
    """

    reason: str


class _Row(NamedTuple):
    iri: str
    kind: str
    ref: str | None
    title: str
    objective: str
    part: str
    cell: str | None
    parents: list[str]
    shares: str | None
    evidence: list[str]


class _Named(NamedTuple):
    by: str | None
    name: str
    is_body: bool
    in_cell: bool
    evidence: tuple[str, ...]


def coverage(store: Store, day: str, *, activities: bool = False, months: int = 12) -> list[Coverage]:
    """Grade the oversight of each commitment at a date.

    Parameters
    ----------
    store : Store
        The graph.
    day : str
        ISO date.
    activities : bool
        Grade activities instead of commitments.
    months : int
        Length of the period before the date in which a meeting counts as exercising oversight.

    Returns
    -------
    list of Coverage
        In the order of the plan. A commitment takes in what the cells of its activities name. A row that leaves its
        oversight to other rows has the best grade that it reaches through them, and at least 1. Plans dated after the
        day do not count.
    """
    return _Reading(store, day, months).rows("Activity" if activities else "Commitment")


def gaps(rows: Iterable[Coverage], below: int = 3) -> list[Gap]:
    """Return what lies below a grade, worst first, each with the reason.

    Parameters
    ----------
    rows : iterable of Coverage
        As from `coverage`.
    below : int
        Grades less than this are gaps; 3 is "a body is named".

    Returns
    -------
    list of Gap
        By grade; within grade 0 the empty cells before the lost ones; then in the order of the plan.
    """
    names = [field.name for field in fields(Coverage)]
    found = [Gap(**{n: getattr(row, n) for n in names}, reason=reason(row)) for row in rows if row.grade < below]
    return sorted(found, key=lambda row: (row.grade, row.cell != "blank", ref_key(row.ref)))


def reason(row: Coverage) -> str:
    """Say in a sentence why a row has its grade.

    Parameters
    ----------
    row : Coverage

    Returns
    -------
    str
        What the loaded papers show; never that no oversight took place.
    """
    named = ", ".join(row.processes)
    if row.cell == "lost" and row.grade == 0:
        return "The text as obtained holds no oversight cell for this row; nothing may be concluded."
    if row.grade == 0:
        return "The oversight cell is empty."
    if row.grade == 1:
        return f"Only a pointer to {', '.join(row.refers_to) or 'other rows'}, where no mechanism is reached."
    if row.grade == 2:
        through = f" (through {', '.join(row.refers_to)})" if row.cell == "reference" else ""
        return (
            f"Only processes are named{through}, no body: {named}."
            if named
            else f"Only processes are reached{through}."
        )
    bodies = ", ".join(row.bodies or row.resolved_bodies)
    if row.grade == 3:
        return (
            f"A body is named ({bodies}), but nothing loaded shows it meeting at the date: {'; '.join(row.not_live)}."
        )
    if row.grade == 4:
        return f"{', '.join(row.live)} was meeting; nothing shows that it publishes notes or meets in public."
    if row.grade == 5:
        return f"{', '.join(row.open)} is open; no loaded paper shows a meeting of it on this subject in the period."
    return f"Dealt with in {', '.join(row.exercised)}."


class _Reading:
    """All that the grades need, read once."""

    def __init__(self, store: Store, day: str, months: int) -> None:
        self.day = day
        self.start = _months_before(day, months)
        self.states = states_at(store, day)
        self.plan_rows: dict[str, _Row] = {}
        late: set[str] = set()
        for iri, kind, ref, title, objective, part, cell, parent, shares, plan in ask(store, "plan_rows"):
            if not iri or not kind:
                continue
            if plan and plan > day:
                late.add(iri)
            row = self.plan_rows.get(iri)
            if row is None:
                row = self.plan_rows[iri] = _Row(
                    iri, kind.removeprefix(NS), ref, title or "", objective or "", part or "",
                    cell and cell.removeprefix(NS), [], shares, [],
                )  # fmt: skip
            if parent and parent not in row.parents:
                row.parents.append(parent)
        for iri in late:
            del self.plan_rows[iri]
        self.children: dict[str, list[str]] = defaultdict(list)
        for row in self.plan_rows.values():
            for parent in row.parents:
                self.children[parent].append(row.iri)
        for iri, evidence in ask(store, "row_evidence"):
            if iri in self.plan_rows and evidence:
                self.plan_rows[iri].evidence.append(evidence)
        self.named = self._read_named(store)
        self.printed: dict[str, list[str]] = defaultdict(list)
        self.inherits: dict[str, list[str]] = defaultdict(list)
        self.refs: dict[str, str] = {}
        for row_iri, target, ref, through in ask(store, "row_references"):
            if row_iri and target:
                (self.inherits if through == "inherits" else self.printed)[row_iri].append(target)
                self.refs[target] = ref or target
        self.meetings: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
        for subject, body, name, _, held, edtf, evidence in ask(store, "scrutinies"):
            if subject and body and held and self.start <= held <= day:
                self.meetings[subject].append((body, f"{name} {edtf or held}", held, evidence or ""))

    def _read_named(self, store: Store) -> dict[str, list[_Named]]:
        found: dict[tuple[str, str], tuple[str | None, str, bool, bool]] = {}
        cited: dict[tuple[str, str], list[str]] = defaultdict(list)
        for iri, node, by, name, body, stated, column, _, evidence in ask(store, "row_oversight"):
            if not iri or not node:
                continue
            in_cell = column is None or column.endswith("/oversight")
            found[iri, node] = (by, name or f"{stated} (unresolved)", body is not None, in_cell)
            if evidence:
                cited[iri, node].append(evidence)
        named: dict[str, list[_Named]] = defaultdict(list)
        for (iri, node), (by, name, is_body, in_cell) in found.items():
            named[iri].append(_Named(by, name, is_body, in_cell, tuple(cited[iri, node])))
        return named

    def rows(self, kind: str) -> list[Coverage]:
        rows = [self._grade(row) for row in self.plan_rows.values() if row.kind == kind]
        return sorted(rows, key=lambda row: ref_key(row.ref))

    def _cells(self, row: _Row) -> list[_Row]:
        """Return the rows whose cells speak for this one: itself, its activities, or the row that it shares."""
        if row.kind == "Commitment":
            return [row, *(self.plan_rows[child] for child in self.children[row.iri] if child in self.plan_rows)]
        if row.shares and row.shares in self.plan_rows:
            return [row, self.plan_rows[row.shares]]
        return [row]

    def _grade(self, row: _Row) -> Coverage:
        cells = self._cells(row)
        kinds = [cell.cell for cell in cells if cell.cell in _CELLS]
        cell = max(kinds, key=_CELLS.index, default="Lost")
        told = [named for one in cells for named in self.named.get(one.iri, ())]
        direct = [named for named in told if named.in_cell]
        targets = [t for one in cells for t in self.inherits.get(one.iri, ()) if one.cell == "Reference"]
        reached = [
            named
            for target in dict.fromkeys(targets)
            if target in self.plan_rows
            for one in self._cells(self.plan_rows[target])
            for named in self.named.get(one.iri, ())
            if named.in_cell
        ]
        subjects = {one.iri for one in [row, *cells]} - ({row.shares} if row.shares else set())
        subjects |= {c.iri for t in targets if t in self.plan_rows for c in self._cells(self.plan_rows[t])}
        bodies = {n.by: n for n in [*direct, *reached] if n.is_body and n.by}
        states = {iri: self.states.get(iri, UNKNOWN) for iri in bodies}
        met = {iri: self._met(iri, subjects) for iri in bodies}
        grade = self._rung(direct, reached, states, met, pointed=bool(targets))
        held = sorted({label for found in met.values() for label, _ in found})
        evidence = {e for one in cells for e in one.evidence if one is row or one.iri == row.shares}
        evidence.update(e for named in [*direct, *reached] for e in named.evidence)
        evidence.update(e for state in states.values() for e in state.evidence)
        evidence.update(e for state in states.values() if state.open for e in state.open_evidence)
        evidence.update(e for found in met.values() for _, e in found if e)
        parent = self.plan_rows.get(row.parents[0]) if row.parents else None
        above = parent or row
        return Coverage(
            ref=row.ref or (above.ref if above.ref else "") or "",
            title=row.title,
            objective=row.objective or above.objective,
            part=row.part or above.part,
            cell=cell.lower(),
            grade=grade,
            bodies=_names(n for n in direct if n.is_body),
            processes=_names(n for n in (direct or reached) if not n.is_body),
            refers_to=self._refers_to(row, cells),
            resolved_bodies=_names(n for n in reached if n.is_body),
            live=tuple(sorted({bodies[i].name for i, s in states.items() if s.live})),
            not_live=tuple(sorted({f"{bodies[i].name} ({s.status})" for i, s in states.items() if not s.live})),
            open=tuple(sorted({bodies[i].name for i, s in states.items() if s.open})),
            exercised=tuple(held),
            evidence=tuple(sorted(evidence)),
            told_elsewhere=_names(n for n in told if not n.in_cell),
            iri=row.iri,
        )

    def _refers_to(self, row: _Row, cells: list[_Row]) -> tuple[str, ...]:
        own = [one for one in cells if one is row or row.kind == "Commitment"]
        targets = {t for one in own for t in self.printed.get(one.iri, ())}
        return tuple(sorted({self.refs[t] for t in targets}, key=ref_key))

    def _met(self, body: str, subjects: set[str]) -> list[tuple[str, str]]:
        return [(m[1], m[3]) for subject in subjects for m in self.meetings.get(subject, ()) if m[0] == body]

    @staticmethod
    def _rung(
        direct: list[_Named],
        reached: list[_Named],
        states: dict[str, State],
        met: dict[str, list[tuple[str, str]]],
        *,
        pointed: bool,
    ) -> int:
        if any(state.open and met[iri] for iri, state in states.items()):
            return 6
        if any(state.open for state in states.values()):
            return 5
        if any(state.live for state in states.values()):
            return 4
        if states:
            return 3
        if direct or reached:
            return 2
        return 1 if pointed else 0


def _names(named: Iterable[_Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.name for n in named))


def _months_before(day: str, months: int) -> str:
    year, month = int(day[:4]), int(day[5:7])
    index = year * 12 + month - 1 - months
    return f"{index // 12:04d}-{index % 12 + 1:02d}-{day[8:]}"
