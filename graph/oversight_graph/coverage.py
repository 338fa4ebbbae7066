"""How far each commitment, or activity, is overseen at a date: grades from 0 to 6, each with its evidence."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import NamedTuple

from oversight_graph.catalogue import ask
from oversight_graph.refs import ref_key
from oversight_graph.states import UNKNOWN, State, states_at
from oversight_graph.store import Row, Store
from oversight_graph.vocabulary import NS

GRADES = ("lost or blank", "by reference only", "process only", "body named", "live", "open", "exercised")
_CELLS = ("Lost", "Blank", "Reference", "Process", "Body")
_LOOSE = " (unresolved)"
_DOUBTS = ("probable", "doubtful")


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
    doubt: str
    evidence: tuple[str, ...]


class _Meeting(NamedTuple):
    label: str
    evidence: str
    doubt: str


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
    return sorted(found, key=lambda row: (row.grade, row.cell != "blank", *_place(row)))


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
    if row.cell == "lost" and row.grade == 0:
        return "The text as obtained holds no oversight cell for this row; nothing may be concluded."
    if row.grade == 0:
        return "The oversight cell is empty."
    if row.grade == 1:
        return f"Only a pointer to {', '.join(row.refers_to) or 'other rows'}, where no mechanism is reached."
    if row.grade == 2:
        through = f" (through {', '.join(row.refers_to)})" if row.cell == "reference" else ""
        loose = [name.removesuffix(_LOOSE) for name in row.processes if name.endswith(_LOOSE)]
        named = ", ".join(name for name in row.processes if not name.endswith(_LOOSE))
        unknown = f"what is meant by {' and '.join(repr(name) for name in loose)} is not known" if loose else ""
        if not named:
            return f"{unknown[:1].upper()}{unknown[1:]}{through}; nothing else is named."
        return f"Only processes are named{through}, no body: {named}{f'; {unknown}' if unknown else ''}."
    bodies = ", ".join(row.bodies or row.resolved_bodies)
    if row.grade == 3:
        return (
            f"A body is named ({bodies}), but nothing loaded shows it meeting at the date: {'; '.join(row.not_live)}."
        )
    if row.grade == 4:
        were = "were" if len(row.live) > 1 else "was"
        return f"{', '.join(row.live)} {were} meeting; nothing shows that notes are published or meetings public."
    if row.grade == 5:
        are = "are" if len(row.open) > 1 else "is"
        return f"{', '.join(row.open)} {are} open; no loaded paper shows a meeting on this subject in the period."
    return f"Dealt with in {', '.join(row.exercised)}."


def explained(row: Coverage) -> str:
    """Return the reason of a grade, and what of it is not certain."""
    return f"{reason(row)} {row.note}." if row.note else reason(row)


def told_later(plan_rows: Iterable[Row], day: str) -> set[str]:
    """Return the commitments and activities that only plans later than a date tell of.

    Parameters
    ----------
    plan_rows : iterable of Row
        As the view of that name gives them.
    day : str
        ISO date.
    """
    plans: dict[str, set[str]] = defaultdict(set)
    parents: dict[str, set[str]] = defaultdict(set)
    for iri, _, _, _, _, _, _, parent, _, plan in plan_rows:
        if iri and plan:
            plans[iri].add(plan)
        if iri and parent:
            parents[iri].add(parent)
    late = {iri for iri, dates in plans.items() if min(dates) > day}
    # Activities hang on their commitments and fall away with them.
    return late | {iri for iri, above in parents.items() if above <= late}


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
        self.meetings: dict[tuple[str, str], set[_Meeting]] = defaultdict(set)
        for subject, body, name, _, held, edtf, certainty, evidence in ask(store, "scrutinies"):
            if subject and body and held and self.start <= held <= day:
                meeting = _Meeting(f"{name} {edtf or held}", evidence or "", _doubt(certainty))
                self.meetings[subject, body].add(meeting)

    def _read_named(self, store: Store) -> dict[str, list[_Named]]:
        found: dict[tuple[str, str], tuple[str | None, str, bool, bool, str]] = {}
        cited: dict[tuple[str, str], list[str]] = defaultdict(list)
        for iri, node, by, name, body, stated, column, certainty, evidence in ask(store, "row_oversight"):
            if not iri or not node:
                continue
            in_cell = column is None or column.endswith("/oversight")
            shown = name or f"{stated or by or 'a name'}{_LOOSE}"
            found[iri, node] = (by, shown, body is not None, in_cell, _doubt(certainty))
            if evidence:
                cited[iri, node].append(evidence)
        named: dict[str, list[_Named]] = defaultdict(list)
        for (iri, node), words in sorted(found.items(), key=lambda one: _numbered(one[0])):
            named[iri].append(_Named(*words, tuple(cited[iri, node])))
        return named

    def rows(self, kind: str) -> list[Coverage]:
        rows = [self._grade(row) for row in self.plan_rows.values() if row.kind == kind]
        return sorted(rows, key=_place)

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
            note=_caveats(grade, [*direct, *reached], states, met),
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

    def _met(self, body: str, subjects: set[str]) -> set[_Meeting]:
        return {meeting for subject in subjects for meeting in self.meetings.get((subject, body), ())}

    @staticmethod
    def _rung(
        direct: list[_Named],
        reached: list[_Named],
        states: dict[str, State],
        met: dict[str, set[_Meeting]],
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


def _caveats(grade: int, named: list[_Named], states: dict[str, State], met: dict[str, set[_Meeting]]) -> str:
    """Say what the grade rests on that is not certain; empty if it has one ground that is."""
    bodies = [one for one in named if one.is_body and one.by]
    # The bodies that give the grade: of several, one that is certain is enough.
    able: dict[int, Callable[[str], object]] = {
        3: lambda iri: True,
        4: lambda iri: states[iri].live,
        5: lambda iri: states[iri].open,
        6: lambda iri: states[iri].open and met[iri],
    }
    if grade == 2:
        grounds = [one for one in named if not one.is_body]
    else:
        grounds = [one for one in bodies if grade in able and able[grade](one.by or "")]
    if not grounds:
        return ""
    found = []
    sure = [one for one in grounds if not one.doubt]
    if not sure:
        found.append(f"reading the cell as {' or '.join(_names(grounds))} is {_least(one.doubt for one in grounds)}")
    those = {one.by for one in sure or grounds if one.by in states}
    if grade >= 4 and all(states[iri].basis == "listed" for iri in those if iri):
        found.append(f"that {'any of these meets' if len(those) > 1 else 'it meets'} is shown by a list of bodies only")
    if grade >= 5 and all("yes" not in (states[iri].published, states[iri].public) for iri in those if iri):
        found.append("openness is shown by a mark only that the key of the list does not explain")
    if grade == 6 and all(meeting.doubt for iri in those if iri for meeting in met[iri]):
        doubt = _least(meeting.doubt for iri in those if iri for meeting in met[iri])
        found.append(f"that a meeting dealt with it is {doubt}")
    text = "; ".join(found)
    return text[:1].upper() + text[1:]


def _least(doubts: Iterable[str]) -> str:
    """Return the least of several doubts."""
    return min(doubts, key=_DOUBTS.index)


def _doubt(certainty: str | None) -> str:
    name = (certainty or "").rpartition("/")[2]
    return name if name in _DOUBTS else ""


def _names(named: Iterable[_Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.name for n in named))


def _place(row: Coverage) -> tuple[object, ...]:
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
