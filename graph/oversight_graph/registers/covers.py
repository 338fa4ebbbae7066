"""What covers what: the rows of plans that count at a date, with what the rules derived of each, read once.

Nothing is worked out here: which cells speak for a row, what they name, and to which rows it leaves its oversight
stands in the graph (``queries/rules``: ``speaks-for``, ``covered-by``, ``defers-to``, ``inherits``).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from oversight_graph.model.references import Key, ref_order
from oversight_graph.model.vocabulary import local_name
from oversight_graph.registers.plans.editions import Plans, continued
from oversight_graph.store.store import Store, Table
from oversight_graph.store.views import ask

LOOSE = " (unresolved)"
_DOUBTS = ("probable", "doubtful")


class PlanRow(NamedTuple):
    """A commitment or an activity, as its own printed row has it; ``kind`` is the local name of its class.

    ``stated`` are the words of an oversight cell that names nothing.
    """

    iri: str
    kind: str
    ref: str | None
    title: str
    part: str
    cell: str | None
    stated: str
    parents: list[str]


class Named(NamedTuple):
    """A mechanism that an oversight cell names, or a name there that was left unresolved; then ``by`` is None.

    ``printed`` is the row in whose cell it stands, ``doubt`` empty if the reading is certain.
    """

    statement: str
    printed: str
    by: str | None
    name: str
    is_body: bool
    stated: str | None
    doubt: str
    evidence: tuple[str, ...]


class Covers:
    """Rows of the plans up to a date, and what covers each.

    Parameters
    ----------
    day : str
        ISO date. Plans of a later date do not count, nor those that were replaced by then.
    all_plans : bool
        See `registers.plans.editions.Plans.left_out`.

    Attributes
    ----------
    plans : Plans
        The plans of these rows, and of those that do not count.
    plan_of : dict of str to Edition
        The plan of each row; of several the newest.
    rows : dict of str to PlanRow
        By IRI.
    speaking : dict of str to list of str
        For a row that others speak for: those others, in the order of the plan.
    named : dict of str to list of Named
        For each row, what the cells that speak for it name: its own first, then those of the others.
    """

    def __init__(self, store: Store, day: str, plan: str | None = None, *, all_plans: bool = False) -> None:
        self._store = store
        self.plans = Plans(store)
        self.plan_of = self.plans.of_rows()
        self.rows = _rows(store, self.plans.above, self.plans.left_out(day, plan=plan, all_plans=all_plans))
        self.speaking: dict[str, list[str]] = defaultdict(list)
        self._spoken: dict[str, list[str]] = defaultdict(list)
        for printed, row in ask(store, "speaks_for"):
            if printed and row:
                self._spoken[row].append(printed)
                if printed in self.rows and row in self.rows:
                    self.speaking[row].append(printed)
        for others in self.speaking.values():
            others.sort(key=self.place)
        self.named = self._read_named()

    def place(self, iri: str) -> tuple[object, ...]:
        """Return where a row stands, as a sort key: by plan, by objective, then by reference, then by title.

        Editions of a plan are one plan here. An activity stands under the objective of its commitment. No IRI decides
        unless nothing else does.
        """
        row, (in_order, places) = self.rows[iri], self._order
        plan, (objective, name) = self.plan_of.get(iri), self.objective(iri)
        newest = self.plans.newest(plan) if plan else None
        above = (newest.name, newest.iri) if newest else ("", "")
        return (
            *above, places.get(objective, in_order("")), name, in_order(self.ref(iri)), in_order(row.ref or ""),
            row.title, iri,
        )  # fmt: skip

    def objective(self, iri: str) -> tuple[str, str]:
        """Return the objective under which a row stands, or the row of which it is part: IRI and name; else nothing."""
        return next(
            (self._objectives[each] for each in (iri, *self.rows[iri].parents) if each in self._objectives), ("", "")
        )

    @cached_property
    def _under(self) -> Table:
        return ask(self._store, "row_objectives")

    @cached_property
    def _objectives(self) -> dict[str, tuple[str, str]]:
        return {
            row: (objective, name or local_name(objective))
            for row, objective, name in self._under.of("row", "objective", "name")
            if row in self.rows and objective
        }

    @cached_property
    def _order(self) -> tuple[Callable[[str], Key], dict[str, Key]]:
        """The sort key of references, and the place of each objective.

        An objective without a reference of its own stands where the first of its rows does.
        """
        in_order = ref_order([row.ref for row in self.rows.values() if row.ref])
        first: dict[str, Key] = {}
        for row, objective, ref in self._under.of("row", "objective", "ref"):
            if row in self.rows and objective:
                place = in_order(ref or self.rows[row].ref or "")
                first[objective] = min(place, first.get(objective, place))
        return in_order, first

    def ref(self, iri: str) -> str:
        """Return the reference of a row, or, if none is printed with it, that of the row to which it belongs."""
        row = self.rows[iri]
        above = (self.rows[parent].ref for parent in row.parents if parent in self.rows)
        return row.ref or next(filter(None, above), None) or ""

    def cells(self, iri: str) -> list[PlanRow]:
        """Return the rows whose cells speak for a row, itself first."""
        return [self.rows[iri], *(self.rows[other] for other in self.speaking.get(iri, ()))]

    def subjects(self, iri: str) -> list[str]:
        """Return the rows that meetings dealt with if they dealt with a row.

        These are the rows whose cells speak for it, and those of earlier editions that they carry on.
        """
        cells = [cell.iri for cell in self.cells(iri)]
        earlier = [each for cell in cells for each in sorted(self._earlier.get(cell, ()))]
        steps = [step for each in self._earlier.get(iri, ()) for step in self._spoken.get(each, ())]
        return list(dict.fromkeys([*cells, *earlier, *sorted(steps)]))

    def itself(self, iri: str) -> set[str]:
        """Return a row and the rows of earlier editions that it carries on."""
        return {iri, *self._earlier.get(iri, ())}

    @cached_property
    def _earlier(self) -> dict[str, set[str]]:
        return continued(self._store)

    @cached_property
    def targets(self) -> dict[str, list[str]]:
        """For each row, the rows to which it leaves its oversight and that tell something, in the order of the plan."""
        return self._references["inherits"]

    @cached_property
    def pointers(self) -> dict[str, list[str]]:
        """For each printed row, what its pointers lead to, in whatever column they stand."""
        return self._references["printed"]

    @cached_property
    def reached(self) -> dict[str, list[Named]]:
        """For each row with pointers, what covers the rows to which it leaves its oversight and not itself."""
        found = {}
        for iri, targets in self.targets.items():
            own = {mechanism.statement for mechanism in self.named.get(iri, ())}
            those = {mechanism.statement: mechanism for target in targets for mechanism in self.named.get(target, ())}
            found[iri] = [mechanism for statement, mechanism in those.items() if statement not in own]
        return found

    def bodies(self, iri: str) -> set[str]:
        """Return the bodies that cover a row, by the cells that speak for it or through pointers."""
        return {n.by for n in (*self.named.get(iri, ()), *self.reached.get(iri, ())) if n.is_body and n.by}

    @cached_property
    def _references(self) -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, list[str]]] = {"inherits": defaultdict(list), "printed": defaultdict(list)}
        self.names: dict[str, str] = {}
        for row, target, ref, through in ask(self._store, "row_references"):
            if row in self.rows and target and through:
                self.names[target] = ref or target
                if through == "printed" or target in self.rows:
                    found[through][row].append(target)
        for targets in found["inherits"].values():
            targets.sort(key=self.place)
        return found

    def _read_named(self) -> dict[str, list[Named]]:
        statements: dict[tuple[str, str], tuple[str, str | None, str, bool, str | None, str]] = {}
        cited: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row, printed, statement, by, name, body, stated, certainty, evidence in ask(self._store, "covers"):
            if row in self.rows and printed in self.rows and statement:
                shown = name or f"{stated or by or 'a name'}{LOOSE}"
                statements[row, statement] = (printed, by, shown, body is not None, stated, doubt_of(certainty))
                if evidence:
                    cited[row, statement].append(evidence)
        named: dict[str, list[Named]] = defaultdict(list)
        for (row, statement), words in statements.items():
            named[row].append(Named(statement, *words, tuple(cited[row, statement])))
        for row, those in named.items():
            if len(those) > 1:
                order = {printed: at for at, printed in enumerate((row, *self.speaking.get(row, ())))}
                those.sort(key=lambda each: (order[each.printed], _numbered(each.statement)))
        return named


def doubt_of(certainty: str | None) -> str:
    """Return a certainty by its local name; empty if there is no doubt."""
    name = local_name(certainty or "")
    return name if name in _DOUBTS else ""


def _rows(store: Store, parents: Mapping[str, list[str]], late: set[str]) -> dict[str, PlanRow]:
    rows: dict[str, PlanRow] = {}
    columns = ("row", "kind", "ref", "title", "part", "cell", "stated")
    for iri, kind, ref, title, part, cell, stated in ask(store, "plan_rows").of(*columns):
        if iri and kind and iri not in late and iri not in rows:
            kind, cell = local_name(kind), cell and local_name(cell)
            rows[iri] = PlanRow(iri, kind, ref, title or "", part or "", cell, stated or "", parents.get(iri, []))
    return rows


def _numbered(node: str) -> list[tuple[int, int, str]]:
    """Return a sort key by which the tenth node of a row comes after its second."""
    return [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in re.split(r"([0-9]{1,9})", node)]
