"""How far each commitment, or activity, is overseen at a date: grades from 0 to 6, each with its evidence."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from oversight_graph.model.references import ref_key
from oversight_graph.model.vocabulary import NS
from oversight_graph.registers.caveats import Meeting, Named, caveats, doubt_of, names_of
from oversight_graph.registers.planrows import told_later
from oversight_graph.registers.states import UNKNOWN, State, states_at
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

GRADES = ("lost or blank", "by reference only", "process only", "body named", "live", "open", "exercised")
_CELLS = ("Lost", "Blank", "Reference", "Process", "Body")
LOOSE = " (unresolved)"


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
        References, or names, of what its pointers lead to.
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
    note : str
        What the grade rests on that is not certain: doubtful readings, and bodies known to meet only by a list.
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
    note: str
    iri: str


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
        In the order of the plan. A commitment takes in what the cells of its activities name, and what meetings did
        about its activities; an activity takes in what is said of its commitment only if they share one printed row. A
        row that leaves its oversight to other rows has the best grade that it reaches through them, and at least 1.
        Plans dated after the day do not count.
    """
    return _Reading(store, day, months).rows("Activity" if activities else "Commitment")


class _Reading:
    """All that the grades need, read once."""

    def __init__(self, store: Store, day: str, months: int) -> None:
        self.day = day
        self.start = _months_before(day, months)
        self.states = states_at(store, day)
        self.plan_rows: dict[str, _Row] = {}
        table = ask(store, "plan_rows")
        late = told_later(table, day)
        for iri, kind, ref, title, objective, part, cell, parent, shares, _ in table:
            if not iri or not kind or iri in late:
                continue
            row = self.plan_rows.get(iri)
            if row is None:
                row = self.plan_rows[iri] = _Row(
                    iri, kind.removeprefix(NS), ref, title or "", objective or "", part or "",
                    cell and cell.removeprefix(NS), [], shares, [],
                )  # fmt: skip
            if parent and parent not in row.parents:
                row.parents.append(parent)
        self.children: dict[str, list[str]] = defaultdict(list)
        for row in self.plan_rows.values():
            for parent in row.parents:
                self.children[parent].append(row.iri)
        for below in self.children.values():
            below.sort(key=lambda iri: (ref_key(self.plan_rows[iri].ref or ""), self.plan_rows[iri].title, iri))
        for iri, evidence in ask(store, "row_evidence"):
            if iri in self.plan_rows and evidence:
                self.plan_rows[iri].evidence.append(evidence)
        self.named = self._read_named(store)
        self.printed: dict[str, list[str]] = defaultdict(list)
        self.inherits: dict[str, list[str]] = defaultdict(list)
        self.refs: dict[str, str] = {}
        self.reach: dict[str, list[str]] = {}
        for row_iri, target, ref, through in ask(store, "row_references"):
            if row_iri and target:
                (self.inherits if through == "inherits" else self.printed)[row_iri].append(target)
                self.refs[target] = ref or target
        self.meetings: dict[tuple[str, str], set[Meeting]] = defaultdict(set)
        for subject, body, name, _, held, edtf, certainty, evidence in ask(store, "scrutinies"):
            if subject and body and held and self.start <= held <= day:
                meeting = Meeting(f"{name} {edtf or held}", evidence or "", doubt_of(certainty))
                self.meetings[subject, body].add(meeting)

    def _read_named(self, store: Store) -> dict[str, list[Named]]:
        found: dict[tuple[str, str], tuple[str | None, str, bool, bool, str]] = {}
        cited: dict[tuple[str, str], list[str]] = defaultdict(list)
        for iri, node, by, name, body, stated, column, certainty, evidence in ask(store, "row_oversight"):
            if not iri or not node:
                continue
            in_cell = column is None or column.endswith("/oversight")
            shown = name or f"{stated or by or 'a name'}{LOOSE}"
            found[iri, node] = (by, shown, body is not None, in_cell, doubt_of(certainty))
            if evidence:
                cited[iri, node].append(evidence)
        named: dict[str, list[Named]] = defaultdict(list)
        for (iri, node), words in sorted(found.items(), key=lambda one: _numbered(one[0])):
            named[iri].append(Named(*words, tuple(cited[iri, node])))
        return named

    def rows(self, kind: str) -> list[Coverage]:
        rows = [self._grade(row) for row in self.plan_rows.values() if row.kind == kind]
        return sorted(rows, key=in_plan_order)

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
        own = {one.iri for one in cells}
        met = {named.by: self._met(named.by, own) for named in direct if named.is_body and named.by}
        reached = []
        pointed = any(one.cell == "Reference" for one in cells)
        targets = self._targets(row)
        for target in targets:
            through = self._cells(self.plan_rows[target])
            # A body named there counts for each row on the way to it.
            on_the_way = [t for t in targets if t == target or target in self._targets(self.plan_rows[t])]
            dealt_with = own | {one.iri for t in on_the_way for one in self._cells(self.plan_rows[t])}
            for named in (named for one in through for named in self.named.get(one.iri, ()) if named.in_cell):
                reached.append(named)
                if named.is_body and named.by:
                    met[named.by] = met.get(named.by, set()) | self._met(named.by, dealt_with)
        bodies = {n.by: n for n in [*direct, *reached] if n.is_body and n.by}
        states = {iri: self.states.get(iri, UNKNOWN) for iri in bodies}
        grade = self._rung(direct, reached, states, met, pointed=pointed)
        held = sorted({meeting.label for found in met.values() for meeting in found})
        evidence = {e for one in cells for e in one.evidence if one is row or one.iri == row.shares}
        evidence.update(e for named in [*direct, *reached] for e in named.evidence)
        evidence.update(e for state in states.values() for e in state.evidence)
        evidence.update(e for state in states.values() if state.open for e in state.open_evidence)
        evidence.update(meeting.evidence for found in met.values() for meeting in found if meeting.evidence)
        parent = self.plan_rows.get(row.parents[0]) if row.parents else None
        above = parent or row
        return Coverage(
            ref=row.ref or (above.ref if above.ref else "") or "",
            title=row.title,
            objective=row.objective or above.objective,
            part=row.part or above.part,
            cell=cell.lower(),
            grade=grade,
            bodies=names_of(n for n in direct if n.is_body),
            processes=names_of(n for n in (direct or reached) if not n.is_body),
            refers_to=self._refers_to(row, cells),
            resolved_bodies=names_of(n for n in reached if n.is_body),
            live=tuple(sorted({bodies[i].name for i, s in states.items() if s.live})),
            not_live=tuple(sorted({f"{bodies[i].name} ({s.status})" for i, s in states.items() if not s.live})),
            open=tuple(sorted({bodies[i].name for i, s in states.items() if s.open})),
            exercised=tuple(held),
            evidence=tuple(sorted(evidence)),
            told_elsewhere=names_of(n for n in told if not n.in_cell),
            note=caveats(grade, [*direct, *reached], states, met),
            iri=row.iri,
        )

    def _targets(self, row: _Row) -> list[str]:
        """Return the rows to which the cells of this one, if they hold nothing but pointers, leave their oversight."""
        if row.iri in self.reach:
            return self.reach[row.iri]
        found: list[str] = []
        todo = self._cells(row)
        while todo:
            one = todo.pop(0)
            if one.cell != "Reference":
                continue
            fresh = [t for t in self.inherits.get(one.iri, ()) if t in self.plan_rows and t not in found]
            fresh.sort(key=lambda iri: (ref_key(self.plan_rows[iri].ref or ""), self.plan_rows[iri].title))
            found += dict.fromkeys(fresh)
            todo += [cell for target in dict.fromkeys(fresh) for cell in self._cells(self.plan_rows[target])]
        self.reach[row.iri] = found
        return found

    def _refers_to(self, row: _Row, cells: list[_Row]) -> tuple[str, ...]:
        own = [one for one in cells if one is row or row.kind == "Commitment" or one.cell == "Reference"]
        targets = {t for one in own for t in self.printed.get(one.iri, ())}
        return tuple(sorted({self.refs[t] for t in targets}, key=ref_key))

    def _met(self, body: str, subjects: set[str]) -> set[Meeting]:
        return {meeting for subject in subjects for meeting in self.meetings.get((subject, body), ())}

    @staticmethod
    def _rung(
        direct: list[Named],
        reached: list[Named],
        states: dict[str, State],
        met: dict[str, set[Meeting]],
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


def in_plan_order(row: Coverage) -> tuple[object, ...]:
    """Return where in the plan a row stands; rows of one reference go by title, so that no IRI decides."""
    return (ref_key(row.ref), row.title, row.iri)


def _numbered(key: tuple[str, str]) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a sort key by which the tenth node of a row comes after its second."""
    row, node = key
    return row, [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in re.split(r"(\d+)", node)]


def _months_before(day: str, months: int) -> str:
    year, month = int(day[:4]), int(day[5:7])
    index = year * 12 + month - 1 - months
    return f"{index // 12:04d}-{index % 12 + 1:02d}-{day[8:]}"
